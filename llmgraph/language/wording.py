"""Formatting of numbers and lists, and sanitising of external text."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


TEXT_LENGTH = 2_000
# Signs within words of Persian and of Indian languages.
_JOINERS = "\u200c\u200d"


def counted(count: int, noun: str) -> str:
    """Format a number with its noun: ``1 paper``, ``2 papers``."""
    return f"{amount(count)} {noun}{'' if count == 1 else 's'}"


def amount(count: int) -> str:
    """Format an integer: exact up to 15 digits, otherwise in scientific notation."""
    if count < 10**15:
        return f"{count:,}"
    # Python does not convert integers of more than 4,300 digits to text.
    power, exponent = math.modf(math.log10(count))
    return f"about {10**power:.2f}e{exponent:.0f}"


def format_count(number: float) -> str:
    """Format a number, also an integer of any length."""
    return amount(number) if isinstance(number, int) else format_number(number)


_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = ((10**6, "million"), (10**3, "thousand"), (10**2, "hundred"))
_DIGITS = "零一二三四五六七八九"
_PLACES = ((10**8, "亿"), (10**4, "万"), (10**3, "千"), (10**2, "百"), (10, "十"))


def number_in_words(number: int, lang: str = "en") -> str:
    """Write a natural number in words.

    Parameters
    ----------
    number : int
        From 0 up, in English below a thousand million.
    lang : {"en", "zh"}, optional

    Returns
    -------
    str

    Examples
    --------
    >>> number_in_words(223), number_in_words(1_041), number_in_words(10_020, "zh")
    ('two hundred and twenty-three', 'one thousand and forty-one', '一万零二十')
    """
    if lang == "zh":
        told = _chinese(number)
        return told.removeprefix("一") if told.startswith("一十") else told
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_UNITS[unit]}" if unit else "")
    size, name = next((size, name) for size, name in _LARGE if number >= size)
    count, rest = divmod(number, size)
    said = f"{number_in_words(count)} {name}"
    return said + (f" {'and ' if rest < 100 else ''}{number_in_words(rest)}" if rest else "")


def _chinese(number: int) -> str:
    if number < len(_DIGITS):
        return _DIGITS[number]
    size, name = next((size, name) for size, name in _PLACES if number >= size)
    count, rest = divmod(number, size)
    said = _chinese(count) + name
    if not rest:
        return said
    return said + ("零" if rest < size // 10 else "") + _chinese(rest)


def listed(parts: Sequence[str]) -> str:
    """Join words to an English list: ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def separated(asked: str | Iterable[str]) -> list[str]:
    """Split user input at English or Chinese commas.

    Examples
    --------
    >>> separated("扩展、uses,修正")
    ['扩展', 'uses', '修正']
    """
    return re.split("[,，、]", asked) if isinstance(asked, str) else [str(one) for one in asked]


def printable(text: str) -> str:
    r"""Replace line endings and control characters with U+FFFD; keep blanks of every width.

    Examples
    --------
    >>> printable("one\x1b[2J\u3000two")
    'one�[2J\u3000two'
    """
    if text.isprintable():
        return text
    return "".join(char if _is_shown(char) else "�" for char in text)


def _is_shown(char: str) -> bool:
    """Whether a terminal shows a character, or joins letters by it."""
    return char.isprintable() or char in _JOINERS or unicodedata.category(char) == "Zs"


def shown(value: str) -> str:
    """Shorten a value for a message: one line, no control characters, at most 80 characters."""
    return printable(value[:80]) + ("…" if len(value) > 80 else "")


def format_number(number: float) -> str:
    """Format a number: integers in full, others with four significant digits."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.4g}"


def clean(text: str, length: int = TEXT_LENGTH) -> str:
    r"""Sanitise external text for drawings.

    Replaces lone surrogates, drops control, bidirectional and zero-width characters, and returns
    one line in normal form C of at most `length` characters.

    Examples
    --------
    >>> clean("one\u202eline\n two")
    'oneline two'
    """
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    line = " ".join(text.split())
    kept = line
    if not line.isascii() or not line.isprintable():
        shown = (char for char in line if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
        # Blanks that only an invisible character kept apart are one.
        kept = " ".join(unicodedata.normalize("NFC", "".join(shown)).split())
    return kept if len(kept) <= length else kept[: length - 1] + "…"
