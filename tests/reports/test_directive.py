"""The Sphinx directive: a small real documentation is built, in reStructuredText and MyST."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

import llmgraph
from llmgraph.language.wording import number_in_words

pytest.importorskip("sphinx", reason="SKIPPED: no Sphinx (pip install sphinx myst-parser)")
pytest.importorskip("myst_parser", reason="SKIPPED: no MyST (pip install myst-parser)")

CONF = 'project = "t"\nextensions = ["myst_parser", "llmgraph.reports.directive"]\n'
INDEX = """\
Report
======

.. llmgraph:: ancestors LLaVA --depth 1 as table

.. llmgraph:: path Alpaca InstructGPT -k 1 as prose

.. llmgraph:: ancestors LLaVA --depth 1 as svg

.. llmgraph:: ancestors LLaVA --depth 1 as mermaid

.. toctree::

   sub/page
"""
PAGE = """\
# MyST

```{llmgraph} list --nodes n.csv --edges e.csv as table
```

```{llmgraph} ancestors b --nodes n.csv --edges e.csv as prose
```

```{llmgraph} list --nodes n.csv --edges e.csv as mermaid
```
"""
HOSTILE = "<script>alert(1)</script> `x` **y** |z| \\\\ $q$ --> {ref}`index`"


class Reader(HTMLParser):
    """Tags, and the text of cells and paragraphs."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.texts, self.tags = [""], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("td", "th", "p", "li", "pre"):
            self.texts.append("")

    def handle_data(self, data):
        self.texts[-1] += data


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    (folder / "sub").mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "index.rst").write_text(INDEX, encoding="utf-8")
    (folder / "sub" / "page.md").write_text(PAGE, encoding="utf-8")
    (folder / "sub" / "n.csv").write_text(
        f'id,title,date\na,"{HOSTILE}",2001\nb,New,2002\n', encoding="utf-8"
    )
    (folder / "sub" / "e.csv").write_text("source,relation,target\nb,uses,a\n", encoding="utf-8")
    return folder


def build(source, builder, *, check=True):
    out = source / "_build" / builder
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", builder, "-d",
               str(source / "_trees"), str(source), str(out)]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, check=False,
                         env=os.environ | {"PYTHONWARNINGS": ""})  # fmt: skip
    assert not check or run.returncode == 0, run.stderr[-2000:]
    return out, run


@pytest.fixture(scope="module")
def html(source):
    out, _ = build(source, "html")
    return (
        (out / "index.html").read_text(encoding="utf-8"),
        (out / "sub" / "page.html").read_text(encoding="utf-8"),
    )


def test_tables_and_prose_in_html(html):
    read = Reader(html[0])
    cells = [text.strip() for text in read.texts]
    assert "What led to LLaVA — 3 papers" in html[0]
    start = cells.index("date")
    assert [text for text in cells[start:] if text][:12] == [
        *("date", "name", "side steps", "generation", "depth", "through"),
        *("2021-01", "CLIP", "1", "1", "1", "is used by LLaVA"),
    ]
    assert (
        "Alpaca (2023-03) uses text-davinci-003 (2022-11), which extends InstructGPT (2022-01)."
        in cells
    )
    assert any(text.startswith("Alpaca uses text-davinci-003: ") for text in cells)


def test_pictures_in_html_are_images(html):
    [picture] = [attrs for tag, attrs in Reader(html[0]).tags if tag == "img"]
    assert picture["alt"] == (
        "What led to LLaVA: a chart of 4 papers from 2021 to 2023. LLaVA builds on CLIP, GPT-4 and "
        "Vicuna."
    )
    assert picture["src"].startswith("data:image/svg+xml;base64,")


def test_mermaid_in_html_is_what_its_script_reads(html):
    answer = llmgraph.load().ancestors("llava", depth=1)
    assert any(text.startswith(answer.to_mermaid()) for text in Reader(html[0]).texts)
    assert [tag for tag, attrs in Reader(html[0]).tags if attrs.get("class") == "mermaid"] == [
        "pre"
    ]


def test_hostile_text_stays_text(html):
    page = html[1]
    assert "<script>alert(1)" not in page
    read = Reader(page)
    assert [text.strip() for text in read.texts].count(HOSTILE) == 2  # name and title
    assert f"What led to New — 1 paper: {HOSTILE} (2001)." in [text.strip() for text in read.texts]


def test_other_builders_show_it_too(source, html):
    text = (build(source, "text")[0] / "index.txt").read_text(encoding="utf-8")
    assert re.search(r"\| 2021-01 +\| CLIP +(\| 1 +){3}\| is used by LLaVA +\|", text)
    assert re.search(r"\| 2023-03 +\| Vicuna +\| 0 +(\| 1 +){2}\| is extended by LLaVA +\|", text)
    assert 'title: "What led to LLaVA"' in text
    assert "\nWhat led to LLaVA: a chart of 4 papers from 2021 to 2023." in text
    folder, _ = build(source, "latex")
    latex = (folder / "t.tex").read_text(encoding="utf-8")
    assert "\\textbackslash{}" in latex
    assert [one.suffix for one in folder.iterdir() if one.stem in latex and one.suffix == ".pdf"]


