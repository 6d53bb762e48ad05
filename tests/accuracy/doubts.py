"""How well doubts tell which readings are wrong: ``python -m tests.accuracy.doubts GOLD[:TEXTS]…``.

Over annotated documents: of those with a doubt, and of the others, how many have anything read wrong, and how many of
their judgements are wrong (all but the two F1s, which count items twice); then for each reason alone, in the field that
it makes doubtful.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

from analysis.importing import load_stages, read_again
from analysis.importing.doubting import FIELD_OF
from analysis.measures import accuracy, gold

_JUDGED: Final = {
    "is_readout": ("readout",),
    "items": ("item_recall", "item_precision", "action", "decision"),
    "topics": ("main_topic",),
}


def main(*files: str) -> None:
    """Print the shares for all files together."""
    stages = load_stages()
    documents, judgements = ([0, 0], [0, 0]), ([0, 0], [0, 0])
    alone: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([0, 0], [0, 0]))
    for file in files:
        annotated, _, texts = file.partition(":")
        rows = gold.read(Path(annotated))
        source = Path(texts) if texts else gold.texts_beside(Path(annotated))
        read, _ = read_again([source], stages, ids=[row["id"] for row in rows])
        doubts = {row["id"]: set(row["doubts"]) for row in read}
        judged = accuracy.compare(rows, read)
        for document, of_document in judged[~judged["field"].isin(["item_f1", "topic_f1"])].groupby("document"):
            wrong = of_document["numerator"] < of_document["denominator"]
            _add(documents[not doubts[document]], bool(wrong.any()), 1)
            _add(judgements[not doubts[document]], int(wrong.sum()), len(wrong))
            for doubt, field in FIELD_OF.items():
                here = of_document["field"].isin(_JUDGED.get(field, (field,)))
                _add(alone[doubt][doubt not in doubts[document]], int((wrong & here).sum()), int(here.sum()))
    print(f"{'wrong':24}{'in doubt':>24}{'others':>24}")
    for name, (doubted, others) in {"documents": documents, "judgements": judgements, **alone}.items():
        if doubted[1]:
            print(f"{name:24}{_share(doubted):>24}{_share(others):>24}")


def _add(sums: list[int], wrong: int, whole: int) -> None:
    sums[0] += wrong
    sums[1] += whole


def _share(sums: list[int]) -> str:
    return f"{sums[0]}/{sums[1]} = {sums[0] / sums[1]:.1%}" if sums[1] else "-"


if __name__ == "__main__":
    main(*sys.argv[1:])
