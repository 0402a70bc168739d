"""Message catalogue: user-facing texts in English and Chinese.

Each message is a row of a file in the folder ``catalogue``: an id and a template in both languages,
with named placeholders. Code passes `Message` objects and renders them once the language is known.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar, Union

from ..errors import ArgumentError
from .wording import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
Thing = TypeVar("Thing")
LONGEST = 300
"""Number of characters after which a list in a message ends with "and N more"."""

# Full-width punctuation includes its own space.
_STOPS = "，。：；、）"


@dataclass(frozen=True, slots=True)
class Noun:
    """Noun for the nodes of the graph, used in templates.

    Parameters
    ----------
    one, many : str, optional
        English singular and plural: ``{noun}`` and ``{nouns}``.
    chinese, classifier : str, optional
        Chinese noun and its measure word: ``{noun}`` and ``{classifier}``.
    """

    one: str = "paper"
    many: str = "papers"
    chinese: str = "论文"
    classifier: str = "篇"

    def places(self, lang: Language) -> dict[str, Value]:
        """Return the placeholder values of the noun in a language."""
        if lang == "zh":
            return {"noun": self.chinese, "classifier": self.classifier}
        return {"noun": self.one, "nouns": self.many}


PAPER = Noun()


class Sayable(Protocol):
    """Protocol of objects that have a text in each language."""

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        """Return the text in a language."""


Value = Union[str, int, Sayable, "tuple[Value, ...]"]


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the catalogue, with the values of its placeholders.

    Parameters
    ----------
    id : str
        Id of a row. If the catalogue has the rows ``.one`` and ``.many`` instead, the value
        ``count`` selects one of them.
    values : mapping, optional
        Values of the placeholders: a text, a number, another message, or a tuple of these. A
        tuple becomes a list: ``{names}`` is "a, b and c"; ``{names:comma}``, ``{names:clause}``
        (a comma between clauses), ``{names:semicolon}``, ``{names:or}`` and ``{names:blank}``
        use another separator. ``{nouns:capital}`` capitalises the first letter.

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
        """Render the message in a language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
        noun : Noun, optional
            Noun for the nodes of the graph.

        Returns
        -------
        str

        Raises
        ------
        ArgumentError
            If `lang` is another language.
        KeyError
            If the catalogue has no such id, or a placeholder has no value.
        """
        require_language(lang)
        values = self.values
        pieces: list[str] = []
        for before, place, how, _ in _parsed(self._template(lang)):
            pieces.append(before)
            if place is None:
                continue
            value = values[place] if place in values else noun.places(lang).get(place)
            if value is None:
                raise KeyError(f"The message {self.id!r} needs a value for {place!r}.")
            listing = "and" if how in (None, "", "capital") else how
            said = _written(value, listing, lang, noun)
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
    """A bilingual text from outside the catalogue, such as the name of a relation type."""

    en: str
    zh: str

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:  # noqa: ARG002
        """Return the text in a language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Advice:
    """What a reader may ask next; figures, which are read elsewhere, leave it out."""

    said: Message

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        """Write the advice in a language."""
        return self.said.text(lang, noun)


@dataclass(frozen=True, slots=True)
class Sentences:
    """A sequence of sentences; falsy if empty.

    Parameters
    ----------
    said : tuple of str or Sayable
        A plain string is used in both languages.
    """

    said: tuple[str | Sayable, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said)

    def text(self, lang: Language = "en", noun: Noun = PAPER) -> str:
        """Render the sentences in a language."""
        said = (one if isinstance(one, str) else one.text(lang, noun) for one in self.said)
        return in_a_row(said, lang)

    def without_advice(self) -> Sentences:
        """Keep what is stated, as a figure prints it."""
        kept = (one for one in self.said if not isinstance(one, Advice))
        return sentences(
            *(one.without_advice() if isinstance(one, Sentences) else one for one in kept)
        )


NOTHING = Sentences()


def sentences(*said: str | Sayable | None) -> Sentences:
    """Join sentences, skipping those that are empty or None.

    Examples
    --------
    >>> sentences("", Message("document.none"), None, sentences()).text("zh")
    '无。'
    """
    return Sentences(tuple(one for one in said if one))


