"""Questions in natural language: from a question to the query that answers it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError, QuestionError
from ..language.arguments import listed
from ..language.messages import Message, Words, sentences, word
from ..language.wording import shown
from ..model.relation_types import RELATION_TYPES
from ..queries.claims import DESCENT, Claim, Claims
from ..queries.claims import claims as judge
from ..queries.lineage import Lineage
from ..queries.paths import PathSet
from ..queries.registry import QUERIES
from .grammar import FORMS, Form
from .lexicon import word_key
from .parts import phrases_of
from .reading import Reading, read
from .sentences import LONGEST, tidy, variants

if TYPE_CHECKING:
    from ..graph import PaperGraph
    from ..language.messages import Value
    from ..model.descent import SideSteps
    from ..model.indexed_tables import IndexedTables
    from ..queries.registry import Query
    from ..results.base import Result
    from .syntax import Token

# An unknown word beside a name, such as "hardly", is no second name without "and".
_ADVERB = re.compile(
    r"UNKNOWN\d+ (?:(?:DE|OF|FOR|HAVE)\d+ )*(?:NAME|UNKNOWN)"
    r"|NAME\d+ (?:(?:DE|OF|FOR|HAVE)\d+ )*UNKNOWN"
)

# Verbs of a whole question that ask for an order in time, which is no descent.
_IN_TIME = frozenset(
    f"{verb} {way}"
    for verb in ("come", "comes", "came", "appear", "appears", "appeared")
    for way in ("after", "before")
)

NEAR = 60
"""Least similarity of the form that a refusal names as the nearest, in percent."""

# The parameter of a query that takes the number in a question.
_NUMBERS = {
    "rank": "top",
    "similar": "top",
    "reading-path": "budget",
    "path": "k",
    "search": "limit",
    "main-path": "routes",
}
TOP = 10
"""Number of papers of a ranking, if the question names none."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood: a query with its arguments.

    Parameters
    ----------
    form : Form
    arguments : mapping of str to object
        By parameter name of the query; papers as they stand in the question.
    """

    form: Form
    arguments: Mapping[str, Any]

    @property
    def query(self) -> Query:
        """The query that answers the question."""
        return QUERIES[self.form.query]


def understand(tables: IndexedTables, question: str) -> Understood | None:
    """Find the query that a question asks for.

    Parameters
    ----------
    tables : IndexedTables
    question : str

    Returns
    -------
    Understood or None
        None if no form fits all words of the question.

    Examples
    --------
    >>> import llmgraph
    >>> found = understand(llmgraph.load().tables, "ancestors of LoRA since 2020")
    >>> found.query.name, found.arguments
    ('ancestors', {'name': 'LoRA', 'since': '2020'})
    """
    readings = [one for text in variants(tables, question) for one in read(tables, text)]
    # A name that no paper has is taken for one only if nothing else fits.
    for known in (True, False):
        for reading in readings:
            kinds = {token.kind for token in reading.tokens}
            if kinds == {"UNKNOWN"} or (known and "UNKNOWN" in kinds):
                continue
            for form in FORMS:
                for arguments in _fitting(form, reading):
                    return Understood(form, arguments)
    return None


def _fitting(form: Form, reading: Reading) -> Iterator[dict[str, Any]]:
    """The arguments of every way in which a reading fits a form."""
    kinds = [token.kind for token in reading.tokens]
    for group in form.need.split():
        if not set(group.split("|")).intersection(kinds):
            return
    loose = {*form.need.replace("|", " ").split(), *form.may.split(), "MADE"}
    # What is dropped says nothing beside known names; an unknown name needs its form as it is.
    ways = ({"MADE"}, loose) if "UNKNOWN" not in kinds else ({"MADE"},)
    for dropped in ways:
        rest = [at for at, kind in enumerate(kinds) if kind not in dropped]
        text = "".join(f"{kinds[at]}{at} " for at in rest)
        for expression in form.expressions:
            match = expression.fullmatch(text)
            if match:
                arguments = _arguments(form, reading, match.groupdict())
                if arguments is not None:
                    yield arguments


def _arguments(
    form: Form, reading: Reading, places: Mapping[str, str | None]
) -> dict[str, Any] | None:
    """The arguments of a query; None if it has none for something that the question says."""
    known = {one.name: one.multiple for one in QUERIES[form.query].parameters}
    named = {
        name: _papers(reading, found, several=known.get(name, False))
        for name, found in places.items()
        if found
    }
    verbs = {token.value for token in reading.tokens if token.kind in ("R", "RP", "RS", "RN")}
    if any(map(_ADVERB.search, filter(None, places.values()))):
        return None
    if form.verb and (not verbs or (len(verbs) > 1 and form.query != "show")):
        return None
    if form.query == "claims":
        return None if reading.narrowed else {"claims": _stated(form, named, verbs)}
    if not _may_mean(form, reading, verbs):
        return None
    arguments: dict[str, Any] = named | dict(form.fixed)
    if form.verb:
        arguments[form.verb] = ",".join(sorted(verbs))
    if form.query == "search":
        texts = [token.text for token in reading.tokens if token.kind == "TEXT"]
        arguments["text"] = [word for text in texts for word in text.split()]
    if form.query == "rank" and "by" not in form.fixed and not _ranked(arguments, reading):
        return None
    return _narrowed(form, reading, arguments, set(known))


def _papers(reading: Reading, found: str, *, several: bool) -> str | list[str]:
    """The papers at some places of a question; a list for a parameter that takes several."""
    places = re.findall(r"(?:NAME|UNKNOWN)(\d+)", found)
    texts = [reading.tokens[int(at)].text for at in places]
    return texts if several or len(texts) > 1 else texts[0]


def _stated(form: Form, named: Mapping[str, str | list[str]], verbs: Iterable[str]) -> list[Claim]:
    """The claims of every paper on the one side with every paper on the other."""
    relation = form.fixed.get("relation") or next(iter(verbs))
    ends = [[one] if isinstance(one, str) else one for one in (named["a"], named["b"])]
    return [Claim(paper, relation, other) for paper, other in product(*ends)]


def _may_mean(form: Form, reading: Reading, verbs: set[str]) -> bool:
    """Whether a question that fits a form has nothing that speaks against it."""
    kinds = {token.kind for token in reading.tokens}
    if "relations" in form.fixed and verbs - {form.fixed["relations"]}:
        # A form for one relation type, which has words of its own.
        return False
    if form.is_symmetric and verbs - {"compares_with"}:
        return False
    if {"MADE", "BEFORE"} <= kinds and form.query != "reading-path":
        # "What appeared before X?" asks for dates, not for descent.
        return False
    if form.query == "path" and any(token.text.casefold() in _IN_TIME for token in reading.tokens):
        # "Does X come after Y?" asks for dates, too.
        return False
    if form.verb and form.query != "show":
        if not reading.narrowed.keys() <= {"since", "until", "as_of", "topics", "direct"}:
            return False
        # Only `descendants` has dates and topics, for relations of a newer paper to an older one.
        types = [RELATION_TYPES.get(verb) for verb in verbs]
        return all(one and one.carries_descent and one.newer == "source" for one in types)
    if form.is_bare:
        of_papers = reading.names_papers and len(reading.tokens) > 1
        return not of_papers and kinds <= {"NAME", "WHAT"}
    if form.query == "list" and _is_out_of_time(kinds, reading.narrowed):
        return False
    if form.query == "show" and form.verb and not _fits_time(form, kinds, verbs):
        return False
    is_whole_list = form.query == "list" and not form.fixed
    return not is_whole_list or reading.names_all or bool(reading.narrowed)


def _is_out_of_time(kinds: set[str], narrowed: Mapping[str, Any]) -> bool:
    """Whether a list is of "newer" or "older" papers, but not since or until when."""
    return ("LATER" in kinds and "since" not in narrowed) or (
        "EARLIER" in kinds and "until" not in narrowed
    )


def _fits_time(form: Form, kinds: set[str], verbs: Iterable[str]) -> bool:
    """Whether the papers that have relations to a name are as new as the question says."""
    if kinds.isdisjoint(("LATER", "EARLIER")):
        return True
    asked = "source" if form.fixed.get("side") == "target" else "target"
    types = [RELATION_TYPES.get(verb) for verb in verbs]
    return all(one and (one.newer == asked) == ("LATER" in kinds) for one in types)


def _ranked(arguments: dict[str, Any], reading: Reading) -> bool:
    """Add the measures of a ranking; False if nouns say another one than is named."""
    newer = "in_degree" if "direct" in reading.narrowed else "descendants"
    of_nouns = {"ANC": "ancestors", "DES": newer, "CHILD": "in_degree"}
    # Which paper do most papers descend from?
    of_nouns |= dict.fromkeys("DL", newer)
    named = [one.value for one in reading.tokens if one.kind == "MEASURE"]
    # "By how many papers descend from them directly?"
    named = [newer if one == "descendants" else one for one in named]
    nouns = {of_nouns[one.kind] for one in reading.tokens if one.kind in of_nouns}
    if named or nouns:
        arguments["by"] = ",".join(dict.fromkeys([*named, *nouns]))
    return len(nouns) < 2 and (not named or nouns <= set(named))


def _narrowed(
    form: Form, reading: Reading, arguments: dict[str, Any], known: set[str]
) -> dict[str, Any] | None:
    """Add dates, topics, numbers and depth; None if the query has no such parameter."""
    kinds = {token.kind for token in reading.tokens}
    narrowed = dict(reading.narrowed)
    if {"PARENT", "CHILD"} & kinds and "depth" in known - narrowed.keys():
        narrowed["direct"] = True
    if {"TREND", "COMPARE"} & kinds and {"since", "until"} <= narrowed.keys():
        narrowed["as_of"] = f"{narrowed.pop('since')},{narrowed.pop('until')}"
    if "as_of" in narrowed and "as_of" not in known and "until" in known:
        narrowed["until"] = narrowed.pop("as_of")
    if "number" in narrowed:
        narrowed[_NUMBERS.get(form.query, "number")] = narrowed.pop("number")
    if "direct" in narrowed and (arguments.get("by") == "in_degree" or form.verb):
        # A relation is one step, and so is an in-degree.
        del narrowed["direct"]
    if "direct" in narrowed:
        narrowed["depth"] = 1 if narrowed.pop("direct") else None
    if form.query == "similar":
        narrowed |= _alike(reading, narrowed, is_of_one="paper" in arguments)
    if "SHORTEST" in kinds:
        narrowed.setdefault("k", 1)
    if form.query == "rank":
        arguments.setdefault("top", 1 if reading.is_one else TOP)
        if "top" in narrowed:
            del arguments["top"]
    if not narrowed.keys() <= known | {"as_of"} or narrowed.keys() & arguments.keys():
        return None
    return arguments | narrowed


def _alike(reading: Reading, narrowed: Mapping[str, Any], *, is_of_one: bool) -> dict[str, Any]:
    """What a question of similarity says of its basis and of the number of pairs."""
    bases = [one.value for one in reading.tokens if one.kind == "SIMILAR" and one.value]
    # "Which two papers are most alike?" asks for one pair.
    top = {} if is_of_one or narrowed.get("top") != 2 else {"top": 1}
    return top | ({"by": bases[0]} if bases else {})


def forms_told() -> Words:
    """List a form of each query, one per line, with an example in both languages."""
    # One form of each query; a list of all would be read by nobody.
    first = {form.query: form for form in reversed(FORMS)}
    pairs = [(form.english, form.chinese) for form in FORMS if first[form.query] is form]
    return Words(
        "".join(f"\n  {english}  /  {chinese}" for english, chinese in pairs),
        "".join(f"\n  {chinese}  /  {english}" for english, chinese in pairs),
    )


def _refused(tables: IndexedTables, question: str) -> Message:
    """Say which words of a question were not understood, and which form is nearest to it."""
    tokens = _tokens(tables, question)
    kinds, unknown = _kinds(tokens), _unknown(tokens)
    told: dict[str, Value] = {
        "asked": " ".join(question.split())[:100],
        "unknown": Message("question.unknown", {"words": unknown}) if unknown else "",
        "nearest": "",
        "forms": forms_told(),
    }
    # Imported here, because only refusals need the fuzzy matcher.
    from rapidfuzz import fuzz

    examples = tables.once(
        ("examples",), lambda: [(_kinds(_tokens(tables, form.english)), form) for form in FORMS]
    )
    near = [(fuzz.ratio(kinds, of_form), form) for of_form, form in examples]
    likeness, form = max(near, key=lambda one: one[0])
    if likeness >= NEAR:
        words = Words(form.english, form.chinese)
        told["nearest"] = Message("question.nearest", {"form": words})
    return Message("error.question", told)


def _tokens(tables: IndexedTables, question: str) -> list[Token]:
    """The tokens of all readings of a question."""
    return [token for reading in read(tables, tidy(question)) for token in reading.tokens]


def _kinds(tokens: Iterable[Token]) -> list[str]:
    return [token.kind for token in tokens][:LONGEST]


def _unknown(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The words of a question that no form has."""
    return tuple(dict.fromkeys(token.text for token in tokens if token.kind == "UNKNOWN"))[:3]


