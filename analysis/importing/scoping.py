"""Which reports of the version before an amended one has to look at: those that something new may be a copy of, and all
that hangs together with them.

What tells of a meeting is compared with whatever shares a band of its fingerprint or its day and place; what is alike
is joined, the most alike first. So something new alters only what shares a group with it, and what is joined with that
or like it, step by step. Everything else stays as it was, unread.
"""

from __future__ import annotations

from typing import Final

import duckdb

from analysis.importing import copies
from analysis.importing.drafts import value


def find(db: duckdb.DuckDBPyConnection) -> None:
    """The numbers of the old version's reports that may be told otherwise (``scope``), given what is ``chosen`` and the
    ``tellings`` and ``readings`` of it; and which tellings may be candidates no longer with what they were like
    (``unsure``), of which every group is in the scope."""
    db.execute(_OLD)
    db.execute(_TOUCHED)
    db.execute(_GROUPS)
    db.execute("CREATE OR REPLACE TEMP TABLE seeds AS SELECT report_no FROM groups UNION SELECT report_no FROM touched")
    db.execute(_CLOSED)
    # In a crowd only neighbours are compared, and what is new comes between them.
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE unsure AS
        SELECT DISTINCT telling FROM groups SEMI JOIN (
            SELECT kind, number FROM groups GROUP BY ALL HAVING count(*) > {copies.CROWD}
        ) USING (kind, number)
        WHERE telling IN (SELECT one FROM pairs UNION ALL SELECT two FROM pairs);
    """)
    if value(db, "SELECT count(*) FROM unsure"):
        db.execute("CREATE OR REPLACE TEMP TABLE touched AS FROM old_tellings SEMI JOIN unsure USING (telling)")
        db.execute(_GROUPS)
        db.execute("INSERT INTO seeds SELECT report_no FROM groups")
        db.execute(_CLOSED)


def everything(db: duckdb.DuckDBPyConnection) -> None:
    """All of the old version is looked at, since all of it is written anew."""
    db.execute("""
        CREATE OR REPLACE TEMP TABLE scope AS SELECT report_no FROM old.reports;
        CREATE OR REPLACE TEMP TABLE unsure AS SELECT hash(first) AS telling FROM old.likenesses;
    """)


# Ids as numbers: what two of them share by chance only makes the scope larger. A family is what repeats one telling.
_OLD: Final = """
CREATE OR REPLACE TEMP TABLE old_tellings AS
SELECT report_no, position, hash(telling) AS telling, hash(coalesce(copy_of, telling)) AS family,
       CASE WHEN date IS NOT NULL THEN hash(date, coalesce(place, body)) END AS day
FROM (
    SELECT report_no, 0 AS position, report_id AS telling, copy_of, date, place, body FROM old.reports
    UNION ALL
    SELECT report_no, position, report_id || '-' || position, s.copy_of, s.date, s.place, s.body
    FROM old.stretches s JOIN (SELECT report_no, report_id FROM old.reports) USING (report_no)
);

CREATE OR REPLACE TEMP TABLE pairs AS SELECT hash(first) AS one, hash(second) AS two FROM old.likenesses;

CREATE OR REPLACE TEMP TABLE links AS
WITH across AS (
    SELECT DISTINCT a.family AS one, b.family AS two
    FROM pairs JOIN old_tellings a ON a.telling = one JOIN old_tellings b ON b.telling = two
    WHERE a.family <> b.family
    UNION ALL
    SELECT DISTINCT a.family, b.family
    FROM (FROM old_tellings WHERE position > 0) a JOIN old_tellings b USING (report_no) WHERE a.family <> b.family
)
SELECT one, two FROM across UNION SELECT two, one FROM across;
"""

# What is said word for word in something that is read now, or was in something that is read again.
_TOUCHED: Final = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT old_tellings.* FROM old_tellings JOIN old.sketches USING (report_no, position)
WHERE digest IN (
    SELECT digest FROM tellings
    UNION ALL
    SELECT digest FROM readings
    UNION ALL
    SELECT digest FROM old.sketches
    WHERE report_no IN (SELECT report_no FROM old.reports SEMI JOIN chosen USING (report_id))
);
"""

# Whatever of the old version is in a group with what is touched or new, and that itself.
_GROUPS: Final = """
CREATE OR REPLACE TEMP TABLE bands AS
SELECT DISTINCT unnest(fingerprint) AS band FROM tellings
UNION
SELECT DISTINCT unnest(bands) FROM old.sketches SEMI JOIN touched USING (report_no, position);

CREATE OR REPLACE TEMP TABLE days AS
SELECT DISTINCT hash(date, coalesce(place, body)) AS day FROM tellings WHERE date IS NOT NULL
UNION
SELECT DISTINCT day FROM touched WHERE day IS NOT NULL;

CREATE OR REPLACE TEMP TABLE groups AS
SELECT 'band' AS kind, band::UBIGINT AS number, report_no, telling
FROM (SELECT report_no, position, unnest(bands) AS band FROM old.sketches) SEMI JOIN bands USING (band)
JOIN old_tellings USING (report_no, position)
UNION ALL
SELECT 'day', day, report_no, telling FROM old_tellings SEMI JOIN days USING (day)
UNION ALL
SELECT 'band', unnest(fingerprint), NULL, hash(telling) FROM tellings
UNION ALL
SELECT 'day', hash(date, coalesce(place, body)), NULL, hash(telling) FROM tellings WHERE date IS NOT NULL;
"""

_CLOSED: Final = """
CREATE OR REPLACE TEMP TABLE scope AS
WITH RECURSIVE reached AS (
    SELECT DISTINCT family FROM old_tellings SEMI JOIN seeds USING (report_no)
    UNION
    SELECT two FROM links JOIN reached ON one = family
)
SELECT DISTINCT report_no FROM old_tellings SEMI JOIN reached USING (family);
"""
