"""The divisions that an address names: in pinyin in its host and folders, or by a dialling code in its host."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from analysis.errors import LexiconError
from analysis.parsing.gazetteer import DATA, ZONE, Division, load, short_names

ADDRESSES = DATA / "lexicon" / "addresses.toml"

_HOST = re.compile(r"^\w+://(?:[^/@]*@)?([^/:?#]+)([^?#]*)")
_GENERAL = frozenset(
    ["www", "m", "wap", "gov", "com", "cn", "net", "org", "edu", "top", "cc", "vip", "info", "mobile", "web", "app"]
)
# What stands before it: the country, a kind of site, or the province (hbwuxue).
_BEFORE = re.compile(
    r"^(?:www|china|zgc?|zw|zx|rd|news|bj|tj|heb|sx|nmg|nm|ln|jl|hlj|sh|js|zj|ah|fj|jx|sd|hn|ha|hb|gd|gx|cq|sc|gz|yn|xz|sn|gs|qh|nx|xj)"
    r"(?=[a-z]{4})"
)
_PROVINCES = {
    "ah": "安徽", "heb": "河北", "hb": "湖北河北", "hn": "湖南河南海南", "ha": "河南", "sx": "山西陕西", "sn": "陕西",
    "js": "江苏", "zj": "浙江", "sd": "山东", "jx": "江西", "fj": "福建", "gd": "广东", "gx": "广西", "gz": "贵州",
    "sc": "四川", "yn": "云南", "gs": "甘肃", "qh": "青海", "nx": "宁夏", "xj": "新疆", "xz": "西藏", "nmg": "内蒙古",
    "nm": "内蒙古", "ln": "辽宁", "jl": "吉林", "hlj": "黑龙江", "cq": "重庆", "tj": "天津",
}  # fmt: skip
# What stands after the place's name in a label: kinds of site (政协, 人大, 党建, 日报 …) and of division.
_AFTER = re.compile(
    r"(?<=[a-z]{4})(?:gov|zfw?|rdw?|rdcwh|zxw?|zhengxie|renda|dj|djw|dzb|xcw?|xwz?x?|xww|news|daily|ribao|rbs?|wbs?|tv|jjw?|lz|lzw|wmw?"
    r"|wenming|online|info|city|wang|jj|jw|fb|sheng|shi|xian|qu|zhou|meng|qi|diqu|net|cn)+$"
)
# Kinds of site behind a place's initials (pdsrb: 平顶山日报).
_SITE = re.compile("(?:rbs?|wbs?|news|xww?|tv|rdw?|zxw?|zfw?|djw?|wmw?|wmsj|gov)$")
_SHORTEST_INITIALS = 3  # letters: two stand for dozens of places
# A paper by the two initials of its prefecture (gnrb: 甘南日报), of which the rank of the body that met may leave one.
_PAPER = re.compile("([a-z]{2})(?:rb|wb)(?:s|szb)?")
_MOST = 6  # prefectures that share two initials
_WITHIN = {**_PROVINCES, "bj": "北京", "sh": "上海"}
_CODE = re.compile(r"(?<!\d)0[1-9]\d{1,2}(?!\d)")
_SHORTEST = 4
"""Letters of a name in an address: shorter ones stand for many other things, as do those of one syllable (xian)."""
_WELL_KNOWN = 6  # letters of one on a site that is no government's


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of an address, the divisions that are written so, and whether the host is a government's."""

    quote: str
    divisions: tuple[Division, ...]
    official: bool


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    """Readings of characters and of whole names, other spellings, dialling codes.

    Raises :class:`~analysis.errors.LexiconError` for a file that is not as it should be.
    """
    try:
        tables = tomllib.loads(ADDRESSES.read_text(encoding="utf-8"))
        readings = {character: syllable for syllable, written in tables["syllables"].items() for character in written}
        return readings, tables["names"], tables["spellings"], tables["codes"]
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise LexiconError(f"{ADDRESSES}: {error}. It needs [syllables], [names], [spellings] and [codes].") from error


