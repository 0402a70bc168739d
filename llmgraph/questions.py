"""Plain questions, in English and Chinese: the query that each form asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from .errors import LLMGraphError, QuestionError
from .phrases import FORMS, MEASURE_WORDS, VERBS, Form

if TYPE_CHECKING:
    from .graph import PaperGraph
    from .results import Result

Words = Mapping[str, str]

_ENDINGS = ("", "s", "d", "ed", "es")


def _relation_of(verb: str) -> str | None:
    """The relation type that a verb in any of its forms means."""
    for relation, verbs in VERBS.items():
        for plain in verbs:
            if verb in {plain + ending for ending in _ENDINGS}:
                return relation
            if verb == plain.removesuffix("y") + "ies":
                return relation
    return None


def _verbs_zh() -> str:
    words = [verb for verbs in VERBS.values() for verb in verbs if not verb.isascii()]
    return "|".join(sorted(words, key=len, reverse=True))


def _measure_of(word: str) -> str:
    """The measure that a question calls so."""
    said = re.sub(r"[ _-]+", " ", word.casefold())
    for measure, words in MEASURE_WORDS.items():
        if said.replace(" ", "") in {one.replace(" ", "") for one in words}:
            return measure
    raise QuestionError(f'No measure is called "{word}".')


def _month_of(date: str | None) -> str | None:
    """A date as tables write it: 2020 年 6 月 is 2020-06."""
    if date is None:
        return None
    year, *month = re.findall(r"\d+", date)
    return "-".join([year, *(one.zfill(2) for one in month)])


_LIST = re.compile(r"\s*(?:,|，|、|;| and | or | & |和|与|及|跟)\s*(?:and )?")


def _answers() -> Mapping[str, Callable[[PaperGraph, Words], Result]]:
    """What each query asks of the graph."""

    def rows(graph: PaperGraph, words: Words, side: str) -> Result:
        verb = words.get("verb") or words["passive"]
        relation = _relation_of(verb.casefold())
        if relation is None:
            raise QuestionError(f'No relation is called "{verb}".')
        return graph.relations_of(words["a"], relations=relation, side=side)  # type: ignore[arg-type]

    return {
        "keystones": lambda graph, words: graph.keystones(words["a"], words["b"]),
        "main_path": lambda graph, words: graph.main_path(origins=words.get("a")),
        "cut": lambda graph, words: graph.minimal_cut(words["a"], words["b"]),
        "path": lambda graph, words: graph.paths(words["a"], words["b"]),
        "common": lambda graph, words: graph.common_ancestors(*_LIST.split(words["list"])),
        "longest": lambda graph, words: graph.longest_chain(words.get("a")),
        "rank": lambda graph, words: graph.rank(
            _measure_of(words.get("by", "in degree")),
            as_of=_month_of(words.get("as_of")),
            top=int(words.get("top") or 10),
        ),
        "similar": lambda graph, words: graph.similar(words["a"]),
        "communities": lambda graph, _: graph.communities(),
        "reading": lambda graph, words: graph.reading_path(
            words["a"], known=_LIST.split(words["list"]) if "list" in words else ()
        ),
        "alternatives": lambda graph, words: graph.relations_of(
            words["a"], relations="alternative_to"
        ),
        "ancestors": lambda graph, words: graph.ancestors(words["a"]),
        "descendants": lambda graph, words: graph.descendants(words["a"]),
        "rows_to": lambda graph, words: rows(graph, words, "target"),
        "rows_from": lambda graph, words: rows(graph, words, "source"),
        "show": lambda graph, words: graph.relations_of(words["a"]),
    }


def forms_told() -> str:
    """List the forms that are understood, one example of each in both languages."""
    return "\n".join(f"  {form.english}  /  {form.chinese}" for form in FORMS)


def ask(graph: PaperGraph, question: str) -> Result:
    """Answer a plain question in English or Chinese.

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
        If the question has none of the known forms; the message lists them.
    PaperNotFoundError, AmbiguousNameError, ArgumentError
        If the form is known but a name in it is not, or the query refuses it.

    Examples
    --------
    >>> import llmgraph
    >>> graph = llmgraph.load()
    >>> graph.ask("what corrects Kaplan scaling laws?").ids
    ('chinchilla',)
    >>> graph.ask("哪些论文源自 Transformer").ids == graph.descendants("Transformer").ids
    True
    """
    answers = _answers()
    refused: LLMGraphError | None = None
    for form, words in _matches(question):
        try:
            return answers[form.query](graph, words)
        except LLMGraphError as error:
            # Another form may fit the same words better; else the first refusal is told.
            if refused is None or isinstance(refused, QuestionError):
                refused = error
    if refused is not None and not isinstance(refused, QuestionError):
        raise refused
    asked = " ".join(question.split())[:100]
    raise QuestionError(
        f'"{asked}" is no form of question that is understood. Ask:\n{forms_told()}'
    )


def _matches(question: str) -> Iterator[tuple[Form, Words]]:
    """Every form that fits, with its words; longer questions than a page are none."""
    text = " ".join(question.replace("’", "'").split())[:500].strip(" ?？。.!！")
    for form in FORMS:
        for pattern in form.patterns:
            match = re.fullmatch(pattern.replace("VERB_ZH", _verbs_zh()), text, re.IGNORECASE)
            if match:
                yield (
                    form,
                    {name: _unquoted(word) for name, word in match.groupdict().items() if word},
                )


def _unquoted(word: str) -> str:
    word = word.strip(" \"'“”‘’《》「」『』")
    return re.sub(r"^the (?=\S)", "", word, flags=re.IGNORECASE)
