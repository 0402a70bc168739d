"""Sheets as SVG: self-contained, with text kept as text."""

from __future__ import annotations

from functools import singledispatch

from ..chart.shapes import ArrowHead, Box, Curve, Shape, Sheet, Text
from ..chart.text import SVG_FAMILY


def svg(sheet: Sheet) -> str:
    """Write a sheet as a standalone SVG document.

    Parameters
    ----------
    sheet : Sheet

    Returns
    -------
    str
        The same sheet gives the same text. Sizes are print sizes.

    Examples
    --------
    >>> from llmgraph.drawing.style import THEMES
    >>> empty = Sheet(100.0, 50.0, (), "Nothing & none", "", THEMES["light"])
    >>> print(svg(empty).splitlines()[1])
    <title>Nothing &#38; none</title>
    """
    width, height = (_number(72 * side) for side in sheet.inches)
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'width="{width}pt" height="{height}pt" '
        f'viewBox="0 0 {_number(sheet.width)} {_number(sheet.height)}" '
        f'font-family="{_family(sheet.font)}">',
        f"<title>{escaped(sheet.title)}</title>",
        f"<desc>{escaped(sheet.description)}</desc>",
        *(_element(shape) for shape in sheet.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _family(font: str | None) -> str:
    if font is None:
        return SVG_FAMILY
    bare = font.replace("'", "")
    return escaped(f"'{bare}', ") + SVG_FAMILY


def escaped(text: str) -> str:
    """Escape a text for XML, and remove characters that XML forbids.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> escaped('a < b & "c"')
    'a &#60; b &#38; &#34;c&#34;'
    """
    kept = "".join(char if _is_xml(ord(char)) else "\N{REPLACEMENT CHARACTER}" for char in text)
    return "".join(f"&#{ord(char)};" if char in "&<>\"'" else char for char in kept)


def _is_xml(code: int) -> bool:
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or code >= 0x10000
    )


@singledispatch
def _element(shape: Shape) -> str:
    raise TypeError(f"{shape!r} is not a shape")


@_element.register
def _box(shape: Box) -> str:
    fill = shape.fill or "none"
    edge = f' stroke="{shape.edge}" stroke-width="{_number(shape.line)}"' if shape.edge else ""
    corner = f' rx="{_number(shape.radius)}"' if shape.radius else ""
    drawn = _closed(
        f'<rect x="{_number(shape.x)}" y="{_number(shape.y)}" width="{_number(shape.width)}" '
        f'height="{_number(shape.height)}"{corner} fill="{fill}"{edge}'
        f"{_faded(shape.opacity)}",
        "rect",
        shape.tooltip,
    )
    # The name above it lets clicks through.
    return f'<a href="{escaped(shape.link)}" target="_blank">{drawn}</a>' if shape.link else drawn


@_element.register
def _curve(shape: Curve) -> str:
    dashes = ""
    if shape.dashes:
        lengths = " ".join(_number(length * max(shape.line, 1.0)) for length in shape.dashes)
        dashes = f' stroke-dasharray="{lengths}"'
    return _closed(
        f'<path d="{_path(shape.points)}" fill="none" stroke="{shape.colour}" '
        f'stroke-width="{_number(shape.line)}"{dashes}{_faded(shape.opacity)}',
        "path",
        shape.tooltip,
    )


@_element.register
def _head(shape: ArrowHead) -> str:
    corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
    return f'<polygon points="{corners}" fill="{shape.colour}"{_faded(shape.opacity)}/>'


@_element.register
def _words(shape: Text) -> str:
    anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
    weight = ' font-weight="bold"' if shape.bold else ""
    return (
        f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}" '
        f'fill="{shape.colour}"{anchor}{weight}{_faded(shape.opacity)} pointer-events="none">'
        f"{escaped(shape.text)}</text>"
    )


def _closed(opened: str, tag: str, tooltip: str) -> str:
    return f"{opened}><title>{escaped(tooltip)}</title></{tag}>" if tooltip else f"{opened}/>"


def _faded(opacity: float) -> str:
    return f' opacity="{_number(opacity)}"' if opacity < 1 else ""


def _path(points: tuple[tuple[float, float], ...]) -> str:
    """Write Bézier segments; straight ones become lines, and H or V if parallel to an axis."""
    x, y = points[0]
    steps = [f"M{_number(x)} {_number(y)}"]
    for at in range(1, len(points), 3):
        (x1, y1), (x2, y2), (x3, y3) = points[at : at + 3]
        if y == y1 == y2 == y3:
            steps.append(f"H{_number(x3)}")
        elif x == x1 == x2 == x3:
            steps.append(f"V{_number(y3)}")
        else:
            ends = ((x1, y1), (x2, y2), (x3, y3))
            steps.append("C" + " ".join(f"{_number(a)} {_number(b)}" for a, b in ends))
        x, y = x3, y3
    return "".join(steps)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
