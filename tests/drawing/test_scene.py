"""Scenes: what a renderer gets of the papers and relations."""

from itertools import combinations

import numpy as np
import pytest

import llmgraph
from llmgraph.drawing.chart.sheet import label_box
from llmgraph.drawing.hidden_descent import chains_of
from llmgraph.drawing.scene import build_scene, hidden_joints
from llmgraph.model.descent import descent


def with_hidden(seen, ids, rows, chains):
    """A scene with the descent through papers that are not drawn."""
    joints = hidden_joints(seen, ids, rows, chains)
    return build_scene(seen, ids, rows, "", lanes=False, joints=joints)


# b extends a, c enables d (older first), b and d are alternatives; all dated in the order of names.
GRAPH = llmgraph.PaperGraph(
    [
        {"id": "a", "title": "A", "date": "2019-03", "topics": "Code"},
        {"id": "b", "title": "B", "date": "2020-01", "topics": "Reasoning"},
        {"id": "c", "title": "C", "date": "2021-01", "topics": "Code"},
        {"id": "d", "title": "D", "date": "2022-01"},
    ],
    [("b", "extends", "a"), ("c", "enables", "d"), ("d", "alternative_to", "b")],
)
ROWS = [0, 1, 2]
DESCENT = descent(GRAPH.tables)


def between(scene):
    ids = [drawn.paper.id for drawn in scene.papers]
    return {
        one.relation.relation: (ids[one.older], ids[one.newer], one.descent)
        for one in scene.relations
    }


def test_older_and_newer_follow_the_relation_type():
    assert between(build_scene(DESCENT, GRAPH.ids, ROWS, "")) == {
        "extends": ("a", "b", True),
        "enables": ("c", "d", True),
        "alternative_to": ("b", "d", False),
    }


def test_only_descent_has_routes_unless_all_are_asked_for():
    some = build_scene(DESCENT, GRAPH.ids, ROWS, "")
    every = build_scene(DESCENT, GRAPH.ids, ROWS, "", route_all=True)
    assert [one.route is None for one in some.relations] == [not o.descent for o in some.relations]
    assert all(one.route is not None for one in every.relations)


def test_where_none_carries_descent_all_have_routes():
    scene = build_scene(DESCENT, "bd", [2], "")
    assert [one.route is not None for one in scene.relations] == [True]


def test_passages_have_routes_between_their_papers():
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x, "date": f"20{20 + n}"} for n, x in enumerate("abcd")],
        [("b", "extends", "a"), ("d", "uses", "b"), ("c", "extends", "a")],
    )
    seen = descent(graph.tables)
    scene = build_scene(
        seen, "acd", [2], "", lanes=False, joints=hidden_joints(seen, "acd", [2], chains_of(seen))
    )
    [one] = scene.passages
    assert (one.side_steps, one.inherited) == (1, True)
    older, newer = scene.papers[one.older], scene.papers[one.newer]
    assert (older.paper.id, newer.paper.id) == ("a", "d")
    assert np.isclose(one.route[0][0], older.x + older.width / 2, atol=0.15)
    assert np.isclose(one.route[-1][0], newer.x - newer.width / 2, atol=0.15)
    assert build_scene(seen, "acd", [2], "", lanes=False).passages == ()
    # Who allows no side step is told of none.
    line = descent(graph.tables, side_steps=0)
    chains = chains_of(line)
    assert (
        build_scene(
            line, "acd", [2], "", lanes=False, joints=hidden_joints(line, "acd", [2], chains)
        ).passages
        == ()
    )


def test_passages_of_more_side_steps_have_no_routes():
    # a ~~> b ~~> c ──> d, with b and c hidden
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x, "date": f"20{20 + n}"} for n, x in enumerate("abcd")],
        [("b", "uses", "a"), ("c", "uses", "b"), ("d", "extends", "c")],
    )
    seen = descent(graph.tables)
    assert (
        build_scene(
            seen, "ad", [], "", joints=hidden_joints(seen, "ad", [], chains_of(seen))
        ).passages
        == ()
    )
    [one] = build_scene(
        seen, "ad", [], "", joints=hidden_joints(seen, "ad", [], chains_of(seen, max_side_steps=1))
    ).passages
    assert (one.older, one.newer, one.side_steps, one.inherited, one.route) == (0, 1, 2, True, None)
    # Where it counts it has one.
    wide = descent(graph.tables, side_steps=2)
    [one] = build_scene(
        wide, "ad", [], "", joints=hidden_joints(wide, "ad", [], chains_of(wide, max_side_steps=2))
    ).passages
    assert one.side_steps == 2
    assert one.route is not None


