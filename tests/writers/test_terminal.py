"""Text for a terminal: tables and prose at its width, without control characters."""

import re

import pytest

from llmgraph.results.document import Document, Prose, Table
from llmgraph.writers import terminal


def answer(*rows, shown=None):
    return Document("H", ("n\x1b",), Table(rows, shown or tuple(rows[0])), Prose(()), (), True)


def drawn(document, width):
    """The lines of the table, without colours."""
    lines = terminal.text(document, width).splitlines()
    assert lines[:3] == ["H", "n�", ""]
    return [re.sub(r"\x1b\[\d*m", "", line).rstrip() for line in lines[3:]]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_number_is_cut_in_a_narrow_terminal(width):
    rows = [{"name": "A long name of a paper", "a_long_heading": 0.123456, "other": None}]
    rows.append({"name": "B", "a_long_heading": 12, "other": -0.5})
    shown = ("name", *["a_long_heading", "other"] * 8)
    written = "\n".join(drawn(answer(*rows, shown=shown), width))
    assert written.count("0.1235") == 8
    assert written.count("-0.5") == 8


def test_a_table_too_wide_for_the_terminal_becomes_several():
    rows = [
        {"rank": 1, "name": "Transformer", "betweenness": 0.5, "closeness": 1, "katz_rank": 10},
        {"rank": 2, "name": "GPT 3", "betweenness": 0.25, "closeness": None, "katz_rank": 9},
    ]
    assert drawn(answer(*rows), 41) == [
        "rank  name         betweenness  closeness",
        "   1  Transformer          0.5          1",
        "   2  GPT 3               0.25",
        "",
        "rank  name         katz rank",
        "   1  Transformer         10",
        "   2  GPT 3                9",
    ]


def test_words_are_broken_between_words_and_wide_characters_anywhere():
    row = {"date": "2020-01", "name": "Contextual embeddings", "title": "甲乙丙丁戊己庚辛"}
    assert drawn(answer(row), 30) == [
        "date     name        title",
        "2020-01  Contextual  甲乙丙丁",
        "         embeddings  戊己庚辛",
    ]


def test_without_a_width_lines_are_whole_and_without_colours():
    row = {"name": "one\ttwo\n\x9b31m three " * 20, "score": 1}
    cell = " ".join(["one two �31m three"] * 20)
    assert terminal.text(answer(row)).splitlines()[3:] == [
        f"name{' ' * (len(cell) - 4)}  score",
        f"{cell}      1",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", [""]),
        ("one two three four five six", ["one two three four", "  five six"]),
        # What goes on stands below the text of its bullet.
        ("- one two three four five", ["- one two three four", "  five"]),
        ("10. one two three four five", ["10. one two three", "    four five"]),
        ("   - one two three four five", ["   - one two three", "     four five"]),
        # Ten wide characters fill a line; no stop begins one.
        ("甲乙丙丁戊己庚辛壬癸子丑", ["甲乙丙丁戊己庚辛壬癸", "  子丑"]),
        ("甲乙丙丁戊己庚辛壬癸。子", ["甲乙丙丁戊己庚辛壬", "  癸。子"]),
        ("A 甲乙丙丁 B 戊己庚辛", ["A 甲乙丙丁 B 戊己庚", "  辛"]),
        # A link stays whole.
        ("- see https://example.org/long", ["- see", "  https://example.org/long"]),
    ],
)
def test_prose_is_broken_at_the_width_of_the_terminal(line, expected):
    assert [*terminal.fitted([line], 20)] == expected


def test_a_terminal_gets_no_control_character(result):
    written = terminal.text(result.to_document())
    assert all(line.isprintable() for line in written.split("\n"))
