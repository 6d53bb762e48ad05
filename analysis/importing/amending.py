"""A new version as a copy of the one before in which a few rows are others: what is not touched is not written again.

What is new is numbered after the highest number, so it stands behind the rows that are in date order; and what goes
leaves its number and its place unused. Both are made good by writing the whole version, which is due when a tenth of
it is out of order.
"""

from __future__ import annotations

from typing import Final

import duckdb

from analysis.importing.drafts import value

SHARE: Final = 0.1
"""Of a version may be new, gone, or behind what is later; where it is more, the version is written whole, in order."""


def is_enough(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether so little is new that the version before can be amended."""
    return bool(
        value(
            db,
            f"""
            SELECT (SELECT count(*) FROM chosen)
                   + (SELECT coalesce(max(report_no), 0) - count(*) FROM old.reports)
                   + (SELECT count(*) FROM (
                         SELECT date < max(date) OVER (ROWS UNBOUNDED PRECEDING) AS is_behind FROM old.meetings
                     ) WHERE is_behind)
                   < {SHARE} * (SELECT count(*) FROM old.reports)
            """,
        )
    )


def amend(db: duckdb.DuckDBPyConnection) -> None:
    """Take out of a copy of the version before what is read again or counts no more, and alter which meeting the other
    reports tell of. What is new is left to fill in."""
    db.execute(_GONE)
    for tables, condition in (
        (("reports", "stretches", "sketches", *_SAID), "report_no IN (FROM gone_reports)"),
        (("meetings", "items", "labels", "meeting_terms", *_SAID), "meeting_no IN (FROM gone_meetings)"),
        (_SAID, "meeting_no IS NULL AND report_no IN (FROM silent)"),
        (("likenesses",), f"split_part(first, '-', 1) IN ({_IN_SCOPE})"),
        (("rejects", "topics", "stopwords", "version"), "true"),
    ):
        for table in tables:
            db.execute(f"DELETE FROM {table} WHERE {condition}")
    db.execute(_ALTERED)


_IN_SCOPE: Final = "SELECT report_id FROM old.reports SEMI JOIN scope USING (report_no)"
_SAID: Final = ("terms", "sentences", "formulations")

# ``silent`` is what tells of no meeting and repeats another by now.
_GONE: Final = """
CREATE OR REPLACE TEMP TABLE gone_reports AS SELECT report_no FROM old.reports SEMI JOIN chosen USING (report_id);
CREATE OR REPLACE TEMP TABLE gone_meetings AS
SELECT meeting_no FROM old.meetings SEMI JOIN scope USING (report_no) ANTI JOIN held USING (meeting_no);
CREATE OR REPLACE TEMP TABLE silent AS
SELECT report_no FROM kept JOIN (SELECT report_id, stands FROM numbered) USING (report_id)
WHERE NOT is_readout AND copy_of IS NULL AND stands <> report_id;
"""

_ALTERED: Final = """
UPDATE reports SET copy_of = now.copy_of, meeting_no = now.meeting_no
FROM (
    SELECT n.report_no, nullif(n.stands, n.report_id) AS copy_of, n.meeting_no
    FROM numbered n JOIN (SELECT report_no, copy_of, meeting_no FROM old.reports) o ON o.report_no = old_no
    WHERE o.copy_of IS DISTINCT FROM nullif(n.stands, n.report_id) OR o.meeting_no IS DISTINCT FROM n.meeting_no
) now
WHERE reports.report_no = now.report_no;

UPDATE stretches SET copy_of = now.copy_of, meeting_no = now.meeting_no
FROM (
    SELECT old_no AS report_no, k.position, nullif(told.stands, k.telling) AS copy_of, told.meeting_no
    FROM kept_meetings k JOIN told USING (telling)
    WHERE k.position > 0
      AND (k.copy_of IS DISTINCT FROM nullif(told.stands, k.telling) OR k.old_meeting_no <> told.meeting_no)
) now
WHERE stretches.report_no = now.report_no AND stretches.position = now.position;

UPDATE meetings SET reports = now.reports
FROM (SELECT meeting_no, count(*)::INTEGER AS reports FROM told GROUP BY meeting_no) now
WHERE meetings.meeting_no = now.meeting_no AND meetings.reports <> now.reports;
"""
