"""Spacings that are tried: each makes a drawing narrower or lower than the default does."""

from __future__ import annotations

import pytest

import llmgraph
from llmgraph.drawing.chart.sheet import LABEL_WIDTH
from llmgraph.drawing.chart.spacing import ON_ANY_SHEET, ON_ONE_PAGE, ON_WIDTH, Spacing
from llmgraph.drawing.scene import FLOWS


@pytest.mark.parametrize("flow", FLOWS)
def test_no_spacing_is_tried_twice_and_none_is_the_default(flow: str) -> None:
    for tables in (ON_ANY_SHEET, ON_ONE_PAGE, ON_WIDTH):
        tried = tables[flow]  # type: ignore[index]
        for part in (tried.narrower, tried.lower, tried.narrowest, tried.lowest):
            assert len(set(part)) == len(part)
            assert Spacing() not in part


def test_rows_get_smaller_for_a_narrower_figure_and_columns_larger() -> None:
    down, right = ON_ONE_PAGE["down"], ON_ONE_PAGE["right"]
    assert all(one.max_per_column < 1 for one in down.narrower)
    assert all(one.max_per_column > 1 or one.label_width < LABEL_WIDTH for one in right.narrower)
    assert [one.max_merged for one in down.lowest] == sorted(one.max_merged for one in down.lowest)
    assert all(one.max_merged > 0 for one in (*down.lowest, *right.narrowest))


def test_a_narrow_chart_is_narrower_in_units_than_a_wide_one() -> None:
    lineage = llmgraph.load().ancestors("LLaVA")
    narrow, wide = (lineage.sheet({"flow": "down", "width": width}) for width in (4.5, 20))
    assert narrow.width < wide.width
    assert narrow.height > wide.height
