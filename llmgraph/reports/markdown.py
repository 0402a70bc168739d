"""Answers in the forms that a Markdown report may request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..drawing.formats.iframe import picture_tag
from ..writers import markdown as writer

if TYPE_CHECKING:
    from ..language.messages import Language
    from ..results.base import Result


def markdown(result: Result, output: str, lang: Language = "en") -> str:
    """Write an answer as Markdown.

    Parameters
    ----------
    result : Result
    output : str
        One of `requests.OUTPUTS`. Pictures are embedded as images, whose scripts cannot run. GitHub
        does not show such images in Markdown; use Mermaid there.
    lang : {"en", "zh"}, optional

    Returns
    -------
    str
        Markdown without a trailing empty line.
    """
    if output == "mermaid":
        return f"```mermaid\n{result.to_mermaid(lang=lang)}```"
    if output == "svg":
        return picture_tag(result.to_svg(lang=lang), title=result.caption(lang))
    return (writer.table if output == "table" else writer.prose)(result.to_document(lang))
