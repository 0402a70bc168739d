"""Places of evidence: a document, a kind of section and a number, in either language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..language.messages import Words, catalogue

if TYPE_CHECKING:
    from ..language.messages import Language

# The longest part that can be a known one; the time of `_PART` is quadratic.
_LONGEST = 60
# "§1 analysis ¶2", "appendix B.2", "Table 3", "blog of 2024-04", "decoder-only 5"
_PART = re.compile(
    r"(?P<section>(?:§\S+ )?)(?P<kind>[^§¶]+?)"
    r"(?P<number>(?: (?:of )?(?:[¶\d]\S*|[A-Z](?:\.\d+)*))?)"
)


def place_words(where: str) -> str | Words:
    """Return the places of a cell in both languages.

    Parameters
    ----------
    where : str
        Places separated by semicolons. A place is a document, then the kind of section and its
        number, separated by commas; what is no known kind of section stays as it is.

    Returns
    -------
    str or Words
        The text itself if it reads the same in both.

    Examples
    --------
    >>> place_words("tot, abstract; 002 §1 analysis ¶2").zh
    'tot，摘要；002 §1 分析 ¶2'
    >>> place_words("002 §4.2.1 ¶2"), place_words("qlora, appendix B.2").zh
    ('002 §4.2.1 ¶2', 'qlora，附录 B.2')
    """
    chinese = "；".join(map(_in_chinese, _split(where, ";")))
    return where if chinese == where.strip() else Words(where, chinese)


def place_in(where: str, lang: Language) -> str:
    """Return the places of a cell in a language.

    Parameters
    ----------
    where : str
        As for `place_words`.
    lang : {"en", "zh"}

    Returns
    -------
    str
    """
    words = place_words(where)
    return words if isinstance(words, str) else words.text(lang)


def part_words(where: str) -> dict[str, str]:
    """Return the Chinese of those parts of places that are known.

    Parameters
    ----------
    where : str
        As for `place_words`.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> part_words("tot, abstract; 002 §4.2.1, Table 3")
    {'abstract': '摘要', 'Table 3': '表 3'}
    """
    parts = (part for place in _split(where, ";") for part in _split(place, ","))
    return {part: chinese for part in parts if (chinese := _part(part)) != part}


def _split(text: str, sign: str) -> list[str]:
    return [piece.strip() for piece in text.split(sign)]


def _in_chinese(place: str) -> str:
    parts = _split(place, ",")
    chinese = list(map(_part, parts))
    # A text without a known part is not a place of ours, and keeps its commas.
    return place if chinese == parts else "，".join(chinese)


@cache
def _part(part: str) -> str:
    """Write a part of a place in Chinese; an unknown part stays as it is."""
    if len(part) > _LONGEST:
        return part
    # A source stands before its part: "002 §1 analysis", "001 decoder-only 5".
    source, blank, rest = part.partition(" ")
    if source.isdigit() and blank:
        return f"{source} {_part(rest)}"
    found = _PART.fullmatch(part)
    chinese = catalogue().get(f"place.{found['kind']}") if found else None
    if not found or not chinese:
        return part
    number = found["number"]
    if number.startswith(" of "):
        number = f"（{number.removeprefix(' of ')}）"
    return f"{found['section']}{chinese['zh']}{number}"
