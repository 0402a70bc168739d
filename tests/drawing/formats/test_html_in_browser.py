"""The page in a real browser, from disk and with the network denied.

It needs Playwright's Python package and a Chromium; without them the whole module is skipped, and
says so.
"""

from __future__ import annotations

import re
import shutil
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING, Any, Literal

import pytest

import llmgraph
from llmgraph.drawing.formats.html import page
from llmgraph.drawing.formats.pyvis import pyvis_page
from llmgraph.drawing.style import relation_styles
from llmgraph.drawing.subject import Subject
from llmgraph.io.bibtex import write_bibtex
from llmgraph.model.descent import descent

from .test_html import HOSTILE, Parsed, hostile_page

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
if CHROMIUM is None:
    pytest.skip("No chromium here: NOTHING was tested in a browser.", allow_module_level=True)
playwright = pytest.importorskip(
    "playwright.sync_api", reason="No playwright here: NOTHING was tested in a browser."
)

Open = Callable[..., Any]
ET.register_namespace("", "http://www.w3.org/2000/svg")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        options = ["--no-sandbox", "--disable-gpu"]
        opened = running.chromium.launch(executable_path=CHROMIUM, args=options)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = llmgraph.load()
    path = tmp_path_factory.mktemp("page") / "page.html"
    text = page(
        Subject(
            graph.tables,
            graph.ids,
            graph.tables.rows_among(graph.ids),
            "The papers",
            descent(graph.tables),
        )
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def show(browser: Any) -> Iterator[Open]:
    """Open a file; at the end, nothing may have been asked of the net or written to the console."""
    contexts, complaints = [], []

    def open_page(path: Path, state: str = "", size: tuple[int, int] = (1400, 900)) -> Any:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, locale="en-GB"
        )
        contexts.append(context)
        shown = context.new_page()
        shown.on("console", lambda message: complaints.append(message.text))
        shown.on("pageerror", lambda error: complaints.append(str(error)))
        shown.on("dialog", lambda dialog: complaints.append(dialog.message))
        shown.on(
            "request",
            lambda one: one.url.startswith(("file:", "blob:")) or complaints.append(one.url),
        )
        shown.goto(path.as_uri() + state)
        shown.wait_for_timeout(250)
        return shown

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def heading(shown: Any) -> str:
    text: str = shown.locator("#details h2").first.text_content()
    return text


def filters(shown: Any) -> None:
    shown.click("[role=tab][value=filter]")


def open_menu(shown: Any) -> None:
    shown.evaluate("document.getElementById('save').open = true")


def highlighted(shown: Any) -> str:
    """What is drawn, as a text that differs where the picture does."""
    text: str = shown.evaluate("document.getElementById('chart').toDataURL()")
    return text


def test_search_by_a_chinese_name_selects_and_writes_the_address(show: Open, whole: Path) -> None:
    shown = show(whole)
    before = highlighted(shown)
    shown.keyboard.press("/")
    shown.keyboard.type("思维链")
    assert shown.locator("#found li").first.text_content().startswith("CoT")
    shown.keyboard.press("Enter")
    assert heading(shown) == "CoT"
    assert shown.url.endswith("#paper=cot")
    shown.wait_for_timeout(300)
    assert highlighted(shown) != before
    shown.keyboard.press("Escape")
    assert shown.locator("#details h2").count() == 0


@pytest.mark.parametrize(
    "asked", ["1706.03762", "https://arxiv.org/abs/1706.03762", "attention is a"]
)
def test_search_by_other_names(show: Open, whole: Path, asked: str) -> None:
    shown = show(whole)
    shown.fill("#search", asked)
    shown.keyboard.press("Enter")
    assert heading(shown) == "Transformer"


@pytest.mark.parametrize(
    ("asked", "name", "why"),
    [
        ("chain of thougt", "CoT", "chain of thought"),
        ("FlashAtention", "FlashAttention", ""),
        ("Recieve Word Embedings", "", ""),
        ("alignment and", "InstructGPT", "Alignment and safety"),
        ("GQA", "GQA", ""),
        ("multi-head latent attention", "DeepSeek-V2", "multi-head latent attention"),
        ("low-rank matrices", "LoRA", "in the summary"),
    ],
)
def test_search_says_why_it_found_a_paper(
    show: Open, whole: Path, asked: str, name: str, why: str
) -> None:
    shown = show(whole)
    shown.fill("#search", asked)
    items = shown.locator("#found li").all_text_contents()
    if not name:
        assert items == ["No paper has such a name."]
        return
    [hit] = [one for one in items if one.startswith(name)][:1]
    assert hit.rstrip().casefold().endswith(why.casefold())


def test_what_a_search_finds_is_lit_while_one_searches(show: Open, whole: Path) -> None:
    shown = show(whole)
    before = highlighted(shown)
    shown.fill("#search", "quantization")
    count = shown.locator("#found li b").count()
    assert count > 5
    shown.wait_for_timeout(300)
    assert highlighted(shown) != before
    shown.click("#switch")
    shown.fill("#search", "quantization")
    assert shown.locator("#paperRows tr").count() >= 3
    shown.keyboard.press("Escape")
    shown.click("#switch")
    shown.wait_for_timeout(300)
    assert highlighted(shown) == before


def test_address_opens_the_same_view(show: Open, whole: Path) -> None:
    state = (
        "#paper=dpo&relations=extends,uses&from=2017&until=2023&view=table&language=zh&theme=dark"
    )
    shown = show(whole, state)
    assert shown.url.endswith(state)
    assert heading(shown) == "DPO"
    assert shown.locator(".relations:checked").count() == 2
    assert shown.locator("#from").input_value() == "2017"
    assert shown.locator("#table").is_visible()
    assert shown.evaluate("document.documentElement.lang") == "zh-Hans"
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 28)"
    assert "使用" in shown.locator("#details").text_content()


def test_back_and_forward_walk_through_what_was_looked_at(show: Open, whole: Path) -> None:
    shown = show(whole, "#paper=dpo")
    back, forward = shown.locator("#back"), shown.locator("#forward")
    assert (back.is_disabled(), forward.is_disabled()) == (True, True)
    for name in ("LLaMA", "QLoRA"):
        shown.fill("#search", name)
        shown.keyboard.press("Enter")
    # what only changes the view is no visit of its own
    filters(shown)
    shown.select_option("#from", "2019")
    assert shown.url.endswith("#paper=qlora&from=2019")
    shown.go_back()
    assert (heading(shown), shown.url.partition("#")[2]) == ("LLaMA", "paper=llama")
    back.click()
    shown.wait_for_function("document.querySelector('#details h2').textContent === 'DPO'")
    assert (back.is_disabled(), forward.is_disabled()) == (True, False)
    shown.go_forward()
    forward.click()
    shown.wait_for_function("document.querySelector('#details h2').textContent === 'QLoRA'")
    assert shown.locator("#from").input_value() == "2019"
    # another way from here on
    shown.go_back()
    shown.fill("#search", "BERT")
    shown.keyboard.press("Enter")
    assert forward.is_disabled()
    assert heading(shown) == "BERT"
    # an address that was typed is a visit, too
    shown.evaluate("location.hash = '#paper=mamba'")
    shown.wait_for_function("document.querySelector('#details h2').textContent === 'Mamba'")
    back.click()
    shown.wait_for_function("document.querySelector('#details h2').textContent === 'BERT'")


def test_a_page_in_a_frame_goes_back_by_its_own_buttons(show: Open, tmp_path: Path) -> None:
    host = tmp_path / "host.html"
    host.write_text(llmgraph.load().ancestors("LLaVA").to_html(fragment=True), encoding="utf-8")
    inside = show(host).frame_locator("iframe")
    assert inside.locator("#link").is_hidden()
    for name in ("CLIP", "GPT-3"):
        inside.locator("#search").fill(name)
        inside.locator("#search").press("Enter")
    inside.locator("#back").click()
    assert inside.locator("#details h2").first.text_content() == "CLIP"
    inside.locator("#back").click()
    assert inside.locator("#details h2").first.text_content() == "LLaVA"
    inside.locator("#forward").click()
    inside.locator("#forward").click()
    assert inside.locator("#details h2").first.text_content() == "GPT-3"
    assert inside.locator("#forward").is_disabled()


@pytest.mark.parametrize(
    ("name", "one"),
    [("LLaVA", "llava"), ("Chain of Thought", "cot"), ("思维链", "cot"), ("2305.18290", "dpo")],
)
def test_a_link_names_a_paper_by_any_of_its_names(
    show: Open, whole: Path, name: str, one: str
) -> None:
    shown = show(whole, f"#paper={name}")
    assert heading(shown) == llmgraph.load()[one].name
    assert shown.url.endswith(f"#paper={one}")


def test_the_link_to_the_view_is_copied(show: Open, whole: Path) -> None:
    shown = show(whole, "#paper=dpo&from=2018")
    shown.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown.click("#link")
    shown.wait_for_function("document.querySelector('#link').textContent === 'Copied'")
    assert shown.evaluate("navigator.clipboard.readText()") == shown.url


@pytest.mark.parametrize(
    "state",
    [
        "#language=fr&theme=pink&view=x&from=1&until=y&paper=gone&to=gone",
        "#%&=&paper=%E0%A4%A&__proto__=x",
    ],
)
def test_an_address_that_means_nothing_does_no_harm(show: Open, whole: Path, state: str) -> None:
    shown = show(whole, state)
    told = shown.locator("#answer").text_content()
    assert f"{len(llmgraph.load())} papers" in told
    assert shown.locator("#search").get_attribute("placeholder") == "Search any name"


