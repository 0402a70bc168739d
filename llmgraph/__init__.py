"""Typed relationship graphs of research papers.

>>> import llmgraph
>>> graph = llmgraph.load()
>>> "alpaca" in graph.descendants("Transformer")
True
"""

from .common import CommonAncestors
from .communities import Communities, Community
from .datasets import load
from .errors import (
    AmbiguousNameError,
    ArgumentError,
    ConvergenceError,
    LLMGraphError,
    MissingExtraError,
    PaperNotFoundError,
    QuestionError,
)
from .evidence import RelationSet
from .graph import PaperGraph
from .io.csv import check_csv, read_csv, write_csv
from .keystones import Cut, Keystones
from .lineage import Lineage
from .mainpath import MainPath, Traversals
from .papers import Paper, Relation
from .paths import Chain, PathSet, Step
from .problems import Problem, TableError
from .ranking import RankColumn, Ranking
from .reading import ReadingPath, ReadingStep
from .reduction import Reduction
from .relations import RELATION_TYPES, RelationType
from .results import Result, Selection
from .similarity import Pair, Similarity
from .steps import WeightedStep
from .version import __version__

__all__ = [
    "RELATION_TYPES",
    "AmbiguousNameError",
    "ArgumentError",
    "Chain",
    "CommonAncestors",
    "Communities",
    "Community",
    "ConvergenceError",
    "Cut",
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
    "Selection",
    "Similarity",
    "Step",
    "TableError",
    "Traversals",
    "WeightedStep",
    "__version__",
    "check_csv",
    "load",
    "read_csv",
    "write_csv",
]
