"""Renew what the pages show: the output of commands and of sessions in Python.

    make listings

The tests compare the pages with what is so; after a change of the data this writes them anew.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import runpy
import shlex
import tempfile
import traceback
from contextlib import chdir, redirect_stdout
from functools import partial
from pathlib import Path

from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main

ROOT = Path(__file__).parent.parent
# Other pages show code that runs elsewhere.
PAGES = [
    *sorted(ROOT.glob("README*.md")),
    *(ROOT / "docs" / f"{name}.md" for name in ("getting-started", "concepts", "measures", "data")),
    *sorted(ROOT.glob("docs/how-to/*.md")),
    *sorted(ROOT.glob("docs/tutorials/*.md")),
]

# Files, commands and Python in the order of a page.
BLOCK = re.compile(
    r"(?:^`(?P<file>[\w./-]+)`\n\n)?^(?P<fence>`{3,})(?P<kind>[^\n]*)\n(?P<code>.*?)^(?P=fence)$"
    r"|^    \$ (?P<command>llmgraph [^\n]+)\n\n(?P<shown>(?:(?:    [^\n]*)?\n)+)",
    re.MULTILINE | re.DOTALL,
)
PRINTED = re.compile(r"^(print\((\w+)\)  # )[^\n]*", re.MULTILINE)
TABLE = re.compile(r"<!-- (?P<name>\w+) -->\n.*?<!-- /(?P=name) -->", re.DOTALL)
COMPONENTS = {
    "positions": ("rope", "alibi", "xpos"),
    "normalisation": ("layer-norm", "rmsnorm"),
    "activation": ("gelu", "swiglu"),
    "attention": ("sparse-transformers", "longformer", "mqa", "gqa"),
    "experts": ("moe-2017", "gshard", "switch-transformer", "deepseekmoe"),
    "tokenizer": ("bpe", "sentencepiece"),
}
SESSION = re.compile(r"^\$ (?P<command>.+)\n(?P<shown>(?:(?!\$ ).*\n)*)", re.MULTILINE)


def printed(command: str) -> str:
    """Return what a command prints, all of it or the first lines."""
    command, _, count = command.partition(" | head -n ")
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    lines = result.output.rstrip().splitlines()
    return "\n".join(lines[: int(count or len(lines))])


def renewed_python(code: str, names: dict[str, object]) -> str:
    """Run a session in Python, and put what it prints in the place of what it shows."""
    lines = code.splitlines(keepends=True)
    places: list[tuple[int, int, str]] = []
    for example in doctest.DocTestParser().get_examples(code):
        told = io.StringIO()
        with redirect_stdout(told):
            try:
                exec(compile(example.source, "page", "single"), names)
            except Exception as error:  # which the page shows, whatever it is
                said = "".join(traceback.format_exception_only(error))
                told.write(f"Traceback (most recent call last):\n    ...\n{said}")
        flags = sum(flag for flag, is_on in example.options.items() if is_on)
        if not doctest.OutputChecker().check_output(example.want, told.getvalue(), flags):
            start = example.lineno + example.source.count("\n")
            places.append((start, start + example.want.count("\n"), told.getvalue()))
    for start, end, output in reversed(places):
        lines[start:end] = output.splitlines(keepends=True)
    return "".join(lines)


def renewed(text: str) -> str:
    """Renew the listings of a page, in an empty folder."""
    names: dict[str, object] = {"graph": llmgraph.load(), "llmgraph": llmgraph}

    def block(match: re.Match[str]) -> str:
        if match["command"]:
            lines = printed(match["command"]).splitlines()
            shown = "".join(f"    {line}".rstrip() + "\n" for line in lines)
            rest = match["shown"][len(match["shown"].rstrip("\n")) + 1 :]
            return f"    $ {match['command']}\n\n{shown}{rest}"
        code = match["code"]
        if match["file"]:
            Path(match["file"]).write_text(code, encoding="utf-8")
        elif match["kind"] == "console":
            code = SESSION.sub(session, code)
        elif match["kind"] == "pycon":
            code = renewed_python(code, names)
        elif match["kind"] == "python":
            with redirect_stdout(io.StringIO()):
                exec(code, names)
            code = PRINTED.sub(lambda found: f"{found[1]}{names[found[2]]!r}", code)
        return match[0].replace(match["code"], code) if match["code"] else match[0]

    def session(match: re.Match[str]) -> str:
        command, shown = match["command"], match["shown"]
        lead = "\n" * (len(shown) - len(shown.lstrip("\n")))
        rest = "\n" * (len(shown) - len(shown.rstrip("\n")) - 1)
        output = printed(command)
        return f"$ {command}\n" + (f"{lead}{output}\n{rest}" if output else shown)

    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        return TABLE.sub(table, BLOCK.sub(block, text))


def table(match: re.Match[str]) -> str:
    """Make a table of the shipped graph anew, between the two comments that hold its name."""
    if match["name"] not in TABLES:
        return match[0]
    lines = TABLES[match["name"]](llmgraph.load())
    return "\n".join([f"<!-- {match['name']} -->", "", *lines, "", f"<!-- /{match['name']} -->"])


def components(graph: llmgraph.PaperGraph) -> list[str]:
    """Tabulate which components the papers of models state that these are built of.

    Returns
    -------
    list of str
        A Markdown table: all papers with rows to components of two kinds or more, oldest first. An
        asterisk marks a component that is not inherited.
    """
    component = {name: kind for kind, names in COMPONENTS.items() for name in names}
    stated: dict[str, dict[str, list[str]]] = {}
    for row in graph.relations.itertuples():
        if row.target in component and row.relation in ("uses", "extends"):
            mark = "" if row.inherited in ("", "yes") else "\\*"
            kinds = stated.setdefault(row.source, {})
            kinds.setdefault(component[row.target], []).append(graph[row.target].name + mark)
    return [
        "| paper | " + " | ".join(COMPONENTS) + " |",
        "| --- " * (1 + len(COMPONENTS)) + "|",
        *(
            f"| {graph[one].label} | "
            + " | ".join(", ".join(stated[one].get(kind, ["–"])) for kind in COMPONENTS)
            + " |"
            for one in sorted(graph, key=lambda one: graph[one].published)
            if one not in component and len(stated.get(one, ())) > 1
        ),
    ]


def conclusions(graph: llmgraph.PaperGraph) -> list[str]:
    """Tabulate how many conclusions about descent an expert would sign."""
    script = runpy.run_path(str(ROOT / "benchmarks" / "conclusions.py"))
    named = {0: "line only", 1: "**at most one side step**", "any": "any side steps"}
    return [
        "| chains that count | of the pairs that hold: A or B | C | D | of all A and B: kept |",
        "| --- " * 5 + "|",
        *(
            f"| {name} | " + " | ".join(f"{share:.0%}" for share in shares) + " |"
            for limit, name in named.items()
            for _, *shares in [script["judged"](graph, limit)]
        ),
    ]


def warned(code: str, graph: llmgraph.PaperGraph) -> list[str]:
    """Tabulate the rows of which `llmgraph check` warns, with the notes that explain them."""
    lines = [problem.line for problem in graph.check() if problem.code == code]
    rows = [graph.tables.stated.relation(line - 2) for line in lines]
    return [
        "| row | what it rests on |",
        "| --- | --- |",
        *(f"| {graph.tables.sentence(row)} | {row.note} |" for row in rows),
    ]


TABLES = {
    "components": components,
    "conclusions": conclusions,
    "implied": partial(warned, "implied-relation"),
    "uncited": partial(warned, "uncited-parent"),
}


def _main() -> None:
    os.environ["COLUMNS"] = "80"
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if (new := renewed(text)) != text:
            page.write_text(new, encoding="utf-8")
            print(f"{page.relative_to(ROOT)}: renewed")


if __name__ == "__main__":
    _main()