def test_details_agree_with_the_library(show: Open, whole: Path) -> None:
    graph = llmgraph.load()
    shown = show(whole, "#paper=instructgpt")
    older, newer = graph.ancestors("instructgpt"), graph.descendants("instructgpt")
    generations = [max(side.generation.values()) for side in (older, newer)]
    told = shown.locator("#details").text_content()
    assert (
        f"On this page: {len(older)} ancestors in {generations[0]} generations · "
        f"{len(newer)} descendants in {generations[1]} generations"
    ) in told
    for relation in graph.relations_of("instructgpt").relations:
        assert " ".join(relation.note.split()) in told
    assert shown.locator("#details a").first.get_attribute("rel") == "noopener noreferrer"


def test_path_agrees_with_the_library(show: Open, whole: Path) -> None:
    graph = llmgraph.load()
    steps = graph.paths("dpo", "transformer", k=1).chains[0].steps
    shown = show(whole, "#paper=dpo")
    shown.get_by_role("button", name="Connect to").click()
    shown.keyboard.type("Transformer")
    shown.keyboard.press("Enter")
    assert heading(shown) == "Transformer → DPO"
    assert shown.url.endswith("#paper=dpo&to=transformer")
    assert shown.locator("#details > ol > li").count() == len(steps)
    assert f"{len(steps)} steps of descent" in shown.locator("#details").text_content()


def test_where_neither_descends_common_ancestors_are_told(show: Open, whole: Path) -> None:
    nearest = [
        row["name"] for row in llmgraph.load().common_ancestors("mamba", "dpo").rows()
        if row.get("nearest", row.get("is_nearest"))
    ]  # fmt: skip
    shown = show(whole, "#paper=mamba&to=dpo")
    told = shown.locator("#details").text_content()
    assert "neither descends" in told
    for name in nearest:
        assert name in told


def test_switches_take_relations_topics_and_years_away(show: Open, whole: Path) -> None:
    shown = show(whole, "#view=table")
    rows = shown.locator("#relationRows tr")
    everything = rows.count()
    filters(shown)
    shown.locator(".relations[value=uses]").uncheck()
    uses = sum(shown_row == "uses" for shown_row in llmgraph.load().relations["relation"])
    assert rows.count() == everything - uses
    shown.select_option("#from", "2024")
    dates = shown.locator("#paperRows td:first-child").all_text_contents()
    assert min(dates) >= "2024"
    shown.click("#all")
    assert shown.locator("#paperRows tr").count() == 0
    shown.click("#all")
    assert shown.locator("#paperRows tr").count() == len(dates)


def test_evidence_is_told_in_the_language_of_the_page(show: Open, tmp_path: Path) -> None:
    papers = [{"id": one, "title": one} for one in "abc"]
    row = {"source": "b", "relation": "extends", "target": "a", "note": "Why.", "note_zh": "原因。"}
    other = {"source": "c", "relation": "extends", "target": "b", "note": "No Chinese."}
    path = tmp_path / "page.html"
    found = llmgraph.PaperGraph(papers, [row, other]).select()
    for lang, told in (("en", "Why."), ("zh", "原因。")):
        path.write_text(found.to_html(lang=lang), encoding="utf-8")
        shown = show(path, "#paper=b")
        details = shown.locator("#details").text_content()
        assert told in details
        assert "No Chinese." in details


def test_what_no_paper_has_is_no_filter(show: Open, tmp_path: Path) -> None:
    for date in ("", "2020"):
        path = tmp_path / f"{date}.html"
        papers = [{"id": one, "title": one, "date": date} for one in "ab"]
        graph = llmgraph.PaperGraph(papers, [("b", "extends", "a")])
        path.write_text(graph.select().to_html(), encoding="utf-8")
        shown = show(path)
        filters(shown)
        assert shown.locator("#period").is_visible() == bool(date)
        assert shown.locator("#descent").is_visible()
        assert not shown.locator("#topics").is_visible()
        assert not shown.locator("#other").is_visible()


def test_table_holds_every_paper_and_every_evidence(show: Open, whole: Path) -> None:
    graph = llmgraph.load()
    names = ",".join(kind for kind in graph.relation_types)
    shown = show(whole, f"#view=table&relations={names}")
    assert shown.locator("#paperRows tr").count() == len(graph)
    assert shown.locator("#relationRows tr").count() == len(graph.tables.relations)
    shown.locator("#paperRows .link").first.click()
    assert shown.locator("#details h2").first.text_content()


def test_a_page_may_open_in_chinese(show: Open, tmp_path: Path) -> None:
    path = tmp_path / "zh.html"
    llmgraph.load().descendants("DPO").write_html(path, lang="zh")
    shown = show(path)
    assert shown.evaluate("document.documentElement.lang") == "zh-Hans"
    assert shown.locator("h1").first.text_content() == "DPO 的后代"
    shown.click("#language")
    assert shown.locator("h1").first.text_content() == "What descends from DPO"


def test_rows_read_in_chinese_as_their_type_says(show: Open, tmp_path: Path) -> None:
    own = llmgraph.RelationType(
        *("shapes", "target", "line", "shapes", "is shaped by"),
        phrase_zh="{target} 受 {source} 影响", inverse_zh="{source} 影响了 {target}",
    )  # fmt: skip
    # Names that look like the places of a template stay names.
    papers = [
        {"id": "a", "title": "{target}", "date": "2020-01"},
        {"id": "b", "title": "B $& {source}", "date": "2021-01"},
    ]
    rows = [("a", "shapes", "b"), ("b", "alternative_to", "a"), ("b", "extends", "a")]
    graph = llmgraph.PaperGraph(papers, rows, relation_types=[own])
    path = tmp_path / "chinese.html"
    path.write_text(graph.select().to_html(), encoding="utf-8")
    shown = show(path, "#paper=a&language=zh")
    headings = shown.locator("#details h3").all_text_contents()
    assert headings == ["被以下论文扩展 (1)", "受…影响 (1)", "可被以下论文替代 (1)"]
    assert "可替代 (1)" in shown.locator("label").all_text_contents()
    shown = show(path, "#paper=b&to=a&language=zh")
    assert shown.locator("#details h3").all_text_contents() == [
        "B $& {source} 扩展了 {target}",
        "B $& {source} 受 {target} 影响",
        "B $& {source} 是 {target} 的替代方案",
    ]
    shown = show(path, "#paper=b&to=a&language=en")
    assert shown.locator("#details h3").all_text_contents() == [
        "B $& {source} extends {target}",
        "{target} shapes B $& {source}",
        "B $& {source} is an alternative to {target}",
    ]


def test_undated_papers_are_told(show: Open, tmp_path: Path) -> None:
    papers = [{"id": "a", "title": "A", "date": "2020-01"}, {"id": "b", "title": "B"}]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a")])
    path = tmp_path / "undated.html"
    text = page(
        Subject(
            graph.tables,
            graph.ids,
            graph.tables.rows_among(graph.ids),
            "Undated",
            descent(graph.tables),
        )
    )
    path.write_text(text, encoding="utf-8")
    shown = show(path, "#view=table&paper=a")
    dates = shown.locator("#paperRows td:first-child").all_text_contents()
    assert dates == ["2020-01", "undated"]
    assert "B undated" in shown.locator("#details").text_content()


def test_click_drag_wheel_and_keys(show: Open, whole: Path) -> None:
    shown = show(whole)
    pictures = {highlighted(shown)}

    def changed() -> bool:
        shown.wait_for_timeout(320)
        pictures.add(highlighted(shown))
        return len(pictures) == changed_so_far + 1

    actions: list[Callable[[], Any]] = [
        lambda: shown.mouse.wheel(0, -400),
        lambda: (shown.mouse.down(), shown.mouse.move(760, 520), shown.mouse.up()),
        lambda: (shown.locator("#chart").focus(), shown.keyboard.press("ArrowLeft")),
        lambda: shown.keyboard.press("-"),
        lambda: shown.keyboard.press("]"),
    ]
    shown.mouse.move(700, 450)
    for action in actions:
        changed_so_far = len(pictures)
        action()
        assert changed()
    assert shown.locator("#details h2").count() > 0


def test_touch_on_a_phone(browser: Any, whole: Path) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, offline=True
    )
    shown = context.new_page()
    shown.goto(whole.as_uri())
    shown.wait_for_timeout(300)
    # The panel is folded, and nothing is wider than the phone.
    assert shown.locator("#panel").bounding_box()["height"] < 60
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    shown.fill("#search", "BERT")
    shown.locator("#found li").first.tap()
    assert shown.locator("#panel").bounding_box()["height"] > 200
    shown.locator("#fold").tap()
    assert shown.locator("#panel").bounding_box()["height"] < 60
    context.close()


