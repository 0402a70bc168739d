"""One large citation graph, the same for the same seed: what the benchmarks measure on."""

import numpy as np

from llmgraph.engine import compile_index

PAPERS, RELATIONS = 28_000, 350_000


def citation_edges(papers=PAPERS, relations=RELATIONS, seed=0):
    """Cited and citing paper of each relation, papers numbered by date.

    A paper takes half of its references from the lists of those that it cites already, which
    makes hubs (preferential attachment), and the others among recent papers.
    """
    draw = np.random.default_rng(seed)
    wanted = draw.lognormal(0, 0.8, papers)
    wanted = wanted * relations / wanted.sum()
    lists = [[]]
    while len(lists) < papers:
        newer = len(lists)
        target = min(int(wanted[newer] + draw.random()), newer)
        chosen = {}
        ages = draw.exponential(papers / 12, 4 * target)
        copied, which = draw.random((2, 4 * target))
        for age, copy, pick in zip(ages, copied, which, strict=True):
            if len(chosen) >= target:
                break
            older = max(newer - 1 - int(age), int(pick * newer))
            if copy < 0.5 and chosen and (near := lists[list(chosen)[int(pick * len(chosen))]]):
                older = near[int(age) % len(near)]
            chosen[older] = None
        lists.append(list(chosen))
    parents = np.array([older for found in lists for older in found], dtype=np.int32)
    children = np.repeat(np.arange(papers), [len(found) for found in lists]).astype(np.int32)
    return parents, children


def citation_index(papers=PAPERS, relations=RELATIONS, seed=0):
    """The same graph compiled, and the date of each paper in years."""
    parents, children = citation_edges(papers, relations, seed)
    rows = np.arange(len(parents), dtype=np.int32)
    # One paper of a month has the same date as others.
    date = 1992 + np.floor(np.arange(papers) / papers * 10 * 12) / 12
    return compile_index(papers, parents, children, rows), date
