"""Which place's body met: from the name before the body, the title, the outlet, the chair's post, and the text.

Each mention of a division counts by where it stands; the owner's rank word (市委, 县政府) says which kinds of division
can be meant. Where the best is not clearly ahead the place stays unknown: a wrong place is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from analysis.parsing import addresses, towns
from analysis.parsing.gazetteer import ORDINARY, ZONE, Division, Gazetteer, load, short_names
from analysis.parsing.people import FAMILY_NAMES
from analysis.records import Basis, Level, Place, Report, Span

_ZONE_NAME = re.compile(
    r"(?:国家级?|高新技术产业|高新|经济技术|经济|综合|旅游|产业|工业|化工|循环|生态|空港|临空|保税|农业|农高)*"
    r"(?:开发区|高新区|经开区|示范区|试验区|实验区|园区|新区|度假区|合作区|管理区)"
)
_BELOW: dict[Level, Level] = {"province": "prefecture", "prefecture": "county", "county": "township"}
_OUTLET = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?:手机报|日报|晚报|晨报|新闻网|新闻|发布|广播电视台|电视台|融媒|融媒体中心|政府网|网|在线|党报|都市报|时报|观察|播报)"
)
# Mentions that place a report whose title, lead and outlet name no place, by how many divisions share the rank: of
# the thirty prefectures one is enough, of a district's short name (和平, 朝阳) even three are not.
_ENOUGH: dict[str | None, float] = {"州": 0.6, "旗": 0.6, "盟": 0.6, "地": 1.0, "县": 0.6, "区": 1.0, "市": 0.6}
_FEW = 1.8
_ELSEWHERE = re.compile(
    r"^[省市县区州盟旗]?[\u4e00-\u9fff]{0,8}?(?:考察|调研|视察|召开|举行|事故|火灾|爆炸|疫情|经验|战略|等地|等省|等市|地震|塌方|坍塌|座谈|交流|主持|主题|会议|革命|精神|谈判)"
)
_PAPER = 40  # characters before a place in which a paper or a meeting may be named that is its own, or passed on
_PAPERS = re.compile(r"(?:审议|审定|讨论|研究|通过|审查)[^，。；：]{0,12}《[^》]{0,24}$")
# The council or congress of a place, spelt out as only its own bodies write it (政协第十五届甲市委员会).
_OWN_COUNCIL = re.compile(
    r"政协(?:第[一二三四五六七八九十]{1,3}届)?＊(?:第[一二三四五六七八九十]{1,3}届)?委员会|＊第[一二三四五六七八九十]{1,3}届人民代表大会"
)
_STUDIED = re.compile(r"(?:领学|学习|观看|宣讲|重温)[^，。；：\n《]{0,12}《[^》]{0,24}$")
_RELAYS = re.compile(r"(?:传达|学习|贯彻|领会|考察|视察)[^，。；：\n]*$")
_RELAYED = re.compile(r"[^，。；：\n]{1,30}(?:精神|会议|大会|全会|讲话)")
_AWAY = re.compile(r"(?:赴|到|在|(?<!关)于|从|与|像|自|往|对标|学习|借鉴|以及|视频连线)$")
# The family name before a short name that is a given name here (政协主席曹卫东 is not of 卫东区).
_GIVEN = re.compile(
    rf"(?:[长记任席员表志事、，。；\n]|^)[{FAMILY_NAMES}尤华方任倪汤常康伍余穆项祝蓝席季樊凌柯房解应宗包左石翁白蒲乔庄连艾易廖耿文欧师巩聂曾关游桂]$"
)
# Short names that are somebody's name, or end it, behind a post or among others (副主席康乐, 主任尧广德, 甲、茅永年).
_POST = "(?:主席|主任|书记|[省市县区州盟旗镇乡局院部厅处科]长|委员)"
_NO_FAMILY = "(?<![我在到赴从由向和与及以让使把将给为对])"
_LISTED = re.compile(rf"{_POST}(?:[\u4e00-\u9fff]{_NO_FAMILY})?$|、[\u4e00-\u9fff]{_NO_FAMILY}$")
# Words about which a place speaks of itself: 推动开封高质量发展, 谱写开封新篇章, 平安开封, 体现开封实际.
_OWN_AFTER = re.compile(
    r"^(?:落[细实地]|薪火相传|生根|见[行效]|开花|走深|更好|各[县区市地族])|^[省市县区州盟旗]?(?:的)?(?:新)?(?:正处|正站|站在|迈入|拥有|具有|实际|实践|篇章|落地|落实|大地|人民|发展|高质量|经济社会|现代化|建设|特色|样板|力量|答卷|全面|各项|工作|未来|振兴|崛起|形象|干部|各级|改革|十四五|“十|“十)"
)
# Before the city above the one that speaks (中央、省、甲市交办的问题).
_ABOVE = re.compile("(?:中央|国家|省|自治区)、$")
_OWN_BEFORE = re.compile(
    r"(?:平安|美丽|幸福|活力|魅力|法治|健康|数字|文明|和谐|富强|智慧|清廉|文化|生态|大美|绿色|新时代|建设|推动|推进|体现|谱写|加快|促进|实现|确保|新|个|现代化|富裕)$"
)
# Who wrote the report, by name: 玉林 in （记者 何玉林） places nothing.
_BYLINE = re.compile(r"(?:记者|通讯员|实习生|见习生|摄影|摄|编辑|责编|校对|审核|作者)[\s:：]?[^，。；（）()\n]{0,16}$")
_BY = 24  # characters before a name in which it begins
# 会同 is a verb before another county's name, unless it begins what is said (县人社局会同县民政局).
_VERBS = frozenset(("会同县",))
# What may stand before the name of a place again and again, and is no part of it.
_NO_PART_OF_NAME = frozenset("我本全在对到赴从由向和与及是为以让使把将给省市州盟区县旗了的新共党协")
_LINE = 40  # characters of a last line that says who wrote the report
_BEFORE_WHO = 4  # of these before the outlet's name
_UNDER = 400  # characters at the end of a text among which stands who signs it
# Branches that all begin with a character of their own: re then looks for these characters alone.
_SIGNED = re.compile(
    r"(?:主办单位|主办|承办|信息来源|稿件来源|来源|供稿|作者|通讯员|版权所有|版权归|（|\()"
    r"(?:(?<![（(])\s?[:：丨]?\s?(?P<who>[\u4e00-\u9fff]{4,30})|(?<=[（(])(?P<by>[^（()）\n]{4,40})[)）]\s*$)"
)
_ZONE_NAMED = re.compile(
    r"(?:^|[，。、日午）讯\s])(?P<own>(?!我区|全区|[市县区])[\u4e00-\u9fff]{2,8}?(?:新区|开发区|园区|示范区|试验区|度假区|集聚区))"
    r"(?=党工委|管委会|管理委员会|(?:召开|举行)[^，。；]{0,12}(?:党工委|管委会))"
)
_ZONE_WORD = re.compile(
    r"(?:经济技术|高新技术产业|经济|高新|综合|产业|工业|旅游)*(?:开发区|园区)|经开区|高新区|示范区|新区|试验区"
)
_ZONE_KINDS = {"经开区": ("经济技术开发区", "经济开发区"), "高新区": ("高新技术产业开发区", "高新技术开发区")}
_RANK_WORDS = frozenset("市县区州盟旗")
_HEIGHT = ("central", "province", "prefecture", "county", "township")
_NOW = 9999
_MENTIONS = 6  # more of them say no more
# Names of two characters that are the end of other words as well (市委和县委, 主城区, 代县长).
_AMBIGUOUS_NAMES = """
和县 范县 东区 西区 代县 应县 成县 单县 城区 郊区 矿区 随县 通县 达县 道县 易县 盘县 忠县 开县 隆县 兴县 富县 兰县
"""
# Words before the name of a place, not parts of it (评选户县劳动模范).
_THEN_NAME = re.compile(
    "(?:评选|命名|支持|建设|推动|打造|关于|实现|促进|推进|服务|美丽|平安|幸福|活力|法治|数字|清廉|创建|加快|宣传|讲好|走进|聚焦|围绕|保障|印发|实施)$"
)
_CLOSES = frozenset("》）)”】")
_AMBIGUOUS = frozenset(_AMBIGUOUS_NAMES.split())
_AROUND = 3_000  # characters in which the places are counted among which a province lies
_VOTES = 2  # places, or places of one province for each of another, that place a provincial body
_OF_ITS_WORK = re.compile(r"(?:省|自治区)?(?:工作)?的?(?:系列)?(?:重要)?(?:讲话|指示|批示|嘱托)")
_VISITED = re.compile(r"[^，。；、]{0,12}(?:考察|调研|视察|座谈|举行|召开)")


@dataclass(frozen=True, slots=True)
class Located:
    """A place, the level at which its bodies meet, and the evidence."""

    place: Place | None
    level: Level | None
    bases: tuple[Basis, ...]


NOWHERE = Located(None, None, ())


def find_place(
    report: Report,
    *,
    lead: tuple[int, int],
    body_start: int,
    owner: str | None,
    post: str | None,
    year: int | None = None,
) -> Located:
    """The place whose body met.

    ``lead`` is the head of the lead, ``body_start`` where the body is named in it, ``year`` that of the report, by
    which divisions of one name and different times are told apart.
    """
    if owner == "town":
        return _town(report, lead)
    located = _division(report, lead=lead, body_start=body_start, owner=owner, post=post, year=year)
    if located.place or owner not in ("县", "区", "市", "旗", "zone"):
        return located
    return _by_its_towns(report.text[:_AROUND], owner)


def _division(
    report: Report, *, lead: tuple[int, int], body_start: int, owner: str | None, post: str | None, year: int | None
) -> Located:
    """The place among the divisions of the gazetteer."""
    gazetteer = load()
    text = report.text
    scores: dict[str, float] = defaultdict(float)
    known: dict[str, Division] = {}
    evidence: dict[str, list[Basis]] = defaultdict(list)

    def count(division: Division, weight: float, how: str, quote: str, span: Span | None) -> None:
        if not _fits(division, owner):
            return
        name = division.place.name
        known[name] = division
        scores[name] += weight
        if len(evidence[name]) < 4:
            evidence[name].append(Basis("place", how, quote, span))

    head_start, head_end = lead
    parents: Counter[str] = Counter()
    sources: list[tuple[str, int | None, float, str]] = [(text[head_start:head_end], head_start, 5, "lead")]
    if report.title:
        sources.append((report.title, None, 5, "title"))
    if report.outlet:
        sources.append((report.outlet, None, 2.5, "outlet"))
    if head_start:
        sources.append((text[max(0, head_start - 200) : head_start], max(0, head_start - 200), 3, "head of the text"))
    for source, offset, weight, how in sources:
        for start, end, divisions in _mentions(source, gazetteer):
            quote = source[start:end]
            span = Span(offset + start, offset + end) if offset is not None else None
            bonus = 6.0 if how == "lead" and offset is not None and 0 <= body_start - (offset + end) <= 3 else 0.0
            after = source[end : end + 12]
            before = source[max(0, start - 4) : start]
            outlet = _OUTLET.match(source, start)
            full = quote in gazetteer.full
            if how == "head of the text" and not outlet and not full:
                continue
            if (
                not full
                and how in ("lead", "title")
                and not re.match(
                    r"[省市县区州盟旗]?委|政府|人大|政协|党工委|管委会|召开|举行|[：:]|\d{1,2}月\d{1,2}日(?:讯|电)|市|县|区|州|\d+届|[一二三四五六七八九十]+届|第",
                    after,
                )
                and not outlet
            ):
                parents.update({d.place.name: 1 for d in divisions})
                continue
            if re.search(r"赴|到|对|在$", before[-1:] if before else "") and how == "lead":
                continue
            for division in divisions:
                if not full and _is_anothers(after, division):
                    continue
                if not full and ZONE.search(division.own) and not _ZONE_NAME.match(source, end):
                    continue  # 开封 is the city, though the zone shares its short name
                parents[division.place.name] += 1
                if division.place.province and division.own != division.place.province:
                    parents[division.place.province] += 0
                count(division, weight / (1 if len(divisions) == 1 else 1.5) + bonus, how, quote, span)
    if post:
        for start, end, divisions in _mentions(post, gazetteer):
            for division in divisions:
                if post[start:end] not in gazetteer.full and (
                    _is_anothers(post[end:], division)
                    or (ZONE.search(division.own) and not _ZONE_NAME.match(post, end))
                ):
                    continue
                count(division, 6, "the chair's post", post[start:end], None)
    for start, end, divisions in _signed(text, gazetteer):
        parents.update({d.place.name: 1 for d in divisions})
        for division in divisions:
            count(
                division,
                2.5 / (1 if len(divisions) == 1 else 1.5),
                "who signs the text",
                text[start:end],
                Span(start, end),
            )
    named_in_address: list[tuple[Division, float, str]] = []
    for name in addresses.find(report.url):
        fitting = [d for d in name.divisions if _fits(d, owner)]
        if owner is None and len({d.level for d in fitting}) > 1:  # changzhou.gov.cn is the city's, not the district's
            fitting = [d for d in fitting if d.level == min((d.level for d in fitting), key=_HEIGHT.index)]
        parents.update({written: 1 for d in name.divisions for written in (d.place.name, d.own)})
        if name.official:
            for division in fitting:
                count(division, 4 / (1 if len(fitting) == 1 else 1.5), "name in the address", name.quote, None)
        else:
            named_in_address += [(d, 1.2 / (1 if len(fitting) == 1 else 1.5), name.quote) for d in fitting]
    if owner in ("省", "自治区") and not scores:
        return _province_around(text[:_AROUND], gazetteer, owner)
    if owner in ("州", "盟", "地") and not scores:
        around = _prefecture_of(text[:head_end], gazetteer, owner)
        if around.place:
            return around
    named = bool(scores)
    for division, weight, quote in named_in_address:
        count(division, weight, "name in the address", quote, None)
    if max(scores.values(), default=0.0) < 5:
        _count_in_text(text, gazetteer, count)
    if owner == "zone" and not named:
        zone = _zone_below(sources, gazetteer)
        if not zone.place:
            zone = _zone_of(report, lead=lead, body_start=body_start, post=post, year=year)
        if zone.place:
            return zone
    context = f"{report.title or ''}\n{report.outlet or ''}\n{text[:_AROUND]}"
    scores = _of_their_time(scores, known, year)
    if not named:
        ranked = sorted(scores.values(), reverse=True)
        if not ranked or ranked[0] < (_ENOUGH.get(owner or "", _FEW) if len(ranked) == 1 else _FEW - 0.6):
            return NOWHERE
        return _best(scores, known, evidence, parents, context, clear=2.0)
    return _best(scores, known, evidence, parents, context, clear=1.25)


def _province_around(text: str, gazetteer: Gazetteer, owner: str) -> Located:
    """The province of a provincial body that is not named with it: the one in which nearly all places lie of which the
    report speaks, or of whose work it speaks (对甲省工作的重要指示, 在甲省落地)."""
    votes: Counter[str] = Counter()
    first: dict[str, tuple[Place, str, Span]] = {}
    for start, end, divisions in _mentions(text, gazetteer):
        quote = text[start:end]
        if quote in ORDINARY or (quote in gazetteer.short and _is_given(text, start)):
            continue
        provinces = {d.place.province for d in divisions}
        if len(provinces) != 1:
            continue
        province = provinces.pop() or ""
        division = next((d for d in gazetteer.full.get(province, []) if _fits(d, owner)), None)
        if division is None or (division.own == divisions[0].own and _VISITED.match(text, end)):
            continue
        own = division.own == divisions[0].own
        votes[province] += 2 if own and (_OF_ITS_WORK.match(text, end) or _OWN_AFTER.match(text[end : end + 14])) else 1
        first.setdefault(province, (division.place, quote, Span(start, end)))
    if not votes:
        return NOWHERE
    (best, most), *others = votes.most_common()
    if most < _VOTES or (others and others[0][1] * _VOTES > most):
        return NOWHERE
    place, quote, span = first[best]
    return Located(place, "province", (Basis("place", "mentions in the text", quote, span),))


def _prefecture_of(head: str, gazetteer: Gazetteer, owner: str) -> Located:
    """The prefecture of a body that is not named with it: that of the county whose paper or site tells of it."""
    for start, end, divisions in _mentions(head, gazetteer):
        above = {d.place.city for d in divisions if d.level == "county"}
        if len(above) != 1 or not _OUTLET.match(head, start):
            continue
        division = next((d for d in gazetteer.full.get(above.pop() or "", []) if _fits(d, owner)), None)
        if division:
            basis = Basis("place", "the outlet's county", head[start:end], Span(start, end))
            return Located(division.place, division.level, (basis,))
    return NOWHERE


def _zone_below(sources: list[tuple[str, int | None, float, str]], gazetteer: Gazetteer) -> Located:
    """A zone that the gazetteer lacks, by the city whose name it bears (开封高新区), one rank below the city."""
    found = NOWHERE
    for source, offset, _, how in sources:
        for start, end, divisions in _mentions(source, gazetteer):
            kind = _ZONE_NAME.match(source, end)
            cities = [d for d in divisions if d.level == "prefecture"] if len(divisions) > 1 else divisions
            if kind is None or len(cities) != 1 or cities[0].level not in _BELOW:
                continue
            above = cities[0]
            own = source[start : kind.end()]
            if found.place and len(found.place.name) >= len(above.place.name) + len(own):
                continue  # the fuller name is known already
            parent, level = above.place, _BELOW[above.level]
            city = parent.city or (own if level == "prefecture" else None)
            county = parent.county or (own if level == "county" else None)
            span = Span(offset + start, offset + kind.end()) if offset is not None else None
            place = Place(f"{parent.name}{own}", None, parent.province, city, county)
            found = Located(place, level, (Basis("place", how, own, span),))
    return found


def _zone_of(report: Report, *, lead: tuple[int, int], body_start: int, post: str | None, year: int | None) -> Located:
    """A zone that is named without its city (经开区), by the city, or the county, of which the report is."""
    told = f"{report.text[lead[0] : lead[1]]}\n{report.title or ''}"
    named = _ZONE_NAMED.search(told)
    written = named or _ZONE_WORD.search(told)
    if written is None:
        return NOWHERE
    for owner in ("市", "县"):
        above = _division(report, lead=lead, body_start=body_start, owner=owner, post=post, year=year)
        level = _BELOW.get(above.level) if above.level else None
        if above.place is None or level is None:
            continue
        own, parent = written["own"] if named else written[0], above.place
        for stem in short_names(parent.city or parent.name) if named else ():
            own = own.removeprefix(stem)  # 甲市, 甲新材料产业园区
        kinds = _ZONE_KINDS.get(own, (own,))
        there = [d for d in _zones() if d.place.city == parent.city and d.level == level and d.own.endswith(kinds)]
        for kind in kinds:
            same = [division for division in there if division.own.endswith(kind)]
            if len(same) == 1:
                return Located(same[0].place, level, above.bases)
        city = parent.city or (own if level == "prefecture" else None)
        county = parent.county or (own if level == "county" else None)
        return Located(Place(f"{parent.name}{own}", None, parent.province, city, county), level, above.bases)
    return NOWHERE


@cache
def _zones() -> tuple[Division, ...]:
    return tuple(d for divisions in load().full.values() for d in divisions if ZONE.search(d.own))


def _town(report: Report, lead: tuple[int, int]) -> Located:
    """A town or subdistrict, by its name in the lead, the title or the outlet, and by what else tells of its county."""
    start, end = lead
    sources = [(report.text[start:end], start, "lead"), (report.title, None, "title"), (report.outlet, None, "outlet")]
    for source, offset, how in sources:
        for span, found in towns.mentioned(source or ""):
            county = found[0] if len(found) == 1 else _county_among(found, report)
            if county is None:
                continue
            name = span.of(source or "")
            where = span.moved(offset) if offset is not None else None
            bases = [Basis("place", how, name, where)]
            if len(found) == 1:
                bases.append(Basis("place", "the only county that has a town of this name", county.own))
            return Located(towns.place_of(name, county), "township", tuple(bases))
    return Located(None, "township", ())


def _county_among(found: tuple[Division, ...], report: Report) -> Division | None:
    """The county of which the report tells most, among those that have a town of one name."""
    context = f"{report.title or ''}\n{report.outlet or ''}\n{report.text[:_AROUND]}"
    written = {d.place.name for name in addresses.find(report.url) for d in name.divisions}
    scores: dict[str, float] = {}
    for county in found:
        place = county.place
        score = 0.0
        for name, weight in ((county.own, 3.0), (place.city, 2.0), (place.province, 1.0)):
            stem = next(short_names(name), "") if name else ""
            if name and (name in context or (stem and stem not in ORDINARY and stem in context)):
                score += weight
        scores[place.name] = score + 3 * (place.name in written) + 2 * (f"{place.province}{place.city}" in written)
    ranked = sorted(found, key=lambda d: -scores[d.place.name])
    best, other = scores[ranked[0].place.name], scores[ranked[1].place.name]
    return ranked[0] if best >= other + 1 else None


def _by_its_towns(text: str, owner: str) -> Located:
    """The county whose towns a report names that names neither county nor city."""
    found = towns.county_of(text)
    if found is None:
        return NOWHERE
    county, spans = found
    if not _fits(county, owner):
        return NOWHERE
    bases = tuple(Basis("place", "towns named in the text", span.of(text), span) for span in spans[:4])
    return Located(county.place, county.level, bases)


def _signed(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int, list[Division]]]:
    """The divisions in what stands under a text, or after a word for its source: who wrote it, whose site it is on."""
    for match in _SIGNED.finditer(text, max(0, len(text) - _UNDER)):
        group = "who" if match["who"] else "by"
        who, at = match[group], match.start(group)
        for start, end, divisions in _mentions(who, gazetteer):
            if who[start:end] in gazetteer.full or _OUTLET.match(who, start):
                yield at + start, at + end, divisions
    line = text.rfind("\n", 0, len(text.rstrip())) + 1  # 甲县融媒记者 林一舟
    if line and len(text) - line <= _LINE and not _SIGNED.search(text, line):
        for start, end, divisions in _mentions(text[line:], gazetteer):
            if start <= _BEFORE_WHO and _OUTLET.match(text[line:], start):
                yield line + start, line + end, divisions


def _mentions(text: str, gazetteer: Gazetteer) -> list[tuple[int, int, list[Division]]]:
    """Names of divisions in a short text, the longest at each place; a chain (河南省开封市) gives each of its links."""
    found: list[tuple[int, int, list[Division]]] = []
    covered = bytearray(len(text))
    reached = 0
    for start, end, name in gazetteer.full_in(text):
        if name in _VERBS and "\u4e00" <= text[start - 1 : start] <= "\u9fff" and text[start - 1] not in "省市州":
            covered[start:end] = b"x" * (end - start)
            continue
        if end > reached and (end - start > 2 or _stands_alone(text, start)):
            found.append((start, end, gazetteer.full[name]))
            covered[start:end] = b"x" * (end - start)
            reached = end
    reached = 0
    short = gazetteer.short_in(text)
    begins = {start for start, _, _ in short}
    for start, end, name in short:
        if text[start] == "市" and "\u4e00" <= text[start - 1 : start] <= "\u9fff":
            continue  # 海汀市北塘浦区 is not of 市北
        if text[start] == "新" and start + 1 in begins and _OWN_BEFORE.search(text, max(0, start - 6), start):
            continue  # 建设现代化新青秀 is not of 新青
        if start >= reached and not any(covered[start:end]):
            found.append((start, end, gazetteer.short[name]))
            reached = end
    return found


def _stands_alone(text: str, start: int) -> bool:
    """Whether a name of two characters (和县, 城区) is one, and no end of other words (市委和县委, 主城区, 沅东区)."""
    if text[start : start + 3] == "代县长":  # who acts as head of a county
        return False
    before = text[start - 1 : start]
    if not "\u4e00" <= before <= "\u9fff":
        return not (text[start] == "和" and before in _CLOSES)  # 《甲报告》和县人大常委会《乙报告》
    if text[start : start + 2] in _AMBIGUOUS:
        return before in "省市州盟"
    return before in _NO_PART_OF_NAME or bool(_THEN_NAME.search(text, max(0, start - 3), start))


def _count_in_text(
    text: str, gazetteer: Gazetteer, count: Callable[[Division, float, str, str, Span | None], None]
) -> None:
    times: Counter[str] = Counter()
    mentions = _without_parts(text, _mentions(text[:4000], gazetteer))
    after_it = {start: divisions for start, _, divisions in mentions}
    for start, end, divisions in mentions:
        quote = text[start:end]
        if any(d.place.name.startswith(above.place.name) for d in after_it.get(end, ()) for above in divisions):
            continue  # the head of a chain (上海市奉贤区) is not spoken of itself
        if quote not in gazetteer.full and "、" in (text[start - 1 : start], text[end : end + 1]):
            continue  # one of several places, or people
        if quote in ORDINARY or (quote in gazetteer.short and _is_given(text, start)):
            continue
        if _ABOVE.search(text, max(0, start - 4), start) or _BYLINE.search(text, max(0, start - _BY), start):
            continue
        weight = 1.0 if quote in gazetteer.full else 0.6
        council = f"{text[max(0, start - 14) : start]}＊{text[end : end + 14]}" if quote in gazetteer.full else ""
        if _OWN_COUNCIL.search(council) and not _RELAYS.search(text, max(0, start - _PAPER), start):
            for division in divisions:
                count(division, 2.0, "its council in the text", quote, Span(start, end))
            continue
        before, after = text[max(0, start - 6) : start], text[end : end + 14]
        if _OWN_AFTER.match(after) or _OWN_BEFORE.search(before):
            weight += 0.6
        elif _ELSEWHERE.match(after) or _AWAY.search(before):
            continue
        elif _RELAYED.match(text, end) and _RELAYS.search(text, max(0, start - _PAPER), start):
            weight = 0.4  # of a meeting that is passed on: of the place above it, or its own
        if _STUDIED.search(text, max(0, start - _PAPER), start):
            continue  # what is read there was written elsewhere
        if text[max(0, start - 3) : start].endswith(("《", "《中共", "中共")) or _PAPERS.search(
            text, max(0, start - _PAPER), start
        ):
            weight += 1.0  # the place's own papers name it
        if text[end : end + 1] in ("考", "视"):
            continue
        for division in divisions:
            times[division.place.name] += 1
            if times[division.place.name] <= _MENTIONS:
                count(division, weight, "mentions in the text", quote, Span(start, end))


def _is_anothers(after: str, division: Division) -> bool:
    """Whether the word behind a short name gives it another rank: 合作区党工委 is not of 合作市."""
    return after[:1] in _RANK_WORDS and after[:1] != division.own[-1] and after[1:2] != "长"


def _is_given(text: str, start: int) -> bool:
    """Whether a short name is somebody's given name here, behind a family name."""
    before = text[max(0, start - 3) : start]
    return bool(_GIVEN.search(before) or _LISTED.search(before))


