"""What a reader sees of cleaning. Every text here is invented."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from analysis.cleaning import clean
from analysis.records import RawReport, Report, restore


def cleaned(text: str, **fields: str) -> Report:
    report = clean(RawReport(source="test", text=text, **fields))
    assert restore(report.text, report.repairs) == text
    again = clean(RawReport(source="test", text=report.text, **fields))
    assert again.text == report.text
    assert again.repairs == ()
    assert report.original == (text if report.repairs else None)
    return report


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        pytest.param("云川市委會(huì)議聽(tīng)取匯報(bào)。", "云川市委会议听取汇报。", id="sparse"),
        pytest.param("會(huì)(huì)議(yì)強(qiáng)調(diào)。", "会议强调。", id="dense, one of them twice"),
        pytest.param("會(huì )議研究。", "会议研究。", id="a space inside the bracket"),
        pytest.param("军(jun1)民共建，武(wu3)警官兵。", "军民共建，武警官兵。", id="digits on Simplified text"),
        pytest.param("会（huì）议召开。", "会议召开。", id="full-width brackets"),
        pytest.param("会议(huì yì)召开。", "会议召开。", id="two syllables in one bracket"),
        pytest.param("女(nǚ)工、旅(lǚ)客、战略(lüè)。", "女工、旅客、战略。", id="the letter ü"),
        pytest.param("会(hui\u0300)议召开。", "会议召开。", id="combining tone marks"),
        pytest.param("发(fā)展的(de)要求。", "发展的要求。", id="a neutral tone beside toned ones"),
    ],
)
def test_bracketed_pinyin_goes(dirty: str, plain: str) -> None:
    assert cleaned(dirty).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "推广应用程序（APP）和信息系统（OA）。",
        "《云川市国土空间规划（2021—2035年）》",
        "云川新城开发区（以下简称新城）",
        "分两步：（a）清点，（an）登记。",
        "设备型号为甲（BAN）。",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert cleaned(text).text == text


def test_half_width_brackets_with_chinese_become_full_width_and_keep_their_words() -> None:
    assert (
        cleaned("云川新城(以下简称新城)召开会议，推广(APP)。").text == "云川新城（以下简称新城）召开会议，推广（APP）。"
    )


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("會議強調，要沿著既定路線推進鄉村振興。", "会议强调，要沿着既定路线推进乡村振兴。"),
        ("這是一座裏程碑，係統完善體製機製。", "这是一座里程碑，系统完善体制机制。"),
        ("要瞭解著名企業，幹部要實幹。", "要了解著名企业，干部要实干。"),
    ],
)
def test_traditional_becomes_simplified(dirty: str, plain: str) -> None:
    assert cleaned(dirty).text == plain


def test_a_simplified_text_keeps_its_odd_traditional_character() -> None:
    text = "会议由陳明主持，研究了乾县和著作权保护，传达了瞭望制度。"
    assert cleaned(text).text == text


def test_a_traditional_headline_above_a_simplified_text() -> None:
    assert (
        cleaned("雲川市委召開會議\n\n会议研究了粮食安全工作。").text == "云川市委召开会议\n\n会议研究了粮食安全工作。"
    )


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("会议指出,要抓落实;要见成效!", "会议指出，要抓落实；要见成效！"),
        ("共1,200户,投入3.5亿元,增长5%,居全省前列。", "共1,200户，投入3.5亿元，增长5%，居全省前列。"),
        ("上午9:30开会。", "上午9:30开会。"),
        ("２０２３年完成投资４５％，ＧＤＰ稳步增长。", "2023年完成投资45%，GDP稳步增长。"),
        ("会议指出，，要抓落实。。。会议强调,,要稳妥；`推进。", "会议指出，要抓落实。会议强调，要稳妥；推进。"),
        ("要做到一、二、三……等等。", "要做到一、二、三……等等。"),
        ("会议原则同意﹐并提出要求﹔", "会议原则同意，并提出要求；"),
        ("会议｢研究｣了，", "会议「研究」了，"),
        ("See https://example.org/a,b (page 3).", "See https://example.org/a,b (page 3)."),
    ],
)
def test_width_and_punctuation(dirty: str, plain: str) -> None:
    assert cleaned(dirty).text == plain


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("3 月14 日，市委听取工作汇 报。", "3月14日，市委听取工作汇报。"),
        (
            "　　会议指出，要抓落实。\r\n\r\n\r\n　　会议强调，要见成效。",
            "会议指出，要抓落实。\n\n会议强调，要见成效。",
        ),
        ("会\u200b议\ufeff研\u00ad究\u202a了\u2066工作。", "会议研究了工作。"),
        ("会议&ldquo;三会一课&rdquo;制度，&nbsp;要抓好&#12290;", "会议“三会一课”制度，要抓好。"),
        ("⼯作会议⾯向⺠营企业。", "工作会议面向民营企业。"),
    ],
)
def test_white_space_and_invisible_characters(dirty: str, plain: str) -> None:
    assert cleaned(dirty).text == plain


def test_the_clauses_of_a_headline_stay_apart() -> None:
    text = "云川市委常委会召开会议 传达学习有关精神 研究乡村振兴工作"
    assert cleaned(text).text == text


def test_spaces_beside_stops_and_inside_brackets_go() -> None:
    assert (
        cleaned("会议指出 ， 要学习《 条例 》精神。 会议强调，要落实。").text
        == "会议指出，要学习《条例》精神。会议强调，要落实。"
    )


def test_a_headline_stays_in_its_parts_after_a_bracket() -> None:
    text = "市委常委会学习《条例》 研究“十四五”规划"
    assert cleaned(text).text == text


def test_a_space_between_words_that_could_make_another_word_stays() -> None:
    text = "研究有关事项 目前进展顺利"  # 项目 is a word, and stands here by accident
    assert cleaned(text).text == text


def shifted(plain: str) -> str:
    """The characters as a reader off by one byte shows them."""
    return "?" + plain.encode("gbk")[1:-1].decode("gbk") + "?"


@pytest.mark.parametrize(
    ("before", "lost", "after"),
    [
        ("全市举办系列庆", "祝活动", "，气氛热烈。"),
        ("考評結果", "為“優”", "，名列前茅。"),
        ("各地要落实", "建设方案", "，确保进度。"),
    ],
)
def test_gbk_runs_off_by_one_are_restored(before: str, lost: str, after: str) -> None:
    report = cleaned(before + shifted(lost) + after)
    whole = cleaned(before + lost + after).text
    assert report.text == whole
    assert [r.kind for r in report.repairs if "?" in r.before] == ["encoding"]


def test_the_rest_of_a_reading_in_a_shifted_run_goes_with_it() -> None:
    damaged = shifted("為“良”").replace("?", "?yōu)", 1)
    assert cleaned(f"考核成績(jì){damaged},應(yīng)當(dāng)肯定。").text == "考核成绩为“良”，应当肯定。"


def test_a_run_whose_halves_fit_no_character_stays_but_for_its_script() -> None:
    assert re.fullmatch(r"[?？][譆𫍻][?？]", cleaned("?譆?").text)


def test_a_character_that_cannot_be_told_is_marked_as_illegible() -> None:
    # 脱□攻坚: the words around leave more than one reading.
    text = cleaned(f"要打赢脱{shifted('贫攻坚')}战。").text
    assert re.fullmatch("要打赢脱[贫□]攻坚战。", text)


@pytest.mark.parametrize(
    "text",
    ["要做好工作吗?为什么?怎么办?", "市??h直各单位", "他问：好吗?好的?可以?", "经费?元，人数?人。", "????"],
)
def test_question_marks_that_hide_nothing_certain_stay(text: str) -> None:
    assert cleaned(text).text.replace("？", "?") == text


PAGE = """当前位置：首页 > 新闻中心 > 政务要闻 > 正文

