"""Colours and dashes: what a topic looks like, and a relation by the row of its type.

The shipped colours of relations have a contrast of at least 3:1 on their background and on its
band; both palettes stay distinct under the three kinds of colour blindness. A shipped relation
also has a dash of its own, so that it can be told on a print without colour. Those that carry no
descent are dotted or short-dashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.relation_types import RelationType

ThemeName = Literal["light", "dark"]
Dashes = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RelationStyle:
    """How a relation is drawn: a colour on light and on dark, and a dash.

    Parameters
    ----------
    light, dark : str
        Colours as ``#rrggbb``.
    dashes : tuple of float
        Lengths of strokes and gaps in turn, in line widths of one point; empty for solid.
    """

    light: str
    dark: str
    dashes: Dashes = ()

    def colour(self, theme: ThemeName) -> str:
        """Give the colour for a light or a dark background."""
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True, slots=True)
class TopicStyle:
    """How a topic is drawn: the edge and the fill of the boxes of its papers.

    Parameters
    ----------
    light, dark : str
        Colours of the edge as ``#rrggbb``; the fill is the same, mixed with the background.
    """

    light: str
    dark: str

    def edge(self, theme: ThemeName) -> str:
        """Give the full colour, for edges and samples."""
        return self.light if theme == "light" else self.dark

    def fill(self, theme: ThemeName) -> str:
        """Give a colour that a label can be read on."""
        return mixed(self.edge(theme), THEMES[theme].background, 0.16 if theme == "light" else 0.26)


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of everything that is neither relation nor topic.

    Parameters
    ----------
    name : {"light", "dark"}
    background, band : str
        The sheet, and every other year on it.
    text, muted : str
        Labels and headings; captions.
    rule : str
        Lines between lanes.
    """

    name: ThemeName
    background: str
    band: str
    text: str
    muted: str
    rule: str


THEMES: Mapping[ThemeName, Theme] = MappingProxyType(
    {
        "light": Theme("light", "#ffffff", "#f4f4f2", "#1a1a1a", "#555555", "#d0d0cc"),
        "dark": Theme("dark", "#16181c", "#1f2227", "#ededed", "#b0b0b0", "#3c4048"),
    }
)

PASSAGE_STYLE = RelationStyle("#555555", "#b0b0b0", (0.9, 2.6))
"""Style of descent through papers that are not drawn: thin, and of no relation's colour."""

TOPIC_STYLES = (
    TopicStyle("#105a84", "#5b8fca"),
    TopicStyle("#e27101", "#e29a7a"),
    TopicStyle("#9b654c", "#84931a"),
    TopicStyle("#5926a6", "#9b8df8"),
    TopicStyle("#0d96f0", "#2ebbd4"),
    TopicStyle("#ae0200", "#fd698b"),
    TopicStyle("#df67a3", "#bb75a2"),
    TopicStyle("#a78e45", "#ecc957"),
    TopicStyle("#693557", "#14a054"),
    TopicStyle("#8e0e2d", "#cbe88c"),
    TopicStyle("#a482c9", "#f3d2fa"),
    TopicStyle("#689c75", "#64967c"),
    TopicStyle("#0d6bf0", "#ace9d4"),
    TopicStyle("#ce22a0", "#5bf7b4"),
)
"""Styles of topics in turn: any first few of them are the farthest apart."""

NO_TOPIC = TopicStyle("#737373", "#a8a8a8")
"""Style of papers without a topic."""


def relation_styles(kinds: Iterable[RelationType]) -> dict[str, RelationStyle]:
    """Give each relation type its style.

    Parameters
    ----------
    kinds : iterable of RelationType
        In the order of the legend.

    Returns
    -------
    dict of str to RelationStyle
        By name. A style is that of its type, whatever the others are.

    Examples
    --------
    >>> from llmgraph import RELATION_TYPES
    >>> relation_styles([RELATION_TYPES["disputes"]])
    {'disputes': RelationStyle(light='#a98400', dark='#f0b030', dashes=(4.0, 2.0))}
    """
    return {kind.name: RelationStyle(kind.light, kind.dark, kind.dash or ()) for kind in kinds}


def topic_styles(topics: Iterable[str], none: str = "") -> dict[str, TopicStyle]:
    """Give each topic a style.

    Parameters
    ----------
    topics : iterable of str
        All topics of a graph in its order, so that every drawing of it shows the same colours.
    none : str, optional
        The name that stands for no topic.

    Returns
    -------
    dict of str to TopicStyle
        Beyond 14 topics the styles come again.

    Examples
    --------
    >>> styles = topic_styles(["Reasoning", "Other"], none="Other")
    >>> styles["Other"] is NO_TOPIC
    True
    """
    named = [topic for topic in dict.fromkeys(topics) if topic != none]
    styles = {topic: TOPIC_STYLES[i % len(TOPIC_STYLES)] for i, topic in enumerate(named)}
    return styles | {none: NO_TOPIC}


def mixed(colour: str, ground: str, share: float) -> str:
    """Mix a colour into a ground.

    Parameters
    ----------
    colour, ground : str
        ``#rrggbb``.
    share : float
        Share of the colour, 0 to 1.

    Returns
    -------
    str
        ``#rrggbb``.

    Examples
    --------
    >>> mixed("#000000", "#ffffff", 0.2)
    '#cccccc'
    """
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
