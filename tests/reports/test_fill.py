"""Living reports: spaces are filled, the rest stays byte for byte, and a stale one is told."""

import os

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import llmgraph
from llmgraph.cli import main
from llmgraph.reports.fill import fill
from llmgraph.reports.placeholders import END, placeholders_in
from llmgraph.reports.requests import OUTPUTS

HOSTILE = [
    "</script><script>alert(1)</script>",
    "`code` **b** _i_ [x](javascript:alert(1)) ![y](z) ~~s~~ <https://x.y>",
    "--> <!-- /llmgraph -->",
    "<!-- llmgraph: list as table -->",
    "a | b || c \\| d \\",
    "# heading",
    "1. list",
    "- list",
    "> quote",
    "| cell |",
    "+ plus = 3 % & &lt; &#60; $x^2$ {x} @y #4 https://x.y",
    "``` fence",
    "~~~ fence",
    "=== ---",
    "\u202eright to left\u200b שלום",
    "two\nlines\r\nand\ttab",
    "思维链 🙂",
]


GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text_of(rendered):
    """All text of rendered Markdown, one entry per leaf."""
    return [
        "".join(part.content for part in token.children or ())
        for token in rendered
        if token.type == "inline"
    ]


def run(*arguments, **options):
    return CliRunner().invoke(main, list(arguments), **options)


def report(order, between=""):
    return f"before\n\n<!-- llmgraph: {order} -->\n{between}<!-- /llmgraph -->\n\nafter\n"


def filled(text, folder="."):
    return fill(text, name="report.md", folder=folder).text


@pytest.fixture
def tables(tmp_path):
    """Two tables with hostile texts in every field, beside the report."""
    titles = [" ".join(one.split()).replace('"', '""') for one in HOSTILE]
    rows = [f'p{n},"{one}",2020-01,"{one}"' for n, one in enumerate(titles)]
    (tmp_path / "n.csv").write_text("\n".join(["id,title,date,venue", *rows]), encoding="utf-8")
    pairs = [f'p{n},extends,p{n - 1},"{titles[n]}","{titles[n]}"' for n in range(1, len(titles))]
    (tmp_path / "e.csv").write_text(
        "\n".join(["source,relation,target,where,note", *pairs]), encoding="utf-8"
    )
    return tmp_path


# What a mark is


@pytest.mark.parametrize(
    "text",
    [
        "```md\n<!-- llmgraph: list as table -->\n<!-- /llmgraph -->\n```\n",
        "~~~~\n```\n<!-- llmgraph: nonsense -->\n~~~\n~~~~\n",
        "    <!-- llmgraph: list as table -->\n",
        "- ```\n  <!-- llmgraph: list as table -->\n  ```\n",
        "> ```\n> <!-- llmgraph: list as table -->\n> ```\n",
        "Write `<!-- llmgraph: list as table -->` there.\n",
        "<pre>\n<!-- llmgraph: list as table -->\n</pre>\n",
        "<!--\n<!-- llmgraph: list as table -->\n",
        "<!-- llmgraphs are fine -->\n<!-- other -->\n",
        "---\ntitle: llmgraph\n---\n",
        "",
    ],
)
def test_what_only_looks_like_a_mark_is_left_alone(text):
    assert placeholders_in(text) == []
    assert filled(text) == text


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("", "the mark does not end with: as mermaid | svg | table | prose"),
        ("list table", "the mark does not end with: as"),
        ("list as picture", "no form 'picture'; choose from: mermaid, svg, table, prose"),
        ("fly as table", "no query 'fly'; choose from: descendants, ancestors, path"),
        ("check as table", "no query 'check'"),
        ("page as table", "no query 'page'"),
        ("embed x.md as table", "no query 'embed'"),
        ("completion bash as table", "no query 'completion'"),
        ("descendants as table", "Missing argument 'PAPER'"),
        ("descendants nonsense as table", 'No paper "nonsense" among'),
        ("descendants BERT --dept 2 as table", "No such option '--dept'"),
        ("descendants BERT --depth two as table", "'two' is not a valid integer"),
        ("descendants BERT --depth 0 as table", "The depth must be a number of steps from 1 up"),
        ("list -o /tmp/x as table", "a report takes no --output"),
        ("list -ox as table", "a report takes no --output"),
        ("list --format json as table", "a report takes no --format"),
        ("list --help as table", "a report asks for answers, not for help"),
        ("list --nodes /n.csv --edges e.csv as table", "--nodes is a path relative to the"),
        ("list --nodes n.csv as table", "Name both tables"),
        ("list --nodes no.csv --edges no.csv as table", "There is no such file"),
        ("ask What is Kaplan's law as prose", "No closing quotation: put words with an apostrophe"),
        ("descendants BERT; touch x as table", "unexpected extra argument"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_error_and_changes_nothing(tmp_path, order, message):
    path, fine = tmp_path / "report.md", tmp_path / "fine.md"
    for each, words in ((path, order), (fine, "longest as prose")):
        each.write_text(report(words), encoding="utf-8")
    result = run("embed", str(fine), str(path))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"llmgraph: {path}:3: ")
    assert message in result.stderr.replace("\nllmgraph: ", " ")
    assert "Traceback" not in result.stderr
    assert path.read_text(encoding="utf-8") == report(order)
    assert fine.read_text(encoding="utf-8") == report("longest as prose")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["fine.md", "report.md"]


