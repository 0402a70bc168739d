"""Claims are read from CSV and from text with a sentence per line."""

import io
import sys

import pytest

from llmgraph import TableError
from llmgraph.io.claims import read_claims

MARKDOWN = """# Claims

<!-- to check -->
- Chinchilla corrects the **Kaplan scaling laws**.
* [ ] `LLaVA` builds on [CLIP](https://x.y) [@liu2023].
1. *DPO* is an alternative to _PPO_.
> Mamba uses A*.
---

C++ extends snake_case
LLaMA [12, 13] uses RoPE [1-3]. LLaMA \\cite{x} uses SwiGLU.
Kaplan et al. 2020 enables GPT-3 (Brown et al., 2020). So.
思维链扩展了 GPT-3。LoRA 用了 X。

| paper | relation |
|---|---|

```
not a claim
```
"""


def test_a_table_is_read_by_its_columns(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text('relation,paper,ancestor,page\nuses,"A, B",C,3\n,D,E,4\n', encoding="utf-8")
    assert read_claims(path) == [("A, B", "uses", "C"), ("D", "", "E")]


def test_a_text_is_read_by_its_lines(tmp_path):
    path = tmp_path / "claims.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    assert read_claims(path) == [
        "Chinchilla corrects the Kaplan scaling laws.",
        "LLaVA builds on CLIP.",
        "DPO is an alternative to PPO.",
        "Mamba uses A*.",
        "C++ extends snake_case",
        "LLaMA uses RoPE.",
        "LLaMA uses SwiGLU.",
        "Kaplan et al. 2020 enables GPT-3.",
        "So.",
        "思维链扩展了 GPT-3。",
        "LoRA 用了 X。",
    ]


def test_a_table_is_known_by_its_header(tmp_path, monkeypatch):
    path = tmp_path / "claims.txt"
    path.write_text("paper,relation,ancestor\nA,uses,B\n", encoding="utf-16")
    assert read_claims(path) == [("A", "uses", "B")]
    data = io.TextIOWrapper(io.BytesIO("A 扩展了 B\n".encode()))
    monkeypatch.setattr(sys, "stdin", data)
    assert read_claims("-") == ["A 扩展了 B"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("claims.csv", b"paper,relation\nA,uses\n", "ancestor"),
        ("claims.csv", b"paper,relation,ancestor\nA,uses\n", "2"),
        ("claims.md", b"\xff\xfe\xff", "claims.md"),
        ("claims.md", b"# LoRA uses GPT-3\n\n| A | uses | B |\n", "states no claim"),
        ("claims.csv", b"paper,relation,ancestor\n", "states no claim"),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path, name, data, told):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TableError, match=told):
        read_claims(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(TableError, match="There is no such file"):
        read_claims(tmp_path / "nowhere.md")


def test_answers_and_marks_of_a_living_report_are_no_claims(tmp_path):
    path = tmp_path / "report.md"
    path.write_text(
        """---
title: A report
---
<!-- llmgraph: with --lang en -->

LoRA has <!-- llmgraph: count descendants LoRA -->8<!-- /llmgraph --> descendants.

<!-- llmgraph: path Alpaca InstructGPT as prose -->

Alpaca descends from InstructGPT: two chains.

<!-- /llmgraph -->

![A chart](llava.svg)

DPO descends from GPT-3. <!-- a note --> LLaVA uses CLIP.
""",
        encoding="utf-8",
    )
    assert read_claims(path) == [
        "LoRA has 8 descendants.",
        "DPO descends from GPT-3.",
        "LLaVA uses CLIP.",
    ]
