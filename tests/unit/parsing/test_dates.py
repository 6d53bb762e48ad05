import pytest

from analysis.parsing import parse
from analysis.records import Report


def held(text: str, published: str | None = None, **more: str) -> tuple[str | None, str | None]:
    meeting = parse(Report(text=text, published=published, title="甲市委常委会召开会议", **more))
    return meeting.date, meeting.date_basis


BODY = "甲市委常委会召开会议，研究防汛工作。"


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [
        ("2021年4月27日，", None, ("2021-04-27", "text")),
        ("4月27日，", "2021-04-28", ("2021-04-27", "text+published")),
        ("12月30日，", "2022-01-02", ("2021-12-30", "text+published")),  # the year before that of publication
        ("19日，", "2022-08-22 08:59", ("2022-08-19", "text+published")),
        ("31日，", "2022-03-02", ("2022-01-31", "text+published")),  # February has no such day
        ("今天上午，", "2022-03-02", ("2022-03-02", "published")),
        ("昨日，", "2022-03-01", ("2022-02-28", "published")),
        ("前天上午，", "2022-03-01", ("2022-02-27", "published")),
        ("1月15上午，", "2022-01-16", ("2022-01-15", "text+published")),  # as it is said, without 日
        ("15下午，", "2022-01-16", ("2022-01-15", "text+published")),
        ("日前，", "2022-03-02", (None, None)),
        ("近日，", "2022-03-02", (None, None)),
        ("四月二十七日，", "2021-04-28", ("2021-04-27", "text+published")),
        ("2月30日，", "2021-03-01", (None, None)),  # no such day
    ],
)
def test_the_day_held(day: str, published: str | None, expected: tuple[str | None, str | None]) -> None:
    assert held(day + BODY, published) == expected


def test_the_year_may_stand_in_the_address() -> None:
    assert held("4月27日，" + BODY, url="https://example.invalid/2021/0428/t1.html") == ("2021-04-27", "text+published")


def test_a_year_is_inferred_from_what_is_spoken_of_and_keeps_its_evidence() -> None:
    text = "4月27日，" + BODY + "会议强调，要扎实开展党史学习教育，推进“十四五”规划实施，以优异成绩献礼党的百年华诞。"
    meeting = parse(Report(text=text, published="04-27 23:03"))
    assert (meeting.date, meeting.date_basis) == ("2021-04-27", "inferred")
    evidence = [basis for basis in meeting.bases if basis.field == "date" and basis.span]
    assert {basis.quote for basis in evidence} >= {"4月27日", "党史学习教育"}
    assert all(basis.span is not None and basis.span.of(text) == basis.quote for basis in evidence)


def test_a_weekday_rules_years_out() -> None:
    # 27 April was a Tuesday in 2021 and a Monday in 2020; both years lie within the campaign against the epidemic.
    text = "4月27日（星期二），" + BODY + "会议强调，要抓好新冠肺炎疫情防控，落实“十四五”规划。"
    assert held(text) == ("2021-04-27", "inferred")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # The visit to 辽宁 was in August 2022, another in January 2025.
        ("8月19日，甲市委常委会召开会议，传达学习习近平总书记在辽宁沈阳考察时的重要讲话精神。", "2022-08-19"),
        ("2月5日，甲市委常委会召开会议，传达学习习近平总书记在辽宁考察时的重要讲话精神。", "2025-02-05"),
        # In no year was this said in May.
        ("5月20日，甲市委常委会召开会议，传达学习习近平总书记在辽宁考察时的重要讲话精神。", None),
        # What was said at a conference is spoken of for years; that it was passed on dates it.
        ("10月20日，甲市委常委会召开会议，传达学习中央人大工作会议精神。", "2021-10-20"),
        ("10月20日，甲市委常委会召开会议，研究防汛工作。会议强调，要贯彻中央人大工作会议精神。", None),
        # The fourth sittings were in September 2018 and February 2024.
        ("3月1日，甲市委深改委召开会议，传达学习中央全面深化改革委员会第四次会议精神。", "2024-03-01"),
        # A sitting that is told by its day, with a year that the report names; by itself the day settles nothing.
        ("7月9日，甲县政府召开常务会议，传达学习7月2日国务院常务会议精神，审议《甲县2014年方案》。", "2014-07-09"),
        ("7月9日，甲县政府召开常务会议，传达学习7月2日国务院常务会议精神。", None),
    ],
)
def test_what_was_passed_on_tells_the_year(told: str, expected: str | None) -> None:
    assert held(told) == (expected, "inferred" if expected else None)


