"""How long a reader waits: server up, first chart drawn in a real browser, a filter changed.

    python -m tests.benchmarks.startup [LIBRARY] [ROUNDS]

Starts the dashboard as its own process on a library that exists already (the sample's where none is named), opens the
overview in headless Chromium, and prints medians over the rounds in seconds. The first round warms the disk and is
left out.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "streamlit run dashboard.py": ["streamlit", "run", "dashboard.py", "--server.port"],
    "python -m pages.shared.server": ["pages.shared.server", "--port"],
}
SIZE = {"width": 1440, "height": 1000}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def first_chart(reader: BrowserContext, url: str) -> float:
    """Seconds until the overview's first chart is drawn."""
    page = reader.new_page()
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(".js-plotly-plot .main-svg:visible")
    seconds = time.perf_counter() - start
    page.close()
    return seconds


def one_round(browser: Browser, command: list[str], environment: dict[str, str]) -> dict[str, float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", *command, str(port)],
        cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        up = time.perf_counter()
        reader, newcomer = (browser.new_context(viewport=SIZE, locale="zh-CN") for _ in range(2))
        return {
            "server up": up - started,
            "first chart after that": first_chart(reader, url),
            "the same reader again": first_chart(reader, url),
            "the next reader": first_chart(newcomer, url),
        }
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    library, rounds = [*sys.argv[1:], "", ""][:2]
    environment = {"AGENDASCOPE_LIBRARY": library} if library else {}
    chromium = shutil.which("chromium") or sys.exit("needs chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        for name, command in COMMANDS.items():
            measured = [one_round(browser, command, environment) for _ in range(int(rounds or 5) + 1)][1:]
            figures = {key: statistics.median(row[key] for row in measured) for key in measured[0]}
            print(f"{name:32}" + "".join(f"  {key} {value:5.2f}" for key, value in figures.items()))
        browser.close()


if __name__ == "__main__":
    main()
