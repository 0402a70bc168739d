"""Hostile input through the command line: one clear message and an exit code, no traceback."""

import codecs
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from llmgraph.cli import main

NODES = "id,title,date\na,Alpha,2020-01\nb,Beta,2021-01\nc,Gamma,2022-01\n"
EDGES = "source,relation,target\nb,extends,a\nc,uses,b\n"
HEADED = "source,relation,target,inherited\n"
LATIN = "id,title\na,Précis\nb,Beta\nc,Gamma\n".encode("latin-1")

# Tables that can be read: nodes, edges, the descendants of "a".
READABLE = {
    "plain": (NODES, EDGES, ["b", "c"]),
    "bom": (codecs.BOM_UTF8 + NODES.encode(), EDGES, ["b", "c"]),
    "utf16": (NODES.encode("utf-16"), EDGES.encode("utf-16"), ["b", "c"]),
    "crlf": (NODES.replace("\n", "\r\n"), EDGES.replace("\n", "\r\n"), ["b", "c"]),
    "cr": (NODES.replace("\n", "\r"), EDGES.replace("\n", "\r"), ["b", "c"]),
    "blank-lines": (NODES.replace("\n", "\n\n"), "\n\n" + EDGES, ["b", "c"]),
    "no-edges": (NODES, "source,relation,target\n", []),
    "no-dates": ("id,title\na,A\nb,B\nc,C\n", EDGES, ["b", "c"]),
    "extra-column": (NODES, "source,relation,target,page\nb,extends,a,7\n", ["b"]),
    "quotes-in-id": (
        'id,title\na,Alpha\n"b ""x"", y",Beta\n',
        'source,relation,target\n"b ""x"", y",uses,a\n',
        ['b "x", y'],
    ),
    "markup-in-id": (
        "id,title\na,A\n<b>[red],B\n",
        "source,relation,target\n<b>[red],extends,a\n",
        ["<b>[red]"],
    ),
    "no-titles": ("id,title\na,\nb,\nc,\n", EDGES, ["b", "c"]),
    "cycle": (NODES, EDGES + "a,uses,c\n", ["b", "c"]),
    "itself": (NODES, EDGES + "a,uses,a\n", ["b", "c"]),
    "repeated": (NODES, EDGES + "b,extends,a\n", ["b", "c"]),
    "inherited": (NODES, HEADED + "b,extends,a,yes\nc,uses,b,no\n", ["b", "c"]),
    "not-inherited": (NODES, HEADED + "b,extends,a,no\nc,uses,b,\n", ["b"]),
    "runs-on": (NODES, EDGES.replace("extends", "runs_on"), []),
    "cites-only": (NODES, "source,relation,target\nb,cites,a\n", ["b"]),
    "backwards": (NODES, "source,relation,target\na,extends,c\n", []),
}
# Tables that cannot: nodes, edges, where the first fault stands, what is told of it.
UNREADABLE = {
    "empty": (b"", EDGES, "nodes.csv", "The file is empty"),
    "empty-edges": (NODES, b"", "edges.csv", "The file is empty"),
    "header-missing": ("a,Alpha\nb,Beta\n", EDGES, "nodes.csv:1 [id]", 'need a column "id"'),
    "nul": (NODES.replace("Beta", "Be\0ta"), EDGES, "nodes.csv:3", "NUL character"),
    "latin1": (LATIN, EDGES, "nodes.csv:2", "0xe9 is not valid UTF-8; save the file"),
    "semicolons": (NODES.replace(",", ";"), EDGES, "nodes.csv:1", "separated by semicolons"),
    "tabs": (NODES, EDGES.replace(",", "\t"), "edges.csv:1", "separated by tabs"),
    "missing-column": (NODES, "source,target\nb,a\n", "edges.csv:1 [relation]", "need a column"),
    "column-twice": ("id,title,id\na,A,b\n", EDGES, "nodes.csv:1", '"id" appears twice'),
    "extra-cell": (NODES + "d,D,2020,x\n", EDGES, "nodes.csv:5", "4 cells, the header 3"),
    "open-quote": (NODES + 'd,"D,2020\n', EDGES, "nodes.csv:5", "Close its quotes"),
    "huge-cell": (NODES + f"d,{'x' * 10**7},2020\n", EDGES, "nodes.csv:5", "shorten the cell"),
    "huge-id": (NODES + f"{'x' * 10**4},D,2020\n", EDGES, "nodes.csv:5 [id]", "10,000 characters"),
    "spaced-id": (NODES + '"d ",D,2020\n', EDGES, "nodes.csv:5 [id]", "blanks at an end"),
    "id-twice": (NODES + "a,D,2020\n", EDGES, "nodes.csv:5 [id]", "is already used on line 2"),
    "bad-date": (NODES + "d,D,2020-13\n", EDGES, "nodes.csv:5 [date]", "'2020-13' is not a date"),
    "dangling": (
        NODES,
        EDGES + "z,uses,a\n",
        "edges.csv:4 [source]",
        '"z" is not the id of a paper',
    ),
    "unknown": (NODES, EDGES + "b,likes,a\n", "edges.csv:4 [relation]", 'No relation type "likes"'),
    "inherited": (
        NODES,
        HEADED + "b,extends,a,\nc,uses,b,perhaps\n",
        "edges.csv:3 [inherited]",
        "write no, or leave it empty for yes",
    ),
    "escapes": (NODES + "\x1b[2J,D,2020\n", EDGES, "nodes.csv:5 [id]", "control characters"),
    "picture": (b"\x89PNG\r\n\x1a\n\0", EDGES, "nodes.csv:1", "0x89 is not valid UTF-8"),
    "swapped": (EDGES, NODES, "nodes.csv:1 [id]", "the columns are: source, relation, target"),
}
COMMANDS = {
    "list": ["list"],
    "descendants": ["descendants", "a"],
    "show": ["show", "a"],
    "rank": ["rank"],
    "page": ["page", "a"],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    """Run the command line; whatever happens, no traceback and a known exit code."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (0, 1, 2)
    assert "Traceback" not in result.output
    return result


def tables(folder, nodes=NODES, edges=EDGES):
    """Write two tables; give the options that name them."""
    for name, content in (("nodes.csv", nodes), ("edges.csv", edges)):
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return ["--nodes", "nodes.csv", "--edges", "edges.csv"]


def titled(folder, title, **columns):
    """Write two papers of which the second has this title."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["id", "title", *columns])
    writer.writerows([["a", "Alpha", *("" for _ in columns)], ["b", title, *columns.values()]])
    return tables(folder, out.getvalue(), "source,relation,target\nb,extends,a\n")


# Tables that can be read


@pytest.mark.parametrize("case", READABLE)
def test_readable_tables_are_answered(folder, case):
    nodes, edges, expected = READABLE[case]
    options = tables(folder, nodes, edges)
    found = run("descendants", "a", *options, "--format", "ids")
    assert (found.exit_code, found.stdout.splitlines()) == (0, expected)
    assert found.stderr == ""


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("case", READABLE)
def test_every_command_works_on_readable_tables(folder, case, command):
    nodes, edges, _ = READABLE[case]
    result = run(*command, *tables(folder, nodes, edges), "-o", "out")
    assert result.exit_code == 0, result.output
    assert "Wrote out" in result.stderr
    assert (folder / "out").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("case", ["no-edges", "cycle"])
def test_a_graph_without_a_chain_has_no_longest(folder, case):
    nodes, edges, _ = READABLE[case]
    result = run("longest", *tables(folder, nodes, edges), "-o", "out")
    assert result.exit_code == 2
    assert "there is no chain" in result.stderr
    assert not (folder / "out").exists()


@pytest.mark.parametrize("case", READABLE)
def test_check_tells_of_readable_tables(folder, case):
    nodes, edges, _ = READABLE[case]
    tables(folder, nodes, edges)
    result = run("check", "nodes.csv", "edges.csv")
    assert result.stdout.splitlines()[-1].endswith("in nodes.csv and edges.csv")
    assert result.exit_code == (" 0 errors" not in f" {result.stdout.splitlines()[-1]}")


# Tables that cannot


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable_tables_are_told_with_the_place(folder, case, command):
    nodes, edges, place, told = UNREADABLE[case]
    options = tables(folder, nodes, edges)
    (folder / "out").write_text("what was there", encoding="utf-8")
    result = run(*command, *options, "-o", "out")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"llmgraph: {place}: error ")
    assert told in result.stderr
    assert all(line.isprintable() for line in result.stderr.splitlines())
    assert (folder / "out").read_text(encoding="utf-8") == "what was there"
    assert sorted(path.name for path in folder.iterdir()) == ["edges.csv", "nodes.csv", "out"]


