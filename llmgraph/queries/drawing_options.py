"""Click options of drawings, and which formats take them.

The command line and the placeholders of reports parse the same options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ..drawing.chart.labels import LABELS
from ..drawing.chart.paper_sizes import PAPER_SIZES
from ..drawing.scene import FLOWS
from ..errors import ArgumentError
from ..language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ..language.messages import Value
    from .registry import Kind

_EVERY = ("title", "draw")
_TIKZ = (
    *_EVERY,
    "size",
    "width",
    "flow",
    "lanes",
    "highlight",
    "keep",
    "limit",
    "labels",
    "no_legend",
    "no_note",
    "dark",
)
_CHART = (*_TIKZ, "font")
TAKES: Mapping[str, Sequence[str]] = {
    ".svg": _CHART,
    ".png": (*_CHART, "dpi"),
    ".pdf": _CHART,
    ".html": (*_EVERY, "dark"),
    ".mmd": (*_EVERY, "limit"),
    ".dot": _EVERY,
    ".tex": _TIKZ,
}
"""The options that drawings with each file extension take."""


class DrawingOption(click.Option):
    """An option that only drawings have."""


def drawing_options(
    types: Mapping[Kind, click.ParamType[Any]], taken: Collection[str] = ()
) -> list[click.Parameter]:
    """Create the options of drawings.

    Parameters
    ----------
    types : mapping of str to click.ParamType
        Parameter types of papers and of relations.
    taken : collection of str, optional
        Names of options that the query has itself, which are left out.

    Returns
    -------
    list of click.Parameter
    """
    papers, relations = types.get("paper", click.STRING), types.get("relations", click.STRING)
    options: list[click.Parameter] = [
        DrawingOption(["--title"], help="Heading; empty for none."),
        DrawingOption(
            ["--size"],
            type=click.Choice([*PAPER_SIZES]),
            help="Draw as many papers as are legible: on a page, a 16:9 slide, or in a figure of "
            "one or two columns of an article.",
        ),
        DrawingOption(
            ["--width"], type=float, metavar="INCHES", help="Width; by default a paper size."
        ),
        DrawingOption(
            ["--flow"],
            type=click.Choice(FLOWS),
            help="Direction of time; by default down in narrow charts, otherwise right.",
        ),
        DrawingOption(
            ["--lanes/--no-lanes"],
            default=None,
            help="Give each topic a lane of its own; by default only communities have lanes.",
        ),
        DrawingOption(
            ["--highlight"],
            type=papers,
            multiple=True,
            help="Highlight this paper and its ancestors; may be given more than once.",
        ),
        DrawingOption(
            ["--keep"],
            type=papers,
            multiple=True,
            help="Draw this paper in any case, where there is no room for all; may be given more "
            "than once.",
        ),
        DrawingOption(
            ["--draw"],
            type=relations,
            help="Draw these relations, too, not only those that carry descent; a page packs only "
            "these. With cites, all known citations.",
        ),
        DrawingOption(["--limit"], type=int, metavar="N", help="Draw at most this many papers."),
        DrawingOption(
            ["--labels"],
            type=click.Choice(LABELS),
            help="Label papers by name, by authors and year, or by citation key.",
        ),
        DrawingOption(["--no-legend"], is_flag=True, help="Leave out the legend."),
        DrawingOption(["--no-note"], is_flag=True, help="Leave out the caption."),
        DrawingOption(["--dark"], is_flag=True, help="Light on dark."),
        DrawingOption(["--font"], metavar="NAME", help="An installed font family."),
        DrawingOption(
            ["--dpi"], type=int, metavar="N", help="Dots per inch of a PNG file, up to 600."
        ),
    ]
    return [one for one in options if one.name not in taken]


def given_options(context: click.Context, ending: str) -> dict[str, Any]:
    """Return the options of drawings that were given, as arguments of a drawing.

    Parameters
    ----------
    context : click.Context
        A context whose parameters are parsed.
    ending : str
        Extension of the drawing; empty for an answer that is not drawn.

    Returns
    -------
    dict of str to Any

    Raises
    ------
    ArgumentError
        If a drawing with this extension does not take one of the options.
    """
    arguments: dict[str, Any] = {}
    for one in context.command.params:
        name = one.name or ""
        source = context.get_parameter_source(name)
        if not isinstance(one, DrawingOption) or source is not ParameterSource.COMMANDLINE:
            continue
        if name not in TAKES.get(ending, ()):
            endings = tuple(known for known, names in TAKES.items() if name in names)
            told: dict[str, Value] = {"option": one.opts[0], "endings": endings}
            raise ArgumentError(Message("command.no_effect", told))
        arguments |= _argument(name, context.params[name])
    return arguments


def _argument(name: str, value: Any) -> dict[str, Any]:
    """An option as an argument of a drawing; some have another name there."""
    renamed = {
        "draw": {"relations": value},
        "dark": {"theme": "dark"},
        "no_legend": {"legend": False},
        "no_note": {"note": False},
    }
    return renamed.get(name, {name: value})
