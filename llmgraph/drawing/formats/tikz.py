r"""TikZ: sheets as LaTeX source, with text in the fonts of the surrounding document.

Every engine compiles it. pdfLaTeX lacks Chinese and many other characters; it shows ``?`` for them
and writes one warning to its log. LuaLaTeX and XeLaTeX show all characters of their fonts; the
standalone document also looks for a Chinese font.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from ...errors import ArgumentError
from ...language.messages import Message
from ..chart.shapes import ArrowHead, Box, Curve, Sheet, Text
from ..chart.text import CJK_FONTS
from .tex import GLYPH, GLYPHS, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...language.messages import Value
    from ..chart.shapes import Shape

LARGEST = 16_000.0
"""Largest width and height that TeX can handle, in points."""

_PREAMBLE = r"""
\documentclass{article}
\usepackage{iftex}
\usepackage{tikz}
\usepackage[paperwidth=%sbp,paperheight=%sbp,margin=0pt]{geometry}
\ifluatex
  \usepackage{fontspec}
%s\else
  \ifxetex
    \usepackage{fontspec}
  \else
    \IfFileExists{cmap.sty}{\usepackage{cmap}}{}
    \IfFileExists{lmodern.sty}{\usepackage{lmodern}\usepackage[T1]{fontenc}}{}
  \fi
