"""Reader of claims: rows of a CSV file, or sentences of a text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..language.messages import Message
from ..model.tables import COLUMNS
from ..problems import Problem, TableError
from .csv import PathLike, decode, parse_table, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(r"^\s*(?:[-*+>]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
# Headings, rules, tables, pictures alone on their line, and empty lines.
_NO_SENTENCE = re.compile(r"\s*(?:#|---|\*\*\*|\||!\[[^\[\]]*\]\([^()]*\)\s*$)|\s*$")
_COMMENT = re.compile(r"<!--(?:(?!-->).)*(?:-->|$)")
# What stands between the marks of a living report is an answer, not a claim.
_ANSWER = re.compile(r"\s*<!--\s*llmgraph:(?!\s*with\b)(?:(?!-->).)*-->\s*$")
_ANSWER_END = re.compile(r"\s*<!--\s*/llmgraph\b")
_FENCE = re.compile(r"\s*(?:```|~~~)")
# These search anywhere in a line, so none of them may run to its end from every place.
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
# [@key], [12], \cite{key} and (Touvron et al., 2023)
_CITATION = re.compile(
    r"(?<!\s)\s*(?:\[@[^\[\]]*\]|\[\d[\d\s,–-]*\]"
    r"|\\[A-Za-z]{0,10}cite[a-z]{0,10}\*?(?:\[[^\[\]]*\]){0,2}\{[^{}]*\}"
    r"|\((?:[^()\d]|\d(?!\d{3}))*\b(?:1[6-9]|20)\d\d[a-z]?\))"
)
# The end of a sentence before a capital, a quotation mark or Chinese; not that of "et al.".
_NEXT = re.compile(r"(?<=[.!?])(?<!al\.)(?<!\b[A-Z]\.)\s+(?=[\"“A-Z])|(?<=[。！？])\s*(?=\S)")
_EMPHASIS = re.compile(r"(`{1,3}|\*\*|__|(?<!\w)[*_])(?=\S)(.{1,500}?)(?<=\S)\1(?![\w*])")


def read_claims(path: PathLike) -> list[tuple[str, str, str] | str]:
    """Read claims from a file.

    Parameters
    ----------
    path : str or Path
        A CSV file with the columns ``paper``, ``relation`` and ``ancestor``, or text such as
        Markdown, whose sentences end on their line; ``-`` is standard input.

    Returns
    -------
    list of tuple or str
        Rows as (paper, relation, ancestor), or sentences, in the order of the file. Headings,
        comments, tables, code, front matter, the answers in a living report and empty lines are
        left out, and so are list marks, emphasis, citations and the addresses of links.

    Raises
    ------
    TableError
        If the file cannot be read or decoded, states no claim, or is CSV with a broken row.
    """
    name = str(path)
    text = decode(name, read_bytes(name, None if name == "-" else Path(path)))
    header = text.partition("\n")[0].lower().replace('"', "").strip("\ufeff \r").split(",")
    named = {cell.strip() for cell in header}
    if name.lower().endswith(".csv") or named.issuperset(COLUMNS["claims"]):
        table = parse_table("claims", name, text)
        columns = (table.column(column) for column in COLUMNS["claims"])
        found: list[tuple[str, str, str] | str] = list(zip(*columns, strict=True))
    else:
        found = list(_sentences(text))
    if not found:
        raise TableError(
            [Problem("empty-file", "error", name, 0, "", "", Message("table.no_claims"))]
        )
    return found


def _sentences(text: str) -> Iterator[str]:
    """Iterate over the sentences of a text, without marks, citations and code."""
    in_code = in_answer = False
    for line in _without_front_matter(text.splitlines()):
        if _FENCE.match(line):
            in_code = not in_code
        elif in_code:
            continue
        elif _ANSWER.match(line) or in_answer:
            in_answer = not _ANSWER_END.match(line)
        elif not _NO_SENTENCE.match(line := _COMMENT.sub("", line)):
            plain = _LINK.sub(r"\1", _MARK.sub("", line, count=1))
            plain = _CITATION.sub("", _EMPHASIS.sub(r"\2", plain))
            yield from filter(None, map(str.strip, _NEXT.split(plain)))


def _without_front_matter(lines: list[str]) -> list[str]:
    """Leave out the lines between two rules at the start of a text."""
    if lines[:1] != ["---"] or "---" not in lines[1:]:
        return lines
    return lines[lines.index("---", 1) + 1 :]