def reading(name: str) -> str | None:
    """A short name in pinyin without tones, None where a character of it is not known.

    >>> reading("开封"), reading("六安"), reading("甲")
    ('kaifeng', 'luan', None)
    """
    readings, names, _, _ = _lexicon()
    if name in names:
        return names[name]
    syllables = [readings.get(character) for character in name]
    return "".join(s for s in syllables if s) if all(syllables) else None


@cache
def _index() -> dict[str, tuple[Division, ...]]:
    """Divisions by the pinyin of their short names, built when the first address is read (10 ms)."""
    gazetteer, syllables = load(), frozenset(_lexicon()[0].values())
    found: dict[str, list[Division]] = {}
    for own, divisions in gazetteer.full.items():
        if ZONE.search(own):
            continue  # 开封高新区 shares its short name with the city
        name = next(iter(short_names(own)), own)
        written = reading(name)
        if written and len(written) >= _SHORTEST and (written not in syllables or name in _lexicon()[1]):
            found.setdefault(written, []).extend(divisions)
    for spelling, name in _lexicon()[2].items():
        found.setdefault(spelling, []).extend(gazetteer.named(name))
    return {written: tuple(divisions) for written, divisions in found.items()}


def initials(name: str) -> str:
    """The first letters of a name's characters (乌审旗: wsq), as sites shorten it."""
    readings = _lexicon()[0]
    return "".join(readings.get(character, "?")[0] for character in name)


def _short(name: str) -> str:
    """The initials of a name without its rank (乌审旗: ws)."""
    return initials(next(iter(short_names(name)), name))


def _standing() -> Iterator[tuple[str, Division]]:
    """The divisions that there are today, zones left out, each with its own name."""
    for own, divisions in load().full.items():
        if not ZONE.search(own):
            yield from ((own, division) for division in divisions if division.until is None)


def _inside(divisions: Iterable[Division], provinces: str) -> list[Division]:
    """Those in one of some provinces, written one after the other by their first two characters."""
    return [division for division in divisions if (division.place.province or "-")[:2] in provinces]


@cache
def _by_initials() -> dict[str, Division]:
    """Cities and counties by three or more initials (pds, jlp), counties by their city's and their own (jnzq), where
    only one is so."""
    found: dict[str, list[Division]] = {}
    for own, division in _standing():
        name, city = _short(own), division.place.city
        if division.level == "prefecture" and len(name) >= _SHORTEST_INITIALS:
            found.setdefault(name, []).append(division)
        elif division.level == "county" and city and city != own:
            for letters in (_short(city) + name, _short(city) + initials(own)):
                found.setdefault(letters, []).append(division)
        if division.level == "county" and len(name) >= _SHORTEST_INITIALS:
            found.setdefault(name, []).append(division)
    return {letters: divisions[0] for letters, divisions in found.items() if len(divisions) == 1}


@cache
def _papers() -> dict[str, tuple[Division, ...]]:
    """Prefectures by their two initials."""
    found: dict[str, list[Division]] = {}
    for own, division in _standing():
        if division.level == "prefecture" and len(_short(own)) < _SHORTEST_INITIALS:
            found.setdefault(_short(own), []).append(division)
    return {name: tuple(divisions) for name, divisions in found.items() if len(divisions) <= _MOST}


@cache
def _counties() -> dict[str, tuple[Division, ...]]:
    """Counties by the initials of their names, their rank among them (qsq: 琼山区)."""
    found: dict[str, list[Division]] = {}
    for own, division in _standing():
        if division.level == "county":
            found.setdefault(initials(own), []).append(division)
    return {name: tuple(divisions) for name, divisions in found.items()}


def _below(part: str, cities: frozenset[str]) -> Division | None:
    """The one county that a label names by its initials, of the cities that the host names (qsqzf.haikou), or of the
    province whose letters stand before them (shbsq)."""
    letters = _SITE.sub("", part)
    there = [d for d in _counties().get(letters, ()) if d.place.city in cities]
    for prefix, provinces in _WITHIN.items():
        if letters.startswith(prefix) and not there:
            there = _inside(_counties().get(letters.removeprefix(prefix), ()), provinces)
    return there[0] if len(there) == 1 else None


