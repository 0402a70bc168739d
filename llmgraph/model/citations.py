"""The layer of citations: pairs of papers of which no more is known than who cites whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .records import is_cited
from .relation_types import CITES
from .tables import REFERENCE_LIST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tables import Table
    from .vocabulary import Vocabulary


def without_layer(relations: Table, vocabulary: Vocabulary) -> Table:
    """Return a table of relations without the layer of citations.

    Parameters
    ----------
    relations : Table
    vocabulary : Vocabulary

    Returns
    -------
    Table
        The table itself if it has no such rows, or if nothing else carries descent: then the
        citations are all that is known.
    """
    pairs = zip(relations.column("relation"), relations.column("basis"), strict=True)
    kept = [pair != (CITES, REFERENCE_LIST) for pair in pairs]
    others = {name for name, keep in zip(relations.column("relation"), kept, strict=True) if keep}
    if all(kept) or not any(vocabulary[one].descent in ("line", "side") for one in others):
        return relations
    return relations.take([row for row, keep in enumerate(kept) if keep])


def known_citations(
    relations: Table, stated: Table, vocabulary: Vocabulary
) -> list[dict[str, str]]:
    """Return the known citations that a table of relations lacks.

    Parameters
    ----------
    relations : Table
        Without the layer of citations.
    stated : Table
        All rows.
    vocabulary : Vocabulary

    Returns
    -------
    list of dict
        Those of the layer, then one row ``cites`` for every other pair whose newer paper is known
        to cite the older one.
    """
    seen = {
        (source, target)
        for source, relation, target in zip(*_triples(relations), strict=True)
        if relation == CITES
    }
    layer: list[dict[str, str]] = []
    derived: list[dict[str, str]] = []
    columns = (*_triples(stated), stated.column("cited"))
    for row, (source, relation, target, cited) in enumerate(zip(*columns, strict=True)):
        if relation == CITES:
            if (source, target) not in seen:
                layer.append(stated.row(row))
                seen.add((source, target))
        elif is_cited(cited):
            newer_first = vocabulary[relation].newer == "source"
            newer, older = (source, target) if newer_first else (target, source)
            derived.append({"source": newer, "relation": CITES, "target": older})
    for cells in derived:
        pair = cells["source"], cells["target"]
        if pair not in seen:
            layer.append({**cells, "basis": REFERENCE_LIST, "cited": "yes"})
            seen.add(pair)
    return layer


def _triples(table: Table) -> tuple[Sequence[str], ...]:
    return tuple(map(table.column, ("source", "relation", "target")))