def _without_parts(text: str, mentions: list[tuple[int, int, list[Division]]]) -> list[tuple[int, int, list[Division]]]:
    """The mentions without those that are parts of other names: one before which the same character stands each time
    (江南区 in 沱江南区)."""
    before: dict[str, list[str]] = defaultdict(list)
    for start, end, _ in mentions:
        before[text[start:end]].append(text[max(0, start - 1) : start])
    parts = {
        name
        for name, marks in before.items()
        if len(marks) > 1
        and name[-1] in "县区市旗"
        and len(set(marks)) == 1
        and "\u4e00" <= marks[0] <= "\u9fff"
        and marks[0] not in _NO_PART_OF_NAME
    }
    return [mention for mention in mentions if text[mention[0] : mention[1]] not in parts]


def _fits(division: Division, owner: str | None) -> bool:
    own = division.own
    if owner is None:
        return True
    if owner == "zone":
        return bool(ZONE.search(own))
    if owner == "省":
        return division.level == "province" and own.endswith("省")
    if owner == "自治区":
        return own.endswith("自治区")
    if owner == "州":
        return own.endswith("自治州")
    if owner == "地":
        return own.endswith("地区")
    if owner == "区":
        return own.endswith("区") and not own.endswith(("自治区", "地区", "行政区"))
    return own.endswith(owner)


