"""The Python that gives the tables of a view again: which version, which selection, which measures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from analysis.measures.selection import Selection


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure that a view asked. ``columns`` are those of its table that are shown, ``says`` is what the table is
    about; both are empty where the view has no table of it."""

    function: Callable[..., Any]
    selection: Selection
    args: Sequence[Any] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    columns: Sequence[str] = ()
    says: str = ""


def script(version: str, asked: Sequence[Asked], *, is_sample: bool = False, link: str = "") -> str:
    """A program that opens the version and asks the same measures, each once; tables that the view shows are printed.

    Every result has a name of its own, the measure's: ``counts_topics``. The library is the user's own
    (``AGENDASCOPE_LIBRARY``, else the one in the data folder), or that of the sample.
    """
    known: dict[str, str] = {}
    selections: list[str] = []
    lines: list[str] = []
    modules = dict.fromkeys(one.function.__module__ for one in asked)
    names: dict[str, int] = {}

    def said(value: Any) -> str:
        """A value; selections by names of their own."""
        text = literal(value)
        if not isinstance(value, Selection):
            return text
        if text not in selections:
            selections.append(text)
        return _numbered("selection", selections.index(text) + 1)

    for one in asked:
        given = ["engine", *(said(value) for value in (one.selection, *one.args))]
        given += [f"{name}={said(value)}" for name, value in one.options.items()]
        module = one.function.__module__.rpartition(".")[2]
        call = f"{module}.{one.function.__name__}({', '.join(given)})"
        if call not in known:
            base = f"{module}_{one.function.__name__}"
            names[base] = names.get(base, 0) + 1
            known[call] = _numbered(base, names[base])
            lines.append(f"{known[call]} = {call}")
        if one.columns:
            lines += ["", f"# {_flat(one.says)}"]
            lines += [f"print({known[call]}[{literal(list(one.columns))}])"]
    body = [f"{_numbered('selection', number)} = {text}" for number, text in enumerate(selections, 1)] + lines
    folder = "sample_library" if is_sample else "default_library"
    uses_dates = any("date(" in line for line in body)
    return "\n".join(
        [
            *([f"# {_flat(link)}"] if link else []),
            *(["from datetime import date", ""] if uses_dates else []),
            "from analysis.corpus.engine import open_engine",
            f"from analysis.corpus.library import Library, {folder}",
            *_imports(modules),
            "from analysis.measures.selection import Selection",
            "",
            f"engine = open_engine(Library({folder}()).path_of({version!r}))",
            *body,
            "",
        ]
    )


def _imports(modules: Iterable[str]) -> Iterator[str]:
    packages: dict[str, list[str]] = {}
    for module in sorted(modules):
        package, _, name = module.rpartition(".")
        packages.setdefault(package, []).append(name)
    for package, names in packages.items():
        yield f"from {package} import {', '.join(names)}"


def literal(value: Any) -> str:
    """A value as Python writes it, by the names that the program imports.

    >>> literal(Selection(topics=("rural",), start=date(2021, 4, 1)))
    "Selection(topics=('rural',), start=date(2021, 4, 1))"
    """
    if isinstance(value, Selection):
        plain = Selection()
        given = [(one.name, getattr(value, one.name)) for one in fields(value)]
        parts = [f"{name}={literal(part)}" for name, part in given if part != getattr(plain, name)]
        return f"Selection({', '.join(parts)})"
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(key)}: {literal(part)}" for key, part in value.items()) + "}"
    if isinstance(value, set | frozenset):
        return f"frozenset({literal(sorted(value))})"
    return repr(value.item() if hasattr(value, "item") else value)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}_{number}"


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