def ask(graph: PaperGraph, question: str) -> Result:
    """Answer a question in plain English or Chinese.

    Parameters
    ----------
    question : str
        Such as ``"what descends from Transformer"`` or ``"哪些论文源自 Transformer"``. Every word
        counts: a question with a word that no form of question has is refused.

    Returns
    -------
    Result
        The result of the query that the question asks for: `Lineage`, `PathSet`,
        `CommonAncestors`, `Ranking`, `RelationSet`, `Claims`, `Selection`, `SearchResult`,
        `MainPath`, `Traversals`, `Reduction`, `Keystones`, `Cut`, `Similarity`, `Communities` or
        `ReadingPath`.

    Raises
    ------
    QuestionError
        If the question fits none of the known forms; the message names the nearest and lists all.
    PaperNotFoundError, AmbiguousNameError
        If a name in the question matches no paper, or several.
    ArgumentError
        If the query rejects an argument.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> graph.ask("what corrects Kaplan scaling laws?").ids
    ('chinchilla',)
    >>> graph.ask("哪些论文源自 Transformer").ids == graph.descendants("Transformer").ids
    True
    """
    found = understand(graph.tables, question)
    if found is None:
        raise QuestionError(_refused(graph.tables, question))
    arguments = dict(found.arguments)
    if "as_of" in arguments and "as_of" not in {one.name for one in found.query.parameters}:
        graph = graph.as_of(arguments.pop("as_of"))
    answer = found.query.answer(graph, arguments)
    if found.form.verb and isinstance(answer, Lineage):
        # The question named a relation, the title says descent.
        return replace(answer, notices=sentences(_only_by(found), answer.notices))
    if found.form.is_symmetric and isinstance(answer, PathSet) and answer.is_reversed:
        arguments |= {"a": arguments["b"], "b": arguments["a"]}
        return found.query.answer(graph, arguments)
    return answer


