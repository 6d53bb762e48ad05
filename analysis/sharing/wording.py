"""What has changed, in words: the same on the pages, in digests and in feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from analysis.measures.selection import AND
from analysis.sharing.changes import Changes
from analysis.sharing.headlines import Figure
from analysis.sharing.links import ViewLink
from analysis.texts import Texts
from analysis.texts.names import Names

_READ: Final = ("action", "decision")


def described(names: Names, link: ViewLink) -> str:
    """A view in words: its page and its selection."""
    t, selection = names.t, names.described(link.selection())
    page = t(f"{link.page}.name") if t.has(f"{link.page}.name") else link.page
    return t("view.described", page=page, selection=selection) if selection else page


def cell(names: Names, keys: Mapping[str, str]) -> str:
    """A cell in words, empty where it is the whole selection."""
    days = [keys[key] for key in ("from", "to") if key in keys]
    said = [names.value(key, value) for key, value in keys.items() if key not in ("from", "to", "unit")]
    return names.t("evidence.join").join([*said, *([names.t("evidence.days").join(days)] if days else [])])


def figures(names: Names, pairs: Iterable[tuple[Figure, Figure]]) -> str:
    """The main figures of a view then and now, or that they are the same; empty where there are none."""
    t, pairs = names.t, list(pairs)
    if not pairs:
        return ""
    if all((then.count, then.whole) == (now.count, now.whole) for then, now in pairs):
        return t("changes.same_figures")
    parts = []
    for then, now in pairs:
        about = cell(names, dict(then.cell.keys))
        name = t("changes.cell", cell=about) if about else ""
        parts.append(t("changes.figure", name=name, then=_figure(t, then), now=_figure(t, now)))
    return t("changes.figures", figures=t("changes.join").join(parts))


def counted(t: Texts, found: Changes) -> list[str]:
    """How many meetings and items came, went and are read otherwise, a sentence each; or that nothing has changed."""
    if not found:
        return [t("changes.same")]
    numbers = {
        "added": found.meetings_added, "removed": found.meetings_removed, "came_in": found.came_in,
        "went_out": found.went_out, "items_added": found.items_added, "items_removed": found.items_removed,
        "relabelled": found.items_relabelled, "moved": found.moved,
    }  # fmt: skip
    said = [t("changes.meetings", **numbers), t("changes.items", **numbers)]
    return said + [t(f"changes.{key}_n", **numbers) for key in ("came_in", "went_out", "moved") if numbers[key]]


def held(t: Texts, row: Mapping[str, Any]) -> str:
    """When a meeting was held, and by whom."""
    who = " ".join(part for part in (row["place"], row["body"]) if part)
    return t("evidence.facts").join(part for part in (str(row["date"] or t("basis.none")), who) if part)


def reading(names: Names, row: Mapping[str, Any], *, before: bool) -> str:
    """How an item was read, as far as it is read otherwise in the other version: its topics, what was done with it."""
    t, when, parts = names.t, "_before" if before else "", []
    if row["topics"] != row["topics_before"]:
        topics = [names.topic(topic) for topic in row[f"topics{when}"].split(AND) if topic]
        parts.append(t.enumerate(topics) or t("none.topic"))
    differing = (name for name in _READ if row[name] != row[f"{name}_before"])
    parts += [names.value(name, row[f"{name}{when}"] or None) for name in differing]
    return t("evidence.facts").join(parts)


def _figure(t: Texts, figure: Figure) -> str:
    size = t(f"unit.{figure.cell.unit}", n=figure.count)
    return size if figure.share is None else t("changes.share", size=size, share=f"{figure.share:.1%}")
