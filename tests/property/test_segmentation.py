"""The tokens are jieba 0.42.1's, whatever the text and whatever the words."""

from __future__ import annotations

import logging

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import load_lexicon
from analysis.language.tokenizer import Tokenizer

jieba.setLogLevel(logging.WARNING)

HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞"  # noqa: E501
PHRASES = [
    "共同富裕",
    "两个确立",
    "放管服",
    "会议强调",
    "乡村振兴",
    "结婚的和尚未结婚的",
    "南京市长江大桥",
    "C++",
    "AT&T",
    "c#",
    "T恤",
    "B超",
]
KNOWN = ["改革", "南京市", "市长", "江大桥", "会议"]  # words of the stock dictionary, or nearly
MARKS = "，。、；：“”《》（）！？…—· \t\r\n　\x1c\u200b\u3000,.;:!?'\"()[]{}<>/\\|~`^*=@$"
JOINERS = "+#&._%-"

pieces = st.one_of(
    st.text(alphabet=HAN, max_size=12),
    st.sampled_from(PHRASES),
    st.text(alphabet="abcXYZ0123456789" + JOINERS, max_size=8),
    st.text(alphabet=MARKS, max_size=3),
    st.text(alphabet="㐂㘚鿖鿯豈𠮷𠀀𪚥々〇", max_size=2),
    st.text(max_size=4),
    st.sampled_from(["\ud800", "\r\n", "\x00"]),
)
texts = st.lists(pieces, max_size=12).map("".join)
letters = st.sampled_from(HAN + "ABab01" + JOINERS)
words = st.lists(
    st.one_of(st.text(alphabet=letters, min_size=2, max_size=6), st.sampled_from(PHRASES + KNOWN)),
    max_size=6,
    unique=True,
)


def jieba_with(words: list[str]) -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    for word in words:
        tokenizer.add_word(word)
    return tokenizer


@pytest.fixture(scope="module")
def stock() -> tuple[Tokenizer, jieba.Tokenizer]:
    return Tokenizer(), jieba_with([])


@pytest.fixture(scope="module")
def with_lexicon() -> tuple[Tokenizer, jieba.Tokenizer]:
    lexicon = load_lexicon()
    return lexicon.tokenizer, jieba_with(list(lexicon.words))


@given(text=texts)
@settings(max_examples=1500, deadline=None)
def test_stock_dictionary(text: str, stock: tuple[Tokenizer, jieba.Tokenizer]) -> None:
    ours, theirs = stock
    assert ours.cut(text) == theirs.lcut(text)


@given(text=texts)
@settings(max_examples=1500, deadline=None)
def test_with_the_lexicon(text: str, with_lexicon: tuple[Tokenizer, jieba.Tokenizer]) -> None:
    ours, theirs = with_lexicon
    assert ours.cut(text) == theirs.lcut(text)


@given(words=words, text=texts, data=st.data())
@settings(max_examples=12, deadline=None)
def test_any_words_added(words: list[str], text: str, data: st.DataObject) -> None:
    if words:
        text += "".join(data.draw(st.lists(st.one_of(st.sampled_from(words), pieces), max_size=8)))
    assert Tokenizer(words).cut(text) == jieba_with(words).lcut(text)


@given(text=texts)
def test_tokens_joined_are_the_text(text: str, stock: tuple[Tokenizer, jieba.Tokenizer]) -> None:
    assert "".join(stock[0].cut(text)) == text
