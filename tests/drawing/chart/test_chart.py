"""Still charts: what is drawn, how large, and what stays as it was."""

import io
import re
import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

import llmgraph
from llmgraph import ArgumentError, PaperNotFoundError
from llmgraph.drawing.chart import text as fonts
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.chart.shapes import TEXT, Box, Curve, Text
from llmgraph.drawing.chart.sheet import label_box
from llmgraph.drawing.chart.text import drawable, text_width, wrapped
from llmgraph.drawing.formats.matplotlib import draw, picture
from llmgraph.drawing.formats.svg import svg
from llmgraph.drawing.hidden_descent import chains_of
from llmgraph.drawing.layout import layout, measure
from llmgraph.drawing.plots import generations_by_year, plot_file, ranking_bars
from llmgraph.drawing.scene import build_scene
from llmgraph.drawing.selection import drawn_rows
from llmgraph.drawing.style import (
    NO_TOPIC,
    PASSAGE_STYLE,
    THEMES,
    TOPIC_STYLES,
    RelationStyle,
    relation_styles,
    topic_styles,
)
from llmgraph.model.relation_types import OWN_COLOURS, OWN_DASHES, RELATION_TYPES

GRAPH = llmgraph.load()
SHIPPED_STYLES = relation_styles(RELATION_TYPES.values()).values()
OWN_STYLES = [RelationStyle(*colours) for colours in OWN_COLOURS]
A4, A3, A2 = (11.69, 8.27), (16.54, 11.69), (23.39, 16.54)

needs_east_asian_font = pytest.mark.skipif(
    len(fonts.families()) == 1,
    reason="SKIPPED: no font with Chinese (Debian: apt install fonts-noto-cjk)",
)


def subject_of(result, focus=()):
    return replace(result.subject(), focus=focus)


def chart_of(result, **options):
    return chart(subject_of(result), **options)


def words(sheet):
    return " ".join(mark.text for mark in sheet.marks if isinstance(mark, Text))


def years_graph(count):
    """A chain: paper 0 is extended by paper 1, and so on, four papers a year."""
    papers = [
        {"id": f"p{n:03}", "title": f"Paper {n}", "date": f"{2000 + n // 4}"} for n in range(count)
    ]
    rows = [(f"p{n + 1:03}", "extends", f"p{n:03}") for n in range(count - 1)]
    return llmgraph.PaperGraph(papers, rows)


# What is drawn


