"""Mermaid: a chart as text for GitHub, GitLab, Quarto and Obsidian, within their limits."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from ...errors import ArgumentError
from ...language.messages import Message, some_of
from ..style import THEMES, mixed
from .flowchart import link_styles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...language.messages import Value
    from ..style import RelationStyle
    from .flowchart import Flowchart, Node

EDGE_LIMIT = 500
"""Maximum number of links, unless the host raises Mermaid's default; GitHub does not."""

TEXT_LIMIT = 50_000
"""Maximum length of a text that Mermaid accepts, in UTF-16 units."""

GROUNDS = (THEMES["light"].background, "#0d1117")
"""GitHub's light and dark backgrounds; a chart cannot know which one is used."""


MAX_NAMED = 20
"""Maximum number of papers without room that a comment names."""

HARMFUL = r"(?!(?<=\w)-(?=\w))[^\w .,:;()，。：；、（）]"
"""Signs that are escaped in a comment: all that could end it or begin a directive."""

UNSPOKEN = r"[^\w .,:()，。：（）-]|(?<!\w)-|-(?!\w)"
"""Signs that are left out of what a screen reader says."""

LANE = "#7a7a7a"
"""Border of a lane, visible on both backgrounds."""


def mermaid(flowchart: Flowchart, *, limit: int | None = None) -> str:
    r"""Write papers and relations as a Mermaid flowchart.

    Arrows run from the older to the newer paper and are labelled in that direction. Relations that
    carry no descent are dotted, and so is descent through papers that are not drawn. Lanes are
    subgraphs. If there are more papers than Mermaid accepts, the first of `Flowchart.ranked` are
    kept, and the title and comments report this; the first ones left out are named.

    Parameters
    ----------
    flowchart : Flowchart
    limit : int, optional
        Maximum number of papers; about 40 are legible.

    Returns
    -------
    str
        At most `EDGE_LIMIT` links and `TEXT_LIMIT` characters. Every character that could have a
        meaning in Mermaid, Markdown or HTML is written as a numeric entity.

    Examples
    --------
    >>> import llmgraph
    >>> from llmgraph.model.descent import descent
    >>> from llmgraph.drawing.formats.flowchart import flowchart
    >>> from llmgraph.drawing.subject import Subject
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "a", "title": "Old \"idea\""}, {"id": "b", "title": "B"}],
    ...     [("b", "extends", "a")])
    >>> both = Subject(graph.tables, ["a", "b"], [0], "Both", descent(graph.tables))
    >>> print(mermaid(flowchart(both)))
    ---
    title: "Both"
    ---
    flowchart LR
      accTitle: Both
      accDescr: Both: a chart of 2 papers. Among them: Old idea, B.
      n0["Old #34;idea#34;"]
      n1["B"]
      n0 -->|"extended by"| n1
      linkStyle 0 stroke:#7a7a7a
    <BLANKLINE>
    """
    if limit is not None and limit < 1:
        raise ArgumentError(Message("error.limit", {"value": str(limit)}))
    names = [flowchart.nodes[at].name for at in flowchart.ranked]
    # Passages only add to the links. They are found once for all that may fit, and then between
    # fewer papers.
    most = min(flowchart.count_within(EDGE_LIMIT), len(names) if limit is None else limit)
    largest = flowchart.best(most)

    @cache
    def written(count: int) -> tuple[str, bool]:
        best = largest.best(count)
        text = "\n".join(_lines(best, names[count:])) + "\n"
        fits = len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT
        return text, fits and len(best.links) <= EDGE_LIMIT

    text, fits = written(most)
    if fits:
        return text
    counts = range(1, most + 1)
    fitting = bisect_left(counts, True, key=lambda count: not written(count)[1])
    return written(fitting)[0]


def encoded(text: str) -> str:
    """Escape a text for a Mermaid label.

    Letters, digits, spaces and hyphens between letters are kept; the rest become ``#code;``.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> encoded('GPT-3.5 --> "C#" </script>')
    'GPT-3.5 #45;#45;#62; #34;C#35;#34; #60;#47;script#62;'
    """
    padded = f" {text} "
    return "".join(
        char if _is_plain(before, char, after) else f"#{ord(char)};"
        for before, char, after in zip(padded, text, padded[2:], strict=False)
    )


def _is_plain(before: str, char: str, after: str) -> bool:
    if char == "-":
        return before.isalnum() and after.isalnum()
    if char == ".":  # elsewhere, Markdown may see a list or a link
        return before.isdecimal() and after.isdecimal()
    return char == " " or (char.isalnum() and ord(char) < 0x10000)


