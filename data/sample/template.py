"""Text with choices in it: ``<one|other>`` is one of the two, ``{slot}`` a value, ``{10-60}`` a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.sample.dice import Dice

Slots = Mapping[str, str | tuple[str, ...]]

_MARK = re.compile(r"<(?P<choices>[^<>]*)>|\{(?P<low>\d+)-(?P<high>\d+)\}|\{(?P<slot>\w+)\}")


class Chosen(dict[str, str]):
    """Slots that keep the value that they were first given: one river all through a matter.

    >>> river = Chosen({"river": ("砚江", "霁河", "汀江")}, Dice(4))
    >>> river["river"] == river["river"]
    True
    """

    def __init__(self, slots: Slots, dice: Dice) -> None:
        super().__init__()
        self._slots, self._dice = slots, dice

    def __missing__(self, name: str) -> str:
        value = self._slots[name]
        self[name] = value if isinstance(value, str) else self._dice.pick(value)
        return self[name]


class _Slot:
    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def fill(self, dice: Dice, slots: Slots) -> str:
        value = slots[self._name]
        return value if isinstance(value, str) else dice.pick(value)


class _Number:
    __slots__ = ("_high", "_low")

    def __init__(self, low: str, high: str) -> None:
        self._low, self._high = int(low), int(high)

    def fill(self, dice: Dice, slots: Slots) -> str:
        return str(dice.between(self._low, self._high))


class _Choice:
    __slots__ = ("_templates",)

    def __init__(self, texts: str) -> None:
        self._templates = tuple(map(Template, texts.split("|")))

    def fill(self, dice: Dice, slots: Slots) -> str:
        return dice.pick(self._templates).fill(dice, slots)


class Template:
    """A text compiled once and filled many times.

    >>> Template("{our}有{3-3}座<水库|水库>").fill(Dice(1), {"our": ("我市",)})
    '我市有3座水库'
    """

    __slots__ = ("_parts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts: list[str | _Slot | _Number | _Choice] = []
        end = 0
        for mark in _MARK.finditer(text):
            self._parts.append(text[end : mark.start()])
            end = mark.end()
            if mark["choices"] is not None:
                self._parts.append(_Choice(mark["choices"]))
            elif mark["low"]:
                self._parts.append(_Number(mark["low"], mark["high"]))
            else:
                self._parts.append(_Slot(mark["slot"]))
        self._parts.append(text[end:])

    def fill(self, dice: Dice, slots: Slots) -> str:
        """The text with its choices made and its slots filled; a slot with several values takes one of them."""
        if len(self._parts) == 1:
            return self.text
        return "".join([part if isinstance(part, str) else part.fill(dice, slots) for part in self._parts])
