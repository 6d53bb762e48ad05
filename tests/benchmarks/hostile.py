"""Files that are made to bring a reader down, each imported once as a whole process.

    python -m tests.benchmarks.hostile [--tiny N] [--only WORDS]

A row a file: seconds of the clock and of the processor, peak of resident memory over all processes of the import, what
was read, and the first of the rejects. A million tiny files take long to make; ``--tiny`` says how many. Linux only.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.import_newscast import ROOT, memory
from tests.documents import documents, packed

TEXT = "5月6日，青禾市委常委会召开会议，研究防汛工作。会议强调，要抓好水库安全。"
LAUGHS = "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol" * 10}">' for n in range(12)
)  # 30 × 10¹¹ characters, if anybody spells them out


def sparse(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).touch()
        os.truncate(folder / name, 2 << 30)
        return folder / name

    return make


def written(name: str, data: Callable[[], bytes]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data())
        return folder / name

    return make


def tiny(count: int) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        for number in range(count):
            (folder / f"{number}.txt").write_text(f"第{number}号消息", encoding="utf-8")
        return folder

    return make


def nested(levels: int, each: int) -> bytes:
    data, name = packed({"a.txt": TEXT.encode() + bytes(1 << 20)}), "a"
    for level in range(levels):
        data = packed({f"{name}{level}-{number}.zip": data for number in range(each)})
    return data


def flat(size: int) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(size >> 20):
            member.write(bytes(1 << 20))
    return buffer.getvalue()


def many(count: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", f"第{number}号消息")
    return buffer.getvalue()


def laughing(suffix: str, member: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(documents()[suffix])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = re.sub(rb"^(<\?xml[^>]*\?>)?", rb"\1<!DOCTYPE x [" + LAUGHS.encode() + b"]>", members[member], count=1)
    members[member] = re.sub(rb"(<(?:w:)?t[^>]*>)", rb"\1&a11;", text, count=1)
    return packed(members)


def wide(rows: int) -> bytes:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow([*(f"c{number}" for number in range(9_999)), "正文"])
    for row in range(rows):
        table.writerow([*("x" for _ in range(9_999)), f"{TEXT}{row}"])
    return out.getvalue().encode()


LINE = ("会议强调" * 8_700_000).encode()
FILES: dict[str, Callable[[Path], Path]] = {
    "2 GB of nothing, .txt": sparse("a.txt"),
    "2 GB of nothing, .json": sparse("a.json"),
    "2 GB of nothing, .jsonl": sparse("a.jsonl"),
    "2 GB of nothing, .csv": sparse("a.csv"),
    "2 GB of nothing, .docx": sparse("a.docx"),
    "2 GB of nothing, .pdf": sparse("a.pdf"),
    "zip in zip, 40 deep": written("a.zip", lambda: nested(40, 1)),
    "zips in zips, 16 each, 5 deep": written("a.zip", lambda: nested(5, 16)),
    "zip that unpacks to 10 GB": written("a.zip", lambda: flat(10 << 30)),
    "zip of 1,000,000 files": written("a.zip", lambda: many(1_000_000)),
    "entity bomb in .docx": written("a.docx", lambda: laughing(".docx", "word/document.xml")),
    "entity bomb in .xlsx": written("a.xlsx", lambda: laughing(".xlsx", "xl/worksheets/sheet1.xml")),
    "entity bomb in .html": written(
        "a.html", lambda: f"<!DOCTYPE html [{LAUGHS}]><html><body><p>&a11;{TEXT}</p></body></html>".encode()
    ),
    "100 MB in one line, .txt": written("a.txt", lambda: LINE),
    "100 MB in one line, .csv": written("a.csv", lambda: "正文\n".encode() + LINE),
    "100 MB in one line, .jsonl": written("a.jsonl", lambda: b'{"text": "' + LINE + b'"}\n'),
    "100 MB in one text, .json": written("a.json", lambda: b'[{"text": "' + LINE + b'"}]'),
    "100 MB in one line, .html": written("a.html", lambda: b"<html><body><p>" + LINE),
    "JSON a million deep": written("a.json", lambda: b"[" * 1_000_000),
    "CSV of 10,000 columns, 500 rows": written("a.csv", lambda: wide(500)),
}


def imported(path: Path, library: Path) -> tuple[float, float, int, str]:
    """Seconds of the clock and the processor, peak memory in bytes, and what came of it."""
    command = [sys.executable, "-m", "analysis", "import", str(path), "--library", str(library)]
    before, begun = os.times(), time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, memory(process.pid)[0])
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, error = process.communicate()
    watcher.join()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    read = re.search(r"read +([\d,]+)", out)
    rejects = [line.removeprefix(str(path)) for line in error.splitlines() if line.strip()]
    said = f"read {read[1]}" if read else f"exit code {process.returncode}"
    return time.monotonic() - begun, cpu, peak, f"{said}; {rejects[0][:110] if rejects else 'nothing refused'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tiny", type=int, default=1_000_000)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    print(f"{'file':34}{'clock s':>9}{'cpu s':>8}{'peak MB':>9}  what came of it")
    for name, make in {**FILES, f"{asked.tiny:,} tiny files": tiny(asked.tiny)}.items():
        if asked.only in name:
            with tempfile.TemporaryDirectory() as folder:
                made = Path(folder) / "given"
                made.mkdir()
                seconds, cpu, peak, said = imported(make(made), Path(folder) / "library")
            print(f"{name:34}{seconds:9.1f}{cpu:8.1f}{peak / 1e6:9,.0f}  {said}", flush=True)


if __name__ == "__main__":
    main()
