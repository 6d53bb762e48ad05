"""The examples in the docstrings of the pages' shared modules."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.pages.conftest import ROOT

MODULES = sorted(
    path.stem for path in (ROOT / "pages" / "shared").glob("*.py") if ">>>" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"pages.shared.{name}"))
    assert result.attempted
    assert not result.failed
