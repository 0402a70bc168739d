"""What the drawings reach: overlaps, lines through labels, crossings beside dot, seconds, bytes.

For the shipped graph and for generated citation graphs. Crossings of Graphviz `dot` in the same
columns are printed where it is installed, and how fast the page opens and moves where there are
a Chromium and Playwright. Run with: make bench
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

import llmgraph
from llmgraph.drawing.chart.dot_grid import lay_out_dots
from llmgraph.drawing.chart.shapes import Text
from llmgraph.drawing.formats.html import asset, page, script_of
from llmgraph.drawing.layout import Layout, layout, measure
from llmgraph.drawing.layout.columns import assign_columns, default_max_per_column
from llmgraph.drawing.scene import build_scene
from llmgraph.drawing.subject import Subject
from llmgraph.model.descent import descent
from llmgraph.queries.selection import Selection

SIZES = ((40, 80), (150, 300), (300, 600), (1000, 1800))
PAGES = ((5_000, 10_000), (20_000, 40_000), (100_000, 200_000))
HEIGHT = 16.0
IN_BROWSER = ((5_000, 10_000), (100_000, 200_000))
RUNS = 5
# When the first picture stands and the next frame has come, in ms since the page was asked for.
OPENED = """(function wait() {
  if (document.getElementById("details")?.firstChild)
    requestAnimationFrame(() => { window.opened = performance.now(); });
  else setTimeout(wait, 1);
})()"""
# 90 frames of zooming, then 90 of dragging; lengths of the frames in ms, ascending.
MOVED = """async () => {
  const chart = document.getElementById("chart"), times = [];
  const at = (n) => ({ clientX: 600 + 4 * Math.abs(45 - n), clientY: 400, pointerId: 1 });
  chart.setPointerCapture = () => {};
  const frame = async () => {
    const last = performance.now();
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - last);
  };
  await new Promise(requestAnimationFrame);
  for (let n = 0; n < 90; n++) {
    chart.dispatchEvent(new WheelEvent("wheel", { deltaY: n < 45 ? -30 : 30, ...at(45) }));
    await frame();
  }
  chart.dispatchEvent(new PointerEvent("pointerdown", at(0)));
  for (let n = 0; n < 90; n++) {
    chart.dispatchEvent(new PointerEvent("pointermove", at(n)));
    await frame();
  }
  return times.sort((a, b) => a - b);
}"""


def generated(papers: int, relations: int, seed: int = 7) -> llmgraph.PaperGraph:
    """A graph like a citation corpus: more papers each year, old favourites, eight topics."""
    rng = np.random.default_rng(seed)
    years = np.sort(2014 + (11 * rng.beta(3.5, 1.6, papers)).astype(int))
    months = rng.integers(1, 13, papers)
    dates = sorted(f"{year}-{month:02}" for year, month in zip(years, months, strict=True))
    fame = np.cumsum(rng.pareto(1.6, papers) + 1)
    rows = set()
    while len(rows) < relations:
        newer = int(rng.integers(1, papers))
        older = int(np.searchsorted(fame[:newer], rng.random() * fame[newer - 1], side="right"))
        rows.add((newer, older, str(rng.choice(["extends", "uses"]))))
    topic = rng.integers(0, 8, papers)
    return llmgraph.PaperGraph(
        [
            {"id": f"p{n}", "title": f"Paper number {n}", "short_name": f"Paper {n}",
             "date": dates[n], "topics": f"Topic {topic[n]}"}
            for n in range(papers)
        ],
        [(f"p{newer}", relation, f"p{older}") for newer, older, relation in sorted(rows)],
    )  # fmt: skip


def dot_crossings(months, widths, sources, targets) -> int | None:
    """Crossings of dot's drawing with the same papers in the same columns."""
    if shutil.which("dot") is None:
        return None
    count = len(months)
    columns = assign_columns(
        months, sources, targets, default_max_per_column(count), np.zeros(count, dtype=bool)
    ).of_paper
    lines = ['digraph{rankdir=LR;nodesep=0.08;node[shape=box,fixedsize=true,label=""];']
    for column in range(columns.max() + 1):
        inside = "".join(f"n{paper};" for paper in np.flatnonzero(columns == column))
        lines.append(f"{{rank=same;k{column}[width=0.01,height=0.01,style=invis];{inside}}}")
        if column:
            lines.append(f"k{column - 1}->k{column}[style=invis,weight=0];")
    lines += [f"n{p}[width={w / 72:.4f},height={HEIGHT / 72:.4f}];" for p, w in enumerate(widths)]
    ends = zip(sources, targets, strict=True)
    lines += [f"n{a}->n{b}[id=e{row};arrowhead=none];" for row, (a, b) in enumerate(ends)]
    text = "\n".join([*lines, "}"])
    drawn = json.loads(
        subprocess.run(
            ["dot", "-Tjson"], input=text, capture_output=True, text=True, check=True
        ).stdout
    )
    x, y = np.zeros(count), np.zeros(count)
    for thing in drawn["objects"]:
        if thing["name"].startswith("n"):
            x[int(thing["name"][1:])], y[int(thing["name"][1:])] = map(
                float, thing["pos"].split(",")
            )
    routes = [np.zeros((4, 2))] * len(sources)
    for edge in drawn["edges"]:
        if edge.get("id", "").startswith("e"):
            points = [point for point in edge["pos"].split() if point[0] not in "se"]
            routes[int(edge["id"][1:])] = np.array([[*map(float, p.split(","))] for p in points])
    placed = Layout(x, y, 0, 0, [], [], routes, 0)
    heights = np.full(count, HEIGHT)
    return measure(placed, widths, heights, sources, targets)["crossings"]


