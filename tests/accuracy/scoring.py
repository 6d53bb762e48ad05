"""Read annotated reports with the whole chain, and hold the product's own figures of it to floors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from analysis.cleaning import clean
from analysis.importing import describe, load_stages
from analysis.measures import accuracy
from analysis.records import ACTIONS, DECISIONS, RawReport
from analysis.topics import load_taxonomy

Row = dict[str, Any]


def raw(document: Row) -> RawReport:
    """The document as a reader would hand it on."""
    parts = {name: document.get(name) for name in ("title", "published", "url", "outlet")}
    return RawReport("test", document["text"], **parts, given_id=document["id"])


def keep_to_the_guidelines(row: Row) -> None:
    """Fail where an annotation has values that the guidelines do not know, or quotes what the cleaned text has not."""
    text = clean(raw(row)).text
    assert row["is_readout"] or not row["agenda_items"], row["id"]
    have_known_values(row)
    for item in row["agenda_items"]:
        assert item["evidence"] in text, f"{row['id']}: {item['evidence']}"


def have_known_values(row: Row) -> None:
    """Fail where an annotation has values that the guidelines do not know."""
    topics = {topic.id for topic in load_taxonomy().topics}
    assert row["is_readout"] == (row["kind"] == "readout"), row["id"]
    assert row["date"] is None or date.fromisoformat(row["date"]).isoformat() == row["date"], row["id"]
    for order, item in enumerate(row["agenda_items"], start=1):
        assert item["order"] == order, row["id"]
        assert item["action"] in ACTIONS, row["id"]
        assert item["decision"] in (*DECISIONS, None), row["id"]
        assert 1 <= len(set(item["topics"])) == len(item["topics"]) <= 3, row["id"]
        assert set(item["topics"]) <= topics, row["id"]


def hold(pairs: Iterable[tuple[Row, Row]], floors: Mapping[str, float], *, tell: bool = True) -> None:
    """Fail where a figure of the documents against their annotations is below its floor; ``tell`` what differs."""
    stages, pairs = load_stages(), list(pairs)
    judgements = accuracy.compare([gold for _, gold in pairs], [describe(raw(text), stages) for text, _ in pairs])
    shares = accuracy.figures(judgements).set_index("field")["share"]
    differing = accuracy.disagreements(judgements)[["field", "document", "subject", "gold", "read"]]
    for name, floor in floors.items():
        told = differing[differing["field"] == name].to_string() if tell else ""
        assert shares[name] >= floor, f"{name} {shares[name]:.3f}\n{told}"
