"""Still charts: what is drawn, how large, and what stays as it was."""

import re
import struct
from itertools import combinations

import pytest

import llmgraph
from llmgraph import ArgumentError, PaperNotFoundError
from llmgraph.drawing.chart.chart import chart
from llmgraph.drawing.chart.legend import BAR
from llmgraph.drawing.chart.shapes import TEXT, ArrowHead, Box, Curve, Text
from llmgraph.drawing.chart.text import text_width, widening
from llmgraph.drawing.hidden_descent import chains_of
from llmgraph.drawing.layout import layout
from llmgraph.drawing.scene import build_scene, hidden_joints
from llmgraph.drawing.selection import drawn_rows
from llmgraph.drawing.style import (
    PASSAGE_STYLE,
)

from .sheets import chart_of, edges_of, subject_of, words

GRAPH = llmgraph.load()


A4, A3, A2 = (11.69, 8.27), (16.54, 11.69), (23.39, 16.54)


def years_graph(count):
    """A chain: paper 0 is extended by paper 1, and so on, four papers a year."""
    papers = [
        {"id": f"p{n:03}", "title": f"Paper {n}", "date": f"{2000 + n // 4}"} for n in range(count)
    ]
    rows = [(f"p{n + 1:03}", "extends", f"p{n:03}") for n in range(count - 1)]
    return llmgraph.PaperGraph(papers, rows)


def test_own_relation_types_get_a_style():
    own = llmgraph.RelationType(
        "replicates", newer="source", descent="line", phrase="replicates", inverse="is replicated"
    )
    graph = llmgraph.PaperGraph(
        [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B", "date": "2021"}],
        [("b", "replicates", "a")],
        relation_types=[own],
    )
    curves = [shape for shape in chart_of(graph.select()).shapes if isinstance(shape, Curve)]
    assert {(curve.colour, curve.dashes) for curve in curves} == {("#455a8a", (6.0, 2.0, 2.0, 2.0))}


def test_an_own_relation_type_looks_the_same_whatever_others_are_drawn():
    names = ["amends", "updates", "zaps"]
    kinds = [llmgraph.RelationType(name, "source", "line", name, name) for name in names]
    papers = [{"id": n, "title": n, "date": f"20{20 + at}"} for at, n in enumerate("abcd")]
    rows = [("b", "amends", "a"), ("c", "updates", "b"), ("d", "zaps", "c")]
    every = llmgraph.PaperGraph(papers, rows, relation_types=kinds)
    alone = llmgraph.PaperGraph(papers, rows[1:2], relation_types=[kinds[1]])

    def looks(graph):
        shapes = chart_of(graph.select()).shapes
        return {(shape.colour, shape.dashes) for shape in shapes if isinstance(shape, Curve)}

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
        shapes = chart_of(graph.select(), theme=theme).shapes
        curves = {(shape.colour, shape.dashes) for shape in shapes if isinstance(shape, Curve)}
        assert curves == {(colour, (8.0, 3.0))}


def relations_of(sheet):
    return {shape.tooltip for shape in sheet.shapes if isinstance(shape, Curve) and shape.tooltip}


THROUGH = "{} descends from {} through papers not shown"


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
    dotted = next(m for m in drawn.shapes if isinstance(m, Curve) and "through" in m.tooltip)
    solid = next(m for m in drawn.shapes if isinstance(m, Curve) and m.tooltip == "D extends C")
    assert dotted.line < solid.line
    assert dotted.dashes == PASSAGE_STYLE.dashes
    # relations that are named are drawn besides, and restrict no chain
    assert relations_of(chart_of(graph.select(topics="T"), relations="extends")) == {
        THROUGH.format("C", "A"),
        "D extends C",
    }


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
    shown = answer.descent, answer.shown_ids(), rows
    joints = hidden_joints(*shown, chains_of(answer.subject().chains))
    scene = build_scene(*shown, "", joints=joints)
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
    shapes = chart_of(graph.select(), highlight="c").shapes
    labels = {m.text: m for m in shapes if isinstance(m, Text) and m.text.startswith("Title")}
    assert {text: shape.opacity < 1 for text, shape in labels.items()} == {
        "Title a": False,
        "Title b": True,
        "Title c": False,
        "Title d": True,
    }
    assert [text for text, shape in labels.items() if shape.bold] == ["Title c"]
    curves = {
        shape.tooltip: shape for shape in shapes if isinstance(shape, Curve) and shape.tooltip
    }
    highlighted, faded = curves["Title c extends Title a"], curves["Title d extends Title c"]
    assert highlighted.opacity > 3 * faded.opacity
    assert highlighted.line > faded.line


def lit_of(sheet):
    """Papers and relations that are not faded."""
    boxes = [shape for shape in sheet.shapes if isinstance(shape, Box) and shape.tooltip]
    curves = [shape for shape in sheet.shapes if isinstance(shape, Curve) and shape.tooltip]
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
    shapes = chart(subject_of(answer, focus=("alpaca",))).shapes
    bold = [shape.text for shape in shapes if isinstance(shape, Text) and shape.bold]
    assert "Alpaca" in bold
    assert "LLaMA" not in bold


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"theme": "sepia"}, "No theme 'sepia'. Choose from: light, dark."),
        ({"width": 0.2}, "width must be a number of inches from 1 to 200, not 0.2"),
        ({"width": float("nan")}, "width must be a number of inches"),
        ({"size": "a5"}, "No size 'a5'. Choose from: a4, a3, slide."),
        ({"size": "slide", "width": 9}, "takes either size or width, not both"),
        ({"limit": 0}, "limit must be a number of papers from 1 up, not 0"),
        ({"relations": "likes"}, "No relation type 'likes'"),
        ({"highlight": "BERT"}, "'BERT' cannot be highlighted or kept: it is not among the"),
    ],
)
def test_wrong_options_are_named(options, message):
    with pytest.raises(ArgumentError, match=message):
        chart_of(GRAPH.ancestors("Transformer"), **options)