def test_only_descent_is_drawn_and_the_caption_counts_the_rest():
    graph = llmgraph.PaperGraph(
        [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B", "date": "2021"}],
        [("b", "extends", "a"), ("b", "compares_with", "a"), ("b", "surveys", "a")],
    )
    plain = words(chart_of(graph.select()))
    assert "extends (1)" in plain
    assert "compares" not in plain
    assert "2 relations that carry no descent are not drawn." in plain
    full = words(chart_of(graph.select(), relations="surveys,compares-with"))
    assert "surveys (1)" in full
    assert "compares with (1)" in full
    assert "extends" not in full
    assert "not drawn" not in full


def test_bare_citations_are_drawn_where_there_is_no_descent():
    graph = llmgraph.PaperGraph(
        [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B", "date": "2021"}],
        [("b", "cites", "a")],
    )
    assert "cites (1)" in words(chart_of(graph.select()))


def test_own_relation_types_get_a_style():
    own = llmgraph.RelationType(
        "replicates", newer="source", descent="line", phrase="replicates", inverse="is replicated"
    )
    graph = llmgraph.PaperGraph(
        [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B", "date": "2021"}],
        [("b", "replicates", "a")],
        relation_types=[own],
    )
    curves = [mark for mark in chart_of(graph.select()).marks if isinstance(mark, Curve)]
    assert {(curve.colour, curve.dashes) for curve in curves} == {("#455a8a", (6.0, 2.0, 2.0, 2.0))}


def test_an_own_relation_type_looks_the_same_whatever_others_are_drawn():
    names = ["amends", "updates", "zaps"]
    kinds = [llmgraph.RelationType(name, "source", "line", name, name) for name in names]
    papers = [{"id": n, "title": n, "date": f"20{20 + at}"} for at, n in enumerate("abcd")]
    rows = [("b", "amends", "a"), ("c", "updates", "b"), ("d", "zaps", "c")]
    every = llmgraph.PaperGraph(papers, rows, relation_types=kinds)
    alone = llmgraph.PaperGraph(papers, rows[1:2], relation_types=[kinds[1]])

    def looks(graph):
        marks = chart_of(graph.select()).marks
        return {(mark.colour, mark.dashes) for mark in marks if isinstance(mark, Curve)}

    assert looks(alone) == {(kinds[1].light, kinds[1].dash)}
    assert looks(every) == {(kind.light, kind.dash) for kind in kinds}
    assert len(looks(every)) == 3


def test_a_chosen_look_is_drawn():
    kind = llmgraph.RelationType(
        *("echoes", "source", "line", "echoes", "is echoed by"),
        light="#123456", dark="#abcdef", dash=(8, 3),
    )  # fmt: skip
    papers = [{"id": n, "title": n, "date": f"20{20 + at}"} for at, n in enumerate("ab")]
    graph = llmgraph.PaperGraph(papers, [("b", "echoes", "a")], relation_types=[kind])
    for theme, colour in (("light", "#123456"), ("dark", "#abcdef")):
        marks = chart_of(graph.select(), theme=theme).marks
        curves = {(mark.colour, mark.dashes) for mark in marks if isinstance(mark, Curve)}
        assert curves == {(colour, (8.0, 3.0))}


def test_best_ranked_papers_are_kept_and_the_caption_says_so():
    drawn = chart_of(years_graph(12).select(), limit=9)
    assert "Paper 8" in words(drawn)
    assert "Paper 9" not in words(drawn)
    assert (
        "3 of 12 papers are left out: those with the fewest descendants in the whole graph."
        in words(drawn)
    )
    assert "left out" not in words(chart_of(years_graph(12).select(), limit=12))


def test_what_led_to_a_paper_is_kept_by_nearness():
    """The direct parents of LLaVA, from which little descends, stay before far hubs."""
    answer = GRAPH.ancestors("LLaVA")
    drawn = words(chart_of(answer, limit=8))
    assert all(name in drawn for name in ("CLIP", "GPT-4", "Vicuna", "LLaVA"))
    assert "BPE" not in drawn
    assert "papers are left out: those most steps away from LLaVA." in drawn
    assert answer.draw_priority().ids[0] == "llava"


def test_a_ranking_keeps_its_first_papers():
    ranking = GRAPH.rank("ancestors", top=12)
    drawn = words(chart_of(ranking, limit=5))
    assert "papers are left out: those that ancestors ranks lowest." in drawn
    assert ranking.draw_priority().ids == ranking.ids


def relations_of(sheet):
    return {mark.tooltip for mark in sheet.marks if isinstance(mark, Curve) and mark.tooltip}


THROUGH = "{} descends from {} through papers not shown"


def test_where_nothing_carries_descent_everything_is_drawn():
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abc")],
        [("b", "alternative_to", "a"), ("b", "disputes", "a"), ("c", "extends", "b")],
    )
    assert relations_of(chart_of(graph.relations_of("a"))) == {
        "B alternative to A",
        "B disputes A",
    }
    assert relations_of(chart_of(graph.select())) == {"C extends B"}
    answer = GRAPH.ask("what are the alternatives to the Transformer")
    assert len(relations_of(chart_of(answer))) == len(answer.relations) > 5


def test_a_filter_shows_descent_through_what_it_hides():
    # a, b, c, d: b is hidden by its topic
    graph = llmgraph.PaperGraph(
        [
            {"id": x, "title": x.upper(), "date": f"20{n:02}", "topics": topic}
            for n, (x, topic) in enumerate(zip("abcd", ("T", "", "T", "T"), strict=True))
        ],
        [("b", "extends", "a"), ("c", "uses", "b"), ("d", "extends", "c")],
    )
    drawn = chart_of(graph.select(topics="T"))
    assert relations_of(drawn) == {THROUGH.format("C", "A"), "D extends C"}
    assert "descends through papers not shown (1)" in words(drawn)
    assert "through papers" not in words(chart_of(graph.select()))
    dotted = next(m for m in drawn.marks if isinstance(m, Curve) and "through" in m.tooltip)
    solid = next(m for m in drawn.marks if isinstance(m, Curve) and m.tooltip == "D extends C")
    assert dotted.line < solid.line
    assert dotted.dashes == PASSAGE_STYLE.dashes
    # only chains of what is drawn count: c uses b
    assert relations_of(chart_of(graph.select(topics="T"), relations="extends")) == {"D extends C"}


def test_the_limit_shows_descent_through_what_it_leaves_out():
    drawn = chart_of(years_graph(12).select(), limit=3, highlight="Paper 11")
    assert relations_of(drawn) == {
        "Paper 1 extends Paper 0",
        THROUGH.format("Paper 11", "Paper 1"),
    }


def test_every_paper_of_a_filtered_lineage_has_an_arrow():
    answer = GRAPH.descendants("Transformer", topics="alignment")
    assert THROUGH.format("RLHF for LMs", "Transformer") in relations_of(chart_of(answer))
    rows, _ = drawn_rows(answer.subject(), answer.shown_ids())
    chains = chains_of(answer.subject().chains)
    scene = build_scene(answer.descent, answer.shown_ids(), rows, "", chains=chains)
    joined = {scene.papers[one.newer].paper.id for one in (*scene.relations, *scene.passages)}
    assert joined == set(answer)


def test_highlighted_papers_are_never_left_out():
    drawn = words(chart_of(years_graph(12).select(), limit=3, highlight="Paper 11"))
    assert "Paper 11" in drawn
    assert "Paper 1 " in drawn
    assert "Paper 2 " not in drawn


def test_highlight_fades_all_but_the_paper_and_its_ancestors():
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": f"Title {x}", "date": f"20{20 + n}"} for n, x in enumerate("abcd")],
        [("b", "extends", "a"), ("c", "extends", "a"), ("d", "extends", "c")],
    )
    marks = chart_of(graph.select(), highlight="c").marks
    labels = {m.text: m for m in marks if isinstance(m, Text) and m.text.startswith("Title")}
    assert {text: mark.opacity < 1 for text, mark in labels.items()} == {
        "Title a": False,
        "Title b": True,
        "Title c": False,
        "Title d": True,
    }
    assert [text for text, mark in labels.items() if mark.bold] == ["Title c"]
    curves = {mark.tooltip: mark for mark in marks if isinstance(mark, Curve) and mark.tooltip}
    highlighted, faded = curves["Title c extends Title a"], curves["Title d extends Title c"]
    assert highlighted.opacity > 3 * faded.opacity
    assert highlighted.line > faded.line


def lit_of(sheet):
    """Papers and relations that are not faded."""
    boxes = [mark for mark in sheet.marks if isinstance(mark, Box) and mark.tooltip]
    curves = [mark for mark in sheet.marks if isinstance(mark, Curve) and mark.tooltip]
    strong = max(curve.opacity for curve in curves)
    return (
        {box.tooltip.partition(" (")[0] for box in boxes if box.opacity == 1},
        {curve.tooltip for curve in curves if curve.opacity == strong},
    )


@pytest.mark.parametrize(
    ("side_steps", "papers", "relations"),
    [
        (0, "CD", {"D extends C"}),
        (1, "BCD", {"D extends C", "C uses B"}),
        (2, "ABCD", {"D extends C", "C uses B", "B uses A"}),
        ("any", "ABCD", {"D extends C", "C uses B", "B uses A"}),
    ],
)
def test_highlight_counts_side_steps(side_steps, papers, relations):
    #  a ~~> b ~~> c ──> d
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abcd")],
        [("b", "uses", "a"), ("c", "uses", "b"), ("d", "extends", "c")],
    )
    found = lit_of(chart_of(graph.select(side_steps=side_steps), highlight="d"))
    assert found == (set(papers), relations)


