"""How many missing meetings the coverage finds, and how many of the gaps it names are true: meetings deleted at random.

    python -m tests.benchmarks.gaps VERSION.duckdb [ROUNDS]

In each round (default 20) one body in four with at least twenty dated meetings loses one run of successive meetings,
of 1, 2, 3, 5 or 10. Printed are, for each length, the share of the deleted runs over which a gap is then reported
(recall), by session numbers, by cadence, and by either; and of the gaps reported that were not reported before, the
share that cover a deleted run (precision). Gaps reported before any deletion may be true: they count as neither, and
are printed.

Then the numbers judge the cadence, where both speak: of the intervals over which session numbers run on, the share that
the cadence alone would call a gap (false alarms), and the same of the intervals over which numbers are left out.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pandas as pd

from analysis.corpus.engine import open_engine
from analysis.measures import expected
from analysis.measures.selection import Selection

LENGTHS = (1, 2, 3, 5, 10)
KEY = ["place", "body", "after", "until", "basis"]


def main(path: str, rounds: int = 20) -> None:
    before = reported(Path(path))
    held = dated(Path(path))
    print(f"{len(held)} meetings; reported before: {Counter(before['basis'])}")
    known = set(before[KEY].itertuples(index=False, name=None))
    deleted: Counter[int] = Counter()
    found: Counter[tuple[int, str]] = Counter()
    new: Counter[str] = Counter()
    true: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for seed in range(rounds):
            chance = np.random.default_rng(seed)
            runs = choose(held, chance)
            target = Path(folder) / f"{seed}.duckdb"
            shutil.copyfile(path, target)
            with duckdb.connect(str(target)) as connection:
                gone = ", ".join(str(number) for run in runs for number in run["numbers"])
                connection.execute(f"DELETE FROM meetings WHERE meeting_no IN ({gone})")
            rows = [row for row in reported(target).to_dict("records") if tuple(row[key] for key in KEY) not in known]
            target.unlink()
            for run in runs:
                deleted[run["length"]] += 1
                bases = {row["basis"] for row in rows if covers(row, run)}
                for basis in [*bases, *(["either"] if bases else [])]:
                    found[run["length"], basis] += 1
            for row in rows:
                new[row["basis"]] += 1
                true[row["basis"]] += any(covers(row, run) for run in runs)
        judge(Path(path), Path(folder))
    print(f"{'run':>4}{'deleted':>9}{'numbers':>10}{'cadence':>10}{'either':>10}   recall")
    for length in LENGTHS:
        shares = [found[length, basis] / max(deleted[length], 1) for basis in ("numbers", "cadence", "either")]
        print(f"{length:4}{deleted[length]:9}" + "".join(f"{share:10.1%}" for share in shares))
    for basis in ("numbers", "cadence"):
        print(f"precision by {basis}: {true[basis]} of {new[basis]} ({true[basis] / max(new[basis], 1):.1%})")


def judge(path: Path, folder: Path) -> None:
    """The cadence without the numbers, and what the numbers say of it."""
    with duckdb.connect(str(path), read_only=True) as connection:
        steps = connection.sql(
            "WITH held AS (SELECT coalesce(place, '-') AS place, replace(body, '人民政府', '政府') AS body, date, "
            "coalesce(session_term, 0) AS term, coalesce(session_year, 0) AS year, session_number AS number "
            "FROM meetings WHERE date IS NOT NULL AND body IS NOT NULL) "
            "SELECT place, body, date AS after, lead(date) OVER body AS until, "
            "CASE WHEN term = lead(term) OVER body AND year = lead(year) OVER body "
            "THEN lead(number) OVER body - number END AS step "
            "FROM held WINDOW body AS (PARTITION BY place, body ORDER BY date, number)"
        ).df()
    target = folder / "numberless.duckdb"
    shutil.copyfile(path, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute("UPDATE meetings SET session_number = NULL")
    silent = set(reported(target)[KEY[:4]].itertuples(index=False, name=None))
    steps = steps[steps["step"].between(1, 30)].assign(after=steps["after"].dt.date, until=steps["until"].dt.date)
    called = [tuple(row) in silent for row in steps[KEY[:4]].itertuples(index=False, name=None)]
    for name, where in (("run on", steps["step"] == 1), ("leave one out", steps["step"] == 2),
                        ("leave two or more out", steps["step"] > 2)):  # fmt: skip
        share = [one for one, is_so in zip(called, where, strict=True) if is_so]
        print(f"numbers {name}: the cadence calls {sum(share)} of {len(share)} a gap ({np.mean(share or [0]):.1%})")


def reported(path: Path) -> pd.DataFrame:
    engine = open_engine(path)
    found = expected.gaps(engine, Selection())
    engine.close()
    found = found[found["of"] == "body"]
    return found.assign(
        body=found["body"].str.replace("人民政府", "政府"), place=[place or "-" for place in found["place"]]
    )


def dated(path: Path) -> pd.DataFrame:
    with duckdb.connect(str(path), read_only=True) as connection:
        held = connection.sql(
            "SELECT meeting_no, coalesce(place, '-') AS place, replace(body, '人民政府', '政府') AS body, date "
            "FROM meetings WHERE date IS NOT NULL AND body IS NOT NULL ORDER BY date, meeting_no"
        ).df()
    return held.assign(date=held["date"].dt.date)


def choose(held: pd.DataFrame, chance: np.random.Generator) -> list[dict[str, object]]:
    """The runs to delete: the numbers of the meetings, and the days of those before and after."""
    runs: list[dict[str, object]] = []
    for (place, body), rows in held.groupby(["place", "body"], sort=True):
        if len(rows) < 20 or chance.random() > 0.25:
            continue
        length = int(chance.choice(LENGTHS))
        first = int(chance.integers(1, len(rows) - length))
        runs.append({
            "place": place, "body": body, "length": length,
            "numbers": rows["meeting_no"].iloc[first : first + length].tolist(),
            "before": rows["date"].iloc[first - 1], "after": rows["date"].iloc[first + length],
        })  # fmt: skip
    return runs


def covers(row: dict[str, object], run: dict[str, object]) -> bool:
    """Whether a reported gap lies where the run was."""
    same = (row["place"], row["body"]) == (run["place"], run["body"])
    return same and row["after"] <= run["before"] and row["until"] >= run["after"]  # type: ignore[operator]


if __name__ == "__main__":
    main(sys.argv[1], *(int(given) for given in sys.argv[2:]))
