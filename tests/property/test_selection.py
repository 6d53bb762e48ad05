"""A selection survives its address; whatever an address holds, it is read or named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.selection import AND, NONE, TREATMENTS, Selection, days_of
from analysis.records import ACTIONS, DECISIONS, LEVELS

names = st.text(min_size=1, max_size=6)
topics = st.lists(st.sampled_from(["rural", "health", "safety", NONE]), min_size=1, max_size=3).map(AND.join)
days = st.dates(date(1949, 10, 1), date(2049, 12, 31))


def several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3).map(tuple)


plain = st.builds(
    lambda span, **conditions: Selection(start=span[0], end=span[1], **conditions),
    span=st.tuples(st.none() | days, st.none() | days).map(
        lambda span: tuple(sorted(span)) if None not in span else span  # type: ignore[type-var]
    ),
    places=several(names),
    levels=several(st.sampled_from([*LEVELS, NONE])),
    bodies=several(names),
    topics=several(topics),
    actions=several(st.sampled_from(ACTIONS)),
    decisions=several(st.sampled_from([*DECISIONS, NONE])),
    treatments=several(st.sampled_from(list(TREATMENTS))),
    agenda=several(st.sampled_from(["rural", "health", "safety", NONE])),
    undated=st.booleans(),
    other_matters=st.booleans(),
    words=several(names),
    terms=several(names),
    phrases=several(names),
    formulations=several(names),
)
selections = st.builds(lambda selection, outside: replace(selection, outside=outside or None), plain, st.none() | plain)


@given(selections)
def test_round_trip_through_the_address(selection: Selection) -> None:
    assert Selection.from_params(selection.to_params()) == (selection, ())


@given(selections)
def test_marks_for_its_values_are_taken_back(selection: Selection) -> None:
    values: list[str] = []

    def mark(value: str) -> str:
        values.append(value)
        return f"¶{len(values) - 1:04}"

    form = selection.changed(mark)
    assert form.changed(lambda mark: values[int(mark[1:])]) == selection


@given(selections)
def test_equal_selections_have_equal_addresses(selection: Selection) -> None:
    again = Selection(
        **{
            name: tuple(reversed(value)) * 2 if isinstance(value := getattr(selection, name), tuple) else value
            for name in selection.__dataclass_fields__
        }
    )
    assert again == selection
    assert again.to_params() == selection.to_params()


KEYS = [
    "place",
    "level",
    "body",
    "topic",
    "action",
    "decision",
    "word",
    "term",
    "phrase",
    "formulation",
    "from",
    "to",
    "undated",
    "treatment",
    "agenda",
    "other_matters",
    "lang",
    "not.level",
    "not.from",
]


@given(
    st.dictionaries(
        st.sampled_from(KEYS), st.lists(st.text(max_size=8) | st.sampled_from(["county", "2021-04-27", "1"]))
    )
)
def test_any_address_is_read_and_what_is_not_kept_is_named(params: dict[str, list[str]]) -> None:
    selection, dropped = Selection.from_params(params)
    kept = selection.to_params()
    assert Selection.from_params(kept) == (selection, ())
    for key, values in params.items():
        for value in values:
            if key in ("topic", "lang"):  # alternatives that ask for more are absorbed, other keys are the page's
                continue
            assert value in kept.get(key, []) or f"{key}={value}" in dropped


@given(days, st.sampled_from(["year", "quarter", "month", "week", "day"]))
def test_a_day_lies_in_its_periods(day: date, grain: str) -> None:
    iso = day.isocalendar()
    period = {
        "year": f"{day.year}", "quarter": f"{day.year}-Q{(day.month - 1) // 3 + 1}", "month": f"{day:%Y-%m}",
        "week": f"{iso.year}-W{iso.week:02}", "day": day.isoformat(),
    }[grain]  # fmt: skip
    first, last = days_of(period)
    assert first <= day <= last
    lengths = {"year": (365, 366), "quarter": (90, 92), "month": (28, 31), "week": (7, 7), "day": (1, 1)}[grain]
    assert lengths[0] <= (last - first).days + 1 <= lengths[1]
