"""Which reports are copies depends on the reports alone, not on their ids' order of arrival."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.importing.copies import Reading, find_copies, fingerprints

WORDS = "会议指出要坚持以人民为中心推动高质量发展加强生态环境保护落实安全生产责任制"
TEXTS = [WORDS[i:] + WORDS[:i] + WORDS[::-1][: 7 * i] for i in range(5)]

READINGS = st.lists(
    st.tuples(
        st.sampled_from(TEXTS),
        st.sampled_from([None, "市委常委会", "青禾市委常委会", "市政府常务会议"]),
        st.sampled_from([None, "澜岳省青禾市"]),
        st.sampled_from([None, "2021-05-06", "2021-05-07"]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(READINGS)
def test_copies_stand_for_one_meeting(found: list[tuple[str, str | None, str | None, str | None]]) -> None:
    readings = [
        Reading(f"{number:02}", body, None, place, date, None, len(text))
        for number, (text, body, place, date) in enumerate(found)
    ]
    texts = {reading.telling: text for reading, (text, *_) in zip(readings, found, strict=True)}
    sketches = pa.array(fingerprints(list(texts.values())), pa.list_(pa.uint32()))
    copies, _ = find_copies(readings, sketches, lambda asked: [{one: texts[one] for one in ids} for ids in asked])
    by_id = {reading.telling: reading for reading in readings}
    for copy, stands in copies.items():
        assert stands not in copies, "what stands is no copy itself"
        assert by_id[stands].rank < by_id[copy].rank, "the report that stands is the fuller one"
        assert by_id[stands].date == by_id[copy].date or by_id[copy].date is None, "no meeting is held on two days"
