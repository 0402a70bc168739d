"""A Sphinx extension: every command of llmgraph, from the command line itself.

``.. commands::`` stands for a section per command: its usage, help, arguments and options.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from typing import TYPE_CHECKING, Any

import click
from sphinx.util.docutils import SphinxDirective

from llmgraph.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes


def escaped(text: str) -> str:
    """Let every sign of a text stand for itself in reStructuredText."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def block(text: str) -> str:
    """Show a text as it is."""
    return f".. code-block:: text\n\n{textwrap.indent(text, '   ')}\n"


def told(text: str) -> Iterator[str]:
    r"""Give the paragraphs of a help text; one that click marks with ``\b`` keeps its lines."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        lines = paragraph.removeprefix("\b\n")
        intro, _, rest = lines.partition("\n")
        if lines == paragraph:
            yield escaped(paragraph)
        else:
            yield escaped(intro)
            yield block(textwrap.dedent(rest))


def command_text(name: str, command: click.Command) -> Iterator[str]:
    """Describe a command in reStructuredText."""
    whole = f"llmgraph {name}"
    ctx = click.Context(command, info_name=whole)
    yield f".. _{whole.replace(' ', '-')}:"
    yield f"{whole}\n{'-' * len(whole)}"
    yield from told(command.help or "")
    yield block(" ".join([whole, *command.collect_usage_pieces(ctx)]))
    yield f".. program:: {whole}"
    for parameter in command.params:
        record = parameter.get_help_record(ctx)
        named, help_text = record or (parameter.make_metavar(ctx), "")
        yield f".. option:: {named}\n\n   {escaped(help_text)}"
    formatter = ctx.make_formatter()
    command.format_epilog(ctx, formatter)
    if epilog := formatter.getvalue().strip():
        yield block(epilog)


class Commands(SphinxDirective):
    """Stands for the reference of all commands."""

    def run(self) -> list[nodes.Node]:
        """Parse the description of every command."""
        described = (
            text
            for name in sorted(main.commands)
            for text in command_text(name, main.commands[name])
        )
        return self.parse_text_to_nodes("\n\n".join(described), allow_section_headings=True)


def setup(app: Any) -> dict[str, Any]:
    """Register the directive with Sphinx."""
    app.add_directive("commands", Commands)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