def test_highlight_ends_where_a_row_is_not_inherited():
    #  a ──| b ──> c: b descends from a, and c does not
    rows = [
        {"source": "b", "relation": "extends", "target": "a", "inherited": "no"},
        {"source": "c", "relation": "extends", "target": "b"},
    ]
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abc")], rows
    )
    heirs = lit_of(chart_of(graph.select(), highlight="c"))
    assert heirs == ({"B", "C"}, {"C extends B"})
    assert lit_of(chart_of(graph.select(), highlight="b")) == ({"A", "B"}, {"B extends A"})
    both = lit_of(chart_of(graph.select(), highlight=["b", "c"]))
    assert both == ({"A", "B", "C"}, {"B extends A", "C extends B"})


@pytest.mark.parametrize(
    ("first", "second", "side_steps"),
    [
        # a ──| b ──> c: no chain goes on
        (("extends", "no"), ("extends", ""), 1),
        # a ~~> b ~~> c: one side step too many
        (("uses", ""), ("uses", ""), 1),
        # a ~~> b ──> c, along the line alone, on which the first row is not drawn as descent
        (("uses", ""), ("extends", ""), 0),
    ],
)
def test_highlight_leaves_out_what_is_on_no_chain_that_counts(first, second, side_steps):
    # and a ──> c, so that all three stand out
    rows = [("b", first, "a"), ("c", second, "b"), ("c", ("extends", ""), "a")]
    columns = ("source", "relation", "target", "inherited")
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abc")],
        [
            dict(zip(columns, (newer, relation, older, inherited), strict=True))
            for newer, (relation, inherited), older in rows
        ],
    )
    drawn = chart_of(graph.select(side_steps=side_steps), relations="extends,uses", highlight="c")
    told = {f"B {first[0]} A", f"C {second[0]} B", "C extends A"}
    assert relations_of(drawn) == told
    assert lit_of(drawn) == ({"A", "B", "C"}, told - {f"B {first[0]} A"})


def test_papers_asked_about_are_bold():
    answer = GRAPH.ancestors("Alpaca", depth=1)
    marks = chart(subject_of(answer, focus=("alpaca",))).marks
    bold = [mark.text for mark in marks if isinstance(mark, Text) and mark.bold]
    assert "Alpaca" in bold
    assert "LLaMA" not in bold


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"theme": "sepia"}, "No theme 'sepia'. There are: light, dark."),
        ({"width": 0.2}, "width is a number of inches from 1 to 200, not 0.2"),
        ({"width": float("nan")}, "width is a number of inches"),
        ({"size": "a5"}, "No size 'a5'. There are: a4, a3, slide."),
        ({"size": "slide", "width": 9}, "has a size or a width, not both"),
        ({"limit": 0}, "limit is a number of papers from 1 up, not 0"),
        ({"relations": "likes"}, "No relation type 'likes'"),
        ({"highlight": "BERT"}, "'BERT' cannot be highlighted: it is not among the"),
    ],
)
def test_wrong_options_are_named(options, message):
    with pytest.raises(ArgumentError, match=message):
        chart_of(GRAPH.ancestors("Transformer"), **options)


