"""Dates of first publication, by day, month or year."""

from __future__ import annotations

import calendar
import datetime
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from ..errors import ArgumentError
from ..language.messages import Message
from ..language.wording import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DateLike = str | int | datetime.date | np.datetime64
"""What a user may pass as a date; an integer is a year."""

UNDATED = datetime.date.max.toordinal() + 1
"""A day after all others."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_CHINESE = re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day on which a paper may have become public, inclusive.

    A date without a day spans its month, a bare year its twelve months. Days are counted as by
    `datetime.date.toordinal`.
    """

    first: int
    last: int

    @property
    def year(self) -> int:
        """The year of the date."""
        return self._start.year

    @property
    def month(self) -> float:
        """The first day in months since year 0, with the day as a fraction of its month."""
        start = self._start
        length = calendar.monthrange(start.year, start.month)[1]
        return 12 * start.year + start.month - 1 + (start.day - 1) / length

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """The unit by which the date is known."""
        if self.first == self.last:
            return "day"
        return "month" if self.last - self.first < 31 else "year"

    @property
    def _start(self) -> datetime.date:
        return datetime.date.fromordinal(self.first)

    def __str__(self) -> str:
        return self._start.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


@lru_cache(maxsize=4096)
def read_date(text: str) -> Span | None:
    """Parse ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or a Chinese date such as ``2023年6月5日``.

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
    >>> read_date("2017-06").last - read_date("2017-06").first
    29
    """
    if not text:
        return None
    if match := _DATE.fullmatch(iso_date(text)):
        year, month, day = match.groups()
        with suppress(ValueError):
            first = datetime.date(int(year), int(month or 1), int(day or 1))
            last = datetime.date(first.year, int(month or 12), 1)
            length = calendar.monthrange(last.year, last.month)[1]
            last = first if day else last.replace(day=length)
            return Span(first.toordinal(), last.toordinal())
    raise ArgumentError(Message("error.date", {"text": repr(text[:40])}))


def date_text(value: object) -> str | None:
    """Write a date of any of the types of `DateLike` as text, as precisely as it is known.

    Parameters
    ----------
    value : object

    Returns
    -------
    str or None
        A text is returned unchanged. None for a value of another type and for NaT.

    Examples
    --------
    >>> date_text(datetime.date(2017, 6, 12)), date_text(np.datetime64("2017-06")), date_text(476)
    ('2017-06-12', '2017-06', '0476')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return f"{value:04}"
    if isinstance(value, (datetime.date, np.datetime64)):
        # NaT of pandas is a `datetime.date` too.
        text = str(value)[:10]
        return None if text == "NaT" else text
    return None


def read_bound(name: str, value: object) -> Span:
    """Parse the date that a user passes as an argument.

    Parameters
    ----------
    name : str
        Name of the parameter.
    value : object
        The argument; should be `DateLike`.

    Returns
    -------
    Span

    Raises
    ------
    ArgumentError
        If the value is not a date.

    Examples
    --------
    >>> str(read_bound("since", datetime.date(2017, 6, 12)))
    '2017-06-12'
    >>> read_bound("since", 2.5)
    Traceback (most recent call last):
        ...
    llmgraph.errors.ArgumentError: 2.5 is not a date; write since as YYYY-MM-DD, YYYY-MM or YYYY.
    """
    if isinstance(value, str) and not value:
        raise ArgumentError(Message("error.empty_date", {"name": name}))
    text = date_text(value)
    with suppress(ArgumentError):
        if text and (span := read_date(text)):
            return span
    asked = {"name": name, "text": shown(repr(value))}
    raise ArgumentError(Message("error.no_date", asked))


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
    >>> iso_date("2023年6月5日"), iso_date("2023年6月"), iso_date("2023-06")
    ('2023-06-05', '2023-06', '2023-06')
    """
    match = _CHINESE.fullmatch(text)
    if match is None:
        return text
    return "-".join(part.zfill(2) for part in match.groups() if part)


def days_of(spans: Sequence[Span | None]) -> NDArray[np.int32]:
    """Convert spans to an array.

    Parameters
    ----------
    spans : sequence of Span or None

    Returns
    -------
    ndarray of int32, shape (spans, 2)
        First and last day; all days if the span is unknown.
    """
    ends = [(span.first, span.last) if span else (0, UNDATED) for span in spans]
    return np.array(ends, dtype=np.int32).reshape(-1, 2)
