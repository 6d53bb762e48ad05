"""A real server on a free port and a real browser before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
WIDE: ViewportSize = {"width": 1440, "height": 1000}
PHONE: ViewportSize = {"width": 390, "height": 844}

# To fade and grow what comes and goes takes a fifth of a browser's work.
Motion = Literal["reduce", "no-preference"]

# Chromium looks things up by itself at every start; these tests are about what the pages fetch.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def analysis(*arguments: str, library: Path) -> None:
    """Run a command as a person would, on a library of the test's own."""
    subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        cwd=ROOT,
        env=os.environ | {"AGENDASCOPE_LIBRARY": str(library)},
        check=True,
        capture_output=True,
    )


class Server:
    """A dashboard running as a process of its own, with its log kept for when a test fails."""

    def __init__(self, command: list[str], port: int, log: Path, environment: dict[str, str]) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._log = log
        with log.open("wb") as sink:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | environment, stdout=sink, stderr=subprocess.STDOUT
            )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        pytest.fail(f"the server did not start:\n{self.log()}")

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


StartServer = Callable[..., Server]


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Start a dashboard on a library; each call is a new process."""
    running: list[Server] = []

    def start(library: Path, *, module: str = "streamlit", rules: str = "", port: int | None = None) -> Server:
        port = port or free_port()
        commands = {
            "streamlit": ["streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.headless", "true"],
            "server": ["pages.shared.server", "--port", str(port)],
        }
        log = tmp_path_factory.mktemp("server") / "server.log"
        command = [sys.executable, "-m", *commands[module]]
        if rules:
            (log.parent / "agendascope.toml").write_text(rules, encoding="utf-8")
            command += ["--config", str(log.parent / "agendascope.toml")]
        server = Server(command, port, log, {"AGENDASCOPE_LIBRARY": str(library)})
        running.append(server)
        return server

    yield start
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def no_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The place of a library that nobody has made yet, with the invented sample's library ready beside it: imported by
    one of the processes that run these tests, and copied by each."""
    folder = tmp_path_factory.mktemp("data")
    base = tmp_path_factory.getbasetemp()
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample"
    with FileLock(made.with_suffix(".lock")):
        if not made.exists():
            analysis("sample", library=folder / "library")
            shutil.copytree(folder, made)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return folder / "library"


@pytest.fixture(scope="session")
def sample_server(start_server: StartServer, no_library: Path) -> Server:
    return start_server(no_library)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on the path: in CI the browser tests must run")
        pytest.skip("no Chromium on the path (on Debian: apt-get install chromium fonts-noto-cjk)")
    expect.set_options(timeout=30_000)  # on a machine with other work the first chart may take long
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def fresh(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a fresh browser profile: ``fresh(PHONE)``."""
    contexts = []

    def new(size: ViewportSize | None = None, *, motion: Motion = "reduce") -> Page:
        contexts.append(
            chromium.new_context(viewport=size or WIDE, locale="zh-CN", accept_downloads=True, reduced_motion=motion)
        )
        return contexts[-1].new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def _tabs(chromium: Browser) -> dict[int, Page]:
    """A tab for each width of the screen."""
    return {
        size["width"]: chromium.new_context(viewport=size, locale="zh-CN", reduced_motion="reduce").new_page()
        for size in (WIDE, PHONE)
    }


@pytest.fixture
def tab(_tabs: dict[int, Page]) -> Iterator[Callable[..., Page]]:
    """A tab that earlier tests have used, without what sites have kept in it: ``tab(PHONE)``. What has the same scripts
    to load again loads them in half the time."""
    used: list[Page] = []

    def take(size: ViewportSize | None = None) -> Page:
        used.append(_tabs[(size or WIDE)["width"]])
        return used[-1]

    yield take
    for page in used:
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.context.clear_cookies()
        page.goto("about:blank")


@pytest.fixture
def look(tab: Callable[..., Page]) -> Callable[..., Page]:
    """Open an address in a tab that earlier tests have used, and wait until the page has settled."""
    return _opening(tab)


@pytest.fixture
def open_page(fresh: Callable[..., Page]) -> Callable[..., Page]:
    """Open an address in a fresh browser profile and wait until the page has settled."""
    return _opening(fresh)


def _opening(take: Callable[..., Page]) -> Callable[..., Page]:
    def open_(url: str, *, size: ViewportSize | None = None) -> Page:
        page = take(size)
        page.goto(url)
        settle(page)
        return page

    return open_


def settle(page: Page) -> None:
    """Wait until the script has run and nothing is stale or loading."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton], [data-testid=stSpinner], [data-stale=true]')",
        timeout=60_000,
    )


def host(url: str) -> str:
    return urlsplit(url).hostname or ""
