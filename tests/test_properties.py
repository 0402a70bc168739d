"""What holds of the lineage in every graph: random relations of all types, cycles and all."""

from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from llmgraph import RELATION_TYPES, PaperGraph

IDS = [f"p{one}" for one in range(6)]
DESCENT = ["extends", "uses", "corrects", "enables"]
paper = st.sampled_from(IDS)
relations = st.sampled_from(list(RELATION_TYPES))
rows = st.lists(st.tuples(paper, relations, paper), max_size=12)
dates = st.lists(st.sampled_from(["", "2020", "2020-05", "2021-01"]), min_size=6, max_size=6)
topics = st.lists(st.sampled_from(["", "Safety", "Scaling"]), min_size=6, max_size=6)
tables = st.tuples(
    st.builds(
        lambda dates, topics: [
            {"id": one, "title": one.upper(), "date": date, "topics": topic}
            for one, date, topic in zip(IDS, dates, topics, strict=True)
        ],
        dates,
        topics,
    ),
    rows,
)


def acyclic(row):
    """The same row, turned so that ids ascend along descent."""
    source, relation, target = row
    older, newer = sorted([source, target])
    return (older, relation, newer) if relation == "enables" else (newer, relation, older)


def oriented(rows, kinds=DESCENT):
    """Older to newer, by hand: `enables` as written, the other types turned round."""
    network = nx.DiGraph()
    network.add_nodes_from(IDS)
    for source, relation, target in rows:
        if relation in kinds:
            network.add_edge(*((source, target) if relation == "enables" else (target, source)))
    return network


def lineages(graph, name=lambda one: one, **limit):
    """All that a graph knows of descent, free of order; papers under another name if asked."""
    return {
        name(one): [
            {name(other): (found.depth[other], found.generation[other]) for other in found}
            for found in (graph.descendants(one, **limit), graph.ancestors(one, **limit))
        ]
        for one in graph
    }


def answers(graph, name=lambda one: one):
    """Answers of the other queries, likewise."""
    ranking = graph.rank("descendants")
    shared = graph.common_ancestors(*(one for one in graph if name(one) in ("p4", "p5")))
    return [
        {name(one): score for one, score in zip(ranking.ids, ranking.scores, strict=True)},
        {name(one) for one in graph.roots()},
        {name(one) for one in graph.leaves()},
        {name(one) for one in shared},
        {name(one) for one in shared.nearest},
    ]


@given(tables, st.permutations(IDS))
def test_renaming_papers_changes_nothing_but_the_names(table, names):
    papers, rows = table
    new = dict(zip(IDS, names, strict=True))
    old = {new[one]: one for one in IDS}
    renamed = PaperGraph(
        [{**row, "id": new[row["id"]]} for row in papers],
        [(new[source], relation, new[target]) for source, relation, target in rows],
    )
    graph = PaperGraph(papers, rows)
    assert lineages(renamed, old.get) == lineages(graph)
    assert answers(renamed, old.get) == answers(graph)


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(table, random):
    papers, rows = table
    shuffled = PaperGraph(random.sample(papers, len(papers)), random.sample(rows, len(rows)))
    graph = PaperGraph(papers, rows)
    assert lineages(shuffled) == lineages(graph)
    assert answers(shuffled) == answers(graph)
    for one in graph:
        assert shuffled.descendants(one).ids == graph.descendants(one).ids
    told, again = graph.paths("p0", "p5"), shuffled.paths("p0", "p5")
    assert (told.explanation, told.chains, told.gap) == (again.explanation, again.chains, again.gap)
    assert shuffled.rank().ids == graph.rank().ids
    for ask in (
        *(lambda one: one.descendants("p0"), lambda one: one.ancestors("p5")),
        *(lambda one: one.relations_of("p2"), lambda one: one.reduction()),
        *(lambda one: one.main_path(), lambda one: one.traversals()),
        *(lambda one: one.reading_path("p5"), lambda one: one.similar()),
    ):
        written = [ask(one).to_document() for one in (graph, shuffled)]
        assert written[0] == written[1]


@given(tables, paper, st.sampled_from(DESCENT), paper)
def test_one_more_descent_edge_takes_no_ancestor_away(table, source, relation, target):
    papers, rows = table
    # The first typed row would end the reading of bare citations.
    assume(any(kind in DESCENT for _, kind, _ in rows))
    before, after = (
        PaperGraph(papers, rows),
        PaperGraph(papers, [*rows, (source, relation, target)]),
    )
    for one in IDS:
        assert set(before.ancestors(one)) <= set(after.ancestors(one))
        nearer, further = after.ancestors(one).depth, before.ancestors(one).depth
        assert all(nearer[other] <= further[other] for other in further)


