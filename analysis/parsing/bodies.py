"""Which body met: its name without place, its rank, the session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.language.automata import automaton
from analysis.language.literals import needed
from analysis.parsing.numbers import NUMERAL
from analysis.records import Level

# What stands inside a body's name and is no part of it: terms, years, sessions (二届市委常委会第108次会议).
_TIME = r"(?:[今昨][天日](?:上午|下午)?|(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|(?=召开|举行)))"
_SAT = "会议|全体|全委|全会|政府|主任|常务|常委|委员|主席|党组|党委|党工委|[省市县区州盟旗]长|[（(]?扩大"
_ORDINAL = rf"(?:第?{NUMERAL}届|\d{{4}}年度?|第{NUMERAL}(?:[、和]第?{NUMERAL})?次|{NUMERAL}次(?={_SAT}))"
# The look ahead turns most characters away before the branches are tried.
_INSERTS = re.compile(
    rf"(?=[第{NUMERAL[1:-2]}今昨组在（(\s“”\"])(?:组织(?=召开|举行)|在[^，。；：、召举开]{{2,16}}?(?=召开|举行)|[（(](?:总第?|{NUMERAL}届){NUMERAL}次[）)]|{_ORDINAL}|{_TIME}|[\s“”\"])"
)

_OTHER_PARTIES = "(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)"
_EXPANDED = r"(?:[（(]扩大[）)]|扩大)?"
_MEETING = rf"{_EXPANDED}(?:全体)?(?:会议|会)?{_EXPANDED}"
# Branches that all begin with a character of their own: re then looks for these characters alone before it tries any.
_OWNER = r"(?P<owner>自治区|自治州|自治县|自治旗|省|市|县|区|州|盟|旗|地)"
_PARTY_GROUP = "党组(?!书记|成员|副书记|理论)"
# Who presided, between the name of a post and that of the meeting (县政协主席林一舟主持召开…常委会议).
_BY = r"(?:(?!人大|政协|政府|主任|主席|书记)[^，。；、：]){2,8}?(?:主持)?(?:召开|举行)了?"
_STUDY = (
    r"(?:召开|举行)?(?:党[组委])?(?:[（(][\u4e00-\u9fff]{1,8}[）)])?(?:(?P<study>理论学习|学习|理论)中心组|中心组(?=(?:[（(]扩大[）)])?(?:专题|集中|集体|理论|学习)))"
    r"(?:[（(]扩大[）)])?(?:专题|集中|集体|理论)*(?:学习|研讨|会议|会)*"
)
# A stretch of a name: no verb, post or other body within it.
_WORD = (
    r"(?:(?!召开|主持|举行|组长|主任|书记|会议|暨|组织|出席|参加|有关|传达|学习|研究|听取|同志|担任|持召|席推|席召|"
    r"(?<!公)开(?![发放展封州平江原阳化远鲁])|届|在|(?<!应)对(?![口外]))[\u4e00-\u9fff])"
)
_LOCAL = rf"(?:(?!中央|国务院|(?<!创建)(?<!争创)全国|[省市县区州]委|政府){_WORD})"

# A special committee of a congress or consultative conference that sits as a whole.
_COMMITTEE = (
    rf"(?P<name>(?!委员会){_LOCAL}{{2,14}}?委(?:员会|(?=召开|举行|全体)))"
    "(?=(?:召开|举行)?(?:全体|主任委员|主任|成员)?会议)"
)

_SITS = "例会|碰头会|专题会|办公会|调度会|协调会|会商会|研判会|联席会|全体会"
# Committees of several countries, of business, of other parties.
_NOT_OURS = "(?:双边|最高|合作|企业|咨询|奥林匹克|党|同盟|协会|革命|促进会|学社|联合)"

# (pattern over the text without its inserts, name it gives, level; None: from the owner). The first that matches at the
# leftmost place wins; {owner} is what the pattern's group of that name caught.
_TABLE: tuple[tuple[str, str, Level | None], ...] = (
    (r"中(?<![^产]党中)(?:共中)?央政治局常(?:务委员会|委会)", "中共中央政治局常务委员会", "central"),
    (r"中(?<![^产]党中)(?:共中)?央政治局(?!常|委员|集体)", "中共中央政治局", "central"),
    (r"中(?:共中)?央书记处(?!书记)", "中共中央书记处", "central"),
    (r"国务院常务会", "国务院常务会议", "central"),
    (r"国务院全体会", "国务院全体会议", "central"),
    (r"国务院党组(?!书记|成员|副书记|理论)", "国务院党组", "central"),
    (
        rf"(?P<name>国务院{_WORD}{{2,24}}?(?:领导小组|协调小组|委员会|联席会议|指挥部|工作机制))(?!组长|副组长|主任|副主任|成员|办公室)",
        "{name}",
        "central",
    ),
    (r"全国人大(?:会议)?主席团常务主席(?:会议)", "主席团常务主席会议", "central"),
    (r"全国人大(?:会议)?主席团(?!常务)", "主席团", "central"),
    (r"(?:全国政协|政协全国委员会)(?:会议)?主席团常务主席会议", "主席团常务主席会议", "central"),
    (r"(?:全国政协|政协全国委员会)(?:会议)?主席团会议", "主席团", "central"),
    (rf"全国(?:人大|人民代表大会)常(?:委会|务委员会){_PARTY_GROUP}", "全国人大常委会党组", "central"),
    (r"全国人大常委会委员长会", "全国人大常委会委员长会议", "central"),
    (
        r"全国(?:人大|人民代表大会)常(?:委会|务委员会)(?!委员长|副委员长|秘书长|组成|办公厅|副秘书长|法工委|预算|代表资格|党组|委员)",
        "全国人大常委会",
        "central",
    ),
    (r"(?:全国政协|政协全国委员会)(?:召开|举行)?主席(?:[（(]扩大[）)])?会", "全国政协主席会议", "central"),
    (r"(?:全国政协|政协全国委员会)常(?:委会|务委员会)", "全国政协常委会", "central"),
    (rf"(?:全国政协|政协全国委员会)(?:召开|举行)?{_PARTY_GROUP}", "全国政协党组", "central"),
    (
        rf"(?P<name>中(?<![社党会盟]中)(?:共中)?央(?!委员会|纪律|纪委|军委|常务|广播|选举|电视){_WORD}{{2,24}}?(?:领导小组|协调小组|委员会|工作机制))(?!组长|副组长|主任|副主任|成员|委员|办公室)",
        "{name}",
        "central",
    ),
    (rf"(?P<name>全国(?:人大|人民代表大会){_WORD}{{2,14}}委员会)(?=[^，。]{{0,12}}全体会议)", "{name}", "central"),
    (
        rf"(?<![护南])(?P<name>(?:首都|中国|国家)(?!{_WORD}{{0,20}}?{_NOT_OURS}){_WORD}{{2,20}}?委员会)(?=[^，。]{{0,14}}会议)",
        "{name}",
        "central",
    ),
    (r"中(?:共中)?央纪委常(?:委会|务委员会)", "中央纪委常委会", "central"),
    (rf"{_OWNER}纪委(?:监委)?(?:召开|举行)?常(?:委{_EXPANDED}会|务委员会)(?!委员|成员)", "{owner}纪委常委会", None),
    (rf"{_OWNER}委(?:召开|举行)?委员{_EXPANDED}会", "{owner}委委员会议", None),
    (rf"{_OWNER}委(?P<name>常委(?:专题)?办公会)", "{owner}委{name}", None),
    (
        rf"(?P<name>(?:师市|兵团|师|团)党委)(?:召开|举行)?常(?:委会|务委员会|委)(?!委员|成员|、){_MEETING}",
        "{name}常委会",
        None,
    ),
    (rf"自治区党委(?:召开|举行)?(?:党委)?(?!书记|副书记|理论|委员){_EXPANDED}会", "自治区党委", "province"),
    (
        rf"{_OWNER}党?委(?:员会)?(?:召开|举行)?常(?:委会|务委员会|委)(?!委员|成员|、|，|兼){_MEETING}",
        "{owner}委常委会",
        None,
    ),
    (rf"{_OWNER}党?委{_STUDY}", "{owner}委{study}中心组", None),
    (
        rf"{_OWNER}委(?:副?书记)(?:(?!人大|政协|政府)[^，。；、：]){{2,16}}?(?:召开|举行)(?:常委(?:会)?{_MEETING})",
        "{owner}委常委会",
        None,
    ),
    (
        rf"{_OWNER}党?委(?P<name>(?:(?!召开|主持|举行|书记|主任|会议|传达|听取|[省市县区州盟旗]委)[^，。；：\n]){{2,32}}?(?:领导|协调)小组)"
        r"(?!组长|副组长|成员|办公室)(?=召开|举行|会议|全体|专题|扩大|[（(])",
        "{owner}委{name}",
        None,
    ),
    (
        rf"{_OWNER}党?委(?:召开|举行)?(?P<name>(?!委员会|常|[省市县区州盟旗]委){_WORD}{{2,20}}?(?:委员会|领导小组))(?!组长|副组长|主任|副主任|成员|委员|办公室)",
        "{owner}委{name}",
        None,
    ),
    (rf"{_OWNER}(?P<people>人民)?政府(?:党组)?{_STUDY}", "{owner}{people}政府党组{study}中心组", None),
    (
        rf"{_OWNER}(?P<people>人民)?政府(?:召开|举行)?{_PARTY_GROUP}{_MEETING}",
        "{owner}{people}政府党组",
        None,
    ),
    (rf"{_OWNER}(?:召开|举行)常务{_EXPANDED}会", "{owner}政府常务会议", None),
    (rf"{_OWNER}(?:召开|举行)常委会(?={_EXPANDED}会议|[，。]|$)", "{owner}委常委会", None),
    (rf"{_OWNER}长{_BY}(?:(?P<people>人民)?政府)?常务{_EXPANDED}会", "{owner}{people}政府常务会议", None),
    (rf"{_OWNER}委(?:召开|举行)?全会(?!精神)", "{owner}委全会", None),
    (
        rf"{_OWNER}委(?:召开|举行)?(?P<name>全[委体]{_EXPANDED}会)(?!议?精神)",
        "{owner}委{name}议",
        None,
    ),
    (
        rf"(?:中共|中国共产党)[^，。；]{{1,12}}?{_OWNER}委员会(?:召开|举行)?(?P<name>全体{_EXPANDED}会)(?!议?精神)",
        "{owner}委{name}议",
        None,
    ),
    (
        rf"{_OWNER}(?:人民)?政府(?P<name>(?:主席|[省市县区州盟旗]长)(?:专题)?(?:碰头|办公)会)",
        "{owner}政府{name}",
        None,
    ),
    (rf"{_OWNER}政协(?:党组书记、)?主席{_BY}常委会", "{owner}政协常委会", None),
    (rf"{_OWNER}政协(?:党组书记、)?主席{_BY}主席会", "{owner}政协主席会议", None),
    (rf"{_OWNER}政协(?:党组书记、)?主席{_BY}(?:政协)?{_PARTY_GROUP}{_MEETING}", "{owner}政协党组", None),
    (rf"{_OWNER}人大(?:常委会)?(?:党组书记、)?主任{_BY}主任会", "{owner}人大常委会主任会议", None),
    (rf"{_OWNER}人大(?:召开|举行)主任{_EXPANDED}会", "{owner}人大常委会主任会议", None),
    (rf"{_OWNER}党?委(?:常委会)?(?:召开|举行)?议军会", "{owner}委议军会议", None),
    (rf"行署(?:召开|举行)?{_PARTY_GROUP}{_MEETING}", "行署党组", "prefecture"),
    (rf"(?:行署|行政公署)(?:召开|举行)?常务{_EXPANDED}会", "行署常务会议", "prefecture"),
    (r"(?:行署|行政公署)(?:召开|举行)?专员办公会", "行署专员办公会议", "prefecture"),
    (r"地委(?:召开|举行)?地委(?:[（(]扩大[）)])?会议", "地委会议", "prefecture"),
    (rf"{_OWNER}委、?(?P=owner)政府(?:召开|举行)?(?:党政)?联席会", "{owner}委{owner}政府联席会议", None),
    (rf"政府(?<![省市县区州盟旗地]政府)(?:召开|举行)?{_PARTY_GROUP}{_MEETING}", "政府党组", None),
    (rf"政府(?<![省市县区州盟旗地]政府)(?<!人民政府)(?:召开|举行)?常务{_EXPANDED}会", "政府常务会议", None),
    (rf"(?P<people>人民)(?<![省市县区州盟旗地]人民)政府(?:召开|举行)?常务{_EXPANDED}会", "{people}政府常务会议", None),
    (
        rf"{_OWNER}(?:(?:召开|举行)(?=(?:人民)?政府))?(?P<people>人民)?政府(?:召开|举行)?常务{_EXPANDED}会",
        "{owner}{people}政府常务会议",
        None,
    ),
    (rf"{_OWNER}(?P<people>人民)?政府(?:召开|举行)?(?P<name>办公会)", "{owner}{people}政府{name}议", None),
    (
        rf"{_OWNER}(?P<people>人民)?政府(?:召开|举行)?(?P<name>全体(?:组成人员)?{_EXPANDED}会)",
        "{owner}{people}政府{name}议",
        None,
    ),
    (
        rf"{_OWNER}(?P<name>(?:人大常委会|人大|政协|政府|委)机关党组)(?!书记|成员|副书记)(?:{_STUDY})?",
        "{owner}{name}",
        None,
    ),
    (rf"{_OWNER}(?P<name>政协(?:专题|主席)?办公会)", "{owner}{name}议", None),
    (rf"{_OWNER}政协(?:召开|举行)(?P<name>(?:专题|主席)?办公会)", "{owner}政协{name}议", None),
    (
        rf"{_OWNER}(?:人大|人民代表大会)常(?:委会|务委员会)(?:党组)?{_STUDY}",
        "{owner}人大常委会党组{study}中心组",
        None,
    ),
    # The committees of other parties are their own: 民建甲市委 is no 市委.
    (
        rf"(?P<name>{_OTHER_PARTIES})(?!中央)[^，。；、：会]{{0,10}}?(?P<owner>自治[区州县旗]|[省市县区州])"
        rf"(?:委(?:员)?会(?:召开|举行)?|委(?:召开|举行)?全委(?={_EXPANDED}会)|委(?:在[^，。；：]{{2,16}}?)?(?:召开|举行)(?:{NUMERAL}次)?(?:[省市县区州]委|委员)会){_EXPANDED}会",
        "{name}{owner}委会会议",
        None,
    ),
    (
        rf"(?P<name>{_OTHER_PARTIES})(?!中央)[^，。；、：会]{{0,10}}?(?P<owner>自治[区州县旗]|[省市县区州])(?:委(?:员会)?)?(?:召开|举行)?[^，。；、：会省市县区州]{{0,6}}主委{_EXPANDED}会",
        "{name}{owner}委主委会议",
        None,
    ),
    (
        rf"(?P<name>{_OTHER_PARTIES})(?!中央)[^，。；、：会]{{0,10}}?(?P<owner>自治[区州县旗]|[省市县区州])(?:委(?:员会)?)?(?:召开|举行)?[^，。；、：会省市县区州]{{0,6}}常(?:务)?委(?:员会)?{_EXPANDED}会",
        "{name}{owner}委常委会",
        None,
    ),
    (rf"{_OWNER}政协(?:委员会)?(?:党组)?{_STUDY}", "{owner}政协党组{study}中心组", None),
    (
        rf"{_OWNER}(?:人大|人民代表大会)常(?:委会|务委员会)(?:召开|举行)?{_PARTY_GROUP}{_MEETING}",
        "{owner}人大常委会党组",
        None,
    ),
    (
        rf"{_OWNER}(?:人大|人民代表大会)常(?:委会|务委员会)(?:召开|举行)?主任{_EXPANDED}会",
        "{owner}人大常委会主任会议",
        None,
    ),
    (
        rf"{_OWNER}(?:人大|人民代表大会)(?!常){_COMMITTEE}",
        "{owner}人大{name}",
        None,
    ),
    (rf"{_OWNER}政协{_COMMITTEE}", "{owner}政协{name}", None),
    (
        rf"{_OWNER}(?:召开|举行)?(?:人大|人民代表大会)常(?:委会|务委员会)(?!主任|副主任|党组|委员|办公|机关|组成|秘书长)",
        "{owner}人大常委会",
        None,
    ),
    (
        rf"(?:{_OWNER}政协(?:委员会)?|政协[^，。；、：]{{0,14}}?(?P<owner2>自治[区州县旗]|[省市县区州盟旗])委员会)(?:召开|举行)?{_PARTY_GROUP}{_MEETING}",
        "{owner}政协党组",
        None,
    ),
    (
        rf"(?:{_OWNER}政协(?:委员会)?|政协[^，。；、：]{{0,14}}?(?P<owner2>自治[区州县旗]|[省市县区州盟旗])(?:委员会)?)(?:召开|举行)?(?:委员会)?主席{_EXPANDED}会",
        "{owner}政协主席会议",
        None,
    ),
    (
        rf"(?:{_OWNER}政协(?:委员会)?|(?:政协|政治协商会议)[^，。；、：]{{0,14}}?(?P<owner2>自治[区州县旗]|[省市县区州盟旗])(?:委员会)?)(?:会议)?(?:(?:召开|举行)(?:委员会)?)?常(?:委{_EXPANDED}会|(?P<spelt>务委员会))",
        "{owner}政协常委会",
        None,
    ),
    # What readies a session of the year sits like a body; the session itself is none.
    (rf"{_OWNER}(?:人大|人民代表大会)(?:会议)?(?:召开|举行)?预备会", "{owner}人大会议预备会议", None),
    (
        rf"(?:{_OWNER}政协(?:委员会)?|(?:政协|政治协商会议)[^，。；、：]{{0,14}}?(?P<owner2>自治[区州县旗]|[省市县区州盟旗])(?:委员会)?)(?:会议)?(?:召开|举行)?预备会",
        "{owner}政协会议预备会议",
        None,
    ),
    (
        rf"{_OWNER}?(?:人大|人民代表大会|政协|政治协商会议)(?:[^，。；、：会]{{2,12}}委员会)?(?:会议)?(?:召开|举行)?(?:大会)?主席团常务主席会议",
        "主席团常务主席会议",
        None,
    ),
    (
        rf"{_OWNER}?(?:人大|人民代表大会|政协|政治协商会议)(?:[^，。；、：会]{{2,12}}委员会)?(?:会议)?(?:召开|举行)?(?:大会)?主席团(?=(?:召开|举行)?会议)",
        "主席团",
        None,
    ),
    (
        r"(?P<name>镇|乡(?!镇)|苏木)(?!长)[^，。；：、]{0,24}?(?:人大|人民代表大会)(?:会议)?(?:召开|举行)?主席团(?!成员|工作)",
        "{name}人大主席团",
        "township",
    ),
    (rf"(?:街道|镇|乡|苏木)(?:办事处)?党工委(?:召开|举行)?(?:党工委)?(?:委员)?{_EXPANDED}会", "党工委会议", "township"),
    (
        rf"(?P<name>[镇乡]|苏木)党委(?:召开|举行)?(?:党委)?(?!书记|副书记|理论|委员){_EXPANDED}会",
        "{name}党委会议",
        "township",
    ),
    (rf"党工委{_STUDY}", "党工委{study}中心组", None),
    (rf"党工委(?:召开|举行)?委员{_EXPANDED}会", "党工委委员会议", None),
    (rf"党工委(?:召开|举行)?{_EXPANDED}会", "党工委会议", None),
    (r"管(?:理)?委(?:员)?会(?:召开|举行)?主任办公会", "管委会主任办公会", None),
    (rf"管(?:理)?委(?:员)?会(?:召开|举行)?(?:主任)?常务{_EXPANDED}会", "管委会常务会议", None),
    (r"管(?:理)?委(?:员)?会(?:召开|举行)?(?:主任|党组|办公)?(?:扩大)?会", "管委会会议", None),
    (rf"{_OWNER}委书记专题会", "{owner}委书记专题会议", None),
    (
        r"(?P<name>[省市县区州盟旗]?级?(?:总?(?:河湖长|河长|林长|路长|田长)制?、?){1,4}(?:(?<!制)工作)?(?:联席|全体)?会(?:议)?)",
        "{name}",
        None,
    ),
    (rf"(?P<name>[省市县区州盟旗镇乡]长办公{_EXPANDED}会)", "{name}议", None),
    (r"(?P<name>[省市县区州盟旗镇乡]长碰头会)", "{name}", None),
    (r"(?P<name>[省市县区州盟旗]防指)(?!指挥长|副|办|成员)", "{name}", None),
    (
        rf"(?P<name>(?:[省市县区州盟旗]|{_LOCAL}{{2,12}})?安全生产委员会|[省市县区州盟旗]?安委会)(?!主任|副主任|办公室|成员)",
        "{name}",
        None,
    ),
    (
        rf"(?<![出中])(?P<name>(?!层面)(?:全国)?{_LOCAL}{{2,24}}?(?:领导小组|指挥部|联席会议|协调小组|工作机制|协调机制|工作专班))(?!组长|副组长|主任|成员|办公室|指挥长|总指挥|副|负责)",
        "{name}",
        None,
    ),
    (
        rf"{_OWNER}党?委(?P<name>(?!委员|常){_WORD}{{2,24}}?(?:领导小组|协调小组))组长(?=[^，。]{{2,24}}主持召开(?:专题|(?:领导)?小组(?:专题|全体)?)?会议)",
        "{owner}委{name}",
        None,
    ),
    (
        rf"(?P<name>(?:全国)?{_LOCAL}{{2,24}}?(?:领导小组|协调小组))组长(?=[^，。]{{2,24}}主持召开(?:专题|(?:领导)?小组(?:专题|全体)?)?会议)",
        "{name}",
        None,
    ),
    (
        rf"(?P<name>(?:[省市县区旗]|州(?!市))(?!委|人大|政协|纪委|{_WORD}{{0,12}}?(?:国家|[省市县区州盟旗]委(?!员)|{_NOT_OURS})){_WORD}{{2,14}}?委员会)(?=(?:召开|举行)?[^，。；、]{{0,10}}(?:会议|{_SITS}))",
        "{name}",
        None,
    ),
    (
        rf"{_OWNER}委(?P<name>编委会?|深改委|财经委|审计委|国安委|网信委|全面依法治[省市县区州]委)(?=(?:召开|举行)?[^，。；、]{{0,10}}(?:会议|{_SITS}))",
        "{owner}委{name}",
        None,
    ),
    (
        rf"(?<!中央)(?P<name>[省市县区州旗]?(?:食安委|文明委|规委会|食药安委|爱卫会|减灾委|编委会?|禁毒委|道安委|环委会|生环委|消安委|国动委|土委会|妇儿工委|绩效委))(?=(?:召开|举行)?[^，。；、]{{0,10}}(?:会议|{_SITS}))",
        "{name}",
        None,
    ),
    (rf"(?P<name>[镇乡]党委|街道党工委|[镇乡])(?:委员会)?{_EXPANDED}会议", "{name}会议", "township"),
    (rf"党组{_STUDY}", "党组{study}中心组", None),
    (rf"{_PARTY_GROUP}(?:召开|举行)?(?:党组)?{_EXPANDED}会", "党组会议", None),
    (r"党委常(?:委会|务委员会)", "党委常委会", None),
    (rf"党委{_STUDY}", "党委{study}中心组", None),
    (rf"党委(?:常委)?(?!书记|副书记|委员)(?:召开|举行)?(?:党委)?{_EXPANDED}会", "党委会议", None),
    (r"(?P<name>[局厅院校主]长?任?办公会)", "{name}议", None),
    (
        rf"(?<!学习)(?<!暨)(?:理论学习)?中心组{_EXPANDED}(?:中心组|专题|集中|集体|理论)*(?:学习|研讨)+{_EXPANDED}(?:会议|会)",
        "中心组学习会议",
        None,
    ),
)
# The words that each row needs in a text to match (see needed), as bits that stand for a set of words: most rows are
# done with for one pass over the text.
_SETS = tuple(dict.fromkeys(words for pattern, *_ in _TABLE for words in needed(pattern)))
_BITS = {words: 1 << number for number, words in enumerate(_SETS)}
_PATTERNS = [
    (sum(_BITS[words] for words in set(needed(pattern))), re.compile(pattern), name, level)
    for pattern, name, level in _TABLE
]
_WORDS = automaton({word: sum(_BITS[words] for words in _SETS if word in words) for word in frozenset().union(*_SETS)})
# Nothing above matches without one of these; a text that has none is done with at once.
HINT = re.compile(
    r"常委|政治局|国务院|党组|人大|政协|党工委|管委会|管理委员会|河长|湖长|林长|领导小组|委员会|办公会|碰头会|常务会|中心组|指挥部|"
    r"联席会议|协调小组|工作机制|编委|深改委|财经委|审计委|国安委|食安委|文明委|规委会|爱卫会|减灾委|党委|安委会|书记处|主席团|全体会议|"
    r"全体（扩大|全委会|全委（|全会|议军会|地委会议|地委（扩大|委员（扩大|委员扩大|专题会|联席会|班子|人小组|工委|防指|例会|召开会议|工作专班|协调机制|禁毒委|道安委|环委会|国动委|土委会|绩效委|消安委|生环委|预备会|常务扩大|常务（|全体扩大|全体组成|办公扩大|办公（|"
    + _OTHER_PARTIES
)

RANKS: dict[str, Level] = {
    "省": "province", "自治区": "province", "市": "prefecture", "州": "prefecture", "自治州": "prefecture",
    "盟": "prefecture", "地": "prefecture", "县": "county", "自治县": "county", "区": "county", "旗": "county",
    "自治旗": "county", "镇": "township", "乡": "township",
}  # fmt: skip
_JOINT = re.compile(
    r"议?(?:召开|举行)?(?P<own>会议|学习会|会)?(?P<wide>[（(]扩大[）)]|扩大)?(?P<held>会议)?暨"
    r"(?P<others>[^，。；：]{2,60}?(?:会议|学习会|全会|大会|推进会|部署会|动员会|述法会|调度会|集[体中]学习|学习研讨会?))(?=，|。|；|$|召开|举行|在|并|,|（)"
)
# Two sittings of one body, named one after the other (党组会议和第3次常务会议).
_AND_ALSO = re.compile(
    r"议?(?:[（(]扩大[）)]|扩大)?(?:会议)?(?P<and>和|及|、|以及)"
    r"(?P<other>(?:[省市县区州盟旗](?:人民)?(?:政府|委|政协|人大常委会))?(?:常务|党组|主任|主席|常委会?|全体)(?:[（(]扩大[）)])?会)议?(?=，|。|；|$|召开|举行|,)"
)
_WIDENED = re.compile(r"[（(]扩大[）)]|扩大")
_ENLARGED = re.compile(r"(?P<own>常委会?)?(?P<wide>[（(]扩大[）)]|扩大)(?=会|$)")
_ENLARGED_NEXT = re.compile(r"议?(?:召开|举行)?(?P<own>常委会?)?(?P<wide>[（(]扩大[）)]|扩大)会")
_NO_RANK = re.compile(r"区域|区块|市场|市政|省际|县域|乡村|镇痛|州际")
_PARTIES = re.compile(
    f"{_OTHER_PARTIES}|工商联|团(?<![兵集财社〇零一二三四五六七八九十\\d]团)(?![部场长])|侨联|妇联|总工会"
)
_OTHER_PARTY = re.compile(rf"(?:{_PARTIES.pattern})(?!中央)[^，。；、：]{{0,8}}$")
_LONGEST = 400  # characters of a text whose bodies are remembered
_PARTY_REACH = 14  # characters before a body's name in which another party's name stands
_HELD_AS = re.compile(r"(?:专题|集中|集体)*学习(?:会议|会)?$")
_WHOLE = re.compile("^全[省市县区州盟旗](?=[\u4e00-\u9fff]{4})")
_OWN_PLACE = re.compile(
    r"^(?![省市县区州盟旗]委)[\u4e00-\u9fff]{2,12}?(?:(?:实验区|试验区|开发区|新区|示范区|高新区|经开区)(?=[\u4e00-\u9fff]{2})"
    r"|[省市县区州盟旗](?=[省市县区州盟旗]?(?:委|政府|人大|政协)|[省市县区州盟旗](?:安全生产|安委)))|^(?:实验区|试验区|开发区|新区)(?=[\u4e00-\u9fff]{4})"
)


class Body(NamedTuple):
    """A body, where a text names it, the owner's rank word (市, 县 …) and the level where the name settles it."""

    name: str
    start: int
    end: int
    owner: str | None
    level: Level | None
    generic: bool


