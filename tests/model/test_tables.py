"""Tables are made from whatever holds rows, and keep what they do not know."""

import datetime
import decimal
import math
import subprocess
import sys

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import llmgraph
from llmgraph import ArgumentError, Paper, Relation, TableError
from llmgraph.model.tables import COLUMNS, Table, make_table, split_list, to_text

COLUMNWISE = {
    "id": ["a", "b"],
    "title": ["Alpha", "Beta"],
    "year": [2017.0, math.nan],
    "authors": [["Ann", "Bo"], None],
    "stars": [5, 3],
}
ROWWISE = [
    {"id": "a", "title": "Alpha", "year": 2017.0, "authors": ("Ann", "Bo"), "stars": 5},
    {"id": "b", "title": "Beta", "stars": 3},
]
EXPECTED = {
    "id": ["a", "b"],
    "title": ["Alpha", "Beta"],
    "year": ["2017", ""],
    "authors": ["Ann; Bo", ""],
    "stars": ["5", "3"],
}


@pytest.mark.parametrize(
    "data",
    [COLUMNWISE, ROWWISE, pd.DataFrame(COLUMNWISE), pd.DataFrame(ROWWISE), iter(ROWWISE)],
    ids=["columns", "rows", "frame", "frame of rows", "generator"],
)
def test_all_forms_make_the_same_table(data):
    table = make_table("papers", data)
    assert {name: list(cells) for name, cells in table.columns.items()} == EXPECTED
    assert list(table.lines) == [2, 3]
    assert table.file == "papers"
    assert len(table) == 2


FRAMES = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "polars, lazy": pl.LazyFrame,
    "arrow": pa.table,
    "arrow, batch": pa.RecordBatch.from_pydict,
}
each_frame = pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)


@each_frame
def test_frames_of_every_library_make_the_same_table(frame):
    # None, because nan is a number for Arrow and Polars
    table = make_table("papers", frame({**COLUMNWISE, "year": [2017, None]}))
    assert {name: list(cells) for name, cells in table.columns.items()} == EXPECTED


@each_frame
def test_cells_of_every_library_are_read_alike(frame):
    cells = {
        "id": ["a", "b"],
        "title": ["A", None],
        "date": [datetime.date(2020, 1, 2), None],
        "seen": [datetime.datetime(2020, 1, 2), None],
        "mine": [0.5, math.nan],
        "flag": [True, False],
    }
    table = make_table("papers", frame(cells))
    assert list(table.row(0).values()) == ["a", "A", "2020-01-02", "2020-01-02", "0.5", "True"]
    assert table.row(1) == dict.fromkeys(cells, "") | {"id": "b", "flag": "False"}


@each_frame
def test_a_graph_is_made_of_two_frames(frame):
    papers = frame({"id": ["a", "b"], "title": ["A", "B"]})
    relations = frame({"source": ["b"], "relation": ["cites"], "target": ["a"]})
    assert llmgraph.PaperGraph(papers, relations).descendants("a").ids == ("b",)


@each_frame
def test_a_frame_without_a_required_column_is_refused(frame):
    with pytest.raises(TableError, match='need a column "title"'):
        make_table("papers", frame({"id": ["a"]}))


def test_papers_make_a_table():
    papers = [Paper("a", "Alpha", authors=("Ann", "Bo")), Paper("b", aliases=("Bee",))]
    table = make_table("papers", papers)
    assert tuple(table.columns) == COLUMNS["papers"]
    assert table.columns["authors"] == ["Ann; Bo", ""]
    assert [table.paper(0), table.paper(1)] == papers


@pytest.mark.parametrize(
    "row",
    [
        ("b", "extends", "a"),
        ["b", "extends", "a"],
        {"source": "b", "relation": "extends", "target": "a"},
        Relation("b", "extends", "a"),
    ],
    ids=["tuple", "list", "mapping", "relation"],
)
def test_all_forms_of_relations_make_the_same_row(row):
    assert make_table("relations", [row]).relation(0) == Relation("b", "extends", "a")


