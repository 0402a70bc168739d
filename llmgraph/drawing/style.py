"""Colours of topics, and colours and dashes of relation types.

The shipped relation colours have a contrast of at least 3:1 on the background and on its bands.
Both palettes remain distinguishable under the three kinds of colour blindness. Each shipped
relation type also has its own dash pattern, so that it can be recognised in a print without colour.
Types that carry no descent are dotted or short-dashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.relation_types import RelationType

ThemeName = Literal["light", "dark"]
PageTheme = Literal["auto", "light", "dark"]
PAGE_THEMES: tuple[PageTheme, ...] = ("auto", "light", "dark")
Dashes = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RelationStyle:
    """Style of a relation type: colours for light and dark backgrounds, and a dash pattern.

    Parameters
    ----------
    light, dark : str
        Colours as ``#rrggbb``.
    dashes : tuple of float
        Alternating lengths of strokes and gaps, in points for a line one point wide; empty for
        solid.
    """

    light: str
    dark: str
    dashes: Dashes = ()

    def colour(self, theme: ThemeName) -> str:
        """Return the colour for a light or a dark background."""
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True, slots=True)
class TopicStyle:
    """Style of a topic: edge and fill of the boxes of its papers.

    Parameters
    ----------
    light, dark : str
        Edge colours as ``#rrggbb``; the fill is the edge colour mixed with the background.
    """

    light: str
    dark: str

    def edge(self, theme: ThemeName) -> str:
        """Return the full colour, for edges and legend samples."""
        return self.light if theme == "light" else self.dark

    def fill(self, theme: ThemeName) -> str:
        """Return a fill on which a label is legible."""
        return mixed(self.edge(theme), THEMES[theme].background, 0.16 if theme == "light" else 0.26)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of everything except relations and topics.

    Parameters
    ----------
    name : {"light", "dark"}
    background, band : str
        Background, and bands behind every other year.
    text, muted : str
        Colour of labels and headings, and of captions.
    rule : str
        Colour of the lines between lanes.
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
"""Style of descent through papers that are not drawn: thin, in a colour of its own."""

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
"""Topic styles, in order; the first few are always the most distinct."""

NO_TOPIC = TopicStyle("#737373", "#a8a8a8")
"""Style of papers without a topic."""


def relation_styles(kinds: Iterable[RelationType]) -> dict[str, RelationStyle]:
    """Return the style of each relation type.

    Parameters
    ----------
    kinds : iterable of RelationType
        In the order of the legend.

    Returns
    -------
    dict of str to RelationStyle
        By name. The style of a type does not depend on the others.

    Examples
    --------
    >>> from llmgraph import RELATION_TYPES
    >>> relation_styles([RELATION_TYPES["disputes"]])
    {'disputes': RelationStyle(light='#a98400', dark='#f0b030', dashes=(4.0, 2.0))}
    """
    return {kind.name: RelationStyle(kind.light, kind.dark, kind.dash or ()) for kind in kinds}


def topic_styles(topics: Iterable[str], none: str = "") -> dict[str, TopicStyle]:
    """Assign a style to each topic.

    Parameters
    ----------
    topics : iterable of str
        All topics of a graph in a fixed order, so that all its drawings use the same colours.
    none : str, optional
        Name that means "no topic".

    Returns
    -------
    dict of str to TopicStyle
        Beyond 14 topics, styles repeat.

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
    """Mix a colour into a background.

    Parameters
    ----------
    colour, ground : str
        ``#rrggbb``.
    share : float
        Share of `colour`, from 0 to 1.

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
