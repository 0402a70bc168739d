"""The Sphinx extension: an answer of the graph as a directive, in reStructuredText and MyST.

In ``conf.py``::

    extensions = ["llmgraph.reports.directive"]

In a document, with the same request as in a Markdown placeholder::

    .. llmgraph:: descendants Transformer --depth 2 as table

Only Sphinx imports this module.
"""

from __future__ import annotations

import base64
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from ..drawing.formats.matplotlib import picture
from ..errors import ArgumentError
from ..version import __version__
from ..writers import docutils
from .requests import answer, language_of, read_request, tables_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..language.messages import Language
    from ..results.base import Result


class GraphDirective(SphinxDirective):
    """Directive for the answer to a query: ``.. llmgraph:: QUERY as FORM``."""

    has_content = False
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Run the query and return its answer.

        Returns
        -------
        list of docutils.nodes.Node
            Texts of papers are in text nodes, which every builder escapes.
        """
        folder = Path(self.env.doc2path(self.env.docname)).parent
        try:
            request = read_request(" ".join(self.arguments[0].split()))
            result, lang = answer(request, folder), language_of(request)
        except ArgumentError as error:
            raise self.error(f"llmgraph: {error}") from error
        for table in tables_of(request, folder):
            self.env.note_dependency(str(table.resolve()))
        shown = self._shown(result, request.output, lang)
        for node in shown:
            # Keep the quotes and hyphens of papers.
            node["support_smartquotes"] = False
        return [*shown]

    def _shown(self, result: Result, output: str, lang: Language) -> list[nodes.Element]:
        if output == "mermaid":
            return self._mermaid(result.to_mermaid(lang=lang))
        if output == "svg":
            return _picture(result, lang)
        return (docutils.table if output == "table" else docutils.prose)(result.to_document(lang))

    def _mermaid(self, code: str) -> list[nodes.Element]:
        """Return a sphinxcontrib-mermaid node if loaded, else a `pre` for Mermaid's script."""
        if "sphinxcontrib.mermaid" in self.env.app.extensions:
            from sphinxcontrib.mermaid import mermaid  # type: ignore[import-untyped]

            chart = mermaid()
            chart["code"], chart["options"] = code, {}
            return [chart]
        pre = f'<pre class="mermaid">{html.escape(code)}</pre>'
        drawn = addnodes.only("", nodes.raw("", pre, format="html"), expr="html")
        source = addnodes.only("", nodes.literal_block(code, code), expr="not html")
        return [drawn, source]


def _picture(result: Result, lang: Language) -> list[nodes.Element]:
    """A still chart: SVG for HTML, PDF for LaTeX, and its title for other builders."""
    alt = result.caption(lang)
    drawn = _image(result.to_svg(lang=lang).encode(), "image/svg+xml", alt)
    printed = _image(picture(result.sheet({"lang": lang}), "pdf"), "application/pdf", alt)
    named = nodes.paragraph("", alt)
    return [
        addnodes.only("", drawn, expr="html"),
        addnodes.only("", printed, expr="latex"),
        addnodes.only("", named, expr="not html and not latex"),
    ]


def _image(data: bytes, kind: str, alt: str) -> nodes.image:
    return nodes.image(uri=f"data:{kind};base64,{base64.b64encode(data).decode()}", alt=alt)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    dict
        Extension metadata.
    """
    app.add_directive("llmgraph", GraphDirective)
    # Another version may give other answers, so documents are read again.
    app.add_config_value("llmgraph_version", __version__, "env", [str])
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
