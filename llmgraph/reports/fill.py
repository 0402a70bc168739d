"""Fill the placeholders of a report, and find those that are stale."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ArgumentError
from ..io.files import write_texts
from ..language.messages import Message
from .markdown import markdown
from .placeholders import END, HOW, lines_of, placeholders_in
from .requests import answer, language_of, read_request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..language.messages import Value
    from .placeholders import Placeholder


@dataclass(frozen=True, slots=True)
class Filled:
    """A report with its placeholders filled.

    Parameters
    ----------
    text : str
        The complete report.
    marks : int
        Number of placeholders.
    stale : tuple of (int, str)
        Line and request of each placeholder that was out of date.
    """

    text: str
    marks: int
    stale: tuple[tuple[int, str], ...]


def fill(text: str, *, name: str, folder: str | Path) -> Filled:
    r"""Fill the placeholders of a report; all other bytes are preserved.

    Parameters
    ----------
    text : str
        Markdown, with its original line endings.
    name : str
        Name of the report in errors.
    folder : str or Path
        Folder to which table paths in placeholders are relative.

    Returns
    -------
    Filled
        The filled report. Filling it again changes nothing.

    Raises
    ------
    ArgumentError
        If a placeholder cannot be filled; the message begins with name and line.

    Examples
    --------
    >>> report = "<!-- llmgraph: ancestors LLaVA --depth 1 as prose -->\n<!-- /llmgraph -->\n"
    >>> print(fill(report, name="report.md", folder=".").text)
    <!-- llmgraph: ancestors LLaVA --depth 1 as prose -->
    <BLANKLINE>
    What led to LLaVA — 3 papers: CLIP (2021-01), GPT-4 (2023-03) and Vicuna (2023-03).
    <BLANKLINE>
    <!-- /llmgraph -->
    <BLANKLINE>
    """
    try:
        found = placeholders_in(text)
    except ArgumentError as error:
        raise ArgumentError(Message("report.of", {"file": name, "said": error.said})) from None
    lines = lines_of(text)
    whole: list[str] = []
    stale = []
    done = 0
    for placeholder in found:
        new = _between(placeholder, name, folder)
        if "".join(lines[placeholder.first : placeholder.last]) != new:
            stale.append((placeholder.line, placeholder.request))
        whole += [*lines[done : placeholder.first], new]
        done = placeholder.last
    return Filled("".join([*whole, *lines[done:]]), len(found), tuple(stale))


def embed(reports: Sequence[str], *, check: bool = False) -> list[str]:
    """Fill reports in place, all or none of them.

    Parameters
    ----------
    reports : sequence of str
        Markdown files.
    check : bool, optional
        Whether to only check the reports and write nothing.

    Returns
    -------
    list of str
        One line per stale placeholder: file, line and request.

    Raises
    ------
    ArgumentError
        If a report cannot be read, filled or written, or no report has a placeholder. No report
        is changed then.
    """
    marks = 0
    told: list[str] = []
    changed: list[tuple[str | Path, str]] = []
    for report in dict.fromkeys(reports):
        text = _read(report)
        filled = fill(text, name=report, folder=Path(report).parent)
        marks += filled.marks
        told += [f"{report}:{line}: {request}" for line, request in filled.stale]
        if filled.stale:
            changed.append((report, filled.text))
    if not marks:
        asked: dict[str, Value] = {"reports": tuple(reports), "how": HOW, "end": END}
        raise ArgumentError(Message("report.no_marks", asked))
    if not check:
        write_texts(changed)
    return told


def _between(placeholder: Placeholder, name: str, folder: str | Path) -> str:
    """The lines that belong between the opening and closing marks of a placeholder."""
    try:
        request = read_request(placeholder.request)
        body = markdown(answer(request, folder), request.output, language_of(request))
    except ArgumentError as error:
        at = Message("report.at", {"line": str(placeholder.line), "said": error.said})
        raise ArgumentError(Message("report.of", {"file": name, "said": at})) from error
    lines = ["", *body.split("\n"), ""]
    return "".join((placeholder.before + line).rstrip() + placeholder.newline for line in lines)


def _read(report: str) -> str:
    try:
        return Path(report).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        values = {"report": report, "byte": str(error.start)}
        raise ArgumentError(Message("report.encoding", values)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        values = {"report": report, "reason": reason}
        raise ArgumentError(Message("report.unreadable", values)) from None
