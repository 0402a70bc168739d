"""Plain questions: every form in both languages gives the answer of its query."""

import pytest

import llmgraph
from llmgraph.errors import QuestionError
from llmgraph.queries.measures import MEASURES
from llmgraph.questions.grammar import FORMS


@pytest.fixture(scope="module")
def graph():
    return llmgraph.load()


def same(answer, expected):
    assert type(answer) is type(expected)
    assert (answer.ids, answer.heading(), answer.rows()) == (
        expected.ids,
        expected.heading(),
        expected.rows(),
    )


@pytest.mark.parametrize(
    "question",
    [
        "what descends from Transformer",
        "What descends from the Transformer?",
        "which papers descend from “Attention Is All You Need”?",
        "what builds on Transformer",
        "descendants of Transformer",
        "what did Transformer lead to",
        "What came after Transformer?",
        "Transformer 影响了哪些论文",
        "Transformer 之后有哪些论文",
        "哪些论文源自 Transformer",
        "哪些论文源自Transformer？",
        "哪些模型基于 Transformer",
        "Transformer 的后代有哪些",
        "Transformer 催生了哪些论文",
    ],
)
def test_descendants(graph, question):
    same(graph.ask(question), graph.descendants("transformer"))


@pytest.mark.parametrize(
    "question",
    [
        "what led to ChatGPT",
        "What does ChatGPT descend from?",
        "ancestors of ChatGPT",
        "where does ChatGPT come from",
        "ChatGPT 源自哪些论文",
        "ChatGPT 的祖先有哪些",
        "什么催生了 ChatGPT",
    ],
)
def test_ancestors(graph, question):
    same(graph.ask(question), graph.ancestors("chatgpt"))


@pytest.mark.parametrize(
    "question",
    [
        "how does Alpaca descend from GPT-3",
        "How did Alpaca come from GPT-3?",
        "does Alpaca descend from GPT-3",
        "is Alpaca a descendant of GPT-3?",
        "path from GPT-3 to Alpaca",
        "How are Alpaca and GPT-3 related?",
        "Alpaca 和 GPT-3 有什么关系",
        "Alpaca 是如何源自 GPT-3 的",
        "Alpaca 怎么从 GPT-3 发展而来",
        "Alpaca 是否源自 GPT-3",
    ],
)
def test_paths(graph, question):
    same(graph.ask(question), graph.paths("alpaca", "gpt-3"))


@pytest.mark.parametrize("question", ["does Griffin descend from BERT", "Griffin 是否源自 BERT"])
def test_a_chain_of_too_many_side_steps_is_no_answer(graph, question):
    answer = graph.ask(question)
    assert len(answer) == 0
    assert answer.explanation.startswith("Griffin (2024-02) does not descend from BERT (2018-10): ")


@pytest.mark.parametrize(
    ("question", "of"),
    [
        ("common ancestors of DPO and InstructGPT", ("dpo", "instructgpt")),
        ("What do DPO and InstructGPT have in common?", ("dpo", "instructgpt")),
        ("common ancestors of DPO, LLaVA and BERT", ("dpo", "llava", "bert")),
        ("DPO 和 InstructGPT 的共同祖先", ("dpo", "instructgpt")),
        ("DPO、LLaVA 与 BERT 的共同祖先有哪些", ("dpo", "llava", "bert")),
    ],
)
def test_common(graph, question, of):
    same(graph.ask(question), graph.common_ancestors(*of))


