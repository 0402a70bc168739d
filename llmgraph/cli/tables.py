"""Print an answer, or write it to a file, in one of the formats of the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..io.files import write_text
from ..language.messages import Message
from ..writers import terminal
from .language import tell
from .streams import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..results.document import Document

FORMATS = ("table", "json", "csv", "md", "ids")
# Formats by file extension.
TEXTS = {"": "table", ".txt": "table", ".json": "json", ".csv": "csv", ".md": "md"}


def write_document(document: Document, form: str, path: str | None) -> None:
    """Print a document, or write it to a file.

    Parameters
    ----------
    document : Document
    form : str
        One of `FORMATS`.
    path : str or None
        The file; None prints to standard output.

    Raises
    ------
    ArgumentError
        If the file cannot be written.
    """
    if path is not None:
        write_text(path, _text(document, form))
        tell(Message("command.wrote", {"path": path}))
    elif form == "table":
        write(terminal.text(document, _width()))
    else:
        write(_text(document, form))


def write_lines(lines: Sequence[str]) -> None:
    """Print lines of text, wrapped to the width of a terminal.

    Parameters
    ----------
    lines : sequence of str
    """
    fitted = terminal.fitted(lines, _width())
    write("".join(f"{line}\n" for line in fitted))


def _text(document: Document, form: str) -> str:
    if form == "table":
        return terminal.text(document)
    if form == "md":
        from ..writers import markdown

        return markdown.text(document) + "\n"
    from ..writers import data

    written = {"json": data.to_json, "csv": data.to_csv, "ids": data.to_ids}
    return written[form](document)


def _width() -> int | None:
    """Width of the terminal; None if the output is not a terminal."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return max(40, shutil.get_terminal_size().columns)
