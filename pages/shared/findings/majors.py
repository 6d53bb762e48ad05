"""Which major topics of the Comparative Agendas Project get most attention."""

from __future__ import annotations

import pandas as pd

from analysis.charts.theme import plain
from analysis.measures.selection import NONE
from pages.shared.findings.parts import percent
from pages.shared.looks.majors import names
from pages.shared.view import View


def answer(view: View, frame: pd.DataFrame) -> str:
    """The largest, and the two after it."""
    t, called = view.t, names(view)
    coded = [row for row in plain(frame) if row["major"] != NONE]
    if not coded:
        return t.html("majors.nothing")
    first, *others = coded
    said = [t.html("majors.first", major=called[first["major"]], share=percent(first["share"]))]
    if others:
        next_ones = [
            t("majors.with_share", major=called[row["major"]], share=percent(row["share"])) for row in others[:2]
        ]
        said.append(t.html("majors.then", majors=t.enumerate(next_ones)))
    return t("sentence.join").join(said)
