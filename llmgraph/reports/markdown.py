"""Answers in the forms that a Markdown report may request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..drawing.formats.iframe import picture_tag
from ..errors import ArgumentError
from ..io.bibtex import keys_of
from ..language.messages import Message, listing
from ..language.wording import number_in_words
from ..model.identifiers import link_of
from ..writers import markdown as writer
from ..writers.markdown import escaped

MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
"""Media types of pictures, by form."""

if TYPE_CHECKING:
    from ..language.messages import Language
    from ..results.base import Result
    from ..results.document import Document


def markdown(
    result: Result,
    output: str,
    lang: Language = "en",
    file: str = "",
    *,
    rows: int | None = None,
    **options: Any,
) -> str:
    """Write an answer as Markdown.

    Parameters
    ----------
    result : Result
    output : str
        One of `requests.OUTPUTS`.
    lang : {"en", "zh"}, optional
    file : str, optional
        The file that has the answer, to which the Markdown refers. A picture without one is
        embedded as an image, whose scripts cannot run; GitHub does not show such images.
    rows : int, optional
        Maximum number of rows of a table.
    **options : optional
        Options of the drawing.

    Returns
    -------
    str
        Markdown without a trailing empty line.
    """
    if output == "mermaid":
        return f"```mermaid\n{result.to_mermaid(lang=lang, **options)}```"
    if output == "bibtex":
        return (
            f"[{escaped(file)}]({quote(file)})" if file else f"```bibtex\n{result.to_bibtex()}```"
        )
    if file:
        return f"![{escaped(result.alternative_text(lang))}]({quote(file)})"
    if output in MEDIA:
        drawn = content(result, output, lang, **options)
        return picture_tag(drawn, kind=MEDIA[output], title=result.alternative_text(lang))
    if output == "glossary":
        return glossary(result, lang)
    document = result.to_document(lang)
    if output == "table":
        return writer.table(capped(document, rows))
    return writer.prose(document)


def capped(document: Document, rows: int | None) -> Document:
    """Keep the first rows of the table of a document, and note how many there are."""
    table = document.table
    if rows is None or len(table.rows) <= rows:
        return document
    told = None if table.told is None else table.told[:rows]
    first = Message("report.capped", {"count": rows, "total": len(table.rows)}).text(table.lang)
    return replace(
        document,
        table=replace(table, rows=table.rows[:rows], told=told),
        notes=(*document.notes, first),
    )


def content(result: Result, output: str, lang: Language = "en", **options: Any) -> str | bytes:
    """Write an answer as the content of a file.

    Parameters
    ----------
    result : Result
    output : {"svg", "png", "pdf", "bibtex"}
    lang : {"en", "zh"}, optional
    **options : optional
        Options of the drawing.

    Returns
    -------
    str or bytes
    """
    if output == "bibtex":
        return result.to_bibtex()
    if output == "svg":
        return result.to_svg(lang=lang, **options)
    from ..drawing.formats.matplotlib import picture

    sheet = result.sheet({"lang": lang, **options})  # type: ignore[typeddict-item]
    return picture(sheet, "png" if output == "png" else "pdf")


def glossary(result: Result, lang: Language = "en") -> str:
    """List the papers of an answer, each with its date, title, summary and link."""
    items = []
    for one in result.shown_ids():
        paper = result.tables.paper(one)
        summary = paper.summary_zh if lang == "zh" and paper.summary_zh else paper.summary
        name = escaped(paper.name_in(lang))
        dated = f" ({escaped(paper.published)})" if paper.published else ""
        told = [paper.title if paper.title != paper.name else "", summary, link_of(paper)]
        texts = [escaped(text) for text in told if text]
        items.append(f"- **{name}**{dated}" + (": " if texts else "") + " · ".join(texts))
    return "\n".join(items)


def value(result: Result, output: str, lang: Language = "en", *, in_words: bool = False) -> str:
    """Write one value of an answer, for a sentence in Markdown.

    Parameters
    ----------
    result : Result
    output : str
        One of `requests.VALUES`.
    lang : {"en", "zh"}, optional
    in_words : bool, optional
        Whether a number is written in words.

    Returns
    -------
    str

    Raises
    ------
    ArgumentError
        If the answer has no paper whose name, date or key could be told.

    Examples
    --------
    >>> import llmgraph
    >>> lineage = llmgraph.load().ancestors("LLaVA", depth=1)
    >>> value(lineage, "count", in_words=True), value(lineage, "list")
    ('three', 'CLIP, GPT-4 and Vicuna')
    """
    texts = texts_of(result, output, lang, in_words=in_words)
    if output == "cite":
        return f"[{'; '.join(f'@{key}' for key in texts)}]"
    return listing(list(map(escaped, texts)), lang)


def texts_of(
    result: Result, output: str, lang: Language = "en", *, in_words: bool = False
) -> list[str]:
    """Return the texts of which a value consists: a number, a date, names, or citation keys.

    Raises
    ------
    ArgumentError
        If the answer has no paper whose name, date or key could be told.
    """
    if output == "count":
        count = result.full_count()
        return [number_in_words(count, lang) if in_words else f"{count:,}"]
    papers = [result.tables.paper(one) for one in result.subject_ids()]
    if not papers:
        raise ArgumentError(Message("report.no_papers"))
    if output == "cite":
        return keys_of(papers)
    if output == "date":
        return [papers[0].published]
    names = [paper.name_in(lang) for paper in papers]
    return names[:1] if output == "first" else names
