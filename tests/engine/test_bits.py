"""Sets of numbers as bits: back to the set they were made of, in order."""

import pytest

from llmgraph.engine.bits import numbers_of


@pytest.mark.parametrize("numbers", [[], [0], [63, 64], [0, 1, 1000], list(range(70))])
def test_numbers_come_back_in_order(numbers):
    assert list(numbers_of(sum(1 << one for one in numbers))) == numbers