def _of_their_time(scores: dict[str, float], known: dict[str, Division], year: int | None) -> dict[str, float]:
    """The divisions without those that were another's then: 钢城区 was 莱芜's until 2018, and is 济南's."""
    latest: dict[tuple[str, str | None], Division] = {}
    for name in scores:
        division = known[name]
        key = division.own, division.place.province
        other = latest.get(key)
        if other is None or _closer(division, other, year):
            latest[key] = division
    kept = {division.place.name for division in latest.values()}
    return {name: score for name, score in scores.items() if name in kept or _both_stand(known[name], latest)}


def _closer(one: Division, other: Division, year: int | None) -> bool:
    """Whether ``one`` rather than ``other`` was in force in a year, or is now."""
    last = year or _NOW
    ends = one.until or _NOW, other.until or _NOW
    if min(ends) < last:
        return ends[0] > ends[1]
    return ends[0] < ends[1]


def _both_stand(division: Division, latest: dict[tuple[str, str | None], Division]) -> bool:
    """Whether a division is in force beside the one of its name: two districts of one province may share a name."""
    return division.until == latest[division.own, division.place.province].until


def _best(
    scores: dict[str, float],
    known: dict[str, Division],
    evidence: dict[str, list[Basis]],
    parents: Counter[str],
    context: str,
    *,
    clear: float,
) -> Located:
    if not scores:
        return NOWHERE
    for name in scores:
        place = known[name].place
        for parent in (place.province, place.city):
            if parent and parent != known[name].own and (parents.get(parent) or _stem(parent) in context):
                scores[name] += 1.5
    ranked = sorted(scores, key=lambda n: (-scores[n], len(n)))
    best = known[ranked[0]]
    # A county of the same name as its city, or a city and its district both named: the one that fits the owner best.
    if len(ranked) > 1 and scores[ranked[0]] < clear * scores[ranked[1]]:
        other = known[ranked[1]]
        if other.own == best.own and scores[ranked[0]] - scores[ranked[1]] < 1.0:
            return NOWHERE
        if scores[ranked[0]] == scores[ranked[1]]:
            if other.place.name.startswith(best.place.name):
                best, chosen = other, ranked[1]
                return Located(other.place, other.level, tuple(evidence[chosen]))
            return NOWHERE
        if clear > 1.5:
            return NOWHERE
    return Located(best.place, best.level, tuple(evidence[ranked[0]]))


def _stem(name: str) -> str:
    return re.sub(r"(?:壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$", "", name)
