"""The vocabulary of relations, and the one rule about their direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from .errors import ArgumentError

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class RelationType:
    """One kind of relation between two papers.

    Parameters
    ----------
    name : str
        The word in the table, such as ``"extends"``.
    newer : {"source", "target"}
        Which end of a row is the newer paper. Where the type carries descent, that end
        is the child.
    descent : {"line", "side", "asked", "none"}
        How the child descends from the other end. ``"line"``: as a further form of it.
        ``"side"``: by a side step, as it took something from it; few of those make a chain
        count no more (see `PaperGraph.descendants`). ``"asked"``: along the line, but only when
        a query names this type or nothing else carries descent. ``"none"``: not at all.
    phrase : str
        How a row reads between its source and its target: ``"extends"``.
    inverse : str
        How the same row reads from its target: ``"is extended by"``.
    transitive : bool, optional
        Whether a chain of rows of this type says what a direct row would: who extends an
        extension extends the whole, but who uses a model does not use what that model used.
    cito : str, optional
        Nearest property of the Citation Typing Ontology; empty where there is none.
    meaning : str, optional
        One line that tells when to use the type.

    Examples
    --------
    A relation of one's own is registered with the graph that uses it:

    >>> import llmgraph
    >>> replicates = llmgraph.RelationType(
    ...     "replicates", newer="source", descent="none",
    ...     phrase="replicates", inverse="is replicated by")
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "a", "title": "A", "date": "2020-01"},
    ...      {"id": "b", "title": "B", "date": "2021-01"}],
    ...     [("b", "replicates", "a")], relation_types=[replicates])
    >>> graph.descendants("a").ids
    ()
    """

    name: str
    newer: Literal["source", "target"]
    descent: Literal["line", "side", "asked", "none"]
    phrase: str
    inverse: str
    transitive: bool = False
    cito: str = ""
    meaning: str = ""

    def __post_init__(self) -> None:
        if self.newer not in ("source", "target"):
            raise ArgumentError(f'newer is "source" or "target", not {self.newer!r}.')
        if self.descent not in ("line", "side", "asked", "none"):
            raise ArgumentError(
                f'descent is "line", "side", "asked" or "none", not {self.descent!r}.'
            )

    @property
    def carries_descent(self) -> bool:
        """Whether the type carries descent, be it only when asked."""
        return self.descent != "none"

    @property
    def is_side_step(self) -> bool:
        """Whether its rows are side steps of descent."""
        return self.descent == "side"


RELATION_TYPES: Mapping[str, RelationType] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            RelationType(
                "extends",
                "source",
                "line",
                "extends",
                "is extended by",
                transitive=True,
                cito="cito:extends",
                meaning="is a further form of it: generalises, simplifies, fine-tunes, succeeds it",
            ),
            RelationType(
                "uses",
                "source",
                "side",
                "uses",
                "is used by",
                cito="cito:usesMethodIn",
                meaning="takes a part, a method, a trick, data, a base or a teacher from it",
            ),
            RelationType(
                "corrects",
                "source",
                "line",
                "corrects",
                "is corrected by",
                cito="cito:corrects",
                meaning="shows a conclusion wrong and puts another in its place",
            ),
            RelationType(
                "enables",
                "target",
                "side",
                "enables",
                "is enabled by",
                transitive=True,
                cito="cito:givesBackgroundTo",
                meaning="made it possible, motivated or gave rise to it",
            ),
            RelationType(
                "runs_on",
                "source",
                "none",
                "runs on",
                "trains or serves",
                cito="cito:usesMethodIn",
                meaning="was merely trained or is served with it",
            ),
            RelationType(
                "disputes",
                "source",
                "none",
                "disputes",
                "is disputed by",
                cito="cito:disputes",
                meaning="contradicts a claim without settling it",
            ),
            RelationType(
                "alternative_to",
                "source",
                "none",
                "is an alternative to",
                "has the alternative",
                cito="",
                meaning="another way to the same end",
            ),
            RelationType(
                "compares_with",
                "source",
                "none",
                "compares with",
                "is compared by",
                cito="cito:discusses",
                meaning="is measured against it (baseline, judge, benchmark)",
            ),
            RelationType(
                "surveys",
                "source",
                "none",
                "surveys",
                "is surveyed by",
                cito="cito:reviews",
                meaning="reviews it",
            ),
            RelationType(
                "cites",
                "source",
                "asked",
                "cites",
                "is cited by",
                cito="cito:cites",
                meaning="bare citation, nothing more known (imported corpora)",
            ),
        )
    }
)
"""The relation types of the shipped data, in the order in which they are told."""

PRESETS: Mapping[str, tuple[str, ...]] = MappingProxyType({"strict": ("extends", "uses")})
"""Names for sets of relation types that a query may ask for."""


class DescentEdges(NamedTuple):
    """Descent edges; `row` is the row of the relation table that each comes from.

    `side_step` is 1 for side steps and 0 for those of the line; `inherited` is False where the
    row is true of its child only, so that what descends from the child owes it nothing.
    """

    parent: NDArray[np.int32]
    child: NDArray[np.int32]
    row: NDArray[np.int32]
    side_step: NDArray[np.uint8]
    inherited: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> DescentEdges:
        """Keep the edges that are marked."""
        return DescentEdges(
            self.parent[chosen],
            self.child[chosen],
            self.row[chosen],
            self.side_step[chosen],
            self.inherited[chosen],
        )


class Vocabulary(Mapping[str, RelationType]):
    """The relation types of one graph: the shared ones and those that the user adds."""

    def __init__(self, own: Iterable[RelationType] = ()) -> None:
        types = dict(RELATION_TYPES)
        for kind in own:
            if kind.name in types:
                raise ArgumentError(
                    f"The relation type {kind.name!r} exists already; give yours another name."
                )
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

    def codes(self, names: Iterable[str]) -> NDArray[np.uint8]:
        """Number each relation name by its place in the vocabulary.

        Parameters
        ----------
        names : iterable of str
            Names that the vocabulary holds.

        Returns
        -------
        ndarray of uint8
        """
        codes = self._codes
        return np.fromiter((codes[name] for name in names), np.uint8)

    def descent_names(self, present: Iterable[str]) -> tuple[str, ...]:
        """Tell which relation types carry descent when a query names none.

        Parameters
        ----------
        present : iterable of str
            Names of the relations that the graph has.

        Returns
        -------
        tuple of str
            The types of line and side; where the graph has none of those, the types that carry
            descent when asked (an imported citation graph descends by ``cites``).
        """
        here = set(present)
        always = [kind.name for kind in self.values() if kind.descent in ("line", "side")]
        asked = [kind.name for kind in self.values() if kind.descent == "asked"]
        only_asked = not here.intersection(always) and here.intersection(asked)
        return tuple(name for name in asked if name in here) if only_asked else tuple(always)

    def select(self, relations: str | Iterable[str]) -> tuple[str, ...]:
        """Turn what a user asks for into relation types that can carry descent.

        Parameters
        ----------
        relations : str or iterable of str
            Names, a preset (``"strict"``), or names separated by commas.

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
            raise ArgumentError(
                f"{barren[0]!r} carries no descent, so nothing descends by it. "
                f"Ask for its rows with relations_of(), or choose among: "
                + ", ".join(one.name for one in self.values() if one.carries_descent)
            )
        return names

    def names(self, relations: str | Iterable[str]) -> tuple[str, ...]:
        """Turn what a user asks for into known relation names.

        Parameters
        ----------
        relations : str or iterable of str
            Names, a preset (``"strict"``), or names separated by commas.

        Returns
        -------
        tuple of str
            Names in the order of the vocabulary, each once.

        Raises
        ------
        ArgumentError
            If a name is unknown or none is given.
        """
        asked = relations.split(",") if isinstance(relations, str) else list(relations)
        wanted: set[str] = set()
        for name in (str(one).strip() for one in asked):
            if name not in self:
                name = name.replace("-", "_")
            if name in PRESETS:
                wanted.update(PRESETS[name])
            elif name in self:
                wanted.add(name)
            elif name:
                raise ArgumentError(
                    f"No relation type {name!r}. There are: "
                    + ", ".join([*self, *(f"{preset} (preset)" for preset in PRESETS)])
                )
        if not wanted:
            raise ArgumentError("No relation type is named. There are: " + ", ".join(self))
        return tuple(name for name in self if name in wanted)

    def descent_edges(
        self,
        codes: NDArray[np.uint8],
        sources: NDArray[np.int32],
        targets: NDArray[np.int32],
        inherited: NDArray[np.bool_],
        carrying: Iterable[str],
    ) -> DescentEdges:
        """Turn rows into descent edges: the one place that knows about direction.

        Parameters
        ----------
        codes, sources, targets : ndarray, shape (rows,)
            The relation table: type codes and the numbers of the two papers.
        inherited : ndarray of bool, shape (rows,)
            Whether what descends from the newer end of each row inherits it.
        carrying : iterable of str
            The relation types that carry descent here.

        Returns
        -------
        DescentEdges
            One for every row whose type is in `carrying`.
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
