"""Annotations of real reports, without their texts: ``real_gold.jsonl`` and the shared texts give gold rows.

The file beside this module holds facts alone: ids, enumerated values, dates, and offsets into the ``text`` or ``title``
of the report as it stands in the shared folder. A value that is no one stretch of the report (the name of a joint
meeting) is a list of spans, read one after the other. Every body is central, so no row has a place. ``split`` is
``dev`` or ``held``: no rule is written against ``held``, of which only the figures are looked at. ``doubt`` names what
the annotator found arguable (see DOUBTS).

    python -m tests.accuracy.real_gold gold|texts [dev|held] > FILE

prints gold rows for a scorer, or the reports themselves for ``python -m analysis parse``.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet

ANNOTATIONS = Path(__file__).with_name("real_gold.jsonl")
STRINGS = ("body", "session", "chair", "chair_post")
SPLITS = ("dev", "held")
SOURCES = ("central_readouts.jsonl", "not_readouts.jsonl", "newscast.parquet")
KINDS = ("readout", "conference", "feature", "forum", "inspection")
DOUBTS = ("readout", "split", "action", "decision", "topic", "date")

Row = dict[str, Any]


class TextChangedError(Exception):
    """A report is not, or no longer, the one that was annotated."""


def load(split: str | None = None) -> list[Row]:
    """The rows of the file as they stand, of one half or of both."""
    rows = [json.loads(line) for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if split in (None, row["split"])]


def digest(report: Row) -> str:
    """SHA-256 of title and text, the two that spans point into."""
    return hashlib.sha256(f"{report['title']}\n{report['text']}".encode()).hexdigest()


def read(shared: Path, rows: list[Row]) -> dict[str, Row]:
    """The annotated reports by id, each held against the digest it was annotated with."""
    found: dict[str, Row] = {}
    for source in sorted({row["source"] for row in rows}):
        wanted = {row["id"] for row in rows if row["source"] == source}
        path = shared / "corpus" / source
        if path.suffix == ".parquet":
            reports = pyarrow.parquet.read_table(path, filters=[("id", "in", wanted)]).to_pylist()
        else:
            with path.open(encoding="utf-8") as lines:
                reports = [report for report in map(json.loads, lines) if report["id"] in wanted]
        found |= {report["id"]: report for report in reports}
    for row in rows:
        where = f"{row['source']}, {row['id']}"
        if row["id"] not in found:
            raise TextChangedError(f"{where}: annotated, but not in the file; remove its row or restore the report")
        if digest(found[row["id"]]) != row["sha256"]:
            raise TextChangedError(f"{where}: changed since it was annotated; restore the report or annotate it again")
    return found


def spans(value: Row | list[Row]) -> list[Row]:
    return value if isinstance(value, list) else [value]


def resolve(value: Row | list[Row] | None, report: Row) -> str | None:
    """The string that spans stand for.

    >>> ends = [{"in": "text", "start": 0, "end": 2}, {"in": "title", "start": 1, "end": 2}]
    >>> resolve(ends, {"text": "abc", "title": "de"})
    'abe'
    """
    if value is None:
        return None
    return "".join(report[span["in"]][span["start"] : span["end"]] for span in spans(value))


def gold_rows(shared: Path, split: str | None = None) -> list[Row]:
    """Gold rows with strings for offsets, as a scorer takes them.

    Raises TextChangedError where a report is missing or differs from the one annotated.
    """
    rows = load(split)
    reports = read(shared, rows)
    gold = []
    for row in rows:
        report = reports[row["id"]]
        items = [
            item | {"subject": resolve(item["subject"], report), "evidence": resolve(item["evidence"], report)}
            for item in row["agenda_items"]
        ]
        strings = {name: resolve(row[name], report) for name in STRINGS}
        gold.append(row | strings | {"title": report["title"], "place": None, "agenda_items": items})
    return gold


def main(arguments: list[str]) -> None:
    root = Path(__file__).resolve().parents[2]
    shared = Path(os.environ.get("AGENDASCOPE_SHARED", root.parent / "shared"))
    what, split = arguments[0], arguments[1] if len(arguments) > 1 else None
    rows = gold_rows(shared, split) if what == "gold" else list(read(shared, load(split)).values())
    for row in rows:
        print(json.dumps(row, ensure_ascii=False, default=str))


if __name__ == "__main__":
    if sys.argv[1:2] not in (["gold"], ["texts"]) or not set(sys.argv[2:]) <= set(SPLITS):
        sys.exit(__doc__)
    main(sys.argv[1:])
