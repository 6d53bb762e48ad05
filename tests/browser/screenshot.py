"""``python -m tests.browser.screenshot``: make ``docs/overview.png`` anew, from the running program on the sample."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET, ROOT, WIDE, Server, analysis, free_port, settle

TARGET = ROOT / "docs" / "overview.png"


def main() -> None:
    """Start a dashboard on the sample, and keep what its first page looks like."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library, port = Path(folder) / "library", free_port()
        analysis("sample", library=library)
        command = [sys.executable, "-m", "pages.shared.server", "--port", str(port)]
        server = Server(command, port, Path(folder) / "server.log", {"AGENDASCOPE_LIBRARY": str(library)})
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
            page = browser.new_page(viewport=WIDE, locale="zh-CN", color_scheme="light")  # type: ignore[arg-type]
            page.goto(server.url)
            page.wait_for_selector(".js-plotly-plot:visible .bars")
            settle(page)
            page.wait_for_timeout(1000)
            taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            browser.close()
        finally:
            server.stop()
    # A page has few colours: a palette makes the file small and is not seen.
    taken.quantize(256, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(f"{os.path.relpath(TARGET)}: {taken.width}×{taken.height}, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
