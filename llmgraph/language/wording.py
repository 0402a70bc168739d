"""Numbers and lists as a sentence says them, and values from outside as a message shows them."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


TEXT_LENGTH = 2_000


def counted(count: int, noun: str) -> str:
    """Write a number with its noun: ``1 paper``, ``2 papers``."""
    return f"{amount(count)} {noun}{'' if count == 1 else 's'}"


def amount(count: int) -> str:
    """Write a number for a line of text: exact up to 15 digits, then to the power of ten."""
    if count < 10**15:
        return f"{count:,}"
    # Python refuses to write out more than 4,300 digits, so the number never becomes text.
    power, exponent = math.modf(math.log10(count))
    return f"about {10**power:.2f}e{exponent:.0f}"


def listed(parts: Sequence[str]) -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def separated(asked: str | Iterable[str]) -> list[str]:
    """Split what a user lists at its commas, English or Chinese ones.

    Examples
    --------
    >>> separated("扩展、uses,修正")
    ['扩展', 'uses', '修正']
    """
    return re.split("[,，、]", asked) if isinstance(asked, str) else [str(one) for one in asked]


def printable(text: str) -> str:
    """Put a question mark in the place of each line end and control character."""
    return "".join(char if char.isprintable() else "�" for char in text)


def shown(value: str) -> str:
    """Make a value fit to be shown in a message: one line, no control characters, short."""
    return printable(value[:80]) + ("…" if len(value) > 80 else "")


def format_number(number: float) -> str:
    """Write a number for a reader: whole ones in full, others with four significant digits."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.4g}"


def clean(text: str, length: int = TEXT_LENGTH) -> str:
    r"""Make a text from outside safe to draw.

    Lone surrogates are replaced; control, bidirectional and zero-width characters are dropped;
    the text becomes one line in normal form C, cut at `length` characters.

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
        kept = unicodedata.normalize("NFC", "".join(shown))
    return kept if len(kept) <= length else kept[: length - 1] + "…"