def test_a_changed_table_is_read_anew(source, html):
    table = source / "sub" / "n.csv"
    before = table.read_text(encoding="utf-8")
    try:
        table.write_text(before.replace("New", "Newest"), encoding="utf-8")
        out, _ = build(source, "html")
        assert "What led to Newest" in (out / "sub" / "page.html").read_text(encoding="utf-8")
    finally:
        table.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("fly as table", "no query 'fly'"),
        ("list", "the mark does not end with: as"),
        ("list -o x as table", "a report takes no --output"),
        ("list --nodes no.csv --edges no.csv as table", "There is no such file"),
    ],
)
def test_errors_name_file_and_line_and_fail_the_build(tmp_path, order, message):
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "index.rst").write_text(f"T\n=\n\n.. llmgraph:: {order}\n", encoding="utf-8")
    _, run = build(tmp_path, "html", check=False)
    assert run.returncode != 0
    assert "index.rst:4: ERROR: llmgraph: " in run.stderr
    assert message in run.stderr
    assert not (tmp_path / "x").exists()


FIGURES = """\
# Figures

LoRA has {llmgraph}`count descendants LoRA in words` heirs, LLaVA has
{llmgraph}`list ancestors LLaVA --depth 1`. See {numref}`fig-llava`, {numref}`tab-llava` and
{numref}`fig-nested`.

```{llmgraph} ancestors LLaVA --depth 1 --dark as svg
:name: fig-llava
:caption: What *LLaVA* stands on
:alt: Four papers
:align: center
:width: 60%
:class: wide
```

```{llmgraph} ancestors LLaVA --depth 1 as table
:name: tab-llava
:caption: A **table**
```

````{figure-md} fig-nested
```{llmgraph} ancestors Alpaca --depth 1 as svg
```

Nested
````

```{llmgraph} ancestors Alpaca --depth 1 as glossary
```
"""


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    (folder / "conf.py").write_text(CONF + "numfig = True\n", encoding="utf-8")
    (folder / "index.md").write_text(FIGURES, encoding="utf-8")
    return folder


def test_figures_and_tables_are_numbered_and_named_by_the_host(figures):
    page = (build(figures, "html")[0] / "index.html").read_text(encoding="utf-8")
    for name, number in (
        ("fig-llava", "Fig. 1"),
        ("tab-llava", "Table 1"),
        ("fig-nested", "Fig. 2"),
    ):
        link = (
            rf'<a class="reference internal" href="#{name}"><span class="std std-numref">{number}<'
        )
        assert re.search(link, page)
    figure = re.search(r'<figure class="([^"]*)" id="fig-llava">(.*?)</figure>', page, re.DOTALL)
    assert set(figure[1].split()) == {"wide", "align-center"}
    assert 'alt="Four papers"' in figure[2]
    assert 'style="width: 60%;"' in figure[2]
    assert "What <em>LLaVA</em> stands on" in figure[2]
    assert re.search(
        r'<table [^>]*id="tab-llava">\s*<caption>.*?A <strong>table</strong>', page, re.DOTALL
    )
    assert "What led to LLaVA — 3 papers" not in page


def test_values_are_text_and_a_glossary_is_a_list(figures):
    page = (build(figures, "html")[0] / "index.html").read_text(encoding="utf-8")
    count = number_in_words(len(llmgraph.load().descendants("LoRA")))
    assert f"LoRA has {count} heirs, LLaVA has\nCLIP, GPT-4 and Vicuna." in page
    terms = re.findall(r"<dt><strong>(.*?)</strong> \((.*?)\)</dt>", page)
    assert terms[0] == ("Alpaca", "2023-03")
    assert {"LLaMA", "Self-Instruct", "text-davinci-003"} <= {name for name, _ in terms}


def test_a_picture_is_drawn_for_its_builder_alone(figures):
    _, run = build(figures, "html")
    assert "fontTools" not in run.stdout + run.stderr
    trees = [path.read_bytes() for path in (figures / "_trees").glob("*.doctree")]
    assert not any(b"<svg" in tree or b"%PDF" in tree or len(tree) > 60_000 for tree in trees)
    folder, _ = build(figures, "latex")
    latex = (folder / "t.tex").read_text(encoding="utf-8")
    pictures = re.findall(r"\\sphinxincludegraphics(?:\[(.*?)\])?\{\{(\w+)\}\.pdf\}", latex)
    assert [options for options, _ in pictures] == [r"width=0.600\linewidth", ""]
    assert all((folder / f"{name}.pdf").read_bytes().startswith(b"%PDF") for _, name in pictures)
    assert r"\caption{What \sphinxstyleemphasis{LLaVA} stands on}" in latex
    assert r"\sphinxcaption{A \sphinxstylestrong{table}}" in latex
    text = (build(figures, "text")[0] / "index.txt").read_text(encoding="utf-8")
    assert "Four papers" in text


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("```{llmgraph} longest as svg\n:zoom: 3\n```", "unknown option"),
        ("```{llmgraph} longest as svg\n:align: top\n```", "invalid option value"),
        ("```{llmgraph} count longest\n```", "put both marks on one line"),
        ("```{llmgraph} longest as svg > a.svg\n```", "not in a file"),
        ("```{llmgraph} longest --dpi 9 as svg\n```", "--dpi has an effect only on drawings"),
        ("{llmgraph}`longest as svg`", "asks for a value: count, list"),
        ("{llmgraph}`count fly`", "no query 'fly'"),
    ],
)
def test_what_the_host_cannot_do_is_an_error(tmp_path, body, message):
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "index.md").write_text(f"# T\n\n{body}\n", encoding="utf-8")
    _, run = build(tmp_path, "html", check=False)
    assert run.returncode != 0
    assert message.casefold() in " ".join(run.stderr.split()).casefold()
    assert not (tmp_path / "a.svg").exists()
