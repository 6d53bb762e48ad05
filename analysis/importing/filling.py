"""The tables of a new version filled, by ranges of their numbers: nothing is held, or sorted, but a range at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from analysis.corpus.schema import TABLES
from analysis.importing.arranging import RANGE, arrange
from analysis.importing.drafts import highest
from analysis.importing.stages import Stages
from analysis.records import Reject

_OF_MEETINGS: Final = ("report_id", "is_readout", "published", "outlet", "meetings")


def fill(
    db: duckdb.DuckDBPyConnection,
    stages: Stages,
    rejects: Iterable[Reject],
    staging: Path,
    tell: Callable[[float], None] = lambda _: None,
) -> None:
    """Write the rows of the reports and meetings whose numbers come after those in the file; ``version`` alone is left
    to ``sign``. ``tell`` is told which part of it is done."""
    arranged = arrange(db, staging / "arranged")
    db.execute(_SPEAKING)
    db.execute("CREATE OR REPLACE TEMP TABLE synonyms (token VARCHAR, counts_as VARCHAR)")
    if stages.words.synonyms:
        db.executemany("INSERT INTO synonyms VALUES (?, ?)", list(stages.words.synonyms))
    meetings = list(_ranges(db, "meeting_no", "meetings", "held"))
    for first, last, part in meetings:
        numbers = db.execute(f"""
            SELECT DISTINCT report_no FROM speaking WHERE meeting_no BETWEEN {first} AND {last}
        """).fetchnumpy()["report_no"]
        reach, items = _reach(db, "meeting_no", first, last), highest(db, "item_no", "items")
        # The engine finds this table by the variable's name; one that was registered it would hold until the commit.
        fresh_part = arranged.rows(np.asarray(numbers, dtype=np.int32), _OF_MEETINGS)
        db.execute(_BY_MEETING.format(first=first, last=last, items=items, **reach))
        del fresh_part
        tell(0.15 * part)
    for first, last, part in _ranges(db, "report_no", "reports", "numbered"):
        reach = _reach(db, "report_no", first, last)
        fresh_part = arranged.rows(np.arange(first, last + 1, dtype=np.int32))
        db.execute(_BY_REPORT.format(first=first, last=last, **reach))
        del fresh_part
        tell(0.15 + 0.8 * part)
    for first, last, part in meetings:
        db.execute(_ADDED_UP.format(first=first, last=last, **_reach(db, "meeting_no", first, last)))
        tell(0.95 + 0.05 * part)
    db.execute("INSERT INTO likenesses FROM likened ORDER BY ALL")
    _write_rest(db, stages, rejects)


def _ranges(db: duckdb.DuckDBPyConnection, number: str, table: str, numbered: str) -> Iterator[tuple[int, int, float]]:
    """The first and last number of each range that is to be written, and which part is done with it."""
    start, end = highest(db, number, table), highest(db, number, numbered)
    for before in range(start, end, RANGE):
        last = min(before + RANGE, end)
        yield before + 1, last, (last - start) / (end - start)


def _reach(db: duckdb.DuckDBPyConnection, number: str, first: int, last: int) -> dict[str, int]:
    """Between which numbers the reports and meetings of a range stood in the old version."""
    row = db.execute(f"""
        SELECT coalesce(min(old_no), 0), coalesce(max(old_no), 0),
               coalesce(min(old_meeting_no), 0), coalesce(max(old_meeting_no), 0)
        FROM (
            SELECT report_no, meeting_no, old_no, old_meeting_no FROM speaking
            UNION ALL
            SELECT report_no, meeting_no, old_no, NULL FROM numbered
        ) WHERE {number} BETWEEN {first} AND {last}
    """).fetchone()
    assert row is not None
    names = ("old_first", "old_last", "old_meeting_first", "old_meeting_last")
    return dict(zip(names, row, strict=True))


def _write_rest(db: duckdb.DuckDBPyConnection, stages: Stages, rejects: Iterable[Reject]) -> None:
    topics = [
        (topic.id, order, topic.zh, topic.en, topic.definition_zh, topic.definition_en)
        for order, topic in enumerate(stages.taxonomy.topics, 1)
    ]
    if topics:
        db.executemany("INSERT INTO topics VALUES (?, ?, ?, ?, ?, ?)", topics)
    hidden = pa.table({"term": pa.array(sorted(stages.words.stopwords), pa.string())})
    db.register("hidden", hidden)
    db.execute("INSERT INTO stopwords FROM hidden")
    db.unregister("hidden")
    refused = pa.schema([(name, pa.string()) for name in TABLES["rejects"]])
    db.register("refused", pa.Table.from_pylist([asdict(reject) for reject in rejects], schema=refused))
    db.execute("""
        INSERT INTO rejects
        SELECT DISTINCT source, reason, remedy FROM (FROM refused UNION ALL FROM old.rejects)
        WHERE source NOT IN (SELECT source FROM reports) ORDER BY ALL
    """)
    db.unregister("refused")


def tally_new(db: duckdb.DuckDBPyConnection) -> tuple[int, int, dict[str, int]]:
    """Of the new reports: how many are copies, how many readouts, and how many of each kind are none."""
    rows = db.execute("""
        SELECT is_readout, kind, count(*), count(copy_of) FROM reports
        WHERE report_id IN (SELECT report_id FROM fresh WHERE is_new) GROUP BY ALL ORDER BY count(*) DESC, kind
    """).fetchall()
    readouts = sum(count for is_readout, _, count, _ in rows if is_readout)
    others = {kind: count for is_readout, kind, count, _ in rows if not is_readout}
    return sum(copies for *_, copies in rows), readouts, others


_RANGE: Final = "report_no BETWEEN {first} AND {last}"
_OF_RANGE: Final = f"(FROM speaking WHERE {_RANGE})"
_MOVED: Final = f"""
    JOIN {_OF_RANGE} moved ON o.report_no = old_no AND o.meeting_no IS NOT DISTINCT FROM old_meeting_no
    WHERE o.report_no BETWEEN {{old_first}} AND {{old_last}}
