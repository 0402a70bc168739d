"""Drawing of results: pages, charts, files."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Unpack

from ..drawing.emphasis import NO_EMPHASIS
from ..drawing.style import PAGE_THEMES
from ..language.arguments import check_methods, require_known
from ..language.messages import (
    LANGUAGES,
    require_choice,
    require_language,
    sentences,
    text_of,
)
from .answer_tab import answer_tab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path as FilePath

    from matplotlib.axes import Axes
    from pyvis.network import Network

    from ..drawing.chart.chart import ChartOptions
    from ..drawing.chart.shapes import Sheet
    from ..drawing.emphasis import Emphasis
    from ..drawing.formats.flowchart import Flowchart
    from ..drawing.selection import DrawPriority
    from ..drawing.style import PageTheme
    from ..drawing.subject import Subject
    from ..language.messages import Language, Message, Sayable, Sentences
    from ..model.descent import Descent
    from ..model.indexed_tables import IndexedTables
    from .document import Document


Engine = Literal["page", "pyvis"]


@check_methods
class Pictures(ABC):
    """Mixin that adds all drawing formats to a result with papers and relations."""

    tables: IndexedTables
    descent: Descent
    notices: Sentences
    # Whether chains may run through papers that are not shown.
    runs_through_hidden: ClassVar[bool] = False
    # Whether the answer is a list of papers, of which a page has a table in any case.
    is_list_of_papers: ClassVar[bool] = False

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        check_methods(cls)

    @abstractmethod
    def shown_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers to draw."""

    @abstractmethod
    def asked_ids(self) -> tuple[str, ...]:
        """Return the ids of the papers that were asked about."""

    @abstractmethod
    def relation_rows(self) -> Sequence[int]:
        """Return the row numbers of the relations to draw."""

    @abstractmethod
    def to_document(self, lang: Language = "en") -> Document:
        """Convert the answer to a document."""

    @property
    def notebook_columns(self) -> tuple[str, ...]:
        """Columns of the table that a notebook shows; empty (the default) to show the page.

        A table suits an answer of numbers or verdicts, which a drawing of papers and relations
        does not show.
        """
        return ()

    @property
    def bar_columns(self) -> tuple[str, ...]:
        """Those of `notebook_columns` whose numbers have a bar beside them."""
        return ()

    def draw_priority(self) -> DrawPriority | None:
        """Rank the papers to draw, for drawings that have no room for all of them.

        Returns
        -------
        DrawPriority or None
            The papers in order, and a description of the first ones; None (the default) to give
            each year a share.
        """
        return None

    def lane_of(self, lang: Language = "en") -> Mapping[str, str] | None:  # noqa: ARG002
        """Return the lanes that replace topics in a drawing.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        mapping of str to str, or None
            Name of the lane of each paper, by id; None (the default) for its main topic.
        """
        return None

    def number_of(self) -> Mapping[str, int]:
        """Return the numbers of ordered papers; drawings show them before the names.

        Returns
        -------
        mapping of str to int
            Numbers by id of the paper; empty by default.
        """
        return {}

    def emphasis(self) -> Emphasis:
        """Return the marks, scores and weights that drawings show.

        Returns
        -------
        Emphasis
            By default there are none.
        """
        return NO_EMPHASIS

    @property
    def caption_notes(self) -> Sentences:
        """The notes that belong in the caption of a figure."""
        return self.notices

    @abstractmethod
    def _notes(self) -> list[str | Sayable]:
        """Return all notes on the answer."""

    @abstractmethod
    def title(self) -> Message:
        """Return the title of the answer."""

    def heading(self, lang: Language = "en") -> str:
        """Return `title` in a language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        str
        """
        return self.title().text(lang)

    def drawing_title(self) -> Message:
        """Return the title of drawings.

        Returns
        -------
        Message
            By default `title`.
        """
        return self.title()

    def caption(self, lang: Language = "en") -> str:
        """Return `drawing_title` in a language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        str
        """
        return self.drawing_title().text(lang)

    def alternative_text(self, lang: Language = "en") -> str:
        """Describe the drawing of the answer, for readers who do not see it.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        str
            Its title, the number of papers and their years, and on which papers those that were
            asked about build directly.

        Examples
        --------
        >>> import llmgraph
        >>> print(llmgraph.load().paths("GPT-2", "GPT-1", k=1).alternative_text())
        Chains of descent between GPT-2 and GPT-1: a chart of 2 papers from 2018 to 2019. GPT-2
        builds on GPT-1.
        """
        from ..drawing.alternative import alternative_text

        return alternative_text(self.subject(lang=lang))

    def to_html(
        self,
        *,
        title: str | None = None,
        engine: Engine = "page",
        fragment: bool = False,
        relations: str | Iterable[str] | None = None,
        theme: PageTheme = "auto",
        lang: Language = "en",
    ) -> str:
        """Draw the papers of the answer as an interactive page in one file.

        Parameters
        ----------
        title : str, optional
            Heading of the page; by default the title of the result.
        engine : {"page", "pyvis"}, optional
            The built-in page, or one based on pyvis and vis-network (at most 1,000 papers).
        fragment : bool, optional
            Whether to return one line of HTML for embedding in another page, once or several
            times: a sandboxed iframe that contains the page.
        relations : str or iterable of str, optional
            Relation types to pack into the page; with ``cites``, all known citations. By default
            the relations of the answer.
        theme : {"auto", "light", "dark"}, optional
            Colours with which the page opens; the reader can switch. By default it follows the
            system, and the page around a frame, if that sends the message ``{theme: "dark"}``. A
            pyvis page is always light.
        lang : {"en", "zh"}, optional
            Language of the title of the document. With "zh" the page opens in Chinese, otherwise in
            the language of the browser; the reader can switch. A pyvis page is in this language
            only.

        Returns
        -------
        str
            A complete, self-contained HTML document, or an element that contains one.

        Raises
        ------
        ArgumentError
            If the engine or the language is not supported, a relation type is unknown, or there are
            too many papers for the engine.
        """
        from ..drawing.formats.iframe import fragment as framed

        subject = self.subject(title, lang).of_types(relations)
        whole = _page(subject, engine, self._answer_tabs, theme)
        return framed(whole, title=subject.title) if fragment else whole

    def write_html(
        self,
        path: str | FilePath,
        *,
        title: str | None = None,
        engine: Engine = "page",
        relations: str | Iterable[str] | None = None,
        theme: PageTheme = "auto",
        lang: Language = "en",
    ) -> None:
        """Write `to_html` to a file; an existing file is replaced atomically.

        Parameters
        ----------
        path : str or Path
        title, engine, relations, theme, lang : optional
            As for `to_html`.

        Raises
        ------
        ArgumentError
            As for `to_html`; also if the file cannot be written.
        """
        from ..io.files import write_text

        text = self.to_html(title=title, engine=engine, relations=relations, theme=theme, lang=lang)
        write_text(path, text)

    def to_pyvis(self) -> Network:
        """Convert the papers of the answer to a pyvis network with positions, colours and dashes.

        Returns
        -------
        pyvis.network.Network
            A new network. Nodes are numbered by date and id, titles are HTML with all texts
            escaped, and parallel relations are separate edges.

        Raises
        ------
        ArgumentError
            If there are more than 1,000 papers.
        """
        from ..drawing.formats.pyvis import network, scene_of

        subject = self.subject()
        return network(scene_of(subject), subject.emphasis)

    def to_mermaid(
        self,
        *,
        title: str | None = None,
        relations: str | Iterable[str] | None = None,
        limit: int | None = None,
        lang: Language = "en",
    ) -> str:
        """Draw the papers of the answer as a Mermaid flowchart, which GitHub renders in Markdown.

        Parameters
        ----------
        title : str, optional
            Title of the chart; by default the title of the result.
        relations : str or iterable of str, optional
            Relation types to draw besides those that carry descent; if there are none, all are
            drawn. With ``cites``, all known citations.
        limit : int, optional
            Maximum number of papers; about 40 are legible.
        lang : {"en", "zh"}, optional
            Language of all text except the names of papers.

        Returns
        -------
        str
            Source within the limits of GitHub (500 links, 50,000 characters). Beyond them, the
            first papers are kept in the order of the answer or, if it has none, a share of each
            year, and the title notes this.

        Raises
        ------
        ArgumentError
            If a relation type is unknown, the limit is below 1, or the language is not supported.

        Examples
        --------
        >>> import llmgraph
        >>> graph = llmgraph.load()
        >>> print(graph.paths("Alpaca", "InstructGPT", k=1).to_mermaid(title="Chain"))
        ---
        title: "Chain"
        ---
        flowchart LR
          accTitle: Chain
          accDescr: Chain: a chart of 3 papers from 2022 to 2023. Alpaca builds on text-davinci-003.
          n0["InstructGPT<br/>2022-01"]
          n1["text-davinci-003<br/>2022-11"]
          n2["Alpaca<br/>2023-03"]
          note["2 relations that carry no descent are not drawn#46;"]
          style note fill:none,stroke:none
          n0 -->|"extended by"| n1
          n1 -->|"used by"| n2
          classDef asked stroke-width:3px,font-weight:bold
          class n0,n2 asked
          linkStyle 0 stroke:#7a7a7a
          linkStyle 1 stroke:#3075da,stroke-dasharray:11 1.8
        <BLANKLINE>
        """
        from ..drawing.formats.mermaid import mermaid

        return mermaid(self._outline(title, relations, lang), limit=limit)

    def to_dot(
        self,
        *,
        title: str | None = None,
        relations: str | Iterable[str] | None = None,
        lang: Language = "en",
    ) -> str:
        r"""Draw the papers of the answer in DOT, the language of Graphviz.

        Parameters
        ----------
        title, relations, lang : optional
            As for `to_mermaid`.

        Returns
        -------
        str
            A directed graph with edges from the older to the newer paper.

        Raises
        ------
        ArgumentError
            If a relation type is unknown, or the language is not supported.

        Examples
        --------
        >>> import llmgraph
        >>> text = llmgraph.load().paths("Alpaca", "InstructGPT", k=1).to_dot()
        >>> 'label="InstructGPT\\n2022-01"' in text
        True
        """
        from ..drawing.formats.dot import dot

        return dot(self._outline(title, relations, lang))

    def to_tikz(self, *, standalone: bool = False, **options: Unpack[ChartOptions]) -> str:
        r"""Draw the papers of the answer as a still chart in TikZ, for LaTeX.

        Parameters
        ----------
        standalone : bool, optional
            Whether to write a complete document of the size of the chart, instead of a
            ``tikzpicture`` for a document with ``\usepackage{tikz}``, at most as wide as a line.
        **options : optional
            As for `plot`; ``width`` is the width of the chart in inches.

        Returns
        -------
        str
            Source for every TeX engine; non-Latin characters need LuaLaTeX or XeLaTeX.

        Raises
        ------
        ArgumentError, PaperNotFoundError, AmbiguousNameError
            As for `plot`; also if the chart is larger than TeX can handle.

        Examples
        --------
        >>> import llmgraph
        >>> chain = llmgraph.load().paths("Alpaca", "InstructGPT", k=1)
        >>> print(chain.to_tikz().splitlines()[-4])
        \end{tikzpicture}%
        """
        from ..drawing.formats.tikz import tikz

        return tikz(self.sheet(options), standalone=standalone)

    def _outline(
        self, title: str | None, relations: str | Iterable[str] | None, lang: Language
    ) -> Flowchart:
        from ..drawing.formats.flowchart import flowchart

        return flowchart(self.subject(title, lang), relations)

    def _repr_html_(self) -> str:
        """Show the answer in a notebook; Jupyter asks for this name."""
        return self.to_notebook()

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Add what a notebook needs when it is converted; Jupyter asks for this name."""
        from .notebook import picture_bundle, text_bundle

        if self.notebook_columns:
            return text_bundle(self.to_document())
        return picture_bundle(self)

    def to_notebook(self) -> str:
        """Return what a notebook shows: the page, or a table of numbers or verdicts.

        Returns
        -------
        str
            One line of HTML: the table of `notebook_columns`, if there are any. Otherwise the page
            over a still picture as a fallback or, where there are too many papers for a page at
            once, the picture alone.
        """
        from ..drawing.formats.iframe import PAPERS, notebook
        from .notebook import notebook_table

        if self.notebook_columns:
            return notebook_table(self.to_document(), self.notebook_columns, self.bar_columns)
        whole = self.to_html() if len(self.shown_ids()) <= PAPERS else ""
        return notebook(whole, self.to_svg(), title=self.caption())

    def plot(self, ax: Axes | None = None, **options: Unpack[ChartOptions]) -> Axes:
        """Draw the papers of the answer as a still chart with matplotlib.

        Time runs to the right, or downwards in a narrow chart. Colour and dash of a line show the
        relation type, and the colour of a box shows the topic. A thin dotted line joins papers of
        which one descends from the other only through papers hidden by a filter or the limit. Two
        strokes in the row of years stand for years without papers.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Axes to draw into; the chart is scaled to them, and the rest of the figure does not
            change. By default the axes of a new figure, of the smallest paper size (A4 to A0) on
            which text is at least 7 points high.
        **options : optional
            title : str
                Title of the chart; by default the title of the result. An empty string omits it.
            lanes : bool
                Whether each topic has a lane; by default only groups of an answer, such as
                communities, have lanes.
            relations : str or iterable of str
                Relation types to draw besides those that carry descent; if there are none, all
                are drawn. With ``cites``, all known citations.
            highlight : str or iterable of str
                Papers to highlight with their ancestors; all others are faded.
            keep : str or iterable of str
                Papers to draw in any case, where there is no room for all.
            theme : {"light", "dark"}
            width : float
                Width of a new figure or file in inches. A warning is issued if text is smaller than
                6 points.
            size : {"a4", "a3", "slide", "column", "two-column"}
                Draw as many papers as are legible on a page of this size (a slide is 13.33 by 7.5
                inches), or in a figure of an article, 3.5 or 7.2 inches wide and at most 9 inches
                high. Text is at least 7 points high, 10 on a slide, or 6 in a figure. Not with
                `width`.
            flow : {"right", "down"}
                Direction of time; by default down in the figures of an article and in charts less
                than 5 inches wide, otherwise right.
            limit : int
                Maximum number of papers, by default 200. Those asked about, highlighted or kept
                are kept, then the first ones of an answer with an order, otherwise a share of each
                year: the papers with the most descendants, and those that lead to them. The
                caption notes how many are left out, and which years lost most.
            labels : {"name", "author-year", "key"}
                Labels of the papers: their names (the default), their authors and years, or their
                citation keys, from a column ``key`` of the table of papers. A paper without
                authors or key has its name.
            legend, note : bool
                Whether a legend and a caption stand below the drawing; both by default.
            font : str
                An installed font family, by default DejaVu Sans; TikZ uses the fonts of its
                document.
            dpi : int
                Dots per inch of a PNG file, from 50 to 600, by default 200.
            lang : {"en", "zh"}
                Language of all text except the names of papers.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ArgumentError
            If an option is invalid, or a paper to highlight or keep is not one of the answer.
        PaperNotFoundError, AmbiguousNameError
            If a name in `highlight` or `keep` matches no paper, or several.

        Examples
        --------
        >>> import llmgraph
        >>> from matplotlib.figure import Figure
        >>> left, right = Figure(figsize=(16, 5)).subplots(1, 2)
        >>> lineage = llmgraph.load().ancestors("Alpaca", depth=1)
        >>> lineage.plot(left) is left
        True
        """
        from ..drawing.formats.matplotlib import draw

        return draw(self.sheet(options), ax)

    def to_svg(self, **options: Unpack[ChartOptions]) -> str:
        """Draw the papers of the answer as a still chart in SVG.

        Parameters
        ----------
        **options : optional
            As for `plot`.

        Returns
        -------
        str
            A complete, self-contained document, with text kept as text. The same answer gives the
            same document.

        Raises
        ------
        ArgumentError, PaperNotFoundError, AmbiguousNameError
            As for `plot`.

        Examples
        --------
        >>> import llmgraph
        >>> picture = llmgraph.load().ancestors("Alpaca", depth=1).to_svg(highlight="LLaMA")
        >>> ">LLaMA</text>" in picture
        True
        """
        from ..drawing.formats.svg import svg

        return svg(self.sheet(options))

    def write_svg(self, path: str | FilePath, **options: Unpack[ChartOptions]) -> None:
        """Write `to_svg` to a file; an existing file is replaced atomically.

        Parameters
        ----------
        path : str or Path
        **options : optional
            As for `plot`.

        Raises
        ------
        ArgumentError, PaperNotFoundError, AmbiguousNameError
            As for `plot`; also if the file cannot be written.
        """
        self.write_chart(path, "svg", **options)

    def write_png(self, path: str | FilePath, **options: Unpack[ChartOptions]) -> None:
        """Write the chart of `plot` to a PNG file.

        Parameters
        ----------
        path : str or Path
        **options : optional
            As for `plot`.

        Raises
        ------
        ArgumentError, PaperNotFoundError, AmbiguousNameError
            As for `plot`; also if the file cannot be written.
        """
        self.write_chart(path, "png", **options)

    def write_pdf(self, path: str | FilePath, **options: Unpack[ChartOptions]) -> None:
        """Write the chart of `plot` to a PDF file with searchable text.

        Parameters
        ----------
        path : str or Path
        **options : optional
            As for `plot`.

        Raises
        ------
        ArgumentError, PaperNotFoundError, AmbiguousNameError
            As for `plot`; also if the file cannot be written.
        """
        self.write_chart(path, "pdf", **options)

    def write_chart(
        self,
        path: str | FilePath,
        form: Literal["svg", "png", "pdf"],
        **options: Unpack[ChartOptions],
    ) -> Sheet:
        """Write the still chart to a file of the given format, and return the sheet.

        Parameters
        ----------
        path : str or Path
        form : {"svg", "png", "pdf"}
        **options
            As for `plot`.

        Returns
        -------
        Sheet
            The sheet that was written.

        Raises
        ------
        ArgumentError
            As for `plot`; also if the file cannot be written.
        """
        from ..drawing.formats.matplotlib import picture
        from ..drawing.formats.svg import svg
        from ..io.files import write_bytes

        require_choice("form", form, ("svg", "png", "pdf"))
        sheet = self.sheet(options)
        drawn = svg(sheet).encode() if form == "svg" else picture(sheet, form)
        write_bytes(path, drawn)
        return sheet

    def sheet(self, options: ChartOptions) -> Sheet:
        """Lay out the still chart as a sheet of shapes, independent of the output format.

        Parameters
        ----------
        options : ChartOptions
            As for `plot`.

        Returns
        -------
        Sheet

        Raises
        ------
        ArgumentError
            As for `plot`.
        """
        from ..drawing.chart.chart import ChartOptions, chart

        require_known(options, ChartOptions.__annotations__)
        return chart(self.subject(lang=options.get("lang", "en")), **options)

    def subject(self, title: str | None = None, lang: Language = "en") -> Subject:
        """Return the content of a drawing: papers, relations, title and language.

        Parameters
        ----------
        title : str, optional
            By default the title of the result.
        lang : {"en", "zh"}, optional

        Returns
        -------
        Subject

        Raises
        ------
        ArgumentError
            If the language is not supported.
        """
        from ..drawing.subject import Subject

        require_language(lang)

        return Subject(
            self.tables,
            self.shown_ids(),
            self.relation_rows(),
            self.drawing_title() if title is None else title,
            self.descent,
            draw_priority=self.draw_priority,
            focus=self.asked_ids(),
            notices=self.caption_notes.without_advice(),
            runs_through_hidden=self.runs_through_hidden,
            lane_of=self.lane_of(),
            number_of=self.number_of(),
            emphasis=self.emphasis(),
            lane_words=self._lane_words(),
            lang=lang,
        )

    def _answer_tabs(self) -> dict[str, dict[str, Any]]:
        """The answer as the tab of a page, by language."""
        stated = sentences(*self._notes()).without_advice().said
        return {
            lang: answer_tab(
                replace(self.to_document(lang), notes=tuple(text_of(one, lang) for one in stated)),
                self.bar_columns,
                with_table=not self.is_list_of_papers,
            )
            for lang in LANGUAGES
        }

    def _lane_words(self) -> dict[str, str]:
        """Chinese name of each lane."""
        lanes, chinese = self.lane_of() or {}, self.lane_of("zh") or {}
        return {lane: chinese[one] for one, lane in lanes.items()}


def _page(
    subject: Subject,
    engine: Engine,
    answer_tabs: Callable[[], Mapping[str, Mapping[str, Any]]],
    theme: PageTheme,
) -> str:
    require_choice("engine", engine, ("page", "pyvis"))
    require_choice("theme", theme, PAGE_THEMES)
    if engine == "page":
        from ..drawing.formats.html import page

        return page(subject, answer_tabs(), theme=theme)
    from ..drawing.formats.pyvis import pyvis_page

    return pyvis_page(subject)
