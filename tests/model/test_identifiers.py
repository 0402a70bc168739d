"""Identifiers in any spelling are one identifier, and give a link that one may follow."""

import pytest

from llmgraph import Paper
from llmgraph.model.identifiers import (
    arxiv_id_of,
    doi_of,
    link_of,
    paper_identifiers,
    read_identifier,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("math.GT/0309136", "arxiv:math.gt/0309136"),
        ("hep-th/9901001v3", "arxiv:hep-th/9901001"),
        ("10.1000/ABC(1)<x>", "doi:10.1000/abc(1)<x>"),
        ('10.1000/ABC"x', None),
        ("https://doi.org/10.1000/ABC(1)", "doi:10.1000/abc(1)"),
        ("https://example.org/a?b=1#c", "url:example.org/a?b=1#c"),
        ("1706.3762x", None),
        ("٢٢٠٣.15556", None),
        ("GPT-3", None),
        ("", None),
        ("https://", None),
        ("ftp://example.org/x", None),
    ],
)
def test_identifiers_have_one_spelling(text, key):
    identifier = read_identifier(text)
    assert (identifier and identifier.key) == key


def test_all_identifiers_of_a_paper():
    link = "https://arxiv.org/abs/2001.00001v2"
    assert paper_identifiers("2001.00001", "10.1/x", link) == {"arxiv:2001.00001"}
    assert paper_identifiers("", "10.1145/X", "http://a.org/") == {"doi:10.1145/x", "url:a.org"}
    assert paper_identifiers("", "", "") == set()


@pytest.mark.parametrize(
    ("cell", "arxiv_id", "doi"),
    [
        ("1706.03762", "1706.03762", ""),
        ("arXiv:1706.03762v5", "1706.03762", ""),
        ("https://arxiv.org/abs/math.GT/0309136", "math.GT/0309136", ""),
        ("1706.037", "", ""),
        ("１７０６.03762", "", ""),
        ("10.18653/v1/N19-1423", "", "10.18653/v1/N19-1423"),
        ("doi:10.1145/1", "", "10.1145/1"),
        ("https://doi.org/10.7717/PEERJ.4375", "", "10.7717/PEERJ.4375"),
        ("10.1/x", "", ""),
        ("10.1145/", "", ""),
        ("10.1145/a b", "", ""),
        ("", "", ""),
    ],
)
def test_the_bare_identifier_of_a_cell(cell, arxiv_id, doi):
    paper = Paper("one", arxiv_id=cell, doi=cell)
    assert (arxiv_id_of(paper), doi_of(paper)) == (arxiv_id, doi)


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"url": "https://a.org/x", "doi": "10.1145/3", "arxiv_id": "1706.03762"}, "https://a.org/x"),
        ({"url": "javascript:1", "arxiv_id": "1706.03762"}, "https://arxiv.org/abs/1706.03762"),
        ({"doi": "10.1145/3.4<x>"}, "https://doi.org/10.1145/3.4%3Cx%3E"),
        ({"doi": "10.1/short"}, ""),
        ({"url": "javascript:1"}, ""),
        ({"arxiv_id": "hep-th/9901001", "doi": "10.1145/3"}, "https://arxiv.org/abs/hep-th/9901001"),
        ({"arxiv_id": "arXiv:1706.03762v5"}, "https://arxiv.org/abs/1706.03762"),
        ({"doi": "doi:10.7717/peerj.4375"}, "https://doi.org/10.7717/peerj.4375"),
        ({"doi": "https://dx.doi.org/10.7717/peerj.4375"}, "https://doi.org/10.7717/peerj.4375"),
        ({"arxiv_id": "no id", "doi": "10.1145/3"}, "https://doi.org/10.1145/3"),
        ({}, ""),
    ],
)  # fmt: skip
def test_the_link_of_a_paper(fields, link):
    assert link_of(Paper("one", **fields)) == link


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTP://example.org", "HTTP://example.org"),
        (" https://example.org/\n", "https://example.org/"),
        ("https://example.org/\u202egpj.exe", "https://example.org/gpj.exe"),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        (" javascript:https://x", ""),
        ("//example.org", ""),
        ("example.org", ""),
    ],
)
def test_only_links_of_the_web_are_followed(url, kept):
    assert link_of(Paper("one", url=url)) == kept
