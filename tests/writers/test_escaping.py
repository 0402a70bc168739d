"""Texts of papers and relations stay text: every query, written in every format."""

import inspect
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import llmgraph
from llmgraph.cli import main
from llmgraph.language.wording import clean
from llmgraph.reports.markdown import markdown as report
from llmgraph.results.base import Result
from llmgraph.results.document import Document, Prose, Table
from llmgraph.writers import data, html, latex, markdown, terminal

HOSTILE = [
    "# A new idea",
    "~~~",
    "---",
    "$x$ and $$y$$",
    "@name #4",
    "AT&amp;T &lt;",
    "a|b || c \\| d \\",
    "1. x",
    "<script>alert(1)</script>",
    "[x](y) ![z](javascript:alert(1)) https://x.y www.x.y",
    "*x* **y** ~~s~~ `code`",
    "_x_ {{ x }} {% y %}",
    "bell\x07 \x1b[31m \u202eflip\u200b \ttab",
    "\\input{x} 5 % ^ \" -- ?` ''",
    "[[b]] * at the end of a line \\\\",
    "思维链 🙂 Čapek",
]
PAPERS = [
    {
        "id": f"p{at}",
        "title": text,
        "short_name": HOSTILE[at - 1] + " n",
        "date": f"20{at:02}",
        "authors": f"{text} a",
        "venue": text,
        "topics": f"{text} t",
        "summary": text,
        "aliases": f"{text} b",
    }
    for at, text in enumerate(HOSTILE)
]
RELATIONS = [
    {
        "source": f"p{at}",
        "relation": ("extends", "corrects", "uses")[at % 3],
        "target": f"p{at - back}",
        "basis": "stated",
        "where": HOSTILE[at],
        "note": HOSTILE[-at],
    }
    for back, first in ((1, 1), (2, 6))
    for at in range(first, len(HOSTILE))
]
QUERIES = {
    "select": lambda graph: graph.select(),
    "roots": lambda graph: graph.roots(),
    "leaves": lambda graph: graph.leaves(),
    "descendants": lambda graph: graph.descendants("p0"),
    "ancestors": lambda graph: graph.ancestors("p9", side_steps="any"),
    "common_ancestors": lambda graph: graph.common_ancestors("p8", "p9"),
    "paths": lambda graph: graph.paths("p9", "p0", side_steps="any"),
    "longest_chain": lambda graph: graph.longest_chain(),
    "relations_of": lambda graph: graph.relations_of("p7"),
    "rank": lambda graph: graph.rank("pagerank,katz"),
    "main_path": lambda graph: graph.main_path(),
    "traversals": lambda graph: graph.traversals(),
    "keystones": lambda graph: graph.keystones("p0"),
    "minimal_cut": lambda graph: graph.minimal_cut("p5", "p12"),
    "reduction": lambda graph: graph.reduction(by="descent"),
    "similar": lambda graph: graph.similar(),
    "communities": lambda graph: graph.communities(),
    "reading_path": lambda graph: graph.reading_path("p15", side_steps="any"),
    "ask": lambda graph: graph.ask("what descends from p2"),
}
# Answers that find no chain, or nothing at all.
MORE = {
    "no chain": lambda graph: graph.paths("p15", "p0", side_steps=0),
    "nothing": lambda graph: graph.descendants("p15"),
    "pairs": lambda graph: graph.similar("p5", by="coupling"),
}
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LAYOUT = {"paragraph", "inline", "table", "thead", "tbody", "tr", "th", "td",
          "bullet_list", "ordered_list", "list_item"}  # fmt: skip


@pytest.fixture(scope="module")
def graph():
    return llmgraph.PaperGraph(PAPERS, RELATIONS)


@pytest.fixture(scope="module", params=[*QUERIES, *MORE])
def result(request, graph):
    return {**QUERIES, **MORE}[request.param](graph)


def told(prose):
    """Paragraphs and points, in their order."""
    yield from prose.paragraphs
    for point, below in prose.points:
        yield from (point, *below)


def tabled(table):
    rows = [table.header, *table.cells()] if table.rows else []
    return [cell for row in rows for cell in row]


def texts(document, form="whole"):
    """Every text that a writer shows, as plain text."""
    if form == "prose":
        found = [*told(document.standalone)]
    elif form == "table":
        found = [document.heading, *document.notes, *tabled(document.table)]
    else:
        body = tabled(document.table) if document.table_first else told(document.prose)
        found = [document.heading, *document.remarks, *body]
    return [text for text in (clean(one, 1_000_000) for one in found) if text]


