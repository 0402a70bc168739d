"""What a mark asks for: words as in a shell, though none is started."""

import pytest

import llmgraph
from llmgraph.reports.requests import (
    FILES,
    OUTPUTS,
    Request,
    answer,
    drawing_of,
    language_of,
    read_request,
    tables_of,
)


def test_no_shell_reads_a_mark(tmp_path):
    words = read_request("ask `touch x` $(touch y) > z as prose").words
    assert words == ("`touch", "x`", "$(touch", "y)", ">", "z")


def test_an_order_keeps_quoted_words_together():
    assert read_request("path 'A b' \"c's\" -k 1 as prose") == Request(
        "path", ("A b", "c's", "-k", "1"), "prose"
    )


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("list table", "as"),
        ("as table", "as"),
        ("", "as"),
        ("list as picture", "'picture'"),
        ("fly BERT as table", "'fly'"),
        ("list 'x as table", "quot"),
    ],
)
def test_what_is_no_order_is_refused_with_what_is_wrong(order, told):
    with pytest.raises(llmgraph.ArgumentError, match=told):
        read_request(order)


@pytest.mark.parametrize("form", [form for form in OUTPUTS if form not in FILES])
def test_an_order_ends_with_its_form(form):
    assert read_request(f"list --roots as {form}") == Request("list", ("--roots",), form)


def test_tables_are_named_from_the_folder_of_the_report(tmp_path):
    order = read_request("list --nodes n.csv --edges sub/e.csv as table")
    assert tables_of(order, tmp_path) == [tmp_path / "n.csv", tmp_path / "sub" / "e.csv"]
    assert tables_of(read_request("list as table"), tmp_path) == []
    absolute = read_request(f"list --nodes {tmp_path.as_posix()}/n.csv --edges e.csv as table")
    with pytest.raises(llmgraph.ArgumentError, match="nodes"):
        tables_of(absolute, tmp_path)


def test_the_answer_is_that_of_the_tables_named(tmp_path):
    (tmp_path / "n.csv").write_text("id,title,date\na,A,2001\nb,B,2002\n", encoding="utf-8")
    (tmp_path / "e.csv").write_text("source,relation,target\nb,extends,a\n", encoding="utf-8")
    own = "--nodes n.csv --edges e.csv"
    assert answer(read_request(f"descendants A {own} as table"), tmp_path).ids == ("b",)
    assert answer(read_request(f"list {own} --as-of 2001 as table"), tmp_path).ids == ("a",)
    with pytest.raises(llmgraph.ArgumentError, match="Nobody"):
        answer(read_request(f"descendants Nobody {own} as table"), tmp_path)


@pytest.mark.parametrize(
    "words", ["list --format md", "list -o x.md", "list --help", "list --tops 3"]
)
def test_options_of_the_command_line_alone_are_refused(words):
    with pytest.raises(llmgraph.ArgumentError):
        answer(read_request(f"{words} as table"), ".")


def test_an_answer_is_in_english_unless_the_order_says_otherwise():
    assert language_of(read_request("list as prose")) == "en"
    assert language_of(read_request("list --lang zh as prose")) == "zh"


def test_a_drawing_takes_the_options_of_charts():
    order = "descendants DPO --title '' --lanes --highlight DPO --no-note --draw cites as svg"
    assert drawing_of(read_request(order)) == {
        "title": "",
        "lanes": True,
        "highlight": ("DPO",),
        "note": False,
        "relations": "cites",
    }
    assert drawing_of(read_request("descendants DPO as table")) == {}
    with pytest.raises(llmgraph.ArgumentError, match="--size has an effect only on drawings"):
        drawing_of(read_request("descendants DPO --size a4 as mermaid"))


def test_options_of_a_report_come_first():
    order = read_request("descendants DPO --lang en as svg", ["--lang", "zh"])
    assert order.words == ("--lang", "zh", "DPO", "--lang", "en")
    assert language_of(order) == "en"