def strip_inserts(text: str) -> tuple[str, list[int]]:
    """The text without terms, years and sessions, and for each character left its offset.

    >>> strip_inserts("二届市委常委会第108次会议")[0]
    '市委常委会会议'
    """
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _INSERTS.finditer(text):
        kept.append(text[at : match.start()])
        offsets.extend(range(at, match.start()))
        at = match.end()
    kept.append(text[at:])
    offsets.extend(range(at, len(text)))
    return "".join(kept), offsets


def find_bodies(text: str) -> Iterator[Body]:
    """The bodies that a short text (a title, the head of a lead) names, from left to right.

    >>> [b.name for b in find_bodies("市委书记主持召开利州区委常委会第12次会议")]
    ['区委常委会']
    >>> [b.name for b in find_bodies("县政府召开第35次常务会议")]
    ['县政府常务会议']
    """
    if not HINT.search(text):
        return
    plain, offsets = strip_inserts(text)
    reach = -1
    for body in _named(plain) if len(plain) <= _LONGEST else _named.__wrapped__(plain):
        start, end = offsets[body.start], offsets[body.end - 1] + 1
        if start >= reach and not (reach >= 0 and _is_alias(text, start)):
            yield body._replace(start=start, end=end)
            reach = end


@lru_cache(maxsize=4096)  # the same bodies meet again and again
def _named(plain: str) -> tuple[Body, ...]:
    """What may be the bodies that a text without inserts names, from left to right, of several that begin at one place
    the likeliest first."""
    found: list[tuple[int, int, Body]] = []
    held = 0
    for _, bits in _WORDS.iter(plain):
        held |= bits
    parties = _PARTIES.search(plain)
    for rank, pattern, name, level in _rows(held):
        for match in pattern.finditer(plain):
            groups = match.groupdict()
            owner = groups.get("owner") or groups.get("owner2")
            label = name.format(
                owner=_short_owner(owner),
                people=groups.get("people") or "",
                study=groups.get("study") or "理论学习",
                name=(groups.get("name") or "") if owner else _without_place(groups.get("name") or ""),
            )
            if groups.get("spelt"):
                label = label.replace("常委会", "常务委员会")
            if owner == "自治区":
                label = label.replace("自治区委", "自治区党委", 1)
            if label == "委员会":
                continue  # of a congress or a consultative conference, at its session of the year
            start, end = match.span()
            if parties and of_another_party(plain, start):
                continue
            joint, also = _JOINT.match(plain, end), _AND_ALSO.match(plain, end)
            if joint:
                end = joint.end()
                others = "、".join(map(_without_place, joint["others"].split("、")))
                met_as = _HELD_AS.search(match.group())
                named = "会议" if match.group().endswith(("会", "会议")) or joint["own"] or joint["held"] else ""
                wide = _WIDENED.search(match.group())  # 党组（扩大）会议暨…: a joint meeting is named in full
                named = f"{wide[0] if wide else joint['wide'] or ''}{named}"
                own = "" if label.endswith(("会议", "学习会")) else met_as.group() if met_as else named
                label = f"{label}{own}暨{others}"
            elif also and match.group().endswith(("会", "会议")):
                end = also.end()
                wide = _WIDENED.search(match.group())
                own = "" if label.endswith("会议") else f"{wide[0] if wide else ''}会议"
                label = f"{label}{own}{also['and']}{also['other']}议"
            elif not groups.get("study"):
                label = _enlarged(label, plain, match)
            generic = not groups.get("spelt") and any(kind in label for kind in ("领导小组", "委员会", "指挥部"))
            owner = owner or _owner_of(label)
            body = Body(label, start, end, owner, level or RANKS.get(owner or "") or _level_of(label), generic)
            found.append((start, rank, body))
    found.sort(key=lambda entry: entry[:2])
    return tuple(body for *_, body in found)


