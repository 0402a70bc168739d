"""Forms of questions: which tokens mean which query."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Tokens that may stand anywhere, unless a pattern names them.
_LOOSE = r"(?:(?:DE|OF|FOR|HAVE)\d+ )*"
_NAME = r"(?:NAME|UNKNOWN)\d+ "
# Parents are ancestors and children descendants, by one step.
_ALSO = {"ANC": "ANC|PARENT", "DES": "DES|CHILD"}
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Form:
    """A form of question: its query, its patterns, and an example in each language.

    Parameters
    ----------
    query : str
        Name in the registry.
    english, chinese : str
        Examples, which mean the same.
    patterns : tuple of str
        Kinds of tokens in order. ``{a}`` is a paper for the parameter `a`, ``{a+}`` two or more,
        ``{a&}`` with a word for "and" between them;
        ``WHAT?`` may be missing, ``TO|FROM`` is either.
    need : str, optional
        Kinds that must occur, wherever; ``MOST|RANK`` is either.
    may : str, optional
        Kinds that may occur, wherever. Tokens in `need` and `may` are no part of the patterns.
    fixed : mapping, optional
        Arguments that the form sets.
    verb : str, optional
        Parameter that takes the relation type of the verb.
    is_symmetric : bool, optional
        Whether the order of the two papers says nothing.
    is_bare : bool, optional
        Whether the question is hardly more than a name, which then must be that of a paper.
    """

    query: str
    english: str
    chinese: str
    patterns: tuple[str, ...]
    need: str = ""
    may: str = ""
    fixed: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    verb: str = ""
    is_symmetric: bool = False
    is_bare: bool = False

    @cached_property
    def expressions(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, compiled for the text of some tokens."""
        return tuple(map(_compiled, self.patterns))


def _compiled(pattern: str) -> re.Pattern[str]:
    parts = [_LOOSE]
    for word in pattern.split():
        optional = word.endswith("?")
        word = word.removesuffix("?")
        if word.startswith("{"):
            name = word.strip("{+&}")
            joins = {"+}": "*", "&}": "+"}.get(word[-2:])
            more = rf"(?:(?:AND\d+ ){joins}{_LOOSE}{_NAME})+" if joins else ""
            part = f"(?P<{name}>{_NAME}{more})"
        else:
            kinds = "|".join(_ALSO.get(kind, kind) for kind in word.split("|"))
            part = f"(?:{kinds})\\d+ "
            if {"WHAT", "R"}.intersection(word.split("|")):
                # Several verbs are several relation types.
                part = f"(?:{part}(?:AND\\d+ )?{_LOOSE})+"
        parts.append(f"(?:{part}{_LOOSE})?" if optional else part + _LOOSE)
    return re.compile("".join(parts))


# What does something to a paper, and what the paper does something to.
_TOWARDS = (
    "WHAT|SHOW R {name} WHAT?",
    "R {name} WHAT",
    "R {name}",
    "{name} RP WHAT|SHOW?",
    "{name} WHAT RP",
    "WHAT R {name} RP",
    "WHAT? RN OF|TO? {name} WHAT?",
    "WHAT? {name} DE? RN WHAT?",
    "{name} WHAT RN",
    "WHAT|SHOW {name} RP",
    "WHAT HAVE {name} RS",
)
_AWAY = (
    "WHAT|SHOW {name} R WHAT?",
    "{name} R WHAT|SHOW",
    "WHAT|SHOW RP {name}",
    "WHAT RN {name} R|RS",
    "WHAT {name} RS WHAT?",
    "{name} AND WHAT R|RS",
    "RP {name} WHAT?",
    "{name} WHAT R",
    "{name} DE WHAT R",
    "WHAT ANC {name} R WHAT?",
    "R WHAT {name} PATH",
    "WHAT|SHOW {name} RS",
    "{name} RS WHAT",
)

