"""Topics may be asked for by their Chinese names."""

import pytest

import llmgraph
from llmgraph.model.topics import topic_words, topics_like


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
    assert topics <= topic_words().keys()
    assert all(not word.isascii() for word in topic_words().values())


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
    assert topics_like(asked, [*topics, "computer-vision", "Chain of thought", "扩散模型"]) == found
