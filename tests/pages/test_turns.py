"""Readers at the same time: one draws, those who measure let others draw, and who goes on goes first."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.shared import turns


class Watch:
    """How many are in a place at the same time, and the most that ever were."""

    def __init__(self) -> None:
        self.now, self.most, self._lock = 0, 0, threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self.now -= 1


def somebody_can_draw() -> bool:
    drawn = threading.Event()

    def draw() -> None:
        with turns.turn():
            drawn.set()

    threading.Thread(target=draw, daemon=True).start()
    return drawn.wait(10)


def test_one_run_draws_at_a_time() -> None:
    drawing = Watch()

    def run(_: int) -> None:
        with turns.turn(), drawing:
            time.sleep(0.002)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(40)))
    assert drawing.most == 1


def test_another_draws_while_a_figure_is_measured() -> None:
    measuring, drawn = threading.Event(), threading.Event()

    def measure() -> bool:
        with turns.turn(), turns.kept(), turns.aside():
            measuring.set()
            return drawn.wait(10)

    def draw() -> None:
        measuring.wait(10)
        with turns.turn():
            drawn.set()

    with ThreadPoolExecutor(2) as pool:
        measured, _ = pool.submit(measure), pool.submit(draw)
        assert measured.result(20)


def test_after_measuring_nobody_else_draws() -> None:
    drawing = Watch()

    def run(_: int) -> None:
        with turns.turn():
            with turns.kept(), turns.aside():
                time.sleep(0.001)
            with drawing:
                time.sleep(0.002)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(40)))
    assert drawing.most == 1


def test_what_has_begun_is_ended_before_anything_is_begun() -> None:
    turn, order = turns.Turn(), []
    turn.take(goes_on=False)

    def wait(name: str, *, goes_on: bool) -> None:
        turn.take(goes_on=goes_on)
        order.append(name)
        turn.hand_over()

    asked = [("first", False), ("second", False), ("goes on", True), ("goes on too", True)]
    threads = [threading.Thread(target=wait, args=(name,), kwargs={"goes_on": goes_on}) for name, goes_on in asked]
    for number, thread in enumerate(threads, 1):
        thread.start()
        while turn.waiting < number:
            time.sleep(0.001)
    turn.hand_over()
    for thread in threads:
        thread.join(10)
    assert order == ["goes on", "goes on too", "first", "second"]


def test_a_run_that_fails_gives_its_turn_back() -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.turn(), turns.kept(), turns.aside():
            raise ZeroDivisionError
    assert somebody_can_draw()


def test_who_has_no_turn_takes_none_by_measuring() -> None:
    """As when the server asks its first questions before any reader comes."""
    with turns.kept(), turns.aside():
        pass
    assert somebody_can_draw()
