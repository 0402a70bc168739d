"""What a check finds: problems, each with its place and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
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
    message : str
        What is wrong and what to do next.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        file = printable(self.file)
        place = f"{file}:{self.line}" if self.line else file
        column = f" [{self.column}]" if self.column else ""
        return f"{place}{column}: {self.severity} {self.code}: {self.message}"

    def to_dict(self) -> dict[str, str | int]:
        """Give the problem as a plain dictionary, for JSON.

        Returns
        -------
        dict
            The parameters of `Problem`, in their order.
        """
        return asdict(self)


def printable(text: str) -> str:
    """Put a question mark in the place of each line end and control character."""
    return "".join(char if char.isprintable() else "�" for char in text)


def shown(value: str) -> str:
    """Make a value fit to be shown in a message: one line, no control characters, short."""
    return printable(value[:80]) + ("…" if len(value) > 80 else "")


def figure(number: float) -> str:
    """Write a number for a reader: whole ones in full, others with four significant digits."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.4g}"
