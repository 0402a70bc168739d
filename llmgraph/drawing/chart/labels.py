"""Labels of papers: their names, first authors and years, or citation keys."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from ...errors import ArgumentError
from ...language.messages import Message
from ...language.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...language.messages import Language
    from ...model.records import Paper

Labels = Literal["name", "author-year", "key"]
LABELS: tuple[Labels, ...] = ("name", "author-year", "key")

_LENGTH = 160  # characters
_TWO = 2
_TEAM = re.compile(
    r"\b(team|group|labs?|inc|institute|university|consortium|collaboration)\b", re.IGNORECASE
)
# Words that begin a family name of several words, and those that follow it.
_PARTICLES = frozenset(
    "al ben bin da de del della den der di dos du el ibn la le ten ter van von".split(" ")  # noqa: SIM905
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def labels_of(
    papers: Iterable[Paper], labels: Labels = "name", lang: Language = "en"
) -> Mapping[str, str]:
    r"""Return the label of each paper.

    Parameters
    ----------
    papers : iterable of Paper
        All papers of a chart, by date: papers with the same author and year are told apart by a
        letter.
    labels : {"name", "author-year", "key"}, optional
        What a label is: the name of the paper, its first author and year, or its `key`. A paper
        without authors or key has its name.
    lang : {"en", "zh"}, optional

    Returns
    -------
    mapping of str to str
        By id, in the order of the papers.

    Raises
    ------
    ArgumentError
        If the labels are keys, and no paper has one.

    Examples
    --------
    >>> from llmgraph import Paper
    >>> one = Paper("a", authors=("Ashish Vaswani", "et al."), year="2017")
    >>> two = Paper("b", authors=("Aäron van den Oord", "Yazhe Li"), year="2018")
    >>> list(labels_of([one, two], "author-year").values())
    ['Vaswani et\xa0al., 2017', 'van den Oord and Li, 2018']
    """
    papers = list(papers)
    named = {one.id: clean(one.name_in(lang), _LENGTH) for one in papers}
    if labels == "key":
        keys = {one.id: clean(one.key, _LENGTH) for one in papers if one.key}
        if papers and not keys:
            raise ArgumentError(Message("error.no_key"))
        return named | keys
    if labels == "author-year":
        return named | _with_years([one for one in papers if one.authors], lang)
    return named


def _with_years(papers: Iterable[Paper], lang: Language) -> dict[str, str]:
    same: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in papers:
        year = one.published[:4] or Message("label.undated").text(lang)
        same[_authors(one, lang), year].append(one.id)
    found = {}
    for (authors, year), ids in same.items():
        for place, paper in enumerate(ids):
            letter = _letters(place) if len(ids) > 1 else ""
            told = {"authors": authors, "year": year + letter}
            label = clean(Message("label.author_year", told).text(lang), _LENGTH)
            # No line ends within it.
            found[paper] = label.replace(" et al.", " et\N{NO-BREAK SPACE}al.")
    return found


def _letters(place: int) -> str:
    """Name a place: a to z, then aa, ab and so on."""
    more, last = divmod(place, 26)
    return (_letters(more - 1) if more else "") + chr(ord("a") + last)


def _authors(paper: Paper, lang: Language) -> str:
    first, *more = paper.authors
    if not more:
        return family_name(first)
    if len(more) == 1 and more[0] != "et al.":
        both = {"first": family_name(first), "second": family_name(more[0])}
        return Message("label.two_authors", both).text(lang)
    return Message("label.many_authors", {"first": family_name(first)}).text(lang)


def family_name(author: str) -> str:
    """Return the family name of an author, or the name of an organisation.

    Parameters
    ----------
    author : str
        A name as "given names, then family name", as "family name, given names", or in one word.

    Returns
    -------
    str

    Examples
    --------
    >>> [family_name(one) for one in ("Tom B. Brown", "LeCun, Yann", "MosaicML NLP Team", "陈丹琦")]
    ['Brown', 'LeCun', 'MosaicML NLP Team', '陈丹琦']
    """
    author = author.split(",")[0].strip()
    words = author.split()
    while len(words) > _TWO and words[-1].casefold() in _SUFFIXES:
        words.pop()
    if _TEAM.search(author) or not words:
        return author
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])