def report(name: str, graph: llmgraph.PaperGraph) -> None:
    """Print one line for the free layout and one for the lanes."""
    rows = graph.tables.rows_among(graph.ids)
    scene = build_scene(descent(graph.tables), graph.ids, rows, name)
    shaping = [relation for relation in scene.relations if relation.descent]
    spans = [graph.tables.spans[graph.tables.number[drawn.paper.id]] for drawn in scene.papers]
    months = np.array([span.month if span else -1 for span in spans])
    widths = np.array([7.0 * len(drawn.label) + 12 for drawn in scene.papers])
    heights = np.full(len(widths), HEIGHT)
    sources = np.array([relation.older for relation in shaping], dtype=np.int32)
    targets = np.array([relation.newer for relation in shaping], dtype=np.int32)
    lane = {topic: number for number, topic in enumerate(scene.topics)}
    lanes = np.array([lane[drawn.topic] for drawn in scene.papers], dtype=np.int32)
    dot = dot_crossings(months, widths, sources, targets)
    for called, of in (("free", None), ("lanes", lanes)):
        begin = time.perf_counter()
        placed = layout(months, widths, heights, sources, targets, of)
        seconds = time.perf_counter() - begin
        found = measure(placed, widths, heights, sources, targets)
        ratio = f"{found['crossings'] / dot:.2f}" if dot else "–"
        print(
            f"{name:<12} {called:<6} {len(widths):>6} {len(sources):>6} {found['label_overlaps']:>9} "
            f"{found['through_labels']:>8} {found['crossings']:>10} {dot or '–':>7} {ratio:>6} "
            f"{seconds:>8.1f}"
        )


def sizes(graph: llmgraph.PaperGraph) -> None:
    """Print seconds and bytes of each output, and of the page as it grows."""
    chosen = graph.select()
    for called, draw in (
        ("page", chosen.to_html),
        ("page on pyvis", lambda: chosen.to_html(engine="pyvis")),
        ("SVG", chosen.to_svg),
    ):
        begin = time.perf_counter()
        size = len(draw().encode())
        print(f"{called:<16} {size / 1000:>8.0f} kB {time.perf_counter() - begin:>8.1f} s")
    graphs = [
        ("first 150", graph, graph.tables.ids_of(graph.tables.by_date(range(len(graph))))[:150])
    ]
    for papers, relations in PAGES:
        large = generated(papers, relations)
        graphs.append((f"{papers:,} papers", large, large.ids))
    for called, drawn, ids in graphs:
        begin = time.perf_counter()
        rows = drawn.tables.rows_among(ids)
        size = len(page(Subject(drawn.tables, ids, rows, called, descent(drawn.tables))).encode())
        print(f"{called:<16} {size / 1000:>8.0f} kB {time.perf_counter() - begin:>8.1f} s")
    carried = asset("page.css") + asset("open.js") + script_of("page")
    print(f"{'script and style':<16} {len(carried.encode()) / 1000:>8.1f} kB")