def test_relations_tell_their_side_steps_and_whether_they_are_inherited():
    rows = [
        {"source": "b", "relation": "extends", "target": "a", "inherited": "no"},
        {"source": "b", "relation": "uses", "target": "a", "inherited": "yes"},
        {"source": "b", "relation": "compares_with", "target": "a"},
    ]
    graph = llmgraph.PaperGraph([{"id": "a", "title": "A"}, {"id": "b", "title": "B"}], rows)

    def told(side_steps):
        scene = build_scene(descent(graph.tables, side_steps=side_steps), "ab", [0, 1, 2], "")
        return {
            one.relation.relation: (one.descent, one.side_steps, one.inherited)
            for one in scene.relations
        }

    assert told(1) == {
        "extends": (True, 0, False),
        "uses": (True, 1, True),
        "compares_with": (False, 0, True),
    }
    assert told(0) == told(1) | {"uses": (False, 1, True)}


@pytest.mark.parametrize("column", ["basis", "where", "note", "confidence", "inherited"])
def test_rows_of_one_type_and_pair_stand_in_the_order_of_what_they_say(column):
    papers = [{"id": one, "title": one, "date": f"202{n}"} for n, one in enumerate("ab")]
    cells = {"inherited": ("no", "yes")}.get(column, ("one", "two"))
    rows = [{"source": "b", "relation": "uses", "target": "a", column: cell} for cell in cells]
    for given in (rows, rows[::-1]):
        scene = build_scene(descent(llmgraph.PaperGraph(papers, given).tables), "ab", [0, 1], "")
        assert tuple(getattr(one.relation, column) for one in scene.relations) == cells


def test_a_scene_knows_the_types_of_its_relations_in_the_order_of_the_vocabulary():
    own = [llmgraph.RelationType(name, "source", "none", "x", "y") for name in ("z", "a", "m")]
    papers = [{"id": one, "title": one} for one in "ab"]
    rows = [("b", name, "a") for name in ("a", "uses", "z", "extends", "uses")]
    graph = llmgraph.PaperGraph(papers, rows, relation_types=own)
    scene = build_scene(descent(graph.tables), "ab", range(5), "")
    assert [kind.name for kind in scene.kinds] == ["extends", "uses", "z", "a"]
    assert build_scene(descent(graph.tables), "ab", [1], "").kinds == (
        llmgraph.RELATION_TYPES["uses"],
    )


def grown(graph, parent):
    """The graph, and one paper more that extends another."""
    papers, rows = graph.papers.to_dict("records"), graph.relations.to_dict("records")
    date = max(graph[parent].date, "2024-05")
    leaf = {"id": "leaf", "title": "Leaf", "date": date, "topics": "; ".join(graph[parent].topics)}
    return llmgraph.PaperGraph(
        [leaf, *papers], [*rows, {"source": "leaf", "relation": "extends", "target": parent}]
    )


def moved(before, after):
    """Share of papers in another column, shifts in heights, and pairs of a column turned round."""
    places = [
        {
            one.paper.id: (columns.index(one.x), one.y / scene.layout.height)
            for one in scene.papers
            if one.paper.id != "leaf"
        }
        for scene in (before, after)
        for columns in [sorted({one.x for one in scene.papers})]
    ]
    old, new = places
    shifts = [abs(old[one][1] - new[one][1]) for one in old]
    pairs = [
        (old[a][1] < old[b][1]) != (new[a][1] < new[b][1])
        for a, b in combinations(old, 2)
        if old[a][0] == old[b][0] and new[a][0] == new[b][0]
    ]
    columns = np.mean([old[one][0] != new[one][0] for one in old])
    return columns, np.median(shifts), np.percentile(shifts, 95), np.mean(pairs)


