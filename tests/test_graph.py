"""`PaperGraph` as a value: its tables, its names, and that it does not change."""

import datetime
import pickle
import re

import numpy as np
import pandas as pd
import pytest

from llmgraph import (
    AmbiguousNameError,
    ArgumentError,
    Paper,
    PaperGraph,
    PaperNotFoundError,
    Relation,
    RelationSet,
    RelationType,
    TableError,
    load,
    read_csv,
    write_csv,
)

PAPERS = [
    {
        "id": "chinchilla",
        "title": "Training Compute-Optimal Large Language Models",
        "short_name": "Chinchilla",
        "date": "2022-03",
        "authors": "Jordan Hoffmann; et al.",
        "arxiv_id": "2203.15556",
        "topics": "Scaling laws; Training",
        "aliases": "Hoffmann scaling laws; 龙猫",
    },
    {
        "id": "kaplan",
        "title": "Scaling Laws: For Neural Language Models",
        "date": "2020-01",
        "doi": "10.1000/abc",
        "url": "https://example.org/Scaling/",
    },
]
RELATIONS = [("chinchilla", "corrects", "kaplan", "stated", "intro", "Equal scaling.", "high")]


@pytest.fixture(scope="module")
def graph():
    return PaperGraph(PAPERS, RELATIONS)


@pytest.mark.parametrize(
    "name",
    [
        *("chinchilla", "CHINCHILLA", "hoffmann-scaling laws", "龙猫"),
        *("training compute optimal large language models", "2203.15556"),
        *("arXiv:2203.15556v2", "https://arxiv.org/pdf/2203.15556"),
        "https://doi.org/10.48550/arXiv.2203.15556",
    ],
)
def test_a_paper_is_found_by_any_name(graph, name):
    assert graph[name].id == "chinchilla"
    assert name in graph


@pytest.mark.parametrize(
    "name",
    [*("kaplan", "Scaling Laws", "doi:10.1000/ABC", "http://www.example.org/scaling")],
)
def test_a_paper_is_found_by_doi_link_and_head_of_its_title(graph, name):
    assert graph[name].id == "kaplan"


def test_names_that_find_nothing(graph):
    assert "gpt" not in graph
    assert 7 not in graph
    with pytest.raises(PaperNotFoundError, match=r'"chinchila" among 2\. Did you mean "chinch'):
        graph["chinchila"]
    twins = PaperGraph([{"id": "a", "title": "Same"}, {"id": "b", "title": "Same"}])
    assert "same" not in twins
    with pytest.raises(AmbiguousNameError, match='"same" may mean any of 2 papers') as caught:
        twins["same"]
    assert caught.value.candidates == ("a", "b")


def test_a_paper_is_a_row(graph):
    paper = graph["chinchilla"]
    assert isinstance(paper, Paper)
    assert (paper.name, paper.date) == ("Chinchilla", "2022-03")
    assert paper.authors == ("Jordan Hoffmann", "et al.")
    assert paper.topics == ("Scaling laws", "Training")
    assert graph["kaplan"].name == "Scaling Laws: For Neural Language Models"


def test_a_graph_is_a_collection_of_ids(graph):
    assert len(graph) == 2
    assert list(graph) == ["chinchilla", "kaplan"]
    assert graph.ids == ("chinchilla", "kaplan")
    assert repr(graph) == "PaperGraph(2 papers, 1 relation)"


def test_tables_are_given_as_text(graph):
    assert list(graph.relations.columns) == [
        *("source", "relation", "target", "basis", "where", "note", "confidence", "inherited"),
        *("note_zh", "cited"),
    ]
    assert graph.relations.values.tolist() == [[*RELATIONS[0], "", "", ""]]
    assert list(graph.papers["id"]) == ["chinchilla", "kaplan"]
    assert list(graph.papers["doi"]) == ["", "10.1000/abc"]
    assert set(graph.papers.dtypes.astype(str)) == {"str"}


