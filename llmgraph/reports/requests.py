"""Requests in placeholders: a query of the registry, and the form of its answer."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..datasets import open_graph
from ..errors import ArgumentError, LLMGraphError
from ..io.csv import RELATION_TYPES_FILE
from ..language.messages import LANGUAGES, Message, Words
from ..queries.commands import WrongValue, command_of
from ..queries.registry import QUERIES

if TYPE_CHECKING:
    from ..language.messages import Language, Value
    from ..results.base import Result

TABLES = ("nodes", "edges")
OUTPUTS = ("mermaid", "svg", "table", "prose")
LANG = click.Option(["--lang"], type=click.Choice(LANGUAGES), default="en")


@dataclass(frozen=True, slots=True)
class Request:
    """A query with its arguments, and the form of its answer."""

    query: str
    words: tuple[str, ...]
    output: str


def read_request(text: str) -> Request:
    """Parse the request of a placeholder.

    Parameters
    ----------
    text : str
        Words in shell syntax (no shell is started): a query, its arguments, ``as`` and a form.

    Returns
    -------
    Request

    Raises
    ------
    ArgumentError
        If the text does not have this form.

    Examples
    --------
    >>> read_request('path "Kaplan scaling laws" Chinchilla -k 1 as prose')
    Request(query='path', words=('Kaplan scaling laws', 'Chinchilla', '-k', '1'), output='prose')
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise ArgumentError(Message("report.quotes", {"reason": str(error)})) from None
    if len(words) < 3 or words[-2] != "as":
        raise ArgumentError(Message("report.no_as", {"forms": " | ".join(OUTPUTS)}))
    query, output = words[0], words[-1]
    if output not in OUTPUTS:
        raise ArgumentError(Message("report.no_form", {"form": repr(output), "forms": OUTPUTS}))
    if query not in QUERIES:
        asked: dict[str, Value] = {"query": repr(query), "queries": tuple(QUERIES)}
        raise ArgumentError(Message("report.no_query", asked))
    return Request(query, tuple(words[1:-2]), output)


def answer(request: Request, folder: str | Path) -> Result:
    """Run the query of a request.

    Parameters
    ----------
    request : Request
    folder : str or Path
        Folder of the report, to which ``--nodes`` and ``--edges`` are relative.

    Returns
    -------
    Result

    Raises
    ------
    ArgumentError
        If the words do not fit the query, or the query rejects an argument.

    Examples
    --------
    >>> answer(read_request("path DPO PPO -k 1 as prose"), ".").count_text()
    '1 of 3 chains'
    """
    query, options = QUERIES[request.query], _options(request)
    nodes, edges = (_table(options, name, Path(folder)) for name in TABLES)
    as_of = None if "as_of" in {one.name for one in query.parameters} else options["as_of"]
    try:
        return query.answer(open_graph(nodes, edges, as_of), options)
    except ArgumentError:
        raise
    except LLMGraphError as error:
        raise ArgumentError(error.said) from error


def language_of(request: Request) -> Language:
    """Return the language of a request.

    Parameters
    ----------
    request : Request

    Returns
    -------
    {"en", "zh"}

    Examples
    --------
    >>> language_of(read_request("descendants DPO --lang zh as svg"))
    'zh'
    """
    lang: Language = _options(request)["lang"]
    return lang


def tables_of(request: Request, folder: str | Path) -> list[Path]:
    """Return the files that an answer depends on.

    Parameters
    ----------
    request : Request
    folder : str or Path

    Returns
    -------
    list of Path
        Empty for the shipped graph.
    """
    options = _options(request)
    return [table for name in TABLES if (table := _table(options, name, Path(folder)))]


def _options(request: Request) -> dict[str, Any]:
    """Parse the words of a request with the options of its query, without running it."""
    graph = [click.Option([f"--{name}"]) for name in (*TABLES, "as-of")]
    terminal = [click.Option(["--format"]), click.Option(["-o", "--output"])]
    command = command_of(QUERIES[request.query], options=[*graph, LANG, *terminal])
    command.add_help_option = False
    if {"--help", "-h"}.intersection(request.words):
        raise ArgumentError(Message("report.no_help"))
    try:
        with command.make_context(request.query, list(request.words)) as context:
            options = context.params
    except WrongValue as error:
        english, chinese = (error.spoken(lang).format_message() for lang in LANGUAGES)
        raise ArgumentError(Words(english, chinese)) from None
    except click.UsageError as error:
        raise ArgumentError(error.format_message()) from None
    for name in ("format", "output"):
        if options.pop(name) is not None:
            raise ArgumentError(Message("report.no_option", {"name": name}))
    return options


def _table(options: dict[str, Any], name: str, folder: Path) -> Path | None:
    """Resolve the path of a table relative to the folder of the report.

    A report may come from a stranger, so that only regular files of its own repository are read.
    """
    table: str | None = options[name]
    if table is None:
        return None
    told: dict[str, Value] = {"name": name, "table": table}
    if Path(table).is_absolute():
        raise ArgumentError(Message("report.no_path", told))
    place = folder / table
    beside = place.with_name(RELATION_TYPES_FILE)
    root = _root(folder)
    for one, said in ((place, table), (beside, str(Path(table).with_name(RELATION_TYPES_FILE)))):
        told["table"] = said
        if not _is_inside(root, one):
            raise ArgumentError(Message("report.outside", {**told, "root": str(root)}))
        if _is_irregular(one):
            raise ArgumentError(Message("report.irregular", told))
    return place


def _root(folder: Path) -> Path:
    """The git repository that a folder is part of, or else the folder itself."""
    inner = folder.resolve()
    return next((one for one in (inner, *inner.parents) if (one / ".git").exists()), inner)


def _is_inside(root: Path, place: Path) -> bool:
    try:
        return place.resolve().is_relative_to(root)
    except (OSError, RuntimeError, ValueError):  # cannot be read either, which is reported then
        return True


def _is_irregular(place: Path) -> bool:
    """Whether there is something else than a regular file."""
    try:
        return place.exists() and not place.is_file()
    except (OSError, ValueError):  # cannot be read either
        return False
