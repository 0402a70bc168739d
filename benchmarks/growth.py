"""How the time of checking and reading grows with broken, large and hostile input.

Each row is one kind of input at three sizes, each twice the one before: seconds, and how much the
last doubling took. Linear work takes twice as long, quadratic work four times. The last column is
the time of the largest size, beside that of a peer that reads the same file: pandas for tables,
markdown-it for reports.
Run with: make bench
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pandas as pd
from markdown_it import MarkdownIt

import llmgraph
from llmgraph.reports.fill import fill

if TYPE_CHECKING:
    from collections.abc import Callable

EDGES = "source,relation,target\n"
NODES = "id,title\n"
SIZES = (25_000, 50_000, 100_000)


def papers(count: int) -> str:
    """A table of papers whose ids look like those of OpenAlex."""
    return NODES + "".join(f"W{7919 * one:010},A paper on {one}\n" for one in range(count))


def dangling(size: int) -> tuple[str, str]:
    """Twice as many rows as the size, with ends that are no paper."""
    rows = (
        f"W{7919 * (one % 9973):010},cites,W{104729 * one + 1:010}\n" for one in range(2 * size)
    )
    return papers(size // 10), EDGES + "".join(rows)


def unknown_relations(size: int) -> tuple[str, str]:
    """Rows of a relation type that does not exist."""
    rows = (f"W{7919 * (one % 99):010},cities,W{7919 * (one % 98):010}\n" for one in range(size))
    return papers(100), EDGES + "".join(rows)


def columns(size: int) -> tuple[str, str]:
    """A table with very many columns."""
    names = ",".join(f"c{one}" for one in range(size))
    return f"id,title,{names}\na,A{',' * size}\n", EDGES


def long_titles(size: int) -> tuple[str, str]:
    """Twelve long titles that are nearly equal."""
    titles = ("word " * (size // 5) + "abcdefghijkl"[one] for one in range(12))
    return NODES + "".join(f"p{one},{title}\n" for one, title in enumerate(titles)), EDGES


def checked(nodes: str, edges: str) -> tuple[float, float]:
    """Seconds to check two tables and to refuse or read them, and those of pandas."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("n.csv", "e.csv")]
        for path, text in zip(paths, (nodes, edges), strict=True):
            path.write_text(text, encoding="utf-8")

        def both() -> None:
            llmgraph.check_csv(*paths)
            try:
                llmgraph.read_csv(*paths)
            except llmgraph.TableError as error:
                str(error)

        return seconds(both), seconds(lambda: [pd.read_csv(path, dtype=str) for path in paths])


def filled(report: str) -> tuple[float, float]:
    """Seconds to look for placeholders in a report, and to parse it as Markdown."""

    def attempt() -> None:
        try:
            fill(report, name="r.md", folder=".")
        except llmgraph.ArgumentError as error:
            str(error)

    return seconds(attempt), seconds(lambda: MarkdownIt("commonmark").parse(report))


INPUTS: dict[str, Callable[[int], tuple[float, float]]] = {
    "ends that are no paper": lambda size: checked(*dangling(size)),
    "unknown relations": lambda size: checked(*unknown_relations(size)),
    "columns": lambda size: checked(*columns(size)),
    "long titles": lambda size: checked(*long_titles(size)),
    "a mark before tabs": lambda size: filled("<!--" + "\t" * size + "\n"),
    "opening marks": lambda size: filled("<!-- llmgraph:\n" * (size // 10)),
}


def seconds(call: Callable[[], object]) -> float:
    """Best of two runs."""
    times = []
    for _ in range(2):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the table."""
    print(f"{'input':24}" + "".join(f"{size:>10,}" for size in SIZES) + f"{'growth':>9}{'peer':>9}")
    for name, measured in INPUTS.items():
        times = [measured(size) for size in SIZES]
        own = [one for one, _ in times]
        growth = own[-1] / own[-2]
        print(
            f"{name:24}"
            + "".join(f"{one:10.2f}" for one in own)
            + f"{growth:8.1f}×{own[-1] / times[-1][1]:8.1f}×"
        )


if __name__ == "__main__":
    main()
