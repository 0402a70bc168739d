"""Papers and links without places: their order, what is kept of many, and how a link reads."""

from dataclasses import replace

import pytest

import llmgraph
from llmgraph.drawing.formats.flowchart import Link, Node, flowchart, link_styles
from llmgraph.drawing.style import PASSAGE_STYLE


def outlined(result, relations=None, **options):
    return flowchart(replace(result.subject(), **options), relations)


def ends(drawn):
    names = [node.name for node in drawn.nodes]
    return [(names[link.older], link.relation, names[link.newer]) for link in drawn.links]


def test_nodes_stand_oldest_first_and_links_in_their_order(diamond):
    drawn = outlined(diamond.select())
    assert [node.name for node in drawn.nodes] == ["A", "B", "C", "D", "E"]
    assert [node.date for node in drawn.nodes][:2] == ["2020-01", "2020-05"]
    assert ends(drawn) == [
        ("A", "extends", "B"),
        ("A", "uses", "C"),
        ("A", "uses", "D"),
        ("B", "extends", "D"),
        ("C", "extends", "D"),
        ("D", "uses", "E"),
    ]
    assert [link.side_steps for link in drawn.links] == [0, 1, 1, 0, 0, 1]


def test_the_older_end_is_that_of_the_relation_type_and_the_phrase_follows_it(mixed):
    drawn = outlined(mixed.select())
    read = {
        (older, newer): link.reads
        for (older, _, newer), link in zip(ends(drawn), drawn.links, strict=True)
    }
    assert read == {
        ("TOOL", "STUDY"): "enables",
        ("BASE", "STUDY"): "is extended by",
        ("STUDY", "HEIR"): "is used by",
    }


def test_relations_that_are_named_are_drawn_besides_descent(mixed):
    default = [
        ("BASE", "extends", "STUDY"),
        ("TOOL", "enables", "STUDY"),
        ("STUDY", "uses", "HEIR"),
    ]
    plain, more = outlined(mixed.select()), outlined(mixed.select(), "surveys")
    assert ends(plain) == default
    assert ends(more) == [default[0], ("BASE", "surveys", "REVIEW"), *default[1:]]
    assert plain.notes == ("5 relations that carry no descent are not drawn.",)
    assert more.notes == ("4 relations that carry no descent are not drawn.",)


def test_rows_that_say_the_same_are_one_link_and_self_relations_none(repeated_row, self_relation):
    assert ends(outlined(repeated_row.select())) == [("A", "extends", "B")]
    assert ends(outlined(self_relation.select())) == [("A", "extends", "B")]


def test_the_best_nodes_are_those_asked_about_and_then_those_of_the_answer(diamond):
    drawn = outlined(diamond.select(), focus=("e",))
    # e was asked about; next come those on its best chain to a, which has no ancestors
    assert [drawn.nodes[at].name for at in drawn.ranked] == ["E", "A", "B", "D", "C"]
    assert [node.name for node in drawn.best(3).nodes] == ["A", "B", "E"]
    assert drawn.best(5) is drawn
    assert drawn.best(9) is drawn


def test_what_goes_is_bridged_where_its_chain_counts(drawn):
    #  a ──> b ──> c ──> d, and d is the one asked about
    graph = drawn("a 2020, b 2021, c 2022, d 2023", "b extends a", "c extends b", "d extends c")
    kept = outlined(graph.select(), focus=("d",)).best(2)
    assert ends(kept) == [("A", "", "D")]
    [bridge] = kept.links
    assert (bridge.descent, bridge.side_steps, bridge.inherited) == (True, 0, True)
    assert bridge.reads in bridge.sentence("A", "D")
    #  a ~~> b ~~> c: two side steps, of which one counts
    wide = drawn("a 2020, b 2021, c 2022", "b uses a", "c uses b")
    assert ends(outlined(wide.select(), focus=("c",)).best(2)) == []


def test_lanes_hold_the_places_of_their_nodes(chain):
    lanes = {"a": "First", "c": "First", "b": "Second"}
    drawn = outlined(chain.select(), lane_of=lanes, number_of={"b": 2})
    assert drawn.lanes == {"First": [0, 2], "Second": [1], "": [3]}
    assert [node.label for node in drawn.nodes] == ["A", "2.\N{NO-BREAK SPACE}B", "C", "D"]


