"""Formats for programs: JSON, CSV and ids."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from ..io.files import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..results.document import Document

# A sign that begins a formula, also after blanks, which some spreadsheets trim; and line ends.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_CONTROLS = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


def to_json(document: Document) -> str:
    r"""Write a document as JSON: heading, notes, all columns, and prose if it comes first.

    The answer to a question of yes or no stands first: ``{"holds": true, "text": "…"}``. Data that
    have a version are named: ``"data": "llmgraph 2026.12"``.

    Parameters
    ----------
    document : Document

    Returns
    -------
    str
        All texts verbatim, with control characters escaped.
    """
    told = {} if document.table_first else {"text": [*document.prose.lines()]}
    answer = {} if document.answer is None else {"answer": asdict(document.answer)}
    named = {"data": document.data} if document.data else {}
    content = {
        **answer,
        "heading": document.heading,
        "notes": document.remarks,
        **named,
        **told,
        "rows": [dict(row) for row in document.table.rows],
    }
    # JSON does not escape control characters above U+001F, some of which terminals interpret.
    return json.dumps(content, ensure_ascii=False, indent=2).translate(_CONTROLS) + "\n"


def to_csv(document: Document) -> str:
    """Write the table of a document as CSV, with all columns.

    Parameters
    ----------
    document : Document

    Returns
    -------
    str
        Texts that a spreadsheet would evaluate as a formula are prefixed with an apostrophe.
    """
    names = document.table.columns
    rows = ([_cell(row[name]) for name in names] for row in document.table.rows)
    return csv_text([[*map(_cell, names)], *rows])


def to_ids(ids: Iterable[str]) -> str:
    """Write ids, one per line.

    Parameters
    ----------
    ids : iterable of str

    Returns
    -------
    str
    """
    return "".join(f"{one}\n" for one in ids)


def _cell(value: object) -> object:
    text = "; ".join(value) if isinstance(value, (list, tuple)) else value
    return f"'{text}" if isinstance(text, str) and _FORMULA.match(text) else text
