"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Machines are shared: a slow example is no failing one.
settings.register_profile("agendascope", deadline=None)
settings.load_profile("agendascope")

ROOT = Path(__file__).resolve().parent.parent
SLOW = ["browser", "importing", "engines", "pages"]  # folders, the slowest first


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that at the end no worker is left alone with a long file."""
    items.sort(key=lambda item: SLOW.index(folder) if (folder := item.path.parent.name) in SLOW else len(SLOW))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and gold annotations, which is no part of the project."""
    folder = Path(os.environ.get("AGENDASCOPE_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus").is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"there is no {folder.name}/corpus beside the repository: in CI these tests must run")
        pytest.skip(f"needs the real reports, and there is no {folder.name}/corpus beside the repository")
    return folder
