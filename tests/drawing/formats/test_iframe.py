"""A page inside another page: one sandboxed frame, a still picture below, nothing that clashes."""

import base64
import re
import shutil
from html.parser import HTMLParser

import pytest
from IPython.core.formatters import HTMLFormatter

import llmgraph
from llmgraph.drawing.formats import iframe as module
from llmgraph.drawing.formats.iframe import escaped, fragment, notebook, picture_tag


def in_notebook(shown):
    """What Jupyter shows of an object."""
    return HTMLFormatter()(shown)


PAGE = (
    '<!doctype html>\n<title>"A" & b</title>\r\n'
    '<script>let x = `${"</i>"}`; // {{ x }}\n\n</script>'
)
STILL = '<svg xmlns="http://www.w3.org/2000/svg"><text>&#60;script&#62;</text></svg>'
HOSTILE = '"><script>alert(1)</script> `x` --> {{ y }} {% z %}\n\n\u202e\\ $1$'


class Reader(HTMLParser):
    """Elements in their order, with their attributes; and all text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.text = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def only(self, tag):
        [attributes] = [attributes for name, attributes in self.elements if name == tag]
        return attributes


def test_the_frame_carries_the_page_as_it_is():
    frame = Reader(fragment(PAGE, title=HOSTILE)).only("iframe")
    assert frame["srcdoc"] == PAGE
    assert frame["sandbox"] == "allow-scripts allow-downloads allow-popups"
    assert frame["referrerpolicy"] == "no-referrer"
    assert frame["loading"] == "lazy"
    assert frame["title"].startswith('"><script>alert(1)</script> `x` -->')


def test_a_cell_has_a_still_picture_below_the_frame():
    read = Reader(notebook(PAGE, STILL, title="What led to LLaVA"))
    assert [name for name, _ in read.elements] == ["div", "img", "iframe"]
    kind, _, data = read.only("img")["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == STILL
    assert read.only("img")["alt"] == "What led to LLaVA"
    assert "position:absolute" in read.only("iframe")["style"]
    assert read.text == ""


@pytest.mark.parametrize("written", [fragment(PAGE, title=HOSTILE),
                                     notebook(PAGE, STILL, title=HOSTILE),
                                     picture_tag(STILL, title=HOSTILE)])  # fmt: skip
def test_one_line_that_no_markdown_or_template_reads(written):
    assert "\n" not in written
    assert "\r" not in written
    assert not re.search(r"\{[{%#<]", written)
    assert "<script" not in written
    assert [attributes for _, attributes in Reader(written).elements if "id" in attributes] == []
    assert "allow-same-origin" not in written


def test_heights_are_capped():
    assert "height:200px" in fragment(PAGE, height=3)
    assert "height:2000px" in fragment(PAGE, height=1_000_000)
    assert "height:700px" in notebook(PAGE, STILL, height=700)


def test_sizes_are_capped(monkeypatch):
    monkeypatch.setattr(module, "MOST", 3_000)
    large = notebook("x" * 3_000, STILL, title="A")
    assert [name for name, _ in Reader(large).elements] == ["div", "img", "p"]
    assert "write it to a file with write_html()" in Reader(large).text
    larger = notebook("x" * 3_000, "y" * 3_000, title="<A>")
    assert [name for name, _ in Reader(larger).elements] == ["p", "p"]
    assert Reader(larger).text.startswith("<A>The interactive page is too large")


def test_escaping_is_undone_by_html():
    assert Reader(f"<p>{escaped(HOSTILE)}</p>").text == HOSTILE


def test_an_answer_shows_itself_in_a_notebook():
    answer = llmgraph.load().ancestors("LLaVA", depth=1)
    read = Reader(in_notebook(answer))
    assert read.only("iframe")["srcdoc"] == answer.to_html()
    assert base64.b64decode(read.only("img")["src"].partition(",")[2]).decode() == answer.to_svg()


def test_a_fragment_stands_twice_on_one_page():
    answer = llmgraph.load().ancestors("LLaVA", depth=1)
    twice = Reader(answer.to_html(fragment=True) + answer.to_html(fragment=True, title="Again"))
    assert [name for name, _ in twice.elements] == ["iframe", "iframe"]
    assert twice.elements[0][1]["srcdoc"] == answer.to_html()
    assert twice.elements[1][1]["title"] == "Again"


def test_large_answers_are_drawn_as_pictures_only():
    count = module.PAPERS + 1
    papers = [{"id": f"p{n}", "title": f"P{n}", "date": f"{1600 + n}"} for n in range(count)]
    graph = llmgraph.PaperGraph(papers, [])
    read = Reader(in_notebook(graph.select()))
    assert [name for name, _ in read.elements] == ["div", "img", "p"]
    # A graph that somebody only names is not worth the wait.
    assert in_notebook(graph) is None


def test_a_graph_shows_all_its_papers_in_a_notebook():
    graph = llmgraph.load()
    assert in_notebook(graph) == in_notebook(graph.select())


def test_the_frame_runs_in_a_browser_and_cannot_reach_its_host(tmp_path):
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("SKIPPED: no chromium to open the page with")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="SKIPPED: no playwright to open the page with"
    )
    page = (
        "<!doctype html><script>let told = 'ran';"
        "try { parent.document.title = 'reached' } catch (error) { told += ' alone' }"
        "parent.postMessage(told, '*')</script>"
    )
    host = (
        "<!doctype html><title>host</title><script>addEventListener('message', event => {"
        "const data = document.body.dataset; data.told = (data.told || '') + event.data + ';'"
        "})</script>"
        + fragment(page) + fragment(page)
    )  # fmt: skip
    (tmp_path / "host.html").write_text(host, encoding="utf-8")
    # A busy machine starts the frames late: what they tell is waited for, not dumped at some time.
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
        )
        shown = opened.new_page()
        shown.goto((tmp_path / "host.html").as_uri())
        shown.wait_for_function("document.body.dataset.told?.split(';').length > 2")
        assert shown.title() == "host"
        assert shown.evaluate("document.body.dataset.told") == "ran alone;ran alone;"
        opened.close()
