"""Registry of queries: names, parameters and help texts.

The command line, plain-language questions, reports and the Sphinx directive are built from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from ..engine.flows import TRAVERSALS
from .main_path import SEARCHES
from .similarity import BASES, WEIGHTS

if TYPE_CHECKING:
    from ..graph import PaperGraph
    from ..results.base import Result

Kind = Literal[
    "paper",
    "relations",
    "measures",
    "text",
    "date",
    "count",
    "number",
    "choice",
    "switch",
    "side_steps",
    "claims",
]
Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Parameters
    ----------
    name : str
        Keyword argument of the method.
    kind : str
        Type of the value: a paper by any of its names; relation types, measures or texts,
        separated by commas; a date; an integer (``count``) or a float (``number``); one of
        `choices`; one of `choices` as a separate flag (``switch``); a number of side steps or
        ``any``; claims, each a sentence.
    help : str, optional
        One sentence; empty for positional arguments.
    option : str, optional
        Name of the option, by default `name`. Empty for a positional argument.
    required : bool, optional
        Whether a positional argument is required.
    multiple : bool, optional
        Whether the parameter may be repeated.
    default : object, optional
        None if the query needs no value.
    choices : tuple of str, optional
        Allowed values.
    helps : tuple of str, optional
        One sentence for each choice of a switch.
    metavar : str, optional
        Placeholder of the value in the help.

    Examples
    --------
    >>> QUERIES["keystones"].parameters[0].flags
    ('--from',)
    """

    name: str
    kind: Kind
    help: str = ""
    option: str | None = None
    required: bool = True
    multiple: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    metavar: str | None = None

    @property
    def is_argument(self) -> bool:
        """Whether this is a positional argument."""
        return self.option == ""

    @property
    def flags(self) -> tuple[str, ...]:
        """Command-line options: one, or one per choice of a switch."""
        if self.kind == "switch":
            return tuple(f"--{choice}" for choice in self.choices)
        name = self.name.replace("_", "-") if self.option is None else self.option
        return (f"-{name}" if len(name) == 1 else f"--{name}",)


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a graph.

    Parameters
    ----------
    name : str
        Name on the command line and in reports.
    method : str
        The method of `PaperGraph`.
    summary : str
        One sentence of help.
    parameters : tuple of Parameter
        In the order of the help.
    details : str, optional
        A further sentence of help.
    run : callable, optional
        Takes the graph and the arguments, if the method does not accept them by name.
    """

    name: str
    method: str
    summary: str
    parameters: tuple[Parameter, ...]
    details: str = ""
    run: Callable[[PaperGraph, dict[str, Any]], Result] | None = None

    def answer(self, graph: PaperGraph, arguments: Arguments) -> Result:
        """Run the query on a graph.

        Parameters
        ----------
        graph : PaperGraph
        arguments : mapping
            Values by parameter name; missing ones get their defaults.

        Returns
        -------
        Result

        Raises
        ------
        LLMGraphError
            Any error that the method raises.

        Examples
        --------
        >>> import llmgraph
        >>> graph = llmgraph.load()
        >>> QUERIES["path"].answer(graph, {"a": "DPO", "b": "PPO", "k": 1}).count_text()
        '1 of 3 chains'
        """
        # An empty tuple means that a repeatable option was not given.
        given = {
            one.name: one.default if value is None or value == () else value
            for one in self.parameters
            for value in [arguments.get(one.name)]
        }
        if self.run is not None:
            return self.run(graph, given)
        result: Result = getattr(graph, self.method)(**given)
        return result

    def parameter(self, name: str) -> Parameter:
        """Return the parameter with a name."""
        return next(one for one in self.parameters if one.name == name)


_PAPER = Parameter("name", "paper", option="", metavar="PAPER")
_RELATIONS = Parameter(
    "relations",
    "relations",
    "Relation types that chains may use, separated by commas; strict is extends,uses.",
    metavar="TYPES",
)
_SIDE_STEPS = Parameter(
    "side_steps",
    "side_steps",
    "Maximum side steps (uses, enables) per chain; 0 follows the line only, any sets no limit.",
    default=1,
    metavar="N|any",
)
_CYCLES = Parameter(
    "cycles",
    "choice",
    "Keep cycles (condense), or leave out rows that contradict the dates (dates).",
    default="condense",
    choices=("condense", "dates"),
)
CHAINS = (_RELATIONS, _SIDE_STEPS, _CYCLES)
_NETWORK = (_RELATIONS, _CYCLES)
_TYPES = replace(_RELATIONS, help="Relation types to use, separated by commas.")
_DEPTH = Parameter("depth", "count", "Maximum steps on the shortest chain.", metavar="N")
FILTERS = (
    Parameter("since", "date", "Keep papers from this year, month or day on.", metavar="DATE"),
    Parameter("until", "date", "Keep papers up to this year, month or day.", metavar="DATE"),
    Parameter("topics", "text", "Keep papers with these topics, separated by commas."),
    Parameter("kinds", "text", "Keep papers of these kinds, such as model or dataset."),
)
_COUNT = Parameter("by", "choice", "Traversal count.", default="spc", choices=tuple(TRAVERSALS))
_HIDES = "Dates, topics and kinds only filter the answer: chains may pass through hidden papers."


def _common(graph: PaperGraph, arguments: dict[str, Any]) -> Result:
    return graph.common_ancestors(*arguments.pop("names"), **arguments)


def _listed(graph: PaperGraph, arguments: dict[str, Any]) -> Result:
    ends = arguments.pop("ends")
    chosen = graph.select(**arguments)
    if ends is None:
        return chosen
    of_all = getattr(graph, ends)(side_steps=arguments["side_steps"])
    return chosen.within(of_all)


def _claims(graph: PaperGraph, arguments: dict[str, Any]) -> Result:
    given = arguments.pop("claims")
    # A file holds several claims.
    each = [claim for one in given for claim in (one if isinstance(one, list) else [one])]
    return graph.claims(each, **arguments)


def _searched(graph: PaperGraph, arguments: dict[str, Any]) -> Result:
    return graph.search(" ".join(arguments.pop("text")), **arguments)


def _asked(graph: PaperGraph, arguments: dict[str, Any]) -> Result:
    return graph.ask(" ".join(arguments["question"]))


_QUERIES = (
    Query(
        "descendants",
        "descendants",
        "List the descendants of a paper.",
        (_PAPER, *CHAINS, _DEPTH, *FILTERS),
        _HIDES,
    ),
    Query(
        "ancestors",
        "ancestors",
        "List the ancestors of a paper.",
        (_PAPER, *CHAINS, _DEPTH, *FILTERS),
        _HIDES,
    ),
    Query(
        "path",
        "paths",
        "Show how one paper descends from another, step by step with evidence.",
        (
            Parameter("a", "paper", option=""),
            Parameter("b", "paper", option=""),
            Parameter("k", "count", "Maximum number of chains.", default=3, metavar="N"),
            *CHAINS,
        ),
    ),
    Query(
        "common",
        "common_ancestors",
        "List the common ancestors of two or more papers, and mark the nearest.",
        (Parameter("names", "paper", option="", multiple=True, metavar="PAPERS"), *CHAINS),
        run=_common,
    ),
    Query(
        "longest",
        "longest_chain",
        "Show a longest chain of descent.",
        (Parameter("origin", "paper", "Start the chain at this paper.", "from"), *CHAINS),
    ),
    Query(
        "show",
        "relations_of",
        "Show a paper, and its relations with their evidence.",
        (
            _PAPER,
            _TYPES,
            Parameter(
                "side",
                "choice",
                "Only rows with the paper at this end.",
                choices=("source", "target"),
            ),
        ),
    ),
    Query(
        "rank",
        "rank",
        "Rank papers by number of children, PageRank or other measures.",
        (
            Parameter(
                "by",
                "measures",
                "Measures, or columns of numbers as column:NAME, separated by commas; the first "
                "one sets the order.",
                default="in_degree",
            ),
            Parameter("top", "count", "Keep the first N papers and their ties.", metavar="N"),
            Parameter("alpha", "number", "Parameter alpha of pagerank, citerank or katz."),
            Parameter("decay", "number", "Decay time of citerank.", metavar="YEARS"),
            Parameter("sample", "count", "Estimate betweenness from N random papers.", metavar="N"),
            Parameter("seed", "count", "Random seed of the sample."),
            Parameter(
                "window",
                "number",
                "Disruption: count only papers less than this many years later.",
                metavar="YEARS",
            ),
            Parameter("as_of", "date", "Rank the graph as of these dates, separated by commas."),
            *CHAINS,
            *FILTERS,
        ),
        "With several comma-separated dates in --as-of, the answer also shows how ranks changed.",
    ),
    Query(
        "main-path",
        "main_path",
        "Show the main path, with all ties: the steps with most chains of descent.",
        (
            _COUNT,
            Parameter(
                "search",
                "choice",
                "Heaviest chains (global), next steps (local), or extended key steps (key-route).",
                default="global",
                choices=tuple(SEARCHES),
            ),
            Parameter(
                "start",
                "choice",
                "Start of a local search, or of one with --from.",
                default="oldest",
                choices=("oldest", "newest"),
            ),
            Parameter(
                "origins", "paper", "Start at this paper; may be repeated.", "from", multiple=True
            ),
            Parameter(
                "routes", "count", "Key steps of a key-route search.", default=1, metavar="N"
            ),
            Parameter(
                "extend",
                "choice",
                "How a key-route search extends its key steps.",
                default="local",
                choices=("local", "global"),
            ),
            *_NETWORK,
        ),
    ),
    Query(
        "traversals",
        "traversals",
        "Count the chains through every step of descent.",
        (_COUNT, *_NETWORK),
    ),
    Query(
        "keystones",
        "keystones",
        "List papers whose removal cuts others from all roots or from an ancestor.",
        (
            Parameter("origin", "paper", "Chains from this paper, not from all roots.", "from"),
            Parameter("to", "paper", "Only papers on every chain to this paper."),
            *_NETWORK,
        ),
    ),
    Query(
        "cut",
        "minimal_cut",
        "Find a minimum set of papers that separates two papers, and the disjoint chains.",
        (Parameter("a", "paper", option=""), Parameter("b", "paper", option=""), *_NETWORK),
    ),
    Query(
        "reduction",
        "reduction",
        "List the rows of descent implied by a longer chain, with the chain.",
        (
            Parameter(
                "papers",
                "paper",
                "Only rows and chains among these papers; may be repeated.",
                "among",
                multiple=True,
            ),
            Parameter(
                "by",
                "choice",
                "Hide rows implied by chains of their own type, or of any type.",
                default="relation",
                choices=("relation", "descent"),
            ),
            *_NETWORK,
        ),
    ),
    Query(
        "similar",
        "similar",
        "List the papers most similar to a paper or, without one, the most similar pairs.",
        (
            Parameter("paper", "paper", option="", required=False),
            Parameter(
                "by",
                "choice",
                "Shared references (coupling), shared citing papers (cocitation), or amsler: both.",
                default="amsler",
                choices=tuple(BASES),
            ),
            Parameter(
                "weight",
                "choice",
                "Number of shared papers (raw), or a normalised score.",
                default="salton",
                choices=tuple(WEIGHTS),
            ),
            Parameter("top", "count", "Keep the first N and their ties.", default=10, metavar="N"),
            Parameter(
                "at_least",
                "count",
                "Minimum number of shared papers.",
                default=1,
                metavar="N",
            ),
            _TYPES,
            *FILTERS,
        ),
    ),
    Query(
        "communities",
        "communities",
        "List communities of related papers, named by topic.",
        (
            Parameter("seed", "count", "Random seed of the algorithm.", default=0),
            Parameter(
                "resolution",
                "number",
                "Above 1: more and smaller communities; below 1: fewer and larger ones.",
                default=1.0,
            ),
            _TYPES,
        ),
    ),
    Query(
        "reading-path",
        "reading_path",
        "List what to read before a paper, in an order that builds up to it.",
        (
            Parameter("target", "paper", option="", metavar="PAPER"),
            Parameter(
                "known",
                "paper",
                "A paper you already know; may be repeated.",
                multiple=True,
                default=(),
            ),
            Parameter("budget", "count", "Maximum number of papers.", default=8, metavar="N"),
            *CHAINS,
        ),
    ),
    Query(
        "list",
        "select",
        "List papers, oldest first.",
        (
            Parameter(
                "ends",
                "switch",
                choices=("roots", "leaves"),
                helps=("Only papers without ancestors.", "Only papers without descendants."),
            ),
            _SIDE_STEPS,
            *FILTERS,
        ),
        run=_listed,
    ),
    Query(
        "claims",
        "claims",
        "Judge claims about papers, such as those of a report; exit code 1 if one does not hold.",
        (
            Parameter("claims", "claims", option="", multiple=True, metavar="FILE"),
            _SIDE_STEPS,
        ),
        "FILE is CSV with the columns paper, relation and ancestor, or text with one sentence per "
        "line; - is standard input.",
        run=_claims,
    ),
    Query(
        "search",
        "search",
        "Find papers by words of their titles, names, authors, topics or summaries, best first.",
        (
            Parameter("text", "text", option="", multiple=True),
            Parameter("limit", "count", "Maximum number of papers.", default=10, metavar="N"),
        ),
        "A word also matches the beginning of a longer one; without a match, the papers with the "
        "most similar names are listed.",
        run=_searched,
    ),
    Query(
        "ask",
        "ask",
        "Answer a question in plain English or Chinese.",
        (Parameter("question", "text", option="", multiple=True),),
        run=_asked,
    ),
)

QUERIES: Mapping[str, Query] = MappingProxyType({one.name: one for one in _QUERIES})
"""All queries by name, in the order of the help."""
