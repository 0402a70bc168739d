"""The catalogue of messages: the texts that a user sees, in English and in Chinese.

Each is one row of a file in the folder ``catalogue``: an id and a template in both languages, with
named placeholders. Code passes a `Message` on, and turns it into text where the language is known.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache, reduce
from itertools import islice
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Literal, Protocol, Union

from ..errors import ArgumentError
from .wording import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
# Stops bring their own blank.
_STOPS = "，。：；、）"


@dataclass(frozen=True, slots=True)
class Noun:
    """What a node of the graph is called, as a placeholder of templates.

    Parameters
    ----------
    one, many : str, optional
        In English: ``{noun}`` and ``{nouns}``.
    chinese, classifier : str, optional
        In Chinese: ``{noun}``, and the ``{classifier}`` between a number and it.
    """

    one: str = "paper"
    many: str = "papers"
    chinese: str = "论文"
    classifier: str = "篇"

    def places(self, lang: Language) -> dict[str, Value]:
        """Give the places of templates that the noun fills in a language."""
        if lang == "zh":
            return {"noun": self.chinese, "classifier": self.classifier}
        return {"noun": self.one, "nouns": self.many}


PAPER = Noun()


class Sayable(Protocol):
    """What has a text in each language."""

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        """Write the text."""


Value = Union[str, int, Sayable, "tuple[Value, ...]"]


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the catalogue, with the values of its placeholders.

    Parameters
    ----------
    id : str
        The id of a row. Of an id that has the rows ``.one`` and ``.many``, the value ``count``
        chooses between these.
    values : mapping, optional
        By the names of the placeholders: a text, a number, another message, or a tuple of these.
        A tuple becomes a list: ``{names}`` is "a, b and c"; ``{names:comma}``,
        ``{names:clause}`` (a comma between clauses), ``{names:semicolon}``, ``{names:or}`` and
        ``{names:blank}`` use that separator.
        ``{nouns:capital}`` capitalises the first letter.

    Examples
    --------
    >>> found = Message("title.common", {"names": ("DPO", "PPO")})
    >>> found.text(), found.text("zh")
    ('Common ancestors of DPO and PPO', 'DPO 和 PPO 的共同祖先')
    >>> print(Message("count.paper", {"count": 1}), Message("count.paper", {"count": 2}))
    1 paper 2 papers
    """

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        """Write the message in a language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        noun : Noun, optional
            What a node of the graph is called.

        Returns
        -------
        str

        Raises
        ------
        ArgumentError
            If the language is neither of the two.
        KeyError
            If the catalogue has no such id, or a place of the template has no value.
        """
        require_language(lang)
        values = {**noun.places(lang), **self.values}
        pieces: list[str] = []
        for before, place, how, _ in _parsed(self._template(lang)):
            pieces.append(before)
            if place is None:
                continue
            if place not in values:
                raise KeyError(f"The message {self.id!r} needs a value for {place!r}.")
            listing = "and" if how in (None, "", "capital") else how
            said = _written(values[place], listing, lang, noun)
            pieces.append(said[:1].upper() + said[1:] if how == "capital" else said)
        return beside(pieces) if lang == "zh" else "".join(pieces)

    def _template(self, lang: Language) -> str:
        known = catalogue()
        row = self.id
        if row not in known and "count" in self.values:
            row += ".one" if self.values["count"] == 1 else ".many"
        if row not in known:
            raise KeyError(f"No message has the id {self.id!r}.")
        return known[row][lang]


@dataclass(frozen=True, slots=True)
class Words:
    """Words in both languages from outside the catalogue, such as those of a relation type."""

    en: str
    zh: str

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:  # noqa: ARG002
        """Give the words of a language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences one after the other; false where there are none.

    Parameters
    ----------
    said : tuple of str or Sayable
        A text is the same in both languages.
    """

    said: tuple[str | Sayable, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said)

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        """Write the sentences in a language."""
        said = (one if isinstance(one, str) else one.text(lang, noun) for one in self.said)
        return in_a_row(said, lang)


NOTHING = Sentences()


def sentences(*said: str | Sayable | None) -> Sentences:
    """Put sentences together, without those that are empty or None.

    Examples
    --------
    >>> sentences("", Message("document.none"), None, sentences()).text("zh")
    '无。'
    """
    return Sentences(tuple(one for one in said if one))


