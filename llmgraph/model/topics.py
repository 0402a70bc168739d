"""Chinese names of the topics of the shipped data."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..language.messages import catalogue, text_of, word

if TYPE_CHECKING:
    from collections.abc import Mapping


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