def of_another_party(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is another party's or a union's: 民建甲市委 is no 市委.

    >>> of_another_party("民建甲市委", 3), of_another_party("中共甲市委", 3), of_another_party("七团党委", 2)
    (True, False, False)
    """
    return bool(_OTHER_PARTY.search(text, max(0, start - _PARTY_REACH), start))


@lru_cache(maxsize=1024)
def _rows(held: int) -> tuple[tuple[int, re.Pattern[str], str, Level | None], ...]:
    """The rows of the table that a text may match which holds words of these sets."""
    return tuple(
        (rank, pattern, name, level)
        for rank, (needs, pattern, name, level) in enumerate(_PATTERNS)
        if needs & held == needs
    )


def _enlarged(label: str, text: str, match: re.Match[str]) -> str:
    """The name as that of an enlarged meeting, where the report calls it so (市委常委（扩大）会议)."""
    if "扩大" in label or label.endswith(("领导小组", "委员会", "指挥部")):
        return label
    told = _ENLARGED.search(match.group()) or _ENLARGED_NEXT.match(text, match.end())
    if told is None:
        return label
    standing = label.endswith("常委会")
    name = label.removesuffix("常委会" if standing else "会议") + ((told["own"] or "常委会") if standing else "")
    return f"{name}{told['wide']}会议"


def _is_alias(text: str, start: int) -> bool:
    """Whether a name stands in brackets: another name of the body before it."""
    opened = text.rfind("（", 0, start)
    return opened > text.rfind("）", 0, start) and "）" in text[start:]


def _short_owner(owner: str | None) -> str:
    return "" if owner is None else {"自治州": "州", "自治县": "县", "自治旗": "旗", "地": "地"}.get(owner, owner)


def _without_place(name: str) -> str:
    if name.startswith(("中央", "国务院", "全国", "中共中央")):
        return name
    return _OWN_PLACE.sub("", _WHOLE.sub("", name))


_ZONE = re.compile("(?:实验|试验|开发|示范|高新|经开|新)区$")


def of_place(name: str, place: str) -> str:
    """A body's name without the place of which it is, but for that place's rank; of a zone not even that.

    >>> of_place("河南省平顶山市防汛抗旱指挥部", "河南省平顶山市"), of_place("城市规划委员会", "河南省平顶山市")
    ('市防汛抗旱指挥部', '城市规划委员会')
    """
    told = next((place[at:] for at in range(len(place) - 1) if name.startswith(place[at:])), "")
    if not told or told == name:
        return name
    rank = "" if _ZONE.search(told) else "自治区" if told.endswith("自治区") else told[-1]
    return rank + name.removeprefix(told)


def _owner_of(name: str) -> str | None:
    """The rank word with which a body's own name begins (市长碰头会, 县安委会)."""
    return name[0] if name[0] in "省市县区州盟旗" and not _NO_RANK.match(name) else None


def _level_of(name: str) -> Level | None:
    if name.startswith(("中央", "国务院", "全国")):
        return "central"
    return None if _NO_RANK.match(name) else RANKS.get(name[0])