def test_unknown_highlight_is_not_found():
    with pytest.raises(PaperNotFoundError, match="nothing at all"):
        chart_of(GRAPH.ancestors("Transformer"), highlight="nothing at all")


# Sizes


@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize("name", ["DPO", "LLaMA", "Transformer"])
def test_text_is_readable_on_the_page_that_is_chosen(name, lanes):
    sheet = chart_of(GRAPH.descendants(name), lanes=lanes)
    width, height = sheet.inches
    assert 7 <= sheet.smallest_text <= 10
    page = A2 if name == "Transformer" else A3
    assert (width < page[0] and height < page[1]) or (width < page[1] and height < page[0])
    sizes = [mark.size for mark in sheet.marks if isinstance(mark, Text) and mark.text]
    assert min(sizes) >= TEXT


def test_the_lineage_of_the_transformer_fits_a3():
    width, height = chart_of(GRAPH.descendants("Transformer")).inches
    assert width < A3[0]
    assert height < A3[1]


@pytest.mark.parametrize("lanes", [False, True])
def test_everything_lies_on_the_sheet_and_no_label_leaves_its_box(lanes):
    sheet = chart_of(GRAPH.descendants("Transformer"), lanes=lanes, highlight="LLaVA")
    boxes = [mark for mark in sheet.marks if isinstance(mark, Box) and mark.tooltip]
    for mark in sheet.marks:
        if isinstance(mark, Text):
            wide = text_width(mark.text, mark.size, bold=mark.bold)
            left = mark.x - {"start": 0, "middle": wide / 2}[mark.anchor]
            assert left >= 0
            assert left + wide <= sheet.width + 0.1
            if mark.size == TEXT and mark.anchor == "middle":
                assert any(
                    box.x < left
                    and left + wide < box.x + box.width
                    and box.y < mark.y < box.y + box.height
                    for box in boxes
                ), mark.text
        elif isinstance(mark, Curve):
            across, down = np.array(mark.points).T
            assert across.min() >= 0
            assert across.max() <= sheet.width
            assert down.min() >= 0
            assert down.max() <= sheet.height


@pytest.mark.parametrize("lanes", [False, True])
def test_no_relation_runs_through_a_label(lanes):
    answer = GRAPH.descendants("Transformer")
    rows = [
        row for row in answer.relation_rows() if GRAPH.tables.relation(row).relation != "disputes"
    ]
    scene = build_scene(
        answer.descent,
        answer.shown_ids(),
        rows,
        "",
        lanes=lanes,
        labelling=label_box,
        route_all=True,
    )
    found = measure(
        scene.layout,
        [one.width for one in scene.papers],
        [one.height for one in scene.papers],
        [one.older for one in scene.relations],
        [one.newer for one in scene.relations],
    )
    assert (found["label_overlaps"], found["through_labels"]) == (0, 0)


def test_too_narrow_warns_with_the_width_it_needs():
    answer = GRAPH.ancestors("LLaVA")
    with pytest.warns(UserWarning, match=r"\d points high .* need a width of (\d+\.\d)") as told:
        narrow = chart_of(answer, width=6)
    assert narrow.inches[0] == pytest.approx(6)
    enough = float(re.search(r"width of (\d+\.\d)", str(told[0].message))[1]) + 0.1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert chart_of(answer, width=enough).smallest_text >= 6


@pytest.mark.parametrize(
    "papers", [[], [{"id": "a", "title": "Alone"}], [{"id": "a", "title": "A", "date": "2020"}]]
)
def test_hardly_any_papers_are_a_small_chart(papers):
    sheet = chart_of(llmgraph.PaperGraph(papers).select())
    assert sheet.inches < (6, 3)
    assert ("There is no paper to draw." in words(sheet)) == (not papers)
    assert picture(sheet, "png").startswith(b"\x89PNG")


def edges_of(sheet):
    """Right and lower edge of all that is drawn, and the left and upper one, but for the ground."""
    across, down = [], []
    for mark in sheet.marks[1:]:
        if isinstance(mark, Text):
            wide = text_width(mark.text, mark.size, bold=mark.bold)
            left = mark.x - {"start": 0, "middle": wide / 2}[mark.anchor]
            across += [left, left + wide]
            down += [mark.y - mark.size, mark.y + 0.3 * mark.size]
        elif isinstance(mark, Box):
            across += [mark.x, mark.x + mark.width]
            down += [mark.y, mark.y + mark.height]
        else:
            across += [x for x, _ in mark.points]
            down += [y for _, y in mark.points]
    return min(across), max(across), min(down), max(down)


