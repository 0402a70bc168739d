"""An answer as a table and as prose: what it says, before it is Markdown or anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..drawing.scene import clean
from ..evidence import RelationSet
from ..lineage import CommonAncestors
from ..paths import PathSet
from ..problems import figure
from ..ranking import Ranking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..results import Result

TEXT_LENGTH = 2_000


@dataclass(frozen=True)
class Grid:
    """A table: a caption, sentences below it, names of columns, and cells."""

    caption: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Prose:
    """Paragraphs, then points; a point may have points of its own."""

    paragraphs: tuple[str, ...]
    points: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numbered: bool = False


def grid(result: Result) -> Grid:
    """Give the columns of an answer that a person wants to read.

    Parameters
    ----------
    result : Result

    Returns
    -------
    Grid

    Examples
    --------
    >>> import llmgraph
    >>> shown = grid(llmgraph.load().ancestors("LLaVA", relations="uses", depth=1))
    >>> shown.caption, shown.columns[:2], shown.rows[0][:2]
    ('What led to LLaVA — 3 papers', ('date', 'name'), ('2021-02', 'CLIP'))
    """
    return Grid(
        caption=f"{_cell(result.heading())} — {result.size()}",
        notes=_notes(result),
        columns=tuple(name.replace("_", " ") for name in result.brief),
        rows=tuple(tuple(_cell(row[name]) for name in result.brief) for row in result.rows()),
    )


def prose(result: Result) -> Prose:
    """Tell an answer in sentences.

    Parameters
    ----------
    result : Result

    Returns
    -------
    Prose

    Examples
    --------
    >>> import llmgraph
    >>> prose(llmgraph.load().ancestors("LLaVA", relations="uses", depth=1)).paragraphs
    ('What led to LLaVA — 3 papers: CLIP (2021-02), GPT-4 (2023-03) and Vicuna (2023-03).',)
    """
    if isinstance(result, PathSet):
        return _chains(result)
    heading = _cell(result.heading())
    if not result.ids:
        return Prose((f"{heading} — none.", *_notes(result)))
    if isinstance(result, RelationSet):
        points = tuple(
            (_told(result.graph._sentence(one), one.evidence), ()) for one in result.relations
        )
        return Prose((f"{heading} — {result.size()}.", *_notes(result)), points)
    told = f"{heading} — {result.size()}: {_listed(_members(result))}.{_nearest(result)}"
    return Prose((told, *_notes(result)))


def _notes(result: Result) -> tuple[str, ...]:
    return tuple(map(_cell, result.notes()))


def _members(result: Result) -> list[str]:
    named = [_cell(result.graph._label(one)) for one in result.ids]
    if isinstance(result, Ranking):
        scores = ("no score" if one is None else figure(one) for one in result.scores)
        return [f"{name} with {score}" for name, score in zip(named, scores, strict=True)]
    return named


def _nearest(result: Result) -> str:
    if not isinstance(result, CommonAncestors):
        return ""
    near = [_cell(result.graph._label(one)) for one in result.ids if one in result.nearest]
    return f" The nearest: {_listed(near)}."


def _chains(result: PathSet) -> Prose:
    sentence = result.graph._sentence
    chains = tuple(
        (
            _cell(chain.sentence),
            tuple(
                _told(sentence(relation), relation.evidence)
                for step in chain.steps
                for relation in step.relations
            ),
        )
        for chain in result.chains
    )
    gap = tuple((_told(sentence(relation), relation.evidence), ()) for relation in result.gap)
    return Prose((_cell(result.explanation), *_notes(result)), chains or gap, bool(chains))


def _told(sentence: str, evidence: str) -> str:
    return _cell(f"{sentence}: {evidence}" if evidence else f"{sentence}.")


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        value = "yes" if value else ""
    return clean(figure(value) if isinstance(value, float) else str(value), TEXT_LENGTH)
