"""Initial orders for crossing reduction: different starts lead to different local minima."""

from collections.abc import Iterator

import numpy as np

from .arrays import GOLDEN, FloatArray
from .layers import LayeredGraph

_NOTHING_LEFT = 1e-9


def start_orders(graph: LayeredGraph, keys: FloatArray) -> Iterator[FloatArray]:
    """Yield heights of all nodes; sorting each column by one of them gives a start order.

    The first is the most stable when papers are added or removed, if the others keep their keys.
    """
    yield from _smooth_vectors(graph, _node_keys(graph, keys), 3)
    yield _depth_first(graph, from_left=True)
    yield _depth_first(graph, from_left=False)
    yield np.arange(len(graph.column), dtype=np.float64)


def _depth_first(graph: LayeredGraph, *, from_left: bool) -> FloatArray:
    """Return the visiting order of a depth-first search over the links, from one side."""
    near, far = (graph.tail, graph.head) if from_left else (graph.head, graph.tail)
    follow: list[list[int]] = [[] for _ in graph.column]
    for a, b in zip(near.tolist(), far.tolist(), strict=True):
        follow[a].append(b)
    side = graph.column if from_left else -graph.column
    visited: dict[int, int] = {}
    for root in np.argsort(side, kind="stable").tolist():
        stack = [root]
        while stack:
            node = stack.pop()
            if node not in visited:
                visited[node] = len(visited)
                stack += reversed(follow[node])
    return np.array([visited[node] for node in range(len(graph.column))], dtype=np.float64)


def _node_keys(graph: LayeredGraph, keys: FloatArray) -> FloatArray:
    """Return a key for each node that depends only on the papers at its ends."""
    bundles, papers = graph.bundles, graph.papers
    passed = np.maximum(bundles.span - 1, 0)
    owner = np.concatenate(
        [np.repeat(np.arange(len(passed)), passed), np.flatnonzero(bundles.span == 0)]
    )
    ends = 7.13 * keys[bundles.left[owner]] + 3.71 * keys[bundles.right[owner]]
    between = np.modf(ends + GOLDEN * graph.column[papers:])[0]
    return np.concatenate([keys, between])


def _smooth_vectors(graph: LayeredGraph, keys: FloatArray, count: int) -> Iterator[FloatArray]:
    """Yield vectors that vary slowly along the links: the leading Laplacian eigenvectors.

    Uses a fixed number of power iterations, with sums in a fixed order, so that all machines give
    identical results; an eigenvalue solver does not guarantee that.
    """
    nodes = len(graph.column)
    ends = np.concatenate([graph.tail, graph.head])
    others = np.concatenate([graph.head, graph.tail])
    degree = np.maximum(np.bincount(ends, minlength=nodes), 1).astype(np.float64)
    found = [np.sqrt(degree)]
    for number in range(count):
        vector = np.modf(keys * 10 * (number + 1))[0] - 0.5
        for _ in range(600):
            pulled = np.bincount(ends, weights=(vector / np.sqrt(degree))[others], minlength=nodes)
            vector = (vector + pulled / np.sqrt(degree)) / 2
            for known in found:
                vector = vector - known * ((vector * known).sum() / (known * known).sum())
            peak = float(np.abs(vector).max(initial=0.0))
            if peak < _NOTHING_LEFT:
                break
            vector = vector / peak
        else:
            found.append(vector)
            yield np.round(vector / np.sqrt(degree), 9)
