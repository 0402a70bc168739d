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
from ..queries.drawing_options import drawing_options, given_options
from ..queries.registry import QUERIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..language.messages import Language, Value
    from ..results.base import Result

TABLES = ("nodes", "edges")
OUTPUTS = ("mermaid", "svg", "png", "pdf", "table", "prose", "glossary", "bibtex")
VALUES = ("count", "list", "first", "date", "cite")
# Forms that are files, and those that may be.
FILES = ("png", "pdf", "bibtex")
EXTENSIONS = {"svg": ".svg", "png": ".png", "pdf": ".pdf", "bibtex": ".bib"}
# What takes the options of a drawing, by form.
_DRAWINGS = {"mermaid": ".mmd", "svg": ".svg", "png": ".png", "pdf": ".pdf"}
_IN_WORDS = ("in", "words")
ROWS = 25
"""Rows of a ranking in a report, unless the request says how many."""

LANG = click.Option(["--lang"], type=click.Choice(LANGUAGES), default="en")


@dataclass(frozen=True, slots=True)
class Request:
    """A query with its arguments, and the form of its answer.

    Parameters
    ----------
    query : str
        Name of the query.
    words : tuple of str
        Its arguments.
    output : str
        One of `OUTPUTS` or, within a sentence, of `VALUES`.
    file : str, optional
        File for the answer, relative to the folder of the report.
    in_words : bool, optional
        Whether a number is written in words.
    """

    query: str
    words: tuple[str, ...]
    output: str
    file: str = ""
    in_words: bool = False


def read_request(text: str, defaults: Sequence[str] = ()) -> Request:
    """Parse the request of a placeholder.

    Parameters
    ----------
    text : str
        Words in shell syntax (no shell is started): a query, its arguments, ``as``, a form, and for
        some forms ``>`` and a file; or, for a value, its form, a query and its arguments.
    defaults : sequence of str, optional
        Options that hold for all requests of a report.

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
    Request(query='path', words=('Kaplan scaling laws', 'Chinchilla', '-k', '1'), output='prose',
            file='', in_words=False)
    >>> read_request("count descendants LoRA").output
    'count'
    """
    words = split(text)
    file = ""
    if len(words) > 2 and words[-2] == ">":
        words, file = words[:-2], words[-1]
    has_form = len(words) > 2 and words[-2] == "as"
    # A query has the name of a value, too: list.
    is_value = words[:1] != ["list"] or "".join(words[1:2]) in QUERIES
    if words and words[0] in VALUES and is_value and not has_form and not file:
        in_words = tuple(words[-2:]) == _IN_WORDS
        query, output, rest = "".join(words[1:2]), words[0], words[2 : -2 if in_words else None]
    else:
        if not has_form:
            raise ArgumentError(Message("report.no_as", {"forms": " | ".join(OUTPUTS)}))
        in_words = False
        query, output, rest = words[0], words[-1], words[1:-2]
        _require_form(output, file)
    if query not in QUERIES:
        asked: dict[str, Value] = {"query": repr(query), "queries": tuple(QUERIES)}
        raise ArgumentError(Message("report.no_query", asked))
    return Request(query, (*defaults, *rest), output, file, in_words)


def split(text: str) -> list[str]:
    """Split a text into words as a shell does.

    Raises
    ------
    ArgumentError
        If a quotation is not closed.
    """
    try:
        return shlex.split(text)
    except ValueError as error:
        raise ArgumentError(Message("report.quotes", {"reason": str(error)})) from None


def _require_form(output: str, file: str) -> None:
    """Refuse an unknown form, and a file where there should be none or of another kind."""
    if output not in OUTPUTS:
        raise ArgumentError(Message("report.no_form", {"form": repr(output), "forms": OUTPUTS}))
    extension = EXTENSIONS.get(output, "")
    told: dict[str, Value] = {"form": output, "file": repr(file), "extension": extension}
    if file and not extension:
        raise ArgumentError(Message("report.no_file", told))
    if file and Path(file).suffix.lower() != extension:
        raise ArgumentError(Message("report.extension", told))


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
    query, options = QUERIES[request.query], _parsed(request)[0]
    nodes, edges = (_table(options, name, Path(folder)) for name in TABLES)
    as_of = None if "as_of" in {one.name for one in query.parameters} else options["as_of"]
    try:
        return query.answer(open_graph(nodes, edges, as_of), options)
    except ArgumentError:
        raise
    except LLMGraphError as error:
        raise ArgumentError(error.said) from error