FORMS: tuple[Form, ...] = (
    Form(
        "descendants",
        "what descends from Transformer",
        "哪些论文源自 Transformer",
        (
            "WHAT? D {name}",
            "D {name} WHAT",
            "D {name} DES WHAT?",
            "WHAT DES D {name}",
            "{name} AFTER D",
            "WHAT {name} L WHAT?",
            "FROM? {name} L WHAT?",
            "{name} WHAT L",
            "WHAT? PATH? DES OF|TO? {name} PATH?",
            "DES OF WHAT D {name}",
            "WHAT? {name} WHAT? DES WHAT?",
            "DES {name} WHAT",
            "{name} WHAT DES",
            "{name} DES WHAT DES",
            "{name} BEFORE DES",
            "{name} AFTER WHAT DES?",
            "{name} AFTER DES WHAT?",
            "WHAT AFTER {name}",
            "{name} AFTER L WHAT? DES?",
            "{name} AFTER WHAT D",
            "{name} AFTER L",
            "{name} GROW WHAT",
            "{name} L WHAT? DES WHAT?",
        ),
        may="SHOW LATER BY",
    ),
    Form(
        "ancestors",
        "what led to ChatGPT",
        "ChatGPT 源自哪些论文",
        (
            "WHAT|SHOW {name} D WHAT?",
            "{name} D WHAT|SHOW",
            "WHAT|SHOW L {name}",
            "L {name} WHAT?",
            "WHAT? PATH? ANC OF|TO? {name} PATH?",
            "ANC FROM {name}",
            "WHAT? {name} WHAT? ANC WHAT?",
            "ANC {name} WHAT",
            "{name} WHAT ANC",
            "{name} BEFORE WHAT",
            "WHAT BEFORE {name}",
            "{name} D FROM|TO WHAT",
            "WHAT {name} FROM",
            "FROM WHAT {name} D",
            "WHAT? ANC L {name}",
            "WHAT ANC {name} D",
            "TO WHAT {name} D",
            "{name} D WHAT? ANC WHAT?",
            "{name} ANC D WHAT",
            "ANC {name} DE? ANC",
            "D WHAT {name}",
        ),
        may="SHOW EARLIER BY PATH",
    ),
    Form(
        "path",
        "does Alpaca descend from GPT-3",
        "Alpaca 是否源自 GPT-3",
        (
            "PATH? {a} D {b} PATH?",
            "{b} L {a}",
            "{b} ANC OF|FOR {a}",
            "{a} DES OF|FROM|TO {b}",
            "{a} HAVE {b} DE? ANC",
            "{b} HAVE {a} DE? DES",
            "{a} DE ANC {b}",
            "ANC OF {a} HAVE {b}",
            "{b} DE DES {a}",
            "{b} {a} DE? ANC",
            "{a} {b} DE? DES",
            "{a} PATH D {b}",
            "{a} WHAT D {b}",
            "{a} BY {b} D",
            "{a} D BY {b}",
            "ANC OF {a} FROM {b}",
            "L OF {b} {a}",
            "FROM {b} L {a}",
            "{a} FROM {b} D",
            "{a} ANC D|TO {b}",
            "{a} D WHAT FROM {b}",
            "PATH OF? {a} FROM {b}",
            "{a} {b} L DE",
        ),
        may="SHOW WHAT PATH SHORTEST BY KEYSTONE INDIRECT REASON",
    ),
    Form(
        "show",
        "what is Alpaca an extension of",
        "Alpaca 是哪些论文的改进版",
        (
            "WHAT|SHOW {name} RN OF|TO",
            "OF WHAT|SHOW {name} RN",
            "{name} RN OF WHAT|SHOW",
            "{name} WHAT|SHOW DE RN",
        ),
        fixed=MappingProxyType({"side": "source"}),
        verb="relations",
        may="SHOW",
    ),
    Form(
        "show",
        "what corrects Kaplan scaling laws",
        "哪些论文修正了 Kaplan scaling laws",
        _TOWARDS,
        fixed=MappingProxyType({"side": "target"}),
        verb="relations",
        may="SHOW LATER EARLIER BY",
    ),
    Form(
        "show",
        "what is compared with ELECTRA",
        "与 ELECTRA 对比过的论文",
        (
            "WHAT|SHOW RS {name}",
            "RS {name} WHAT?",
            "WHAT AND {name} R|RS",
            "AND {name} R|RS WHAT",
        ),
        verb="relations",
        may="SHOW",
    ),
    Form(
        "show",
        "what does LLaVA use",
        "LLaVA 使用了什么",
        _AWAY,
        fixed=MappingProxyType({"side": "source"}),
        verb="relations",
        may="SHOW LATER EARLIER BY",
    ),
    Form(
        "descendants",
        "which papers have used LoRA since 2023",
        "2023 年以来哪些论文使用了 LoRA",
        _TOWARDS,
        fixed=MappingProxyType({"depth": 1}),
        verb="relations",
        may="SHOW LATER BY",
    ),
    Form(
        "ancestors",
        "what has LLaVA used since 2023",
        "LLaVA 使用了 2023 年以来的哪些论文",
        _AWAY,
        fixed=MappingProxyType({"depth": 1}),
        verb="relations",
        may="SHOW EARLIER BY",
    ),
    Form(
        "claims",
        "did Chinchilla correct Kaplan scaling laws",
        "Chinchilla 修正了 Kaplan scaling laws 吗",
        (
            "{a} R|RS {b}",
            "{a} R {b+}",
            "{a+} R {b}",
            "{b} RP {a}",
            "{a} AND {b} R|RS",
            "{a} {b} R",
            "{a} R AND {b}",
            "{a} R WHAT {b}",
            "{a} RN OF|TO? {b}",
            "{a} {b} DE? RN",
        ),
        verb="relation",
        may="SHOW",
    ),
    Form(
        "show",
        "what is Mamba an alternative to",
        "Mamba 是哪些论文的替代方案",
        (
            "WHAT|SHOW {name} ALT OF|TO|FOR",
            "OF|TO WHAT|SHOW {name} ALT",
            "{name} WHAT|SHOW DE ALT",
            "{name} ALT OF|TO WHAT",
        ),
        fixed=MappingProxyType({"relations": "alternative_to", "side": "source"}),
    ),
    Form(
        "show",
        "alternatives to Transformer",
        "Transformer 的替代方案有哪些",
        (
            "WHAT? SHOW? ALT OF|TO|FOR? {name} WHAT?",
            "WHAT? {name} DE? ALT WHAT?",
            "ALT {name} WHAT",
            "WHAT|SHOW R ALT {name}",
            "{name} WHAT ALT|RS",
            "{name} DE RS",
            "RS {name}",
        ),
        fixed=MappingProxyType({"relations": "alternative_to"}),
        may="SHOW",
    ),
    Form(
        "claims",
        "is DPO an alternative to PPO",
        "DPO 是 PPO 的替代方案吗",
        ("{a} ALT OF|TO|FOR {b}", "{a} {b} DE? ALT|RS", "{b} DE ALT {a}", "{a} AND {b} ALT TO?"),
        fixed=MappingProxyType({"relation": "alternative_to"}),
    ),
    Form(
        "rank",
        "what are the most important papers",
        "最重要的论文有哪些",
        ("",),
        need="MOST|RANK|MEASURE",
        may="WHAT MOST RANK MEASURE BY LONGEST ANC DES PARENT CHILD DE OF HAVE TO FOR AND BEFORE SHOW "
        "MADE",
    ),
    Form(
        "rank",
        "which paper do most papers build on directly",
        "哪篇论文被最多的论文直接继承",
        (
            "WHAT MOST WHAT D",
            "WHAT L MOST WHAT",
            "WHAT L WHAT MOST",
            "WHAT L MOST DES",
            "WHAT D MOST",
        ),
        may="SHOW BY",
    ),
    Form(
        "rank",
        "which paper descends from the most papers",
        "哪篇论文源自最多的论文",
        ("WHAT D MOST WHAT|ANC|MEASURE",),
        fixed=MappingProxyType({"by": "ancestors"}),
        may="SHOW BY",
    ),
    Form(
        "rank",
        "how did the PageRank ranking change from 2020 to 2023",
        "从 2020 年到 2023 年 PageRank 排名有什么变化",
        ("",),
        need="RANK|MEASURE|MOST TREND|PATH|COMPARE",
        may="WHAT MOST RANK MEASURE BY DE OF HAVE TREND PATH SHOW COMPARE AND",
    ),
    Form(
        "common",
        "common ancestors of DPO and InstructGPT",
        "DPO 和 InstructGPT 的共同祖先",
        ("{names+}",),
        need="COMMON",
        may="ANC PARENT WHAT AND BETWEEN SHOW D HAVE FROM BY TO PATH MOST OF SIMILAR EARLIER",
    ),
    Form(
        "common",
        "what do DPO and InstructGPT both descend from",
        "DPO 和 InstructGPT 都源自哪些论文",
        ("FROM|TO? WHAT {names&} D", "{names&} D WHAT", "WHAT L {names&}", "ANC OF {names&}"),
        may="SHOW WHAT EARLIER",
    ),
    Form(
        "path",
        "how are Alpaca and GPT-3 related",
        "Alpaca 和 GPT-3 之间有什么关系",
        ("FROM? {b} TO|AND|D? {a}", "FROM? {b} L {a}"),
        need="RELATED|BETWEEN|PATH|FROM|TO",
        may="WHAT SHOW RELATED BETWEEN PATH SHORTEST DE HAVE BY ANC OF",
        is_symmetric=True,
    ),
    Form(
        "path",
        "compare DPO and PPO",
        "比较 DPO 和 PPO",
        ("R {a} AND|RS {b}",),
        may="SHOW",
        is_symmetric=True,
    ),
    Form(
        "similar",
        "what is similar to BERT",
        "和 BERT 相似的论文有哪些",
        ("{paper}", ""),
        need="SIMILAR",
        may="WHAT SHOW AND TO MOST RELATED SIMILAR OF BY RANK COMMON R",
    ),
    Form(
        "reading-path",
        "what should I read before LLaVA if I know the Transformer",
        "已经懂 Transformer，读懂 LLaVA 要先读哪些论文",
        (
            "TO? {target}",
            "TO? {target} KNOW {known}",
            "KNOW {target}",
            "{known} KNOW READ {target} BEFORE? READ? WHAT?",
            "TO? {target} KNOW {known+}",
            "KNOW {known} {target}",
            "KNOW {known} TO {target}",
            "KNOW {known+} TO {target}",
            "KNOW {known+} {target}",
            "FROM {known} TO {target}",
            "{known} KNOW {target}",
        ),
        need="READ",
        may="READ WHAT SHOW BEFORE AND OF FOR BY PATH DES AFTER MOST RANK ANC L",
    ),
    Form(
        "list",
        "papers on evaluation since 2022",
        "2022 年以来评测方面的论文",
        ("",),
        may="WHAT SHOW MADE DE OF HAVE FROM BY FOR AND LATER EARLIER",
    ),
    Form(
        "search",
        "papers about quantization",
        "关于量化的论文",
        ("TEXT",),
        may="WHAT SHOW MADE HAVE",
    ),
    Form(
        "show",
        "what is LoRA",
        "LoRA 是什么",
        ("{name}",),
        need="SHOW|MADE",
        may="SHOW MADE WHAT DE BY TO AND FROM",
    ),
    Form("show", "LoRA", "LoRA 这篇论文", ("{name}",), is_bare=True),
    Form(
        "show",
        "all relations of LoRA",
        "LoRA 有哪些关系",
        ("{name}",),
        need="RELATED",
        may="SHOW WHAT DE FROM TO AND EVERY RELATED",
    ),
    Form(
        "main-path",
        "what is the main path",
        "主路径是什么",
        ("", "FROM|OF? {origins}", "FROM {origins} TO"),
        need="MAIN",
        may="SHOW WHAT DE FROM PATH",
    ),
    Form(
        "traversals",
        "what are the traversal counts",
        "遍历计数是什么",
        ("",),
        need="TRAVERSAL",
        may="SHOW WHAT DE OF BY FOR EVERY PATH D",
    ),
    Form(
        "reduction",
        "which relations are redundant",
        "哪些关系是冗余的",
        ("",),
        need="REDUCTION",
        may="SHOW WHAT DE OF BY RELATED PATH LONGEST D DES ANC PARENT",
    ),
    Form(
        "longest",
        "what is the longest chain",
        "最长的链是什么",
        ("", "FROM|OF? {origin}", "D {origin}", "{origin} L"),
        need="LONGEST",
        may="SHOW WHAT DE PATH FROM D DES ANC MOST OF EVERY BEFORE WHY HAVE",
    ),
    Form(
        "communities",
        "which communities are there",
        "论文可以分成哪些社区",
        ("",),
        need="COMMUNITY",
        may="SHOW WHAT DE TO BY COMMUNITY OF AND BETWEEN HAVE RELATED FOR SIMILAR",
    ),
    Form(
        "list",
        "which papers have no ancestors",
        "哪些论文没有祖先",
        ("ROOT", "ROOT NO ANC", "NO ANC", "NOTHING L", "D NOTHING", "ANC"),
        may="WHAT SHOW DE HAVE OF AND MADE ",
        fixed=MappingProxyType({"ends": "roots"}),
    ),
    Form(
        "list",
        "which papers have no descendants",
        "哪些论文没有后代",
        (
            "LEAF",
            "LEAF NO DES",
            "NO DES",
            "NOTHING D",
            "L NOTHING",
            "FROM WHAT NOTHING D",
            "D NO",
            "NO D",
            "NO L",
            "NO WHAT D",
        ),
        may="WHAT SHOW DE HAVE OF AND MADE ",
        fixed=MappingProxyType({"ends": "leaves"}),
    ),
    Form(
        "keystones",
        "which papers does every chain from the Transformer to Alpaca pass through",
        "从 Transformer 到 Alpaca 的每条链都经过哪些论文",
        (
            "",
            "FROM? {origin} TO {to} BETWEEN?",
            "BETWEEN {origin} AND {to}",
            "FROM {origin}",
            "TO|L|OF|FOR|ANC {to}",
            "DES {origin}",
        ),
        need="KEYSTONE|EVERY",
        may="WHAT SHOW DE EVERY NO PATH KEYSTONE HAVE MOST REMOVE",
    ),
    Form(
        "keystones",
        "which papers cut others off from GPT-3 if removed",
        "去掉哪些论文会使其他论文与 GPT-3 断开",
        ("{to} FROM|AND? ANC|ROOT", "FROM|AND? {origin}", "", "FROM? ANC|ROOT"),
        need="REMOVE CUT",
        may="WHAT SHOW DE REMOVE CUT OF MOST NO EVERY RELATED FEWEST",
    ),
    Form(
        "cut",
        "which papers cut Alpaca from the Transformer",
        "去掉哪些论文能切断 Alpaca 与 Transformer",
        ("FROM? {b} TO {a}", "FROM? {a} FROM|AND? {b}"),
        need="CUT|REMOVE",
        may="WHAT SHOW DE REMOVE CUT PATH EVERY BETWEEN BEFORE NO BY FEWEST AND RELATED DES D L "
        "SHORTEST MOST",
    ),
)
"""All forms, in the order in which they are tried; the frequent ones come first."""
