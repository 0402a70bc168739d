"""Validation of arguments: `checked` reads the kind of each argument from its annotation.

Functions validate bounds and names themselves, which is simple once the kind is known.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import wraps
from numbers import Integral, Real
from types import FunctionType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numpy as np

from ..errors import ArgumentError
from .messages import Message, require_choice, require_language
from .wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from .messages import Value

    Check = Callable[[str, Any], Any]

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Class = TypeVar("Class", bound=type)

# The functions that take these say what there is to choose from.
_MAY_BE_EMPTY = frozenset({"relations", "by", "origins"})


def checked(
    function: Callable[Given, Answer], *, hidden: tuple[str, ...] = ("self", "cls")
) -> Callable[Given, Answer]:
    """Make a function raise `ArgumentError` for arguments of the wrong kind.

    Parameters
    ----------
    function : callable
        Of a module with ``from __future__ import annotations``. The annotations of `_CHECKS`
        are validated, also with ``| None``; arguments with others are passed on.
    hidden : tuple of str, optional
        Parameters that the user does not name.

    Returns
    -------
    callable
        Passes on integers as `int`, and lists as tuples.

    Examples
    --------
    >>> @checked
    ... def draw(limit: int = 3) -> int:
    ...     return limit
    >>> draw(limt=3)
    Traceback (most recent call last):
        ...
    llmgraph.errors.ArgumentError: No argument 'limt' here. Did you mean limit? Choose from: limit.
    >>> draw(2.5)
    Traceback (most recent call last):
        ...
    llmgraph.errors.ArgumentError: limit must be a whole number, not 2.5.
    """
    parameters = inspect.signature(function).parameters.values()
    checks = {one.name: _check_of(one) for one in parameters}
    places = [
        one.name
        for one in parameters
        if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
    ]
    rest = [one.name for one in parameters if one.kind is one.VAR_POSITIONAL]
    named_only = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
    known = tuple(one for one in (*places, *named_only) if one not in hidden)
    is_open = any(one.kind is one.VAR_KEYWORD for one in parameters)

    @wraps(function)
    def method(*given: Given.args, **named: Given.kwargs) -> Answer:
        if not is_open:
            require_known(named, known)
        names = places + rest * (len(given) - len(places))
        # Too many arguments are left to Python.
        by_place = [checks[name](name, value) for name, value in zip(names, given, strict=False)]
        by_place += given[len(by_place) :]
        by_name = {
            name: checks[name](name, value) if name in known else value
            for name, value in named.items()
        }
        return function(*by_place, **by_name)  # type: ignore[arg-type]

    return method


def check_methods(owner: Class) -> Class:
    """Apply `checked` to the public methods that a class defines itself."""
    for name, member in list(vars(owner).items()):
        if isinstance(member, FunctionType) and not name.startswith("_"):
            setattr(owner, name, checked(member))
    return owner


def require_known(named: Iterable[str], known: Iterable[str]) -> None:
    """Raise `ArgumentError` for a keyword argument that a function does not have.

    Examples
    --------
    >>> require_known(["colour"], ["theme", "width"])
    Traceback (most recent call last):
        ...
    llmgraph.errors.ArgumentError: No argument 'colour' here. Choose from: theme, width.
    """
    known = tuple(known)
    for name in named:
        if name not in known:
            told: dict[str, Value] = {"name": repr(name), "names": known}
            near = get_close_matches(str(name), known, 1, cutoff=0.7)
            if near:
                raise ArgumentError(Message("error.argument_near", {**told, "nearest": near[0]}))
            raise ArgumentError(Message("error.argument" if known else "error.no_argument", told))


def require_type(name: str, value: object, *types: type) -> None:
    """Raise `ArgumentError` if the value of an argument has none of some types.

    Examples
    --------
    >>> require_type("graph", 3, dict)
    Traceback (most recent call last):
        ...
    llmgraph.errors.ArgumentError: graph must be of the type dict, not 3.
    """
    if not isinstance(value, types):
        names = tuple(one.__name__ for one in types)
        raise _refused("error.type", name, value, types=names)


def whole_number(name: str, value: object) -> int:
    """Validate an integer; a bool is none."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise _refused("error.whole_number", name, value)
    return int(value)


