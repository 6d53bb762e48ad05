"""The steps of cleaning, in their order."""

from __future__ import annotations

from typing import Final

from analysis.cleaning.characters import control, width
from analysis.cleaning.edits import Draft, Step
from analysis.cleaning.pinyin import pinyin
from analysis.cleaning.punctuation import doubled, punctuation
from analysis.cleaning.script import script
from analysis.cleaning.spacing import lines, words
from analysis.records import RawReport, Report

STEPS: Final[tuple[tuple[str, Step], ...]] = (
    ("control", control),
    ("pinyin", pinyin),
    ("script", script),
    ("width", width),
    ("width", punctuation),
    ("punctuation", doubled),
    ("space", lines),
    ("space", words),
)
"""Kind of repair, and the step that makes it."""

_ROUNDS: Final = 8
"""One step may uncover work for an earlier one; texts that need more than three rounds are made by hand."""


def repair(text: str) -> Draft:
    """The text after all steps, repeated until none finds anything to do."""
    draft = Draft(text)
    for _ in range(_ROUNDS):
        before = draft.text
        for kind, step in STEPS:
            draft = draft.apply(kind, step(draft.text))
        if draft.text == before:
            break
    return draft


def clean(raw: RawReport) -> Report:
    """A report whose text can be read and counted, with the repairs that lead back to ``raw.text``.

    >>> clean(RawReport(source="a.txt", text="會(huì)議強調,要抓好落實。")).text
    '会议强调，要抓好落实。'
    """
    draft = repair(raw.text)
    return Report(
        text=draft.text,
        title=repair(raw.title).text if raw.title else None,
        published=raw.published,
        url=raw.url,
        outlet=repair(raw.outlet).text if raw.outlet else None,
        source=raw.source,
        given_id=raw.given_id,
        original=raw.text if draft.repairs else None,
        repairs=draft.repairs,
    )
