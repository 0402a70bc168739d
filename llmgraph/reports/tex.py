"""Values of answers in LaTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..drawing.formats.tex import GLYPH, escaped
from ..language.messages import listing
from .markdown import texts_of

if TYPE_CHECKING:
    from ..language.messages import Language
    from ..results.base import Result


def value(result: Result, output: str, lang: Language = "en", *, in_words: bool = False) -> str:
    r"""Write one value of an answer as LaTeX.

    Parameters
    ----------
    result, output, lang, in_words
        As for `markdown.value`.

    Returns
    -------
    str
        With citation keys in ``\cite``.

    Raises
    ------
    ArgumentError
        As for `markdown.value`.

    Examples
    --------
    >>> import llmgraph
    >>> print(value(llmgraph.load().ancestors("LLaVA", depth=1), "cite"))
    \cite{clip,gpt-4,vicuna}
    """
    texts = texts_of(result, output, lang, in_words=in_words)
    if output == "cite":
        return rf"\cite{{{','.join(texts)}}}"
    return listing(list(map(_plain, texts)), lang)


def _plain(text: str) -> str:
    """Escape a text; letters that few engines have stay as they are."""
    return re.sub(re.escape(GLYPH) + r"(.*?)\}", r"\1", escaped(text))
