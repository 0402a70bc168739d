"""Shared parts of the commands: parameter types, common options, error handling."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..datasets import open_graph
from ..errors import LLMGraphError
from ..io.claims import read_claims
from ..language.messages import Message
from ..model.vocabulary import PRESETS, RELATION_TYPES
from ..problems import TableError
from ..queries.commands import WrongValue, parameters_of
from ..queries.drawing_options import DrawingOption
from ..queries.measures import MEASURES
from ..queries.registry import QUERIES
from .language import lang_option, language, tell, wrong_call
from .streams import give_up, prepare, write
from .tables import FORMATS

if TYPE_CHECKING:
    from ..graph import PaperGraph
    from ..queries.registry import Kind

Command = TypeVar("Command", bound=Callable[..., Any])
Options = dict[str, Any]
CLAIMS = "llmgraph.claims"
"""Where a context keeps the name of the file of claims."""
COMPLETE = "_LLMGRAPH_COMPLETE"
"""The variable by which a shell asks for completions."""


class PaperName(click.ParamType[str]):
    """A paper by any of its names; the shell completes ids and short names."""

    name = "paper"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 (the signature is click's)
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete ids and short names, ignoring case."""
        from click.shell_completion import CompletionItem

        tables = [ctx.params.get(name) for name in ("nodes", "edges")]
        if any(one and not Path(one).is_file() for one in tables):
            return []
        graph = graph_of(ctx.params)
        papers = [graph[one] for one in graph]
        names = sorted(
            {name for one in papers for name in (one.id, one.name, one.name_in("zh"), *one.aliases)}
        )
        start = incomplete.casefold()
        # A shell would split a name with spaces, and the terminal obey one with control characters.
        whole = [name for name in names if name.isprintable() and " " not in name]
        return [CompletionItem(name) for name in whole if name.casefold().startswith(start)]


