"""Graph engine: descent edges as arrays in topological order."""

from .compiled import NOT_REACHED, DescentIndex, compile_index
from .unrolled import Unrolled, unroll

__all__ = ["NOT_REACHED", "DescentIndex", "Unrolled", "compile_index", "unroll"]
