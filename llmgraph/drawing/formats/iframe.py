"""A page embedded in another page: in notebooks, reports and documentation.

The page is in a sandboxed iframe: without ``allow-same-origin``, its script can read neither the
cookies nor the content of its host. Below it is a still picture, which remains visible where a host
removes iframes: in an untrusted notebook, or in GitHub's view of one.
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
"""Largest number of papers for which a notebook shows a page automatically."""

MOST = 2_000_000
"""Maximum number of characters that one output adds to a notebook, page and picture together."""


def fragment(page: str, *, title: str = "", height: int = HEIGHT) -> str:
    """Wrap a page for embedding in another page, once or several times.

    Parameters
    ----------
    page : str
        A complete HTML document.
    title : str, optional
        Text for screen readers.
    height : int, optional
        Height in pixels, clipped to 200 to 2,000.

    Returns
    -------
    str
        One line of HTML, which Markdown leaves intact. It has no id, class or script that could
        clash with those of its host.

    Examples
    --------
    >>> fragment("<!doctype html><p>One & all", title='"A"')[:64]
    '<iframe title="&quot;A&quot;" sandbox="allow-scripts allow-downl'
    """
    return (
        f"<iframe {_attributes(page, title)} {_style(_capped(height), 'display:block')}></iframe>"
    )


def notebook(page: str, still: str, *, title: str = "", height: int = HEIGHT) -> str:
    """Return the output of a notebook cell: a page over a still picture of it.

    Parameters
    ----------
    page : str
        A whole HTML document; empty if it would take too long to draw.
    still : str
        The same drawing as SVG.
    title : str, optional
        Text for screen readers.
    height : int, optional
        Height in pixels, clipped to 200 to 2,000. A still picture alone keeps its own height.

    Returns
    -------
    str
        One line of HTML. If it would exceed `MOST` characters, the page is left out, then the
        picture, and a sentence reports this.

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


def picture_tag(still: str | bytes, *, kind: str = "image/svg+xml", title: str = "") -> str:
    """Return an image element with a picture; the scripts of an SVG cannot run in it.

    Parameters
    ----------
    still : str or bytes
        The content of a file, such as a standalone SVG document.
    kind : str, optional
        Its media type.
    title : str, optional
        Alternative text.

    Returns
    -------
    str
        One line of HTML.

    Examples
    --------
    >>> picture_tag("<svg/>", title="A")
    '<img alt="A" src="data:image/svg+xml;base64,PHN2Zy8+" style="max-width:100%">'
    """
    data = base64.b64encode(still.encode() if isinstance(still, str) else still).decode()
    alt = escaped(clean(title))
    return f'<img alt="{alt}" src="data:{kind};base64,{data}" style="max-width:100%">'


def escaped(text: str) -> str:
    r"""Escape a text for HTML attributes and content, on one line of Markdown.

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
    # Template tags and shortcodes of documentation tools begin with these two characters.
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
