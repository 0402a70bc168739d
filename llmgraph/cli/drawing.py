"""Draw an answer to a file, in the format given by the file extension."""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ..drawing.warnings import DrawingWarning
from ..io.files import write_text
from ..language.messages import Message
from ..queries.drawing_options import given_options
from .language import language, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..language.messages import Language, Value
    from ..results.base import Result

CHARTS: dict[str, Literal["svg", "png", "pdf"]] = {".svg": "svg", ".png": "png", ".pdf": "pdf"}
DIAGRAMS: dict[str, Callable[..., str]] = {
    ".mmd": lambda result, **options: result.to_mermaid(**options),
    ".dot": lambda result, **options: result.to_dot(**options),
    ".tex": lambda result, **options: result.to_tikz(standalone=True, **options),
}
STILLS = (*CHARTS, *DIAGRAMS)
DRAWINGS = (*CHARTS, ".html", *DIAGRAMS)


def ending_of(path: str | None) -> str:
    """The extension of a file name, in lower case; empty if there is none."""
    return Path(path).suffix.lower() if path else ""


def draw(result: Result, path: str, lang: Language = "en") -> None:
    """Draw an answer to a file with the options of the call, and report how many papers it has.

    Parameters
    ----------
    result : Result
    path : str
        A file with one of the extensions in `DRAWINGS`.
    lang : {"en", "zh"}, optional

    Raises
    ------
    ArgumentError
        If an option is invalid or has no effect on a drawing of this format, or the file cannot be
        written.
    """
    ending = ending_of(path)
    asked = given_options(click.get_current_context(), ending) | {"lang": lang}
    drawn = len(result.shown_ids())
    with warnings_told():
        if ending in CHARTS:
            drawn = result.write_chart(path, CHARTS[ending], **asked).papers
        elif ending in DIAGRAMS:
            # Diagrams are cut to the limits of their hosts, and note this themselves.
            write_text(path, DIAGRAMS[ending](result, **asked))
            tell(Message("command.wrote_diagram", _wrote(result, path)))
            return
        else:
            result.write_html(path, **asked)
    tell_drawn(result, path, drawn)


@contextmanager
def warnings_told() -> Iterator[None]:
    """Print drawing warnings in the style of the command line; drop those of other libraries."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", DrawingWarning)
        yield
    for warning in told:
        if isinstance(warning.message, DrawingWarning):
            tell(warning.message.said, "llmgraph: ")


def tell_drawn(result: Result, path: str, drawn: int) -> None:
    """Report the written file, and how many papers of the answer are drawn."""
    shown = len(result.shown_ids())
    values = _wrote(result, path) | {"papers": Message("count.paper", {"count": shown})}
    if drawn < shown:
        tell(Message("command.drew_some", values | {"drawn": drawn}))
    else:
        tell(Message("command.drew", values))


def _wrote(result: Result, path: str) -> dict[str, Value]:
    return {"path": path, "caption": result.caption(language(sys.stderr))}
