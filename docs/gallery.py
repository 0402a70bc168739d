"""Build docs/gallery.md and its pictures: make gallery.

Each entry is a heading, a sentence and the code that draws; the code stands in the gallery as it
ran.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures"

ENTRIES = [
    (
        "transformer",
        "What descends from the Transformer, two steps away",
        "Chains of `extends`, `enables` and `corrects`, a lane for each topic.",
        """
        lineage = graph.descendants("Transformer", depth=2, relations="extends,enables,corrects")
        lineage.write_png("transformer.png", lanes=True)
        """,
    ),
    (
        "dpo",
        "What led to DPO",
        "InstructGPT and its ancestors are highlighted; the rest is faded.",
        """
        graph.ancestors("DPO").write_png("dpo.png", highlight="InstructGPT")
        """,
    ),
    (
        "alpaca",
        "How Alpaca descends from GPT-3",
        "The three best chains; `print(...)` lists them with the evidence for each step.",
        """
        graph.paths("Alpaca", "GPT-3").write_png("alpaca.png")
        """,
    ),
    (
        "s4",
        "What stands between S4 and the Transformer",
        "No descent: the chart shows a dotted line.",
        """
        graph.paths("S4", "Transformer").write_png("s4.png", relations="alternative_to")
        """,
    ),
    (
        "llava-dark",
        "What LLaVA stands on, on dark",
        "Two steps, for a slide.",
        """
        graph.ancestors("LLaVA", depth=2).write_png("llava-dark.png", theme="dark")
        """,
    ),
    (
        "alignment",
        "Alignment, as it descends from the Transformer",
        "A filter hides the other papers; dotted lines tell descent through them.",
        """
        lineage = graph.descendants("Transformer", topics="alignment")
        lineage.write_png("alignment.png")
        """,
    ),
    (
        "slide",
        "What led to LLaVA, on a slide",
        "The page is filled with the papers that can be read on it; the caption counts the others.",
        """
        graph.ancestors("LLaVA").write_png("slide.png", size="slide")
        """,
    ),
    (
        "column",
        "What led to LLaVA, in a column of an article",
        "Time runs downwards; authors and years match the bibliography.",
        """
        lineage = graph.ancestors("LLaVA")
        lineage.write_png("column.png", size="column", labels="author-year", dpi=300)
        """,
    ),
    (
        "main-path",
        "The main path",
        "The width of a line shows how many chains run through it.",
        """
        graph.main_path().write_png("main-path.png")
        """,
    ),
    (
        "cut",
        "The fewest papers that cut LLaVA from the Transformer",
        "They are framed.",
        """
        graph.minimal_cut("LLaVA", "Transformer").write_png("cut.png", width=5.5)
        """,
    ),
    (
        "communities",
        "Communities of related papers",
        "Each has a lane, named after its topics; a figure across two columns.",
        """
        graph.communities().write_png("communities.png", size="two-column")
        """,
    ),
    (
        "ranking",
        "The papers on which most others build directly",
        "In-degree over descent; equal scores share a rank.",
        """
        graph.rank(top=15).plot_bars().figure.savefig("ranking.png", bbox_inches="tight", dpi=110)
        """,
    ),
    (
        "generations",
        "Generations of the Transformer's descendants by year",
        "A generation is the length of the longest chain.",
        """
        ax = graph.descendants("Transformer").plot_generations()
        ax.figure.savefig("generations.png", bbox_inches="tight", dpi=110)
        """,
    ),
    (
        "ranks",
        "Ranks over time",
        "Where the papers that lead by PageRank today stood at the end of each year.",
        """
        ax = graph.plot_ranks(by="pagerank")
        ax.figure.savefig("ranks.png", bbox_inches="tight", dpi=110)
        """,
    ),
]

HEAD = """# Gallery

Every picture is built by `make gallery`, from the code that stands above it.

```python
import llmgraph

graph = llmgraph.load()
```
"""


def main() -> None:
    """Draw all pictures and write the page that shows them."""
    import os

    import llmgraph

    parts = [HEAD]
    os.chdir(FOLDER)
    for name, heading, sentence, code in ENTRIES:
        code = textwrap.dedent(code).strip()
        exec(code, {"graph": llmgraph.load()})
        parts.append(
            f"## {heading}\n\n{sentence}\n\n```python\n{code}\n```\n\n"
            f"![{heading}](pictures/{name}.png)\n"
        )
    (FOLDER.parent / "gallery.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
