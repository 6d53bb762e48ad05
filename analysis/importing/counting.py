"""The sentences of the texts that count, and the terms counted in them.

A term is a token of two or more characters, one of them a letter or a Chinese character: punctuation, white space,
single characters, and plain numbers and percentages are none. Stopwords are terms: who reads decides whether to see
them. A token with a synonym counts as that; each counts once, in the item in which it begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analysis.importing.cuts import unpacked

Numbers = npt.NDArray[np.int64]


class Numbered:
    """The numbers of what is named by two numbers."""

    def __init__(self, db: duckdb.DuckDBPyConnection, first: str, second: str, number: str, within: str) -> None:
        rows = db.sql(f"""
            SELECT {first}::BIGINT << 32 | {second} AS key, {number}::BIGINT AS number FROM {within} ORDER BY key
        """).fetchnumpy()
        self._keys = np.append(rows["key"], np.iinfo(np.int64).max)  # one that nothing has, so that there is a last
        self._numbers = np.append(rows["number"], -1)

    def of(self, first: Numbers, second: Numbers) -> Numbers:
        """The number of each pair, -1 where it has none."""
        keys = first << 32 | second
        place = np.searchsorted(self._keys, keys)
        return np.where(self._keys[place] == keys, self._numbers[place], -1)


@dataclass(frozen=True, slots=True)
class Cut:
    """Sentences, in the order of the reports and of their texts: where each stands, and its tokens."""

    report: Numbers
    meeting: Numbers  # 0 where it tells of none
    position: Numbers
    start: Numbers
    tokens: pa.ListArray

    def chosen(self, which: npt.NDArray[np.bool_]) -> Cut:
        """Some of them."""
        return Cut(
            self.report[which],
            self.meeting[which],
            self.position[which],
            self.start[which],
            self.tokens.filter(pa.array(which)),
        )

    def table(self) -> pa.Table:
        """Those that tell of meetings, as the library keeps them."""
        told = self.chosen(self.meeting > 0)
        return pa.table(
            {
                "report_no": _numbers(told.report),
                "meeting_no": _numbers(told.meeting),
                "position": _numbers(told.position),
                "start": _numbers(told.start),
                "tokens": told.tokens,
            }
        )


def speaking(db: duckdb.DuckDBPyConnection) -> Numbered:
    """By report and meeting in it (0 for what tells of none), of what counts in new reports: the number of the meeting
    (0 where there is none)."""
    return Numbered(db, "report_no", "number", "coalesce(meeting_no, 0)", "speaking WHERE old_no IS NULL")


def items(db: duckdb.DuckDBPyConnection) -> Numbered:
    """By meeting and position, the number of each item of which new reports tell."""
    return Numbered(
        db,
        "meeting_no",
        "position",
        "item_no",
        "items SEMI JOIN (FROM speaking WHERE old_no IS NULL) USING (meeting_no)",
    )


def cut(rows: pa.Table, speaking: Numbered) -> Cut:
    """The sentences that count, in rows of reports which are sorted by number."""
    of_row, said = _sentences(rows)
    report = np.asarray(rows.column("report_no"), dtype=np.int64)[of_row]
    meeting = speaking.of(report, _fact(said, "meeting"))
    return Cut(report, meeting, _fact(said, "position"), _fact(said, "start"), _tokens(said)).chosen(meeting >= 0)


class Terms:
    """Counts the terms of sentences, a token with a synonym as that."""

    def __init__(self, synonyms: Iterable[tuple[str, str]]) -> None:
        self._synonyms = dict(synonyms)

    def by_item(self, said: Cut, items: Numbered) -> pa.Table:
        """How often each stands in each item of each report, in their order."""
        of_none = np.where(said.meeting > 0, said.meeting, np.iinfo(np.int32).max)  # after all meetings of the report
        order = np.lexsort((said.position, of_none, said.report))
        keys = np.stack((said.report, said.meeting, said.position))[:, order]
        is_first = np.any(np.diff(keys, prepend=-1), axis=0)
        item = np.empty_like(said.report)
        item[order] = np.cumsum(is_first) - 1
        item, term, count = self._counted(said.tokens, item)
        report, meeting, position = keys[:, is_first][:, item]
        return pa.table(
            {
                "report_no": _numbers(report),
                "meeting_no": pa.array(meeting, pa.int32(), mask=meeting == 0),
                "position": _numbers(position),
                "item_no": _numbers(np.maximum(items.of(meeting, position), 0)),
                "term": term,
                "count": _numbers(count),
            }
        )

    def by_meeting(self, rows: pa.Table) -> pa.Table:
        """How often each stands in each meeting, in their order, given the rows of meetings."""
        of_row, said = _sentences(rows)
        told = rows.column("told").combine_chunks()
        is_own = _fact(said, "meeting") == _fact(told, "number")[of_row]
        meetings = np.asarray(rows.column("meeting_no"), dtype=np.int64)[of_row[is_own]]
        meeting, term, count = self._counted(_tokens(said).filter(pa.array(is_own)), meetings)
        return pa.table({"meeting_no": _numbers(meeting), "term": term, "count": _numbers(count)})

    def _counted(self, tokens: pa.ListArray, groups: Numbers) -> tuple[Numbers, pa.DictionaryArray, Numbers]:
        """How often each term stands in the lists of each group: group, term, count, in the order of the first two."""
        encoded = tokens.flatten().dictionary_encode()
        terms, place = self._places(encoded.dictionary)
        of_token = place[np.asarray(encoded.indices)]
        keys = np.repeat(groups, pc.list_value_length(tokens)) * len(terms) + of_token
        keys = np.sort(keys[of_token >= 0])
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        group, term = np.divmod(keys[starts], max(len(terms), 1))
        named = pa.DictionaryArray.from_arrays(pa.array(term, pa.int32()), terms)
        return group, named, np.diff(starts, append=keys.size)

    def _places(self, tokens: pa.StringArray) -> tuple[pa.StringArray, Numbers]:
        """The terms that tokens count as, sorted, and the place of each token's among them, -1 where it is none."""
        counted = [self._synonyms.get(token, token) for token in tokens.to_pylist()]
        named = pa.array([term if _is_term(term) else None for term in counted], pa.string())
        terms = pc.unique(named.drop_null())
        terms = terms.take(pc.array_sort_indices(terms))
        return terms, pc.index_in(named, terms).fill_null(-1).to_numpy().astype(np.int64)


def _is_term(token: str) -> bool:
    return len(token) > 1 and (not token.isascii() or any(map(str.isalpha, token)))


def _sentences(rows: pa.Table) -> tuple[Numbers, pa.StructArray]:
    """The sentences of all rows, and of which row each is."""
    lists = rows.column("sentences").combine_chunks()
    return np.repeat(np.arange(len(lists)), pc.list_value_length(lists)), lists.flatten()


def _tokens(said: pa.StructArray) -> pa.ListArray:
    return unpacked(pc.struct_field(said, "text"), pc.struct_field(said, "lengths"))


def _fact(said: pa.StructArray, name: str) -> Numbers:
    return np.asarray(pc.struct_field(said, name), dtype=np.int64)


def _numbers(values: Numbers) -> pa.Int32Array:
    return pa.array(values, pa.int32())