def require_language(lang: str) -> None:
    """Refuse a language that the catalogue does not have.

    Raises
    ------
    ArgumentError
    """
    require_choice("lang", lang, LANGUAGES)


def require_choice(name: str, value: object, choices: Sequence[str]) -> None:
    """Refuse a value of an argument that is none of those to choose from.

    Examples
    --------
    >>> require_choice("cycles", "all", ("condense", "dates"))
    Traceback (most recent call last):
        ...
    llmgraph.errors.ArgumentError: cycles is "condense" or "dates", not 'all'.
    """
    if value not in choices:
        known = tuple(f'"{one}"' for one in choices)
        asked: dict[str, Value] = {"name": name, "choices": known, "value": repr(value)}
        raise ArgumentError(Message("error.choices", asked))


def text_of(said: str | Sayable, lang: Language) -> str:
    """Write a message in a language; a text, such as a title of the user's, stays as it is."""
    return said if isinstance(said, str) else said.text(lang)


def word(group: str, name: str) -> str | Message:
    """Find the message for a name that may be the user's own; else it stays as it is.

    Examples
    --------
    >>> text_of(word("topic", "Evaluation"), "zh"), text_of(word("topic", "Cooking"), "zh")
    ('评测', 'Cooking')
    """
    known = f"{group}.{name}"
    return Message(known) if known in catalogue() else name


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Read the catalogue: the templates of each id by their language."""
    known: dict[str, Mapping[Language, str]] = {}
    for path in sorted(Path(__file__).with_name("catalogue").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for one, english, chinese in islice(csv.reader(file), 1, None):
                known[one] = {"en": english, "zh": chinese}
    return known


@cache
def _parsed(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(Formatter().parse(template))


def _written(value: Value, how: str, lang: Language, noun: Noun) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        rough = amount(value).removeprefix("about ")
        about = Message("number.about", {"number": rough})
        return about.text(lang) if rough != amount(value) else rough
    if isinstance(value, tuple):
        return listing([_written(one, how, lang, noun) for one in value], lang, how)
    return value.text(lang, noun)


def listing(items: Sequence[str], lang: Language, how: str = "and") -> str:
    """Join words as a sentence of the language does.

    Examples
    --------
    >>> listing(["a", "b", "c"], "en"), listing(["a", "b", "c"], "zh", "semicolon")
    ('a, b and c', 'a；b；c')
    """

    def joining(way: str) -> Callable[[str, str], str]:
        return lambda first, last: Message(f"list.{way}", {"first": first, "last": last}).text(lang)

    if how == "and" and len(items) > 1:
        items = [reduce(joining("comma"), items[:-1]), items[-1]]
    return reduce(joining(how), items) if items else ""


def some_of(names: Sequence[str], limit: int) -> tuple[Value, ...]:
    """The first of some names, and how many more there are.

    Examples
    --------
    >>> found = some_of(["a", "b", "c"], 2)
    >>> Message("note.alone", {"names": found}).text()
    'In no community, without relations: a, b and 1 more'
    """
    if len(names) <= limit:
        return tuple(names)
    return (Message("list.some", {"names": tuple(names[:limit]), "count": len(names) - limit}),)


def in_a_row(sentences: Iterable[str], lang: Language) -> str:
    """Write sentences one after the other; Chinese ones have no blank between them."""
    pieces = [piece for one in sentences for piece in (" ", one)][1:]
    return beside(pieces) if lang == "zh" else "".join(pieces)


def beside(pieces: list[str]) -> str:
    """Put pieces of Chinese beside each other, without a blank between Chinese characters.

    Examples
    --------
    >>> beside(["思维链", " 的后代"]), beside(["CoT", " 的后代"])
    ('思维链的后代', 'CoT 的后代')
    """
    text = ""
    for piece in pieces:
        before = text[-2:-1]
        if text[-1:] == " " and _is_wide(before) and (before in _STOPS or _is_wide(piece[:1])):
            text = text[:-1]
        elif piece[:1] == " " and _is_wide(text[-1:]) and _is_wide(piece[1:2]):
            piece = piece[1:]
        text += piece
    return text


def _is_wide(char: str) -> bool:
    """Whether a character is Chinese: a blank sets Latin letters and figures apart only."""
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
