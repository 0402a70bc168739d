"""Loops run as they are on small graphs, and compiled on large ones.

A *kernel* is a plain loop over arrays in the subset of Python that Numba compiles. Each has one
text: where Numba is installed, it compiles the very function that runs without it.
"""

from __future__ import annotations

from functools import cache, wraps
from importlib import import_module
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

# Steps of a loop from which on loading the compiler pays: some tenths of a second in Python.
LARGE = 200_000


def _sizes(*args: object) -> int:
    return sum(one.size for one in args if isinstance(one, np.ndarray))


def kernel(work: Callable[..., int] = _sizes) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a loop over arrays run compiled where it has much to do and Numba is installed.

    Parameters
    ----------
    work : callable, optional
        From the arguments to a number of steps; by default the size of all arrays.

    Returns
    -------
    callable
        A decorator; what it makes of a loop keeps the loop itself as ``__wrapped__``.
    """

    def decorated(loop: Callable[P, R]) -> Callable[P, R]:
        @wraps(loop)
        def fitting(*args: P.args, **kwargs: P.kwargs) -> R:
            large = work(*args, **kwargs) >= LARGE
            return (compiled(loop) if large else loop)(*args, **kwargs)

        return fitting

    return decorated


@cache
def compiled(loop: Callable[P, R]) -> Callable[P, R]:
    """Compile a loop, or give it back as it is where there is no compiler.

    The machine code is kept on disk, so that later sessions need not compile again.
    """
    try:
        njit = import_module("numba").njit
    except ImportError:  # not installed, or not made for this NumPy
        return loop
    try:
        return njit(cache=True)(loop)  # type: ignore[no-any-return]
    except RuntimeError:  # no folder for the machine code can be written to
        return njit(loop)  # type: ignore[no-any-return]
