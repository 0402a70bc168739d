"""Claims about papers, judged by the relations of the graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..errors import ArgumentError, LLMGraphError
from ..language.messages import LANGUAGES, NOTHING, Message, Sentences, Words, sentences
from ..model.descent import SideSteps, descent
from ..model.records import is_cited
from ..model.relation_types import CITES
from ..results.base import Result
from ..results.document import Prose
from .chain import find_two
from .paths import PathSet, paths, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..language.messages import Language, Sayable, Value
    from ..model.indexed_tables import IndexedTables
    from ..model.records import Relation

ClaimVerdict = Literal[
    "holds",
    "holds by more side steps",
    "reversed",
    "other relation",
    "not in this graph",
    "unknown paper",
    "not understood",
]
VERDICTS: tuple[ClaimVerdict, ...] = get_args(ClaimVerdict)
DESCENT = "descends_from"
"""Relation of a claim that one paper descends from another, by whatever chain."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim to judge: a paper, a relation, and another paper, as in a row of relations.

    Parameters
    ----------
    paper : str
        A paper, by any of its names.
    relation : str
        A relation type, or ``descends_from``; empty means ``descends_from``.
    ancestor : str
        The other paper, by any of its names.
    text : str, optional
        The sentence that states the claim. If it was not understood, papers and relation are empty.
    unknown : tuple of str, optional
        Words of the sentence that were not understood.
    """

    paper: str
    relation: str
    ancestor: str
    text: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with its verdict; true in a condition if it holds.

    Parameters
    ----------
    claim : Claim
        The claim, as it was given.
    verdict : str
        One of `VERDICTS`.
    because : Sentences
        The reason, with the evidence.
    ids : tuple of str
        Ids of the papers of the claim, and of those on the chain that shows it.
    """

    claim: Claim
    verdict: ClaimVerdict
    because: Sentences
    ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.holds

    @property
    def holds(self) -> bool:
        """Whether the claim holds as it stands."""
        return self.verdict == "holds"

    @property
    def explanation(self) -> str:
        """The reason in English."""
        return self.because.text()


@dataclass(frozen=True, repr=False, eq=False)
class Claims(Result):
    """Claims with their verdicts, in the order given; iterates over them.

    Parameters
    ----------
    tables : IndexedTables
        The tables of the queried graph.
    ids : tuple of str
        Ids of the papers of the claims, and of those on the chains that show them.
    judged : tuple of JudgedClaim
        The claims with their verdicts.
    notices : Sentences
        Notes on the answer; usually empty.
    descent : Descent
        The descent that the verdicts are based on.
    """

    judged: tuple[JudgedClaim, ...]
    notices: Sentences = NOTHING

    @property
    def all_hold(self) -> bool:
        """Whether every claim holds."""
        return all(self.judged)

    def _items(self) -> Sequence[Any]:
        return self.judged

    @property
    def display_columns(self) -> tuple[str, ...]:
        """Columns of `rows` to display."""
        return ("claim", "verdict", "because")

    @property
    def notebook_columns(self) -> tuple[str, ...]:
        """Columns of the table that a notebook shows."""
        return self.display_columns

    def title(self) -> Message:
        """Return a short title of the result: the claim, if it is only one."""
        if len(self.judged) != 1:
            return Message("title.claims")
        claim = self.judged[0].claim
        said = Words(*(self._said(claim, lang).rstrip(".。?？") for lang in LANGUAGES))
        return Message("title.claim", {"claim": said})

    def extent(self) -> Message:
        """Return the number of claims and how many of them hold, or the verdict of the only one."""
        if len(self.judged) == 1:
            return Message(f"verdict.{self.judged[0].verdict}")
        count = Message("count.claim", {"count": len(self)})
        held = Message("count.held", {"count": sum(map(bool, self.judged))})
        return Message("size.claims", {"claims": count, "held": held})

    def rows(self, lang: Language = "en") -> list[dict[str, Any]]:
        """Return one dictionary per claim, in the order given."""
        return [
            {
                "claim": self._said(one.claim, lang),
                "verdict": Message(f"verdict.{one.verdict}").text(lang),
                "holds": one.holds,
                "because": one.because.text(lang),
                "paper": one.claim.paper,
                "relation": one.claim.relation,
                "ancestor": one.claim.ancestor,
            }
            for one in self.judged
        ]

    @property
    def table_first(self) -> bool:
        """Whether a table shows the answer better than prose does."""
        return len(self.judged) != 1

    def to_prose(self, lang: Language = "en") -> Prose:
        """Write every claim as a list item with its verdict and the reason."""
        if len(self.judged) == 1:
            return Prose((self.judged[0].because.text(lang),))
        points = [
            (
                Message(
                    "prose.claim", {"claim": row["claim"].rstrip(".。"), "verdict": row["verdict"]}
                ).text(lang),
                (row["because"],),
            )
            for row in self.rows(lang)
        ]
        return Prose((), tuple(points))

    def _repr_body(self) -> str:
        counted = Counter(one.verdict for one in self.judged)
        return ", ".join(
            f"{counted[verdict]} {verdict}" for verdict in VERDICTS if counted[verdict]
        )

    def _said(self, claim: Claim, lang: Language) -> str:
        if claim.text:
            return claim.text
        kind = self.tables.vocabulary.get(claim.relation)
        if kind is not None:
            return kind.sentence(claim.paper, claim.ancestor, lang)
        told: dict[str, Value] = {"newer": claim.paper, "older": claim.ancestor}
        if claim.relation in ("", DESCENT):
            return Message("claim.descends", told).text(lang)
        return f"{claim.paper} {claim.relation} {claim.ancestor}"


