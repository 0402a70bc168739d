"""The vocabulary, and the direction of every relation type."""

import numpy as np
import pytest

from llmgraph import RELATION_TYPES, ArgumentError, PaperGraph, RelationType
from llmgraph.model.vocabulary import PRESETS, Vocabulary, joined

# name, newer end, descent, phrase, inverse, CiTO: the table of the design, row by row.
TABLE = [
    ("extends", "source", "line", "extends", "is extended by", "cito:extends"),
    ("uses", "source", "side", "uses", "is used by", "cito:usesMethodIn"),
    ("corrects", "source", "line", "corrects", "is corrected by", "cito:corrects"),
    ("enables", "target", "side", "enables", "is enabled by", "cito:givesBackgroundTo"),
    ("runs_on", "source", "none", "runs on", "trains or serves", "cito:usesMethodIn"),
    ("disputes", "source", "none", "disputes", "is disputed by", "cito:disputes"),
    ("alternative_to", "source", "none", "is an alternative to", "has the alternative", ""),
    ("compares_with", "source", "none", "compares with", "is compared by", "cito:discusses"),
    ("surveys", "source", "none", "surveys", "is surveyed by", "cito:reviews"),
    ("cites", "source", "asked", "cites", "is cited by", "cito:cites"),
]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_relation_type_is_that_of_the_table(row):
    kind = RELATION_TYPES[row[0]]
    assert (kind.name, kind.newer, kind.descent, kind.phrase, kind.inverse, kind.cito) == row
    assert kind.meaning
    assert kind.carries_descent == (row[2] != "none")
    assert kind.is_side_step == (row[0] in ("uses", "enables"))


def test_the_table_is_closed():
    assert list(RELATION_TYPES) == [row[0] for row in TABLE]
    with pytest.raises(TypeError, match="does not support item assignment"):
        RELATION_TYPES["mine"] = RELATION_TYPES["uses"]


@pytest.mark.parametrize(
    ("relation", "child"),
    [("extends", "s"), ("uses", "s"), ("corrects", "s"), ("enables", "t")],
)
def test_child_of_a_row(drawn, relation, child):
    parent = {"s": "t", "t": "s"}[child]
    graph = drawn("s, t", f"s {relation} t")
    assert graph.descendants(parent).ids == (child,)
    assert graph.ancestors(child).ids == (parent,)
    assert graph.descendants(child).ids == ()


@pytest.mark.parametrize(
    "relation", ["runs_on", "disputes", "alternative_to", "compares_with", "surveys"]
)
def test_barren_rows_carry_no_descent(drawn, relation):
    graph = drawn("s, t", f"s {relation} t")
    assert graph.descendants("t").ids == graph.descendants("s").ids == ()
    with pytest.raises(ArgumentError, match=f"'{relation}' carries no descent.*extends, uses"):
        graph.descendants("t", relations=relation)


def test_cites_carries_descent_when_asked(mixed):
    assert mixed.descendants("base", relations="cites").ids == ("heir",)
    assert mixed.descendants("base", relations="cites", depth=1).notice == ""
    assert mixed.descendants("base", depth=1).ids == ("study",)


def test_cites_carries_descent_where_the_graph_has_nothing_else(citations):
    lineage = citations.descendants("a")
    assert lineage.ids == ("b", "c")
    assert lineage.relation_types == ("cites",)
    assert lineage.notice == "Descent is read from cites: the graph has no typed descent."


def test_barren_rows_leave_cites_in_charge(drawn):
    graph = drawn("a, b, c", "b cites a", "c disputes a")
    assert graph.descendants("a").ids == ("b",)


def test_one_typed_row_ends_the_reading_of_cites(drawn):
    graph = drawn("a, b, c", "b cites a", "c uses a")
    assert graph.descendants("a").ids == ("c",)
    assert graph.descendants("a").notice.startswith("1 row of cites is not read as descent")


def test_every_answer_tells_that_it_reads_cites(citations):
    told = "Descent is read from cites: the graph has no typed descent."
    answers = [
        citations.paths("a", "c"),
        citations.longest_chain(),
        citations.roots(),
        citations.leaves(),
        citations.rank(),
    ]
    assert [answer.notice for answer in answers] == [told] * 5
    assert citations.common_ancestors("b", "c").notice == f"{told} B is itself an ancestor of C."
    assert citations.paths("a", "c", relations="cites").notice == ""


def test_descent_edges_name_their_rows():
    vocabulary = Vocabulary()
    codes = vocabulary.codes(["cites", "enables", "extends", "disputes"])
    edges = vocabulary.descent_edges(
        codes,
        np.array([0, 1, 2, 3], dtype=np.int32),
        np.array([4, 5, 6, 7], dtype=np.int32),
        np.array([True, True, False, False]),
        ("enables", "extends"),
    )
    assert [ends.tolist() for ends in edges[:3]] == [[1, 6], [5, 2], [1, 2]]
    assert {ends.dtype for ends in edges[:3]} == {np.dtype(np.int32)}
    assert edges.side_step.tolist() == [1, 0]
    assert edges.inherited.tolist() == [True, False]
    line = edges.where(edges.side_step == 0)
    assert [column.tolist() for column in line] == [[6], [2], [2], [0], [False]]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("strict", ("extends", "uses")),
        ("uses,extends", ("extends", "uses")),
        (" uses , strict,", ("extends", "uses")),
        (["enables", "cites"], ("enables", "cites")),
        (iter(["corrects", "corrects"]), ("corrects",)),
        ("strict,enables", ("extends", "uses", "enables")),
    ],
)
def test_select(asked, names):
    assert Vocabulary().select(asked) == names


