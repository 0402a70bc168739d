"""The Sphinx extension: answers of the graph as figures, tables, text and values.

In ``conf.py``::

    extensions = ["llmgraph.reports.directive"]

In a document, in reStructuredText or MyST, with the same requests as in a Markdown placeholder::

    .. llmgraph:: descendants Transformer --depth 2 as svg
       :name: fig-heirs
       :caption: Heirs of the Transformer

    It has :llmgraph:`count descendants Transformer` descendants.

Only Sphinx imports this module.
"""

from __future__ import annotations

import base64
import html
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from ..errors import ArgumentError
from ..language.messages import Message, listing
from ..model.identifiers import link_of
from ..version import __version__
from ..writers import docutils
from .markdown import MEDIA, capped, content, texts_of
from .requests import (
    VALUES,
    answer,
    drawing_of,
    language_of,
    read_request,
    rows_of,
    tables_of,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..language.messages import Language
    from ..results.base import Result
    from .requests import Request

_REQUEST = "llmgraph"
"""Attribute of an image that is drawn when the document is written."""

_PICTURES = ("svg", "png", "pdf")
# Pictures of a builder, the best first; other builders show the alternative text.
_OF_BUILDER = {"latex": ("pdf", "png"), "html": ("svg", "png")}


def _aligned(argument: str) -> str:
    return directives.choice(argument, ("left", "center", "right"))


def _request(env: BuildEnvironment, text: str) -> tuple[Request, Result]:
    """Run a request, and note the tables on which its answer depends."""
    folder = Path(env.doc2path(env.docname)).parent
    request = read_request(" ".join(text.split()))
    result = answer(request, folder)
    for table in tables_of(request, folder):
        env.note_dependency(str(table.resolve()))
    return request, result


class GraphDirective(SphinxDirective):
    """Directive for the answer to a query: ``.. llmgraph:: QUERY as FORM``.

    The options are those of the directives ``figure`` and ``table``.
    """

    has_content = False
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "alt": directives.unchanged_required,
        "align": _aligned,
        "width": directives.length_or_percentage_or_unitless,
        "height": directives.length_or_unitless,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Run the query and return its answer.

        Returns
        -------
        list of docutils.nodes.Node
            Texts of papers are in text nodes, which every builder escapes.
        """
        try:
            request, result = _request(self.env, self.arguments[0])
            if request.output in VALUES or request.file:
                told = "report.block_form" if request.output in VALUES else "report.no_file"
                values = {"form": request.output, "file": repr(request.file)}
                raise ArgumentError(Message(told, values))
            drawing_of(request)
        except ArgumentError as error:
            raise self.error(f"llmgraph: {error}") from error
        shown = self._shown(request, result, language_of(request))
        for node in shown:
            # Keep the quotes and hyphens of papers.
            node["support_smartquotes"] = False
            node["classes"] += self.options.get("class", [])
        return [*shown]

    def _shown(self, request: Request, result: Result, lang: Language) -> list[nodes.Element]:
        if request.output in _PICTURES:
            return [self._figure(self._picture(result, lang))]
        if request.output == "mermaid":
            chart = self._mermaid(result.to_mermaid(lang=lang, **drawing_of(request)))
            return [self._figure(*chart)] if self._is_figure else chart
        if request.output == "table":
            document = capped(result.to_document(lang), rows_of(request))
            return self._table(docutils.table(document))
        if request.output == "glossary":
            return [_glossary(result, lang)]
        if request.output == "bibtex":
            return [nodes.literal_block("", result.to_bibtex(), language="bibtex")]
        return docutils.prose(result.to_document(lang))

    @property
    def _is_figure(self) -> bool:
        return "caption" in self.options or "name" in self.options

    def _figure(self, *shown: nodes.Element) -> nodes.Element:
        """A figure of the host if there is a caption or a name, otherwise the picture alone."""
        if not self._is_figure:
            return shown[0]
        figure = nodes.figure("", *shown)
        if "align" in self.options:
            figure["align"] = self.options["align"]
        if "caption" in self.options:
            figure += nodes.caption("", "", *self._parsed(self.options["caption"]))
        self.set_source_info(figure)
        self.add_name(figure)
        return figure

    def _picture(self, result: Result, lang: Language) -> nodes.image:
        """An image that is drawn when it is known for which builder."""
        alt = self.options.get("alt") or result.alternative_text(lang)
        image = nodes.image(uri=f"data:,{_REQUEST}", alt=alt)
        folder = Path(self.env.doc2path(self.env.docname)).parent
        titled = "caption" not in self.options
        image[_REQUEST] = " ".join(self.arguments[0].split()), str(folder), titled
        for name in ("width", "height"):
            if name in self.options:
                image[name] = self.options[name]
        if "align" in self.options and not self._is_figure:
            image["align"] = self.options["align"]
        return image

    def _table(self, shown: list[nodes.Element]) -> list[nodes.Element]:
        """Give the table the caption and the name of the directive."""
        for table in shown:
            if isinstance(table, nodes.table):
                if "caption" in self.options:
                    table[0] = nodes.title("", "", *self._parsed(self.options["caption"]))
                if "align" in self.options:
                    table["align"] = self.options["align"]
                self.set_source_info(table)
                self.add_name(table)
        return shown

    def _parsed(self, text: str) -> list[nodes.Node]:
        found, messages = self.parse_inline(text, lineno=self.lineno)
        return [*found, *messages]

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


def _glossary(result: Result, lang: Language) -> nodes.definition_list:
    """The papers of an answer, each with its date, title, summary and link."""
    items = nodes.definition_list()
    for one in result.shown_ids():
        paper = result.tables.paper(one)
        summary = paper.summary_zh if lang == "zh" and paper.summary_zh else paper.summary
        dated = f" ({paper.published})" if paper.published else ""
        told = nodes.paragraph("", " · ".join(filter(None, (paper.title, summary))))
        if link := link_of(paper):
            told += [nodes.Text(" · "), nodes.reference("", link, refuri=link)]
        term = nodes.term("", "", nodes.strong("", paper.name_in(lang)), nodes.Text(dated))
        items += nodes.definition_list_item("", term, nodes.definition("", told))
    return items


class ValueRole(SphinxRole):
    """Role for a value of an answer: ``:llmgraph:`count descendants LoRA```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Run the query and return the value as text."""
        try:
            request, result = _request(self.env, self.text)
            if request.output not in VALUES:
                values = {"forms": VALUES}
                raise ArgumentError(Message("report.value_form", values))
            lang = language_of(request)
            texts = texts_of(result, request.output, lang, in_words=request.in_words)
        except ArgumentError as error:
            told = self.inliner.reporter.error(f"llmgraph: {error}", line=self.lineno)
            return [nodes.problematic(self.rawtext, self.rawtext)], [told]
        return [nodes.Text(listing(texts, lang))], []


class DrawPictures(SphinxPostTransform):
    """Draw the pictures of a document in the format that its builder takes, and in no other."""

    default_priority = 50  # before Sphinx extracts the data of images

    def run(self, **_: Any) -> None:
        """Replace the placeholders of pictures."""
        for image in list(self.document.findall(nodes.image)):
            if _REQUEST in image:
                self._draw(image)

    def _draw(self, image: nodes.image) -> None:
        builder = self.app.builder
        text, folder, titled = image.attributes.pop(_REQUEST)
        taken = builder.supported_image_types
        wanted = _OF_BUILDER.get(builder.format, ("svg", "png", "pdf"))
        form = next((one for one in wanted if MEDIA[one] in taken), None)
        if form is None:
            # A builder without pictures shows the text.
            image.replace_self(nodes.inline("", image["alt"]))
            return
        request = read_request(text)
        # The caption of a figure takes the place of the title.
        options = ({} if titled else {"title": ""}) | drawing_of(request)
        drawn = content(answer(request, folder), form, language_of(request), **options)
        data = base64.b64encode(drawn.encode() if isinstance(drawn, str) else drawn).decode()
        image["uri"] = f"data:{MEDIA[form]};base64,{data}"
        image["candidates"] = {"?": image["uri"]}


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
    app.add_role("llmgraph", ValueRole())
    app.add_post_transform(DrawPictures)
    # It reports hundreds of lines for each PDF, where another extension shows such reports.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    # Another version may give other answers, so documents are read again.
    app.add_config_value("llmgraph_version", __version__, "env", [str])
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
