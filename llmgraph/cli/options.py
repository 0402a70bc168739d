"""What the commands share: names of papers and relations as arguments, common options, errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..datasets import load
from ..errors import LLMGraphError, TableError
from ..index.flows import TRAVERSALS
from ..io.csv import read_csv
from ..measures import MEASURES
from ..problems import printable
from ..relations import PRESETS, RELATION_TYPES
from .output import FORMATS

if TYPE_CHECKING:
    from ..graph import PaperGraph

Command = TypeVar("Command", bound=Callable[..., Any])
Options = dict[str, Any]


class PaperName(click.ParamType[str]):
    """A paper by any of its names; the shell completes ids and short names."""

    name = "paper"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 (the signature is click's)
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete ids and short names, whatever their case."""
        from click.shell_completion import CompletionItem

        graph = graph_of(ctx.params)
        papers = [graph[one] for one in graph]
        names = sorted({name for one in papers for name in (one.id, one.name, *one.aliases)})
        start = incomplete.casefold()
        # A shell would take a name with blanks for several.
        whole = [name for name in names if not any(map(str.isspace, name))]
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
    """Complete the last of several names that commas separate."""
    from click.shell_completion import CompletionItem

    before, comma, last = incomplete.rpartition(",")
    start = last.replace("-", "_")
    return [CompletionItem(before + comma + name) for name in names if name.startswith(start)]


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


class SideStepsNumber(click.ParamType[Any]):
    """A number of side steps, or ``any``."""

    name = "n|any"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        """Read a number; the query says what is wrong with one below 0."""
        if value == "any":
            return "any"
        try:
            return int(value)
        except ValueError:
            self.fail(f"{value!r} is neither a number from 0 up nor any.", param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (the signature is click's)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete what is mostly asked for."""
        return _completed(incomplete, ["0", "1", "any"])


class RankCommand(click.Command):
    """A command whose help ends with the table of measures."""

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002 (the signature is click's)
        formatter: click.HelpFormatter,
    ) -> None:
        """List what each measure means."""
        with formatter.section("Measures"):
            formatter.write_dl([(name, one.meaning) for name, one in MEASURES.items()])


class CommandGroup(click.Group):
    """A group whose commands tell errors in one line: exit 2 for a wrong call, 1 for bad data."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except LLMGraphError as error:
            for line in str(error).splitlines():
                click.echo(f"llmgraph: {printable(line)}", err=True)
            ctx.exit(1 if isinstance(error, TableError) else 2)
        except BrokenPipeError:
            raise  # the reader has seen enough; click ends quietly
        except OSError as error:
            click.echo(f"llmgraph: Cannot print the answer: {error.strerror}.", err=True)
            ctx.exit(2)


def _combined(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


tables_option = _combined(
    click.option("--nodes", metavar="FILE", help="Your own table of papers (CSV)."),
    click.option("--edges", metavar="FILE", help="Your own table of relations (CSV)."),
    click.option("--as-of", metavar="DATE", help="Ask the graph as it stood then."),
)
output_options = _combined(
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="Format; by default what FILE ends in, or else table.",
    ),
    click.option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write here; .json, .csv and .md choose a format, .html, .svg, .png, .pdf, .mmd, "
        ".dot and .tex draw.",
    ),
    tables_option,
)
relations_option = click.option(
    "--relations",
    type=RelationNames(),
    help="Only chains of these, by commas; strict is extends,uses.",
)
references_option = click.option(
    "--relations", type=RelationNames(), help="Only relations of these types, by commas."
)
filter_options = _combined(
    click.option("--since", metavar="DATE", help="Keep papers from this YYYY or YYYY-MM on."),
    click.option("--until", metavar="DATE", help="Keep papers up to this YYYY or YYYY-MM."),
    click.option("--topics", metavar="NAMES", help="Keep papers of these topics, by commas."),
)
side_steps_option = click.option(
    "--side-steps",
    type=SideStepsNumber(),
    metavar="N|any",
    default=1,
    show_default=True,
    help="Side steps (uses, enables) that a chain may take; 0 is the line, any is no limit.",
)
cycles_option = click.option(
    "--cycles",
    type=click.Choice(["condense", "dates"]),
    default="condense",
    show_default=True,
    help="Papers that descend from each other: as a group, or drop the rows against the dates.",
)
count_option = click.option(
    "--by", type=click.Choice(list(TRAVERSALS)), default="spc", show_default=True, help="Count."
)
depth_option = click.option("--depth", type=int, metavar="N", help="At most so many steps away.")
paper_argument = click.argument("paper", type=PaperName())


def graph_of(options: Options) -> PaperGraph:
    """Load the graph of the two tables that were named, or the shipped one, as of a date."""
    nodes, edges, as_of = (options.get(name) for name in ("nodes", "edges", "as_of"))
    if (nodes is None) != (edges is None):
        raise click.UsageError("Name both tables: --nodes FILE --edges FILE")
    graph = load() if nodes is None or edges is None else read_csv(nodes, edges)
    return graph if as_of is None else graph.as_of(as_of)


def taken(options: Options, *names: str) -> Options:
    """Take some of the options, as a query wants them."""
    return {name: options[name] for name in names}
