"""The graph that llmgraph ships: the papers that made large language models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ArgumentError
from .io.csv import read_csv
from .messages import Message

if TYPE_CHECKING:
    from .graph import PaperGraph


def data_folder() -> Path:
    """Folder of the shipped CSV files: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def load() -> PaperGraph:
    """Load the shipped graph of the papers that made large language models.

    Returns
    -------
    PaperGraph
        A new graph at each call; see ``docs/data.md`` for how it was curated.

    Raises
    ------
    TableError
        If the installed data were damaged.

    Examples
    --------
    >>> import llmgraph
    >>> llmgraph.load()["attention is all you need"].id
    'transformer'
    """
    folder = data_folder()
    return read_csv(folder / "nodes.csv", folder / "edges.csv")


def open_graph(
    nodes: str | Path | None, edges: str | Path | None, as_of: str | None = None
) -> PaperGraph:
    """Read the graph of two tables, or load the shipped one, as it stood at a date.

    Parameters
    ----------
    nodes, edges : str, Path or None
        Both tables, or none of them.
    as_of : str, optional
        As for `PaperGraph.as_of`; by default the whole graph.

    Returns
    -------
    PaperGraph

    Raises
    ------
    TableError
        As for `read_csv`.
    ArgumentError
        If only one table is named, or the date cannot be used.

    Examples
    --------
    >>> len(open_graph(None, None, "2014"))
    2
    """
    if (nodes is None) != (edges is None):
        raise ArgumentError(Message("error.both_tables"))
    graph = load() if nodes is None or edges is None else read_csv(nodes, edges)
    return graph if as_of is None else graph.as_of(as_of)
