"""Identifiers of papers, and the links they give: arXiv ids, DOIs and URLs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from ..language.wording import clean

if TYPE_CHECKING:
    from .records import Paper

_DOI_PREFIX = r"(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:\s*)?"
_ARXIV = r"(?P<arxiv>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?"
_ARXIV_LINK = re.compile(
    r"(?:https?://)?(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|ps)/"
    r"|" + _DOI_PREFIX + r"10\.48550/arxiv\.|arxiv:\s*)?" + _ARXIV + r"(?:\.pdf)?(?:[?#].*)?/?",
    re.IGNORECASE | re.ASCII,
)
_DOI = r"(?P<doi>10\.[0-9]{4,9}/[^\s\"{}|\\^`]+)"
_DOI_LINK = re.compile(_DOI_PREFIX + _DOI, re.IGNORECASE)
_URL = re.compile(r"https?://(?:www\.)?(?P<rest>\S+)", re.IGNORECASE)


class Identifier(NamedTuple):
    """An identifier without its prefix.

    Parameters
    ----------
    scheme : {"arxiv", "doi", "url"}
    value : str
        As it was written, such as ``1706.03762`` without its version.
    """

    scheme: str
    value: str

    @property
    def key(self) -> str:
        """The identifier for comparison: ``arxiv:``, ``doi:`` or ``url:``, in lower case."""
        return f"{self.scheme}:{self.value.lower()}"


def read_identifier(text: str) -> Identifier | None:
    """Parse an arXiv id, a DOI or a URL, in any spelling.

    Parameters
    ----------
    text : str
        ``2203.15556``, ``arXiv:2203.15556v1``, ``https://arxiv.org/pdf/2203.15556``,
        ``10.1145/…``, ``https://doi.org/10.1145/…``, or any other http(s) URL.

    Returns
    -------
    Identifier or None
        None if the text is none of these.

    Examples
    --------
    >>> read_identifier("https://doi.org/10.7717/PEERJ.4375").key
    'doi:10.7717/peerj.4375'
    >>> read_identifier("arXiv:1706.03762v5")
    Identifier(scheme='arxiv', value='1706.03762')
    >>> read_identifier("GPT-3") is None
    True
    """
    text = text.strip()
    if match := _ARXIV_LINK.fullmatch(text):
        return Identifier("arxiv", match["arxiv"])
    if match := _DOI_LINK.fullmatch(text):
        return Identifier("doi", match["doi"].rstrip("/"))
    if match := _URL.fullmatch(text):
        return Identifier("url", match["rest"].rstrip("/"))
    return None


def paper_identifiers(*cells: str) -> set[str]:
    """Return the keys of all identifiers in some cells; see `read_identifier`."""
    found = map(read_identifier, filter(None, cells))
    return {identifier.key for identifier in found if identifier}


def arxiv_id_of(paper: Paper) -> str:
    """Return the arXiv id of a paper without prefix and version; empty if it has none.

    Examples
    --------
    >>> from llmgraph import Paper
    >>> arxiv_id_of(Paper("a", arxiv_id="arXiv:1706.03762v5")), arxiv_id_of(Paper("b"))
    ('1706.03762', '')
    """
    return _value(paper.arxiv_id, "arxiv")


def doi_of(paper: Paper) -> str:
    """Return the DOI of a paper without prefix; empty if it has none.

    Examples
    --------
    >>> from llmgraph import Paper
    >>> doi_of(Paper("a", doi="https://doi.org/10.7717/peerj.4375")), doi_of(Paper("b", doi="?"))
    ('10.7717/peerj.4375', '')
    """
    return _value(paper.doi, "doi")


def _value(cell: str, scheme: str) -> str:
    identifier = read_identifier(cell)
    return identifier.value if identifier and identifier.scheme == scheme else ""


def link_of(paper: Paper) -> str:
    """Return the URL of a paper.

    Parameters
    ----------
    paper : Paper

    Returns
    -------
    str
        Its own http(s) URL, otherwise that of its arXiv id or DOI, otherwise empty.

    Examples
    --------
    >>> from llmgraph import Paper
    >>> link_of(Paper("a", doi="doi:10.7717/peerj.4375"))
    'https://doi.org/10.7717/peerj.4375'
    """
    url = clean(paper.url)
    if _URL.fullmatch(url):
        return url
    for cell in (paper.arxiv_id, paper.doi):
        identifier = read_identifier(clean(cell))
        if identifier and identifier.scheme != "url":
            host = "arxiv.org/abs" if identifier.scheme == "arxiv" else "doi.org"
            return f"https://{host}/{quote(identifier.value, safe='/')}"
    return ""