def test_a_graph_does_not_change(graph):
    with pytest.raises(AttributeError, match=r"^A graph does not change; 'ids' cannot be set\.$"):
        graph.tables.ids = ()
    with pytest.raises(AttributeError, match=r"^A graph does not change; 'papers' cannot be set"):
        graph.papers = None  # a property
    with pytest.raises(AttributeError, match=r"^A graph does not change; 'foo' cannot be set\.$"):
        graph.foo = 1
    assert not hasattr(graph, "foo")
    with pytest.raises(AttributeError, match=r"^A graph does not change; 'ids' cannot be deleted"):
        del graph.tables.ids
    with pytest.raises(AttributeError, match="'number' cannot be deleted"):
        del graph.tables.number
    assert graph.ids == ("chinchilla", "kaplan")
    frame = graph.papers
    frame.loc[0, "id"] = "changed"
    assert list(graph.papers["id"]) == ["chinchilla", "kaplan"]


def test_a_graph_does_not_see_what_becomes_of_its_source():
    papers, rows = [dict(row) for row in PAPERS], [*RELATIONS]
    graph = PaperGraph(papers, rows)
    papers[0]["id"] = "changed"
    rows.clear()
    assert graph.descendants("kaplan").ids == ("chinchilla",)


def same(one, other):
    return one.papers.equals(other.papers) and one.relations.equals(other.relations)


def test_from_whatever_holds_rows(graph):
    papers = [Paper(**{**row, **lists(row)}) for row in PAPERS]
    relations = [Relation(*row) for row in RELATIONS]
    columns = {name: [row.get(name) for row in PAPERS] for name in {**PAPERS[0], **PAPERS[1]}}
    frame = pd.DataFrame(PAPERS)
    edges = pd.DataFrame(RELATIONS, columns=list(graph.relations.columns)[:-3])
    assert same(PaperGraph(papers, relations), graph)
    assert same(PaperGraph(columns, iter(RELATIONS)), graph)
    assert same(PaperGraph(frame, edges), graph)
    assert same(PaperGraph(frame.convert_dtypes(), edges.astype("category")), graph)
    assert same(PaperGraph(graph.papers, graph.relations), graph)


def lists(row):
    names = ("authors", "topics", "aliases")
    return {name: tuple(row[name].split("; ")) for name in names if name in row}


def test_pandas_columns():
    frame = pd.DataFrame(
        {
            "id": [1, 2, 3],
            "title": pd.Categorical(["A", "B", "C"]),
            "year": [2020, None, 2021],
            "date": [None, pd.Timestamp("2020-05-17"), pd.NaT],
            "citations": pd.array([3, None, 4], dtype="Int64"),
        },
        index=[9, 9, 7],
    )
    graph = PaperGraph(frame, [("2", "uses", "1")])
    assert graph.ids == ("1", "2", "3")
    assert [graph[one].year for one in graph] == ["2020", "", "2021"]
    assert [graph[one].date for one in graph] == ["", "2020-05-17", ""]
    assert list(graph.papers["citations"]) == ["3", "", "4"]
    assert graph.select(since="2020-05").ids == ("1", "2", "3")
    assert graph.select(since="2020-05", until="2020-05").ids == ("1", "2")


def test_select(islands):
    assert islands.select().ids == ("lone", "a", "x", "b", "y", "also")
    assert islands.select(since="2020-02", until="2020-02").ids == ("b",)
    assert repr(islands.select(until="2020-01")) == "Selection(3 papers)"
    frame = islands.select(until="2019").to_frame()
    assert frame.values.tolist() == [["lone", "LONE", "2019-07", "LONE", ""]]
    assert list(frame.columns) == ["id", "name", "date", "title", "topic"]


@pytest.fixture(scope="module")
def growing(drawn):
    return drawn("a 2019-03, b 2020, c 2021-05, d", "b extends a", "c extends b", "d uses c")


