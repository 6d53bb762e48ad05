"""What this library has changed in the program's vocabulary."""

from __future__ import annotations

from pages.shared.view import View


def answer(view: View) -> str:
    """How many topics there are, and what the library has changed."""
    t, edits = view.t, view.shown.engine.version.edits
    said = [t.html("vocabulary.topics", n=len(view.choices.topics))]
    if edits:
        words = len(edits.words) + len(edits.not_words) + len(edits.stopwords) + len(edits.not_stopwords)
        said.append(
            t.html("vocabulary.edited", patterns=len(edits.patterns), words=words, synonyms=len(edits.synonyms))
        )
    else:
        said.append(t.html("vocabulary.as_delivered"))
    return t("sentence.join").join(said)
