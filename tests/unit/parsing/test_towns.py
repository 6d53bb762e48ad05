import pytest

from analysis.errors import LexiconError
from analysis.parsing import parse, towns
from analysis.records import Meeting, Report


def read(text: str, **more: str) -> Meeting:
    return parse(Report(text=text, published="2024-05-02", **more))


def place(meeting: Meeting) -> str | None:
    return meeting.place.name if meeting.place else None


ACT = "召开党委会议，研究防汛工作。镇党委书记林一舟主持。"


def test_a_town_of_which_there_is_one_is_in_its_county() -> None:
    meeting = read("5月1日，八所镇党委" + ACT)
    assert (place(meeting), meeting.level) == ("海南省东方市八所镇", "township")
    assert "the only county that has a town of this name" in {basis.how for basis in meeting.bases}


def test_a_town_of_a_common_name_needs_more() -> None:
    assert place(read("5月1日，虎城镇党委" + ACT)) is None  # one in Sichuan, one in Chongqing
    assert place(read("5月1日，虎城镇党委" + ACT + "要落实四川省的部署。")) == "四川省广安市前锋区虎城镇"
    assert place(read("5月1日，虎城镇党委" + ACT, outlet="梁平日报")) == "重庆市梁平区虎城镇"
    assert place(read("5月1日，城关镇党委" + ACT)) is None


def test_a_county_is_known_by_its_towns() -> None:
    text = "5月1日，县委常委会召开会议，研究防汛工作。会议要求，{}和{}要加固堤防。"
    meeting = read(text.format("天子湖镇", "鄣吴镇"))
    assert place(meeting) == "浙江省湖州市安吉县"
    quotes = {basis.quote for basis in meeting.bases if basis.how == "towns named in the text"}
    assert quotes == {"天子湖镇", "鄣吴镇"}
    assert place(read(text.format("天子湖镇", "八所镇"))) is None  # of two counties
    assert place(read(text.format("天子湖镇", "天子湖镇"))) is None  # one town is too little


def test_a_file_that_is_wrong_says_what_would_be_right(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "towns.txt"
    path.write_text("330523 天子湖镇\n", encoding="utf-8")
    monkeypatch.setattr(towns, "TOWNS", path)
    with pytest.raises(LexiconError, match=r"towns\.txt.*a code, a tab and names"):
        towns.counties.__wrapped__()
