"""The pandoc and Quarto filter: a small real document is built."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pypandoc
import pytest

import llmgraph
from llmgraph.language.wording import number_in_words

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
    described = (
        "What led to LLaVA: a chart of 4 papers from 2021 to 2023. LLaVA builds on CLIP, GPT-4"
    )
    pictures = re.findall(r'<img\s+src="data:image/svg\+xml;base64,[^"]+"\s+alt="([^"]+)"', html)
    assert [one.startswith(described) for one in pictures] == [True, True]
    assert "&quot;left alone&quot;" in html
    assert "llmgraph:" not in html


FIGURES = """\
LoRA has `count descendants LoRA in words`{.llmgraph} descendants; see
`cite ancestors LLaVA --depth 1`{.llmgraph}.

```{.llmgraph #fig:llava caption="What *LLaVA* stands on" width=80%}
ancestors LLaVA --depth 1 --size column as svg
```

```{.llmgraph}
#| label: fig-alpaca
#| fig-cap: "Alpaca"
#| fig-alt: "Alpaca and three others"
ancestors Alpaca --depth 1 as mermaid
```

```{.llmgraph #tbl:x caption="A table"}
ancestors LLaVA --depth 1 as table
```
"""


def parts(path):
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_latex_has_pdf_pictures_captions_labels_and_citations(tmp_path):
    pandoc(tmp_path, FIGURES, "-s", "-o", "report.tex")
    latex = (tmp_path / "report.tex").read_text(encoding="utf-8")
    names = re.findall(r"\\includegraphics\[[^]]*\]\{(.*?)\}", latex)
    assert len(names) == 2
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF-") for name in names)
    assert r"width=0.8\linewidth" in latex
    assert r"\caption{What \emph{LLaVA} stands on}\label{fig:llava}" in latex
    assert r"\caption{Alpaca}\label{fig-alpaca}" in latex
    assert "alt={Alpaca and three others}" in latex
    assert r"\caption{A table}\label{tbl:x}" in latex
    assert "3 papers" not in latex
    count = number_in_words(len(llmgraph.load().descendants("LoRA")))
    assert f"LoRA has {count} descendants; see" in latex
    cited = pandoc(tmp_path, FIGURES, "-t", "latex", "--natbib").stdout
    assert r"\citep{clip, gpt-4, vicuna}" in cited


@pytest.mark.parametrize(
    ("name", "folder", "signature"),
    [
        ("report.docx", "word/media/", b"\x89PNG"),
        ("report.pptx", "ppt/media/", b"\x89PNG"),
        ("report.odt", "Pictures/", b"\x89PNG"),
        ("report.epub", "EPUB/media/", b"<svg "),
    ],
)
def test_every_writer_gets_its_own_picture(tmp_path, name, folder, signature):
    pandoc(tmp_path, FIGURES, "-s", "-M", "title=Report", "-o", name)
    product = parts(tmp_path / name)
    pictures = [data for part, data in product.items() if part.startswith(folder)]
    assert [data.startswith(signature) for data in pictures] == [True, True]


def test_word_shows_its_pictures_and_describes_them(tmp_path):
    pandoc(tmp_path, FIGURES, "-o", "report.docx")
    product = parts(tmp_path / "report.docx")
    document = product["word/document.xml"].decode()
    links = product["word/_rels/document.xml.rels"].decode()
    shown = re.findall(r'<a:blip r:embed="(\w+)"', document)
    assert len(shown) == 2
    for one in shown:
        assert re.search(rf'Id="{one}"[^>]*Target="media/[^"]+\.png"|'
                         rf'Target="media/[^"]+\.png"[^>]*Id="{one}"', links)  # fmt: skip
    assert 'descr="What led to LLaVA: a chart of 4 papers from 2021 to 2023.' in document
    assert "base64" not in document
    assert "What LLaVA stands on" in re.sub(r"<[^>]+>", "", document)


def test_a_pdf_has_the_text_of_its_charts(tmp_path):
    for tool in ("pdflatex", "pdftotext"):
        if shutil.which(tool) is None:
            pytest.skip(f"SKIPPED: no {tool}; the source for it is tested above")
    pandoc(tmp_path, FIGURES, "-s", "-o", "report.pdf")
    told = ["pdftotext", str(tmp_path / "report.pdf"), "-"]
    text = subprocess.run(told, capture_output=True, text=True, check=True).stdout
    assert "davinci-003" in text
    assert "Vicuna" in text


def test_tables_are_found_from_the_folder_of_the_document(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "n.csv").write_text("id,title,date\na,Only,2001\n", encoding="utf-8")
    (tmp_path / "sub" / "e.csv").write_text("source,relation,target\n", encoding="utf-8")
    block = "```{.llmgraph}\nlist --nodes n.csv --edges e.csv as table\n```\n"
    (tmp_path / "sub" / "own.md").write_text(block, encoding="utf-8")
    program = shutil.which("pandoc") or pypandoc.get_pandoc_path()
    command = [program, "--lua-filter", str(FILTER), "-t", "html", "sub/own.md"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True,
                         env=_environment(tmp_path))  # fmt: skip
    assert "Only" in run.stdout


def test_markdown_keeps_the_source_of_a_diagram(tmp_path):
    block = "```{.llmgraph}\nancestors LLaVA --depth 1 as mermaid\n```\n"
    assert "``` mermaid\n" in pandoc(tmp_path, block, "-t", "gfm").stdout


def test_hostile_text_stays_text(tmp_path):
    (tmp_path / "n.csv").write_text(f'id,title,date\na,"{HOSTILE}",2001\n', encoding="utf-8")
    (tmp_path / "e.csv").write_text("source,relation,target\n", encoding="utf-8")
    for form in ("table", "prose", "svg"):
        block = f"```{{.llmgraph}}\nlist --nodes n.csv --edges e.csv as {form}\n```\n"
        html = pandoc(tmp_path, block, "-t", "html", "--wrap=none").stdout
        assert "<script" not in html
        assert "<code>x" not in html
        assert "<a " not in html
        if form != "svg":
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
    assert "traceback" not in run.stderr
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
