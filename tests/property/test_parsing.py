"""What holds of every reading, whatever the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cleaning import clean
from analysis.parsing import VERSION, parse
from analysis.parsing.bodies import find_bodies
from analysis.records import ACTIONS, DECISIONS, LEVELS, Meeting, RawReport, Report

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ("data/sample/reports", "tests/accuracy/invented", "tests/accuracy/invented_later", "tests/accuracy/local")

PIECES = [
    "4月1日，", "甲市委常委会召开会议，", "市委书记林一舟主持会议。", "传达学习全省水利会议精神，",
    "研究防汛、抗旱等工作。", "会议听取了防汛工作汇报，", "原则同意有关意见。", "审议通过《甲办法》《乙方案》。",
    "（以下简称《办法》）", "会议指出，要压实责任。", "一要抓早，二要抓小。", "会议决定，", "成立工作专班。",
    "会议还研究了其他事项。", "市领导江望、和丽瑶参加会议。", "\n", "。", "，", "、", "“", "”", "《", "》", "（",
    "）", "一、", "关于防汛工作", "免去甲某的局长职务，", "国务院常务会议", "第35次", "2021年", "主持", "暨",
    "作了关于水法草案的说明、", "会议", "开封市", "领导小组", " ", "　", "😀", "𠮷",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
digests = st.lists(texts, min_size=2, max_size=4).map(
    lambda parts: "".join(
        f"\n4月{day}日，甲市委常委会召开会议，研究防汛工作。{part}" for day, part in enumerate(parts, 1)
    )
)
readouts = texts.map(lambda tail: "4月1日，甲市委常委会召开会议，研究防汛工作。" + tail)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(texts, readouts, digests, st.text(max_size=200)),
    st.sampled_from([None, "2024-04-02", "04-02 10:00", "无"]),
)
def test_a_reading_is_well_formed(text: str, published: str | None) -> None:
    meeting = parse(Report(text=text, published=published, title=text[:30] or None))
    assert VERSION
    if not meeting.is_readout:
        assert not meeting.items
        assert meeting.kind != "readout"
        reached = 0
        for one in meeting.digested:
            assert one.span
            assert reached <= one.span.start < one.span.end <= len(text)
            reached = one.span.end
            check(one, text)
        return
    check(meeting, text)


def check(meeting: Meeting, text: str) -> None:
    """A meeting's items and evidence stand in the text, in order; those of a digest's meeting in its stretch."""
    first, last = (meeting.span.start, meeting.span.end) if meeting.span else (0, len(text))
    assert meeting.items or meeting.level != "central"
    assert [item.order for item in meeting.items] == list(range(1, len(meeting.items) + 1))
    assert meeting.level in (None, *LEVELS)
    assert (meeting.date is None) == (meeting.date_basis is None)
    for item in meeting.items:
        assert item.action in ACTIONS
        assert item.decision in (None, *DECISIONS)
        assert item.subject.strip()
        assert first <= item.announcement.start < item.announcement.end <= last
        if item.passage:
            assert first <= item.passage.start <= item.passage.end <= last
    passages = [item.passage for item in meeting.items if item.passage]
    assert all(a.start <= b.start for a, b in pairwise(passages))
    for basis in meeting.bases:
        if basis.span:
            assert basis.quote == basis.span.of(text)
            assert basis.how.endswith("before it") or 0 <= basis.span.start < basis.span.end <= last


@settings(max_examples=150, deadline=None)
@given(readouts)
def test_an_announcement_names_its_subject(text: str) -> None:
    meeting = parse(Report(text=text, published="2024-04-02"))
    for item in meeting.items:
        if item.documents:
            continue
        evidence = item.announcement.of(text) + (item.passage.of(text) if item.passage else "")
        assert set(item.subject[:4]) & set(evidence), (item.subject, evidence)


@settings(max_examples=60, deadline=None)
@given(readouts)
def test_reading_twice_gives_the_same(text: str) -> None:
    report = Report(text=text, published="2024-04-02")
    assert parse(report) == parse(report)


@pytest.mark.parametrize(
    "unit",
    [
        "（", "《", "《甲》", "甲、", "会议", "会议听取了甲汇报，", "进一步", "和", "作了关于甲的报告、", "1月1日",
        "领导小组", "主持", "暨甲会议", "“", "会议\n", "一、研究甲工作。\n", "开封市", "就甲", "围绕甲",
    ],
)  # fmt: skip
def test_a_hostile_megabyte_is_read(unit: str) -> None:
    lead = "4月1日，甲市委常委会召开会议，研究防汛工作。"
    for text in (lead + unit * (1_000_000 // len(unit)), lead + "会议听取了" + unit * (1_000_000 // len(unit))):
        assert parse(Report(text=text, published="2024-04-02")).is_readout


def reports(path: Path) -> Iterator[Report]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield clean(RawReport("test", row["text"], row.get("title"), row.get("published"), given_id=row["id"]))


def check_evidence(path: Path) -> None:
    """Each item is announced somewhere, and its subject is written with what its evidence says."""
    for report in reports(path):
        starts = []
        for item in parse(report).items:
            announced = item.announcement.of(report.text)
            assert announced.strip(), (report.given_id, item.subject)
            assert 0 <= item.announcement.start < item.announcement.end <= len(report.text)
            passage = item.passage.of(report.text) if item.passage else ""
            assert not set(item.subject) - set(announced + passage), (report.given_id, item.subject, announced)
            starts += [item.passage.start] if item.passage else []
        assert starts == sorted(starts), report.given_id


ABOVE = """\
今天是：2023年5月6日 星期六
网站支持IPv6
首页 要闻 国内 国际 社会 法治 教育 健康 财经 体育 文化 旅游 图片 视频 专题 评论 论坛
首页
新闻中心
政务公开
政务服务
互动交流
领导之窗
无障碍
长者模式
登录 | 注册
站内搜索：请输入关键字
您现在的位置：首页 > 新闻中心 > 时政要闻 > 正文
打印本页 分享到： 微信 微博
"""
BELOW = """
【打印本页】【关闭窗口】
上一篇：丁市政府召开第13次常务会议 研究安全生产工作
下一篇：关于做好2020年防汛工作的通知
相关阅读
丁县委常委会召开会议 传达学习全国两会精神
江望山到河东镇调研乡村振兴工作
丁市政协召开主席会议 协商防汛工作
[2019-03-04]丁区人大常委会召开第八次会议
1 丁县委书记江望山主持召开专题会议
友情链接：中国政府网 | 省政府网 | 市政府网
路人甲 发表于 2019-03-05：说得好，我市应该加快发展。
版权所有：人民政府办公室 主办：人民政府办公室 承办：大数据中心
"""


@pytest.mark.parametrize("titled", [True, False])
def test_the_furniture_of_a_page_changes_no_reading(titled: bool) -> None:
    for line in (ROOT / "tests/accuracy/invented.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        title = row.get("title") if titled else None
        bare, framed = (
            parse(clean(RawReport("test", text, title, row.get("published"))))
            for text in (row["text"], ABOVE + row["text"] + BELOW)
        )
        fields = ("is_readout", "body", "level", "place", "date", "numbered", "chair", "other_matters")
        if bare.is_readout:
            assert [getattr(framed, f) for f in fields] == [getattr(bare, f) for f in fields], row["id"]
            assert [i.subject for i in framed.items] == [i.subject for i in bare.items], row["id"]


# What pages put above, between and behind the paragraphs of a report: {title} stands for its title.
PAGES = [
    ("索引号：\n主题分类：\n发文机关：\n成文日期：\n标题：\n发文字号：\n发布日期：\n有效性：\n", "", ""),
    (
        "索 引 号：\tX-123\n主题分类：\t综合政务;其他\n发文机关：\t丁区政府办\n文　　号：\t无\n有 效 性：\t有效\n",
        "",
        "",
    ),
    ("索引号\nX-231\n主题分类\n综合政务 > 政务会议\n发布机构\n丁区政府办\n文号\n\n内容概述\n", "", ""),
    ("信息来源：丁区政府办 发布时间：2019-03-05 09:32 浏览次数：231 字号：[ 大 中 小 ]\n", "", ""),
    ("您当前所在位置：\n首页\n>\n政务公开\n>\n政府常务会议\n>\n正文\n视力保护色：\n", "", ""),
    ("沙洲日报全媒体记者 路人甲 文/图\n", "会议现场（路人甲 摄）", "（路人甲）"),
    ("点击上方“丁区发布”关注我们\n", "▼", "来源丨丁区融媒\n编辑丨路人甲\n— END —\n往期推荐\n★ 今天起，这些路段施工"),
    ("丁区新闻网 新闻频道 时政要闻\n2019-03-05 {title}\n", "图为会议现场。", "网友评论\n1楼 匿名 2019-03-05\n支持！"),
    ("00:00 / 03:21\n原标题：{title}\n", "[图片]", "附件：\n1.名单.docx\n丁区政府办\n"),
]


@pytest.mark.parametrize("page", range(len(PAGES)))
def test_neither_tables_nor_captions_of_a_page_change_a_reading(page: int) -> None:
    rows = (ROOT / "tests/accuracy/local.jsonl").read_text(encoding="utf-8").splitlines()
    above, between, behind = PAGES[page]
    for row in map(json.loads, rows):
        title, published = row.get("title") or "", row.get("published")
        paragraphs = row["text"].split("\n")
        text = f"\n{between}\n".join(paragraphs) if between else row["text"]
        head = above.format(title=title) if title else above.replace("{title}\n", "")
        bare = parse(clean(RawReport("test", row["text"], title, published)))
        framed = parse(clean(RawReport("test", f"{head}{text}\n{behind}", title, published)))
        fields = ("is_readout", "body", "chair", "session", "other_matters")
        assert [getattr(framed, f) for f in fields] == [getattr(bare, f) for f in fields], row["id"]
        assert [(i.action, i.subject, i.decision) for i in framed.items] == [
            (i.action, i.subject, i.decision) for i in bare.items
        ], row["id"]


def test_a_report_whose_lead_is_lost_is_read_by_its_title() -> None:
    read = lost = 0
    for line in (ROOT / "tests/accuracy/forms.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["title"] or row["split"] not in ("dev", "more"):
            continue
        report = clean(RawReport("test", row["text"], row["title"], row["published"]))
        whole, rest = parse(report), report.text.partition("\n")[2].lstrip()
        if not (whole.is_readout and rest.startswith("会议") and any(find_bodies(report.title or ""))):
            continue
        lost += 1
        read += parse(clean(RawReport("test", rest, row["title"], row["published"]))).is_readout
    assert lost > 20
    assert read / lost >= 0.9


@pytest.mark.parametrize("name", INVENTED)
def test_evidence_holds_the_subject(name: str) -> None:
    check_evidence(ROOT / f"{name}.jsonl")


def test_no_real_readout_is_split(shared: Path) -> None:
    for path in (shared / "corpus" / "central_readouts.jsonl", shared / "corpus" / "local_readouts.jsonl"):
        for report in reports(path):
            meeting = parse(report)
            assert (meeting.kind == "digest", meeting.digested, meeting.span) == (False, (), None), report.given_id


def test_evidence_holds_the_subject_in_real_reports(shared: Path) -> None:
    check_evidence(shared / "corpus" / "central_readouts.jsonl")
