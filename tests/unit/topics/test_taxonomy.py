from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from analysis.errors import LexiconError
from analysis.topics import Taxonomy, load_taxonomy

IDS = [
    "party-building", "theory-study", "discipline", "economy", "investment",
    "industry-innovation", "education-talent", "health", "rural", "poverty",
    "environment", "safety", "disaster", "social-order", "rule-of-law",
    "urban", "culture-tourism", "livelihood", "united-front", "ideology",
    "reform", "opening", "defence", "personnel", "finance",
    "administration",
]  # fmt: skip

OUTRIGHT = 5.0  # a pattern of this weight names its topic without any other

HEAD = 'id = "tea"\nzh = "茶"\nen = "Tea"\ndefinition_zh = "茶事"\ndefinition_en = "All about tea"\n'
TOPIC = "[[topics]]\n" + HEAD
PATTERNS = '[topics.patterns]\n5 = ["茶园"]\n'


def write(folder: Path, content: str) -> Path:
    path = folder / "taxonomy.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_the_topics_of_the_field_in_their_order() -> None:
    topics = load_taxonomy().topics
    assert [topic.id for topic in topics] == IDS
    assert all(topic.zh and topic.en and topic.definition_zh and topic.definition_en for topic in topics)
    assert all(any(weight >= 5 for _, weight in topic.patterns) for topic in topics)
    assert [topic.id for topic in topics if topic.general] == ["theory-study"]


def silenced(taxonomy: Taxonomy) -> list[str]:
    """Strings that name a topic outright, each with a longer one that keeps it from doing so unknown to that topic."""
    topics = {topic.id: dict(topic.patterns) for topic in taxonomy.topics}
    every = {pattern for patterns in topics.values() for pattern in patterns}
    return [
        f"{longer} keeps {shorter} from naming {topic}: give {longer} its weight there, or 0"
        for topic, patterns in topics.items()
        for shorter, weight in patterns.items()
        if weight >= OUTRIGHT
        for longer in every
        if shorter in longer and longer not in patterns
    ]


def test_no_topic_is_kept_silent_unawares() -> None:
    assert not silenced(load_taxonomy())


def test_a_topic_kept_silent_unawares_is_named(tmp_path: Path) -> None:
    safety = (
        '[[topics]]\nid = "safety"\nzh = "安"\nen = "S"\ndefinition_zh = "安"\ndefinition_en = "S"\n[topics.patterns]\n'
    )
    (found,) = silenced(load_taxonomy(write(tmp_path, TOPIC + PATTERNS + safety + '5 = ["茶园安全"]\n')))
    assert found.startswith("茶园安全 keeps 茶园 from naming tea")
    spoken = write(tmp_path, TOPIC + PATTERNS + '2 = ["茶园安全"]\n' + safety + '5 = ["茶园安全"]\n')
    assert not silenced(load_taxonomy(spoken))
    unheard = write(tmp_path, TOPIC + PATTERNS + '0 = ["茶园安全"]\n' + safety + '5 = ["茶园安全"]\n')
    assert not silenced(load_taxonomy(unheard))


def test_editing_the_file_is_all_it_takes(tmp_path: Path) -> None:
    path = write(
        tmp_path, TOPIC + 'meeting = ["茶叶局"]\nyields = ["茶"]\n' + PATTERNS + '-2 = ["茶话会"]\n"0.5" = ["茶"]\n'
    )
    (topic,) = load_taxonomy(path).topics
    assert (topic.id, topic.zh, topic.en) == ("tea", "茶", "Tea")
    assert dict(topic.patterns) == {"茶园": 5.0, "茶话会": -2.0, "茶": 0.5}
    assert (topic.meeting, topic.yields) == (("茶叶局",), ("茶",))
    before = load_taxonomy(path)
    assert load_taxonomy(path) is before
    assert load_taxonomy(write(tmp_path, "# 说明\n" + path.read_text(encoding="utf-8"))).digest == before.digest
    assert load_taxonomy(write(tmp_path, TOPIC + PATTERNS)).digest != before.digest
    assert pickle.loads(pickle.dumps(before)) == before


