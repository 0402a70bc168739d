"""Topics and kinds of papers by name: Chinese names of the shipped ones, and look-up."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from ..language.messages import LANGUAGES, catalogue, text_of, word
from .names import folded, name_key, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Category = Literal["topic", "kind"]

# A word, or a single Chinese character, which may begin a word.
_WORD = re.compile("[^\\W\u3400-\u9fff]+|[\u3400-\u9fff]")


@cache
def category_words(category: Category) -> Mapping[str, str]:
    """Return the Chinese name of each shipped topic or kind.

    Parameters
    ----------
    category : {"topic", "kind"}

    Returns
    -------
    mapping of str to str

    Examples
    --------
    >>> category_words("topic")["Alignment and safety"], category_words("kind")["dataset"]
    ('对齐与安全', '数据集')
    """
    group = f"{category}."
    names = (one.removeprefix(group) for one in catalogue() if one.startswith(group))
    return MappingProxyType({name: text_of(word(category, name), "zh") for name in names})


def categories_like(category: Category, asked: str, known: Iterable[str]) -> set[str]:
    """Find topics or kinds by their name, or by a part of it if none has exactly this name.

    Parameters
    ----------
    category : {"topic", "kind"}
    asked : str
        An English or Chinese name, or a part that begins at a word.
    known : iterable of str
        The topics or kinds of a graph.

    Returns
    -------
    set of str
        Empty if none has such a name.

    Examples
    --------
    >>> categories_like("topic", "AI", ["Explainability", "AI", "AI safety", "Chain of thought"])
    {'AI'}
    >>> categories_like("topic", "ai", ["Explainability", "AI safety", "Chain of thought"])
    {'AI safety'}
    >>> categories_like("kind", "data set", ["paper", "dataset"])
    {'dataset'}
    """
    asked = simplified(asked)
    key = name_key(asked)
    if not key:
        return set()
    named = [
        (one, simplified(name))
        for one in known
        for name in (one, *(text_of(word(category, one), lang) for lang in LANGUAGES))
    ]
    for key_of in (str.strip, folded, name_key):
        if hits := {one for one, name in named if key_of(name) == key_of(asked)}:
            return hits
    return {one for one, name in named if any(part.startswith(key) for part in _endings(name))}


def _endings(name: str) -> list[str]:
    """The keys of a name from each of its words on."""
    return [name_key(name[word.start() :]) for word in _WORD.finditer(name)]