"""
# A term is a token of two or more characters, one of them a letter or a Chinese character: punctuation, white space,
# single characters, and plain numbers and percentages are none. Stopwords are terms: who reads decides whether to see
# them. A token with a synonym counts as that; each counts once, in the item in which it begins.
_TERMS: Final = """
    SELECT report_no, meeting_no, position, coalesce(counts_as, token) AS term, count(*)::INTEGER AS count
    FROM (SELECT report_no, meeting_no, position, unnest(tokens) AS token FROM ({cut}))
    LEFT JOIN synonyms USING (token)
    WHERE length(term) > 1 AND (strlen(term) > length(term) OR regexp_matches(term, '[A-Za-z]'))
    GROUP BY ALL
"""


def _said(table: str, fresh: str, *columns: str) -> str:
    """The rows of one of the tables of what a report says, of the texts that count."""
    own = ", ".join(columns)
    return f"""
    SELECT report_no, meeting_no, {own} FROM ({fresh})
    UNION ALL
    SELECT moved.report_no, moved.meeting_no, {own} FROM old.{table} o {_MOVED}
"""


def _unnested(list_of: str, *columns: str) -> str:
    """What is listed in the rows read, of the texts that count."""
    own = ", ".join(f"said.{column}" for column in columns)
    return f"""
    SELECT speaking.report_no, meeting_no, {own}
    FROM (SELECT report_id, unnest({list_of}) AS said FROM fresh_part) fresh
    JOIN {_OF_RANGE} speaking ON fresh.report_id = speaking.report_id AND said.meeting = number
"""


_MEETING: Final = """
    title, start, "end", body, level, place, place_code, province, city, county, date_basis, session, session_term,
    session_year, session_number, chair, chair_post, attendees, other_matters, bases, outlet, chars
"""


_FACTS: Final = """
    report_id, given_id, title, text, repairs, is_readout, kind, source, url, outlet, published, chars, flags, doubts,
    corrections
