"""The page in Firefox, from disk: `firefox.js` does there what a test asks for.

It needs Firefox, Node.js and puppeteer-core; without one of them the whole module is skipped, and
says so.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import llmgraph

from .test_html import HOSTILE, Parsed, hostile_page

SCRIPT = Path(__file__).with_name("firefox.js")
FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
NEEDS = {
    "Firefox: install Debian's package firefox-esr": FIREFOX,
    "Node.js: install Debian's package nodejs": shutil.which("node"),
    "puppeteer-core: run npm install": (SCRIPT.parents[3] / "node_modules/puppeteer-core").is_dir(),
}
if MISSING := [need for need, found in NEEDS.items() if not found]:
    pytest.skip(f"NOTHING was tested in Firefox. No {MISSING[0]}.", allow_module_level=True)

Step = tuple[str, ...]
Ask = Callable[..., dict[str, Any]]
Show = Callable[..., list[Any]]

HEADING = ("read", "document.querySelector('#details h2')?.textContent ?? null")
ADDRESS = ("read", "decodeURIComponent(location.hash)")
COUNTS = ("read", "document.querySelector('#counts').textContent")
READY = ("wait", "Boolean(document.querySelector('#counts')?.textContent)")


def until(selector: str, text: str) -> Step:
    """Wait until an element begins with a text."""
    found = f"document.querySelector({json.dumps(selector)})?.textContent"
    return "wait", f"Boolean({found}?.startsWith({json.dumps(text)}))"


def texts(selector: str) -> Step:
    """Read the texts of all such elements."""
    found = f"[...document.querySelectorAll({json.dumps(selector)})]"
    return "read", f"{found}.map((one) => one.textContent)"


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """One Firefox for all tests, which does a job after the other."""
    call = ["node", str(SCRIPT), str(FIREFOX)]
    pipe = subprocess.PIPE
    with subprocess.Popen(call, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        into, out = running.stdin, running.stdout

        def work(address: str, *steps: Step, size: tuple[int, int] = (1400, 900)) -> dict[str, Any]:
            into.write(json.dumps({"address": address, "size": size, "steps": steps}) + "\n")
            into.flush()
            line = out.readline()
            assert line, "Firefox did not start, or ended; what it said stands above."
            done: dict[str, Any] = json.loads(line)
            assert "failed" not in done, done["failed"]
            return done

        yield work
        into.close()
        assert running.wait(60) == 0


@pytest.fixture
def show(ask: Ask) -> Show:
    """Do steps on a page that is ready, which may neither say anything nor ask the net for it."""

    def read(path: Path, *steps: Step, state: str = "", **given: Any) -> list[Any]:
        done = ask(path.as_uri() + state, READY, *steps, **given)
        assert done["complaints"] == []
        found: list[Any] = done["read"]
        return found

    return read


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    llmgraph.load().select().write_html(path)
    return path


def test_what_a_page_says_and_asks_for_is_noticed(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "loud.html"
    path.write_text(
        '<!doctype html><meta http-equiv="Content-Security-Policy" content="img-src \'none\'">'
        '<img src="https://example.org/forbidden.png">'
        '<link rel="stylesheet" href="http://127.0.0.1:47111/asked.css">'
        "<script>console.log('said'); throw new Error('broken')</script>"
    )
    complaints = "\n".join(ask(path.as_uri())["complaints"])
    for part in ("said", "broken", "img-src https://example.org/forbidden.png", "asked.css"):
        assert part in complaints


PAGES: dict[str, Callable[[], Any]] = {
    "whole": lambda: llmgraph.load().select(),
    "ancestors": lambda: llmgraph.load().ancestors("LLaVA"),
    "main path": lambda: llmgraph.load().main_path(),
    "ranking": lambda: llmgraph.load().rank(top=10),
}


@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
@pytest.mark.parametrize("drawn", PAGES)
def test_a_page_opens_and_draws_what_its_data_hold(
    show: Show, tmp_path: Path, drawn: str, size: tuple[int, int]
) -> None:
    path = tmp_path / "page.html"
    PAGES[drawn]().write_html(path)
    papers = Parsed(path.read_text("utf-8")).data()["papers"]
    counts, picture, colours, wide = show(
        path,
        COUNTS,
        ("picture",),
        # An empty canvas has one colour.
        (
            "read",
            "(() => { const { width, height } = chart;"
            "const { data } = chart.getContext('2d').getImageData(0, 0, width, height);"
            "return new Set(new Uint32Array(data.buffer)).size; })()",
        ),
        ("read", "document.documentElement.scrollWidth"),
        size=size,
    )
    assert int(re.findall(r"\d+", counts)[0]) == len(papers["id"])
    assert struct.unpack(">II", base64.b64decode(picture)[16:24]) == size
    assert colours > 50
    assert wide <= size[0]
    names, other = show(
        path,
        texts("#paperRows .link"),
        ("read", "document.documentElement.lang"),
        state="#view=table&language=zh",
        size=size,
    )
    assert len(names) == len(papers["id"])
    assert other == "zh-Hans"


def test_the_whole_page_holds_all_papers_and_relations(show: Show, whole: Path) -> None:
    graph = llmgraph.load()
    rows, relations = show(
        whole,
        texts("#paperRows .link"),
        texts("#relationRows tr"),
        state=f"#view=table&relations={','.join(graph.relation_types)}",
    )
    assert sorted(rows) == sorted(graph[one].name for one in graph)
    assert len(relations) == len(graph.tables.relations)


@pytest.mark.parametrize("asked", ["llava", "LLaVA", "2304.08485"])
def test_the_address_chooses_a_paper(show: Show, whole: Path, asked: str) -> None:
    graph = llmgraph.load()
    heading, address, told = show(
        whole, HEADING, ADDRESS, texts("#details"), state=f"#paper={asked}"
    )
    assert (heading, address) == ("LLaVA", "#paper=llava")
    older = graph.ancestors("llava")
    assert f"On this page: {len(older)} ancestors in {max(older.generation.values())}" in told[0]
    for relation in graph.relations_of("llava").relations:
        assert " ".join(relation.note.split()) in told[0]


def test_the_address_asks_for_chains(show: Show, whole: Path) -> None:
    graph = llmgraph.load()
    chains = graph.paths("LLaVA", "Transformer", k=50).chains
    heading, steps, others = show(
        whole,
        HEADING,
        (
            "read",
            "[...document.querySelectorAll('#details > ol > li > span')]"
            ".map((one) => one.firstChild.textContent)",
        ),
        texts("#details summary"),
        state="#paper=llava&to=transformer",
    )
    assert heading == "Transformer → LLaVA"
    first, *more = ([graph[one].name for one in chain.ids[::-1]] for chain in chains)
    # Each step names the paper before and the paper after.
    assert [*steps[:1], *steps[1::2]] == first
    assert [one for one in others if " → " in one] == [" → ".join(names) for names in more]


def test_search_finds_by_a_chinese_name_and_lights_the_lineage(show: Show, whole: Path) -> None:
    before, hits, heading, address, after = show(
        whole,
        ("picture",),
        ("press", "/"),
        ("type", "#search", "思维链"),
        texts("#found li b"),
        ("press", "Enter"),
        HEADING,
        ADDRESS,
        ("picture",),
    )
    assert hits[0] == heading == "CoT"
    assert address == "#paper=cot"
    assert before != after


def test_back_and_forward(show: Show, whole: Path) -> None:
    def visit(name: str) -> tuple[Step, ...]:
        return ("type", "#search", name), ("press", "Enter"), until("#details h2", name)

    found = show(
        whole,
        *visit("BERT"),
        *visit("Mamba"),
        ("back",),
        until("#details h2", "BERT"),
        ADDRESS,
        ("click", "#back"),
        until("#details h2", "DPO"),
        ("read", "document.querySelector('#back').disabled"),
        ("click", "#forward"),
        until("#details h2", "BERT"),
        ADDRESS,
        state="#paper=dpo",
    )
    assert found == ["#paper=bert", True, "#paper=bert"]


def test_the_picture_is_saved(show: Show, whole: Path) -> None:
    steps = ("click", "#save summary"), ("click", "#svg"), ("download",)
    [text] = show(whole, *steps, state="#paper=llava")
    drawing = ET.fromstring(text)
    papers = {one.get("data-paper") for one in drawing.iter("{http://www.w3.org/2000/svg}path")}
    assert papers - {None} == {*llmgraph.load().ids}
    told = {one.text for one in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"LLaVA", "2019", "extends"} <= told


def test_a_click_on_a_paper_chooses_it(show: Show, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    llmgraph.PaperGraph([{"id": "a", "title": "Alone", "date": "2020"}], []).select().write_html(
        path
    )
    assert show(path, HEADING, ("click", "#chart"), HEADING) == [None, "Alone"]


def test_it_runs_in_the_frame_of_another_page(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "host.html"
    fragment = llmgraph.load().ancestors("LLaVA").to_html(fragment=True)
    path.write_text(f"<!doctype html><title>Host</title>{fragment}", encoding="utf-8")
    done = ask(
        path.as_uri(),
        ("enter",),
        until("#details h2", "LLaVA"),
        ("type", "#search", "CLIP"),
        ("press", "Enter"),
        HEADING,
        ("click", "#back"),
        HEADING,
    )
    assert done == {"read": ["CLIP", "LLaVA"], "complaints": []}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_do_nothing(show: Show, tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(hostile_page(text), encoding="utf-8")
    broken, strangers, rows = show(
        path,
        ("click", "#switch"),
        ("type", "#search", "a"),
        ("read", "typeof window.broken"),
        texts("img, iframe, object, embed, form, body svg[onload]"),
        texts("#paperRows tr"),
    )
    assert (broken, strangers, len(rows)) == ("undefined", [], 2)


def test_broken_data_are_told(ask: Ask, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    mark = '<script id="data" type="application/gzip">'
    path.write_text(whole.read_text("utf-8").replace(mark, f"{mark}not base64!"), encoding="utf-8")
    ask(path.as_uri(), until("body", "This page needs a browser of 2023 or later."))
