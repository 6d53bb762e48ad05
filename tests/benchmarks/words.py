"""How often words that are no different are said to differ, and how long the measures of words take.

python -m tests.benchmarks.words VERSION.duckdb [SHUFFLES]

The meetings of a version are dealt at random into two halves, which differ by nothing but chance, SHUFFLES times
(default 200). Printed are, of the words compared, those with p below 0.05 by words (G²) and by meetings (the measure's
p), and in how many shuffles any word is left after the correction for false discoveries: at 5 %, in about 5 %.
Then the medians of five runs of each measure over everything, in milliseconds by the clock and of processor time.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from scipy import special

from analysis.corpus.engine import Engine, open_engine
from analysis.measures import (
    choices,
    collocations,
    compare,
    concordance,
    dispersion,
    keyness,
    keywords,
    ngrams,
    novelty,
    segmentation,
)
from analysis.measures._shares import adjusted
from analysis.measures.selection import Selection


def main(path: str, shuffles: int = 200) -> None:
    engine = open_engine(Path(path))
    if shuffles:
        shuffled(engine, shuffles)
    timed(engine)


def shuffled(engine: Engine, shuffles: int, *, least: int = 5) -> None:
    """Deal the meetings into halves, and test every word."""
    terms = engine.table("terms")
    counted = engine.run(
        terms.filter(terms.meeting_no.notnull()).group_by("meeting_no", "term").agg(c=terms["count"].sum())
    )
    hidden = engine.stopwords
    size = counted.groupby("meeting_no")["c"].sum()
    number = {meeting: at for at, meeting in enumerate(size.index)}
    held = counted[~counted["term"].isin(hidden)]
    held = held[held.groupby("term")["c"].transform("sum") >= least]
    codes, words = held["term"].factorize()
    rows, c = held["meeting_no"].map(number).to_numpy(), held["c"].to_numpy(dtype="float64")
    x = size.to_numpy(dtype="float64")
    dice = random.Random(1)
    by_words, by_meetings, found_words, found_meetings = [], [], 0, 0
    for _ in range(shuffles):
        first = np.zeros(len(x), dtype=bool)
        first[dice.sample(range(len(x)), len(x) // 2)] = True
        sums, n, variances, degrees = [], [], [], []
        for side in (first, ~first):
            mine = side[rows]
            y = np.bincount(codes[mine], c[mine], len(words))
            cc, cx = (np.bincount(codes[mine], c[mine] * w[mine], len(words)) for w in (c, x[rows]))
            total, k = x[side].sum(), int(side.sum())
            rate = y / total
            spread = np.maximum(cc - 2 * rate * cx + rate**2 * (x[side] ** 2).sum(), 0)
            sums.append(y)
            n.append(total)
            variances.append(k / (k - 1) * spread / total**2)
            degrees.append(k - 1)
        common = (sums[0] + sums[1]) / sum(n)
        variances = [np.maximum(v, common * (1 - common) / total) for v, total in zip(variances, n, strict=True)]
        both = sum(variances)
        free = both**2 / sum(v**2 / d for v, d in zip(variances, degrees, strict=True))
        p = 2 * special.stdtr(free, -np.abs(sums[0] / n[0] - sums[1] / n[1]) / np.sqrt(both))
        g2 = keyness.log_likelihood(sums[0], sums[1], *n)
        p_words = special.chdtrc(1, g2)
        by_words.append((p_words < 0.05).mean())
        by_meetings.append((p < 0.05).mean())
        found_words += bool((adjusted(p_words) <= 0.05).any())
        found_meetings += bool((adjusted(p) <= 0.05).any())
    print(f"{shuffles} shuffles of {len(x):,} meetings, {len(words):,} words")
    print(
        f"p below 0.05, share of words:      by words {np.mean(by_words):.1%}, by meetings {np.mean(by_meetings):.1%}"
    )
    print(
        "any word left after the correction: "
        f"by words {found_words / shuffles:.1%}, by meetings {found_meetings / shuffles:.1%}"
    )


def timed(engine: Engine) -> None:
    """The medians of five runs."""
    print(f"{'milliseconds':30}{'clock':>8}{'cpu':>8}")
    everything, last = Selection(), choices.values(engine).last or date.today()
    year = Selection(start=last - timedelta(days=365))
    rest = Selection(outside=year)
    words = list(keywords.frequencies(engine, everything, limit=200)["term"])
    node = words[0]
    ago = last - timedelta(days=366)
    for name, run in {
        "keywords.frequencies": lambda: keywords.frequencies(engine, everything),
        "keywords.frequencies tf_idf": lambda: keywords.frequencies(engine, everything, order="tf_idf"),
        "dispersion.words": lambda: dispersion.words(engine, everything, words),
        "dispersion.words months": lambda: dispersion.words(engine, everything, words, over="months"),
        "keyness.words year : rest": lambda: keyness.words(engine, year, rest),
        "compare.by_share topic": lambda: compare.by_share(engine, year, rest, of="topic"),
        "compare.by_share formulation": lambda: compare.by_share(engine, year, rest, of="formulation"),
        "compare.pace": lambda: compare.pace(engine, year, rest),
        "ngrams.frequencies": lambda: ngrams.frequencies(engine, everything),
        "collocations.words": lambda: collocations.words(engine, everything, node),
        "novelty.words": lambda: novelty.words(
            engine, everything, recent=(last - timedelta(days=365), last), before=(date(1900, 1, 1), ago)
        ),
        "concordance.lines": lambda: concordance.lines(engine, everything, node, limit=20),
        "concordance.lines right": lambda: concordance.lines(engine, everything, node, order="right", limit=20),
        "segmentation.counts": lambda: segmentation.counts(engine, everything, node),
    }.items():
        run()
        clock, processor = [], []
        for _ in range(5):
            begun, used = time.perf_counter(), time.process_time()
            run()
            clock.append(1000 * (time.perf_counter() - begun))
            processor.append(1000 * (time.process_time() - used))
        print(f"{name:30}{statistics.median(clock):8.0f}{statistics.median(processor):8.0f}")


if __name__ == "__main__":
    main(sys.argv[1], *(int(given) for given in sys.argv[2:]))
