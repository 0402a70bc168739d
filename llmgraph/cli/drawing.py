"""Draw an answer to a file, in the format given by the file extension."""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..drawing.warnings import DrawingWarning
from ..io.files import write_text
from ..language.messages import Message
from .language import language, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..language.messages import Language, Value
    from ..results.base import Result

CHARTS: dict[str, Literal["svg", "png", "pdf"]] = {".svg": "svg", ".png": "png", ".pdf": "pdf"}
DIAGRAMS: dict[str, Callable[[Result, Language], str]] = {
    ".mmd": lambda result, lang: result.to_mermaid(lang=lang),
    ".dot": lambda result, lang: result.to_dot(lang=lang),
    ".tex": lambda result, lang: result.to_tikz(standalone=True, lang=lang),
}
DRAWINGS = (*CHARTS, ".html", *DIAGRAMS)


def ending_of(path: str | None) -> str:
    """The extension of a file name, in lower case; empty if there is none."""
    return Path(path).suffix.lower() if path else ""


def draw(result: Result, path: str, lang: Language = "en") -> None:
    """Draw an answer to a file, and report how many of its papers were drawn.

    Parameters
    ----------
    result : Result
    path : str
        A file with one of the extensions in `DRAWINGS`.
    lang : {"en", "zh"}, optional

    Raises
    ------
    ArgumentError
        If the file cannot be written.
    """
    ending = ending_of(path)
    drawn = len(result.shown_ids())
    with warnings_told():
        if ending in CHARTS:
            drawn = result.write_chart(path, CHARTS[ending], lang=lang).papers
        elif ending in DIAGRAMS:
            # Diagrams are cut to the limits of their hosts, and note this themselves.
            write_text(path, DIAGRAMS[ending](result, lang))
            tell(Message("command.wrote_diagram", _wrote(result, path)))
            return
        else:
            result.write_html(path, lang=lang)
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
