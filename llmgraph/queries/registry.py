"""The registry of queries: the name of each, its parameters, and how to ask it.

The command line, plain questions, reports and the Sphinx directive are built from it, so that a
query is known everywhere or nowhere.
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
]
Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Parameters
    ----------
    name : str
        Keyword of the method that answers.
    kind : str
        What it holds: a paper by any of its names; relation types, measures or text, several
        separated by commas; a date; a whole number or any number; one of `choices`; one of
        `choices` as a flag of its own; a number of side steps or ``any``.
    help : str, optional
        One sentence; an argument has none.
    option : str, optional
        What it is called where it is an option; by default its name. Empty for an argument that
        is told by its place.
    required : bool, optional
        Whether an argument must be given.
    multiple : bool, optional
        Whether several may be given.
    default : object, optional
        None where the query does without.
    choices : tuple of str, optional
        Words to choose from.
    helps : tuple of str, optional
        One sentence for each choice of a switch.
    metavar : str, optional
        What stands for the value in the help.

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
        """Whether it is told by its place."""
        return self.option == ""

    @property
    def flags(self) -> tuple[str, ...]:
        """What it is called on the command line, an option for each choice of a switch."""
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
        What it is called on the command line and in reports.
    method : str
        The method of `PaperGraph` that answers.
    summary : str
        What it does, in one sentence.
    parameters : tuple of Parameter
        In the order of the help.
    details : str, optional
        A sentence more.
    run : callable, optional
        Takes the graph and the arguments, where the method does not take them by their names.
    """

    name: str
    method: str
    summary: str
    parameters: tuple[Parameter, ...]
    details: str = ""
    run: Callable[[PaperGraph, dict[str, Any]], Result] | None = None

    def answer(self, graph: PaperGraph, arguments: Arguments) -> Result:
        """Ask a graph.

        Parameters
        ----------
        graph : PaperGraph
        arguments : mapping
            Values by the names of the parameters; of those that are missing, the defaults.

        Returns
        -------
        Result

        Raises
        ------
        LLMGraphError
            Whatever the method raises.

        Examples
        --------
        >>> import llmgraph
        >>> graph = llmgraph.load()
        >>> QUERIES["path"].answer(graph, {"a": "DPO", "b": "PPO", "k": 1}).size()
        '1 of 3 chains'
        """
        # Of what may be repeated nothing given is none.
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
        """Find a parameter by its name."""
        return next(one for one in self.parameters if one.name == name)


_PAPER = Parameter("name", "paper", option="", metavar="PAPER")
_RELATIONS = Parameter(
    "relations",
    "relations",
    "Relation types of which chains are made, separated by commas; strict is extends,uses.",
    metavar="TYPES",
)
_SIDE_STEPS = Parameter(
    "side_steps",
    "side_steps",
    "Side steps (uses, enables) that a chain may take; 0 follows the line alone, any is no limit.",
    default=1,
    metavar="N|any",
)
_CYCLES = Parameter(
    "cycles",
    "choice",
    "Keep papers that descend from each other, or leave out the rows against the dates.",
    default="condense",
    choices=("condense", "dates"),
)
CHAINS = (_RELATIONS, _SIDE_STEPS, _CYCLES)
_NETWORK = (_RELATIONS, _CYCLES)
_TYPES = replace(_RELATIONS, help="Relation types that count, separated by commas.")
_DEPTH = Parameter("depth", "count", "Steps of the shortest chain, at most.", metavar="N")
FILTERS = (
    Parameter("since", "date", "Keep papers from this year or month on.", metavar="DATE"),
    Parameter("until", "date", "Keep papers up to this year or month.", metavar="DATE"),
    Parameter("topics", "text", "Keep papers of these topics, separated by commas."),
)
_COUNT = Parameter("by", "choice", "Traversal count.", default="spc", choices=tuple(TRAVERSALS))
_HIDES = "Dates and topics filter the answer: chains may pass through papers that they hide."


def _common(graph: PaperGraph, arguments: dict[str, Any]) -> Result:
    return graph.common_ancestors(*arguments.pop("names"), **arguments)


def _listed(graph: PaperGraph, arguments: dict[str, Any]) -> Result:
    ends = arguments.pop("ends")
    chosen = graph.select(**arguments)
    if ends is None:
        return chosen
    of_all = getattr(graph, ends)(side_steps=arguments["side_steps"])
    return chosen.within(of_all)


def _asked(graph: PaperGraph, arguments: dict[str, Any]) -> Result:
    return graph.ask(" ".join(arguments["question"]))


