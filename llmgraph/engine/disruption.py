"""Disruption index (CD) and its variants."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np

from ..errors import ArgumentError
from ..language.messages import Message
from .compiler import kernel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ..language.messages import Value
    from .compiled import DescentIndex
    from .kernels import Floats, Ints

Variant = Literal["cd", "di5", "cd_nok", "mcd"]
# Minimum number of parents that a child shares with the paper to count in `j`.
SHARED: Mapping[Variant, int] = MappingProxyType({"cd": 1, "di5": 5, "cd_nok": 1, "mcd": 1})


def disruption(
    index: DescentIndex, date: Floats, *, window: float | None = None, variant: Variant = "cd"
) -> Floats:
    """Compute the disruption index of every paper.

    Of the later papers, ``i`` descend in one step from the paper and none of its parents, ``j``
    from both, and ``k`` from a parent but not from the paper. The index runs from 1 (all build
    on the paper without its parents) to -1 (all build on both).

    Parameters
    ----------
    index : DescentIndex
    date : ndarray of float64, shape (papers,)
        In years or days; nan if unknown. A paper of the same date is not a later paper.
    window : float, optional
        Count only papers up to this much later, inclusive, in the unit of `date`.
    variant : {"cd", "di5", "cd_nok", "mcd"}, optional
        - ``"cd"``: ``(i - j) / (i + j + k)``, also called DI1.
        - ``"di5"``: the same, but ``j`` counts papers that share at least five of the parents.
          Papers that share one to four are ignored.
        - ``"cd_nok"``: ``(i - j) / (i + j)``.
        - ``"mcd"``: CD times the number of later papers that descend from the paper. The package
          ``cdindex`` multiplies by all of them up to the end of the window, also those of the same
          date: with dates by year, the two differ wherever a paper is cited in its own year.

    Returns
    -------
    ndarray of float64, shape (papers,)
        nan if no later paper counts or the paper has no date. A paper without parents has only
        ``i``, so its 1 is not a sign of disruption.

    Raises
    ------
    ArgumentError
        If `variant` is unknown, or `window` is not above 0.

    References
    ----------
    Funk & Owen-Smith 2017, doi:10.1287/mnsc.2015.2366 (CD and mCD); Wu, Wang & Evans 2019,
    doi:10.1038/s41586-019-0941-9; Bornmann, Devarakonda, Tekles & Chacko 2020,
    doi:10.1162/qss_a_00068 (DI5 and without k).
    """
    if variant not in SHARED:
        known: dict[str, Value] = {"name": repr(variant), "names": tuple(SHARED)}
        raise ArgumentError(Message("error.variant", known))
    if window is not None and not window > 0:
        raise ArgumentError(Message("error.span", {"name": "window", "value": str(window)}))
    children, parents = index.adjacency(older=False), index.adjacency(older=True)
    alone, both, beside, later = later_papers(
        children.starts,
        children.ends,
        parents.starts,
        parents.ends,
        np.asarray(date, dtype=np.float64)[index.paper],
        np.inf if window is None else float(window),
        SHARED[variant],
    )
    of = alone + both + (0 if variant == "cd_nok" else beside)
    found = np.full(len(index), np.nan)
    np.divide(alone - both, of, out=found, where=of > 0)
    if variant == "mcd":
        found *= later
    return index.by_paper(found, older=False)


def _pairs_of_children(child_starts: Ints, *_: object) -> int:
    return int(np.square(np.diff(child_starts).astype(np.int64)).sum())


@kernel(_pairs_of_children)
def later_papers(
    child_starts: Ints,
    children: Ints,
    parent_starts: Ints,
    parents: Ints,
    date: Floats,
    window: float,
    min_shared: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count later papers that build on each node, on its parents, or on both.

    Parameters
    ----------
    child_starts, children, parent_starts, parents : ndarray of int32
        Both directions of the graph in compressed rows, each pair once. In the parent arrays,
        nodes are numbered from the end.
    date : ndarray of float64, shape (nodes,)
    window : float
    min_shared : int
        Minimum number of shared parents for a child to count in `both`.

    Returns
    -------
    alone, both, beside : ndarray of int64, shape (nodes,)
        Papers that descend from the node only, from it and its parents, and from its parents only.
    later : ndarray of int64, shape (nodes,)
        Later papers that descend from the node.
    """
    count = len(date)
    alone = np.zeros(count, dtype=np.int64)
    both = np.zeros(count, dtype=np.int64)
    beside = np.zeros(count, dtype=np.int64)
    later = np.zeros(count, dtype=np.int64)
    shared = np.zeros(count, dtype=np.int32)
    met = np.zeros(count, dtype=np.int32)
    for node in range(count):
        n_met = 0
        mirrored = count - 1 - node
        for up in range(parent_starts[mirrored], parent_starts[mirrored + 1]):
            parent = count - 1 - parents[up]
            for place in range(child_starts[parent], child_starts[parent + 1]):
                other = children[place]
                if date[node] < date[other] <= date[node] + window:
                    if shared[other] == 0:
                        met[n_met] = other
                        n_met += 1
                    shared[other] += 1
        for place in range(child_starts[node], child_starts[node + 1]):
            child = children[place]
            if date[node] < date[child] <= date[node] + window:
                later[node] += 1
                alone[node] += shared[child] == 0
                both[node] += shared[child] >= min_shared
                shared[child] = 0
        for place in range(n_met):
            beside[node] += shared[met[place]] > 0
            shared[met[place]] = 0
    return alone, both, beside, later
