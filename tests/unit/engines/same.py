"""Whether two engines gave one answer."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pandas as pd
import pytest


def assert_same(given: Any, wanted: Any) -> None:
    """Every value, type and order alike; numbers to nine digits, since engines add up in orders of their own."""
    assert type(given) is type(wanted)
    if isinstance(wanted, pd.DataFrame):
        assert list(given.columns) == list(wanted.columns)
        assert dict(given.dtypes) == dict(wanted.dtypes)
        assert_same(given.to_dict("list"), wanted.to_dict("list"))
    elif is_dataclass(wanted):
        for field in fields(wanted):
            assert_same(getattr(given, field.name), getattr(wanted, field.name))
    elif isinstance(wanted, dict):
        assert list(given) == list(wanted)
        for key, value in wanted.items():
            assert_same(given[key], value)
    elif isinstance(wanted, list | tuple):
        assert len(given) == len(wanted)
        for one, other in zip(given, wanted, strict=True):
            assert_same(one, other)
    elif isinstance(wanted, float):
        assert given == pytest.approx(wanted, rel=1e-9, abs=1e-12, nan_ok=True)
    else:
        assert given == wanted or (given is pd.NaT and wanted is pd.NaT)