def labels(url: str | None) -> tuple[str, ...]:
    """The parts of a host that may name somebody, the most particular first.

    >>> labels("http://cgj.changzhou.gov.cn/html/1.html")
    ('cgj', 'changzhou')
    """
    match = _HOST.match(url or "")
    return tuple(part for part in match[1].lower().split(".") if part not in _GENERAL) if match else ()


def find(url: str | None) -> tuple[Named, ...]:
    """The divisions that an address names, those of its host first.

    >>> [(n.quote, [d.place.name for d in n.divisions], n.official) for n in find("http://www.xinzheng.gov.cn/1.html")]
    [('xinzheng', ['河南省郑州市新郑市'], True)]
    """
    match = _HOST.match(url or "")
    return _find(match[1].lower(), match[2].lower()[:120].rpartition("/")[0]) if match else ()


@lru_cache(maxsize=4096)
def _find(host: str, folders: str) -> tuple[Named, ...]:
    found = tuple(_named(host, folders))
    cities = {d.own for name in found for d in name.divisions if name.official and d.level == "prefecture"}
    below = [name for name in found if not any(d.level == "prefecture" for d in name.divisions)]
    within = [d for name in below for d in name.divisions if d.level == "county" and d.place.city in cities]
    if not within:
        return found
    own = {d.place.name for d in within}  # anyang.gov.cn/linzhou: the county, on its city's site
    kept = (replace(name, divisions=tuple(d for d in name.divisions if d.place.name in own)) for name in found)
    return tuple(replace(name, official=True) for name in kept if name.divisions)


def _named(host: str, folders: str) -> Iterator[Named]:
    official = host.endswith(".gov.cn")
    index = _index()
    named: set[str] = set()
    for part in host.split("."):
        if part in _GENERAL:
            continue
        bare = _AFTER.sub("", part)
        for label in (part, bare, *(_BEFORE.sub("", whole) for whole in (part, bare))):
            if label not in index:
                continue
            inside = _PROVINCES.get(part.removesuffix(bare).partition(label)[0] or part.partition(label)[0], "")
            there = tuple(_inside(index[label], inside)) if inside else ()
            if there or official or len(label) >= _WELL_KNOWN:
                named.update(d.own for d in there or index[label] if d.level == "prefecture")
                yield Named(label, there or index[label], official)
                break
    own = next((part for part in reversed(host.split(".")) if part not in _GENERAL), "")
    for part in host.split("."):
        short = _SITE.sub("", part)
        written = short != part or (official and part == own)  # zjj.sh.gov.cn is an office's
        if part not in _GENERAL and part not in index and written and short in _by_initials():
            yield Named(part, (_by_initials()[short],), False)
    for part in host.split(".") if official else ():
        county = _below(part, frozenset(named)) if part not in _GENERAL and part not in index else None
        if county:
            yield Named(part, (county,), True)
    for part in [*host.split("."), *folders.split("/")]:
        paper = _PAPER.fullmatch(part)
        if paper and paper[1] in _papers():
            yield Named(part, _papers()[paper[1]], False)
    gazetteer = load()
    for code in _CODE.findall(host):
        chain = _lexicon()[3].get(code)
        cities = [d for own in ([chain] if chain else []) for d in _by_chain(gazetteer.full, own)]
        if cities:
            yield Named(code, tuple(cities), False)
    for part in re.split(r"[/\-]", folders):
        if part not in index:
            continue
        there = tuple(d for d in index[part] if d.level == "county" and d.place.city in named) if official else ()
        if there or len(part) >= _WELL_KNOWN:
            yield Named(part, there or index[part], False)


def _by_chain(full: dict[str, list[Division]], chain: str) -> list[Division]:
    """The divisions whose full chain is this."""
    return [d for start in range(len(chain) - 1) for d in full.get(chain[start:], []) if d.place.name == chain]
