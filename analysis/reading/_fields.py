"""Which column of a table, or key of a record, holds what."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final

from analysis.errors import ReadingError
from analysis.records import RawReport, Reject


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold a report's parts; None leaves a part to its usual names."""

    title: str | None = None
    text: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    id: str | None = None


_USUAL: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "标题", "標題", "headline", "题目", "新闻标题", "文章标题", "articletitle"),
    "text": (
        "text", "正文", "content", "内容", "內容", "body", "fulltext", "全文", "文本", "正文内容", "新闻内容",
        "文章内容", "article", "maintext", "articlebody",
    ),
    "published": (
        "published", "发布时间", "發布時間", "date", "日期", "发布日期", "publishedat", "publishtime", "publishdate",
        "pubdate", "pubtime", "发表时间", "发表日期", "刊发日期", "报道日期", "datepublished", "时间", "datetime",
        "time",
    ),
    "url": ("url", "链接", "鏈接", "网址", "網址", "link", "原文链接", "文章链接", "sourceurl", "href", "网页地址"),
    "outlet": (
        "outlet", "来源", "來源", "source", "媒体", "publisher", "信息来源", "文章来源", "sitename", "site", "报纸",
    ),
    "id": ("id", "编号", "編號", "docid", "文档编号", "reportid", "uuid"),
}  # fmt: skip


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-\ufeff（）():：]+", "", name).lower()


def locate(place: str, names: Iterable[str], columns: Columns) -> dict[str, str]:
    """Part of a report -> name of the column that holds it.

    Raises ReadingError, which names the columns that there are, when there is none for the text or a named one is not
    there.

    >>> locate("a.csv", ["标题", "正文", "发布时间"], Columns())
    {'title': '标题', 'text': '正文', 'published': '发布时间'}
    """
    present = {_plain(name): name for name in reversed([*names])}
    has = ", ".join(reversed(present.values())) or "none"
    found: dict[str, str] = {}
    for field in fields(Columns):
        named = getattr(columns, field.name)
        usual = _USUAL[field.name] if named is None else (_plain(named),)
        name = next((present[name] for name in usual if name in present), None)
        if name is not None:
            found[field.name] = name
        elif named is not None:
            raise ReadingError(
                place,
                f"There is no column {named!r} for the {field.name}. Its columns: {has}.",
                f"Name one of these as the {field.name} column.",
            )
    if "text" not in found:
        raise ReadingError(
            place,
            f"No column is known as the text. Its columns: {has}.",
            "Rename the column that holds the text to 'text' or '正文', or name it as the text column.",
        )
    return found


def report(place: str, row: Mapping[str, object], where: Mapping[str, str]) -> RawReport | Reject:
    """A row as a report, or a Reject where its text is empty."""
    values = {part: text_of(row.get(name)) for part, name in where.items()}
    text = values.pop("text")
    if text is None:
        return Reject(place, f"The text ({where['text']}) is empty.", "Fill it in, or leave the row out.")
    given_id = values.pop("id", None)
    return RawReport(source=place, text=text, given_id=given_id, **values)


def text_of(value: object) -> str | None:
    """A value of a table as text; None where it is empty or no value at all."""
    if value is None or value != value:  # a number that is not one is not equal to itself
        return None
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    elif isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    if not text.strip():
        return None
    # A lone surrogate, which JSON can spell, is no character and cannot be stored.
    return text if text.isascii() else text.encode("utf-8", "replace").decode() if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