@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize(
    ("name", "size", "least"), [("Transformer", "slide", 10), ("GPT-2", "a4", 7), ("DPO", "a3", 7)]
)
def test_a_page_is_filled_with_as_many_papers_as_can_be_read(name, size, least, lanes):
    answer = GRAPH.ancestors(name) if name == "DPO" else GRAPH.descendants(name)
    sheet = chart_of(answer, size=size, lanes=lanes)
    page = {"slide": (13.333, 7.5), "a4": A4, "a3": A3}[size]
    assert sorted(sheet.inches) == pytest.approx(sorted(page), abs=0.001)
    assert sheet.smallest_text >= least - 1e-9
    left, right, top, bottom = edges_of(sheet)
    assert min(left, top) * sheet.scale >= 72 * 0.15
    assert (sheet.width - right) * sheet.scale >= 72 * 0.15
    assert (sheet.height - bottom) * sheet.scale >= 72 * 0.15
    shown = len([m for m in sheet.marks if isinstance(m, Box) and m.tooltip])
    total = len(answer.shown_ids())
    assert shown >= 12
    verb = "is" if total - shown == 1 else "are"
    told = f"{total - shown} of {total} papers {verb} left out"
    assert (told in words(sheet)) == (shown < total)
    assert (shown < total) == (name == "Transformer" or (lanes and size == "a4"))


def test_one_layout_serves_every_format(tmp_path, monkeypatch):
    calls = []

    def counting(*given, **more):
        calls.append(len(given[0]))
        return layout(*given, **more)

    monkeypatch.setattr("llmgraph.drawing.scene.layout", counting)
    papers = [
        {"id": f"only here {n}", "title": str(n), "date": f"20{n}", "topics": "here"}
        for n in range(10, 15)
    ]
    answer = llmgraph.PaperGraph(papers, [("only here 11", "uses", "only here 10")]).select()
    answer.write_png(tmp_path / "a.png")
    answer.write_pdf(tmp_path / "a.pdf")
    first = answer.to_svg()
    assert calls == [5]
    assert answer.to_svg(lanes=True) == answer.to_svg(lanes=True) != first == answer.to_svg()
    assert calls == [5, 5]


def test_where_the_height_is_scarce_a_year_takes_more_columns():
    papers = [{"id": f"p{n}", "title": f"Paper {n}", "date": "1995"} for n in range(60)]
    rows = [(f"p{n}", "extends", f"p{n // 7}") for n in range(1, 60)]
    sheet = chart_of(llmgraph.PaperGraph(papers, rows).select(), size="slide")
    boxes = [m for m in sheet.marks if isinstance(m, Box) and m.tooltip]
    assert len(boxes) == sheet.papers >= 36
    assert len({round(box.x + box.width / 2) for box in boxes}) >= 4


@pytest.mark.parametrize(("date", "late"), [("2010", True), ("2020", False), ("", False)])
def test_the_caption_owns_up_to_arrows_against_the_dates(date, late):
    papers = [{"id": "a", "title": "a", "date": "2020-05"}, {"id": "b", "title": "b", "date": date}]
    sheet = chart_of(llmgraph.PaperGraph(papers, [("b", "extends", "a")]).select())
    assert ("1 runs against the dates: the child is older." in words(sheet)) == late
    assert "Arrows run from the older to the newer paper." in words(sheet)


def test_groups_may_stand_for_topics():
    papers = [{"id": one, "title": one, "date": "2020", "topics": "T"} for one in "abc"]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a")])
    own = {"a": "First", "b": "First", "c": "Second"}
    sheet = chart_of_groups(graph, own, lanes=False)
    assert {"First", "Second"} <= set(words(sheet).split())
    assert "T" not in words(sheet).split()
    fills = {m.tooltip: m.fill for m in sheet.marks if isinstance(m, Box) and m.tooltip}
    assert fills["a (2020)"] == fills["b (2020)"] != fills["c (2020)"]


def chart_of_groups(graph, own, **options):
    return chart(replace(subject_of(graph.select()), lane_of=own), **options)


def test_a_page_holds_no_more_than_the_limit_and_a_few_papers_are_large():
    sheet = chart_of(GRAPH.descendants("Transformer"), size="slide", limit=3)
    assert len([m for m in sheet.marks if isinstance(m, Box) and m.tooltip]) == 3
    assert sheet.smallest_text == pytest.approx(16)
    assert sheet.inches == pytest.approx((13.333, 7.5))
    assert chart_of(llmgraph.PaperGraph([]).select(), size="slide").inches == pytest.approx(
        (13.333, 7.5)
    )


LONG = "强化学习与人类反馈以及奖励模型对齐方法的系统综述与比较研究和更多的文字还有很多很多"