def test_unknown_highlight_is_not_found():
    with pytest.raises(PaperNotFoundError, match="nothing at all"):
        chart_of(GRAPH.ancestors("Transformer"), highlight="nothing at all")


@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize(
    ("name", "size", "min_text"),
    [("Transformer", "slide", 10), ("GPT-2", "a4", 7), ("DPO", "a3", 7)],
)
def test_a_page_is_filled_with_as_many_papers_as_can_be_read(name, size, min_text, lanes):
    answer = GRAPH.ancestors(name) if name == "DPO" else GRAPH.descendants(name)
    sheet = chart_of(answer, size=size, lanes=lanes)
    page = {"slide": (13.333, 7.5), "a4": A4, "a3": A3}[size]
    assert sorted(sheet.inches) == pytest.approx(sorted(page), abs=0.001)
    assert sheet.smallest_text >= min_text - 1e-9
    left, right, top, bottom = edges_of(sheet)
    assert min(left, top) * sheet.scale >= 72 * 0.15
    assert (sheet.width - right) * sheet.scale >= 72 * 0.15
    assert (sheet.height - bottom) * sheet.scale >= 72 * 0.15
    shown = len([m for m in sheet.shapes if isinstance(m, Box) and m.tooltip])
    total = len(answer.shown_ids())
    assert shown >= 12
    verb = "is" if total - shown == 1 else "are"
    told = f"{total - shown} of {total} papers {verb} left out"
    assert (told in words(sheet)) == (shown < total)
    assert shown < total or name != "Transformer"


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
    # A trial, and the layout itself.
    assert calls == [5, 5]
    assert answer.to_svg(lanes=True) == answer.to_svg(lanes=True) != first == answer.to_svg()
    assert calls == [5, 5, 5, 5]


def test_where_the_height_is_scarce_a_year_takes_more_columns():
    papers = [{"id": f"p{n}", "title": f"Paper {n}", "date": "1995"} for n in range(60)]
    rows = [(f"p{n}", "extends", f"p{n // 7}") for n in range(1, 60)]
    sheet = chart_of(llmgraph.PaperGraph(papers, rows).select(), size="slide")
    boxes = [m for m in sheet.shapes if isinstance(m, Box) and m.tooltip]
    assert len(boxes) == sheet.papers >= 36
    assert len({round(box.x + box.width / 2) for box in boxes}) >= 4


def test_a_page_holds_no_more_than_the_limit_and_a_few_papers_are_large():
    sheet = chart_of(GRAPH.descendants("Transformer"), size="slide", limit=3)
    assert len([m for m in sheet.shapes if isinstance(m, Box) and m.tooltip]) == 3
    assert sheet.smallest_text == pytest.approx(16)
    assert sheet.inches == pytest.approx((13.333, 7.5))
    assert chart_of(llmgraph.PaperGraph([]).select(), size="slide").inches == pytest.approx(
        (13.333, 7.5)
    )


def test_a_topic_keeps_its_colour_from_chart_to_chart():
    def colours(sheet):
        return {m.tooltip: m.fill for m in sheet.shapes if isinstance(m, Box) and m.tooltip}

    small = colours(chart_of(GRAPH.ancestors("Alpaca", depth=1)))
    large = colours(chart_of(GRAPH.ancestors("LLaVA")))
    shared = small.keys() & large.keys()
    assert len(shared) >= 2
    assert all(small[paper] == large[paper] for paper in shared)


