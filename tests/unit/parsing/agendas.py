"""What the tests of agendas ask: what a report's meeting took up."""

from __future__ import annotations

from analysis.parsing import parse
from analysis.records import Report


def items_of(text: str, *, published: str = "2024-04-02") -> list[tuple[str, str | None, str]]:
    """Act, decision and subject of each item of a text that is a readout."""
    meeting = parse(Report(text=text, published=published))
    assert meeting.is_readout
    return [(item.action, item.decision, item.subject) for item in meeting.items]
