"""Draw an answer to a file, in the format given by the file extension."""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from click.core import ParameterSource

from ..drawing.warnings import DrawingWarning
from ..io.files import write_text
from ..language.messages import Message
from .language import language, tell, wrong_call
from .options import DrawingOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..language.messages import Language, Value
    from ..results.base import Result

CHARTS: dict[str, Literal["svg", "png", "pdf"]] = {".svg": "svg", ".png": "png", ".pdf": "pdf"}
DIAGRAMS: dict[str, Callable[..., str]] = {
    ".mmd": lambda result, **options: result.to_mermaid(**options),
    ".dot": lambda result, **options: result.to_dot(**options),
    ".tex": lambda result, **options: result.to_tikz(standalone=True, **options),
}
DRAWINGS = (*CHARTS, ".html", *DIAGRAMS)

_EVERY = ("title", "draw")
_TIKZ = (
    *_EVERY,
    "size",
    "width",
    "flow",
    "lanes",
    "highlight",
    "limit",
    "labels",
    "no_legend",
    "no_note",
    "dark",
)
_CHART = (*_TIKZ, "font")
# The options of drawings that each file extension takes.
TAKES: Mapping[str, Sequence[str]] = {
    ".svg": _CHART,
    ".png": (*_CHART, "dpi"),
    ".pdf": _CHART,
    ".html": _EVERY,
    ".mmd": (*_EVERY, "limit"),
    ".dot": _EVERY,
    ".tex": _TIKZ,
}


def ending_of(path: str | None) -> str:
    """The extension of a file name, in lower case; empty if there is none."""
    return Path(path).suffix.lower() if path else ""


def draw(result: Result, path: str, options: Mapping[str, Any], lang: Language = "en") -> None:
    """Draw an answer to a file, and report how many of its papers were drawn.

    Parameters
    ----------
    result : Result
    path : str
        A file with one of the extensions in `DRAWINGS`.
    options : mapping of str to Any
        Options of the command line, among them those of the drawing.
    lang : {"en", "zh"}, optional

    Raises
    ------
    click.UsageError
        If a drawing of this format does not take one of the options.
    ArgumentError
        If an option is invalid, or the file cannot be written.
    """
    ending = ending_of(path)
    asked = _arguments(require_options(options, ending)) | {"lang": lang}
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


def require_options(options: Mapping[str, Any], ending: str) -> dict[str, Any]:
    """Select the options of drawings that were given, and refuse those that have no effect.

    Parameters
    ----------
    options : mapping of str to Any
        Options of the command line.
    ending : str
        Extension of the drawing; empty for an answer that is not drawn.

    Returns
    -------
    dict of str to Any

    Raises
    ------
    click.UsageError
        If a drawing with this extension does not take one of the options.
    """
    context = click.get_current_context()
    given = {}
    for one in context.command.params:
        name = one.name or ""
        source = context.get_parameter_source(name)
        if not isinstance(one, DrawingOption) or source is not ParameterSource.COMMANDLINE:
            continue
        if name not in TAKES.get(ending, ()):
            endings = tuple(known for known, names in TAKES.items() if name in names)
            told: dict[str, Value] = {"option": one.opts[0], "endings": endings}
            raise wrong_call(Message("command.no_effect", told))
        given[name] = options[name]
    return given


def _arguments(given: Mapping[str, Any]) -> dict[str, Any]:
    """Options of the command line as arguments of a drawing."""
    renamed: dict[str, Callable[[Any], dict[str, Any]]] = {
        "draw": lambda value: {"relations": value},
        "dark": lambda _: {"theme": "dark"},
        "no_legend": lambda _: {"legend": False},
        "no_note": lambda _: {"note": False},
    }
    arguments: dict[str, Any] = {}
    for name, value in given.items():
        arguments |= renamed[name](value) if name in renamed else {name: value}
    return arguments


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