@pytest.mark.parametrize("form", OUTPUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("before", "bullet"), [("", ""), ("> ", "> "), ("   ", "1. "), ("  ", "- ")]
)
def test_the_rest_stays_byte_for_byte_and_twice_changes_nothing(
    tmp_path, form, newline, before, bullet
):
    rest = "\ufeffend\u2028of \x0cpage\t \n\n\n"
    order = f"{bullet}<!-- llmgraph: longest as {form} -->\n"
    end = f"{before}<!-- /llmgraph -->"
    text = (rest + order + f"{before}STALE\n" + end).replace("\n", newline)
    path = tmp_path / "report.md"
    path.write_bytes(text.encode())
    assert run("embed", str(path)).exit_code == 0
    once = path.read_bytes()
    start, _, tail = once.partition(order.rstrip("\n").encode())
    assert start == rest.replace("\n", newline).encode()
    assert once.endswith(end.encode())
    assert b"STALE" not in tail
    lines = once.decode().split(newline)
    assert [line for line in lines[3:] if "\n" in line or "\r" in line] == []
    between = lines[lines.index(order.rstrip("\n")) + 1 : -1]
    assert [line for line in between if line and not line.startswith(before.rstrip())] == []
    assert len(placeholders_in(once.decode())) == 1
    assert run("embed", str(path)).stderr == ""
    assert path.read_bytes() == once


def test_several_spaces_are_filled_and_fences_between_them_are_not():
    fence = "```\n<!-- llmgraph: fly as table -->\n```\n"
    text = report("longest as prose") + fence + report("list --until 2015 as table")
    done = filled(text)
    assert done.count(fence) == 1
    assert done.replace(fence, "").count("llmgraph: ") == 2
    assert done.startswith("before\n\n<!-- llmgraph: longest as prose -->\n\nThe longest chain")
    assert filled(done) == done


