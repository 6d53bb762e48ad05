"""How well the taxonomy tells what items are about, against labels given by people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis.records import AgendaItem, Span
from analysis.topics import label, load_taxonomy

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "data" / "sample"


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def topics(text: str, item: AgendaItem) -> list[str]:
    return [topic.topic for topic in label(text, item, load_taxonomy()).topics]


def figures(pairs: Iterable[tuple[list[str], list[str]]]) -> tuple[float, float]:
    """The share of items whose main topic agrees, and the micro F1 of their sets of topics."""
    total = agreed = shared = given = 0
    for true, found in pairs:
        total += 1
        agreed += found[:1] == true[:1]
        shared += len(set(true) & set(found))
        given += len(true) + len(found)
    return agreed / total, 2 * shared / given


def announced(text: str, annotation: dict[str, Any]) -> Iterable[tuple[list[str], list[str]]]:
    """Each item of an annotated report, labelled from its announcement and the rest of that paragraph."""
    for item in annotation["agenda_items"]:
        start = text.find(item["evidence"])
        if start < 0:
            continue
        announcement = Span(start, start + len(item["evidence"]))
        ends = [text.find("\n", announcement.end)]
        ends += [p for other in annotation["agenda_items"] if (p := text.find(other["evidence"])) > announcement.start]
        passage = Span(start, max(announcement.end, min((end for end in ends if end >= 0), default=len(text))))
        yield (
            item["topics"],
            topics(text, AgendaItem(item["order"], item["action"], item["subject"], announcement, passage=passage)),
        )


def test_subjects_of_local_business() -> None:
    """Those marked ``before`` were written, with their labels, before the program had labelled anything."""
    pairs = []
    for row in rows(HERE / "subjects.jsonl"):
        text = f"会议研究了{row['subject']}。"
        item = AgendaItem(1, "consider", row["subject"], Span(2, len(text) - 1))
        pairs.append((row["topics"], topics(text, item)))
    main, f1 = figures(pairs)
    assert main >= 0.9
    assert f1 >= 0.85


def with_a_sentence_of_passage(sets: set[int]) -> Iterable[tuple[list[str], list[str]]]:
    for row in rows(HERE / "subjects_blind.jsonl"):
        if row["set"] not in sets:
            continue
        text = f"会议{row['verb']}{row['subject']}。会议指出，{row['passage']}"
        announcement = Span(0, 2 + len(row["verb"]) + len(row["subject"]))
        item = AgendaItem(1, row.get("action", "consider"), row["subject"], announcement, passage=Span(0, len(text)))
        yield row["topics"], topics(text, item)


def test_local_subjects_with_a_sentence_of_passage() -> None:
    """Three sets, each written with its labels before the program had labelled any of it, in words of its own.

    The program that met a set for the first time had 68, 67 and 65 % of the main topics, and an F1 of 0.75, 0.75 and
    0.66: that is what to expect of wordings it does not know. What they lacked was mended for whole families of words.
    """
    main, f1 = figures(with_a_sentence_of_passage({1, 2, 3}))
    assert main >= 0.9
    assert f1 >= 0.85


def test_local_subjects_of_somebody_who_does_not_know_the_program() -> None:
    """The fourth set: 0.10.0, which had met none of it, had 80.3 % of the main topics and an F1 of 0.768."""
    main, f1 = figures(with_a_sentence_of_passage({4}))
    assert main >= 0.9
    assert f1 >= 0.8


def test_the_invented_sample() -> None:
    texts = {row["id"]: row["text"] for row in rows(SAMPLE / "reports.jsonl")}
    annotations = [row for row in rows(SAMPLE / "annotations.jsonl") if row["is_readout"]]
    main, f1 = figures(pair for row in annotations for pair in announced(texts[row["id"]], row))
    assert main >= 0.85
    assert f1 >= 0.75


def test_annotated_real_reports(shared: Path) -> None:
    texts = {row["id"]: row["text"] for row in rows(shared / "gold" / "dev_texts.jsonl")}
    main, f1 = figures(
        pair for row in rows(shared / "gold" / "dev_gold.jsonl") for pair in announced(texts[row["id"]], row)
    )
    assert main >= 0.85
    assert f1 >= 0.8