def generated():
    """A citation-like graph: 60 papers of eight years, each extending one or two older ones."""
    rng = np.random.default_rng(5)
    papers = [
        {"id": f"p{n}", "title": f"Paper {n}", "date": f"{2016 + n // 7}-{1 + n % 7:02}",
         "topics": "ABCD"[n % 4]}
        for n in range(60)
    ]  # fmt: skip
    rows = {(f"p{n}", "extends", f"p{rng.integers(max(0, n - 25), n)}") for n in range(1, 60)}
    rows |= {(f"p{n}", "uses", f"p{rng.integers(0, n)}") for n in range(1, 60, 2)}
    return llmgraph.PaperGraph(papers, sorted(rows))


@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize("graph", [llmgraph.load(), generated()], ids=["shipped", "generated"])
def test_a_paper_more_moves_the_others_little(graph, lanes):
    def placed(one):
        rows = one.tables.rows_among(one.ids, one.tables.descent_types(None))
        return build_scene(
            descent(one.tables),
            one.ids,
            rows,
            "",
            lanes=lanes,
            labelling=lambda paper, number: label_box(paper.name, number),
        )

    before = placed(graph)
    parents = graph.ids[5 :: len(graph) // 7][:7]
    found = np.array([moved(before, placed(grown(graph, parent))) for parent in parents])
    columns, median, most, turned = np.median(found, axis=0)
    assert found[:, 0].max() <= 0.02
    assert columns <= 0.01
    assert median <= (0.01 if lanes else 0.08)
    assert most <= (0.05 if lanes else 0.3)
    assert turned <= (0.03 if lanes else 0.2)


def test_routes_begin_and_end_at_their_papers():
    scene = build_scene(DESCENT, GRAPH.ids, ROWS, "", route_all=True, lanes=False)
    for one in scene.relations:
        older, newer = scene.papers[one.older], scene.papers[one.newer]
        assert np.isclose(one.route[0][0], older.x + older.width / 2, atol=0.15)
        assert np.isclose(one.route[-1][0], newer.x - newer.width / 2, atol=0.15)


def test_labelling_gives_the_boxes():
    scene = build_scene(
        DESCENT, "ab", [0], "", labelling=lambda paper, _: (paper.id * 2, 50.0, 31.0)
    )
    assert [(one.label, one.width, one.height) for one in scene.papers] == [
        ("aa", 50.0, 31.0),
        ("bb", 50.0, 31.0),
    ]


def test_column_cap_splits_a_year():
    papers = [{"id": str(n), "title": "x", "date": f"2020-{n:02}"} for n in range(1, 13)]
    graph = llmgraph.PaperGraph(papers)

    def columns(cap):
        scene = build_scene(
            descent(graph.tables), graph.ids, (), "", lanes=False, max_per_column=cap
        )
        return len({one.x for one in scene.papers})

    assert (columns(12), columns(6), columns(4)) == (1, 2, 3)


def test_lanes_are_topics_and_papers_without_one_are_other():
    scene = build_scene(DESCENT, GRAPH.ids, ROWS, "")
    assert scene.topics == ("Code", "Reasoning", "Other")
    lanes = {lane: (top, bottom) for lane, top, bottom in scene.layout.lanes}
    for one in scene.papers:
        top, bottom = lanes[scene.topics.index(one.topic)]
        assert top < one.y < bottom


def test_numbers_stand_before_names():
    scene = build_scene(DESCENT, "ab", [0], "", number_of={"b": 12})
    assert [(one.label, one.number) for one in scene.papers] == [
        (GRAPH["a"].name, None),
        (f"12.\N{NO-BREAK SPACE}{GRAPH['b'].name}", 12),
    ]


def test_where_no_paper_has_a_topic_there_are_no_lanes():
    graph = llmgraph.PaperGraph([{"id": "x", "title": "X"}, {"id": "y", "title": "Y"}])
    assert build_scene(descent(graph.tables), "xy", [], "", lanes=True).layout.lanes == []


def test_papers_of_a_month_stand_by_day(drawn):
    graph = drawn(
        ", ".join(f"p{day:02} 2014-06-{day:02}" for day in range(30, 0, -1)), "p30 extends p01"
    )
    scene = build_scene(descent(graph.tables), graph.ids, [0], "")
    assert [one.paper.id for one in scene.papers] == [f"p{day:02}" for day in range(1, 31)]
    x = [one.x for one in scene.papers]
    assert x == sorted(x)
    assert len(set(x)) > 1