def test_on_a_slide_sparse_years_share_columns_before_papers_are_left_out():
    titles = "The long title of a paper that nobody abbreviates"
    papers = [
        {"id": f"p{n}", "title": f"{titles} {n}", "date": str(1950 + 5 * n)} for n in range(14)
    ]
    rows = [(f"p{n}", "extends", f"p{n - 3}") for n in range(3, 14)]
    answer = llmgraph.PaperGraph(papers, rows).select()
    sheet = chart_of(answer, size="slide")
    assert sheet.papers == 14
    heads = [text.text for text in sheet.shapes if isinstance(text, Text) and "–" in text.text]
    assert heads[:2] == ["1950–1955", "1960–1965"]
    assert sheet.smallest_text >= 10 - 1e-9
    # Where they fit, every year has a band of its own.
    few = chart_of(answer, size="slide", limit=4)
    assert not [text for text in few.shapes if isinstance(text, Text) and "–" in text.text]


# Figures of an article


def boxes_of(sheet):
    return [one for one in sheet.shapes if isinstance(one, Box) and one.tooltip]


def year_of(box):
    return int(re.search(r"\((\d{4})", box.tooltip)[1])


FIGURES = {
    "LLaVA": GRAPH.ancestors("LLaVA"),
    "DPO": GRAPH.ancestors("DPO"),
    "DeepSeek-R1": GRAPH.ancestors("DeepSeek-R1"),
    "LLaMA": GRAPH.descendants("LLaMA"),
    "main path": GRAPH.main_path(),
    "alignment": GRAPH.select(topics="Alignment and safety"),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", FIGURES)
def test_a_column_holds_twenty_papers_that_can_be_read(name):
    result = FIGURES[name]
    sheet = chart_of(result, size="column")
    wide, high = sheet.inches
    assert wide == pytest.approx(3.5, abs=0.001)
    assert high <= 9.001
    assert sheet.smallest_text >= 6 - 1e-9
    boxes = boxes_of(sheet)
    assert len(boxes) == sheet.papers >= min(20, len(result.shown_ids()))
    # No box leaves the sheet or touches another, and what is newer stands lower.
    for one in boxes:
        assert one.x >= 0
        assert one.x + one.width <= sheet.width
    for one, other in combinations(boxes, 2):
        apart = abs(one.x + one.width / 2 - other.x - other.width / 2)
        below = abs(one.y + one.height / 2 - other.y - other.height / 2)
        across, down = (one.width + other.width) / 2, (one.height + other.height) / 2
        assert apart >= across or below >= down
        if year_of(one) < year_of(other):
            assert one.y + one.height <= other.y


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["DeepSeek-R1", "LLaMA", "alignment"])
def test_two_columns_hold_forty_papers(name):
    result = FIGURES[name]
    sheet = chart_of(result, size="two-column")
    wide, high = sheet.inches
    assert wide == pytest.approx(7.2, abs=0.001)
    assert high <= 9.001
    assert sheet.smallest_text >= 6 - 1e-9
    assert sheet.papers >= min(40, len(result.shown_ids()))


def test_time_runs_downwards_in_a_narrow_chart_unless_asked_otherwise():
    chain = GRAPH.paths("Alpaca", "GPT-3")

    def flow(**options):
        boxes = sorted(boxes_of(chart_of(chain, **options)), key=year_of)
        first, last = boxes[0], boxes[-1]
        return "down" if last.y > first.y + first.height else "right"

    assert flow(width=3.5) == "down"
    assert flow(width=5.5) == "right"
    assert flow() == "right"
    assert flow(width=5.5, flow="down") == "down"
    assert flow(size="column", flow="right") == "right"
    assert flow(flow="down") == "down"


def test_an_arrow_that_runs_down_ends_on_its_paper():
    papers = [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("ab")]
    graph = llmgraph.PaperGraph(papers, [("b", "extends", "a")])
    sheet = chart_of(graph.select(), flow="down", legend=False)
    upper, lower = sorted(boxes_of(sheet), key=lambda one: one.y)
    [head] = (one for one in sheet.shapes if isinstance(one, ArrowHead))
    tip, *wings = head.points
    assert tip[1] == pytest.approx(lower.y, abs=0.06)
    assert all(wing[1] < tip[1] for wing in wings)
    [line] = (one for one in sheet.shapes if isinstance(one, Curve) and not one.dashes)
    assert line.points[0][1] == pytest.approx(upper.y + upper.height, abs=0.06)


