"""Sentences of questions: what surrounds a question, and what stands for something else."""

import pytest

import llmgraph
from llmgraph.questions.sentences import tidy, variants

TABLES = llmgraph.load().tables


def test_a_question_is_simplified_and_cut():
    assert tidy("  哪些論文  源自 思維鏈 ") == "哪些论文 源自 思维链"
    assert tidy("Jamba用了RMSNorm没有？") == "Jamba用了RMSNorm"
    assert len(tidy("what " * 1000)) <= 500


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("what made GPT-3 possible", "what made possible GPT-3"),
        ("who called BERT into question", "who disputed BERT"),
        ("which papers take MMLU as a baseline", "which papers compare with MMLU"),
        ("on which systems was BLOOM trained", "what systems did BLOOM run on"),
        ("For my lecture on RLHF, what is PPO?", "what is PPO?"),
        ("Isn't LoRA used?", "Isn't LoRA used?"),
    ],
)
def test_verbs_around_their_object_and_occasions(question, text):
    assert tidy(question) == text


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("BERT is famous. What descends from BERT?", "What descends from BERT?"),
        ("BERT is famous. What descends from GPT-1?", "BERT is famous. What descends from GPT-1?"),
        ("We study LoRA. What descends from it?", 'What descends from "LoRA"?'),
        ("I write about agents. What descends from DDPM?", "What descends from DDPM?"),
        ("what descends from BERT, and how many are there", "what descends from BERT"),
    ],
)
def test_parts_that_ask_the_same(question, last):
    assert [*variants(TABLES, question)][-1] == last
