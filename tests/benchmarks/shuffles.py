"""How often the timelines mark something where there is nothing: the sample with its calendar shuffled.

    python -m tests.benchmarks.shuffles VERSION.duckdb [SHUFFLES]

In each shuffle (default 200) the meetings of every body change their dates among themselves, so that each body meets as
often and takes up as much as before, and nothing depends on time. Printed is the share of shuffles with any mark,
drawn as holding or not, and with any season, for the topics that the page draws unless told otherwise, by month and by
quarter. Nominal are 5 % for both together.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pandas as pd

from analysis.corpus.engine import Engine, open_engine
from analysis.measures import counts, events
from analysis.measures.selection import NONE, Selection

SERIES = 5


def main(path: str, shuffles: int = 200) -> None:
    engine = open_engine(Path(path))
    topics = most_frequent(engine)
    marked: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for number, shuffled in enumerate(calendars(Path(path), Path(folder), shuffles), start=1):
            for grain in ("month", "quarter"):
                found = events.find(shuffled, Selection(), "topics", topics, grain=grain)
                seasons = events.seasons(shuffled, Selection(), "topics", topics, grain=grain)
                holding = (found["verdict"] == "holds").any()
                season = seasons["is_seasonal"].any()
                marked[f"{grain}, any mark"] += len(found) > 0
                marked[f"{grain}, any mark that holds"] += holding
                marked[f"{grain}, any season"] += season
                marked[f"{grain}, anything shown as found"] += holding or season
                for kind in found["kind"].unique():
                    marked[f"{grain}, {kind}"] += 1
            if number % 50 == 0:
                print(number, dict(marked), flush=True)
    for what, times in sorted(marked.items()):
        low, high = wilson(times, shuffles)
        print(f"{what:40}{times:5} of {shuffles}  {times / shuffles:6.1%}  [{low:.1%}, {high:.1%}]")


def most_frequent(engine: Engine) -> list[str]:
    """The topics that the page draws where none is chosen."""
    frame = counts.topics(engine, Selection())
    return list(frame[frame["topic"] != NONE]["topic"].head(SERIES))


def calendars(path: Path, folder: Path, times: int) -> Iterator[Engine]:
    """The version with shuffled calendars, one after the other; seeds count from 0."""
    for seed in range(times):
        shuffled = shuffle(path, folder / f"{seed}.duckdb", seed)
        engine = open_engine(shuffled)
        yield engine
        engine.close()
        shuffled.unlink()


def shuffle(path: Path, target: Path, seed: int) -> Path:
    """A copy of a version in which the meetings of every body have changed their dates among themselves."""
    shutil.copyfile(path, target)
    with duckdb.connect(str(target)) as connection:
        held = connection.sql("SELECT meeting_no, place, body, date FROM meetings WHERE date IS NOT NULL").df()
        chance = np.random.default_rng(seed)
        bodies = held.fillna("").groupby(["place", "body"], sort=True)["date"]
        dates = pd.Series(np.concatenate([chance.permutation(days) for _body, days in bodies]),
                          index=np.concatenate([days.index for _body, days in bodies]))  # fmt: skip
        new = held.assign(date=dates)[["meeting_no", "date"]]  # noqa: F841 - DuckDB reads it by its name
        connection.execute("UPDATE meetings SET date = new.date FROM new WHERE meetings.meeting_no = new.meeting_no")
    return target


def wilson(times: int, whole: int) -> tuple[float, float]:
    z, share = 1.96, times / whole
    centre, half = share + z * z / 2 / whole, z * (share * (1 - share) / whole + z * z / 4 / whole**2) ** 0.5
    return (centre - half) / (1 + z * z / whole), (centre + half) / (1 + z * z / whole)


if __name__ == "__main__":
    main(sys.argv[1], *(int(given) for given in sys.argv[2:]))
