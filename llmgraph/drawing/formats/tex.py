"""LaTeX escaping for any engine, shared by drawings and documents."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import groupby

from ...language.wording import clean

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\char34{}",  # babel makes it active in some languages
    "`": r"\kern0pt\char96{}",
    "–": r"\textendash{}",
    "—": r"\textemdash{}",
    "‘": r"\textquoteleft{}",
    "’": r"\textquoteright{}",
    "“": r"\textquotedblleft{}",
    "”": r"\textquotedblright{}",
    "…": r"\ldots{}",
    "·": r"\textperiodcentered{}",
    "×": r"\ensuremath{\times}",
    "ß": r"\ss{}",
    "æ": r"\ae{}",
    "Æ": r"\AE{}",
    "œ": r"\oe{}",
    "Œ": r"\OE{}",
    "ø": r"\o{}",
    "Ø": r"\O{}",
    "ł": r"\l{}",
    "Ł": r"\L{}",
    "\0": r"\kern0pt{}",  # separates two characters that would otherwise form a ligature
}

_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0327": "c",
}
"""Combining marks, and the accent command for each, valid in every encoding."""

GLYPH = r"\llmgraphglyphs{"
"""Starts characters that only some engines have; source that contains it needs `GLYPHS` first."""

GLYPHS = r"""
% Letters that pdfLaTeX does not have become "?"; LuaLaTeX and XeLaTeX show them.
\providecommand\llmgraphmissing{%
  \GenericWarning{}{llmgraph: letters that this engine lacks are shown as ?; use lualatex}%
  \global\let\llmgraphmissing\relax}
\ifdefined\Umathchar
  \providecommand\llmgraphglyphs[1]{#1}%
\else
  \providecommand\llmgraphglyphs[1]{\llmgraphmissing ?}%
\fi
""".lstrip("\n")


def escaped(text: str) -> str:
    r"""Escape a text for TeX.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(escaped("R&D at 5 % -- \\input{x} by Čapek, 思维链"))
    R\&D at 5 \% -\kern0pt{}- \textbackslash{}input\{x\} by \v{C}apek, \llmgraphglyphs{思维链}
    """
    parts = []
    apart = re.sub(r"(?<=([-',<>]))(?=\1)", "\0", clean(text, sys.maxsize))
    for known, chars in groupby(apart, key=lambda char: _command(char) is not None):
        run = "".join(chars)
        commands = "".join(_command(char) or "" for char in run)
        parts.append(commands if known else f"{GLYPH}{run}}}")
    return "".join(parts)


def _command(char: str) -> str | None:
    """A character as TeX source for every engine and encoding; None if only some have it."""
    if char in _ESCAPES:
        return _ESCAPES[char]
    if " " <= char <= "~":
        return char
    parts = unicodedata.normalize("NFD", char)
    base, mark = parts[0], parts[1:]
    if base.isascii() and base.isalpha() and mark in _ACCENTS:
        return rf"\{_ACCENTS[mark]}{{{base}}}"
    return None
