"""Fill the placeholders of a report, and find those that are stale."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ArgumentError
from ..io.files import write_texts
from ..language.messages import LANGUAGES, Message, Words, text_of
from .markdown import content, markdown, value
from .placeholders import placeholders_in, values_in
from .requests import (
    EXTENSIONS,
    FILES,
    VALUES,
    answer,
    drawing_of,
    file_of,
    language_of,
    read_request,
    rows_of,
    split,
)
from .tex import value as tex_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..language.messages import Sayable, Value
    from ..results.base import Result
    from .placeholders import Placeholder
    from .requests import Request

REPORTS = "*.md"
"""The reports of a folder."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A placeholder that was out of date.

    Parameters
    ----------
    line : int
    request : str
    change : Message or None
        What changed, for a value: the old one and the new one.
    """

    line: int
    request: str
    change: Message | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A report with its placeholders filled.

    Parameters
    ----------
    text : str
        The complete report.
    marks : int
        Number of placeholders.
    stale : tuple of Stale
        The placeholders that were out of date, or whose files were.
    files : mapping of Path to str or bytes
        The files beside the report that were out of date.
    """

    text: str
    marks: int
    stale: tuple[Stale, ...]
    files: dict[Path, str | bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of reports: how placeholders are found, and how values are written."""

    placeholders: Callable[[str], list[Placeholder]]
    value: Callable[..., str]


MARKDOWN = Format(placeholders_in, value)
LATEX = Format(values_in, tex_value)


def fill(
    text: str,
    *,
    name: str,
    folder: str | Path,
    form: Format = MARKDOWN,
    embedded: bool = False,
) -> Filled:
    r"""Fill the placeholders of a report; all other bytes are preserved.

    Parameters
    ----------
    text : str
        The report, with its original line endings.
    name : str
        Name of the report in errors.
    folder : str or Path
        Folder to which paths in placeholders are relative.
    form : Format, optional
        By default Markdown.
    embedded : bool, optional
        Whether PNG and PDF pictures may be embedded in the text, for a program that reads it.

    Returns
    -------
    Filled
        The filled report. Filling it again changes nothing.

    Raises
    ------
    ArgumentError
        If placeholders cannot be filled; there is a line for each, with name and line number.

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
    >>> inline = "It has <!-- llmgraph: count parents LLaVA --><!-- /llmgraph --> parents."
    """
    try:
        found = form.placeholders(text)
    except ArgumentError as error:
        raise ArgumentError(Message("report.of", {"file": name, "said": error.said})) from None
    parts: list[str] = []
    stale: list[Stale] = []
    files: dict[Path, str | bytes] = {}
    every: dict[Path, str | bytes] = {}
    errors: list[Sayable] = []
    defaults: list[str] = []
    done = 0
    for one in found:
        try:
            if one.is_options:
                defaults = split(one.request)[1:]
                continue
            new, file = _filled(one, defaults, folder, form, embedded=embedded)
            if file is not None and every.setdefault(file[0].resolve(), file[1]) != file[1]:
                raise ArgumentError(Message("report.own_file", {"file": str(file[0])}))
        except ArgumentError as error:
            at = Message("report.at", {"line": str(one.line), "said": error.said})
            errors.append(Message("report.of", {"file": name, "said": at}))
            continue
        old = text[one.start : one.end]
        if file is not None and not _is_written(*file):
            files[file[0]] = file[1]
        if old != new or (file is not None and file[0] in files):
            stale.append(Stale(one.line, one.request, _change(one, old, new)))
        parts += [text[done : one.start], new]
        done = one.end
    if errors:
        raise ArgumentError(_lines(errors))
    return Filled("".join([*parts, text[done:]]), len(found), tuple(stale), files)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What filling several reports has done, or would do.

    Parameters
    ----------
    marks : int
        Number of placeholders.
    stale : tuple of Sayable
        For each stale placeholder its file, line and request, and what changed.
    diff : str
        The changes of the reports as a unified diff.
    """

    marks: int
    stale: tuple[Sayable, ...]
    diff: str


def embed(reports: Sequence[str], values: Sequence[str] = (), *, check: bool = False) -> Outcome:
    """Fill reports in place, and the files beside them, all or none.

    Parameters
    ----------
    reports : sequence of str
        Markdown files, and folders of such.
    values : sequence of str, optional
        Files of LaTeX commands.
    check : bool, optional
        Whether to only check the reports and write nothing.

    Returns
    -------
    Outcome

    Raises
    ------
    ArgumentError
        If a report cannot be read, filled or written. No file is changed then.
    """
    marks = 0
    told: list[Sayable] = []
    changed: dict[Path, tuple[str | Path, str | bytes]] = {}
    errors: list[str | Sayable] = []
    diff: list[str] = []
    named = [(one, MARKDOWN) for report in reports for one in _reports_of(report)]
    named += [(one, LATEX) for one in values]
    for report, form in dict.fromkeys(named):
        try:
            text = _read(report)
            filled = fill(text, name=report, folder=Path(report).parent, form=form)
            new_files: list[tuple[str | Path, str | bytes]] = [*filled.files.items()]
            if filled.text != text:
                new_files.append((report, filled.text))
            for path, new in new_files:
                if changed.setdefault(Path(path).resolve(), (path, new))[1] != new:
                    raise ArgumentError(Message("report.own_file", {"file": str(path)}))
        except ArgumentError as error:
            errors.append(_lines([error.said]))
            continue
        marks += filled.marks
        told += [_told(report, one) for one in filled.stale]
        before, after = (one.splitlines(keepends=True) for one in (text, filled.text))
        diff += difflib.unified_diff(before, after, report, report)
    if errors:
        raise ArgumentError(_lines(errors))
    if not check:
        write_texts(changed.values())
    return Outcome(marks, tuple(told), "".join(diff))


def _reports_of(name: str) -> list[str]:
    """The reports in a folder, without hidden ones; or the name itself."""
    folder = Path(name)
    if not folder.is_dir():
        return [name]
    inside = (path.relative_to(folder) for path in sorted(folder.rglob(REPORTS)))
    return [str(folder / path) for path in inside if not any(p[0] == "." for p in path.parts)]


def _told(report: str, stale: Stale) -> Sayable:
    mark = f"{report}:{stale.line}: {stale.request}"
    if stale.change is None:
        return Words(mark, mark)
    return Message("report.changed", {**stale.change.values, "mark": mark})


def _change(one: Placeholder, old: str, new: str) -> Message | None:
    """The change of a value; that of other answers would be too long."""
    if not one.is_value or not old:
        return None
    return Message("report.changed", {"mark": one.request, "old": old, "new": new})


def _lines(said: Iterable[str | Sayable]) -> Words:
    """Several errors, each on its line."""
    every = list(said)
    english, chinese = ("\n".join(text_of(one, lang) for one in every) for lang in LANGUAGES)
    return Words(english, chinese)


def _filled(
    one: Placeholder,
    defaults: Sequence[str],
    folder: str | Path,
    form: Format,
    *,
    embedded: bool,
) -> tuple[str, tuple[Path, str | bytes] | None]:
    """What belongs between the marks of a placeholder, and into its file."""
    request = read_request(one.request, defaults)
    if one.is_value != (request.output in VALUES):
        told = "report.value_form" if one.is_value else "report.block_form"
        raise ArgumentError(Message(told, {"form": request.output, "forms": VALUES}))
    if request.output in FILES and not (request.file or embedded):
        extension = EXTENSIONS[request.output]
        needed: dict[str, Value] = {"form": request.output, "extension": extension}
        raise ArgumentError(Message("report.needs_file", needed))
    result, lang = answer(request, folder), language_of(request)
    if one.is_value:
        return form.value(result, request.output, lang, in_words=request.in_words), None
    body, file = _body(request, result, folder)
    lines = ["", *body.split("\n"), ""]
    return "".join((one.before + line).rstrip() + one.newline for line in lines), file


def _body(
    request: Request, result: Result, folder: str | Path
) -> tuple[str, tuple[Path, str | bytes] | None]:
    drawing, lang, path = drawing_of(request), language_of(request), file_of(request, folder)
    body = markdown(result, request.output, lang, request.file, rows=rows_of(request), **drawing)
    if path is None:
        return body, None
    return body, (path, content(result, request.output, lang, **drawing))


def _is_written(path: Path, new: str | bytes) -> bool:
    """Whether a file has this content."""
    data = new.encode() if isinstance(new, str) else new
    try:
        return path.read_bytes() == data
    except OSError:
        return False


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
