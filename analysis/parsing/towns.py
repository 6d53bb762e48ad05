"""Towns, townships and subdistricts, which GB/T 2260 does not hold: of which county each is.

Many counties have a town of the same name (城关镇, of a hundred): such a name says nothing without the county's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from analysis.errors import LexiconError
from analysis.parsing.gazetteer import DATA, Division, load
from analysis.records import Place, Span

TOWNS = DATA / "lexicon" / "towns.txt"

KINDS = ("街道", "苏木", "镇", "乡")
_END = re.compile("街道|苏木|镇|乡")
_LONGEST = 15
_TOLD = 2  # towns of one county that a text must name to be the county's
_MOST = 3  # counties that share a town's name, at most, for it to tell something of one


@cache
def counties() -> dict[str, tuple[Division, ...]]:
    """The counties that have a town of a name, by that name; read when the first is sought (30 ms).

    Raises :class:`~analysis.errors.LexiconError` for a file that is not as it should be.
    """
    by_code = {d.place.code: d for divisions in load().full.values() for d in divisions if d.place.code}
    found: dict[str, list[Division]] = {}
    try:
        for line in TOWNS.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            code, names = line.split("\t")
            if county := by_code.get(code):
                for name in names.split(" "):
                    found.setdefault(name, []).append(county)
    except (OSError, ValueError) as error:
        raise LexiconError(f"{TOWNS}: {error}. Each line needs a code, a tab and names with spaces between.") from error
    return {name: tuple(divisions) for name, divisions in found.items()}


def mentioned(text: str) -> Iterator[tuple[Span, tuple[Division, ...]]]:
    """The towns that a text names, the longest name at each place, with the counties that have one of the name."""
    known = counties()
    for match in _END.finditer(text):
        end = match.end()
        for length in range(min(_LONGEST, end), 2, -1):
            found = known.get(text[end - length : end])
            if found:
                yield Span(end - length, end), found
                break


def place_of(town: str, county: Division) -> Place:
    """A town as a place, under the chain of its county.

    >>> place_of("梅溪镇", load().named("安吉县")[0]).name
    '浙江省湖州市安吉县梅溪镇'
    """
    above = county.place
    return Place(f"{above.name}{town}", None, above.province, above.city, county.own)


def county_of(text: str) -> tuple[Division, list[Span]] | None:
    """The county whose towns a text names, where it names two at least and no other county's fit as well."""
    names: dict[str, Span] = {}
    votes: Counter[Division] = Counter()
    for span, found in mentioned(text):
        name = span.of(text)
        if name in names or len(found) > _MOST:
            continue
        names[name] = span
        votes.update(found)
    if not votes:
        return None
    (best, most), *others = votes.most_common(2)
    if most < _TOLD or (others and others[0][1] * 2 > most):
        return None
    return best, [span for name, span in names.items() if best in counties()[name]]
