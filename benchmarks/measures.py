"""Every measure on one citation graph of 28,000 papers, beside the libraries that have it too.

One process. "first s" is the first call of llmgraph, which loads the machine code (and compiles,
once per machine), "llmgraph" the best of three more; peers run once. The graphs of all libraries
are made beforehand. Where a peer would take minutes, all run on a graph of 3,000 papers; "–" is a
peer without the measure, or too slow for this size. Ratios above 1 say that llmgraph is faster.
A second table has the public calls on the large graph, with all that they give.
Run with: make bench
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import version

import numpy as np
from citations import citation_edges

import llmgraph
from llmgraph.engine import centrality, compile_index, flows, unroll
from llmgraph.engine.compiler import compiled
from llmgraph.engine.disruption import disruption
from llmgraph.engine.dominators import immediate_dominators, reverse_postorder
from llmgraph.queries.measures import MEASURES

PEERS = ("networkx", "igraph", "rustworkx", "scipy")
SMALL, LARGE = 3_000, 28_000


@cache
def library(name):
    try:
        return import_module(name)
    except ImportError:
        return None


@dataclass
class Corpus:
    """One graph as every library wants it: parent to child, papers in the order of their dates."""

    papers: int

    def __post_init__(self):
        self.parents, self.children = citation_edges(self.papers, self.papers * 25 // 2)
        self.index = self.compile()
        every = np.zeros(len(self.parents), np.uint8), np.ones(len(self.parents), bool)
        self.unrolled = unroll(self.index, *every, allowed=None)
        self.date = 1992 + np.floor(np.arange(self.papers) / self.papers * 120) / 12
        self.links = flows.links_of(self.index)
        self.roots = np.flatnonzero(np.diff(self.index.parent_starts) == 0).astype(np.int32)
        pairs = list(zip(self.parents.tolist(), self.children.tolist(), strict=True))
        self.graph = llmgraph.PaperGraph(
            [
                {"id": f"p{paper:05}", "title": f"Paper {paper}", "date": month(date)}
                for paper, date in enumerate(self.date)
            ],
            [(f"p{child:05}", "cites", f"p{parent:05}") for parent, child in pairs],
        )
        # A last node above all papers without parents, for the dominators.
        above = [(self.papers, int(self.index.paper[root])) for root in self.roots]
        if nx := library("networkx"):
            self.nx = nx.DiGraph()
            self.nx.add_nodes_from(range(self.papers))
            self.nx.add_edges_from(pairs)
            self.nx_back = self.nx.reverse()
            self.nx_rooted = nx.DiGraph([*pairs, *above])
        if igraph := library("igraph"):
            self.igraph = igraph.Graph(self.papers, pairs, directed=True)
            self.igraph_back = igraph.Graph(self.papers, [pair[::-1] for pair in pairs], True)
            self.igraph_rooted = igraph.Graph(self.papers + 1, [*pairs, *above], True)
        if rx := library("rustworkx"):
            self.rx = rx.PyDiGraph()
            self.rx.add_nodes_from(range(self.papers))
            self.rx.add_edges_from_no_data(pairs)
            self.rx_back = self.rx.copy()
            self.rx_back.reverse()
        if library("scipy"):
            sparse = import_module("scipy.sparse")
            ones = np.ones(len(self.parents))
            self.matrix = sparse.csr_array(
                (ones, (self.parents, self.children)), shape=(self.papers, self.papers)
            )

    def compile(self):
        rows = np.arange(len(self.parents), dtype=np.int32)
        return compile_index(self.papers, self.parents, self.children, rows)

    def dominators(self):
        order = reverse_postorder(self.index.child_starts, self.index.children, self.roots)
        found = immediate_dominators(
            self.index.parent_starts, self.index.parents, order, self.roots
        )
        return np.where(found < 0, self.papers, self.index.paper[found])[self.index.place]


def numbers(found, count):
    """Values by paper, from a mapping or a list; nan for papers that a mapping leaves out."""
    if hasattr(found, "keys"):
        found = dict(found.items())
        found = [found.get(one, np.nan) for one in range(count)]
    return np.array(list(found)[:count], dtype=float)


def levels(generations, count):
    """Generation of each paper, from a list of generations."""
    found = np.zeros(count)
    for number, papers in enumerate(generations):
        found[list(papers)] = number
    return found


def solved(corpus, factor, source, *, shared):
    """Add to what each paper has what its children pass on: a sparse system, solved exactly."""
    linalg = import_module("scipy.sparse.linalg")
    sparse = import_module("scipy.sparse")
    counts = np.maximum(corpus.matrix.sum(axis=0), 1) if shared else np.ones(corpus.papers)
    matrix = sparse.eye_array(corpus.papers) - factor * corpus.matrix @ sparse.diags_array(
        1 / counts
    )
    return linalg.spsolve_triangular(matrix.tocsr(), source, lower=False)


def sparse_disruption(corpus):
    """The CD index from products of sparse matrices."""
    below = corpus.matrix
    shared = (below.T @ below).tocoo()
    later = corpus.date[shared.col] > corpus.date[shared.row]
    row, col = shared.row[later], shared.col[later]
    both = np.asarray(below[row, col]).ravel() > 0
    beside = np.bincount(row[~both], minlength=corpus.papers)
    both = np.bincount(row[both], minlength=corpus.papers)
    edges = below.tocoo()
    later = corpus.date[edges.col] > corpus.date[edges.row]
    alone = np.bincount(edges.row[later], minlength=corpus.papers) - both
    with np.errstate(invalid="ignore"):
        return (alone - both) / (alone + both + beside)


def wf_closeness(corpus):
    """What igraph calls closeness looks at the reached papers only: scale it by how many they are."""
    reached = np.array(corpus.igraph.neighborhood_size(order=corpus.papers, mode="out")) - 1
    return np.array(corpus.igraph.closeness(mode="out")) * reached / (corpus.papers - 1)


@dataclass
class Row:
    """A measure, the peers that have it, and how their answers are brought to one form."""

    name: str
    ours: object
    peers: dict = field(default_factory=dict)
    papers: int = LARGE


def scaled(values):
    values = np.array(values)
    return values / values.sum()


def best_pairs(corpus):
    """The ten highest numbers of papers that refer to both papers of a pair."""
    found = corpus.graph.similar(by="cocitation", weight="raw", top=10)
    return [pair.score for pair in found.pairs][:10]


def sparse_best_pairs(corpus):
    """The same from a product of sparse matrices."""
    sparse = import_module("scipy.sparse")
    shared = sparse.triu(corpus.matrix @ corpus.matrix.T, k=1).data
    return np.sort(np.partition(shared, -10)[-10:])[::-1]


def kept_edges(corpus):
    """Relations that the reduction keeps."""
    return len(corpus.links) - sum(flows.implied_links(corpus.links))


ROWS = [
    Row("components; ours: the index", lambda c: int(c.compile().component[-1]) + 1, {
        "networkx": lambda c: sum(1 for _ in library("networkx").strongly_connected_components(c.nx)),
        "igraph": lambda c: len(c.igraph.connected_components(mode="strong")),
        "rustworkx": lambda c: len(library("rustworkx").strongly_connected_components(c.rx)),
        "scipy": lambda c: import_module("scipy.sparse.csgraph").connected_components(c.matrix, connection="strong")[0],
    }),
    Row("fewest steps from one paper", lambda c: np.where((s := c.index.steps(0, older=False)) < 0, np.nan, s), {
        "networkx": lambda c: library("networkx").single_source_shortest_path_length(c.nx, 0),
        "igraph": lambda c: [np.nan if step == np.inf else step for step in c.igraph.distances(0)[0]],
        "scipy": lambda c: np.where(np.isinf(s := import_module("scipy.sparse.csgraph").dijkstra(c.matrix, indices=0, unweighted=True)), np.nan, s),
    }),
    Row("generation", lambda c: centrality.generation(c.index), {
        "networkx": lambda c: levels(library("networkx").topological_generations(c.nx), c.papers),
        "rustworkx": lambda c: levels(library("rustworkx").topological_generations(c.rx), c.papers),
    }),
    Row("descendants, all counts", lambda c: c.unrolled.reachable_counts(older=False), {
        "igraph": lambda c: np.array(c.igraph.neighborhood_size(order=c.papers, mode="out")) - 1,
    }),
    Row("descendants, all counts", lambda c: c.unrolled.reachable_counts(older=False), {
        "networkx": lambda c: [len(library("networkx").descendants(c.nx, one)) for one in range(c.papers)],
        "rustworkx": lambda c: [len(library("rustworkx").descendants(c.rx, one)) for one in range(c.papers)],
    }, SMALL),
    Row("PageRank", lambda c: centrality.pagerank(c.index), {
        "networkx": lambda c: library("networkx").pagerank(c.nx_back, 0.85, tol=1e-12 / c.papers, max_iter=1000),
        "igraph": lambda c: c.igraph_back.pagerank(damping=0.85),
        "rustworkx": lambda c: library("rustworkx").pagerank(c.rx_back, 0.85, tol=1e-12 / c.papers, max_iter=1000),
        "scipy": lambda c: scaled(solved(c, 0.85, np.ones(c.papers), shared=True)),
    }),
    Row("CiteRank", lambda c: centrality.citerank(c.index, 2002 - c.date), {
        "scipy": lambda c: solved(c, 0.5, scaled(np.exp((c.date - 2002) / 2.6)), shared=True),
    }),
    Row("Katz, alpha 0.01", lambda c: centrality.katz(c.index, alpha=0.01), {
        "networkx": lambda c: library("networkx").katz_centrality(c.nx_back, 0.01, 1.0, max_iter=1000, tol=1e-13, normalized=False),
        "scipy": lambda c: solved(c, 0.01, np.ones(c.papers), shared=False),
    }),
    Row("HITS, hubs", lambda c: centrality.hits(c.index)[0], {
        "networkx": lambda c: library("networkx").hits(c.nx_back, max_iter=1000, tol=1e-13)[0],
        "igraph": lambda c: scaled(c.igraph_back.hub_score()),
        "rustworkx": lambda c: library("rustworkx").hits(c.rx_back, max_iter=1000, tol=1e-13)[0],
    }),
    Row("closeness", lambda c: centrality.closeness(c.index)),
    Row("closeness", lambda c: centrality.closeness(c.index), {
        "networkx": lambda c: positive(library("networkx").closeness_centrality(c.nx_back), c.papers),
        "igraph": wf_closeness,
        "rustworkx": lambda c: positive(library("rustworkx").closeness_centrality(c.rx_back), c.papers),
    }, SMALL),
    Row("betweenness, exact", lambda c: centrality.betweenness(c.index), {
        "networkx": lambda c: library("networkx").betweenness_centrality(c.nx),
        "igraph": lambda c: np.array(c.igraph.betweenness()) / (c.papers - 1) / (c.papers - 2),
        "rustworkx": lambda c: library("rustworkx").betweenness_centrality(c.rx),
    }, SMALL),
    Row("betweenness, sample of 500", lambda c: centrality.betweenness(c.index, sample=500, seed=0)),
    Row("disruption (CD)", lambda c: disruption(c.index, c.date), {"scipy": sparse_disruption}),
    Row("co-citation, best of all", best_pairs, {"scipy": sparse_best_pairs}),
    # Two runs on this many relations; the peer makes ten.
    Row("communities, modularity", lambda c: c.graph.communities().modularity, {
        "igraph": lambda c: c.igraph.as_undirected().community_leiden("modularity", n_iterations=10).modularity,
    }),
    Row("implied relations", kept_edges, {}),
    Row("implied relations", kept_edges, {
        "networkx": lambda c: library("networkx").transitive_reduction(c.nx).number_of_edges(),
        "rustworkx": lambda c: library("rustworkx").transitive_reduction(c.rx)[0].num_edges(),
    }, SMALL),
    Row("dominators", Corpus.dominators, {
        "networkx": lambda c: numbers(library("networkx").immediate_dominators(c.nx_rooted, c.papers), c.papers),
        "igraph": lambda c: c.igraph_rooted.dominator(c.papers),
    }),
    *(Row(f"{name.upper()} of every link", lambda c, kind=kind: kind.counts(c.links)) for name, kind in flows.TRAVERSALS.items()),
    Row("main path, global search", lambda c: flows.main_links(c.links, c.spc, c.links.roots, older=False, whole=True)),
    Row("main path, key routes", lambda c: flows.key_route_links(c.links, c.spc, routes=10, whole=True)),
]  # fmt: skip


def public_calls(graph):
    """Every public question that looks at the whole graph, by the words in which it is asked."""
    first, last = graph.ids[0], graph.ids[-1]
    # Without a sample betweenness is a search from every paper.
    settings = {"betweenness": {"sample": 500, "seed": 0}}
    calls = {
        f"rank({name!r})": lambda name=name: graph.rank(name, **settings.get(name, {}))
        for name in MEASURES
    }
    calls |= {f"traversals({by!r})": lambda by=by: graph.traversals(by) for by in flows.TRAVERSALS}
    return calls | {
        "main_path()": graph.main_path,
        "main_path(search='key-route', routes=10)": lambda: graph.main_path(
            search="key-route", routes=10
        ),
        "keystones()": graph.keystones,
        "minimal_cut(oldest, newest)": lambda: graph.minimal_cut(first, last),
        "reduction()": graph.reduction,
        "reduction(by='descent')": lambda: graph.reduction(by="descent"),
        "descendants(oldest)": lambda: graph.descendants(first),
        "ancestors(newest)": lambda: graph.ancestors(last),
        "paths(oldest, newest)": lambda: graph.paths(first, last),
        "reading_path(newest)": lambda: graph.reading_path(last),
        "similar(newest)": lambda: graph.similar(last),
        "similar(), all pairs": graph.similar,
        "communities()": graph.communities,
    }


def public_table(graph):
    """Seconds of each public call, the first time and the best of three more."""
    yield f"{'public call':42} {'first s':>8} {'best s':>8}"
    slow = 0
    for name, call in public_calls(graph).items():
        _, first, best = timed(lambda _, call=call: call(), None, 4)
        slow += best >= 1
        yield f"{name:42} {first:>8.3f} {best:>8.3f}{'  above one second' * (best >= 1)}"
    yield f"{slow} of {len(public_calls(graph))} take a second or more once compiled."


def month(date):
    """The date of a paper, from years with a fraction."""
    months = round(float(date) * 12)
    return f"{months // 12}-{months % 12 + 1:02}"


def positive(found, count):
    """Closeness, where others say 0 for a paper that reaches nothing."""
    values = numbers(found, count)
    return np.where(values == 0, np.nan, values)


def timed(call, corpus, times):
    """The answer, the first time and the best of the following ones."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        answer = call(corpus)
        taken.append(time.perf_counter() - begin)
    return answer, taken[0], min(taken[1:] or taken)


