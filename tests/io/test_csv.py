"""CSV files: what is written is read back, and what cannot be read is told with its place."""

import codecs
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llmgraph
from llmgraph import ArgumentError, PaperGraph, RelationType, TableError
from llmgraph.io.csv import read_table
from llmgraph.language.wording import printable

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
    with pytest.raises(ArgumentError, match="two tables cannot be written to one file"):
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


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_finding_on_a_row_of_several_lines_is_told_on_the_first_of_them(tmp_path, end):
    lines = ["id,title,date", "", '"a","one', "title", '",2020', 'b,"Be', 'ta",1-2-3', 'b,"x', '",']
    assert faults(*written(tmp_path, end.join(lines), EDGES))[:2] == [
        ("nodes", 6, "bad-date", "1-2-3"),
        ("nodes", 8, "duplicate-id", "b"),
    ]
    table = read_table("papers", tmp_path / "nodes.csv")
    assert list(table.lines) == [3, 6, 8]


# Relation types of one's own

TYPES = "name,newer,descent,phrase,inverse\nechoes,target,line,echoes,is echoed by\n"
ECHO = RelationType("echoes", "target", "line", "echoes", "is echoed by")


def with_types(folder, types=TYPES, edges="source,relation,target\na,echoes,b\n"):
    """Two files with a relation of one's own, and the types beside them."""
    paths = written(folder, edges=edges)
    (Path(folder) / "relation_types.csv").write_bytes(types.encode())
    return paths


def test_own_types_are_read_from_the_file_beside_the_relations(tmp_path):
    graph = llmgraph.read_csv(*with_types(tmp_path))
    assert graph.relation_types.own == (ECHO,)
    assert graph.descendants("a").ids == ("b",)
    assert all("relation" not in one.code for one in llmgraph.check_csv(*with_types(tmp_path)))


def test_own_types_of_the_argument_add_to_those_of_the_file(tmp_path):
    paths = with_types(tmp_path)
    more = RelationType("mocks", "source", "none", "mocks", "is mocked by")
    assert llmgraph.read_csv(*paths, relation_types=[more]).relation_types.own == (ECHO, more)
    # Who gave a type before it was written may go on giving it.
    assert llmgraph.read_csv(*paths, relation_types=[ECHO]).relation_types.own == (ECHO,)
    other = RelationType("echoes", "source", "line", "echoes", "is echoed by")
    for call in (llmgraph.read_csv, llmgraph.check_csv):
        with pytest.raises(ArgumentError, match="'echoes' already exists; give yours another"):
            call(*paths, relation_types=[other])


def test_own_types_are_written_beside_the_relations_and_read_back(tmp_path):
    own = [
        RelationType(
            *("echoes", "target", "line", "echoes, loudly", 'is "echoed"', True),
            cito="cito:x", meaning="an echo",
            phrase_zh="{source} 影响了 {target}", inverse_zh="{target} 受 {source} 影响",
            label_zh="影响", inverse_label_zh="受影响",
            verbs=("echo", "mirror"), verbs_zh=("影响",),
            light="#123456", dark="#abcdef", dash=(4, 1.5),
        ),
        RelationType("mocks", "source", "none", "mocks", "is mocked by"),
    ]  # fmt: skip
    papers = [{"id": one, "title": one} for one in "ab"]
    graph = PaperGraph(papers, [("a", "echoes", "b")], relation_types=own)
    (tmp_path / "there").mkdir()
    paths = tmp_path / "n.csv", tmp_path / "there" / "e.csv"
    llmgraph.write_csv(graph, *paths)
    lines = (tmp_path / "there" / "relation_types.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(
        "name,newer,descent,phrase,inverse,transitive,cito,meaning,phrase_zh"
    )
    assert lines[1] == (
        'echoes,target,line,"echoes, loudly","is ""echoed""",yes,cito:x,an echo,'
        "{source} 影响了 {target},{target} 受 {source} 影响,影响,受影响,echo; mirror,影响,"
        "#123456,#abcdef,4 1.5"
    )
    again = llmgraph.read_csv(*paths)
    assert again.relation_types.own == tuple(own)
    assert again.as_of("2020").relation_types.own == tuple(own)


def test_without_own_types_there_is_no_file_of_them(tmp_path):
    llmgraph.write_csv(llmgraph.load(), tmp_path / "n.csv", tmp_path / "e.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e.csv", "n.csv"]


def test_all_three_files_are_written_or_none(tmp_path):
    graph = llmgraph.read_csv(*with_types(tmp_path))
    (tmp_path / "new" / "relation_types.csv").mkdir(parents=True)
    with pytest.raises(ArgumentError, match=r"Cannot write .*relation_types\.csv: Is a directory"):
        llmgraph.write_csv(graph, tmp_path / "new" / "n.csv", tmp_path / "new" / "e.csv")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["relation_types.csv"]


