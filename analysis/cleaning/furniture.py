"""Lines that belong to the page and not to the report: breadcrumbs, counters, controls, editors, date lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from analysis.cleaning.dates import FULL, YEARLESS, to_iso
from analysis.cleaning.edits import Edit

_LONGEST: Final = 160  # characters of a line that can be furniture
_NAME: Final = r"[\u3400-\u9fff·A-Za-z]{1,12}+(?![:：])"
_OUTLET: Final = (
    r"[\u3400-\u9fffA-Za-z0-9·]{0,20}(?:日报|晚报|早报|晨报|时报|手机报|党报|报社|报|网|通讯社|新华社|新社|电视台|广播台|电台|台"
    r"|发布|在线|客户端|融媒体中心|融媒体|融媒|传媒|新闻中心|新闻|门户网站|之声|频道|公众号|杂志|周刊|人民政府|政府办|办公室|宣传部)"
)


_DATE: Final = re.sub(r"\?P<\w+>", "?:", FULL.pattern)
_SHORT_DATE: Final = re.sub(r"\?P<\w+>", "?:", YEARLESS.pattern)
_EDITOR: Final = "|".join(
    (
        "(?:责任|值班|视频|文字|图片|网络|本期|执行|本文|栏目)?(?:编辑|编审|校对)|责编|审核|终审|初审|复审|[一二三]审",
        "审校|审签|签发人?|撰稿|供稿|录入|排版|制作|编发|监制|总监制|总值班",
    )
)
_CONTROL: Final = "|".join(
    (
        "我要分享|一键分享|分享到?|转发到?|我要纠错|纠错|我要收藏|加入收藏|收藏本文|收藏|我要评论|发表评论|我要打印|打印本页|打印本文|打印",
        "关闭窗口|关闭本页|关闭|返回顶部|返回首页|返回列表|返回上一页|返回|复制链接|举报|点赞|听新闻|语音播报|播报|下载|扫一扫|微信扫一扫",
        "查看更多|阅读全文|展开全文|点击查看|微信好友|微信朋友圈|朋友圈|微信|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|人人网|豆瓣|更多",
    )
)
_SIZES: Final = (
    r"(?:[\[【(（]?\s?(?:超大|特大|较大|最大|默认|标准|大|中|小|A\s?[+-]?|T)\s?[\]】)）]?[ |丨/、]{0,2}){0,6}"
)
# What makes a line furniture by itself.
_TELLING: Final = "|".join(
    (
        rf"[(（\[【]?(?:{_EDITOR})(?:人|员|单位)?[:：|丨/]\s?{_NAME}(?:[ 、,，]{_NAME}){{0,5}}[)）\]】]?",
        # counters
        r"(?:浏览|阅读|点击|访问|已阅|人气|点赞|评论|查看)(?:次数|人数|量|数|率)?(?:[:：]\s?[\d,]{0,9}\s?次?|\s?[\d,]{1,9}\s?次?)",
        r"[\d,]{1,9}\s?(?:次阅读|次浏览|次点击|人阅读|人浏览|人参与|条评论|评论)",
        # size of the letters, colour of the page
        rf"[\[【(（]?\s?(?:文字大小|字体大小|字号|字体|字大小)[:：]?\s?{_SIZES}[\]】)）]?",
        r"A\s?\+\s?[|丨]?\s?A\s?-?(?:\s?[|丨]?\s?A\s?-)?",
        r"大 中 小|视力保护色[:：]?",
        # sharing and other controls; what begins with one of these words and goes on comes first
        r"(?:用|打开|使用)?微信.{0,12}(?:扫一扫|扫描|二维码).{0,40}",
        r"扫(?:一扫|码|描).{0,30}(?:手机|微信|二维码|朋友圈|关注|打开|分享).{0,20}",
        rf"[\[【(（]?(?:{_CONTROL})[\]】)）]?[:：]?",
    )
)
_SOURCE: Final = "信息来源|文章来源|新闻来源|稿件来源|来源|稿源|出处|发布机构|发布单位|发文机关"
# What goes with it, and is furniture only in a line that has something telling or a date.
_ATTENDANT: Final = "|".join(
    (
        rf"(?:(?:发布|发表|更新|发文)?(?:时间|日期)|发布)?[:：]?\s?(?:{_DATE}|{_SHORT_DATE})",
        rf"(?:{_SOURCE})[:：丨|]\s?(?P<source>[^\s|丨:：]{{0,30}})",
        rf"(?:本报记者|记者|通讯员|作者|文/图|文图|图文|图|文|摄影|摄)(?:[:：|/]\s?|\s){_NAME}(?:[ 、]{_NAME}){{0,5}}",
        r"作者[:：]?",
    )
)
_PIECE: Final = re.compile(rf"(?P<telling>{_TELLING})|(?P<attendant>{_ATTENDANT})|(?P<outlet>{_OUTLET})(?=[\s|丨]|$)")
_GAP: Final = re.compile(r"[\s|丨·•/、,，]*")
_WHOLE: Final = re.compile(
    r"(?:您|你)?(?:的|现在的|当前的?|目前的?|所在的?|所处的?)*(?:位置|所在位置)(?:是)?[:：].*"
    r"|(?:网站)?首页\s?(?:[>»›→/|]|&gt;|-{1,2}>?).*"
    r"|(?:上一篇|下一篇|上一条|下一条|上篇|下篇)[:：].*"
    r"|(?:版权所有|Copyright|©).*|.{0,40}(?:ICP备|公网安备|网站标识码).*"
    r"|(?:网站地图|联系我们|关于我们|网站声明|法律声明|隐私声明)(?:[\s|丨]+(?:网站地图|联系我们|关于我们|网站声明|法律声明|隐私声明|设为首页|加入收藏))*"
    r"|[★☆▼▲△▽◆◇■□●○◎※*＊—–_=~～·•↑↓|丨\s-]+|(?:[—–\s-]*(?:END|完)[—–\s-]*)"  # between paragraphs
    r"|(?:[▲△↑]\s?|[上下左右]?图(?:片)?为[:：]?)[^。，；第]{0,20}现场(?:图|图片|照片)?。?"
    r"|[(（【]?[^。，；第了]{0,12}(?:会议|活动)现场(?:图|图片|照片)?(?:[（(【][^）)】]{1,20}[）)】])?[）)】]?"
    r"|[\[【（(]图片[\]】）)]|\d\d:\d\d\s?/\s?\d\d:\d\d"
    r"|(?:相关)?附件(?:下载)?[:：]?|.{0,80}\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|wps|ofd)(?:\s?[（(].{0,20}[）)])?"
    r"|.{0,24}(?:关注我们|关注公众号|点个[“”]?在看[“”]?吧?)[!！↑]?|往期(?:推荐|回顾|精彩)|阅读原文|写留言|精选留言"
    r"|(?:免责声明|版权声明|特别声明)[:：].*|(?:相关阅读|相关新闻|相关链接|相关文章|热门推荐|推荐阅读|延伸阅读|猜你喜欢|热点新闻|点击排行)[:：]?",
    re.IGNORECASE,
)
_MEDIUM: Final = (
    r"(?:高清)?(?:组图|多图|图文|图片|图集|图|视频|音频|直播|独家|原创|转载|快讯|滚动|头条|要闻|置顶|热点|最新|推荐|专题)"
    r"(?:新闻|报道)?"
)
_BRACKETED: Final = rf"(?:\s*(?:\[{_MEDIUM}\]|【{_MEDIUM}】|（{_MEDIUM}）|\({_MEDIUM}\)|〔{_MEDIUM}〕))+\s*"
_SITE_MARK: Final = re.compile(rf"^{_BRACKETED}|{_BRACKETED}$")
_OPENING: Final = ("[", "【", "（", "(", "〔")
_CLOSING: Final = ("]", "】", "）", ")", "〕")
# Who wrote, in brackets behind the last word of a paragraph.
_BYLINE: Final = re.compile(r"[（(](?:[^（）()。，；]{0,20}(?:记者|通讯员)\s?[:：]?[^（）()。；]{1,40})[）)]\s*$")
_LINE: Final = re.compile(r"[^\n]+")
_SENTENCE: Final = re.compile(r"[。！？!?…]")


class Facts(NamedTuple):
    """What the page says of the report."""

    outlet: str | None = None
    published: str | None = None
    title: str | None = None


class _Line(NamedTuple):
    telling: bool
    date: str | None
    outlet: str | None


def unmarked(title: str) -> str:
    """A title without what a site puts before or after it to say that there is a film or a picture.

    >>> unmarked("[视频]城北区委常委会召开会议（组图）"), unmarked("审议《条例（草案）》")
    ('城北区委常委会召开会议', '审议《条例（草案）》')
    """
    bare = title.strip()
    if not bare.startswith(_OPENING) and not bare.endswith(_CLOSING):
        return title
    return _SITE_MARK.sub("", title) or title


def furniture(text: str) -> Iterator[Edit]:
    """Take the lines away that are furniture from one end to the other.

    A date, a source or an outlet is furniture beside something telling, or above the first sentence where a page has
    its date line.

    >>> list(furniture("城北区召开会议\\n城北日报 04-27 23:03 责编：某某 我要分享\\n会议指出……。\\n分享"))
    [Edit(start=8, end=36, after=''), Edit(start=43, end=46, after='')]
    """
    first_sentence = _SENTENCE.search(text)
    head = first_sentence.start() if first_sentence else 0
    for match in _LINE.finditer(text):
        if match.end() - match.start() > _LONGEST:
            continue
        line = match.group().strip()
        if not _is_furniture(line, in_head=match.end() <= head):
            if byline := _BYLINE.search(match.group()):
                yield Edit(match.start() + byline.start(), match.start() + byline.end(), "")
            continue
        # With the line goes one line end: the one after it, or, from the last line, the one before.
        start, end = match.span()
        if end < len(text):
            end += 1
        elif start:
            start -= 1
        yield Edit(start, end, "")


def _is_furniture(line: str, *, in_head: bool) -> bool:
    if _WHOLE.fullmatch(line):
        return True
    if line.endswith("。"):
        return False
    pieces = _pieces(line)
    if pieces is None:
        return False
    return pieces.telling or (in_head and pieces.date is not None)


def _pieces(line: str) -> _Line | None:
    """What a line is made of, or None where there is more in it than furniture."""
    telling = False
    date = outlet = None
    at = 0
    while at < len(line):
        match = _PIECE.match(line, at)
        if not match or match.end() == at:
            return None
        telling = telling or match["telling"] is not None
        if match["outlet"]:
            outlet = outlet or match["outlet"]
        elif match["attendant"]:
            found = FULL.search(match["attendant"]) or YEARLESS.search(match["attendant"])
            if found:
                date = date or found.group()
            outlet = match["source"] or outlet
        at = match.end()
        gap = _GAP.match(line, at)
        at = gap.end() if gap else at
    return _Line(telling, date, outlet)


def facts(line: str) -> Facts:
    """The outlet and the time of publication that a line of furniture states.

    >>> facts("城北日报 04-27 23:03 责编：某某 我要分享")
    Facts(outlet='城北日报', published='04-27 23:03', title=None)
    """
    pieces = _pieces(line.strip())
    if pieces is None:
        return Facts()
    return Facts(pieces.outlet, to_iso(pieces.date) if pieces.date else None)
