"""A view as a link: one address a view, live and fixed, read back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.selection import Selection
from analysis.sharing.links import ViewLink

VALUES = st.dictionaries(
    st.text(st.characters(categories=["L", "N"], include_characters="._"), min_size=1, max_size=8),
    st.lists(st.text(min_size=1, max_size=8).filter(lambda text: "\ud800" not in text), min_size=1, max_size=3),
    max_size=4,
)


@given(VALUES, st.sampled_from(["overview", "topics", "meetings"]))
def test_an_address_reads_back_as_the_view_that_it_was_made_of(params: dict[str, list[str]], page: str) -> None:
    link = ViewLink.of(page, params)
    for base in ("", "http://host:8501", "https://host/under/a/path/"):
        assert ViewLink.from_address(link.address(base), base) == link
    assert link.address().isascii(), "it survives e-mail"


def test_the_order_in_which_parameters_came_makes_no_other_address() -> None:
    one = ViewLink.of("topics", {"level": ["county"], "by": "year"})
    assert one == ViewLink.of("topics", {"by": ["year"], "level": "county", "q": [], "cell": ""})
    assert hash(one) == hash(ViewLink.from_address("/topics?level=county&by=year"))


def test_a_fixed_link_names_its_version_and_a_live_one_none() -> None:
    link = ViewLink.of("topics", {"v": "old", "level": "county"})
    assert link.version == "old"
    assert link.live().address() == "/topics?level=county"
    assert link.live().version is None
    assert link.fixed("new").get_all("v") == ("new",)
    assert link.fixed("new").live() == link.live()


def test_the_selections_of_both_sides_are_read_from_it() -> None:
    link = ViewLink.from_address("/compare?against=other&topic=rural&b.topic=finance&b.level=moon")
    assert link.selection() == Selection(topics=("rural",))
    assert link.selection("b.") == Selection(topics=("finance",))
