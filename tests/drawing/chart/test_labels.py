"""What a box is labelled with: name, first author and year, or citation key."""

from __future__ import annotations

import pytest

from llmgraph import ArgumentError, Paper
from llmgraph.drawing.chart.labels import family_name, labels_of

BROWN = Paper(
    "gpt-3", short_name="GPT-3", authors=("Tom B. Brown", "Ben Mann", "et al."), year="2020"
)


@pytest.mark.parametrize(
    ("author", "family"),
    [
        ("Ludwig van Beethoven", "van Beethoven"),
        ("Aäron van den Oord", "van den Oord"),
        ("Elad Ben Zaken", "Ben Zaken"),
        ("Le Hou", "Hou"),
        ("Martin Luther King Jr.", "King"),
        ("OpenAI", "OpenAI"),
        ("Gemini Team, Google", "Gemini Team"),
        ("Vaswani, Ashish", "Vaswani"),
        ("陈丹琦", "陈丹琦"),
        ("", ""),
    ],
)
def test_family_names(author: str, family: str) -> None:
    assert family_name(author) == family


def test_authors_and_years_in_both_languages() -> None:
    two = Paper("two", authors=("Ada Lovelace", "Alan Turing"), date="1950-10")
    cut = Paper("cut", authors=("Ada Lovelace", "et al."), date="1843")
    one = Paper("one", authors=("Ada Lovelace",))
    papers = [BROWN, two, cut, one, Paper("none", title="No author")]
    assert list(labels_of(papers, "author-year").values()) == [
        "Brown et\xa0al., 2020",
        "Lovelace and Turing, 1950",
        "Lovelace et\xa0al., 1843",
        "Lovelace, n.d.",
        "No author",
    ]
    assert list(labels_of(papers[:3], "author-year", "zh").values()) == [
        "Brown 等，2020",
        "Lovelace 和 Turing，1950",
        "Lovelace 等，1843",
    ]


def test_equal_authors_and_years_get_letters_in_the_order_of_the_papers() -> None:
    papers = [Paper(str(one), authors=("A B",), year="2020") for one in range(28)]
    told = list(labels_of(papers, "author-year").values())
    assert told[:2] + told[-2:] == ["B, 2020a", "B, 2020b", "B, 2020aa", "B, 2020ab"]
    assert len(set(told)) == 28


def test_keys_stand_where_there_are_any() -> None:
    papers = [Paper("a", title="A", key="brown2020"), BROWN]
    assert labels_of(papers, "key") == {"a": "brown2020", "gpt-3": "GPT-3"}
    with pytest.raises(ArgumentError, match="add a column named key"):
        labels_of([BROWN], "key")


def test_names_are_cleaned() -> None:
    hostile = Paper(
        "x", short_name="a\u202eb\nc", key="k\x00ey", authors=("E\u200bvil",), year="2000"
    )
    assert labels_of([hostile])["x"] == "ab c"
    assert labels_of([hostile], "key")["x"] == "key"
    assert labels_of([hostile], "author-year")["x"] == "Evil, 2000"
