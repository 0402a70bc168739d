"""Finding the marks of a report: where an answer belongs, and what it shall be.

A mark is an HTML comment alone on its line, so that no host shows it::

    <!-- llmgraph: descendants Transformer --depth 2 as table -->

    <!-- /llmgraph -->

What is a comment and what only looks like one, in a fenced block or in a span of code, is decided
by a CommonMark parser, not by us.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ArgumentError
from ..language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

HOW = "<!-- llmgraph: QUERY as FORM -->"
END = "<!-- /llmgraph -->"

_LIKE_A_MARK = re.compile(r"<!--\s*/?\s*llmgraph\b", re.IGNORECASE)
_MARK = re.compile(
    r"\ufeff?(?P<before>[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s[\s>]*)*)"
    r"<!--\s*(?:llmgraph:(?P<order>(?:(?!-->).)*)|(?P<end>/llmgraph)\s*)-->\s*"
)
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# Blocks whose lines are no HTML, however they look.
_RAW = re.compile(r"\s*<(?:pre|script|style|textarea)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The lines between a mark and its end.

    Parameters
    ----------
    order : str
        What the mark asks for.
    line : int
        The line of the mark, from 1.
    first, last : int
        The lines between, from 0, the last one excluded.
    before : str
        What stands before the mark on its line, with blanks in place of the bullets of lists:
        what the lines between need before them.
    newline : str
        How the line of the mark ends.
    """

    order: str
    line: int
    first: int
    last: int
    before: str
    newline: str


def lines_of(text: str) -> list[str]:
    r"""Split a text at the ends of lines that Markdown knows, and keep them.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> lines_of("one\r\ntwo\x0cstill two\n")
    ['one\r\n', 'two\x0cstill two\n']
    """
    return _LINES.findall(text)


def placeholders_in(text: str) -> list[Placeholder]:
    r"""Find the spaces of a report.

    Parameters
    ----------
    text : str
        Markdown.

    Returns
    -------
    list of Placeholder
        In their order.

    Raises
    ------
    ArgumentError
        If a mark is malformed, within another, without end, or an end without a mark. The message
        begins with the number of the line.

    Examples
    --------
    >>> [one] = placeholders_in("# R\n<!-- llmgraph: list as table -->\nold\n<!-- /llmgraph -->\n")
    >>> one.order, one.line, one.first, one.last
    ('list as table', 2, 2, 3)
    """
    lines = lines_of(text)
    found: list[Placeholder] = []
    opened: tuple[int, re.Match[str]] | None = None
    for at in _places(text):
        mark = _MARK.fullmatch(lines[at])
        if mark is None:
            raise _refused(at, Message("report.alone", {"how": HOW}))
        if mark["end"] is None:
            if opened is not None:
                raise _refused(at, Message("report.open", {"line": str(opened[0] + 1)}))
            opened = at, mark
        elif opened is None:
            raise _refused(at, Message("report.no_start", {"end": END}))
        else:
            found.append(_space(lines, *opened, at))
            opened = None
    if opened is not None:
        raise _refused(opened[0], Message("report.no_end", {"end": END}))
    return found


def _refused(at: int, said: Message) -> ArgumentError:
    return ArgumentError(Message("report.at", {"line": str(at + 1), "said": said}))


def _space(lines: list[str], start: int, mark: re.Match[str], end: int) -> Placeholder:
    line = lines[start]
    return Placeholder(
        order=mark["order"].strip(),
        line=start + 1,
        first=start + 1,
        last=end,
        before=re.sub(r"[^\s>]", " ", mark["before"]),
        newline=line[len(line.rstrip("\r\n")) :],
    )


def _places(text: str) -> Iterator[int]:
    """Lines, from 0, with a comment that is a mark or wants to be one."""
    from markdown_it import MarkdownIt

    lines = lines_of(text)
    # A mark of byte order is no part of the first line.
    for token in MarkdownIt("commonmark").parse(text.removeprefix("\ufeff")):
        if token.map is None:
            continue
        first, last = token.map[0], min(token.map[1], len(lines))
        if token.type == "html_block" and not _RAW.match(token.content):
            # Within a longer comment, all is comment.
            last = first + 1 if token.content.lstrip().startswith("<!--") else last
            yield from (at for at in range(first, last) if _LIKE_A_MARK.search(lines[at]))
        elif token.type == "inline":
            yield from (first + below for below in _inline_marks(token))


def _inline_marks(token: Token) -> Iterator[int]:
    below = 0
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            below += 1
        elif child.type == "html_inline" and _LIKE_A_MARK.match(child.content):
            yield below
