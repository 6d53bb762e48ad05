"""The stock of hand-written passages and the invented world, read from TOML and compiled once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from data.sample.template import Template

HERE = Path(__file__).parent
LOCAL = ("river", "reservoir", "mountain", "park", "industry", "product", "scenic", "road", "town")
UNITS = {"province": "省", "prefecture": "市", "county": "县", "zone": "区"}


@dataclass(frozen=True)
class Subject:
    """A matter that a body may take up: ``phrase`` names it, ``lead`` is how a lead shortens it (may be empty)."""

    act: str
    phrase: Template
    is_document: bool
    lead: Template
    point: Template | None
    topics: tuple[str, ...]
    months: frozenset[int]
    start: str
    end: str
    kinds: frozenset[str]
    campaign: str
    passages: str


@dataclass(frozen=True)
class Passage:
    """Sentences on a topic: the first says why it matters, the others what is to be done."""

    why: Template
    measures: tuple[Template, ...]


@dataclass(frozen=True)
class Place:
    """An invented place with what fills its slots, its posts as (name, first month) in order, and its outlet."""

    name: str
    full_name: str
    short: str
    kind: str
    level: str
    outlet: str
    weight: float
    posts: Mapping[str, tuple[tuple[str, str], ...]]
    row: tuple[str, ...]
    slots: Mapping[str, str | tuple[str, ...]]

    def holder(self, role: str, month: str) -> str:
        """Who holds a post in a month (``2021-08``)."""
        return next(name for name, since in reversed(self.posts[role]) if since <= month)


@dataclass(frozen=True)
class Body:
    """A kind of body at one place."""

    key: str
    place: Place
    role: str
    numbered: str
    weight: float
    name: str
    meetings: tuple[str, ...]
    plain: str
    convenes: str
    favours: Mapping[str, float]
    studies: bool


@dataclass(frozen=True)
class Formulation:
    """A set phrase with the days between which it is used and sentences that carry it."""

    text: str
    start: date
    end: date
    weight: float
    sentences: tuple[Template, ...]


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _templates(texts: list[str]) -> tuple[Template, ...]:
    return tuple(map(Template, texts))


@cache
def planted() -> dict[str, Any]:
    """The calendar: see ``planted.toml``."""
    return _load(HERE / "planted.toml")


@cache
def frames() -> dict[str, Any]:
    """The sentences around the matters, compiled: see ``stock/frames.toml``."""
    raw = _load(HERE / "stock" / "frames.toml")
    acts = {
        act: {
            "lead": tuple((Template(text), decision or None) for text, decision in entry["lead"]),
            "body": tuple((Template(a), Template(rest), decision) for a, rest, decision in entry["body"]),
        }
        for act, entry in raw.pop("acts").items()
    }
    return {"acts": acts, **{k: {name: _templates(v) for name, v in group.items()} for k, group in raw.items()}}


@cache
def others() -> tuple[tuple[str, Template, tuple[Template, ...]], ...]:
    """What is no readout: (kind, title, paragraphs), a form as often as the weight of its kind says."""
    return tuple(
        (kind, Template(form["title"]), _templates(form["paragraphs"]))
        for kind, entry in _load(HERE / "stock" / "others.toml").items()
        for form in entry["forms"] * entry["weight"]
    )


@cache
def letters() -> dict[str, tuple[str, str]]:
    """Simplified character -> (Traditional form as naive converters give it, pinyin): see ``stock/letters.tsv``."""
    rows = (line.split("\t") for line in (HERE / "stock" / "letters.tsv").read_text("utf-8").splitlines())
    return {simplified: (traditional, pinyin) for simplified, traditional, pinyin in rows}


@cache
def traditional() -> dict[int, str]:
    """The first column of :func:`letters` to the second, as ``str.translate`` wants it."""
    return str.maketrans({simplified: form for simplified, (form, _) in letters().items()})


@cache
def outlets() -> dict[str, dict[str, Any]]:
    """The outlets with their host and habits: see ``stock/outlets.toml``."""
    return _load(HERE / "stock" / "outlets.toml")


def _subject(topic: str, raw: Mapping[str, Any]) -> Subject:
    waves = next((c["waves"] for c in planted()["campaigns"] if c["name"] == raw.get("campaign")), None)
    first = f"{waves[0]['start']:%Y-%m}" if waves else "0000-00"
    last = f"{waves[-1]['end']:%Y-%m}" if waves else "9999-99"
    return Subject(
        act=raw["act"],
        phrase=Template(f"《{raw['doc']}》" if "doc" in raw else raw["subject"]),
        is_document="doc" in raw,
        lead=Template(raw.get("lead", "")),
        point=Template(raw["point"]) if raw.get("point") else None,
        topics=tuple(raw.get("topics", (topic, *raw.get("also", ())))),
        months=frozenset(raw.get("months", range(1, 13))),
        start=max(raw.get("from", first), first),
        end=min(raw.get("to", last), last),
        kinds=frozenset(raw.get("kinds", UNITS)),
        campaign=raw.get("campaign", ""),
        passages=raw.get("passages", ""),
    )


@cache
def topics() -> dict[str, tuple[tuple[Subject, ...], dict[str, tuple[Passage, ...]]]]:
    """Topic -> its subjects, and its passages by the name that some subjects ask for ("" for all the others)."""
    found = {}
    for path in sorted((HERE / "stock" / "topics").glob("*.toml")):
        raw = _load(path)
        passages = {
            name: tuple(Passage(Template(p[0]), _templates(p[1:])) for p in group)
            for name, group in {"": raw["passages"], **raw.get("special_passages", {})}.items()
        }
        found[raw["topic"]] = tuple(_subject(raw["topic"], s) for s in raw["subjects"]), passages
    return found


@cache
def formulations() -> tuple[Formulation, ...]:
    """Every formulation of the stock, the planted ones among them with their weight 0."""
    return tuple(
        Formulation(f["text"], f["start"], f["end"], f["weight"], _templates(f["sentences"]))
        for f in _load(HERE / "stock" / "formulations.toml")["formulations"]
    )


def _posts(names: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, since or "0000-00") for name, _, since in (n.partition("@") for n in names))


@cache
def places() -> dict[str, Place]:
    """The invented places by name."""
    settings = _load(HERE / "stock" / "settings.toml")
    found = {}
    for entry in _load(HERE / "places.toml")["places"]:
        raw, name = settings[entry["name"]], entry["name"]
        kind = raw["kind"]
        chain = dict.fromkeys((entry["province"], entry["city"], entry["county"]))
        short = name if kind == "zone" else name[:-1]
        last = "区" if kind == "zone" else name[-1]
        above = {"province": "党中央", "prefecture": "省委", "county": "市委", "zone": "省委"}[kind]
        slots = {
            **{slot: tuple(raw[slot]) for slot in LOCAL},
            "place": name,
            "short": short,
            "unit": UNITS[kind],
            "area": f"全{last}",
            "our": "试验区" if kind == "zone" else f"我{last}",
            "our_row": "试验区" if kind == "zone" else last,
            "up": above,
            "uparea": {"党中央": "全国", "省委": "全省", "市委": "全市"}[above],
        }
        found[name] = Place(
            name=name,
            full_name="".join(part for part in chain if part),
            short=short,
            kind=kind,
            level=entry["level"],
            outlet=raw["outlet"],
            weight=raw["weight"],
            posts={role: _posts(raw[role]) for role in ("secretary", "head", "congress", "cppcc")},
            row=tuple(raw["row"]),
            slots=slots,
        )
    return found


@cache
def bodies() -> tuple[Body, ...]:
    """Every body of every place."""
    return tuple(
        Body(
            key=raw["key"],
            place=place,
            role=raw["role"],
            numbered=raw["numbered"],
            weight=raw["weight"][place.kind] * place.weight,
            name=raw["name"].replace("{unit}", UNITS[place.kind]),
            meetings=tuple(m.replace("{unit}", UNITS[place.kind]) for m in raw["meetings"]),
            plain=raw.get("plain", "").replace("{unit}", UNITS[place.kind]),
            convenes=raw["convenes"].replace("{unit}", UNITS[place.kind]).replace("{short}", place.short),
            favours=raw["favours"],
            studies=raw.get("studies", False),
        )
        for place in places().values()
        for raw in _load(HERE / "stock" / "bodies.toml")["bodies"]
        if raw["weight"].get(place.kind)
    )
