"""CSV files: what is written is read back, and what cannot be read is told with its place."""

import codecs
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llmgraph
from llmgraph import ArgumentError, PaperGraph, TableError
from llmgraph.io.csv import read_table

NODES = "id,title,date\na,Alpha,2020-01\nb,Beta,2021-01\n"
EDGES = "source,relation,target\nb,extends,a\n"

# Any text but NUL and lone surrogates, and often what CSV or a spreadsheet stumbles over.
TEXTS = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    st.text(alphabet=",;\"'\n\r\t =+-@|\ufeff思维链é\u2028", max_size=12),
    st.sampled_from(
        ["=1+1", "@SUM(A1)", '"', '""', "\r", "\n\n", "a\r\nb", ",", "NA", "nan", "\ufeff"]
    ),
)


def written(folder, nodes=NODES, edges=EDGES, encoding="utf-8"):
    """Two files with these contents."""
    paths = Path(folder) / "nodes.csv", Path(folder) / "edges.csv"
    for path, content in zip(paths, (nodes, edges), strict=True):
        data = content if isinstance(content, bytes) else content.encode(encoding)
        path.write_bytes(data)
    return paths


def faults(*paths):
    return [
        (Path(one.file).stem, one.line, one.code, one.value) for one in llmgraph.check_csv(*paths)
    ]


# Round trip


@given(titles=st.lists(TEXTS, max_size=6), notes=st.lists(TEXTS, max_size=6), extra=TEXTS)
@settings(deadline=None)
def test_what_is_written_is_read_back(titles, notes, extra):
    papers = [
        {"id": f"p{number}", "title": title, "summary": extra, "my column": title[::-1]}
        for number, title in enumerate(["first", *titles])
    ]
    relations = [
        {"source": "p0", "relation": "uses", "target": "p0", "note": note, "mine": extra}
        for note in notes
    ]
    graph = PaperGraph(papers, relations)
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder, "n.csv"), Path(folder, "e.csv")
        llmgraph.write_csv(graph, *paths)
        again = llmgraph.read_csv(*paths)
    assert again.papers.equals(graph.papers)
    assert again.relations.equals(graph.relations)


def test_the_bytes_written_are_always_the_same(tmp_path):
    rows = [{"z": "1", "title": 'A "title", quoted', "id": "a", "authors": ["Ann", "Bo"]}]
    llmgraph.write_csv(PaperGraph(rows), tmp_path / "n.csv", tmp_path / "e.csv")
    assert (tmp_path / "n.csv").read_bytes() == (
        b'id,title,authors,z\na,"A ""title"", quoted",Ann; Bo,1\n'
    )
    assert (tmp_path / "e.csv").read_bytes() == b"source,relation,target\n"


def test_the_shipped_tables_are_written_as_they_stand(tmp_path):
    paths = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    llmgraph.write_csv(llmgraph.load(), *paths)
    for path in paths:
        shipped = llmgraph.datasets.data_folder() / path.name
        assert path.read_bytes() == shipped.read_bytes()


def test_both_files_are_written_or_none(tmp_path):
    nodes, _ = written(tmp_path)
    with pytest.raises(
        ArgumentError, match=r"Cannot write .*none/edges\.csv: the folder does not exist"
    ):
        llmgraph.write_csv(llmgraph.load(), nodes, tmp_path / "none" / "edges.csv")
    with pytest.raises(ArgumentError, match="two texts cannot stand in one file"):
        llmgraph.write_csv(llmgraph.load(), nodes, nodes)
    assert nodes.read_text(encoding="utf-8") == NODES
    assert len(list(tmp_path.iterdir())) == 2


# Files that can be read


@pytest.mark.parametrize(
    ("nodes", "encoding"),
    [
        (NODES, "utf-8"),
        (NODES, "utf-8-sig"),
        (NODES, "utf-16"),
        (codecs.BOM_UTF16_BE + NODES.encode("utf-16-be"), "utf-8"),
        (NODES.replace("\n", "\r\n"), "utf-8"),
        (NODES.replace("\n", "\r"), "utf-8"),
        (NODES.rstrip("\n"), "utf-8"),
        ("\n\n" + NODES.replace("\n", "\n\n"), "utf-8"),
        (NODES.replace("id,title", " id , title "), "utf-8"),
        (NODES.replace("id", '"id"').replace("Alpha", '"Alpha"'), "utf-8"),
    ],
    ids=[
        "plain",
        "bom",
        "utf16",
        "utf16be",
        "crlf",
        "cr",
        "no-end",
        "blank-lines",
        "spaces-in-header",
        "quoted",
    ],
)
def test_spellings_of_one_table(tmp_path, nodes, encoding):
    graph = llmgraph.read_csv(*written(tmp_path, nodes, EDGES, encoding))
    assert [graph[one].title for one in graph] == ["Alpha", "Beta"]
    assert graph.descendants("a").ids == ("b",)
    assert list(graph.papers.columns[:2]) == ["id", "title"]


