"""Syntax of questions: tokens in one order for both languages, without words that say nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..language.messages import beside

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("NAME", "UNKNOWN")
"""Kinds of names: of a paper of the graph, or of none."""

_SAYS_NOTHING = ("FILLER", "ONLY", "GRAPH", "ABOUT", "SEARCH", "IT")
_PAPERS = ("WHAT", "WHO", "ONE", "ALL", "PAPER", "PAPER1")
_VERBS = ("D", "L", "R", "RP", "RS")
_PREPOSITIONS = ("FROM", "TO", "OF", "BY")
_EXCLUDING = ("only", "solely", "exclusively", "merely", "只", "仅", "仅仅", "只有")
_TURNED = {"D": "L", "L": "D", "R": "RP", "RP": "R", "RS": "RS"}
_PASSIVE = {"R": "RP", "L": "D"}
# Verbs that say which relation types count.
_RESTRICTING = (
    *("follow", "following", "count", "counting"),
    *("considered", "considering", "based on"),
)
_INVERSE = {"ANC": "DES", "DES": "ANC", "PARENT": "CHILD", "CHILD": "PARENT"}
# What stands before a noun of descent that the papers asked for have: "of which papers is X …",
# "which papers have X as …".
_OWNED_BY_WHAT = (["OF", "WHAT", "NAME"], ["OF", "SHOW", "NAME"], ["WHAT", "HAVE", "NAME"])
_STRANDED = (" on", " upon", " off", "followed", "succeeded", "continued")
# Endings of Chinese verbs, which no noun has.
_ASPECTS = ("了", "过", "到")
_AUXILIARIES = ("is", "are", "was", "were", "been", "being")
# Words that open what a verb after it governs, with the kinds of these verbs: passives (被 X 采用),
# benefits (为 X 打下基础) and origins (由 X 发展而来).
_OPENINGS = {"BEI": _VERBS, "FOR": ("L", "R", "RS", "RN", "BASIS"), "FROM": ("GROW",)}


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a question.

    Parameters
    ----------
    kind : str
        ``NAME``, ``UNKNOWN``, ``TEXT``, or a kind of the lexicon.
    text : str
        As it stands in the question.
    value : str, optional
        The relation type or the measure.
    """

    kind: str
    text: str = ""
    value: str = ""