def test_pictures_are_saved(show: Open, whole: Path, tmp_path: Path) -> None:
    shown = show(whole, "#paper=bert")
    for ending in ("svg", "png"):
        with shown.expect_download() as download:
            open_menu(shown)
            shown.click(f"#{ending}")
        download.value.save_as(tmp_path / f"page.{ending}")
    drawing = ET.parse(tmp_path / "page.svg").getroot()
    texts = [node.text for node in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert {"BERT", "2019"} <= set(texts)
    width, height = struct.unpack(">II", (tmp_path / "page.png").read_bytes()[16:24])
    assert (width, height) == (
        2 * round(float(drawing.get("width", 0))),
        round(2 * float(drawing.get("height", 0))),
    )


def test_labels_do_not_overlap_and_can_be_read(show: Open, whole: Path, tmp_path: Path) -> None:
    shown = show(whole)
    for zoom in range(4):
        with shown.expect_download() as download:
            open_menu(shown)
            shown.click("#svg")
        download.value.save_as(tmp_path / "page.svg")
        boxes = label_boxes(ET.parse(tmp_path / "page.svg").getroot())
        assert len(boxes) >= (40 if zoom == 0 else 1)
        for at, (x, y, w, h, size) in enumerate(boxes):
            assert size >= 9 or zoom > 0
            for x2, y2, w2, h2, _ in boxes[:at]:
                assert x >= x2 + w2 or x2 >= x + w or y >= y2 + h2 or y2 >= y + h
        shown.click("#in")
        shown.click("#in")
        shown.wait_for_timeout(250)


def label_boxes(drawing: ET.Element) -> list[tuple[float, float, float, float, float]]:
    """Boxes that names of papers take, estimated from their texts."""
    names = {llmgraph.load()[one].name for one in llmgraph.load()}
    boxes = []
    for node in drawing.iter("{http://www.w3.org/2000/svg}text"):
        if node.text in names:
            size = float(node.get("font-size", 0))
            x, y = float(node.get("x", 0)), float(node.get("y", 0))
            width = size * 0.5 * len(node.text or "")
            boxes.append((x - width / 2, y - size, width, size, size))
    return boxes


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_do_nothing(show: Open, tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(hostile_page(text), encoding="utf-8")
    shown = show(path)
    shown.locator("#switch").click()
    shown.keyboard.press("/")
    shown.keyboard.type("a")
    assert shown.evaluate("typeof window.broken") == "undefined"
    assert shown.locator("img, iframe, object, embed, form, body svg[onload]").count() == 0
    links = shown.locator("a").evaluate_all("all => all.map((one) => one.protocol)")
    assert set(links) <= {"https:", "http:"}
    assert shown.locator("#paperRows tr").count() == 2
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1400


def test_runs_in_a_sandboxed_frame_under_a_strict_policy(
    browser: Any, whole: Path, tmp_path: Path
) -> None:
    host = tmp_path / "host.html"
    host.write_text("<!doctype html><body></body>", encoding="utf-8")
    context = browser.new_context(viewport={"width": 700, "height": 600}, offline=True)
    shown, errors = context.new_page(), []
    shown.on("pageerror", lambda error: errors.append(str(error)))
    shown.on("console", lambda message: errors.append(message.text))
    shown.goto(host.as_uri())
    shown.evaluate(
        """(text) => { const frame = document.createElement("iframe");
        frame.sandbox = "allow-scripts"; frame.width = 680; frame.height = 560;
        frame.srcdoc = text; document.body.append(frame); }""",
        whole.read_text(encoding="utf-8"),
    )
    shown.wait_for_timeout(500)
    frame = shown.frames[1]
    frame.locator("#search").fill("GPT-3")
    frame.locator("#search").press("Enter")
    assert frame.locator("#details h2").first.text_content() == "GPT-3"
    assert errors == []
    context.close()


def test_prints_light_and_whole(show: Open, whole: Path, tmp_path: Path) -> None:
    shown = show(whole, "#paper=bert&theme=dark")
    text = shown.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
    assert text[:4] == b"%PDF"
    assert 1 <= text.count(b"/Type /Page\n") + text.count(b"/Type /Page /") + 1 <= 12


# A clock that runs by 10 ms whenever it is read, and counts of what is asked of any canvas.
COUNTED = """
window.clock = 0;
performance.now = () => (window.clock += 10);
window.counts = { drawImage: 0, stroke: 0, fillText: 0 };
for (const name of Object.keys(counts)) {
  const method = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) {
    counts[name] += 1;
    return method.apply(this, given);
  };
}
"""
FRAMES = 20
# Three turns of the wheel before each frame.
MOVED = """async (frames) => {
  for (const name of Object.keys(counts)) counts[name] = 0;
  const place = { clientX: 600, clientY: 400, cancelable: true };
  for (let frame = 0; frame < frames; frame++) {
    const deltaY = frame < frames / 2 ? -10 : 10;
    for (let turn = 0; turn < 3; turn++) {
      document.getElementById("chart").dispatchEvent(new WheelEvent("wheel", { deltaY, ...place }));
    }
    await new Promise(requestAnimationFrame);
  }
  return { ...counts };
}"""


def wait_until(shown: Any, condition: str) -> None:
    """Playwright's `wait_for_function` evaluates a text in the page, which the policy forbids."""
    for _ in range(300):
        if shown.evaluate(condition):
            return
        shown.wait_for_timeout(50)
    raise AssertionError(f"never {condition}")


def test_while_it_moves_a_costly_picture_is_only_shifted(browser: Any, whole: Path) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    context.add_init_script(COUNTED)
    shown = context.new_page()
    shown.goto(whole.as_uri())
    wait_until(shown, "counts.drawImage > 0")
    rows = llmgraph.load().relations["relation"].isin(["extends", "uses", "corrects", "enables"])
    assert shown.evaluate("counts.stroke") > rows.sum()
    moved = shown.evaluate(MOVED, FRAMES)
    # One picture a frame, with bands and heads but neither relations nor papers drawn anew.
    assert moved["drawImage"] == FRAMES
    assert 0 < moved["stroke"] < 40 * FRAMES
    assert 0 < moved["fillText"] < 40 * FRAMES
    # At rest everything is.
    shown.evaluate("counts.stroke = 0; window.clock += 1000")
    wait_until(shown, f"counts.stroke > {rows.sum()}")
    context.close()


@pytest.mark.parametrize("broken", ["", "A", "not base64!", "H4sIAAAAAAAC/w=="])
@pytest.mark.parametrize("engine", [None, "pyvis"])
def test_a_page_whose_data_are_broken_says_so(
    browser: Any, tmp_path: Path, broken: str, engine: Literal["pyvis"] | None
) -> None:
    text = llmgraph.load().descendants("DPO").to_html(**({"engine": engine} if engine else {}))
    path = tmp_path / "page.html"
    mark = '<script id="data" type="application/gzip">'
    before, _, after = text.partition(mark)
    data, _, after = after.partition("</script>")
    context = browser.new_context(offline=True)
    # The empty text stands for half of the data.
    path.write_text(f"{before}{mark}{broken or data[: len(data) // 2]}</script>{after}", "utf-8")
    shown = context.new_page()
    shown.goto(path.as_uri())
    told = "This page needs a browser of 2023 or later. 本页需要 2023 年或更新的浏览器。"
    wait_until(shown, f"document.body.innerText.startsWith({told!r})")
    assert shown.locator("h1").text_content() == "What descends from DPO"
    context.close()


def test_pyvis_page_runs(show: Open, tmp_path: Path) -> None:
    pytest.importorskip("pyvis")
    graph = llmgraph.load()
    ids = graph.descendants("GPT-3").shown_ids()
    path = tmp_path / "pyvis.html"
    text = pyvis_page(
        Subject(graph.tables, ids, graph.tables.rows_among(ids), "GPT-3", descent(graph.tables))
    )
    path.write_text(text, encoding="utf-8")
    shown = show(path)
    shown.fill("#search", "CoT")
    shown.keyboard.press("Enter")
    assert heading(shown) == "CoT"


def test_passages_are_told_and_can_be_switched_off(show: Open, tmp_path: Path) -> None:
    graph = llmgraph.load()
    drawn = graph.descendants("Transformer", topics="alignment")
    path = tmp_path / "passages.html"
    drawn.write_html(path)
    shown = show(path, "#paper=dpo")
    told = shown.locator("#details").text_content()
    generations = int(re.search(r"4 ancestors in ≥ (\d+) generations", told)[1])
    # The page may not claim more than the whole graph holds.
    assert 2 <= generations <= graph.ancestors("dpo").generation["transformer"]
    # RLHF for LMs comes through papers not shown, which the panel, the path and the table say.
    shown = show(path, "#paper=rlhf-lm")
    assert "descends through papers not shown from" in shown.locator("#details").text_content()
    shown.goto(path.as_uri() + "#paper=transformer&to=dpo")
    assert "≥ 3 steps of descent" in shown.locator("#details").text_content()
    shown.click("#switch")
    rows = shown.locator("#relationRows").text_content()
    assert "InstructGPT descends through papers not shown from Transformer" in rows
    filters(shown)
    shown.locator(".relations[value=through_papers_not_shown]").uncheck()
    assert "neither descends" in shown.locator("#details").text_content()
    assert "through_papers" not in shown.url.partition("relations=")[2]
    assert "relations=extends,uses" in shown.url


def test_focus_is_kept_where_the_page_is_drawn_anew(show: Open, whole: Path) -> None:
    shown = show(whole, "#view=table")
    shown.locator("#paperRows .link").nth(3).focus()
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "details"
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.closest('#details') !== null")
    shown.keyboard.press("Escape")
    assert shown.evaluate("document.activeElement.id") == "details"


def test_table_tells_all_that_the_panel_does(show: Open, whole: Path) -> None:
    shown = show(whole, "#paper=dpo&view=table")
    rows = shown.locator("#relationRows").text_content()
    for relation in llmgraph.load().relations_of("dpo").relations:
        assert " ".join(relation.note.split()) in rows
    assert llmgraph.load()["dpo"].summary in shown.locator("#paperRows").text_content()


def saved_svg(shown: Any, path: Path) -> ET.Element:
    """The chart of the saved picture, without the title and the legend around it."""
    with shown.expect_download() as download:
        open_menu(shown)
        shown.locator("#svg").click()
    download.value.save_as(path)
    return next(one for one in ET.parse(path).getroot() if one.tag.endswith("svg"))


def own_page(path: Path) -> Path:
    """Papers as from a table of one's own: long titles, no topics, a paper without a date."""
    years = ("2015", "2018", "2019", "", "2019", "2020", "2022", "2022", "2023", "2023")
    title = "A measured account of structured inference in networks of kind"
    papers = [
        {"id": f"p{n}", "title": f"Paper{n} {title} {n}", "date": year}
        for n, year in enumerate(years)
    ]
    rows = [(f"p{n}", "extends", f"p{n // 2}") for n in range(1, len(years))]
    llmgraph.PaperGraph(papers, rows).select().write_html(path / "own.html")
    return path / "own.html"


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_small_page_fills_the_window_and_names_every_paper(
    show: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    shown = show(own_page(tmp_path), "#theme=light", size)
    texts = list(saved_svg(shown, tmp_path / "own.svg").iter("{http://www.w3.org/2000/svg}text"))
    lines = [one for one in texts if "Paper" in (one.text or "")]
    assert {(one.text or "").split()[0] for one in lines} == {f"Paper{n}" for n in range(10)}
    assert all(float(one.get("font-size", 0)) >= 10.5 for one in lines)
    across = [float(one.get("x", 0)) for one in texts]
    assert max(across) - min(across) > 0.6 * (size[0] - 350)


def test_without_topics_nothing_speaks_of_them(show: Open, tmp_path: Path) -> None:
    shown = show(own_page(tmp_path))
    texts = saved_svg(shown, tmp_path / "own.svg").itertext()
    assert "Other" not in set(texts)
    assert not shown.locator("#topics").is_visible()
    shown.click("#switch")
    heads = shown.locator("#table table").first.locator("th").all_text_contents()
    assert heads == ["Date", "Paper", "Title", "Generation", "Summary"]
    assert shown.locator("#paperRows tr").first.locator("td").count() == len(heads)
    assert "Other" not in shown.locator("body").inner_text()


def test_undated_columns_and_missing_years_are_marked(show: Open, tmp_path: Path) -> None:
    drawing = saved_svg(show(own_page(tmp_path)), tmp_path / "own.svg")
    strokes = [one.get("stroke-dasharray") for one in drawing]
    assert strokes.count("5 4") == 1  # one undated column
    assert strokes.count("1 5") == 2  # 2015 to 2018, 2020 to 2022
    undated = next(one for one in drawing if one.text == "undated")
    year = next(one for one in drawing if one.text == "2015")
    assert (undated.get("font-weight"), year.get("font-weight")) == ("400", "600")


def test_table_says_what_a_generation_counts(show: Open, whole: Path) -> None:
    def caption(state: str) -> str:
        text: str = show(whole, f"#view=table{state}").locator("caption").first.text_content()
        return text

    assert "longest chain of descent between DPO and the paper; below 0 for its" in caption(
        "&paper=dpo"
    )
    assert "that leads to the paper" in caption("")
    assert "along the chain" in caption("&paper=dpo&to=transformer")


def test_heading_is_told_in_the_language_of_the_page(show: Open, tmp_path: Path) -> None:
    path = tmp_path / "dpo.html"
    llmgraph.load().descendants("DPO").write_html(path)
    shown = show(path)
    assert shown.locator("h1").text_content() == shown.title() == "What descends from DPO"
    shown.click("#language")
    assert shown.locator("h1").text_content() == shown.title() == "DPO 的后代"


def test_on_a_phone_no_name_covers_another(show: Open, whole: Path, tmp_path: Path) -> None:
    shown = show(whole, size=(390, 844))
    drawing = saved_svg(shown, tmp_path / "phone.svg")
    topics = set(llmgraph.load().papers["topics"].str.split(";").str[0])
    boxes = label_boxes(drawing)
    signs = [
        (float(one.get("x", 0)), float(one.get("y", 0)) - 9, 5.5 * len(one.text or ""), 9.0)
        for one in drawing
        if one.text in topics
    ]
    assert len(signs) >= 10
    assert len(boxes) >= 15
    for x, y, w, h in signs:
        for x2, y2, w2, h2, _ in boxes:
            assert x >= x2 + w2 or x2 >= x + w or y >= y2 + h2 or y2 >= y + h


WINDOWS = [(1058, 560), (1280, 720), (1440, 900), (390, 844)]
TITLES = (
    "A measured account of structured inference in networks",
    "Attention is all one needs for translation at scale",
    "Longitudinal pretraining of bidirectional encoders",
    "Hyperparameter-free optimisation",
    "Retrieval-augmented generation for knowledge-intensive tasks",
    "Scaling laws",
    "On the internationalisation of tokenisers: a study of compression in twelve languages and of "
    "what it costs",
    "Chain-of-thought prompting",
    "Instruction tuning with human feedback and its discontents",
    "Mixture-of-experts layers at the trillion-parameter scale",
    "Photosynthesis",
    "Direct preference optimisation without a reward model",
)
# Boxes, names and other texts of a saved drawing, in its order; and the widths of some texts.
READ = """([svg, texts]) => {
  const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  document.body.replaceChildren(drawing);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = '600 10.5px system-ui, "Noto Sans", sans-serif';
  const boxOf = (node) => {
    const { x, y, width, height } = node.getBBox();
    if (node.tagName === "path") return [x, y, width, height];
    // Without the room above and below the letters.
    const size = Number(node.getAttribute("font-size"));
    return [x, Number(node.getAttribute("y")) - 0.75 * size, width, size];
  };
  const pieces = [...drawing.querySelectorAll("[data-paper], text")].map((node) => ({
    paper: node.dataset.paper ?? "",
    text: node.textContent,
    size: Number(node.getAttribute("font-size")),
    box: boxOf(node),
  }));
  const heads = [...svg.matchAll(/d="M0 0h([\\d.]+)v/g)].map((found) => Number(found[1]));
  return {
    pieces,
    gutter: Math.min(...heads),
    widths: texts.map((text) => pen.measureText(text).width),
  };
}"""


def twelve_titles() -> llmgraph.PaperGraph:
    papers = [
        {"id": f"p{n}", "title": title, "date": str(2015 + n * 2 // 3)}
        for n, title in enumerate(TITLES)
    ]
    return llmgraph.PaperGraph(papers, [(f"p{n}", "extends", f"p{n // 2}") for n in range(1, 12)])


def four_hundred_papers() -> llmgraph.PaperGraph:
    random = Random(4)
    papers = [
        {
            "id": f"g{n}",
            "title": f"Generated paper {n}",
            "short_name": f"Gen-{n}",
            "date": str(2010 + n // 25),
            "topics": random.choice("ABCDE"),
        }
        for n in range(400)
    ]
    ends = {(n, random.randrange(n)) for n in range(1, 400) for _ in range(2)}
    rows = [(f"g{a}", "extends", f"g{b}") for a, b in sorted(ends)]
    return llmgraph.PaperGraph(papers, rows)


# Each with the fewest names that are drawn in any window but that of a phone.
DRAWN = {
    "main path": (lambda: llmgraph.load().main_path(), 18),
    "ranking": (lambda: llmgraph.load().rank(top=10), 10),
    "ancestors": (lambda: llmgraph.load().ancestors("LLaVA"), 28),
    "whole": (lambda: llmgraph.load().select(), 110),
    "titles": (lambda: twelve_titles().select(), 12),
    "generated": (lambda: four_hundred_papers().select(), 150),
}


def cross(one: list[float], other: list[float], by: float = 0.01) -> bool:
    """Whether two boxes have more in common than rounding explains."""
    (x, y, w, h), (x2, y2, w2, h2) = one, other
    return x + by < x2 + w2 and x2 + by < x + w and y + by < y2 + h2 and y2 + by < y + h


def is_beginning(told: str, label: str) -> bool:
    """Whether a text is a whole label, or the beginning of a long one up to the end of a word."""
    kept = told.removesuffix("…")
    ends = re.match(r"[\s,:;–-]", label[len(kept) :])
    return told == label or (len(label) > 34 and label.startswith(kept) and ends is not None)


@pytest.mark.parametrize("drawn", DRAWN)
def test_names_are_whole_and_large_and_cover_no_paper(
    browser: Any, show: Open, tmp_path: Path, drawn: str
) -> None:
    made, fewest = DRAWN[drawn]
    made().write_html(tmp_path / "page.html")
    data = Parsed((tmp_path / "page.html").read_text("utf-8")).data()["papers"]
    at = {one: number for number, one in enumerate(data["id"])}
    labels = [
        (f"{number}.\N{NO-BREAK SPACE}" if number else "") + (short or title)
        for number, short, title in zip(data["number"], data["short"], data["title"], strict=True)
    ]
    reader = browser.new_page()
    for size in WINDOWS:
        shown = show(tmp_path / "page.html", "#theme=light", size)
        drawing = saved_svg(shown, tmp_path / "page.svg")
        text = ET.tostring(drawing, encoding="unicode")
        read = reader.evaluate(READ, [text, [one[:34] for one in labels]])
        lines, boxes, names, others = {}, {}, {}, []
        for piece in read["pieces"]:
            paper, box = piece["paper"], piece["box"]
            if not paper:
                others.append(box)
            elif piece["text"]:
                lines.setdefault(paper, []).append(piece)
            elif paper in boxes:
                names[paper] = box
            else:
                boxes[paper] = box
        for paper, (_, _, w, h) in boxes.items():
            assert w / h == pytest.approx(data["w"][at[paper]] / data["h"][at[paper]], rel=0.01)
        assert len(lines) >= (fewest if size[0] > 800 else len(boxes) / 3)
        taken: list[tuple[str, list[float]]] = [*boxes.items()]
        taken += [*names.items(), *(("", box) for box in others)]
        for paper, own in lines.items():
            assert is_beginning(" ".join(one["text"] for one in own), labels[at[paper]])
            assert min(one["size"] for one in own) >= 10
            for piece in [one["box"] for one in own] + [names.get(paper, boxes[paper])]:
                met = [q for q, box in taken if q not in ("", paper) and cross(piece, box)]
                assert met == [], (size, paper)
        stage = (
            read["gutter"],
            26.0,
            float(drawing.get("width", 0)),
            float(drawing.get("height", 0)),
        )
        for paper in boxes.keys() - lines.keys():
            wide = read["widths"][at[paper]]
            for place in places_at(boxes[paper], wide + 10, 20):
                free = not any(cross(place, box) for q, box in taken if q != paper)
                assert not (free and is_inside(place, stage)), (size, paper)
    reader.close()


def places_at(own: list[float], wide: float, high: float) -> list[list[float]]:
    """Where a name may stand that needs so much room: above, below, and on both sides."""
    x, y, w, h = own
    middle, height = x + (w - wide) / 2, y + (h - high) / 2
    corners = (middle, y - high), (middle, y + h), (x - wide, height), (x + w, height)
    return [[left, top, wide, high] for left, top in corners]


def is_inside(place: list[float], stage: tuple[float, float, float, float]) -> bool:
    (x, y, w, h), (left, top, right, bottom) = place, stage
    return x > left + 2 and y > top and x + w < right - 2 and y + h < bottom


def test_pyvis_page_shows_names_at_first_sight(browser: Any, tmp_path: Path) -> None:
    pytest.importorskip("pyvis")
    path = tmp_path / "pyvis.html"
    llmgraph.load().select().write_html(path, engine="pyvis")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    shown = context.new_page()
    shown.add_init_script(
        """window.told = new Map(); const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
          const pixels = parseFloat(this.font.match(/[0-9.]+px/)[0]) * this.getTransform().a;
          told.set(text, Math.max(pixels, told.get(text) ?? 0)); fillText.call(this, text, ...at);
        };"""
    )
    shown.goto(path.as_uri())
    shown.wait_for_timeout(800)
    pixels = dict(shown.evaluate("[...told]"))
    context.close()
    for name in ("Transformer", "GPT-3", "2020", "Alignment and safety"):
        assert pixels[name] >= 10.9
    names = {paper.name for paper in map(llmgraph.load().__getitem__, llmgraph.load())}
    assert sum(size >= 10.9 for text, size in pixels.items() if text in names) >= 40


# What a canvas is told to draw, in pixels of the page, and what has been added to it since.
WATCHED = """
const { fillText, stroke } = CanvasRenderingContext2D.prototype;
window.texts = []; window.strokes = [];
CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
  const { a, d, e, f } = this.getTransform();
  const wide = this.measureText(text).width * a;
  const start = { left: 0, start: 0, center: 0.5, right: 1, end: 1 }[this.textAlign];
  texts.push([text, x * a + e - start * wide, y * d + f, wide]);
  fillText.call(this, text, x, y, ...rest);
};
CanvasRenderingContext2D.prototype.stroke = function (...rest) {
  strokes.push([this.strokeStyle, this.lineWidth]); stroke.apply(this, rest);
};
"""


def watched_pyvis(show: Open, path: Path, graph: llmgraph.PaperGraph, size: tuple[int, int]) -> Any:
    graph.select().write_html(path, engine="pyvis")
    shown = show(path, size=size)
    shown.add_init_script(WATCHED)
    shown.reload()
    wait_until(shown, "texts.length > 0")
    return shown


@pytest.mark.parametrize("size", [(1280, 800), (420, 800)])
def test_every_year_of_a_pyvis_page_has_its_head(
    show: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    pytest.importorskip("pyvis")
    graph = llmgraph.load()
    shown = watched_pyvis(show, tmp_path / "pyvis.html", graph, size)
    bottom = shown.evaluate("document.querySelector('canvas').height")
    drawn = {text: place for text, *place in shown.evaluate("texts") if re.match(r"\d{4}", text)}
    years = {str(paper.date)[:4] for paper in map(graph.__getitem__, graph) if paper.date}
    assert years <= drawn.keys()
    for left, middle, wide in drawn.values():
        assert left >= 0
        assert left + wide <= size[0]
        assert 0 < middle < bottom / 2
    for one, other in combinations(drawn.values(), 2):
        apart = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
        assert apart or abs(one[1] - other[1]) >= 11


@pytest.mark.parametrize("size", [(1280, 800), (420, 800)])
def test_a_long_topic_leaves_room_for_the_papers_of_a_pyvis_page(
    show: Open, tmp_path: Path, size: tuple[int, int]
) -> None:
    pytest.importorskip("pyvis")
    topic = "Topic " + "x" * 194
    papers = [{"id": one, "title": one, "date": "2020", "topics": topic} for one in "ab"]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a")])
    shown = watched_pyvis(show, tmp_path / "pyvis.html", graph, size)
    texts = [text for text in shown.evaluate("texts") if text[0].startswith("Topic")]
    for text, left, _, wide in texts:
        assert text.endswith("x…")
        assert left >= 0
        assert left + wide <= size[0]
        assert wide <= 230 or size[0] < 500
    assert texts
    shown.fill("#search", "a")
    shown.keyboard.press("Enter")
    # The panel has the whole name, and is no wider for it.
    assert topic in shown.locator("#details").text_content()
    assert shown.evaluate("document.documentElement.scrollWidth") == size[0]


def test_relations_of_a_chosen_paper_keep_their_colours_on_a_pyvis_page(
    show: Open, tmp_path: Path
) -> None:
    pytest.importorskip("pyvis")
    papers = [{"id": one, "title": one, "date": f"202{at}"} for at, one in enumerate("abc")]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a"), ("c", "uses", "b")])
    shown = watched_pyvis(show, tmp_path / "pyvis.html", graph, (1280, 800))
    shown.evaluate("strokes.length = 0")
    shown.fill("#search", "b")
    shown.keyboard.press("Enter")
    styles = relation_styles(map(llmgraph.RELATION_TYPES.__getitem__, ("extends", "uses")))
    colours = {style.light for style in styles.values()}
    wait_until(shown, "strokes.some(([, width]) => width === 2)")
    shown.wait_for_timeout(200)
    thick = {colour for colour, width in shown.evaluate("strokes") if width == 2}
    assert thick == colours


def test_papers_of_a_cycle_are_of_one_generation(tmp_path, show):
    rows = [("b", "extends", "a"), ("c", "extends", "b"), ("b", "extends", "c")]
    rows += [("d", "extends", "c"), ("e", "extends", "d"), ("x", "extends", "a")]
    papers = [{"id": one, "title": one, "date": "2002"} for one in "abcdex"]
    graph = llmgraph.PaperGraph(papers, rows)
    assert graph.descendants("a").generation == {"b": 1, "c": 1, "d": 2, "e": 3, "x": 1}
    graph.select().write_html(tmp_path / "page.html")
    shown = show(tmp_path / "page.html", "#paper=a")
    assert "5 descendants in 3 generations" in shown.inner_text("#details")


def test_a_large_page_counts_the_whole_lineage(tmp_path, show):
    papers = [{"id": f"p{n}", "title": f"p{n}", "date": str(1900 + n // 20)} for n in range(1500)]
    rows = [(f"p{n}", "extends", f"p{n // 2}") for n in range(1, 1500)]
    llmgraph.PaperGraph(papers, rows).select().write_html(tmp_path / "page.html")
    shown = show(tmp_path / "page.html", "#paper=p0")
    told = shown.inner_text("#details")
    assert "1499 descendants in 11 generations" in told
    assert "The chart highlights at most 2 steps" in told


def test_until_somebody_acts_the_picture_follows_the_window(show: Open, whole: Path) -> None:
    plain = highlighted(show(whole))
    shown = show(whole, size=(500, 400))
    shown.set_viewport_size({"width": 1400, "height": 900})
    shown.wait_for_timeout(400)
    assert highlighted(shown) == plain
    # What somebody chose to see stays.
    shown = show(whole, size=(1000, 600))
    shown.locator("#in").click()
    shown.set_viewport_size({"width": 1400, "height": 900})
    shown.wait_for_timeout(400)
    assert highlighted(shown) != plain


def test_a_frame_that_is_shown_late_has_the_same_picture(
    show: Open, whole: Path, tmp_path: Path
) -> None:
    host = tmp_path / "host.html"
    host.write_text(
        '<body style="margin:0"><iframe id="late" style="display:none;border:0;width:1400px;'
        f'height:900px" src="{whole.as_uri()}"></iframe>'
    )
    shown = show(host)
    frame = shown.frames[1]
    shown.evaluate("document.getElementById('late').style.display = 'block'")
    shown.wait_for_timeout(500)
    assert highlighted(frame) == highlighted(show(whole))


LETTERS = "abcdefgh"


def typed_graph(seed: int) -> llmgraph.PaperGraph:
    """Papers with random relations, cycles among them, some not inherited."""
    random = Random(seed)
    papers = [
        {"id": one, "title": one, "date": str(2000 + at), "topics": random.choice("XY")}
        for at, one in enumerate(LETTERS)
    ]
    rows = {(*random.sample(LETTERS, 2), random.choice(TYPES)) for _ in range(14)}
    relations = [
        {"source": a, "relation": name, "target": b, "inherited": random.choice(["", "", "no"])}
        for a, b, name in sorted(rows)
    ]
    return llmgraph.PaperGraph(papers, relations)


TYPES = ("extends", "extends", "corrects", "uses", "enables")
LIMITS: tuple[int | Literal["any"], ...] = (0, 1, "any")


CELLS = """[...document.querySelectorAll('#paperRows tr')].map(
    row => [...row.cells].map(cell => cell.textContent))"""


@pytest.mark.parametrize("seed", range(6))
def test_lights_what_descends_by_the_rule(show: Open, tmp_path: Path, seed: int) -> None:
    # The lit papers stand in the table, those that a filter hides do not; chains run through them.
    graph = typed_graph(seed)
    lineage = graph.descendants("a", side_steps="any", topics="X")
    for number, drawn in enumerate((graph.select(), graph.select(topics="X"), lineage)):
        path = tmp_path / f"page{number}.html"
        drawn.write_html(path)
        shown = show(path, "#view=table")
        for one, limit in product(drawn.shown_ids(), LIMITS):
            shown.evaluate(f"location.hash = '#paper={one}&side-steps={limit}&view=table'")
            shown.wait_for_timeout(15)
            told = {name: cells for _, name, *cells in shown.evaluate(CELLS)}
            queries = graph.ancestors, graph.descendants
            older, newer = (query(one, side_steps=limit) for query in queries)
            assert set(told) == {*older, *newer, one} & {*drawn.shown_ids()}, (one, limit)
            # With all papers there the page knows the fewest side steps, too.
            for paper in {*older, *newer} if number == 0 else ():
                ways = [way.fewest_side_steps[paper] for way in (older, newer) if paper in way]
                assert told[paper][-3] == str(min(ways)), (one, limit, paper)


def test_side_steps_are_chosen_on_the_page(show: Open, tmp_path: Path) -> None:
    # b uses a, c uses b; d extends c
    rows = [("b", "uses", "a"), ("c", "uses", "b"), ("d", "extends", "c")]
    papers = [{"id": one, "title": one, "date": "2020"} for one in "abcd"]
    graph = llmgraph.PaperGraph(papers, rows)
    graph.select(side_steps=3).write_html(tmp_path / "page.html")
    shown = show(tmp_path / "page.html", "#paper=a")
    options = shown.locator("#side-steps option").all_text_contents()
    assert options[:2] == ["Chains: the line only", "Chains: at most one side step"]
    assert options[2:] == ["Chains: any side steps", "Chains: at most 3 side steps"]
    told = shown.locator("#details")
    for limit, count in (("3", 3), ("0", 0), ("1", 1), ("any", 3)):
        filters(shown)
        shown.select_option("#side-steps", limit)
        noun = "descendant" if count == 1 else "descendants"
        assert f"· {count} {noun} in {count} generation" in told.text_content()
    assert shown.url.endswith("#paper=a&side-steps=any")
    shown.goto((tmp_path / "page.html").as_uri() + "#paper=a&to=d&side-steps=1")
    assert "Every chain takes 2 side steps or more" in told.text_content()
    filters(shown)
    shown.select_option("#side-steps", "any")
    assert "3 steps of descent, 2 of them side steps" in told.text_content()


@pytest.fixture(scope="module")
def reasons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with every reason why chains count or not.

    B uses A, C uses B; D extends C, but E, which extends D, does not inherit that; F is an
    alternative to E. H extends C, I extends H and C, K extends I.
    """
    rows = [
        {"source": "B", "relation": "uses", "target": "A"},
        {"source": "C", "relation": "uses", "target": "B"},
        {"source": "D", "relation": "extends", "target": "C", "inherited": "no"},
        {"source": "E", "relation": "extends", "target": "D"},
        {"source": "F", "relation": "alternative_to", "target": "E", "note": "F does without."},
        *(
            {"source": new, "relation": "extends", "target": old}
            for new, old in ("HC", "IH", "IC", "KI")
        ),
    ]
    rows[4] |= {"basis": "literature", "confidence": "medium"}
    graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "ABCDEFHIK"], rows)
    path = tmp_path_factory.mktemp("reasons") / "page.html"
    graph.select().write_html(path)
    return path


ONLY = "the only chain on this page."


@pytest.mark.parametrize(
    ("state", "told", "chinese"),
    [
        (
            "paper=A&to=C",
            "Every chain takes 2 side steps or more; the choice of chains under Filter "
            "allows fewer.",
            "每条传承链至少要走 2 步旁支，多于“筛选”中所选的步数。",
        ),
        (
            "paper=B&to=A&side-steps=0",
            "Every chain takes 1 side step or more; the choice of chains under Filter "
            "allows fewer.",
            "每条传承链至少要走 1 步旁支，多于“筛选”中所选的步数。",
        ),
        (
            "paper=E&to=C",
            "Every chain passes through a relation that is true of one paper only: D extends C",
            "每条传承链都要经过只对某一篇论文本身成立的关系：D 扩展了 C",
        ),
        (
            "paper=A&to=E&side-steps=any",
            "Every chain passes through a relation that is true of one paper only: D extends C",
            "每条传承链都要经过只对某一篇论文本身成立的关系：D 扩展了 C",
        ),
        (
            "paper=A&to=F",
            "On this page (9 papers), neither descends from the other by the relations that are "
            "switched on.",
            "在本页（9 篇论文）中，按当前勾选的关系，两者之间没有传承。",
        ),
        (
            "paper=A&to=B",
            f"1 step of descent, a side step; {ONLY}",
            "传承共 1 步，即一步旁支；本页仅此一条链。",
        ),
        (
            "paper=C&to=I",
            "1 step of descent; the best of 2 chains on this page.",
            "传承共 1 步；本页共 2 条链，此为最佳。",
        ),
        (
            "paper=H&to=K",
            f"2 steps of descent, none of them a side step; {ONLY}",
            "传承共 2 步，其中没有旁支；本页仅此一条链。",
        ),
        (
            "paper=B&to=H",
            f"2 steps of descent, 1 of them a side step; {ONLY}",
            "传承共 2 步，其中 1 步为旁支；本页仅此一条链。",
        ),
        (
            "paper=A&to=C&side-steps=any",
            f"2 steps of descent, 2 of them side steps; {ONLY}",
            "传承共 2 步，其中 2 步为旁支；本页仅此一条链。",
        ),
    ],
)
def test_two_papers_say_why(show: Open, reasons: Path, state: str, told: str, chinese: str) -> None:
    shown = show(reasons, f"#{state}")
    assert shown.locator("#details > p:not(.links)").all_text_contents() == [told]
    # No heading stands over nothing.
    assert shown.locator("#details > h2:last-child").count() == 0
    shown.click("#language")
    assert shown.locator("#details > p:not(.links)").all_text_contents() == [chinese]


def test_rows_without_descent_between_two_papers_are_told(show: Open, reasons: Path) -> None:
    shown = show(reasons, "#paper=E&to=F")
    assert shown.locator("#details h3").all_text_contents() == ["F is an alternative to E"]
    told = shown.locator("#details").text_content()
    assert (
        "switched on.Directly between themF is an alternative to EF does without."
        "literature · medium confidence"
    ) in told
    shown.click("#language")
    assert shown.locator("#details h3").all_text_contents() == ["F 是 E 的替代方案"]
    assert "据论文本身 · 可信度：中" in shown.locator("#details").text_content()


def test_a_relation_that_is_switched_off_is_told(show: Open, reasons: Path) -> None:
    shown = show(reasons, "#paper=A&to=B&relations=extends")
    told = shown.locator("#details")
    assert "neither descends from the other by the relations" in told.text_content()
    assert shown.locator("#details h3").all_text_contents() == ["B uses A"]


AGAINST = [("dpo", "ppo"), ("alpaca", "instructgpt"), ("roberta", "bert"), ("griffin", "bert")]


@pytest.mark.parametrize(("a", "b"), AGAINST)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_speaks_against_a_chain_agrees_with_the_library(
    show: Open, whole: Path, a: str, b: str, lang: Literal["en", "zh"]
) -> None:
    said = llmgraph.load().paths(a, b).answer.said
    told = [one.text(lang) for one in said if "answer.against" in repr(one)]
    shown = show(whole, f"#paper={a}&to={b}&language={lang}")
    assert shown.locator("#details > p:not(.links)").all_text_contents()[1:] == told
    # Whichever is asked first, and whatever is switched off.
    shown = show(whole, f"#paper={b}&to={a}&language={lang}")
    assert shown.locator("#details > p:not(.links)").all_text_contents()[1:] == told


def test_what_speaks_against_is_told_beside_every_verdict(show: Open, tmp_path: Path) -> None:
    rows = [
        *(("b", "uses", "a"), ("c", "uses", "b"), ("d", "extends", "c"), ("d", "cites", "c")),
        *(("a", "disputes", "c"), ("c", "alternative_to", "a"), ("c", "disputes", "a")),
        *(("c", "compares_with", "a"), ("c", "compares_with", "a"), ("d", "disputes", "a")),
    ]
    papers = [{"id": one, "title": f"<b>{one}</b> {{rows}}"} for one in "abcd"]
    graph = llmgraph.PaperGraph(papers, rows)
    path = tmp_path / "against.html"
    graph.select().write_html(path)

    def told(state: str) -> list[str]:
        shown = show(path, f"#{state}&language=en")
        assert shown.locator("#details p b").count() == 0
        texts: list[str] = shown.locator("#details > p:not(.links)").all_text_contents()
        return texts

    a, c, d = (f"<b>{one}</b> {{rows}}" for one in "acd")
    against = (
        f"But note: {c} disputes {a}; {a} disputes {c}; {c} is an alternative to {a}; "
        f"{c} compares with {a}."
    )
    assert told("paper=a&to=c")[1:] == [against]
    assert told("paper=a&to=c&side-steps=any")[1:] == [against]
    assert told("paper=d&to=a&side-steps=any")[1:] == [f"But note: {d} disputes {a}."]
    # A citation is no descent here, but does not speak against it.
    assert len(told("paper=c&to=d")) == 1


def test_a_no_tells_of_how_many_papers_and_up_to_which_date(show: Open, tmp_path: Path) -> None:
    dates = {"a": "2024-05", "b": "2023-11-02", "c": "", "d": "2024"}
    graph = llmgraph.PaperGraph(
        [{"id": one, "title": one, "date": date} for one, date in dates.items()],
        [("b", "extends", "c")],
    )
    path = tmp_path / "no.html"
    graph.select().write_html(path)
    # As in Python: a year lasts until its end.
    assert "in this graph (4 papers, to 2024)." in graph.paths("a", "b").explanation
    shown = show(path, "#paper=a&to=b")
    told = shown.locator("#details > p:not(.links)")
    assert told.text_content().startswith("On this page (4 papers, to 2024), neither descends")
    shown.click("#language")
    assert told.text_content() == (
        "在本页（4 篇论文，截至 2024）中，按当前勾选的关系，两者之间没有传承。"
    )


def test_counts_of_one_are_told_as_one(show: Open, reasons: Path) -> None:
    shown = show(reasons, "#paper=E")
    lineage = shown.locator("#details > p").first
    assert lineage.text_content() == (
        "On this page: 1 ancestor in 1 generation · 0 descendants in 0 generations"
    )
    shown.click("#language")
    assert lineage.text_content() == "本页：祖先 1 篇，共 1 代 · 后代 0 篇，共 0 代"
    headings = shown.locator("#details h2").all_text_contents()
    assert headings == ["E", "前作基础 (1)", "训练部署、替代、对比、质疑、综述 (1)"]
    assert shown.locator("legend").all_text_contents()[:2] == ["计入传承", "不计入传承"]


def test_what_a_page_needs_is_told_in_both_languages(browser: Any, reasons: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    shown = context.new_page()
    shown.goto(reasons.as_uri())
    assert shown.locator("noscript p").all_inner_texts() == [
        "This page needs JavaScript, which is disabled.",
        "本页用 JavaScript 绘制，而此处已将其停用。",
    ]
    context.close()
    context = browser.new_context(offline=True)
    context.add_init_script("delete window.DecompressionStream")
    shown = context.new_page()
    shown.goto(reasons.as_uri())
    told = shown.locator("body").inner_text()
    assert told.startswith(
        "This page needs a browser of 2023 or later. 本页需要 2023 年或更新的浏览器。"
    )
    context.close()


def test_side_steps_are_not_spoken_of_where_there_are_none(show: Open, tmp_path: Path) -> None:
    shown = show(own_page(tmp_path), "#paper=p1&view=table")
    assert not shown.locator("#side-steps").is_visible()
    assert "Side steps" not in shown.locator("thead").first.text_content()


def test_a_click_on_the_head_of_a_column_sorts_by_it(show: Open, whole: Path) -> None:
    shown = show(whole, "#paper=alpaca&view=table")
    column = "#paperRows td:nth-child(5)"
    head = shown.locator("th button[data-say=sides]")
    head.click()
    steps = [int(text or -1) for text in shown.locator(column).all_text_contents()]
    assert steps == sorted(steps)
    assert {0, 1} <= set(steps)
    head.click()
    steps = [int(text or -1) for text in shown.locator(column).all_text_contents()]
    assert steps == sorted(steps, reverse=True)
    assert shown.locator("th[aria-sort=descending]").text_content() == "Side steps"


def names_after(shown: Any, heading: str) -> set[str]:
    """The papers of a group of the panel, which is found by the beginning of its heading."""
    groups = shown.locator("#details details").evaluate_all(
        "all => all.map(one => [one.firstChild.textContent,"
        " [...one.querySelectorAll('.link')].map(link => link.textContent)])"
    )
    found = [names for head, names in groups if head.startswith(heading)]
    assert len(found) <= 1
    return set(*found)


@pytest.mark.parametrize("seed", range(4))
def test_two_papers_have_the_chains_and_ancestors_that_the_library_tells(
    show: Open, tmp_path: Path, seed: int
) -> None:
    graph, path = typed_graph(seed), tmp_path / "page.html"
    graph.select().write_html(path)
    shown = show(path)
    chained = 0
    for one, other in product(graph.ids[:8], graph.ids):
        if one == other:
            continue
        shown.evaluate(f"location.hash = '#paper={one}&to={other}'")
        shown.wait_for_timeout(15)
        chains = graph.paths(other, one, k=50).chains
        expected = ["".join(chain.ids[::-1]) for chain in chains]
        first = shown.locator("#details > ol > li").evaluate_all(
            "all => all.map(one => [...one.firstChild.parentNode.querySelectorAll(':scope > span')]"
            ".map(name => name.firstChild.textContent))"
        )
        rest = shown.locator("#details summary").all_text_contents()
        told = ["".join([first[0][0], *(step[1] for step in first)])] if first else []
        told += [text.replace(" → ", "") for text in rest if " → " in text]
        assert told == expected, (one, other)
        chained += bool(told)
        shared = graph.common_ancestors(one, other)
        nearest = {*shared.nearest} - {one, other}
        assert names_after(shown, "Nearest common ancestors") == nearest, (one, other)
        older = [{*graph.ancestors(paper)} for paper in (one, other)]
        alone = names_after(shown, f"Ancestors of {one} alone")
        assert alone == older[0] - older[1] - {one, other}, (one, other)
    assert chained > 5


def test_several_papers_are_compared(show: Open, whole: Path) -> None:
    graph = llmgraph.load()
    shown = show(whole, "#paper=LLaVA&to=mamba,DPO")
    shared = graph.common_ancestors("LLaVA", "Mamba", "DPO")
    names = dict(zip(graph.papers["id"], graph.papers["short_name"], strict=True))
    assert names_after(shown, "Nearest common") == {names[one] for one in shared.nearest}
    assert heading(shown) == "LLaVA · Mamba · DPO"
    # A click with Shift takes one away again.
    shown.keyboard.down("Shift")
    shown.fill("#search", "DPO")
    shown.keyboard.up("Shift")
    assert shown.url.endswith("#paper=llava&to=mamba,dpo")


# What is drawn: by paper the left and right end of its boxes, of the last SVG that was saved.
def boxes_of(shown: Any, tmp_path: Path) -> dict[str, list[tuple[float, float]]]:
    root = ET.fromstring(saved(shown, "svg", tmp_path))
    found: dict[str, list[tuple[float, float]]] = {}
    for one in root.iter("{http://www.w3.org/2000/svg}path"):
        if paper := one.get("data-paper"):
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", one.get("d", ""))]
            found.setdefault(paper, []).append((numbers[0], numbers[0] + numbers[2]))
    return found


def saved(shown: Any, button: str, tmp_path: Path) -> str:
    open_menu(shown)
    with shown.expect_download() as started:
        shown.click(f"#{button}")
    path = tmp_path / f"saved.{button}"
    started.value.save_as(path)
    return path.read_text(encoding="utf-8")


def test_a_filter_closes_empty_lanes_and_years_and_fills_the_window(
    show: Open, whole: Path, tmp_path: Path
) -> None:
    shown = show(whole, "#topics=Alignment%20and%20safety", size=(1440, 900))
    boxes = boxes_of(shown, tmp_path)
    some = llmgraph.load().select(topics="Alignment and safety")
    main_topic = {one for one in some if some.tables.paper(one).topics[0] == "Alignment and safety"}
    assert boxes.keys() == main_topic
    lefts, rights = zip(*(end for ends in boxes.values() for end in ends), strict=True)
    stage = shown.locator("#chart").bounding_box()
    assert max(rights) - min(lefts) > 0.7 * stage["width"]
    # One lane, and no year without a paper.
    picture = ET.fromstring((tmp_path / "saved.svg").read_text(encoding="utf-8"))
    texts = {(one.text or "") for one in picture.iter("{http://www.w3.org/2000/svg}text")}
    years = {some.tables.paper(one).published[:4] for one in main_topic}
    assert {text for text in texts if re.fullmatch(r"\d{4}", text)} == years


def test_focus_lays_out_a_lineage_on_its_own_and_back_shows_all(
    show: Open, whole: Path, tmp_path: Path
) -> None:
    graph = llmgraph.load()
    shown = show(whole, "#paper=llava")
    shown.click("#focus")
    lineage = {"llava", *graph.ancestors("LLaVA"), *graph.descendants("LLaVA")}
    assert shown.url.endswith("#paper=llava&focus=1")
    assert boxes_of(shown, tmp_path).keys() == lineage
    assert f"{len(lineage)} of {len(graph)} papers" in shown.locator("#counts").text_content()
    shown.click("#back")
    shown.wait_for_timeout(100)
    assert boxes_of(shown, tmp_path).keys() == {*graph.ids}


def test_an_empty_period_says_so_and_can_be_reset(show: Open, whole: Path) -> None:
    shown = show(whole, "#from=2024&until=2015")
    told = shown.locator("#empty")
    assert told.locator("p").text_content() == "The period from 2024 to 2015 ends before it begins."
    told.get_by_role("button", name="Reset").click()
    assert not told.is_visible()
    assert shown.evaluate("location.hash") in ("", "#")


def test_hidden_papers_are_said_to_be_hidden(show: Open, whole: Path) -> None:
    graph = llmgraph.load()
    shown = show(whole, "#paper=llava&from=2021")
    older = graph.ancestors("LLaVA")
    hidden = sum(graph.tables.paper(one).published < "2021" for one in older)
    assert f"{len(older)} ancestors in" in shown.locator("#details").text_content()
    assert f"{hidden} of them hidden" in shown.locator("#details").text_content()
    shown = show(whole, "#paper=transformer&from=2021")
    assert "Transformer is hidden by the filters." in shown.locator("#details").text_content()


def test_the_answer_stands_on_the_page(show: Open, tmp_path: Path) -> None:
    graph, path = llmgraph.load(), tmp_path / "page.html"
    ranking = graph.rank("pagerank", top=5)
    ranking.write_html(path)
    shown = show(path)
    rows = shown.locator("#answer tbody tr").all_text_contents()
    cells = zip(ranking.rows(), ranking.to_document().table.cells(), rows, strict=True)
    for row, told, text in cells:
        assert row["name"] in text
        assert told[-1] in text or told[4] in text
    shown.locator("#answer .link").first.click()
    assert shown.url.endswith(f"#paper={ranking.ids[0]}")
    assert heading(shown).endswith(ranking.rows()[0]["name"])
    chains = graph.paths("LLaVA", "Transformer")
    chains.write_html(path)
    shown = show(path)
    assert chains.explanation in " ".join(shown.locator("#answer > p").all_text_contents())
    shown.click("[role=tab][value=paper]")
    assert heading(shown) == "Transformer → LLaVA"


def test_what_is_lit_can_be_taken_away(show: Open, whole: Path, tmp_path: Path) -> None:
    graph = llmgraph.load()
    shown = show(whole, "#paper=llava")
    lit = {"llava", *graph.ancestors("LLaVA"), *graph.descendants("LLaVA")}
    tables = graph.tables
    oldest_first = tables.ids_of(tables.by_date(tables.number[one] for one in lit))
    assert saved(shown, "bib", tmp_path) == write_bibtex(map(tables.paper, oldest_first))
    nodes, edges = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    nodes.write_text(saved(shown, "csv", tmp_path), encoding="utf-8")
    edges.write_text(saved(shown, "rows", tmp_path), encoding="utf-8")
    again = llmgraph.read_csv(nodes, edges)
    assert {*again.ids} == lit
    assert {*again.ancestors("LLaVA")} == {*graph.ancestors("LLaVA")}
    told = saved(shown, "md", tmp_path)
    for row in tables.rows_among(lit, ("extends", "uses", "corrects", "enables")):
        note = tables.relation(row).note.split("`")[0][:40]
        assert re.sub(r"([\\`*_\[\]<>&#|~$])", r"\\\1", note) in told


def test_hostile_texts_are_taken_away_as_the_writer_of_bibtex_writes_them(
    show: Open, tmp_path: Path
) -> None:
    papers = [
        {"id": f"p{n}", "title": text, "authors": text, "venue": text, "doi": text, "date": "2020"}
        for n, text in enumerate(HOSTILE)
    ]
    graph, path = llmgraph.PaperGraph(papers, []), tmp_path / "page.html"
    graph.select().write_html(path)
    shown = show(path)
    tables = graph.tables
    order = tables.ids_of(tables.by_date(range(len(tables.ids))))
    assert saved(shown, "bib", tmp_path) == write_bibtex(map(tables.paper, order))


def test_a_saved_picture_has_title_legend_and_caption(
    show: Open, whole: Path, tmp_path: Path
) -> None:
    shown = show(whole, "#paper=llava&focus=1")
    root = ET.fromstring(saved(shown, "svg", tmp_path))
    texts = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "The papers · LLaVA" in texts
    assert {"extends", "uses"} <= {*texts}
    assert any(f"of {len(llmgraph.load())} papers" in text for text in texts)


# What is drawn after some frames, by what the page would save: its size, the boxes of papers, those
# of texts, and how many colours the canvas has when it is made small.
DRAWN_NOW = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  let kept;
  URL.createObjectURL = (blob) => (kept = blob);
  HTMLAnchorElement.prototype.click = () => {};
  document.getElementById("svg").click();
  const whole = new DOMParser().parseFromString(await kept.text(), "image/svg+xml");
  const drawing = whole.querySelector("svg > svg");
  for (const other of drawing.querySelectorAll("path:not([data-paper])")) other.remove();
  drawing.style = "position: fixed";
  document.body.append(drawing);
  const boxesOf = (selector) => [...drawing.querySelectorAll(selector)].map((node) => {
    const { x, y, width, height } = node.getBBox();
    return [node.dataset.paper ?? node.textContent, [x, y, width, height]];
  });
  const papers = boxesOf("path[data-paper]");
  const texts = boxesOf("text");
  drawing.remove();
  const small = document.createElement("canvas").getContext("2d");
  small.drawImage(document.getElementById("chart"), 0, 0, 99, 99);
  const { data } = small.getImageData(0, 0, 99, 99);
  return {
    size: ["width", "height"].map((name) => Number(drawing.getAttribute(name))),
    papers, texts, colours: new Set(new Uint32Array(data.buffer)).size,
  };
}"""
CONTROLS = """() => [...document.querySelectorAll("header input, header button, header summary")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.id || one.textContent, one.getBoundingClientRect()])
  .map(([name, { x, y, width, height }]) => [name, [x, y, width, height]])"""


def is_within(box: list[float], whole: list[float], by: float = 1) -> bool:
    (x, y, w, h), (left, top, wide, high) = box, whole
    return (
        x >= left - by and y >= top - by and x + w <= left + wide + by and y + h <= top + high + by
    )


@pytest.mark.parametrize(("drawn", "lang"), [("whole", "en"), ("ancestors", "zh")])
def test_nothing_starts_outside_a_window_of_any_width(
    show: Open, tmp_path: Path, drawn: str, lang: Literal["en", "zh"]
) -> None:
    DRAWN[drawn][0]().write_html(tmp_path / "page.html", lang=lang)
    shown = show(tmp_path / "page.html", size=(320, 720))
    for width in range(320, 1921, 40):
        shown.set_viewport_size({"width": width, "height": 720})
        now = shown.evaluate(DRAWN_NOW)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        assert now["colours"] > 50, width
        stage = [0, 0, *now["size"]]
        in_sight = [one for one, box in now["papers"] if is_within(box, stage)]
        assert in_sight, width
        # A narrow window begins with a part.
        if now["size"][0] >= 620:
            assert len(in_sight) == len(now["papers"]), width
        assert [one for one in now["texts"] if not is_within(one[1], stage)] == [], width
        controls = shown.evaluate(CONTROLS)
        header = shown.locator("header").bounding_box()
        for at, (name, box) in enumerate(controls):
            assert is_within(box, [0, 0, width, header["height"]], 0), (width, name)
            for other, box2 in controls[:at]:
                assert not cross(box, box2), (width, name, other)
        if width >= 1000:
            assert len({y + h / 2 for _, (_, y, _, h) in controls}) == 1, width
        assert opened_outside(shown, width) == [], width


def opened_outside(shown: Any, width: int) -> list[str]:
    """The menus that leave the window when they are opened."""
    shown.evaluate("document.querySelector('#search').value = 'a'")
    shown.evaluate("document.querySelector('#search').oninput()")
    open_menu(shown)
    boxes = {one: shown.locator(one).bounding_box() for one in ("#found", ".menu")}
    shown.evaluate("document.querySelector('#search').onblur()")
    shown.evaluate("document.getElementById('save').open = false")
    return [one for one, box in boxes.items() if box["x"] < 0 or box["x"] + box["width"] > width]


@pytest.mark.parametrize("name", ["BERT", "LoRA", "HELM", "Transformer", "DeepSeek-V3", "ImageNet"])
def test_on_a_phone_a_search_ends_with_its_paper_in_sight(
    show: Open, whole: Path, name: str
) -> None:
    shown = show(whole, size=(390, 844))
    shown.fill("#search", name)
    shown.locator("#found li").first.click()
    now = shown.evaluate(DRAWN_NOW)
    assert heading(shown) == name
    assert now["size"][1] == pytest.approx(shown.locator("#stage").bounding_box()["height"])
    boxes = [box for one, box in now["papers"] if one == shown.url.partition("=")[2]]
    below_the_years = [0, 26, now["size"][0], now["size"][1] - 26]
    assert boxes
    assert all(is_within(box, below_the_years) for box in boxes)


def test_a_page_opens_in_its_theme_and_follows_its_host(show: Open, tmp_path: Path) -> None:
    answer = llmgraph.load().ancestors("Alpaca", depth=1)
    path = tmp_path / "page.html"
    for theme in ("dark", "light"):
        answer.write_html(path, theme=theme)
        assert show(path).evaluate("document.documentElement.dataset.theme") == theme
    frame = answer.to_html(fragment=True)
    host = tmp_path / "host.html"
    host.write_text(f"<!doctype html><meta charset=utf-8>{frame}", encoding="utf-8")
    shown = show(host)
    theme_of = "document.documentElement.dataset.theme"
    for theme in ("dark", "light", "purple"):
        told = (
            f"document.querySelector('iframe').contentWindow.postMessage({{theme: '{theme}'}}, '*')"
        )
        shown.evaluate(told)
        shown.wait_for_timeout(200)
        assert shown.frames[1].evaluate(theme_of) == ("dark" if theme == "dark" else "light")