@pytest.mark.parametrize("form", OUTPUTS)
@pytest.mark.parametrize(
    "query",
    ["list", "descendants p0", "longest", "show p5", "rank", "main-path", "reading-path p5"],
)
def test_hostile_tables_stay_text_in_every_form(tables, query, form):
    order = f"{query} --nodes n.csv --edges e.csv as {form}"
    done = filled(report(order), tables)
    assert len(placeholders_in(done)) == 1
    assert filled(done, tables) == done
    tokens = GITHUB.parse(done)
    html = [token.content for token in tokens if token.type == "html_block"]
    assert html[0].startswith("<!-- llmgraph: ")
    assert html[-1] == f"{END}\n"
    assert len(html) == (3 if form == "svg" else 2)
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "strong_open", "strong_close", "link_open", "link_close"}
    links = {one.attrs["href"] for token in tokens for one in token.children or () if one.attrs}
    assert links <= {"https://x.y"}
    assert not [token for token in tokens if token.type in ("heading_open", "hr", "code_block")]
    fences = [token.info for token in tokens if token.type == "fence"]
    assert fences == (["mermaid"] if form == "mermaid" else [])
    if form == "table":
        cells = text_of(tokens)
        rows = [token for token in tokens if token.type == "tr_open"]
        heads = [token for token in tokens if token.type == "th_open"]
        data = [token for token in tokens if token.type == "td_open"]
        assert len(data) == len(heads) * (len(rows) - 1)
        assert query != "list" or any("思维链 🙂" in cell for cell in cells)


# The command


def test_check_tells_what_is_stale_and_writes_nothing(tmp_path):
    path = tmp_path / "report.md"
    path.write_text(report("longest as prose") + report("list --roots as table"), encoding="utf-8")
    before = path.read_bytes()
    stale = run("embed", "--check", str(path))
    assert stale.exit_code == 1
    assert stale.stderr.splitlines() == [
        f"Stale {path}:3: longest as prose",
        f"Stale {path}:9: list --roots as table",
    ]
    assert path.read_bytes() == before
    done = run("embed", str(path))
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [line.replace("Stale", "Filled") for line in
                                        stale.stderr.splitlines()]  # fmt: skip
    fresh = run("embed", "--check", str(path))
    assert (fresh.exit_code, fresh.output) == (0, "")
    path.write_text(
        path.read_text(encoding="utf-8").replace("Transformer", "Trans"), encoding="utf-8"
    )
    assert run("embed", "--check", str(path)).exit_code == 1


def test_tables_are_looked_for_beside_the_report(tables, monkeypatch):
    (tables / "sub").mkdir()
    (tables / ".git").mkdir()
    path = tables / "sub" / "report.md"
    path.write_text(report("list --nodes ../n.csv --edges ../e.csv as table"), encoding="utf-8")
    monkeypatch.chdir("/")
    assert run("embed", str(path)).exit_code == 0
    assert f"— {len(HOSTILE)} papers" in path.read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path):
    """A folder of somebody with a repository, which holds a report in a folder of its own."""
    (tmp_path / "secret.csv").write_text("id,title\nsecret,My secret\n", encoding="utf-8")
    inner = tmp_path / "repository"
    (inner / "reports").mkdir(parents=True)
    (inner / ".git").mkdir()
    (inner / "n.csv").write_text("id,title\na,A\n", encoding="utf-8")
    (inner / "e.csv").write_text("source,relation,target\n", encoding="utf-8")
    os.mkfifo(inner / "pipe")
    (inner / "link.csv").symlink_to(tmp_path / "secret.csv")
    return inner


@pytest.mark.parametrize(
    ("nodes", "told"),
    [
        ("../n.csv", ""),
        ("../../secret.csv", "--nodes names ../../secret.csv, which is outside {root}"),
        ("../link.csv", "--nodes names ../link.csv, which is outside {root}"),
        ("../../../../../../../dev/zero", "which is outside {root}"),
        ("../pipe", "--nodes names ../pipe, which is no regular file"),
        ("../reports", "--nodes names ../reports, which is no regular file"),
    ],
)
def test_a_report_reads_only_regular_files_of_its_repository(repository, nodes, told):
    path = repository / "reports" / "report.md"
    before = report(f"list --nodes {nodes} --edges ../e.csv as table")
    path.write_text(before, encoding="utf-8")
    result = run("embed", str(path))
    assert result.exit_code == (2 if told else 0)
    assert told.format(root=repository) in result.stderr
    assert "secret" not in path.read_text(encoding="utf-8").replace(before, "")


