"""Search for papers by the words of their texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError, PaperNotFoundError
from ..language.messages import NOTHING, Message, Sentences, sentences
from ..language.wording import shown
from ..model.descent import descent
from ..model.names import contains, words_in
from ..results.base import Result, paper_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..drawing.selection import DrawPriority
    from ..language.messages import Language, Sayable
    from ..model.indexed_tables import IndexedTables

# The columns that are searched, with the weight of a word found there.
WEIGHTS = {
    "short_name": 6,
    "short_name_zh": 6,
    "aliases": 5,
    "title": 4,
    "topics": 3,
    "authors": 3,
    "summary": 1,
    "summary_zh": 1,
}


@dataclass(frozen=True, repr=False, eq=False)
class SearchResult(Result):
    """Papers whose texts contain some words, best first, or those with the most similar names.

    Parameters
    ----------
    text : str
        The text of the query.
    found_in : mapping of str to tuple of str
        Columns that contain the words, by id; ``name`` if the text is an identifier of the paper,
        or another spelling of its name. Empty if no paper contains them, so that the papers have
        similar names.
    total : int
        Number of all papers that contain the words.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that drawings of the answer are based on.
    """

    text: str
    found_in: Mapping[str, tuple[str, ...]]
    total: int
    notices: Sentences = NOTHING

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return (*super().display_columns, *(("found_in",) if self.found_in else ()))

    def _repr_body(self) -> str:
        return f"{self.text!r}: {super()._repr_body()}"

    def title(self) -> Message:
        """Return a short title of the result."""
        told = "title.search" if self.found_in else "title.search_near"
        return Message(told, {"text": shown(self.text)})

    def draw_priority(self) -> DrawPriority:
        """Rank the papers to draw in the order of the answer."""
        from ..drawing.selection import DrawPriority

        return DrawPriority(self.ids, Message("first.best_matches"))

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per paper; ``found_in`` lists the columns with the words."""
        return [
            {
                **paper_row(self.tables, one, lang),
                "found_in": ", ".join(self.found_in.get(one, ())),
            }
            for one in self.ids
        ]

    def _notes(self) -> list[str | Sayable]:
        more = self.total - len(self.ids) if self.found_in else 0
        rest = [Message("note.more_found", {"count": more})] if more else []
        return [*super()._notes(), *rest]


def search(tables: IndexedTables, text: str, *, limit: int = 10) -> SearchResult:
    """Search for papers by words.

    Parameters
    ----------
    text : str
        Words in any language. A paper is found if its title, short name, aliases, authors, topics
        and summaries together contain all of them. A word also matches the beginning of a longer
        one; case, accents and punctuation are ignored. A name or an identifier finds its paper.
    limit : int, optional
        Maximum number of papers.

    Returns
    -------
    SearchResult
        Papers of this name first, then those with the words in names, titles, topics and authors,
        then in summaries; ties by date. If no paper contains the words, those with the most
        similar names.

    Raises
    ------
    ArgumentError
        If the text has no word, or `limit` is invalid.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> graph.search("scaling laws")[0]
    'kaplan-scaling'
    >>> print(graph.search("flashatention").notice)
    No paper contains "flashatention". The names of these are the most similar.
    """
    words = words_in(text)
    if not words:
        raise ArgumentError(Message("error.search", {"value": shown(repr(text))}))
    if limit < 1:
        raise ArgumentError(Message("error.limit", {"value": str(limit)}))
    whole = descent(tables)
    found = _found(tables, text, words)
    if found:
        kept = dict(list(found.items())[:limit])
        notices = tables.own_notes
        return SearchResult(tables, (*kept,), text, kept, len(found), notices, descent=whole)
    ids, notices = _nearest(tables, text)
    return SearchResult(tables, ids[:limit], text, {}, 0, notices, descent=whole)


def _found(tables: IndexedTables, text: str, words: list[str]) -> dict[str, tuple[str, ...]]:
    """Columns that contain the words, of the papers that contain all of them, best first."""
    named = set(tables.ids_of(tables.papers_named(text)))
    texts = {column: tables.searched(column) for column in WEIGHTS}
    scores: dict[int, int] = {}
    columns: dict[int, tuple[str, ...]] = {}
    for paper, one in enumerate(tables.ids):
        hits = [
            {column: hit for column in WEIGHTS if (hit := contains(texts[column][paper], word))}
            for word in words
        ]
        if all(hits) or one in named:
            scores[paper] = sum(max(map(_score, hit.items()), default=0) for hit in hits)
            columns[paper] = tuple(one for one in WEIGHTS if any(one in hit for hit in hits))
    best = sorted(
        tables.by_date(scores),
        key=lambda paper: (tables.ids[paper] in named, scores[paper]),
        reverse=True,
    )
    return {tables.ids[paper]: columns[paper] or ("name",) for paper in best}


def _score(hit: tuple[str, int]) -> int:
    """Score of a word in a column; a whole word is 2, the beginning of one is 1."""
    column, how_well = hit
    return 2 * WEIGHTS[column] + how_well


def _nearest(tables: IndexedTables, text: str) -> tuple[tuple[str, ...], Sentences]:
    """Papers with names like the text, and the notice that none contains it."""
    try:
        tables.find(text)
    except PaperNotFoundError as error:
        ids = error.suggestions
        if tables.not_yet_public(text):
            return ids, sentences(error.said)
    told = Message("notice.search_none", {"text": shown(text)})
    return ids, sentences(told, Message("notice.search_near") if ids else None)
