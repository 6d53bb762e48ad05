"""What things are called: topics, places, conditions, by the words of one language and the taxonomy of one version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from analysis.corpus.engine import Engine
from analysis.measures import choices
from analysis.measures.selection import AND, ITSELF, NONE, Selection
from analysis.texts import Texts

_CODED: Final = {"level": "level.", "action": "action.", "decision": "decision.", "treatment": "treatment."}


@dataclass(frozen=True)
class Names:
    """Names in the language of ``t``; ``topics`` gives the name of each topic's id."""

    t: Texts
    topics: Mapping[str, str]

    def topic(self, topic: str | None) -> str:
        """A topic's name, or those of topics that stand together."""
        if topic is None or topic == NONE:
            return self.t("none.topic")
        return " + ".join(self.topics.get(part, part) for part in topic.split(AND))

    def value(self, key: str, value: object) -> str:
        """The name of a value of a condition or cell, by the name of its key."""
        if value is None or value != value or value == NONE:
            return self.t(f"none.{key}") if self.t.has(f"none.{key}") else self.t("none.other")
        said = str(value)
        if key == "other_matters":
            return self.t("evidence.other_matters")
        if key == "held" and self.t.has(f"evidence.held_{said}"):
            return self.t(f"evidence.held_{said}")
        if key == "item":
            return self.t("evidence.one_item")
        if key == "agenda" and AND in said:
            return self.t("evidence.agenda", topics=self.t.enumerate([self.topic(one) for one in said.split(AND)]))
        if key in ("topic", "agenda"):
            return self.topic(said)
        if key == "together":
            return " + ".join(self._part(part) for part in said.split(AND))
        if key in _CODED:
            return self.t(_CODED[key] + said)
        if key in ("place", "province", "city") and said.startswith(ITSELF):
            return self.t("filter.itself", place=said.removeprefix(ITSELF))
        if key == "formulation" and said.startswith(ITSELF):
            return self.t("filter.wording", wording=said.removeprefix(ITSELF))
        if key in ("period", "month"):
            return period(self.t, said)
        return said

    def described(self, selection: Selection) -> str:
        """The conditions of a selection in words, empty where there are none."""
        parts, params = [], replace(selection, outside=None).to_params()
        if "from" in params and "to" in params:
            days = {"first": params.pop("from")[0], "last": params.pop("to")[0]}
            parts.append(self.t("filter.said.days", **days))
        for key, values in params.items():
            names = [self.value(key, value) for value in values]
            parts.append(self.t(f"filter.said.{key}", value=self.t.enumerate(names)))
        if selection.outside:
            parts.append(self.t("filter.said.outside", value=self.described(selection.outside)))
        return self.t("filter.said.join").join(parts)

    def _part(self, part: str) -> str:
        return self.t("evidence.quoted", word=part.strip('"')) if part.startswith('"') else self.topic(part)


def names(engine: Engine, t: Texts) -> Names:
    """The names of a version in the language of ``t``."""
    topics = choices.values(engine).topics
    return Names(t, dict(zip(topics["topic"], topics[t.language], strict=True)))


def period(t: Texts, period: str) -> str:
    """A period of a timeline in words.

    >>> from analysis.texts import of
    >>> [period(of("en"), one) for one in ("2021", "2021-Q2", "2021-04", "2021-W17")]
    ['2021', 'Q2 2021', '2021-04', 'week 17 of 2021']
    """
    year, _, part = period.partition("-")
    grain = {"": "year", "Q": "quarter", "W": "week"}.get(part[:1], "month")
    return t(f"period.{grain}", year=year, n=part.lstrip("QW0"))
