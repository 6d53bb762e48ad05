"""Which words set the selection apart from another one?"""

from __future__ import annotations

from analysis.measures import keyness
from pages.shared import comparing, components, own_words
from pages.shared.contrasts import PERCENT, WORDS
from pages.shared.findings import compare as findings
from pages.shared.looks import compare, keywords
from pages.shared.view import View


def draw(view: View) -> None:
    """The key words of either side, as two clouds."""
    t = view.t
    sides = comparing.sides(view, t("keywords.question_keyness"))
    stopwords = own_words.chosen(view)["stopwords"]
    frame = compare.with_sides(sides.a.measure(keyness.words, sides.against, stopwords=stopwords), "z")
    components.head(t("keywords.question_keyness"), findings.of_words(sides, frame))
    comparing.describe(sides)
    comparing.pointer(sides, unit="meetings")
    if len(frame) and frame["is_sure"].any():
        components.panels(keywords.key_words(view, frame), key="keyness", in_a_row=2)
    else:
        components.note(t("keywords.hint_keyness"))
    whole = frame.iloc[0] if len(frame) else {"compared": 0, "terms": 0, "terms_against": 0}
    sizes = {"n": int(whole["compared"]), "a": int(whole["terms"]), "b": int(whole["terms_against"])}
    components.caption(sides.a, t("keywords.keyness_caption", **sizes), against=sides.b)
    comparing.choose(view)
    comparing.evidence(sides, unit="meetings")
    columns = components.columns(view, *WORDS, percent=PERCENT)
    components.table(view, frame, key="keyness", columns=columns, cell=["term", "side"])