_QUERIES = (
    Query(
        "descendants",
        "descendants",
        "List what descends from a paper.",
        (_PAPER, *CHAINS, _DEPTH, *FILTERS),
        _HIDES,
    ),
    Query(
        "ancestors",
        "ancestors",
        "List what led to a paper.",
        (_PAPER, *CHAINS, _DEPTH, *FILTERS),
        _HIDES,
    ),
    Query(
        "path",
        "paths",
        "Tell how one of two papers descends from the other, step by step with evidence.",
        (
            Parameter("a", "paper", option=""),
            Parameter("b", "paper", option=""),
            Parameter("k", "count", "Chains at most.", default=3, metavar="N"),
            *CHAINS,
        ),
    ),
    Query(
        "common",
        "common_ancestors",
        "List the common ancestors of two or more papers, the nearest ones marked.",
        (Parameter("names", "paper", option="", multiple=True, metavar="PAPERS"), *CHAINS),
        run=_common,
    ),
    Query(
        "longest",
        "longest_chain",
        "Tell a longest chain of descent.",
        (Parameter("origin", "paper", "Paper with which the chain begins.", "from"), *CHAINS),
    ),
    Query(
        "show",
        "relations_of",
        "Show a paper: what is known of it, and its relations with their evidence.",
        (
            _PAPER,
            _TYPES,
            Parameter(
                "side",
                "choice",
                "Only rows where the paper is this end.",
                choices=("source", "target"),
            ),
        ),
    ),
    Query(
        "rank",
        "rank",
        "Rank papers by what descends from them, or by other measures of their place.",
        (
            Parameter(
                "by",
                "measures",
                "Measures, separated by commas; the first one makes the order.",
                default="in_degree",
            ),
            Parameter("top", "count", "Keep the first N papers and their ties.", metavar="N"),
            Parameter("alpha", "number", "Damping of pagerank, citerank or katz."),
            Parameter("decay", "number", "Years in which citerank forgets.", metavar="YEARS"),
            Parameter("sample", "count", "Estimate betweenness from N drawn papers.", metavar="N"),
            Parameter("seed", "count", "Seed of the random numbers that draw the sample."),
            Parameter(
                "window",
                "number",
                "Count papers less than so many years later in disruption.",
                metavar="YEARS",
            ),
            Parameter("as_of", "date", "Dates as of which to rank, separated by commas."),
            *CHAINS,
            *FILTERS,
        ),
        "With several dates in --as-of, by commas, the answer also tells how ranks changed.",
    ),
    Query(
        "main-path",
        "main_path",
        "Tell the main path, with all ties: where most chains of descent run.",
        (
            _COUNT,
            Parameter(
                "search",
                "choice",
                "Search: heaviest chains, heaviest next steps, or from the heaviest step.",
                default="global",
                choices=tuple(SEARCHES),
            ),
            Parameter(
                "start",
                "choice",
                "End at which a local search, or one with --from, starts.",
                default="oldest",
                choices=("oldest", "newest"),
            ),
            Parameter(
                "origins", "paper", "Start with this paper; may be repeated.", "from", multiple=True
            ),
            Parameter(
                "routes", "count", "Key steps of a key-route search.", default=1, metavar="N"
            ),
            Parameter(
                "extend",
                "choice",
                "How a key-route search goes on from its steps.",
                default="local",
                choices=("local", "global"),
            ),
            *_NETWORK,
        ),
    ),
    Query(
        "traversals",
        "traversals",
        "Count the chains that run through every step of descent.",
        (_COUNT, *_NETWORK),
    ),
    Query(
        "keystones",
        "keystones",
        "List papers that, taken out, cut others from all roots or from an ancestor.",
        (
            Parameter("origin", "paper", "Chains from this paper, not from all roots.", "from"),
            Parameter("to", "paper", "Only what every chain to this paper passes."),
            *_NETWORK,
        ),
    ),
    Query(
        "cut",
        "minimal_cut",
        "Find the fewest papers that cut two papers, and the chains that share none.",
        (Parameter("a", "paper", option=""), Parameter("b", "paper", option=""), *_NETWORK),
    ),
    Query(
        "reduction",
        "reduction",
        "List the rows of descent that a longer chain implies, with the chain.",
        (
            Parameter(
                "papers",
                "paper",
                "Only rows and chains among the papers so named; may be repeated.",
                "among",
                multiple=True,
            ),
            Parameter(
                "by",
                "choice",
                "Hide a row that a chain of its own type implies, or of any type.",
                default="relation",
                choices=("relation", "descent"),
            ),
            *_NETWORK,
        ),
    ),
    Query(
        "similar",
        "similar",
        "List the papers that are similar to a paper or, without it, the most similar pairs.",
        (
            Parameter("paper", "paper", option="", required=False),
            Parameter(
                "by",
                "choice",
                "What they share: references, papers that refer to both, or both of these.",
                default="amsler",
                choices=tuple(BASES),
            ),
            Parameter(
                "weight",
                "choice",
                "How many they share, or this for the length of the lists.",
                default="salton",
                choices=tuple(WEIGHTS),
            ),
            Parameter("top", "count", "The first N and their ties.", default=10, metavar="N"),
            Parameter(
                "at_least",
                "count",
                "Leave out pairs that share fewer papers.",
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
        "List communities of related papers, named by the topics of their papers.",
        (
            Parameter("seed", "count", "Seed of the random numbers.", default=0),
            Parameter(
                "resolution",
                "number",
                "More and smaller communities above 1, fewer and larger ones below.",
                default=1.0,
            ),
            _TYPES,
        ),
    ),
    Query(
        "reading-path",
        "reading_path",
        "Tell what to read to understand a paper, in an order that builds up to it.",
        (
            Parameter("target", "paper", option="", metavar="PAPER"),
            Parameter(
                "known",
                "paper",
                "A paper that you know; may be repeated.",
                multiple=True,
                default=(),
            ),
            Parameter("budget", "count", "Papers at most.", default=8, metavar="N"),
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
                helps=("Papers that descend from no other.", "Papers without descendants."),
            ),
            _SIDE_STEPS,
            *FILTERS,
        ),
        run=_listed,
    ),
    Query(
        "ask",
        "ask",
        "Answer a plain question, in English or Chinese.",
        (Parameter("question", "text", option="", multiple=True),),
        run=_asked,
    ),
)

QUERIES: Mapping[str, Query] = MappingProxyType({one.name: one for one in _QUERIES})
"""All queries, by name, in the order of the help."""
