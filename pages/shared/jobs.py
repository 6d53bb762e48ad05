"""Imports and checks in processes of their own, seen by every session of the server."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import streamlit as st

from analysis.corpus.corrections import Correction, to_jsonl
from analysis.corpus.edits import to_json
from analysis.records import Edits
from pages.shared import access
from pages.shared.texts import Texts

ROOT: Final = Path(__file__).resolve().parents[2]
GRACE: Final = 10.0
"""Seconds that a process has to end in when the server does."""

KEPT: Final = 4
"""Checks whose results are kept; each may hold megabytes."""


@dataclass
class Job:
    """An import or check under way or done. ``progress``, ``summary`` and ``error`` are what its process said last."""

    key: Path | str
    progress: dict[str, Any] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    error: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it has come to an end, good or bad."""
        return bool(self.summary or self.error)


@st.cache_resource(show_spinner=False)
def _jobs() -> dict[Path | str, Job]:
    """The last job of each library, which has one writer at a time, and of each file that was checked."""
    return {}


_starting = threading.Lock()
_running: set[subprocess.Popen[str]] = set()
_MINUTES = 120  # seconds, from which on the time left is told in minutes

_log = logging.getLogger(__name__)


def stop() -> None:
    """Ask every process at work to end, as a server does that ends itself: an import leaves its library as it was."""
    for process in [*_running]:
        process.terminate()
    for process in [*_running]:
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()


def of(key: Path | str) -> Job | None:
    """The last job of a library, or of what else has jobs, since the server started."""
    return _jobs().get(key)


def forget(key: Path | str) -> None:
    """Clear a job away that is done, so that another can start; a callback."""
    _jobs().pop(key, None)


def is_checking() -> bool:
    """Whether a check is under way, for whomever."""
    return any(isinstance(key, str) and not job.is_done for key, job in _jobs().items())


def build_sample(library: Path) -> Job:
    """Build the sample's library, unless that is under way."""
    return _start(library, folder=None, names=[])


def import_files(library: Path, files: Sequence[tuple[str, bytes]]) -> Job:
    """Import files, given as names and contents, into a library; a job that is under way is given back instead."""
    return _change(library, files=files)


def read_anew(library: Path) -> Job:
    """Read a library's reports anew by the program as it is; a job that is under way is given back instead."""
    return _change(library, "--anew")


def edit(library: Path, edits: Edits) -> Job:
    """Make a version of a library with other edits of the lexicons; a job that is under way is given back instead."""
    return _change(library, "--edits", files=[("edits.json", to_json(edits).encode())])


def correct(library: Path, corrections: Sequence[Correction]) -> Job:
    """Record corrections in a library and apply them; a job that is under way is given back instead."""
    return _change(library, "--corrections", files=[("corrections.jsonl", to_jsonl(corrections).encode())])


def saved(files: Sequence[tuple[str, bytes]]) -> tuple[Path, list[str]]:
    """Files, given as names and contents, in a new folder, and the names that they have there."""
    folder = Path(tempfile.mkdtemp(prefix="agendascope-"))
    names = []
    for number, (name, data) in enumerate(files, 1):
        # A name from outside is kept as a name alone; two of the same name stay apart.
        safe = Path(name.replace("\\", "/")).name or f"{number}.txt"
        target = folder / (safe if safe not in names else f"{number}-{safe}")
        target.write_bytes(data)
        names.append(target.name)
    return folder, names


def start(key: Path | str, command: Sequence[str], *, folder: Path | None = None) -> Job:
    """Run a module with arguments for ``key``, in ``folder``, which is then removed; a job that is under way is given
    back instead."""
    with _starting:
        known = of(key)
        if known and not known.is_done:
            return known
        checked = [one for one, job in _jobs().items() if isinstance(one, str) and job.is_done]
        for old in checked[:-KEPT]:
            forget(old)
        job = _jobs()[key] = Job(key)
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=folder or ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        _running.add(process)
    threading.Thread(target=_follow, args=(job, process, folder), daemon=True).start()
    return job


def _change(library: Path, *options: str, files: Sequence[tuple[str, bytes]] = ()) -> Job:
    """Every change of a library that is asked for in a browser comes through here, and is an editor's."""
    access.demand_editor(options[0].removeprefix("--") if options else "import")
    folder, names = saved(files) if files else (None, [])
    return _start(library, folder=folder, names=[*options, *names])


def _start(library: Path, *, folder: Path | None, names: list[str]) -> Job:
    return start(library, ["pages.shared.worker", str(library), *names], folder=folder)


def _follow(job: Job, process: subprocess.Popen[str], folder: Path | None) -> None:
    complaints: list[str] = []
    with process:
        errors = threading.Thread(target=lambda: complaints.extend(process.stderr or ()), daemon=True)
        errors.start()
        for line in process.stdout or ():
            for name, value in json.loads(line).items():
                setattr(job, name, value)
        errors.join()
    if not job.is_done:
        job.error = "".join(complaints[-3:]).strip() or f"exit code {process.returncode}"
    _running.discard(process)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    _tell(job, process.returncode)


def _tell(job: Job, code: int) -> None:
    """Log how a job ended, in figures."""
    if not job.summary:
        told = {"says": job.error} if code == 0 else {}  # otherwise a traceback, which may quote a report
        _log.error("job failed", extra={"job": str(job.key), "exit_code": code, **told})
        return
    facts = ("version", "read", "new", "copies", "readouts", "meetings", "items", "seconds")
    said = {name: job.summary[name] for name in facts if name in job.summary}
    counted = {name: len(value) if isinstance(value, list) else value for name, value in said.items()}
    _log.info("job done", extra={"job": str(job.key), **counted, "rejected": len(job.summary.get("rejected", ()))})


@st.fragment(run_every=0.5)
def watch(t: Texts, job: Job, *, title: str) -> None:
    """Show how far a job has come; when it ends, the whole page is drawn anew."""
    if job.is_done:
        st.rerun()
    progress = job.progress
    stage = t(f"job.{progress['stage']}") if progress and t.has(f"job.{progress['stage']}") else t("job.starting")
    done, total = progress.get("done", 0), progress.get("total")
    said = t("job.of", done=done, total=total) if total else t("job.done", done=done) if done else ""
    if progress.get("resumed"):
        said += t("job.resumed", count=progress["resumed"])
    if seconds := progress.get("remaining"):
        said += (
            t("job.remaining", seconds=max(1, round(seconds)))
            if seconds < _MINUTES
            else t("job.remaining_minutes", minutes=round(seconds / 60))
        )
    st.progress(min(done / total, 1.0) if total else 0.0, text=" ".join(part for part in (title, stage, said) if part))
