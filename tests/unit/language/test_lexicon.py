from __future__ import annotations

import pickle
import shutil
import tomllib
from pathlib import Path

import pytest

from analysis.errors import LexiconError
from analysis.language import Formulation, Lexicon, find_formulations, load_lexicon, segment
from analysis.language.files import FOLDER
from analysis.language.lexicon import FILES, INVENTED


def write(folder: Path, *, words: str = "", stopwords: str = "", formulations: str = "") -> Path:
    (folder / "words.txt").write_text(words, encoding="utf-8")
    (folder / "stopwords.txt").write_text(stopwords, encoding="utf-8")
    (folder / "formulations.toml").write_text(formulations, encoding="utf-8")
    return folder


def test_reads_words_stopwords_and_formulations(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        words="# 机构\n议程镜委\n\n云桥大会  # 一年一度\n",
        stopwords="会议\n",
        formulations='[[formulations]]\nname = "三清四建"\nvariants = ["“三清四建”行动"]\nsince = "2019-03"\n',
    )
    lexicon = load_lexicon(folder)
    assert lexicon.words == ("议程镜委", "云桥大会", "三清四建")
    assert lexicon.stopwords == {"会议"}
    assert lexicon.formulations == (Formulation("三清四建", ("三清四建", "“三清四建”行动"), "2019-03"),)
    assert segment("云桥大会推进三清四建", lexicon) == ["云桥大会", "推进", "三清四建"]


def test_a_changed_file_is_read_again_and_comments_leave_the_digest(tmp_path: Path) -> None:
    before = load_lexicon(write(tmp_path, words="云桥大会\n"))
    assert load_lexicon(tmp_path) is before
    commented = load_lexicon(write(tmp_path, words="# 说明\n云桥大会\n"))
    assert commented.digest == before.digest
    assert load_lexicon(write(tmp_path, words="云桥大会\n议程镜委\n")).digest != before.digest


def test_survives_the_way_to_another_process() -> None:
    lexicon = load_lexicon()
    lexicon.tokenizer.cut("会议")
    copy = pickle.loads(pickle.dumps(lexicon))
    assert copy == lexicon
    assert copy.digest == lexicon.digest
    assert segment("促进共同富裕", copy) == segment("促进共同富裕", lexicon)


@pytest.mark.parametrize(
    ("files", "place", "remedy"),
    [
        ({"words": "共同富裕\n乡村 振兴\n"}, "words.txt, line 2", "one word on a line"),
        ({"words": "“四风”\n"}, "words.txt, line 1", "without punctuation"),
        ({"words": "云桥\n\n云桥\n"}, "words.txt, line 3", "stands in line 1 already"),
        ({"stopwords": "会 议\n"}, "stopwords.txt, line 1", "one word on a line"),
        ({"formulations": "[[formulations]]\nname = 三农\n"}, "line 2", "[[formulations]]"),
        ({"formulations": "[formulations]\nname = 'x'\n"}, "formulations.toml", "[[formulations]]"),
        ({"formulations": '# x\n[[formulations]]\nvariants = ["两山"]\n'}, "line 2", "name ="),
        ({"formulations": '[[formulations]]\nname = "两山"\nvariants = "两山论"\n'}, "line 1", "variants = ["),
        ({"formulations": '[[formulations]]\nname = "两山"\nsince = "去年"\n'}, "line 1", 'since = "2013-11"'),
        ({"formulations": '[[formulations]]\nname = "两山"\nsuccessor = "三山"\n'}, "line 1", "Add it"),
        ({"formulations": '[[formulations]]\nname = "两山"\nfrom = "2005"\n'}, "line 1", "unknown key from"),
        (
            {"formulations": '[[formulations]]\nname = "两山"\n[[formulations]]\nname = "山"\n'},
            "line 3",
            "two or more",
        ),
        (
            {"formulations": '[[formulations]]\nname = "两山"\n[[formulations]]\nname = "山水"\nvariants = ["两山"]\n'},
            "line 3",
            "wording of 两山 already",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(
    tmp_path: Path, files: dict[str, str], place: str, remedy: str
) -> None:
    with pytest.raises(LexiconError) as error:
        load_lexicon(write(tmp_path, **files))
    assert place in str(error.value)
    assert remedy in str(error.value)
    assert str(tmp_path) in str(error.value)


def test_a_missing_file_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"words\.txt: there is no such file"):
        load_lexicon(tmp_path)
    write(tmp_path)
    (tmp_path / "stopwords.txt").write_bytes("会议".encode("gb18030"))
    with pytest.raises(LexiconError, match=r"stopwords\.txt: byte 0 is not UTF-8"):
        load_lexicon(tmp_path)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_formulations_told_as_one_have_one_name(lexicon: Lexicon) -> None:
    name_of = {variant: f.name for f in lexicon.formulations for variant in f.variants}
    assert name_of["放管服"] == name_of["“放管服”改革"] == name_of["简政放权、放管结合、优化服务"]
    assert name_of["乡村振兴"] == name_of["乡村振兴战略"]
    assert name_of["双碳"] == name_of["碳达峰、碳中和"]
    assert name_of["四个意识"] == name_of["“四个意识”"] == name_of["政治意识、大局意识、核心意识、看齐意识"]
    assert len(lexicon.formulations) >= 150


def test_well_known_formulations_stay_whole(lexicon: Lexicon) -> None:
    phrases = [
        "两个确立",
        "新质生产力",
        "共同富裕",
        "供给侧结构性改革",
        "全过程人民民主",
        "扫黑除恶",
        "碳达峰",
        "放管服",
    ]
    assert all(phrase in segment(f"我们坚持{phrase}，", lexicon) for phrase in phrases)


def test_the_formulations_of_the_sample_are_known_as_its_places_are(lexicon: Lexicon) -> None:
    known = {formulation.name: formulation for formulation in lexicon.formulations}
    assert known["双百攻坚"].successor == "八项跃升"
    assert known["八项跃升"].since == "2023-02"
    text = "推进“三带一廊”建设，“双百攻坚”收官。"
    assert [s.formulation for s in find_formulations(text, [], lexicon)] == ["三带一廊", "双百攻坚"]
    assert "三带一廊" in segment(text, lexicon)


def test_a_lexicon_of_ones_own_has_no_invented_formulations(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(FOLDER / name, tmp_path)
    own = load_lexicon(tmp_path)
    assert not {"三带一廊", "双百攻坚", "八项跃升"} & {formulation.name for formulation in own.formulations}
    assert own.digest != load_lexicon().digest


def test_the_invented_formulations_are_those_planted_in_the_sample() -> None:
    planted = tomllib.loads((INVENTED.parent / "planted.toml").read_text(encoding="utf-8"))
    invented = tomllib.loads(INVENTED.read_text(encoding="utf-8"))["formulations"]
    assert {entry["name"]: entry.get("successor") for entry in invented} == {
        planted["spread"]["formulation"]: None,
        planted["replacement"]["old"]: planted["replacement"]["new"],
        planted["replacement"]["new"]: None,
    }
