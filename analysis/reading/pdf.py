"""PDF documents."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from analysis.errors import ReadingError
from analysis.reading._fields import Columns
from analysis.records import RawReport, Reject

_PAGE_NUMBER: Final = re.compile(r"\s*(?:第\s?)?[-—–－·]*\s?\d{1,4}\s?(?:页)?[-—–－·]*\s*|\s*第\s?\d{1,4}\s?页.{0,12}")
_HEADER: Final = 1024  # bytes within which a document says that it is one
_CLOSED: Final = tuple("。！？；：!?;:”》）)】")
_FULL_LINE: Final = 0.8  # of the page's widest line
_HAN: Final = re.compile(r"[\u3400-\u9fff，。、；：“”《》（）]")

# pypdf logs every flaw of every file; what matters comes as an exception.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def read(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """The text of all pages, the lines of a paragraph joined, page numbers left out."""
    # Without this the reader looks for one through the whole file.
    if b"%PDF-" not in stream.read(_HEADER):
        raise ReadingError(source, "This is no PDF document.", "Open it and print it to a new PDF.")
    stream.seek(0)
    try:
        document = PdfReader(stream)
        if document.is_encrypted and not document.decrypt(""):
            raise ReadingError(source, "The document asks for a password.", "Save a copy without one.")
        pages = [page.extract_text() for page in document.pages]
        title = (document.metadata.title if document.metadata else None) or ""
    except PyPdfError as error:
        raise ReadingError(source, f"This PDF is damaged: {error}.", "Open it and print it to a new PDF.") from None
    text = "\n".join(paragraph for page in pages for paragraph in _paragraphs(page))
    if not text.strip():
        raise ReadingError(source, "The pages hold pictures and no text.", "Recognise the text (OCR) first.")
    # Converters put file names where the title should be.
    named = re.search(r"[\u3400-\u9fff]", title) and not re.search(r"\.(?:docx?|wps|pdf|txt)\b", title, re.IGNORECASE)
    yield RawReport(source=source, text=text, title=title.strip() if named else None)


def _paragraphs(page: str) -> Iterator[str]:
    """The lines of a page, those that only the page's width broke put together again."""
    lines = [line for line in page.splitlines() if line.strip() and not _PAGE_NUMBER.fullmatch(line)]
    widest = max((len(line) for line in lines), default=0)
    paragraph = ""
    for line in lines:
        indented = line.startswith(("　", "    "))
        if paragraph and not indented:
            joint = "" if _HAN.match(line.lstrip()[:1]) or _HAN.match(paragraph[-1:]) else " "
            paragraph += joint + line.strip()
        else:
            if paragraph:
                yield paragraph
            paragraph = line.strip()
        if len(line) < _FULL_LINE * widest or (line.rstrip().endswith(_CLOSED) and len(line) < 0.95 * widest):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph
