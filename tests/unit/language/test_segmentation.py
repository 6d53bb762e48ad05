from __future__ import annotations

import json
import logging
import random
from collections.abc import Iterable
from pathlib import Path

import jieba
import pytest

from analysis.language import load_lexicon, segment

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "data" / "sample" / "reports.jsonl"


@pytest.fixture(scope="module")
def reference() -> jieba.Tokenizer:
    """jieba itself, with the lexicon's words added as its documentation says."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in load_lexicon().words:
        tokenizer.add_word(word)
    return tokenizer


def unlike(texts: Iterable[str], reference: jieba.Tokenizer) -> list[str]:
    lexicon = load_lexicon()
    return [text for text in texts if segment(text, lexicon) != reference.lcut(text)]


@pytest.mark.parametrize(
    "text",
    [
        "增长3-5个点，版本1.2.3，邮箱a.b_c@d.cn，C++与AT&T，50%以上，5G+工业",
        "㐂村与𠮷野家、鿖和豈，々仝〇",
        "第一行\r\n第二行\n\n　第三行\t末",
        "\ud800孤立",
        "",
    ],
)
def test_odd_texts(text: str, reference: jieba.Tokenizer) -> None:
    assert unlike([text], reference) == []


def test_the_sample(reference: jieba.Tokenizer) -> None:
    with SAMPLE.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert texts
    assert unlike(texts, reference) == []


def test_thousands_of_real_texts(reference: jieba.Tokenizer, shared: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    texts = parquet.read_table(shared / "corpus" / "newscast.parquet", columns=["text"]).column("text").to_pylist()
    texts = random.Random(2).sample([text for text in texts if text], 3000)
    assert unlike(texts, reference) == []
