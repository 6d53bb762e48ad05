"""The server's log: a line an event, as words or as JSON.

What a report says never stands in it. An exception's own words may quote a text, so that of one only its kind and the
places in the code are written; what people are told (``AnalysisError``) names files and remedies.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from analysis.errors import AnalysisError

_ROOT: Final = Path(__file__).resolve().parents[2]
_USUAL: Final = frozenset({*logging.makeLogRecord({}).__dict__, "message", "asctime", "taskName", "color_message"})


class Lines(logging.Formatter):
    """A line a record: time in UTC, level, logger, what happened, and the facts that were given as ``extra``."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        facts: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        facts |= {name: value for name, value in record.__dict__.items() if name not in _USUAL}
        if record.exc_info and record.exc_info[1]:
            facts |= _exception(record.exc_info[1])
        if self._as_json:
            return json.dumps(facts, ensure_ascii=False, default=str)
        named = (f"{name}={value}" for name, value in list(facts.items())[4:])
        line = " ".join([facts["time"], facts["level"].upper(), f"{facts['logger']}:", facts["event"], *named])
        return line.replace("\n", " ")


def configure(*, as_json: bool) -> None:
    """Write the log to standard error: what this program has to say, and what others warn of."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(as_json=as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("analysis", "pages", "__main__"):
        logging.getLogger(name).setLevel(logging.INFO)


def _exception(error: BaseException) -> dict[str, Any]:
    places = traceback.extract_tb(error.__traceback__)
    told = {"says": str(error)} if isinstance(error, AnalysisError) else {}
    return {"exception": type(error).__name__, **told, "at": [f"{_named(one.filename)}:{one.lineno}" for one in places]}


def _named(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else "/".join(path.parts[-2:])
