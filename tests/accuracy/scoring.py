"""Read annotated reports with the whole chain, and hold the product's own figures of it to floors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.importing import describe, load_stages
from analysis.measures import accuracy
from analysis.records import RawReport

Row = dict[str, Any]


def raw(document: Row) -> RawReport:
    """The document as a reader would hand it on."""
    parts = {name: document.get(name) for name in ("title", "published", "url", "outlet")}
    return RawReport("test", document["text"], **parts, given_id=document["id"])


def hold(pairs: Iterable[tuple[Row, Row]], floors: Mapping[str, float], *, tell: bool = True) -> None:
    """Fail where a figure of the documents against their annotations is below its floor; ``tell`` what differs."""
    stages, pairs = load_stages(), list(pairs)
    judgements = accuracy.compare([gold for _, gold in pairs], [describe(raw(text), stages) for text, _ in pairs])
    shares = accuracy.figures(judgements).set_index("field")["share"]
    differing = accuracy.disagreements(judgements)[["field", "document", "subject", "gold", "read"]]
    for name, floor in floors.items():
        told = differing[differing["field"] == name].to_string() if tell else ""
        assert shares[name] >= floor, f"{name} {shares[name]:.3f}\n{told}"