def test_a_paper_younger_than_the_date_is_told_with_its_date(growing):
    then = growing.as_of("2020-12")
    for named in ("c", "C"):
        with pytest.raises(PaperNotFoundError) as caught:
            then.descendants(named)
        assert str(caught.value) == (
            "C is dated 2021-05, after 2020-12: it is not in the graph as of 2020-12."
        )
    assert "c" not in then
    with pytest.raises(PaperNotFoundError, match=r"D has no date: it is not in the graph as of 20"):
        then["d"]
    with pytest.raises(PaperNotFoundError, match=r"B is dated 2020, after 2019: .* as of 2019\."):
        growing.as_of("2019")["b"]
    with pytest.raises(PaperNotFoundError, match=r"C is dated 2021-05, after 2020-12"):
        then.as_of("2019")["c"]
    with pytest.raises(PaperNotFoundError, match=r'No paper "zebra" among 2\.'):
        then["zebra"]


def test_a_name_of_several_papers_that_were_left_out_is_not_found():
    twins = [{"id": one, "title": "Same", "date": "2021"} for one in "ab"]
    graph = PaperGraph([*twins, {"id": "c", "title": "First", "date": "2020"}])
    with pytest.raises(PaperNotFoundError, match='No paper "same" among 1'):
        graph.as_of("2020")["same"]


def test_a_date_beyond_the_data_is_told(growing, chain):
    undated = "1 paper without a date left out."
    before = growing.as_of("1990").select()
    assert (before.ids, before.notice) == (
        (),
        f"{undated} No paper is dated 1990 or before; the oldest is from 2019-03.",
    )
    after = growing.as_of("2090").descendants("a")
    assert (after.ids, after.notice) == (
        ("b", "c"),
        f"{undated} No paper is newer than 2090; the newest is from 2021-05.",
    )
    assert growing.as_of("2020").descendants("a").notice == undated
    assert chain.as_of("2021").descendants("a").notice == ""
    assert growing.descendants("a").notice == growing.select().notice == ""
    assert PaperGraph([]).as_of("2020").select().notice == ""


OVER_ALL = "measured over all rows of descent, regardless of side steps. "


@pytest.mark.parametrize(
    ("query", "before"),
    [
        (lambda graph, **how: graph.descendants("a", **how), ""),
        (lambda graph, **how: graph.ancestors("c", **how), ""),
        (lambda graph, **how: graph.paths("a", "c", **how), ""),
        (lambda graph, **how: graph.common_ancestors("b", "c", **how), ""),
        (lambda graph, **how: graph.longest_chain(**how), ""),
        (lambda graph, **how: graph.main_path(**how), OVER_ALL.capitalize()),
        (lambda graph, **how: graph.traversals(**how), OVER_ALL.capitalize()),
        (lambda graph, **how: graph.keystones(**how), OVER_ALL.capitalize()),
        (lambda graph, **how: graph.minimal_cut("a", "c", **how), OVER_ALL.capitalize()),
        (lambda graph, **how: graph.reduction(**how), OVER_ALL.capitalize()),
        (lambda graph, **how: graph.reading_path("c", **how), ""),
        (lambda graph, **how: graph.rank(**how), f"In-degree is {OVER_ALL}"),
        (
            lambda graph, **how: graph.rank("descendants", **how),
            "Descendants are counted over chains of at most 1 side step. ",
        ),
    ],
)
def test_every_query_of_descent_tells_rows_against_the_dates(drawn, query, before):
    # The side step is left by the row that contradicts no date.
    graph = drawn("a 2001, b 2002, c 2000", "b uses a", "c extends b")
    kept = "1 row against the dates (a child older than its parent): C extends B. llmgraph check"
    assert query(graph).notice.startswith(f"{before}{kept}")
    assert query(graph, cycles="dates").notice.startswith(
        f"{before}1 row left out against the dates: C extends B."
    )
    # Where no row is a side step, nothing is told of them.
    line = drawn("a 2001, b 2002, c 2000", "b extends a", "c extends b")
    assert query(line).notice.startswith(kept)
    sound = drawn("a 2001, b 2002, c 2002", "b extends a", "c uses b")
    assert "against the dates" not in query(sound).notice + query(sound, cycles="dates").notice


