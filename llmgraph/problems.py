"""What a check finds: problems, each with its place and what to do about it."""

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
        The rule: ``"child-before-parent"``.
    severity : {"error", "warning"}
        Errors make a table wrong, warnings deserve a look.
    file : str
        The file, or ``"papers"`` / ``"relations"`` for tables made in memory.
    line : int
        Line of the file (the header is line 1); 0 where the whole file is meant.
    column : str
        The column; empty where the whole row is meant.
    value : str
        What stands there, cut at 80 characters.
    said : str or Sayable
        What is wrong and what to do next. A text is the same in both languages.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: str
    value: str
    # The values of a message are a mapping, which has no hash.
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
        """Write the problem as one line, with its place.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        noun : Noun, optional
            What a node of the graph is called.

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
        """Give the problem as a plain dictionary, for JSON.

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
        Everything that stands in the way, in file and line order.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        more = len(problems) - _TOLD
        rest = [Message("table.more", {"count": str(more)})] if more > 0 else []
        super().__init__(_Lines((*problems[:_TOLD], *rest)))
        self.args = (problems,)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is told in a line each."""

    lines: tuple[Sayable, ...]

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        return "\n".join(one.text(lang, noun) for one in self.lines)