def claims(tables: IndexedTables, stated: Iterable[Claim], *, side_steps: SideSteps = 1) -> Claims:
    """Judge claims by the relations of the graph.

    Parameters
    ----------
    tables : IndexedTables
    stated : iterable of Claim
    side_steps : int or "any", optional
        As for `descendants`, for claims of descent.

    Returns
    -------
    Claims
        In the order given.

    Raises
    ------
    ArgumentError
        If `side_steps` is invalid.
    """
    whole = descent(tables, side_steps=side_steps)
    judged = tuple(_judge(tables, one, side_steps) for one in stated)
    ids = tuple(dict.fromkeys(one for claim in judged for one in claim.ids))
    return Claims(tables, ids, judged, whole.read, descent=whole)


def _judge(tables: IndexedTables, claim: Claim, side_steps: SideSteps) -> JudgedClaim:
    if not claim.paper and not claim.ancestor:
        words = Message("claim.unknown", {"words": claim.unknown}) if claim.unknown else None
        return JudgedClaim(claim, "not understood", sentences(words, Message("claim.unread")))
    try:
        paper, other = find_two(tables, claim.paper, claim.ancestor)
    except LLMGraphError as error:
        verdict: ClaimVerdict = (
            "not in this graph" if isinstance(error, ArgumentError) else "unknown paper"
        )
        return JudgedClaim(claim, verdict, sentences(error.said))
    if claim.relation in ("", DESCENT):
        return _judge_descent(tables, claim, side_steps)
    try:
        [relation] = tables.vocabulary.names(claim.relation)
    except (ArgumentError, ValueError):
        said = Message(
            "claim.relation", {"name": claim.relation, "names": tuple(tables.vocabulary)}
        )
        return JudgedClaim(claim, "not understood", sentences(said))
    return _judge_relation(tables, claim, relation, paper, other)


def _judge_descent(tables: IndexedTables, claim: Claim, side_steps: SideSteps) -> JudgedClaim:
    """Judge whether one paper descends from another."""
    found = paths(tables, claim.paper, claim.ancestor, k=1, side_steps=side_steps)
    said: list[Sayable] = [found.answer]
    for step in found.chains[0].steps if found.chains else ():
        said += _told(tables, step.relations)
    ids = found.chains[0].ids if found.chains else (found.newer, found.older)
    return JudgedClaim(claim, _verdict_of(found), sentences(*said), tuple(ids))


def _verdict_of(found: PathSet) -> ClaimVerdict:
    if found.chains:
        return "reversed" if found.is_reversed else "holds"
    if found.wider and not found.is_reversed and found.wider_is_inherited:
        return "holds by more side steps"
    return "other relation" if len(found.gap) == 1 else "not in this graph"


def _judge_relation(
    tables: IndexedTables, claim: Claim, relation: str, paper: int, other: int
) -> JudgedClaim:
    """Judge whether a row states a relation between two papers."""
    tables = tables.read_by(relation)
    ids = tables.ids_of((paper, other))
    direct = [tables.relation(row) for row in tables.rows_among(ids)]
    direct = [row for row in direct if row.source != row.target]
    forward = [row for row in direct if (row.source, row.relation) == (ids[0], relation)]
    backward = [row for row in direct if (row.source, row.relation) == (ids[1], relation)]
    if forward:
        return JudgedClaim(claim, "holds", sentences(*_told(tables, forward)), ids)
    if backward:
        said = sentences(Message("claim.reversed"), *_told(tables, backward))
        return JudgedClaim(claim, "reversed", said, ids)
    if direct:
        is_uncited = relation == CITES and any(is_cited(row.cited) is False for row in direct)
        name = {"name": tables.name(ids[0])}
        first = Message("claim.uncited_but", name) if is_uncited else Message("claim.other")
        said = sentences(first, *_told(tables, direct))
        return JudgedClaim(claim, "other relation", said, ids)
    none = Message("claim.none", {"scope": scope_of(tables)})
    if relation == CITES and ids[0] in tables.citing:
        none = Message("claim.uncited", {"name": tables.name(ids[0])})
    said = sentences(none, _by_chain(tables, ids))
    return JudgedClaim(claim, "not in this graph", said, ids)


def _by_chain(tables: IndexedTables, ids: Sequence[str]) -> Sentences | None:
    """Name a chain between papers without a direct relation."""
    found = paths(tables, *ids, k=1)
    return found.answer if found.chains else None


def _told(tables: IndexedTables, rows: Sequence[Relation]) -> list[Message]:
    return [_evidence(tables, row) for row in rows]


def _evidence(tables: IndexedTables, row: Relation) -> Message:
    """Write a row with its evidence as a sentence."""
    told, grounds = tables.said(row), row.grounds
    if not grounds.text():
        return Message("claim.row", {"told": told})
    form = "claim.evidenced" if row.note_in("en") else "claim.bracketed"
    return Message(form, {"told": told, "evidence": grounds})