@pytest.mark.parametrize(
    ("types", "line", "column", "value", "told"),
    [
        (
            TYPES + "mocks,older,none,x,y\n",
            3,
            "newer",
            "older",
            'newer must be "source" or "target"',
        ),
        (TYPES + "mocks,source,x,x,y\n", 3, "descent", "x", 'descent must be "line", "side"'),
        (TYPES + "mocks,source,none,,y\n", 3, "phrase", "", "phrase is ''; write how a row reads"),
        (TYPES + '"a,b",source,none,x,y\n', 3, "name", "a,b", "contains a comma or a semicolon"),
        (TYPES + "strict,source,none,x,y\n", 3, "name", "strict", "means extends and uses"),
        (
            TYPES + "uses,source,none,x,y\n",
            3,
            "name",
            "uses",
            "uses is a shipped relation type; gi",
        ),
        (
            TYPES + "echoes,source,none,x,y\n",
            3,
            "name",
            "echoes",
            "echoes is already on line 2",
        ),
        (
            "name,newer,descent,phrase,inverse,dash\nm,source,none,x,y,4 - 2\n",
            *(2, "dash", "4 - 2", "dash must be a list of positive lengths, of a stroke and a gap"),
        ),
        (
            "name,newer,descent,phrase,inverse,light\n\nm,source,none,x,y,blue\n",
            *(3, "light", "blue", "light must be a colour such as"),
        ),
        (
            "name,newer,descent,phrase,inverse,transitive\nm,source,none,x,y,true\n",
            *(2, "transitive", "true", "transitive must be yes or no, not 'true'"),
        ),
    ],
)
def test_a_cell_of_a_type_that_cannot_be_used(tmp_path, types, line, column, value, told):
    paths = with_types(tmp_path, types)
    [problem] = llmgraph.check_csv(*paths)
    assert (problem.code, problem.severity) == ("bad-relation-type", "error")
    assert Path(problem.file) == tmp_path / "relation_types.csv"
    assert (problem.line, problem.column, problem.value) == (line, column, value)
    assert told in problem.message
    with pytest.raises(
        TableError, match=rf"relation_types\.csv:{line} \[{column}\]: error bad-rel"
    ):
        llmgraph.read_csv(*paths)


@pytest.mark.parametrize(
    ("types", "line", "code", "told"),
    [
        (
            "name,newer,descent,phrase\n",
            1,
            "missing-column",
            'The relation types need a column "inv',
        ),
        ("name;newer;descent;phrase;inverse\n", 1, "wrong-separator", "separated by semicolons"),
        ("", 0, "empty-file", "The file is empty"),
        (TYPES + "mocks,source\n", 3, "bad-row", "The row has 2 cells, the header 5"),
    ],
)
def test_a_file_of_types_that_cannot_be_read(tmp_path, types, line, code, told):
    paths = with_types(tmp_path, types)
    [problem] = llmgraph.check_csv(*paths)
    assert (Path(problem.file).name, problem.line, problem.code) == (
        *("relation_types.csv", line, code),
    )
    assert told in problem.message
    with pytest.raises(TableError, match=code):
        llmgraph.read_csv(*paths)


def test_every_fault_of_the_types_is_told_with_those_of_the_other_files(tmp_path):
    types = TYPES.replace("target,line", "older,") + "mocks,source,none,,\n"
    paths = with_types(tmp_path, types, edges="source,target\n")
    assert [(Path(one.file).stem, one.line, one.column) for one in llmgraph.check_csv(*paths)] == [
        ("edges", 1, "relation"),
        ("relation_types", 2, "newer"),
        ("relation_types", 2, "descent"),
        ("relation_types", 3, "phrase"),
        ("relation_types", 3, "inverse"),
    ]


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_of_types_are_read_or_told(data):
    with tempfile.TemporaryDirectory() as folder:
        paths = with_types(folder, "", edges=EDGES)
        (Path(folder) / "relation_types.csv").write_bytes(data)
        problems = llmgraph.check_csv(*paths)
    assert {Path(problem.file).name for problem in problems} == {"relation_types.csv"}


def test_an_unknown_relation_tells_where_types_are_declared(tmp_path):
    with pytest.raises(
        TableError, match=r"or define it, as a RelationType or as a row of relation_"
    ):
        llmgraph.read_csv(*written(tmp_path, edges="source,relation,target\nb,likes,a\n"))


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
    assert few.message == "The row has 1 cells, the header 2; add the missing ones."
    assert many.message == "The row has 3 cells, the header 2; quote cells that contain commas."


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
    assert all(printable(problem.value) == problem.value for problem in problems)
    assert any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize(
    ("nodes", "told"),
    [
        (b"", "{}: 错误 empty-file: 文件为空；须有一行列名。"),
        (b"id,title\na\n", "{}:2: 错误 bad-row: 此行有 1 格，表头有 2 格；请补齐。"),
        (
            b'id,title\n"a,b\n',
            "{}:2: 错误 bad-row: 无法读取此行：unexpected end of data。请补全引号，或缩短单元格。",
        ),
        (b"id\ttitle\n", "{}:1: 错误 wrong-separator: 各列以制表符分隔；请存为以逗号分隔的文件。"),
        (
            b"id,title\n\0",
            "{}:2: 错误 bad-encoding: 文件含 NUL 字符；请将文件存为 UTF-8 编码的 CSV。",
        ),
    ],
)
def test_files_that_cannot_be_read_are_told_in_chinese(tmp_path, nodes, told):
    paths = written(tmp_path, nodes)
    with pytest.raises(TableError) as raised:
        llmgraph.read_csv(*paths)
    assert raised.value.text("zh") == told.format(paths[0])


def test_names_of_types_that_are_taken_are_told_in_chinese(tmp_path):
    paths = written(tmp_path)
    types = "name,newer,descent,phrase,inverse\nuses,source,none,x,y\n"
    (tmp_path / "relation_types.csv").write_text(
        types + "mine,source,none,x,y\n" * 2, encoding="utf-8"
    )
    assert [one.text("zh").partition("bad-relation-type: ")[2] for one in
            llmgraph.check_csv(*paths)] == [
        "uses 是自带的关系类型；请为此行另取名称。",
        "第 3 行已有 mine；请为此行另取名称。",
    ]  # fmt: skip