def test_the_shipped_graph_has_no_row_against_the_dates():
    graph = load()
    assert len(graph.rank(cycles="dates")) == len(graph)
    assert graph.main_path(cycles="dates").dropped == ()
    assert graph.main_path().notice == OVER_ALL.capitalize().rstrip()


def test_every_problem_is_told_at_once():
    papers = [{"id": "a", "title": "A", "date": "soon"}, {"id": "a", "title": "B"}]
    with pytest.raises(TableError, match="bad-date") as caught:
        PaperGraph(papers, [("a", "begets", "b")])
    assert [problem.code for problem in caught.value.problems] == [
        *("bad-date", "duplicate-id", "unknown-relation", "dangling-end"),
    ]


def test_tables_that_are_none():
    with pytest.raises(TableError, match='The papers need a column "title"; the columns are: id'):
        PaperGraph([{"id": "a"}])
    with pytest.raises(ArgumentError, match="papers must be a table or a list of rows, not 'a'"):
        PaperGraph("a")


def test_no_papers():
    graph = PaperGraph([])
    assert (len(graph), list(graph), len(graph.relations)) == (0, [], 0)
    assert graph.roots().ids == graph.rank().ids == graph.select().ids == ()
    with pytest.raises(ArgumentError, match="there is no chain"):
        graph.longest_chain()


def test_a_graph_is_cut_at_a_day(drawn):
    graph = drawn(
        "a 2014-06-25, b 2014-06-02, c 2014-06-01, d 2014-06",
        *("b extends a", "c extends a", "c extends b"),
    )
    then = graph.as_of("2014-06-10")
    assert then.ids == ("b", "c", "d")
    assert then.descendants("b").ids == ("c",)
    assert (
        graph.as_of("2014年6月10日").ids == graph.as_of(np.datetime64("2014-06-10")).ids == then.ids
    )
    assert graph.as_of(2014).ids == graph.as_of(datetime.date(2014, 6, 25)).ids == graph.ids
    with pytest.raises(PaperNotFoundError, match=r"A is dated 2014-06-25, after 2014-06-10: .*"):
        graph.as_of(datetime.date(2014, 6, 10))["a"]


def test_notebooks_complete_ids_and_short_names(graph):
    assert graph._ipython_key_completions_() == ["chinchilla", "Chinchilla", "kaplan"]


def test_parents_and_children_are_the_lineage_of_one_step(chain):
    assert (chain.parents("c").ids, chain.children("B").ids) == (("b",), ("c",))
    assert chain.children("b", side_steps=0).ids == ()
    assert chain.parents("c", relations="extends").ids == ()
    assert chain.parents("d")[0] == "c"
    assert chain.parents("d").ids == chain.ancestors("d", depth=1).ids
    with pytest.raises(PaperNotFoundError):
        chain.parents("nobody")


def test_a_subgraph_has_the_relations_among_its_papers(chain):
    part = chain.subgraph(["C", "b", "d"])
    assert part.ids == ("b", "c", "d")
    assert part.relations[["source", "target"]].values.tolist() == [["c", "b"], ["d", "c"]]
    assert chain.subgraph(chain.paths("c", "a")).ids == ("a", "b", "c")
    assert chain.subgraph(chain.descendants("b")).ids == ("c", "d")
    assert len(chain.subgraph([])) == 0
    with pytest.raises(PaperNotFoundError):
        chain.subgraph(["nobody"])
    with pytest.raises(ArgumentError, match="ids must be a list of texts, not 'abc'"):
        chain.subgraph("abc")


def test_a_subgraph_keeps_own_types_and_unknown_columns():
    own = RelationType("echoes", "source", "line", "echoes", "is echoed by")
    papers = [{"id": one, "title": one, "mine": one * 2} for one in "abc"]
    rows = [{"source": "b", "relation": "echoes", "target": "a", "weight": 3}]
    part = PaperGraph(papers, rows, relation_types=[own]).subgraph(["a", "b"])
    assert part.relation_types.own == (own,)
    assert list(part.papers["mine"]) == ["aa", "bb"]
    assert list(part.relations["weight"]) == ["3"]
    assert part.parents("b", relations="echoes").ids == ("a",)


