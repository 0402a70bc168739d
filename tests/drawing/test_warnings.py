"""What the user is warned of, in either language."""

import warnings

import pytest

from llmgraph.drawing.warnings import DrawingWarning
from llmgraph.language.messages import Message

SMALL = Message("error.small_text", {"points": "4.2", "least": "6", "inches": "20.5"})


def test_a_warning_reads_as_its_message_in_both_languages():
    warning = DrawingWarning(SMALL)
    assert str(warning) == warning.text() == SMALL.text("en")
    assert "4.2 points" in str(warning)
    assert warning.text("zh") == SMALL.text("zh")
    assert "4.2" in warning.text("zh")
    assert warning.text("zh") != warning.text("en")
    assert warning.said is SMALL


def test_it_can_be_ignored_and_caught_as_a_warning_of_the_user():
    with pytest.warns(UserWarning, match="4.2 points"):
        warnings.warn(DrawingWarning(SMALL), stacklevel=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DrawingWarning)
        warnings.warn(DrawingWarning(SMALL), stacklevel=1)


def test_a_chart_too_narrow_for_its_text_warns_with_it(chain):
    with pytest.warns(DrawingWarning) as caught:
        chain.select().to_svg(width=1)
    assert caught[0].message.said.id == "error.small_text"


def test_it_names_the_line_that_calls_the_library(chain, tmp_path):
    from matplotlib.figure import Figure

    found, small = chain.select(), Figure(figsize=(1, 1)).add_subplot()
    for call in (
        lambda: found.to_svg(width=1),
        lambda: found.write_svg(tmp_path / "a.svg", width=1),
        lambda: found.plot(small),
    ):
        with pytest.warns(DrawingWarning) as caught:
            call()
        assert caught[0].filename == __file__
