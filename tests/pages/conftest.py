"""Libraries to look at, and the dashboard without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from analysis.corpus.library import Library, sample_library
from analysis.corpus.sample import SAMPLE, mark_sample_current
from analysis.importing import import_paths, load_stages, read_again
from analysis.measures import gold
from analysis.texts import unlinked
from pages.shared import checks, jobs, library
from tests.documents import written

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "overview", "topics", "timelines", "keywords", "formulations", "compare", "meetings", "corpus", "vocabulary",
    "accuracy",
)  # fmt: skip

Open = Callable[..., AppTest]

# A server looks through all installed packages for components once, when it starts; AppTest does at every opening.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sample library of eighty invented reports and no library of the user's own."""
    folder = tmp_path_factory.mktemp("libraries")
    reports = (ROOT / "data" / "sample" / "reports.jsonl").read_text(encoding="utf-8").splitlines()[:80]
    (folder / "reports.jsonl").write_text("\n".join(reports), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AGENDASCOPE_LIBRARY", str(folder / "library"))
        import_paths([folder / "reports.jsonl"], Library(sample_library()), is_sample=True, workers=1)
        mark_sample_current()
    return folder


@pytest.fixture
def sample(folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes the sample the library that is shown."""
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(folders / "library"))
    monkeypatch.chdir(ROOT)
    return sample_library()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[dict[str, str]]], str]:
    """A library of the user's own: give it reports, get its version."""
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(ROOT)

    def fill(reports: list[dict[str, str]]) -> str:
        file = written(tmp_path / "reports.jsonl", reports)
        version = import_paths([file], Library(tmp_path / "library"), workers=1).version
        assert version
        return version

    return fill


@pytest.fixture
def dashboard() -> Open:
    """Opens a page at an address: ``dashboard("topics", lang="en", topic=["health", "rural"])``."""

    def open_page(page: str = "overview", **params: Any) -> AppTest:
        at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for key, value in params.items():
            at.query_params[key.rstrip("_")] = value
        if page != "overview":
            at.switch_page(str(ROOT / "pages" / f"{page}.py"))
        return at.run()

    return open_page


@pytest.fixture(scope="session")
def checked() -> dict[str, Any]:
    """What a check says in the end, of the first forty invented annotations."""
    rows = gold.read(gold.BUNDLED)[:40]
    read, rejects = read_again([SAMPLE], load_stages(), ids=[row["id"] for row in rows])
    return {
        "name": "annotations.jsonl",
        "parser": "1",
        "lexicon": "feed",
        "gold": rows,
        "read": read,
        "rejects": rejects,
    }


@pytest.fixture(autouse=True)
def _checked_at_once(checked: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """No page waits for the check of the bundled annotations."""
    monkeypatch.setattr(checks, "_bundled", lambda: jobs.Job("bundled", summary=checked))


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """No test finds what another has started. What a version gives stays, as a server keeps it for all its readers: it
    is kept under the version's id, which is a hash of what is in it."""
    st.cache_data.clear()
    for kept in (jobs._jobs, checks._judged, checks._figures):
        kept.clear()


@pytest.fixture
def anew() -> Iterator[None]:
    """For a test that changes how something is measured: it finds no earlier result, and leaves none."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    st.cache_resource.clear()
    library.results.clear()


def html(at: AppTest) -> str:
    """All the HTML that a page shows, as it was sent."""
    return "\n".join(element.proto.body for element in at.get("html"))


def words(at: AppTest) -> str:
    """What a page's HTML says, entities read, without the style sheet, the marks of days and where numbers lead."""
    sent = "\n".join(e.proto.body for e in at.get("html") if not e.proto.body.startswith("<style"))
    return unescape(re.sub("</?time>", "", unlinked(sent)))
