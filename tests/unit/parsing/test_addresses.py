import pytest

from analysis.errors import LexiconError
from analysis.parsing import addresses


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://cgj.changzhou.gov.cn/html/1.html", "江苏省常州市"),
        ("https://www.luan.gov.cn/", "安徽省六安市"),  # 六 is read lu here
        ("http://hetdz.huhhot.gov.cn/a/1.html", "内蒙古自治区呼和浩特市"),  # no pinyin, but how the city writes itself
        ("http://dongfangdj.gov.cn/xzdj/1.html", "海南省东方市"),  # 党建 behind the name
        ("https://m.hbwuxue.com/p/1.html", "湖北省黄冈市武穴市"),  # its province before it
        ("http://news.v0375.cn/1.html", "河南省平顶山市"),  # a dialling code
        ("http://example.invalid/longyan/shanghang/1.html", "福建省龙岩市上杭县"),  # a folder
        ("http://www.pdsrb.com/1.html", "河南省平顶山市"),  # initials before 日报
        ("https://ddkwmsj.cbg.cn/1.html", "重庆市大渡口区"),  # of a county whose initials no other has
        ("http://www.jnzq.gov.cn/1.html", "山东省济南市章丘区"),  # those of the city and its district
    ],
)
def test_an_address_names_a_place(url: str, expected: str) -> None:
    assert expected in {d.place.name for named in addresses.find(url) for d in named.divisions}


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "no address",
        "https://www.example.com/news/1.html",
        "http://dali.example.com/",
        "http://qj.gov.cn/",
        "http://pds.example.com/",
        "http://zjj.sh.gov.cn/",
    ],
)
def test_an_address_that_names_none(url: str | None) -> None:
    assert addresses.find(url) == ()


def test_only_a_governments_own_host_is_official() -> None:
    assert [named.official for named in addresses.find("http://www.kaifeng.gov.cn/longyan/1.html")] == [True, False]
    assert [named.official for named in addresses.find("http://kaifengdaily.com/1.html")] == [False]


def test_a_file_that_is_wrong_says_what_would_be_right(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "addresses.toml"
    path.write_text("[names]\n", encoding="utf-8")
    monkeypatch.setattr(addresses, "ADDRESSES", path)
    with pytest.raises(LexiconError, match=r"addresses\.toml.*needs \[syllables\]"):
        addresses._lexicon.__wrapped__()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://tongxu.kaifeng.gov.cn/1.html", {"河南省开封市通许县"}),
        (
            "http://www.anyang.gov.cn/linzhou/1.html",
            {"河南省安阳市林州市"},
        ),  # four letters and more will do below a city
    ],
)
def test_a_county_on_the_site_of_its_city_is_meant_and_not_the_city(url: str, expected: set[str]) -> None:
    assert {d.place.name for named in addresses.find(url) for d in named.divisions} == expected