@pytest.mark.parametrize(
    ("content", "place", "remedy"),
    [
        ("[[topics]]\nid = tea\n", "line 2", "quote every string"),
        ("", "there are no topics", "[[topics]]"),
        ("title = 1\n" + TOPIC + PATTERNS, "unknown key title", "passed_over"),
        ('passed_over = ["茶", "茶"]\n' + TOPIC + PATTERNS, "茶 stands in passed_over twice", "Delete one"),
        ('passed_over = ["茶园"]\n' + TOPIC + PATTERNS, "茶园 speaks for tea and is passed over", "Delete one"),
        ('passed_over = "茶话会"\n' + TOPIC + PATTERNS, "passed_over", 'passed_over = ["…", "…"]'),
        (TOPIC.replace('en = "Tea"\n', "") + PATTERNS, "line 1, topic tea", 'Write en = "…"'),
        ("# 茶\n" + TOPIC + PATTERNS + TOPIC + PATTERNS, "line 10, topic tea", "id of its own"),
        (TOPIC, "topic tea", "[topics.patterns]"),
        (TOPIC + "[topics.patterns]\n", "topic tea", "[topics.patterns]"),
        (TOPIC + '[topics.patterns]\nstrong = ["茶园"]\n', "topic tea", "Write a number"),
        (TOPIC + '[topics.patterns]\nnan = ["茶园"]\n', "topic tea", "Write a number"),
        (TOPIC + '[topics.patterns]\n5 = "茶园"\n', "weight 5", '5 = ["…", "…"]'),
        (TOPIC + '[topics.patterns]\n5 = ["茶园", ""]\n', "weight 5", '5 = ["…", "…"]'),
        (TOPIC + '[topics.patterns]\n0.5 = ["茶园"]\n', "weight 0", 'a fraction in quotes: "0.5"'),
        (TOPIC + PATTERNS + '3 = ["茶园"]\n', "茶园 stands in it twice", "Delete one"),
        (TOPIC + 'general = "yes"\n' + PATTERNS, "topic tea", "true or false"),
        (TOPIC + 'meeting = "茶叶局"\n' + PATTERNS, "topic tea", 'meeting = ["…", "…"]'),
        (TOPIC + 'yields = "茶园"\n' + PATTERNS, "topic tea", 'yields = ["…", "…"]'),
        (TOPIC + 'yields = ["茶厂"]\n' + PATTERNS, "茶厂 yields, but is no pattern of it", "Write it under a weight"),
        (TOPIC + "colour = 3\n" + PATTERNS, "unknown key colour", "general, meeting, yields, patterns"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(tmp_path: Path, content: str, place: str, remedy: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(LexiconError) as error:
        load_taxonomy(path)
    assert str(path) in str(error.value)
    assert place in str(error.value)
    assert remedy in str(error.value)


def test_a_missing_file_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="there is no such file"):
        load_taxonomy(tmp_path / "none.toml")
    path = tmp_path / "taxonomy.toml"
    path.write_bytes((TOPIC + PATTERNS).encode("gb18030"))
    with pytest.raises(LexiconError, match="is not UTF-8"):
        load_taxonomy(path)


def associate(folder: Path, content: str) -> Path:
    (folder / "associations.toml").write_text(content, encoding="utf-8")
    return write(folder, TOPIC + PATTERNS)


def test_associations_stand_in_a_file_beside_the_taxonomy(tmp_path: Path) -> None:
    alone = load_taxonomy(write(tmp_path, TOPIC + PATTERNS))
    assert alone.associations == ()
    taxonomy = load_taxonomy(associate(tmp_path, '[tea]\n"2.5" = ["茶壶"]\n3 = ["茶杯"]\n'))
    assert taxonomy.associations == (("茶壶", "tea", 2.5), ("茶杯", "tea", 3.0))
    assert taxonomy.digest != alone.digest


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[coffee]\n3 = ["杯"]\n', "no topic coffee"),
        ('[tea]\nmuch = ["杯"]\n', "topic tea, much: write a weight"),
        ('[tea]\n3 = "杯"\n', "topic tea, 3: write a weight"),
        ('[tea]\n3 = ["杯", ""]\n', "topic tea, 3: write a weight"),
        ('tea = "杯"\n', r"topic tea, \?: write a weight"),
        ("[tea]\n3 = [杯]\n", "quote every string"),
    ],
)
def test_wrong_associations_are_named(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(LexiconError, match=rf"associations\.toml.*{told}"):
        load_taxonomy(associate(tmp_path, content))


def test_the_associations_are_no_patterns_and_each_stands_once() -> None:
    taxonomy = load_taxonomy()
    words = [word for word, _, _ in taxonomy.associations]
    assert len(words) == len(set(words)) > 1000
    assert not set(words) & {pattern for topic in taxonomy.topics for pattern, _ in topic.patterns}
    passed_over = set(words) & set(taxonomy.passed_over)
    assert all(word[-1] in "局厅委办" for word in passed_over)  # who reports, heard where nothing else names a topic