def test_no_clue_no_year() -> None:
    assert held("4月27日，" + BODY) == (None, None)


def test_a_date_of_what_is_relayed_is_not_the_meetings() -> None:
    text = "5月6日，甲市委常委会召开会议，传达学习4月30日全省防汛会议精神。"
    assert held(text, "2021-05-07")[0] == "2021-05-06"


def why(
    text: str, published: str | None = None, title: str = "甲市委常委会召开会议", **more: str
) -> list[tuple[str, str | None]]:
    meeting = parse(Report(text=text, published=published, title=title, **more))
    return [(basis.how, basis.quote) for basis in meeting.bases if basis.field == "date"]


@pytest.mark.parametrize(
    ("day", "published", "expected", "quote"),
    [
        ("4月26日至28日，", "2021-04-29", "2021-04-26", "4月26日至28日"),
        ("4月26-28日，", "2021-04-29", "2021-04-26", "4月26-28日"),
        ("4月26日—28日，", "2021-04-29", "2021-04-26", "4月26日—28日"),
        ("26日至28日，", "2021-04-29", "2021-04-26", "26日至28日"),
        ("4月30日至5月2日，", "2021-05-03", "2021-04-30", "4月30日至5月2日"),
        ("4月26日、27日，", "2021-04-29", "2021-04-26", "4月26日、27日"),
    ],
)
def test_of_several_days_the_first_is_taken_and_said_so(day: str, published: str, expected: str, quote: str) -> None:
    assert held(day + BODY, published) == (expected, "text+published")
    assert why(day + BODY, published)[0] == ("first of several days in the text", quote)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # A dateline dates the report; the meeting's own day goes before it.
        ("本报甲市4月28日讯 4月27日，", "2021-04-29", ("2021-04-27", "text+published")),
        ("甲市日报4月28日讯（记者江望）今天，", "2021-04-29", ("2021-04-28", "published")),
        ("甲市日报4月28日讯（记者江望）昨天，", "2021-04-29", ("2021-04-27", "published")),
        ("新华社甲市4月28日电 ", "2021-04-29", ("2021-04-28", "text+published")),
        ("甲市日报4月28日讯 近日，", "2021-04-29", (None, None)),
        # The day in brackets says which one 今天 is.
        ("今天（27日）上午，", "2021-04-28", ("2021-04-27", "published")),
        ("今天（4月27日）上午，", "2021-04-28", ("2021-04-27", "published")),
        ("今天（4月27日）上午，", None, (None, None)),
        # Days of a month that a word names.
        ("本月27日，", "2021-04-28", ("2021-04-27", "text+published")),
        ("上月27日，", "2021-04-28", ("2021-03-27", "text+published")),
        # What began or ended on a day was not held on it.
        ("4月1日以来全市连降大雨，4月27日，", "2021-04-28", ("2021-04-27", "text+published")),
        ("4月30日前要完成排查，为此", "2021-04-28", (None, None)),
        ("27日，", None, (None, None)),
        ("昨天，", None, (None, None)),
    ],
)
def test_which_of_the_days_is_the_meetings(
    text: str, published: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert held(text + BODY, published) == expected


CLUES = "会议强调，要扎实开展党史学习教育，推进“十四五”规划实施，以优异成绩献礼党的百年华诞。"


@pytest.mark.parametrize(
    ("day", "expected"), [("今天，", "2021-04-27"), ("昨天，", "2021-04-26"), ("25日，", "2021-04-25")]
)
def test_a_publication_without_its_year_gives_month_and_day(day: str, expected: str) -> None:
    assert held(day + BODY + CLUES, "04-27 23:03") == (expected, "inferred")
    assert held(day + BODY, "04-27 23:03") == (None, None), "nothing tells the year"


def test_the_year_in_which_the_session_is_counted_is_that_of_the_meeting() -> None:
    text = "4月27日，甲市政府召开2021年第6次常务会议，研究防汛工作。"
    assert held(text) == ("2021-04-27", "inferred")
    assert why(text)[-1] == ("year in which the session is counted", "2021年")
    assert held(text, "2022-04-28")[0] == "2022-04-27", "a publication goes before it"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2021年4月27日甲市委常委会会议", ("2021-04-27", "text")),
        ("甲市委常委会会议（2021年4月27日）", ("2021-04-27", "text")),
        ("甲市委常委会传达2021年4月27日全省会议精神", (None, None)),
        ("甲市委常委会会议", (None, None)),
    ],
)
def test_the_day_may_stand_in_the_title_alone(title: str, expected: tuple[str | None, str | None]) -> None:
    meeting = parse(Report(text=BODY, title=title))
    assert (meeting.date, meeting.date_basis) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BODY, "no day is named where the report says that it met"),
        ("近日，" + BODY, "the report gives no day"),
        ("4月27日，" + BODY, "year not known"),
    ],
)
def test_an_unknown_date_says_why(text: str, reason: str) -> None:
    assert held(text) == (None, None)
    assert reason in [how for how, _ in why(text)]


