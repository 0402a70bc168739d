"""The exceptions of llmgraph.

Every one also is the built-in exception that a caller would expect::

    LLMGraphError
    ├── PaperNotFoundError   KeyError     no paper has this name
    ├── AmbiguousNameError   LookupError  several papers have this name
    ├── TableError           ValueError   the tables are not a graph (llmgraph.problems)
    ├── ArgumentError        ValueError   an argument cannot be used as given
    ├── ConvergenceError     ArithmeticError  a measure did not come to rest
    ├── QuestionError        ValueError   a plain question was not understood
    └── MissingExtraError    ImportError  a library that only some queries need is not installed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .language.messages import Language, Sayable


class LLMGraphError(Exception):
    """Root of the exceptions that llmgraph raises on purpose.

    Parameters
    ----------
    said : str or Sayable
        What happened, where, with which value, and what to do next. A text is the same in both
        languages.
    """

    def __init__(self, said: str | Sayable) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text()!r})"

    def text(self, lang: Language = "en") -> str:
        """Write the message in a language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        str
        """
        return self.said if isinstance(self.said, str) else self.said.text(lang)


class PaperNotFoundError(LLMGraphError, KeyError):
    """No paper is known by this name.

    Parameters
    ----------
    name : str
        The name that was looked up.
    said : str or Sayable
        What to tell the reader.
    suggestions : sequence of str
        Ids of the papers with the nearest names, best first; may be empty.
    """

    def __init__(self, name: str, said: str | Sayable, suggestions: Sequence[str] = ()) -> None:
        super().__init__(said)
        self.args = name, said, suggestions
        self.name = name
        self.suggestions = tuple(suggestions)


class AmbiguousNameError(LLMGraphError, LookupError):
    """Several papers are known by this name, so none is chosen.

    Parameters
    ----------
    name : str
        The name that was looked up.
    said : str or Sayable
        What to tell the reader.
    candidates : sequence of str
        Ids of all papers with this name, in the order of the table.
    """

    def __init__(self, name: str, said: str | Sayable, candidates: Sequence[str]) -> None:
        super().__init__(said)
        self.args = name, said, candidates
        self.name = name
        self.candidates = tuple(candidates)


class ArgumentError(LLMGraphError, ValueError):
    """An argument cannot be used as given.

    Parameters
    ----------
    said : str or Sayable
        As for `LLMGraphError`.
    """


class ConvergenceError(LLMGraphError, ArithmeticError):
    """A measure that is found step by step did not come to rest.

    Parameters
    ----------
    said : str or Sayable
        As for `LLMGraphError`.
    """


class QuestionError(LLMGraphError, ValueError):
    """A plain question has none of the forms that are understood.

    Parameters
    ----------
    said : str or Sayable
        As for `LLMGraphError`.
    """


class MissingExtraError(LLMGraphError, ImportError):
    """A library that only some queries need is not installed.

    Parameters
    ----------
    said : str or Sayable
        As for `LLMGraphError`.
    """