def settled(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Join unknown words, drop what says nothing, and put verbs before what they govern.

    Parameters
    ----------
    tokens : sequence of Token
        As they stand in the question.

    Returns
    -------
    tuple of Token
        Words for papers are ``WHAT``; of a paper's name and a word after it only the name is left.

    Examples
    --------
    >>> said = ["WHAT", "PAPER", "BEI", "NAME", "R"]
    >>> [token.kind for token in settled([Token(kind) for kind in said])]
    ['WHAT', 'RP', 'NAME']
    """
    kept = [
        token
        for token in _joined(_excluding(_passive(_resolved(tokens))))
        if token.kind not in _SAYS_NOTHING
    ]
    kept = _without_infinitives(_listed(kept))
    named: list[Token] = []
    for token in kept:
        before = named[-1].kind if named else ""
        if token.kind in ("PAPER", "PAPER1") and before == "NAME":
            continue
        if token.kind in ("FROM", "TO") and before in ("D", "R"):
            continue
        if token.kind == "BY" and before in _PASSIVE:
            # "inspired by", "made possible thanks to"
            named[-1] = replace(named[-1], kind=_PASSIVE[before])
            continue
        if token.kind == "BY" and before == "D" and named[-1].text.endswith(_STRANDED):
            # "built on by"
            named[-1] = replace(named[-1], kind="L")
            continue
        if token.kind in _PAPERS:
            token = replace(token, kind="WHAT")
        named.append(token)
    return tuple(_turned(_merged(_active(_merged(_nouns(named))))))


def restricted(tokens: Sequence[Token]) -> tuple[list[Token], str]:
    """Take out the words that restrict an answer to some relation types.

    Parameters
    ----------
    tokens : sequence of Token
        As they stand in the question.

    Returns
    -------
    tokens : list of Token
        With words that say nothing in their place.
    relations : str
        Names of relation types, separated by commas; empty if all count.

    Examples
    --------
    >>> said = [Token("R", "extends", "extends"), Token("RELATED", "relations"), Token("ONLY")]
    >>> [token.kind for token in restricted(said)[0]], restricted(said)[1]
    (['FILLER', 'FILLER', 'FILLER'], 'extends')
    """
    rest = list(tokens)
    content = [at for at, one in enumerate(tokens) if one.kind not in ("FILLER", "DE")]
    kinds = [tokens[at].kind for at in content]
    relations: set[str] = set()
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in ("R", "RN", "AND", "COMMA"):
            end += 1
        next_start = end + 1
        while end > start and kinds[end - 1] in ("AND", "COMMA"):
            end -= 1
        run, start = slice(start, end), next_start
        if not {"R", "RN"}.intersection(kinds[run]):
            continue
        before, after = run.start, run.stop
        while before and _restricts(tokens[content[before - 1]], ("OF", "BY", "RELATED", "ONLY")):
            before -= 1
        while after < len(kinds) and _restricts(tokens[content[after]], ("RELATED", "ONLY")):
            after += 1
        around = {*kinds[before : run.start], *kinds[run.stop : after]}
        follows = kinds[after] if after < len(kinds) else ""
        is_noun = kinds[run.start] == "RN" and follows != "OF"
        is_said = "RELATED" in around or ("ONLY" in around and (is_noun or after > run.stop))
        if is_said and follows not in NAMES:
            said = [at for at in content[run] if tokens[at].value]
            if len(said) > 1 and tokens[said[0]].text.casefold() == "using":
                # "using extends only"
                said = said[1:]
            relations |= {tokens[at].value for at in said}
            for at in content[before:after]:
                rest[at] = Token("FILLER")
    return rest, ",".join(sorted(relations))


def _restricts(token: Token, kinds: Sequence[str]) -> bool:
    """Whether a word beside relation types says that the others do not count."""
    return token.kind in kinds or token.text.casefold() in _RESTRICTING


def _resolved(tokens: Sequence[Token]) -> list[Token]:
    """Put the only name before a pronoun in its place, if the pronoun is the object of a verb."""
    resolved = list(tokens)
    content = [at for at, token in enumerate(tokens) if token.kind not in _SAYS_NOTHING]
    names = [at for at in content if tokens[at].kind == "NAME"]
    for at, token in enumerate(tokens):
        if token.kind == "IT" and content and at < content[0] and tokens[content[0]].kind in _VERBS:
            # "Does it use X?", of which nobody knows what it is.
            resolved[at] = replace(token, kind="UNKNOWN")
        if token.kind != "IT" or len(names) != 1 or names[0] > at:
            continue
        before = [tokens[one].kind for one in content if one < at][-1:]
        after = [tokens[one].kind for one in content if one > at][:1]
        if {*before} & {*_VERBS} or after == ["BASIS"]:
            resolved[at] = tokens[names[0]]
            for said in _said_again(tokens, content, names[0]):
                resolved[said] = Token("FILLER")
    return resolved


def _said_again(tokens: Sequence[Token], content: Sequence[int], name: int) -> list[int]:
    """The places of a name that a pronoun repeats, and of what only leads to it.

    "BERT: which papers use it?"; "what came after BERT and builds on it?"
    """
    at = content.index(name)
    near = [one for one in content[max(0, at - 1) : at + 2] if tokens[one].kind == "AFTER"]
    if near:
        joins = [one for one in content[at + 1 : at + 2] if tokens[one].kind == "AND"]
        return [name, *near, *joins]
    leads = at == 0 and tokens[content[1]].kind not in _VERBS
    return [name] if leads else []


def _excluding(tokens: Sequence[Token]) -> list[Token]:
    """Keep "only" where it says that other papers do not: beside a verb or its object."""
    kept = list(tokens)
    silent = ("FILLER", "GRAPH")
    for at, token in enumerate(tokens):
        if token.kind != "ONLY" or token.text.casefold() not in _EXCLUDING:
            continue
        before = [one.kind for one in tokens[:at] if one.kind not in silent][-1:]
        after = [
            one.kind for one in tokens[at:] if one.kind not in (*silent, *_PREPOSITIONS, "ONLY")
        ]
        first, second = (*after, "", "")[:2]
        of_object = bool(before) and before[0] in _VERBS and first == "NAME"
        of_verb = bool(before) and before[0] in ("NAME", *_PAPERS) and first in _VERBS
        of_subject = not before and first == "NAME" and second in _VERBS
        if of_object or of_verb or of_subject:
            kept[at] = replace(token, kind="EXCLUDING")
    return kept


def _nouns(tokens: Sequence[Token]) -> list[Token]:
    """Read measures as nouns beside names ("number of ancestors of X"), and 用 before measures.

    A verb that a name owns is a noun (``X 的扩展``).
    """
    of_names = {"ancestors": "ANC", "descendants": "DES"}
    has_names = any(token.kind in NAMES for token in tokens)
    if any(token.kind in ("PATH", "MAIN") for token in tokens):
        # Chains run, too.
        tokens = [token for token in tokens if token.text.casefold() not in ("run", "runs")]
    after = [*(token.kind for token in tokens[1:]), ""][: len(tokens)]
    nouns: list[Token] = []
    for token, kind in zip(tokens, after, strict=True):
        if token.kind == "MEASURE" and has_names and token.value in of_names:
            token = replace(token, kind=of_names[token.value], value="")
        if token.kind == "R" and kind in ("MEASURE", "MAIN"):
            is_compared = token.value == "compares_with"
            token = replace(token, kind="COMPARE" if is_compared else "BY", value="")
        owned = [one.kind for one in nouns[-2:]] == ["NAME", "DE"] and kind not in _VERBS
        if owned and nouns[-1].text.startswith("'"):
            # But: "what did X's findings enable?"
            owned = [one.kind for one in nouns[:-2]] != ["WHAT"]
        if token.kind == "R" and owned and not token.text.endswith(_ASPECTS):
            token = replace(token, kind="RN")
        nouns.append(token)
    return nouns


def _passive(tokens: Sequence[Token]) -> Sequence[Token]:
    """Read a verb that ends a question as a passive, if it has an auxiliary: "is X used?"."""
    silent = (*_SAYS_NOTHING, "COMMA")
    last = next((token for token in reversed(tokens) if token.kind not in silent), None)
    words = {word for token in tokens for word in token.text.casefold().split()}
    has_auxiliary = not words.isdisjoint(_AUXILIARIES)
    if (
        last is None
        or last.kind != "R"
        or not (has_auxiliary and last.text.casefold().endswith("ed"))
    ):
        return tokens
    kind = _PASSIVE[last.kind]
    return [replace(token, kind=kind) if token is last else token for token in tokens]


def _without_infinitives(tokens: Sequence[Token]) -> list[Token]:
    """Drop "to" unless a name or a question word follows it."""
    followed = (*NAMES, *_PAPERS, "SHOW", "DE", "AND", "")
    after = [*(token.kind for token in tokens[1:]), ""][: len(tokens)]
    return [
        token
        for token, kind in zip(tokens, after, strict=True)
        if token.kind != "TO" or kind in followed
    ]


def _merged(tokens: Sequence[Token]) -> list[Token]:
    """Drop "and" beside no name, and repeated words of one kind."""
    merged: list[Token] = []
    for at, token in enumerate(tokens):
        after = tokens[at + 1].kind if at + 1 < len(tokens) else ""
        before = merged[-1].kind if merged else ""
        if token.kind == "AND" and after not in NAMES and (after != "WHAT" or before not in NAMES):
            continue
        if before == "R" and token.kind == "RP" and merged[-1].value == token.value:
            # "in which surveys is it covered"
            merged[-1] = token
            continue
        repeats = bool(merged) and (token.kind, token.value) == (merged[-1].kind, merged[-1].value)
        if not repeats or token.kind in NAMES:
            merged.append(token)
    return merged


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Join neighbouring unknown words, which may be one unknown name."""
    joined: list[Token] = []
    for token in tokens:
        if token.kind == "UNKNOWN" and joined and joined[-1].kind == "UNKNOWN":
            joined[-1] = replace(token, text=beside([joined[-1].text, " ", token.text]))
        else:
            joined.append(token)
    return joined


def _listed(tokens: Sequence[Token]) -> list[Token]:
    """Read commas between names as "and"; drop all others."""
    listed: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind != "COMMA":
            listed.append(token)
            continue
        after = next((one.kind for one in tokens[at + 1 :] if one.kind != "AND"), "")
        if listed and listed[-1].kind in NAMES and after in NAMES:
            listed.append(Token("AND"))
    return listed


def _active(tokens: Sequence[Token]) -> list[Token]:
    """Put verbs that Chinese has after their objects before them, passives turned.

    ``X 的基础上`` becomes a verb of descent before X.
    """
    order = list(tokens)
    first, second, third = [*(token.kind for token in order[:3]), "", "", ""][:3]
    if first == "BY" and second in ("WHAT", "SHOW") and third != "PATH":
        # "By which papers is X used?", not "by which steps"
        order = [replace(one, kind=_PASSIVE.get(one.kind, one.kind)) for one in order[1:]]
    for opening, closing in _OPENINGS.items():
        for at in reversed(range(len(order))):
            if order[at].kind == opening:
                _put_first(order, at, closing)
    for at in reversed(range(len(order))):
        if order[at].kind == "BASIS":
            start = _object_before(order, at)
            has_verb = start > 0 and order[start - 1].kind == "D"
            verb = [] if has_verb else [Token("D", order[at].text)]
            order[start : at + 1] = [*verb, *order[start:at]]
    if any(token.kind == "D" for token in order):
        # "… on the basis of which it grew"
        order = [token for token in order if token.kind != "GROW"]
    return order


def _turned(tokens: Sequence[Token]) -> list[Token]:
    """Turn a noun of descent that belongs to the papers asked for, not to the name.

    "Of which papers is X an ancestor?" asks for descendants.
    """
    kinds = [token.kind for token in tokens]
    nouns = [at for at, kind in enumerate(kinds) if kind in _INVERSE and "NAME" in kinds]
    for at in nouns:
        before, after = kinds[:at], kinds[at + 1 :]
        stranded = before[-1:] == ["NAME"] and after in (["OF"], ["OF", "WHAT"])
        said = before in _OWNED_BY_WHAT and not after
        # But: "X 有哪些的…", "X 的哪些…"
        owned = before[-2:] == ["WHAT", "DE"] and before[-3:-2] not in (["HAVE"], ["DE"])
        if stranded or said or owned:
            noun = replace(tokens[at], kind=_INVERSE[kinds[at]])
            silent = ("OF", "DE", "HAVE", "WHAT")
            rest = [one for one in tokens if one.kind not in silent and one is not tokens[at]]
            return [noun, *rest]
    return list(tokens)


def _put_first(order: list[Token], at: int, closing: Sequence[str]) -> None:
    """Replace an opening word by the next verb of some kinds, if there is one."""
    ends = (end for end in range(at + 1, len(order)) if order[end].kind in closing)
    end = next(ends, None)
    if end is None:
        return
    kind = order[end].kind
    if order[at].kind == "BEI":
        kind = _TURNED[kind]
    elif kind in ("GROW", "BASIS"):
        kind = "D"
    verb = replace(order[end], kind=kind)
    order[at : end + 1] = [verb, *order[at + 1 : end]]


def _object_before(order: Sequence[Token], at: int) -> int:
    """The start of the noun before a place."""
    start = at
    while start and order[start - 1].kind in (*NAMES, "WHAT", "AND", "DE"):
        start -= 1
        if order[start].kind in (*NAMES, "WHAT"):
            break
    return start
