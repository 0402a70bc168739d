"""Text for LaTeX: every character as it is, in every engine."""

import pytest

from llmgraph.drawing.formats.tex import GLYPH, escaped


def test_every_special_character_is_escaped():
    assert escaped(r"\{}$&#%_^~<>|") == (
        r"\textbackslash{}\{\}\$\&\#\%\_\textasciicircum{}\textasciitilde{}"
        r"\textless{}\textgreater{}\textbar{}"
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # marks that TeX would draw together as one
        ("--", r"-\kern0pt{}-"),
        ("---", r"-\kern0pt{}-\kern0pt{}-"),
        ("''", r"'\kern0pt{}'"),
        ("<<", r"\textless{}\kern0pt{}\textless{}"),
        ("-,-", "-,-"),
        ("`", r"\kern0pt\char96{}"),
        ('"', r"\char34{}"),
    ],
)
def test_no_two_characters_become_one(text, source):
    assert escaped(text) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("é", r"\'{e}"),
        ("e\u0301", r"\'{e}"),
        ("Č", r"\v{C}"),
        ("ø", r"\o{}"),
        ("ß", r"\ss{}"),
        # two marks on one letter are more than a command can put there
        ("ế", f"{GLYPH}ế}}"),
        ("a思维b", f"a{GLYPH}思维}}b"),
    ],
)
def test_letters_that_every_engine_has_are_commands_and_others_marked(text, source):
    assert escaped(text) == source


def test_control_characters_and_line_ends_are_gone():
    assert escaped("a\x07\nb\u202e") == "a b"
    assert escaped("") == ""
