"""The exceptions of llmgraph.

Each is also the built-in exception that a caller would expect::

    LLMGraphError
    ├── PaperNotFoundError   KeyError     no paper has this name
    ├── AmbiguousNameError   LookupError  several papers have this name
    ├── TableError           ValueError   the tables are not a graph (llmgraph.problems)
    ├── ArgumentError        ValueError   an argument is invalid
    ├── ConvergenceError     ArithmeticError  a measure did not converge
    ├── QuestionError        ValueError   a question was not understood
    └── MissingExtraError    ImportError  an optional dependency is not installed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .language.messages import Language, Sayable


class LLMGraphError(Exception):
    """Base class of the exceptions of llmgraph.

    Parameters
    ----------
    said : str or Sayable
        What happened, where, with which value, and what to do next. A plain string is the same in
        both languages.
    """

    def __init__(self, said: str | Sayable) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text()!r})"

    def text(self, lang: Language = "en") -> str:
        """Return the message in a language.

        Parameters
        ----------
        lang : {"en", "zh"}, optional

        Returns
        -------
        str
        """
        return self.said if isinstance(self.said, str) else self.said.text(lang)


class PaperNotFoundError(LLMGraphError, KeyError):
    """No paper has this name.

    Parameters
    ----------
    name : str
        The name that was looked up.
    said : str or Sayable
        The message.
    suggestions : sequence of str
        Ids of the papers with the most similar names, best first; may be empty.
    """

    def __init__(self, name: str, said: str | Sayable, suggestions: Sequence[str] = ()) -> None:
        super().__init__(said)
        self.args = name, said, suggestions
        self.name = name
        self.suggestions = tuple(suggestions)


class AmbiguousNameError(LLMGraphError, LookupError):
    """Several papers have this name, so none is chosen.

    Parameters
    ----------
    name : str
        The name that was looked up.
    said : str or Sayable
        The message.
    candidates : sequence of str
        Ids of all papers with this name, in the order of the table.
    """

    def __init__(self, name: str, said: str | Sayable, candidates: Sequence[str]) -> None:
        super().__init__(said)
        self.args = name, said, candidates
        self.name = name
        self.candidates = tuple(candidates)


class ArgumentError(LLMGraphError, ValueError):
    """An argument is invalid.

    Parameters
    ----------
    said : str or Sayable
        As for `LLMGraphError`.
    """


class ConvergenceError(LLMGraphError, ArithmeticError):
    """An iterative measure did not converge.

    Parameters
    ----------
    said : str or Sayable
        As for `LLMGraphError`.
    """


class QuestionError(LLMGraphError, ValueError):
    """A question matches none of the supported forms.

    Parameters
    ----------
    said : str or Sayable
        As for `LLMGraphError`.
    """


class MissingExtraError(LLMGraphError, ImportError):
    """An optional dependency of some queries is not installed.

    Parameters
    ----------
    said : str or Sayable
        As for `LLMGraphError`.
    """
