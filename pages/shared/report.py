"""A report as HTML, with what was read in it marked where it stands. Every character of it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from analysis.measures.meetings import Held
from pages.shared.view import View

KINDS: Final = ("item", "topic", "person", "date", "formulation", "repair", "asked")
_LINE: Final = re.compile(r"[^\n]+")
_PEOPLE: Final = frozenset({"chair", "chair_post", "attendees"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be marked, of which kind, and what to say of it."""

    start: int
    end: int
    kind: str
    says: str


def marks(view: View, held: Held, *, asked: tuple[int, int] | None) -> list[Mark]:
    """Everything in the report that can be pointed at; ``asked`` is the stretch that a link points at."""
    t, meeting, found = view.t, held.meeting, []
    for item in meeting.items:
        says = t("report.item_says", n=item.order, action=t(f"action.{item.action}"))
        found.append(Mark(item.announcement.start, item.announcement.end, "item", says))
        for label in item.topics:
            found += [Mark(match.start, match.end, "topic", t("report.topic_says", topic=view.topic(label.topic)))
                      for match in label.matches]  # fmt: skip
    for basis in meeting.bases:
        if basis.span and (basis.field in _PEOPLE or basis.field == "date"):
            kind = "date" if basis.field == "date" else "person"
            found.append(Mark(basis.span.start, basis.span.end, kind, t(f"field.{basis.field}")))
    for name in meeting.attendees:
        found += [
            Mark(m.start(), m.end(), "person", t("field.attendees"))
            for m in re.finditer(re.escape(name), held.report.text)
        ]
    found += [
        Mark(s.start, s.end, "formulation", t("report.formulation_says", formulation=s.formulation))
        for s in held.formulations
    ]
    found += [Mark(r.start, max(r.end, r.start + 1), "repair", t("report.repair_says", before=_visible(view, r.before)))
              for r in held.report.repairs]  # fmt: skip
    if asked:
        found.append(Mark(*asked, "asked", t("report.asked_says")))
    return found


def told(view: View, held: Held, found: Iterable[Mark], *, shown: Iterable[str] = KINDS) -> str:
    """The report as HTML; where it is a digest the stretch that tells of the meeting, the rest folded around it."""
    text, span, t = held.report.text, held.meeting.span, view.t
    if span is None:
        return as_html(text, found, shown=shown)

    def folded(key: str, start: int, end: int) -> str:
        rest = as_html(text, [], within=(start, end))
        return f"<details class='rest'><summary>{t.html(key)}</summary>{rest}</details>" if rest else ""

    return (
        folded("report.before", 0, span.start)
        + as_html(text, found, shown=shown, within=(span.start, span.end))
        + folded("report.after", span.end, len(text))
    )


def as_html(
    text: str, found: Iterable[Mark], *, shown: Iterable[str] = KINDS, within: tuple[int, int] | None = None
) -> str:
    """The text in paragraphs, each stretch between two edges in one ``<span>`` with the classes of all that cover it.
    An anchor, ``#asked``, stands before what a link asked for. ``within`` names the part of the text to show.

    >>> as_html("a<b>", [Mark(0, 2, "topic", "why")])
    '<p><span class="m-topic" title="why">a&lt;</span>b&gt;</p>'
    """
    wanted = set(shown)
    kept = sorted(
        (m for m in found if m.kind in wanted and m.start < m.end), key=lambda m: (m.start, KINDS.index(m.kind))
    )
    whole = "".join(
        f"<p>{''.join(_stretches(text, *line.span(), kept))}</p>"
        for line in _LINE.finditer(text, *(within or (0, len(text))))
        if line[0].strip()
    )
    return re.sub(r'(?=<span class="[^"]*\bm-asked\b)', '<a id="asked"></a>', whole, count=1)


def _stretches(text: str, start: int, end: int, found: list[Mark]) -> Iterator[str]:
    here = [mark for mark in found if mark.start < end and mark.end > start]
    edges = sorted({start, end, *(m.start for m in here if m.start > start), *(m.end for m in here if m.end < end)})
    coming, over = iter([*here, None]), list[Mark]()
    mark = next(coming)
    for first, last in pairwise(edges):
        over = [one for one in over if one.end > first]
        while mark and mark.start <= first:
            over.append(mark)
            mark = next(coming)
        piece = escape(text[first:last])
        if not over:
            yield piece
            continue
        classes = " ".join(dict.fromkeys(f"m-{mark.kind}" for mark in over))
        says = escape(" · ".join(dict.fromkeys(mark.says for mark in over)))
        yield f'<span class="{classes}" title="{says}">{piece}</span>'


def _visible(view: View, before: str) -> str:
    """What stood in the original, white space named, since it cannot be seen."""
    return before if before.strip() else view.t("report.white" if before else "report.nothing")
