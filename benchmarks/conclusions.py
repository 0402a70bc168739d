"""How many conclusions about descent an expert would sign, by the side steps that chains may take.

The pairs were graded by hand: A a survey would state it, B defensible, C a true chain but a
misleading conclusion, D wrong. Run with: make bench
"""

import csv
from pathlib import Path

import llmgraph

GRADED = Path(__file__).parent.parent / "tests" / "oracles" / "conclusions.csv"


def judged(graph, side_steps):
    """Return how many graded pairs hold, the shares of A or B, C and D, and of A and B kept."""
    with GRADED.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    older = {
        one: {*graph.ancestors(one, side_steps=side_steps)}
        for one in {pair["descendant"] for pair in pairs}
    }
    holds = [pair["grade"] for pair in pairs if pair["ancestor"] in older[pair["descendant"]]]
    signed = sum(pair["grade"] in "AB" for pair in pairs)
    both = sum(grade in "AB" for grade in holds)
    shares = (both, holds.count("C"), holds.count("D"))
    return len(holds), *(count / len(holds) for count in shares), both / signed


def main():
    graph = llmgraph.load()
    print("side steps  pairs that hold  A+B    C      D      A+B kept  pairs of the whole graph")
    for side_steps in (0, 1, 2, 3, "any"):
        count, both, misleading, wrong, kept = judged(graph, side_steps)
        pairs = sum(len(graph.ancestors(one, side_steps=side_steps)) for one in graph)
        print(
            f"{side_steps!s:<10}  {count:>15}  {both:<5.1%}  {misleading:<5.1%}  {wrong:<5.1%}  "
            f"{kept:<8.1%}  {pairs:>6,}"
        )


if __name__ == "__main__":
    main()
