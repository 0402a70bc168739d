"""Print an answer, or write it to a file, in one of the formats of the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..io.files import write_text
from ..language.messages import Message
from ..writers import data, terminal
from .language import language, tell
from .streams import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..results.base import Result
    from ..results.document import Document

FORMATS = ("table", "json", "csv", "md", "ids", "bibtex")
# Formats by file extension.
TEXTS = {
    "": "table",
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".md": "md",
    ".bib": "bibtex",
}


def write_answer(result: Result, form: str, path: str | None) -> None:
    """Print an answer, or write it to a file.

    Parameters
    ----------
    result : Result
    form : str
        One of `FORMATS`.
    path : str or None
        The file; None prints to standard output.

    Raises
    ------
    ArgumentError
        If the file cannot be written.
    """
    people = sys.stdout if path is None and form == "table" else None
    # The rows of an answer may take longer than its papers.
    if form == "ids":
        text = data.to_ids(result.ids)
    elif form == "bibtex":
        text = result.to_bibtex()
    else:
        text = _text(result.to_document(language(people)), form, _width() if people else None)
    if path is None:
        write(text, is_styled=form == "table")
    else:
        write_text(path, text)
        tell(Message("command.wrote", {"path": path}))


def write_lines(lines: Sequence[str]) -> None:
    """Print lines of text, wrapped to the width of a terminal.

    Parameters
    ----------
    lines : sequence of str
    """
    fitted = terminal.fitted(lines, _width())
    write("".join(f"{line}\n" for line in fitted))


def _text(document: Document, form: str, width: int | None) -> str:
    if form == "table":
        return terminal.text(document, width)
    if form == "md":
        from ..writers import markdown

        return markdown.text(document) + "\n"
    return data.to_json(document) if form == "json" else data.to_csv(document)


def _width() -> int | None:
    """Width of the terminal; None if the output is not a terminal."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return max(40, shutil.get_terminal_size().columns)
