"""Validation of the two tables: one function per rule, all problems reported at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..engine import DescentIndex, compile_index
from ..engine.flows import implied_rows
from ..errors import ArgumentError
from ..language.messages import Message, some_of
from ..language.wording import shown
from ..problems import Problem, Severity, TableError
from .dates import Span, days_of, read_date
from .identifiers import read_identifier
from .names import name_key
from .records import NO, YES, inherits, is_cited
from .relation_types import CITES
from .tables import BASES, COLUMNS, CONFIDENCES, Kind, Table

if TYPE_CHECKING:
    from ..language.messages import Sayable, Value
    from .vocabulary import DescentEdges, Vocabulary

ID_LENGTH = 200
# Row number of findings about the header.
HEADER = -1
TWIN_RATIO = 95
# Matches "inherit" with "inherited", but not "topic" with "title".
LIKE_COLUMN = 85
LIKE_NAME = 75
# Names and titles are compared by their beginnings: the time of a comparison is quadratic.
NAME_LENGTH = 200
TITLE_LENGTH = 1_000
# Control characters but tabs and line ends, the marks of bidirectional text, line
# separators of Unicode, and lone surrogates.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)
# Number of comparisons for suggestions, as in a table with thousands of unknown ends.
MAX_COMPARISONS = 2_000_000


class Suggestions:
    """The most similar known name of an unknown one, found once for each.

    Parameters
    ----------
    names : mapping of str to str
        Known names by name key.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._keys = list(names)
        self._found: dict[str, str] = {}

    def nearest(self, text: str) -> str:
        """Return the closest known name.

        Parameters
        ----------
        text : str

        Returns
        -------
        str
            Empty if no name is close, or after `MAX_COMPARISONS` comparisons.
        """
        if text not in self._found:
            left = MAX_COMPARISONS - len(self._found) * len(self._keys)
            self._found[text] = self._search(text) if left > 0 else ""
        return self._found[text]

    def _search(self, text: str) -> str:
        from rapidfuzz import fuzz, process

        key = name_key(text[:NAME_LENGTH])
        hit = process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=LIKE_NAME)
        return shown(self._names[hit[0]]) if hit else ""


