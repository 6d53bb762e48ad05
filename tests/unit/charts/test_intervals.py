from __future__ import annotations

import json
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.charts import intervals


def scores(*shares: tuple[str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(shares, columns=["field", "share", "low", "high"]).assign(topic="rural")


SCORES = scores(("date", 0.9, 0.83, 0.94), ("<b>place", 1.0, 0.92, 1.0))


def drawn(table: pd.DataFrame, **options: Any) -> dict[str, Any]:
    figure = intervals.figure(
        table, **{"key": "field", "label": "{share:.0%}", "hover": "{name}: {low}–{high}", **options}
    )
    go.Figure(json.loads(json.dumps(figure)))  # Plotly knows every name in it
    return figure


def test_a_dot_and_its_line_stand_at_share_low_and_high() -> None:
    dots, labels = drawn(SCORES)["data"]
    assert dots["x"] == [0.9, 1.0]
    errors = dots["error_x"]
    ends = [
        (x - less, x + more) for x, less, more in zip(dots["x"], errors["arrayminus"], errors["array"], strict=True)
    ]
    assert ends == [pytest.approx((0.83, 0.94)), pytest.approx((0.92, 1.0))]
    assert [text.strip() for text in labels["text"]] == ["90%", "100%"]


def test_the_axis_shows_every_interval_and_ends_at_one() -> None:
    for table in (SCORES, scores(("a", 0.2, 0.02, 0.5)), scores(("a", 1.0, 0.99, 1.0)), scores(("a", 0.5, 0.4, 0.6))):
        start, end = drawn(table)["layout"]["xaxis"]["range"]
        assert 0 <= start < table["low"].min() or (start == 0 and table["low"].min() < 0.1)
        assert end == 1


def test_rows_are_cells_with_escaped_names_the_first_on_top() -> None:
    figure = drawn(SCORES, key="field,topic", names={"date": "日期"})
    for trace in figure["data"]:
        assert trace["customdata"][0] == {"field": "date", "topic": "rural"}
    axis = figure["layout"]["yaxis"]
    assert axis["ticktext"] == ["日期", "&lt;b&gt;place"]
    assert axis["range"][0] > axis["range"][1], "downwards"
    assert figure["data"][0]["hovertext"][0] == "日期: 0.83–0.94"


def test_a_table_without_rows_draws_an_empty_chart() -> None:
    figure = drawn(SCORES.head(0))
    assert figure["data"][0]["x"] == []
    assert intervals.facts(SCORES.head(0), key="field") == {}


def test_the_text_alternative_names_the_best_and_the_worst() -> None:
    said = intervals.facts(SCORES, key="field", names={"date": "日期"})
    assert said == {"rows": 2, "best": "<b>place", "best_share": 1.0, "worst": "日期", "worst_share": 0.9}
