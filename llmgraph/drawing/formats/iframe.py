"""A page inside another page: in notebooks, reports and documentation.

The page stands in an iframe that is cut off from the page around it: without ``allow-same-origin``
its script sees neither the cookies nor the texts of its host. Below it lies a still picture, which
is what remains where a host takes iframes out: an untrusted notebook, or GitHub's view of one.
"""

from __future__ import annotations

import base64
import re

from ...language.messages import Message
from ...language.wording import clean

SANDBOX = "allow-scripts allow-downloads allow-popups"
HEIGHT = 560
HEIGHTS = (200, 2_000)
PAPERS = 400
"""Papers up to which a page is drawn without being asked for."""

MOST = 2_000_000
"""Characters that one output may add to a notebook, page and picture together."""


def fragment(page: str, *, title: str = "", height: int = HEIGHT) -> str:
    """Wrap a page so that it can stand in another page, also several times.

    Parameters
    ----------
    page : str
        A whole HTML document.
    title : str, optional
        What a screen reader says of it.
    height : int, optional
        Pixels; kept between 200 and 2,000.

    Returns
    -------
    str
        One line of HTML without an empty one, so that Markdown leaves it whole; no id, class or
        script of it can clash with those of its host.

    Examples
    --------
    >>> fragment("<!doctype html><p>One & all", title='"A"')[:64]
    '<iframe title="&quot;A&quot;" sandbox="allow-scripts allow-downl'
    """
    return (
        f"<iframe {_attributes(page, title)} {_style(_capped(height), 'display:block')}></iframe>"
    )


def notebook(page: str, still: str, *, title: str = "", height: int = HEIGHT) -> str:
    """Show a page in the output of a notebook cell, over a still picture of it.

    Parameters
    ----------
    page : str
        A whole HTML document; empty where it would take too long to draw.
    still : str
        The same as SVG.
    title : str, optional
        What a screen reader says of it.
    height : int, optional
        Pixels; kept between 200 and 2,000. A still picture alone is as high as it is.

    Returns
    -------
    str
        One line of HTML. What would make the notebook grow by more than `MOST` characters is left
        out, first the page, then the picture, and a sentence says so.

    Examples
    --------
    >>> shown = notebook("<p>interactive", "<svg/>", title="A")
    >>> shown.count("<img "), shown.count("<iframe "), "allow-same-origin" in shown
    (1, 1, False)
    """
    picture = picture_tag(still, title=title)
    frame = (
        f"<iframe {_attributes(page, title)} {_style('100%', 'position:absolute;top:0;left:0')}>"
    )
    if page and len(picture) + len(frame) <= MOST:
        box = f"position:relative;height:{_capped(height)};overflow:hidden"
        return f'<div style="{box}">{picture}{frame}</iframe></div>'
    told = escaped(str(Message("page.too_large")))
    if len(picture) <= MOST:
        return f"<div>{picture}<p>{told}</p></div>"
    return f"<p>{escaped(clean(title))}</p><p>{told}</p>"


def picture_tag(still: str, *, title: str = "") -> str:
    """Put an SVG into an image element, in which nothing of it can run.

    Parameters
    ----------
    still : str
        A standalone SVG document.
    title : str, optional
        What is read where the picture is not seen.

    Returns
    -------
    str
        One line of HTML.

    Examples
    --------
    >>> picture_tag("<svg/>", title="A")
    '<img alt="A" src="data:image/svg+xml;base64,PHN2Zy8+" style="max-width:100%">'
    """
    data = base64.b64encode(still.encode()).decode()
    alt = escaped(clean(title))
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{data}" style="max-width:100%">'


def escaped(text: str) -> str:
    r"""Write a text so that it stays one attribute or text of HTML, on one line of Markdown.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> escaped('<a href="{{ x }}">\n')
    '&lt;a href=&quot;&#123;{ x }}&quot;&gt;&#10;'
    """
    for char, entity in _ENTITIES.items():
        text = text.replace(char, entity)
    # Templates of documentation tools and shortcodes begin with two signs.
    return re.sub(r"\{(?=[{%#<])", "&#123;", text)


_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
}


def _attributes(page: str, title: str) -> str:
    return (
        f'title="{escaped(clean(title))}" sandbox="{SANDBOX}" referrerpolicy="no-referrer" '
        f'loading="lazy" srcdoc="{escaped(page)}"'
    )


def _style(height: str, more: str) -> str:
    return f'style="width:100%;height:{height};border:0;{more}"'


def _capped(height: int) -> str:
    least, most = HEIGHTS
    return f"{min(max(height, least), most)}px"
