"""What the measures of formulations claim where there is nothing to claim, and how long they take.

    python -m tests.benchmarks.formulations shuffles [SHUFFLES]
    python -m tests.benchmarks.formulations times LIBRARY

``shuffles`` deals the days of the sample's meetings out anew within each body, so that no formulation begins, fades or
ends, and prints in how many of the shuffled calendars something is claimed all the same. ``times`` prints medians of
seven rounds for each measure on a library, without a filter, with a year and with a level.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.corpus.sample import SAMPLE
from analysis.importing import import_paths
from analysis.measures import diffusion, formulations, relays
from analysis.measures.selection import Selection

SELECTIONS = {
    "everything": Selection(),
    "one year": Selection(start=date(2023, 1, 1), end=date(2023, 12, 31)),
    "counties": Selection(levels=("county",)),
}
ROUNDS = 7


def shuffles(count: int) -> None:
    """Claims on shuffled calendars."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "sample")
        version = import_paths([SAMPLE], library, is_sample=True).version
        assert version
        planted = open_engine(library.path_of(version))
        _say("as planted", formulations.tiers(planted, Selection()), formulations.successors(planted, Selection()))
        dice, claimed = np.random.default_rng(11), {"retired": 0, "rising or fading": 0, "timing": 0}
        for number in range(count):
            engine = _shuffled(library.path_of(version), Path(folder) / f"{number}.duckdb", dice)
            tiers = formulations.tiers(engine, Selection())
            has_retired = bool((tiers["tier"] == "retired").any())
            claimed["retired"] += has_retired
            claimed["rising or fading"] += bool(tiers["trend"].isin(["rising", "fading"]).any())
            if has_retired:  # nothing else can have a successor by its timing
                successors = formulations.successors(engine, Selection())
                claimed["timing"] += bool((successors["basis"] == "timing").any())
            engine.close()
            engine.path.unlink()
            if not (number + 1) % 50:
                print(f"{number + 1} shuffled calendars: {claimed}", flush=True)
    for claim, times in claimed.items():
        print(f"{claim}: claimed in {times} of {count} shuffled calendars ({times / count:.1%})")


def times(folder: Path) -> None:
    """Milliseconds a measure."""
    library = Library(folder)
    engine = open_engine(library.path_of(library.current() or ""))
    tiers = formulations.tiers(engine, Selection())
    common = str(tiers.sort_values("numerator")["formulation"].iloc[-1])
    whole, most = int(tiers["denominator"].iloc[0]), int(tiers["numerator"].max())
    print(f"{whole:,} meetings, {len(tiers)} formulations; {common} in {most:,}")
    measures: dict[str, Callable[[Selection], object]] = {
        "formulations.tiers": lambda s: formulations.tiers(engine, s),
        "formulations.successors": lambda s: formulations.successors(engine, s),
        "formulations.wordings": lambda s: formulations.wordings(engine, s, common),
        "formulations.actions": lambda s: formulations.actions(engine, s, common),
        "formulations.sightings": lambda s: formulations.sightings(engine, s.narrow(formulation=common)),
        "diffusion.places": lambda s: diffusion.places(engine, s, common),
        "diffusion.curves": lambda s: diffusion.curves(engine, s, common),
        "relays.links": lambda s: relays.links(engine, s),
    }
    for name, measure in measures.items():
        medians = [f"{label} {_median(measure, selection):.0f}" for label, selection in SELECTIONS.items()]
        print(f"{name}: {', '.join(medians)} ms")


def _median(measure: Callable[[Selection], object], selection: Selection) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        measure(selection)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def _shuffled(source: Path, target: Path, dice: np.random.Generator) -> Engine:
    shutil.copy(source, target)
    with duckdb.connect(str(target)) as connection:
        rows = connection.execute("SELECT meeting_no, level, body, date FROM meetings WHERE date IS NOT NULL").df()
        for _body, at in rows.groupby(["level", "body"], dropna=False).indices.items():
            rows.loc[at, "date"] = rows["date"].to_numpy()[dice.permutation(at)]
        connection.register("dealt", rows[["meeting_no", "date"]])
        connection.execute(
            "UPDATE meetings SET date = dealt.date FROM dealt WHERE dealt.meeting_no = meetings.meeting_no"
        )
    return open_engine(target)


def _say(what: str, tiers: object, successors: object) -> None:
    frame, pairs = tiers, successors
    retired = list(frame[frame["tier"] == "retired"]["formulation"])  # type: ignore[index]
    print(f"{what}: retired {', '.join(retired)}")
    for row in pairs.to_dict("records"):  # type: ignore[attr-defined]
        print(f"{what}: {row['formulation']} → {row['successor']} ({row['basis']})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["shuffles"]:
        shuffles(int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    else:
        times(Path(sys.argv[2]))
