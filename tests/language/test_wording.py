"""Numbers, lists and values from outside as a sentence says them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph.language.wording import (
    amount,
    clean,
    counted,
    format_number,
    listed,
    printable,
    separated,
    shown,
)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("plain", "plain"),
        ("a\nb\x1b[31mc\u2028\u202e", "a�b�[31mc��"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 80 + "…"),
        ("", ""),
    ],
)
def test_shown_values_are_short_and_printable(value, line):
    assert shown(value) == line


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (1_234_567, "1,234,567"),
        (10**15 - 1, "999,999,999,999,999"),
        (10**15, "about 1.00e15"),
        (2 * 10**20, "about 2.00e20"),
        # more digits than Python writes out
        pytest.param(10**5_000, "about 1.00e5000", id="5,001 digits"),
    ],
)
def test_numbers_are_exact_as_long_as_they_can_be_read(count, text):
    assert amount(count) == text


def test_one_thing_is_named_in_the_singular():
    assert [counted(count, "paper") for count in (0, 1, 2, 1_000)] == [
        "0 papers",
        "1 paper",
        "2 papers",
        "1,000 papers",
    ]


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined_as_in_a_sentence(parts, text):
    assert listed(parts) == text


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("a", ["a"]),
        ("a,b", ["a", "b"]),
        ("a，b、c", ["a", "b", "c"]),
        (["a,b", "c"], ["a,b", "c"]),
        ((1, 2), ["1", "2"]),
        ("", [""]),
    ],
)
def test_a_text_is_split_at_its_commas_and_a_list_is_one_already(asked, parts):
    assert separated(asked) == parts


@pytest.mark.parametrize(
    ("number", "text"),
    [(1_234, "1,234"), (0.123456, "0.1235"), (1234.5, "1,234"), (2.0, "2"), (1e-9, "1e-09")],
)
def test_whole_numbers_are_written_in_full_and_others_with_four_digits(number, text):
    assert format_number(number) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  one\n two\t", "one two"),
        ("\u202eone\u200b\x07", "one"),
        ("\ud800x", "?x"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_a_text_from_outside_becomes_one_harmless_line(text, line):
    assert clean(text) == line


def test_a_long_text_is_cut_to_its_length_with_an_ellipsis():
    assert clean("abcdef", 6) == "abcdef"
    assert clean("abcdefg", 6) == "abcde…"
    assert len(clean("x" * 5_000)) == 2_000


@pytest.mark.parametrize(
    ("text", "line"), [("\u200b # x", "# x"), ("a \u200b b", "a b"), ("\u200b \u200b", "")]
)
def test_blanks_beside_what_is_dropped_are_none(text, line):
    assert clean(text) == line


@given(st.text())
def test_what_is_clean_is_one_line_and_stays_as_it_is_but_for_blanks(text):
    line = clean(text)
    assert clean(line) == line
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, line))
    left = set(
        map(unicodedata.category, printable(text).replace("\u200c", "").replace("\u200d", ""))
    )
    assert not {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"} & left
    assert len(printable(text)) == len(text)