def test_a_tuple_may_have_up_to_all_columns():
    row = ("b", "extends", "a", "stated", "b, intro", "B extends A.", "high", "no", "注", "yes")
    assert make_table("relations", [row]).relation(0) == Relation(*row)
    with pytest.raises(
        ArgumentError, match="row of the relations must be a mapping of columns, not"
    ):
        make_table("relations", [(*row, "more")])


def test_rows_of_different_forms_may_be_mixed():
    rows = [("b", "uses", "a"), {"source": "c", "relation": "uses", "target": "a", "page": 7}]
    table = make_table("relations", rows)
    assert table.columns == {
        "source": ["b", "c"],
        "relation": ["uses", "uses"],
        "target": ["a", "a"],
        "page": ["", "7"],
    }


def test_a_table_is_handed_on_as_it_is():
    table = make_table("papers", ROWWISE)
    assert make_table("papers", table) is table


@pytest.mark.parametrize("data", [[], (), {}, pd.DataFrame(), iter(())])
@pytest.mark.parametrize("kind", ["papers", "relations"])
def test_nothing_makes_an_empty_table(kind, data):
    if isinstance(data, pd.DataFrame):
        data = data.reindex(columns=["id", "title", "source", "relation", "target"])
    table = make_table(kind, data)
    assert len(table) == 0
    assert table.column("note") == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("text", "text"),
        ("", ""),
        ("nan", "nan"),
        (None, ""),
        (math.nan, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (decimal.Decimal("NaN"), ""),
        (np.float64("nan"), ""),
        (np.float32(2017), "2017"),
        (np.int64(2017), "2017"),
        (np.str_("text"), "text"),
        (2017.0, "2017"),
        (2017.5, "2017.5"),
        (math.inf, "inf"),
        (2017, "2017"),
        (True, "True"),
        (["a", "b"], "a; b"),
        (("a", 2.0, None), "a; 2; "),
        ({"b", "a", "c"}, "a; b; c"),
        (frozenset({"z"}), "z"),
        (np.array(["a", "b"]), "a; b"),
        ([], ""),
        (datetime.date(2017, 6, 12), "2017-06-12"),
        (datetime.datetime(2017, 6, 12, 8, 30), "2017-06-12"),
        (pd.Timestamp("2017-06-12"), "2017-06-12"),
        (np.datetime64("2017-06-12"), "2017-06-12"),
    ],
)
def test_cells_become_text(cell, text):
    assert to_text(cell) == text


@pytest.mark.parametrize(
    "dtype", ["object", "string", "str", "category"], ids=["object", "string", "str", "category"]
)
def test_frames_of_any_type_of_text(dtype):
    frame = pd.DataFrame({"id": ["a", "b"], "title": ["A", "B"], "venue": ["ICLR", None]})
    assert make_table("papers", frame.astype(dtype)).columns["venue"] == ["ICLR", ""]


def test_a_frame_with_nullable_numbers():
    frame = pd.DataFrame({"id": ["a", "b"], "title": ["A", "B"]})
    frame["year"] = pd.array([2017, None], dtype="Int64")
    assert make_table("papers", frame).columns["year"] == ["2017", ""]


def test_further_columns_are_kept_through_the_graph_and_its_files(tmp_path):
    graph = llmgraph.PaperGraph(
        COLUMNWISE, {"source": ["b"], "relation": ["uses"], "target": ["a"], "seen by": ["Ann"]}
    )
    files = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    llmgraph.write_csv(graph, *files)
    again = llmgraph.read_csv(*files)
    assert again.papers["stars"].tolist() == ["5", "3"]
    assert again.relations["seen by"].tolist() == ["Ann"]


@pytest.mark.parametrize("kind", ["papers", "relations"])
def test_a_missing_column_is_named(kind):
    told = rf'The {kind} need a column "\w+"; the columns are: x, note, doi'
    with pytest.raises(TableError, match=told):
        make_table(kind, {"x": [1], "note": [2], "doi": [3]})


