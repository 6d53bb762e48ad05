"""Many words looked for at once."""

from __future__ import annotations

from collections.abc import Mapping

import ahocorasick


def automaton(words: Mapping[str, object]) -> ahocorasick.Automaton:
    """An Aho–Corasick automaton: one pass over a text finds every occurrence of every word, overlapping ones too.

    ``iter`` gives the last character's offset and the word's value, and of words that end together the longest first;
    it cannot be called where there are no words.

    >>> list(automaton({"市委": 1, "市委常委会": 2, "常委": 3}).iter("县市委常委会"))
    [(2, 1), (4, 3), (5, 2)]
    """
    found = ahocorasick.Automaton()
    for word, value in words.items():
        found.add_word(word, value)
    found.make_automaton()
    return found
