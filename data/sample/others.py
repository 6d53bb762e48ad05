"""What a site holds beside readouts: notices, ceremonies, inspections, digests and the like."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from data.sample import stock
from data.sample.dice import Deck, Dice
from data.sample.readout import TITLED, Told
from data.sample.schedule import Aside
from data.sample.template import Template


class Desk:
    """Writes what is no readout; every form comes in its turn."""

    def __init__(self, dice: Dice) -> None:
        self._dice, self._forms = dice, Deck(stock.others(), dice)

    def tell(self, aside: Aside, outlet: str) -> Told:
        """A document of the next kind on the occasion."""
        kind, title, paragraphs = self._forms.deal()
        return _write(kind, title, paragraphs, aside, outlet, self._dice)


def _write(kind: str, title: Template, paragraphs: tuple[Template, ...], aside: Aside, outlet: str, dice: Dice) -> Told:
    slots = _slots(aside, outlet, dice)
    text = tuple(paragraph.fill(dice, slots) for paragraph in paragraphs)
    annotation = {
        "is_readout": False,
        "kind": kind,
        **dict.fromkeys(("body", "level", "place", "session", "chair", "chair_post")),
        "other_matters": False,
        "agenda_items": [],
        "documents": list(dict.fromkeys(TITLED.findall("\n".join(text)))),
    }
    return Told(title.fill(dice, slots), text, annotation)


def _slots(aside: Aside, outlet: str, dice: Dice) -> dict[str, Any]:
    place, day = aside.place, aside.day
    month = f"{day:%Y-%m}"
    coming = day + timedelta(days=dice.between(2, 9))
    slots = {
        **{name: value if isinstance(value, str) else dice.pick(value) for name, value in place.slots.items()},
        "outlet": outlet,
        "when": f"{day.month}月{day.day}日",
        "coming": f"{coming.month}月{coming.day}日",
        "year": str(day.year),
        "next": str(day.year + 1),
        "secretary": place.holder("secretary", month),
        "head": place.holder("head", month),
        "post": "试验区党工委书记" if place.kind == "zone" else f"{place.slots['unit']}委书记",
        "committee": "党工委会议" if place.kind == "zone" else f"{place.slots['unit']}委常委会会议",
        "deputy": dice.pick(place.row),
        "other": dice.pick(place.row),
        "villager": dice.pick(stock.frames()["people"]["villagers"]).text,
        "reporter": stock.frames()["datelines"]["reporters"][dice.below(12)].text,
    }
    for number, (subject, passage) in enumerate(aside.matters, 1):
        slots[f"matter{number}"] = subject.lead.fill(dice, slots) or "重点"
        point = subject.point or passage.measures[0]
        slots[f"point{number}"] = point.fill(dice, slots)
        slots[f"why{number}"] = passage.why.fill(dice, slots)
        first, second = dice.shuffled(passage.measures)[:2]
        slots[f"do{number}"], slots[f"more{number}"] = first.fill(dice, slots), second.fill(dice, slots)
    return slots
