"""Periods in questions: since, until and as of a date, in English and Chinese."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ArgumentError
from ..model.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = f"(?:{'|'.join(_MONTHS)})[a-z]*"
_EN = rf"(?:{_MONTH}\.? ?\d{{4}}|\d{{4}}(?:-\d\d(?:-\d\d)?)?)(?![A-Za-z0-9_]|\.\d)"
_ZH = (
    r"(?<![A-Za-z0-9_.-])"
    r"\d{4}(?:\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)?|-\d\d(?:-\d\d)?)?"
    r"(?![A-Za-z0-9_-])"
)
_PARTS = {
    "~": r"\s*(?:to|until|and|through|till|-|–|—|~|至|到)\s*",
    "@a": f"(?P<a>{_EN})",
    "@b": f"(?:the year )?(?P<b>{_EN})",
    "#a": rf"(?P<a>{_ZH})\s*年?",
    "#b": rf"(?P<b>{_ZH})\s*年?",
    "PUBLISHED": "(?:发表|出现|提出|问世|出版|发布)?",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A period that a question names.

    Parameters
    ----------
    start, end : int
        Place in the text.
    since, until : str
        First and last date, empty if open.
    as_of : bool
        Whether the state at the end of `until` is meant.
    """

    start: int
    end: int
    since: str = ""
    until: str = ""
    as_of: bool = False


# The first month of a period may leave its year to the second: between January and March 2023.
_SHARED_YEAR = re.compile(
    rf"(?:between |from )?(?P<a>{_MONTH})\.? ?(?:to|until|and|through|till|-|–|—)"
    rf" ?(?P<b>{_MONTH}\.? ?(?P<year>\d{{4}}))(?![A-Za-z0-9_])",
    re.IGNORECASE,
)

_DECADE = re.compile(r"(?:(?:in|of|from|during) )?(?:the )?(\d{3})0s\b", re.IGNORECASE)

# Patterns with the dates a and b, in English with @ and in Chinese with #, and what they mean: "a"
# is the date itself, "<a" and ">a" are the dates just before and after it, and "=b" is the state
# at the end of that date.
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("(?:(?:between|from|in|of|during) )?@a~@b", "a", "b"),
    ("(?:as of|(?:by|at|until|up to) the end of)(?: the year)? @b", "", "=b"),
    ("(?:as things stood|as it was|as it stood)(?: in| at the end of)? @b", "", "=b"),
    ("(?:of |in )?@a (?:versus|vs\\.?|with that of|compared (?:with|to)) @b", "a", "b"),
    ("(?:starting in|since) @a(?: on(?:wards?)?)?", "a", ""),
    ("from @a on(?:wards?)?", "a", ""),
    ("(?:in |from |of )?@a (?:or later|onwards?|and later|and after)", "a", ""),
    ("(?:after|later than|past|newer than) @a", ">a", ""),
    ("(?:but )?(?:nothing|none|no|not) (?:older|earlier) than @a", "a", ""),
    ("(?:but )?nothing before @a", "a", ""),
    ("(?:but )?(?:nothing|none|no|not) newer than @b", "", "b"),
    ("(?:but )?nothing after @b", "", "b"),
    ("(?:from )?(?:before|prior to|earlier than|older than|pre-?) ?@b", "", "<b"),
    ("(?:until|up to(?: and including)?|through|till|not after) @b", "", "b"),
    ("(?:no|not|nothing) later than @b", "", "b"),
    ("(?:by|back in) @b", "", "=b"),
    ("(?:in |from )?@b (?:or earlier|and earlier|and before)", "", "b"),
    ("(?:in|of|from|during|within|for)?(?: the)?(?: year)? ?(?<![A-Za-z0-9_.-])@a", "a", "a"),
    ("(?:从|自|在)?\\s*#a~#b\\s*(?:期间|之间|间)?PUBLISHED", "a", "b"),
    ("(?:截至|截止到?|到了?|至|直到)\\s*#b\\s*(?:底|末|年底|年末)?(?:为止|时|止)?", "", "=b"),
    ("在?\\s*#b\\s*(?:底|末|年底|年末|为止)(?:时)?", "", "=b"),
    ("(?:从|自)?\\s*#a(?:以来|起|至今|开始|及以后|及之后|到现在)PUBLISHED", "a", ""),
    ("在?\\s*#a(?:之后|以后|后(?![代续继裔人辈来面期世]))PUBLISHED", ">a", ""),
    ("在?\\s*#b(?:及以前|及之前)的?PUBLISHED", "", "b"),
    ("在?\\s*#b(?:之前|以前|前(?![身驱辈作\\d一二三四五六七八九十几]))PUBLISHED", "", "<b"),
    ("晚于\\s*#a", ">a", ""),
    ("早于\\s*#b", "", "<b"),
    ("在?\\s*#a(?:内|当年|间|里|期间)?PUBLISHED", "a", "a"),
)

