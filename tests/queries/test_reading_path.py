"""Reading paths: the promised order over random graphs, chances by hand, real networks' traps."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llmgraph

reading_path = llmgraph.PaperGraph.reading_path

IDS = [f"p{one}" for one in range(8)]
KINDS = ["extends", "uses", "enables", "disputes"]
some_rows = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=24
)
# Older papers have lower numbers, so that nothing runs in circles.
rows_along = st.lists(
    st.builds(
        lambda pair, kind: (
            (IDS[min(pair)], kind, IDS[max(pair)])
            if kind == "enables"
            else (IDS[max(pair)], kind, IDS[min(pair)])
        ),
        st.sets(st.integers(0, 7), min_size=2, max_size=2),
        st.sampled_from(KINDS[:3]),
    ),
    min_size=5,
    max_size=24,
)
known_papers = st.lists(st.sampled_from(IDS[:-1]), max_size=2, unique=True)
limits = st.sampled_from([0, 1, 2, "any"])


def graph_of(rows, ids=IDS, dates=None):
    return llmgraph.PaperGraph(
        [{"id": one, "title": one, "date": (dates or {}).get(one, "")} for one in ids],
        rows or {"source": [], "relation": [], "target": []},
    )


def oriented(rows):
    """Older to newer, by hand."""
    network = nx.DiGraph()
    network.add_nodes_from(IDS)
    for source, relation, target in rows:
        if source != target and relation != "disputes":
            network.add_edge(*((source, target) if relation == "enables" else (target, source)))
    return network


# What is promised, over random graphs


def ancestors(rows, one, side_steps):
    """By the rule, which test_properties.py tests; without a limit by NetworkX."""
    if side_steps == "any":
        return nx.ancestors(oriented(rows), one)
    return set(graph_of(rows).ancestors(one, side_steps=side_steps))


@given(rows_along, known_papers, st.integers(1, 9), limits)
def test_what_is_promised(rows, known, budget, side_steps):
    network = oriented(rows)
    found = reading_path(graph_of(rows), "p7", known, budget, side_steps=side_steps)
    understood = set(known).union(*(ancestors(rows, one, side_steps) for one in known))
    unknown = ancestors(rows, "p7", side_steps) - understood
    # What only known papers lead to, is known; without a limit that says no more.
    candidates = nx.ancestors(network.subgraph(unknown | {"p7"}), "p7")
    assert side_steps != "any" or candidates == unknown
    # At most the budget, the target last, nothing known, and all the rest told as left out.
    assert len(found) == min(budget, len(candidates) + 1)
    assert found.ids[-1] == "p7"
    assert set(found) | set(found.left_out) == candidates | {"p7"}
    assert set(found).isdisjoint(found.left_out)
    # Never a paper before one that it descends from, over whatever papers.
    for place, one in enumerate(found):
        assert nx.ancestors(network, one).isdisjoint(found.ids[place:])
    # Each paper is there because a later one builds on it.
    for place, step in enumerate(found.steps[:-1]):
        reasons = {graph_row_child(rows[row]) for row in step.rows}
        assert reasons
        assert reasons <= set(found.ids[place + 1 :])


def graph_row_child(row):
    source, relation, target = row
    return target if relation == "enables" else source


@given(some_rows, known_papers, limits)
def test_a_larger_budget_only_adds(rows, known, side_steps):
    graph = graph_of(rows)
    paths = [
        reading_path(graph, "p7", known, budget, side_steps=side_steps) for budget in range(1, 10)
    ]
    for shorter, longer in pairwise(paths):
        assert [one for one in longer if one in shorter] == list(shorter)
    assert paths[0].ids == ("p7",)
    assert paths[-1].left_out == ()


@given(some_rows, known_papers, limits)
def test_what_more_side_steps_would_add_is_counted(rows, known, side_steps):
    graph = graph_of(rows)
    found = reading_path(graph, "p7", known, budget=9, side_steps=side_steps)
    every = reading_path(graph, "p7", known, budget=9, side_steps="any")
    assert every.beyond == 0
    assert found.beyond == len(set(every) - ancestors(rows, "p7", side_steps) - {"p7"})


@given(some_rows, limits)
def test_cycles_are_told_and_break_nothing_else(rows, side_steps):
    network = oriented(rows)
    found = reading_path(graph_of(rows), "p7", budget=9, side_steps=side_steps)
    assert set(found) == ancestors(rows, "p7", side_steps) | {"p7"}
    assert found.ids[-1] == "p7"
    for place, one in enumerate(found):
        before = ancestors(rows, one, side_steps) - nx.descendants(network, one)
        assert before.isdisjoint(found.ids[place:])
    groups = [group for group in nx.strongly_connected_components(network) if len(group) > 1]
    assert {frozenset(group) for group in found.cycles} == {frozenset(one) for one in groups}
    assert ("share one chance" in found.notice) == bool(groups)


@given(some_rows, known_papers, st.randoms(use_true_random=False))
def test_the_order_of_the_tables_changes_nothing(rows, known, random):
    graph = graph_of(rows)
    shuffled = graph_of(random.sample(rows, len(rows)), random.sample(IDS, len(IDS)))
    one, other = (reading_path(each, "p7", known, 4) for each in (graph, shuffled))
    assert (one.ids, one.left_out, [step.chance for step in one.steps]) == (
        other.ids,
        other.left_out,
        [step.chance for step in other.steps],
    )


def test_sums_do_not_depend_on_the_order_of_the_tables():
    # Chances are sums of many fractions: added in another order, floats may differ.
    graph = llmgraph.load()
    turned = llmgraph.PaperGraph(graph.papers.iloc[::-1], graph.relations.iloc[::-1])
    for target in ("llava", "deepseek-r1", "qlora", "llama-3"):
        one, other = (each.reading_path(target, budget=60) for each in (graph, turned))
        assert [(step.paper, step.chance) for step in one.steps] == [
            (step.paper, step.chance) for step in other.steps
        ]


@given(rows_along, limits)
def test_the_chance_is_that_of_a_walk(rows, side_steps):
    # Every chain from the target counted by itself: the product of its steps' chances. Who comes
    # to a paper that is no ancestor reads no further; along the line alone no side step is seen.
    seen = [row for row in rows if side_steps != 0 or row[1] not in ("uses", "enables")]
    network = oriented(seen)
    weight = {}
    for source, relation, target in seen:
        edge = (source, target) if relation == "enables" else (target, source)
        strong = relation in ("extends", "enables")
        weight[edge] = max(weight.get(edge, 0), 2 if strong else 1)
    found = reading_path(graph_of(rows), "p7", budget=9, side_steps=side_steps)
    inside = network.subgraph(ancestors(rows, "p7", side_steps) | {"p7"})
    for step in found.steps[:-1]:
        chance = 0.0
        for chain in nx.all_simple_paths(inside, step.paper, "p7"):
            walked = 1.0
            for older, newer in pairwise(chain):
                whole = sum(weight[one, newer] for one in network.predecessors(newer))
                walked *= 0.5 * weight[older, newer] / whole
            chance += walked
        assert step.chance == pytest.approx(chance)


# By hand


def test_chances_by_hand(diamond):
    # e uses d: 1/2. d extends b and c, and uses a: of 1/4 two parts in five each, and one. b and c
    # lead to a alone: 1/20 + 1/2 · 1/10 + 1/2 · 1/10.
    found = reading_path(diamond, "e")
    assert found.ids == ("a", "b", "c", "d", "e")
    assert [step.chance for step in found.steps] == pytest.approx([0.15, 0.1, 0.1, 0.5, 1])
    assert reading_path(diamond, "e", budget=3).ids == ("a", "d", "e")
    assert reading_path(diamond, "e", budget=3).left_out == ("b", "c")


def test_who_knows_a_paper_knows_what_it_builds_on(diamond):
    assert reading_path(diamond, "e", "b").ids == ("c", "d", "e")
    assert reading_path(diamond, "e", ["b", "C"]).ids == ("d", "e")
    found = reading_path(diamond, "e", "d")
    assert (found.ids, found.notice) == (("e",), "All that E builds on is known.")


def test_a_path_grows_along_descent(drawn):
    # e ──> d ──> t and c ──> t: the way to e leads over d.
    graph = drawn("e 2018, c 2019, d 2020, t 2021", "t uses c", "t extends d", "d extends e")
    assert reading_path(graph, "t", budget=2).ids == ("d", "t")
    # Both have one chance in six, c by its one step and e by two: the older one comes first.
    assert reading_path(graph, "t", budget=3).ids == ("e", "d", "t")
    assert reading_path(graph, "t", budget=3).left_out == ("c",)


def test_papers_come_by_date_where_descent_allows(drawn):
    # a ──> t and c ──> b ──> t; b was public before c, so that only descent puts it behind.
    graph = drawn("a 2020-03, b 2020-01, c 2020-02, t 2021", "t uses a", "t uses b", "b extends c")
    assert reading_path(graph, "t").ids == ("c", "b", "a", "t")


def test_papers_come_after_what_they_descend_from_over_papers_that_are_not_there(drawn):
    # z ──> m ──uses──> a ──uses──> t and z ──> t: m is no ancestor of t, yet a descends from z.
    graph = drawn("a, m, t, z", "t uses a", "a uses m", "m extends z", "t extends z")
    assert set(graph.ancestors("t")) == {"a", "z"}
    assert "z" in graph.ancestors("a")
    assert reading_path(graph, "t").ids == ("z", "a", "t")


def test_what_only_known_papers_lead_to_is_known(drawn):
    #  old ──uses──> k ──uses──> known, k ──> t: known does not descend from old, yet k is known
    graph = drawn("old, k, known, t", "k uses old", "known uses k", "t extends k")
    assert "old" not in graph.ancestors("known")
    found = reading_path(graph, "t", known="known")
    assert (found.ids, found.left_out) == (("t",), ())
    assert found.notice == "All that T builds on is known."
    assert reading_path(graph, "t").ids == ("old", "k", "t")


def test_side_steps_limit_what_there_is_to_read(drawn):
    #  a ──uses──> b ──uses──> c ──> t
    graph = drawn("a 2020, b 2021, c 2022, t 2023", "b uses a", "c uses b", "t extends c")
    assert reading_path(graph, "t", side_steps=0).ids == ("c", "t")
    assert reading_path(graph, "t").ids == ("b", "c", "t")
    assert reading_path(graph, "t").notes() == [
        "1 more paper by chains of more side steps (--side-steps any)."
    ]
    assert reading_path(graph, "t", side_steps=2).ids == ("a", "b", "c", "t")
    # Who knows a needs no chain of more side steps to come to it.
    assert reading_path(graph, "t", known="a").notes() == ["T does not descend from A."]


def test_equal_dates_stand_by_id(equal_dates):
    assert reading_path(equal_dates, "a").ids == ("c", "b", "a")


# What real networks bring along


def test_only_the_named_relations_lead(mixed):
    assert reading_path(mixed, "heir").ids == ("base", "study", "heir")
    whole = reading_path(mixed, "heir", side_steps="any")
    assert whole.ids == ("base", "tool", "study", "heir")
    assert reading_path(mixed, "heir", relations="uses").ids == ("study", "heir")


def test_parallel_and_repeated_rows_count_once_and_are_all_told(parallel, repeated_row):
    found = reading_path(parallel, "b")
    assert [step.chance for step in found.steps] == [0.5, 1]
    assert found.rows()[0]["why"] == "B extends A; B uses A"
    assert [step.chance for step in reading_path(repeated_row, "b").steps] == [0.5, 1]


def test_self_relations_lead_nowhere(self_relation):
    assert reading_path(self_relation, "b").ids == ("a", "b")
    found = reading_path(self_relation, "a")
    assert (found.ids, found.notice) == (("a",), "A descends from no paper.")


def test_known_papers_that_do_not_lead_there_are_told(islands):
    found = reading_path(islands, "b", ["x", "lone"])
    assert found.ids == ("a", "b")
    assert found.notice == "B does not descend from X, LONE."


def test_a_target_before_what_is_known_is_told(chain):
    found = reading_path(chain, "b", known="d")
    assert found.ids == ("b",)
    assert found.notice == "What is known descends from B, so everything before it counts as known."


def test_papers_of_a_cycle_come_by_date(two_cycle):
    found = reading_path(two_cycle, "tail")
    assert found.ids == ("root", "p", "q", "tail")
    assert found.notice == (
        "Papers that descend from each other share one chance and come by date: P, Q."
    )
    # A paper of the cycle as target comes last; the other one shares its chance.
    found = reading_path(two_cycle, "p")
    assert found.ids == ("root", "q", "p")
    assert [step.chance for step in found.steps] == [0.5, 1, 1]
    assert reading_path(two_cycle, "p", known="q").ids == ("p",)


def test_dates_drop_the_rows_against_them(drawn):
    graph = drawn("a 2020, b 2021, c 2022", "b extends a", "a extends c", "c extends b")
    found = reading_path(graph, "c", cycles="dates")
    assert (found.ids, len(found.dropped)) == (("a", "b", "c"), 1)
    assert found.notice == "1 row left out against the dates: A extends C."


def test_graphs_without_relations(unrelated):
    found = reading_path(unrelated, "a", "b")
    assert (found.ids, found.left_out) == (("a",), ())
    assert found.notice == "A descends from no paper."


def test_citations_lead_where_there_is_nothing_else(citations):
    found = reading_path(citations, "c")
    assert found.ids == ("a", "b", "c")
    assert found.notice == "Descent is read from cites: the graph has no typed descent."


# The result


def test_a_result_can_be_read_and_drawn(diamond):
    found = reading_path(diamond, "e", "a", budget=3)
    assert repr(found) == "ReadingPath('e' knowing a: 3 papers, 1 left out)"
    assert found.heading() == "What to read to understand E, knowing A"
    assert found.notes() == [
        "Left out 1 paper, the next ones first (by the chance that a reader of E comes to them): C"
    ]
    assert found.rows()[1] == {
        "step": 2,
        "id": "d",
        "name": "D",
        "date": "2021-01",
        "title": "D",
        "topic": "",
        "authors": [],
        "link": "",
        "why": "E uses D",
        "evidence": [""],
        "builds_on": "A, B",
        "chance": 0.5,
    }
    assert str(found).splitlines() == [
        "1. B (2020-05): B",
        "   - D extends B",
        "2. D (2021-01): D",
        "   - E uses D",
        "3. E (2021-02): E",
        *found.notes(),
    ]
    assert found.asked_ids() == ("e", "a")
    assert found.shown_ids() == ("a", "b", "d", "e")
    assert found.relation_rows() == [0, 2, 4, 5]
    assert "<title>What to read to understand E" in found.to_html()
    assert list(found.to_frame()["name"]) == ["B", "D", "E"]


PAPERS = [
    {"id": "a", "title": "On\nA", "short_name": "A", "date": "2020", "authors": "X; Y; Z; W",
     "url": "https://example.org/a"},
    {"id": "b", "title": "On B", "short_name": "B", "authors": "X; et al.",
     "arxiv_id": "2001.00001"},
    {"id": "c", "title": "On C", "short_name": "C", "url": "javascript:alert(1)"},
]  # fmt: skip
ROWS = [
    {"source": "b", "relation": "uses", "target": "a", "basis": "stated", "where": "1 §2",
     "note": "B runs on A.", "confidence": "high"},
    {"source": "b", "relation": "extends", "target": "a", "note": "B is a larger A."},
    {"source": "c", "relation": "extends", "target": "b", "basis": "implied", "where": "2",
     "confidence": "low"},
]  # fmt: skip


def test_every_paper_comes_with_its_authors_its_link_and_the_evidence():
    found = llmgraph.PaperGraph(PAPERS, ROWS).reading_path("c")
    assert str(found).splitlines() == [
        "1. A (2020): On A",
        "   - X, Y, Z et al., https://example.org/a",
        "   - B extends A: B is a larger A.",
        "   - B uses A: B runs on A. [stated: 1 §2]",
        "2. B: On B",
        "   - X et al., https://arxiv.org/abs/2001.00001",
        "   - C extends B [implied: 2; low confidence]",
        "3. C: On C",
    ]
    columns = ("authors", "link", "why", "evidence")
    assert [[row[column] for column in columns] for row in found.rows()] == [
        [
            ["X", "Y", "Z", "W"],
            "https://example.org/a",
            "B extends A; B uses A",
            ["B is a larger A.", "B runs on A. [stated: 1 §2]"],
        ],
        [
            ["X", "et al."],
            "https://arxiv.org/abs/2001.00001",
            "C extends B",
            ["[implied: 2; low confidence]"],
        ],
        [[], "", "", []],
    ]
    told = found.to_document().standalone
    assert told.paragraphs == ("What to read to understand C — 3 papers.",)
    assert told.numbered
    assert told.points[2] == ("C: On C", ())


def test_many_that_are_left_out_are_named_in_part(drawn):
    graph = drawn(
        "t 2021, " + ", ".join(f"a{one:02} 2020" for one in range(12)),
        *(f"t uses a{one:02}" for one in range(12)),
    )
    found = reading_path(graph, "t", budget=1)
    assert found.notes() == [
        "Left out 12 papers, the next ones first (by the chance that a reader of T comes to them): "
        "A00, A01, A02, A03, A04, A05, A06, A07, A08, A09 and 2 more"
    ]
    assert len(found.left_out) == 12


def test_what_cannot_be_used_is_told(chain):
    with pytest.raises(llmgraph.ArgumentError, match="b is the paper to understand; it cannot be"):
        reading_path(chain, "b", known=["a", "B"])
    with pytest.raises(
        llmgraph.ArgumentError, match="budget must be a number of papers from 1 up, not 0"
    ):
        reading_path(chain, "b", budget=0)
    with pytest.raises(llmgraph.ArgumentError, match='cycles must be "condense" or "dates"'):
        reading_path(chain, "b", cycles="keep")
    with pytest.raises(llmgraph.PaperNotFoundError, match='No paper "nobody"'):
        reading_path(chain, "b", known="nobody")
    with pytest.raises(llmgraph.PaperNotFoundError, match='No paper "nobody"'):
        reading_path(chain, "nobody")


def test_a_list_that_a_lecturer_would_show():
    # LLaVA extends Vicuna and uses CLIP and GPT-4: of 1/2 two parts in four, and one each. Vicuna
    # extends LLaMA and uses ChatGPT and Alpaca. LLaMA and CLIP lead to GPT-3, the last one, before
    # InstructGPT, to which ChatGPT and Alpaca lead.
    found = llmgraph.load().reading_path("LLaVA", known="Transformer")
    assert set(found) == {
        *("gpt-3", "clip", "chatgpt", "llama", "alpaca", "gpt-4", "vicuna", "llava")
    }
    chance = {step.paper: step.chance for step in found.steps}
    assert (chance["vicuna"], chance["clip"], chance["gpt-4"]) == (1 / 4, 1 / 8, 1 / 8)
    assert chance["chatgpt"] == chance["alpaca"] == 1 / 32
    assert found.left_out[0] == "instructgpt"


def test_along_the_line_alone_no_side_step_is_a_reason():
    # a ──> c and b ──> c by the line; b uses a
    rows = [("c", "extends", "a"), ("c", "extends", "b"), ("b", "uses", "a")]
    graph = llmgraph.PaperGraph([{"id": one, "title": one} for one in "abc"], rows)
    by_the_line = graph.reading_path("c", side_steps=0).rows()
    assert [row["why"] for row in by_the_line] == ["c extends a", "c extends b", ""]
    assert graph.reading_path("c").rows()[0]["why"] == "c extends a; b uses a"
