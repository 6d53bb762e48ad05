"""Scoring of readings against annotations, by the measure that the annotation guidelines define.

Items are matched one to one, best pair first, where the Dice coefficient of their subjects' character bigrams is at
least 0.5, or one subject of four characters or more stands within the other and is at least two fifths of its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

NOISE = re.compile(r"[\s《》〈〉“”\"'‘’（）()【】\[\]、，。；：,.;:·—\-]|的")


def normalise(text: str | None) -> str:
    return NOISE.sub("", unicodedata.normalize("NFKC", text or "")).lower()


def similarity(a: str, b: str) -> float:
    a, b = normalise(a), normalise(b)
    if not a or not b:
        return 0.0
    x, y = (Counter(t[i : i + 2] for i in range(max(len(t) - 1, 1))) for t in (a, b))
    dice = 2 * sum((x & y).values()) / (sum(x.values()) + sum(y.values()))
    short, long = sorted((a, b), key=len)
    return max(dice, 0.5) if len(short) >= 4 and short in long and len(short) >= 0.4 * len(long) else dice


@dataclass
class Score:
    gold: int = 0
    found: int = 0
    matched: int = 0
    right: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.gold + self.found) if self.gold + self.found else 0.0

    def share(self, name: str) -> float:
        return self.right[name] / self.seen[name] if self.seen[name] else 1.0

    def tally(self, name: str, good: bool, note: str) -> None:
        self.seen[name] += 1
        self.right[name] += good
        if not good:
            self.wrong.append(f"{name}: {note}")


def match(gold: list[dict[str, str]], found: Iterable[tuple[str, str, str | None]]) -> list[tuple[int, int]]:
    found = list(found)
    pairs = sorted(
        ((similarity(g["subject"], f[0]), -abs(i - j), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    matched: list[tuple[int, int]] = []
    for score, _, i, j in pairs:
        if score >= 0.5 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            matched.append((i, j))
    return matched