云川市委常委会召开会议

2023-05-06 08:15 来源：云川日报 作者：王一 浏览：1024次 字号：[大 中 小] 分享到：微信 微博

本报讯 5月5日，云川市委常委会召开会议，研究防汛工作。

会议强调，要压实责任。

责任编辑：张三 校对：李四
【打印本页】【关闭窗口】
上一篇：云川市召开会议
版权所有：云川市人民政府 京ICP备00000000号
"""


def test_page_furniture_goes_and_its_facts_stay() -> None:
    report = cleaned(PAGE)
    assert report.text == (
        "云川市委常委会召开会议\n\n本报讯 5月5日，云川市委常委会召开会议，研究防汛工作。\n\n会议强调，要压实责任。"
    )
    assert report.title == "云川市委常委会召开会议"
    assert report.outlet == "云川日报"
    assert report.published == "2023-05-06T08:15:00"


def test_a_date_line_without_year_in_the_dirt_of_a_mirror() -> None:
    date_line = "雲川手機(jī)報(bào) 05-06 23:03 責(zé)編:王一 我要分享"
    report = cleaned(f"雲川市委召開會(huì)議\n\n{date_line}\n\n會(huì)議指出,要抓落實(shí)。\n\n分享")
    assert report.text == "云川市委召开会议\n\n会议指出，要抓落实。"
    assert (report.outlet, report.published) == ("云川手机报", "05-06 23:03")


def test_what_the_source_says_goes_before_what_the_page_says() -> None:
    report = cleaned(PAGE, outlet="云川发布", published="2023/5/7", title="云川市委常委会召开会议")
    assert (report.outlet, report.published) == ("云川发布", "2023-05-07")
    assert report.text.startswith("本报讯")  # the title stands in its own field


@pytest.mark.parametrize(
    "line",
    [
        "会议听取了关于编辑出版工作的汇报",
        "2023年5月6日",
        "云川市人民政府",
        "一、关于分享经济",
        "会议要求，打印机采购要公开",
        "下载量突破一万次的应用要重点推广",
    ],
)
def test_lines_that_only_resemble_furniture_stay(line: str) -> None:
    text = f"会议研究了工作。\n{line}\n会议强调了纪律。"
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    "title",
    ["[视频]云川市召开会议", "【组图】云川市召开会议", "云川市召开会议（图）", "(高清组图)〔视频〕云川市召开会议 [图]"],
)
def test_the_marks_of_a_site_leave_the_title_and_stay_in_the_text(title: str) -> None:
    report = cleaned("会议审议[视频]监控办法（图）。", title=title)
    assert report.title == "云川市召开会议"
    assert report.text == "会议审议[视频]监控办法（图）。"
    assert cleaned(f"{title}\n\n会议指出，要抓落实。", title="云川市召开会议").text == "会议指出，要抓落实。"


@pytest.mark.parametrize(
    "title", ["云川市审议《条例（草案）》", "视频会议在云川召开", "云川市召开会议（第3号）", "[视频]"]
)
def test_a_title_keeps_what_is_its_own(title: str) -> None:
    assert cleaned("会议指出，要抓落实。", title=title).title == title


def test_a_title_said_twice_stays_once() -> None:
    assert (
        cleaned("云川市召开会议\n云川市召开会议\n会议指出，要抓落实。").text == "云川市召开会议\n会议指出，要抓落实。"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("云川市委常委会召开会议\n\n会议指出，要抓落实。", "云川市委常委会召开会议"),
        ("会议指出，要抓落实。\n会议强调，要见效。", None),
        ("云川市委常委会召开会议", None),
        ("会议强调：\n要抓落实。", None),
    ],
)
def test_headline(text: str, title: str | None) -> None:
    assert cleaned(text).title == title


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2021-04-27", "2021-04-27"),
        ("2021年4月27日", "2021-04-27"),
        ("2021年4月27日 23:03", "2021-04-27T23:03:00"),
        ("2021/4/7", "2021-04-07"),
        ("2021.04.27 8:05:06", "2021-04-27T08:05:06"),
        ("2021年4月27日 星期二 下午3:05", "2021-04-27T15:05:00"),
        ("2021-04-27T16:00:00Z", "2021-04-28"),
        ("2021-04-27T23:03:00+08:00", "2021-04-27T23:03:00"),
        ("2021-04-27 00:00:00", "2021-04-27"),
        ("2021-04-27 23:03:00.123456", "2021-04-27T23:03:00"),
        ("20210427", "2021-04-27"),
        ("1619535780", "2021-04-27T23:03:00"),
        ("1619535780000", "2021-04-27T23:03:00"),
        ("Tue, 27 Apr 2021 23:03:00 +0800", "2021-04-27T23:03:00"),
        ("发布时间：2021-04-27", "2021-04-27"),
        ("04-27 23:03", "04-27 23:03"),
        ("2021-13-45", "2021-13-45"),
        (" 昨天 ", "昨天"),
    ],
)
def test_published(given: str, iso: str) -> None:
    assert cleaned("会议研究了工作。", published=given).published == iso


def test_hostile_texts_come_through() -> None:
    for piece in ("(", "?", " ", "\n", "，", "&", "会(", "(huì", "1-", "会 ", "<", "　\n", "字号：", "[大", "?会"):
        text = (piece * 300_000)[:300_000]
        report = clean(RawReport(source="test", text=text))
        assert restore(report.text, report.repairs) == text


def _letters(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("name", ["central", "local"])
def test_clean_readouts_change_in_nothing_but_space_and_width(shared: Path, name: str) -> None:
    with (shared / "corpus" / f"{name}_readouts.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            report = clean(RawReport(source=row["id"], text=row["text"], title=row["title"]))
            assert restore(report.text, report.repairs) == row["text"]
            for repair in report.repairs:
                now = report.text[repair.start : repair.end]
                if repair.kind == "furniture":
                    assert "编辑" in repair.before  # editors' lines stand alone; they are no sentence
                    assert "。" not in repair.before
                else:
                    assert _letters(repair.before) == _letters(now), row["id"]


def test_the_page_of_a_mirror_site(shared: Path) -> None:
    raw = (shared / "corpus" / "seed.txt").read_text(encoding="utf-8")
    report = cleaned(raw)
    assert "成绩为“好”，现行标准下" in report.text
    assert not re.search(r"[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ?]", report.text)
    assert report.text.endswith("会议还研究了其他事项。")
    assert report.outlet is not None
    assert report.outlet.endswith("手机报")
    assert report.published == "04-27 23:03"
