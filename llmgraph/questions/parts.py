"""Parts of questions: names, topics, dates, numbers and words at each place of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ..model.categories import category_words
from ..model.names import name_key
from ..model.tables import split_list
from .lexicon import common_words, word_key, words_of
from .periods import Period, periods_in
from .syntax import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model.indexed_tables import IndexedTables
    from .lexicon import Word


LONGEST_NAME = 200
"""Number of characters of a name in a question."""
# Runs of letters and digits, with the point of a number and signs that belong to a name; single
# Chinese characters; single other signs.
_ATOM = re.compile("[\u3400-\u9fff]|(?:[^\\W\u3400-\u9fff_]|(?<=\\d)\\.(?=\\d))+[+#*]*|\\S")
_RUN = re.compile("[^\\s\u3400-\u9fff,，、;；?？!！。：:()（）]+")
_QUOTED = re.compile("[\"“«](.+?)[\"”»]|《(.+?)》|「(.+?)」|『(.+?)』|(?<!\\w)['‘](.+?)['’](?!\\w)")
# What follows a topic, not a name: "instruction tuning papers".
_OF_A_TOPIC = re.compile(
    r"\s*(?:papers|works|models|research|literature|方面|领域|方向|类|主题|的?论文)",
    re.IGNORECASE,
)
_COMMA = re.compile("[,，、;；]")
_ENDS = re.compile("[?？!！。.：:()（）…—~～-]")
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_ENGLISH = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
)
_ZH = "(\\d+|[一二两三四五六七八九十]+)"
_EN = rf"(\d{{1,3}}|{'|'.join(_ENGLISH)})"
_NUMBERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:前|top|最多|至多|不超过|不多于)?\s*{_ZH}\s*(?:篇|名|个|位|项|条|大|种|部)(?:以内|之内|左右)?",
        rf"前\s*{_ZH}",
        rf"(?:top[ -]|at most |no more than |up to |max(?:imum)? |the first )?{_EN}"
        r"(?: papers? max)?(?![\w-]|\.\d)",
    )
)
_DEPTHS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:within |at most |up to |no more than )?{_EN} (?:generation|step|hop|level)s?"
        "(?: back| away| deep| at most| max)?",
        rf"深度\s*(?:为|是)?\s*{_ZH}",
        rf"(?:不超过|最多)?{_ZH}\s*(?:代|层|跳|步|级|度)(?:之内|以内|内)?",
        rf"depth (?:of )?{_EN}",
    )
)
_RESOLUTION = re.compile(r"(?:resolution|分辨率)(?: of|为|是)?\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_WINDOW = re.compile(
    rf"within (\d+|{'|'.join(_ENGLISH)}) years?|(\d+|[一二三四五六七八九十]+)\s*年(?:之|以)?内",
    re.IGNORECASE,
)


class Phrases(NamedTuple):
    """The words and topics that a question to a graph may name.

    Parameters
    ----------
    words : mapping of str to Word
        By `word_key`.
    topics : mapping of str to str
        Topics by the `name_key` of their names and of the parts of these.
    longest : int
        Largest number of characters to read as one of them.
    """

    words: Mapping[str, Word]
    topics: Mapping[str, str]
    longest: int


def phrases_of(tables: IndexedTables) -> Phrases:
    """Return the words and topics that a question to a graph may name, collected once.

    Parameters
    ----------
    tables : IndexedTables

    Returns
    -------
    Phrases
    """
    return tables.once(("phrases",), lambda: _phrases(tables))


def _phrases(tables: IndexedTables) -> Phrases:
    words, topics = words_of(tables.vocabulary), _topic_names(tables)
    # The text may have a few blanks and hyphens more than the key.
    return Phrases(words, topics, max(map(len, (*words, *topics)), default=0) + 8)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text.

    Parameters
    ----------
    end : int
        The place after its last character.
    token : Token
    period : Period, optional
        The period, if the piece is one.
    """

    end: int
    token: Token
    period: Period | None = None