@pytest.mark.parametrize(
    "topic", ["x" * 45, "W" * 200, LONG, LONG * 3, "!" * 300, "many words " * 8]
)
@pytest.mark.parametrize("lanes", [False, True])
def test_long_topics_stay_in_their_place(topic, lanes):
    papers = [
        {"id": "a", "title": "A", "date": "2019", "topics": topic},
        {"id": "b", "title": "B", "date": "2020", "topics": "Short"},
    ]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a")])
    sheet = chart_of(graph.select(), lanes=lanes, title=topic)
    _, right, _, _ = edges_of(sheet)
    assert right <= sheet.width
    if lanes:
        bars = [m for m in sheet.marks if isinstance(m, Box) and m.width == 5 and not m.edge]
        starts = {bar.x + 12 for bar in bars}
        titles = [m for m in sheet.marks if isinstance(m, Text) and m.x in starts and m.bold]
        first = min(m.x for m in sheet.marks if isinstance(m, Box) and m.tooltip)
        for mark in titles[1:] if titles[0].size > 20 else titles:
            assert mark.x + text_width(mark.text, mark.size, bold=True) <= first
            bar = next(b for b in bars if b.y <= mark.y <= b.y + b.height)
            assert mark.y - 0.8 * mark.size >= bar.y - 2


def test_a_topic_of_ordinary_length_is_told_in_full():
    papers = [{"id": "a", "title": "A", "date": "2019", "topics": LONG}]
    assert LONG in words(chart_of(llmgraph.PaperGraph(papers).select(), lanes=True)).replace(
        " ", ""
    )


def test_papers_without_a_date_stand_in_a_marked_column():
    graph = llmgraph.PaperGraph(
        [
            {"id": "a", "title": "Dated", "date": "2020"},
            {"id": "b", "title": "Without"},
            {"id": "c", "title": "Later", "date": "2021"},
        ],
        [("b", "extends", "a"), ("c", "extends", "b")],
    )
    sheet = chart_of(graph.select())
    across = {m.text: m.x for m in sheet.marks if isinstance(m, Text) and m.anchor == "middle"}
    assert abs(across["undated"] - across["Without"]) < 10
    assert across["2020"] < across["undated"] < across["2021"]
    assert "Papers without a date stand beside those that they are related to." in words(sheet)


# Text


def test_widths_are_those_of_dejavu_sans():
    # Advances from the font's own table: M is 1767, i 569 of 2048 units.
    assert text_width("Mi", 2048) == pytest.approx(1767 + 569, abs=0.3)
    assert text_width("思维", 10) == 20


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Kaplan scaling laws", ["Kaplan", "scaling laws"]),
        ("Zero-shot CoT", ["Zero-shot", "CoT"]),
        ("FlashAttention-2", ["FlashAttention-2"]),
        ("text-davinci-003", ["text-", "davinci-003"]),
        ("思维链提示激发推理能力", ["思维链提示激", "发推理能力"]),
        ("", [""]),
    ],
)
def test_labels_break_between_words(text, lines):
    assert wrapped(text, 92, 13).split("\n") == lines


def test_a_long_title_is_not_cut():
    title = "Beyond the Imitation Game: Quantifying and Extrapolating the Capabilities of Models"
    label, _, _ = label_box(llmgraph.Paper("x", title=title))
    assert label.replace("\n", " ") == title


def test_a_word_without_an_end_is_broken():
    label, width, _ = label_box(llmgraph.Paper("x", title="x" * 500))
    assert label.endswith("…")
    assert width < 600


def test_without_an_east_asian_font_the_warning_names_one(monkeypatch):
    monkeypatch.setattr(fonts, "CJK_FONTS", ())
    fonts.known_characters.cache_clear()
    try:
        with pytest.warns(UserWarning, match="apt install fonts-noto-cjk"):
            assert drawable("思维链 CoT") == "??? CoT"
    finally:
        fonts.known_characters.cache_clear()


def test_what_no_font_has_becomes_a_question_mark():
    assert drawable("a\ue000\ue00bb") == "a??b"


# Styles


def relative_luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted([relative_luminance(one), relative_luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_contrast(theme):
    for style in (*SHIPPED_STYLES, *OWN_STYLES, PASSAGE_STYLE):
        assert contrast(style.colour(theme.name), theme.background) >= 3
        assert contrast(style.colour(theme.name), theme.band) >= 2.9
    for style in (*TOPIC_STYLES, NO_TOPIC):
        assert contrast(theme.text, style.fill(theme.name)) >= 7
    assert contrast(theme.muted, theme.background) >= 4.5


def test_dash_alone_tells_the_relation():
    dashes = [*(style.dashes for style in (*SHIPPED_STYLES, PASSAGE_STYLE)), *OWN_DASHES]
    assert len(set(dashes)) == len(dashes)


# Machado et al. (2009), doi:10.1109/TVCG.2009.113: the complete kinds, on linear RGB.
BLIND = {
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deutan": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
    "none": np.eye(3).tolist(),
}


def lab(colours, kind):
    rgb = np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in colours])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ np.array(BLIND[kind]).T, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = linear @ np.array(to_xyz).T / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[:, 1], 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


@pytest.mark.parametrize("kind", BLIND)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_topics_stay_distinct_for_the_colour_blind(kind, theme):
    colours = lab([style.edge(theme) for style in TOPIC_STYLES], kind)
    apart = np.linalg.norm(colours[:, None] - colours[None], axis=2) + 1e9 * np.eye(len(colours))
    assert apart.min() > 13