def difference(ours, peer, count):
    """Largest difference of two answers; a number that only one of them has is infinite."""
    if np.isscalar(ours):
        return abs(ours - peer)
    one, other = numbers(ours, count), numbers(peer, count)
    if (np.isnan(one) != np.isnan(other)).any():
        return np.inf
    return float(np.nanmax(np.abs(one - other), initial=0))


def line(row, corpus):
    """One row of the table."""
    answer, first, ours = timed(row.ours, corpus, 4)
    cells = [f"{row.name:28} {corpus.papers:>6,} {first:>8.3f} {ours:>8.3f}"]
    worst = []
    for name in PEERS:
        if library(name) is None or name not in row.peers:
            cells.append(f"{'missing' if name in row.peers else '–':>16}")
            continue
        found, _, taken = timed(row.peers[name], corpus, 1)
        worst.append(difference(answer, found, corpus.papers))
        cells.append(f"{taken:>8.3f} {taken / ours:>6.1f}×")
    cells.append(f"{max(worst):>10.1e}" if worst else f"{'–':>10}")
    return " ".join(cells)


def main():
    """Print the table."""
    warnings.simplefilter("ignore", RuntimeWarning)  # igraph, on papers without any hub
    for name in (*PEERS, "numba"):
        print(f"{name} {version(name)}" if library(name) else f"MISSING: {name} is not installed.")
    if compiled(difference) is difference:
        print("NOT COMPILED: without Numba all loops of llmgraph run in Python.")
    corpora = {papers: Corpus(papers) for papers in (LARGE, SMALL)}
    for corpus in corpora.values():
        corpus.spc = flows.spc(corpus.links)
        print(f"{corpus.papers:,} papers, {len(corpus.links):,} relations")
    heads = " ".join(f"{name:>16}" for name in PEERS)
    print(f"{'measure':28} {'papers':>6} {'first s':>8} {'llmgraph':>8} {heads} {'difference':>10}")
    for row in ROWS:
        print(line(row, corpora[row.papers]), flush=True)
    for told in public_table(corpora[LARGE].graph):
        print(told, flush=True)


if __name__ == "__main__":
    main()