class Splitter:
    """The text of a question with all that may stand at each place.

    Parameters
    ----------
    tables : IndexedTables
    text : str
        As `tidy` returns it.
    """

    def __init__(self, tables: IndexedTables, text: str) -> None:
        self.text, self.tables = text, tables
        self.atoms = [match.span() for match in _ATOM.finditer(text)]
        self.words, self.topics, self.limit = phrases_of(tables)
        self.periods: dict[int, Period] = {}
        for period in periods_in(text):
            start = period.start + len(text[period.start :]) - len(text[period.start :].lstrip())
            if start not in self.periods or period.end > self.periods[start].end:
                self.periods[start] = period

    def parts(self, order: Sequence[str]) -> list[Part]:
        """Split the text into its parts.

        Parameters
        ----------
        order : sequence of {"name", "topic", "word"}
            Which of equally long parts at a place comes first.

        Returns
        -------
        list of Part
            Of several parts that begin at a place the longest.
        """
        parts: list[Part] = []
        place = 0
        while place < len(self.text):
            if self.text[place].isspace():
                place += 1
                continue
            found = self._at(place, order)
            if not self._merge_names(parts, found):
                parts.append(found)
            place = found.end
        return [self._of_data(part, parts) for part in parts]

    def _of_data(self, part: Part, parts: Sequence[Part]) -> Part:
        """Read "trained on" a data set as a use of it; a model runs on all else."""
        token = part.token
        if token.value != "runs_on" or not re.search("train|训练", token.text, re.IGNORECASE):
            return part
        names = [one.token.text for one in parts if one.token.kind == "NAME"]
        papers = {paper for name in names for paper in self.tables.papers_named(name)}
        if all(self.tables.paper_at(paper).kind != "dataset" for paper in papers):
            return part
        return replace(part, token=replace(token, value="uses"))

    def _merge_names(self, parts: list[Part], found: Part) -> bool:
        """Whether a name repeats the one before it (思维链（CoT）); the clearer one stays."""
        before = [at for at, part in enumerate(parts) if part.token.kind not in ("FILLER", "DE")][
            -1:
        ]
        if found.token.kind != "NAME" or not before or parts[before[0]].token.kind != "NAME":
            return False
        named = self.tables.papers_named
        first, second = named(parts[before[0]].token.text), named(found.token.text)
        if not first & second:
            return False
        if len(second) < len(first):
            parts[before[0]] = found
        return True

    def _at(self, place: int, order: Sequence[str]) -> Part:
        if quoted := _QUOTED.match(self.text, place):
            return self._quotation(quoted)
        ways = {"name": self._name, "topic": self._topic, "word": self._word}
        topic = self._topic(place)
        if topic and _OF_A_TOPIC.match(self.text, topic.end):
            order = ["topic", *order]
        found = [part for way in order if (part := ways[way](place))]
        found += [part for way in (self._period, self._number) if (part := way(place))]
        if found:
            # Of equally long ones the first.
            return max(found, key=lambda part: part.end)
        if _COMMA.match(self.text, place):
            return Part(place + 1, Token("COMMA"))
        if _ENDS.match(self.text, place):
            return Part(place + 1, Token("FILLER"))
        run = _RUN.match(self.text, place)
        # The point of a sentence is no part of its last word.
        end = place + max(1, len(run[0].rstrip("."))) if run else place + 1
        return Part(end, Token("UNKNOWN", self.text[place:end]))

    def _quotation(self, quoted: re.Match[str]) -> Part:
        """A name, whether a paper has it or not, unless only a topic or a relation has it."""
        name = next(group for group in quoted.groups() if group).strip()
        if self.tables.papers_named(name):
            return Part(quoted.end(), Token("NAME", name))
        topic, word = self.topics.get(name_key(name)), self.words.get(word_key(name))
        if word is not None and word.kind in ("R", "RN"):
            return Part(quoted.end(), Token(word.kind, name, word.value))
        token = Token("TOPIC", name, topic) if topic else Token("NAME", name)
        return Part(quoted.end(), token)

    def _slices(self, place: int, longest: int) -> Iterator[tuple[int, str]]:
        """The texts that begin at a place and end with an atom, longest first."""
        ends = [end for start, end in self.atoms if start >= place and end - place <= longest]
        if all(start != place for start, _ in self.atoms):
            return
        for end in reversed(ends):
            yield end, self.text[place:end]

    def _name(self, place: int) -> Part | None:
        if not self.text[place].isalnum() or self._inside_word(place):
            return None
        longest = self.tables.longest_name_from(self.text[place:])
        for end, text in self._slices(place, min(longest, LONGEST_NAME)):
            whole = text[-1].isalnum() or text[-1] in "+#*"
            if whole and not self._goes_on(end) and self._is_named(text):
                return Part(end, Token("NAME", text))
        return None

    def _is_named(self, text: str) -> bool:
        """Whether a paper has a name; a comma in it must be one of its title, too."""
        papers = self.tables.papers_named(text)
        if not _COMMA.search(text):
            return bool(papers)
        return any(_COMMA.search(self.tables.paper_at(paper).title) for paper in papers)

    def _inside_word(self, place: int) -> bool:
        """Whether a hyphen joins the place to what stands before it."""
        return bool(re.search(r"[A-Za-z0-9][-+.]$", self.text[:place]))

    def _goes_on(self, end: int) -> bool:
        """Whether a hyphen or a point joins what follows to the text before it."""
        return bool(re.match(r"[-.][A-Za-z0-9]", self.text[end:]))

    def _topic(self, place: int) -> Part | None:
        if not self.text[place].isalnum() or self._inside_word(place):
            return None
        for end, text in self._slices(place, self.limit):
            topic = self.topics.get(name_key(text)) if text[-1].isalnum() else None
            if topic is not None and not self._goes_on(end):
                return Part(end, Token("TOPIC", text, topic))
        return None

    def _word(self, place: int) -> Part | None:
        for end, text in self._slices(place, self.limit):
            word: Word | None = self.words.get(word_key(text))
            if word is not None and word.kind != "TOPIC" and not self._splits(place, end):
                return Part(end, Token(word.kind, text, word.value))
        return None

    def _splits(self, place: int, end: int) -> bool:
        """Whether a date or a name begins within a word and ends after it: appeared after 2020."""
        inside = [start for start, _ in self.atoms if place < start < end]
        periods = [self.periods[start] for start in inside if start in self.periods]
        # Chinese words have no blanks that would show where a name begins.
        names = filter(None, (self._name(at) for at in inside if self.text[at].isascii()))
        ends = (*(one.end for one in periods), *(one.end for one in names))
        return any(one > end for one in ends)

    def _period(self, place: int) -> Part | None:
        if match := _WINDOW.match(self.text, place):
            years = match[1] or match[2]
            return Part(match.end(), Token("WINDOW", match[0], str(_number(years))))
        period = self.periods.get(place)
        return Part(period.end, Token("PERIOD"), period) if period else None

    def _number(self, place: int) -> Part | None:
        if self._inside_word(place):
            return None
        if match := _RESOLUTION.match(self.text, place):
            return Part(match.end(), Token("SET", match[0], f"resolution={match[1]}"))
        for kind, patterns in (("DEPTH", _DEPTHS), ("NUMBER", _NUMBERS)):
            for pattern in patterns:
                match = pattern.match(self.text, place)
                # A word such as "one" says nothing.
                if match and (number := _number(match[1])) and match[0] not in ("one", "一"):
                    return Part(match.end(), Token(kind, match[0], str(number)))
        return None


def _number(text: str) -> int:
    """Parse digits, or an English or Chinese number up to 99."""
    if text.isdigit():
        return int(text)
    if text.lower() in _ENGLISH:
        return _ENGLISH.index(text.lower()) + 1
    tens, ten, ones = text.rpartition("十")
    return 10 * (_DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def _topic_names(tables: IndexedTables) -> dict[str, str]:
    """The topics of a graph by the keys of their names and of the parts of these."""
    known: dict[str, str] = {}
    topics = {topic for cell in tables.papers.column("topics") for topic in split_list(cell)}
    for topic in sorted(topics):
        for name in (topic, category_words("topic").get(topic, topic)):
            for part in (name, *re.split(r" and | with |[与和、/&]", name)):
                known.setdefault(name_key(part), topic)
    # Other words for topics of the shipped graph.
    for key, word in common_words().items():
        if word.kind == "TOPIC" and word.value in topics:
            known.setdefault(name_key(key), word.value)
    return {key: topic for key, topic in known.items() if len(key) > 1}