def number(name: str, value: object) -> object:
    """Validate a number; a bool is none. The bounds of every number exclude NaN and infinity."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise _refused("error.number", name, value)
    return value


def flag(name: str, value: object) -> bool:
    """Validate True or False, also those of NumPy."""
    if not isinstance(value, bool | np.bool_):
        raise _refused("error.flag", name, value)
    return bool(value)


def text(name: str, value: object) -> str:
    """Validate a text."""
    if not isinstance(value, str):
        raise _refused("error.text", name, value)
    return value


def texts(name: str, value: object) -> tuple[str, ...]:
    """Validate a list of texts, or any other iterable of them."""
    return _all_text("error.texts", name, value)


def text_or_texts(name: str, value: object) -> str | tuple[str, ...]:
    """Validate one text or a list of them."""
    return value if isinstance(value, str) else _all_text("error.text_or_texts", name, value)


def listed(name: str, value: object, message: str = "error.list") -> tuple[Any, ...]:
    """Validate a list, or any other iterable that is neither a text nor a mapping."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise _refused(message, name, value)
    return tuple(value)


def path(name: str, value: object) -> object:
    """Validate the name of a file."""
    if not isinstance(value, str | os.PathLike) or not isinstance(os.fspath(value), str):
        raise _refused("error.path", name, value)
    return value


def mapping(name: str, value: object) -> Mapping[Any, Any]:
    """Validate a mapping."""
    if not isinstance(value, Mapping):
        raise _refused("error.mapping", name, value)
    return value


def texts_by_name(name: str, value: object) -> Mapping[str, str]:
    """Validate a mapping of texts to texts."""
    items = mapping(name, value)
    if not all(isinstance(one, str) for pair in items.items() for one in pair):
        raise _refused("error.text_mapping", name, value)
    return items


def _language(name: str, value: Any) -> object:
    if name == "lang":
        require_language(value)
    else:
        require_choice(name, value, ("en", "zh"))
    return value


def _anything(_name: str, value: object) -> object:
    return value


def _all_text(message: str, name: str, value: object) -> tuple[str, ...]:
    items = listed(name, value, message)
    if not all(isinstance(one, str) for one in items):
        raise _refused(message, name, items)
    return items


def _refused(message: str, name: str, value: object, **more: Value) -> ArgumentError:
    return ArgumentError(Message(message, {"name": name, "value": shown(repr(value)), **more}))


_CHECKS: Mapping[str, Check] = {
    "int": whole_number,
    "float": number,
    "bool": flag,
    "str": text,
    "str | Iterable[str]": text_or_texts,
    "Iterable[str]": texts,
    "Sequence[str]": texts,
    "str | FilePath": path,
    "PathLike": path,
    "Language": _language,
    "ThemeName": text,
    "PageName": text,
    "ChartOptions": mapping,
    "Mapping[str, str]": texts_by_name,
}


def _filled(check: Check) -> Check:
    def filled(name: str, value: object) -> object:
        items = check(name, value)
        if items == ():
            raise _refused("error.empty", name, value)
        return items

    return filled


def _check_of(parameter: inspect.Parameter) -> Check:
    """Return the check of a parameter, by its annotation."""
    kind = str(parameter.annotation)
    check = _CHECKS.get(kind.removesuffix(" | None"), _anything)
    if check in (texts, text_or_texts) and parameter.name not in _MAY_BE_EMPTY:
        check = check if parameter.default == () else _filled(check)
    if check is _anything or not kind.endswith(" | None"):
        return check
    return lambda name, value: None if value is None else check(name, value)