@pytest.mark.parametrize("case", UNREADABLE)
def test_check_tells_the_same(folder, case):
    nodes, edges, place, told = UNREADABLE[case]
    tables(folder, nodes, edges)
    result = run("check", "nodes.csv", "edges.csv")
    assert result.exit_code == 1
    (line,) = [one for one in result.stdout.splitlines() if told in one][:1]
    assert line.startswith(f"{place}: error ")
    listed = json.loads(run("check", "nodes.csv", "edges.csv", "--format", "json").stdout)
    assert any(told in problem["message"] for problem in listed)


@pytest.mark.parametrize(
    ("nodes", "told"),
    [
        ("none.csv", "none.csv: error unreadable-file: There is no such file"),
        (".", ".: error unreadable-file: This is a folder"),
        ("", '"": error unreadable-file: This is a folder'),
        ("nodes.csv/x", "nodes.csv/x: error unreadable-file: The file cannot be read: Not a dir"),
        ("\x1b[31m", "�[31m: error unreadable-file: There is no such file"),
        ("a\nb", "a�b: error unreadable-file: There is no such file"),
    ],
)
def test_what_is_no_file_is_told(folder, nodes, told):
    tables(folder)
    result = run("list", "--nodes", nodes, "--edges", "edges.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"llmgraph: {told}" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(folder):
    options = tables(folder)
    (folder / "nodes.csv").chmod(0)
    result = run("list", *options)
    assert result.exit_code == 1
    assert "nodes.csv: error unreadable-file: The file cannot be read: Permission" in result.stderr


# What is written, and where


@pytest.mark.parametrize("command", [["list"], ["page"]])
@pytest.mark.parametrize("place", ["none/out", ".", "nodes.csv/out", "x" * 300])
def test_a_place_that_cannot_be_written_is_told(folder, command, place):
    result = run(*command, *tables(folder), "-o", place)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"llmgraph: Cannot write {place}: ")
    assert result.stderr.endswith(". Name another place.\n")
    assert sorted(path.name for path in folder.iterdir()) == ["edges.csv", "nodes.csv"]


