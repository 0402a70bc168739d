"""Options of drawings: which formats take them, and what they are as arguments."""

from __future__ import annotations

import click
import pytest

from llmgraph import ArgumentError
from llmgraph.drawing.chart.chart import ChartOptions
from llmgraph.queries.drawing_options import TAKES, DrawingOption, drawing_options, given_options


def context(*words: str) -> click.Context:
    command = click.Command("draw", params=drawing_options({}))
    return command.make_context("draw", list(words))


def test_only_what_was_given_is_an_argument() -> None:
    assert given_options(context(), ".svg") == {}
    words = ("--dark", "--no-legend", "--no-lanes", "--draw", "cites", "--highlight", "A")
    assert given_options(context(*words), ".svg") == {
        "theme": "dark",
        "legend": False,
        "lanes": False,
        "relations": "cites",
        "highlight": ("A",),
    }


def test_every_option_is_one_of_charts() -> None:
    words = [
        *("--title", "", "--size", "a4", "--width", "3", "--flow", "down", "--lanes"),
        *(
            "--highlight",
            "A",
            "--keep",
            "B",
            "--draw",
            "uses",
            "--limit",
            "3",
            "--labels",
            "key",
            "--no-legend",
        ),
        *("--no-legend", "--no-note", "--dark", "--font", "F", "--dpi", "100"),
    ]
    given = given_options(context(*words), ".png")
    assert {*given, "lang"} == set(ChartOptions.__annotations__)


@pytest.mark.parametrize(
    ("words", "ending", "told"),
    [
        (["--dpi", "100"], ".svg", r"--dpi has an effect only on drawings that end in \.png\.$"),
        (["--width", "3"], ".html", r"--width .* \.svg, \.png, \.pdf, \.tex\.$"),
        (["--title", "x"], "", r"--title .* \.svg, \.png, \.pdf, \.html, \.mmd, \.dot, \.tex\.$"),
    ],
)
def test_what_has_no_effect_is_refused(words: list[str], ending: str, told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        given_options(context(*words), ending)


def test_an_option_of_the_query_takes_its_place() -> None:
    every = {one.name for one in drawing_options({})}
    assert every == {name for names in TAKES.values() for name in names}
    assert {one.name for one in drawing_options({}, ["limit"])} == every - {"limit"}
    assert all(isinstance(one, DrawingOption) for one in drawing_options({}))
