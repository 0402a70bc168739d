"""Colours and dashes: they can be told apart, by everybody, on paper too."""

import numpy as np
import pytest

from llmgraph.drawing.style import (
    NO_TOPIC,
    PASSAGE_STYLE,
    THEMES,
    TOPIC_STYLES,
    RelationStyle,
    relation_styles,
    topic_styles,
)
from llmgraph.model.relation_types import OWN_COLOURS, OWN_DASHES, RELATION_TYPES

SHIPPED_STYLES = relation_styles(RELATION_TYPES.values()).values()
OWN_STYLES = [RelationStyle(*colours) for colours in OWN_COLOURS]


def relative_luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted([relative_luminance(one), relative_luminance(other)])
    return (high + 0.05) / (low + 0.05)


# Machado et al. (2009), doi:10.1109/TVCG.2009.113: the complete kinds, on linear RGB.
BLIND = {
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deutan": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
    "none": np.eye(3).tolist(),
}


def lab(colours, kind):
    rgb = np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in colours])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ np.array(BLIND[kind]).T, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = linear @ np.array(to_xyz).T / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[:, 1], 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_contrast(theme):
    for style in (*SHIPPED_STYLES, *OWN_STYLES, PASSAGE_STYLE):
        assert contrast(style.colour(theme.name), theme.background) >= 3
        assert contrast(style.colour(theme.name), theme.band) >= 2.9
    for style in (*TOPIC_STYLES, NO_TOPIC):
        assert contrast(theme.text, style.fill(theme.name)) >= 7
    assert contrast(theme.muted, theme.background) >= 4.5


def test_dash_alone_tells_the_relation():
    dashes = [*(style.dashes for style in (*SHIPPED_STYLES, PASSAGE_STYLE)), *OWN_DASHES]
    assert len(set(dashes)) == len(dashes)


@pytest.mark.parametrize("kind", BLIND)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_topics_stay_distinct_for_the_colour_blind(kind, theme):
    colours = lab([style.edge(theme) for style in TOPIC_STYLES], kind)
    apart = np.linalg.norm(colours[:, None] - colours[None], axis=2) + 1e9 * np.eye(len(colours))
    assert apart.min() > 13


def test_styles_have_the_order_of_the_types():
    kinds = [RELATION_TYPES[name] for name in ("uses", "extends")]
    assert list(relation_styles(kinds)) == ["uses", "extends"]
    assert topic_styles([f"t{n}" for n in range(15)])["t14"] == TOPIC_STYLES[0]
