"""The language of the command line: that of ``--lang`` or, in a terminal, that of the locale.

With ``--lang`` all that a call tells is in that language, wherever it goes; JSON of ``check`` is
the same in both. Without it, what a terminal shows for people is in Chinese where the locale is
Chinese: where the first of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that is not empty begins with
``zh``. All else is in English, whatever the locale: files, drawings, pipes and the formats for
programs.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from ..language.messages import LANGUAGES, text_of
from ..language.wording import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..language.messages import Language, Sayable

_KEY = "llmgraph.lang"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def lang_option(told: str) -> Callable[[Any], Any]:
    """Make the option that chooses the language, which `language` then knows.

    Parameters
    ----------
    told : str
        Its help.

    Returns
    -------
    callable
        A decorator of commands.
    """

    def keep(ctx: click.Context, _: click.Parameter, lang: Language | None) -> None:
        if lang is not None:
            # Commands within others share it, and so do errors told by the outermost one.
            ctx.meta[_KEY] = lang

    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        callback=keep,
        # Known before any other option is refused.
        is_eager=True,
        expose_value=False,
        help=told,
    )


def language(terminal: TextIO | None = None) -> Language:
    """Tell in which language this call speaks.

    Parameters
    ----------
    terminal : text file, optional
        Where people read it, if that is a terminal; by default what is told goes elsewhere, to a
        file or to a program.

    Returns
    -------
    {"en", "zh"}
    """
    chosen: Language | None = click.get_current_context().meta.get(_KEY)
    if chosen is not None:
        return chosen
    return _of_locale() if terminal is not None and terminal.isatty() else "en"


def tell(said: str | Sayable, before: str = "") -> None:
    """Tell something beside the answer: one line on standard error."""
    click.echo(printable(before + text_of(said, language(sys.stderr))), err=True)


def wrong_call(said: Sayable) -> click.UsageError:
    """Make the error of a call that cannot be understood; click adds how to get help."""
    return click.UsageError(said.text(language(sys.stderr)))


def _of_locale() -> Language:
    said = next(filter(None, map(os.environ.get, _LOCALE)), "")
    return "zh" if said.casefold().startswith("zh") else "en"