def test_a_report_reads_no_relation_types_from_elsewhere(repository):
    outside = repository.parent / "types.csv"
    outside.write_text("secret\n", encoding="utf-8")
    (repository / "relation_types.csv").symlink_to(outside)
    path = repository / "reports" / "report.md"
    path.write_text(report("list --nodes ../n.csv --edges ../e.csv as table"), encoding="utf-8")
    result = run("embed", str(path))
    assert result.exit_code == 2
    assert f"which is outside {repository}" in result.stderr


def test_without_a_repository_only_the_folder_of_the_report_is_read(repository):
    (repository / ".git").rmdir()
    path = repository / "reports" / "report.md"
    path.write_text(report("list --nodes ../n.csv --edges ../e.csv as table"), encoding="utf-8")
    assert f"which is outside {path.parent}" in run("embed", str(path)).stderr


def test_claims_in_a_mark_are_sentences_and_not_a_file(repository):
    path = repository / "report.md"
    path.write_text(report("claims ../secret.csv as table"), encoding="utf-8")
    assert run("embed", str(path)).exit_code == 0
    assert "../secret.csv | not understood" in path.read_text(encoding="utf-8").replace("\\", "")
    assert "My secret" not in path.read_text(encoding="utf-8")


def test_standard_input_is_filled_to_standard_output():
    result = run("embed", "-", input=report("longest as prose"))
    assert result.stdout == filled(report("longest as prose"))
    wrong = run("embed", "-", input=report("fly as prose"))
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "llmgraph: -:3: no query 'fly'" in wrong.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "Cannot read"),
        (b"\xff\xfe", "byte 0 is not UTF-8"),
        (b"# No mark\n", "No mark in"),
    ],
)
def test_reports_that_cannot_be_filled(tmp_path, content, message):
    path = tmp_path / "report.md"
    if content is not None:
        path.write_bytes(content)
    result = run("embed", str(path))
    assert result.exit_code == 2
    assert message in result.stderr
    assert content is None or path.read_bytes() == content


def test_one_report_without_marks_among_others_is_fine(tmp_path):
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text("none\n", encoding="utf-8")
    two.write_text(report("longest as prose"), encoding="utf-8")
    assert run("embed", str(one), str(two), str(two)).exit_code == 0
    assert one.read_text(encoding="utf-8") == "none\n"


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("fly as prose", "没有查询 'fly'；可用：descendants、ancestors、"),
        ("longest as poem", "没有形式 'poem'；可用：mermaid、svg、table、prose"),
        ("longest", "标记须以此结尾：as mermaid | svg | table | prose"),
        ("longest --format md as prose", "报告中不能用 --format；标记须以此结尾：as FORM"),
        ("list --nodes /n.csv --edges e.csv as prose", "--nodes 须为从报告所在文件夹起的路径"),
        ("longest --side-steps few as prose", "'few' 既不是从 0 起的整数，也不是 any。"),
    ],
)
def test_errors_of_a_mark_in_chinese(order, told):
    with pytest.raises(llmgraph.ArgumentError) as raised:
        filled(report(order))
    assert raised.value.text("zh").startswith("report.md:3: ")
    assert told in raised.value.text("zh")
    assert told not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<!-- llmgraph -->\n", "1: 标记须独占一行，写作 <!-- llmgraph: QUERY as FORM -->"),
        ("<!-- /llmgraph -->\n", "1: <!-- /llmgraph --> 之前没有标记"),
        ("<!-- llmgraph: list as prose -->\n", "1: 标记没有结尾；请在其下写 <!-- /llmgraph -->"),
        ("<!-- llmgraph: list as prose -->\n" * 2, "2: 第 1 行的标记尚未结束"),
    ],
)
def test_broken_marks_in_chinese(text, told):
    with pytest.raises(llmgraph.ArgumentError) as raised:
        placeholders_in(text)
    assert raised.value.text("zh") == told