@pytest.mark.parametrize("data", [{"root:x:0:0": ["secret"]}, [{"root:x:0:0": "secret"}]])
def test_what_is_no_table_of_ours_is_not_quoted(data):
    with pytest.raises(TableError, match='need a column "id"; this has none of the columns id, t'):
        make_table("papers", data)
    with pytest.raises(TableError) as raised:
        make_table("papers", data)
    assert "root" not in str(raised.value)


def test_every_missing_column_is_named():
    with pytest.raises(TableError) as raised:
        make_table("relations", {"target": ["a"]})
    assert [problem.column for problem in raised.value.problems] == ["source", "relation"]


def test_unequal_columns_are_told():
    with pytest.raises(ArgumentError, match="The columns of the papers differ in length"):
        make_table("papers", {"id": ["a"], "title": ["A", "B"]})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            {"id": "ab", "title": "AB"},
            "column 'id' of the papers must be a list of cells, not 'ab'",
        ),
        ({"id": 1, "title": "A"}, "The column 'id' of the papers must be a list of cells, not 1"),
        (["a"], "A row of the papers must be a mapping of columns, not 'a'"),
        ([("a", "A", "B")], "A row of the papers must be a mapping of columns, not"),
        ([Paper], "A row of the papers must be a mapping of columns, not <class"),
        ([None], "A row of the papers must be a mapping of columns, not None"),
        ([{}], "A row of the papers must be a mapping of columns, not {}"),
        ("nodes.csv", "The papers must be a table or a list of rows, not 'nodes.csv'"),
    ],
)
def test_what_holds_no_rows_is_told(data, told):
    with pytest.raises(ArgumentError, match=told):
        make_table("papers", data)


@pytest.mark.parametrize("row", ["abc", ("a", "uses"), 3, None, {}])
def test_what_is_no_relation_is_told(row):
    with pytest.raises(
        ArgumentError, match="row of the relations must be a mapping of columns, not"
    ):
        make_table("relations", [row])


def test_a_huge_wrong_row_is_told_in_short():
    with pytest.raises(ArgumentError) as raised:
        make_table("papers", [["x" * 10_000]])
    assert len(str(raised.value)) < 200


def test_a_cell_of_a_column_that_is_not_there_is_empty():
    table = Table({"id": ["a", "b"], "title": ["A", "B"]}, "n.csv", [2, 3])
    assert table.column("venue") == ("", "")
    assert table.cell("venue", 1) == ""
    assert table.cell("title", 1) == "B"
    assert table.row(1) == {"id": "b", "title": "B"}


def test_rows_are_taken_in_the_order_asked_for():
    table = Table({"id": ["a", "b", "c"], "title": ["A", "B", "C"]}, "n.csv", [2, 3, 7])
    taken = table.take([2, 0])
    assert taken.columns == {"id": ["c", "a"], "title": ["C", "A"]}
    assert taken.lines == [7, 2]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("CoT; 思维链;", ("CoT", "思维链")),
        ("one", ("one",)),
        ("a, b;c", ("a, b", "c")),
        (" ; ;", ()),
        ("", ()),
    ],
)
def test_lists_in_cells(cell, parts):
    assert split_list(cell) == parts


def test_tables_need_no_pandas():
    code = "import sys, llmgraph.model.tables; print('pandas' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout == "False\n"


@pytest.mark.parametrize(
    ("kind", "data", "told"),
    [
        ("papers", {"id": ["a"], "title": []}, "论文表的各列长度不一。"),
        ("papers", {"id": "a"}, "论文表的列 'id' 须为单元格的列表，不能是 'a'。"),
        ("relations", [3], "关系表的每一行须为从列名到值的映射，不能是 3。"),
        (
            "papers",
            [{"id": "a"}],
            "papers:1 [title]: 错误 missing-column: 论文表须有列“title”；现有的列：id。",
        ),
        (
            "papers",
            [{"ID": "a", "title": "A"}],
            "papers:1 [id]: 错误 missing-column: 论文表须有列“id”；请给“ID”改名。",
        ),
    ],
)
def test_what_is_no_table_is_told_in_chinese(kind, data, told):
    with pytest.raises((ArgumentError, TableError)) as raised:
        make_table(kind, data)
    assert raised.value.text("zh") == told
