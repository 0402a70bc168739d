"""Vocabulary of relation types, and the conversion of relations to descent edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..errors import ArgumentError
from ..language.arguments import listed, require_type
from ..language.messages import Message
from ..language.wording import separated
from .relation_types import PRESETS, RELATION_TYPES, RelationType

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..language.messages import Value

__all__ = ["PRESETS", "RELATION_TYPES", "DescentEdges", "RelationType", "Vocabulary", "joined"]


# Fewer rows against the dates are single errors.
_MIN_SWAPPED = 3


class DescentEdges(NamedTuple):
    """Descent edges; `row` is the row of each edge in the relation table.

    `side_step` is 1 for side steps and 0 for steps along the line. `inherited` is False if the
    row holds for its child only, not for descendants of the child.
    """

    parent: NDArray[np.int32]
    child: NDArray[np.int32]
    row: NDArray[np.int32]
    side_step: NDArray[np.uint8]
    inherited: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> DescentEdges:
        """Keep the marked edges."""
        return self.take(np.flatnonzero(chosen))

    def take(self, places: NDArray[np.integer]) -> DescentEdges:
        """Return some edges in an order."""
        return DescentEdges(*(column[places] for column in self))

    def anachronistic(self, days: NDArray[np.int32]) -> DescentEdges:
        """Keep the edges against the dates: the child was public before its parent.

        Parameters
        ----------
        days : ndarray of int32, shape (papers, 2)
            First and last day on which each paper may have become public.

        Returns
        -------
        DescentEdges
        """
        return self.where(days[self.child, 1] < days[self.parent, 0])

    def swapped(self, days: NDArray[np.int32]) -> tuple[int, int] | None:
        """Count the edges against the dates if there are so many that the ends seem swapped.

        Parameters
        ----------
        days : ndarray of int32, shape (papers, 2)
            As for `anachronistic`.

        Returns
        -------
        tuple of int, or None
            Edges against the dates, and all edges whose dates have an order; None if most edges
            agree with the dates, or fewer than three do not.
        """
        reverse = self._replace(parent=self.child, child=self.parent)
        late, timely = (len(one.anachronistic(days).row) for one in (self, reverse))
        return (late, late + timely) if late >= _MIN_SWAPPED and late > timely else None


def joined(kept: Iterable[RelationType], given: Iterable[RelationType]) -> list[RelationType]:
    """Combine the relation types of a graph with those that a user passes.

    Parameters
    ----------
    kept, given : iterable of RelationType

    Returns
    -------
    list of RelationType
        Types that are equal in both appear once.

    Examples
    --------
    >>> own = RelationType("echoes", "source", "none", "echoes", "is echoed by")
    >>> len(joined([own], [own]))
    1
    """
    kept = list(kept)
    return [*kept, *(kind for kind in relation_types_of(given) if kind not in kept)]


def relation_types_of(given: object) -> tuple[RelationType, ...]:
    """Validate the argument ``relation_types``."""
    kinds = listed("relation_types", given)
    for kind in kinds:
        require_type("relation_types", kind, RelationType)
    return kinds


class Vocabulary(Mapping[str, RelationType]):
    """Relation types of one graph: the built-in ones and the custom ones."""

    def __init__(self, own: Iterable[RelationType] = ()) -> None:
        types = dict(RELATION_TYPES)
        for kind in relation_types_of(own):
            if kind.name in types:
                raise ArgumentError(Message("error.type_exists", {"name": repr(kind.name)}))
            types[kind.name] = kind
        self._types = types
        self._codes = {name: code for code, name in enumerate(types)}
        self._newer_is_target = np.array([kind.newer == "target" for kind in types.values()])
        self._is_side_step = np.array([kind.is_side_step for kind in types.values()], np.uint8)

    def __getitem__(self, name: str) -> RelationType:
        return self._types[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._types)

    def __len__(self) -> int:
        return len(self._types)

    @property
    def own(self) -> tuple[RelationType, ...]:
        """Custom types, in the order given."""
        return tuple(kind for name, kind in self._types.items() if name not in RELATION_TYPES)

    @cached_property
    def _chinese(self) -> dict[str, str]:
        """Type name by Chinese word; custom types override built-in ones."""
        types = [*map(self.__getitem__, RELATION_TYPES), *reversed(self.own)]
        return {
            word: kind.name
            for kind in types
            for word in (*kind.verbs_zh, kind.label_zh)
            if not word.isascii()
        }

    def codes(self, names: Iterable[str]) -> NDArray[np.uint8]:
        """Return the position of each relation name in the vocabulary.

        Parameters
        ----------
        names : iterable of str
            Names in the vocabulary.

        Returns
        -------
        ndarray of uint8
        """
        codes = self._codes
        return np.fromiter((codes[name] for name in names), np.uint8)

    def descent_names(self, present: Iterable[str]) -> tuple[str, ...]:
        """Return the relation types that carry descent by default.

        Parameters
        ----------
        present : iterable of str
            Names of the relations in the graph.

        Returns
        -------
        tuple of str
            The types with descent ``"line"`` or ``"side"``. If the graph has none of them, those
            with ``"asked"`` (in an imported citation graph, ``cites``).
        """
        here = set(present)
        always = [kind.name for kind in self.values() if kind.descent in ("line", "side")]
        asked = [kind.name for kind in self.values() if kind.descent == "asked"]
        only_asked = not here.intersection(always) and here.intersection(asked)
        return tuple(name for name in asked if name in here) if only_asked else tuple(always)

    def select(self, relations: str | Iterable[str]) -> tuple[str, ...]:
        """Resolve user input to relation types that can carry descent.

        Parameters
        ----------
        relations : str or iterable of str
            Names, Chinese words for them, a preset (``"strict"``), or several of these in one
            text, separated by commas.

        Returns
        -------
        tuple of str
            Names in the order of the vocabulary, each once.

        Raises
        ------
        ArgumentError
            If a name is unknown, carries no descent, or none is given.
        """
        names = self.names(relations)
        barren = [name for name in names if not self[name].carries_descent]
        if barren:
            carrying = tuple(one.name for one in self.values() if one.carries_descent)
            told: dict[str, Value] = {"name": repr(barren[0]), "names": carrying}
            raise ArgumentError(Message("error.no_descent_by", told))
        return names

    def names(self, relations: str | Iterable[str]) -> tuple[str, ...]:
        """Resolve user input to known relation names.

        Parameters
        ----------
        relations : str or iterable of str
            Names, Chinese words for them, a preset (``"strict"``), or several of these in one
            text, separated by commas.

        Returns
        -------
        tuple of str
            Names in the order of the vocabulary, each once.

        Raises
        ------
        ArgumentError
            If a name is unknown or none is given.
        """
        wanted: set[str] = set()
        for name in (one.strip() for one in separated(relations)):
            if name not in self:
                name = self._chinese.get(name, name.replace("-", "_"))
            if name in PRESETS:
                wanted.update(PRESETS[name])
            elif name in self:
                wanted.add(name)
            elif name:
                presets = (Message("said.preset", {"name": preset}) for preset in PRESETS)
                told: dict[str, Value] = {"name": repr(name), "names": (*self, *presets)}
                raise ArgumentError(Message("error.relation_type", told))
        if not wanted:
            raise ArgumentError(Message("error.no_relation_type", {"names": tuple(self)}))
        return tuple(name for name in self if name in wanted)

    def descent_edges(
        self,
        codes: NDArray[np.uint8],
        sources: NDArray[np.int32],
        targets: NDArray[np.int32],
        inherited: NDArray[np.bool_],
        carrying: Iterable[str],
    ) -> DescentEdges:
        """Convert relations to descent edges; only this function interprets their direction.

        Parameters
        ----------
        codes, sources, targets : ndarray, shape (rows,)
            The relation table: type codes and the row numbers of the two papers.
        inherited : ndarray of bool, shape (rows,)
            Whether descendants of the newer end inherit each row.
        carrying : iterable of str
            The relation types that carry descent here.

        Returns
        -------
        DescentEdges
            One edge for every row whose type is in `carrying`.
        """
        chosen = np.zeros(len(self), dtype=bool)
        chosen[self.codes(carrying)] = True
        row = np.flatnonzero(chosen[codes]).astype(np.int32)
        source, target = sources[row], targets[row]
        child_is_target = self._newer_is_target[codes[row]]
        return DescentEdges(
            parent=np.where(child_is_target, source, target).astype(np.int32),
            child=np.where(child_is_target, target, source).astype(np.int32),
            row=row,
            side_step=self._is_side_step[codes[row]],
            inherited=inherited[row],
        )