@pytest.mark.parametrize(
    ("question", "name", "relation", "side"),
    [
        ("what corrects Kaplan scaling laws", "kaplan-scaling", "corrects", "target"),
        ("what disputes Emergent Abilities?", "emergent-abilities", "disputes", "target"),
        ("which papers extend LLaMA", "llama", "extends", "target"),
        ("what uses CLIP", "clip", "uses", "target"),
        ("papers that extend BERT", "bert", "extends", "target"),
        ("which papers criticise Emergent Abilities", "emergent-abilities", "disputes", "target"),
        ("What did FlashAttention make possible?", "flashattention", "enables", "source"),
        ("LLaVA 用了什么", "llava", "uses", "source"),
        ("what surveys Codex", "codex", "surveys", "target"),
        ("what compares with GPT-4", "gpt-4", "compares_with", "target"),
        ("what did FlashAttention enable", "flashattention", "enables", "source"),
        ("what does LLaVA use", "llava", "uses", "source"),
        ("What did Chinchilla correct?", "chinchilla", "corrects", "source"),
        ("哪些论文修正了 Kaplan scaling laws", "kaplan-scaling", "corrects", "target"),
        ("哪些论文质疑了 Emergent Abilities", "emergent-abilities", "disputes", "target"),
        ("FlashAttention 促成了什么", "flashattention", "enables", "source"),
        ("LLaVA 使用了哪些模型", "llava", "uses", "source"),
        ("alternatives to Transformer", "transformer", "alternative_to", None),
        ("What are the alternatives to the Transformer?", "transformer", "alternative_to", None),
        ("Transformer 的替代方案有哪些", "transformer", "alternative_to", None),
        ("哪些架构可以替代 Transformer", "transformer", "alternative_to", None),
    ],
)
def test_relations(graph, question, name, relation, side):
    answer = graph.ask(question)
    same(answer, graph.relations_of(name, relations=relation, side=side))
    assert len(answer) > 0


@pytest.mark.parametrize(
    "question",
    [
        "what are the most central papers",
        "the most important papers",
        "which papers are the most influential?",
        "最核心的论文有哪些",
        "最重要的论文是哪些",
    ],
)
def test_most_central(graph, question):
    same(graph.ask(question), graph.rank(top=10))


@pytest.mark.parametrize("question", ["top 3 most central papers", "最重要的 3 篇论文"])
def test_most_central_takes_a_number(graph, question):
    same(graph.ask(question), graph.rank(top=3))


@pytest.mark.parametrize(
    ("question", "by", "as_of", "top"),
    [
        ("which papers matter most by PageRank", "pagerank", None, 10),
        ("rank papers by betweenness", "betweenness", None, 10),
        ("top 5 papers by number of descendants", "descendants", None, 5),
        ("which papers have the highest in-degree?", "in_degree", None, 10),
        ("who was the most influential by the end of 2020?", "in_degree", "2020", 10),
        (
            "Which papers were the most important in disruption as of 2021-06",
            "disruption",
            "2021-06",
            10,
        ),
        ("rank papers by betweenness as of 2021-06-15", "betweenness", "2021-06-15", 10),
        ("按 PageRank 哪些论文最重要", "pagerank", None, 10),
        ("按中介中心性排名", "betweenness", None, 10),
        ("后代数最多的 5 篇论文", "descendants", None, 5),
        ("截至 2020 年底最有影响力的论文有哪些？", "in_degree", "2020", 10),
        ("2021 年 6 月底，按颠覆性最重要的论文", "disruption", "2021-06", 10),
        ("截至 2021 年 6 月 5 日最重要的论文", "in_degree", "2021-06-05", 10),
        ("截至 2021-06-05 最重要的论文", "in_degree", "2021-06-05", 10),
    ],
)
def test_most_central_by_a_measure_and_as_of_a_date(graph, question, by, as_of, top):
    same(graph.ask(question), graph.rank(by, as_of=as_of, top=top))


def test_a_question_may_name_every_measure(graph):
    named = {name: measure.words for name, measure in MEASURES.items() if measure.words}
    assert len(named) == 12
    for name, words in named.items():
        for word in words:
            assert graph.ask(f"rank papers by {word}").by == name
            assert graph.ask(f"按{word}排名").by == name


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("who was the most influential in 2020", "2020", "2020"),
        ("在 2022 年最重要的论文有哪些", "2022", "2022"),
        ("2022 年以后最重要的论文有哪些", "2023", None),
        ("most important papers before 2020", None, "2019"),
    ],
)
def test_the_year_of_a_paper_is_not_the_year_of_a_ranking(graph, question, since, until):
    same(graph.ask(question), graph.rank(since=since, until=until, top=10))


