"""Conversion to and from `networkx.MultiDiGraph`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from ..errors import ArgumentError
from ..language.messages import Message, require_choice
from ..language.wording import shown
from ..model.descent import descent
from ..model.relation_types import RelationType
from ..model.tables import COLUMNS, Table, make_table, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from ..language.messages import Value
    from ..model.descent import Descent
    from ..model.indexed_tables import IndexedTables

TYPES = "relation_types"

Orientation = Literal["stated", "descent", "citation"]
ORIENTATIONS: tuple[Orientation, ...] = ("stated", "descent", "citation")


def to_networkx(
    tables: IndexedTables,
    edges: Orientation = "stated",
    *,
    relations: str | Iterable[str] | None = None,
) -> nx.DiGraph[str]:
    """Convert the graph to a NetworkX graph.

    Parameters
    ----------
    edges : {"stated", "descent", "citation"}, optional
        ``"stated"``: every row as written, source → target. Relation types differ in their
        direction in time, so that neither reachability nor ranking is meaningful.
        ``"descent"``: rows that carry descent, ancestor → descendant, without self-loops. This is
        the direction for reachability: `networkx.descendants`, `networkx.ancestors`,
        `networkx.has_path`, `networkx.dag_longest_path`.
        ``"citation"``: the same rows the other way, newer → older, with one edge for parallel
        rows. This is the direction of a citation network, for measures: `networkx.pagerank`,
        ``in_degree``, `networkx.hits`, `networkx.katz_centrality`.

    relations : str or iterable of str, optional
        Relation types that carry descent here, as for `descendants`; for ``"descent"`` and
        ``"citation"``.

    Returns
    -------
    networkx.MultiDiGraph or networkx.DiGraph
        A `networkx.DiGraph` with ``"citation"``. Nodes are ids, with the columns of the paper as
        attributes. Edges have the columns of their row (``relation``, ``note`` …); with
        ``"descent"`` and ``"citation"`` also ``side_step``: 0 along the line, 1 for a side step.
        With ``"citation"``, parallel rows give the columns of the one with the strongest evidence,
        without a column ``weight``, which NetworkX would read as a number. Custom relation types
        are in the graph attribute ``relation_types``, as JSON text that all file writers support.

    Raises
    ------
    ArgumentError
        If `edges` has another value, or a relation type is unknown or carries no descent.

    Examples
    --------
    >>> import llmgraph, networkx
    >>> descent = llmgraph.load().to_networkx(edges="descent")
    >>> networkx.has_path(descent, "flashattention", "lost-in-the-middle")
    True

    Ancestors are the papers at the end of a chain with at most one side step. A row that is not
    inherited can only be the newest step:

    >>> def counts(parent, child, key):
    ...     return child == "dpo" or descent[parent][child][key]["inherited"] != "no"
    >>> older = networkx.subgraph_view(descent, filter_edge=counts).reverse()
    >>> side_steps = networkx.single_source_dijkstra_path_length(older, "dpo", weight="side_step")
    >>> near = {paper for paper, number in side_steps.items() if number <= 1} - {"dpo"}
    >>> near == set(llmgraph.load().ancestors("DPO"))
    True

    Measures run from newer to older papers, as those of `rank` do. With ``edges="descent"``,
    PageRank would favour the newest papers:

    >>> graph = llmgraph.load()
    >>> scores = networkx.pagerank(graph.to_networkx(edges="citation"), alpha=0.85, tol=1e-12)
    >>> ranking = graph.rank("pagerank", alpha=0.85)
    >>> all(abs(scores[row["id"]] - row["pagerank"]) < 1e-9 for row in ranking)
    True
    """
    if edges == "stated":
        tables = tables.as_stated
    rows = range(len(tables.relations))
    return network(descent(tables, relations), tables.ids, rows, edges=edges)


def network(
    descent: Descent, ids: Iterable[str], rows: Iterable[int], *, edges: Orientation
) -> nx.DiGraph[str]:
    """Build a network of some papers and some rows between them."""
    import networkx as nx

    require_choice("edges", edges, ORIENTATIONS)
    tables = descent.tables
    kind = nx.DiGraph if edges == "citation" else nx.MultiDiGraph
    result: nx.DiGraph[str] = kind(edges=edges)
    if own := tables.vocabulary.own:
        result.graph[TYPES] = json.dumps([kind.to_row() for kind in own])
    for one in ids:
        # A dictionary, not keywords, because a column may have any name.
        result.add_nodes_from([(one, _attributes(tables.papers, tables.number[one], {"id"}))])
    if edges == "stated":
        for row in rows:
            tail, head = tables.ids_of((tables.sources[row], tables.targets[row]))
            result.add_edges_from([(tail, head, _edge(tables, row))])
        return result
    wanted = set(rows)
    columns = [column.tolist() for column in descent.edges[:4]]
    steps = [one for one in zip(*columns, strict=True) if one[2] in wanted and one[0] != one[1]]
    if edges == "citation":
        # Of parallel rows, the last one added stays.
        steps.sort(key=lambda one: tables.weakness[one[2]], reverse=True)
    for parent, child, row, side_step in steps:
        ends = (parent, child) if edges == "descent" else (child, parent)
        data = _edge(tables, row, *(["weight"] if edges == "citation" else []))
        tail, head = tables.ids_of(ends)
        result.add_edges_from([(tail, head, data | {"side_step": side_step})])
    return result


def _edge(tables: IndexedTables, row: int, *without: str) -> dict[str, Any]:
    return _attributes(tables.relations, row, {"source", "target", *without})


def _attributes(table: Table, row: int, without: set[str]) -> dict[str, Any]:
    return {name: cell for name, cell in table.row(row).items() if name not in without}


def types_of(network: Any) -> list[RelationType]:
    """Read the custom relation types from a network."""
    if not isinstance(getattr(network, "graph", None), dict) or not hasattr(network, "is_directed"):
        raise ArgumentError(Message("error.network", {"value": shown(repr(network))}))
    kept = network.graph.get(TYPES, "[]")
    try:
        rows = json.loads(kept)
        cells = [{str(name): to_text(cell) for name, cell in row.items()} for row in rows]
    except (ValueError, TypeError, AttributeError) as error:
        told: dict[str, Value] = {"name": TYPES, "value": shown(repr(kept))}
        raise ArgumentError(Message("error.network_types", told)) from error
    return [RelationType.from_row(row) for row in cells]


def tables_of(network: Any, edges: Orientation, newer_is_target: set[str]) -> tuple[Table, Table]:
    """Read the two tables from a network; see `PaperGraph.from_networkx`."""
    if not network.is_directed():
        raise ArgumentError(Message("error.undirected"))
    require_choice("edges", edges, ORIENTATIONS)
    papers = [
        {"id": to_text(node), "title": to_text(node), **_without(data, "id")}
        for node, data in network.nodes(data=True)
    ]
    relations, computed = [], () if edges == "stated" else ("side_step",)
    for tail, head, data in network.edges(data=True):
        relation = to_text(data.get("relation")) or "cites"
        # A row runs from older to newer, or the other way, by its type.
        turned = edges != "stated" and (edges == "descent") != (relation in newer_is_target)
        source, target = (head, tail) if turned else (tail, head)
        row = {"source": to_text(source), "relation": relation, "target": to_text(target)}
        relations.append(row | _without(data, *row, *computed))
    return make_table("papers", papers), make_table(
        "relations", relations or {name: [] for name in COLUMNS["relations"]}
    )


def _without(data: Any, *names: str) -> dict[str, Any]:
    return {str(name): value for name, value in data.items() if str(name) not in names}
