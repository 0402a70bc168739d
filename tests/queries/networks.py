"""What the tests of traversal counts and of main paths share: small networks, and all chains."""

import json
from itertools import pairwise
from pathlib import Path

import networkx as nx
from hypothesis import strategies as st

import llmgraph

main_path = llmgraph.PaperGraph.main_path
traversals = llmgraph.PaperGraph.traversals
ORACLES = json.loads((Path(__file__).parents[1] / "oracles/main_path.json").read_text("utf-8"))
BY = ("spc", "splc", "spnp", "nppc")
IDS = [f"p{one}" for one in range(6)]
KINDS = ["extends", "uses", "enables", "disputes"]
some_rows = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=14
)


def graph_of(ids, rows, dates=()):
    dated = dict(zip(ids, dates, strict=False))
    return llmgraph.PaperGraph(
        [{"id": one, "title": one, "date": dated.get(one, "")} for one in ids],
        rows or {"source": [], "relation": [], "target": []},
    )


def cited(arcs):
    """A citation graph from arcs cited → citing."""
    ids = sorted({end for arc in arcs for end in arc})
    return graph_of(ids, [(newer, "cites", older) for older, newer in arcs])


def counts(result):
    return {(step.older, step.newer): step.count for step in result.steps}


def arcs(result):
    return [step.older + step.newer for step in result.steps]


def tournament(size):
    """Every paper extends all older ones."""
    ids = [f"{one:03}" for one in range(size)]
    pairs = [(older, newer) for older in range(size) for newer in range(older + 1, size)]
    return graph_of(ids, [(ids[newer], "extends", ids[older]) for older, newer in pairs])


def oriented(rows):
    """Descent oriented by hand, cycles condensed, and the node of each paper."""
    network = nx.DiGraph()
    network.add_nodes_from(IDS)
    for source, relation, target in rows:
        if relation in ("extends", "uses"):
            network.add_edge(target, source)
        if relation == "enables":
            network.add_edge(source, target)
    condensed = nx.condensation(network)
    return network, condensed, condensed.graph["mapping"]


def chains_of(condensed):
    """All chains with a step, from any node to any other."""
    found = []
    for one in condensed:
        for other in condensed:
            if one != other:
                found += nx.all_simple_paths(condensed, one, other)
    return found


def written_out(condensed):
    """All four counts of every link, from the list of all chains."""
    every = chains_of(condensed)
    root = {node for node in condensed if condensed.in_degree(node) == 0}
    leaf = {node for node in condensed if condensed.out_degree(node) == 0}
    found = {by: dict.fromkeys(condensed.edges, 0) for by in BY}
    pairs = {link: set() for link in condensed.edges}
    for chain in every:
        for link in pairwise(chain):
            found["spc"][link] += chain[0] in root and chain[-1] in leaf
            found["splc"][link] += chain[-1] in leaf
            found["spnp"][link] += 1
            pairs[link].add((chain[0], chain[-1]))
    found["nppc"] = {link: len(ends) for link, ends in pairs.items()}
    return found, [chain for chain in every if chain[0] in root and chain[-1] in leaf]
