"""The language of the command line: that of ``--lang`` or, in a terminal, that of the locale.

With ``--lang``, all output is in that language, wherever it goes; JSON of ``check`` is the same in
both. Without it, text for people on a terminal is in Chinese if the locale is Chinese, that is, if
the first non-empty one of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` begins with ``zh``. Everything
else is in English, whichever the locale: files, drawings, pipes and the formats for programs.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from ..language.messages import LANGUAGES, text_of
from ..language.wording import printable
from .streams import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..language.messages import Language, Sayable

_KEY = "llmgraph.lang"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def lang_option(told: str) -> Callable[[Any], Any]:
    """Create the ``--lang`` option, whose value `language` returns.

    Parameters
    ----------
    told : str
        Help text of the option.

    Returns
    -------
    callable
        A decorator of commands.
    """

    def keep(ctx: click.Context, _: click.Parameter, lang: Language | None) -> None:
        if lang is not None:
            # Subcommands share it, and so do errors printed by the outermost command.
            ctx.meta[_KEY] = lang

    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        callback=keep,
        # Must be known before an error in any other option.
        is_eager=True,
        expose_value=False,
        help=told,
    )


def language(terminal: TextIO | None = None) -> Language:
    """Return the output language of this call.

    Parameters
    ----------
    terminal : text file, optional
        The output stream, if people may read it. By default the output goes to a file or a
        program.

    Returns
    -------
    {"en", "zh"}
    """
    chosen: Language | None = click.get_current_context().meta.get(_KEY)
    if chosen is not None:
        return chosen
    return _of_locale() if terminal is not None and terminal.isatty() else "en"


def tell(said: str | Sayable, before: str = "") -> None:
    """Print a message as one line on standard error."""
    write(printable(before + text_of(said, language(sys.stderr))) + "\n", err=True)


def wrong_call(said: Sayable) -> click.UsageError:
    """Create a usage error; click adds how to get help."""
    return click.UsageError(said.text(language(sys.stderr)))


def _of_locale() -> Language:
    said = next(filter(None, map(os.environ.get, _LOCALE)), "")
    return "zh" if said.casefold().startswith("zh") else "en"
