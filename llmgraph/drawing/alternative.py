"""Alternative texts: what a drawing shows, for readers who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..language.messages import Message, in_a_row, some_of
from ..language.wording import clean
from .year_shares import year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..language.messages import Value
    from .subject import Subject

NAMED = 5
"""An alternative text names at most this many papers in a row."""


def alternative_text(subject: Subject) -> str:
    """Describe a drawing in one or a few sentences.

    Parameters
    ----------
    subject : Subject

    Returns
    -------
    str
        Its title, the number of papers and their years, and on which papers those that were asked
        about build directly, or which papers there are.

    Examples
    --------
    >>> import llmgraph
    >>> paths = llmgraph.load().paths("GPT-2", "GPT-1", k=1)
    >>> print(alternative_text(paths.subject()))
    Chains of descent between GPT-2 and GPT-1: a chart of 2 papers from 2018 to 2019. GPT-2 builds
    on GPT-1.
    """
    tables = subject.tables
    numbers = [tables.number[one] for one in subject.ids]
    years = sorted(year for row in numbers if (year := year_of(tables, row)) is not None)
    told: dict[str, Value] = {
        "title": subject.title,
        "papers": Message("count.paper", {"count": len(numbers)}),
    }
    if not years:
        said = [Message("alt.chart", told)]
    else:
        told |= {"first": str(years[0]), "last": str(years[-1])}
        said = [Message("alt.years" if years[0] < years[-1] else "alt.year", told)]
    builds = [_builds_on(subject, one) for one in subject.focus]
    if any(builds):
        said += [one for one in builds if one]
    elif numbers:
        said.append(Message("alt.among", {"names": _names(subject, list(subject.ids))}))
    text = in_a_row([one.text(subject.lang) for one in said], subject.lang)
    # Without a title, nothing stands before the first sign.
    return clean(text.lstrip(":： "), 1_000)


def _builds_on(subject: Subject, one: str) -> Message | None:
    """The parents of a paper in the drawing, if it has any."""
    tables, edges = subject.tables, subject.descent.edges
    own = (edges.child == tables.number[one]) & np.isin(edges.row, list(subject.rows))
    shown = set(subject.ids)
    parents = tables.by_date(set(edges.parent[own].tolist()))
    names = [name for name in tables.ids_of(parents) if name in shown]
    if not names:
        return None
    told: dict[str, Value] = {"name": tables.name(one), "names": _names(subject, names)}
    return Message("alt.builds_on", told)


def _names(subject: Subject, ids: Sequence[str]) -> tuple[Value, ...]:
    return some_of(ids, NAMED, subject.tables.name)
