"""The commands of ``llmgraph`` that write and check files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from ..datasets import data_folder
from ..drawing.style import PAGE_THEMES
from ..io.csv import check_csv, read_bytes
from ..language.messages import Message
from ..model.checks import RULE_CODES
from ..queries.drawing_options import drawing_options
from .commands import main
from .drawing import STILLS, draw, ending_of, tell_drawn
from .language import lang_option, language, tell, wrong_call
from .options import (
    COMPLETE,
    TYPES,
    Options,
    PaperName,
    RelationNames,
    answer_lang_option,
    graph_of,
    lineage_parameters,
    require_other_file,
    tables_option,
    taken,
)
from .streams import write, write_unchanged
from .tables import write_lines

if TYPE_CHECKING:
    from ..language.messages import Sayable, Value
    from ..results.base import Result

__all__ = ["main"]
PAGES = (".html", ".htm")


@main.command()
@click.argument("files", nargs=-1, metavar="[NODES EDGES]")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@lang_option("Language of findings; by default English, on a terminal that of the locale.")
def check(files: tuple[str, ...], form: str) -> None:
    """Check two tables, and list every problem with its location.

    Without files, the shipped tables are checked. The exit code is 1 if there are
    errors; warnings are listed too, but do not count. If a table cannot be read,
    the rules on its content are not applied, and the last line says so.
    """
    if len(files) not in (0, 2):
        raise wrong_call(Message("command.both_tables"))
    nodes, edges = files or (data_folder() / "nodes.csv", data_folder() / "edges.csv")
    problems = check_csv(nodes, edges)
    errors = sum(problem.severity == "error" for problem in problems)
    unread = any(problem.code not in RULE_CODES for problem in problems)
    if form == "json":
        import json

        listed = [problem.to_dict() for problem in problems]
        write(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
        if unread:
            tell(Message("command.unread"))
    else:
        lang = language(sys.stdout)
        counted: dict[str, Value] = {
            "errors": Message("command.errors", {"count": errors}),
            "warnings": Message("command.warnings", {"count": len(problems) - errors}),
            "nodes": str(nodes),
            "edges": str(edges),
        }
        told: list[Sayable] = [*problems, Message("command.checked", counted)]
        told += [Message("command.unread")] if unread else []
        write_lines([one.text(lang) for one in told])
    raise SystemExit(1 if errors else 0)


@main.command()
@click.argument("paper", type=PaperName(), required=False)
@click.option("--ancestors", "older", is_flag=True, help="Draw what led to PAPER instead.")
@click.option("-o", "--output", metavar="FILE", default="llmgraph.html", show_default=True)
@click.option("--title", help="Heading of the page.")
@click.option(
    "--engine", type=click.Choice(["page", "pyvis"]), default="page", help="Library that draws it."
)
@click.option(
    "--theme",
    type=click.Choice(PAGE_THEMES),
    default="auto",
    show_default=True,
    help="Colours with which the page opens.",
)
@click.option(
    "--draw",
    type=RelationNames(),
    help="Pack only these relations; with cites, all known citations.",
)
@answer_lang_option
@tables_option
def page(paper: str | None, older: bool, title: str | None, engine: Any, **options: Any) -> None:
    """Write an interactive page: what descends from PAPER, or the whole graph."""
    require_other_file(options["output"], options)
    # A device has no ending.
    if ending_of(options["output"]) not in ("", *PAGES):
        raise wrong_call(Message("command.page_ending", {"endings": PAGES}))
    result = _lineage_or_all(paper, older, options)
    drawn = {"title": title, "engine": engine, **taken(options, "theme")}
    drawn["relations"] = options["draw"]
    result.write_html(options["output"], **drawn, lang=language())
    tell_drawn(result, options["output"], len(result.shown_ids()))


@main.command()
@click.argument("paper", type=PaperName(), required=False)
@click.option("--ancestors", "older", is_flag=True, help="Draw what led to PAPER instead.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="llmgraph.svg",
    show_default=True,
    help="An .svg, .png, .pdf or .tex file, or .mmd and .dot for Mermaid and Graphviz.",
)
@answer_lang_option
@tables_option
def chart(paper: str | None, older: bool, **options: Any) -> None:
    """Write a still chart for print: what descends from PAPER, or the whole graph.

    The file extension determines the format. Text is at least 7 points high, 10 on a
    slide, or 6 in a figure of an article, unless --width is given.
    """
    ending = ending_of(options["output"])
    if ending not in STILLS:
        raise wrong_call(Message("command.chart_ending", {"endings": STILLS}))
    require_other_file(options["output"], options)
    draw(_lineage_or_all(paper, older, options), options["output"], language())


for _drawing in (page, chart):
    _drawing.params += lineage_parameters()
chart.params += drawing_options(TYPES)


@main.command()
@click.argument("reports", nargs=-1, metavar="[REPORT...]")
@click.option("--check", "checking", is_flag=True, help="Write nothing; exit code 1 if stale.")
@click.option("--diff", is_flag=True, help="Print what changes, as a unified diff.")
@click.option("--folder", metavar="DIR", default=".", help="Folder of a report that is filtered.")
@click.option(
    "--values",
    multiple=True,
    metavar="FILE",
    help="Fill the \\newcommands of a LaTeX file; may be given more than once.",
)
@lang_option(
    "Language of messages; by default English, on a terminal that of the locale. A mark has a "
    "--lang of its own."
)
def embed(
    reports: tuple[str, ...], checking: bool, diff: bool, folder: str, values: tuple[str, ...]
) -> None:
    """Fill the placeholders of Markdown REPORTs, or of all in a folder; - filters standard input.

    \b
    A placeholder is a pair of marks, each alone on its line:
        <!-- llmgraph: descendants Transformer --depth 2 as mermaid -->
        <!-- /llmgraph -->

    The form is mermaid, svg, table, prose or glossary; svg, png, pdf and bibtex can be
    written to a file beside the report: as png > chart.png. The options of chart shape
    a picture. The rest of the report is not changed.

    Within a sentence, both marks are on one line, and ask for a value: count, list, first,
    date or cite.

    \b
        It has <!-- llmgraph: count descendants LoRA -->8<!-- /llmgraph --> descendants.

    In a file of --values, a value is the text of a \\newcommand:

    \b
        \\newcommand{\\Heirs}{8}% llmgraph: count descendants LoRA

    Paths in a mark are relative to the folder of the report. Options that hold for all
    marks below are given by: <!-- llmgraph: with --lang zh -->
    """  # noqa: D301 (click wants the character itself)
    from ..reports.fill import embed as fill_reports
    from ..reports.fill import fill
    from ..reports.placeholders import END, HOW

    if reports == ("-",) and not checking:
        try:
            text = read_bytes("-").decode("utf-8")
        except UnicodeDecodeError as error:
            raise wrong_call(Message("command.byte", {"byte": str(error.start)})) from None
        write_unchanged(fill(text, name="-", folder=folder, embedded=True).text)
        return
    if not reports and not values:
        raise wrong_call(Message("command.no_report"))
    outcome = fill_reports(reports, values, check=checking)
    if not outcome.marks:
        tell(Message("report.no_marks", {"reports": (*reports, *values), "how": HOW, "end": END}))
    if diff:
        write(outcome.diff)
    for one in outcome.stale:
        tell(Message("command.stale" if checking else "command.filled", {"mark": one}))
    raise SystemExit(1 if checking and outcome.stale else 0)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a SHELL: eval "$(llmgraph completion bash)"."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        write(kind(main, {}, "llmgraph", COMPLETE).source() + "\n")


def _lineage_or_all(paper: str | None, older: bool, options: Options) -> Result:
    """The lineage of a paper, or all papers if none is given."""
    graph = graph_of(options)
    filters = taken(options, "since", "until", "topics", "kinds", "side_steps")
    if paper is None:
        asked = (options["depth"], options["relations"])
        if older or asked != (None, None) or options["cycles"] != "condense":
            raise wrong_call(Message("command.needs_paper"))
        return graph.select(**filters)
    query = graph.ancestors if older else graph.descendants
    return query(paper, **taken(options, "relations", "cycles", "depth"), **filters)
