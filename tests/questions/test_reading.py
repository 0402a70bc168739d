"""Reading of questions: names first, then dates, topics, numbers and words."""

import pytest

import llmgraph
from llmgraph.questions.reading import read


@pytest.fixture(scope="module")
def tables():
    return llmgraph.load().tables


def first(tables, question):
    return next(read(tables, question))


@pytest.mark.parametrize(
    ("question", "tokens"),
    [
        ("what descends from GPT-3?", "WHAT D NAME=GPT-3"),
        ("GPT-3直接源自哪些论文", "NAME=GPT-3 D WHAT"),
        ("Attention Is All You Need 之后", "NAME=Attention Is All You Need AFTER"),
        ("chain-of-thought prompting", "NAME=chain-of-thought prompting"),
        ("《思维链》", "NAME=思维链"),
        ('what is "Foo bar"', "SHOW NAME=Foo bar"),
        ("what is GPT-5", "SHOW UNKNOWN=GPT-5"),
        ("what is LoRA++", "SHOW UNKNOWN=LoRA++"),
        ("BERT-based models", "UNKNOWN=BERT-based WHAT"),
    ],
)
def test_names_are_found_first_and_whole(tables, question, tokens):
    said = [
        f"{token.kind}={token.text}" if token.kind in ("NAME", "UNKNOWN") else token.kind
        for token in first(tables, question).tokens
    ]
    assert " ".join(said) == tokens


@pytest.mark.parametrize(
    ("question", "narrowed"),
    [
        ("top five papers since 2020", {"number": 5, "since": "2020"}),
        ("前十二篇论文", {"number": 12}),
        ("2020年的三篇论文", {"since": "2020", "until": "2020", "number": 3}),
        ("alignment papers", {"topics": ["Alignment and safety"]}),
        ("评测和代码方面的论文", {"topics": ["Code and domains", "Evaluation"]}),
        ("direct descendants of BERT", {"direct": True}),
        ("disruption within five years", {"window": 5}),
        ("papers as of 2021-06", {"as_of": "2021-06"}),
    ],
)
def test_what_narrows_an_answer(tables, question, narrowed):
    assert dict(first(tables, question).narrowed) == narrowed


def test_a_question_that_contradicts_itself_is_not_read(tables):
    assert list(read(tables, "top 3 of the top 5 papers")) == []


def test_a_name_that_is_also_a_topic_is_read_both_ways(tables):
    readings = list(read(tables, "指令微调"))
    assert [bool(reading.narrowed) for reading in readings] == [False, True]
    # Before a word for papers it is a topic.
    [reading] = read(tables, "指令微调的论文")
    assert reading.narrowed == {"topics": ["Instruction tuning"]}
