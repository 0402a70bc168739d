"""Click commands of the queries, built from the registry.

The command line runs them; reports only parse placeholders with the same options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..language.messages import Language
    from .registry import Kind, Parameter, Query

NUMBERS: Mapping[str, click.ParamType[Any]] = {"count": click.INT, "number": click.FLOAT}


class WrongValue(click.BadParameter):
    """Error for an invalid parameter value, with a message in either language."""

    def __init__(self, said: Message, param: click.Parameter | None, ctx: click.Context | None):
        super().__init__(said.text(), ctx, param)
        self.said = said

    def spoken(self, lang: Language) -> click.BadParameter:
        """Return the error in a language; the words of click stay English."""
        return click.BadParameter(self.said.text(lang), self.ctx, self.param)


class SideSteps(click.ParamType[Any]):
    """Parameter type: a number of side steps, or ``any``."""

    name = "side steps"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        """Parse the value; the query itself rejects negative numbers."""
        if value == "any":
            return "any"
        try:
            return int(value)
        except ValueError:
            said = Message("command.side_steps", {"value": repr(value)})
            raise WrongValue(said, param, ctx) from None

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (the signature is click's)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete common values."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(one) for one in ("0", "1", "any") if one.startswith(incomplete)]


def parameters_of(
    query: Query, types: Mapping[Kind, click.ParamType[Any]] | None = None
) -> list[click.Parameter]:
    """Build the click arguments and options of a query.

    Parameters
    ----------
    query : Query
    types : mapping of str to click.ParamType, optional
        Parameter type of each kind, for parsing and completion; by default texts and numbers.

    Returns
    -------
    list of click.Parameter
        In the order of the registry, without options of the graph such as ``--as-of``.
    """
    known: dict[str, click.ParamType[Any]] = {**NUMBERS, "side_steps": SideSteps()}
    known |= {str(kind): reader for kind, reader in (types or {}).items()}
    made: list[click.Parameter] = []
    for one in query.parameters:
        if one.name != "as_of":
            made += _switches(one) if one.kind == "switch" else [_parameter(one, known)]
    return made


def _parameter(one: Parameter, types: Mapping[str, click.ParamType[Any]]) -> click.Parameter:
    kind = click.Choice(list(one.choices)) if one.choices else types.get(one.kind, click.STRING)
    if one.is_argument:
        many = -1 if one.multiple else 1
        return click.Argument(
            [one.name], type=kind, required=one.required, nargs=many, metavar=one.metavar
        )
    return click.Option(
        [*one.flags, one.name],
        type=kind,
        multiple=one.multiple,
        default=None if one.multiple else one.default,
        show_default=one.default is not None and not one.multiple,
        metavar=one.metavar,
        help=one.help,
    )


def _switches(one: Parameter) -> list[click.Parameter]:
    return [
        click.Option([flag, one.name], flag_value=choice, default=None, help=told)
        for flag, choice, told in zip(one.flags, one.choices, one.helps, strict=True)
    ]


def command_of(
    query: Query,
    callback: Callable[..., None] | None = None,
    options: Sequence[click.Parameter] = (),
    types: Mapping[Kind, click.ParamType[Any]] | None = None,
    kind: type[click.Command] = click.Command,
) -> click.Command:
    """Build the click command of a query.

    Parameters
    ----------
    query : Query
    callback : callable, optional
        Runs the command, with its options as keyword arguments.
    options : sequence of click.Parameter, optional
        Additional options.
    types : mapping of str to click.ParamType, optional
        As for `parameters_of`.
    kind : type, optional
        Class of the command.

    Returns
    -------
    click.Command

    Examples
    --------
    >>> from llmgraph.queries.registry import QUERIES
    >>> command = command_of(QUERIES["path"])
    >>> command.make_context("path", ["DPO", "PPO", "-k", "1"]).params["k"]
    1
    """
    return kind(
        query.name,
        callback=callback,
        params=[*parameters_of(query, types), *options],
        help="\n\n".join(filter(None, (query.summary, query.details))),
    )
