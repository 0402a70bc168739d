"""Arguments of the wrong kind, and keywords that a function does not have."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from llmgraph.errors import ArgumentError
from llmgraph.language.arguments import check_methods, checked, require_known, require_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path as FilePath

    from llmgraph.language.messages import Language


@checked
def draw(
    paper: str,
    *more: str,
    depth: int | None = None,
    width: float = 1.0,
    lanes: bool = False,
    topics: str | Iterable[str] | None = None,
    known: str | Iterable[str] = (),
    relations: str | Iterable[str] = "uses",
    papers: Sequence[str] | None = None,
    path: str | FilePath = "a.svg",
    lang: Language = "en",
    cells: Mapping[str, str] | None = None,
    other: object = None,
):
    """Return the arguments."""
    return locals()


@pytest.mark.parametrize(
    ("name", "value", "passed"),
    [
        ("depth", None, None),
        ("depth", np.int64(3), 3),
        ("width", 2, 2),
        ("width", np.float32(0.5), 0.5),
        ("lanes", np.True_, True),
        ("topics", "Vision", "Vision"),
        ("topics", (one for one in "ab"), ("a", "b")),
        ("known", [], ()),
        ("relations", [], ()),
        ("papers", np.array(["a", "b"]), ("a", "b")),
        ("path", Path("b.svg"), Path("b.svg")),
        ("cells", {"a": "b"}, {"a": "b"}),
        ("other", 2.5, 2.5),
    ],
)
def test_a_value_of_the_right_kind_is_passed_on(name, value, passed):
    found = draw("a", **{name: value})[name]
    assert found == passed
    assert type(found) is not np.int64


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("paper", None, "paper must be a text, not None."),
        ("paper", b"a", "paper must be a text, not b'a'."),
        ("depth", True, "depth must be a whole number, not True."),
        ("depth", 2.0, "depth must be a whole number, not 2.0."),
        ("depth", "x" * 99, f"depth must be a whole number, not '{'x' * 79}…."),
        ("width", False, "width must be a number, not False."),
        ("width", "3", "width must be a number, not '3'."),
        ("width", 1j, "width must be a number, not 1j."),
        ("lanes", 1, "lanes must be True or False, not 1."),
        ("topics", {"a": 1}, "topics must be a text or a list of texts, not {'a': 1}."),
        ("topics", ["a", 1], "topics must be a text or a list of texts, not ('a', 1)."),
        ("topics", [], "topics is empty; give one or more."),
        ("papers", "BERT", "papers must be a list of texts, not 'BERT'."),
        ("path", b"a.svg", "path must be the path of a file, not b'a.svg'."),
        ("lang", "fr", 'lang must be "en" or "zh", not \'fr\'.'),
        ("cells", [], "cells must be a dictionary, not []."),
        ("cells", {"a": 1}, "cells must be a dictionary of texts, not {'a': 1}."),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(name, value, message):
    with pytest.raises(ArgumentError) as told:
        draw(**{"paper": "a", name: value})
    assert str(told.value) == message


def test_arguments_by_place_are_checked_too():
    assert draw("a", "b")["more"] == ("b",)
    with pytest.raises(ArgumentError, match="more must be a text, not 3"):
        draw("a", "b", 3)


def test_a_function_keeps_its_signature():
    assert list(inspect.signature(draw).parameters)[:2] == ["paper", "more"]
    assert draw.__doc__ == "Return the arguments."


def test_too_few_and_too_many_arguments_are_left_to_python():
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'paper'"):
        draw()
    with pytest.raises(TypeError, match="takes 1 positional argument but 2 were given"):
        checked(lambda paper: paper)("a", "b")


def test_an_unknown_keyword_is_named_with_the_nearest():
    with pytest.raises(ArgumentError, match=r"No argument 'dept' here. Did you mean depth\?"):
        draw("a", dept=3)
    with pytest.raises(ArgumentError, match=r"^No argument 'x' here: there are none.$"):
        checked(lambda: None)(x=3)
    with pytest.raises(ArgumentError) as told:
        require_known(["x"], ["theme", "width"])
    assert told.value.text("zh") == "此处没有参数 'x'。可用：theme、width。"


def test_an_open_function_takes_any_keyword():
    assert checked(lambda **settings: settings)(x=3) == {"x": 3}


def test_the_public_methods_of_a_class_are_checked():
    @check_methods
    class Chart:
        def draw(self, limit: int):
            return limit

        def __call__(self, limit: int):
            return limit

    assert Chart().draw(limit=3) == Chart()(3) == 3
    assert Chart()("x") == "x"
    with pytest.raises(ArgumentError, match="limit must be a whole number, not 'x'"):
        Chart().draw("x")
    with pytest.raises(ArgumentError, match=r"No argument 'width' here. Choose from: limit"):
        Chart().draw(limit=3, width=3)


def test_a_type_is_named():
    require_type("ax", 3, str, int)
    with pytest.raises(ArgumentError, match=r"^ax must be of the type str or int, not None.$"):
        require_type("ax", None, str, int)
