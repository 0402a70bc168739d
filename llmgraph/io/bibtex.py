"""BibTeX: one entry for each paper."""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

from ..language.wording import clean
from ..model.identifiers import arxiv_id_of, doi_of, link_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.records import Paper

# Commands for the characters that mean something to BibTeX or TeX. Braces are always balanced.
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write_bibtex(papers: Iterable[Paper]) -> str:
    """Write papers as a BibTeX database.

    Parameters
    ----------
    papers : iterable of Paper

    Returns
    -------
    str
        One ``@misc`` entry for each paper, in the given order, in UTF-8 for BibTeX and biber, with
        the keys of `keys_of`. Unknown fields are left out.

    Examples
    --------
    >>> import llmgraph
    >>> print(write_bibtex([llmgraph.load().tables.paper("gpt-1")]), end="")
    @misc{gpt-1,
      title = {{Improving Language Understanding by Generative Pre-Training}},
      author = {Alec Radford and Karthik Narasimhan and Tim Salimans and Ilya Sutskever},
      year = {2018},
      month = jun,
      howpublished = {OpenAI technical report},
      url = {https://cdn.openai.com/research-covers/language-unsupervised/language_understanding_paper.pdf}
    }
    """
    papers = list(papers)
    return "\n".join(map(entry, papers, keys_of(papers)))


def keys_of(papers: Iterable[Paper]) -> list[str]:
    """Return the citation keys of papers, each one different.

    Parameters
    ----------
    papers : iterable of Paper

    Returns
    -------
    list of str
        The `key` of each paper, or else its id. Without characters that a key cannot have, it ends
        in a hash, so that a paper has the same key in every list. Only if keys differ in nothing
        but case, which BibTeX ignores, the later ones are numbered.

    Examples
    --------
    >>> from llmgraph.model.records import Paper
    >>> keys_of(Paper(id=one, title="") for one in ("gpt-2", "GPT-2", "GPT 2", "思维链"))
    ['gpt-2', 'GPT-2--2', 'GPT2-6786e46c', 'paper-56cd05fd']
    """
    last_number: dict[str, int] = {}
    keys = []
    for paper in papers:
        key = stem = _stem(paper.key or paper.id)
        while key.lower() in last_number:
            last_number[stem.lower()] += 1
            key = f"{stem}--{last_number[stem.lower()]}"
        last_number[key.lower()] = 1
        keys.append(key)
    return keys


def _stem(id_: str) -> str:
    """The key of an id on its own."""
    stem = re.sub(r"[^\w:.+/-]", "", id_[:80], flags=re.ASCII)
    if stem == id_ != "":
        return stem
    digest = sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{stem or 'paper'}-{digest[:8]}"


def entry(paper: Paper, key: str) -> str:
    """Write one paper as a BibTeX entry.

    Parameters
    ----------
    paper : Paper
    key : str
        Its citation key.

    Returns
    -------
    str
    """
    # Double braces keep capitals in a title, and whole the name of an organisation.
    authors = " and ".join(_name(one) for one in paper.authors)
    year = re.match(r"(\d{4})?", paper.published, re.ASCII)
    arxiv, doi = arxiv_id_of(paper), doi_of(paper)
    fields = {
        "title": f"{{{{{escaped(paper.title or paper.id)}}}}}",
        "author": _braced(authors),
        "year": _braced(year[0] if year else ""),
        "month": month_of(paper),
        "howpublished": _braced(escaped(paper.venue)),
        "eprint": _braced(arxiv),
        "archiveprefix": _braced("arXiv" if arxiv else ""),
        "doi": _braced(_literal(doi)),
        "url": _braced(_literal(link_of(paper))),
    }
    lines = (f"  {name} = {value}" for name, value in fields.items() if value)
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def month_of(paper: Paper) -> str:
    """Return the macro of the month of a paper, or an empty string."""
    dated = re.match(r"\d{4}-(\d\d)", paper.published, re.ASCII)
    number = int(dated[1]) if dated else 0
    return MONTHS[number - 1] if 1 <= number <= len(MONTHS) else ""


def escaped(text: str) -> str:
    r"""Escape a text for a field.

    Examples
    --------
    >>> print(escaped("R&D {at} 5 %"))
    R\&D \textbraceleft{}at\textbraceright{} 5 \%
    """
    return "".join(_COMMANDS.get(char, char) for char in clean(text, sys.maxsize))


def _name(author: str) -> str:
    """A name; one with a comma or an "and" is that of an organisation, and stays whole."""
    if author == "et al.":
        return "others"
    name = escaped(author)
    return f"{{{name}}}" if "," in name or re.search(r"\sand\s", name) else name


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _literal(text: str) -> str:
    """A DOI or link, which is not escaped; without braces, which could be unbalanced."""
    return re.sub(r"[{}\\\s]", "", clean(text, sys.maxsize))
