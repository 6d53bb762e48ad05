"""Segmentation and the lexicons: words, stopwords, and formulations with their variants."""

from analysis.language.cutting import cut_sentences, find_formulations
from analysis.language.editing import edited
from analysis.language.lexicon import Formulation, Lexicon, load_lexicon
from analysis.language.segmentation import segment

__all__ = [
    "Formulation",
    "Lexicon",
    "cut_sentences",
    "edited",
    "find_formulations",
    "load_lexicon",
    "segment",
]