def test_a_topic_keeps_its_colour_from_chart_to_chart():
    def colours(sheet):
        return {m.tooltip: m.fill for m in sheet.marks if isinstance(m, Box) and m.tooltip}

    small = colours(chart_of(GRAPH.ancestors("Alpaca", depth=1)))
    large = colours(chart_of(GRAPH.ancestors("LLaVA")))
    shared = small.keys() & large.keys()
    assert len(shared) >= 2
    assert all(small[paper] == large[paper] for paper in shared)


def test_styles_have_the_order_of_the_types():
    kinds = [RELATION_TYPES[name] for name in ("uses", "extends")]
    assert list(relation_styles(kinds)) == ["uses", "extends"]
    assert topic_styles([f"t{n}" for n in range(15)])["t14"] == TOPIC_STYLES[0]


# Files and axes


def test_plot_leaves_the_figure_and_the_settings_alone():
    figure = Figure(figsize=(12, 5), facecolor="pink")
    left, right = figure.subplots(1, 2)
    right.plot([1, 2])
    before = (figure.get_size_inches().tolist(), right.get_position().bounds, dict(mpl.rcParams))
    drawn = draw(chart_of(GRAPH.ancestors("Alpaca", depth=1)), left)
    figure.savefig(io.BytesIO())
    assert drawn is left
    after = (figure.get_size_inches().tolist(), right.get_position().bounds, dict(mpl.rcParams))
    assert after == before
    assert figure.get_facecolor() == mpl.colors.to_rgba("pink")
    assert left.texts
    extent = left.get_window_extent()
    for text in left.texts:
        box = text.get_window_extent()
        assert extent.x0 - 1 <= box.x0
        assert box.x1 <= extent.x1 + 1


def test_plot_into_small_axes_warns():
    ax = Figure(figsize=(3, 2)).add_subplot()
    with pytest.warns(UserWarning, match="points high"):
        draw(chart_of(GRAPH.ancestors("LLaVA")), ax)


def test_plot_makes_a_figure_of_the_right_size():
    from matplotlib import pyplot as plt

    sheet = chart_of(GRAPH.ancestors("Alpaca", depth=1))
    ax = draw(sheet)
    try:
        assert ax.figure.get_size_inches() == pytest.approx(sheet.inches)
    finally:
        plt.close(ax.figure)


def test_files_do_not_depend_on_the_settings_of_the_user():
    sheet = chart_of(GRAPH.ancestors("Alpaca", depth=1))
    plain = [picture(sheet, "png"), picture(sheet, "pdf")]
    with mpl.rc_context({"savefig.bbox": "tight", "font.size": 30, "pdf.fonttype": 3}):
        assert [picture(sheet, "png"), picture(sheet, "pdf")] == plain


def test_files_tell_no_date_and_no_software():
    sheet = chart_of(GRAPH.ancestors("Alpaca", depth=1))
    png, pdf = picture(sheet, "png"), picture(sheet, "pdf")
    assert b"Software" not in png
    assert b"atplotlib" not in png
    assert b"CreationDate" not in pdf
    assert b"/Title" in pdf


@pytest.mark.parametrize(
    "text",
    [
        "$\\frac{",
        "a & b % c # d _ e ^ f",
        "<b>",
        pytest.param("思维链", marks=needs_east_asian_font),
    ],
)
def test_text_is_never_taken_for_maths(text):
    graph = llmgraph.PaperGraph([{"id": "a", "title": text, "date": "2020"}])
    sheet = chart_of(graph.select(), title=text)
    ax = draw(sheet, Figure(figsize=sheet.inches).add_axes((0, 0, 1, 1)))
    shown = [drawn.get_text() for drawn in ax.texts]
    assert "".join(shown).count(drawable(text)) >= 1
    assert not any(drawn.get_parse_math() for drawn in ax.texts)
    assert picture(sheet, "pdf").startswith(b"%PDF")


@needs_east_asian_font
def test_pdf_embeds_fonts_in_a_form_that_shows():
    def of(title):
        return picture(chart_of(llmgraph.PaperGraph([]).select(), title=title), "pdf")

    # An OpenType font with cubic outlines, as Noto Sans CJK is, does not show as type 42.
    assert b"CIDFontType2" in of("Reasoning")
    assert b"CIDFontType2" not in of("Reasoning 推理")
    assert b"/Type3" in of("Reasoning 推理")


# Plots of numbers


def ticks(ax, axis):
    labels = ax.get_xticklabels() if axis == "x" else ax.get_yticklabels()
    return [label.get_text() for label in labels]


def small_graph():
    """Paper b and c extend a; d extends b; e is undated and extends d."""
    papers = [
        {"id": x, "title": x.upper(), "date": y}
        for x, y in zip("abcde", ("2018", "2019", "2020", "2020", ""), strict=True)
    ]
    rows = [("b", "extends", "a"), ("c", "extends", "a"), ("d", "extends", "b")]
    return llmgraph.PaperGraph(papers, [*rows, ("e", "extends", "d")])


