"""Compose the invented sample: ``python -m data.sample.compose --reports 360 --seed 20190101 --out FOLDER``.

Writes ``reports.jsonl`` (as a site serves them) and ``annotations.jsonl`` (what is true of them). The same seed and
number give the same bytes anywhere. Corpora of any size are streamed: memory does not grow with the number of reports.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from data.sample import dirt, others, readout, stock
from data.sample.dice import Deck, Dice
from data.sample.readout import Told
from data.sample.schedule import Held, Schedule

REPORTS, SEED = 396, 20190101
NOT_READOUTS, COPIES = 10, 14  # one occasion in ten, one meeting in fourteen
FIELDS = (
    "id", "is_readout", "kind", "body", "level", "place", "date", "date_basis", "session", "chair", "chair_post",
    "other_matters", "agenda_items", "documents", "formulations", "copy_of",
)  # fmt: skip
YEAR = re.compile(r"20\d\d年")

Row = dict[str, Any]


def compose(reports: int = REPORTS, seed: int = SEED) -> Iterator[tuple[Row, Row]]:
    """The reports in the order of their meetings, each with its annotation.

    >>> report, annotation = next(compose(20, 1))
    >>> report["id"] == annotation["id"]
    True
    """
    return _Press(reports, Dice(seed)).run()


class _Press:
    def __init__(self, reports: int, dice: Dice) -> None:
        self._dice, self._schedule, self._count = dice, Schedule(reports, dice), 0
        self._desk = others.Desk(dice)
        self._is_aside = Deck(range(NOT_READOUTS), dice)
        self._has_copy = Deck(range(COPIES), dice)
        self._phrases = [f.text for f in stock.formulations()]

    def run(self) -> Iterator[tuple[Row, Row]]:
        for year, month, count in self._schedule.months():
            left = count
            for day in self._schedule.days(year, month, count):
                if left <= 0:
                    break
                for row in self._occasion(day, left):
                    left -= 1
                    yield row

    def _occasion(self, day: date, room: int) -> Iterator[tuple[Row, Row]]:
        """A meeting with its copy, where it has one, or something that is no meeting."""
        dice = self._dice
        if self._is_aside.deal() == 0:
            aside = self._schedule.aside(day)
            told = self._desk.tell(aside, aside.place.outlet)
            yield self._publish(told, aside.place.outlet, day)
            return
        held = self._schedule.next_held(day)
        while held is None:
            held = self._schedule.next_held(day)
        story = readout.plan(held, dice)
        first = self._report(story, held, held.outlet, None)
        yield first
        if self._has_copy.deal() == 0 and room > 1:
            second = "砚江新闻网" if held.outlet == "澜岳日报" else "澜岳日报"
            yield self._report(story, held, second, first[0]["id"])

    def _report(self, story: readout.Story, held: Held, outlet: str, copy_of: str | None) -> tuple[Row, Row]:
        dice, day = self._dice, held.day
        late = stock.planted()["late"]
        is_late = held.body.place.name == late["place"]
        lag = dice.between(*late["days"]) if is_late else dice.pick((0, 0, 0, 1, 1, 1, 2))
        form = dice.weighted(("md", "full", "d", "today", "lately"), (74, 9, 0 if is_late else 7, 0 if lag else 6, 6))
        form = "full" if held.is_first_use else form
        when = {
            "md": f"{day.month}月{day.day}日",
            "full": f"{day.year}年{day.month}月{day.day}日",
            "d": f"{day.day}日",
            "today": dice.pick(("今天", "今天上午", "今天下午")),
            "lately": dice.pick(("日前", "近日")),
        }[form]
        told = readout.tell(story, when, outlet, dice)
        return self._publish(
            told,
            outlet,
            day + timedelta(days=lag),
            day=day,
            form=form,
            copy_of=copy_of,
            is_datable=story.is_datable,
        )

    def _publish(
        self,
        told: Told,
        outlet: str,
        published: date,
        *,
        day: date | None = None,
        form: str = "",
        copy_of: str | None = None,
        is_datable: bool = False,
    ) -> tuple[Row, Row]:
        """The page that the site serves, and the annotation with what the page lets a reader know of the date."""
        dice, site = self._dice, stock.outlets()[outlet]
        self._count += 1
        name, habits = f"sample-{self._count:06d}", site["habits"]
        hour = f"{dice.between(7, 22):02d}:{dice.between(0, 59):02d}"
        has_year, has_stamp = not dice.chance(habits["no_year"]), not dice.chance(habits["no_stamp"])
        stamp = f"{published:%Y-%m-%d} {hour}" if has_year else f"{published:%m-%d} {hour}"
        known = (stamp if dice.chance(0.7) else stamp[:-6]) if has_stamp else None
        page = dirt.soil(told.title, told.paragraphs, outlet=outlet, stamp=stamp if has_stamp else "", dice=dice)
        text = "\n".join(told.paragraphs)
        when, basis = _date(day, form, has_year=known is not None and has_year, is_datable=is_datable, text=text)
        annotation = {
            "id": name,
            "date": when,
            "date_basis": basis,
            "formulations": [phrase for phrase in self._phrases if phrase in text],
            "copy_of": copy_of,
            **told.annotation,
        }
        report = {
            "id": name,
            "title": page.title,
            "published": known,
            "url": f"https://{site['host']}/{site['section']}/{10_000 + self._count * 7}.html",
            "outlet": outlet,
            "text": page.text,
        }
        return report, {field: annotation[field] for field in FIELDS}


def _date(day: date | None, form: str, *, has_year: bool, is_datable: bool, text: str) -> tuple[str | None, str | None]:
    """What a reader can know of the date, and from what: with no year given, from what bears its year."""
    if day is None or form == "lately":
        return None, None
    if form == "full":
        return day.isoformat(), "text"
    if has_year:
        return day.isoformat(), "published" if form == "today" else "text+published"
    if form == "md" and (is_datable or YEAR.search(text)):
        return day.isoformat(), "inferred"
    return None, None


def write(folder: Path, *, reports: int = REPORTS, seed: int = SEED) -> None:
    """Write ``reports.jsonl`` and ``annotations.jsonl`` into a folder, made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with (
        (folder / "reports.jsonl").open("w", encoding="utf-8", newline="\n") as pages,
        (folder / "annotations.jsonl").open("w", encoding="utf-8", newline="\n") as annotations,
    ):
        for report, annotation in compose(reports, seed):
            pages.write(encode(report) + "\n")
            annotations.write(encode(annotation) + "\n")


def main() -> None:
    """Write what the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=REPORTS)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--out", type=Path, default=Path(__file__).parent)
    chosen = options.parse_args()
    write(chosen.out, reports=chosen.reports, seed=chosen.seed)


if __name__ == "__main__":
    main()
