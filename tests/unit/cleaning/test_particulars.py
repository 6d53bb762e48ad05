"""The table of particulars above what government sites publish."""

from __future__ import annotations

import pytest

from analysis.cleaning import clean
from analysis.cleaning.particulars import particulars
from analysis.records import RawReport, Report, restore

REPORT = "9月14日，区长甘棠主持召开区政府第8次常务会议，研究防汛工作。\n会议强调，要压实责任。"
ABOVE = {
    "labels alone": "索引号：\n主题分类：\n发文机关：\n成文日期：\n发文字号：\n发布日期：\n有效性：\n",
    "spaced out": "索 引 号：\tX-2023/00123\n主题分类：\t综合政务\n文　　号：\t无\n有 效 性：\t有效\n",
    "values below": "索引号\nFY-18\n主题分类\n综合政务 > 政务会议\n发布机构\n区政府办\n生成日期\n2018-09-20\n文号\n\n",
    "in brackets": "【索引号】FY-2018-00231【发布机构】区政府办\n【文 号】 【生成日期】2018-09-20\n",
    "in cells": "| 索引号 | X-26 | 主题分类 | 综合政务 |\n| 发文机关 | 区政府办 | 成文日期 | 2018年09月20日 |\n",
    "several on a line": "索引号：X-2021-00026 组配分类：政府会议\n发布机构：区政府办 发布日期：2018-09-20\n",
}


def cleaned(text: str, title: str = "") -> Report:
    return clean(RawReport(source="test", text=text, title=title))


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_the_table_goes_and_comes_back(above: str) -> None:
    report = cleaned(above + REPORT)
    assert report.text == REPORT
    assert restore(report.text, report.repairs) == above + REPORT


def test_the_table_tells_title_issuer_and_day() -> None:
    report = cleaned(
        f"信息名称：区政府第8次常务会议\n索引号：X-1\n发布机构：区政府办公室\n生成日期：2018年9月20日\n{REPORT}"
    )
    assert (report.title, report.outlet, report.published) == ("区政府第8次常务会议", "区政府办公室", "2018-09-20")
    given = cleaned(f"信息名称：第8次会议\n索引号：X-1\n生成日期：2018-09-20\n{REPORT}", title="区长召开会议")
    assert given.title == "区长召开会议"


@pytest.mark.parametrize(
    "text",
    [
        "标题：会议研究防汛工作\n会议研究了三件事。",
        "区政府印发的公文，名称：《甲办法》，文号：区政发〔2018〕8号，有效期：五年。",
        "会议听取汇报。\n索引号：X-1\n主题分类：综合政务\n文号：无\n有效性：有效",
    ],
    ids=["one label", "within a sentence", "below a sentence"],
)
def test_what_is_no_table_above_the_report_stays(text: str) -> None:
    assert list(particulars(text)) == []


def test_the_line_below_a_bare_label_stays_where_it_tells_of_the_meeting() -> None:
    report = cleaned(f"索引号：X-1\n发布日期：2018-09-20\n有效性：\n甘棠主持召开区政府常务会议\n{REPORT}")
    assert report.text == f"甘棠主持召开区政府常务会议\n{REPORT}"
    assert report.title == "甘棠主持召开区政府常务会议"