def test_presets():
    assert dict(PRESETS) == {"strict": ("extends", "uses")}


def test_names_may_be_barren_and_hyphened():
    assert Vocabulary().names("alternative-to") == ("alternative_to",)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("扩展", ("extends",)),
        ("扩展,使用", ("extends", "uses")),
        ("使用、uses，改进", ("extends", "uses")),
        (["促成", "compares-with"], ("enables", "compares_with")),
        ("可替代,替代", ("alternative_to",)),
    ],
)
def test_names_may_be_chinese(asked, names):
    assert Vocabulary().names(asked) == names


def test_chinese_words_of_own_types_go_before_those_of_shipped_ones():
    own = [
        RelationType(
            *("replicates", "source", "line", "replicates", "is replicated by"),
            phrase_zh="{source} 复现了 {target}", verbs_zh=("重做", "改进"),
        ),
        RelationType("引用了", "source", "line", "quotes", "is quoted by"),
    ]  # fmt: skip
    vocabulary = Vocabulary(own)
    for word in ("复现了", "重做", "改进"):
        assert vocabulary.select(word) == ("replicates",)
    assert vocabulary.names("扩展、引用了、引用") == ("extends", "cites", "引用了")
    # The English phrase of a type without Chinese words is no name.
    with pytest.raises(ArgumentError, match=r"^No relation type 'quotes'\. Choose from: extends, "):
        vocabulary.names("quotes")


def test_a_chinese_word_may_carry_no_descent():
    with pytest.raises(ArgumentError, match=r"^'surveys' carries no descent"):
        Vocabulary().select("综述")
    with pytest.raises(ArgumentError, match=r"^No relation type '扩散'\. Choose from: extends, "):
        Vocabulary().names("扩展,扩散")


def test_unknown_relation():
    with pytest.raises(ArgumentError, match=r"No relation type 'extend'. .*cites, strict \(pres"):
        Vocabulary().select("extend")


@pytest.mark.parametrize("nothing", ["", " , ", []])
def test_no_relation_named(nothing):
    with pytest.raises(ArgumentError, match=r"No relation type is named\. Choose from: extends"):
        Vocabulary().select(nothing)


@pytest.mark.parametrize(("newer", "child"), [("source", "b"), ("target", "a")])
def test_own_relation_type(drawn, newer, child):
    own = RelationType("distils", newer, "line", "distils", "is distilled by")
    graph = drawn("a, b, c", "b distils a", relation_types=[own])
    assert graph.leaves().ids == (child, "c")
    assert graph.descendants({"a": "b", "b": "a"}[child], relations="distils").ids == (child,)
    assert graph.relation_types["distils"] is own
    assert "distils" not in RELATION_TYPES


@pytest.mark.parametrize(("descent", "reached"), [("line", ("b", "c")), ("side", ("b",))])
def test_own_relation_type_of_the_line_or_from_the_side(drawn, descent, reached):
    own = RelationType("distils", "source", descent, "distils", "is distilled by")
    graph = drawn("a, b, c", "b uses a", "c distils b", relation_types=[own])
    assert graph.descendants("a").ids == reached
    assert graph.descendants("a", side_steps=2).ids == ("b", "c")
    assert graph.descendants("b", side_steps=0).ids == reached[1:]


def test_own_relation_type_without_descent(drawn):
    own = RelationType("mocks", "source", "none", "mocks", "is mocked by")
    graph = drawn("a, b", "b mocks a", relation_types=[own])
    assert graph.descendants("a").ids == ()
    with pytest.raises(ArgumentError, match="'mocks' carries no descent"):
        graph.descendants("a", relations="mocks")


@pytest.mark.parametrize("descent", ["always", "never", "LINE", "", None])
def test_descent_is_one_of_four(descent):
    with pytest.raises(ArgumentError, match=f'"line", "side", "asked" or "none", not {descent!r}'):
        RelationType("mine", "source", descent, "x", "y")


def test_own_relation_type_that_must_be_asked(drawn):
    own = RelationType("echoes", "source", "asked", "echoes", "is echoed by")
    graph = drawn("a, b, c", "b echoes a", "c extends a", relation_types=[own])
    assert graph.descendants("a").ids == ("c",)
    assert graph.descendants("a", relations="echoes").ids == ("b",)


@pytest.mark.parametrize("names", [["uses"], ["mine", "mine"]])
def test_no_relation_type_twice(names):
    own = [RelationType(name, "source", "none", "x", "y") for name in names]
    with pytest.raises(ArgumentError, match=f"'{names[-1]}' already exists"):
        PaperGraph([], relation_types=own)


def test_vocabulary_is_a_mapping():
    vocabulary = Vocabulary()
    assert len(vocabulary) == 10
    assert list(vocabulary) == list(RELATION_TYPES)
    assert vocabulary["uses"] == RELATION_TYPES["uses"]
    assert "mine" not in vocabulary


def test_own_types_stand_after_the_shipped_ones():
    own = [RelationType(name, "source", "none", "x", "y") for name in ("z", "a")]
    vocabulary = Vocabulary(own)
    assert vocabulary.own == tuple(own)
    assert list(vocabulary)[-2:] == ["z", "a"]
    assert Vocabulary().own == ()


def test_a_type_that_is_kept_and_given_stands_once():
    kept = RelationType("echoes", "source", "none", "echoes", "is echoed by")
    other = RelationType("echoes", "target", "none", "echoes", "is echoed by")
    assert joined([kept], [kept]) == [kept]
    assert joined([kept], iter([other])) == [kept, other]
    with pytest.raises(ArgumentError, match="'echoes' already exists"):
        Vocabulary(joined([kept], [other]))