def require_language(lang: str) -> None:
    """Raise if the catalogue does not have a language.

    Raises
    ------
    ArgumentError
        If `lang` is not one of `LANGUAGES`.
    """
    require_choice("lang", lang, LANGUAGES)


def require_choice(name: str, value: object, choices: Sequence[str]) -> None:
    """Raise `ArgumentError` if the value of an argument is not one of the choices.

    Examples
    --------
    >>> require_choice("cycles", "all", ("condense", "dates"))
    Traceback (most recent call last):
        ...
    llmgraph.errors.ArgumentError: cycles must be "condense" or "dates", not 'all'.
    """
    if not isinstance(value, str) or value not in choices:
        known = tuple(f'"{one}"' for one in choices)
        asked: dict[str, Value] = {"name": name, "choices": known, "value": repr(value)}
        raise ArgumentError(Message("error.choices", asked))


def text_of(said: str | Sayable, lang: Language) -> str:
    """Render a message in a language; return a plain string, such as a title, unchanged."""
    return said if isinstance(said, str) else said.text(lang)


def word(group: str, name: str) -> str | Message:
    """Return the message for a name, or the name itself if it is user-defined.

    Examples
    --------
    >>> text_of(word("topic", "Evaluation"), "zh"), text_of(word("topic", "Cooking"), "zh")
    ('评测', 'Cooking')
    """
    known = f"{group}.{name}"
    return Message(known) if known in catalogue() else name


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Read the catalogue: templates by id and language."""
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
        whole = amount(value)
        rough = whole.removeprefix("about ")
        return rough if rough == whole else Message("number.about", {"number": rough}).text(lang)
    if isinstance(value, tuple):
        words = [one if isinstance(one, str) else _written(one, how, lang, noun) for one in value]
        return listing(words, lang, how)
    return value.text(lang, noun)


def listing(items: Sequence[str], lang: Language, how: str = "and") -> str:
    """Join words to a list in a language.

    Examples
    --------
    >>> listing(["a", "b", "c"], "en"), listing(["a", "b", "c"], "zh", "semicolon")
    ('a, b and c', 'a；b；c')
    """
    if not items:
        return ""
    last = _separator(how, lang)
    between = _separator("comma", lang) if how == "and" else last
    *most, end = items
    if lang == "zh":
        pieces = [piece for one in most for piece in (one, between)]
        return beside([*pieces[:-1], last, end] if most else [end])
    return f"{between.join(most)}{last}{end}" if most else end


@cache
def _separator(how: str, lang: Language) -> str:
    """What stands between two items of a list."""
    return Message(f"list.{how}", {"first": "\0", "last": "\0"}).text(lang).strip("\0")


def some_of(
    things: Sequence[Thing], limit: int, named: Callable[[Thing], str | Words] = str
) -> tuple[Value, ...]:
    """Return the first names and the number of further ones, as values of a placeholder.

    Parameters
    ----------
    things : sequence
    limit : int
        Largest number of names; fewer if they have more than `LONGEST` characters.
    named : callable, optional
        The name of a thing.

    Returns
    -------
    tuple of Value

    Examples
    --------
    >>> found = some_of(["a", "b", "c"], 2)
    >>> Message("note.alone", {"names": found}).text()
    'In no community, without relations: a, b and 1 more.'
    """
    names = tuple(map(named, things[:limit]))
    names = names[: count_within_longest(text_of(name, "en") for name in names)]
    more = len(things) - len(names)
    return (Message("list.some", {"names": names, "count": more}),) if more else names


def count_within_longest(texts: Iterable[str]) -> int:
    """Count the first texts with at most `LONGEST` characters together; at least 1.

    Parameters
    ----------
    texts : iterable of str

    Returns
    -------
    int

    Examples
    --------
    >>> count_within_longest(["a" * 200, "b" * 100, "c"])
    2
    """
    return max(1, sum(end <= LONGEST for end in accumulate(map(len, texts))))


def in_a_row(sentences: Iterable[str], lang: Language) -> str:
    """Join sentences; Chinese sentences have no space between them."""
    pieces = [piece for one in sentences for piece in (" ", one)][1:]
    return beside(pieces) if lang == "zh" else "".join(pieces)


def beside(pieces: list[str]) -> str:
    """Concatenate pieces of Chinese text, removing spaces between Chinese characters.

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
    """Return whether a character is Chinese or full-width."""
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