# Halves and quarters of a year, by the word that counts them.
_COUNTED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}
_COUNTED |= {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_YEAR_PARTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:(?:in|during|of|from) )?(?:the )?(?P<nth>first|second|last) "
        r"(?P<part>half) of (?P<year>\d{4})\b",
        r"(?:(?:in|during|of|from) )?(?:the )?(?P<nth>first|second|third|fourth|last) "
        r"(?P<part>quarter) of (?P<year>\d{4})\b",
        r"(?:(?:in|during|of|from) )?(?P<part>[HQ])(?P<nth>[1-4])(?: of)? (?P<year>\d{4})\b",
        r"在?(?P<year>\d{4})\s*年?的?(?P<nth>[上下])(?P<part>半)年",
        r"在?(?P<year>\d{4})\s*年?的?第?(?P<nth>[一二三四1-4])(?P<part>季)度",
    )
)
_MONTHS_OF = {"half": 6, "h": 6, "半": 6, "quarter": 3, "q": 3, "季": 3}


def _compiled(pattern: str) -> re.Pattern[str]:
    for short, expression in _PARTS.items():
        pattern = pattern.replace(short, expression)
    return re.compile(pattern, re.IGNORECASE)


_COMPILED = tuple((_compiled(text), since, until) for text, since, until in _PATTERNS)


def periods_in(text: str) -> Iterator[Period]:
    """Find the periods that a text names.

    Parameters
    ----------
    text : str

    Returns
    -------
    iterator of Period
        All readings at all places; the reader takes the longest at a place. Dates that do not exist
        are none.

    Examples
    --------
    >>> [(one.since, one.until) for one in periods_in("after 2019")][0]
    ('2020', '')
    >>> [*periods_in("after 2019-02-30")]
    []
    """
    return (one for one in _periods(text) if _is_date(one.since) and _is_date(one.until))


def _is_date(date: str) -> bool:
    """Whether there is such a date; none at all is an open end."""
    try:
        read_date(date)
    except ArgumentError:
        return False
    return True


def _periods(text: str) -> Iterator[Period]:
    """Find all readings, also of dates that do not exist."""
    for pattern, since, until in _COMPILED:
        for match in pattern.finditer(text):
            dates = {name: _iso(date) for name, date in match.groupdict().items()}
            if all(dates.values()):
                yield Period(
                    *match.span(), _bound(since, dates), _bound(until, dates), until[:1] == "="
                )
    for match in _DECADE.finditer(text):
        yield Period(*match.span(), f"{match[1]}0", f"{match[1]}9")
    for match in _SHARED_YEAR.finditer(text):
        yield Period(*match.span(), _iso(f"{match['a']} {match['year']}"), _iso(match["b"]))
    for part in _YEAR_PARTS:
        for match in part.finditer(text):
            months = _MONTHS_OF[match["part"].lower()]
            last = months * (_COUNTED[match["nth"].lower()] or 12 // months)
            if last <= 12:
                year = match["year"]
                yield Period(*match.span(), f"{year}-{last - months + 1:02}", f"{year}-{last:02}")


def _bound(said: str, dates: dict[str, str]) -> str:
    """The date of a bound, moved by one unit of its precision if it is excluded."""
    if not said:
        return ""
    date, step = dates[said[-1]], {">": 1, "<": -1}.get(said[0], 0)
    if not step:
        return date
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return f"{parts[0] + step:04}"
    if len(parts) == 2:
        months = parts[0] * 12 + parts[1] - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    try:
        return str(datetime.date(*parts) + datetime.timedelta(days=step))
    except (ValueError, OverflowError):
        return "no such day"


def _iso(date: str) -> str:
    """Write a date in ISO format; empty if there is no such month."""
    if match := re.fullmatch(rf"({_MONTH})\.? ?(\d{{4}})", date, re.IGNORECASE):
        return f"{match[2]}-{_MONTHS.index(match[1][:3].lower()) + 1:02}"
    parts = re.findall(r"\d+", date)
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return ""
    return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