def _only_by(found: Understood) -> Message:
    """Say which relations and which period a lineage of one step was asked for."""
    given = found.arguments
    dates = {"since": "filter.since", "until": "filter.until", "as_of": "filter.as_of"}
    filters: list[Value] = [
        Message(said, {"value": str(given[name])})
        for name, said in dates.items()
        if given.get(name)
    ]
    if topics := given.get("topics"):
        named = tuple(word("topic", one) for one in topics)
        filters.append(Message("filter.topics", {"value": named}))
    types = tuple(RELATION_TYPES[one].words for one in given["relations"].split(","))
    return Message("notice.only_by", {"types": types, "filters": tuple(filters)})


def claims(
    graph: PaperGraph,
    claims: Iterable[str | Claim | Sequence[str]],
    *,
    side_steps: SideSteps = 1,
) -> Claims:
    """Judge claims about papers by the relations of the graph.

    Parameters
    ----------
    claims : iterable of str, Claim or (paper, relation, ancestor)
        Sentences such as ``"LLaMA uses RoPE and SwiGLU"``, which may state several claims, or
        rows. The relation is a type of the graph, or ``descends_from``.
    side_steps : int or "any", optional
        As for `descendants`, for claims of descent.

    Returns
    -------
    Claims
        One verdict for each claim, in the order given, with the evidence: ``holds``, ``holds by
        more side steps``, ``reversed``, ``other relation``, ``not in this graph``, ``unknown
        paper`` or ``not understood``.

    Raises
    ------
    ArgumentError
        If something is no claim, or `side_steps` is invalid.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> judged = graph.claims(["CLIP descends from LLaVA", ("Chinchilla", "corrects", "Kaplan")])
    >>> [one.verdict for one in judged], judged.all_hold
    (['reversed', 'holds'], False)
    """
    stated = [claim for one in listed("claims", claims) for claim in _claims(graph.tables, one)]
    return judge(graph.tables, stated, side_steps=side_steps)


