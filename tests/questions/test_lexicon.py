"""Words of questions: verbs of relation types with their inflections, and the lexicon."""

import csv
from pathlib import Path

import pytest

from llmgraph import RELATION_TYPES, RelationType
from llmgraph.model.vocabulary import Vocabulary
from llmgraph.questions import lexicon
from llmgraph.questions.lexicon import Word, common_words, word_key, words_of


@pytest.mark.parametrize(
    ("text", "key"),
    [("Follow-up", "follow up"), ("  What’s ", "what's"), ("的 基础上", "的基础上"), ("", "")],
)
def test_keys_ignore_case_hyphens_and_blanks(text, key):
    assert word_key(text) == key


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("extends", "R", "extends"),
        ("extending", "R", "extends"),
        ("used by", "RP", "uses"),
        ("made possible", "R", "enables"),
        ("made possible by", "RP", "enables"),
        ("criticised", "R", "disputes"),
        ("修正了", "R", "corrects"),
        ("compared with", "RS", "compares_with"),
        ("which", "WHAT", ""),
        ("源自", "D", ""),
        ("PageRank", "MEASURE", "pagerank"),
    ],
)
def test_what_a_word_is_for(said, kind, value):
    assert words_of(RELATION_TYPES)[word_key(said)] == Word(kind, value)


def test_verbs_of_own_types_come_before_all_others():
    own = RelationType("obsoletes", "source", "line", "obsoletes", "is obsoleted by")
    other = RelationType("ports", "source", "side", "replaces", "is replaced by", verbs=("use",))
    words = words_of(Vocabulary([own, other]))
    assert words["obsoleted by"] == Word("RP", "obsoletes")
    assert words["used"] == words["replaces"] == Word("R", "ports")
    assert words_of(RELATION_TYPES)["used"] == Word("R", "uses")
    assert "obsoletes" not in words_of(RELATION_TYPES)


def test_every_word_of_the_lexicon_is_for_one_purpose():
    path = Path(lexicon.__file__).with_name("lexicon.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for language in ("en", "zh"):
        words = [word for row in rows for word in row[language].split("; ") if word]
        assert sorted(words) == sorted(set(words))
    assert {word.kind for word in common_words().values()} >= {"WHAT", "D", "L", "ANC", "DES"}