"""


# Whose terms and formulations count: each meeting's, of the one text that stands for it; and what tells of no meeting
# (number 0), unless the whole report repeats another. Where it stood in the old version, if it did.
_SPEAKING: Final = """
CREATE OR REPLACE TEMP TABLE speaking AS
SELECT report_id, number, spoken.report_no, spoken.meeting_no, old_no, old_meeting_no
FROM (
    SELECT report_id, number, report_no, told.meeting_no FROM told JOIN numbered USING (report_id)
    WHERE told.stands = telling
    UNION ALL
    SELECT report_id, 0, report_no, NULL FROM numbered JOIN readings USING (report_id)
    WHERE NOT is_readout AND stands = report_id
) spoken LEFT JOIN (
    SELECT report_id, number, old_no, old_meeting_no FROM kept_meetings
    UNION ALL
    SELECT report_id, 0, report_no, NULL FROM kept
) USING (report_id, number);
"""


_SIGHTING: Final = ("position", "formulation", "variant", "start", '"end"')
_SIGHTED: Final = _unnested("formulations", *_SIGHTING)
_CUT: Final = _unnested("sentences", "position", "start", "tokens")


_BY_REPORT: Final = f"""
INSERT INTO reports BY NAME
SELECT report_no, {_FACTS}, nullif(stands, report_id) AS copy_of, meeting_no, body, level, place, date
FROM (
    SELECT {_FACTS} FROM fresh_part
    UNION ALL
    SELECT {_FACTS}
    FROM kept WHERE report_no BETWEEN {{old_first}} AND {{old_last}}
) JOIN (SELECT report_id, report_no, stands, meeting_no FROM numbered WHERE {_RANGE}) USING (report_id)
LEFT JOIN (SELECT telling AS report_id, body, level, place, date FROM tellings) USING (report_id)
ORDER BY report_no;

INSERT INTO stretches BY NAME
SELECT report_no, position, told.meeting_no, nullif(told.stands, telling) AS copy_of, start, "end", body,
       level, place, date, doubts
FROM (FROM tellings WHERE position > 0) JOIN told USING (telling, report_id, number)
JOIN (FROM numbered WHERE {_RANGE}) USING (report_id)
ORDER BY report_no, position;

INSERT INTO sketches BY NAME
SELECT report_no, position, digest, bands
FROM (
    SELECT report_id, position, digest, fingerprint AS bands FROM tellings
    UNION ALL
    SELECT report_id, 0, digest, NULL FROM readings WHERE NOT is_readout
) JOIN (FROM numbered WHERE {_RANGE}) USING (report_id)
ORDER BY report_no, position;

INSERT INTO terms BY NAME
SELECT * REPLACE (coalesce(item_no, 0) AS item_no)
FROM ({_said("terms", _TERMS.format(cut=_CUT), "position", "term", "count")})
LEFT JOIN (SELECT meeting_no, position, item_no FROM items SEMI JOIN {_OF_RANGE} USING (meeting_no))
USING (meeting_no, position)
ORDER BY report_no, meeting_no, position, term;

INSERT INTO sentences BY NAME
FROM ({_said("sentences", f"{_CUT} WHERE number > 0", "position", "start", "tokens")})
ORDER BY report_no, start;

INSERT INTO formulations BY NAME
FROM ({_said("formulations", _SIGHTED, *_SIGHTING)})
ORDER BY report_no, start, "end";
"""


_BY_MEETING: Final = f"""
CREATE OR REPLACE TEMP TABLE held_part AS
SELECT held.*, old_meeting_no FROM held JOIN speaking USING (meeting_no)
WHERE meeting_no BETWEEN {{first}} AND {{last}};

CREATE OR REPLACE TEMP TABLE told_part AS
SELECT report_id || CASE WHEN is_readout THEN '' ELSE '-' || told.number END AS meeting_id, published, outlet, told.*
FROM (SELECT report_id, is_readout, published, outlet, unnest(meetings) AS told FROM fresh_part)
WHERE meeting_id IN (SELECT meeting_id FROM held_part);

