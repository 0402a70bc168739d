"""Docutils nodes: texts stand in text nodes alone."""

import pytest

from .hostile import texts


def test_docutils(result):
    nodes = pytest.importorskip("docutils.nodes", reason="SKIPPED: no docutils")
    from llmgraph.writers import docutils

    document = result.to_document()
    for form, write in (("captioned", docutils.table), ("prose", docutils.prose)):
        made = write(document)
        shown = [one.astext() for node in made for one in node.findall(nodes.Text)]
        assert [text for text in shown if text] == texts(document, form)
