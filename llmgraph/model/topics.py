"""Topics by name: Chinese names of the shipped topics, and look-up."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..language.messages import catalogue, text_of, word
from .names import folded, name_key, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A word, or a single Chinese character, which may begin a word.
_WORD = re.compile("[^\\W\u3400-\u9fff]+|[\u3400-\u9fff]")


@cache
def topic_words() -> Mapping[str, str]:
    """Return the Chinese name of each shipped topic.

    Returns
    -------
    mapping of str to str

    Examples
    --------
    >>> topic_words()["Alignment and safety"]
    '对齐与安全'
    """
    topics = (one.removeprefix("topic.") for one in catalogue() if one.startswith("topic."))
    return MappingProxyType({topic: text_of(word("topic", topic), "zh") for topic in topics})


def topics_like(asked: str, topics: Iterable[str]) -> set[str]:
    """Find topics by their name, or by a part of it if none has exactly this name.

    Parameters
    ----------
    asked : str
        An English or Chinese name, or a part that begins at a word.
    topics : iterable of str

    Returns
    -------
    set of str
        Empty if no topic has such a name.

    Examples
    --------
    >>> topics_like("AI", ["Explainability", "AI", "AI safety", "Chain of thought"])
    {'AI'}
    >>> topics_like("ai", ["Explainability", "AI safety", "Chain of thought"])
    {'AI safety'}
    """
    asked = simplified(asked)
    key = name_key(asked)
    if not key:
        return set()
    named = [
        (topic, simplified(name))
        for topic in topics
        for name in (topic, topic_words().get(topic, topic))
    ]
    for key_of in (str.strip, folded, name_key):
        if hits := {topic for topic, name in named if key_of(name) == key_of(asked)}:
            return hits
    return {topic for topic, name in named if any(one.startswith(key) for one in _endings(name))}


def _endings(name: str) -> list[str]:
    """The keys of a name from each of its words on."""
    return [name_key(name[word.start() :]) for word in _WORD.finditer(name)]
