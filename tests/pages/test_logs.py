"""What the server's log says, and what it never says."""

from __future__ import annotations

import json
import logging
import sys

from analysis.errors import LibraryError
from pages.shared.logs import Lines

TEXT = "会议强调，要抓好水库安全。"


def logged(error: Exception | None = None, *, as_json: bool = True, **facts: object) -> str:
    try:
        if error:
            raise error
        info = None
    except Exception:
        info = sys.exc_info()
    record = logging.getLogger("pages.test").makeRecord(
        "pages.test", logging.INFO, __file__, 1, "job %s", ("done",), info, extra=facts
    )
    return Lines(as_json=as_json).format(record)


def test_an_event_is_one_json_object_with_its_facts() -> None:
    said = json.loads(logged(new=3, seconds=1.5))
    assert (said["level"], said["logger"], said["event"], said["new"], said["seconds"]) == (
        "info", "pages.test", "job done", 3, 1.5,
    )  # fmt: skip
    assert said["time"].endswith("+00:00")
    assert len(said) == 6


def test_in_words_it_is_one_line_too() -> None:
    line = logged(LibraryError("two\nlines"), as_json=False, new=3)
    assert "INFO pages.test: job done new=3 exception=LibraryError says=two lines" in line
    assert "\n" not in line


def test_an_exception_is_named_with_its_places_and_never_quotes_a_report() -> None:
    said = logged(ValueError(TEXT))
    assert "会议" not in said
    assert json.loads(said)["exception"] == "ValueError"
    assert json.loads(said)["at"][0].startswith("tests/pages/test_logs.py:")


def test_what_people_are_told_is_logged_as_it_is() -> None:
    assert json.loads(logged(LibraryError("/library: is full")))["says"] == "/library: is full"
