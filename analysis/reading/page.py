"""Saved web pages: the main text, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import trafilatura
from trafilatura.settings import Document

from analysis.errors import ReadingError
from analysis.reading._decoding import decode
from analysis.reading._fields import Columns
from analysis.reading._limits import whole
from analysis.records import RawReport, Reject

_CHARSET: Final = re.compile(rb"""charset\s{0,3}=\s{0,3}["']?\s{0,3}([\w-]{2,20})""", re.IGNORECASE)
# Chinese public sites name these in their head, as the state's guide for government sites has it.
_META: Final = {"articletitle": "title", "pubdate": "published", "contentsource": "outlet"}
_DATE: Final = r"(?:19|20)\d\d\s?[-/.年]\s?[01]?\d\s?[-/.月]\s?[0-3]?\d日?"
_CLOCK: Final = r"\s{0,3}[0-2]?\d[:：][0-5]\d(?:[:：][0-5]\d)?"
_PUBLISHED: Final = (
    re.compile(rf"(?:发布时间|发布日期|发表时间|时间|日期|發布時間|發佈時間)\s?[:：]\s{{0,9}}({_DATE}(?:{_CLOCK})?)"),
    re.compile(rf"({_DATE}{_CLOCK})"),
)
_OUTLET: Final = re.compile(r"(?:来源|稿源|來源)\s?[:：]\s{0,9}([^\s|<>:：]{2,30})")


def read(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """The page's main text by trafilatura, without its comments; title, date and outlet where the page states them."""
    data = whole(source, stream)
    tree = trafilatura.load_html(_decoded(data))
    if tree is None:
        raise ReadingError(source, "This is no web page.", "Save the page again as HTML, or its text as .txt.")
    # Before extraction, which prunes the tree.
    visible = " ".join(" ".join(tree.xpath("//text()[not(parent::script or parent::style)]")).split())
    stated = _stated(tree)
    document = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        # Without this a date is guessed from any number on the page.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(document, Document) or not document.text:
        raise ReadingError(source, "No main text was found in the page.", "Save the report's text as .txt.")
    yield RawReport(
        source=source,
        text=document.text,
        title=stated.get("title") or document.title,
        published=stated.get("published") or _first(_PUBLISHED, visible) or document.date,
        url=document.url,
        outlet=stated.get("outlet") or _first((_OUTLET,), visible) or document.sitename,
    )


def _decoded(data: bytes) -> str:
    """UTF-8 where it is that; else what the page declares, where that is true; else what it looks like."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    # A page that declares GB 2312 uses what its larger descendants added.
    for encoding in ("utf-8", "gb18030" if name in ("gb2312", "gbk") else "big5hkscs" if name == "big5" else name):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return decode(data)


def _stated(tree: Any) -> dict[str, str]:
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        part = _META.get((meta.get("name") or "").lower())
        content = (meta.get("content") or "").strip()
        if part and content:
            stated.setdefault(part, content)
    return stated


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str | None:
    return next((match[1] for pattern in patterns if (match := pattern.search(text))), None)
