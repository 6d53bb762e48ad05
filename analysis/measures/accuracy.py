"""How well reports are read: what the program read in them against what people annotated.

Both sides are rows in the fields of the annotation guidelines, so this needs neither a library nor the parser. An item
that was read is matched with an annotated one, one to one, best pair first, where the Dice coefficient (1945, *Ecology*
26) of the bigrams of their subjects is at least 0.5, or where one subject of four characters or more stands within the
other and is at least two fifths of its length. Every figure is a ratio of two sums over documents, F1 as well: twice
the matches by all items on either side. Documents are what varies, not items, so the intervals are those of a ratio
over whole clusters (``_shares``); where every document counts as one, they are Wilson's (1927, *Journal of the American
Statistical Association* 22). The percentile bootstrap over documents (Efron and Tibshirani 1993, *An Introduction to
the Bootstrap*, section 13.3) was tried for F1: where nearly everything is right, most resamples hold no error at all,
and its 95 % intervals held the truth 7 to 96 times in a hundred, these 93 to 97 (``tests/benchmarks/intervals.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

import pandas as pd

from analysis.measures._shares import interval
from analysis.measures.selection import AND, NONE

Row = Mapping[str, Any]
By = Literal["topic", "year", "level"]

OF_MEETING: Final = ("body", "level", "place", "date", "session", "chair", "other_matters")
OF_ITEM: Final = ("action", "decision", "main_topic", "topic_f1")
FIGURES: Final = ("readout", "item_f1", "item_precision", "item_recall", *OF_ITEM, *OF_MEETING)
"""Every figure, in the order of the tables."""

ALIKE: Final = 0.5
"""The similarity from which two subjects are taken for the same."""

_NOISE: Final = re.compile(r"[\s《》〈〉“”\"'‘’（）()【】\[\]、，。；：,.;:·—\-]|的")


class Judgement(NamedTuple):
    """One comparison of what was annotated with what was read, and what it adds to a figure."""

    field: str
    numerator: int
    denominator: int
    gold: str | None
    read: str | None
    topic: str | None = None
    subject: str | None = None


def compare(gold: Sequence[Row], read: Sequence[Row]) -> pd.DataFrame:
    """Every single judgement that the figures are made of: what was annotated, what was read, and what it counts.

    Args:
        gold: annotated documents: ``id``, ``is_readout``, ``agenda_items`` (``subject action decision topics``) and
            the fields of the meeting; what a document or an item leaves out is not judged.
        read: the same fields as the program read them. A document that is missing here counts as read all wrong.

    Returns:
        ``document`` (its id), ``year`` and ``level`` (the meeting's as annotated, ``-`` where there is none; the year
        of publication where the meeting has none), ``topic`` (the annotated main topic of the item, of ``topic_f1`` the
        label; None where the judgement is of no one topic), ``field`` (one of :data:`FIGURES`), ``subject`` (of the
        item), ``gold``, ``read`` (all topics of the item, joined, where topics are judged), ``numerator``,
        ``denominator``.
    """
    by_id = {row["id"]: row for row in read}
    rows = [
        (row["id"], _year(row, by_id.get(row["id"], {})), row.get("level") or NONE, *judgement)
        for row in sorted(gold, key=lambda row: str(row["id"]))
        for judgement in _judge(row, by_id.get(row["id"], {}))
    ]
    frame = pd.DataFrame(rows, columns=["document", "year", "level", *Judgement._fields], dtype=object)
    return frame.astype({"numerator": "int64", "denominator": "int64"})


def figures(judgements: pd.DataFrame, *, by: By | None = None) -> pd.DataFrame:
    """The figures, of everything or of each topic, year or level.

    By ``topic`` there is no figure of meetings nor of items that nobody annotated: an item belongs to its annotated
    main topic, a label to itself.

    Columns: ``field``, [the name given as ``by``], ``numerator``, ``denominator``, ``share``, ``low``, ``high`` (95 %),
    ``documents`` (that the figure rests on), in the order of :data:`FIGURES`.
    """
    keys = ["field", *([by] if by else [])]
    sums = judgements.groupby(["document", *keys], sort=True)[["numerator", "denominator"]].sum().reset_index()
    x, y = sums["denominator"], sums["numerator"]
    sums = sums.assign(yy=y * y, xy=x * y, xx=x * x, meetings=1)
    frame = (
        sums.groupby(keys, sort=True)[["numerator", "denominator", "yy", "xy", "xx", "meetings"]].sum().reset_index()
    )
    frame["share"] = frame["numerator"] / frame["denominator"]
    frame["low"], frame["high"] = interval(frame)
    frame = frame.rename(columns={"meetings": "documents"})
    frame = frame.sort_values(keys, key=_ordered, ignore_index=True)
    return frame[[*keys, "numerator", "denominator", "share", "low", "high", "documents"]]


def disagreements(judgements: pd.DataFrame) -> pd.DataFrame:
    """The judgements in which what was read is not what was annotated, in the order of documents and fields.

    An item that only one side has stands here once, as ``item_recall`` (missed) or ``item_precision`` (made up).
    """
    lost = judgements[judgements["numerator"] < judgements["denominator"]]
    return lost[lost["field"] != "item_f1"].reset_index(drop=True)


def _ordered(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.map(FIGURES.index) if column.name == "field" else column


def match(gold: Sequence[str | None], read: Sequence[str | None]) -> dict[int, int]:
    """Which annotated subject was read as which, by their places in the two lists.

    Of pairs that are equally alike, those that stand closest in the two lists come first, and of these the later.

    >>> match(["防汛工作", "安全生产"], ["安全生产情况", "防汛抗旱工作"])
    {1: 0, 0: 1}
    """
    ours, theirs = ([_Subject.of(subject) for subject in side] for side in (gold, read))
    pairs = sorted(
        (-similarity, abs(i - j), -i, -j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
        if (similarity := a.similarity(b)) >= ALIKE
    )
    matched: dict[int, int] = {}
    for *_, i, j in pairs:
        if -i not in matched and -j not in matched.values():
            matched[-i] = -j
    return matched


def similarity(a: str | None, b: str | None) -> float:
    """How alike two subjects are, from 0 to 1, white space, punctuation and 的 left out.

    >>> similarity("《开封市消防规划》", "开封市消防规划"), similarity("防汛", "")
    (1.0, 0.0)
    """
    return _Subject.of(a).similarity(_Subject.of(b))


def agree(field: str, gold: object, read: object) -> bool:
    """Whether what was read in a field of a meeting is what was annotated.

    Names are compared without punctuation; of a place the higher levels may be spelt out or not, of a body or session
    one side may be part of the other.

    >>> agree("place", "河南省开封市", "开封市"), agree("chair", "高建军", None), agree("session", None, None)
    (True, False, True)
    """
    if gold is None or gold == "":
        return read is None or read in ("", False)
    if isinstance(gold, bool):
        return bool(read) == gold
    a, b = normalised(str(gold)), normalised(str(read or ""))
    if field == "place":
        return bool(b) and (a.endswith(b) or b.endswith(a))
    if field in ("body", "session"):
        return bool(b) and (a in b or b in a)
    return a == b


def normalised(text: str | None) -> str:
    """Text as it is compared: compatibility forms made one (NFKC), without white space, punctuation and 的.

    >>> normalised("《关于做好２０２１年“三农”工作的意见》")
    '关于做好2021年三农工作意见'
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", text or "")).lower()


