"""Topics and kinds may be asked for by their names in both languages."""

import pytest

import llmgraph
from llmgraph.model.categories import categories_like, category_words


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("对齐与安全", "Alignment and safety"),
        ("推理部署", "Inference and serving"),
        ("专家", "Scaling and sparse experts"),
        ("对齐与安全、评测", "Alignment and safety,Evaluation"),
        ("对齐，evaluation", "alignment,evaluation"),
        (["对齐", "评测"], "alignment,evaluation"),
        # A part of two names is both.
        ("推理", "Inference and serving,Reasoning and agents"),
    ],
)
def test_chinese_topics_are_accepted_where_english_ones_are(chinese, english):
    graph = llmgraph.load()
    assert graph.select(topics=chinese).ids == graph.select(topics=english).ids != graph.ids
    assert graph.descendants("BERT", topics=chinese).ids == (
        graph.descendants("BERT", topics=english).ids
    )


def test_other_chinese_words_are_no_topics():
    with pytest.raises(llmgraph.ArgumentError, match=r'^No topic matches "烹饪"\. Choose from: Al'):
        llmgraph.load().select(topics="对齐,烹饪")


def test_chinese_topics_of_ones_own():
    papers = [{"id": "a", "title": "A", "topics": "编程语言"}, {"id": "b", "title": "B"}]
    graph = llmgraph.PaperGraph(papers)
    assert graph.select(topics="语言").ids == ("a",)
    # What the graph does not have is not asked for by its shipped Chinese name either.
    with pytest.raises(llmgraph.ArgumentError, match=r'^No topic matches "评测"\. Choose from: 编'):
        graph.select(topics="评测")


def test_every_shipped_topic_has_a_chinese_name():
    graph = llmgraph.load()
    topics = {topic for one in graph for topic in graph[one].topics}
    assert topics <= category_words("topic").keys()
    assert all(not word.isascii() for word in category_words("topic").values())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("AI", {"AI"}),
        ("ai", {"AI"}),
        ("art", {"art"}),
        ("ART ", {"art"}),
        ("vision", {"computer-vision"}),
        ("computer vision", {"computer-vision"}),
        ("rain", set()),
        ("safe", {"AI safety"}),
        ("擴散", {"扩散模型"}),
        ("模型", {"扩散模型"}),
        ("-", set()),
    ],
)
def test_an_exact_topic_comes_first_then_parts_that_begin_at_a_word(asked, found):
    topics = ["AI", "AI safety", "Explainability", "art", "artificial life", "Television"]
    topics += ["computer-vision", "Chain of thought", "扩散模型"]
    assert categories_like("topic", asked, topics) == found


@pytest.mark.parametrize("kinds", ["dataset", "data set", "数据集", "Data Set", ["dataset"]])
def test_kinds_filter_by_their_names_in_both_languages(kinds):
    graph = llmgraph.load()
    found = graph.select(kinds=kinds)
    assert {graph[one].kind for one in found} == {"dataset"}
    assert "the-pile" in found
    assert "mmlu" not in found


def test_kinds_filter_lineages_rankings_and_similar_papers_only():
    papers = [
        {"id": "a", "title": "A", "kind": "paper"},
        {"id": "b", "title": "B", "kind": "model"},
        {"id": "c", "title": "C", "kind": "essay"},
        {"id": "d", "title": "D"},
    ]
    graph = llmgraph.PaperGraph(papers, [(new, "extends", old) for old, new in ("ab", "bc", "cd")])
    # chains pass through papers that are filtered out
    assert graph.descendants("a", kinds="essay,model").ids == ("b", "c")
    assert graph.ancestors("d", kinds="model report").ids == ("b",)
    assert graph.rank("descendants", kinds=["paper", "essay"]).ids == ("a", "c")
    assert graph.similar("a", kinds="essay").ids == ("c",)
    with pytest.raises(llmgraph.ArgumentError, match=r'^No kind matches "song"\. Choose'):
        graph.select(kinds="song")
