"""The taxonomy's topics in terms of the major topics of the Comparative Agendas Project, from ``cap.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isclose
from pathlib import Path
from typing import Any

from analysis.errors import LexiconError
from analysis.language.files import FOLDER, read_text


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """``majors`` are the major topics by their codes, each with its names by language; ``shares`` say for each topic
    how its items are shared out among them, and ``why`` says the reason."""

    majors: Mapping[str, Mapping[str, str]]
    shares: Mapping[str, Mapping[str, float]]
    why: Mapping[str, str]


def load_crosswalk(path: Path | None = None) -> Crosswalk:
    """The crosswalk in ``path`` (default: ``data/lexicon/cap.toml`` of the program).

    Raises :class:`~analysis.errors.LexiconError`, which names the file, the place and the remedy.

    >>> load_crosswalk().shares["environment"]
    {'7': 0.8, '21': 0.2}
    """
    path = FOLDER / "cap.toml" if path is None else Path(path)
    return _parse(path, read_text(path))


@lru_cache(maxsize=4)
def _parse(path: Path, content: str) -> Crosswalk:
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}. Topics begin with a line [topics.id]; quote every string.") from None
    majors, topics = data.get("majors"), data.get("topics")
    if not isinstance(majors, dict) or not all(_is_named(names) for names in majors.values()):
        raise LexiconError(f'{path}: [majors] lists codes with their names: 7 = {{ zh = "…", en = "…" }}.')
    if not isinstance(topics, dict):
        raise LexiconError(f"{path}: there are no topics. Begin each with a line [topics.id].")
    for topic, table in topics.items():
        shares = table.get("shares") if isinstance(table, dict) else None
        if not isinstance(shares, dict) or not all(isinstance(share, float) and share > 0 for share in shares.values()):
            raise LexiconError(f"{path}, topic {topic}: write shares = {{ code = 1.0 }}, numbers above 0.")
        if unknown := shares.keys() - majors.keys():
            raise LexiconError(f"{path}, topic {topic}: {min(unknown)} is no code of [majors].")
        if not isclose(sum(shares.values()), 1.0):
            raise LexiconError(f"{path}, topic {topic}: the shares add up to {sum(shares.values()):g}, not to 1.")
        if not isinstance(table.get("why"), str) or not table["why"].strip():
            raise LexiconError(f'{path}, topic {topic}: why is missing. Write why = "…".')
    return Crosswalk(
        majors,
        {topic: table["shares"] for topic, table in topics.items()},
        {topic: table["why"] for topic, table in topics.items()},
    )


def _is_named(names: Any) -> bool:
    return isinstance(names, dict) and all(isinstance(names.get(key), str) and names[key] for key in ("zh", "en"))
