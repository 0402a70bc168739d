"""Colours and dashes: the one place where it is said what a relation and a topic look like.

The colours of relations have a contrast of at least 3:1 on their background and on its band; both
palettes stay distinct under the three kinds of colour blindness. A relation also has a dash of
its own, so that it can be told on a print without colour. Those that carry no descent are dotted
or short-dashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    text, quiet : str
        Labels and headings; captions.
    rule : str
        Lines between lanes.
    """

    name: ThemeName
    background: str
    band: str
    text: str
    quiet: str
    rule: str


THEMES: Mapping[ThemeName, Theme] = MappingProxyType(
    {
        "light": Theme("light", "#ffffff", "#f4f4f2", "#1a1a1a", "#555555", "#d0d0cc"),
        "dark": Theme("dark", "#16181c", "#1f2227", "#ededed", "#b0b0b0", "#3c4048"),
    }
)

RELATION_STYLES: Mapping[str, RelationStyle] = MappingProxyType(
    {
        "extends": RelationStyle("#1a1a1a", "#e8e8e8"),
        "uses": RelationStyle("#0231d0", "#4fa3e0", (11.0, 1.8)),
        "corrects": RelationStyle("#8e0600", "#ff8a3d", (9.0, 2.0, 1.5, 2.0, 1.5, 2.0)),
        "enables": RelationStyle("#0d714f", "#2cc295", (9.0, 2.0, 1.5, 2.0)),
        "runs_on": RelationStyle("#6b6b6b", "#a0a0a0", (4.0, 2.0, 1.2, 2.0)),
        "disputes": RelationStyle("#a98400", "#f0b030", (4.0, 2.0)),
        "alternative_to": RelationStyle("#af3a8f", "#e09ac4", (1.2, 1.8)),
        "compares_with": RelationStyle("#1a8eff", "#9ad4f5", (1.2, 3.6)),
        "surveys": RelationStyle("#0d714f", "#2cc295", (2.4, 2.4)),
        "cites": RelationStyle("#6b6b6b", "#a0a0a0", (5.0, 1.2)),
    }
)
"""Styles of the shared relation types."""

PASSAGE_STYLE = RelationStyle("#555555", "#b0b0b0", (0.9, 2.6))
"""Style of descent through papers that are not drawn: thin, and of no relation's colour."""

OWN_STYLES = (
    RelationStyle("#af3a8f", "#e09ac4", (6.0, 2.0)),
    RelationStyle("#a98400", "#f0b030", (6.0, 2.0, 2.0, 2.0)),
    RelationStyle("#8e0600", "#ff8a3d", (3.0, 1.5)),
    RelationStyle("#1a8eff", "#9ad4f5", (7.0, 1.5, 3.0, 1.5)),
    RelationStyle("#1a1a1a", "#e8e8e8", (3.0, 3.0)),
)
"""Styles of the relation types that users add, in the order of their names."""

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


def relation_styles(names: Iterable[str]) -> dict[str, RelationStyle]:
    """Give each relation type its style, in the order of the legend.

    Parameters
    ----------
    names : iterable of str
        Names of relation types, in any order and number.

    Returns
    -------
    dict of str to RelationStyle
        The shared types in their order, then the others by name.

    Examples
    --------
    >>> list(relation_styles(["replicates", "uses", "extends", "uses"]))
    ['extends', 'uses', 'replicates']
    """
    present = set(names)
    shared = {name: style for name, style in RELATION_STYLES.items() if name in present}
    own = sorted(present - shared.keys())
    return shared | {name: OWN_STYLES[i % len(OWN_STYLES)] for i, name in enumerate(own)}


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
