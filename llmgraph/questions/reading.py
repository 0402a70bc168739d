"""Reading of questions: parts of the text as tokens, and what narrows the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ..model.relation_types import CITES
from .parts import Part, Splitter
from .syntax import Token, restricted, settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model.indexed_tables import IndexedTables
    from .periods import Period


# Kinds of words in a text to search for.
_IN_TEXT = frozenset(("NAME", "UNKNOWN", "TOPIC", "MEASURE", "AND", "FILLER"))
_MENTIONS = ("mention", "discuss")
_ASKS = frozenset(("WHAT", "PAPER", "PAPER1", "SEARCH"))
_ABOUT_A_NAME = frozenset(("WHAT", "SEARCH", "SHOW", "PAPER", "HAVE", "DE", "FILLER"))
_TOP = re.compile("top|前", re.IGNORECASE)
_CITED = re.compile("cited|引", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as tokens, with what narrows its answer.

    Parameters
    ----------
    tokens : tuple of Token
        Without words that say nothing.
    narrowed : mapping of str to object
        ``since``, ``until``, ``as_of``, ``topics``, ``number``, ``direct``, ``window``; only those
        that the question names.
    is_one : bool
        Whether the question asks for one paper.
    names_papers, names_all : bool
        Whether it has a word for papers, such as "models", or for all of them.
    """

    tokens: tuple[Token, ...]
    narrowed: Mapping[str, Any] = field(default_factory=dict)
    is_one: bool = False
    names_papers: bool = False
    names_all: bool = False


def read(tables: IndexedTables, text: str) -> Iterator[Reading]:
    """Read a question in up to three ways, which differ where a name is also another word.

    Parameters
    ----------
    tables : IndexedTables
    text : str
        A question as `tidy` or `variants` gives it.

    Yields
    ------
    Reading
        Names before topics before words; then topics first; then words first.
    """
    splitter = Splitter(tables, text)
    seen = []
    for order in ("name topic word", "topic name word", "word topic name"):
        parts = splitter.parts(order.split())
        if parts not in seen:
            seen.append(parts)
            reading = _reading(parts)
            if reading is not None:
                yield _over_citations(tables, reading, parts)


def _reading(parts: Sequence[Part]) -> Reading | None:
    """Separate what narrows an answer from the tokens; None if it contradicts itself."""
    narrowed: dict[str, Any] = {}
    tokens: list[Token] = []
    is_one = False
    at_any_distance = {"DIRECT", "INDIRECT"} <= {part.token.kind for part in parts}
    parts = _with_text(parts)
    for at, part in enumerate(parts):
        token = part.token
        if part.period is not None:
            own: dict[str, Any] = _bounds(part.period)
        elif token.kind in ("NUMBER", "WINDOW", "DEPTH"):
            own = {token.kind.lower(): int(token.value)}
        elif token.kind == "TOPIC":
            own = {"topics": sorted({*narrowed.pop("topics", []), token.value})}
        elif token.kind == "SET":
            name, _, value = token.value.partition("=")
            own = {name: _setting(value)}
        elif at_any_distance and token.kind in ("DIRECT", "INDIRECT"):
            own = {}
        elif token.kind == "DIRECT":
            own = {} if narrowed.get("direct") else {"direct": True}
        else:
            is_one |= token.kind in ("ONE", "PAPER1")
            tokens.append(token)
            continue
        if any(narrowed.get(name, value) != value for name, value in own.items()):
            return None
        narrowed |= own
        is_top = token.kind == "NUMBER" and bool(_TOP.match(token.text))
        # "training systems that X goes back to"
        after = parts[at + 1].token.text.casefold() if at + 1 < len(parts) else ""
        is_noun = token.kind == "TOPIC" and after in ("that", "which")
        tokens.append(Token("RANK" if is_top else "WHAT" if is_noun else "FILLER"))
    tokens, relations = restricted(tokens)
    if relations and narrowed.setdefault("relations", relations) != relations:
        return None
    names_all = any(token.kind == "ALL" for token in tokens)
    names_papers = names_all or any(token.kind in ("PAPER", "PAPER1") for token in tokens)
    kinds = {token.kind for token in tokens}
    # "Who has the most descendants?" asks for one, "who is most important?" does not.
    is_one |= "WHO" in kinds and bool(kinds & {"ANC", "DES", "CHILD"})
    is_one |= any(token.kind == "MOST" and token.value for token in tokens)
    is_one |= any(token.text.casefold() in ("hub", "authority") for token in tokens)
    is_one = is_one and "number" not in narrowed
    return Reading(settled(tokens), narrowed, is_one, names_papers, names_all)


def _over_citations(tables: IndexedTables, reading: Reading, parts: Sequence[Part]) -> Reading:
    """Let "the most cited papers" count citations, where the graph knows some."""
    asks = any(one.token.kind == "MOST" and _CITED.search(one.token.text) for one in parts)
    if not asks or "relations" in reading.narrowed or tables.with_citations is tables:
        return reading
    return replace(reading, narrowed={**reading.narrowed, "relations": CITES})


def _setting(value: str) -> str | float:
    try:
        return int(value) if value.isdigit() else float(value)
    except ValueError:
        return value


def _with_text(parts: Sequence[Part]) -> Sequence[Part]:
    """Read the words that papers are to be about as one text, unless they are a topic."""
    for at, part in enumerate(parts):
        if not _opens_text(part.token):
            continue
        words = list(takewhile(lambda one: one.token.kind in _IN_TEXT, parts[at + 1 :]))
        rest = [*parts[:at], *parts[at + 1 + len(words) :]]
        if _is_searched(part.token, words, rest):
            text = " ".join(one.token.text for one in words if one.token.kind != "FILLER")
            return [*rest[:at], Part(parts[at].end, Token("TEXT", text)), *rest[at:]]
    return parts


def _opens_text(token: Token) -> bool:
    """Whether words to search for may follow."""
    said = token.text.casefold()
    return token.kind in ("ABOUT", "SEARCH") or said in ("on", "by") or said.startswith(_MENTIONS)


def _is_searched(opening: Token, words: Sequence[Part], rest: Sequence[Part]) -> bool:
    """Whether papers are asked for that have the words after an opening in their texts."""
    said = opening.text.casefold()
    kinds = {one.token.kind for one in words}
    others = [one.token.kind for one in rest if one.token.kind not in ("FILLER", "MADE")]
    asks = opening.kind == "SEARCH" or not _ASKS.isdisjoint(others)
    is_alone = _ABOUT_A_NAME.issuperset(others)
    if said == "by":
        # An author, not a way to rank; persons and companies have capitals.
        is_name = any(one.token.text[:1].isupper() for one in words)
        return asks and is_alone and is_name and kinds == {"UNKNOWN"}
    # "Papers about BERT" are searched for; "the paper about BERT" is one of that name.
    of_name = "NAME" in kinds and is_alone and said != "on" and not said.startswith(_MENTIONS)
    return asks and (of_name or ("UNKNOWN" in kinds and "NAME" not in kinds))


def _bounds(period: Period) -> dict[str, str]:
    if period.as_of:
        return {"as_of": period.until}
    return {name: date for name, date in (("since", period.since), ("until", period.until)) if date}