\fi
\pagestyle{empty}
\parindent=0pt
\topskip=0pt
\begin{document}
\vbox to 0pt{\hbox to 0pt{%%
""".strip()

_FALLBACK = r"""
  \let\llmgraphfallback\empty
%s
  \ifx\llmgraphfallback\empty\else
    \directlua{luaotfload.add_fallback("llmgraph", {"\llmgraphfallback:mode=harf;"})}
    \setsansfont{Latin Modern Sans}[RawFeature={fallback=llmgraph}]
  \fi
""".lstrip("\n")

# A picture that is wider than the text is scaled down to it.
_FITTED = r"""
\begingroup\setbox0\hbox{%%
%s%%
}\leavevmode
\ifdim\wd0>\linewidth\resizebox{\linewidth}{!}{\box0}\else\box0\fi
\endgroup
""".lstrip("\n")

SIZES = (5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 10.95, 12.0, 14.4, 17.28, 20.74, 24.88)
"""Sizes of TeX's own fonts. TeX would replace any other size by one of these, so that text ran out
of its box; it is scaled instead."""

_BIG_POINT = 72.27 / 72  # points of TeX

_END = "\\hss}\\vss}\n\\end{document}\n"


def tikz(sheet: Sheet, *, standalone: bool = False) -> str:
    r"""Write a sheet as TikZ source.

    Parameters
    ----------
    sheet : Sheet
    standalone : bool, optional
        Whether to write a complete document with a page of the size of the sheet. Otherwise the
        result is a ``tikzpicture``, at most as wide as a line of text. It needs
        ``\usepackage{tikz}`` and, with a babel language that makes ``;`` or ``:`` active,
        ``\usetikzlibrary{babel}``.

    Returns
    -------
    str
        The same sheet gives the same text.

    Raises
    ------
    ArgumentError
        If the sheet is larger than TeX can handle.

    Examples
    --------
    >>> from llmgraph.drawing.style import THEMES
    >>> words = Text(10.0, 20.0, "50 % of $x_1$", "#1a1a1a")
    >>> print(tikz(Sheet(100.0, 50.0, (words,), "", "", THEMES["light"])).splitlines()[-5])
    \node[text=llmgraph0,scale=1.087] at (10,20) {\fontsize{12}{14.4}\selectfont 50 \% of \$x\_1\$};
    """
    width, height = (72 * side for side in sheet.inches)
    if max(width, height) > LARGEST:
        sides: dict[str, Value] = {"width": f"{width:,.0f}", "height": f"{height:,.0f}"}
        raise ArgumentError(Message("error.tex", sides))
    picture = "\n".join(_lines(sheet)) + "\n"
    if not standalone:
        picture = _FITTED % picture.rstrip("\n")
    rare = GLYPH in picture
    if rare:
        picture = GLYPHS + picture
    if not standalone:
        return picture
    fonts = _fallback() if rare else ""
    return _PREAMBLE % (_number(width), _number(height), fonts) + "\n" + picture + _END


def _fallback() -> str:
    """Fallback for glyphs that Latin Modern lacks: the first installed Chinese font."""
    return _FALLBACK % "\n".join(
        rf"  \ifx\llmgraphfallback\empty\IfFontExistsTF{{{name}}}"
        rf"{{\def\llmgraphfallback{{{name}}}}}{{}}\fi"
        for name in CJK_FONTS
    )


def _lines(sheet: Sheet) -> Iterator[str]:
    colours = list(dict.fromkeys(colour for shape in sheet.shapes for colour in _colours(shape)))
    named = {colour: f"llmgraph{number}" for number, colour in enumerate(colours)}
    unit = sheet.scale
    yield (
        rf"\begin{{tikzpicture}}[x={_number(unit)}bp,y=-{_number(unit)}bp,"
        r"every node/.style={inner sep=0pt,outer sep=0pt,anchor=base west,font=\sffamily}]"
    )
    for colour, name in named.items():
        yield rf"\definecolor{{{name}}}{{HTML}}{{{colour[1:].upper()}}}"
    # The sheet is the bounding box, wherever the text of labels ends.
    frame = f"(0,0) rectangle ({_number(sheet.width)},{_number(sheet.height)})"
    yield rf"\useasboundingbox {frame};"
    for shape in sheet.shapes:
        yield _command_of(shape, named, unit)
    yield r"\end{tikzpicture}"


def _colours(shape: Shape) -> tuple[str, ...]:
    if isinstance(shape, Box):
        return tuple(filter(None, (shape.fill, shape.edge)))
    return (shape.colour,)


@singledispatch
def _command_of(shape: Shape, named: dict[str, str], unit: float) -> str:  # noqa: ARG001
    raise TypeError(f"{shape!r} is not a shape")


@_command_of.register
def _box(shape: Box, named: dict[str, str], unit: float) -> str:
    options = [f"fill={named[shape.fill]}"] if shape.fill else []
    if shape.edge:
        options += [f"draw={named[shape.edge]}", f"line width={_number(shape.line * unit)}bp"]
    if shape.radius:
        options.append(f"rounded corners={_number(shape.radius * unit)}bp")
    corners = _points(
        [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)], " rectangle "
    )
    return rf"\path[{','.join(options)}{_faded(shape.opacity)}] {corners};"


@_command_of.register
def _curve(shape: Curve, named: dict[str, str], unit: float) -> str:
    options = [f"draw={named[shape.colour]}", f"line width={_number(shape.line * unit)}bp"]
    if shape.dashes:
        lengths = [_number(length * max(shape.line, 1.0) * unit) for length in shape.dashes]
        pattern = " ".join(
            f"{'off' if at % 2 else 'on'} {length}bp" for at, length in enumerate(lengths)
        )
        options.append(f"dash pattern={pattern}")
    path = _points(shape.points[:1], "")
    for at in range(1, len(shape.points), 3):
        first, second, end = (_points([point], "") for point in shape.points[at : at + 3])
        path += f" .. controls {first} and {second} .. {end}"
    return rf"\path[{','.join(options)}{_faded(shape.opacity)}] {path};"


@_command_of.register
def _head(shape: ArrowHead, named: dict[str, str], unit: float) -> str:  # noqa: ARG001
    corners = _points(shape.points, " -- ")
    return rf"\fill[{named[shape.colour]}{_faded(shape.opacity)}] {corners} -- cycle;"


@_command_of.register
def _words(shape: Text, named: dict[str, str], unit: float) -> str:
    anchor = {"middle": ",anchor=base", "end": ",anchor=base east"}.get(shape.anchor, "")
    points = shape.size * unit * _BIG_POINT
    size = max((one for one in SIZES if one <= points), default=SIZES[0])
    weight = r"\bfseries " if shape.bold else ""
    options = f"text={named[shape.colour]}{anchor},scale={_number(points / size)}"
    options += _faded(shape.opacity)
    font = rf"\fontsize{{{_number(size)}}}{{{_number(1.2 * size)}}}\selectfont {weight}"
    place = _points([(shape.x, shape.y)], "")
    return rf"\node[{options}] at {place} {{{font}{escaped(shape.text)}}};"


def _points(points: Sequence[tuple[float, float]], between: str) -> str:
    return between.join(f"({_number(x)},{_number(y)})" for x, y in points)


def _faded(opacity: float) -> str:
    return f",opacity={_number(opacity)}" if opacity < 1 else ""


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
