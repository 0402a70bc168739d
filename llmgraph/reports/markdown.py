"""An answer as Markdown that GitHub, MyST, pandoc and MkDocs read alike."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..drawing.notebook import picture_tag
from .forms import Grid, grid, prose

if TYPE_CHECKING:
    from ..results import Prose, Result

_MEANING = re.compile(r"[\\`*_{}\[\]<>|~$&@^]|:(?=//)")
_AT_START = re.compile(r"(?P<sign>[!-/:-@\[-`{-~])|(?P<number>\d{1,9})(?=[.)])")


def markdown(result: Result, form: str) -> str:
    """Write an answer as Markdown.

    Parameters
    ----------
    result : Result
    form : str
        One of `orders.FORMS`. Pictures are images of their own, in which nothing can run; GitHub
        shows no such images in Markdown, and draws Mermaid instead.

    Returns
    -------
    str
        Lines without an empty one at the end.
    """
    if form == "mermaid":
        return f"```mermaid\n{result.to_mermaid()}```"
    if form == "svg":
        return picture_tag(result.to_svg(), title=result.caption())
    if form == "table":
        return _table(grid(result))
    return _prose(prose(result))


def escaped(text: str) -> str:
    r"""Write a text so that it stays text in Markdown, also at the beginning of a line.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    str

    Examples
    --------
    >>> print(escaped("# 50 % of [x](y) --> `code`"), escaped("1. No list"))
    \# 50 % of \[x\](y) --\> \`code\` 1\. No list
    """
    text = _MEANING.sub(r"\\\g<0>", text)
    start = _AT_START.match(text)
    if start is None or text.startswith("\\"):
        return text
    return f"\\{text}" if start["sign"] else f"{start['number']}\\{text[start.end() :]}"


def _table(content: Grid) -> str:
    lines = [f"**{escaped(content.caption)}**", ""]
    lines += [line for note in content.notes for line in (escaped(note), "")]
    if content.rows:
        lines.append(_row(content.columns))
        lines.append("|" + " --- |" * len(content.columns))
        lines += [_row(row) for row in content.rows]
    return "\n".join(lines).rstrip("\n")


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _prose(content: Prose) -> str:
    lines = [line for text in content.paragraphs for line in (escaped(text), "")]
    points = tuple((escaped(one), tuple(map(escaped, below))) for one, below in content.points)
    lines += replace(content, points=points).listing()
    return "\n".join(lines).rstrip("\n")