# b and c extend a, and c uses b without citing it; c and d are known to cite a.
CITING = PaperGraph(
    [{"id": one, "title": one.upper(), "date": f"20{20 + n}"} for n, one in enumerate("abcd")],
    [
        {"source": "b", "relation": "extends", "target": "a", "cited": "yes"},
        {"source": "c", "relation": "uses", "target": "b", "cited": "no"},
        {"source": "c", "relation": "cites", "target": "a", "basis": "reference list"},
        {"source": "d", "relation": "compares_with", "target": "b", "cited": "yes"},
        {"source": "d", "relation": "cites", "target": "a", "basis": "reference list"},
    ],
)


def test_citations_are_told_and_kept_but_no_relation_of_an_answer(tmp_path):
    assert repr(CITING) == "PaperGraph(4 papers, 3 relations, 2 citations)"
    lineage = CITING.descendants("a")
    assert (lineage.ids, lineage.notice) == (("b", "c"), "")
    assert CITING.relations_of("a").ids == ("b",)
    assert CITING.similar("c", by="coupling").ids == ("d",)  # through b
    # without the citations, c hangs on b alone
    assert CITING.communities().relation_rows() == [0, 1, 2]
    assert "cite" not in CITING.select().to_mermaid()
    assert CITING.select().to_networkx().number_of_edges() == 3
    # what is written or converted is the whole table
    write_csv(CITING, tmp_path / "nodes.csv", tmp_path / "edges.csv")
    kept = read_csv(tmp_path / "nodes.csv", tmp_path / "edges.csv")
    assert same(kept, CITING)
    assert same(PaperGraph.from_networkx(CITING.to_networkx()), CITING)
    assert same(pickle.loads(pickle.dumps(CITING)), CITING)
    assert same(CITING | CITING, CITING)
    assert same(CITING.subgraph(CITING.ids), CITING)


def test_a_query_that_names_citations_reads_all_that_are_known():
    # b cites a, and d cites b by a row of another type
    assert CITING.relations_of("a", relations="cites").ids == ("b", "c", "d")
    assert CITING.relations_of("d", relations="引用", side="source").ids == ("a", "b")
    assert CITING.descendants("b", relations="cites").ids == ("d",)
    assert CITING.ancestors("c", relations=iter(["uses", "cites"])).ids == ("a", "b")
    # c, which uses b without citing it, shares with both the citation of a
    pairs = CITING.similar("c", by="coupling", relations="cites").pairs
    assert [(pair.second, pair.references) for pair in pairs] == [("b", ("a",)), ("d", ("a",))]
    [claim] = CITING.claims([("d", "cites", "b")])
    assert claim.verdict == "holds"
    # b is cited by d, which cites what b cites, too
    scores = {row["id"]: row["disruption"] for row in CITING.rank("disruption", relations="cites")}
    assert scores["b"] == -1 / 2
    assert CITING.as_of("2022").relations_of("a", relations="cites").ids == ("b", "c")


def test_answers_over_citations_say_of_how_many_papers_these_are_known():
    known = "Citations are known of 3 of the 4 papers, those whose reference lists were read."
    assert CITING.rank("in_degree", relations="cites").notice.startswith(known)
    assert CITING.similar("c", relations="cites").notice == known
    assert CITING.relations_of("b", relations="cites", side="target").notice == known
    # of one paper
    unread = "The reference list of A was not read, so nothing is known of what it cites."
    assert CITING.relations_of("a", relations="cites").notice == unread
    assert CITING.relations_of("b", relations="cites", side="source").notice == ""
    assert CITING.relations_of("a").notice == ""
    told = CITING.relations_of("d", relations="cites", side="source").to_prose().points
    assert told[0] == ("D (2023) cites A (2020) [reference list]", ())