def stills(graph: llmgraph.PaperGraph) -> None:
    """Print seconds of the three files of one chart, in a new process and again, and of squares."""
    ids = graph.tables.ids_of(graph.tables.by_date(range(len(graph))))[:150]
    first = Selection(graph.tables, ids, "papers", descent=descent(graph.tables))
    with tempfile.TemporaryDirectory() as folder:
        for called in ("PNG, SVG and PDF", "the same again"):
            begin = time.perf_counter()
            for form in ("png", "svg", "pdf"):
                getattr(first, f"write_{form}")(Path(folder, f"chart.{form}"))
            size = sum(file.stat().st_size for file in Path(folder).iterdir())
            seconds = time.perf_counter() - begin
            print(f"{called:<16} {size / 1000:>8.0f} kB {seconds:>8.1f} s")
        begin = time.perf_counter()
        many = generated(400, 900).select()
        for form in ("png", "svg", "pdf"):
            getattr(many, f"write_{form}")(Path(folder, f"many.{form}"), limit=400)
        print(f"{'of 400 papers':<28} {time.perf_counter() - begin:>8.1f} s")
    rng = np.random.default_rng(7)
    months, lanes = rng.integers(12 * 1990, 12 * 2025, 100_000), rng.integers(0, 8, 100_000)
    begin = time.perf_counter()
    placed = lay_out_dots(months, lanes)
    seconds = time.perf_counter() - begin
    print(f"{f'{len(placed.x):,} squares laid out':<28} {seconds:>8.1f} s")


def fitted(graph: llmgraph.PaperGraph) -> None:
    """Print how many papers a page or figure holds, their text and years, and the seconds."""
    print(f"{'drawn to fit':<34} papers  of     points  years      inches       seconds")
    for called, result, size in (
        ("whole graph", graph.select(), "a4"),
        ("5,000 papers", generated(5_000, 10_000).select(), "a4"),
        ("Transformer", graph.descendants("Transformer"), "slide"),
        ("LLaVA", graph.ancestors("LLaVA"), "column"),
        ("Transformer", graph.descendants("Transformer"), "two-column"),
    ):
        begin = time.perf_counter()
        sheet = result.sheet({"size": size})
        seconds = time.perf_counter() - begin
        years = [
            shape.text
            for shape in sheet.shapes
            if isinstance(shape, Text) and shape.bold and shape.text[:4].isdecimal()
        ]
        wide, high = sheet.inches
        print(
            f"{called + ' on ' + size:<34} {sheet.papers:>6} {len(result.shown_ids()):>6} "
            f"{sheet.smallest_text:>7.1f}  {years[0][:4]}–{years[-1][-4:]}  "
            f"{wide:>5.2f} × {high:<5.2f} {seconds:>7.1f}"
        )


def in_browser(graph: llmgraph.PaperGraph) -> None:
    """Print how soon the page answers, first cold, then the median of warm; and how it moves."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("NO BROWSER: how fast the page opens and moves was NOT measured. Install Chromium,")
        print("and Playwright with: pip install 'paper-lineage[test]'")
        return
    graphs = [("shipped", graph)]
    graphs += [(f"{papers:,} papers", generated(papers, rows)) for papers, rows in IN_BROWSER]
    print(f"{'page':<16} cold ms  warm ms  pictures/s  p95 ms")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        for called, drawn in graphs:
            file = Path(folder, "page.html")
            drawn.select().write_html(file)
            browser = running.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            opened = []
            for _ in range(1 + RUNS):
                shown = browser.new_page(viewport={"width": 1400, "height": 900})
                shown.add_init_script(OPENED)
                shown.goto(file.as_uri())
                while (ready := shown.evaluate("window.opened")) is None:
                    shown.wait_for_timeout(20)
                opened.append(ready)
            shown.wait_for_timeout(500)
            times = np.array(shown.evaluate(MOVED))
            browser.close()
            print(
                f"{called:<16} {opened[0]:>7.0f} {np.median(opened[1:]):>8.0f} "
                f"{1000 / times.mean():>11.0f} {np.percentile(times, 95):>7.1f}"
            )


def main() -> None:
    """Print all measures."""
    print("graph        layout papers  rows  overlaps  through  crossings     dot  ratio  seconds")
    shipped = llmgraph.load()
    report("shipped", shipped)
    for papers, relations in SIZES:
        report("generated", generated(papers, relations))
    print()
    stills(shipped)
    print()
    fitted(shipped)
    print()
    sizes(shipped)
    print()
    in_browser(shipped)


if __name__ == "__main__":
    main()
