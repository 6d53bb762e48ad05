"""Text with choices in it: ``<one|other>`` is one of the two, ``{slot}`` a value, ``{10-60}`` a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.sample.dice import Dice

Slots = Mapping[str, str | tuple[str, ...]]

_MARK = re.compile(r"<(?P<choices>[^<>]*)>|\{(?P<low>\d+)-(?P<high>\d+)\}|\{(?P<slot>\w+)\}")


class Template:
    """A text compiled once and filled many times.

    >>> Template("{our}有{3-3}座<水库|水库>").fill(Dice(1), {"our": ("我市",)})
    '我市有3座水库'
    """

    __slots__ = ("_parts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts: list[str | tuple[Template, ...] | tuple[int, int] | None] = []
        end = 0
        for mark in _MARK.finditer(text):
            self._add(text[end : mark.start()])
            end = mark.end()
            if mark["choices"] is not None:
                self._parts.append(tuple(Template(choice) for choice in mark["choices"].split("|")))
            elif mark["low"]:
                self._parts.append((int(mark["low"]), int(mark["high"])))
            else:
                self._parts += [None, mark["slot"]]
        self._add(text[end:])

    def _add(self, literal: str) -> None:
        if literal:
            self._parts.append(literal)

    def fill(self, dice: Dice, slots: Slots) -> str:
        """The text with its choices made and its slots filled; a slot with several values takes one of them."""
        out, is_slot = [], False
        for part in self._parts:
            if part is None:
                is_slot = True
            elif isinstance(part, str):
                if is_slot:
                    value = slots[part]
                    out.append(value if isinstance(value, str) else dice.pick(value))
                    is_slot = False
                else:
                    out.append(part)
            elif isinstance(part[0], int):
                out.append(str(dice.between(*part)))
            else:
                out.append(dice.pick(part).fill(dice, slots))
        return "".join(out)