def _lines(flowchart: Flowchart, left_out: Sequence[str]) -> Iterator[str]:
    count = len(flowchart.nodes)
    total = count + len(left_out)
    told: dict[str, Value] = {"count": count, "total": total, "first": flowchart.first}
    pruned = Message("diagram.pruned", told).text(flowchart.lang)
    both = Message("diagram.pruned_title", {"title": flowchart.title, "pruned": pruned})
    title = both.text(flowchart.lang) if left_out else flowchart.title
    yield "---"
    yield f"title: {_yaml(title)}"
    yield "---"
    if left_out:
        why: dict[str, Value] = {"pruned": pruned, "links": EDGE_LIMIT, "signs": TEXT_LIMIT}
        yield f"%% {_harmless(Message('diagram.pruned_why', why).text(flowchart.lang))}"
        named: dict[str, Value] = {"count": total - count, "names": some_of(left_out, MAX_NAMED)}
        yield f"%% {_harmless(Message('diagram.left_out', named).text(flowchart.lang))}"
    yield "flowchart LR"
    yield f"  accTitle: {_spoken(title)}"
    yield f"  accDescr: {_spoken(flowchart.alternative)}"
    yield from _nodes(flowchart)
    if flowchart.notes:
        yield f'  note["{encoded(" ".join(flowchart.notes))}"]'
        yield "  style note fill:none,stroke:none"
    for link in flowchart.links:
        arrow = "-->" if link.descent and link.relation else "-.->"
        yield f'  n{link.older} {arrow}|"{encoded(link.label)}"| n{link.newer}'
    asked = [f"n{number}" for number, node in enumerate(flowchart.nodes) if node.asked]
    if asked:
        yield "  classDef asked stroke-width:3px,font-weight:bold"
        yield f"  class {','.join(asked)} asked"
    yield from _link_styles(flowchart)


def _nodes(flowchart: Flowchart) -> Iterator[str]:
    """Declare the nodes, grouping those of a lane in a subgraph."""
    for number, (lane, places) in enumerate(flowchart.lanes.items()):
        nodes = [f"n{at}{_box(flowchart.nodes[at])}" for at in places]
        if lane:
            yield f'  subgraph s{number}["{encoded(lane)}"]'
            yield "    direction LR"
            yield from (f"    {node}" for node in nodes)
            yield "  end"
            # The default fill would hide the links, especially on a dark background.
            yield f"  style s{number} fill:none,stroke:{LANE}"
        else:
            yield from (f"  {node}" for node in nodes)


def _harmless(note: str) -> str:
    """Escape a comment, so that it is not read as a directive or as the end of its block."""
    return re.sub(HARMFUL, lambda match: f"#{ord(match[0])};", note)


def _box(node: Node) -> str:
    """The label of a node in a box, with a double frame if it is marked."""
    label = "<br/>".join(encoded(part) for part in (node.label, node.date, node.score) if part)
    return f'[["{label}"]]' if node.marked else f'["{label}"]'


def _spoken(text: str) -> str:
    """Keep of a text what a screen reader says; other signs could mean something to Mermaid."""
    return re.sub(r" +(?=[ .,:)]|$)", "", re.sub(UNSPOKEN, " ", text)).strip() or "-"


def _yaml(text: str) -> str:
    """Write a text as a YAML string, without anything that Mermaid parses before YAML."""
    return '"' + "".join(char if _is_bare(char) else _yaml_code(ord(char)) for char in text) + '"'


def _is_bare(char: str) -> bool:
    return char in " (),." or (char.isalnum() and ord(char) < 0x10000)


def _yaml_code(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _link_styles(flowchart: Flowchart) -> Iterator[str]:
    alike: dict[tuple[str, float | None], list[str]] = {}
    for at, link in enumerate(flowchart.links):
        alike.setdefault((link.relation, link.width), []).append(str(at))
    styles = link_styles(flowchart)
    order = list(styles)
    for (relation, width), places in sorted(alike.items(), key=lambda one: order.index(one[0][0])):
        style = styles[relation]
        wide = "" if width is None else f",stroke-width:{1 + 5 * width:.2g}px"
        dashes = " ".join(f"{length:g}" for length in style.dashes)
        dashed = f",stroke-dasharray:{dashes}" if dashes else ""
        yield f"  linkStyle {','.join(places)} stroke:{colour_on_both(style)}{wide}{dashed}"


def colour_on_both(style: RelationStyle) -> str:
    """Return a colour for a relation that is visible on light and dark backgrounds.

    Parameters
    ----------
    style : RelationStyle

    Returns
    -------
    str
        The light colour, or the mixture with the dark colour that has the best contrast.

    Examples
    --------
    >>> from llmgraph.drawing.style import RelationStyle
    >>> colour_on_both(RelationStyle("#000000", "#ffffff"))
    '#777777'
    """
    shares = [mixed(style.dark, style.light, step / 15) for step in range(16)]
    return max(shares, key=lambda colour: min(contrast(colour, ground) for ground in GROUNDS))


def contrast(one: str, other: str) -> float:
    """Compute the WCAG 2 contrast ratio of two colours.

    Parameters
    ----------
    one, other : str
        ``#rrggbb``.

    Returns
    -------
    float
        From 1 to 21.

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