INSERT INTO meetings BY NAME
SELECT h.meeting_no, meeting_id, report_no, h.date, of_meeting.reports, kept.* EXCLUDE (meeting_id)
FROM (
    SELECT meeting_id, {_MEETING} FROM told_part
    UNION ALL
    SELECT meeting_id, {_MEETING} FROM old.meetings
    WHERE meeting_no BETWEEN {{old_meeting_first}} AND {{old_meeting_last}}
      AND meeting_no IN (SELECT old_meeting_no FROM held_part)
) kept
JOIN held_part h USING (meeting_id)
JOIN told ON told.telling = meeting_id
JOIN numbered USING (report_id)
JOIN (
    SELECT meeting_no, count(*)::INTEGER AS reports FROM told WHERE meeting_no BETWEEN {{first}} AND {{last}}
    GROUP BY meeting_no
) of_meeting ON of_meeting.meeting_no = h.meeting_no
ORDER BY h.meeting_no;

CREATE OR REPLACE TEMP TABLE old_items AS
SELECT h.meeting_no AS new_no, i.* FROM old.items i JOIN held_part h ON i.meeting_no = old_meeting_no
WHERE i.meeting_no BETWEEN {{old_meeting_first}} AND {{old_meeting_last}};

CREATE OR REPLACE TEMP TABLE fresh_items AS
SELECT meeting_no AS new_no, item
FROM (SELECT meeting_id, unnest(items, recursive := false) AS item FROM told_part) JOIN held_part USING (meeting_id);

INSERT INTO items BY NAME
SELECT ({{items}} + row_number() OVER (ORDER BY meeting_no, position))::INTEGER AS item_no,
       meeting_id || ':' || position AS item_id, meeting_no, position, action, decision, subject, announcement_start,
       announcement_end, passage_start, passage_end, documents, topic,
       coalesce(passage_end - passage_start, announcement_end - announcement_start) AS chars
FROM (
    SELECT new_no AS meeting_no, item.position, item.action, item.decision, item.subject, item.announcement_start,
           item.announcement_end, item.passage_start, item.passage_end, item.documents, item.labels[1].topic AS topic
    FROM fresh_items
    UNION ALL
    SELECT new_no, position, action, decision, subject, announcement_start, announcement_end, passage_start,
           passage_end, documents, topic FROM old_items
) JOIN held_part USING (meeting_no)
ORDER BY item_no;

INSERT INTO labels BY NAME
SELECT item_no, meeting_no, topic, rank, weight, matches
FROM (
    SELECT new_no AS meeting_no, position, label.topic, label.rank, label.weight, label.matches
    FROM (SELECT new_no, item.position AS position, unnest(item.labels) AS label FROM fresh_items)
    UNION ALL
    SELECT new_no, position, l.topic, l.rank, l.weight, l.matches FROM old.labels l JOIN old_items USING (item_no)
    WHERE l.meeting_no BETWEEN {{old_meeting_first}} AND {{old_meeting_last}}
) JOIN (
    SELECT meeting_no, position, item_no FROM items WHERE meeting_no BETWEEN {{first}} AND {{last}}
) USING (meeting_no, position)
ORDER BY item_no, rank;
"""


_ADDED_UP: Final = """
INSERT INTO meeting_terms BY NAME
SELECT meeting_no, term, count
FROM (
    SELECT meeting_no, term, sum(count)::INTEGER AS count
    FROM terms SEMI JOIN (FROM speaking WHERE old_meeting_no IS NULL) USING (meeting_no)
    WHERE meeting_no BETWEEN {first} AND {last} GROUP BY meeting_no, term
    UNION ALL
    SELECT s.meeting_no, term, count FROM old.meeting_terms o JOIN speaking s ON o.meeting_no = old_meeting_no
    WHERE s.meeting_no BETWEEN {first} AND {last} AND o.meeting_no BETWEEN {old_meeting_first} AND {old_meeting_last}
)
ORDER BY meeting_no, term;
"""
