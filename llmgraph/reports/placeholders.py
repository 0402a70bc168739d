"""Find the placeholders of a report.

A placeholder is a pair of HTML comments, each alone on its line, so that no host shows them::

    <!-- llmgraph: descendants Transformer --depth 2 as table -->

    <!-- /llmgraph -->

A CommonMark parser distinguishes real comments from text in fenced blocks and code spans.
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

_LIKE_A_MARK = re.compile(r"<!--\s*(?:/\s*)?llmgraph\b", re.IGNORECASE)
_MARK = re.compile(
    r"\ufeff?(?P<before>[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s[\s>]*)*)"
    r"<!--\s*(?:llmgraph:(?P<request>(?:(?!-->).)*)|(?P<end>/llmgraph)\s*)-->\s*"
)
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# Blocks whose lines are never parsed as HTML.
_RAW = re.compile(r"\s*<(?:pre|script|style|textarea)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder: the lines between an opening and a closing mark.

    Parameters
    ----------
    request : str
        The request in the opening mark.
    line : int
        Line number of the opening mark, from 1.
    first, last : int
        Range of the lines between the marks, from 0, `last` excluded.
    before : str
        Prefix for the lines between the marks: the text before the opening mark, with list bullets
        replaced by spaces.
    newline : str
        Line ending of the opening mark.
    """

    request: str
    line: int
    first: int
    last: int
    before: str
    newline: str


def lines_of(text: str) -> list[str]:
    r"""Split a text at Markdown line endings, and keep the endings.

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
    r"""Find the placeholders of a report.

    Parameters
    ----------
    text : str
        Markdown.

    Returns
    -------
    list of Placeholder
        In document order.

    Raises
    ------
    ArgumentError
        If a mark is malformed, nested in another placeholder or not closed, or if a closing mark
        has no opening one. The message begins with the line number.

    Examples
    --------
    >>> [one] = placeholders_in("# R\n<!-- llmgraph: list as table -->\nold\n<!-- /llmgraph -->\n")
    >>> one.request, one.line, one.first, one.last
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
        request=mark["request"].strip(),
        line=start + 1,
        first=start + 1,
        last=end,
        before=re.sub(r"[^\s>]", " ", mark["before"]),
        newline=line[len(line.rstrip("\r\n")) :],
    )


def _places(text: str) -> Iterator[int]:
    """Lines, from 0, with a comment that is a mark or resembles one."""
    from markdown_it import MarkdownIt

    lines = lines_of(text)
    # A byte order mark is not part of the first line.
    for token in MarkdownIt("commonmark").parse(text.removeprefix("\ufeff")):
        if token.map is None:
            continue
        first, last = token.map[0], min(token.map[1], len(lines))
        if token.type == "html_block" and not _RAW.match(token.content):
            # Lines within a longer comment are not marks.
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
