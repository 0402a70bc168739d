"""Relation types: direction, descent, wording and style, one table row per type."""

from __future__ import annotations

import csv
import math
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from ..errors import ArgumentError
from ..language.arguments import checked
from ..language.messages import Message, Words, beside
from ..language.wording import shown

if TYPE_CHECKING:
    from ..language.messages import Language, Value

PRESETS: Mapping[str, tuple[str, ...]] = MappingProxyType({"strict": ("extends", "uses")})
"""Named sets of relation types that a query accepts."""

CITES = "cites"
"""The type of a bare citation."""

# The style of a custom type derives from its name, so that it does not depend on other types.
OWN_COLOURS = (
    ("#7a3fc4", "#b79cf0"),
    ("#8a4b1f", "#d9a06b"),
    ("#00788c", "#4fc3d4"),
    ("#c2185b", "#f48fb1"),
    ("#5f7a00", "#b5cc3a"),
    ("#455a8a", "#9fb0dd"),
    ("#d0481b", "#ff9d7a"),
    ("#3a7d1e", "#8fd16a"),
    ("#6d5f52", "#c8b8a6"),
    ("#7d1f4f", "#eb8fc0"),
    ("#3b2fa8", "#8f8bff"),
)
"""Colours of custom types on light and dark backgrounds, distinct from those of built-in types."""

OWN_DASHES = (
    (6.0, 2.0),
    (6.0, 2.0, 2.0, 2.0),
    (3.0, 1.5),
    (7.0, 1.5, 3.0, 1.5),
    (3.0, 3.0),
    (12.0, 4.0),
    (1.2, 1.2, 4.0, 1.2),
)
"""Dash patterns of custom types, distinct from those of built-in types."""

