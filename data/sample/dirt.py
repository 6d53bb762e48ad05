"""What publishing does to a report: furniture, lost paragraphs, half-width commas, Traditional script, pinyin."""

from __future__ import annotations

from dataclasses import dataclass

from data.sample import stock
from data.sample.dice import Dice


@dataclass(frozen=True)
class Page:
    """A report as its site serves it."""

    title: str
    text: str


def soil(title: str, paragraphs: tuple[str, ...], *, outlet: str, stamp: str, dice: Dice) -> Page:
    """Serve a report as its outlet would. Script and pinyin are such as cleaning is meant to undo."""
    habits = stock.outlets()[outlet]["habits"]
    has = {habit: dice.chance(share) for habit, share in habits.items()}
    lines = ["".join(paragraphs)] if has["one_line"] else [f"　　{p}" if dice.chance(0.5) else p for p in paragraphs]
    if has["half_width"]:
        lines = [line.replace("，", ",") for line in lines]
    above, below = _furniture(outlet, stamp, dice) if has["furniture"] else ([], [])
    if has["repeat_title"]:
        above.insert(0, title)
    text = "\n".join([*above, *lines, *below])
    if has["traditional"] or has["pinyin"]:
        share = dice.pick((0.08, 0.3, 0.9)) if has["pinyin"] else 0.0
        return Page(_transcribe(title, share, dice), _transcribe(text, share, dice))
    return Page(title, text)


def _furniture(outlet: str, stamp: str, dice: Dice) -> tuple[list[str], list[str]]:
    frames = stock.frames()
    names = dice.shuffled(frames["datelines"]["reporters"])
    slots = {"outlet": outlet, "stamp": stamp} | {
        slot: name.text for slot, name in zip(("reporter", "reporter2", "reporter3"), names, strict=False)
    }
    above = [dice.pick(frames["furniture"]["above"]).fill(dice, slots)] if dice.chance(0.7) else []
    below = [dice.pick(frames["furniture"]["below"]).fill(dice, slots)] if dice.chance(0.7) else []
    return above, below


def _transcribe(text: str, share: float, dice: Dice) -> str:
    """Traditional characters, with pinyin in brackets behind a share of those that the change of script touched."""
    table = stock.letters()
    if not share:
        return text.translate(stock.traditional())
    out = []
    for letter in text:
        if letter in table:
            traditional, pinyin = table[letter]
            if dice.chance(share):
                traditional += f"({pinyin} )" if dice.chance(0.04) else f"({pinyin})"
            out.append(traditional)
        else:
            out.append(letter)
    return "".join(out)