def test_years_hold_the_places_of_their_nodes(drawn):
    graph = drawn("a 2020-03, b 2021, c 2020, d", "b extends a", "c extends a", "d extends b")
    found = outlined(graph.select())
    names = {year: [found.nodes[at].name for at in places] for year, places in found.years.items()}
    assert {year: sorted(members) for year, members in names.items()} == {
        2020: ["A", "C"],
        2021: ["B"],
    }
    assert list(names) == [2020, 2021]
    # Of the nodes that are kept, they are the places among these.
    few = found.best(2)
    assert sorted(at for places in few.years.values() for at in places) == [
        at for at, node in enumerate(few.nodes) if node.date
    ]


def test_no_name_is_taken_for_a_place_in_a_sentence():
    link = Link(0, 1, "uses", "is used by", True, template="{older} is used by {newer}")
    assert link.sentence("{newer}", "{older}") == "{newer} is used by {older}"
    assert link.label == "used by"
    assert replace(link, reads="enables").label == "enables"


def test_a_paper_without_a_name_is_known_by_its_id():
    graph = llmgraph.PaperGraph([{"id": "x", "title": "\u202e"}])
    [node] = outlined(graph.select()).nodes
    assert node == Node("x", "", "", "", asked=False)


def test_styles_are_those_of_the_relations_that_are_drawn_and_passages_come_last(chain):
    drawn = outlined(chain.select())
    assert list(link_styles(drawn)) == ["extends", "uses", "corrects"]
    hidden = outlined(chain.descendants("a", since="2021"))
    assert list(link_styles(hidden))[-1] == ""
    assert link_styles(hidden)[""] == PASSAGE_STYLE


def test_an_unknown_relation_is_refused(chain):
    with pytest.raises(llmgraph.ArgumentError, match="No relation type 'likes'"):
        outlined(chain.select(), "likes")


ROWS = ("b extends a", "c extends a", "d extends b", "d extends c", "e extends d")


def test_marks_scores_and_weights_are_those_of_the_answer(drawn):
    # a → b → d, a → c → d, d → e: d alone cuts e from a; the last step is on both chains.
    graph = drawn("a 2020, b 2021, c 2021, d 2022, e 2023", *ROWS)
    cut = outlined(graph.minimal_cut("e", "a"))
    assert [node.name for node in cut.nodes if node.marked] == ["D"]
    assert cut.notes[0] == "A double frame marks the cut."
    ranking = outlined(graph.rank("in_degree"))
    assert {node.name: node.score for node in ranking.nodes}["A"] == "in-degree: 2"
    path = outlined(graph.main_path())
    assert dict(zip(ends(path), (link.width for link in path.links), strict=True)) == {
        ("A", "extends", "B"): 0.5,
        ("A", "extends", "C"): 0.5,
        ("B", "extends", "D"): 0.5,
        ("C", "extends", "D"): 0.5,
        ("D", "extends", "E"): 1.0,
    }
    plain = outlined(graph.ancestors("e"))
    assert {one.width for one in plain.links} == {None}
    assert {(one.marked, one.score) for one in plain.nodes} == {(False, "")}


def test_every_format_shows_them(drawn):
    graph = drawn("a 2020, b 2021, c 2021, d 2022, e 2023", *ROWS)
    cut, ranking, path = graph.minimal_cut("e", "a"), graph.rank("in_degree"), graph.main_path()
    assert '["D<br/>2022"]]' in cut.to_mermaid()
    assert "<br/>in-degree#58; 2" in ranking.to_mermaid()
    assert "stroke-width:3.5px" in path.to_mermaid()
    assert "stroke-width:6px" in path.to_mermaid()
    assert cut.to_dot().count("peripheries=2") == 1
    assert "\\n2020\\nin-degree: 2" in ranking.to_dot()
    assert path.to_dot().count("penwidth=2.6") == 4
    assert path.to_dot().count("penwidth=4.6") == 1
    borders = {one["label"]: one.get("borderWidth") for one in cut.to_pyvis().nodes}
    assert borders == {"A": None, "B": None, "D": 6.0, "E": None}
    assert sorted(one["width"] for one in path.to_pyvis().edges) == [3.1, 3.1, 3.1, 3.1, 5.6]
