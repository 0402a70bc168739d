"""Sets of small numbers as the bits of one integer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def numbers_of(bits: int) -> Iterator[int]:
    """Iterate over the numbers of the bits that are set, smallest first.

    Parameters
    ----------
    bits : int
        At least 0.

    Yields
    ------
    int

    Examples
    --------
    >>> list(numbers_of(0b1011)), list(numbers_of(0))
    ([0, 1, 3], [])
    """
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
