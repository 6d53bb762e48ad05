"""A library version small enough to count by hand: twelve meetings in an invented province, their reports and terms.

Texts are written with a space between the terms, so that what is counted can be read off; ``|`` parts the lead from
the items and the items from each other. Punctuation is no term.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.schema import FORMAT, TABLES

PUNCTUATION = set("，。、；：“”《》")
TOPICS = {"disaster": "防灾", "economy": "经济", "finance": "财政", "rural": "三农", "safety": "安全", "health": "健康"}


@dataclass(frozen=True)
class Item:
    """``named_only``: the matter stands in the lead alone, so the item has an announcement and no passage."""

    text: str
    labels: tuple[tuple[str, float], ...] = ()
    action: str = "consider"
    decision: str | None = None
    named_only: bool = False


@dataclass(frozen=True)
class Held:
    held: str | None
    place: tuple[str, ...]  # province, city, county
    body: str
    level: str
    items: tuple[Item, ...]
    lead: str = "会议 召开 。"
    outlet: str | None = "云泽日报"
    copies: int = 0
    other_matters: bool = False
    number: int | None = None


FLOOD = Item("会议 听取 防汛 工作 汇报 ， 强调 防汛 责任 。", (("disaster", 1.0),), "hear")
SAFETY = Item("会议 研究 安全 生产 ， 强调 责任 。", (("safety", 1.0),))
BUDGET = Item("会议 审议 预算 。", (("finance", 0.75), ("economy", 0.25)), "deliberate", "approved")
FARMING = Item("会议 研究 春耕 和 防汛 。", (("rural", 0.5), ("disaster", 0.5)))
PLAIN = Item("会议 传达 讲话 精神 。", (), "relay")
NAMED = Item("会议 还 听取 卫生 工作 汇报 。", (("health", 1.0),), "hear", named_only=True)

PROVINCE, CITY, OTHER = ("云泽省",), ("云泽省", "青岚市"), ("云泽省", "白石市")
COUNTY = ("云泽省", "青岚市", "兰渡县")

# The formulations that are sighted, each with its wordings.
FORMULATIONS = {
    "防汛责任": ("防汛责任", "防汛工作", "部署防汛"),
    "安全生产": ("安全生产",), "讲话精神": ("讲话精神",), "预算": ("预算",),
}  # fmt: skip

# In date order, as a version has them. Numbers 1 to 12.
STOPWORDS = ("会议", "要求")
WORLD = (
    Held("2020-12-30", PROVINCE, "省委常委会", "province", (BUDGET, PLAIN)),
    Held("2021-01-04", CITY, "市委常委会", "prefecture", (SAFETY,), copies=1),
    Held("2021-01-08", COUNTY, "县委常委会", "county", (SAFETY, FARMING), outlet="兰渡之窗"),
    Held("2021-03-31", CITY, "市政府常务会议", "prefecture", (BUDGET, FARMING, NAMED), other_matters=True),
    Held("2021-06-01", PROVINCE, "省委常委会", "province", (FLOOD,)),
    Held("2021-06-01", OTHER, "市委常委会", "prefecture", (FLOOD, SAFETY)),
    Held("2021-06-15", CITY, "市委常委会", "prefecture", (FLOOD, PLAIN), lead="会议 召开 ， 部署 防汛 。", copies=2),
    Held("2021-07-02", OTHER, "市政府常务会议", "prefecture", (FLOOD, BUDGET), outlet=None),
    Held("2022-01-05", (), "国务院常务会议", "central", (FARMING, PLAIN), outlet="国台"),
    Held("2022-06-20", COUNTY, "县委常委会", "county", (FLOOD,)),
    Held(None, CITY, "市委常委会", "prefecture", (SAFETY, BUDGET)),
    Held(None, PROVINCE, "省委常委会", "province", (), other_matters=True),
)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return open_engine(build_world(tmp_path_factory.mktemp("world") / "w0.duckdb"))


def build_world(path: Path, meetings: Sequence[Held] = WORLD) -> Path:
    """Write the world, or one of other meetings in date order, to ``path`` as a version file."""
    rows = Rows()
    for number, held in enumerate(meetings, start=1):
        _add(rows, number, held)
    rows.add(
        "reports",
        report_no=max(100, len(meetings) + 1),
        report_id="r100",
        text="某地举行诗会。",
        is_readout=False,
        kind="ceremony",
        chars=7,
    )
    rows.add("rejects", source="坏.txt", reason="无法解码", remedy="另存为 UTF-8")
    for order, (topic, name) in enumerate(TOPICS.items(), start=1):
        rows.add("topics", topic=topic, order=order, zh=name, en=topic.title())
    for term in STOPWORDS:
        rows.add("stopwords", term=term)
    rows.add("version", version=path.stem, format=FORMAT, created=datetime(2026, 1, 1), parser="p0", lexicon="l0",
             edits="{}", is_sample=False, summary="{}")  # fmt: skip
    rows.write(path)
    return path


class Rows:
    """The rows of every table, to be written at once."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}

    def add(self, table: str, **row: Any) -> None:
        self._rows[table].append(row)

    def count(self, table: str) -> int:
        return len(self._rows[table])

    def write(self, path: Path) -> None:
        self._add_up()
        with duckdb.connect(str(path)) as connection:
            for table, columns in TABLES.items():
                declared = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
                connection.execute(f"CREATE TABLE {table} ({declared})")
                if rows := self._rows[table]:
                    given = pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in rows])
                    connection.register("given", given)
                    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given")

    def _add_up(self) -> None:
        added: Counter[tuple[int, str]] = Counter()
        for row in self._rows["terms"]:
            if row.get("meeting_no") is not None:
                added[row["meeting_no"], row["term"]] += row["count"]
        for (meeting, term), count in added.items():
            self.add("meeting_terms", meeting_no=meeting, term=term, count=count)


