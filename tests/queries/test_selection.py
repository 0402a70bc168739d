"""Papers chosen by a property: roots, leaves, and those of both."""

import pytest


@pytest.fixture(scope="module")
def sideways(drawn):
    #  a ──uses──> b ──extends──> c ──uses──> d ──enables──> e
    return drawn(
        "a 2020, b 2021, c 2022, d 2023, e 2024",
        *("b uses a", "c extends b", "d uses c", "d enables e"),
    )


def test_roots_and_leaves(mixed, islands, two_cycle, unrelated):
    barren = ("critic", "rival", "bench", "review")
    assert mixed.roots().ids == ("base", "tool", *barren)
    assert mixed.leaves().ids == ("critic", "rival", "heir", "bench", "review")
    assert mixed.roots(relations="cites").ids == (
        *("base", "tool", "study", "critic", "rival", "bench", "review"),
    )
    assert islands.roots().ids == ("lone", "a", "x", "also")
    assert islands.leaves().ids == ("lone", "b", "y", "also")
    assert (two_cycle.roots().ids, two_cycle.leaves().ids) == (("root",), ("tail",))
    assert unrelated.roots().ids == unrelated.leaves().ids == ("a", "b")
    assert repr(islands.roots()) == "Selection(4 roots)"
    assert islands.roots().heading() == "Roots"


def test_within(islands):
    kept = islands.select(since="2020-02").within(islands.leaves())
    assert kept.ids == ("b", "y")
    assert repr(kept) == "Selection(2 leaves)"


def test_roots_and_leaves_by_the_line_alone(sideways):
    assert (sideways.roots().ids, sideways.leaves().ids) == (("a",), ("e",))
    # b ──> c is all that is left of the chain
    assert sideways.roots(side_steps=0).ids == ("a", "b", "d", "e")
    assert sideways.leaves(side_steps=0).ids == ("a", "c", "d", "e")
    assert sideways.roots(side_steps=2).ids == sideways.roots(side_steps="any").ids == ("a",)