def assert_markdown_shows(written, expected):
    tokens = GITHUB.parse(written)
    assert {re.sub(r"_(open|close)$", "", token.type) for token in tokens} <= LAYOUT
    inline = [token.children for token in tokens if token.type == "inline"]
    shown = ["".join(child.content for child in children) for children in inline]
    assert [text for text in shown if text] == expected
    kinds = [{child.type for child in children} - {"text"} for children in inline]
    assert set().union(*kinds[1:]) == set()
    assert kinds[0] <= {"strong_open", "strong_close"}
    heads = sum(token.type == "th_open" for token in tokens)
    rows = sum(token.type == "tr_open" for token in tokens)
    cells = sum(token.type == "td_open" for token in tokens)
    assert cells == heads * max(rows - 1, 0)


def test_every_query_is_written():
    methods = {
        name: inspect.signature(method).return_annotation
        for name, method in inspect.getmembers(llmgraph.PaperGraph, inspect.isfunction)
        if not name.startswith("_")
    }
    answers = {
        name
        for name, returned in methods.items()
        if inspect.isclass(kind := getattr(llmgraph, str(returned), None))
        if issubclass(kind, Result)
    }
    assert answers == set(QUERIES)


@pytest.mark.parametrize("query", QUERIES)
def test_every_answer_holds_hostile_texts(graph, query):
    document = QUERIES[query](graph).to_document()
    assert document.table.rows
    assert sum(clean(one) in "".join(texts(document)) for one in HOSTILE) > 1


def test_markdown(result):
    document = result.to_document()
    assert_markdown_shows(markdown.text(document), texts(document))
    for form in ("table", "prose"):
        assert_markdown_shows(report(result, form), texts(document, form))


def test_markdown_of_the_command_line(tmp_path, graph):
    graph.papers.to_csv(tmp_path / "n.csv", index=False)
    graph.relations.to_csv(tmp_path / "e.csv", index=False)
    tables = ["--nodes", str(tmp_path / "n.csv"), "--edges", str(tmp_path / "e.csv")]
    for command, query in (
        (["list"], "select"),
        (["path", "p9", "p0", "--side-steps", "any"], "paths"),
        (["show", "p7"], "relations_of"),
        (["cut", "p5", "p12"], "minimal_cut"),
        (["longest"], "longest_chain"),
    ):
        written = CliRunner().invoke(main, [*command, *tables, "--format", "md"])
        assert written.exit_code == 0
        assert_markdown_shows(written.stdout, texts(QUERIES[query](graph).to_document()))


class Reader(HTMLParser):
    """Tags, and the text between one and the next."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.texts, self.tags, self.open = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))
        self.open.append(tag)
        self.texts.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.texts.append("")

    def handle_data(self, data):
        self.texts[-1] += data


def test_html(result):
    document = result.to_document()
    read = Reader(html.fragment(document))
    assert read.open == []
    assert {tag for tag, _ in read.tags} <= {
        *("p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ol", "ul", "li")
    }
    assert [attrs for _, attrs in read.tags if attrs not in ([], [("align", "right")])] == []
    assert [text.strip() for text in read.texts if text.strip()] == texts(document)


def test_docutils(result):
    nodes = pytest.importorskip("docutils.nodes", reason="SKIPPED: no docutils")
    from llmgraph.writers import docutils

    document = result.to_document()
    for form, write in (("table", docutils.table), ("prose", docutils.prose)):
        made = write(document)
        shown = [one.astext() for node in made for one in node.findall(nodes.Text)]
        assert [text for text in shown if text] == texts(document, form)


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


def test_a_terminal_gets_no_control_character(result):
    written = terminal.text(result.to_document())
    assert all(line.isprintable() for line in written.split("\n"))


def test_a_formula_and_a_control_character_in_data():
    rows = ({"id": "a", "title": "=1+1", "authors": ["x", "y"], "rank": -1},)
    document = Document("H\x9b", (), Table(rows, ("title",)), Prose(()), ("a",), True)
    assert data.to_csv(document) == "id,title,authors,rank\na,'=1+1,x; y,-1\n"
    assert '"heading": "H\\u009b"' in data.to_json(document)
    assert data.to_ids(document) == "a\n"
