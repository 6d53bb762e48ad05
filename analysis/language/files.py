"""What the readers of the files in ``data/lexicon`` share."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import LexiconError

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lexicon"


def read_text(path: Path) -> str:
    """The text of a lexicon file, with or without a byte-order mark. Raises LexiconError where there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LexiconError(f"{path}: there is no such file. Copy the one of data/lexicon there.") from None
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from None


def is_strings(values: object) -> bool:
    """Whether ``values`` is a list of strings.

    >>> is_strings(["会议"]), is_strings("会议")
    (True, False)
    """
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
