"""Library versions in which only matters who said which formulation when: meetings of one item in invented places."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.schema import FORMAT
from tests.fixtures_world import Rows

LEVELS = ("central", "province", "prefecture", "county")


@dataclass(frozen=True)
class Spoken:
    """A meeting, the formulations in its one item and those in its lead (``name/wording`` for another wording)."""

    held: str | None
    place: tuple[str, ...] = ("云泽省",)
    body: str = "常委会"
    says: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    action: str = "arrange"
    subject: str = "工作"
    session: int | None = None
    chair: str | None = None
    topics: tuple[str, ...] = field(default=())

    @property
    def level(self) -> str:
        """A place of no, one, two or three names is central, a province, a city or a county."""
        return LEVELS[len(self.place)]


def library(path: Path, spoken: list[Spoken]) -> Engine:
    """The version with these meetings, numbered in the order of their dates; the undated come last."""
    rows = Rows()
    for number, one in enumerate(sorted(spoken, key=lambda one: one.held or "9999"), start=1):
        _add(rows, number, one)
    rows.add("version", version="w1", format=FORMAT, created=datetime(2026, 1, 1), parser="p0", lexicon="l0",
             edits="{}", is_sample=False, summary="{}")  # fmt: skip
    for order, topic in enumerate(sorted({topic for one in spoken for topic in one.topics}), start=1):
        rows.add("topics", topic=topic, order=order, zh=topic, en=topic)
    rows.write(path)
    return open_engine(path)


def days(first: str, count: int, *, apart: int = 1) -> list[str]:
    """So many days, ``apart`` from each other."""
    start = date.fromisoformat(first)
    return [(start + timedelta(days=apart * number)).isoformat() for number in range(count)]


def _add(rows: Rows, number: int, one: Spoken) -> None:
    names = (*one.place, None, None, None)
    lead = "会议召开。" + "".join(f"会上说到{said.split('/')[-1]}。" for said in one.lead)
    body = f"会议研究{one.subject}。" + "".join(f"会议强调，要坚持{said.split('/')[-1]}。" for said in one.says)
    text = lead + body
    rows.add("reports", report_no=number, report_id=f"s{number}", title=f"第{number}次", text=text, repairs=[],
             is_readout=True, kind="readout", meeting_no=number, url=f"https://example.org/{number}",
             chars=len(text))  # fmt: skip
    rows.add("meetings", meeting_no=number, meeting_id=f"s{number}", report_no=number, title=f"第{number}次",
             body=one.body, level=one.level, place="".join(one.place) or None, province=names[0], city=names[1],
             county=names[2], date=date.fromisoformat(one.held) if one.held else None,
             date_basis="text" if one.held else None, session=f"第{one.session}次" if one.session else None,
             session_number=one.session, chair=one.chair, other_matters=False, reports=1,
             chars=len(text))  # fmt: skip
    rows.add("items", item_no=number, item_id=f"s{number}:1", meeting_no=number, position=1, action=one.action,
             subject=one.subject, announcement_start=len(lead), announcement_end=len(lead) + 4 + len(one.subject),
             passage_start=len(lead), passage_end=len(text), documents=[], chars=len(body),
             topic=one.topics[0] if one.topics else None)  # fmt: skip
    for rank, topic in enumerate(one.topics, start=1):
        rows.add("labels", item_no=number, meeting_no=number, topic=topic, rank=rank, weight=1 / len(one.topics),
                 matches=[])  # fmt: skip
    for position, said_here, offset, within in ((0, one.lead, 0, lead), (1, one.says, len(lead), body)):
        for said in said_here:
            name, _, wording = said.partition("/")
            start = offset + within.index(wording or name)
            rows.add("formulations", report_no=number, meeting_no=number, position=position, formulation=name,
                     variant=wording or name, start=start, end=start + len(wording or name))  # fmt: skip
