"""Sheets drawn with matplotlib: into axes, or as the bytes of a PNG or PDF file.

The same sheet gives the same bytes, regardless of the user's matplotlib settings.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from ...language.arguments import require_type
from ..chart.paper_sizes import warn_if_poor
from ..chart.shapes import DPI, ArrowHead, Box, Curve, Text
from ..chart.text import drawable, families, in_dejavu

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..chart.shapes import Shape, Sheet

_MOST_PIXELS = 12_000  # per side


def draw(sheet: Sheet, ax: Axes | None = None) -> Axes:
    """Draw a sheet into axes, scaled to their size; the rest of the figure does not change.

    Parameters
    ----------
    sheet : Sheet
    ax : matplotlib.axes.Axes, optional
        By default the axes of a new figure with the size of the sheet.

    Returns
    -------
    matplotlib.axes.Axes
        With axis lines off and equal scales. Text and line sizes fit the current size of the axes;
        they do not change when the figure is resized.
    """
    import matplotlib as mpl
    from matplotlib.axes import Axes

    if ax is None:
        from matplotlib import pyplot as plt

        figure = plt.figure(figsize=sheet.inches, facecolor=sheet.theme.background)
        ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    else:
        require_type("ax", ax, Axes)
        room = ax.get_window_extent().transformed(ax.figure.dpi_scale_trans.inverted())
        scale = 72 * min(room.width / sheet.width, room.height / sheet.height)
        sheet = replace(sheet, scale=scale)
        warn_if_poor(sheet)
    with mpl.rc_context(SETTINGS):
        _put(sheet, ax)
    # A notebook shows the figure; the axes as the last line of a cell would add only their name.
    ax._ipython_display_ = lambda: None  # type: ignore[attr-defined]
    return ax


def picture(sheet: Sheet, form: Literal["png", "pdf"]) -> bytes:
    """Render a sheet to the bytes of a PNG or PDF file.

    Parameters
    ----------
    sheet : Sheet
    form : {"png", "pdf"}

    Returns
    -------
    bytes
        The same sheet gives the same bytes with the same version of matplotlib.
    """
    from matplotlib.figure import Figure

    with plain_settings():
        figure = Figure(figsize=sheet.inches, facecolor=sheet.theme.background)
        _put(sheet, figure.add_axes((0.0, 0.0, 1.0, 1.0)))
        return file_of(figure, form, title=sheet.title, dpi=sheet.dpi)


# Any, because matplotlib's stubs only know the keys of their own version.
SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "llmgraph",
    "pdf.fonttype": 42,
    "text.usetex": False,
    "text.parse_math": False,
    "lines.scale_dashes": False,
    "path.sketch": None,
    "path.effects": [],
}


@contextmanager
def plain_settings() -> Iterator[None]:
    """Use matplotlib's defaults and reproducible settings in place of the user's."""
    import matplotlib as mpl
    from matplotlib import style

    with style.context("default"), mpl.rc_context(SETTINGS):
        yield


def file_of(
    figure: Figure, form: Literal["png", "pdf", "svg"], *, title: str = "", dpi: int = DPI
) -> bytes:
    """Save a figure to bytes, without dates and software names in the metadata.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    form : {"png", "pdf", "svg"}
    title : str, optional
        Title in the metadata of the file.
    dpi : int, optional
        Resolution of a PNG file in dots per inch; lower if a side would have more than 12,000
        pixels.

    Returns
    -------
    bytes
    """
    import matplotlib as mpl
    from matplotlib.text import Text

    absent = {
        "png": ("Software",),
        "pdf": ("Creator", "Producer", "CreationDate"),
        "svg": ("Creator", "Date"),
    }[form]
    metadata = {"Title": title} | dict.fromkeys(absent)
    dpi = min(dpi, _MOST_PIXELS / max(figure.get_size_inches()))
    # East Asian fonts usually have outlines that matplotlib cannot embed as type 42: viewers
    # would show no text. Type 3 text can be searched and copied, too.
    plain = all(in_dejavu(text.get_text()) for text in figure.findobj(Text))
    out = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42 if plain else 3}):
        figure.savefig(out, format=form, dpi=dpi, metadata=metadata)
    return out.getvalue()


def _put(sheet: Sheet, ax: Axes) -> None:
    ax.set_xlim(0, sheet.width)
    ax.set_ylim(sheet.height, 0)
    ax.set_aspect("equal")
    ax.set_axis_off()
    fonts = families(sheet.font)
    for shape in sheet.shapes:
        if isinstance(shape, Text):
            ax.text(
                shape.x,
                shape.y,
                drawable(shape.text),
                fontsize=shape.size * sheet.scale,
                family=fonts,
                color=shape.colour,
                alpha=shape.opacity,
                weight="bold" if shape.bold else "normal",
                horizontalalignment={"start": "left", "middle": "center"}.get(
                    shape.anchor, "right"
                ),
                verticalalignment="baseline",
                parse_math=False,
                url=shape.link or None,
                zorder=2,
            )
        else:
            ax.add_artist(_artist(shape, sheet.scale))


def _artist(shape: Shape, scale: float) -> Artist:
    from matplotlib.patches import BoxStyle, FancyBboxPatch, PathPatch, Polygon
    from matplotlib.path import Path

    if isinstance(shape, Box):
        return FancyBboxPatch(
            (shape.x, shape.y),
            shape.width,
            shape.height,
            boxstyle=BoxStyle.Round(pad=0, rounding_size=shape.radius)
            if shape.radius
            else BoxStyle.Square(pad=0),
            facecolor=shape.fill or "none",
            edgecolor=shape.edge or "none",
            linewidth=shape.line * scale,
            alpha=shape.opacity,
            zorder=2,
        )
    if isinstance(shape, ArrowHead):
        return Polygon(
            shape.points,
            closed=True,
            facecolor=shape.colour,
            linewidth=0,
            alpha=shape.opacity,
            zorder=2,
        )
    assert isinstance(shape, Curve)
    unit = max(shape.line, 1.0) * scale
    return PathPatch(
        Path(shape.points, [Path.MOVETO] + [Path.CURVE4] * (len(shape.points) - 1)),
        fill=False,
        edgecolor=shape.colour,
        linewidth=shape.line * scale,
        linestyle=(0, [length * unit for length in shape.dashes]) if shape.dashes else "solid",
        joinstyle="round",
        capstyle="butt",
        alpha=shape.opacity,
        zorder=2,
    )
