"""Reading of questions: names first, then dates, topics, numbers and words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.names import name_key, simplified
from ..model.tables import split_list
from ..model.topics import topic_words
from .lexicon import common_words, word_key, words_of
from .periods import Period, periods_in
from .syntax import Token, restricted, settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model.indexed_tables import IndexedTables
    from .lexicon import Word

LONGEST = 500
"""Number of characters of a question that are read."""
LONGEST_NAME = 200
"""Number of characters of a name in a question."""

# Runs of letters and digits, with the point of a number and signs that belong to a name; single
# Chinese characters; single other signs.
_ATOM = re.compile("[\u3400-\u9fff]|(?:[^\\W\u3400-\u9fff_]|(?<=\\d)\\.(?=\\d))+[+#*]*|\\S")
_RUN = re.compile("[^\\s\u3400-\u9fff,，、;；?？!！。：:()（）]+")
_QUOTED = re.compile("[\"“«](.+?)[\"”»]|《(.+?)》|「(.+?)」|『(.+?)』|(?<!\\w)['‘](.+?)['’](?!\\w)")
# Verbs around their object, and a verb in their place.
_AROUND = tuple(
    (re.compile(pattern, re.IGNORECASE), verb)
    for pattern, verb in (
        (r"\b(ma[dk](?:e|es|ing)) (.+?) possible\b", r"\1 possible \2"),
        (r"\bcall(?:s|ed|ing)? (.+?) into question\b", r"disputed \1"),
        (r"\b(?:put|puts|putting|set|sets) (.+?) (?:right|straight)\b", r"corrected \1"),
        (r"\bcarr(?:y|ies|ied) (it|them|\S+(?: \S+)?) (?:on|further|forward)\b", r"extended \1"),
    )
)
_NEGATED = re.compile(
    r"(?<=\w )(?:is|are|was|were|do|does|did|has|have|had|ca|wo|could|would)n't\b"
    r"(?! (?:it|they|be|see|find|remember|recall|tell)\b)"
    r"(?!.*, (?:is|are|was|were|do|does|did|has|have|had|can|will) (?:it|they)\W*$)",
    re.IGNORECASE,
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
# What follows a topic, not a name: "instruction tuning papers".
_OF_A_TOPIC = re.compile(
    r"\s*(?:papers|works|models|research|literature|方面|领域|方向|类|主题|的?论文)",
    re.IGNORECASE,
)
_COMMA = re.compile("[,，、;；]")
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
# Kinds of words in a text to search for.
_IN_TEXT = frozenset(("NAME", "UNKNOWN", "TOPIC", "MEASURE", "AND", "FILLER"))
_ABOUT_A_NAME = frozenset(("WHAT", "SEARCH", "SHOW", "PAPER", "HAVE", "DE", "FILLER"))
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
_TOP = re.compile("top|前", re.IGNORECASE)
_WINDOW = re.compile(
    rf"within (\d+|{'|'.join(_ENGLISH)}) years?|(\d+|[一二三四五六七八九十]+)\s*年(?:之|以)?内",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as tokens, with what narrows its answer.

    Parameters
    ----------
    tokens : tuple of Token
        Without words that say nothing.
    narrowed : mapping of str to object
        ``since``, ``until``, ``as_of``, ``topics``, ``number``, ``direct``, ``window``; only those
        that the question names.
    is_one : bool
        Whether the question asks for one paper.
    names_papers, names_all : bool
        Whether it has a word for papers, such as "models", or for all of them.
    """

    tokens: tuple[Token, ...]
    narrowed: Mapping[str, Any] = field(default_factory=dict)
    is_one: bool = False
    names_papers: bool = False
    names_all: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A reading of a piece of the text, up to a place."""

    end: int
    token: Token
    period: Period | None = None


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
    parts = _Reader(tables, text).parts(["name", "topic", "word"])
    return [part.token.text for part in parts if part.token.kind == "NAME"]


def _named(tables: IndexedTables, text: str) -> set[int]:
    return {paper for name in _names(tables, text) for paper in tables.papers_named(name)}


def _names_only(tables: IndexedTables, text: str, named: set[int]) -> bool:
    """Whether a sentence narrows nothing and names no other papers."""
    parts = _Reader(tables, text).parts(["name", "topic", "word"])
    narrowing = any(part.period or part.token.kind in _NARROWING for part in parts)
    return not narrowing and _named(tables, text) <= named


def _is_silent(tables: IndexedTables, clause: str) -> bool:
    """Whether a clause only asks again, or says nothing."""
    parts = _Reader(tables, clause).parts(["name", "topic", "word"])
    return all(part.period is None and part.token.kind in _ASKS_AGAIN for part in parts)


def read(tables: IndexedTables, question: str) -> Iterator[Reading]:
    """Read a question in up to three ways, which differ where a name is also another word.

    Parameters
    ----------
    tables : IndexedTables
    question : str

    Yields
    ------
    Reading
        Names before topics before words; then topics first; then words first.
    """
    reader = _Reader(tables, tidy(question))
    seen = []
    for order in ("name topic word", "topic name word", "word topic name"):
        parts = reader.parts(order.split())
        if parts not in seen:
            seen.append(parts)
            reading = _reading(parts)
            if reading is not None:
                yield reading


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


class _Reader:
    """The text of a question with all that may stand at each place."""

    def __init__(self, tables: IndexedTables, text: str) -> None:
        self.text, self.tables = text, tables
        self.atoms = [match.span() for match in _ATOM.finditer(text)]
        self.words, self.topics, self.limit = phrases_of(tables)
        self.periods: dict[int, Period] = {}
        for period in periods_in(text):
            start = period.start + len(text[period.start :]) - len(text[period.start :].lstrip())
            if start not in self.periods or period.end > self.periods[start].end:
                self.periods[start] = period

    def parts(self, order: Sequence[str]) -> list[_Part]:
        """Split the text into its parts; of several at a place the longest, ties by `order`."""
        parts: list[_Part] = []
        place = 0
        while place < len(self.text):
            if self.text[place].isspace():
                place += 1
                continue
            found = self._at(place, order)
            if not self._merge_names(parts, found):
                parts.append(found)
            place = found.end
        return parts

    def _merge_names(self, parts: list[_Part], found: _Part) -> bool:
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

    def _at(self, place: int, order: Sequence[str]) -> _Part:
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
            return _Part(place + 1, Token("COMMA"))
        if _ENDS.match(self.text, place):
            return _Part(place + 1, Token("FILLER"))
        run = _RUN.match(self.text, place)
        # The point of a sentence is no part of its last word.
        end = place + max(1, len(run[0].rstrip("."))) if run else place + 1
        return _Part(end, Token("UNKNOWN", self.text[place:end]))

    def _quotation(self, quoted: re.Match[str]) -> _Part:
        """A name, whether a paper has it or not, unless only a topic or a relation has it."""
        name = next(group for group in quoted.groups() if group).strip()
        if self.tables.papers_named(name):
            return _Part(quoted.end(), Token("NAME", name))
        topic, word = self.topics.get(name_key(name)), self.words.get(word_key(name))
        if word is not None and word.kind in ("R", "RN"):
            return _Part(quoted.end(), Token(word.kind, name, word.value))
        token = Token("TOPIC", name, topic) if topic else Token("NAME", name)
        return _Part(quoted.end(), token)

    def _slices(self, place: int, longest: int) -> Iterator[tuple[int, str]]:
        """The texts that begin at a place and end with an atom, longest first."""
        ends = [end for start, end in self.atoms if start >= place and end - place <= longest]
        if all(start != place for start, _ in self.atoms):
            return
        for end in reversed(ends):
            yield end, self.text[place:end]

    def _name(self, place: int) -> _Part | None:
        if not self.text[place].isalnum() or self._inside_word(place):
            return None
        longest = self.tables.longest_name_from(self.text[place:])
        for end, text in self._slices(place, min(longest, LONGEST_NAME)):
            whole = text[-1].isalnum() or text[-1] in "+#*"
            if whole and not self._goes_on(end) and self._is_named(text):
                return _Part(end, Token("NAME", text))
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

    def _topic(self, place: int) -> _Part | None:
        if not self.text[place].isalnum() or self._inside_word(place):
            return None
        for end, text in self._slices(place, self.limit):
            topic = self.topics.get(name_key(text)) if text[-1].isalnum() else None
            if topic is not None and not self._goes_on(end):
                return _Part(end, Token("TOPIC", text, topic))
        return None

    def _word(self, place: int) -> _Part | None:
        for end, text in self._slices(place, self.limit):
            word: Word | None = self.words.get(word_key(text))
            if word is not None and word.kind != "TOPIC" and not self._splits(place, end):
                return _Part(end, Token(word.kind, text, word.value))
        return None

    def _splits(self, place: int, end: int) -> bool:
        """Whether a date or a name begins within a word and ends after it: appeared after 2020."""
        inside = [start for start, _ in self.atoms if place < start < end]
        periods = [self.periods[start] for start in inside if start in self.periods]
        # Chinese words have no blanks that would show where a name begins.
        names = filter(None, (self._name(at) for at in inside if self.text[at].isascii()))
        ends = (*(one.end for one in periods), *(one.end for one in names))
        return any(one > end for one in ends)

    def _period(self, place: int) -> _Part | None:
        if match := _WINDOW.match(self.text, place):
            years = match[1] or match[2]
            return _Part(match.end(), Token("WINDOW", match[0], str(_number(years))))
        period = self.periods.get(place)
        return _Part(period.end, Token("PERIOD"), period) if period else None

    def _number(self, place: int) -> _Part | None:
        if self._inside_word(place):
            return None
        for kind, patterns in (("DEPTH", _DEPTHS), ("NUMBER", _NUMBERS)):
            for pattern in patterns:
                match = pattern.match(self.text, place)
                # A word such as "one" says nothing.
                if match and (number := _number(match[1])) and match[0] not in ("one", "一"):
                    return _Part(match.end(), Token(kind, match[0], str(number)))
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
        for name in (topic, topic_words().get(topic, topic)):
            for part in (name, *re.split(r" and | with |[与和、/&]", name)):
                known.setdefault(name_key(part), topic)
    # Other words for topics of the shipped graph.
    for key, word in common_words().items():
        if word.kind == "TOPIC" and word.value in topics:
            known.setdefault(name_key(key), word.value)
    return {key: topic for key, topic in known.items() if len(key) > 1}


def _reading(parts: Sequence[_Part]) -> Reading | None:
    """Separate what narrows an answer from the tokens; None if it contradicts itself."""
    narrowed: dict[str, Any] = {}
    tokens: list[Token] = []
    is_one = False
    at_any_distance = {"DIRECT", "INDIRECT"} <= {part.token.kind for part in parts}
    for part in _with_text(parts):
        token = part.token
        if part.period is not None:
            own: dict[str, Any] = _bounds(part.period)
        elif token.kind in ("NUMBER", "WINDOW", "DEPTH"):
            own = {token.kind.lower(): int(token.value)}
        elif token.kind == "TOPIC":
            own = {"topics": sorted({*narrowed.pop("topics", []), token.value})}
        elif token.kind == "SET":
            name, _, value = token.value.partition("=")
            own = {name: int(value) if value.isdigit() else value}
        elif at_any_distance and token.kind in ("DIRECT", "INDIRECT"):
            own = {}
        elif token.kind == "DIRECT":
            own = {} if narrowed.get("direct") else {"direct": True}
        else:
            is_one |= token.kind in ("ONE", "PAPER1")
            tokens.append(token)
            continue
        if any(narrowed.get(name, value) != value for name, value in own.items()):
            return None
        narrowed |= own
        is_top = token.kind == "NUMBER" and bool(_TOP.match(token.text))
        tokens.append(Token("RANK" if is_top else "FILLER"))
    tokens, relations = restricted(tokens)
    if relations and narrowed.setdefault("relations", relations) != relations:
        return None
    names_all = any(token.kind == "ALL" for token in tokens)
    names_papers = names_all or any(token.kind in ("PAPER", "PAPER1") for token in tokens)
    kinds = {token.kind for token in tokens}
    # "Who has the most descendants?" asks for one, "who is most important?" does not.
    is_one |= "WHO" in kinds and bool(kinds & {"ANC", "DES", "CHILD"})
    is_one |= any(token.kind == "MOST" and token.value for token in tokens)
    is_one = is_one and "number" not in narrowed
    return Reading(settled(tokens), narrowed, is_one, names_papers, names_all)


def _with_text(parts: Sequence[_Part]) -> Sequence[_Part]:
    """Read the words that papers are to be about as one text, unless they are a topic."""
    for at, part in enumerate(parts):
        words = list(takewhile(lambda one: one.token.kind in _IN_TEXT, parts[at + 1 :]))
        rest = [*parts[:at], *parts[at + 1 + len(words) :]]
        if _is_searched(part.token, words, rest):
            text = " ".join(one.token.text for one in words if one.token.kind != "FILLER")
            return [*rest[:at], _Part(parts[at].end, Token("TEXT", text)), *rest[at:]]
    return parts


def _is_searched(opening: Token, words: Sequence[_Part], rest: Sequence[_Part]) -> bool:
    """Whether a word asks for papers that have the words after it in their texts."""
    said = opening.text.casefold()
    if opening.kind not in ("ABOUT", "SEARCH") and said not in ("on", "by"):
        return False
    kinds = {one.token.kind for one in words}
    others = [one.token.kind for one in rest if one.token.kind not in ("FILLER", "MADE")]
    asks = opening.kind == "SEARCH" or not {*others}.isdisjoint(("WHAT", "PAPER", "PAPER1"))
    is_alone = _ABOUT_A_NAME.issuperset(others)
    if said == "by":
        # An author, not a way to rank; persons and companies have capitals.
        is_name = any(one.token.text[:1].isupper() for one in words)
        return asks and is_alone and is_name and kinds == {"UNKNOWN"}
    # "Papers about BERT" are searched for; "the paper about BERT" is one of that name.
    of_name = "NAME" in kinds and said != "on" and is_alone
    return asks and (of_name or ("UNKNOWN" in kinds and "NAME" not in kinds))


def _bounds(period: Period) -> dict[str, str]:
    if period.as_of:
        return {"as_of": period.until}
    return {name: date for name, date in (("since", period.since), ("until", period.until)) if date}