def test_what_is_inherited_is_read_and_written(tmp_path):
    nodes = NODES + "c,Gamma,2022-01\n"
    edges = "source,relation,target,inherited\nb,extends,a,no\nc,extends,b,yes\n"
    graph = llmgraph.read_csv(*written(tmp_path, nodes, edges))
    assert [row.inherited for row in graph.relations_of("b").relations] == ["no", "yes"]
    assert (graph.ancestors("b").ids, graph.ancestors("c").ids) == (("a",), ("b",))
    paths = tmp_path / "n.csv", tmp_path / "e.csv"
    llmgraph.write_csv(graph, *paths)
    assert paths[1].read_text(encoding="utf-8") == edges


def test_further_columns_are_kept(tmp_path):
    nodes = "stars,title,id\n5,Alpha,a\n"
    graph = llmgraph.read_csv(*written(tmp_path, nodes, "target,note,relation,source,x\n"))
    assert graph.papers["stars"].tolist() == ["5"]
    assert graph.relations.columns[-1] == "x"
    assert len(graph.relations) == 0


@pytest.mark.parametrize(
    "one", ["two words", 'the "quoted" one', "=1+1", "a,b", "x" * 200, "思维链", "'", "a;b", "../x"]
)
def test_strange_ids_are_ids(tmp_path, one):
    quoted = '"' + one.replace('"', '""') + '"'
    nodes = f"id,title\n{quoted},Odd\nb,Beta\n"
    edges = f"source,relation,target\nb,extends,{quoted}\n"
    graph = llmgraph.read_csv(*written(tmp_path, nodes, edges))
    assert graph.ids == (one, "b")
    assert graph[one].title == "Odd"
    assert graph.descendants(one).ids == ("b",)


def test_a_long_id_is_refused_and_shown_in_short(tmp_path):
    nodes = f"id,title\n{'x' * 10_000},Long\n"
    found = faults(*written(tmp_path, nodes, "source,relation,target\n"))
    assert found[0] == ("nodes", 2, "bad-id", "x" * 80 + "…")
    with pytest.raises(
        TableError, match="The id has 10,000 characters; shorten it to 200"
    ) as raised:
        llmgraph.read_csv(*written(tmp_path, nodes))
    assert len(str(raised.value)) < 1000


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_is_that_of_the_file(tmp_path, end):
    lines = ["id,title", '"a","one', 'title"', "", "b,Beta", "b,Twice"]
    found = faults(*written(tmp_path, end.join(lines), EDGES))
    assert ("nodes", 6, "duplicate-id", "b") in found
    graph = llmgraph.read_csv(*written(tmp_path, end.join(lines[:-1]), EDGES))
    assert graph["a"].title == f"one{end}title"


# Files that cannot