@given(tables)
def test_the_first_day_of_a_month_in_its_place_changes_no_lineage(table):
    papers, rows = table
    days = [
        {**row, "date": f"{row['date']}-01" if len(row["date"]) == 7 else row["date"]}
        for row in papers
    ]
    graph, by_day = PaperGraph(papers, rows), PaperGraph(days, rows)
    for limit in ({}, {"cycles": "dates"}, {"since": "2020-05"}, {"until": "2020"}):
        assert lineages(by_day, **limit) == lineages(graph, **limit)
    for one in graph:
        assert by_day.descendants(one).ids == graph.descendants(one).ids
    assert lineages(by_day.as_of("2020-05")) == lineages(graph.as_of("2020-05"))
    assert answers(by_day) == answers(graph)


def turned(rows, turned_round, other):
    return [
        (target, other, source) if relation == turned_round else (source, relation, target)
        for source, relation, target in rows
    ]


@given(tables)
def test_uses_is_enables_read_from_the_other_end(table):
    papers, rows = table
    graph = PaperGraph(papers, rows)
    assert lineages(PaperGraph(papers, turned(rows, "uses", "enables"))) == lineages(graph)
    # Along the line nothing is read from the older end; without a limit that makes no difference.
    extended = PaperGraph(papers, turned(rows, "extends", "enables"))
    assert lineages(extended, side_steps="any") == lineages(graph, side_steps="any")


@given(tables)
def test_descendants_are_those_of_the_graph_oriented_by_hand(table):
    papers, rows = table
    typed = any(kind in DESCENT for _, kind, _ in rows)
    graph, network = PaperGraph(papers, rows), oriented(rows, DESCENT if typed else ["cites"])
    for one in IDS:
        found = graph.descendants(one, side_steps="any")
        assert set(found) == nx.descendants(network, one)
        assert set(graph.ancestors(one, side_steps="any")) == nx.ancestors(network, one)
        steps = nx.single_source_shortest_path_length(network, one)
        assert found.depth == {x: steps[x] for x in steps if x != one}


@given(tables, st.sets(st.sampled_from([*DESCENT, "cites"]), min_size=1))
def test_a_relation_filter_leaves_the_chains_of_these_relations(table, kinds):
    papers, rows = table
    graph, network = PaperGraph(papers, rows), oriented(rows, kinds)
    for one in IDS:
        found = graph.descendants(one, relations=kinds, side_steps="any")
        assert set(found) == nx.descendants(network, one)


@pytest.mark.parametrize(
    ("column", "shown", "asked"),
    [
        ("date", ["2020"], {"until": "2020-04"}),
        ("date", ["2020", "2020-05"], {"until": "2020"}),
        ("date", ["2020", "2020-05"], {"since": "2020-05", "until": "2020-05"}),
        ("date", ["2020", "2021-01"], {"since": "2020-06"}),
        ("topics", ["Safety"], {"topics": "safety"}),
    ],
)
@given(tables)
def test_date_and_topic_filters_hide_and_cut_nothing(column, shown, asked, table):
    papers, rows = table
    papers = [*papers, {"id": "p9", "title": "P9", "date": "2020-05", "topics": "Safety"}]
    graph = PaperGraph(papers, rows)
    kept = {row["id"] for row in papers if row[column] in shown}
    for one in IDS:
        every, some = graph.ancestors(one), graph.ancestors(one, **asked)
        assert list(some) == [x for x in every if x in kept]
        assert some.depth == {x: every.depth[x] for x in some}
        assert some.generation == {x: every.generation[x] for x in some}


@given(tables)
def test_descendant_and_ancestor_are_inverse(table):
    graph = PaperGraph(*table)
    for one in IDS:
        down = graph.descendants(one)
        assert one not in down
        for other in down:
            up = graph.ancestors(other)
            assert (up.depth[one], up.generation[one]) == (
                *(down.depth[other], down.generation[other]),
            )
        assert sum(one in graph.ancestors(other) for other in IDS) == len(down)


@given(tables)
def test_depth_is_at_most_the_generation_without_cycles(table):
    papers, rows = table
    graph = PaperGraph(papers, [acyclic(row) for row in rows])
    for one in IDS:
        found = graph.descendants(one)
        assert found.cycles == ()
        assert all(1 <= found.depth[x] <= found.generation[x] for x in found)


@pytest.mark.parametrize("limit", [1, 2, 3])
@given(tables)
def test_a_depth_limit_keeps_what_is_near(limit, table):
    graph = PaperGraph(*table)
    for one in IDS:
        every = graph.ancestors(one)
        expected = [x for x in every if every.depth[x] <= limit]
        assert list(graph.ancestors(one, depth=limit)) == expected


SIDE_STEPS = (0, 1, 2, "any")
typed_row = st.tuples(paper, st.sampled_from(DESCENT), paper, st.sampled_from(["", "yes", "no"]))


def typed_graph(rows):
    columns = ("source", "relation", "target", "inherited")
    return PaperGraph(
        [{"id": one, "title": one.upper()} for one in IDS],
        [dict(zip(columns, row, strict=True)) for row in rows],
    )


