"""LaTeX: every engine sets texts as they are."""

import re
import shutil
import subprocess

import pytest

from llmgraph.writers import latex

from .hostile import MORE, QUERIES, texts

# What escapes and commands stand for, back to plain text.
COMMANDS = {
    "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "textless": "<",
    "textgreater": ">", "textbar": "|", "char34": '"', "kern0pt": "", "char96": "`",
    "textendash": "–", "textemdash": "—", "ldots": "…", "textquoteright": "’",
    "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
}  # fmt: skip


def plain(source):
    """The text of LaTeX source without environments and items; no special character is bare."""
    source = re.sub(r"\\llmgraphglyphs\{([^}]*)\}", r"\1", source)
    source = re.sub(r"\\v\{C\}", "Č", source)
    found, at = "", 0
    for match in re.finditer(r"\\([a-z]+(?:34|96|0pt)?)(?:\{\})?|\\([{}$&#%_])", source):
        before = source[at : match.start()]
        assert not re.search(r"[\\{}$&#%_^~]", before), before
        found += before + (match[2] or COMMANDS[match[1]])
        at = match.end()
    assert not re.search(r"[\\{}$&#%_^~]", source[at:])
    return found + source[at:]


def test_latex(result):
    document = result.to_document()
    shown = []
    for line in latex.fragment(document).split("\\ifdefined\\Umathchar")[-1].splitlines():
        if re.match(r"\\(noindent\\)?(begin|end)\{(tabular|itemize|enumerate)\}|\\hline$", line):
            continue
        if line.endswith(r" \\"):
            assert line.startswith("{}")
            cells = line.removesuffix(r" \\").removeprefix("{}").split(" & ")
            shown += map(plain, cells)
        elif heading := re.fullmatch(r"\\noindent\\textbf\{(.*)\}", line):
            shown.append(plain(heading[1]))
        elif body := re.fullmatch(r"\\noindent (.*)|\\item \{\}(.*)", line):
            shown.append(plain(body[1] or body[2]))
    assert [text for text in shown if text] == texts(document)


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_latex_compiles(tmp_path, graph, engine):
    if shutil.which(engine) is None:
        pytest.skip(f"SKIPPED: no {engine}")
    body = "\n\\newpage\n".join(
        latex.fragment(query(graph).to_document()) for query in {**QUERIES, **MORE}.values()
    )
    source = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\end{{document}}\n"
    (tmp_path / "t.tex").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [engine, "-interaction=nonstopmode", "-halt-on-error", "t.tex"],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
