"""The commands of ``llmgraph`` that answer queries of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..datasets import data_version
from ..language.messages import Message
from ..queries.claims import Claims
from ..queries.commands import command_of
from ..queries.drawing_options import drawing_options, given_options
from ..queries.registry import QUERIES
from ..version import __version__
from .drawing import DRAWINGS, draw, ending_of
from .language import language, wrong_call
from .options import (
    TYPES,
    CommandGroup,
    Options,
    QueryCommand,
    RankCommand,
    graph_of,
    output_options,
    parameters_by,
    require_other_file,
)
from .streams import write
from .tables import TEXTS, write_answer

if TYPE_CHECKING:
    from ..language.messages import Value
    from ..queries.registry import Query
    from ..results.base import Result


def _tell_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        write(f"llmgraph, version {__version__}, data {data_version()}\n")
        ctx.exit()


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Query a graph of research papers: what descends from what, with evidence.

    A paper may be given by its id, title, short name, alias, arXiv id, DOI or link.
    Without --nodes and --edges, the shipped graph of the papers that made large
    language models is used.
    """


def _command(query: Query) -> click.Command:
    names = [one.name for one in query.parameters]

    def answer(**options: Any) -> None:
        # A query that compares dates needs the whole graph.
        own = {"as_of": None} if "as_of" in names else {}
        graph = graph_of(options | own)
        result = query.answer(graph, {name: options[name] for name in names})
        _write(result, options)
        if query.name == "claims" and isinstance(result, Claims) and not result.all_hold:
            raise SystemExit(1)

    return command_of(
        query,
        answer,
        [*parameters_by(output_options), *drawing_options(TYPES, names)],
        TYPES,
        RankCommand if any(one.kind == "measures" for one in query.parameters) else QueryCommand,
    )


for _query in QUERIES.values():
    main.add_command(_command(_query))


def _write(result: Result, options: Options) -> None:
    form, path = options["form"], options["output"]
    if path == "-":
        path = None
    require_other_file(path, options)
    ending = ending_of(path)
    if form is None and ending in DRAWINGS:
        draw(result, path, language())
        return
    if form is None and ending not in TEXTS:
        known = (*filter(None, TEXTS), *DRAWINGS)
        values: dict[str, Value] = {"path": path, "ending": ending, "known": known}
        raise wrong_call(Message("command.no_format", values))
    given_options(click.get_current_context(), "")
    write_answer(result, form or TEXTS[ending], path)
