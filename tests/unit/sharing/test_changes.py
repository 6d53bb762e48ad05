"""What has changed from one version to another, as a person would list it who had made the changes."""

from __future__ import annotations

from analysis.corpus.engine import Engine
from analysis.measures import evidence
from analysis.measures.selection import Selection
from analysis.sharing import changes, headlines
from analysis.sharing.headlines import Cell
from analysis.sharing.links import ViewLink


def test_nothing_has_changed_from_a_version_to_itself(then: Engine) -> None:
    for selection in (Selection(), Selection(topics=("disaster",))):
        found = changes.between(then, then, selection)
        assert not found
        assert found.then == found.now == evidence.count(then, selection, unit="meetings")


def test_in_the_whole_library_every_change_is_found_and_a_better_copy_is_no_new_meeting(
    then: Engine, now: Engine
) -> None:
    found = changes.between(then, now, Selection())
    assert (found.then, found.now) == (12, 12)
    assert [row["meeting_id"] for row in found.added] == ["r13"]
    assert [row["meeting_id"] for row in found.removed] == ["r10"]
    assert (found.moved, found.came_in, found.went_out) == (1, 0, 0)
    assert (found.items_added, found.items_removed) == (1, 1)
    read = {row["item_id"]: row for row in found.relabelled}
    assert set(read) == {"r5:1", "r6:1"}
    assert (read["r5:1"]["topics_before"], read["r5:1"]["topics"]) == ("disaster", "health")
    assert (read["r6:1"]["decision_before"], read["r6:1"]["decision"]) == ("", "approved")


def test_what_enters_or_leaves_a_selection_by_another_reading_is_told_from_what_was_imported(
    then: Engine, now: Engine
) -> None:
    county = changes.between(then, now, Selection(levels=("county",)))
    assert {row["meeting_id"]: row["is_known"] for row in county.added} == {"r13": False, "r1": True}
    assert county.came_in == 1
    assert (county.items_added, county.items_removed) == (1, 1), "the items of the known meeting are not new"

    floods = changes.between(then, now, Selection(topics=("disaster",)))
    assert {row["meeting_id"]: row["is_known"] for row in floods.removed} == {"r5": True, "r10": False}
    assert floods.went_out == 1
    assert "r5:1" in {row["item_id"] for row in floods.relabelled}, "it left the selection by its label"
    health = changes.between(then, now, Selection(topics=("health",)))
    assert [row["meeting_id"] for row in health.added] == ["r5"]
    assert "r5:1" in {row["item_id"] for row in health.relabelled}, "and entered this one"


def test_the_figures_then_and_now_are_the_evidence_of_their_cells(then: Engine, now: Engine) -> None:
    for address in (
        "/", "/topics?level=prefecture", "/topics?unit=meetings", "/keywords", "/formulations?chosen=安全生产",
        "/timelines?topics=disaster&topics=safety", "/timelines?of=phrases&phrases=防汛",
        "/topics?cell=topic:disaster&cell=year:2021",
        "/compare?cell=topic:disaster&cell=from:2021-01-01&cell=to:2021-06-30", "/meetings", "/topics?level=township",
    ):  # fmt: skip
        link = ViewLink.from_address(address)
        pairs = headlines.compared(then, now, link)
        assert pairs[0][0].cell == Cell((), "meetings")
        for before, after in pairs:
            for engine, figure in ((then, before), (now, after)):
                narrowed = link.selection().narrow(**dict(figure.cell.keys))
                assert figure.count == evidence.count(engine, narrowed, unit=figure.cell.unit)


def test_the_figure_of_the_topics_page_is_its_first_topic_then_and_the_same_topic_now(
    then: Engine, now: Engine
) -> None:
    before, after = headlines.compared(then, now, ViewLink.from_address("/topics"))[2]
    assert before.cell == after.cell == Cell((("topic", "disaster"),), "items")
    assert (before.count, after.count) == (8, 7)
    assert before.share == 8 / before.whole


def test_a_cell_that_makes_no_sense_is_left_out(then: Engine, now: Engine) -> None:
    for cell in ("moon:1", "from:yesterday", "level:province", "topic", ":"):
        pairs = headlines.compared(then, now, ViewLink.of("topics", {"level": "county", "cell": cell}))
        assert pairs[0][0].count == 2
