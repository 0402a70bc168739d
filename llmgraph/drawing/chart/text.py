"""Text on a chart: widths, line breaks, and fonts.

Widths are those of the DejaVu Sans that ships with matplotlib, whichever fonts are installed, so
that a chart has the same bytes everywhere. East Asian characters are one em wide in every font.
"""

from __future__ import annotations

import re
import threading
import unicodedata
import warnings
from collections import Counter
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ArgumentError
from ...language.messages import Message
from ..warnings import DrawingWarning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.ft2font import FT2Font

CJK_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "PingFang HK",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK TC",
    "Noto Sans CJK HK",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans TC",
    "Noto Sans JP",
    "Microsoft JhengHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Heiti TC",
    "STHeiti",
    "AR PL UMing CN",
    "Droid Sans Fallback",
    "Arial Unicode MS",
)
"""Font families with Chinese, Japanese or Korean, the best for Chinese first."""

SVG_FAMILY = "DejaVu Sans, Verdana, " + ", ".join(CJK_FONTS[:8]) + ", sans-serif"
"""Font families for SVG, in order of preference; their widths are close to the measured ones."""

# A word, or a Chinese or Japanese character; and the same with words split at hyphens that leave
# enough characters on both sides.
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_SIGN = rf"(?:[^\s{_CJK}]|\N{{NO-BREAK SPACE}})"
_WORDS = re.compile(rf"[{_CJK}]|{_SIGN}+|\s+")
_PIECES = re.compile(rf"[{_CJK}]|{_SIGN}{{3,}}?[-/](?={_SIGN}{{3}})|{_SIGN}+|\s+")
_LONGEST_WORD = 24  # em
_ONE_FACE = threading.Lock()
_EM = 100  # points at which glyphs are measured
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〉〕…—～,.;:!?)]}%")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure the width of a single line of text.

    Parameters
    ----------
    text : str
    size : float
        Font size in points.
    bold : bool, optional

    Returns
    -------
    float
        Width in points.

    Examples
    --------
    >>> round(text_width("LoRA", 10), 2), text_width("思维链", 10)
    (25.48, 30.0)
    """
    return _width_in_em(text, bold) * size


# Names, legends and captions are measured again for every trial of a chart.
@lru_cache(maxsize=50_000)
def _width_in_em(text: str, bold: bool) -> float:
    return sum(_advance(char, bold) for char in text)


def wrapped(
    text: str,
    width: float,
    size: float,
    *,
    bold: bool = False,
    max_lines: int = 4,
    within: bool = False,
) -> str:
    r"""Wrap a text into lines of a given width, as even as possible.

    Parameters
    ----------
    text : str
    width : float
        Width in points; a single word may be wider.
    size : float
        Font size in points.
    bold : bool, optional
    max_lines : int, optional
        Maximum number of lines; longer texts are cut at a word and end with an ellipsis.
    within : bool, optional
        Whether long words are broken, so that no line is wider than `width`.

    Returns
    -------
    str
        Lines separated by ``\n``.

    Examples
    --------
    >>> wrapped("Deep RL from Human Preferences", 90, 8)
    'Deep RL from\nHuman Preferences'
    >>> wrapped("FlashAttention-2 and text-davinci-003", 40, 8)
    'FlashAttention-2\nand text-\ndavinci-\n003'
    >>> wrapped("Donaudampfschiff", 50, 8, max_lines=2, within=True)
    'Donauda\nmpfschiff'
    >>> wrapped("4.\N{NO-BREAK SPACE}InstructGPT", 30, 8)
    '4.\xa0InstructGPT'
    """
    words = _WORDS.findall(text)
    if any(text_width(word, size, bold=bold) > width for word in words):
        words = _PIECES.findall(text)
        if within:
            words = [part for word in words for part in _parts(word, width, size, bold)]
        else:
            words = [part for word in words for part in _cut(word, size, bold)]
    lines = _filled(words, width, size, bold, within)
    if 1 < len(lines) <= max_lines:
        # The narrowest width with the same number of lines makes them even.
        low, high = 0.0, width
        for _ in range(10):
            middle = (low + high) / 2
            fits = len(_filled(words, middle, size, bold, within)) <= len(lines)
            low, high = (low, middle) if fits else (middle, high)
        lines = _filled(words, high, size, bold, within)
    if len(lines) > max_lines:
        last = lines[max_lines - 1] + "…"
        lines = [
            *lines[: max_lines - 1],
            shortened(last, width, size, bold=bold) if within else last,
        ]
    return "\n".join(lines)


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Cut a line of text to a width, with an ellipsis.

    Parameters
    ----------
    text : str
    width : float
        Width in points.
    size : float
        Font size in points.
    bold : bool, optional

    Returns
    -------
    str

    Examples
    --------
    >>> shortened("Reinforcement learning", 60, 8), shortened("RL", 60, 8)
    ('Reinforceme…', 'RL')
    """
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text.rstrip("…")
    while kept and text_width(kept + "…", size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def shortened_apart(
    texts: Sequence[str], width: float, size: float, *, bold: bool = False
) -> list[str]:
    """Cut lines of text to a width, so that different ones stay different.

    Parameters
    ----------
    texts : sequence of str
        Different texts.
    width : float
        Width in points.
    size : float
        Font size in points.
    bold : bool, optional

    Returns
    -------
    list of str
        Texts that would begin alike are cut in the middle; those that end alike, too, get a number.

    Examples
    --------
    >>> shortened_apart(["Decoder models, reasoning", "Decoder models, rewards"], 75, 8)
    ['Decoder…asoning', 'Decoder…rewards']
    """
    found = [shortened(text, width, size, bold=bold) for text in texts]
    same = {text for text, count in Counter(found).items() if count > 1}
    for at, text in enumerate(found):
        if text in same:
            found[at] = _cut_in_the_middle(texts[at], width, size, bold)
    seen: Counter[str] = Counter()
    for at, text in enumerate(found):
        seen[text] += 1
        if seen[text] > 1:
            number = f" ({seen[text]})"
            room = width - text_width(number, size, bold=bold)
            found[at] = shortened(texts[at], room, size, bold=bold) + number
    return found


def _cut_in_the_middle(text: str, width: float, size: float, bold: bool) -> str:
    for kept in range(len(text) - 1, 0, -1):
        cut = text[: (kept + 1) // 2] + "…" + text[len(text) - kept // 2 :]
        if text_width(cut, size, bold=bold) <= width:
            return cut
    return "…"


def families(font: str | None = None) -> list[str]:
    """List the fonts to use: `font`, DejaVu Sans, then the best one for East Asian text."""
    return [name for name in (font, "DejaVu Sans", _cjk_family()) if name]


def require_font(font: str | None) -> None:
    """Raise `ArgumentError` if a font family is not installed."""
    from matplotlib.font_manager import fontManager

    installed = sorted({one.name for one in fontManager.ttflist})
    if font is not None and font not in installed:
        # Those of formulas have no letters for names.
        of_texts = [
            name for name in installed if not name.startswith(("cm", "STIXSize", "STIXNon"))
        ]
        near = tuple(get_close_matches(font, of_texts, 5, 0.3)) or ("DejaVu Sans",)
        raise ArgumentError(Message("error.font", {"name": repr(font), "names": near}))


@lru_cache(maxsize=50_000)
def widening(text: str, font: str, bold: bool = False) -> float:
    """Ratio of the width of a text in a font to its measured width, which is in DejaVu Sans.

    Characters that the font lacks count as they are measured.
    """
    from matplotlib.font_manager import FontProperties, findfont, get_font

    weight = "bold" if bold else "normal"
    with _ONE_FACE:
        face = get_font(findfont(FontProperties(family=[font], weight=weight)))
        face.set_size(_EM, 72)
        own = [
            round(face.load_char(ord(char)).linearHoriAdvance / (65_536 * _EM), 4)
            if face.get_char_index(ord(char))
            else None
            for char in text
        ]
    measured = [_advance(char, bold) for char in text]
    total = sum(measured) or 1.0
    return sum(b if a is None else a for a, b in zip(own, measured, strict=True)) / total


def drawable(text: str) -> str:
    """Replace characters that no installed font has, and warn with a font to install.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        The text, with ``?`` for each missing character.
    """
    if text.isascii():
        return text
    known = known_characters()
    missing = {char for char in text if ord(char) not in known and not char.isspace()}
    if any(_is_wide(char) for char in missing) and _cjk_family() is None:
        warnings.warn(DrawingWarning(Message("error.fonts")), stacklevel=2)
    return "".join("?" if char in missing else char for char in text)


def in_dejavu(text: str) -> bool:
    """Return whether DejaVu Sans has all characters of a text.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool

    Examples
    --------
    >>> in_dejavu("Schrödinger → ∞"), in_dejavu("思维链")
    (True, False)
    """
    face = _dejavu(False)
    return text.isascii() or all(face.get_char_index(ord(char)) for char in text)


def _cut(word: str, size: float, bold: bool) -> list[str]:
    """Cut a word only if it is longer than any real name."""
    if text_width(word, size, bold=bold) <= _LONGEST_WORD * size:
        return [word]
    return [word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD)]


def _parts(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word, or its characters if it is wider than a line."""
    return [word] if text_width(word, size, bold=bold) <= width else list(word)


def _filled(
    pieces: Sequence[str], width: float, size: float, bold: bool, within: bool
) -> list[str]:
    lines = [""]
    for piece in pieces:
        longer = lines[-1] + piece
        fits = text_width(longer.strip(), size, bold=bold) <= width + 1e-6
        bound = piece[0] in _NEVER_FIRST and not within
        if fits or not lines[-1].strip() or bound or piece.isspace():
            lines[-1] = longer
        else:
            lines.append(piece)
    return [line.strip() for line in lines if line.strip()] or [""]


@cache
def _advance(char: str, bold: bool) -> float:
    """Width of a character in em."""
    if unicodedata.combining(char):
        return 0.0
    if _is_wide(char):
        return 1.0
    # A face of FreeType serves one thread at a time.
    with _ONE_FACE:
        face = _dejavu(bold)
        if face.get_char_index(ord(char)) == 0:
            return 1.0
        # Linear advances ignore hinting, so they are the same with every version of FreeType.
        return round(face.load_char(ord(char)).linearHoriAdvance / (65_536 * _EM), 4)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


@cache
def _dejavu(bold: bool) -> FT2Font:
    import matplotlib
    from matplotlib.ft2font import FT2Font

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    face = FT2Font(str(Path(matplotlib.get_data_path(), "fonts", "ttf", name)))
    face.set_size(_EM, 72)
    return face


def _cjk_family() -> str | None:
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    return next((name for name in CJK_FONTS if name in installed), None)


@cache
def known_characters() -> frozenset[int]:
    """Collect the code points covered by the fonts of a chart."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    files = [findfont(FontProperties(family=[name])) for name in families()]
    return frozenset(code for file in files for code in get_font(file).get_charmap())
