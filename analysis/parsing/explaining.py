"""The draft that an explanation moves."""

from __future__ import annotations

import re

from analysis.parsing.acts import REPORTER
from analysis.parsing.sentences import BRACKETED

MOVED = re.compile(
    r"^(?:关于提请审议(?:批准)?)?(?P<thing>.+?)(?:等?的?(?:[两二三四五六七八九十\d]+个)?议案)?[”]?(?:的议案)?[”]?(?:的(?:起草)?说明|(?<=》)说明)?$"
)
_DRAFT = re.compile(
    r"(?:草案|议案|决定|条例|办法|条约|协定|法|稿|规定)[”》]?(?:[（(][^）)]{0,12}[）)])?(?:[”》]?的(?:有关|起草)?|》)说明$"
    r"|关于[^《》]{4,60}[（(][^（）()]{0,6}(?:草案|稿)[）)]的说明$"
)
_MOVER = re.compile(
    r"^[^《，、；]{0,40}?(?:(?=关于提请审议)|关于(?=《|[^《，、；]{4,60}[（(][^（）()]{0,6}(?:草案|稿)[）)]的说明))"
)


def moved_draft(thing: str) -> str | None:
    """The draft that an explanation moves (关于提请审议…的议案的说明), or None where it explains something else."""
    thing = thing.removeprefix("了").strip()
    if not thing.endswith("说明"):
        return None
    thing = REPORTER.sub("关于", thing).replace("关于关于", "关于")
    if "、" in BRACKETED.sub("", thing) or thing.count("说明") > 1 or not _DRAFT.search(thing):
        return None
    found = MOVED.match(_MOVER.sub("", thing))
    return found["thing"] if found else None
