from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.language import cut_sentences, find_formulations, load_lexicon, segment
from analysis.language.cutting import regions
from analysis.records import AgendaItem, Span

LEXICON = load_lexicon()


def item(order: int, announcement: tuple[int, int], passage: tuple[int, int] | None = None) -> AgendaItem:
    return AgendaItem(order, "consider", "", Span(*announcement), passage=Span(*passage) if passage else None)


def test_the_part_that_two_items_share_goes_to_the_later_one() -> None:
    assert regions(10, [item(1, (0, 1), (2, 8)), item(2, (0, 1), (5, 8))]) == [
        (0, 2, 0),
        (2, 5, 1),
        (5, 8, 2),
        (8, 10, 0),
    ]


def test_of_items_with_one_passage_the_first_has_it() -> None:
    assert [owner for _, _, owner in regions(9, [item(1, (0, 1), (3, 9)), item(2, (1, 2), (3, 9))])] == [0, 1]


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=6), st.text(alphabet="教育会议研究，。ab1 ", max_size=60))
def test_every_token_belongs_to_the_item_in_which_it_begins(places: list[tuple[int, int]], text: str) -> None:
    items = [item(order, place) for order, place in enumerate(places, 1)]
    owners = [(start, owner) for start, _, owner in regions(len(text), items)]
    expected: list[tuple[int, str]] = []
    at = 0
    for token in segment(text, LEXICON):
        expected.append(([owner for start, owner in owners if start <= at][-1], token))
        at += len(token)
    cut = cut_sentences(text, items, LEXICON)
    assert [(sentence.item, token) for sentence in cut for token in sentence.tokens] == expected


@given(st.lists(spans, max_size=6), st.text(alphabet="教育会议研究，。！\nab1 ", max_size=60))
def test_sentences_are_the_text_and_end_at_stops(places: list[tuple[int, int]], text: str) -> None:
    items = [item(order, place) for order, place in enumerate(places, 1)]
    sentences = cut_sentences(text, items, LEXICON)
    assert "".join(token for sentence in sentences for token in sentence.tokens) == text
    assert [text[s.start : s.start + len("".join(s.tokens))] for s in sentences] == [
        "".join(s.tokens) for s in sentences
    ]
    assert all(not set("。！？；\n") & set("".join(s.tokens[:-1])) for s in sentences)


def test_the_longest_wording_is_sighted_and_no_other_within_it() -> None:
    text = "实施乡村振兴战略，促进乡村振兴；“两个维护”、“不忘初心、牢记使命”主题教育。"
    found = find_formulations(text, [item(1, (9, 15))], LEXICON)
    assert [(s.formulation, s.variant, s.item) for s in found] == [
        ("乡村振兴", "实施乡村振兴战略", 0),
        ("乡村振兴", "乡村振兴", 1),
        ("两个维护", "“两个维护”", 0),
        ("不忘初心、牢记使命", "“不忘初心、牢记使命”主题教育", 0),
    ]
    assert all(text[s.start : s.end] == s.variant for s in found)


def test_a_formulation_is_sighted_wherever_words_end() -> None:
    assert [s.variant for s in find_formulations("推动全体人民共同富裕取得进展", [], LEXICON)] == ["全体人民共同富裕"]
    assert find_formulations("", [], LEXICON) == []


wordings = [variant for formulation in LEXICON.formulations for variant in formulation.variants]


@given(st.lists(st.one_of(st.sampled_from(wordings), st.text(alphabet="，“”战略的改革", max_size=3)), max_size=6))
def test_sightings_are_the_wordings_that_lie_in_no_longer_one(parts: list[str]) -> None:
    text = "".join(parts)
    every = {
        (start, start + len(wording))
        for wording in wordings
        for start in range(len(text))
        if text.startswith(wording, start)
    }
    outermost = {
        (start, end)
        for start, end in every
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in every)
    }
    assert [(s.start, s.end) for s in find_formulations(text, [], LEXICON)] == sorted(outermost)
