"""Tokens of both languages in one order."""

import pytest

from llmgraph.questions.syntax import Token, settled


def kinds(text):
    return " ".join(token.kind for token in settled([Token(kind) for kind in text.split()]))


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("FILLER WHAT PAPER D NAME", "WHAT D NAME"),
        ("NAME PAPER D WHAT", "NAME D WHAT"),
        # 哪些论文被 X 使用; X 被哪些论文使用; X 被使用
        ("WHAT PAPER BEI NAME R", "WHAT RP NAME"),
        ("NAME BEI WHAT R", "NAME RP WHAT"),
        ("NAME BEI R", "NAME RP"),
        # X 受 Y 影响
        ("NAME BEI NAME L", "NAME D NAME"),
        # 为 X 打下基础
        ("WHAT FOR NAME L", "WHAT L NAME"),
        # 由 X 发展而来
        ("NAME FROM NAME GROW", "NAME D NAME"),
        # 在 X 的基础上; 建立在 X 的基础上
        ("WHAT NAME BASIS", "WHAT D NAME"),
        ("NAME D WHAT BASIS", "NAME D WHAT"),
        # commas
        ("NAME COMMA NAME AND NAME D", "NAME AND NAME AND NAME D"),
        ("WHAT D NAME COMMA", "WHAT D NAME"),
        ("UNKNOWN UNKNOWN", "UNKNOWN"),
        ("D FROM NAME", "D NAME"),
        ("", ""),
    ],
)
def test_verbs_come_before_what_they_govern(said, order):
    assert kinds(said) == order


def test_neighbouring_unknown_words_are_one_name():
    [token] = settled([Token("UNKNOWN", "Foo"), Token("UNKNOWN", "Bar")])
    assert token.text == "Foo Bar"