def test_ranking_bars_are_the_scores():
    ax = ranking_bars(small_graph().rank("descendants"), Figure(), limit=3)
    assert ticks(ax, "y") == ["1  A", "2  B", "3  D"]
    assert [bar.get_width() for bar in ax.patches] == [4, 2, 1]
    assert ax.get_xlabel() == "2 more papers are not drawn."
    with pytest.raises(ArgumentError, match="from 1 to 60, not 0"):
        ranking_bars(small_graph().rank(), Figure(), limit=0)


def test_generations_are_counted_by_year():
    ax = generations_by_year(small_graph().descendants("a"), Figure())
    assert ticks(ax, "x") == ["2019", "2020"]
    assert ticks(ax, "y") == ["1", "2"]
    cells = {tuple(map(float, text.get_position())): text.get_text() for text in ax.texts}
    assert cells == {(2019.0, 1.0): "1", (2020.0, 1.0): "1", (2020.0, 2.0): "1"}
    assert ax.get_xlabel() == "Papers without a date, not counted: 1."


def test_ranks_over_time_count_only_what_was_public():
    ax = small_graph().plot_ranks(["a", "b"], Figure())
    first, second = ax.lines
    # By the end of 2019 only b descends from a; b has its first child in 2020.
    assert (first.get_xdata().tolist(), list(first.get_ydata())) == ([1, 2], [1, 1])
    assert (second.get_xdata().tolist(), list(second.get_ydata())) == ([2], [2])
    assert ticks(ax, "x") == ["2019", "2020"]


@pytest.mark.parametrize("form", ["png", "pdf", "svg"])
def test_plots_have_the_same_bytes_and_show_nothing_for_nothing(form):
    def plots():
        for graph in (GRAPH, llmgraph.PaperGraph([])):
            yield plot_file(lambda figure, g=graph: ranking_bars(g.rank(), figure), form)
            yield plot_file(lambda figure, g=graph: g.plot_ranks(None, figure), form)
        nothing = GRAPH.descendants("DeepSeek-R1")
        yield plot_file(lambda figure: generations_by_year(nothing, figure), form)

    first, second = list(plots()), list(plots())
    assert first == second
    if form == "svg":
        assert all(ET.fromstring(data).tag.endswith("svg") for data in first)
        assert b">1  Transformer<" in first[0]


def test_svg_and_picture_draw_the_same_words():
    sheet = chart_of(GRAPH.ancestors("Alpaca", depth=1))
    ax = draw(sheet, Figure(figsize=sheet.inches).add_axes((0, 0, 1, 1)))
    written = re.findall(r"<text[^>]*>([^<]*)</text>", svg(sheet))
    assert [text.get_text() for text in ax.texts] == written


def test_lines_of_papers_that_tie_do_not_lie_on_each_other():
    papers = [{"id": one, "title": one, "date": f"200{n}"} for n, one in enumerate("abcde")]
    rows = [(newer, "extends", older) for older, newer in ("ac", "bc", "ad", "bd", "ce")]
    figure = Figure(figsize=(6, 4))
    ax = llmgraph.PaperGraph(papers, rows).plot_ranks(["a", "b", "c"], figure)
    figure.canvas.draw()
    a, b, c = ax.lines
    assert list(a.get_ydata())[-2:] == list(b.get_ydata())[-2:] == [1, 1]
    last = [line.get_transform().transform((4, 1))[1] for line in (a, b)]
    assert abs(last[0] - last[1]) * 72 / figure.dpi == pytest.approx(1.8)
    assert c.get_transform().transform((4, 1))[1] == last[0]
    assert len({line.get_marker() for line in (a, b, c)}) == 3
    names = [text for text in ax.texts if text.get_text() in ("1  a", "1  b")]
    above = {text.get_text()[-1]: text.get_position()[1] for text in names}
    assert (above["a"] < above["b"]) == (last[0] > last[1])


def test_on_a_slide_sparse_years_share_columns_before_papers_are_left_out():
    titles = "The long title of a paper that nobody abbreviates"
    papers = [
        {"id": f"p{n}", "title": f"{titles} {n}", "date": str(1950 + 5 * n)} for n in range(14)
    ]
    rows = [(f"p{n}", "extends", f"p{n - 3}") for n in range(3, 14)]
    answer = llmgraph.PaperGraph(papers, rows).select()
    sheet = chart_of(answer, size="slide")
    assert sheet.papers == 14
    heads = [text.text for text in sheet.marks if isinstance(text, Text) and "–" in text.text]
    assert heads[:2] == ["1950–1955", "1960–1965"]
    assert sheet.smallest_text >= 10 - 1e-9
    # Where they fit, every year has a band of its own.
    few = chart_of(answer, size="slide", limit=4)
    assert not [text for text in few.marks if isinstance(text, Text) and "–" in text.text]
