"""Name lookup of papers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from ..errors import AmbiguousNameError, PaperNotFoundError
from ..language.messages import Message
from ..language.wording import shown
from .identifiers import read_identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..language.messages import Value

# Accents, unless they belong to a letter of another script than Latin or Greek. The iota subscript
# is a letter in upper case.
_ACCENTS = re.compile(
    "(?:^|(?<=[A-Za-z\u00c0-\u024f\u0370-\u03ff])|(?<=\\W))[\u0300-\u0344\u0346-\u036f]+"
)
# Letters, digits, vowel signs, and signs that tell names apart; the point only between digits.
_SIGNS = frozenset("+#*")
_CATEGORIES = frozenset(("Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Mn", "Nd", "Nl", "No"))
_VARIATIONS = re.compile("[\ufe00-\ufe0f]")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
# How the identifiers begin by which a paper may be named, and how long they are.
_LIKE_IDENTIFIER = re.compile(
    r"https?:|www\.|doi|arxiv|10\.\d|\d{4}\.\d|[a-z][a-z.-]+/\d", re.IGNORECASE
)
LONGEST_IDENTIFIER = 200
# Number of characters of a text whose key shows how a name may begin.
_OPENING = 16
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def folded(text: str) -> str:
    """Normalise the case, the width and the spacing of a name.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> folded("ＧＰＴ-3  Turbo")
    'gpt-3 turbo'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def name_key(text: str) -> str:
    """Normalise a name for comparison.

    Ignores case, spaces, hyphens, other punctuation, Latin accents and full-width forms. Signs that
    tell papers apart count: ``+``, ``#``, ``*``, a point between digits, and vowel signs.

    Parameters
    ----------
    text : str
        A name in any language.

    Returns
    -------
    str
        The key. For a text of punctuation only, the stripped text itself.

    Examples
    --------
    >>> name_key("ＧＰＴ-3") == name_key("gpt 3")
    True
    >>> name_key("LoRA+") == name_key("LoRA"), name_key("Qwen1.5") == name_key("Qwen15")
    (False, False)
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    plain = _VARIATIONS.sub("", unicodedata.normalize("NFKC", plain).casefold())
    if plain.isascii() and plain.isalnum():
        return plain
    parts = ("".join(filter(_counts, part)) for part in _POINT.split(plain))
    return ".".join(parts) or text.strip()


def _counts(sign: str) -> bool:
    """Whether a character tells names apart."""
    return sign.isalnum() or sign in _SIGNS or unicodedata.category(sign) in _CATEGORIES


def simplified(text: str) -> str:
    """Convert traditional Chinese characters to simplified ones; return other text unchanged.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> simplified("思維鏈"), simplified("LoRA")
    ('思维链', 'LoRA')
    """
    if not _HAN.search(text):
        return text
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> Any:
    # Imported here, because it reads a dictionary.
    from opencc import OpenCC

    return OpenCC("t2s")


def _simplified_key(text: str) -> str:
    return name_key(simplified(text))


# Words of a text: Chinese has none between its spaces. A point between digits belongs to a number.
_WORDS = re.compile("[\u3400-\u9fff]+|[^\\W_\u3400-\u9fff]+(?:\\.\\d+)*")


def words_in(text: str) -> list[str]:
    """Return the words of a text, normalised for comparison.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> words_in("Café: GPT-3.5 與思維鏈")
    ['cafe', 'gpt', '3.5', '与思维链']
    """
    return [name_key(word) for word in _WORDS.findall(simplified(folded(text)))]


def contains(text: str, word: str) -> int:
    """Return how a text contains a word.

    Parameters
    ----------
    text : str
        Words with a space before and after each.
    word : str
        A word of `words_in`.

    Returns
    -------
    int
        2 for a whole word, or Chinese characters anywhere; 1 for the beginning of a word; else 0.

    Examples
    --------
    >>> [contains(" scaling laws ", word) for word in ("laws", "law", "aws")]
    [2, 1, 0]
    """
    if _HAN.match(word):
        return 2 if word in text else 0
    return 2 if f" {word} " in text else int(f" {word}" in text)


def distinct_names(
    ids: Sequence[str], names: Sequence[str], dates: Sequence[str]
) -> dict[str, str]:
    """Tell papers of one name apart by their dates or, where these do not, by their ids.

    Parameters
    ----------
    ids, names, dates : sequence of str, one per paper
        An unknown date is empty.

    Returns
    -------
    dict of str to str
        By id, of the papers whose name is not theirs alone.

    Examples
    --------
    >>> distinct_names("abc", ["GAN", "GAN", "VAE"], ["2014", "2020", "2013"])
    {'a': 'GAN (2014)', 'b': 'GAN (2020)'}
    >>> distinct_names("ab", ["GAN", "gan"], ["2014", "2014"])
    {'a': 'GAN [a]', 'b': 'gan [b]'}
    """
    keys = list(map(folded, names))
    shared = Counter(keys)
    if len(shared) == len(keys):
        return {}
    dated = Counter(zip(keys, dates, strict=True))
    return {
        one: f"{name} ({date})" if date and dated[key, date] == 1 else f"{name} [{one}]"
        for one, name, date, key in zip(ids, names, dates, keys, strict=True)
        if shared[key] > 1
    }


# How a name is compared: exactly as written first, most loosely last.
_LEVELS: tuple[Callable[[str], str], ...] = (str.strip, folded, name_key, _simplified_key)


class NameIndex:
    """Index of papers by id, name, alias and identifier.

    Parameters
    ----------
    ids, titles, short_names, short_names_zh : sequence of str, one per paper
    distinct : mapping of str to str
        Names that tell papers of one name apart, by id.
    aliases : sequence of sequence of str, one per paper
    identifiers : sequence of set of str, one per paper
        Keys of identifiers.
    """

    def __init__(
        self,
        ids: Sequence[str],
        titles: Sequence[str],
        short_names: Sequence[str],
        short_names_zh: Sequence[str],
        distinct: Mapping[str, str],
        aliases: Sequence[Sequence[str]],
        identifiers: Sequence[set[str]],
    ) -> None:
        self._ids = ids
        self._titles = titles
        self._number = {one: number for number, one in enumerate(ids)}
        self._identifiers = _inverted(identifiers, str)
        heads = [title.partition(":")[0] if ":" in title else "" for title in titles]
        # Own names take precedence over aliases of other papers. The head of a title
        # ("BERT: …") comes last, for tables without short names.
        self._tiers: tuple[Sequence[Sequence[str]], ...] = (
            list(
                zip(
                    ids,
                    titles,
                    short_names,
                    short_names_zh,
                    (distinct.get(one, "") for one in ids),
                    strict=True,
                )
            ),
            aliases,
            [(head,) for head in heads],
        )
        self._made: dict[tuple[int, int], dict[str, set[int]]] = {}

    def find(self, name: str) -> int:
        """Find the one paper with this name.

        Parameters
        ----------
        name : str
            Any name or identifier.

        Returns
        -------
        int
            The number of the paper.

        Raises
        ------
        AmbiguousNameError
            If several papers have the name.
        PaperNotFoundError
            If no paper has the name.
        """
        if name in self._number:
            return self._number[name]
        found = self.named(name)
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise self._ambiguous(name, sorted(found))
        raise self._not_found(name)

    def named(self, name: str) -> set[int]:
        """Return the papers with this name, compared as strictly as one of them allows."""
        identifier = read_identifier(name)
        found = self._identifiers.get(identifier.key) if identifier else None
        return found or next(filter(None, self._matches(name)), set())

    def longest_from(self, text: str) -> int:
        """Return a bound on the length of the names with which a text may begin.

        Parameters
        ----------
        text : str

        Returns
        -------
        int
            In characters of the text; 0 if no name begins like it.
        """
        if _LIKE_IDENTIFIER.match(text):
            return LONGEST_IDENTIFIER
        key = _simplified_key(text[:_OPENING])
        most = max(self._openings.get(key[:2], 0), self._openings.get(key[:1], 0))
        # A name may be written with more blanks and hyphens than its key has characters.
        return 2 * most + _OPENING if most else 0

    @cached_property
    def _openings(self) -> dict[str, int]:
        """Length of the longest name with the same first two characters of its loosest key."""
        longest: dict[str, int] = {}
        for tier in range(len(self._tiers)):
            for key in self._index(_LEVELS.index(_simplified_key), tier):
                longest[key[:2]] = max(len(key), longest.get(key[:2], 0))
        return longest

    def _matches(self, name: str) -> Iterator[set[int] | None]:
        for level, key_of in enumerate(_LEVELS):
            key = key_of(name)
            for tier in range(len(self._tiers)):
                yield self._index(level, tier).get(key)

    def _index(self, level: int, tier: int) -> dict[str, set[int]]:
        """Papers by the key of their names; most lookups need no loose key."""
        if (level, tier) not in self._made:
            self._made[level, tier] = _inverted(self._tiers[tier], _LEVELS[level])
        return self._made[level, tier]

    def _ambiguous(self, name: str, numbers: Sequence[int]) -> AmbiguousNameError:
        candidates = [self._ids[number] for number in numbers]
        told: dict[str, Value] = {
            "name": shown(name),
            "number": str(len(numbers)),
            "candidates": self._titled(numbers),
        }
        return AmbiguousNameError(name, Message("error.ambiguous", told), candidates)

    def _not_found(self, name: str) -> PaperNotFoundError:
        # Imported here, because only failed lookups need the fuzzy matcher.
        from rapidfuzz import fuzz, process

        tiers = [self._index(_LEVELS.index(_simplified_key), tier) for tier in (0, 1)]
        keys = [key for tier in tiers for key in tier]
        asked = _simplified_key(name[:400])[:200]
        hits = process.extract(asked, keys, scorer=fuzz.WRatio, limit=12, score_cutoff=75)
        # By score alone, "GPT" (a part of "GPT3x") would come before "GPT-3".
        hits.sort(key=lambda hit: hit[1] + 2 * fuzz.ratio(asked, hit[0]), reverse=True)
        numbers: dict[int, None] = {}
        for key, _score, _position in hits:
            for tier in tiers:
                numbers.update(dict.fromkeys(sorted(tier.get(key, ()))))
        nearest = list(numbers)[:3]
        told: dict[str, Value] = {"name": shown(name), "number": str(len(self._ids))}
        message = (
            Message("error.no_paper_near", {**told, "nearest": self._titled(nearest)})
            if nearest
            else Message("error.no_paper", told)
        )
        return PaperNotFoundError(name, message, [self._ids[one] for one in nearest])

    def _titled(self, numbers: Iterable[int]) -> tuple[Message, ...]:
        """Ids and titles of some papers, as messages."""
        return tuple(
            Message("said.titled", {"id": self._ids[one], "title": shown(self._titles[one])})
            for one in numbers
        )


def _inverted(names: Sequence[Iterable[str]], key_of: Callable[[str], str]) -> dict[str, set[int]]:
    """Papers by the key of each of their names."""
    index: dict[str, set[int]] = {}
    for number, of_paper in enumerate(names):
        for key in filter(None, map(key_of, of_paper)):
            index.setdefault(key, set()).add(number)
    return index
