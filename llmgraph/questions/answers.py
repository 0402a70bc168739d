"""Questions in natural language: from a question to the query that answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import LLMGraphError, QuestionError
from ..language.messages import Message, Words
from ..queries.paths import PathSet
from ..queries.registry import QUERIES
from .grammar import FORMS, Form, verbs_of

if TYPE_CHECKING:
    from ..graph import PaperGraph
    from ..queries.registry import Parameter, Query
    from ..results.base import Result

Named = Mapping[str, str]
Verbs = Mapping[str, tuple[str, ...]]

_ENDINGS = ("", "s", "d", "ed", "es")


def _forms_of(verb: str) -> set[str]:
    """Inflected forms of a verb; in a phrase, the first word is inflected."""
    first, *rest = verb.split(" ", 1)
    forms = {first + ending for ending in _ENDINGS} | {first.removesuffix("y") + "ies"}
    return {" ".join((form, *rest)) for form in forms}


def _relation_of(verb: str, verbs: Verbs) -> str | None:
    """The relation type for a verb in any of its forms."""
    for relation, plain in verbs.items():
        if any(verb in _forms_of(one) for one in plain):
            return relation
    return None


def _with_verbs(pattern: str, verbs: Verbs) -> str:
    """Insert the Chinese verbs and the multi-word verbs of a graph into a pattern."""
    every = [verb for words in verbs.values() for verb in words]
    chinese = {verb for verb in every if not verb.isascii()}
    phrases = {form for verb in every if verb.isascii() and " " in verb for form in _forms_of(verb)}
    for place, words in (("VERB_ZH", chinese), ("VERB_EN", phrases)):
        longest = sorted(words, key=lambda word: (-len(word), word))
        pattern = pattern.replace(place, "|".join(map(re.escape, longest)))
    return pattern


_LIST = re.compile(r"\s*(?:,|，|、|;| and | or | & |和|与|及|跟)\s*(?:and )?")


def _argument(parameter: Parameter, word: str, verbs: Verbs) -> Any:
    """Convert a word of a question to the value of a parameter."""
    if parameter.kind == "paper":
        return _LIST.split(word) if parameter.multiple else word
    if parameter.kind == "relations":
        relation = _relation_of(word.casefold(), verbs)
        if relation is None:
            raise QuestionError(Message("error.no_relation", {"word": word}))
        return relation
    if parameter.kind == "measures":
        return word
    return int(word) if parameter.kind == "count" else word


def _arguments(form: Form, query: Query, words: Named, verbs: Verbs) -> dict[str, Any]:
    given = {
        form.words[word]: _argument(query.parameter(form.words[word]), said, verbs)
        for word, said in words.items()
    }
    return {**form.fixed, **given}


def forms_told() -> Words:
    """List the supported forms, one per line, with an example of each in both languages."""
    pairs = [(form.english, form.chinese) for form in FORMS]
    return Words(
        "".join(f"\n  {english}  /  {chinese}" for english, chinese in pairs),
        "".join(f"\n  {chinese}  /  {english}" for english, chinese in pairs),
    )


def ask(graph: PaperGraph, question: str) -> Result:
    """Answer a question in plain English or Chinese.

    Parameters
    ----------
    question : str
        Such as ``"what descends from Transformer"`` or ``"哪些论文源自 Transformer"``.

    Returns
    -------
    Result
        The result of the query that the question asks for: `Lineage`, `PathSet`,
        `CommonAncestors`, `Ranking`, `RelationSet`, `MainPath`, `Keystones`, `Cut`,
        `Similarity`, `Communities` or `ReadingPath`.

    Raises
    ------
    QuestionError
        If the question matches none of the known forms; the message lists them.
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
    refused: LLMGraphError | None = None
    verbs = verbs_of(graph.relation_types)
    for form, words in _matches(question, verbs):
        query = QUERIES[form.query]
        try:
            given = _arguments(form, query, words, verbs)
            answer = query.answer(graph, given)
            if form.symmetric and isinstance(answer, PathSet) and answer.is_reversed:
                return query.answer(graph, given | {"a": given["b"], "b": given["a"]})
            return answer
        except LLMGraphError as error:
            # Another form may fit the same words better; otherwise the first error is raised.
            if refused is None or isinstance(refused, QuestionError):
                refused = error
    if refused is not None and not isinstance(refused, QuestionError):
        raise refused
    asked = " ".join(question.split())[:100]
    raise QuestionError(Message("error.question", {"asked": asked, "forms": forms_told()}))


def _matches(question: str, verbs: Verbs) -> Iterator[tuple[Form, Named]]:
    """Yield every matching form with its words; only the first 500 characters are read."""
    text = " ".join(question.replace("’", "'").split())[:500].strip(" ?？。.!！")
    for form in FORMS:
        for pattern in form.patterns:
            match = re.fullmatch(_with_verbs(pattern, verbs), text, re.IGNORECASE)
            if match:
                yield (
                    form,
                    {name: _unquoted(word) for name, word in match.groupdict().items() if word},
                )


def _unquoted(word: str) -> str:
    word = word.strip(" \"'“”‘’《》「」『』")
    return re.sub(r"^the (?=\S)", "", word, flags=re.IGNORECASE)
