"""What measures have given, shared by all readers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

import pandas as pd

T = TypeVar("T")


class Results:
    """The last ``most`` results by their keys, each worked out once however many ask for it at the same time.

    Streamlit's own cache writes results down and reads them anew for every reader, which took an eighth of a run that
    asks for nothing new. Here all are given the same; of a table, which pages put columns into, each has a copy (one
    that shares its columns until they are written to is noted in the table, thousands of them in time). Nobody may
    change anything else.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, key: Hashable, work: Callable[[], T]) -> T:
        """The result of a key; where there is none yet, ``work`` gives it. An error is raised to all who wait for it,
        and not kept."""
        with self._guard:
            is_known = key in self._kept
            kept: Future[T] = self._kept.setdefault(key, Future())
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        if not is_known:
            try:
                kept.set_result(work())
            except BaseException as error:
                with self._guard:
                    self._kept.pop(key, None)
                kept.set_exception(error)
        result = kept.result()
        return result.copy() if isinstance(result, pd.DataFrame) else result

    def clear(self) -> None:
        """Forget everything."""
        with self._guard:
            self._kept.clear()