def _add(rows: Rows, number: int, held: Held) -> None:
    text, spans = _plain(held.lead), []
    for item in held.items:
        spans.append((len(text), len(text) + len(_plain(item.text))))
        text += _plain(item.text)
    title = f"{held.body}会议{number}"
    for copy in range(held.copies + 1):
        report_no = number if copy == 0 else number * 10 + copy + 100
        rows.add("reports", report_no=report_no, report_id=f"r{report_no}", title=title, text=text, repairs=[],
                 is_readout=True, kind="readout", copy_of=f"r{number}" if copy else None, meeting_no=number,
                 source=f"文件{report_no}.txt", url=f"https://example.org/{report_no}", outlet=held.outlet,
                 chars=len(text))  # fmt: skip
    province, city, county = (*held.place, None, None, None)[:3]
    bases = [{"field": "body", "how": "lead", "quote": held.body, "start": 0, "end": 2}]
    rows.add("meetings", meeting_no=number, meeting_id=f"r{number}", report_no=number, title=title, body=held.body,
             level=held.level, place="".join(held.place) or None, province=province, city=city, county=county,
             date=date.fromisoformat(held.held) if held.held else None, date_basis="text" if held.held else None,
             attendees=["甲", "乙"], other_matters=held.other_matters, bases=bases, outlet=held.outlet,
             session_number=held.number, reports=held.copies + 1, chars=len(text))  # fmt: skip
    _add_terms(rows, number, 0, 0, held.lead)
    _add_sentences(rows, number, 0, held.lead, 0)
    _add_sightings(rows, number, 0, _plain(held.lead), 0)
    for position, (item, (start, end)) in enumerate(zip(held.items, spans, strict=True), start=1):
        item_no = rows.count("items") + 1
        _add_terms(rows, number, position, item_no, item.text)
        _add_sentences(rows, number, position, item.text, start)
        _add_sightings(rows, number, position, text[start:end], start)
        rows.add(
            "items", item_no=item_no, item_id=f"r{number}:{position}", meeting_no=number,
            position=position, action=item.action, decision=item.decision, subject=_plain(item.text)[2:-1],
            announcement_start=start, announcement_end=end if item.named_only else start + 4,
            passage_start=None if item.named_only else start, passage_end=None if item.named_only else end,
            documents=[], topic=item.labels[0][0] if item.labels else None, chars=end - start,
        )  # fmt: skip
        match = {"start": start + 4, "end": start + 6, "pattern": text[start + 4 : start + 6]}
        for rank, (topic, weight) in enumerate(item.labels, start=1):
            rows.add("labels", item_no=item_no, meeting_no=number, topic=topic, rank=rank, weight=weight,
                     matches=[match])  # fmt: skip


def _add_terms(rows: Rows, number: int, position: int, item_no: int, text: str) -> None:
    for term, count in Counter(term for term in text.split() if term not in PUNCTUATION).items():
        rows.add("terms", report_no=number, meeting_no=number, position=position, item_no=item_no, term=term,
                 count=count)  # fmt: skip


def _add_sentences(rows: Rows, number: int, position: int, text: str, start: int) -> None:
    for sentence in (f"{part}。" for part in text.split("。")[:-1]):
        rows.add("sentences", report_no=number, meeting_no=number, position=position, start=start,
                 tokens=[*sentence.removesuffix("。").split(), "。"])  # fmt: skip
        start += len(_plain(sentence))


def _add_sightings(rows: Rows, number: int, position: int, text: str, offset: int) -> None:
    wordings = [(name, variant) for name, variants in FORMULATIONS.items() for variant in variants if variant in text]
    for name, variant in wordings:
        start = offset + text.index(variant)
        rows.add("formulations", report_no=number, meeting_no=number, position=position, formulation=name,
                 variant=variant, start=start, end=start + len(variant))  # fmt: skip


def _plain(text: str) -> str:
    return text.replace(" ", "")
