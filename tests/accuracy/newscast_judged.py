"""Is it a readout? Precision and recall over a television archive of 74,545 items, from a judged sample.

``newscast_judged.jsonl`` holds verdicts of a reader who went by the annotation guidelines: ids, digests, enumerated
values, no text. ``verdict`` is ``readout`` or ``other``; ``doubt`` names the kind of meeting over which readers of the
guidelines may differ (see DOUBTS); ``taken`` is whether the parser took the item for a readout when the sample was
drawn; no rule is written against the items whose ``split`` is ``held``.

The sample was drawn at random within layers (LAYERS, with their sizes) that part the whole archive by what the parser
took, then by how near a miss is: words of meeting and of a body in the title or in the first 120 characters, a
conference, ``会议指出`` and the like further down. The layers are fixed sets, so the estimates hold for any later
parser. ``negatives-taken`` is no layer of it: these are all items that the parser took, then or since, of 300 said to
be no readouts.

    python -m tests.accuracy.newscast_judged [dev|held]

prints the estimates for the present parser.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import variance
from typing import Any, NamedTuple

from analysis.cleaning import clean
from analysis.parsing import parse
from analysis.records import RawReport
from tests.accuracy.real_gold import SPLITS, read

JUDGED = Path(__file__).with_name("newscast_judged.jsonl")
LAYERS = {
    "taken-central": 1299,  # taken for a readout, and in the list of central readouts
    "taken-other": 578,
    "central-missed": 28,
    "near-title": 225,
    "near-tight": 479,  # the opening says that a body met, or names a body's meeting
    "near-loose": 785,
    "conference-suspect": 82,
    "rest-suspect": 225,
    "conference": 3197,
    "rest": 67647,
}
NEGATIVES = "negatives-taken"
VERDICTS = ("readout", "other")
DOUBTS = (
    "advisory",
    "annual-session",
    "inquiry",
    "inspection-group",
    "instruction",
    "lecture",
    "mechanism",
    "mixed",
    "office",
    "other-party",
    "party-congress",
    "plenum",
    "retreat",
    "self-criticism",
    "special-committee",
    "special-meeting",
    "speech",
    "speeches",
    "study",
    "unnamed-body",
)
Z = 1.959964

Row = dict[str, Any]


class Estimate(NamedTuple):
    """A share and its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:6.1%}  [{self.low:.1%}, {self.high:.1%}]"


def load(split: str | None = None) -> list[Row]:
    """The judged items of the archive, of one half or of both."""
    return [row for row in _rows() if row["layer"] != NEGATIVES and split in (None, row["split"])]


def negatives() -> list[Row]:
    """The judged items of the list of items said to be no readouts."""
    return [row for row in _rows() if row["layer"] == NEGATIVES]


def _rows() -> list[Row]:
    return [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]


def takes(report: Row) -> bool:
    """Whether the present parser takes an item for a readout."""
    raw = RawReport("archive", report["text"], report["title"], str(report["published"]), given_id=report["id"])
    return parse(clean(raw)).is_readout


def parsed(shared: Path, rows: list[Row]) -> list[Row]:
    """The rows with ``taken`` by the present parser."""
    reports = read(shared, rows)
    return [row | {"taken": takes(reports[row["id"]])} for row in rows]


def wilson(share: float, size: float) -> Estimate:
    """Wilson's interval (1927, Journal of the American Statistical Association 22, 209-212).

    >>> print(wilson(0.98, 100))
     98.0%  [93.0%, 99.4%]
    """
    centre = (share + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z / (1 + Z * Z / size) * math.sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    return Estimate(share, max(centre - half, 0.0), min(centre + half, 1.0))


def ratio(rows: list[Row], part: Callable[[Row], bool], whole: Callable[[Row], bool]) -> Estimate:
    """The share of ``part`` in ``whole`` over the archive: the combined ratio estimator of a stratified sample with its
    linearised variance (Cochran 1977, Sampling Techniques, 3rd ed., section 6.11), and Wilson's interval at the
    effective size. A layer in whose sample there is none of either is taken to have none.
    """
    layers = [(size, [row for row in rows if row["layer"] == name]) for name, size in LAYERS.items()]
    parts = sum(size * sum(part(row) for row in drawn) / len(drawn) for size, drawn in layers)
    wholes = sum(size * sum(whole(row) for row in drawn) / len(drawn) for size, drawn in layers)
    share = parts / wholes
    spread = sum(
        size * (size - len(drawn)) / len(drawn) * variance(part(row) - share * whole(row) for row in drawn)
        for size, drawn in layers
    )
    effective = share * (1 - share) * wholes * wholes / spread if spread else sum(map(whole, rows))
    return wilson(share, effective)


def is_readout(row: Row) -> bool:
    return row["verdict"] == "readout"


def is_taken(row: Row) -> bool:
    return bool(row["taken"])


def is_found(row: Row) -> bool:
    return is_taken(row) and is_readout(row)


def precision(rows: list[Row]) -> Estimate:
    return ratio(rows, is_found, is_taken)


def recall(rows: list[Row]) -> Estimate:
    return ratio(rows, is_found, is_readout)


def undoubted(rows: list[Row]) -> list[Row]:
    """The rows with what is in doubt counted neither for nor against the parser."""
    return [row if row["doubt"] is None else row | {"verdict": "other", "taken": False} for row in rows]


def main(arguments: list[str]) -> None:
    root = Path(__file__).resolve().parents[2]
    shared = Path(os.environ.get("AGENDASCOPE_SHARED", root.parent / "shared"))
    rows = parsed(shared, load(arguments[0] if arguments else None))
    print(f"{'layer':20}{'size':>7}{'judged':>8}{'readouts':>10}{'taken':>7}{'found':>7}")
    for name, size in LAYERS.items():
        drawn = [row for row in rows if row["layer"] == name]
        counts = [sum(map(test, drawn)) for test in (is_readout, is_taken, is_found)]
        print(f"{name:20}{size:7}{len(drawn):8}{counts[0]:10}{counts[1]:7}{counts[2]:7}")
    for title, chosen in (("all judged items", rows), ("without those in doubt", undoubted(rows))):
        print(f"{title}\n  precision {precision(chosen)}\n  recall    {recall(chosen)}")


if __name__ == "__main__":
    if len(sys.argv) > 2 or not set(sys.argv[1:]) <= set(SPLITS):
        sys.exit(__doc__)
    main(sys.argv[1:])