def test_a_heading_that_is_no_unicode_is_written_as_a_question_mark(folder):
    result = run("page", *tables(folder), "-o", "out.html", "--title", "\udcff")
    assert result.exit_code == 0
    assert "<title>?</title>" in (folder / "out.html").read_text(encoding="utf-8")


# What reaches the terminal

ESCAPES = (
    "\x1b[31mred\x1b]0;own\x07 \x9b31m \x08\x7f \u202eflip \u2028line \r\n\tend [bold]x[/bold]"
)


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["descendants", "a"],
        ["ancestors", "b"],
        ["path", "a", "b"],
        ["longest"],
        ["show", "b"],
        ["rank"],
        ["ask", "what descends from a"],
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("form", ["table", "md"])
def test_no_control_character_reaches_the_terminal(folder, command, form):
    options = titled(folder, ESCAPES, short_name=ESCAPES, summary=ESCAPES, topics=ESCAPES)
    result = run(*command, *options, "--format", form)
    assert result.exit_code == 0
    red = "�[31mred" if form == "table" else "[31mred"
    assert red in result.stdout.replace("\\", "")
    assert all(line.isprintable() for line in result.stdout.split("\n"))


@pytest.mark.parametrize("form", ["md", "csv", "json", "bibtex", "ids"])
def test_a_terminal_gets_no_control_character_in_any_format(folder, form):
    pty = pytest.importorskip("pty", reason="SKIPPED: no pseudo-terminals on this system")
    options = titled(folder, ESCAPES, short_name=ESCAPES)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "llmgraph", "list", *options, "--format", form]
    subprocess.run(command, stdout=theirs, check=True, cwd=folder)
    shown = os.read(ours, 100_000).decode()
    os.close(theirs)
    os.close(ours)
    assert shown.count("\r\n") >= 2
    assert shown.replace("\r\n", "").isprintable()


def test_json_keeps_every_character_but_sends_none_that_terminals_obey(folder):
    result = run("list", *titled(folder, ESCAPES), "--format", "json")
    assert json.loads(result.stdout)["rows"][1]["title"] == ESCAPES
    assert not {"\x1b", "\x07", "\x08", "\x7f", "\x9b", "\u2028"} & set(result.stdout)


def test_errors_about_names_send_no_control_character(folder):
    result = run("descendants", ESCAPES, *tables(folder))
    assert result.exit_code == 2
    assert result.stderr.rstrip("\n").isprintable()


@pytest.mark.parametrize(
    "title",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        " =1",
        '=HYPERLINK("http://x","y")',
    ],
)
def test_no_cell_of_an_answer_is_a_formula(folder, title):
    result = run("list", *titled(folder, title), "--format", "csv", "-o", "out.csv")
    assert result.exit_code == 0
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["title"] for row in rows if row["id"] == "b"] == [f"'{title}"]