@pytest.mark.parametrize(
    ("nodes", "fault"),
    [
        (b"", (0, "empty-file", "")),
        (b"\n \r\n\t\n", (0, "empty-file", "")),
        (codecs.BOM_UTF8, (0, "empty-file", "")),
        (codecs.BOM_UTF16_LE, (0, "empty-file", "")),
        ("id,title\na,Précis\n".encode("latin-1"), (2, "bad-encoding", "e9")),
        ("id,title\r\ra,Précis\r".encode("latin-1"), (3, "bad-encoding", "e9")),
        ("id,title\na,“Quotes”\n".encode("cp1252"), (2, "bad-encoding", "93")),
        ("id,title\na,思维链\n".encode("gbk"), (2, "bad-encoding", "c1")),
        (b"id,title\na,A\0B\n", (2, "bad-encoding", "")),
        (NODES.encode("utf-16-le"), (1, "bad-encoding", "")),
        (NODES.encode("utf-32"), (1, "bad-encoding", "")),
        (NODES.encode("utf-16") + b"x", (4, "bad-encoding", "78")),
        (codecs.BOM_UTF16_LE + "id,title\na,A\0\n".encode("utf-16-le"), (2, "bad-encoding", "")),
        (b"id,title\na,Alpha,x\n", (2, "bad-row", "a,Alpha,x")),
        (b"id,title\n\na\n", (3, "bad-row", "a")),
        (b"id,title\na,Alpha\n   \n", (3, "bad-row", "   ")),
        (b'id,title\na,"Alpha\nb,Beta\n', (2, "bad-row", "")),
        (b'id,title\na,"Al"pha\n', (2, "bad-row", "")),
        (b"id;title\na;Alpha\n", (1, "wrong-separator", "id;title")),
        (b'"id";"title"\r"a";"Alpha"\r', (1, "wrong-separator", '"id";"title"')),
        (b"\n\nid\ttitle\na\tAlpha\n", (3, "wrong-separator", "id�title")),
        (b"id|title\na|Alpha\n", (1, "wrong-separator", "id|title")),
        (b"id,title,id\na,Alpha,b\n", (1, "repeated-column", "id")),
        (b"id,title,,\na,Alpha,,\n", (1, "repeated-column", "")),
        (b"id,name\na,Alpha\n", (1, "missing-column", "")),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", (1, "bad-encoding", "89")),
        (b"PK\x03\x04\x14\0\0\0", (1, "bad-encoding", "")),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place(tmp_path, nodes, fault):
    paths = written(tmp_path, nodes)
    assert faults(*paths) == [("nodes", *fault)]
    with pytest.raises(TableError, match=fault[1]):
        llmgraph.read_csv(*paths)


def test_a_cell_of_ten_megabytes_is_told(tmp_path):
    paths = written(tmp_path, f"id,title\na,Alpha\nb,{'x' * 10_000_000}\n")
    assert faults(*paths) == [("nodes", 3, "bad-row", "")]
    with pytest.raises(TableError, match="Close its quotes, or shorten the cell") as raised:
        llmgraph.read_csv(*paths)
    assert len(str(raised.value)) < 500


def test_every_bad_row_of_both_files_is_told(tmp_path):
    paths = written(tmp_path, "id,title\na\nb,Beta\nc,C,\n", EDGES + "a,uses\n")
    assert faults(*paths) == [
        ("nodes", 2, "bad-row", "a"),
        ("nodes", 4, "bad-row", "c,C,"),
        ("edges", 3, "bad-row", "a,uses"),
    ]


def test_a_row_with_too_few_cells_needs_others_than_one_with_too_many(tmp_path):
    paths = written(tmp_path, "id,title\na\nc,C,\n")
    few, many = llmgraph.check_csv(*paths)
    assert few.message == "The row has 1 cells, the header 2; add the others."
    assert many.message == "The row has 3 cells, the header 2; quote cells that hold commas."


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.csv", "There is no such file; check the path"),
        (".", "This is a folder; name a CSV file"),
        ("a\0b", "The file cannot be read: embedded null"),
        ("nodes.csv/x", "The file cannot be read: Not a directory"),
        ("x" * 300, "The file cannot be read: File name too long"),
        ("loop", "The file cannot be read: Too many levels of symbolic links"),
    ],
)
def test_what_is_no_file_is_told(tmp_path, name, told):
    nodes, edges = written(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(TableError, match=told) as raised:
        llmgraph.read_csv(tmp_path / name, edges)
    assert [problem.code for problem in raised.value.problems] == ["unreadable-file"]
    assert nodes.read_text(encoding="utf-8") == NODES


def test_both_missing_files_are_told():
    with pytest.raises(TableError, match='"": error unreadable-file') as raised:
        llmgraph.read_csv("", "none.csv")
    assert [problem.file for problem in raised.value.problems] == ['""', "none.csv"]


def test_a_graph_may_have_no_relations_and_no_papers(tmp_path):
    graph = llmgraph.read_csv(*written(tmp_path, "id,title\n", "source,relation,target\n"))
    assert (len(graph), list(graph.roots()), list(graph.select())) == (0, [], [])
    graph = llmgraph.read_csv(*written(tmp_path, NODES, "source,relation,target\n"))
    assert list(graph.roots()) == ["a", "b"]


def test_a_table_knows_its_file_and_lines(tmp_path):
    nodes, _ = written(tmp_path, NODES.replace("b,", "\n\nb,"))
    table = read_table("papers", nodes)
    assert (table.file, list(table.lines)) == (str(nodes), [2, 5])
    assert dict(table.columns) == {
        "id": ("a", "b"),
        "title": ("Alpha", "Beta"),
        "date": ("2020-01", "2021-01"),
    }


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_read_or_told(data):
    with tempfile.TemporaryDirectory() as folder:
        paths = written(folder, data)
        problems = llmgraph.check_csv(*paths)
    assert {problem.file for problem in problems} == {str(paths[0])}


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=5))
@settings(deadline=None)
def test_any_cells_are_read_or_told(rows):
    text = "id,title\n" + "\n".join(",".join(row) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        paths = written(folder, text)
        problems = llmgraph.check_csv(*paths)
    assert all(problem.value.isprintable() for problem in problems)
    assert any(problem.severity == "error" for problem in problems)
