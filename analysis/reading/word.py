"""Word documents (.docx)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from docx import Document
from docx.document import Document as Content
from docx.table import Table

from analysis.errors import ReadingError
from analysis.reading._fields import Columns
from analysis.reading._limits import check_archive
from analysis.records import RawReport, Reject


def read(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """Paragraphs and tables in their order, one a line; the title that the document's properties name."""
    try:
        with zipfile.ZipFile(stream) as archive:
            check_archive(source, archive)
    except zipfile.BadZipFile:
        raise ReadingError(
            source, "This is no .docx file; an older .doc may have been renamed.", "Open it and save it as .docx."
        ) from None
    stream.seek(0)
    document = Document(stream)
    text = "\n".join(_lines(document))
    if not text.strip():
        raise ReadingError(
            source, "The document holds no text.", "If its pages are pictures, recognise their text first."
        )
    title = (document.core_properties.title or "").strip()
    # Templates leave titles of their own in Latin letters or none.
    yield RawReport(source=source, text=text, title=title if re.search(r"[\u3400-\u9fff]", title) else None)


def _lines(document: Content) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # A merged cell stands in the row once for each column that it spans.
                cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
                yield "\t".join(cell for cell in cells if cell)
        else:
            yield block.text
