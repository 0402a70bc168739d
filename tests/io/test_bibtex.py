"""BibTeX entries."""

from __future__ import annotations

import re

import pytest

from llmgraph.io.bibtex import entry, keys_of, write_bibtex
from llmgraph.model.records import Paper

HOSTILE = ["} @misc{x, title = {y", "\\input{secret} %", '"', "{{{", "\\", "a\n@comment{b}", "^^7d"]


def depth_is_never_negative_and_ends_at_zero(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def test_an_entry_has_what_is_known() -> None:
    paper = Paper(
        id="dpo",
        title="Direct Preference Optimization",
        authors=("Rafael Rafailov", "OpenAI, Inc.", "Bill and Melinda Gates Foundation"),
        date="2023-05-29",
        venue="NeurIPS 2023",
        arxiv_id="2305.18290",
    )
    assert entry(paper, "dpo").splitlines() == [
        "@misc{dpo,",
        "  title = {{Direct Preference Optimization}},",
        "  author = {Rafael Rafailov and {OpenAI, Inc.} and {Bill and Melinda Gates Foundation}},",
        "  year = {2023},",
        "  month = may,",
        "  howpublished = {NeurIPS 2023},",
        "  eprint = {2305.18290},",
        "  archiveprefix = {arXiv},",
        "  url = {https://arxiv.org/abs/2305.18290}",
        "}",
    ]


def test_a_list_that_is_cut_ends_with_others() -> None:
    paper = Paper(id="a", title="A", authors=("Ada Lovelace", "et al."))
    assert "author = {Ada Lovelace and others}" in entry(paper, "a")


@pytest.mark.parametrize("date", ["", "n.d.", "20", "2020-13", "2020-00"])
def test_odd_dates_give_no_month(date: str) -> None:
    text = entry(Paper(id="a", title="A", date=date), "a")
    assert "month" not in text
    assert ("year" in text) == date.startswith("2020")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_in_their_field(text: str) -> None:
    paper = Paper(id=text, title=text, authors=(text,), venue=text, doi=text, url=text)
    written = write_bibtex([paper])
    assert depth_is_never_negative_and_ends_at_zero(written)
    assert re.findall(r"^ *@\w+", written, re.MULTILINE) == ["@misc"]
    assert "\\input" not in written


def test_keys_differ() -> None:
    ids = ("GPT2", "gpt2", "gpt2--2", "gpt2", "思", "", "a{b}", "x" * 90)
    keys = keys_of(Paper(id=one, title="T") for one in ids)
    assert keys[:4] == ["GPT2", "gpt2--2", "gpt2--2--2", "gpt2--3"]
    stems = ["paper-", "paper-", "ab-", "x" * 80 + "-"]
    assert [key[:-8] for key in keys[4:]] == stems
    assert len({key.lower() for key in keys}) == len(ids)


def test_a_key_does_not_depend_on_the_papers_beside_it() -> None:
    ids = ("思维链", "注意力", "GPT 2", "GPT2", "a{b}", "ab", "\ud800", "10.1145/3718958.(1)")
    papers = [Paper(id=one, title="T") for one in ids]
    together = keys_of(papers)
    assert together == [keys_of([paper])[0] for paper in papers]
    assert together == keys_of(papers[::-1])[::-1]
    assert all(re.fullmatch(r"[A-Za-z0-9_:.+/-]+", key) for key in together)
