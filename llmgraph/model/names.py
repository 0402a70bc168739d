"""Identifiers and name lookup of papers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ..errors import AmbiguousNameError, PaperNotFoundError
from ..language.messages import Message
from ..language.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..language.messages import Value

_DOI_PREFIX = r"(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:\s*)?"
_ARXIV = r"(?P<arxiv>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?"
_ARXIV_ID = re.compile(_ARXIV, re.ASCII)
_ARXIV_LINK = re.compile(
    r"(?:https?://)?(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|ps)/"
    r"|" + _DOI_PREFIX + r"10\.48550/arxiv\.|arxiv:\s*)?" + _ARXIV + r"(?:\.pdf)?(?:[?#].*)?/?",
    re.IGNORECASE | re.ASCII,
)
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>{}|\\^`]+")
_DOI_LINK = re.compile(_DOI_PREFIX + rf"(?P<doi>{_DOI.pattern})", re.IGNORECASE)
_URL = re.compile(r"https?://(?:www\.)?(?P<rest>\S+)", re.IGNORECASE)
# Latin and Greek accents, without the iota subscript, which is a letter in upper case.
_COMBINING = re.compile("[\u0300-\u0344\u0346-\u036f]")


def is_arxiv_id(text: str) -> bool:
    """Return whether a text is a bare arXiv id, such as ``1706.03762`` or ``cs/0112017``."""
    return _ARXIV_ID.fullmatch(text) is not None


def is_doi(text: str) -> bool:
    """Return whether a text is a bare DOI, such as ``10.1145/3718958.3750505``."""
    return _DOI.fullmatch(text) is not None


def name_key(text: str) -> str:
    """Normalise a name for comparison.

    Ignores case, punctuation, spaces, hyphens, Latin accents and full-width forms.

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
    >>> name_key("思维链")
    '思维链'
    """
    plain = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
    plain = unicodedata.normalize("NFKC", plain).casefold()
    return "".join(filter(str.isalnum, plain)) or text.strip()


def identifier_key(text: str) -> str | None:
    """Normalise an arXiv id, a DOI or a URL.

    Parameters
    ----------
    text : str
        ``2203.15556``, ``arXiv:2203.15556v1``, ``https://arxiv.org/pdf/2203.15556``,
        ``https://doi.org/10.1145/…``, or any other http(s) URL.

    Returns
    -------
    str or None
        None if the text is none of these.
    """
    text = text.strip()
    if match := _ARXIV_LINK.fullmatch(text):
        return "arxiv:" + match["arxiv"].lower()
    if match := _DOI_LINK.fullmatch(text):
        return "doi:" + match["doi"].lower().rstrip("/")
    if match := _URL.fullmatch(text):
        return "url:" + match["rest"].lower().rstrip("/")
    return None


def paper_identifiers(arxiv_id: str, doi: str, url: str) -> set[str]:
    """Return all identifier keys of a paper; see `identifier_key`."""
    marked = (arxiv_id and f"arxiv:{arxiv_id}", doi and f"doi:{doi}", url)
    return {key for text in marked if text and (key := identifier_key(text))}


class NameIndex:
    """Index of papers by id, name, alias and identifier.

    Parameters
    ----------
    ids, titles, short_names : sequence of str, one per paper
    aliases : sequence of sequence of str, one per paper
    identifiers : iterable of set of str, one per paper
        Keys from `identifier_key`.
    """

    def __init__(
        self,
        ids: Sequence[str],
        titles: Sequence[str],
        short_names: Sequence[str],
        aliases: Sequence[Sequence[str]],
        identifiers: Iterable[set[str]],
    ) -> None:
        self._ids = ids
        self._titles = titles
        self._number = {one: number for number, one in enumerate(ids)}
        own: dict[str, set[int]] = {}
        other: dict[str, set[int]] = {}
        heads: dict[str, set[int]] = {}
        known: dict[str, set[int]] = {}
        for number, keys in enumerate(identifiers):
            head, colon, _ = titles[number].partition(":")
            for tier, names in (
                (own, (ids[number], titles[number], short_names[number])),
                (other, aliases[number]),
                (heads, (head,) if colon else ()),
            ):
                for one in filter(None, map(name_key, names)):
                    tier.setdefault(one, set()).add(number)
            for key in keys:
                known.setdefault(key, set()).add(number)
        self._identifiers = known
        # Own names take precedence over aliases of other papers. The head of a title
        # ("BERT: …") comes last, for tables without short names.
        self._tiers = (own, other, heads)

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
        identifier = identifier_key(name)
        found = self._identifiers.get(identifier, set()) if identifier else set()
        for tier in self._tiers:
            if not found:
                found = tier.get(name_key(name), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise self._ambiguous(name, sorted(found))
        raise self._not_found(name)

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

        keys = [key for tier in self._tiers[:2] for key in tier]
        asked = name_key(name)[:200]
        hits = process.extract(asked, keys, scorer=fuzz.WRatio, limit=12, score_cutoff=75)
        # By score alone, "GPT" (a part of "GPT3x") would come before "GPT-3".
        hits.sort(key=lambda hit: hit[1] + 2 * fuzz.ratio(asked, hit[0]), reverse=True)
        numbers: dict[int, None] = {}
        for key, _score, _position in hits:
            for tier in self._tiers[:2]:
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
