"""Grammar of questions in English and Chinese: forms and verbs."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..model.relation_types import RELATION_TYPES
from ..queries.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.relation_types import RelationType

_ZH_PAPERS = r"(?:的)?(?:论文|工作|模型|研究|方法|系统|文章|架构|技术|算法)?"
_ZH_WHICH = rf"(?:有)?(?:哪些|哪几篇|哪篇|什么|谁){_ZH_PAPERS}"
_ZH_FROM = r"(?:源自于?|源于|来自于?|起源于|衍生自|派生自|继承自|脱胎于|基于|发展自|传承自)"
_EN_PAPERS = r"(?:papers?|works?|models?|systems?|methods?)"
_EN_WHAT = rf"(?:what|who|(?:what|which)(?: other)? {_EN_PAPERS})"
_EN_FROM = r"(?:descend|derive|come|originate|stem)"


def _words_like(words: Iterable[str]) -> str:
    """A pattern for any of the given words, longest first, with or without hyphens."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.replace(" ", "[ _-]?") for word in longest)


_MEASURE = _words_like(word for measure in MEASURES.values() for word in measure.words)
_EN_MOST = r"(?:central|important|influential|cited)"
_EN_BY = rf"(?:(?: (?:by|according to|in terms of|measured by)| in) (?:its |their |the )?(?P<by>{_MEASURE}))"
_EN_THEN = r"(?:,? (?:as of|(?:by|at|until) the end of|by) (?P<as_of>\d{4}(?:-\d{2}){0,2}))?"
_ZH_DATE = r"\d{4}(?:(?:-\d{2}){1,2}|\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
_ZH_END = r"\s*年?\s*(?:底|末)?(?:为止|时)?"
# As of a date, which needs a word before or after it.
_ZH_THEN = rf"(?=截至|截止|到|在?\s*{_ZH_DATE}\s*年?\s*[底末为时])(?:截至|截止到?|到了?|在)?\s*(?P<as_of>{_ZH_DATE}){_ZH_END}的?[，,]?\s*"
# A date alone: the papers of that year, month or day.
_ZH_OF = rf"(?=(?P<since>{_ZH_DATE}))(?P<until>{_ZH_DATE})\s*年?(?:发表|出现|提出)?的?\s*"
_ZH_WHEN = rf"(?:{_ZH_THEN}|{_ZH_OF})?"
_ZH_BY = rf"(?:(?:按照?|依照?|根据|以)\s*(?P<by>{_MEASURE})\s*(?:来看|来说|计算|衡量)?[，,]?\s*)"
_ZH_MOST = r"(?:核心|重要|关键|中心|有影响力?|具影响力)"
_ZH_TOP = r"(?:\s*(?P<top>\d+)\s*篇)?"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of question: its query, its patterns, and one example in each language.

    `words` maps the groups of the patterns to parameters of the query. `fixed` holds arguments that
    the form sets, unless a word does. `symmetric` questions name two papers in no order.
    """

    query: str
    english: str
    chinese: str
    patterns: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    symmetric: bool = False


FORMS: tuple[Form, ...] = (
    Form(
        "keystones",
        "which papers does every chain from the Transformer to Alpaca pass through",
        "从 Transformer 到 Alpaca 的每条链都经过哪些论文",
        (
            rf"(?:what|which {_EN_PAPERS}) (?:does|do) (?:every|all|each)(?: of the)? (?:chain|path|road|way|line)s? from (?P<a>.+?) to (?P<b>.+?) pass(?: through)?",
            r"从\s*(?P<a>.+?)\s*到\s*(?P<b>.+?)\s*的?(?:每条|所有)(?:链|路径|传承)?都?(?:要|会)?经过(?:了)?(?:哪些|哪几篇|什么)(?:论文|工作|模型)?",
        ),
        {"a": "origin", "b": "to"},
    ),
    Form(
        "main-path",
        "what is the main path",
        "主路径是什么",
        (
            r"(?:what is |what's |show )?(?:the )?main path(?: (?:from|of) (?P<a>.+))?",
            r"(?:从\s*(?P<a>.+?)\s*(?:出发|开始)的?)?主(?:要)?路径(?:是什么|有哪些|是哪条)?",
        ),
        {"a": "origins"},
    ),
    Form(
        "cut",
        "which papers cut Alpaca from the Transformer",
        "去掉哪些论文能切断 Alpaca 与 Transformer",
        (
            rf"(?:what|which {_EN_PAPERS}) (?:cuts?|separates?|disconnects?) (?P<a>.+?) from (?P<b>.+)",
            r"(?:去掉|删除|移除)(?:哪些|哪几篇)(?:论文|工作|模型)?(?:能|可以|会)?(?:切断|断开|隔断)\s*(?P<a>.+?)\s*[和与跟]\s*(?P<b>.+)",
        ),
        {"a": "a", "b": "b"},
    ),
    Form(
        "path",
        "how does Alpaca descend from GPT-3",
        "Alpaca 是如何源自 GPT-3 的",
        (
            rf"how (?:does|did|do|is|are) (?P<a>.+?) (?:{_EN_FROM}(?:ed)?) from (?P<b>.+)",
            rf"(?:does|did|do) (?P<a>.+?) {_EN_FROM} from (?P<b>.+)",
            r"is (?P<a>.+?) (?:a descendant of|descended from|derived from) (?P<b>.+)",
            rf"(?P<a>.+?)\s*(?:是)?(?:如何|怎么|怎样)\s*{_ZH_FROM}\s*(?P<b>.+?)\s*的?",
            r"(?P<a>.+?)\s*(?:是)?(?:如何|怎么|怎样)\s*从\s*(?P<b>.+?)\s*(?:发展|演变|演化|衍生)(?:而来|出来|来)?的?",
            rf"(?P<a>.+?)\s*(?:是否|是不是)\s*{_ZH_FROM}\s*(?P<b>.+)",
        ),
        {"a": "a", "b": "b"},
    ),
    Form(
        "path",
        "how are Alpaca and GPT-3 related",
        "Alpaca 和 GPT-3 之间有什么关系",
        (
            r"how (?:are|is) (?P<a>.+?) and (?P<b>.+?) (?:related|connected|linked)",
            r"how (?:is|are) (?P<a>.+?) (?:related|connected|linked) to (?P<b>.+)",
            r"(?:the )?(?:path|chain|way)s? (?:from|between) (?P<b>.+?) (?:to|and) (?P<a>.+)",
            r"(?P<a>.+?)\s*[和与跟]\s*(?P<b>.+?)\s*(?:之间)?(?:有|是)(?:什么|何)(?:样的)?(?:关系|联系|传承)",
            r"(?P<a>.+?)\s*[和与跟到]\s*(?P<b>.+?)\s*(?:之间)?的?(?:路径|传承|联系|演化路径|关系)(?:是什么|有哪些|如何)?",
        ),
        {"a": "a", "b": "b"},
        symmetric=True,
    ),
    Form(
        "common",
        "common ancestors of DPO and InstructGPT",
        "DPO 和 InstructGPT 的共同祖先",
        (
            r"(?:what (?:are|is) )?(?:the )?common (?:ancestors?|origins?|parents?) of (?P<list>.+)",
            r"what do (?P<list>.+?) (?:share|have in common)",
            r"(?P<list>.+?)\s*的?共同(?:的)?(?:祖先|来源|起源|源头|前身)(?:是什么|有哪些|是哪些)?",
        ),
        {"list": "names"},
    ),
    Form(
        "longest",
        "what is the longest chain",
        "最长的链是什么",
        (
            r"(?:what is |what's |show )?(?:the )?longest (?:chain|path|line|lineage)(?: of descent)?"
            r"(?: (?:from|starting (?:at|from)) (?P<a>.+))?",
            r"(?:从\s*(?P<a>.+?)\s*(?:出发|开始)的?)?最长的?(?:传承|演化|演进)?(?:链条|链|路径)(?:是什么|有多长|是哪条)?",
        ),
        {"a": "origin"},
    ),
    Form(
        "rank",
        "what are the most central papers",
        "最核心的论文有哪些",
        (
            rf"(?:(?:what|which) (?:are|is|were|was) )?(?:the )?(?:top )?(?P<top>\d+)? ?most {_EN_MOST} {_EN_PAPERS}{_EN_BY}?{_EN_THEN}",
            rf"(?:(?:what|which) (?:are|is|were|was) )?(?:the )?most {_EN_MOST} (?P<top>\d+) {_EN_PAPERS}{_EN_BY}?{_EN_THEN}",
            rf"(?:which {_EN_PAPERS}|who|what) (?:is|are|was|were) (?:the )?most {_EN_MOST}{_EN_BY}?{_EN_THEN}",
            rf"(?:which {_EN_PAPERS}|who|what) (?:matter|count)(?:s|ed)?(?: the)? most{_EN_BY}?{_EN_THEN}",
            rf"(?:rank|order|sort) (?:all |the )*(?:top (?P<top>\d+) )?{_EN_PAPERS}{_EN_BY}{_EN_THEN}",
            rf"(?:(?:what|which) (?:are|is) )?(?:the )?(?:top|first) (?P<top>\d+) {_EN_PAPERS}{_EN_BY}{_EN_THEN}",
            rf"which {_EN_PAPERS} (?:has|have|had) the (?:highest|largest|greatest|most) (?P<by>{_MEASURE}){_EN_THEN}",
            rf"{_ZH_WHEN}{_ZH_BY}?(?:哪些(?:论文|工作)?(?:是)?)?最{_ZH_MOST}的?{_ZH_TOP}\s*(?:论文|工作|模型)?(?:有哪些|是哪些|是哪篇|是什么)?",
            rf"(?:{_ZH_THEN})?{_ZH_BY}(?:给|对)?(?:论文|工作|模型)?(?:排名|排序|排行)(?:的?{_ZH_TOP}\s*(?:论文|工作|模型))?(?:有哪些|是哪些|是什么)?",
            rf"{_ZH_WHEN}(?:哪些(?:论文|工作|模型)?的?)?\s*(?P<by>{_MEASURE})\s*(?:最高|最大|最多)的?{_ZH_TOP}\s*(?:论文|工作|模型)?(?:有哪些|是哪些|是哪篇|是什么)?",
        ),
        {"by": "by", "as_of": "as_of", "since": "since", "until": "until", "top": "top"},
        {"top": 10},
    ),
    Form(
        "show",
        "alternatives to Transformer",
        "Transformer 的替代方案有哪些",
        (
            r"(?:what (?:are|is) )?(?:the |an )?alternatives? (?:to|of|for) (?P<a>.+)",
            rf"{_EN_WHAT} (?:is|are) (?:an )?alternatives? (?:to|of|for) (?P<a>.+)",
            r"(?P<a>.+?)\s*的?替代(?:方案|方法|品|者|架构|模型)?(?:有哪些|是什么|是哪些)?",
            r"(?:有)?(?:哪些|什么)\s*(?P<a>.+?)\s*的替代(?:方案|方法|品|者|架构|模型)?",
            rf"{_ZH_WHICH}(?:可以|能够|能)?(?:替代|取代|代替)\s*(?P<a>.+)",
        ),
        {"a": "name"},
        {"relations": "alternative_to"},
    ),
    Form(
        "reading-path",
        "what should I read before LLaVA if I know the Transformer",
        "已经懂 Transformer，读懂 LLaVA 要先读哪些论文",
        (
            rf"(?:what|which {_EN_PAPERS}) (?:should|must|do|can) (?:I|we|one) (?:need to |have to )?read (?:before|to understand|for) (?P<a>.+?)(?:,? (?:(?:if|when|given that) (?:I|we|one)(?: already)? knows?|knowing) (?P<list>.+))?",
            r"(?:a |the )?reading (?:path|list|order) (?:to|for|of|towards) (?P<a>.+?)(?:,? (?:if (?:I|we) know|knowing|from) (?P<list>.+))?",
            r"(?:(?:如果)?(?:我)?(?:已经?)?(?:懂|知道|了解|熟悉|读过)了?\s*(?P<list>.+?)\s*[，,]\s*)?(?:想|要)?(?:读懂|理解|看懂|弄懂|学习|读)\s*(?P<a>.+?)\s*(?:之前)?(?:需要|应该|应当|要|该|得)?(?:先)?(?:读|看)(?:哪些|哪几篇|什么)(?:论文|工作|文章)?",
        ),
        {"a": "target", "list": "known"},
    ),
    Form(
        "ancestors",
        "what does ChatGPT directly descend from",
        "ChatGPT 直接源自哪些论文",
        (
            rf"(?:what|which {_EN_PAPERS}) (?:does|did|do) (?P<a>.+?) (?:directly {_EN_FROM}|{_EN_FROM} directly) from",
            rf"(?P<a>.+?)\s*(?:是)?直接{_ZH_FROM}\s*(?:于)?{_ZH_WHICH}",
        ),
        {"a": "name"},
        {"depth": 1},
    ),
    Form(
        "descendants",
        "what directly descends from Transformer",
        "哪些论文直接源自 Transformer",
        (
            rf"{_EN_WHAT} (?:directly {_EN_FROM}s?|{_EN_FROM}s? directly) from (?P<a>.+)",
            rf"{_ZH_WHICH}(?:是)?直接{_ZH_FROM}\s*(?P<a>.+?)\s*(?:的)?",
            r"(?P<a>.+?)\s*直接(?:影响了?|启发了)(?:有)?(?:哪些|什么)(?:论文|工作|模型|研究)?",
            r"(?P<a>.+?)\s*的?直接后代(?:有哪些|是什么|是哪些)?",
        ),
        {"a": "name"},
        {"depth": 1},
    ),
    Form(
        "ancestors",
        "what led to ChatGPT",
        "ChatGPT 源自哪些论文",
        (
            rf"{_EN_WHAT} (?:led|leads|lead|gave rise) to (?P<a>.+)",
            rf"(?:what|which {_EN_PAPERS}|where) (?:does|did|do) (?P<a>.+?) (?:{_EN_FROM}|build|rest|depend)(?: from| on)?",
            r"(?:what (?:are|is) )?(?:the )?(?:ancestors?|origins?|roots?|parents?) of (?P<a>.+)",
            rf"(?P<a>.+?)\s*(?:是)?{_ZH_FROM}\s*(?:于)?(?:{_ZH_WHICH}|哪里|何处)",
            r"(?P<a>.+?)\s*的(?:祖先|前身|来源|起源|源头|前驱)(?:有哪些|是什么|是哪些)?",
            rf"(?:是)?{_ZH_WHICH}(?:催生|促成|造就|引出|带来|导致)了?\s*(?P<a>.+)",
        ),
        {"a": "name"},
    ),
    Form(
        "descendants",
        "what descends from Transformer",
        "哪些论文源自 Transformer",
        (
            rf"{_EN_WHAT} (?:has |have |are |is )?(?:{_EN_FROM}(?:s|d|ed)?|came|built|builds?|based|follow(?:s|ed)?) (?:from|on|upon) (?P<a>.+)",
            r"what (?:did|does|has|have) (?P<a>.+?) (?:lead|led|give rise|given rise) to",
            rf"{_EN_WHAT} (?:came|comes|appeared) after (?P<a>.+)",
            r"(?P<a>.+?)\s*(?:影响了?|启发了)(?:有)?(?:哪些|什么)(?:论文|工作|模型|研究)?",
            rf"(?P<a>.+?)\s*之后(?:有|出现了?){_ZH_WHICH}",
            r"(?:what (?:are|is) )?(?:the )?(?:descendants?|offspring|children|successors?) of (?P<a>.+)",
            rf"{_ZH_WHICH}(?:是)?{_ZH_FROM}\s*(?P<a>.+?)\s*(?:的)?",
            r"(?P<a>.+?)\s*的(?:后代|后裔|后续|衍生|子孙|后继)(?:论文|工作|模型|者)?(?:有哪些|是什么|是哪些)?",
            rf"(?P<a>.+?)\s*(?:催生|衍生|派生|孕育|引出)(?:出)?了?{_ZH_WHICH}",
        ),
        {"a": "name"},
    ),
    Form(
        "similar",
        "what is similar to BERT",
        "和 BERT 相似的论文有哪些",
        (
            rf"{_EN_WHAT} (?:is|are) (?:most )?(?:similar|alike|close) to (?P<a>.+)",
            rf"{_EN_PAPERS} (?:that are )?(?:most )?(?:similar to|like) (?P<a>.+)",
            r"[和与跟同]\s*(?P<a>.+?)\s*(?:最)?(?:相似|类似|相近|接近)的?(?:论文|工作|模型|研究)?(?:有哪些|是什么|是哪些)?",
            rf"{_ZH_WHICH}[和与跟同]\s*(?P<a>.+?)\s*(?:最)?(?:相似|类似|相近|接近)",
            r"(?P<a>.+?)\s*的?(?:相似|类似|相近)的?(?:论文|工作|模型|研究)(?:有哪些|是什么|是哪些)?",
        ),
        {"a": "paper"},
    ),
    Form(
        "communities",
        "which communities are there",
        "论文可以分成哪些社区",
        (
            r"(?:what|which) (?:communities|clusters) (?:are there|does the graph have|do the papers form)",
            r"(?:what are |show |list )?(?:the |all )?(?:communities|clusters)(?: of (?:the )?(?:papers|graph))?",
            r"(?:这些|所有)?(?:论文|图谱?)?(?:可以|能)?(?:分成|分为|划分为|有)(?:哪些|几个|多少个?|什么)(?:社区|社群|群体|聚类)",
        ),
    ),
    Form(
        "show",
        "what corrects Kaplan scaling laws",
        "哪些论文修正了 Kaplan scaling laws",
        (
            rf"{_EN_WHAT} (?P<verb>VERB_EN|[a-z]+(?: with)?) (?P<a>.+)",
            rf"(?:the |all |list |show )*{_EN_PAPERS} (?:that|which) (?P<verb>VERB_EN|[a-z]+(?: with)?) (?P<a>.+)",
            rf"{_EN_WHAT} (?:is|was|are|were) (?P<a>.+?) (?P<passive>[a-z]+) by",
            rf"{_ZH_WHICH}(?P<verb>VERB_ZH)了?\s*(?P<a>.+)",
            rf"(?P<a>.+?)\s*被{_ZH_WHICH}(?P<verb>VERB_ZH)了?",
        ),
        {"a": "name", "verb": "relations", "passive": "relations"},
        {"side": "target"},
    ),
    Form(
        "show",
        "what did FlashAttention enable",
        "FlashAttention 促成了什么",
        (
            rf"(?:what|who|which {_EN_PAPERS}) (?:did|does|do|has|have) (?P<a>.+?) (?P<verb>VERB_EN|[a-z]+(?: with)?)",
            rf"(?P<a>.+?)\s*(?P<verb>VERB_ZH)了?{_ZH_WHICH}",
        ),
        {"a": "name", "verb": "relations"},
        {"side": "source"},
    ),
    Form(
        "show",
        "what is LoRA",
        "LoRA 是什么",
        (
            r"(?:what|who) (?:is|are|was) (?P<a>.+)",
            r"(?:show|tell me about|describe|explain) (?P<a>.+)",
            r"(?:什么是)\s*(?P<a>.+)",
            r"(?P<a>.+?)\s*(?:是什么|是啥)(?:论文)?",
            r"(?:介绍(?:一下)?)\s*(?P<a>.+)",
        ),
        {"a": "name"},
    ),
)
"""All forms, in the order in which they are tried."""


def verbs_of(kinds: Mapping[str, RelationType]) -> dict[str, tuple[str, ...]]:
    """Return the verbs that a question may use for each relation type, in their base form.

    Parameters
    ----------
    kinds : mapping of str to RelationType
        Such as the vocabulary of a graph.

    Returns
    -------
    dict of str to tuple of str
        In English and Chinese. User-defined types come first, so that their verbs take precedence
        over those of shipped types.

    Examples
    --------
    >>> from llmgraph.model.vocabulary import RelationType, Vocabulary
    >>> own = RelationType("replicates", "source", "none", "replicates", "is replicated by")
    >>> verbs_of(Vocabulary([own]))["replicates"]
    ('replicates', 'replicate')
    """
    own_first = sorted(kinds.values(), key=lambda kind: kind.name in RELATION_TYPES)
    return {
        kind.name: tuple(verb.casefold() for verb in (*kind.verbs, *kind.verbs_zh))
        for kind in own_first
    }


VERBS: Mapping[str, tuple[str, ...]] = MappingProxyType(verbs_of(RELATION_TYPES))
"""Verbs of the shipped relation types."""
