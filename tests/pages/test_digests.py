"""A meeting that stands in a digest: its stretch is shown, the rest of the page is folded around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library, default_library
from pages.shared.texts import of
from tests.pages.conftest import Open, html
from tests.unit.importing.test_digests import DIGEST, FULL


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_meeting_in_a_digest_is_shown_in_its_stretch(
    own: Callable[[list[dict[str, str]]], str], dashboard: Open, lang: str
) -> None:
    engine = open_engine(Library(default_library()).path_of(own([DIGEST])))
    second = engine.rows(engine.table("meetings").order_by("meeting_no"))[1]["meeting_id"]
    at = dashboard("meetings", meeting=second, lang=lang)
    assert not at.exception
    sent = html(at)
    assert of(lang).html("report.digest", title="甲县一周要闻") in sent
    reader = sent[sent.index("<div class='reader'") :]
    folded, _, shown = reader.partition("</details>")
    assert of(lang).html("report.before") in folded
    assert "育秧大棚" in folded
    assert "县政府召开常务会议" in shown.partition("</div>")[0]
    assert "育秧大棚" not in shown
    assert of(lang).html("report.after") not in reader, "nothing follows the last meeting"


def test_a_meeting_with_a_report_of_its_own_names_the_digests_that_tell_of_it(
    own: Callable[[list[dict[str, str]]], str], dashboard: Open
) -> None:
    engine = open_engine(Library(default_library()).path_of(own([DIGEST, FULL])))
    first = engine.rows(engine.table("meetings").order_by("meeting_no"))[0]["meeting_id"]
    at = dashboard("meetings", meeting=first)
    assert not at.exception
    told = html(at).partition(of("zh").html("report.digests"))[2]
    assert "甲县一周要闻" in told