def all_chains(rows):
    """Every simple chain that any row allows, the newest paper first, with its side steps."""
    every, passed = {}, {}
    for source, relation, target, inherited in rows:
        newer, older = (target, source) if relation == "enables" else (source, target)
        if newer != older:
            side_step = int(relation in ("uses", "enables"))
            for best in (every,) if inherited == "no" else (every, passed):
                known = best.setdefault(newer, {})
                known[older] = min(side_step, known.get(older, side_step))
    chains = [((newer, older), taken) for newer in every for older, taken in every[newer].items()]
    for ids, taken in chains:  # grows while it is read
        onward = passed.get(ids[-1], {}).items()
        chains += [((*ids, older), taken + more) for older, more in onward if older not in ids]
    return chains


def groups_of(rows):
    """The cycle that each paper is on, or the paper alone."""
    network = oriented([row[:3] for row in rows])
    return {one: min(group) for group in nx.strongly_connected_components(network) for one in group}


def counted(chains, side_steps):
    return [chain for chain in chains if side_steps == "any" or chain[1] <= side_steps]


def measured(chains, group, end):
    """Fewest side steps, fewest steps and most steps outside cycles, by the paper at one end."""
    found = {}
    for ids, taken in chains:
        outside = sum(group[newer] != group[older] for newer, older in pairwise(ids))
        new = (taken, len(ids) - 1, -outside)
        old = found.get(ids[end], new)
        found[ids[end]] = tuple(map(min, old, new))
    return {one: (*fewest, -most) for one, (*fewest, most) in found.items()}


def numbers(lineage):
    columns = (lineage.fewest_side_steps, lineage.depth, lineage.generation)
    return {one: tuple(column[one] for column in columns) for one in lineage}


@st.composite
def typed_rows(draw):
    """Rows of descent, half of the time without cycles."""
    rows = draw(st.lists(typed_row, max_size=13))
    straight = draw(st.booleans())
    return [(*acyclic(row[:3]), row[3]) for row in rows] if straight else rows


@pytest.mark.parametrize("side_steps", SIDE_STEPS)
@given(typed_rows())
def test_lineage_is_that_of_all_chains_that_count(side_steps, rows):
    graph, group, every = typed_graph(rows), groups_of(rows), all_chains(rows)
    chains = counted(every, side_steps)
    limit = {"side_steps": side_steps}
    for one in IDS:
        down = graph.descendants(one, **limit)
        up = graph.ancestors(one, **limit)
        assert numbers(down) == measured([c for c in chains if c[0][-1] == one], group, 0)
        assert numbers(up) == measured([c for c in chains if c[0][0] == one], group, -1)
        assert down.beyond == len({ids[0] for ids, _ in every if ids[-1] == one}) - len(down)
        assert up.beyond == len({ids[-1] for ids, _ in every if ids[0] == one}) - len(up)
    ends = {(ids[0], ids[-1]) for ids, _ in chains}
    for by, place in (("ancestors", 0), ("descendants", 1)):
        ranking = graph.rank(by, **limit)
        scores = dict(zip(ranking.ids, ranking.scores, strict=True))
        assert scores == {one: sum(both[place] == one for both in ends) for one in IDS}
    assert set(graph.roots(**limit)) == set(IDS) - {newer for newer, _ in ends}
    assert set(graph.leaves(**limit)) == set(IDS) - {older for _, older in ends}


@pytest.mark.parametrize("side_steps", SIDE_STEPS)
@given(typed_rows())
def test_paths_are_all_chains_that_count(side_steps, rows):
    graph, every = typed_graph(rows), all_chains(rows)
    chains = counted(every, side_steps)
    for one, other in combinations(IDS, 2):
        found = graph.paths(one, other, k=1000, side_steps=side_steps)
        ends = (found.newer, found.older)
        assert set(ends) == {one, other}
        expected = {ids: taken for ids, taken in chains if (ids[0], ids[-1]) == ends}
        assert {chain.ids: chain.side_steps for chain in found.chains} == expected
        assert len(found.chains) == found.total == len(expected)
        taken = [chain.side_steps for chain in found.chains]
        assert taken == sorted(taken)
        if not expected:
            # Then none counts the other way either; the best that does not count is told.
            assert not any((ids[-1], ids[0]) == ends for ids, _ in chains)
            wider = [taken for ids, taken in every if (ids[0], ids[-1]) == ends]
            assert not wider or found.wider.side_steps == min(wider)


@pytest.mark.parametrize("side_steps", SIDE_STEPS)
@given(typed_rows())
def test_the_longest_chain_is_one_of_all_that_count(side_steps, rows):
    graph, group = typed_graph(rows), groups_of(rows)
    steps = {
        ids: sum(group[newer] != group[older] for newer, older in pairwise(ids))
        for ids, _ in counted(all_chains(rows), side_steps)
    }
    if not any(steps.values()):
        return
    (chain,) = graph.longest_chain(side_steps=side_steps).chains
    assert steps[chain.ids] == max(steps.values())
    for one in IDS:
        begun = {ids: long for ids, long in steps.items() if ids[-1] == one}
        if any(begun.values()):
            (chain,) = graph.longest_chain(one, side_steps=side_steps).chains
            assert begun[chain.ids] == max(begun.values())
