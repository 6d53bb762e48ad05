"""Who meets when, under which number, on what: the planted calendar played day by day."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.sample import stock
from data.sample.dice import Deck, Dice
from data.sample.stock import Body, Formulation, Passage, Place, Subject

SIZES = {"study-group": (1, 2), "cppcc": (1, 4), "congress": (2, 5), "reform": (2, 5), "economy": (2, 4)}


@dataclass(frozen=True)
class Held:
    """A meeting that was held: its subjects each with the passage that it draws on, and the formulations it uses;
    ``is_first_use`` where its place uses the spreading one for the first time."""

    body: Body
    day: date
    number: int
    matters: tuple[tuple[Subject, Passage], ...]
    formulations: tuple[Formulation, ...]
    outlet: str
    is_first_use: bool


@dataclass(frozen=True)
class Aside:
    """An occasion for a document that is no readout: a place and a day, with material on some topic."""

    place: Place
    day: date
    matters: tuple[tuple[Subject, Passage], ...]


class _Strand:
    """A topic, or a campaign within one: what it may put on an agenda."""

    def __init__(self, topic: str, campaign: str, dice: Dice) -> None:
        subjects, passages = stock.topics()[topic]
        self.topic, self.campaign = topic, campaign
        self.subjects = Deck([s for s in subjects if s.campaign == campaign], dice)
        self._passages = {name: Deck(group, dice) for name, group in passages.items()}
        calendar_ = stock.planted()
        entry = calendar_["topics"][topic]
        self._weight: float = entry["weight"]
        self._season: list[float] = entry.get("season", [1.0] * 12)
        self._waves = next((c["waves"] for c in calendar_["campaigns"] if c["name"] == campaign), None)

    def passage(self, subject: Subject) -> Passage:
        """The next passage of those that suit the subject."""
        return self._passages[subject.passages].deal()

    def weight(self, day: date) -> float:
        if self._waves is None:
            return self._weight * self._season[day.month - 1]
        return float(sum(wave["weight"] for wave in self._waves if wave["start"] <= day <= wave["end"]))


class Schedule:
    """The meetings and asides of the planted years, in order of their days, for about ``reports`` reports."""

    def __init__(self, reports: int, dice: Dice) -> None:
        self._reports, self._dice, self._calendar = reports, dice, stock.planted()
        self._bodies = stock.bodies()
        self._credit = [body.weight * dice.random() for body in self._bodies]
        self._total = sum(body.weight for body in self._bodies)
        self._starts = {body.key + body.place.name: dice.between(20, 60) for body in self._bodies}
        self._numbering: dict[str, tuple[object, int]] = {}
        names: dict[str, list[str]] = {c["topic"]: [] for c in self._calendar["campaigns"]}
        for campaign in self._calendar["campaigns"]:
            names[campaign["topic"]].append(campaign["name"])
        self._strands = [
            _Strand(topic, campaign, dice) for topic in stock.topics() for campaign in ("", *names.get(topic, ()))
        ]
        self._open: list[tuple[_Strand, float]] = []
        self._today, self._drawn = date.min, dict[str, tuple[list[_Strand], list[float]]]()
        self._sighted: set[str] = set()
        self._phrases = {f.text: f for f in stock.formulations()}
        self.unreported: Counter[str] = Counter()

    def months(self) -> Iterator[tuple[int, int, int]]:
        """(year, month, reports) so that the reports of all months make up the whole."""
        volume, gap = self._calendar["volume"], self._calendar["gap"]
        silent = sum(b.weight for b in self._bodies if b.place.outlet == gap["outlet"]) / self._total
        weights = {}
        for year in range(self._calendar["first"].year, self._calendar["last"].year + 1):
            for month in range(1, 13):
                weight = volume["by_year"][str(year)] * volume["by_month"][month - 1]
                is_silent = gap["start"] <= date(year, month, 1) <= gap["end"]
                weights[year, month] = weight * (1 - silent if is_silent else 1)
        total, so_far, given = sum(weights.values()), 0.0, 0
        for (year, month), weight in weights.items():
            so_far += weight
            upto = round(self._reports * so_far / total)
            yield year, month, upto - given
            given = upto

    def days(self, year: int, month: int, count: int) -> list[date]:
        """So many days of a month in order, most of them working days."""
        length = calendar.monthrange(year, month)[1]
        days = [date(year, month, self._dice.between(1, length)) for _ in range(count)]
        return sorted(d - timedelta(d.weekday() - 4) if d.weekday() > 4 and d.day > 2 else d for d in days)

    def next_held(self, day: date) -> Held | None:
        """The meeting held next, on that day; None where nobody reports it (its number is used up all the same)."""
        dice, body = self._dice, self._adopting(day) or self._in_turn()
        number, outlet = self._number(body, day), self._outlet(body, day)
        if outlet is None or (body.numbered != "no" and dice.chance(self._calendar["unreported"]["share"])):
            self.unreported[body.key + body.place.name] += 1
            return None
        low, high = SIZES.get(body.key, (2, 7))
        matters = self._matters(body.place, day, dice.between(low, high), body)
        before = len(self._sighted)
        phrases = self._formulations(body.place, day)
        return Held(body, day, number, matters, phrases, outlet, len(self._sighted) > before)

    def _in_turn(self) -> Body:
        """The body that has waited longest for its weight, with some chance in it."""
        for i, body in enumerate(self._bodies):
            self._credit[i] += body.weight
        turn = max(range(len(self._credit)), key=self._credit.__getitem__)
        self._credit[turn] -= self._total * (0.7 + 0.6 * self._dice.random())
        return self._bodies[turn]

    def _adopting(self, day: date) -> Body | None:
        """The first body of a place that has adopted the spreading formulation and has not yet been seen to use it."""
        for place, adopted in self._calendar["spread"]["adopted"].items():
            if adopted <= day and place not in self._sighted:
                return next(body for body in self._bodies if body.place.name == place)
        return None

    def aside(self, day: date) -> Aside:
        """An occasion for something that is no readout."""
        places = [place for place in stock.places().values() if self._speaks(place.outlet, day)]
        place = self._dice.weighted(places, [place.weight for place in places])
        return Aside(place, day, self._matters(place, day, 3, None))

    def _speaks(self, outlet: str, day: date) -> bool:
        gap = self._calendar["gap"]
        return outlet != gap["outlet"] or not gap["start"] <= day <= gap["end"]

    def _outlet(self, body: Body, day: date) -> str | None:
        home = body.place.outlet
        if self._speaks(home, day):
            return home
        elsewhere = body.key == "party" and self._dice.chance(self._calendar["gap"]["elsewhere"])
        return "澜岳日报" if elsewhere else None

    def _number(self, body: Body, day: date) -> int:
        if body.numbered == "no":
            return 0
        term = day.year if body.numbered == "year" else sum(day >= start for start in self._calendar["terms"]["starts"])
        key = body.key + body.place.name
        before, number = self._numbering.get(key, (None, 0))
        if before is None and body.numbered == "term":
            number = self._starts[key]
        self._numbering[key] = (term, 1 if before not in (None, term) else number + 1)
        return self._numbering[key][1]

    def _matters(self, place: Place, day: date, count: int, body: Body | None) -> tuple[tuple[Subject, Passage], ...]:
        month, found, taken = f"{day:%Y-%m}", [], set[str]()
        strands, weights = self._drawn_on(day, body)
        offered = ("relay", "study") if body else ()

        def fits(subject: Subject) -> bool:
            return (
                day.month in subject.months
                and subject.start <= month <= subject.end
                and place.kind in subject.kinds
                and (bool(subject.lead.text) or (body is not None and not body.studies) or subject.act in offered)
            )

        for _ in range(count * 6):
            strand = self._dice.weighted(strands, weights)
            if strand.topic in taken:
                continue
            subject = strand.subjects.deal_fitting(fits)
            if subject:
                taken.add(strand.topic)
                found.append((subject, strand.passage(subject)))
                if len(found) == count:
                    break
        return tuple(found)

    def _drawn_on(self, day: date, body: Body | None) -> tuple[list[_Strand], list[float]]:
        """What may be drawn on a day for such a body, each with its weight; kept for the rest of the day."""
        if day != self._today:
            self._today, self._drawn = day, {}
            self._open = [(strand, weight) for strand in self._strands if (weight := strand.weight(day)) > 0]
        key = body.key if body else ""
        if key not in self._drawn:
            favours = body.favours if body else {}
            weighed = [(strand, weight * favours.get(strand.topic, 1.0)) for strand, weight in self._open]
            self._drawn[key] = [strand for strand, _ in weighed], [weight for _, weight in weighed]
        return self._drawn[key]

    def _formulations(self, place: Place, day: date) -> tuple[Formulation, ...]:
        dice, chosen = self._dice, []
        spread, replacement = self._calendar["spread"], self._calendar["replacement"]
        planted = replacement["new"] if day >= replacement["on"] else replacement["old"]
        if dice.chance(replacement["share"]):
            chosen.append(self._phrases[planted])
        if day >= spread["adopted"][place.name]:
            first = place.name not in self._sighted
            self._sighted.add(place.name)
            if first or dice.chance(spread["share"]):
                chosen.append(self._phrases[spread["formulation"]])
        usual = [f for f in self._phrases.values() if f.weight and f.start <= day <= f.end]
        for _ in range(dice.pick((0, 1, 1, 2))):
            phrase = dice.weighted(usual, [f.weight for f in usual])
            if phrase not in chosen:
                chosen.append(phrase)
        return tuple(chosen)
