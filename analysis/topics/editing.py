"""A taxonomy as a library wants it."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.errors import LexiconError
from analysis.records import Edits
from analysis.topics.taxonomy import Taxonomy, Topic

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def edited(taxonomy: Taxonomy, edits: Edits) -> Taxonomy:
    """The taxonomy with a library's own topics, and its patterns reweighted, added or struck off.

    Raises:
        LexiconError: where a new topic's id cannot be one or is taken, or an edit names a topic that there is not.

    >>> from analysis.records import PatternEdit
    >>> from analysis.topics import load_taxonomy
    >>> more = edited(load_taxonomy(), Edits(patterns=(PatternEdit("rural", "共享农机", 3.0),)))
    >>> [dict(topic.patterns)["共享农机"] for topic in more.topics if topic.id == "rural"]
    [3.0]
    """
    topics = {topic.id: topic for topic in taxonomy.topics}
    for new in edits.topics:
        if not _ID.fullmatch(new.id):
            raise LexiconError(f"{new.id}: an id is small Latin letters and digits, joined by hyphens: rural-water.")
        if new.id in topics:
            raise LexiconError(f"{new.id}: this id is taken. Give each topic an id of its own.")
        topics[new.id] = Topic(new.id, new.zh, new.en, new.definition_zh, new.definition_en, patterns=())
    patterns = {topic.id: dict(topic.patterns) for topic in topics.values()}
    for edit in edits.patterns:
        if edit.topic not in patterns:
            raise LexiconError(f"{edit.topic}: there is no such topic; known are {', '.join(patterns)}.")
        if edit.weight is None:
            patterns[edit.topic].pop(edit.pattern, None)
        else:
            patterns[edit.topic][edit.pattern] = edit.weight
    spoken = {pattern for known in patterns.values() for pattern in known}
    return replace(
        taxonomy,
        topics=tuple(replace(topic, patterns=tuple(patterns[topic.id].items())) for topic in topics.values()),
        passed_over=tuple(string for string in taxonomy.passed_over if string not in spoken),
    )
