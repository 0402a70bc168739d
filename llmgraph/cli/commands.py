"""The commands of ``llmgraph``."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..datasets import data_folder
from ..graph import PaperGraph
from ..io.csv import check_csv
from ..mainpath import SEARCHES
from ..problems import printable
from ..results import counted
from ..similarity import BASES, WEIGHTS
from ..version import __version__
from .options import (
    CommandGroup,
    MeasureNames,
    Options,
    PaperName,
    RankCommand,
    RelationNames,
    count_option,
    cycles_option,
    depth_option,
    filter_options,
    graph_of,
    output_options,
    paper_argument,
    references_option,
    relations_option,
    tables_option,
)
from .output import Answer, write_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..results import Result

CHARTS = {".svg": "write_svg", ".png": "write_png", ".pdf": "write_pdf"}


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="llmgraph")
def main() -> None:
    """Ask a graph of research papers: what descends from what, and who says so.

    A paper may be named by its id, title, short name, alias, arXiv id, DOI or link.
    Without --nodes and --edges the graph is that of the papers that made large
    language models.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that cannot show a character shows a question mark, no traceback.
            stream.reconfigure(errors="replace")


@main.command()
@paper_argument
@relations_option
@depth_option
@filter_options
@output_options
def descendants(paper: str, **options: Any) -> None:
    """List what descends from PAPER.

    Dates and topics filter the answer: chains may pass through papers that they hide.
    """
    _lineage(PaperGraph.descendants, paper, options)


@main.command()
@paper_argument
@relations_option
@depth_option
@filter_options
@output_options
def ancestors(paper: str, **options: Any) -> None:
    """List what led to PAPER.

    Dates and topics filter the answer: chains may pass through papers that they hide.
    """
    _lineage(PaperGraph.ancestors, paper, options)


@main.command()
@click.argument("a", type=PaperName())
@click.argument("b", type=PaperName())
@click.option("-k", type=int, default=3, show_default=True, help="At most so many chains.")
@relations_option
@output_options
def path(a: str, b: str, k: int, relations: str | None, **options: Any) -> None:
    """Tell how one of A and B descends from the other, step by step with evidence."""
    _write(graph_of(options).paths(a, b, k=k, relations=relations), options)


@main.command()
@click.argument("papers", type=PaperName(), nargs=-1, required=True)
@relations_option
@output_options
def common(papers: tuple[str, ...], relations: str | None, **options: Any) -> None:
    """List the common ancestors of two or more PAPERS, the nearest ones marked."""
    _write(graph_of(options).common_ancestors(*papers, relations=relations), options)


@main.command()
@click.option("--from", "origin", type=PaperName(), help="The paper with which it begins.")
@relations_option
@output_options
def longest(origin: str | None, relations: str | None, **options: Any) -> None:
    """Tell a longest chain of descent."""
    _write(graph_of(options).longest_chain(origin, relations=relations), options)


@main.command()
@paper_argument
@click.option("--relations", type=RelationNames(), help="Only rows of these types, by commas.")
@click.option(
    "--side", type=click.Choice(["source", "target"]), help="Only rows where PAPER is this end."
)
@output_options
def show(paper: str, relations: str | None, side: Any, **options: Any) -> None:
    """Show PAPER: what is known of it, and its relations with their evidence."""
    graph = graph_of(options)
    _write(graph.relations_of(paper, relations=relations, side=side), options)


@main.command(cls=RankCommand)
@click.option(
    "--by",
    type=MeasureNames(),
    default="in_degree",
    show_default=True,
    help="Measures, by commas; the first makes the order.",
)
@click.option("--top", type=int, metavar="N", help="Keep the first N papers and their ties.")
@click.option("--alpha", type=float, help="Damping of pagerank, citerank or katz.")
@click.option("--decay", type=float, metavar="YEARS", help="How soon citerank forgets.")
@click.option("--sample", type=int, metavar="N", help="Estimate betweenness from N papers.")
@click.option("--seed", type=int, help="Which papers the sample draws.")
@click.option("--window", type=float, metavar="YEARS", help="How much later disruption looks.")
@relations_option
@cycles_option
@filter_options
@output_options
def rank(by: str, **options: Any) -> None:
    """Rank papers by what descends from them, or by other measures of their place.

    With several dates in --as-of, by commas, the answer also tells how ranks changed.
    """
    as_of = options.pop("as_of")  # the ranking compares dates: it needs the whole graph
    arguments = _taken(options, "top", "relations", "cycles", "since", "until", "topics")
    settings = _taken(options, "alpha", "decay", "sample", "seed", "window")
    graph = graph_of(options)
    _write(graph.rank(by, as_of=as_of, **arguments, **settings), options)