@pytest.mark.parametrize(
    ("question", "by", "month", "top"),
    [
        ("2022年最重要的论文有哪些", "in_degree", "2022", 10),
        ("2022 年发表的最重要的 3 篇论文", "in_degree", "2022", 3),
        ("2022-06 最重要的论文", "in_degree", "2022-06", 10),
        ("2022 年 6 月后代数最多的论文", "descendants", "2022-06", 10),
    ],
)
def test_the_most_central_papers_of_a_year_are_of_that_year(graph, question, by, month, top):
    answer = graph.ask(question)
    same(answer, graph.rank(by, since=month, until=month, top=top))
    assert {graph[one].date[: len(month)] for one in answer.ids} == {month}


@pytest.mark.parametrize(
    "question",
    ["截至2022年最重要的论文", "到 2022 年底为止最重要的论文有哪些", "2022 年底最重要的论文"],
)
def test_until_the_end_of_a_year_is_as_of_it(graph, question):
    same(graph.ask(question), graph.rank(as_of="2022", top=10))


@pytest.mark.parametrize(
    "question",
    [
        "哪些论文直接源自 GPT-3",
        "GPT-3 直接影响了哪些论文",
        "GPT-3 的直接后代有哪些",
        "what directly descends from GPT-3",
        "which papers descend directly from GPT-3?",
    ],
)
def test_direct_descendants(graph, question):
    answer = graph.ask(question)
    same(answer, graph.descendants("gpt-3", depth=1))
    assert len(answer) < len(graph.descendants("gpt-3"))


@pytest.mark.parametrize(
    "question", ["ChatGPT 直接源自哪些论文", "what does ChatGPT descend directly from"]
)
def test_direct_ancestors(graph, question):
    same(graph.ask(question), graph.ancestors("chatgpt", depth=1))


@pytest.mark.parametrize(
    "question", ["哪些论文间接源自 GPT-3", "what indirectly descends from GPT-3"]
)
def test_what_descends_indirectly_is_no_question(graph, question):
    with pytest.raises(QuestionError, match="matches no supported form of question"):
        graph.ask(question)


def test_headings_say_what_a_paper_does(graph):
    assert graph.ask("LLaMA使用了什么").heading() == "What LLaMA uses"
    assert graph.ask("what did DPO correct").heading() == "What DPO corrects"


@pytest.mark.parametrize(
    "question", ["what is the longest chain", "longest chain", "最长的链是什么"]
)
def test_longest_chain(graph, question):
    same(graph.ask(question), graph.longest_chain())


@pytest.mark.parametrize("question", ["longest chain from BERT", "从 BERT 出发的最长链"])
def test_longest_chain_from(graph, question):
    same(graph.ask(question), graph.longest_chain("bert"))


@pytest.mark.parametrize("question", ["what is LoRA", "tell me about LoRA", "LoRA 是什么"])
def test_show(graph, question):
    same(graph.ask(question), graph.relations_of("lora"))


@pytest.mark.parametrize(
    "question",
    [
        "what is similar to BERT",
        "What papers are most similar to BERT?",
        "papers like BERT",
        "和 BERT 相似的论文有哪些",
        "与BERT类似的工作有哪些？",
        "哪些论文和 BERT 相似",
        "BERT 的相似论文有哪些",
    ],
)
def test_similar(graph, question):
    same(graph.ask(question), graph.similar("bert"))


@pytest.mark.parametrize(
    "question",
    [
        "which communities are there",
        "What are the communities of the graph?",
        "论文可以分成哪些社区",
        "这些论文可以分为几个社区？",
        "有哪些社区",
    ],
)
def test_communities(graph, question):
    same(graph.ask(question), graph.communities())


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("what should I read before LLaVA", ()),
        ("What should I read before LLaVA if I know the Transformer?", ("transformer",)),
        ("what should I read to understand LLaVA, knowing CLIP", ("clip",)),
        ("reading path to LLaVA if I know the Transformer and CLIP", ("transformer", "clip")),
        ("reading list for LLaVA", ()),
        ("读懂 LLaVA 要先读哪些论文", ()),
        ("读 LLaVA 之前应该先看什么", ()),
        (
            "如果我已经了解 Transformer 和 CLIP，想理解 LLaVA 需要先读哪些论文？",
            ("transformer", "clip"),
        ),
    ],
)
def test_reading_paths(graph, question, known):
    same(graph.ask(question), graph.reading_path("llava", known))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.query)
