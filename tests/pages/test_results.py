"""Results of measures, shared by all readers: worked out once, changed by nobody, the oldest forgotten first."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from pages.shared.results import Results


def test_many_who_ask_at_the_same_time_wait_for_one_answer() -> None:
    results, asked, everybody = Results(10), [], threading.Barrier(8)

    def work() -> int:
        asked.append(1)
        return len(asked)

    def ask(_: int) -> int:
        everybody.wait(10)
        return results.get("key", work)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [1] * 8
    assert len(asked) == 1


def test_an_error_is_raised_and_not_kept() -> None:
    results = Results(10)

    def fail() -> int:
        raise ValueError("the disk is gone")

    with pytest.raises(ValueError, match="the disk is gone"):
        results.get("key", fail)
    assert results.get("key", lambda: 3) == 3


def test_what_a_page_does_to_a_table_nobody_else_sees() -> None:
    results = Results(10)

    def table() -> pd.DataFrame:
        return results.get("key", lambda: pd.DataFrame({"topic": ["rural", "health"], "numerator": [3, 1]}))

    mine = table()
    mine["share"] = 0.5
    mine.loc[0, "numerator"] = 99
    mine.attrs["call"] = 1
    assert table().to_dict("list") == {"topic": ["rural", "health"], "numerator": [3, 1]}
    assert table().attrs == {}


def test_what_nobody_asked_for_longest_is_forgotten_first() -> None:
    results = Results(2)
    for key in ("a", "b", "a", "c"):
        results.get(key, lambda key=key: key.upper())
    assert results.get("a", lambda: "anew") == "A"
    assert results.get("b", lambda: "anew") == "anew"
