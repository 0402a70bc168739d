"""Markdown that GitHub, MyST, pandoc and MkDocs render in the same way."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from ..language.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..results.document import Document, Prose

# A web address that stays the same between angle brackets, where no backslash and no character
# reference may stand: words, marks before another word, and words in parentheses.
_WORD = r"[\w/=#%~+]|&(?!#?\w+;)"
_MARK = r"[.,:;!?-]"
_ADDRESS = rf"https?://(?>(?:{_WORD}|{_MARK}+(?={_WORD})|\((?:{_WORD}|{_MARK})*\))+)"
# After any other character, what stands before it is not the whole address.
_END = r"""(?![^\s.,:;!?<>()"'\]。，：；！？、）」》”])"""
# Characters that need a backslash; www. and :// begin links without brackets.
_MEANING = re.compile(
    rf"(?P<link>\b{_ADDRESS}){_END}|[\\`*_{{}}\[\]<>|~$&@^]|:(?=//)|(?<=\bwww)\.",
    re.IGNORECASE | re.ASCII,
)
_AT_START = re.compile(r"(?P<sign>[!-/:-@\[-`{-~])|(?P<number>\d{1,9})(?=[.)](?:\s|$))")


# Spaces before a nested list, which Python-Markdown needs; other parsers take them, too.
_NESTED = 4


def text(document: Document) -> str:
    """Write a document as Markdown: heading, notes, table or prose, and version of the data.

    Parameters
    ----------
    document : Document

    Returns
    -------
    str
        Markdown without a trailing empty line.

    Examples
    --------
    >>> import llmgraph
    >>> answer = llmgraph.load().ancestors("LLaVA", depth=1, relations="extends")
    >>> print(text(answer.to_document()))  # doctest: +ELLIPSIS
    **What led to LLaVA — 1 paper**
    <BLANKLINE>
    | date | name | generation | depth | through |
    | --- | --- | ---: | ---: | --- |
    | 2023-03 | Vicuna | 1 | 1 | is extended by LLaVA |
    <BLANKLINE>
    Data: llmgraph ...
    """
    body = _grid(document) if document.table_first else _told(document.prose)
    end = ("", *map(escaped, document.imprint))
    return _joined(_headed(document.heading, document.remarks), body, end)


def table(document: Document) -> str:
    """Write the heading, the notes and the table of a document as Markdown.

    Parameters
    ----------
    document : Document

    Returns
    -------
    str
        Markdown without a trailing empty line.
    """
    return _joined(_headed(document.heading, document.notes), _grid(document))


def prose(document: Document) -> str:
    """Write the prose of a document as standalone Markdown.

    Parameters
    ----------
    document : Document

    Returns
    -------
    str
        Markdown without a trailing empty line.
    """
    return _joined(_told(document.standalone))


def escaped(text: str) -> str:
    r"""Escape a text for one line of Markdown, also at the beginning of a line.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(escaped("# 50 % of [x](y) --> `code`"), escaped("1. No list"))
    \# 50 % of \[x\](y) --\> \`code\` 1\. No list

    A web address becomes a link:

    >>> print(escaped("See https://arxiv.org/abs/2305.18290."))
    See <https://arxiv.org/abs/2305.18290>.
    """
    text = _MEANING.sub(_made_plain, clean(text, sys.maxsize))
    start = _AT_START.match(text)
    # What begins with a bracket is a link.
    if start is None or text.startswith(("\\", "<")):
        return text
    return f"\\{text}" if start["sign"] else f"{start['number']}\\{text[start.end() :]}"


def _made_plain(found: re.Match[str]) -> str:
    return f"<{found[0]}>" if found["link"] else f"\\{found[0]}"


def _headed(heading: str, notes: Iterable[str]) -> Iterator[str]:
    yield f"**{escaped(heading)}**"
    yield ""
    for note in notes:
        yield from (escaped(note), "")


def _grid(document: Document) -> Iterator[str]:
    table = document.table.without_empty_columns()
    if table.rows:
        yield _row(table.header)
        rules = ("---:" if numeric else "---" for numeric in table.numeric)
        yield f"| {' | '.join(rules)} |"
        yield from map(_row, table.cells())


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"


def _told(prose: Prose) -> Iterator[str]:
    for paragraph in prose.paragraphs:
        yield from (escaped(paragraph), "")
    points = tuple((escaped(one), tuple(map(escaped, below))) for one, below in prose.points)
    yield from replace(prose, points=points).listing(_NESTED)


def _joined(*parts: Iterable[str]) -> str:
    return "\n".join(line for part in parts for line in part).rstrip("\n")