def test_digits_of_an_address_are_a_date_only_where_they_can_be_one() -> None:
    assert held("4月27日，" + BODY, url="https://example.invalid/t20210428_1.html")[0] == "2021-04-27"
    assert held("4月27日，" + BODY, url="https://example.invalid/920210428") == (None, None)
    assert held("4月27日，" + BODY, url="https://example.invalid/20211399") == (None, None)


@pytest.mark.parametrize("dateline", ["据甲市日报5月6日消息，", "5月6日（林一舟）", "甲市日报5月6日讯 "])
def test_a_dateline_is_not_the_day_of_the_meeting(dateline: str) -> None:
    assert parse(Report(text=f"{dateline}5月5日，{BODY}", published="2024-05-07")).date == "2024-05-05"


def test_the_name_of_an_outlet_is_no_day() -> None:
    assert parse(Report(text=f"今日甲市网消息 5月5日，{BODY}", published="2024-05-07")).date == "2024-05-05"


@pytest.mark.parametrize(
    ("url", "day", "expected"),
    [
        ("http://example.invalid/n/2013022015050645574.htm", "2月20日，", ("2013-02-20", "text+published")),
        ("http://example.invalid/qx/2022/2/10/08245696695.html", "2月8日，", ("2022-02-08", "text+published")),
        ("http://example.invalid/hexian/201604/809421.html", "3月25日，", ("2016-03-25", "inferred")),
        ("http://example.invalid/n/201701/1.html", "12月25日，", ("2016-12-25", "inferred")),
        ("http://example.invalid/art/2026/art_1.html", "2月3日，", ("2026-02-03", "inferred")),
        ("http://example.invalid/show/20130230/1.html", "2月3日，", (None, None)),  # no such day
        ("http://example.invalid/2014n/6y/1.html", "5月30日，", ("2014-05-30", "inferred")),  # 年 and 月
        ("http://example.invalid/2014n/6y/1.html", "3日，", ("2014-06-03", "inferred")),
        ("http://example.invalid/2014n/6y/1.html", "30日，", (None, None)),  # of May perhaps
        ("http://example.invalid/2014-6-5/1.html", "6月4日，", ("2014-06-04", "text+published")),
        ("http://news.163.com/21/0611/10/GA.html", "6月10日，", ("2021-06-10", "text+published")),
    ],
)
def test_what_the_address_says_of_the_time(url: str, day: str, expected: tuple[str | None, str | None]) -> None:
    assert held(day + BODY, url=url) == expected


@pytest.mark.parametrize(
    ("day", "said", "expected"),
    [
        ("8月26日，", "会议听取了2019年上半年计划执行情况的报告。", "2019-08-26"),
        ("2月3日，", "会议研究了2026年度区级重点项目安排。", "2026-02-03"),
        ("7月5日，", "会议听取了2018年财政决算的报告。", "2019-07-05"),
        ("1月20日，", "会议听取了2018年重点工作的汇报。", None),  # at the year's end, or after it
        ("11月28日，", "会议听取了2019年1—10月计划执行情况的报告。", "2019-11-28"),
        ("12月26日，", "会议决定，甲市人大四次会议于2012年1月9日至11日举行。", "2011-12-26"),
        ("11月20日，", "会议研究了2020年民生实事候选项目。", "2019-11-20"),
        ("11月20日，", "会议研究了2020年民生实事项目。", None),  # of the next year, or of this
        ("2月8日，", "会议审议了《甲市2019年国民经济和社会发展计划草案》。", "2019-02-08"),
        ("10月21日，", "会议审议了《甲区2021年耕地补贴资金兑付方案》。", "2021-10-21"),
        ("10月27日，", "会议传达学习党的二十届四中全会精神。", "2025-10-27"),
        ("3月20日，", "会议传达了十三届全国人大四次会议精神。", "2021-03-20"),
    ],
)
def test_what_is_said_of_a_year_while_it_lasts_dates_a_report(day: str, said: str, expected: str | None) -> None:
    assert held(day + BODY + said)[0] == expected