@main.command("main-path")
@count_option
@click.option(
    "--search", type=click.Choice(list(SEARCHES)), default="global", show_default=True, help="How."
)
@click.option(
    "--start",
    type=click.Choice(["oldest", "newest"]),
    default="oldest",
    show_default=True,
    help="End at which a local search, or one with --from, starts.",
)
@click.option("--from", "origins", type=PaperName(), multiple=True, help="Start with this paper.")
@click.option("--routes", type=int, default=1, metavar="N", help="Key steps of a key-route search.")
@click.option(
    "--extend",
    type=click.Choice(["local", "global"]),
    default="local",
    show_default=True,
    help="How a key-route search goes on.",
)
@relations_option
@cycles_option
@output_options
def main_path(origins: tuple[str, ...], **options: Any) -> None:
    """Tell the main path, with all ties: where most chains of descent run."""
    arguments = _taken(options, "by", "search", "start", "routes", "extend", "relations", "cycles")
    _write(graph_of(options).main_path(origins=origins or None, **arguments), options)


@main.command()
@count_option
@relations_option
@cycles_option
@output_options
def traversals(**options: Any) -> None:
    """Count the chains that run through every step of descent."""
    _write(graph_of(options).traversals(**_taken(options, "by", "relations", "cycles")), options)


@main.command()
@click.option("--from", "origin", type=PaperName(), help="Chains from this paper, not all roots.")
@click.option("--to", type=PaperName(), help="Only what every chain to this paper passes.")
@relations_option
@cycles_option
@output_options
def keystones(**options: Any) -> None:
    """List papers that, taken out, cut others from all roots or from an ancestor."""
    arguments = _taken(options, "origin", "to", "relations", "cycles")
    _write(graph_of(options).keystones(**arguments), options)


@main.command()
@click.argument("a", type=PaperName())
@click.argument("b", type=PaperName())
@relations_option
@cycles_option
@output_options
def cut(a: str, b: str, **options: Any) -> None:
    """Find the fewest papers that cut A and B, and the chains that share none."""
    _write(graph_of(options).minimal_cut(a, b, **_taken(options, "relations", "cycles")), options)


@main.command()
@click.option(
    "--by",
    type=click.Choice(["relation", "descent"]),
    default="relation",
    show_default=True,
    help="Hide a row that a chain of its own type implies, or of any.",
)
@relations_option
@cycles_option
@output_options
def reduction(**options: Any) -> None:
    """List the rows of descent that a longer chain implies, with the chain."""
    _write(graph_of(options).reduction(**_taken(options, "by", "relations", "cycles")), options)


@main.command()
@click.argument("paper", type=PaperName(), required=False)
@click.option(
    "--by",
    type=click.Choice(list(BASES)),
    default="amsler",
    show_default=True,
    help="What they share: references, papers that refer to both, or both of these.",
)
@click.option(
    "--weight",
    type=click.Choice(list(WEIGHTS)),
    default="salton",
    show_default=True,
    help="How many they share, or this for the length of the lists.",
)
@click.option(
    "--top",
    type=int,
    default=10,
    show_default=True,
    metavar="N",
    help="The first N and their ties.",
)
@references_option
@filter_options
@output_options
def similar(paper: str | None, **options: Any) -> None:
    """List the papers that are similar to PAPER or, without it, the most similar pairs."""
    names = ("by", "weight", "relations", "since", "until", "topics", "top")
    _write(graph_of(options).similar(paper, **_taken(options, *names)), options)


