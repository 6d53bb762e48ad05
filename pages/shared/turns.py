"""Readers who ask at the same time are answered in turn.

One interpreter runs one thread at a time however many there are, and hands over so often that fifty runs side by side
take twice the processor time of fifty one after the other, and all of them end late. So one run draws at a time. Where
a figure has to be measured first the engine works outside the interpreter: meanwhile another run may draw.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import count


class Turn:
    """A lock that goes to those first who go on with what they had begun, and among equals to who came first."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: list[tuple[bool, int, threading.Lock]] = []
        self._came = count()

    @property
    def waiting(self) -> int:
        """How many wait for it."""
        return len(self._waiting)

    def take(self, *, goes_on: bool) -> None:
        """Wait for it."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return
            called = threading.Lock()
            called.acquire()
            heappush(self._waiting, (not goes_on, next(self._came), called))
        called.acquire()

    def hand_over(self) -> None:
        """Give it to the next, if any waits."""
        with self._guard:
            if self._waiting:
                heappop(self._waiting)[-1].release()
            else:
                self._is_taken = False


_drawing = Turn()
_measuring = threading.Semaphore(os.cpu_count() or 1)
_mine = threading.local()
"""``draws``: whether it is this thread's turn to draw."""


@contextmanager
def turn() -> Iterator[None]:
    """Wait for the turn to draw, and hold it."""
    _take(goes_on=False)
    try:
        yield
    finally:
        _give_up()


@contextmanager
def aside() -> Iterator[None]:
    """Let others draw while this thread measures. The turn is not taken back here, where the cache's lock may be held
    for which the one who draws waits, but at the end of ``kept``."""
    _give_up()
    with _measuring:
        yield


@contextmanager
def kept() -> Iterator[None]:
    """If this thread has the turn, it has it again at the end."""
    had = _draws()
    try:
        yield
    finally:
        if had and not _draws():
            _take(goes_on=True)


def _draws() -> bool:
    return getattr(_mine, "draws", False)


def _take(*, goes_on: bool) -> None:
    _drawing.take(goes_on=goes_on)
    _mine.draws = True


def _give_up() -> None:
    if _draws():
        _mine.draws = False
        _drawing.hand_over()