def test_examples_of_every_form_are_understood_alike(graph, form):
    assert graph.ask(form.english).ids == graph.ask(form.chinese).ids


@pytest.mark.parametrize("question", ["why is the sky blue", "", "?", "什么天气", "what eats BERT"])
def test_other_questions_list_the_forms(graph, question):
    with pytest.raises(llmgraph.QuestionError) as caught:
        graph.ask(question)
    first = {form.query: form for form in reversed(FORMS)}
    for form in first.values():
        assert form.english in str(caught.value)
        assert form.chinese in str(caught.value)


def test_a_known_form_with_an_unknown_name_tells_the_name(graph):
    with pytest.raises(llmgraph.PaperNotFoundError, match='No paper "nonsense" among'):
        graph.ask("what descends from nonsense")


def test_an_ambiguous_name_is_told(graph):
    with pytest.raises(llmgraph.AmbiguousNameError, match="gpt-1"):
        graph.ask("what descends from GPT")


def test_a_very_long_question_is_refused_quickly(graph):
    with pytest.raises(llmgraph.QuestionError):
        graph.ask("what " * 100_000)


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("what runs on ZeRO", {"gopher", "bloom", "zephyr"}),
        ("which papers run on FlashAttention-2?", {"zephyr", "tinyllama"}),
        ("what does BLOOM run on", {"zero", "deepspeed", "megatron-lm"}),
        ("哪些论文运行于 ZeRO", {"gopher", "bloom"}),
    ],
)
def test_what_runs_on_what(question, ids):
    answer = llmgraph.load().ask(question)
    assert ids <= set(answer.ids)
    assert {row.relation for row in answer.relations} == {"runs_on"}


def test_relation_types_of_ones_own_are_asked_for_by_their_verbs():
    own = [
        llmgraph.RelationType("obsoletes", "source", "line", "obsoletes", "is obsoleted by"),
        llmgraph.RelationType(
            "ports", "source", "side", "is ported to run on", "runs", verbs=("port to", "ports to")
        ),
    ]
    papers = [{"id": one, "title": one} for one in ("RFC 1", "RFC 2", "RFC 3")]
    rows = [("RFC 2", "obsoletes", "RFC 1"), ("RFC 3", "ports", "RFC 1")]
    graph = llmgraph.PaperGraph(papers, rows, relation_types=own)
    assert graph.ask("what obsoletes RFC 1").ids == ("RFC 2",)
    assert graph.ask("what does RFC 2 obsolete").ids == ("RFC 1",)
    assert graph.ask("what ports to RFC 1").ids == ("RFC 3",)
    with pytest.raises(QuestionError, match="matches no supported form of question"):
        llmgraph.load().ask("what obsoletes BERT")


def test_unknown_chinese_words_are_told_without_blanks():
    with pytest.raises(llmgraph.QuestionError) as caught:
        llmgraph.load().ask("BERT 咕噜咕噜 frob nicate")
    assert "“咕噜咕噜 frob nicate”" in caught.value.text("zh")


@pytest.mark.parametrize(
    ("question", "english", "chinese"),
    [
        ("which papers have used LoRA since 2023", "since 2023", "自 2023 起"),
        ("which papers used LoRA in 2023", "since 2023, until 2023", "自 2023 起、到 2023 止"),
        ("what evaluation papers use LoRA", "topic Evaluation", "主题：评测"),
    ],
)
def test_a_relation_with_dates_says_what_it_was_asked_for(question, english, chinese):
    answer = llmgraph.load().ask(question)
    assert answer.notes()[0].startswith(f"Only by uses, in one step: {english}.")
    assert answer.notes("zh")[0].startswith(f"仅按使用，一步：{chinese}。")
