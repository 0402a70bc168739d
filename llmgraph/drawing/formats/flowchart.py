"""Papers and links without positions, for formats with automatic layout: Mermaid and DOT."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...engine import compile_index
from ...language.messages import Message, text_of
from ...language.wording import clean, format_count
from ...model.relation_types import without_ends
from ..alternative import alternative_text
from ..chart.chart import main_topics
from ..hidden_descent import Chains, Joint, chains_of, passages
from ..scene import TITLE, numbered
from ..selection import draw_priority_of, drawn_rows
from ..style import PASSAGE_STYLE, relation_styles, topic_styles
from ..subject import topic_in
from ..year_shares import year_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ...language.messages import Language, Value
    from ...model.relation_types import RelationType
    from ..style import RelationStyle, TopicStyle
    from ..subject import Subject

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Node:
    """A paper in an outline: cleaned texts, and whether it was asked about.

    `lane` is its group in the answer, empty if there are no groups; `number` is its position if the
    answer is ordered; `year` is that of its date. `marked` and `score` are what the answer says of
    it (see `Emphasis`).
    """

    name: str
    title: str
    date: str
    topic: str
    asked: bool
    lane: str = ""
    number: int | None = None
    year: int | None = None
    marked: bool = False
    score: str = ""

    @property
    def label(self) -> str:
        """The name, after the number if there is one."""
        return numbered(self.name, self.number)


@dataclass(frozen=True, slots=True)
class Link:
    """A relation from the older to the newer of two nodes; `reads` is its phrase in that order.

    Without a relation, it is descent through papers that are not drawn. `template` is the sentence,
    with the placeholders ``{older}`` and ``{newer}``. `side_steps` and `inherited` are those of the
    relation or chain. `width` is its weight as a share of the greatest, None without weights.
    """

    older: int
    newer: int
    relation: str
    reads: str
    descent: bool
    side_steps: int = 0
    inherited: bool = True
    template: str = ""
    width: float | None = None

    @property
    def label(self) -> str:
        """The phrase, shortened if possible: ``extended by``."""
        return self.reads.removeprefix("is ")

    def sentence(self, older: str, newer: str) -> str:
        """Return the link as a sentence."""
        ends = {"older": older, "newer": newer}
        # One pass, so that no name is taken for a placeholder.
        return re.sub(r"\{(older|newer)\}", lambda match: ends[match[1]], self.template)


@dataclass(frozen=True)
class Flowchart:
    """The content of a drawing for formats with automatic layout.

    Parameters
    ----------
    title : str
    nodes : tuple of Node
        Oldest first.
    links : tuple of Link
        Sorted by nodes; duplicate rows are one link. Links without a relation are passages: they
        join papers that are only joined through papers that are not drawn.
    ranked : tuple of int
        All nodes by priority: those asked about, then in the order of the answer.
    first : str
        Description of the nodes that are kept first.
    max_side_steps : int
        Largest number of side steps that is distinguished.
    notes : tuple of str
        Notes for the reader of the drawing.
    kinds : tuple of RelationType
        The relation types of the graph.
    topics : mapping of str to TopicStyle
        The style of each topic of the graph, the same in all its drawings.
    lang : {"en", "zh"}
    alternative : str
        What the drawing shows, for readers who do not see it.
    """

    title: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    ranked: tuple[int, ...]
    first: str
    max_side_steps: int
    notes: tuple[str, ...] = ()
    kinds: tuple[RelationType, ...] = ()
    topics: Mapping[str, TopicStyle] = field(default_factory=dict)
    lang: Language = "en"
    alternative: str = ""

    @property
    def lanes(self) -> dict[str, list[int]]:
        """Positions of the nodes of each lane; the empty string holds nodes without a lane."""
        found: dict[str, list[int]] = {}
        for at, node in enumerate(self.nodes):
            found.setdefault(node.lane, []).append(at)
        return found

    @property
    def years(self) -> dict[int, list[int]]:
        """Positions of the nodes of each year, in order of years; undated nodes have none."""
        dated = [(node.year, at) for at, node in enumerate(self.nodes) if node.year is not None]
        found: dict[int, list[int]] = {}
        for year, at in sorted(dated):
            found.setdefault(year, []).append(at)
        return found

    def best(self, count: int) -> Flowchart:
        """Keep the first `count` nodes of `ranked`, and the links between them.

        Parameters
        ----------
        count : int

        Returns
        -------
        Flowchart
        """
        if count >= len(self.nodes):
            return self
        kept = sorted(self.ranked[:count])
        place = {old: new for new, old in enumerate(kept)}
        links = [
            replace(link, older=place[link.older], newer=place[link.newer])
            for link in self.links
            if link.older in place and link.newer in place
        ]
        return replace(
            self,
            nodes=tuple(self.nodes[old] for old in kept),
            links=tuple(sorted([*links, *self._new_passages(kept)], key=_by_nodes)),
            ranked=tuple(place[old] for old in self.ranked[:count]),
        )

    def count_within(self, relations: int) -> int:
        """Count the first nodes of `ranked` with at most so many relations between them.

        Parameters
        ----------
        relations : int
            `best` has passages too, and may have more links.

        Returns
        -------
        int
        """
        rank = {node: at for at, node in enumerate(self.ranked)}
        lower = (max(rank[link.older], rank[link.newer]) for link in self.links if link.relation)
        return [*sorted(lower), len(self.nodes)][: relations + 1][-1]

    def _new_passages(self, kept: list[int]) -> list[Link]:
        """Return passages that replace the chains through dropped nodes."""
        descent = [link for link in self.links if link.descent]

        def column(name: str, kind: type) -> NDArray[Any]:
            return np.array([getattr(link, name) for link in descent], dtype=kind)

        rows = np.arange(len(descent), dtype=np.int32)
        ends = column("older", np.int32), column("newer", np.int32)
        index = compile_index(len(self.nodes), *ends, rows)
        steps = column("side_steps", np.uint8), column("inherited", bool)
        chains = Chains(index, *steps, self.max_side_steps, beyond=False)
        found = passages(chains, kept, rows.tolist())
        return [_passage(joint, self.lang) for joint in found]


def flowchart(subject: Subject, relations: str | Iterable[str] | None = None) -> Flowchart:
    """Collect the content of a drawing for formats with automatic layout.

    Parameters
    ----------
    subject : Subject
    relations : str or iterable of str, optional
        Relation types to draw besides those that carry descent; if there are none, all are drawn.

    Returns
    -------
    Flowchart

    Raises
    ------
    ArgumentError
        If a relation type is unknown.

    Examples
    --------
    >>> import llmgraph
    >>> from llmgraph.drawing.subject import Subject
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}], [("b", "extends", "a")])
    >>> from llmgraph.model.descent import descent
    >>> both = Subject(graph.tables, ["a", "b"], [0], "Both", descent(graph.tables))
    >>> [link] = flowchart(both).links
    >>> link.older, link.newer, link.reads
    (0, 1, 'is extended by')
    """
    subject = subject.with_types(relations)
    tables = subject.tables
    numbers = tables.by_date(tables.number[one] for one in dict.fromkeys(subject.ids))
    order = tables.ids_of(numbers)
    lanes = subject.lane_of or {}

    def named(topic: str) -> str:
        return topic_in(subject.lang, topic, subject.lane_words)

    nodes = tuple(_node(subject, one, named(lanes.get(one, "")), named) for one in order)
    styles = topic_styles(main_topics(tables))
    draw_priority = draw_priority_of(subject)
    place = {one: at for at, one in enumerate(order)}
    drawn, silent = drawn_rows(subject, order)
    chains = chains_of(subject.chains)
    links = _links(subject, chains, order, drawn)
    if subject.runs_through_hidden:
        found = passages(chains, numbers, drawn)
        links += [_passage(joint, subject.lang) for joint in found]
    notes = _marks(subject), silent, subject.notices
    return Flowchart(
        clean(subject.title, TITLE),
        nodes,
        tuple(sorted(links, key=_by_nodes)),
        tuple(map(place.__getitem__, draw_priority.ids)),
        draw_priority.first.text(subject.lang),
        chains.max_side_steps,
        tuple(clean(text_of(note, subject.lang)) for note in notes if note),
        tuple(tables.vocabulary.values()),
        {_topic(named, topic): style for topic, style in styles.items() if topic},
        subject.lang,
        alternative_text(subject),
    )


def _marks(subject: Subject) -> Message | None:
    """What the marked papers are, if there are any."""
    emphasis = subject.emphasis
    if emphasis.mark_name is None or not emphasis.marked:
        return None
    return Message("diagram.marked", {"what": emphasis.mark_name})


def link_styles(flowchart: Flowchart) -> dict[str, RelationStyle]:
    """Return the style of each relation in an outline, that of passages last.

    Parameters
    ----------
    flowchart : Flowchart

    Returns
    -------
    dict of str to RelationStyle
    """
    names = {link.relation for link in flowchart.links}
    passage = {"": PASSAGE_STYLE} if "" in names else {}
    return relation_styles(kind for kind in flowchart.kinds if kind.name in names) | passage


def _passage(joint: Joint, lang: Language) -> Link:
    reads = Message("diagram.through").text(lang)
    template = Message("diagram.passage", {"older": "{older}", "newer": "{newer}"}).text(lang)
    steps = joint.side_steps, joint.inherited
    return Link(joint.older, joint.newer, "", reads, True, *steps, template)


def _by_nodes(link: Link) -> tuple[int, int]:
    return link.older, link.newer


def _topic(named: Callable[[str], str], topic: str) -> str:
    return clean(named(clean(topic)), NAME_LENGTH)


def _node(subject: Subject, one: str, lane: str, named: Callable[[str], str]) -> Node:
    paper = subject.tables.paper(one)
    name = clean(paper.name_in(subject.lang), NAME_LENGTH)
    return Node(
        name=name or clean(paper.id, NAME_LENGTH) or "?",
        title=clean(paper.title, 300),
        date=clean(paper.published, 20),
        topic=_topic(named, paper.topics[0]) if paper.topics else "",
        asked=one in subject.focus,
        lane=clean(lane),
        number=(subject.number_of or {}).get(one),
        year=year_of(subject.tables, subject.tables.number[one]),
        marked=one in subject.emphasis.marked,
        score=_score(subject, one),
    )


def _score(subject: Subject, one: str) -> str:
    """The score of a paper and what it is; empty if it has none."""
    emphasis = subject.emphasis
    if emphasis.score_name is None or one not in emphasis.scores:
        return ""
    told: dict[str, Value] = {
        "what": emphasis.score_name,
        "value": format_count(emphasis.scores[one]),
    }
    return clean(Message("diagram.score", told).text(subject.lang), NAME_LENGTH)


def _words(kind: RelationType, lang: Language) -> tuple[str, str]:
    """The phrase of a type from older to newer end, and the sentence with placeholders for both.

    A Chinese phrase may surround an end: 被…扩展.
    """
    inverse = kind.newer == "source"
    template = kind.template(lang, inverse=inverse)
    ends = (
        {"source": "newer", "target": "older"}
        if inverse
        else {"source": "older", "target": "newer"}
    )
    placed = re.sub(r"\{(source|target)\}", lambda match: f"{{{ends[match[1]]}}}", template)
    if lang == "zh":
        return without_ends(template), placed
    return kind.inverse if inverse else kind.phrase, placed


def _links(
    subject: Subject, chains: Chains, order: Sequence[str], rows: Sequence[int]
) -> list[Link]:
    tables, place = subject.tables, {one: number for number, one in enumerate(order)}
    # If any number of side steps counts, there is nothing to distinguish.
    side_step = chains.side_step
    widths = subject.emphasis.widths
    links = set()
    for row in rows:
        relation = tables.relation(row)
        if relation.source == relation.target:
            continue
        kind = tables.vocabulary[relation.relation]
        source, target = place[relation.source], place[relation.target]
        newer_is_target = kind.newer == "target"
        reads, template = _words(kind, subject.lang)
        links.add(
            Link(
                older=source if newer_is_target else target,
                newer=target if newer_is_target else source,
                relation=relation.relation,
                reads=clean(reads, NAME_LENGTH),
                descent=bool(subject.descent.carries[row]),
                side_steps=int(side_step[row]),
                inherited=bool(tables.inherited[row]),
                template=clean(template, 3 * NAME_LENGTH),
                width=widths.get(row, 0.0) if widths else None,
            )
        )
    codes = {name: code for code, name in enumerate(tables.vocabulary)}
    return sorted(links, key=lambda link: (link.older, link.newer, codes[link.relation]))
