"""Places of evidence read in both languages."""

import pytest

from llmgraph.language.messages import Words, text_of
from llmgraph.model.places import part_words, place_in, place_words


@pytest.mark.parametrize(
    ("where", "chinese"),
    [
        ("tot, abstract", "tot，摘要"),
        ("llama, §2.2; llama, Table 3", "llama, §2.2；llama，表 3"),
        ("glm, appendix A.2; moe, appendix C", "glm，附录 A.2；moe，附录 C"),
        ("llama-3, blog of 2024-04", "llama-3，博客（2024-04）"),
        ("002 §4.2.1 ¶2", "002 §4.2.1 ¶2"),
        ("002 §1 analysis ¶1", "002 §1 分析 ¶1"),
        ("000 Mistral 7B, content", "000 Mistral 7B，主要内容"),
        ("003 architecture, Gemini 1.5", "003 架构，Gemini 1.5"),
        (
            "001 decoder-only 5; 001 non-Transformer 2",
            "001 Decoder-only 架构 5；001 非 Transformer 架构 2",
        ),
        # texts that are no places of ours
        ("", ""),
        ("Smith 2020, p. 3", "Smith 2020, p. 3"),
        ("my Table", "my Table"),
        ("the Tables, 3", "the Tables, 3"),
        ("constructor, toString", "constructor, toString"),
    ],
)
def test_places_are_told_in_chinese(where, chinese):
    assert place_in(where, "zh") == chinese
    assert place_in(where, "en") == where
    words = place_words(where)
    assert text_of(words, "zh") == chinese
    assert isinstance(words, Words) == (chinese != where)


def test_parts_that_are_known_have_their_chinese():
    assert part_words("tot, abstract; 002 §1 analysis ¶2; 002 §3, Table 3, mine") == {
        "abstract": "摘要",
        "002 §1 analysis ¶2": "002 §1 分析 ¶2",
        "Table 3": "表 3",
    }