def test_the_day_of_a_meeting_to_come_is_not_this_ones() -> None:
    text = "日前召开的甲市委常委会会议决定，甲市委全会将于12月30日召开，并研究防汛工作。"
    assert held(text, "2014-12-29") == (None, None)
    assert held("4月1日，" + BODY + "甲市委全会定于4月3日召开。", "2014-04-02")[0] == "2014-04-01"


@pytest.mark.parametrize("published", ["04.06.2014 12:30", "2014- 06- 04 12: 30", "2014 年 6 月 4 日"])
def test_a_stamp_may_have_the_day_first_or_gaps(published: str) -> None:
    assert held("昨日，" + BODY, published) == ("2014-06-03", "published")


def test_a_page_may_say_under_its_text_when_it_was_published() -> None:
    text = f"6月3日，{BODY}" + "会议强调，要压实责任。\n" * 9
    assert held(text + "发布时间：2014-06-04 点击：12") == ("2014-06-03", "text+published")
    assert held(text + "2015-01-09 乙县召开水利工作会议")[0] is None  # another report, listed there


def test_the_first_month_has_a_name_of_its_own() -> None:
    assert held(f"元月16日上午，{BODY}", "2007-01-17") == ("2007-01-16", "text+published")


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [
        ("2024-04-08，", None, ("2024-04-08", "text")),
        ("2024.4.8，", None, ("2024-04-08", "text")),
        ("8日，", "20240410", ("2024-04-08", "text+published")),
        ("昨（8）日，", "2024-04-09", ("2024-04-08", "published")),
        ("昨下午，", "2024-04-09", ("2024-04-08", "published")),
        ("前日，", "2024-04-10", ("2024-04-08", "published")),
        ("本周一，", "2024-04-10", ("2024-04-08", "published")),
        ("周三上午，", "2024-04-10", ("2024-04-10", "published")),
        ("上周五，", "2024-04-10", ("2024-04-05", "published")),
        ("上周一，", "2024-04-10", ("2024-04-01", "published")),
        ("周一，", None, (None, None)),
        ("每周一，", "2024-04-10", (None, None)),
    ],
)
def test_days_in_figures_and_of_the_week(
    day: str, published: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert held(day + BODY, published) == expected


def test_the_day_may_stand_with_who_presided() -> None:
    text = "甲市委常委会召开会议，研究防汛工作，市委书记林一舟4月8日主持会议。"
    assert held(text, "2024-04-10") == ("2024-04-08", "text+published")


@pytest.mark.parametrize(
    "title", ["甲市委常委会会议（2024.4.8）", "甲市委常委会召开会议 2024-04-08", "甲市委2024年4月8日常委会会议"]
)
def test_a_full_day_may_stand_at_the_end_of_a_title_or_before_its_meeting(title: str) -> None:
    meeting = parse(Report(text=BODY, title=title))
    assert (meeting.date, meeting.date_basis) == ("2024-04-08", "text")


def test_a_sentence_that_is_the_headline_of_the_next_is_not_the_lead() -> None:
    text = "县委常委会召开会议。4月8日，县委书记林一舟主持召开县委常委会会议，研究防汛工作。会议强调，要抓好落实。"
    meeting = parse(Report(text=text, published="2024-04-10"))
    assert (meeting.is_readout, meeting.date, len(meeting.items)) == (True, "2024-04-08", 1)


@pytest.mark.parametrize(
    ("spoken_of", "year"),
    [
        ("传达学习深圳等经济特区建立40周年庆祝大会精神", "2020"),
        ("传达学习十八届中央纪委六次全会精神", "2016"),
        ("传达学习习近平在十九届中央政治局第二十九次集体学习时的讲话精神", "2021"),
        ("传达学习中央全面深化改革委员会第十二次会议精神", "2020"),
        ("传达学习全国政协十三届二次会议精神", "2019"),
        ("研究纪念五四运动95周年活动方案", "2014"),
        ("传达学习庆祝中华人民共和国成立七十五周年大会精神", "2024"),
        ("要确保“十三五”开局之年各项任务完成", "2016"),
        ("听取各镇2021年工作情况和2022年工作打算的汇报", "2021"),
    ],
)
def test_numbered_sittings_and_anniversaries_tell_the_year(spoken_of: str, year: str) -> None:
    text = f"10月8日，甲市委常委会召开会议，{spoken_of}。市委书记林一舟主持。"
    assert held(text) == (f"{year}-10-08", "inferred")
