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
    descent : {"always", "asked", "never"}
        Whether the child descends from the other end: always, only when a query names
        this type, or never.
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
    ...     "replicates", newer="source", descent="never",
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
    descent: Literal["always", "asked", "never"]
    phrase: str
    inverse: str
    transitive: bool = False
    cito: str = ""
    meaning: str = ""

    def __post_init__(self) -> None:
        if self.newer not in ("source", "target"):
            raise ArgumentError(f'newer is "source" or "target", not {self.newer!r}.')
        if self.descent not in ("always", "asked", "never"):
            raise ArgumentError(f'descent is "always", "asked" or "never", not {self.descent!r}.')


RELATION_TYPES: Mapping[str, RelationType] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            RelationType(
                "extends",
                "source",
                "always",
                "extends",
                "is extended by",
                transitive=True,
                cito="cito:extends",
                meaning="builds on, generalises, simplifies, fine-tunes, applies it",
            ),
            RelationType(
                "uses",
                "source",
                "always",
                "uses",
                "is used by",
                cito="cito:usesMethodIn",
                meaning="takes it unchanged as component, tool, base or training data",
            ),
            RelationType(
                "corrects",
                "source",
                "always",
                "corrects",
                "is corrected by",
                cito="cito:corrects",
                meaning="shows a conclusion wrong and puts another in its place",
            ),
            RelationType(
                "enables",
                "target",
                "always",
                "enables",
                "is enabled by",
                transitive=True,
                cito="cito:givesBackgroundTo",
                meaning="made it possible, motivated or gave rise to it",
            ),
            RelationType(
                "disputes",
                "source",
                "never",
                "disputes",
                "is disputed by",
                cito="cito:disputes",
                meaning="contradicts a claim without settling it",
            ),
            RelationType(
                "alternative_to",
                "source",
                "never",
                "is an alternative to",
                "has the alternative",
                cito="",
                meaning="another way to the same end",
            ),
            RelationType(
                "compares_with",
                "source",
                "never",
                "compares with",
                "is compared by",
                cito="cito:discusses",
                meaning="is measured against it (baseline, judge, benchmark)",
            ),
            RelationType(
                "surveys",
                "source",
                "never",
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
    """Descent edges; `row` is the row of the relation table that each comes from."""

    parent: NDArray[np.int32]
    child: NDArray[np.int32]
    row: NDArray[np.int32]

    def where(self, chosen: NDArray[np.bool_]) -> DescentEdges:
        """Keep the edges that are marked."""
        return DescentEdges(*(ends[chosen] for ends in self))


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
            The types that always carry descent; where the graph has none of those, the types
            that carry it when asked (an imported citation graph descends by ``cites``).
        """
        here = set(present)
        always = [kind.name for kind in self.values() if kind.descent == "always"]
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
        barren = [name for name in names if self[name].descent == "never"]
        if barren:
            raise ArgumentError(
                f"{barren[0]!r} carries no descent, so nothing descends by it. "
                f"Ask for its rows with relations_of(), or choose among: "
                + ", ".join(k.name for k in self.values() if k.descent != "never")
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
        carrying: Iterable[str],
    ) -> DescentEdges:
        """Turn rows into descent edges: the one place that knows about direction.

        Parameters
        ----------
        codes, sources, targets : ndarray, shape (rows,)
            The relation table: type codes and the numbers of the two papers.
        carrying : iterable of str
            The relation types that carry descent here.

        Returns
        -------
        DescentEdges
            Parent, child and row number of every row whose type is in `carrying`.
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
        )
