"""Segmentation against jieba: the same tokens, and how fast.

    python -m tests.benchmarks.segmentation [TEXTS]

Cuts the texts of the newscast archive (all, or the first TEXTS) with and without the lexicon's words, first with jieba
0.42.1 and then with ours, on one core, and counts the texts whose tokens differ. Then counts terms and formulations.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import jieba
import pyarrow.parquet as pq

from analysis.language import cut_sentences, find_formulations, load_lexicon
from analysis.language.tokenizer import Tokenizer

SHARED = Path(os.environ.get("AGENDASCOPE_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def timed(name: str, size: float, function: Callable[[str], object], texts: Iterable[str]) -> None:
    start = time.perf_counter()
    for text in texts:
        function(text)
    seconds = time.perf_counter() - start
    print(f"{name:40} {seconds:7.1f} s {size / seconds:7.2f} MB/s")


def compare(name: str, ours: Tokenizer, theirs: Any, texts: list[str]) -> None:
    tokens = unlike = 0
    for text in texts:
        expected = theirs.lcut(text)
        tokens += len(expected)
        unlike += ours.cut(text) != expected
    print(f"{name:40} {len(texts):,} texts, {tokens:,} tokens, {unlike} texts differ")


def main() -> None:
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else None
    table = pq.read_table(SHARED / "corpus" / "newscast.parquet", columns=["text"])
    texts = [text for text in table.column("text").to_pylist()[:limit] if text]
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts):,} texts, {sum(map(len, texts)):,} characters, {size:.1f} MB of UTF-8")
    jieba.setLogLevel(logging.WARNING)
    lexicon = load_lexicon()
    stock, extended = jieba.Tokenizer(), jieba.Tokenizer()
    for word in lexicon.words:
        extended.add_word(word)
    stock.initialize()
    start = time.perf_counter()
    plain, ours = Tokenizer(), lexicon.tokenizer
    print(f"{'two tokenizers built':40} {time.perf_counter() - start:7.2f} s")
    timed("jieba, stock dictionary", size, stock.lcut, texts)
    timed("ours, stock dictionary", size, plain.cut, texts)
    timed("ours, with the lexicon", size, ours.cut, texts)
    timed("sentences cut", size, lambda text: cut_sentences(text, [], lexicon), texts)
    timed("formulations sighted", size, lambda text: find_formulations(text, [], lexicon), texts)
    compare("stock dictionary", plain, stock, texts)
    compare("with the lexicon", ours, extended, texts)


if __name__ == "__main__":
    main()
