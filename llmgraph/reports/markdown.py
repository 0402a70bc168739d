"""An answer in one of the forms that a Markdown report may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..drawing.formats.iframe import picture_tag
from ..writers import markdown as writer

if TYPE_CHECKING:
    from ..language.messages import Language
    from ..results.base import Result


def markdown(result: Result, form: str, lang: Language = "en") -> str:
    """Write an answer as Markdown.

    Parameters
    ----------
    result : Result
    form : str
        One of `orders.FORMS`. Pictures are images of their own, in which nothing can run; GitHub
        shows no such images in Markdown, and draws Mermaid instead.
    lang : {"en", "zh"}, optional

    Returns
    -------
    str
        Lines without an empty one at the end.
    """
    if form == "mermaid":
        return f"```mermaid\n{result.to_mermaid(lang=lang)}```"
    if form == "svg":
        return picture_tag(result.to_svg(lang=lang), title=result.caption(lang))
    return (writer.table if form == "table" else writer.prose)(result.to_document(lang))