SOLID = "solid"
_END = re.compile(r"\{(source|target)\}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation type: its direction, its wording in English and Chinese, and its style.

    Parameters
    ----------
    name : str
        The word in the table, such as ``"extends"``.
    newer : {"source", "target"}
        Which end of a row is the newer paper. If the type carries descent, that end is the
        child.
    descent : {"line", "side", "asked", "none"}
        How the child descends from the other end. ``"line"``: it is a further form of it.
        ``"side"``: it took something from it; such a side step counts towards the limit of a
        chain (see `PaperGraph.descendants`). ``"asked"``: along the line, but only if a query
        names this type or nothing else carries descent. ``"none"``: no descent.
    phrase : str
        Words between source and target: ``"extends"``.
    inverse : str
        Words between target and source: ``"is extended by"``.
    transitive : bool, optional
        Whether a chain of rows of this type implies a direct row. An extension of an extension
        extends the original; but to use a model is not to use what that model used.
    cito : str, optional
        Nearest property of the Citation Typing Ontology; empty if there is none.
    meaning : str, optional
        One line on when to use the type.
    phrase_zh, inverse_zh : str, optional
        The same in Chinese: a template such as ``"{source} 是 {target} 的替代方案"``, or words
        between the ends. By default the English ones.
    label_zh, inverse_label_zh : str, optional
        Short Chinese labels for filters and groups. By default the Chinese phrases without their
        ends.
    verbs, verbs_zh : sequence of str, optional
        Verbs for the type in a plain-language question: ``"replicate"``, ``"复现"``. By default
        those of the phrases.
    light, dark : str, optional
        Colours on light and dark backgrounds, ``"#rrggbb"``. If only one is given, it is used
        for both. By default both derive from the name.
    dash : sequence of float, optional
        Alternating lengths of strokes and gaps, in line widths; ``()`` is solid. By default it
        derives from the name.

    Raises
    ------
    ArgumentError
        If a value is invalid: a name that is empty, a preset, or has a comma, a semicolon, a
        control character or surrounding blanks; an empty phrase; a malformed colour.

    Examples
    --------
    A custom relation type is registered with the graph that uses it:

    >>> import llmgraph
    >>> replicates = llmgraph.RelationType(
    ...     "replicates", newer="source", descent="none",
    ...     phrase="replicates", inverse="is replicated by",
    ...     phrase_zh="{source} 复现了 {target}", inverse_zh="{target} 被 {source} 复现")
    >>> graph = llmgraph.PaperGraph(
    ...     [{"id": "a", "title": "A", "date": "2020-01"},
    ...      {"id": "b", "title": "B", "date": "2021-01"}],
    ...     [("b", "replicates", "a")], relation_types=[replicates])
    >>> graph.descendants("a").ids
    ()
    >>> replicates.sentence("B", "A"), replicates.sentence("B", "A", "zh")
    ('B replicates A', 'B 复现了 A')
    """

    name: str
    newer: Literal["source", "target"]
    descent: Literal["line", "side", "asked", "none"]
    phrase: str
    inverse: str
    transitive: bool = False
    cito: str = ""
    meaning: str = ""
    phrase_zh: str = ""
    inverse_zh: str = ""
    label_zh: str = ""
    inverse_label_zh: str = ""
    verbs: tuple[str, ...] = ()
    verbs_zh: tuple[str, ...] = ()
    light: str = ""
    dark: str = ""
    dash: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        values = {column: getattr(self, column) for column in TYPE_COLUMNS}
        for _, said in faults(values):
            raise ArgumentError(said)
        for column, value in _completed(values).items():
            object.__setattr__(self, column, value)

    @property
    def carries_descent(self) -> bool:
        """Whether the type can carry descent."""
        return self.descent != "none"

    @property
    def is_side_step(self) -> bool:
        """Whether rows of the type are side steps of descent."""
        return self.descent == "side"

    @property
    def words(self) -> Words:
        """English name and Chinese label."""
        return Words(self.name, self.label_zh)

    @checked
    def template(self, language: Language = "en", *, inverse: bool = False) -> str:
        """Return the sentence template, with ``{source}`` and ``{target}`` for the ends.

        Parameters
        ----------
        language : {"en", "zh"}, optional
        inverse : bool, optional
            Make the target the subject of the sentence.

        Returns
        -------
        str

        Examples
        --------
        >>> RELATION_TYPES["alternative_to"].template("zh")
        '{source} 是 {target} 的替代方案'
        >>> RELATION_TYPES["uses"].template(inverse=True)
        '{target} is used by {source}'
        """
        return _template(phrase_of(self, language, inverse=inverse), inverse=inverse)

    @checked
    def sentence(
        self, source: str, target: str, language: Language = "en", *, inverse: bool = False
    ) -> str:
        """Write a row of this type as a sentence.

        Parameters
        ----------
        source, target : str
            Names of the two papers.
        language, inverse : optional
            As for `template`.

        Returns
        -------
        str

        Examples
        --------
        >>> RELATION_TYPES["disputes"].sentence("Mirage", "PaLM", "zh", inverse=True)
        'PaLM 受到 Mirage 质疑'
        """
        return row_sentence(self, source, target, language, inverse=inverse)

    def to_row(self) -> dict[str, str]:
        """Convert the type to a row of ``relation_types.csv``.

        Returns
        -------
        dict of str to str
            One cell per parameter, in order.

        Examples
        --------
        >>> RELATION_TYPES["disputes"].to_row()["dash"]
        '4 2'
        """
        lengths = " ".join(repr(length).removesuffix(".0") for length in self.dash or ())
        return {column: str(getattr(self, column)) for column in TYPE_COLUMNS} | {
            "transitive": "yes" if self.transitive else "no",
            "verbs": "; ".join(self.verbs),
            "verbs_zh": "; ".join(self.verbs_zh),
            "dash": lengths or SOLID,
        }

    @classmethod
    @checked
    def from_row(cls, cells: Mapping[str, str]) -> RelationType:
        """Create a type from a row of ``relation_types.csv``.

        Parameters
        ----------
        cells : mapping of str to str
            Empty and missing cells get the default; unknown columns are ignored.

        Returns
        -------
        RelationType

        Raises
        ------
        ArgumentError
            If a cell is invalid.

        Examples
        --------
        >>> kind = RELATION_TYPES["uses"]
        >>> RelationType.from_row(kind.to_row()) == kind
        True
        """
        return cls(**values_of(cells))


TYPE_COLUMNS = tuple(field.name for field in fields(RelationType))
"""The columns of a table of relation types."""

TYPE_REQUIRED = ("name", "newer", "descent", "phrase", "inverse")


def values_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """Parse the cells of a row.

    Parameters
    ----------
    cells : mapping of str to str

    Returns
    -------
    dict
        Value of each column. A cell that cannot be parsed stays unchanged; `faults` reports it.
    """
    values: dict[str, Any] = {column: cells.get(column, "") for column in TYPE_COLUMNS}
    transitive, dash = values["transitive"], values["dash"].strip()
    values["transitive"] = {"yes": True, "no": False, "": False}.get(transitive, transitive)
    for column in ("verbs", "verbs_zh"):
        pieces = (piece.strip() for piece in values[column].split(";"))
        values[column] = tuple(piece for piece in pieces if piece)
    try:
        values["dash"] = () if dash == SOLID else tuple(map(float, dash.split())) or None
    except ValueError:
        values["dash"] = dash
    return values


def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, Message]]:
    """Validate the values of a relation type.

    Parameters
    ----------
    values : mapping
        One value for each of `TYPE_COLUMNS`.

    Yields
    ------
    tuple of (str, Message)
        Column and description of the fault.

    Examples
    --------
    >>> cells = {"name": "a,b", "newer": "source", "descent": "none", "phrase": "x", "inverse": "y"}
    >>> [column for column, _ in faults(values_of(cells))]
    ['name']
    """
    for column, check in _CHECKS.items():
        if said := check(values[column]):
            yield column, said


def _name_fault(name: object) -> Message | None:
    values = {"name": shown(repr(name))}
    if not isinstance(name, str) or not name:
        return Message("finding.type_name_none", values)
    if name != name.strip():
        return Message("finding.type_name_blanks", values)
    if "," in name or ";" in name:
        return Message("finding.type_name_comma", values)
    if name in PRESETS:
        return Message("finding.type_name_preset", {**values, "types": PRESETS[name]})
    if any(unicodedata.category(char) in _UNSEEN for char in name):
        return Message("finding.type_name_control", values)
    return None


def _of(column: str, value: object) -> dict[str, Value]:
    return {"column": column, "value": shown(repr(value))}


def _choice_fault(column: str, choices: tuple[str, ...], value: object) -> Message | None:
    if value in choices:
        return None
    *first, last = (f'"{choice}"' for choice in choices)
    values = {**_of(column, value), "first": tuple(first), "last": last}
    return Message("finding.type_choice", values)


def _phrase_fault(column: str, words: object) -> Message | None:
    if not isinstance(words, str) or not words.strip():
        return Message("finding.type_phrase_empty", _of(column, words))
    if _END.search(words):
        return Message("finding.type_phrase_ends", {"column": column})
    return None


def _template_fault(column: str, words: object) -> Message | None:
    if not isinstance(words, str):
        return _text_fault(column, words)
    if sorted(_END.findall(words)) in ([], ["source", "target"]):
        return None
    return Message("finding.type_template", _of(column, words))


def _text_fault(column: str, value: object) -> Message | None:
    if isinstance(value, str):
        return None
    return Message("finding.type_text", _of(column, value))


def _verbs_fault(column: str, verbs: object) -> Message | None:
    if isinstance(verbs, (list, tuple)) and all(map(_is_verb, verbs)):
        return None
    return Message("finding.type_verbs", _of(column, verbs))


def _is_verb(verb: object) -> bool:
    # Verbs become part of regular expressions.
    return isinstance(verb, str) and bool(re.fullmatch(r"\w+(?:[ '-]\w+)*", verb))


def _colour_fault(column: str, colour: object) -> Message | None:
    if colour == "" or (isinstance(colour, str) and _COLOUR.fullmatch(colour)):
        return None
    return Message("finding.type_colour", _of(column, colour))


def _dash_fault(dash: object) -> Message | None:
    if dash is None:
        return None
    if isinstance(dash, (list, tuple)) and len(dash) % 2 == 0 and all(map(_is_length, dash)):
        return None
    return Message("finding.type_dash", {"value": shown(repr(dash))})


def _is_length(length: object) -> bool:
    number = isinstance(length, (int, float)) and not isinstance(length, bool)
    return number and 0 < length < math.inf  # type: ignore[operator]


def _transitive_fault(value: object) -> Message | None:
    if isinstance(value, bool):
        return None
    return Message("finding.type_transitive", {"value": shown(repr(value))})


_CHECKS: Mapping[str, Callable[[Any], Message | None]] = {
    "name": _name_fault,
    "newer": partial(_choice_fault, "newer", ("source", "target")),
    "descent": partial(_choice_fault, "descent", ("line", "side", "asked", "none")),
    "phrase": partial(_phrase_fault, "phrase"),
    "inverse": partial(_phrase_fault, "inverse"),
    "transitive": _transitive_fault,
    "cito": partial(_text_fault, "cito"),
    "meaning": partial(_text_fault, "meaning"),
    "phrase_zh": partial(_template_fault, "phrase_zh"),
    "inverse_zh": partial(_template_fault, "inverse_zh"),
    "label_zh": partial(_text_fault, "label_zh"),
    "inverse_label_zh": partial(_text_fault, "inverse_label_zh"),
    "verbs": partial(_verbs_fault, "verbs"),
    "verbs_zh": partial(_verbs_fault, "verbs_zh"),
    "light": partial(_colour_fault, "light"),
    "dark": partial(_colour_fault, "dark"),
    "dash": _dash_fault,
}


def _completed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in the defaults that derive from the name and the phrases."""
    full = dict(values)
    for words, label in (("phrase", "label_zh"), ("inverse", "inverse_label_zh")):
        chinese = f"{words}_zh"
        full[chinese] = full[chinese] if full[chinese].strip() else full[words]
        full[label] = full[label].strip() or without_ends(full[chinese]) or full[words].strip()
    full["verbs"] = tuple(full["verbs"]) or _verbs(full["phrase"])
    full["verbs_zh"] = tuple(full["verbs_zh"]) or _verbs_zh(full["label_zh"])
    (own_light, own_dark), own_dash = _own_look(full["name"])
    light, dark = full["light"], full["dark"]
    full["light"], full["dark"] = light or dark or own_light, dark or light or own_dark
    full["dash"] = tuple(map(float, own_dash if full["dash"] is None else full["dash"]))
    return full


def _own_look(name: str) -> tuple[tuple[str, str], tuple[float, ...]]:
    # Not `hash`, which differs between runs.
    number = zlib.adler32(name.encode("utf-8", "replace"))
    dash, colour = divmod(number, len(OWN_COLOURS))
    return OWN_COLOURS[colour], OWN_DASHES[dash % len(OWN_DASHES)]


def _template(words: str, *, inverse: bool) -> str:
    """Put the ends around the words of a template, unless they stand in it."""
    if _END.search(words):
        return words
    return f"{{target}} {words} {{source}}" if inverse else f"{{source}} {words} {{target}}"


@cache
def _pieces(words: str, *, inverse: bool) -> tuple[str, ...]:
    """Split a template at its ends, whose names are the second and the fourth piece."""
    return tuple(_END.split(_template(words, inverse=inverse)))


def phrase_of(kind: RelationType, language: Language, *, inverse: bool) -> str:
    """Return the words of a type in a language, from one end or from the other."""
    column = "inverse" if inverse else "phrase"
    return str(getattr(kind, f"{column}_zh" if language == "zh" else column))


def row_sentence(
    kind: RelationType, source: str, target: str, language: Language, *, inverse: bool = False
) -> str:
    """Write a row as a sentence; unlike the method, does not check its arguments, and is fast."""
    pieces = _pieces(phrase_of(kind, language, inverse=inverse), inverse=inverse)
    # One pass, so that a name with "{target}" in it is not replaced.
    first, end, between, _, last = pieces
    one, other = (source, target) if end == "source" else (target, source)
    said = [first, one, between, other, last]
    return beside(said) if language == "zh" else "".join(said)


def without_ends(template: str) -> str:
    """Return a template without its ends: 受…影响."""
    return re.sub(r"\s*…\s*", "…", _END.sub("…", template)).strip("… ").strip()


def _verbs(phrase: str) -> tuple[str, ...]:
    """Return a phrase and its form in the infinitive, if it begins with a verb."""
    said = phrase.casefold().strip()
    first, *rest = said.split()
    if first in ("is", "was", "has") or not _is_verb(said):
        return ()
    if first.endswith("ies"):
        plain = first[:-3] + "y"
    elif re.search(r"(?:ch|sh|ss|x)es$", first):
        plain = first[:-2]
    else:
        plain = re.sub(r"(?<=[^s])s$", "", first)
    return tuple(dict.fromkeys((said, " ".join((plain, *rest)))))


def _verbs_zh(label: str) -> tuple[str, ...]:
    verb = label.removesuffix("了")
    return (verb,) if _is_verb(verb) and not verb.isascii() else ()


class _ShippedTypes(Mapping[str, RelationType]):
    """The built-in relation types, read on first use."""

    @cached_property
    def _types(self) -> dict[str, RelationType]:
        path = Path(__file__).with_name("relation_types.csv")
        with path.open(encoding="utf-8", newline="") as file:
            kinds = [RelationType.from_row(row) for row in csv.DictReader(file)]
        return {kind.name: kind for kind in kinds}

    def __getitem__(self, name: str) -> RelationType:
        return self._types[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._types)

    def __len__(self) -> int:
        return len(self._types)

    def __repr__(self) -> str:
        return repr(self._types)


RELATION_TYPES: Mapping[str, RelationType] = _ShippedTypes()
"""Built-in relation types, in display order."""
