"""How many conclusions about descent an expert would sign, by the side steps that chains may take.

The pairs were graded by hand: A a survey would state it, B defensible, C a true chain but a
misleading conclusion, D wrong. Run with: make bench
"""

import csv
from collections import Counter
from pathlib import Path

import llmgraph

GRADED = Path(__file__).parent.parent / "tests" / "oracles" / "conclusions.csv"


def main():
    graph = llmgraph.load()
    with GRADED.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    signed = sum(pair["grade"] in "AB" for pair in pairs)
    print(f"{len(pairs)} graded pairs, {signed} of them A or B\n")
    print("side steps  pairs that hold  A+B    C      D      A+B kept  pairs of the whole graph")
    for side_steps in (0, 1, 2, 3, "any"):
        older = {one: set(graph.ancestors(one, side_steps=side_steps)) for one in graph}
        holds = [pair for pair in pairs if pair["ancestor"] in older[pair["descendant"]]]
        counts = Counter(pair["grade"] for pair in holds)
        share = {grade: count / len(holds) for grade, count in counts.items()}
        both = counts["A"] + counts["B"]
        print(
            f"{side_steps!s:<10}  {len(holds):>15}  {both / len(holds):<5.1%}  "
            f"{share.get('C', 0):<5.1%}  {share.get('D', 0):<5.1%}  {both / signed:<8.1%}  "
            f"{sum(map(len, older.values())):>6,}"
        )


if __name__ == "__main__":
    main()
