"""Words of questions: what each word and phrase is for, in English and Chinese."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.relation_types import RELATION_TYPES
from ..queries.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model.relation_types import RelationType

_ENDINGS = ("", "s", "d", "ed", "es", "ing")
_PASSIVE = ("by", "in")
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of a question is for.

    Parameters
    ----------
    kind : str
        A kind of the lexicon, such as ``WHAT``; ``R`` for a verb of a relation type, ``RP`` for
        its passive; ``MEASURE`` for a measure.
    value : str, optional
        The relation type or the measure.
    """

    kind: str
    value: str = ""


def word_key(text: str) -> str:
    """Normalise a word or a phrase: case, hyphens and blanks.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Without blanks if it is Chinese.

    Examples
    --------
    >>> word_key("Follow-up  papers"), word_key("的 基础上")
    ('follow up papers', '的基础上')
    """
    words = text.casefold().replace("’", "'").replace("-", " ").split()
    return "".join(words) if _HAN.search(text) else " ".join(words)


@cache
def common_words() -> Mapping[str, Word]:
    """Return the words of the lexicon and the names of measures, by key.

    Returns
    -------
    mapping of str to Word
    """
    known: dict[str, Word] = {}
    for measure in MEASURES.values():
        for name in (measure.name, measure.noun, *measure.words):
            known[word_key(name.replace("_", " "))] = Word("MEASURE", measure.name)
    path = Path(__file__).with_name("lexicon.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind, _, value = row["kind"].partition(":")
            words = f"{row['en']}; {row['zh']}".split("; ")
            known |= {word_key(one): Word(kind, value) for one in words if one}
    return known


def words_of(types: Mapping[str, RelationType]) -> dict[str, Word]:
    """Return the words that a question to a graph may use.

    Parameters
    ----------
    types : mapping of str to RelationType
        Such as the vocabulary of a graph. The verbs of user-defined types come before all other
        words, those of shipped types before words of the lexicon.

    Returns
    -------
    dict of str to Word
        By `word_key`.

    Examples
    --------
    >>> words = words_of(RELATION_TYPES)
    >>> words["extends"], words["is extended by"].kind, words["哪些"].kind
    (Word(kind='R', value='extends'), 'RP', 'WHAT')
    """
    known = dict(common_words())
    own = [kind for kind in types.values() if kind.name not in RELATION_TYPES]
    for kind in types.values():
        if kind not in own:
            known |= dict(_verbs(kind))
    # The lexicon knows phrases of shipped types that mean more than their verbs.
    known |= {key: word for key, word in common_words().items() if word.value in types}
    for kind in own:
        known |= dict(_verbs(kind))
    return known


def _verbs(kind: RelationType) -> Iterator[tuple[str, Word]]:
    """The verbs of a relation type with their inflections and passives."""
    active, passive = Word("R", kind.name), Word("RP", kind.name)
    for verb in kind.verbs:
        for form in _inflected(verb):
            yield word_key(form), active
            for particle in _PASSIVE:
                yield word_key(f"{form} {particle}"), passive
    for verb in kind.verbs_zh:
        for form in (verb, f"{verb}了", f"{verb}过"):
            yield word_key(form), active
    for phrase, word in ((kind.phrase, active), (kind.inverse, passive)):
        if phrase.strip():
            yield word_key(phrase), word


def _inflected(verb: str) -> set[str]:
    """Inflected forms of a verb; in a phrase, the first word is inflected."""
    first, *rest = verb.split(" ", 1)
    forms = {first + ending for ending in _ENDINGS}
    stem = first.removesuffix("e") if first.endswith("e") else first.removesuffix("y")
    forms |= {f"{stem}ing"} if first.endswith("e") else set()
    forms |= {f"{stem}ies", f"{stem}ied"} if first.endswith("y") else set()
    irregular = {"make": ("made",), "take": ("took", "taken"), "overturn": ()}
    forms.update(irregular.get(first, ()))
    return {" ".join((form, *rest)) for form in forms}
