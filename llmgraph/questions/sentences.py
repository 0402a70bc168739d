"""Sentences of questions: what surrounds a question, and what stands for something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.names import simplified
from .parts import Splitter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.indexed_tables import IndexedTables


LONGEST = 500
"""Number of characters of a question that are read."""
# Verbs around their object, and a verb in their place.
_AROUND = tuple(
    (re.compile(pattern, re.IGNORECASE), verb)
    for pattern, verb in (
        (r"\b(ma[dk](?:e|es|ing)) (.+?) possible\b", r"\1 possible \2"),
        (r"\bcall(?:s|ed|ing)? (.+?) into question\b", r"disputed \1"),
        (r"\b(?:put|puts|putting|set|sets) (.+?) (?:right|straight)\b", r"corrected \1"),
        (
            r"\b(?:tak|us)(?:e|es|ing) (.+?) as (?:a |the )?(?:point of comparison|baseline)",
            r"compare with \1",
        ),
        (
            r"\bon (?:what|which)\b(.*?)\b(?:is|was|are|were) (.+?) trained\b",
            r"what\1did \2 run on",
        ),
        (r"\bcarr(?:y|ies|ied) (it|them|\S+(?: \S+)?) (?:on|further|forward)\b", r"extended \1"),
    )
)
_NEGATED = re.compile(
    r"(?<=\w )(?:is|are|was|were|do|does|did|has|have|had|ca|wo|could|would)n't\b"
    r"(?! (?:it|they|be|see|find|remember|recall|tell)\b)"
    r"(?!.*, (?:is|are|was|were|do|does|did|has|have|had|can|will) (?:it|they)\W*$)"
)
# What a question is for, which narrows nothing: "for my lecture on alignment, …".
_OCCASION = re.compile(
    r"^for (?:the|my|our|a|an|this|tomorrow's|next week's) (?:section|chapter|lecture|talk|slides?|"
    r"survey|paper|class|course|thesis|report|review|article|seminar|presentation|essay|workshop)\b"
    r"[^,?]*?(?:,\s*|\s(?=(?:i|we) (?:need|want)\b|(?:please|which|what|show|list|give)\b))",
    re.IGNORECASE,
)
# What somebody tells of their work before the question.
_OWN_WORK = re.compile(
    r"^(?:i|we)(?:'m| am|'re| are|'ve| have)? (?:been )?"
    r"(?:teach|writ|prepar|giv|work|stud|lectur|review|survey)(?:e|y|ing)?\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|them|this one)\b|它们?", re.IGNORECASE)
# The ends of sentences, and the words with which a question begins after what leads to it.
_SENTENCES = re.compile(
    r"(?<=[.!?:;])\s+|(?<=[。！？：；])"
    r"|[,，]\s*(?=请问|想问|想知道|想了解|麻烦|烦请|劳驾|请|帮我)"
    r"|,\s+(?=(?:please|which|what|who|how|does|did|is|are|can you|could you|list|show)\b)",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[,，]\s*")
_NARROWING = frozenset(
    (
        "TOPIC",
        "NUMBER",
        "DEPTH",
        "WINDOW",
        "DIRECT",
        "MEASURE",
        "NO",
        "NOTHING",
        "SET",
        "ONLY",
        "RN",
    )
)
_ASKS_AGAIN = (
    "FILLER",
    "WHAT",
    "ONE",
    "PAPER",
    "PAPER1",
    "AND",
    "SHOW",
    "HAVE",
    "DE",
    "BY",
    "FEWEST",
    "WHO",
)


def tidy(question: str) -> str:
    """Simplify a question: its characters, quotes, blanks and length."""
    text = simplified(" ".join(question.replace("’", "'").split())[:LONGEST])
    # "Isn't X …?", "…, doesn't it?" and "… isn't …, is it?" ask the same as the plain question.
    text = _OCCASION.sub("", _NEGATED.sub("not", text))
    # "used or not used", and a verb around its object.
    text = re.sub("(.)没\\1", r"\1", text)
    for around, verb in _AROUND:
        text = around.sub(verb, text)
    text = re.sub("(?:使得?|让)(.+?)成为可能", r"促成\1", text)
    # A negated question asks the same as the plain one.
    if re.search("[吗么]\\W*$", text):
        text = re.sub(
            "不是(?!不)|没有|没能", lambda found: "是" if found[0][0] in "不并" else "", text
        )
    # "… 没有？" only makes a sentence a question.
    return re.sub(r"(?<=.)(?:没有|没|否)[?？]?$", "", text)


def variants(tables: IndexedTables, question: str) -> Iterator[str]:
    """Return a question, then its parts that ask the same without what surrounds them.

    Parameters
    ----------
    tables : IndexedTables
    question : str

    Yields
    ------
    str
        The whole question first. Then the last sentence of several, if it names all papers that
        those before it name; then without clauses at either end that only ask again ("and how many
        are there").
    """
    text = tidy(question)
    sentences = [one for one in _SENTENCES.split(text) if one.strip()]
    after = " ".join(sentences[1:])
    if _OWN_WORK.match(text) and _names(tables, after) and not _PRONOUN.search(after):
        text, sentences = after, sentences[1:]
    yield text
    while len(sentences) > 1 and _is_silent(tables, sentences[-1]):
        sentences = sentences[:-1]
    if len(sentences) > 1:
        asks, named = sentences[-1], _named(tables, sentences[-1])
        if all(_names_only(tables, one, named) for one in sentences[:-1]):
            yield asks
        elif meant := _meant(tables, sentences[:-1], asks):
            yield meant
    clauses = _CLAUSES.split(sentences[-1]) if sentences else []
    while len(clauses) > 1 and (_is_silent(tables, clauses[-1]) or _is_silent(tables, clauses[0])):
        clauses = clauses[:-1] if _is_silent(tables, clauses[-1]) else clauses[1:]
        yield ", ".join(clauses)


def _meant(tables: IndexedTables, before: Sequence[str], asks: str) -> str:
    """A sentence with the one name before it in place of a pronoun; empty if there is none."""
    names = {name for one in before for name in _names(tables, one)}
    papers = {paper for one in before for paper in _named(tables, one)}
    is_said = all(_names_only(tables, one, papers) for one in before)
    if len(names) != 1 or _names(tables, asks) or not is_said or not _PRONOUN.search(asks):
        return ""
    [name] = names
    return _PRONOUN.sub(lambda _: f'"{name}"', asks, count=1)


def _names(tables: IndexedTables, text: str) -> list[str]:
    parts = Splitter(tables, text).parts(["name", "topic", "word"])
    return [part.token.text for part in parts if part.token.kind == "NAME"]


def _named(tables: IndexedTables, text: str) -> set[int]:
    return {paper for name in _names(tables, text) for paper in tables.papers_named(name)}


def _names_only(tables: IndexedTables, text: str, named: set[int]) -> bool:
    """Whether a sentence narrows nothing and names no other papers."""
    parts = Splitter(tables, text).parts(["name", "topic", "word"])
    narrowing = any(part.period or part.token.kind in _NARROWING for part in parts)
    return not narrowing and _named(tables, text) <= named


def _is_silent(tables: IndexedTables, clause: str) -> bool:
    """Whether a clause only asks again, or says nothing."""
    parts = Splitter(tables, clause).parts(["name", "topic", "word"])
    return all(part.period is None and part.token.kind in _ASKS_AGAIN for part in parts)