class RelationNames(click.ParamType[str]):
    """Names of relation types, separated by commas; the shell completes the last one."""

    name = "names"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (the signature is click's)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete relation types and presets."""
        return _completed(incomplete, [*PRESETS, *RELATION_TYPES])


def _completed(
    incomplete: str, names: Iterable[str]
) -> list[click.shell_completion.CompletionItem]:
    """Complete the last name of a comma-separated list."""
    from click.shell_completion import CompletionItem

    before, comma, last = incomplete.rpartition(",")
    start = last.replace("-", "_")
    return [CompletionItem(before + comma + name) for name in names if name.startswith(start)]


class ClaimsFile(click.ParamType[Any]):
    """The claims of a file."""

    name = "file"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 (the signature is click's)
        ctx: click.Context | None,
    ) -> Any:
        """Read the file."""
        if ctx is not None and isinstance(value, str):
            ctx.meta[CLAIMS] = value
        return read_claims(value) if isinstance(value, str) else value

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (the signature is click's)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """Let the shell complete file names."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


class MeasureNames(click.ParamType[str]):
    """Names of measures, separated by commas; the shell completes the last one."""

    name = "names"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (the signature is click's)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete measures."""
        return _completed(incomplete, MEASURES)


class QueryCommand(click.Command):
    """A command whose help lists the options of drawings apart from the others."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options in two parts."""
        parts: dict[str, list[tuple[str, str]]] = {"Options": [], "Drawings (with -o)": []}
        plain, of_drawings = parts.values()
        for one in self.get_params(ctx):
            if (told := one.get_help_record(ctx)) is not None:
                (of_drawings if isinstance(one, DrawingOption) else plain).append(told)
        for head, told_of in parts.items():
            with formatter.section(head):
                formatter.write_dl(told_of)


class RankCommand(QueryCommand):
    """A command whose help ends with a table of measures."""

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002 (the signature is click's)
        formatter: click.HelpFormatter,
    ) -> None:
        """List the meaning of each measure."""
        with formatter.section("Measures"):
            formatter.write_dl([(name, one.meaning) for name, one in MEASURES.items()])


class CommandGroup(click.Group):
    """A group whose commands print errors in one line: exit 2 for usage errors, 1 for bad data."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the command line; whatever happens, print no traceback."""
        run: Any = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        prepare()
        if COMPLETE in os.environ:
            # Whoever presses TAB wants no error in the prompt.
            with suppress(Exception):
                run(*args, complete_var=COMPLETE, **extra)
            sys.exit(0)
        try:
            code = run(*args, standalone_mode=False, **extra)
        except click.ClickException as error:
            shown = io.StringIO()
            error.show(shown)
            write(shown.getvalue(), err=True)
            code = error.exit_code
        except click.Abort:
            code = 128 + signal.SIGINT
        except OSError as error:
            write(f"llmgraph: {_cannot_print(error)}\n", err=True)
            code = 2
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except LLMGraphError as error:
            for line in error.text(language(sys.stderr)).splitlines():
                tell(line, "llmgraph: ")
            ctx.exit(1 if isinstance(error, TableError) else 2)
        except WrongValue as error:
            raise error.spoken(language(sys.stderr)) from None
        except BrokenPipeError:
            raise  # the reader closed the pipe; click exits quietly
        except OSError as error:
            tell(_cannot_print(error), "llmgraph: ")
            ctx.exit(2)
        except MemoryError:
            tell(Message("command.memory"), "llmgraph: ")
            ctx.exit(2)


def _cannot_print(error: OSError) -> Message:
    give_up()
    return Message("command.cannot_print", {"reason": str(error.strerror)})


def _combined(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


tables_option = _combined(
    click.option("--nodes", metavar="FILE", help="Your own table of papers (CSV)."),
    click.option("--edges", metavar="FILE", help="Your own table of relations (CSV)."),
    click.option("--as-of", metavar="DATE", help="Query the graph as of this date."),
)
answer_lang_option = lang_option(
    "Language of headings, sentences and drawings; by default English, on a terminal that of the "
    "locale."
)
output_options = _combined(
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="Format; by default the extension of FILE, or else table.",
    ),
    click.option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file; .json, .csv, .md and .bib choose a format, .html, .svg, .png, "
        ".pdf, .mmd, .dot and .tex draw.",
    ),
    answer_lang_option,
    tables_option,
)
# Types that parse and complete the values of each kind of parameter.
TYPES: Mapping[Kind, click.ParamType[Any]] = {
    "paper": PaperName(),
    "relations": RelationNames(),
    "measures": MeasureNames(),
    "claims": ClaimsFile(),
}


def parameters_by(decorate: Callable[[Callable[..., None]], Any]) -> list[click.Parameter]:
    """Return the parameters that a decorator adds to a command."""

    def command() -> None:
        """Carry the parameters, which click attaches to the function."""

    decorate(command)
    return list(reversed(command.__click_params__))  # type: ignore[attr-defined]


def lineage_parameters() -> list[click.Parameter]:
    """Return the options of a lineage query, without the paper."""
    parameters = parameters_of(QUERIES["descendants"], TYPES)
    return [one for one in parameters if isinstance(one, click.Option)]


def require_other_file(path: str | None, options: Options) -> None:
    """Refuse to write to a table that the command reads."""
    if not path:
        return
    claims = click.get_current_context().meta.get(CLAIMS)
    for one in filter(None, (options.get("nodes"), options.get("edges"), claims)):
        with suppress(OSError, ValueError):  # one of them is not there
            if Path(path).is_file() and Path(path).samefile(one):
                raise wrong_call(Message("command.own_input", {"path": path}))


def graph_of(options: Options) -> PaperGraph:
    """Load the graph of the given tables, or the shipped one, as of a date."""
    return open_graph(*(options.get(name) for name in ("nodes", "edges", "as_of")))


def taken(options: Options, *names: str) -> Options:
    """Select options by name, as arguments of a query."""
    return {name: options[name] for name in names}
