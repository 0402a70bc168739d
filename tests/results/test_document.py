"""An answer as a document: what every writer reads."""

import pytest

from llmgraph.results.document import Document, Prose, Table

CHAIN = (("x.", ("because",)), ("y.", ()))


@pytest.mark.parametrize(
    ("prose", "lines"),
    [
        (Prose(("One.", "Two.")), ["One.", "", "Two."]),
        (Prose((), CHAIN), ["- x.", "  - because", "- y."]),
        (Prose((), CHAIN, numbered=True), ["1. x.", "   - because", "2. y."]),
        # Chains stand apart from what introduces them; evidence alone stands below it.
        (
            Prose(("One.",), CHAIN, numbered=True),
            ["One.", "", "1. x.", "   - because", "", "2. y."],
        ),
        (Prose(("One.",), (("because", ()),)), ["One.", "   - because"]),
        (Prose(("two\r\nlines",), (("a\tb\u2028c", ()),)), ["two lines", "   - a b c"]),
    ],
)
def test_prose_as_lines(prose, lines):
    assert [*prose.lines()] == lines


def test_a_table_knows_its_columns_numbers_and_cells():
    rows = (
        {"id": "a", "tied": True, "score": 0.123456, "rank": 1_000, "none": None, "title": "A"},
        {"id": "b", "tied": False, "score": None, "rank": 2, "none": None, "title": ""},
    )
    table = Table(rows, ("tied", "score", "rank", "none", "title"))
    assert table.columns == ("id", "tied", "score", "rank", "none", "title")
    assert table.numeric == (False, True, True, False, False)
    assert table.cells() == [("yes", "0.1235", "1000", "", "A"), ("", "", "2", "", "")]
    assert Table((), ("first_name",)).columns == ("first_name",)
    assert Table((), ("first_name",)).header == ("first name",)


def document(prose, rows=(), *, notes=("Note.",), table_first=True):
    return Document("H — 0 papers", notes, Table(rows, ("name",)), prose, (), table_first)


def test_nothing_is_said_to_be_nothing_unless_notes_or_prose_say_more():
    assert document(Prose(("H — none.",)), notes=()).remarks == ("None.",)
    assert document(Prose(("H — none.",))).remarks == ("Note.",)
    assert document(Prose(("H: A.",)), ({"name": "A"},)).remarks == ("Note.",)
    assert document(Prose(("No chain.",)), table_first=False).remarks == ("Note.",)


def test_prose_that_stands_alone_has_the_notes_and_a_heading():
    points = (("x", ()),)
    assert document(Prose(("One.", "Two:"), points)).standalone == Prose(
        ("One.", "Note.", "Two:"), points
    )
    assert document(Prose((), points, numbered=True)).standalone == Prose(
        ("H — 0 papers.", "Note."), points, numbered=True
    )
