"""Graphs from files, including the shipped one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ArgumentError
from .graph import PaperGraph
from .io.csv import read_bytes, read_tables, write_tables
from .language.arguments import checked, require_type
from .language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .io.csv import PathLike
    from .model.relation_types import RelationType


@checked
def read_csv(
    nodes: PathLike, edges: PathLike, *, relation_types: Iterable[RelationType] = ()
) -> PaperGraph:
    """Read a graph from two CSV files.

    Parameters
    ----------
    nodes : str or Path
        Papers, with the columns ``id`` and ``title`` and optionally others of `Paper`.
    edges : str or Path
        Relations, with the columns ``source``, ``relation``, ``target`` and optionally others of
        `Relation`. A file ``relation_types.csv`` in the same folder may define relation types, with
        the columns ``name``, ``newer``, ``descent``, ``phrase``, ``inverse`` and optionally others
        of `RelationType` (verbs are separated by semicolons; a dash is written ``4 2``).
    relation_types : iterable of RelationType, optional
        User-defined types in addition to the shipped ones and those of the file.

    Returns
    -------
    PaperGraph

    Raises
    ------
    TableError
        If a file cannot be read as a table (separated by commas; in UTF-8, or in UTF-16 with a byte
        order mark), or the tables do not form a graph. Every problem has its line.

    Examples
    --------
    >>> import llmgraph
    >>> llmgraph.read_csv("nowhere.csv", "nowhere.csv")
    Traceback (most recent call last):
    ...
    llmgraph.problems.TableError: nowhere.csv: error unreadable-file: There is no such file; \
check the path.
    nowhere.csv: error unreadable-file: There is no such file; check the path.
    """
    return PaperGraph.from_tables(read_tables(nodes, edges, relation_types=relation_types))


@checked
def write_csv(graph: PaperGraph, nodes: PathLike, edges: PathLike) -> None:
    """Write a graph to two CSV files, which `read_csv` reads back unchanged.

    User-defined relation types, if any, are written to ``relation_types.csv`` in the folder of
    the relations.

    Parameters
    ----------
    graph : PaperGraph
        The graph to write.
    nodes, edges : str or Path
        Files to write. Existing files are replaced only when all new ones are complete.

    Raises
    ------
    ArgumentError
        If a file cannot be written.

    Examples
    --------
    >>> import llmgraph, os, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = [os.path.join(folder, name) for name in ("nodes.csv", "edges.csv")]
    ...     llmgraph.write_csv(llmgraph.load(), *files)
    ...     llmgraph.read_csv(*files).relations.equals(llmgraph.load().relations)
    True
    """
    require_type("graph", graph, PaperGraph)
    write_tables(graph.tables, nodes, edges)


def data_folder() -> Path:
    """Folder of the shipped CSV files: inside the package, or next to it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def load() -> PaperGraph:
    """Load the shipped graph of the papers that made large language models.

    Returns
    -------
    PaperGraph
        A new graph on each call; see ``docs/data.md`` for how it was curated.

    Raises
    ------
    TableError
        If the installed data are damaged.

    Examples
    --------
    >>> import llmgraph
    >>> llmgraph.load()["attention is all you need"].id
    'transformer'
    """
    folder = data_folder()
    tables = read_tables(folder / "nodes.csv", folder / "edges.csv")
    return PaperGraph.from_tables(tables.released(f"llmgraph {data_version()}"))


def data_version() -> str:
    """Version of the shipped data; ``data/CHANGELOG.md`` says what has changed.

    Returns
    -------
    str
        Year and month of the release.

    Raises
    ------
    TableError
        If the installed data are damaged.
    """
    path = data_folder() / "VERSION"
    return read_bytes(str(path), path).decode("ascii", "replace").strip()


def open_graph(
    nodes: PathLike | None, edges: PathLike | None, as_of: str | None = None
) -> PaperGraph:
    """Read the graph of two tables, or load the shipped one, as of a date.

    Parameters
    ----------
    nodes, edges : str, Path or None
        Both tables, or neither.
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
        If only one table is given, or the date is invalid.

    Examples
    --------
    >>> "transformer" in open_graph(None, None, "2016")
    False
    """
    if (nodes is None) != (edges is None):
        raise ArgumentError(Message("error.both_tables"))
    graph = load() if nodes is None or edges is None else read_csv(nodes, edges)
    return graph if as_of is None else graph.as_of(as_of)
