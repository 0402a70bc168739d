"""Warnings about drawings."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..language.messages import Language, Message


class DrawingWarning(UserWarning):
    """Warning about the legibility of a drawing.

    Parameters
    ----------
    said : Message
        The problem, and what to do about it.
    """

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Language = "en") -> str:
        """Return the warning in a language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        str
        """
        return self.said.text(lang)


def calls_up() -> int:
    """Return the `stacklevel` of a warning that names the line outside the package."""
    package = __name__.partition(".")[0]
    frame, level = inspect.currentframe(), 0
    while frame and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        frame, level = frame.f_back, level + 1
    return level
