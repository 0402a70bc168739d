"""Main path analysis on the condensed graph: traversal counts, path searches, reduction.

A *node* is a strongly connected component, usually a single paper. A *link* is an edge of the
condensed graph; parallel relations make one link. Links run from the older node to the newer, as
main paths are drawn, and so against citing → cited. Counts are Python integers, because on real
networks they exceed 2**53 and floats would create false ties.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from .adjacency import Adjacency, adjacency_of, implied_edges, reach
from .kernels import distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from .compiled import DescentIndex


@dataclass(frozen=True, eq=False)
class CondensedEdges:
    """Links of the condensed graph, sorted by older, then newer end; all run to higher numbers.

    Parameters
    ----------
    count : int
        Number of nodes; a node is a component of the `DescentIndex`.
    older, newer : list of int
        The two ends of each link; `older` is the lower number.
    """

    count: int
    older: list[int]
    newer: list[int]

    def __len__(self) -> int:
        return len(self.older)

    @cached_property
    def roots(self) -> list[int]:
        """Nodes with newer neighbours only; a node without links is not a root."""
        return sorted(set(self.older).difference(self.newer))

    @cached_property
    def leaves(self) -> list[int]:
        """Nodes with older neighbours only."""
        return sorted(set(self.newer).difference(self.older))

    @cached_property
    def chains_from_roots(self) -> list[int]:
        """Number of chains from any root to each node; 1 for a root itself."""
        return _chains(self, older=True)

    @cached_property
    def ends(self) -> NDArray[np.int32]:
        """`older` and `newer` as an array, shape (2, links)."""
        return np.array([self.older, self.newer], dtype=np.int32)

    def adjacency(self, *, older: bool, without: NDArray[np.bool_] | None = None) -> Adjacency:
        """Return the links as an adjacency, leaving out those marked in `without`.

        Towards older nodes, nodes are numbered from the end.
        """
        tails, heads = self.ends if without is None else self.ends[:, ~without]
        return adjacency_of(tails, heads, np.arange(self.count, dtype=np.int32), older=older)

    def sweep(self, *, older: bool) -> tuple[list[int], list[int], Sequence[int]]:
        """Return the ends of the links and an order for a sweep in one direction.

        Parameters
        ----------
        older : bool
            Whether the far end is the older one.

        Returns
        -------
        near, far : list of int
        order : sequence of int
            An order in which all links leaving a node come before the links that enter it.
        """
        if older:
            return self.newer, self.older, range(len(self))
        return self.older, self.newer, range(len(self) - 1, -1, -1)


def condensed_edges(index: DescentIndex) -> CondensedEdges:
    """Return the condensed graph of an index.

    Parameters
    ----------
    index : DescentIndex

    Returns
    -------
    CondensedEdges
        Its nodes are the numbers in ``index.component``.
    """
    count = int(index.component[-1]) + 1 if len(index) else 0
    tails = index.component[index.tails]
    heads = index.component[index.children]
    apart = tails != heads
    older, newer = distinct(tails[apart], heads[apart], count)
    return CondensedEdges(count, older.tolist(), newer.tolist())


# Traversal counts


def spc(links: CondensedEdges) -> list[int]:
    """Compute the search path count (SPC): chains from a root to a leaf through each link.

    The counts are a flow: at a node that is neither root nor leaf, the counts of its incoming
    links and of its outgoing links have the same sum. This equals adding one virtual source
    before all roots and one virtual sink behind all leaves.

    Returns
    -------
    list of int
        One per link.

    References
    ----------
    Batagelj 2003, Efficient algorithms for citation network analysis, arXiv:cs/0309023.
    """
    return _products(links, links.chains_from_roots, _chains(links, older=False))


def splc(links: CondensedEdges) -> list[int]:
    """Compute the search path link count (SPLC): chains from *any* node to a leaf per link.

    Returns
    -------
    list of int
        One per link.

    References
    ----------
    Hummon & Doreian 1989, doi:10.1016/0378-8733(89)90017-8.
    """
    return _products(links, _chains(links, older=True, every=True), _chains(links, older=False))


def spnp(links: CondensedEdges) -> list[int]:
    """Compute the search path node pair count (SPNP): chains between any two nodes per link.

    SPNP counts *chains*: a pair of nodes counts once for every chain through the link that joins
    it. `nppc` counts every pair once; published tools often confuse the two.

    Returns
    -------
    list of int
        One per link.

    References
    ----------
    Hummon & Doreian 1989, doi:10.1016/0378-8733(89)90017-8, in the reading of Batagelj 2003,
    arXiv:cs/0309023.
    """
    every = _chains(links, older=True, every=True), _chains(links, older=False, every=True)
    return _products(links, *every)


def nppc(links: CondensedEdges) -> list[int]:
    """Compute the node pair projection count (NPPC): *pairs* of nodes joined through each link.

    Each pair counts once, however many chains join it. The count is the number of ancestors of
    the older end times the number of descendants of the newer end, both ends included.

    Returns
    -------
    list of int
        One per link.

    References
    ----------
    Hummon & Doreian 1989, doi:10.1016/0378-8733(89)90017-8.
    """
    below, implied = reach(links.adjacency(older=False))
    # Implied links do not change reachability.
    above, _ = reach(links.adjacency(older=True, without=implied))
    return _products(links, (above[::-1] + 1).tolist(), (below + 1).tolist())


TRAVERSALS: Mapping[str, Callable[[CondensedEdges], list[int]]] = MappingProxyType(
    {"spc": spc, "splc": splc, "spnp": spnp, "nppc": nppc}
)
"""Functions that compute the traversal counts, by name."""


def total_flow(links: CondensedEdges) -> int:
    """Count the chains from a root to a leaf.

    Returns
    -------
    int
        0 if there are no links; nodes without links do not count.
    """
    return sum(links.chains_from_roots[leaf] for leaf in links.leaves)


def _chains(links: CondensedEdges, *, older: bool, every: bool = False) -> list[int]:
    """Count the chains between each node and the ends of the network (or every node)."""
    counts = [int(every)] * links.count
    for end in links.roots if older else links.leaves:
        counts[end] = 1
    if older:
        for tail, head in zip(links.older, links.newer, strict=True):
            counts[head] += counts[tail]
    else:
        for tail, head in zip(reversed(links.older), reversed(links.newer), strict=True):
            counts[tail] += counts[head]
    return counts


def _products(links: CondensedEdges, above: list[int], below: list[int]) -> list[int]:
    return [above[tail] * below[head] for tail, head in zip(links.older, links.newer, strict=True)]


# Searches


def main_links(
    links: CondensedEdges,
    weights: Sequence[int],
    starts: Sequence[int],
    *,
    older: bool,
    whole: bool,
) -> list[int]:
    """Find the main path from some nodes to the end of the network, with all ties.

    Parameters
    ----------
    links : CondensedEdges
    weights : sequence of int
        One positive number per link.
    starts : sequence of int
        The start nodes; only those with the heaviest path are used.
    older : bool
        Whether to go towards older nodes.
    whole : bool
        True for global search: the path with the largest sum. False for local search: the
        heaviest link at each node.

    Returns
    -------
    list of int
        The links on any main path, ascending. Every path made of these links is a main path.

    References
    ----------
    Local search: Hummon & Doreian 1989, doi:10.1016/0378-8733(89)90017-8; global search: Liu &
    Lu 2012, doi:10.1002/asi.21692.
    """
    value = _onward(links, weights, older=older, whole=whole)
    best = max((value[node] for node in starts), default=0)
    first = [node for node in starts if value[node] == best]
    return _followed(links, weights, first, value, older=older, whole=whole)


def key_route_links(
    links: CondensedEdges, weights: Sequence[int], *, routes: int, whole: bool
) -> tuple[list[int], list[int]]:
    """Find the key-route main paths: the heaviest links, extended to both ends of the network.

    Parameters
    ----------
    links : CondensedEdges
    weights : sequence of int
        One positive number per link.
    routes : int
        Number of key links; ties with the last one are included.
    whole : bool
        Whether to extend by global search, as for `main_links`.

    Returns
    -------
    keys : list of int
        The key links, ascending.
    found : list of int
        The key links and their extensions, ascending.

    References
    ----------
    Liu & Lu 2012, doi:10.1002/asi.21692.
    """
    least = sorted(weights)[-routes:]
    keys = [link for link, weight in enumerate(weights) if weight >= least[0]]
    found = set(keys)
    for older, ends in ((True, links.older), (False, links.newer)):
        value = _onward(links, weights, older=older, whole=whole)
        first = [ends[link] for link in keys]
        found.update(_followed(links, weights, first, value, older=older, whole=whole))
    return keys, sorted(found)


def generations(links: CondensedEdges) -> list[int]:
    """Compute the length of the longest chain that ends at each node.

    Returns
    -------
    list of int
        One per node, in links; 0 for nodes without ancestors.
    """
    return _onward(links, [1] * len(links), older=True, whole=True)


def criticality(links: CondensedEdges) -> list[int]:
    """Compute criticality: length of the longest chain minus the longest one through each node.

    This is the generalised criticality with unit weights. Nodes with 0 lie on a longest chain;
    they are the *zero-criticality basket*.

    Returns
    -------
    list of int
        One per node; a node without links has the length of the longest chain.

    References
    ----------
    Price & Evans 2025, Understanding main path analysis, arXiv:2512.12355.
    """
    below = _onward(links, [1] * len(links), older=False, whole=True)
    through = [sum(both) for both in zip(generations(links), below, strict=True)]
    longest = max(through, default=0)
    return [longest - length for length in through]


def heaviest(
    links: CondensedEdges, weights: Sequence[int], chosen: Sequence[int]
) -> tuple[int, int]:
    """Return the weight of the heaviest chain of some links, and the number of their chains.

    Parameters
    ----------
    links : CondensedEdges
    weights : sequence of int
        One number per link.
    chosen : sequence of int
        The links to use, ascending.

    Returns
    -------
    total : int
        The largest sum of weights along one chain.
    chains : int
        Number of chains from a root to a leaf of these links.
    """
    part = CondensedEdges(
        links.count, [links.older[link] for link in chosen], [links.newer[link] for link in chosen]
    )
    value = _onward(part, [weights[link] for link in chosen], older=False, whole=True)
    return max(value, default=0), total_flow(part)


def _onward(
    links: CondensedEdges, weights: Sequence[int], *, older: bool, whole: bool
) -> list[int]:
    """Weight of the best path on from each node: its sum (`whole`) or that of its first link."""
    near, far, order = links.sweep(older=older)
    value = [0] * links.count
    for link in order:
        onward = weights[link] + (value[far[link]] if whole else 0)
        value[near[link]] = max(value[near[link]], onward)
    return value


def _followed(
    links: CondensedEdges,
    weights: Sequence[int],
    starts: Sequence[int],
    value: list[int],
    *,
    older: bool,
    whole: bool,
) -> list[int]:
    """Links on every best path on from these nodes, ascending."""
    near, far, order = links.sweep(older=older)
    passed = [False] * links.count
    for node in starts:
        passed[node] = True
    found = []
    for link in reversed(order):
        onward = weights[link] + (value[far[link]] if whole else 0)
        if passed[near[link]] and onward == value[near[link]]:
            passed[far[link]] = True
            found.append(link)
    return sorted(found)


# Reduction


def implied_links(links: CondensedEdges) -> list[bool]:
    """Mark the links that the transitive reduction leaves out.

    Returns
    -------
    list of bool
        One per link. The unmarked links are the smallest set with the same reachability (Aho,
        Garey & Ullman 1972, doi:10.1137/0201008).
    """
    return list(map(bool, implied_edges(links.adjacency(older=False))))


def implied_rows(index: DescentIndex) -> NDArray[np.int32]:
    """Return the relation rows of the links that the transitive reduction leaves out.

    Returns
    -------
    ndarray of int32
        Ascending.
    """
    links = condensed_edges(index)
    keys = np.array(links.older, dtype=np.int64) * links.count + links.newer
    tails = index.component[index.tails].astype(np.int64)
    implied = np.isin(
        tails * links.count + index.component[index.children], keys[implied_links(links)]
    )
    return np.sort(index.child_rows[implied])
