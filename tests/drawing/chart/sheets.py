"""What the tests of charts share: sheets of results, and what is on them."""

from dataclasses import replace

from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.chart.shapes import Box, Text
from llmgraph.drawing.chart.text import text_width


def subject_of(result, focus=()):
    return replace(result.subject(), focus=focus)


def chart_of(result, **options):
    return chart(subject_of(result), **options)


def words(sheet):
    return " ".join(shape.text for shape in sheet.shapes if isinstance(shape, Text))


def edges_of(sheet):
    """Right and lower edge of all that is drawn, and the left and upper one, but for the ground."""
    across, down = [], []
    for shape in sheet.shapes[1:]:
        if isinstance(shape, Text):
            wide = text_width(shape.text, shape.size, bold=shape.bold)
            left = shape.x - {"start": 0, "middle": wide / 2}[shape.anchor]
            across += [left, left + wide]
            down += [shape.y - shape.size, shape.y + 0.3 * shape.size]
        elif isinstance(shape, Box):
            across += [shape.x, shape.x + shape.width]
            down += [shape.y, shape.y + shape.height]
        else:
            across += [x for x, _ in shape.points]
            down += [y for _, y in shape.points]
    return min(across), max(across), min(down), max(down)
