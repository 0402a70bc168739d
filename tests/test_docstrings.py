"""Public docstrings are complete numpydoc; their examples run as doctests."""

import inspect

import pytest
from numpydoc.validate import validate

import llmgraph

# Not asked for: an extended summary, "See Also", a summary on the line of the quotes only, and
# what concerns properties.
ALLOWED = {"ES01", "SA01", "GL01", "GL08", "SS06", "PR06", "RT03", "RT04", "RT05", "YD01"}
# The first parameter of a query are the tables of the graph whose method it is; every result has
# tables and ids, which its base describes.
BOUND = ("{'tables'}", "{'ids'}", "{'tables', 'ids'}", "{'ids', 'tables'}", '"tables" has no')
BOUND += ("{'graph'}",)  # of PaperGraph.ask


def public_objects():
    """Functions, classes, and the methods that a class does not override."""
    for name in llmgraph.__all__:
        thing = getattr(llmgraph, name)
        if inspect.isclass(thing):
            yield f"llmgraph.{name}"
            inherited = {method for base in thing.__mro__[1:] for method in vars(base)}
            for method, value in vars(thing).items():
                own = not method.startswith("_") and method not in inherited
                if own and inspect.isfunction(value):
                    yield f"llmgraph.{name}.{method}"
        elif inspect.isfunction(thing):
            yield f"llmgraph.{name}"


def needs_example(name):
    return name.startswith("llmgraph.PaperGraph") or name.split(".")[1].islower()


@pytest.mark.parametrize("name", sorted(public_objects()))
def test_docstring_is_complete(name):
    found = {
        code: text
        for code, text in validate(name)["errors"]
        if code not in ALLOWED
        and not (code in ("PR01", "PR07") and any(bound in text for bound in BOUND))
        and (code != "EX01" or needs_example(name))
    }
    assert found == {}
