"""The commands of ``llmgraph`` that answer a question."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from ..graph import PaperGraph
from ..mainpath import SEARCHES
from ..similarity import BASES, WEIGHTS
from ..version import __version__
from .drawing import DRAWINGS, draw, ending_of
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
    side_steps_option,
    taken,
)
from .output import TEXTS, Answer, write_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..results import Result

# What chooses the chains that count.
CHAINS = ("relations", "side_steps", "cycles")


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
@side_steps_option
@cycles_option
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
@side_steps_option
@cycles_option
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
@side_steps_option
@cycles_option
@output_options
def path(a: str, b: str, k: int, **options: Any) -> None:
    """Tell how one of A and B descends from the other, step by step with evidence."""
    _write(graph_of(options).paths(a, b, k=k, **taken(options, *CHAINS)), options)


@main.command()
@click.argument("papers", type=PaperName(), nargs=-1, required=True)
@relations_option
@side_steps_option
@cycles_option
@output_options
def common(papers: tuple[str, ...], **options: Any) -> None:
    """List the common ancestors of two or more PAPERS, the nearest ones marked."""
    arguments = taken(options, *CHAINS)
    _write(graph_of(options).common_ancestors(*papers, **arguments), options)


@main.command()
@click.option("--from", "origin", type=PaperName(), help="The paper with which it begins.")
@relations_option
@side_steps_option
@cycles_option
@output_options
def longest(origin: str | None, **options: Any) -> None:
    """Tell a longest chain of descent."""
    arguments = taken(options, *CHAINS)
    _write(graph_of(options).longest_chain(origin, **arguments), options)


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
@side_steps_option
@cycles_option
@filter_options
@output_options
def rank(by: str, **options: Any) -> None:
    """Rank papers by what descends from them, or by other measures of their place.

    With several dates in --as-of, by commas, the answer also tells how ranks changed.
    """
    as_of = options.pop("as_of")  # the ranking compares dates: it needs the whole graph
    arguments = taken(options, "top", *CHAINS, "since", "until", "topics")
    settings = taken(options, "alpha", "decay", "sample", "seed", "window")
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
    arguments = taken(options, "by", "search", "start", "routes", "extend", "relations", "cycles")
    _write(graph_of(options).main_path(origins=origins or None, **arguments), options)


@main.command()
@count_option
@relations_option
@cycles_option
@output_options
def traversals(**options: Any) -> None:
    """Count the chains that run through every step of descent."""
    _write(graph_of(options).traversals(**taken(options, "by", "relations", "cycles")), options)


@main.command()
@click.option("--from", "origin", type=PaperName(), help="Chains from this paper, not all roots.")
@click.option("--to", type=PaperName(), help="Only what every chain to this paper passes.")
@relations_option
@cycles_option
@output_options
def keystones(**options: Any) -> None:
    """List papers that, taken out, cut others from all roots or from an ancestor."""
    arguments = taken(options, "origin", "to", "relations", "cycles")
    _write(graph_of(options).keystones(**arguments), options)


@main.command()
@click.argument("a", type=PaperName())
@click.argument("b", type=PaperName())
@relations_option
@cycles_option
@output_options
def cut(a: str, b: str, **options: Any) -> None:
    """Find the fewest papers that cut A and B, and the chains that share none."""
    _write(graph_of(options).minimal_cut(a, b, **taken(options, "relations", "cycles")), options)


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
    _write(graph_of(options).reduction(**taken(options, "by", "relations", "cycles")), options)


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
@click.option(
    "--at-least",
    type=int,
    default=1,
    show_default=True,
    metavar="N",
    help="Leave out pairs that share fewer papers.",
)
@references_option
@filter_options
@output_options
def similar(paper: str | None, **options: Any) -> None:
    """List the papers that are similar to PAPER or, without it, the most similar pairs."""
    names = ("by", "weight", "relations", "since", "until", "topics", "top", "at_least")
    _write(graph_of(options).similar(paper, **taken(options, *names)), options)


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
    arguments = taken(options, "seed", "resolution", "relations")
    _write(graph_of(options).communities(**arguments), options)


@main.command("reading-path")
@paper_argument
@click.option("--known", type=PaperName(), multiple=True, help="A paper that you know.")
@click.option(
    "--budget", type=int, default=8, show_default=True, metavar="N", help="At most N papers."
)
@relations_option
@side_steps_option
@cycles_option
@output_options
def reading_path(paper: str, **options: Any) -> None:
    """Tell what to read to understand PAPER, in an order that builds up to it."""
    arguments = taken(options, "known", "budget", *CHAINS)
    _write(graph_of(options).reading_path(paper, **arguments), options)


@main.command("list")
@click.option("--roots", "which", flag_value="roots", help="Papers that descend from no other.")
@click.option("--leaves", "which", flag_value="leaves", help="Papers without descendants.")
@side_steps_option
@filter_options
@output_options
def list_papers(which: str | None, **options: Any) -> None:
    """List papers, oldest first."""
    graph = graph_of(options)
    side_steps = options["side_steps"]
    chosen = graph.select(**taken(options, "since", "until", "topics", "side_steps"))
    ends = None if which is None else getattr(graph, which)(side_steps=side_steps)
    _write(chosen if ends is None else chosen.within(ends), options)


@main.command()
@click.argument("question", nargs=-1, required=True)
@output_options
def ask(question: tuple[str, ...], **options: Any) -> None:
    """Answer a plain QUESTION, in English or Chinese."""
    _write(graph_of(options).ask(" ".join(question)), options)


def _lineage(query: Callable[..., Result], paper: str, options: Options) -> None:
    arguments = taken(options, *CHAINS, "depth", "since", "until", "topics")
    _write(query(graph_of(options), paper, **arguments), options)


def _write(result: Result, options: Options) -> None:
    take = click.get_current_context().obj
    if take is not None:  # a report wants the result itself
        take(result)
        return
    form, path = options["form"], options["output"]
    ending = ending_of(path)
    if form is None and ending in DRAWINGS:
        draw(result, path)
        return
    if form is None and ending not in TEXTS:
        known = ", ".join([*filter(None, TEXTS), *DRAWINGS])
        raise click.UsageError(f"{path}: no format ends in {ending}. Name --format, or: {known}")
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
    write_answer(answer, form or TEXTS[ending], path)
