"""The steps of cleaning, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, repeat
from typing import Final

from analysis.cleaning.characters import CONTROL, WIDTH, control, width
from analysis.cleaning.dates import to_iso
from analysis.cleaning.edits import Draft, Edit, Step
from analysis.cleaning.encoding import encoding
from analysis.cleaning.entities import entities
from analysis.cleaning.flagging import flags_of
from analysis.cleaning.furniture import Facts, facts, furniture, unmarked
from analysis.cleaning.particulars import HEAD, particulars, told
from analysis.cleaning.pinyin import LETTERS, pinyin
from analysis.cleaning.punctuation import AMONG_CHINESE, HALVES, MARKS, doubled, punctuation
from analysis.cleaning.script import only_traditional, script
from analysis.cleaning.spacing import lines, words
from analysis.records import RawReport, Report

STEPS: Final[tuple[tuple[str, Step], ...]] = (
    ("entity", entities),
    ("control", control),
    ("pinyin", pinyin),
    ("encoding", encoding),
    ("script", script),
    ("width", width),
    ("width", punctuation),
    ("punctuation", doubled),
    ("space", lines),
)
"""Kind of repair, and the step that makes it: what makes any stretch of text readable."""

_ROUNDS: Final = 8
"""One step may uncover work for an earlier one; texts that need more than three rounds are made by hand."""

_TIDYING: Final = frozenset(step for _, step in STEPS)
"""The steps that find nothing to do in a text that is tidy."""

_LETTER: Final = re.compile(r"\w")
_BEFORE: Final = re.compile(
    r"^\s*(?:原?标题[:：]|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s)\s*"
)  # a title in the text
_NO_WORD: Final = re.compile(r"\W+")
_HEADLINE: Final = re.compile(r"(?P<line>[^\n。！!；]{6,120})\n+(?=[^\n])")


def repair(text: str, steps: Iterable[tuple[str, Step]] = STEPS) -> Draft:
    """The text after all steps, one after the other and from the first again until none finds anything to do."""
    steps = tuple(steps)
    draft, idle = Draft(text), 0
    tidy = is_tidy(text)
    for kind, step in chain.from_iterable(repeat(steps, _ROUNDS)):
        before = draft
        if not (tidy and step in _TIDYING) and (edits := list(step(draft.text))):
            draft = draft.apply(kind, edits)
        if draft is before:
            idle += 1
        else:
            tidy, idle = is_tidy(draft.text), 0
        if idle == len(steps):
            break
    return draft


def is_tidy(text: str) -> bool:
    """Whether nothing stands in a text that one of the steps might look at: so are most texts once they are clean.

    >>> is_tidy("会议指出，要抓好1项工作。"), is_tidy("会議指出，要抓好1项工作。"), is_tidy("会议指出,要抓好1项工作。")
    (True, False, False)
    """
    return not _untidy().search(text)


@cache
def _untidy() -> re.Pattern[str]:
    always = f"{CONTROL}{WIDTH}{only_traditional()}&?\ufffd("
    where = (
        f"(?<=[{always}])",
        f"(?<=[{MARKS}])(?=[{MARKS}])",
        f"(?<=[{HALVES}]){AMONG_CHINESE}",
        f"(?<=[（\\[])(?=[{LETTERS} ])",
        r"(?<=[ \n])(?:\Z|(?<=\A.)|(?<=\A\n))",
        r"(?<= )(?:(?=[ \n])|(?<=\n ))",
        r"(?<=\n)(?=\n\n)",
    )
    # The character comes first in the pattern, so that the rest is tried only where one stands.
    return re.compile(f"[{always}{MARKS}{HALVES}（\\[ \\n](?:{'|'.join(where)})")


def clean(raw: RawReport) -> Report:
    """A report whose text can be read and counted, with the repairs that lead back to ``raw.text``.

    Outlet and time of publication are taken from the page's own date line where the source gave none, and the title
    from the headline above the text, which stays in the text. A title that the text repeats is taken out of it, and a
    site's marks of films and pictures out of the title.

    >>> clean(RawReport(source="a.txt", text="會(huì)議強調,要抓好落實。")).text
    '会议强调，要抓好落实。'
    """
    title = repair(raw.title, (*STEPS, ("space", words))).text if raw.title else None

    taken: list[str] = []
    rows: list[str] = []

    def repeated_title(text: str) -> Iterable[Edit]:
        return _repeated(title, text)

    # Spaces tell the parts of a line of furniture apart, so they are looked at when those are gone.
    furnishing = (
        ("furniture", _noting(particulars, rows)), ("furniture", _noting(furniture, taken)),
        ("furniture", repeated_title), ("space", words),
    )  # fmt: skip
    draft = repair(raw.text, (*STEPS, *furnishing))
    found, table = _facts(taken), told(rows)
    said = unmarked(title or table.title or "") or headline(draft.text)
    return Report(
        text=draft.text,
        title=said,
        published=to_iso(raw.published) if raw.published else found.published or table.published,
        url=raw.url,
        outlet=repair(raw.outlet).text if raw.outlet else found.outlet or table.outlet,
        source=raw.source,
        given_id=raw.given_id,
        repairs=draft.repairs,
        flags=flags_of(said, draft.text, raw.text),
    )


def _noting(step: Step, taken: list[str]) -> Step:
    """A step that notes what it takes away."""

    def noted(text: str) -> Iterator[Edit]:
        for edit in step(text):
            taken.append(text[edit.start : edit.end])
            yield edit

    return noted


# A line of a page's head: one short word, words between bars, many words, what a label says (来源：), who wrote, the
# site's name, the day on which it was looked at.
_MENU: Final = re.compile(
    r"^\S{1,5}$|[|｜>»]|(?:\S{1,6}\s+){5}|^[^：:会]{1,8}[：:]|^今[天日]是|请输入|IPv6|登录|记者\s|通讯员\s|[\d第]版(?:\s|$)"
    r"|(?:频道|门户网站|融媒体?|发布)(?:\s|$)|www\.|发表于"
)
_NAMES_MEETING: Final = re.compile("召开|举行|第.{1,6}次|.{8}会议?$")  # 政府常务会议 alone names a page's section


def headline(text: str) -> str | None:
    """The title that the first line gives, where it stands above a text as a headline does: short, no sentence, with a
    text below it. Below the menus of a page it is the first line that names a meeting.

    >>> headline("城北区委常委会召开会议\\n\\n会议指出，要抓好落实。")
    '城北区委常委会召开会议'
    >>> headline("首页\\n登录 | 注册\\n城北区委常委会召开会议\\n会议指出，要抓好落实。")
    '城北区委常委会召开会议'
    """
    at = 0
    if _MENU.search(text[:HEAD].partition("\n")[0]):
        for line in text[:HEAD].split("\n"):
            if _NAMES_MEETING.search(line) and not _MENU.search(line):
                break
            at += len(line) + 1
    match = _HEADLINE.match(text, at)
    if not match or "。" in text[:at] or "。" not in text[match.end() :]:
        return None
    line = match["line"]
    return None if line.endswith(("，", "、", "：", ":", "？")) else unmarked(line)


def _repeated(title: str | None, text: str) -> Iterable[Edit]:
    """Whole lines above the first sentence that say the title once more."""
    first, _, rest = text.partition("\n")
    start = 0
    for line in text[:HEAD].splitlines(keepends=True) if title is not None else ():
        after = start + len(line)
        if "。" in line or after == len(text):
            break
        if line.strip() and _say_the_same(line, title or ""):
            yield Edit(start, len(text) - len(text[after:].lstrip("\n")), "")
            return
        start = after
    second = rest.lstrip("\n").partition("\n")[0]
    if second and "。" not in second and len(second) < 2 * len(first) and _say_the_same(second, first):
        start = text.index(second, len(first))
        yield Edit(len(first), start + len(second), "")


def _say_the_same(line: str, other: str) -> bool:
    """Whether two lines have the same letters; most differ in the first."""
    one, two = _BEFORE.sub("", unmarked(line)), unmarked(other)
    return _first_letter(one) == _first_letter(two) and _NO_WORD.sub("", one) == _NO_WORD.sub("", two)


def _first_letter(line: str) -> str:
    found = _LETTER.search(line)
    return found.group() if found else ""


def _facts(taken: Iterable[str]) -> Facts:
    """The first outlet and the first time of publication that the furniture of a page says."""
    outlet = published = None
    for line in chain.from_iterable(map(str.splitlines, taken)):
        said = facts(line)
        outlet, published = outlet or said.outlet, published or said.published
    return Facts(outlet, published)
