"""Flows of descent: how many chains run through each link, in exact integers.

A *node* is a paper, or a group of papers that descend from each other, which counts as one. A
*link* joins two nodes if any descent edge does; two relations between one pair make one link.
Citation data run citing → cited; a link runs the other way, from the older node to the newer, as
main paths are drawn. Counts are Python integers: on real networks they pass 2**53, and floats
would make ties of what is none.
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
    """All links, sorted by their older and then their newer end; all run to higher numbers.

    Parameters
    ----------
    count : int
        Number of nodes; a node is a component of the `DescentIndex`.
    older, newer : list of int
        The two ends of each link; `older` is always the lower number.
    """

    count: int
    older: list[int]
    newer: list[int]

    def __len__(self) -> int:
        return len(self.older)

    @cached_property
    def roots(self) -> list[int]:
        """Nodes with newer neighbours only; a node without links is no root."""
        return sorted(set(self.older).difference(self.newer))

    @cached_property
    def leaves(self) -> list[int]:
        """Nodes with older neighbours only."""
        return sorted(set(self.newer).difference(self.older))

    @cached_property
    def chains_from_roots(self) -> list[int]:
        """How many chains lead from a root to each node; 1 for a root itself."""
        return _chains(self, older=True)

    @cached_property
    def ends(self) -> NDArray[np.int32]:
        """`older` and `newer` as an array, shape (2, links)."""
        return np.array([self.older, self.newer], dtype=np.int32)

    def adjacency(self, *, older: bool, without: NDArray[np.bool_] | None = None) -> Adjacency:
        """Give the links as arrays; towards older nodes the numbers are counted from the end.

        Those marked in `without` are left out.
        """
        tails, heads = self.ends if without is None else self.ends[:, ~without]
        return adjacency_of(tails, heads, np.arange(self.count, dtype=np.int32), older=older)

    def sweep(self, *, older: bool) -> tuple[list[int], list[int], Sequence[int]]:
        """Near end, far end and an order of the links for a sweep that looks one way.

        Parameters
        ----------
        older : bool
            Whether the far end is the older one.

        Returns
        -------
        near, far : list of int
        order : sequence of int
            Every link at whose near end the far end's own sweep is done comes later.
        """
        if older:
            return self.newer, self.older, range(len(self))
        return self.older, self.newer, range(len(self) - 1, -1, -1)


def condensed_edges(index: DescentIndex) -> CondensedEdges:
    """Condense an index to its links.

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
    """Search path count: chains from a root to a leaf that pass through each link.

    The counts obey the law of flow: at a node that is neither root nor leaf, those of the links
    to its older neighbours add up to those of the links to its newer ones. That is the network
    with one virtual source before all roots and one virtual sink behind all leaves.

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
    """Search path link count: chains from *any* node to a leaf through each link.

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
    """Search path node pair: chains from any node to any other through each link.

    It counts *chains*: a pair of nodes counts as often as chains through the link join it.
    What counts every pair once is `nppc`; published tools often confuse the two.

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
    """Node pair projection count: *pairs* of nodes that a chain through each link joins.

    Each pair counts once, over however many chains: the older end with its ancestors times the
    newer end with its descendants.

    Returns
    -------
    list of int
        One per link.

    References
    ----------
    Hummon & Doreian 1989, doi:10.1016/0378-8733(89)90017-8.
    """
    below, implied = reach(links.adjacency(older=False))
    # Beside a longer chain a link adds nothing to what is reached.
    above, _ = reach(links.adjacency(older=True, without=implied))
    return _products(links, (above[::-1] + 1).tolist(), (below + 1).tolist())


TRAVERSALS: Mapping[str, Callable[[CondensedEdges], list[int]]] = MappingProxyType(
    {"spc": spc, "splc": splc, "spnp": spnp, "nppc": nppc}
)
"""The traversal counts, each with its computation."""


def total_flow(links: CondensedEdges) -> int:
    """Count the chains from a root to a leaf.

    Returns
    -------
    int
        0 where nothing descends; nodes without links take no part.
    """
    return sum(links.chains_from_roots[leaf] for leaf in links.leaves)


def _chains(links: CondensedEdges, *, older: bool, every: bool = False) -> list[int]:
    """Chains between each node and the ends of the network, or every node that way."""
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
    """Follow the heaviest way from some nodes to the end of the network, with all ties.

    Parameters
    ----------
    links : CondensedEdges
    weights : sequence of int
        One positive number per link.
    starts : sequence of int
        The nodes from which to start; only those with the heaviest way on count.
    older : bool
        Whether to go towards older nodes.
    whole : bool
        Global search if true: the way with the largest sum. Otherwise local search: at each
        node the heaviest link.

    Returns
    -------
    list of int
        The links on any such way, ascending; every way made of them is one.

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
    """Take the heaviest links of all, and extend each to both ends of the network.

    Parameters
    ----------
    links : CondensedEdges
    weights : sequence of int
        One positive number per link.
    routes : int
        How many key links to take; those tied with the last of them are taken too.
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
    """Count the links of the longest chain that leads to each node.

    Returns
    -------
    list of int
        One per node; 0 for those that descend from nothing.
    """
    return _onward(links, [1] * len(links), older=True, whole=True)


def criticality(links: CondensedEdges) -> list[int]:
    """Count the steps by which the longest chain through each node falls short of the longest.

    This is the generalised criticality with unit weights; the nodes with 0, those on any of the
    longest chains, are the *zero-criticality basket*.

    Returns
    -------
    list of int
        One per node; a node without links falls short by the whole longest chain.

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
    """Weigh the heaviest chain of some links, and count their chains.

    Parameters
    ----------
    links : CondensedEdges
    weights : sequence of int
        One number per link.
    chosen : sequence of int
        The links that take part, ascending.

    Returns
    -------
    total : int
        The largest sum of weights along one chain.
    chains : int
        How many chains lead from an oldest to a newest node of these links.
    """
    part = CondensedEdges(
        links.count, [links.older[link] for link in chosen], [links.newer[link] for link in chosen]
    )
    value = _onward(part, [weights[link] for link in chosen], older=False, whole=True)
    return max(value, default=0), total_flow(part)


def _onward(
    links: CondensedEdges, weights: Sequence[int], *, older: bool, whole: bool
) -> list[int]:
    """The weight of the best way on from each node: of the whole way, or of its first link."""
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
    """The links on every best way on from each of these nodes, ascending."""
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
    """Mark the links that a longer chain implies: all that the transitive reduction leaves out.

    Returns
    -------
    list of bool
        One per link. Without the marked links every node reaches what it reached, and no
        smaller set of links does (Aho, Garey & Ullman 1972, doi:10.1137/0201008).
    """
    return list(map(bool, implied_edges(links.adjacency(older=False))))


def implied_rows(index: DescentIndex) -> NDArray[np.int32]:
    """Find the rows of the links that a longer chain implies.

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