class _Subject(NamedTuple):
    text: str
    bigrams: Counter[str]

    @classmethod
    def of(cls, subject: str | None) -> _Subject:
        text = normalised(subject)
        return cls(text, Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1))))

    def similarity(self, other: _Subject) -> float:
        if not self.text or not other.text:
            return 0.0
        if self.text == other.text:
            return 1.0
        dice = 2 * (self.bigrams & other.bigrams).total() / (self.bigrams.total() + other.bigrams.total())
        short, long = sorted((self.text, other.text), key=len)
        is_part = len(short) >= 4 and short in long and len(short) >= 0.4 * len(long)
        return max(dice, ALIKE) if is_part else dice


def _judge(gold: Row, read: Row) -> Iterator[Judgement]:
    is_right = bool(read) and bool(read.get("is_readout")) == bool(gold["is_readout"])
    yield Judgement("readout", is_right, 1, _kind(gold), _kind(read))
    wanted, found = _items(gold), _items(read)
    pairs = match([item.get("subject") for item in wanted], [item.get("subject") for item in found])
    for i, item in enumerate(wanted):
        subject, topic, is_found = item.get("subject"), _main(item), i in pairs
        other = found[pairs[i]].get("subject") if is_found else None
        yield Judgement("item_f1", 2 * is_found, 1 + is_found, subject, other, subject=subject)
        yield Judgement("item_recall", is_found, 1, subject, other, topic, subject)
        if is_found:
            yield from _judge_item(item, found[pairs[i]])
    partners = {j: wanted[i].get("subject") for i, j in pairs.items()}
    for j, item in enumerate(found):
        subject, is_wanted = item.get("subject"), j in partners
        yield Judgement("item_precision", is_wanted, 1, partners.get(j), subject, subject=subject)
        if not is_wanted:
            yield Judgement("item_f1", 0, 1, None, subject, subject=subject)
    for field in OF_MEETING:
        if gold["is_readout"] and field in gold:
            is_right = bool(read) and agree(field, gold[field], read.get(field))
            yield Judgement(field, is_right, 1, _said(gold[field]), _said(read.get(field)))


def _judge_item(gold: Row, read: Row) -> Iterator[Judgement]:
    subject, topic = gold.get("subject"), _main(gold)
    for field in ("action", "decision"):
        if field in gold:
            a, b = gold[field] or None, read.get(field) or None
            yield Judgement(field, a == b, 1, a, b, topic, subject)
    if "topics" not in gold:
        return
    ours, theirs = gold.get("topics") or [], read.get("topics") or []
    sides = AND.join(ours) or None, AND.join(theirs) or None
    yield Judgement("main_topic", bool(ours) and ours[:1] == theirs[:1], 1, *sides, topic, subject)
    for label in dict.fromkeys([*ours, *theirs]):
        is_both = label in ours and label in theirs
        yield Judgement("topic_f1", 2 * is_both, 1 + is_both, *sides, label, subject)


def _items(row: Row) -> Sequence[Row]:
    return (row.get("agenda_items") or []) if row.get("is_readout") else []


def _main(item: Row) -> str:
    return next(iter(item.get("topics") or []), NONE)


def _kind(row: Row) -> str | None:
    return (row.get("kind") or ("readout" if row.get("is_readout") else "other")) if row else None


def _year(gold: Row, read: Row) -> str:
    dates = (gold.get("date"), gold.get("published"), read.get("published"))
    years = (re.match(r"(?:19|20)\d\d(?=\D)", str(date or "")) for date in dates)
    return next((year[0] for year in years if year), NONE)


def _said(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value else None
