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


def test_no_clue_no_year() -> None:
    assert held("4月27日，" + BODY) == (None, None)


def test_a_date_of_what_is_relayed_is_not_the_meetings() -> None:
    text = "5月6日，甲市委常委会召开会议，传达学习4月30日全省防汛会议精神。"
    assert held(text, "2021-05-07")[0] == "2021-05-06"
