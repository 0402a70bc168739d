"""Typed relationship graphs of research papers.

>>> import llmgraph
>>> graph = llmgraph.load()
>>> "alpaca" in graph.descendants("Transformer")
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .datasets import load, read_csv, write_csv
    from .errors import (
        AmbiguousNameError,
        ArgumentError,
        ConvergenceError,
        LLMGraphError,
        MissingExtraError,
        PaperNotFoundError,
        QuestionError,
    )
    from .graph import PaperGraph
    from .io.csv import check_csv
    from .model.records import Paper, Relation
    from .model.vocabulary import RELATION_TYPES, RelationType
    from .problems import Problem, TableError
    from .queries.chain import Chain, Step
    from .queries.claims import Claim, Claims, JudgedClaim
    from .queries.common_ancestors import CommonAncestors
    from .queries.communities import Communities, Community
    from .queries.keystones import Cut, Keystones
    from .queries.lineage import Lineage
    from .queries.main_path import MainPath
    from .queries.paths import PathSet, Verdict
    from .queries.ranking import RankColumn, Ranking
    from .queries.reading_path import ReadingPath, ReadingStep
    from .queries.reduction import Reduction
    from .queries.relations_of import RelationSet
    from .queries.search import SearchResult
    from .queries.similarity import Pair, Similarity
    from .queries.traversals import Traversals, WeightedStep
    from .results.base import Result
    from .results.selection import Selection

# Modules of the public names. They are imported when a name is first used, so that the command
# line starts before them, and ends without a traceback if Ctrl-C comes meanwhile.
_MODULES = {
    "datasets": "load read_csv write_csv",
    "errors": "AmbiguousNameError ArgumentError ConvergenceError LLMGraphError MissingExtraError "
    "PaperNotFoundError QuestionError",
    "graph": "PaperGraph",
    "io.csv": "check_csv",
    "model.records": "Paper Relation",
    "model.vocabulary": "RELATION_TYPES RelationType",
    "problems": "Problem TableError",
    "queries.chain": "Chain Step",
    "queries.claims": "Claim Claims JudgedClaim",
    "queries.common_ancestors": "CommonAncestors",
    "queries.communities": "Communities Community",
    "queries.keystones": "Cut Keystones",
    "queries.lineage": "Lineage",
    "queries.main_path": "MainPath",
    "queries.paths": "PathSet Verdict",
    "queries.ranking": "RankColumn Ranking",
    "queries.reading_path": "ReadingPath ReadingStep",
    "queries.reduction": "Reduction",
    "queries.relations_of": "RelationSet",
    "queries.search": "SearchResult",
    "queries.similarity": "Pair Similarity",
    "queries.traversals": "Traversals WeightedStep",
    "results.base": "Result",
    "results.selection": "Selection",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "RELATION_TYPES",
    "AmbiguousNameError",
    "ArgumentError",
    "Chain",
    "Claim",
    "Claims",
    "CommonAncestors",
    "Communities",
    "Community",
    "ConvergenceError",
    "Cut",
    "JudgedClaim",
    "Keystones",
    "LLMGraphError",
    "Lineage",
    "MainPath",
    "MissingExtraError",
    "Pair",
    "Paper",
    "PaperGraph",
    "PaperNotFoundError",
    "PathSet",
    "Problem",
    "QuestionError",
    "RankColumn",
    "Ranking",
    "ReadingPath",
    "ReadingStep",
    "Reduction",
    "Relation",
    "RelationSet",
    "RelationType",
    "Result",
    "SearchResult",
    "Selection",
    "Similarity",
    "Step",
    "TableError",
    "Traversals",
    "Verdict",
    "WeightedStep",
    "__version__",
    "check_csv",
    "load",
    "read_csv",
    "write_csv",
]


def __getattr__(name: str) -> Any:
    """Import the module of a public name."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted({*globals(), *__all__})