def test_claims_on_citations_tell_what_is_known():
    claims = [("c", "cites", "b"), ("d", "cites", "c"), ("a", "cites", "d"), ("b", "cites", "a")]
    judged = {claim.claim.paper + claim.claim.ancestor: claim for claim in CITING.claims(claims)}
    told = {pair: claim.because.text() for pair, claim in judged.items()}
    assert told["cb"].startswith("C does not cite it, but there are these: C uses B")
    assert told["dc"].startswith("It is not among the known citations of D.")
    assert told["ad"] == "No: it is the other way round. D cites A [reference list]."
    assert told["ba"] == "B cites A [reference list]."


@pytest.mark.parametrize("asked", ["most cited papers", "引用最多的论文"])
def test_the_most_cited_papers_are_ranked_by_citations_where_these_are_known(asked):
    assert CITING.ask(asked).rows()[0]["id"] == "a"
    assert CITING.ask(asked).rows()[0]["in_degree"] == 3
    plain = PaperGraph([{"id": one, "title": one} for one in "ab"], [("b", "extends", "a")])
    assert plain.ask(asked).rows()[0]["in_degree"] == 1


def test_citations_are_drawn_when_they_are_asked_for():
    # beside what carries descent
    drawn = CITING.select().to_dot(relations="cites")
    links = re.findall(r"^  n\d+ -> n\d+ ", drawn, re.MULTILINE)
    assert (len(links), drawn.count('label="cited by"')) == (2 + 4, 4)
    whole = CITING.select().to_mermaid(relations="extends,uses,cites")
    assert whole.count("cited by") == 4
    assert whole.count("extended by") == 1


def test_what_is_not_cited_is_told_with_the_evidence():
    [row] = CITING.relations_of("c").relations
    assert row.evidence == "[not cited there]"
    assert row.grounds.text("zh") == "[该处未引用]"


NAMED = PaperGraph(
    [
        {"id": "a", "title": "A", "short_name": "CoT", "short_name_zh": "思维链", "date": "2022"},
        {"id": "b", "title": "B", "short_name": "ToT", "short_name_zh": "思维树", "date": "2023"},
        {"id": "c", "title": "C", "short_name": "LATS", "date": "2024"},
    ],
    [("b", "extends", "a"), ("c", "extends", "b")],
)


@pytest.mark.parametrize(
    "answer",
    [
        NAMED.ancestors("c"),
        NAMED.paths("c", "a"),
        NAMED.common_ancestors("b", "c"),
        NAMED.relations_of("b"),
        NAMED.rank("descendants"),
        NAMED.main_path(),
        NAMED.similar("a", by="cocitation"),
        NAMED.reading_path("c"),
        NAMED.keystones(origin="a"),
        NAMED.minimal_cut("c", "a"),
        NAMED.traversals(),
        NAMED.communities(),
        NAMED.claims([("c", "", "a")]),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_papers_have_their_chinese_names_in_chinese_answers(answer):
    for lang, own, other in (
        ("en", ("CoT", "ToT"), ("思维链", "思维树")),
        ("zh", ("思维链", "思维树"), ("CoT", "ToT")),
    ):
        document = answer.to_document(lang)
        cells = [cell for row in document.table.cells() for cell in row]
        # A card tells the names in the other language.
        notes = () if isinstance(answer, RelationSet) else document.notes
        told = "\n".join([document.heading, *notes, *document.prose.lines(), *cells])
        assert any(name in told for name in own)
        assert not any(name in told for name in other)
    # what programs read is the same in both languages
    assert answer.to_document("zh").table.rows == answer.to_document("en").table.rows


def test_papers_have_their_chinese_names_in_chinese_drawings():
    whole = NAMED.select()
    drawings = {
        lang: (
            whole.to_mermaid(lang=lang),
            whole.to_dot(lang=lang),
            whole.to_svg(lang=lang),
            whole.to_tikz(lang=lang),
        )
        for lang in ("en", "zh")
    }
    for drawn in drawings["en"]:
        assert ("CoT" in drawn, "思维链" in drawn) == (True, False)
    for drawn in drawings["zh"]:
        assert ("CoT" in drawn, "思维链" in drawn) == (False, True)
    ax = NAMED.plot_ranks(lang="zh")
    assert any("思维链" in text.get_text() for text in ax.texts)
