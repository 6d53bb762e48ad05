"""Words that go with a topic, learnt from a corpus: ``python -m analysis.topics.learning CORPUS.parquet``.

It prints a proposal for ``data/lexicon/associations.toml``, which a person goes through before any of it is used: no
label ever comes from a model, only from words that stand in that file. The corpus needs no labels, only a column
``text``; the taxonomy's own patterns are the teacher.

1. Each word gets a vector: positive pointwise mutual information with the words within seven places, reduced to 200
   dimensions by singular values (Levy & Goldberg 2014, *Neural word embedding as implicit matrix factorization*).
2. A logistic regression learns from the patterns, each with the topic that it names outright, which vectors and which
   characters go with which topic. Cross-validated on patterns that it has not seen, it is right in four of five.
3. A word is proposed where the regression is sure, and where the sentences that hold it, without itself, are by their
   patterns of that topic as well. Only nouns, and no names: verbs and adjectives stand in any field.

A corpus of 36 million characters takes some minutes and 3 GB.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.utils.extmath import randomized_svd

from analysis.language import Lexicon, load_lexicon, segment
from analysis.topics.taxonomy import Taxonomy, load_taxonomy

WORD = re.compile("[一-鿿]{2,6}")
SENTENCE = re.compile("[^。！？\n]+")
NOUNS = frozenset(("n", "vn", "an", "nt", "j", "nz", "ng"))  # jieba's tags; a word that it lacks may be one as well
SEEN = 15  # documents in which a word must stand to get a vector
OFTEN = 30  # and to be proposed
REACH = 7  # words to either side that are its company
SHIFT = 0.5  # mutual information below this is chance
DIMENSIONS = 200
NAMES = 4.0  # patterns of this weight teach
SPEAKS = 3.0  # and of this weight say what a sentence is about
SURE = 0.7  # the regression's probability
VERY_SURE = 0.9
SHARE = 0.25  # the topic's share of the sentences that hold the word
LIFT = 3.0  # beside its share of all sentences
TOO_WIDE = frozenset(("party-building", "reform", "personnel", "administration"))  # their words stand in every field
WEIGHTS = {True: 3.5, False: 2.5}  # of a word that is very sure, or only sure

_Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class _Corpus:
    texts: Sequence[str]
    tokens: Sequence[Sequence[str]]
    documents: Counter[str]
    words: dict[str, int]


def propose(texts: Sequence[str], taxonomy: Taxonomy, lexicon: Lexicon) -> dict[str, dict[float, list[str]]]:
    """For each topic the words that go with it by their weight, the surest first."""
    tokens = [segment(text, lexicon) for text in texts]
    documents = Counter(word for found in tokens for word in set(found) if WORD.fullmatch(word))
    words = {word: n for n, word in enumerate(sorted(word for word in documents if documents[word] >= SEEN))}
    corpus = _Corpus(texts, tokens, documents, words)
    topics = [topic.id for topic in taxonomy.topics if not topic.general]
    sure = _probabilities(corpus, _vectors(corpus), taxonomy, topics)
    shares, whole = _shares(corpus, taxonomy, topics)
    tags, known = _tags(), _known(taxonomy)
    proposal: dict[str, dict[float, list[str]]] = {topic: {} for topic in topics if topic not in TOO_WIDE}
    for word, n in sorted(words.items(), key=lambda item: (-sure[item[1]].max(), item[0])):
        best = int(sure[n].argmax())
        topic, probability, share = topics[best], sure[n, best], shares[n, best]
        if (
            topic in proposal
            and probability >= SURE
            and share >= max(SHARE, LIFT * whole[best])
            and documents[word] >= OFTEN
            and tags.get(word, "n") in NOUNS
            and word not in known
            and not any(weight >= 2 for _, (_, votes) in taxonomy.automaton.iter(word) for _, weight in votes)
        ):
            proposal[topic].setdefault(WEIGHTS[probability >= VERY_SURE], []).append(word)
    return {topic: groups for topic, groups in proposal.items() if groups}


def _vectors(corpus: _Corpus) -> _Array:
    """A vector of length 1 for each word, by the company it keeps."""
    size = len(corpus.words)
    gap = [-1] * (REACH + 1)
    row = np.array([n for found in corpus.tokens for n in [*(corpus.words.get(word, -1) for word in found), *gap]])
    together = sparse.csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, REACH + 1):
        left, right = row[:-distance], row[distance:]
        both = (left >= 0) & (right >= 0)
        near = np.full(int(both.sum()), distance**-0.5, dtype=np.float32)
        together = together + sparse.coo_matrix((near, (left[both], right[both])), shape=(size, size)).tocsr()
    together = (together + together.T).tocoo()
    often = np.bincount(together.row, weights=together.data, minlength=size)
    expected = often**0.75 / (often**0.75).sum()
    information = np.log(together.data / (often[together.row] * expected[together.col])) - SHIFT
    kept = information > 0
    matrix = sparse.coo_matrix(
        (information[kept], (together.row[kept], together.col[kept])), shape=(size, size)
    ).tocsr()
    left, singular, _ = randomized_svd(matrix, n_components=min(DIMENSIONS, size - 1), n_iter=3, random_state=0)
    vectors: _Array = left * np.sqrt(singular)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


def _probabilities(corpus: _Corpus, vectors: _Array, taxonomy: Taxonomy, topics: list[str]) -> _Array:
    """For each word the probability of each topic, learnt from the patterns that are words themselves."""
    teachers: dict[str, tuple[float, int]] = {}
    for topic in taxonomy.topics:
        for pattern, weight in topic.patterns:
            if topic.id in topics and weight >= NAMES and weight > teachers.get(pattern, (0.0, 0))[0]:
                teachers[pattern] = (weight, topics.index(topic.id))
    characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True).fit_transform(corpus.words)
    features = sparse.hstack([sparse.csr_matrix(3 * vectors), characters]).tocsr()
    taught = [pattern for pattern in teachers if pattern in corpus.words]
    model = LogisticRegression(C=3, max_iter=100).fit(
        features[[corpus.words[pattern] for pattern in taught]], [teachers[pattern][1] for pattern in taught]
    )
    probabilities = np.zeros((len(corpus.words), len(topics)))
    probabilities[:, model.classes_] = model.predict_proba(features)
    return probabilities


def _shares(corpus: _Corpus, taxonomy: Taxonomy, topics: list[str]) -> tuple[_Array, _Array]:
    """Of the sentences that hold each word how much is each topic's, by the patterns elsewhere in them; and of all."""
    place = {topic: n for n, topic in enumerate(topics)}
    held, whole = np.zeros((len(corpus.words), len(topics))), np.zeros(len(topics))
    for text, tokens in zip(corpus.texts, corpus.tokens, strict=True):
        spans = list(_places(tokens))
        for sentence in SENTENCE.finditer(text):
            heard, covered = np.zeros(len(topics)), set[int]()
            for last, (pattern, votes) in taxonomy.automaton.iter(text, *sentence.span()):
                covered.update(range(last + 1 - len(pattern), last + 1))
                for topic, weight in votes:
                    if weight >= SPEAKS and topic in place:
                        heard[place[topic]] += weight
            if not heard.any():
                continue
            heard /= heard.sum()
            whole += heard
            for word, start, end in spans:
                if start >= sentence.end():
                    break
                if start >= sentence.start() and word in corpus.words and covered.isdisjoint(range(start, end)):
                    held[corpus.words[word]] += heard
    whole /= whole.sum()
    return (held + 5 * whole) / (held.sum(axis=1, keepdims=True) + 5), whole


def _places(tokens: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for token in tokens:
        yield token, start, start + len(token)
        start += len(token)


def _known(taxonomy: Taxonomy) -> set[str]:
    return {pattern for topic in taxonomy.topics for pattern, _ in topic.patterns} | set(taxonomy.passed_over)


def _tags() -> dict[str, str]:
    """The part of speech of each word of jieba's dictionary."""
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: tag for word, _, tag in map(str.split, lines)}


def main(arguments: Sequence[str]) -> None:
    """Print the proposal as it would stand in the lexicon."""
    if len(arguments) != 1:
        raise SystemExit("Name a Parquet file with a column text: python -m analysis.topics.learning CORPUS.parquet")
    texts = pq.read_table(Path(arguments[0]), columns=["text"])["text"].to_pylist()
    for topic, groups in propose([text or "" for text in texts], load_taxonomy(), load_lexicon()).items():
        print(f"[{topic}]")
        for weight, words in groups.items():
            print(f'"{weight}" =', json.dumps(words, ensure_ascii=False))
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
