"""Findings of a check: problems with their location and what to do about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from .errors import LLMGraphError
from .language.messages import PAPER, Message, text_of
from .language.wording import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .language.messages import Language, Noun, Sayable

Severity = Literal["error", "warning"]
_SEVERITIES = {"error": Message("finding.error"), "warning": Message("finding.warning")}
_COLUMNS = ("code", "severity", "file", "line", "column", "value", "message")
_TOLD = 10


@dataclass(frozen=True, slots=True, repr=False)
class Problem:
    """One finding of a check.

    Parameters
    ----------
    code : str
        Code of the rule, such as ``"child-before-parent"``.
    severity : {"error", "warning"}
        Errors make a table invalid; warnings should be reviewed.
    file : str
        The file, or ``"papers"`` / ``"relations"`` for tables made in memory.
    line : int
        Line of the file (the header is line 1); 0 for the whole file.
    column : str
        The column; empty for the whole row.
    value : str
        Content of the cell, cut at 80 characters.
    said : str or Sayable
        What is wrong and what to do next. A plain string is the same in both languages.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: str
    value: str
    # The values of a message are a mapping, which is not hashable.
    said: str | Sayable = field(hash=False)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.to_dict().items())
        return f"Problem({told})"

    def __str__(self) -> str:
        return self.text()

    @property
    def message(self) -> str:
        """What is wrong and what to do next, in English."""
        return text_of(self.said, "en")

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        """Return the problem as one line, with its location.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        noun : Noun, optional
            Noun for a node of the graph.

        Returns
        -------
        str

        Examples
        --------
        >>> import llmgraph
        >>> print(llmgraph.check_csv("nowhere.csv", "nowhere.csv")[0].text("zh"))
        nowhere.csv: 错误 unreadable-file: 没有这个文件；请检查路径。
        """
        file = printable(self.file)
        place = f"{file}:{self.line}" if self.line else file
        column = f" [{self.column}]" if self.column else ""
        severity = _SEVERITIES[self.severity].text(lang)
        said = self.said if isinstance(self.said, str) else self.said.text(lang, noun)
        return f"{place}{column}: {severity} {self.code}: {said}"

    def to_dict(self) -> dict[str, str | int]:
        """Return the problem as a plain dictionary, for JSON.

        Returns
        -------
        dict
            Code, severity, file, line, column, value, and the message in English.
        """
        return {name: getattr(self, name) for name in _COLUMNS}


class TableError(LLMGraphError, ValueError):
    """The tables cannot be read as a graph.

    Parameters
    ----------
    problems : sequence of Problem
        All problems that prevent reading the tables, sorted by file and line.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        more = len(problems) - _TOLD
        rest = [Message("table.more", {"count": more})] if more > 0 else []
        super().__init__(_Lines((*problems[:_TOLD], *rest)))
        self.args = (problems,)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Problems as text, one per line."""

    lines: tuple[Sayable, ...]

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        return "\n".join(one.text(lang, noun) for one in self.lines)