def _claims(tables: IndexedTables, given: object) -> list[Claim]:
    if isinstance(given, str):
        return claims_of(tables, given)
    if isinstance(given, Claim):
        return [given]
    row = tuple(given) if isinstance(given, Sequence) else ()
    if len(row) == 3 and all(isinstance(part, str) for part in row):
        return [_row(tables, *row)]
    raise ArgumentError(Message("error.claim", {"value": shown(repr(given))}))


def _row(tables: IndexedTables, paper: str, relation: str, ancestor: str) -> Claim:
    """Read a row, whose relation may be a type or any verb of a question."""
    verb = re.sub(r"^(?:is|was|are|were) ", "", word_key(relation.replace("_", " ")))
    word = phrases_of(tables).words.get(verb)
    if relation in (*tables.vocabulary, DESCENT, "") or word is None:
        return Claim(paper, relation, ancestor)
    text = f"{paper} {relation} {ancestor}"
    if word.kind in ("R", "RS"):
        return Claim(paper, word.value, ancestor, text)
    if word.kind == "RP":
        return Claim(ancestor, word.value, paper, text)
    if word.kind in ("D", "L"):
        ends = (paper, ancestor) if word.kind == "D" else (ancestor, paper)
        return Claim(ends[0], DESCENT, ends[1], text)
    return Claim(paper, relation, ancestor)


def claims_of(tables: IndexedTables, sentence: str) -> list[Claim]:
    """Read the claims that a sentence states.

    Parameters
    ----------
    tables : IndexedTables
    sentence : str

    Returns
    -------
    list of Claim
        Several if the sentence names several papers; one with empty papers and relation if the
        sentence was not understood.

    Examples
    --------
    >>> import llmgraph
    >>> claims = claims_of(llmgraph.load().tables, "LLaMA uses RoPE and SwiGLU.")
    >>> [(one.paper, one.relation, one.ancestor) for one in claims]
    [('LLaMA', 'uses', 'RoPE'), ('LLaMA', 'uses', 'SwiGLU')]
    """
    found = understand(tables, sentence)
    if found is not None and not found.form.is_symmetric:
        if found.query.name == "claims":
            stated = found.arguments["claims"]
            texts = [""] * len(stated) if len(stated) > 1 else [sentence]
            return [replace(one, text=text) for one, text in zip(stated, texts, strict=True)]
        if found.query.name == "path" and found.arguments.keys() == {"a", "b"}:
            return [Claim(found.arguments["a"], DESCENT, found.arguments["b"], sentence)]
    return [Claim("", "", "", sentence, _unknown(_tokens(tables, sentence)))]