@pytest.mark.parametrize("title", ["a=1", " a =1", "1-1", "'=1", 'a "b", c', "a\rb\r\nc"])
def test_other_cells_stay_as_they_are(folder, title):
    run("list", *titled(folder, title), "--format", "csv", "-o", "out.csv")
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)][1] == title


HTML = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\"'"


def test_markup_in_a_title_is_text_in_the_page(folder):
    result = run("page", *titled(folder, HTML, short_name=HTML, url="javascript:alert(3)"))
    page = (folder / "llmgraph.html").read_text(encoding="utf-8")
    assert result.exit_code == 0
    for raw in ("<script>alert", "<img src=x", 'href="javascript:'):
        assert raw not in page


def test_markup_in_the_heading_is_text_in_the_page(folder):
    run("page", *tables(folder), "--title", HTML)
    page = (folder / "llmgraph.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("url", ["javascript:alert(3)", " JaVaScRiPt:alert(3)", "data:text/html,x"])
def test_a_link_that_is_no_web_address_is_no_link(folder, url):
    run("page", *titled(folder, "Beta", url=url))
    page = (folder / "llmgraph.html").read_text(encoding="utf-8")
    assert f'href="{url}' not in page
    assert url.strip().casefold() not in page.casefold()


# Options that make no sense


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["descendants", "a", "--depth", "0"], "from 1 up, not 0"),
        (["descendants", "a", "--depth", "-1"], "from 1 up, not -1"),
        (["descendants", "a", "--depth", "two"], "not a valid integer"),
        (
            ["descendants", "a", "--since", "2021", "--until", "2020"],
            "ends (2020) before it begins",
        ),
        (["descendants", "a", "--since", "yesterday"], "'yesterday' is not a date; write since as"),
        (["descendants", "a", "--until", "2020-00"], "'2020-00' is not a date"),
        (["descendants", "a", "--side-steps", "-1"], 'from 0 up, or "any", not -1'),
        (["descendants", "a", "--side-steps", "few"], "few"),
        (["descendants", "a", "--side-steps", ""], "--side-steps"),
        (["rank", "--by", "katz", "--side-steps", "any"], "side_steps is for descendants and"),
        (["descendants", "a", "--topics", "x"], 'No topic matches "x"'),
        (["descendants", "a", "--relations", ""], "No relation type is named"),
        (["descendants", "a", "--relations", "likes"], "No relation type 'likes'. Choose from: "),
        (["descendants", "a", "--relations", "disputes"], "'disputes' carries no descent"),
        (["descendants", ""], 'No paper "" among 3'),
        (["descendants", ".*"], 'No paper ".*" among 3'),
        (["descendants", "x" * 10**5], 'No paper "xxx'),
        (["descendants"], "Missing argument"),
        (["path", "a", "b", "-k", "0"], "from 1 up, not 0"),
        (["path", "a", "a"], "Both names mean the same paper"),
        (["common", "a"], "need two different papers"),
        (["rank", "--top", "0"], "from 1 up, not 0"),
        (["rank", "--by", "beauty"], "No measure 'beauty'. Choose from: in_degree, "),
        (["list", "--format", "xls"], "'xls' is not one of"),
        (["show", "a", "--side", "left"], "'left' is not one of"),
        (["ask", ""], "matches no supported form of question"),
        (["page", "nobody"], 'No paper "nobody" among 3'),
        (["longest", "--from", "nobody"], 'No paper "nobody" among 3'),
    ],
)
def test_a_wrong_call_is_told(folder, arguments, told):
    result = run(*arguments, *tables(folder))
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert len(result.stderr) < 4000
    assert sorted(path.name for path in folder.iterdir()) == ["edges.csv", "nodes.csv"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--nodes", "nodes.csv"],
        ["page", "--edges", "edges.csv"],
        ["check", "nodes.csv"],
        ["check", "nodes.csv", "edges.csv", "edges.csv"],
    ],
)
def test_one_table_alone_is_not_enough(folder, arguments):
    tables(folder)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Name both tables" in result.stderr