def rows_of(request: Request) -> int | None:
    """Return the maximum number of rows of the table that a request asks for, None for all.

    Parameters
    ----------
    request : Request

    Returns
    -------
    int or None
        A ranking is capped unless the request says how many papers it has.

    Examples
    --------
    >>> rows_of(read_request("rank as table")), rows_of(read_request("rank --top 90 as table"))
    (25, None)
    """
    options = _parsed(request)[0]
    return ROWS if request.query == "rank" and options["top"] is None else None


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
    lang: Language = _parsed(request)[0]["lang"]
    return lang


def drawing_of(request: Request) -> dict[str, Any]:
    """Return the arguments of the drawing that a request asks for.

    Parameters
    ----------
    request : Request

    Returns
    -------
    dict of str to Any
        Empty for an answer that is not drawn.

    Examples
    --------
    >>> drawing_of(read_request("descendants DPO --size column --dark as svg"))
    {'size': 'column', 'theme': 'dark'}
    """
    return _parsed(request)[1]


def file_of(request: Request, folder: str | Path) -> Path | None:
    """Return the file that a request writes, if any.

    Parameters
    ----------
    request : Request
    folder : str or Path
        Folder of the report.

    Returns
    -------
    Path or None

    Raises
    ------
    ArgumentError
        If it would not be a regular file of the repository of the report.
    """
    if not request.file:
        return None
    return _inside(request.file, Path(folder), "file")


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
    options, _ = _parsed(request)
    return [table for name in TABLES if (table := _table(options, name, Path(folder)))]


def _parsed(request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parse the words of a request with the options of its query, and those of its drawing."""
    graph = [click.Option([f"--{name}"]) for name in (*TABLES, "as-of")]
    terminal = [click.Option(["--format"]), click.Option(["-o", "--output"])]
    own = [one.name for one in QUERIES[request.query].parameters]
    options_of = [*graph, LANG, *terminal, *drawing_options({}, own)]
    command = command_of(QUERIES[request.query], options=options_of)
    command.add_help_option = False
    if {"--help", "-h"}.intersection(request.words):
        raise ArgumentError(Message("report.no_help"))
    try:
        with command.make_context(request.query, list(request.words)) as context:
            options = context.params
            drawn = given_options(context, _DRAWINGS.get(request.output, ""))
    except WrongValue as error:
        english, chinese = (error.spoken(lang).format_message() for lang in LANGUAGES)
        raise ArgumentError(Words(english, chinese)) from None
    except click.UsageError as error:
        raise ArgumentError(error.format_message()) from None
    for name in ("format", "output"):
        if options.pop(name) is not None:
            raise ArgumentError(Message("report.no_option", {"name": name}))
    return options, drawn


def _table(options: dict[str, Any], name: str, folder: Path) -> Path | None:
    """Resolve the path of a table relative to the folder of the report.

    A report may come from a stranger, so that only regular files of its own repository are read.
    """
    table: str | None = options[name]
    if table is None:
        return None
    place = _inside(table, folder, f"--{name}")
    _inside(str(Path(table).with_name(RELATION_TYPES_FILE)), folder, f"--{name}")
    return place


def _inside(path: str, folder: Path, name: str) -> Path:
    """Resolve a path that a report names; it must be that of a regular file of its repository."""
    told: dict[str, Value] = {"name": name, "table": path}
    if Path(path).is_absolute():
        raise ArgumentError(Message("report.no_path", told))
    place, root = folder / path, _root(folder)
    if not _is_inside(root, place):
        raise ArgumentError(Message("report.outside", {**told, "root": str(root)}))
    if _is_irregular(place):
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
