"""The table of the interface's words, and that nothing is said beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from pages.shared.texts import LANGUAGES, of, table
from tests.pages.conftest import ROOT

SHARED = sorted((ROOT / "pages" / "shared").rglob("*.py"))
SAYING = [*(ROOT / "analysis" / "texts").glob("*.py"), *(ROOT / "analysis" / "sharing").rglob("*.py")]
PAGES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]
HAN = re.compile(r"[\u3400-\u9fff]")


def used() -> tuple[set[str], set[str]]:
    """The keys that the code asks for, and the beginnings of those that it puts together: ``f"action.{action}"``."""
    keys, beginnings = set[str](), set[str]()
    for path in [*PAGES, *SHARED, *SAYING]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
                (beginnings if node.value.endswith(".") else keys).add(node.value)
            if isinstance(node, ast.JoinedStr):
                first = node.values[0]
                if isinstance(first, ast.Constant):
                    beginnings.add(str(first.value))
                elif len(node.values) > 1 and isinstance(node.values[1], ast.Constant):
                    keys.update(key for key in table() if key.endswith(str(node.values[1].value)))
    return keys, {beginning for beginning in beginnings if "." in beginning}


def test_every_text_is_written_in_both_languages_with_the_same_places_to_fill() -> None:
    for key, both in table().items():
        assert set(both) == set(LANGUAGES), key
        places = [{name for _, name, _, _ in Formatter().parse(both[language]) if name} for language in LANGUAGES]
        assert places[0] == places[1], key
        assert all(both[language].strip() for language in LANGUAGES) or key == "sentence.join", key


def test_every_key_that_the_code_names_is_in_the_table() -> None:
    sections = {key.split(".")[0] for key in table()}
    named = {
        key for key in used()[0] if re.fullmatch(r"[a-z_]+(\.[a-z_+0-9]+)+", key) and key.split(".")[0] in sections
    }
    assert named
    assert not {key for key in named if key not in table()}


def test_no_text_is_left_that_nothing_shows() -> None:
    keys, beginnings = used()
    unused = [key for key in table() if key not in keys and not any(key.startswith(start) for start in beginnings)]
    assert not unused


def test_chinese_is_punctuated_as_chinese_and_english_as_english() -> None:
    for key, both in table().items():
        text = re.sub(r"\{[^}]*\}", "", both["zh"])
        assert not re.search(r"[\u3400-\u9fff][,;:!?(]|[\u3400-\u9fff]\.(?!\w)", text), key
        if HAN.search(both["en"]):
            assert key in ("meetings.query_placeholder",), key
        # Chinese fonts, in which the pages are set, draw curly quotes as wide as a character.
        assert not re.search(r"[，。；：？！（）“”‘’]", both["en"]), key


def test_english_verbs_agree_with_what_is_counted() -> None:
    counted = r"\{(\w+)\}(?:</b>)?[^{}]*\{\1:[sy]\} (?:are|were|have|stand|stay|come|occur|report) "
    wrong = {key for key, both in table().items() if re.search(counted, both["en"])}
    assert not wrong
    one, many = (of("en")("nothing.most", condition="x", n=n) for n in (1, 2))
    assert one.endswith("there is 1 meeting.")
    assert many.endswith("there are 2 meetings.")


@pytest.mark.parametrize("path", [*PAGES, *SHARED, *SAYING], ids=lambda path: path.stem)
def test_no_code_holds_words_of_the_interface(path: Path) -> None:
    for text in strings(path):
        if text != "中文":  # a language is named in itself
            assert not HAN.search(text), text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_holds_nothing_but_keys_and_ids(path: Path) -> None:
    for text in strings(path):
        assert re.fullmatch(r"[a-z0-9_.*{}/-]*|🔎", text), text


def test_plurals_and_numbers_read_well() -> None:
    assert of("en")("corpus.upload_start", n=1) == "Import 1 file"
    assert of("en")("corpus.upload_start", n=1200) == "Import 1,200 files"
    assert "in 1 place." in of("en")("overview.total", meetings=2, items=3, bodies=1, places=1)
    assert "1 body " in of("en")("overview.total", meetings=2, items=3, bodies=1, places=1)
    assert of("zh").enumerate(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert of("en").enumerate(["a", "b", "c"]) == "a, b and c"


def test_what_is_put_into_html_is_escaped_and_the_tables_markup_stands() -> None:
    said = of("zh").html("timelines.share_peak_items", name="<i>", total=1, period="2021", n=1, whole=2, share="50%")
    assert "<b>&lt;i&gt;</b>" in said


def strings(path: Path) -> Iterator[str]:
    """The strings of a module, but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            docstrings |= {
                id(statement.value)
                for statement in body
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
