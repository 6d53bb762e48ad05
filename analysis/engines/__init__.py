"""The same measures elsewhere: on ClickHouse, or on Spark.

The library keeps its versions in files, and DuckDB reads them where the program runs. An engine here holds copies of
versions, each under its id, and answers the same expressions. Nothing else needs one, nor the packages that it takes.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from analysis.corpus import engine
from analysis.corpus.engine import Engine
from analysis.errors import EngineError

VARIABLE: Final = "AGENDASCOPE_ENGINE"

_KINDS: Final = {
    "clickhouse": ("clickhouse://", "clickhouses://", "chdb://"),
    "spark": ("local", "spark://", "yarn", "k8s://", "sc://"),
}


def open_engine(path: Path, address: str = "") -> Engine:
    """Open the version in the file ``path``, or the copy of it at ``address``, which is made first where it is missing.

    Raises:
        LibraryError: where there is no such file, or it is no version.
        EngineError: where the engine cannot be reached, lacks its packages, or does not take the copy.
    """
    if not address:
        return engine.open_engine(path)
    load(path, address)
    opened: Engine = kind(address).open_engine(path, address)
    return opened


def load(path: Path, address: str) -> bool:
    """Copy the version in the file ``path`` to ``address``; False where it was there already. Raises as
    :func:`open_engine` does."""
    made: bool = kind(address).load(path, address)
    return made


def named(address: str = "") -> str:
    """The address of the engine in use: ``AGENDASCOPE_ENGINE``, else the one given; empty where the files are read."""
    return os.environ.get(VARIABLE) or address


def kind(address: str, *names: str) -> ModuleType:
    """The module that works with the engine at ``address``, which must be one of the ``names``, where any are given.

    Raises EngineError where it is none, or its packages are not installed.
    """
    kinds = {name: _KINDS[name] for name in names or _KINDS}
    for name, beginnings in kinds.items():
        if address.startswith(beginnings):
            try:
                return import_module(f"analysis.engines.{name}")
            except ModuleNotFoundError as error:
                raise EngineError(
                    f"{name} needs packages that are not installed ({error.name}); docs/engines.md names them."
                ) from None
    known = ", ".join(one for of_kind in kinds.values() for one in of_kind)
    raise EngineError(f"{address}: such an address begins with {known}; docs/engines.md describes them.")