def test_legend_and_note_can_be_left_out_but_are_described():
    lineage = GRAPH.ancestors("Alpaca", depth=1)
    whole, bare = chart_of(lineage), chart_of(lineage, legend=False, note=False, title="")
    assert "extends" in words(whole)
    assert "Arrows run" in words(whole)
    assert not {"extends", "Arrows", "Alpaca builds"} & set(words(bare).split())
    assert bare.height < whole.height - 60
    assert "Arrows run from the older to the newer paper." in bare.description


def test_labels_are_names_authors_or_keys():
    papers = [
        {"id": "a", "title": "A", "authors": "Ada Lovelace", "date": "2020", "key": "lovelace20"},
        {"id": "b", "title": "B", "date": "2021"},
    ]
    chosen = llmgraph.PaperGraph(papers, [("b", "extends", "a")]).select()
    assert "Lovelace, 2020" in words(chart_of(chosen, labels="author-year"))
    assert "lovelace20" in words(chart_of(chosen, labels="key"))
    with pytest.raises(ArgumentError, match="add a column named key"):
        chart_of(GRAPH.ancestors("Alpaca", depth=1), labels="key")


def test_text_in_another_font_stays_in_its_box(tmp_path):
    lineage = GRAPH.ancestors("Alpaca", depth=1)
    plain, own = chart_of(lineage), chart_of(lineage, font="DejaVu Sans Mono")
    assert own.smallest_text < plain.smallest_text
    with pytest.raises(ArgumentError, match="No font 'Nonesuch' is installed"):
        chart_of(lineage, font="Nonesuch")
    for shape in own.shapes:
        if isinstance(shape, Text):
            measured = text_width(shape.text, TEXT, bold=shape.bold)
            drawn = measured * widening(shape.text, "DejaVu Sans Mono", shape.bold)
            assert drawn * shape.size / TEXT <= measured * max(shape.size / TEXT, 1) * 1.001 + 60
    lineage.write_svg(tmp_path / "a.svg", font="DejaVu Sans Mono")
    assert 'font-family="&#39;DejaVu Sans Mono&#39;, DejaVu Sans' in (tmp_path / "a.svg").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("dpi", [50, 300, 600])
def test_the_resolution_is_that_of_the_file(tmp_path, dpi):
    lineage = GRAPH.ancestors("Alpaca", depth=1)
    lineage.write_png(tmp_path / "a.png", width=4, flow="right", dpi=dpi)
    wide = struct.unpack(">I", (tmp_path / "a.png").read_bytes()[16:20])[0]
    assert wide == pytest.approx(4 * dpi, abs=1)
    with pytest.raises(ArgumentError, match="must be from 50 to 600, not 601"):
        lineage.sheet({"dpi": 601})


def test_what_an_answer_says_is_drawn_and_explained():
    cut = chart_of(GRAPH.minimal_cut("LLaVA", "Transformer"))
    frames = [one for one in cut.shapes if isinstance(one, Box) and not one.fill]
    count = len(GRAPH.minimal_cut("LLaVA", "Transformer").ids)
    assert len(frames) == count + 1  # one in the legend
    assert f"the cut ({count})" in words(cut)
    ranking = GRAPH.rank("in_degree", top=4)
    sheet = chart_of(ranking)
    bars = [one for one in sheet.shapes if isinstance(one, Box) and one.height == BAR]
    shares = sorted((round(score / ranking.scores[0], 3) for score in ranking.scores), reverse=True)
    of_box = {box.x: box.width for box in boxes_of(sheet)}
    lengths = [bar.width / of_box[bar.x] for bar in bars if bar.x in of_box]
    assert sorted(lengths, reverse=True) == pytest.approx(shares, abs=0.001)
    assert f"in-degree, up to {ranking.scores[0]:g}" in words(sheet)
    path = chart_of(GRAPH.main_path())
    widths = {one.line for one in path.shapes if isinstance(one, Curve) and one.tooltip}
    assert max(widths) == pytest.approx(3.2 * 1.1)
    assert len(widths) > 4


def test_a_paper_is_kept_where_there_is_no_room_for_all():
    descendants = GRAPH.descendants("Transformer")
    plain, kept = (chart_of(descendants, limit=12, keep=keep) for keep in ((), ("BERT", "T5")))
    assert "BERT" not in words(plain)
    assert {"BERT", "T5"} <= set(words(kept).split())
    assert plain.papers == kept.papers == 12
    # Nothing is faded.
    assert all(box.opacity == 1 for box in boxes_of(kept))
    with pytest.raises(ArgumentError, match="'GLU'"):
        chart_of(descendants, keep="GLU")
