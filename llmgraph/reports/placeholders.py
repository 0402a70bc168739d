"""Find the placeholders of a report.

A placeholder is a pair of HTML comments, which no host shows: each alone on its line or, for a
value in a sentence, both on one line::

    <!-- llmgraph: descendants Transformer --depth 2 as table -->

    <!-- /llmgraph -->

    It has <!-- llmgraph: count descendants Transformer -->223<!-- /llmgraph --> descendants.

A CommonMark parser distinguishes real comments from text in fenced blocks and code spans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from ..errors import ArgumentError
from ..language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

HOW = "<!-- llmgraph: QUERY as FORM -->"
END = "<!-- /llmgraph -->"
WITH = "with"
"""Begins a mark, without an end, whose options hold for all marks below it."""

_LIKE_A_MARK = re.compile(r"<!--\s*(?:/\s*)?llmgraph\b", re.IGNORECASE)
_MARK = re.compile(
    r"\ufeff?(?P<before>[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s[\s>]*)*)"
    r"<!--\s*(?:llmgraph:(?P<request>(?:(?!-->).)*)|(?P<end>/llmgraph)\s*)-->\s*"
)
# Both marks of a value, and what stands between them.
_VALUE = re.compile(
    r"<!--\s*llmgraph:(?P<request>(?:(?!-->).)*)-->(?P<value>(?:(?!<!--).)*)<!--\s*/llmgraph\s*-->"
)
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# Blocks whose lines are never parsed as HTML.
_RAW = re.compile(r"\s*<(?:pre|script|style|textarea)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder: what stands between an opening and a closing mark.

    Parameters
    ----------
    request : str
        The request in the opening mark.
    line : int
        Line number of the opening mark, from 1.
    start, end : int
        Range of what stands between the marks, in characters of the text, `end` excluded.
    before : str
        Prefix for the lines between the marks: the text before the opening mark, with list bullets
        replaced by spaces.
    newline : str
        Line ending of the opening mark; empty for a value within a line.
    """

    request: str
    line: int
    start: int
    end: int
    before: str = ""
    newline: str = ""

    @property
    def is_options(self) -> bool:
        """Whether this gives options for the marks below it."""
        return self.request.split()[:1] == [WITH]

    @property
    def is_value(self) -> bool:
        """Whether this is a value within a line."""
        return not self.newline


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
    >>> text = "# R\n<!-- llmgraph: list as table -->\nold\n<!-- /llmgraph -->\n"
    >>> [one] = placeholders_in(text)
    >>> one.request, one.line, text[one.start : one.end]
    ('list as table', 2, 'old\n')
    """
    lines = lines_of(text)
    starts = [0, *accumulate(map(len, lines))]
    found: list[Placeholder] = []
    opened: tuple[int, re.Match[str]] | None = None
    for at in dict.fromkeys(_places(text)):
        if opened is None and (values := list(_values(lines, starts, at))):
            found += values
            continue
        mark = _MARK.fullmatch(lines[at])
        if mark is None:
            raise _refused(at, Message("report.alone", {"how": HOW}))
        if opened is None and (mark["request"] or "").split()[:1] == [WITH]:
            place = starts[at + 1]
            found.append(Placeholder(mark["request"].strip(), at + 1, place, place, "", "\n"))
        elif mark["end"] is None:
            if opened is not None:
                raise _refused(at, Message("report.open", {"line": str(opened[0] + 1)}))
            opened = at, mark
        elif opened is None:
            raise _refused(at, Message("report.no_start", {"end": END}))
        else:
            found.append(_space(lines, starts, *opened, at))
            opened = None
    if opened is not None:
        raise _refused(opened[0], Message("report.no_end", {"end": END}))
    return found


# A command whose text is a value, and the request in the comment behind it.
_COMMAND = re.compile(
    r"[ \t]*\\(?:re)?newcommand\*?[ \t]*\{?\\[A-Za-z@]+\}?[ \t]*\{(?P<value>.*)\}[ \t]*"
    r"%[ \t]*llmgraph:(?P<request>.*)"
)


def values_in(text: str) -> list[Placeholder]:
    r"""Find the values in a file of LaTeX commands.

    Parameters
    ----------
    text : str
        LaTeX. The text of a ``\newcommand`` is a value if a comment on its line has a request.

    Returns
    -------
    list of Placeholder

    Examples
    --------
    >>> text = r"\newcommand{\Heirs}{223}% llmgraph: count descendants Transformer"
    >>> [one] = values_in(text)
    >>> one.request, text[one.start : one.end]
    ('count descendants Transformer', '223')
    """
    lines = lines_of(text)
    starts = [0, *accumulate(map(len, lines))]
    found = []
    for at, line in enumerate(lines):
        if (one := _COMMAND.match(line)) is not None:
            start, end = (starts[at] + place for place in one.span("value"))
            found.append(Placeholder(one["request"].strip(), at + 1, start, end))
    return found


def _refused(at: int, said: Message) -> ArgumentError:
    return ArgumentError(Message("report.at", {"line": str(at + 1), "said": said}))


def _values(lines: list[str], starts: list[int], at: int) -> Iterator[Placeholder]:
    """Values in a line in which nothing else resembles a mark."""
    line = lines[at]
    if _LIKE_A_MARK.search(_VALUE.sub("", line)):
        return
    for value in _VALUE.finditer(line):
        start, end = value.span("value")
        yield Placeholder(value["request"].strip(), at + 1, starts[at] + start, starts[at] + end)


def _space(
    lines: list[str], starts: list[int], first: int, mark: re.Match[str], end: int
) -> Placeholder:
    line = lines[first]
    return Placeholder(
        request=mark["request"].strip(),
        line=first + 1,
        start=starts[first + 1],
        end=starts[end],
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
