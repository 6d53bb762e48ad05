"""The charts of the topics page: what they show, and which cell each point opens."""

from __future__ import annotations

import pandas as pd

from analysis.charts import gaps, network, squares, stacked

NAMES = {"rural": "三农", "health": "健康", "safety": "安全", "finance": "财政"}


def test_the_parts_of_a_bar_stand_in_their_order_and_open_their_items() -> None:
    table = pd.DataFrame({"topic": ["rural"] * 2, "treatment": ["heard", "decided"], "share": [0.25, 0.75]})
    figure = stacked.figure(
        table, key="topic", part="treatment", parts=["heard", "decided"], hover="{name}", names=NAMES
    )
    assert [bar["x"] for bar in figure["data"]] == [[0.25], [0.75]]
    assert figure["layout"]["barmode"] == "stack"
    assert figure["data"][1]["customdata"] == [{"topic": "rural", "treatment": "decided"}]
    assert figure["layout"]["yaxis"]["ticktext"] == ["三农"]


def pairs() -> pd.DataFrame:
    return pd.DataFrame({
        "topic": ["finance", "health", "finance"], "other": ["rural", "rural", "health"],
        "agenda": ["finance*rural", "health*rural", "finance*health"], "ratio": [4.0, 0.0, 1.0],
        "strength": [1.0, -1.0, 0.0], "is_sure": [True, True, False],
    })  # fmt: skip


def test_a_square_opens_the_meetings_of_its_pair_and_doubtful_ones_are_small() -> None:
    figure = squares.figure(
        pairs(), one="topic", other="other", order=["rural", "health", "finance"], keys=["agenda"], names=NAMES,
        hover="{name} {named_other} {ratio}", width=400,
    )  # fmt: skip
    drawn = figure["data"][0]
    assert list(zip(drawn["x"], drawn["y"], strict=True)) == [(0, 2), (0, 1), (1, 2)]
    assert drawn["customdata"][0] == {"agenda": "finance*rural"}
    assert drawn["marker"]["size"][0] > 2 * drawn["marker"]["size"][2]
    assert drawn["marker"]["color"][0] != drawn["marker"]["color"][1]
    assert drawn["hovertext"][0] == "财政 三农 4.0"


def test_long_names_stand_on_several_lines_where_there_is_little_room() -> None:
    names = {**NAMES, "finance": "Finance and the budget of the whole"}
    figure = squares.figure(
        pairs(), one="topic", other="other", order=["rural", "finance"], keys=["agenda"], hover="{name}", names=names,
        width=350, line=14,
    )  # fmt: skip
    assert figure["layout"]["yaxis"]["ticktext"] == ["Finance and<br>the budget of<br>the whole"]


def test_a_network_has_a_disc_for_each_topic_and_a_line_for_each_pair() -> None:
    edges = pd.DataFrame({"topic": ["finance", "finance"], "other": ["rural", "health"], "weight": [2.0, 1.0],
                          "pair": ["finance*rural", "finance*health"]})  # fmt: skip
    look = {"key": "agenda", "cell": "agenda", "hover": "{name} {size} {near}", "names": NAMES,
            "line_hover": "{name} {named_other} {weight}"}  # fmt: skip
    sizes = {"finance": 40, "rural": 10, "health": 20, "safety": 5}
    figure = network.figure(edges, sizes, **look)
    *lines, along, discs = figure["data"]
    assert len(lines) == 2
    assert {cell["agenda"] for cell in discs["customdata"]} == {"finance", "rural", "health"}
    size = dict(zip((cell["agenda"] for cell in discs["customdata"]), discs["marker"]["size"], strict=True))
    assert size["finance"] > size["health"] > size["rural"]
    assert figure == network.figure(edges, sizes, **look)
    assert network.figure(edges.head(0), sizes, **look)["data"][0]["x"] == []
    x0, x1 = lines[0]["x"]
    at = [x for x, cell in zip(along["x"], along["customdata"], strict=True) if cell == {"agenda": "finance*rural"}]
    assert all(min(x0, x1) < x < max(x0, x1) for x in at)
    assert along["hovertext"][0] == "财政 三农 2.0"


def test_each_dot_of_a_pair_opens_its_own_group() -> None:
    table = pd.DataFrame({"topic": ["rural"], "share": [0.1], "share_other": [0.3]})
    figure = gaps.figure(
        table, key="topic", by="body", one="甲", other="乙", label="{share:.0%}", hover="{name}", names=NAMES,
        groups=("甲", "乙"),
    )  # fmt: skip
    _lines, one, other, written = figure["data"]
    assert one["customdata"] == [{"body": "甲", "topic": "rural"}]
    assert other["customdata"] == [{"body": "乙", "topic": "rural"}]
    assert written["x"] == [0.3]