@main.command()
@click.option("--seed", type=int, default=0, show_default=True, help="Of the random numbers.")
@click.option(
    "--resolution",
    type=float,
    default=1.0,
    show_default=True,
    help="More and smaller ones above 1, fewer and larger ones below.",
)
@references_option
@output_options
def communities(**options: Any) -> None:
    """List communities of related papers, named by the topics of their papers."""
    arguments = _taken(options, "seed", "resolution", "relations")
    _write(graph_of(options).communities(**arguments), options)


@main.command("reading-path")
@paper_argument
@click.option("--known", type=PaperName(), multiple=True, help="A paper that you know.")
@click.option(
    "--budget", type=int, default=8, show_default=True, metavar="N", help="At most N papers."
)
@relations_option
@cycles_option
@output_options
def reading_path(paper: str, **options: Any) -> None:
    """Tell what to read to understand PAPER, in an order that builds up to it."""
    arguments = _taken(options, "known", "budget", "relations", "cycles")
    _write(graph_of(options).reading_path(paper, **arguments), options)


@main.command("list")
@click.option("--roots", "which", flag_value="roots", help="Papers that descend from no other.")
@click.option("--leaves", "which", flag_value="leaves", help="Papers without descendants.")
@filter_options
@output_options
def list_papers(which: str | None, **options: Any) -> None:
    """List papers, oldest first."""
    graph = graph_of(options)
    chosen = graph.select(**_taken(options, "since", "until", "topics"))
    _write(chosen if which is None else chosen.within(getattr(graph, which)()), options)


@main.command()
@click.argument("question", nargs=-1, required=True)
@output_options
def ask(question: tuple[str, ...], **options: Any) -> None:
    """Answer a plain QUESTION, in English or Chinese."""
    _write(graph_of(options).ask(" ".join(question)), options)


@main.command()
@click.argument("files", nargs=-1, metavar="[NODES EDGES]")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def check(files: tuple[str, ...], form: str) -> None:
    """Check two tables, and list every problem with its place.

    Without files the shipped tables are checked. Exit code 0 without errors (warnings
    are told), 1 with errors.
    """
    if len(files) not in (0, 2):
        raise click.UsageError("Name both tables, papers first: llmgraph check nodes.csv edges.csv")
    nodes, edges = files or (data_folder() / "nodes.csv", data_folder() / "edges.csv")
    problems = check_csv(nodes, edges)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "json":
        import json

        listed = [problem.to_dict() for problem in problems]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(printable(str(problem)))
        told = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
        click.echo(f"{told} in {nodes} and {edges}")
    raise SystemExit(1 if errors else 0)


@main.command()
@click.argument("paper", type=PaperName(), required=False)
@click.option("--ancestors", "older", is_flag=True, help="Draw what led to PAPER instead.")
@click.option("-o", "--output", metavar="FILE", default="llmgraph.html", show_default=True)
@click.option("--title", help="Heading of the page.")
@click.option(
    "--engine", type=click.Choice(["page", "pyvis"]), default="page", help="What draws it."
)
@relations_option
@depth_option
@filter_options
@tables_option
def page(paper: str | None, older: bool, title: str | None, engine: Any, **options: Any) -> None:
    """Write an interactive page: what descends from PAPER, or the whole graph."""
    result = _lineage_or_all(paper, older, options)
    result.write_html(options["output"], title=title, engine=engine)
    told = f"{result.heading()}, {counted(len(result), 'paper')}"
    click.echo(f"Wrote {options['output']}: {told}", err=True)