class Tables:
    """The two tables under validation, with values that several rules use."""

    def __init__(self, papers: Table, relations: Table, vocabulary: Vocabulary) -> None:
        self.papers = papers
        self.relations = relations
        self.vocabulary = vocabulary

    @cached_property
    def number(self) -> dict[str, int]:
        """First row of each id."""
        numbers: dict[str, int] = {}
        for row, one in enumerate(self.papers.column("id")):
            numbers.setdefault(one, row)
        return numbers

    @cached_property
    def spans(self) -> list[Span | None]:
        """Date of each paper, from the column `date`, otherwise `year`; None if invalid."""
        return [
            _span(date) or _span(year)
            for date, year in zip(
                self.papers.column("date"), self.papers.column("year"), strict=True
            )
        ]

    @cached_property
    def like_ids(self) -> Suggestions:
        """Suggestions for unknown ids."""
        return Suggestions({name_key(one): one for one in self.papers.column("id")})

    @cached_property
    def like_relations(self) -> Suggestions:
        """Suggestions for unknown relation types."""
        return Suggestions({name_key(one): one for one in self.vocabulary})

    @cached_property
    def sound_rows(self) -> list[int]:
        """Relation rows of a known type between two different known papers."""
        return [
            row
            for row, (source, relation, target) in enumerate(self.triples())
            if source != target
            and source in self.number
            and target in self.number
            and relation in self.vocabulary
        ]

    @cached_property
    def descent(self) -> DescentEdges:
        """Descent edges of the sound rows, for the types that carry descent by default."""
        triples = list(self.triples())
        sound = [triples[row] for row in self.sound_rows]
        codes = self.vocabulary.codes(relation for _, relation, _ in sound)
        sources = np.array([self.number[source] for source, _, _ in sound], dtype=np.int32)
        targets = np.array([self.number[target] for _, _, target in sound], dtype=np.int32)
        names = self.vocabulary.descent_names(relation for _, relation, _ in sound)
        column = self.relations.column("inherited")
        inherited = np.array([inherits(column[row]) for row in self.sound_rows], dtype=bool)
        edges = self.vocabulary.descent_edges(codes, sources, targets, inherited, names)
        rows = np.array(self.sound_rows, dtype=np.int32)
        return edges._replace(row=rows[edges.row])

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Iterate over source, relation and target of each row."""
        column = self.relations.column
        return zip(column("source"), column("relation"), column("target"), strict=True)

    def phrase(self, row: int) -> str:
        """Write a row as source, relation and target."""
        cells = self.relations.row(row)
        return " ".join(shown(cells[end]) for end in ("source", "relation", "target"))


Finding = tuple[int, str, "str | Sayable"]  # row, column, message
Rule = Callable[[Tables], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    severity: Severity
    table: str
    fatal: bool
    find: Rule


RULES: list[_Rule] = []


def _rule(
    code: str, table: str, severity: Severity = "error", *, fatal: bool = False
) -> Callable[[Rule], Rule]:
    def register(find: Rule) -> Rule:
        RULES.append(_Rule(code, severity, table, fatal, find))
        return find

    return register


def check_tables(
    papers: Table, relations: Table, vocabulary: Vocabulary, *, fatal_only: bool = False
) -> list[Problem]:
    """Find all problems of two tables.

    Parameters
    ----------
    papers, relations : Table
    vocabulary : Vocabulary
        The known relation types.
    fatal_only : bool, optional
        Apply only the rules that every graph must satisfy.

    Returns
    -------
    list of Problem
        Papers before relations, each by line number.
    """
    tables = Tables(papers, relations, vocabulary)
    problems: list[Problem] = []
    for name, table in (("papers", papers), ("relations", relations)):
        found = [
            Problem(
                rule.code,
                rule.severity,
                table.file,
                1 if row == HEADER else table.lines[row],
                column,
                "" if row == HEADER else shown(table.cell(column, row)),
                said,
            )
            for rule in RULES
            if rule.table == name and (rule.fatal or not fatal_only)
            for row, column, said in rule.find(tables)
        ]
        problems += sorted(found, key=lambda problem: problem.line)
    return problems


def require_graph(papers: Table, relations: Table, vocabulary: Vocabulary) -> None:
    """Raise `TableError` with all problems that prevent a graph from being built."""
    problems = check_tables(papers, relations, vocabulary, fatal_only=True)
    if problems:
        raise TableError(problems)


def _span(text: str) -> Span | None:
    try:
        return read_date(text)
    except ArgumentError:
        return None


# Rules on papers


@_rule("bad-id", "papers", fatal=True)
def _bad_id(tables: Tables) -> Iterator[Finding]:
    for row, one in enumerate(tables.papers.column("id")):
        if not one:
            yield row, "id", Message("finding.id_empty")
        elif len(one) > ID_LENGTH:
            yield row, "id", Message("finding.id_long", {"length": len(one), "limit": ID_LENGTH})
        elif one != one.strip() or not one.isprintable():
            yield row, "id", Message("finding.id_blanks")


@_rule("duplicate-id", "papers", fatal=True)
def _duplicate_id(tables: Tables) -> Iterator[Finding]:
    for row, one in enumerate(tables.papers.column("id")):
        first = tables.number[one]
        if one and first != row:
            line = str(tables.papers.lines[first])
            yield row, "id", Message("finding.id_twice", {"id": shown(one), "line": line})


@_rule("missing-title", "papers")
def _missing_title(tables: Tables) -> Iterator[Finding]:
    for row, title in enumerate(tables.papers.column("title")):
        if not title.strip():
            yield row, "title", Message("finding.title_empty")


@_rule("bad-date", "papers", fatal=True)
def _bad_date(tables: Tables) -> Iterator[Finding]:
    for column in ("date", "year"):
        for row, text in enumerate(tables.papers.column(column)):
            try:
                read_date(text)
            except ArgumentError as error:
                yield row, column, error.said


@_rule("year-differs", "papers")
def _year_differs(tables: Tables) -> Iterator[Finding]:
    pairs = zip(tables.papers.column("date"), tables.papers.column("year"), strict=True)
    for row, (date, year) in enumerate(pairs):
        stated, apart = _span(date), _span(year)
        if stated and apart and stated.year != apart.year:
            yield row, "year", Message("finding.year_differs", {"date": shown(date)})


@_rule("bad-arxiv-id", "papers")
def _bad_arxiv_id(tables: Tables) -> Iterator[Finding]:
    for row, text in enumerate(tables.papers.column("arxiv_id")):
        if text and not _is(text, "arxiv"):
            yield row, "arxiv_id", Message("finding.no_arxiv_id", {"value": shown(text)})


@_rule("bad-doi", "papers")
def _bad_doi(tables: Tables) -> Iterator[Finding]:
    for row, text in enumerate(tables.papers.column("doi")):
        if text and not _is(text, "doi"):
            yield row, "doi", Message("finding.no_doi", {"value": shown(text)})


def _is(text: str, scheme: str) -> bool:
    """Whether a cell holds an identifier, in any spelling."""
    identifier = read_identifier(text)
    return identifier is not None and identifier.scheme == scheme


@_rule("isolated-paper", "papers", "warning")
def _isolated_paper(tables: Tables) -> Iterator[Finding]:
    column = tables.relations.column
    related = {*column("source"), *column("target")}
    for row, one in enumerate(tables.papers.column("id")):
        if one and one not in related:
            yield row, "id", Message("finding.isolated", {"id": shown(one)})


@_rule("likely-twins", "papers", "warning")
def _likely_twins(tables: Tables) -> Iterator[Finding]:
    papers = tables.papers
    ids = papers.column("id")
    seen: dict[tuple[str, str], int] = {}
    for row in range(len(papers)):
        for column in ("arxiv_id", "doi"):
            text = papers.column(column)[row].lower()
            first = seen.setdefault((column, text), row)
            if text and first != row:
                yield row, column, Message("finding.twin_key", {"id": shown(ids[first])})
    for one, other in _near_titles(papers.column("title")):
        yield other, "title", Message("finding.twin_title", {"id": shown(ids[one])})


def _near_titles(titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    from rapidfuzz import fuzz

    beginnings = (title.strip()[:TITLE_LENGTH] for title in titles)
    keys = [name_key(title) if title else "" for title in beginnings]
    buckets: dict[tuple[int, str, tuple[str, ...]], list[int]] = {}
    for row, key in enumerate(keys):
        # Titles with different numbers are different papers: "Gemma 2", "Gemma 3".
        digits = tuple(re.findall(r"\d+", key))
        for side, part in enumerate((key[:12], key[-12:])):
            if key:
                buckets.setdefault((side, part, digits), []).append(row)
    found: set[tuple[int, int]] = set()
    for rows in buckets.values():
        for place, other in enumerate(rows):
            for one in rows[max(0, place - 50) : place]:
                if (one, other) not in found and fuzz.ratio(
                    keys[one], keys[other], score_cutoff=TWIN_RATIO
                ):
                    found.add((one, other))
    yield from sorted(found)


# Rules on both


def _control_characters(table: Table) -> Iterator[Finding]:
    """Find characters that a terminal would obey, or that change the order of what is shown."""
    for column, cells in table.columns.items():
        for row, cell in enumerate(cells):
            if not cell.isprintable() and (found := dict.fromkeys(CONTROLS.findall(cell))):
                codes = [f"U+{ord(one):04X}" for one in found]
                told: dict[str, Value] = {"count": len(codes), "codes": some_of(codes, 5)}
                yield row, column, Message("finding.control", told)


@_rule("control-character", "papers", "warning")
def _control_characters_of_papers(tables: Tables) -> Iterator[Finding]:
    yield from _control_characters(tables.papers)


@_rule("control-character", "relations", "warning")
def _control_characters_of_relations(tables: Tables) -> Iterator[Finding]:
    yield from _control_characters(tables.relations)


def _misspelt_columns(table: Table, kind: Kind) -> Iterator[Finding]:
    """Find unknown columns whose name is close to a known column that is missing."""
    from rapidfuzz import fuzz

    missing = {name_key(name): name for name in COLUMNS[kind] if name not in table.columns}
    for column in table.columns:
        key = name_key(column) if column.strip() and column not in COLUMNS[kind] else ""
        near = [name for known, name in missing.items() if fuzz.ratio(key, known) >= LIKE_COLUMN]
        if key and near:
            values = {"column": shown(column), "near": near[0]}
            yield HEADER, column, Message("finding.column_near", values)


@_rule("misspelt-column", "papers", "warning")
def _misspelt_column_of_papers(tables: Tables) -> Iterator[Finding]:
    yield from _misspelt_columns(tables.papers, "papers")


@_rule("misspelt-column", "relations", "warning")
def _misspelt_column_of_relations(tables: Tables) -> Iterator[Finding]:
    yield from _misspelt_columns(tables.relations, "relations")


# Rules on relations


@_rule("unknown-relation", "relations", fatal=True)
def _unknown_relation(tables: Tables) -> Iterator[Finding]:
    for row, (_, relation, _) in enumerate(tables.triples()):
        if relation not in tables.vocabulary:
            near = tables.like_relations.nearest(relation)
            values: dict[str, Value] = {"relation": shown(relation), "near": near}
            values["known"] = tuple(tables.vocabulary)
            said = "finding.relation_near" if near else "finding.relation_unknown"
            yield row, "relation", Message(said, values)


@_rule("dangling-end", "relations", fatal=True)
def _dangling_end(tables: Tables) -> Iterator[Finding]:
    for row, (source, _, target) in enumerate(tables.triples()):
        for column, end in (("source", source), ("target", target)):
            if end not in tables.number:
                yield row, column, _no_end(end, tables)


def _no_end(end: str, tables: Tables) -> Message:
    if not end:
        return Message("finding.end_empty")
    if near := tables.like_ids.nearest(end):
        return Message("finding.end_near", {"id": shown(end), "near": near})
    return Message("finding.end_unknown", {"id": shown(end)})


@_rule("self-relation", "relations")
def _self_relation(tables: Tables) -> Iterator[Finding]:
    for row, (source, _, target) in enumerate(tables.triples()):
        if source and source == target:
            yield row, "target", Message("finding.self_relation")


@_rule("repeated-row", "relations")
def _repeated_row(tables: Tables) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], int] = {}
    for row, triple in enumerate(tables.triples()):
        first = seen.setdefault(triple, row)
        if first != row:
            line = str(tables.relations.lines[first])
            values = {"row": repr(tables.phrase(row)), "line": line}
            yield row, "", Message("finding.row_twice", values)


@_rule("swapped-ends", "relations")
def _swapped_ends(tables: Tables) -> Iterator[Finding]:
    if counts := tables.descent.swapped(days_of(tables.spans)):
        late, count = counts
        yield HEADER, "", Message("finding.swapped", {"late": late, "count": count})


@_rule("child-before-parent", "relations")
def _child_before_parent(tables: Tables) -> Iterator[Finding]:
    ids = tables.papers.column("id")
    edges = tables.descent.anachronistic(days_of(tables.spans))
    for parent, child, row in zip(*(ends.tolist() for ends in edges[:3]), strict=True):
        values = {"child": shown(ids[child]), "child_date": str(tables.spans[child])}
        values |= {"parent": shown(ids[parent]), "parent_date": str(tables.spans[parent])}
        yield row, "", Message("finding.child_before_parent", values)


@_rule("descent-cycle", "relations")
def _descent_cycle(tables: Tables) -> Iterator[Finding]:
    index = _index(tables, tables.descent)
    ids = tables.papers.column("id")
    component = index.component[index.place]
    parent, child, row, *_ = tables.descent
    inside = component[parent] == component[child]
    first: dict[int, int] = {}
    for group, one in zip(component[parent[inside]].tolist(), row[inside].tolist(), strict=True):
        first.setdefault(group, one)
    for papers in index.cycles():
        named = some_of([shown(ids[paper]) for paper in papers], 12)
        yield first[int(component[papers[0]])], "", Message("finding.cycle", {"ids": named})


@_rule("missing-note", "relations")
def _missing_note(tables: Tables) -> Iterator[Finding]:
    yield from _missing(tables, "note", Message("finding.say_note"))


@_rule("missing-where", "relations")
def _missing_where(tables: Tables) -> Iterator[Finding]:
    yield from _missing(tables, "where", Message("finding.say_where"))


def _missing(tables: Tables, column: str, advice: Message) -> Iterator[Finding]:
    # The evidence of a citation is the reference list. Unknown types are skipped, because they
    # may be misspellings of cites.
    asked = {*tables.vocabulary} - {CITES}
    rows = [row for row, (_, relation, _) in enumerate(tables.triples()) if relation in asked]
    values: dict[str, Value] = {"column": column, "advice": advice}
    if rows and column not in tables.relations.columns:
        yield HEADER, column, Message("finding.no_column", values)
        return
    cells = tables.relations.column(column)
    for row in rows:
        if not cells[row].strip():
            yield row, column, Message("finding.cell_empty", values)


@_rule("bad-basis", "relations")
def _bad_basis(tables: Tables) -> Iterator[Finding]:
    yield from _not_among(tables, "basis", BASES)


@_rule("bad-confidence", "relations")
def _bad_confidence(tables: Tables) -> Iterator[Finding]:
    yield from _not_among(tables, "confidence", CONFIDENCES)


def _not_among(tables: Tables, column: str, allowed: tuple[str, ...]) -> Iterator[Finding]:
    for row, cell in enumerate(tables.relations.column(column)):
        if cell and cell not in allowed:
            values: dict[str, Value] = {"value": shown(cell), "known": allowed}
            yield row, column, Message("finding.not_among", values)


@_rule("bad-inherited", "relations", fatal=True)
def _bad_inherited(tables: Tables) -> Iterator[Finding]:
    for row, cell in enumerate(tables.relations.column("inherited")):
        if cell.strip().casefold() not in {"", *YES, *NO}:
            yield row, "inherited", Message("finding.inherited", {"value": shown(cell)})


@_rule("bad-cited", "relations")
def _bad_cited(tables: Tables) -> Iterator[Finding]:
    first: dict[tuple[str, str], tuple[int, bool]] = {}
    cells = zip(tables.triples(), tables.relations.column("cited"), strict=True)
    for row, ((source, relation, target), cell) in enumerate(cells):
        if cell.strip() and is_cited(cell) is None:
            yield row, "cited", Message("finding.cited", {"value": shown(cell)})
        kind = tables.vocabulary.get(relation)
        said = True if relation == CITES else is_cited(cell)
        if kind is None or said is None:
            continue
        pair = (source, target) if kind.newer == "source" else (target, source)
        other, before = first.setdefault(pair, (row, said))
        if said != before:
            line = str(tables.relations.lines[other])
            yield row, "cited", Message("finding.cited_differs", {"line": line})


@_rule("uncited-parent", "relations", "warning")
def _uncited_parent(tables: Tables) -> Iterator[Finding]:
    ids, cells = tables.papers.column("id"), tables.relations.column("cited")
    for parent, child, row in zip(*(ends.tolist() for ends in tables.descent[:3]), strict=True):
        if is_cited(cells[row]) is False:
            values = {"child": shown(ids[child]), "parent": shown(ids[parent])}
            yield row, "cited", Message("finding.uncited_parent", values)


@_rule("implied-relation", "relations", "warning")
def _implied_relation(tables: Tables) -> Iterator[Finding]:
    relations = tables.relations.column("relation")
    for kind in tables.vocabulary.values():
        if kind.descent in ("line", "side") and kind.transitive:
            own = [relations[row] == kind.name for row in tables.descent.row.tolist()]
            # Rows that are not inherited imply nothing for descendants.
            edges = tables.descent.where(np.array(own, dtype=bool) & tables.descent.inherited)
            for row in implied_rows(_index(tables, edges)).tolist():
                values = {"relation": kind.name, "row": repr(tables.phrase(row))}
                yield row, "", Message("finding.implied", values)


@_rule("mutual-corrects", "relations", "warning")
def _mutual_corrects(tables: Tables) -> Iterator[Finding]:
    seen: dict[tuple[str, str], int] = {}
    for row, (source, relation, target) in enumerate(tables.triples()):
        if relation == "corrects" and source != target:
            seen.setdefault((source, target), row)
            if (target, source) in seen:
                line = str(tables.relations.lines[seen[target, source]])
                yield row, "", Message("finding.reverse", {"line": line})


def _index(tables: Tables, edges: DescentEdges) -> DescentIndex:
    return compile_index(len(tables.papers), *edges[:3])


RULE_CODES: Mapping[str, Severity] = {rule.code: rule.severity for rule in RULES}
