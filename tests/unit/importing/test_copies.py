from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from datasketch import MinHash

from analysis.corpus.library import Library
from analysis.importing import import_paths
from analysis.importing.copies import Reading, find_copies, fingerprints

LETTERS = "会议指出要坚持以人民为中心推动高质量发展加强生态环境保护落实安全生产责任制深入推进乡村振兴优化营商环境"


def text(seed: int, length: int = 600) -> str:
    source = random.Random(seed)
    return "".join(source.choice(LETTERS) for _ in range(length))


def edited(original: str, share: float, seed: int) -> str:
    """The text with about ``share`` of its characters replaced, in runs as an editor replaces them."""
    source, characters = random.Random(seed), list(original)
    for _ in range(int(len(original) * share / 20)):
        at = source.randrange(len(characters) - 20)
        characters[at : at + 20] = [source.choice(LETTERS) for _ in range(20)]
    return "".join(characters)


def reading(report_id: str, chars: int = 600, **fields: str | None) -> Reading:
    known = {
        "body": "市委常委会",
        "level": "prefecture",
        "place": "澜岳省青禾市",
        "date": "2021-05-06",
        "published": None,
    }
    return Reading(report_id, chars=chars, **(known | fields))  # type: ignore[arg-type]


def copies(*found: tuple[Reading, str]) -> dict[str, str]:
    ordered = sorted(found, key=lambda pair: pair[0].telling)
    texts = {one.telling: words for one, words in ordered}

    def texts_of(asked: Iterable[Iterable[str]]) -> Iterator[Mapping[str, str]]:
        return ({report: texts[report] for report in ids} for ids in asked)

    bands = pa.array(fingerprints([words for _, words in ordered]), pa.list_(pa.uint32()))
    return find_copies([one for one, _ in ordered], bands, texts_of)[0]


def test_an_edited_text_of_the_same_day_is_a_copy_of_the_fuller_one() -> None:
    full = text(1)
    assert copies((reading("a", 500), edited(full[:500], 0.1, 2)), (reading("b", 600), full)) == {"a": "b"}


def test_other_words_of_the_same_body_and_day_are_no_copy() -> None:
    assert copies((reading("a"), text(1)), (reading("b"), text(2))) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"date": "2021-05-07"},
        {"place": "澜岳省砚霁市"},
        {"level": "county"},
        {"body": "市政府常务会议"},
    ],
)
def test_a_contradiction_keeps_like_texts_apart(fields: dict[str, str]) -> None:
    same = text(1)
    assert copies((reading("a"), same), (reading("b", **fields), edited(same, 0.05, 3))) == {}


def test_an_undated_report_joins_the_dated_one_whatever_it_leaves_out() -> None:
    same = text(1)
    undated = reading("a", 900, date=None, place=None, body="青禾市委常委会", level=None)
    assert copies((undated, same), (reading("b"), edited(same, 0.1, 3))) == {"a": "b"}


def test_an_undated_report_does_not_join_two_days() -> None:
    same = text(1)
    found = copies(
        (reading("a", date=None), same),
        (reading("b", date="2021-05-06"), edited(same, 0.05, 3)),
        (reading("c", date="2021-05-13"), edited(same, 0.2, 4)),
    )
    assert found == {"a": "b"}, "it belongs to the one that is most like it"


def test_of_equals_the_earliest_published_stands() -> None:
    same = text(1)
    found = copies(
        (reading("a", published="2021-05-08"), same), (reading("b", published="2021-05-07"), same), (reading("c"), same)
    )
    assert found == {"a": "b", "c": "b"}


def test_punctuation_and_spaces_make_no_difference() -> None:
    same = text(1)
    spaced = "，".join(same[i : i + 7] for i in range(0, len(same), 7)).replace("，", "， \n")
    one, other = fingerprints([spaced, same])
    assert one == other


def test_short_and_empty_texts_are_no_trouble() -> None:
    assert fingerprints([]) == []
    empty, short, enough = fingerprints(["", "会议。", "会议召开"])
    assert (empty, short, len(enough)) == ([], [], 32)


def test_the_fingerprint_of_a_text_does_not_depend_on_those_beside_it() -> None:
    texts = [text(1), "", text(2), "会议召开", "会议。", text(3)]
    assert fingerprints(texts) == [sketch for one in texts for sketch in fingerprints([one])]


def test_texts_too_short_for_a_fingerprint_have_no_copies() -> None:
    assert copies((reading("a", 0, date=None), ""), (reading("b", 3), "会议。")) == {}


def test_bands_collide_as_often_as_the_resemblance_says() -> None:
    """Against datasketch's MinHash: texts that are alike share a band, others do not."""
    likely = unlikely = 0
    for seed in range(60):
        original = text(seed)
        near = edited(original, 0.15, seed + 1000)
        sketches = []
        for words in (original, near):
            sketch = MinHash(num_perm=256)
            sketch.update_batch([words[i : i + 4].encode() for i in range(len(words) - 3)])
            sketches.append(sketch)
        resemblance = sketches[0].jaccard(sketches[1])
        expected = 1 - (1 - resemblance**4) ** 32
        own, of_near, of_other = map(set, fingerprints([original, near, text(seed + 5000)]))
        likely += bool(own & of_near) - expected
        unlikely += bool(own & of_other)
    assert abs(likely) < 6, "60 draws stay within three standard deviations of what the formula says"
    assert unlikely == 0


def test_the_copies_of_the_sample_are_found_and_no_others(tmp_path: Path) -> None:
    folder = Path(__file__).resolve().parents[3] / "data" / "sample"
    annotations = map(json.loads, (folder / "annotations.jsonl").read_text(encoding="utf-8").splitlines())
    expected = {frozenset((one["id"], one["copy_of"])) for one in annotations if one.get("copy_of")}
    library = Library(tmp_path)
    version = import_paths([folder / "reports.jsonl"], library, is_sample=True, workers=1).version
    with duckdb.connect(str(library.path_of(version or "")), read_only=True) as db:
        query = "SELECT r.given_id, s.given_id FROM reports r JOIN reports s ON r.copy_of = s.report_id"
        found = {frozenset(pair) for pair in db.execute(query).fetchall()}
    assert found <= expected
    assert len(found) >= 0.9 * len(expected)