@main.command()
@click.argument("paper", type=PaperName(), required=False)
@click.option("--ancestors", "older", is_flag=True, help="Draw what led to PAPER instead.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="llmgraph.svg",
    show_default=True,
    help="An .svg, .png or .pdf file.",
)
@click.option("--title", help="Heading of the chart.")
@click.option("--lanes", is_flag=True, help="Give each topic a lane of its own.")
@click.option(
    "--highlight",
    type=PaperName(),
    multiple=True,
    help="Let this paper and its ancestors stand out; may be given more than once.",
)
@click.option(
    "--draw", type=RelationNames(), help="Draw these relations, not only those of descent."
)
@click.option("--dark", is_flag=True, help="Light on dark.")
@click.option("--width", type=float, metavar="INCHES", help="Width; by default a paper size.")
@click.option(
    "--size",
    type=click.Choice(["a4", "a3", "slide"]),
    help="Fill this page with as many papers as can be read; a slide is 16:9.",
)
@click.option("--limit", type=int, metavar="N", help="Draw at most so many papers.")
@relations_option
@depth_option
@filter_options
@tables_option
def chart(paper: str | None, older: bool, **options: Any) -> None:
    """Write a still chart for print: what descends from PAPER, or the whole graph.

    The ending of the file chooses the format. Text is at least 7 points high unless
    --width says otherwise, on a slide 10.
    """
    ending = Path(options["output"]).suffix.lower()
    if ending not in CHARTS:
        raise click.UsageError(f"Name a file that ends in {', '.join(CHARTS)}: -o lineage.svg")
    result = _lineage_or_all(paper, older, options)
    drawn = _taken(options, "title", "lanes", "highlight", "width", "size")
    drawn |= {"relations": options["draw"], "theme": "dark" if options["dark"] else "light"}
    if options["limit"] is not None:
        drawn["limit"] = options["limit"]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", UserWarning)
        getattr(result, CHARTS[ending])(options["output"], **drawn)
    for warning in told:
        click.echo(f"llmgraph: {warning.message}", err=True)
    papers = counted(len(result), "paper")
    click.echo(f"Wrote {options['output']}: {result.heading()}, {papers}", err=True)


@main.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--check", "checking", is_flag=True, help="Write nothing; exit code 1 if stale.")
def embed(reports: tuple[str, ...], checking: bool) -> None:
    """Fill the spaces of Markdown REPORTs with answers; - filters standard input.

    \b
    A space lies between two marks, each alone on its line:
        <!-- llmgraph: descendants Transformer --depth 2 as mermaid -->
        <!-- /llmgraph -->

    The form is mermaid, svg, table or prose. All else in the report stays as it is.
    --nodes and --edges in a mark are paths from the folder of the report.
    """  # noqa: D301 (click wants the character itself)
    from ..reports.embed import embed as fill_reports
    from ..reports.embed import fill

    if reports == ("-",) and not checking:
        try:
            text = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise click.UsageError(f"Byte {error.start} of the report is not UTF-8.") from None
        click.echo(fill(text, main, name="-", folder=".").text.encode(), nl=False)
        return
    stale = fill_reports(reports, main, check=checking)
    for one in stale:
        click.echo(printable(f"{'Stale' if checking else 'Filled'} {one}"), err=True)
    raise SystemExit(1 if checking and stale else 0)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a SHELL: eval "$(llmgraph completion bash)"."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(main, {}, "llmgraph", "_LLMGRAPH_COMPLETE").source())


def _lineage_or_all(paper: str | None, older: bool, options: Options) -> Result:
    """What descends from a paper or led to it; all papers where none is named."""
    graph = graph_of(options)
    filters = _taken(options, "since", "until", "topics")
    if paper is None:
        if older or options["depth"] is not None or options["relations"] is not None:
            raise click.UsageError("--ancestors, --depth and --relations need a PAPER.")
        return graph.select(**filters)
    query = graph.ancestors if older else graph.descendants
    return query(paper, **_taken(options, "relations", "depth"), **filters)


def _taken(options: Options, *names: str) -> Options:
    return {name: options[name] for name in names}


def _lineage(query: Callable[..., Result], paper: str, options: Options) -> None:
    arguments = _taken(options, "relations", "depth", "since", "until", "topics")
    _write(query(graph_of(options), paper, **arguments), options)


def _write(result: Result, options: Options) -> None:
    take = click.get_current_context().obj
    if take is not None:  # a report wants the result itself
        take(result)
        return
    rows, text = result.rows(), result.prose()
    nothing = [] if rows or text else ["None."]
    answer = Answer(
        heading=f"{result.heading()} — {result.size()}",
        rows=rows,
        brief=result.brief,
        ids=result.ids,
        notes=[*result.notes(), *nothing],
        text=text,
    )
    write_answer(answer, options["form"], options["output"])
