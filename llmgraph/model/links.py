"""URL of a paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..language.wording import clean
from .names import is_arxiv_id

if TYPE_CHECKING:
    from .records import Paper


def link_of(paper: Paper) -> str:
    """Return the URL of a paper.

    Parameters
    ----------
    paper : Paper

    Returns
    -------
    str
        Its own http(s) URL, otherwise that of its arXiv id or DOI, otherwise empty.
    """
    url = clean(paper.url)
    if re.match(r"https?://", url, re.IGNORECASE):
        return url
    if is_arxiv_id(paper.arxiv_id):
        return f"https://arxiv.org/abs/{paper.arxiv_id}"
    doi = clean(paper.doi)
    return f"https://doi.org/{quote(doi, safe='/')}" if re.match(r"10\.\d{4,9}/\S", doi) else ""
