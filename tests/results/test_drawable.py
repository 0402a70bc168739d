"""Any result can be drawn in every way, and each way shows the same papers and title."""

import pytest

import llmgraph
from llmgraph.drawing.chart.shapes import Box
from llmgraph.language.messages import Message
from llmgraph.queries.claims import Claim, claims


@pytest.fixture(scope="module")
def answer(diamond):
    return diamond.descendants("a")


def boxes(sheet):
    return {mark.tooltip.partition(" (")[0] for mark in sheet.shapes if isinstance(mark, Box)} - {
        ""
    }


def test_every_text_format_names_the_papers_and_the_title(answer):
    for text in (
        answer.to_svg(),
        answer.to_mermaid(),
        answer.to_dot(),
        answer.to_tikz(),
        answer.to_html(),
    ):
        assert "What descends from A" in text
    assert boxes(answer.sheet({})) == {"A", "B", "C", "D", "E"}
    assert len(answer.to_pyvis().nodes) == 5


def test_a_title_of_ones_own_takes_the_place_of_the_usual_one(answer):
    for text in (
        answer.to_svg(title="Mine"),
        answer.to_mermaid(title="Mine"),
        answer.to_dot(title="Mine"),
        answer.to_html(title="Mine"),
    ):
        assert "Mine" in text
        assert "What descends from A" not in text.replace("Mine", "")[:3000]


@pytest.mark.parametrize(
    ("form", "begins"), [("svg", b"<svg "), ("png", b"\x89PNG"), ("pdf", b"%PDF-")]
)
def test_a_chart_is_written_and_what_is_in_it_is_given_back(answer, tmp_path, form, begins):
    sheet = answer.write_chart(tmp_path / "chart", form, limit=3)
    assert (tmp_path / "chart").read_bytes().startswith(begins)
    assert sheet.papers == len(boxes(sheet)) == 3


def test_writing_is_drawing_into_a_file(answer, tmp_path):
    answer.write_svg(tmp_path / "a.svg", theme="dark")
    assert (tmp_path / "a.svg").read_text("utf-8") == answer.to_svg(theme="dark")
    answer.write_html(tmp_path / "a.html", lang="zh")
    assert (tmp_path / "a.html").read_text("utf-8") == answer.to_html(lang="zh")
    answer.write_png(tmp_path / "a.png")
    answer.write_pdf(tmp_path / "a.pdf")
    assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    with pytest.raises(llmgraph.ArgumentError):
        answer.write_svg(tmp_path / "no" / "a.svg")


def test_a_fragment_is_one_element_around_the_page(answer):
    fragment = answer.to_html(fragment=True)
    assert "<!doctype" not in fragment[:50].lower()
    assert "<iframe" in fragment
    assert "\n" not in fragment.strip()


def test_unknown_engines_and_languages_are_refused(answer):
    with pytest.raises(llmgraph.ArgumentError, match="engine"):
        answer.to_html(engine="flash")
    for draw in (answer.to_html, answer.to_svg, answer.to_mermaid, answer.to_dot, answer.to_tikz):
        with pytest.raises(llmgraph.ArgumentError):
            draw(lang="fr")


def test_what_is_drawn_by_default(answer, diamond):
    assert answer.lane_of() is None
    assert answer.number_of() == {}
    assert isinstance(answer.title(), Message)
    assert answer.caption() == answer.heading() == "What descends from A"
    # An answer has an order of its own only if its class says so.
    assert diamond.select().draw_priority() is None


def test_numbers_and_lanes_of_an_answer_reach_its_drawing(diamond):
    reading = diamond.reading_path("e")
    assert reading.number_of()["a"] == 1
    assert "1.\N{NO-BREAK SPACE}A" in reading.to_svg()
    groups = diamond.communities()
    lanes = set(groups.lane_of().values())
    assert lanes
    assert {line for line in lanes if line in groups.to_dot()} == lanes


def test_a_notebook_shows_the_page_over_a_still_picture(answer):
    shown = answer.to_notebook()
    assert "<iframe" in shown
    assert "<img" in shown


def test_a_notebook_shows_numbers_and_verdicts_as_a_table(diamond):
    pages = [
        *(diamond.select(), diamond.descendants("a"), diamond.paths("e", "a")),
        *(diamond.common_ancestors("b", "c"), diamond.main_path(), diamond.minimal_cut("e", "a")),
        *(diamond.communities(), diamond.reading_path("e"), diamond.relations_of("a")),
        diamond.reduction(),
    ]
    tables = [
        *(diamond.rank(), diamond.similar(), diamond.keystones(), diamond.traversals()),
        claims(diamond.tables, [Claim("b", "", "a")]),
    ]
    assert [type(one).__name__ for one in pages if "<iframe" not in one.to_notebook()] == []
    for one in tables:
        shown = one.to_notebook()
        assert "<iframe" not in shown
        assert set(one.bar_columns) <= set(one.notebook_columns) <= set(one.rows()[0])
        assert f"<strong>{one.to_document().heading}</strong>" in shown.replace("&quot;", '"')
        assert shown.count("<tr>") == 1 + len(one.rows())


def test_a_figure_states_what_must_be_known_and_gives_no_advice(drawn):
    found = drawn("old 2021, new 2020", "new extends old").descendants("old")
    stated = "1 row against the dates (a child older than its parent): NEW extends OLD."
    assert found.notice == (
        f"{stated} llmgraph check shows where they are; "
        'cycles="dates" (--cycles dates) leaves such rows out.'
    )
    for figure in (found.to_svg(), found.to_mermaid(), found.to_dot()):
        assert "NEW extends OLD" in figure
        assert "llmgraph check" not in figure
        assert "--cycles" not in figure
