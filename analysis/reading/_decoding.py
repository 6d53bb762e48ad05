"""Which encoding a file is in. Chinese files say so seldom and wrongly; short ones leave little to go by."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, Final

from charset_normalizer import from_bytes

_CHUNK: Final = 1 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# The characters that carry a report, in both scripts: any of them says more than an odd one of the thousands.
_FREQUENT: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要会议精神学习贯彻落实工作市委政府书记主席研究强调指出部署传达推进加强建设发展"
    "全面党组织领导干部安全生产经济社会重要讲话通过审听取汇报情况关于年月日时十二三四五六七八九省县区常务"
    "這個國為來會議學習貫徹實書記強調領導幹組織發經濟審聽報情關於時務區縣黨設進產動們對開從後過"
    "，。、；：“”《》（）"
)  # fmt: skip


def detect(stream: BinaryIO) -> str:
    """The encoding of a stream, which is left at its start: UTF-8, UTF-16, GB18030 or Big5 if it can be one of these.

    >>> detect(io.BytesIO("市委常委会召开会议".encode("gb18030")))
    'gb18030'
    """
    stream.seek(0)
    head = stream.read(_CHUNK)
    stream.seek(0)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    # UTF-16 without a mark can pass for UTF-8 with control characters in it.
    if not _CONTROL.search(head) and _is_utf8(stream):
        return "utf-8"
    candidates = {
        encoding: score
        for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8")
        if (score := _score(head, encoding)) is not None
    }
    best = max(candidates, key=lambda encoding: candidates[encoding], default="")
    if best and candidates[best] > 0.3:
        return best
    damaged = head.decode("utf-8", "replace")
    if damaged.count("\ufffd") * 50 < len(damaged):
        return "utf-8"
    guess = from_bytes(head[: 1 << 16]).best()
    return best or (guess.encoding if guess else "gb18030")


def open_text(stream: BinaryIO, *, newline: str | None = None) -> io.TextIOWrapper:
    """A text stream over a binary one; what cannot be decoded becomes U+FFFD."""
    return io.TextIOWrapper(stream, encoding=detect(stream), errors="replace", newline=newline)


def decode(data: bytes) -> str:
    """The text of some bytes, without a byte order mark.

    >>> decode("常委會議".encode("big5"))
    '常委會議'
    """
    return data.decode(detect(io.BytesIO(data)), "replace")


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True


def _score(head: bytes, encoding: str) -> float | None:
    """How much the bytes read like a Chinese report in an encoding, from 0 to 1; None where they cannot be in it."""
    try:
        # The last character of the sample may be cut.
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None
    text = text[:20_000]
    points = sum(
        1.0 if c in _FREQUENT else 0.6 if (c.isascii() and c.isprintable()) or c in "\r\n\t" else _rank(c) for c in text
    )
    return points / len(text) if text else None


def _rank(character: str) -> float:
    """The common characters of each script stand in the first levels of GB 2312 and Big5, in the order of the codes."""
    for encoding, first, last in (("gb2312", b"\xb0\xa1", b"\xd7\xf9"), ("big5", b"\xa4\x40", b"\xc6\x7e")):
        try:
            if first <= character.encode(encoding) <= last:
                return 0.5
        except UnicodeEncodeError:
            continue
    return 0.3 if "\u3000" <= character <= "\u30ff" or "\uff00" <= character <= "\uffef" else 0.0
