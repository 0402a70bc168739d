"""Index tricks: where blocks start, and the number of each thing in its block."""

import numpy as np
import pytest

from llmgraph.drawing.layout.arrays import GOLDEN, offsets, within_block


@pytest.mark.parametrize(
    ("counts", "starts", "numbers"),
    [
        ([2, 3], [0, 2, 5], [0, 1, 0, 1, 2]),
        ([2, 0, 1], [0, 2, 2, 3], [0, 1, 0]),
        ([0, 0], [0, 0, 0], []),
        ([], [0], []),
    ],
)
def test_blocks_lie_end_to_end(counts, starts, numbers):
    counts = np.array(counts, dtype=np.int64)
    assert offsets(counts).tolist() == starts
    assert within_block(counts).tolist() == numbers


@pytest.mark.parametrize("count", [2, 7, 60, 500])
def test_multiples_of_the_golden_section_lie_evenly(count):
    places = np.sort(np.modf(np.arange(1, count + 1) * GOLDEN)[0])
    gaps = np.diff(places, append=places[0] + 1)
    # By the three-distance theorem; of random numbers the widest gap would be far wider.
    assert len(set(gaps.round(9).tolist())) <= 3
    assert gaps.max() < 3 / count
