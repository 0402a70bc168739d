"""Dates of first publication, by month or year."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..errors import ArgumentError
from ..language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

UNDATED = 10_000 * 12
"""A month after all others."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_CHINESE = re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last month in which a paper may have become public, inclusive.

    A date with a month spans one month, a bare year twelve. Months are counted from year 0.
    """

    first: int
    last: int

    @property
    def year(self) -> int:
        """The year of the date."""
        return self.first // 12

    def __str__(self) -> str:
        month = "" if self.last > self.first else f"-{self.first % 12 + 1:02}"
        return f"{self.year:04}{month}"


@lru_cache(maxsize=4096)
def read_date(text: str) -> Span | None:
    """Parse ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or a Chinese date such as ``2023年6月``.

    Parameters
    ----------
    text : str
        The date; empty if unknown.

    Returns
    -------
    Span or None
        None for the empty text.

    Raises
    ------
    ArgumentError
        If the text is not a date in one of these formats.

    Examples
    --------
    >>> read_date("2017-06").year
    2017
    >>> read_date("2017").last - read_date("2017").first
    11
    """
    if not text:
        return None
    if match := _DATE.fullmatch(iso_date(text)):
        year, month, day = match.groups()
        with suppress(ValueError):
            date = datetime.date(int(year), int(month or 1), int(day or 1))
            first = date.year * 12 + date.month - 1
            return Span(first, first if month else first + 11)
    raise ArgumentError(Message("error.date", {"text": repr(text[:40])}))


def iso_date(text: str) -> str:
    """Convert a Chinese date to ISO format; return any other text unchanged.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> iso_date("2023年6月"), iso_date("2023年"), iso_date("2023-06")
    ('2023-06', '2023', '2023-06')
    """
    match = _CHINESE.fullmatch(text)
    if match is None:
        return text
    year, month = match.groups()
    return f"{year}-{month.zfill(2)}" if month else year


def months_of(spans: Sequence[Span | None]) -> NDArray[np.int32]:
    """Convert spans to an array.

    Parameters
    ----------
    spans : sequence of Span or None

    Returns
    -------
    ndarray of int32, shape (spans, 2)
        First and last month; all months if the span is unknown.
    """
    ends = [(span.first, span.last) if span else (0, UNDATED) for span in spans]
    return np.array(ends, dtype=np.int32).reshape(-1, 2)
