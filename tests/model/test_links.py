"""The link of a paper, as far as one may follow it."""

import pytest

from llmgraph import Paper
from llmgraph.model.links import link_of


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"url": "https://a.org/x", "doi": "10.1145/3", "arxiv_id": "1706.03762"}, "https://a.org/x"),
        ({"url": "javascript:1", "arxiv_id": "1706.03762"}, "https://arxiv.org/abs/1706.03762"),
        ({"doi": "10.1145/3.4<x>"}, "https://doi.org/10.1145/3.4%3Cx%3E"),
        ({"doi": "10.1/short"}, ""),
        ({"url": "javascript:1"}, ""),
        ({"arxiv_id": "hep-th/9901001", "doi": "10.1145/3"}, "https://arxiv.org/abs/hep-th/9901001"),
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
