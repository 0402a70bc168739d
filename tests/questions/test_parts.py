"""Parts of questions: what stands at each place of the text."""

import pytest

import llmgraph
from llmgraph.questions.parts import Splitter, phrases_of

TABLES = llmgraph.load().tables


def kinds(text, order=("name", "topic", "word")):
    parts = Splitter(TABLES, text).parts(order)
    return [(part.token.kind, part.token.text) for part in parts]


def test_the_longest_part_at_a_place_counts():
    assert kinds("Attention Is All You Need") == [("NAME", "Attention Is All You Need")]
    assert kinds("BERT-based") == [("UNKNOWN", "BERT-based")]
    assert kinds("BERT, GPT-3?") == [
        *(("NAME", "BERT"), ("COMMA", "")),
        *(("NAME", "GPT-3"), ("FILLER", "")),
    ]


def test_the_clearer_of_two_names_of_one_paper_stays():
    assert kinds("思维链（CoT）") == [("NAME", "思维链"), *[("FILLER", "")] * 2]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        *(("top five", "NUMBER", "5"), ("前十二篇", "NUMBER", "12"), ("最多3篇", "NUMBER", "3")),
        *(("within two steps", "DEPTH", "2"), ("三代以内", "DEPTH", "3")),
        *(("within 5 years", "WINDOW", "5"), ("resolution 0.5", "SET", "resolution=0.5")),
        *(("分辨率为2", "SET", "resolution=2"), ("resolution of 2", "SET", "resolution=2")),
    ],
)
def test_numbers(text, kind, value):
    [part] = Splitter(TABLES, text).parts(["word"])
    assert (part.end, part.token.kind, part.token.value) == (len(text), kind, value)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        *(("trained on The Pile", "uses"), ("在 The Pile 上训练", "uses")),
        *(("trained on Megatron-LM", "runs_on"), ("trained on The Pyre", "runs_on")),
        ("run on The Pile", "runs_on"),
    ],
)
def test_a_model_is_trained_with_data_and_runs_on_all_else(text, relation):
    parts = Splitter(TABLES, text).parts(["name", "word"])
    assert [part.token.value for part in parts if part.token.kind in ("R", "RP")] == [relation]


def test_phrases_are_collected_once():
    assert phrases_of(TABLES) is phrases_of(TABLES)
    assert phrases_of(TABLES).topics["alignment"] == "Alignment and safety"
