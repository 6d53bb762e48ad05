"""Chance that falls the same on every machine and every Python: everything is drawn from ``Random(seed).random()``."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of choices. Only ``random()`` is used: its sequence is the one that Python promises to keep.

    >>> Dice(7).below(1000) == Dice(7).below(1000)
    True
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random

    def below(self, n: int) -> int:
        """A whole number from 0 to ``n - 1``."""
        return int(self.random() * n)

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True in ``share`` of the cases."""
        return self.random() < share

    def pick(self, values: Sequence[T]) -> T:
        """One of the values, each as likely."""
        return values[int(self.random() * len(values))]

    def weighted(self, values: Sequence[T], weights: Sequence[float]) -> T:
        """One of the values, likely in proportion to its weight."""
        left = self.random() * sum(weights)
        for value, weight in zip(values, weights, strict=True):
            left -= weight
            if left < 0:
                return value
        return values[-1]

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """The values in another order."""
        cards = list(values)
        for i in range(len(cards) - 1, 0, -1):
            j = int(self.random() * (i + 1))
            cards[i], cards[j] = cards[j], cards[i]
        return cards


class Deck(Generic[T]):
    """Cards dealt one by one; every card comes once before any comes again, so that use is even."""

    def __init__(self, cards: Sequence[T], dice: Dice) -> None:
        self._all, self._dice, self._left = tuple(cards), dice, list[T]()

    def deal(self) -> T:
        """The next card."""
        if not self._left:
            self._left = self._dice.shuffled(self._all)
        return self._left.pop()

    def deal_fitting(self, fits: Callable[[T], bool]) -> T | None:
        """The next card that fits, or None where no card of the deck does; those passed over stay in their order."""
        for _ in range(2):
            for place in range(len(self._left) - 1, -1, -1):
                if fits(self._left[place]):
                    return self._left.pop(place)
            self._left = self._dice.shuffled([card for card in self._all if card not in self._left]) + self._left
        return None
