"""Optional Numba compilation of loops: plain Python on small graphs, compiled on large ones.

A *kernel* is a plain loop over arrays in the subset of Python that Numba supports. There is one
version of each: Numba, if installed, compiles the same function that runs without it.
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

# Number of steps above which importing Numba pays off: a few tenths of a second in Python.
LARGE = 200_000


def _sizes(*args: object) -> int:
    return sum(one.size for one in args if isinstance(one, np.ndarray))


def kernel(work: Callable[..., int] = _sizes) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a loop to run compiled on large input if Numba is installed.

    Parameters
    ----------
    work : callable, optional
        Maps the arguments to a number of steps. The default is the total size of all arrays.

    Returns
    -------
    callable
        A decorator. The decorated function keeps the plain loop as ``__wrapped__``.
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
    """Compile a loop with Numba, or return it unchanged if Numba is not available.

    Machine code is cached on disk for later sessions.
    """
    try:
        njit = import_module("numba").njit
    except ImportError:  # not installed, or built for another NumPy
        return loop
    try:
        return njit(cache=True)(loop)  # type: ignore[no-any-return]
    except RuntimeError:  # no writable cache folder
        return njit(loop)  # type: ignore[no-any-return]
