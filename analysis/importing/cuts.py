"""Sentences cut into words, as shards hold them: the text of each sentence with the length of every word in it.

So a text is one string instead of hundreds, and its words are numbers until they are counted and written.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc


def packed(words: pa.ListArray) -> tuple[pa.StringArray, pa.ListArray]:
    """Lists of words, each joined, and how many bytes each word takes.

    >>> text, lengths = packed(pa.array([["会议", "强调"], [], ["a"]]))
    >>> text.to_pylist(), lengths.to_pylist()
    (['会议强调', '', 'a'], [[6, 6], [], [1]])
    """
    lengths = pc.binary_length(words.values)
    joined = _strings(_borders(lengths)[np.asarray(words.offsets)], words.values)
    return joined, pa.ListArray.from_arrays(words.offsets, lengths)


def unpacked(text: pa.StringArray, lengths: pa.ListArray) -> pa.ListArray:
    """The lists of words that :func:`packed` made these of.

    >>> unpacked(*packed(pa.array([["会议", "强调"], [], ["a"]]))).to_pylist()
    [['会议', '强调'], [], ['a']]
    """
    words = _strings(_borders(lengths.flatten()), text)
    return pa.ListArray.from_arrays(pa.array(_borders(pc.list_value_length(lengths))), words)


def _borders(lengths: pa.Array) -> npt.NDArray[np.int32]:
    return np.concatenate([np.zeros(1, np.int32), np.cumsum(lengths, dtype=np.int32)])


def _strings(borders: npt.NDArray[np.int32], within: pa.StringArray) -> pa.StringArray:
    """What lies between borders in the bytes of strings, which are all that these are made of."""
    content = within.buffers()[2] or pa.py_buffer(b"")
    return pa.StringArray.from_buffers(borders.size - 1, pa.py_buffer(borders), content)
