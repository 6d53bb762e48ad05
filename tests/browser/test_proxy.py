"""The proxy of ``deploy/nginx.conf`` before two processes, but for the encryption."""

from __future__ import annotations

import os
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page

from tests.benchmarks._reader import await_answer, proxy
from tests.browser.conftest import StartServer, free_port

PROCESSES = 2


@pytest.fixture(scope="module")
def front(start_server: StartServer, no_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a proxy before two processes of one library."""
    if shutil.which("nginx") is None:
        if os.environ.get("CI"):
            pytest.fail("no nginx on the path: in CI the proxy must be tried")
        pytest.skip("no nginx on the path (on Debian: apt-get install nginx-light)")
    port, ports = free_port(), [free_port() for _ in range(PROCESSES)]
    for one in ports:
        start_server(no_library, module="server", port=one)
    log = tmp_path_factory.mktemp("nginx") / "log"
    with log.open("wb") as sink:
        process = proxy(port, ports, log.parent, sink)
    url = f"http://127.0.0.1:{port}"
    await_answer(f"{url}/health", process, log)
    yield url
    process.terminate()
    process.wait(timeout=10)


def test_a_reader_stays_with_the_process_that_has_what_was_made_for_him(
    front: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{front}/topics")
    page.get_by_text("数据表").first.click()
    with page.expect_download() as download:
        page.locator(".st-key-parquet-topics button").click()
    assert pq.read_table(download.value.path()).num_rows
    # Who has no cookie is sent to either process, and the other one does not have the file.
    assert {_status(download.value.url) for _ in range(20)} == {200, 404}


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
