"""What a mark asks for: one of the queries of the command line, and the form of its answer."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import ArgumentError, LLMGraphError

if TYPE_CHECKING:
    from ..results import Result

QUERIES = (
    "descendants",
    "ancestors",
    "path",
    "common",
    "rank",
    "show",
    "list",
    "longest",
    "main-path",
    "traversals",
    "keystones",
    "cut",
    "reduction",
    "similar",
    "communities",
    "reading-path",
    "ask",
)
"""The commands that a report may ask: those that answer, and neither write nor start anything."""

FORMS = ("mermaid", "svg", "table", "prose")


@dataclass(frozen=True, slots=True)
class Order:
    """A query in words, and the form of its answer."""

    query: str
    words: tuple[str, ...]
    form: str


def read_order(text: str) -> Order:
    """Read the order of a mark.

    Parameters
    ----------
    text : str
        Words as in a shell, though none is started: a query, its arguments, ``as`` and a form.

    Returns
    -------
    Order

    Raises
    ------
    ArgumentError
        If it is not of this shape.

    Examples
    --------
    >>> read_order('path "Kaplan scaling laws" Chinchilla -k 1 as prose')
    Order(query='path', words=('Kaplan scaling laws', 'Chinchilla', '-k', '1'), form='prose')
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise ArgumentError(f"{error}: put words with an apostrophe in double quotes") from None
    if len(words) < 3 or words[-2] != "as":
        raise ArgumentError(f"the mark does not end with: as {' | '.join(FORMS)}")
    query, form = words[0], words[-1]
    if form not in FORMS:
        raise ArgumentError(f"no form {form!r}; there are: {', '.join(FORMS)}")
    if query not in QUERIES:
        raise ArgumentError(f"no query {query!r}; a report may ask: {', '.join(QUERIES)}")
    return Order(query, tuple(words[1:-2]), form)


def answer(order: Order, commands: click.Group, folder: str | Path) -> Result:
    """Ask the graph as the command line would.

    Parameters
    ----------
    order : Order
    commands : click.Group
        The command line, whose commands hand their result to the object of their context.
    folder : str or Path
        Where the report is: ``--nodes`` and ``--edges`` name files from there.

    Returns
    -------
    Result

    Raises
    ------
    ArgumentError
        If the command refuses its words, or the graph the question.
    """
    found: list[Result] = []
    command = commands.commands[order.query]
    try:
        if {"--help", "-h"}.intersection(order.words):
            raise ArgumentError("a report asks for answers, not for help")
        with command.make_context(order.query, list(order.words), obj=found.append) as context:
            _keep_to_tables(context, Path(folder))
            command.invoke(context)
    except click.UsageError as error:
        raise ArgumentError(error.format_message()) from None
    except ArgumentError:
        raise
    except LLMGraphError as error:
        raise ArgumentError(str(error)) from error
    [result] = found
    return result


def tables_of(order: Order, commands: click.Group, folder: str | Path) -> list[Path]:
    """Name the files that an answer depends on.

    Parameters
    ----------
    order : Order
    commands : click.Group
    folder : str or Path

    Returns
    -------
    list of Path
        Empty for the shipped graph.
    """
    words = list(order.words)
    with commands.commands[order.query].make_context(order.query, words) as context:
        named = [context.params.get(table) for table in ("nodes", "edges")]
    return [Path(folder) / table for table in named if table is not None]


def _keep_to_tables(context: click.Context, folder: Path) -> None:
    """Refuse what concerns the terminal, and look for tables from the folder of the report."""
    options = {param.name: param.opts[-1] for param in context.command.params}
    for name in ("form", "output"):
        source = context.get_parameter_source(name)
        if source is not None and source is not click.core.ParameterSource.DEFAULT:
            raise ArgumentError(f"a report takes no {options[name]}; the mark ends with: as FORM")
    for name in ("nodes", "edges"):
        table = context.params.get(name)
        if table is not None and Path(table).is_absolute():
            raise ArgumentError(f"--{name} is a path from the folder of the report, not {table}")
        if table is not None:
            context.params[name] = str(folder / table)