@pytest.mark.parametrize(
    ("command", "ids"),
    [
        (["descendants", "a"], ["b", "c"]),
        (["ancestors", "c"], ["a", "b"]),
        (["path", "a", "c"], ["c", "b", "a"]),
        (["common", "b", "c"], ["a"]),
        (["longest"], ["a", "b", "c"]),
        (["show", "b"], ["a", "c"]),
        (["rank"], ["a", "b", "c"]),
        (["list", "--leaves"], ["c"]),
        (["ask", "what descends from b"], ["c"]),
    ],
    ids=lambda value: value[0],
)
def test_every_command_gives_ids(folder, command, ids):
    result = run(*command, *tables(folder), "--format", "ids")
    assert (result.exit_code, sorted(result.stdout.split())) == (0, sorted(ids))


@pytest.mark.parametrize("depth", ["3", "99999999999999999999"])
def test_a_great_depth_is_no_limit(folder, depth):
    result = run("descendants", "a", *tables(folder), "--depth", depth, "--format", "ids")
    assert result.stdout.split() == ["b", "c"]


@pytest.mark.parametrize(
    ("form", "holds"), [("svg", "Gamma"), ("mmd", "Gamma"), ("html", "<body>")]
)
@pytest.mark.parametrize("side_steps", ["3", "2147483648", "99999999999999999999", "any"])
def test_a_great_number_of_side_steps_is_no_limit(folder, side_steps, form, holds):
    options = [*tables(folder), "--side-steps", side_steps]
    assert run("descendants", "a", *options, "--format", "ids").stdout.split() == ["b", "c"]
    assert run("path", "c", "a", *options, "--format", "ids").stdout.split() == ["a", "b", "c"]
    # c uses b, and b is hidden
    chosen = ["descendants", "a", *options, "--since", "2022"]
    assert run(*chosen, "-o", f"drawing.{form}").exit_code == 0
    assert holds in (folder / f"drawing.{form}").read_text(encoding="utf-8")


# Size


def test_a_hundred_thousand_relations_are_answered(folder):
    papers, step = 20_000, 5
    nodes = "id,title\n" + "".join(f"p{one},Paper {one}\n" for one in range(papers))
    # Paper n extends the five before it, so that p19990 has nine descendants.
    pairs = [(one, one - back) for one in range(1, papers) for back in range(1, step + 1)]
    rows = [f"p{one},extends,p{old}\n" for one, old in pairs if old >= 0]
    options = tables(folder, nodes, "source,relation,target\n" + "".join(rows))
    assert len(rows) == 99_985
    near = run("descendants", "p19990", *options)
    assert "What descends from Paper 19990 — 9 papers" in near.stdout
    whole = run("descendants", "p0", *options, "--format", "ids")
    assert whole.stdout.splitlines() == [f"p{one}" for one in range(1, papers)]


# In a process of its own


def process(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "llmgraph", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
    )


def test_a_process_tells_bad_data_with_exit_code_one(folder):
    options = tables(folder, LATIN)
    ended = process("list", *options)
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr == (
        b"llmgraph: nodes.csv:2: error bad-encoding: The byte 0xe9 is not valid UTF-8; "
        b"save the file as CSV in UTF-8.\n"
    )


def test_a_process_tells_a_name_that_is_no_unicode(folder):
    ended = process("descendants", b"\xff\x1b[31m", *tables(folder))
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.startswith('llmgraph: No paper "��[31m" among 3.'.encode())
    assert ended.stderr.count(b"\n") == 1


def test_a_terminal_that_cannot_show_a_character_gets_another(folder):
    options = titled(folder, "思维链 Thoughts")
    ended = process("list", *options, PYTHONIOENCODING="latin-1")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"??? Thoughts" in ended.stdout


@pytest.mark.parametrize("setting", [{"LC_ALL": "C"}, {"COLUMNS": "40"}, {"NO_COLOR": "1"}])
def test_the_surroundings_do_not_change_what_a_pipe_gets(folder, setting):
    options = titled(folder, "思维链 " + "long " * 60)
    ended = process("list", *options, **setting)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout == process("list", *options).stdout
    assert ("思维链 " + "long " * 60).strip().encode() in ended.stdout


def test_a_reader_that_has_seen_enough_ends_it_quietly(folder):
    nodes = "id,title\n" + "".join(f"p{one},{'x' * 1000}\n" for one in range(2000))
    options = tables(folder, nodes, "source,relation,target\n")
    command = [sys.executable, "-m", "llmgraph", "list", *options, "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        first = running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read()
    assert first == b"id,name,date,title,topic\n"
    assert told == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_told(folder):
    command = [sys.executable, "-m", "llmgraph", "list", *tables(folder)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 2
    assert ended.stderr == "llmgraph: Cannot print the answer: No space left on device.\n"
