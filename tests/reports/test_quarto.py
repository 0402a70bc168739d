"""The pandoc and Quarto filter: a small real document is built."""

import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pypandoc
import pytest

import llmgraph

FILTER = files("llmgraph.reports") / "llmgraph.lua"
DOCUMENT = """\
---
title: Report
---

Before.

```{.llmgraph}
ancestors LLaVA --depth 1 as table
```

``` {.llmgraph}
path Alpaca InstructGPT
  -k 1 as prose
```

```{.llmgraph}
ancestors LLaVA --depth 1 as svg
```

```{.llmgraph}
ancestors LLaVA --depth 1 as mermaid
```

```python
print("left alone")
```
"""
HOSTILE = "<script>alert(1)</script> `x` **y** |z| \\\\ $q$ [a](b)"


def pandoc(folder, document, *arguments, check=True):
    program = shutil.which("pandoc") or pypandoc.get_pandoc_path()
    path = folder / "report.qmd"
    path.write_text(document, encoding="utf-8")
    command = [program, "-f", "markdown", "--lua-filter", str(FILTER), *arguments, str(path)]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False,
                         env=_environment(folder))  # fmt: skip
    assert not check or run.returncode == 0, run.stderr
    return run


def _environment(folder):
    """One command that runs the library under test, wherever it is."""
    command = folder / "llmgraph-command"
    place = Path(llmgraph.__file__).parent.parent
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{place}" exec "{sys.executable}" -m llmgraph "$@"\n',
        encoding="utf-8",
    )
    command.chmod(0o755)
    return os.environ | {"LLMGRAPH": str(command)}


def test_html_has_the_answers(tmp_path):
    html = pandoc(tmp_path, DOCUMENT, "-t", "html", "--wrap=none").stdout
    assert "<strong>What led to LLaVA — 3 papers</strong>" in html
    row = r"<td[^>]*>2021-01</td>\s*<td[^>]*>CLIP</td>(\s*<td[^>]*>1</td>){3}"
    assert re.search(row, html)
    assert "uses text-davinci-003 (2022-11), which extends InstructGPT (2022-01)." in html
    assert re.search(
        r'<img\s+src="data:image/svg\+xml;base64,[^"]+"\s+alt="What led to LLaVA"', html
    )
    assert '<pre class="mermaid">---\ntitle: "What led to LLaVA"' in html
    assert "--&gt;" in html
    assert "&quot;left alone&quot;" in html
    assert "llmgraph:" not in html


def test_other_formats_have_them_too(tmp_path):
    latex = pandoc(tmp_path, DOCUMENT, "-t", "latex").stdout
    assert "2021-01 & CLIP & 1 & 1 & 1 & is used by LLaVA" in latex
    assert "flowchart LR" in latex
    pandoc(tmp_path, DOCUMENT, "-o", "report.docx")
    assert (tmp_path / "report.docx").stat().st_size > 5_000


def test_hostile_text_stays_text(tmp_path):
    (tmp_path / "n.csv").write_text(f'id,title,date\na,"{HOSTILE}",2001\n', encoding="utf-8")
    (tmp_path / "e.csv").write_text("source,relation,target\n", encoding="utf-8")
    for form in ("table", "prose", "mermaid"):
        block = f"```{{.llmgraph}}\nlist --nodes n.csv --edges e.csv as {form}\n```\n"
        html = pandoc(tmp_path, block, "-t", "html", "--wrap=none").stdout
        assert "<script" not in html
        assert "<code>x" not in html
        assert "<a " not in html
        if form != "mermaid":
            assert "&lt;script&gt;alert(1)&lt;/script&gt; `x` **y** |z| \\\\ $q$ [a](b)" in html


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("fly as table", "no query 'fly'"),
        ("list -o x as table", "a report takes no --output"),
        ("list as table --> <!-- /llmgraph -->", "there is -->"),
    ],
)
def test_errors_fail_the_build(tmp_path, order, message):
    run = pandoc(tmp_path, f"```{{.llmgraph}}\n{order}\n```\n", "-t", "html", check=False)
    assert run.returncode != 0
    assert message in run.stderr
    assert not (tmp_path / "x").exists()


def test_quarto_builds_it(tmp_path):
    if shutil.which("quarto") is None:
        pytest.skip("SKIPPED: no quarto; its filters are those of pandoc, tested above")
    (tmp_path / "report.qmd").write_text(
        DOCUMENT.replace("title: Report", f"title: Report\nfilters: ['{FILTER}']\nformat: html"),
        encoding="utf-8",
    )
    subprocess.run(["quarto", "render", "report.qmd"], cwd=tmp_path, check=True,
                   capture_output=True, env=_environment(tmp_path))  # fmt: skip
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "What led to LLaVA — 3 papers" in html
