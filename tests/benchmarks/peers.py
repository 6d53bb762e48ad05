"""The same answers by what people use today: a notebook, a search index, a program for key words.

    python -m tests.benchmarks.peers [FILE] [--scattertext PYTHON]

FILE has a report a line (``id``, ``text``, ``published``; default: ``central_readouts.jsonl`` of the shared folder).
Each peer runs in a process of its own, one after the other in one run:

- *agendascope*: the import into a fresh library, then measures of it;
- *notebook*: pandas, jieba and scikit-learn, as one would write it by hand: cut, count into a matrix, weigh by TF-IDF;
- *fts5*: SQLite's full-text index over texts that jieba has cut; a phrase is looked for as the words that it makes;
- *scattertext*: key words of the last year against the years before, over texts cut already. It is no dependency:
  ``--scattertext`` names the Python of an environment in which ``scattertext`` and ``jieba`` are installed.

One table of processor seconds, and how many times agendascope's: until the first question can be asked; the fifty most
frequent words of one year, twelve phrases looked for in all texts, and key words, each the best of three; peak memory.
Then, for each phrase, how many texts hold it as an exact string, and how many of these each search misses or adds.
Agendascope searches the texts as it has cleaned them, without copies and without what is no report of a meeting, and
is held to those.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
PHRASES: Final = (
    "防汛", "高质量发展", "供给侧结构性改革", "安全生产责任", "两个维护", "放管服", "全面从严治党", "乡村振兴",
    "中央八项规定精神", "新质生产力", "人民群众生命财产安全", "稳就业",
)  # fmt: skip
STEPS: Final = ("ready", "frequent words", "phrases", "key words")
ROW: Final = "{:<18}" + "{:>20}" * len(STEPS) + "{:>8}"


def agendascope(file: Path) -> dict[str, Any]:
    """Import, then measure."""
    from analysis.corpus.engine import open_engine
    from analysis.corpus.library import Library
    from analysis.importing import import_paths
    from analysis.measures import chosen, keyness, keywords
    from analysis.measures.selection import Selection

    with tempfile.TemporaryDirectory() as folder:
        library, begun = Library(Path(folder)), time.process_time()
        version = import_paths([file], library, workers=1).version
        engine = open_engine(library.path_of(version or ""))
        ready = time.process_time() - begun
        last = engine.rows(engine.table("meetings").agg(day=engine.table("meetings").date.max()))[0]["day"]
        year = Selection(start=last.replace(month=1, day=1), end=last)

        def search(phrase: str) -> set[str]:
            found = chosen.meetings(engine, Selection(words=(phrase,))).select("meeting_no")
            standing = engine.table("reports").filter(engine.table("reports").copy_of.isnull())
            return {row["given_id"] for row in engine.rows(standing.semi_join(found, "meeting_no").select("given_id"))}

        standing = engine.table("reports")
        standing = standing.filter(standing.is_readout & standing.copy_of.isnull()).select("given_id", "text")
        return {
            "ready": ready,
            "frequent words": best(lambda: keywords.frequencies(engine, year, limit=50)),
            "phrases": best(lambda: [search(phrase) for phrase in PHRASES]),
            "key words": best(lambda: keyness.words(engine, year, Selection(outside=year))),
            **agreement({row["given_id"]: row["text"] for row in engine.rows(standing)}, search),
        }


def notebook(file: Path) -> dict[str, Any]:
    """pandas, jieba and scikit-learn."""
    import jieba
    import pandas as pd
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    begun = time.process_time()
    frame = pd.read_json(file, lines=True, dtype=False, convert_dates=False)
    cut = frame["text"].map(lambda text: " ".join(jieba.lcut(text)))
    vectorizer = CountVectorizer(token_pattern=r"\S+")
    counts = vectorizer.fit_transform(cut)
    TfidfTransformer().fit_transform(counts)
    words, years = vectorizer.get_feature_names_out(), frame["published"].str[:4]
    ready = time.process_time() - begun

    def frequent() -> list[str]:
        of_year = counts[(years == years.max()).to_numpy()].sum(axis=0).A1
        return [str(words[at]) for at in of_year.argsort()[::-1][:50]]

    def search(phrase: str) -> set[str]:
        return set(frame["id"][frame["text"].str.contains(phrase, regex=False)])

    return {
        "ready": ready,
        "frequent words": best(frequent),
        "phrases": best(lambda: [search(phrase) for phrase in PHRASES]),
        **agreement(dict(zip(frame["id"], frame["text"], strict=True)), search),
    }


def fts5(file: Path) -> dict[str, Any]:
    """SQLite's full-text index over words."""
    import sqlite3

    import jieba

    texts = {row["id"]: row["text"] for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    begun = time.process_time()
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE reports USING fts5(id UNINDEXED, text)")
    rows = ((id, " ".join(jieba.lcut(text))) for id, text in texts.items())
    db.executemany("INSERT INTO reports VALUES (?, ?)", rows)
    ready = time.process_time() - begun

    def search(phrase: str) -> set[str]:
        asked = '"' + " ".join(jieba.lcut(phrase)) + '"'
        return {id for (id,) in db.execute("SELECT id FROM reports WHERE reports MATCH ?", (asked,))}

    found = {"ready": ready, "phrases": best(lambda: [search(phrase) for phrase in PHRASES])}
    return found | agreement(texts, search)


def scattertext(file: Path) -> dict[str, Any]:
    """Key words of the last year by log-odds, which is all that it asks of the words."""
    import jieba
    import pandas as pd
    import scattertext as st

    begun = time.process_time()
    frame = pd.read_json(file, lines=True, dtype=False, convert_dates=False)
    frame["cut"] = [" ".join(jieba.lcut(text)) for text in frame["text"]]
    years = frame["published"].str[:4]
    frame["side"] = (years == years.max()).map({True: "last", False: "before"})
    built = st.CorpusFromPandas(frame, category_col="side", text_col="cut", nlp=st.whitespace_nlp).build()
    corpus = built.get_unigram_corpus()
    ready = time.process_time() - begun
    score = st.LogOddsRatioUninformativePriorScorer
    return {"ready": ready, "key words": best(lambda: score(corpus).set_categories("last", ["before"]).get_scores())}


def best(ask: Callable[[], Any]) -> float:
    """Processor seconds, the least of three."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        ask()
        spent.append(time.process_time() - begun)
    return min(spent)


def agreement(texts: dict[str, str], search: Callable[[str], set[str]]) -> dict[str, Any]:
    """For each phrase: the texts that hold it, how many of them are missed, and how many others are found."""
    told = {}
    for phrase in PHRASES:
        holding, found = {id for id, text in texts.items() if phrase in text}, search(phrase) & set(texts)
        told[phrase] = len(holding), len(holding - found), len(found - holding)
    return {"agreement": told}


def measured(python: str, peer: str, file: Path) -> dict[str, Any]:
    """What a peer tells of itself in a process of its own."""
    command = [python, "-W", "ignore", "-m", "tests.benchmarks.peers", str(file), "--peer", peer]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def main() -> None:
    """Print the tables, or, of one peer, its figures as JSON."""
    default = Path(os.environ.get("AGENDASCOPE_SHARED", ROOT.parent / "shared")) / "corpus" / "central_readouts.jsonl"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=default)
    parser.add_argument("--scattertext", metavar="PYTHON", help="of an environment with scattertext and jieba")
    parser.add_argument("--peer", choices=PEERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        told = PEERS[options.peer](options.file)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**told, "MB": round(peak)}, ensure_ascii=False))
        return
    pythons = dict.fromkeys(PEERS, sys.executable) | {"scattertext": options.scattertext}
    found = {peer: measured(python, peer, options.file) for peer, python in pythons.items() if python}
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; processor seconds, and times agendascope's")
    print(ROW.format("", *STEPS, "MB"))
    for peer, told in found.items():
        cells = [
            f"{told[step]:.4f} ({told[step] / found['agendascope'][step]:.2f})" if step in told else ""
            for step in STEPS
        ]
        print(ROW.format(peer, *cells, told["MB"]))
    if "scattertext" not in found:
        print("scattertext was not measured: name a Python that has it with --scattertext")
    print("\ntexts that hold the phrase, of these missed, others found")
    for phrase in PHRASES:
        cells = [f"{peer} {told['agreement'][phrase]}" for peer, told in found.items() if "agreement" in told]
        print(f"{phrase}: " + "  ".join(cells))


PEERS: Final[dict[str, Callable[[Path], dict[str, Any]]]] = {
    peer.__name__: peer for peer in (agendascope, notebook, fts5, scattertext)
}


if __name__ == "__main__":
    main()
