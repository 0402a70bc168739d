"""Typed relationship graphs of research papers.

>>> import llmgraph
>>> graph = llmgraph.load()
>>> "alpaca" in graph.descendants("Transformer")
True
"""

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
from .version import __version__

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
