"""Small tables as people bring them, each with its right answers."""

from llmgraph import PaperGraph
from llmgraph.model.identifiers import link_of


def papers(*rows, columns):
    names = columns.split()
    return [dict(zip(names, row, strict=False)) for row in rows]


def test_a_name_that_differs_from_another_only_in_a_sign():
    graph = PaperGraph(
        papers(
            ("qi17a", "PointNet: Deep Learning on Point Sets", "PointNet", "2016-12"),
            ("qi17b", "PointNet++: Hierarchical Feature Learning", "PointNet++", "2017-06"),
            ("ron15", "U-Net: Networks for Image Segmentation", "U-Net", "2015-05"),
            ("zhou18", "UNet++: A Nested Architecture", "UNet++", "2018-07"),
            columns="id title short_name date",
        ),
        [("qi17b", "extends", "qi17a"), ("zhou18", "extends", "ron15")],
    )
    asked = ("PointNet", "PointNet++", "U-Net", "UNet++", "unet", "U-Net++")
    found = ["qi17a", "qi17b", "ron15", "zhou18", "ron15", "zhou18"]
    assert [graph[name].id for name in asked] == found


def test_identifiers_written_as_links_or_with_a_prefix():
    graph = PaperGraph(
        papers(
            ("a", "Alpha", "https://doi.org/10.7717/peerj.4375", ""),
            ("b", "Beta", "", "arXiv:1706.03762v5"),
            ("c", "Gamma", "doi:10.1145/3292500.3330701", "https://arxiv.org/abs/2005.14165"),
            columns="id title doi arxiv_id",
        ),
        [("a", "cites", "b"), ("c", "cites", "a")],
    )
    for found, *spellings in (
        ("a", "10.7717/peerj.4375", "https://doi.org/10.7717/PEERJ.4375"),
        ("b", "1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("c", "10.1145/3292500.3330701", "2005.14165"),
    ):
        assert [graph[spelling].id for spelling in spellings] == [found] * 2
    assert graph.check() == []
    assert link_of(graph["a"]) == "https://doi.org/10.7717/peerj.4375"


def test_a_topic_that_is_part_of_a_word_of_another():
    graph = PaperGraph(
        papers(
            ("a", "A", "2019", "AI"),
            ("b", "B", "2020", "Explainability"),
            ("c", "C", "2021", "AI; vision"),
            ("d", "D", "2022", "Chain of thought"),
            columns="id title date topics",
        ),
        [("b", "cites", "a"), ("c", "cites", "a"), ("d", "cites", "a")],
    )
    assert graph.descendants("a", topics="AI").ids == ("c",)


def test_notices_name_papers_as_the_table_does():
    graph = PaperGraph(
        papers(
            ("332AC26", "租税特別措置法"),
            ("340AC33", "所得税法"),
            ("340AC34", "法人税法"),
            columns="id title",
        ),
        [
            ("332AC26", "cites", "340AC33"),
            ("340AC33", "cites", "332AC26"),
            ("332AC26", "cites", "340AC34"),
        ],
    )
    notice = graph.descendants("法人税法").notice
    assert "租税特別措置法, 所得税法" in notice
    assert "AC" not in notice


def test_no_note_grows_with_the_table():
    many = range(400)
    rows = [(f"b{at}", "extends", f"a{at}") for at in many]
    rows += [(f"a{at}", "extends", f"b{at}") for at in many[:200]]
    graph = PaperGraph(
        [{"id": f"{side}{at}", "title": f"{side}{at}"} for side in "ab" for at in many], rows
    )
    answers = [
        graph.main_path(),
        graph.rank("pagerank"),
        graph.keystones(),
        graph.reduction(),
        graph.reading_path("b300", known=[f"a{at}" for at in many]),
    ]
    for answer in answers:
        assert all(len(note) < 1500 for note in answer.notes()), type(answer)


def test_papers_of_one_name_are_told_apart_by_date_or_id():
    graph = PaperGraph(
        papers(
            ("a", "Nets", "2014"),
            ("b", "Nets", "2016"),
            ("c", "Sets", "2018"),
            ("d", "Sets", "2018"),
            columns="id title date",
        ),
        [("b", "extends", "a"), ("c", "extends", "b"), ("d", "uses", "c")],
    )
    assert [graph[one].name for one in "abcd"] == [
        "Nets (2014)",
        "Nets (2016)",
        "Sets [c]",
        "Sets [d]",
    ]
    assert graph["Nets (2016)"].id == "b"
    assert graph["sets [d]"].id == "d"
    told = str(graph.paths("d", "a"))
    assert "Sets [d] (2018) descends from Nets (2014)" in told
    assert "Nets (2014) (2014)" not in told
    assert ">Nets (2016)<" in graph.descendants("Nets (2014)").to_svg().replace("\n", "")
    assert list(graph.papers.columns).count("distinct_name") == 0


def test_papers_without_a_date_under_a_period_are_counted():
    graph = PaperGraph(
        papers(
            ("r", "Root", "2000"),
            ("a", "A", "2010"),
            ("u", "Undated", ""),
            ("b", "B", "2020"),
            ("v", "Alone", ""),
            columns="id title year",
        ),
        [("a", "cites", "r"), ("u", "cites", "r"), ("b", "cites", "u")],
    )
    one, two = "1 paper without a date left out.", "2 papers without a date left out."
    assert graph.descendants("r", since="2005").ids == ("a", "b")
    assert one in graph.descendants("r", since="2005").notice
    assert one in graph.descendants("r", until="2015").notice
    assert two in graph.select(until="2015").notice
    assert two in graph.rank(since="2005").notice
    assert "without a date" not in graph.descendants("r").notice
    assert "without a date" not in graph.ancestors("a", since="1990").notice


def test_the_first_typed_row_in_a_corpus_of_citations():
    nodes = papers(
        ("a", "A", "2010"), ("b", "B", "2012"), ("c", "C", "2014"), columns="id title date"
    )
    cited = PaperGraph(nodes, [("b", "cites", "a"), ("c", "cites", "b")])
    assert cited.descendants("a").ids == ("b", "c")
    typed = PaperGraph(nodes, [("b", "cites", "a"), ("c", "extends", "b")])
    told = (
        "1 row of cites is not read as descent, though its paper has no other parent. "
        'relations="cites,extends" (--relations cites,extends) reads it too.'
    )
    assert typed.descendants("a").ids == ()
    assert typed.ancestors("c").ids == ("b",)
    for answer in (
        typed.descendants("a"),
        typed.ancestors("c"),
        typed.paths("c", "a"),
        typed.rank(),
    ):
        assert told in answer.notice, type(answer)
    read = typed.descendants("a", relations="cites,extends")
    assert read.ids == ("b", "c")
    assert "not read" not in read.notice
    # b has a parent without the citation, so that the row says nothing new.
    both = PaperGraph(nodes, [("b", "cites", "a"), ("b", "uses", "a"), ("c", "extends", "b")])
    assert "not read" not in both.descendants("a").notice


def test_a_ranking_of_zeros_says_that_nothing_was_read():
    nodes = papers(("a", "A"), ("b", "B"), columns="id title")
    ranking = PaperGraph(nodes, [("b", "disputes", "a")]).rank()
    assert ranking.scores == (0, 0)
    assert "No row is read as descent." in ranking.notice
    assert "No row" not in PaperGraph(nodes, [("b", "extends", "a")]).rank().notice
