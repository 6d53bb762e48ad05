"""Every kind of dirt that the wild is known for, in texts about invented places: what is made of it."""

from __future__ import annotations

import pytest

from analysis.cleaning import clean
from analysis.records import RawReport, restore


def cleaned(text: str, **more: str) -> str:
    report = clean(RawReport(source="test", text=text, **more))
    assert restore(report.text, report.repairs) == text
    return report.text


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        # Pinyin in brackets: dense, sparse, with a space inside, with digits on Simplified text, in wide brackets
        ("会(huì)议(yì)强(qiáng)调(diào)", "会议强调"),
        ("會(huì )議聽取匯報", "会议听取汇报"),
        ("军(jun1)队(dui4)建设", "军队建设"),
        ("要重（zhòng）视", "要重视"),
        ("长江(cháng jiāng)大保护", "长江大保护"),
        # ... and brackets that are real
        ("政务服务(APP)上线", "政务服务（APP）上线"),
        ("总体规划(2021—2035年)", "总体规划（2021—2035年）"),
        ("世界贸易组织(WTO)规则", "世界贸易组织（WTO）规则"),
        ("第一书记(驻村)", "第一书记（驻村）"),
        # Over-conversion
        ("会议指出，这是裏程碑", "会议指出，这是里程碑"),
        ("健全係統，完善機製", "健全系统，完善机制"),
        ("會議研究瞭防汛工作，聽取瞭匯報", "会议研究了防汛工作，听取了汇报"),
        ("曆史性成就，準備製度", "历史性成就，准备制度"),
        ("鄉鎮幹部和群眾，關於麵對麵服務", "乡镇干部和群众，关于面对面服务"),
        # Punctuation doubled or half-width
        ("会议指出,,要抓好落实", "会议指出，要抓好落实"),
        ("会议强调，要抓好落实。。。", "会议强调，要抓好落实。"),
        ("会议强调；`要抓好", "会议强调；要抓好"),
        ("会议强调……要抓好", "会议强调……要抓好"),
        # Words split by spaces
        ("3 月14 日，听取汇 报", "3月14日，听取汇报"),
        ("2021 年 4 月 27 日召开", "2021年4月27日召开"),
        ("传达 学习 讲话", "传达 学习 讲话"),
    ],
)
def test_what_is_made_of_it(dirty: str, plain: str) -> None:
    assert cleaned(dirty) == plain


FURNITURE = """首页 > 新闻 > 要闻
砚州市委常委会召开会议
砚州市委常委会召开会议
砚州日报 04-27 23:03 责编：某某 我要分享
字号：[大 中 小] 浏览次数：1,024次
会议指出，要抓好落实。
【打印本页】 【关闭窗口】
上一篇：没有了
扫一扫在手机打开当前页"""


def test_furniture_of_a_page_goes_and_tells_what_it_knows() -> None:
    report = clean(RawReport(source="test", text=FURNITURE))
    assert report.text == "砚州市委常委会召开会议\n会议指出，要抓好落实。"
    assert (report.outlet, report.published, report.title) == ("砚州日报", "04-27 23:03", "砚州市委常委会召开会议")


@pytest.mark.parametrize(
    "line",
    [
        "图为会议现场。", "会议现场（甘棠 摄）", "▲ 会议现场图", "[图片]", "★★★", "▼", "00:00 / 03:21", "附件：",
        "1.名单.docx", "点击上方“砚州发布”关注我们", "往期推荐", "— END —",
        "信息来源：砚州日报 发布时间：2018-09-20 09:32 字号：[ 大 中 小 ]",
    ],
)  # fmt: skip
def test_lines_of_pages_and_pictures_go_from_between_paragraphs(line: str) -> None:
    assert cleaned(f"会议研究了防汛工作。\n{line}\n会议强调了纪律。") == "会议研究了防汛工作。\n会议强调了纪律。"


@pytest.mark.parametrize("byline", ["（记者 甘棠）", "（砚州融媒记者 甘棠 林一舟 通讯员 江望山）", "(通讯员 甘棠)"])
def test_who_wrote_goes_from_the_end_of_a_paragraph(byline: str) -> None:
    assert cleaned(f"会议强调了纪律。{byline}") == "会议强调了纪律。"


@pytest.mark.parametrize(
    "sentence",
    ["会议通报了现场。", "县领导查看了会议现场。", "会议审议了名单（记者证管理）。", "区政府第8次常务会议现场"],
)
def test_sentences_that_only_resemble_captions_and_bylines_stay(sentence: str) -> None:
    assert cleaned(f"会议研究了防汛工作。\n{sentence}") == f"会议研究了防汛工作。\n{sentence}"


@pytest.mark.parametrize("before", ["2018-09-20 ", "原标题：", "砚州发布\n视力保护色：\n"])
def test_the_title_goes_from_below_other_lines_too(before: str) -> None:
    title = "砚州市委常委会召开会议"
    assert not cleaned(f"{before}{title}\n会议指出，要抓好落实。", title=title).endswith(
        f"{title}\n会议指出，要抓好落实。"
    )


def test_the_title_repeated_in_the_body_stands_once() -> None:
    text = "砚州市委常委会召开会议\n\n会议指出，要抓好落实。"
    assert cleaned(text, title="砚州市委常委会召开会议") == "会议指出，要抓好落实。"


def test_runs_of_gbk_one_byte_off_come_back_where_the_dictionary_is_sure() -> None:
    for phrase in ("庆祝活动", "乡村振兴", "环境保护", "脱贫攻坚"):
        run = phrase.encode("gbk")[1:-1].decode("gbk").join("??")
        assert cleaned(f"会议强调，要做好{run}等工作。") == f"会议强调，要做好{phrase}等工作。"
    unsure = "疫情防控".encode("gbk")[1:-1].decode("gbk").join("??")
    assert "防空" not in cleaned(f"会议强调，要做好{unsure}等工作。")


def test_what_cannot_be_told_is_left_and_said() -> None:
    for damaged in ("会议要求??h直各部门抓好落实。", "全市?仂?有序开展。"):
        report = clean(RawReport(source="test", text=damaged))
        assert report.flags == ("damaged",)
        assert restore(report.text, report.repairs) == damaged
    eaten = "会议于67日(星期8:40召开。"
    assert cleaned(eaten) == "会议于67日(星期8:40召开。"
