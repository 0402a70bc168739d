"""DOT, the language of Graphviz: a drawing to lay out and restyle with other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...language.messages import Message
from ..style import THEMES
from .flowchart import link_styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..style import TopicStyle
    from .flowchart import Flowchart, Node

LABELLED = 60
"""Up to this many links are labelled with their relation; beyond it, a legend is drawn."""


def dot(flowchart: Flowchart) -> str:
    r"""Write papers and relations as a directed graph in DOT.

    Edges run from the older to the newer paper, with the colour and dash of their relation type;
    edges that carry no descent have a hollow head. Descent through papers that are not drawn is
    dotted. Every node and edge has a tooltip. Lanes are clusters. Papers of one year share a rank,
    under the year; they are filled with the colours of their topics, which a legend names.

    Parameters
    ----------
    flowchart : Flowchart

    Returns
    -------
    str

    Examples
    --------
    >>> import llmgraph
    >>> from llmgraph.model.descent import descent
    >>> from llmgraph.drawing.formats.flowchart import flowchart
    >>> from llmgraph.drawing.subject import Subject
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "a", "title": 'Old "idea"'}, {"id": "b", "title": "B\\"}],
    ...     [("b", "extends", "a")])
    >>> both = Subject(graph.tables, ["a", "b"], [0], "Both", descent(graph.tables))
    >>> for line in dot(flowchart(both)).splitlines()[4:7]:
    ...     print(line)
      n0 [label="Old \"idea\"", tooltip="Old \"idea\""];
      n1 [label="B\\", tooltip="B\\"];
      n0 -> n1 [color="#1a1a1a", tooltip="Old \"idea\" is extended by B\\", label="extended by"];
    """
    return "\n".join(_lines(flowchart)) + "\n"


def quoted(text: str) -> str:
    r"""Quote a text as a DOT string.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(quoted('C:\\new "AT&amp;T"'))
    "C:\\new \"AT&amp;amp;T\""
    """
    # A backslash would begin an escape such as \N, and an ampersand an entity.
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{plain}"'


def _lines(flowchart: Flowchart) -> Iterator[str]:
    theme = THEMES["light"]
    font = 'fontname="DejaVu Sans,Helvetica,sans-serif"'
    caption = "\n".join([flowchart.title, *flowchart.notes])
    yield "digraph llmgraph {"
    yield (
        f"  graph [rankdir=LR, label={_with_breaks(caption)}, labelloc=t, {font}, "
        "newrank=true, nodesep=0.15, ranksep=0.6];"
    )
    yield (
        f'  node [shape=box, style="rounded,filled", fillcolor="{theme.band}", '
        f'color="{theme.muted}", {font}, fontsize=11, height=0.3, margin="0.12,0.05"];'
    )
    yield f'  edge [{font}, fontsize=9, fontcolor="{theme.muted}", arrowsize=0.7];'
    yield from _nodes(flowchart)
    yield from _years(flowchart)
    yield from _edges(flowchart)
    if len(flowchart.links) > LABELLED:
        yield from _legend(flowchart)
    yield from _topics(flowchart)
    yield "}"


def _with_breaks(text: str) -> str:
    return quoted(text).replace("\n", "\\n")


def _nodes(flowchart: Flowchart) -> Iterator[str]:
    """Declare the nodes, grouping those of a lane in a cluster."""
    for number, (lane, places) in enumerate(flowchart.lanes.items()):
        nodes = [f"n{at} [{_node(flowchart, flowchart.nodes[at])}];" for at in places]
        if lane:
            yield f"  subgraph cluster_{number} {{"
            yield f'    graph [label={quoted(lane)}, color="{THEMES["light"].rule}"];'
            yield from (f"    {node}" for node in nodes)
            yield "  }"
        else:
            yield from (f"  {node}" for node in nodes)


def _node(flowchart: Flowchart, node: Node) -> str:
    label = "\n".join(part for part in (node.label, node.date, node.score) if part)
    tooltip = ", ".join(part for part in (node.title or node.name, node.date, node.topic) if part)
    style = flowchart.topics.get(node.topic)
    fill = f", {_fill(style)}" if style else ""
    bold = ", penwidth=2.5" if node.asked else ""
    frame = ", peripheries=2" if node.marked else ""
    return f"label={_with_breaks(label)}, tooltip={quoted(tooltip)}{fill}{bold}{frame}"


def _fill(style: TopicStyle) -> str:
    return f'fillcolor="{style.fill("light")}", color="{style.edge("light")}"'


def _years(flowchart: Flowchart) -> Iterator[str]:
    """Give the papers of each year one rank, headed by the year; the heads are a chain."""
    years = flowchart.years
    for number, (year, places) in enumerate(years.items()):
        nodes = "; ".join(f"n{at}" for at in places)
        head = f'y{number} [label="{year}", shape=plaintext, style=""]'
        yield f"  {{ rank=same; {head}; {nodes}; }}"
    if len(years) > 1:
        yield f"  {' -> '.join(f'y{number}' for number in range(len(years)))} [style=invis];"


def _is_against_years(older: Node, newer: Node) -> bool:
    """Whether a link could keep Graphviz from placing the years in their order."""
    # Where links led to undated nodes and on from them, these would have to stand in between.
    return newer.year is not None and (older.year is None or older.year >= newer.year)


def _edges(flowchart: Flowchart) -> Iterator[str]:
    styles = link_styles(flowchart)
    labelled = len(flowchart.links) <= LABELLED
    for link in flowchart.links:
        older, newer = flowchart.nodes[link.older], flowchart.nodes[link.newer]
        look = _look(styles[link.relation].light, styles[link.relation].dashes, link.descent)
        label = f", label={quoted(link.label)}" if labelled else ""
        wide = "" if link.width is None else f", penwidth={0.6 + 4 * link.width:.2g}"
        free = ", constraint=false" if _is_against_years(older, newer) else ""
        tooltip = quoted(link.sentence(older.name, newer.name))
        yield f"  n{link.older} -> n{link.newer} [{look}, tooltip={tooltip}{label}{wide}{free}];"


def _look(colour: str, dashes: tuple[float, ...], descent: bool) -> str:
    """Return the attributes of an edge: colour, head, and the nearest Graphviz dash style."""
    style = "" if not dashes else ", style=dotted" if dashes[0] < 3 else ", style=dashed"
    return f'color="{colour}"{style}' + ("" if descent else ", arrowhead=empty")


def _legend(flowchart: Flowchart) -> Iterator[str]:
    styles = link_styles(flowchart)
    older, newer = (Message(f"diagram.{end}").text(flowchart.lang) for end in ("older", "newer"))
    yield "  subgraph cluster_legend {"
    yield '    graph [label="", color=none];'
    for number, (relation, style) in enumerate(styles.items()):
        kind = [link for link in flowchart.links if link.relation == relation]
        look = _look(style.light, style.dashes, kind[0].descent)
        yield f'    k{number} [label="{older}", shape=plaintext, style=""];'
        yield f'    m{number} [label="{newer}", shape=plaintext, style=""];'
        yield f"    k{number} -> m{number} [{look}, label={quoted(kind[0].label)}];"
    yield "  }"


def _topics(flowchart: Flowchart) -> Iterator[str]:
    """Name the topics of the drawn papers, if there are several."""
    present = {node.topic for node in flowchart.nodes}
    topics = [topic for topic in flowchart.topics if topic in present]
    if len(topics) < 2:
        return
    yield "  subgraph cluster_topics {"
    yield '    graph [label="", color=none];'
    for number, topic in enumerate(topics):
        fill = _fill(flowchart.topics[topic])
        yield f"    t{number} [label={quoted(topic)}, tooltip={quoted(topic)}, {fill}];"
    yield "  }"
