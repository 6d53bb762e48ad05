"""A lexicon as a library wants it."""

from __future__ import annotations

from dataclasses import replace

from analysis.errors import LexiconError
from analysis.language.lexicon import Lexicon
from analysis.language.tokenizer import WORD
from analysis.records import Edits


def edited(lexicon: Lexicon, edits: Edits) -> Lexicon:
    """The lexicon with a library's words, stopwords and synonyms. Synonyms become words, so that they are seen whole.

    Raises:
        LexiconError: where a word cannot be one, or a synonym counts as a word that itself counts as another.

    >>> from analysis.language import load_lexicon
    >>> "共享法庭" in edited(load_lexicon(), Edits(words=("共享法庭",))).words
    True
    """
    if not edits:
        return lexicon  # and with it the tokenizer, if it has been built
    counted_as = dict(edits.synonyms)
    words = dict.fromkeys([*edits.words, *counted_as, *counted_as.values()])
    for word in words:
        if not WORD.fullmatch(word):
            raise LexiconError(
                f"{word}: is not a word that the segmenter can hold. "
                "Use two or more Chinese characters, Latin letters or digits, without punctuation."
            )
    for word, head in edits.synonyms:
        if head in counted_as:
            raise LexiconError(f"{word} counts as {head}, which counts as {counted_as[head]}. Let both count as one.")
    if len(counted_as) < len(edits.synonyms):
        raise LexiconError("A word counts as two others. Let it count as one.")
    dropped = {*edits.not_words} - {*words}
    return replace(
        lexicon,
        words=tuple(word for word in dict.fromkeys([*lexicon.words, *words]) if word not in dropped),
        stopwords=(lexicon.stopwords | {*edits.stopwords}) - {*edits.not_stopwords},
        synonyms=tuple(sorted(edits.synonyms)),
    )
