"""Living reports: spaces are filled, the rest stays byte for byte, and a stale one is told."""

import os

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import llmgraph
from llmgraph.cli import main
from llmgraph.reports.fill import fill
from llmgraph.reports.placeholders import END, placeholders_in
from llmgraph.reports.requests import FILES, OUTPUTS

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


FORMS = [form for form in OUTPUTS if form not in FILES]
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
        ("", "the mark does not end with: as mermaid | svg | png | pdf | table | prose | glo"),
        ("list table", "the mark does not end with: as"),
        ("list as picture", "no form 'picture'; choose from: mermaid, svg, png, pdf, table, prose"),
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


@pytest.mark.parametrize("form", [*FORMS, "svg > a.svg", "bibtex > b.bib"])
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


@pytest.mark.parametrize("form", FORMS)
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


def test_a_report_without_marks_is_fine_and_says_so(tmp_path):
    path = tmp_path / "report.md"
    path.write_text("# No mark\n", encoding="utf-8")
    result = run("embed", "--check", str(path))
    assert result.exit_code == 0
    assert f"No mark in {path}; write <!-- llmgraph: QUERY as FORM -->" in result.stderr


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
        (
            "longest as poem",
            "没有形式 'poem'；可用：mermaid、svg、png、pdf、table、prose、glossary、bibtex",
        ),
        (
            "longest",
            "标记须以此结尾：as mermaid | svg | png | pdf | table | prose | glossary | bibtex",
        ),
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


# Values, files, options for all marks


HEIRS = "<!-- llmgraph: count descendants LoRA -->"


def test_values_within_a_sentence_stay_true(tmp_path):
    count = len(llmgraph.load().descendants("LoRA"))
    path = tmp_path / "report.md"
    text = f"LoRA has {HEIRS}1<!-- /llmgraph --> heirs, that is {HEIRS}2<!-- /llmgraph -->.\n"
    path.write_text(text, encoding="utf-8")
    stale = run("embed", "--check", str(path))
    assert stale.exit_code == 1
    assert stale.stderr.splitlines() == [
        f"Stale {path}:1: count descendants LoRA: {old} → {count}" for old in (1, 2)
    ]
    assert run("embed", str(path)).exit_code == 0
    value = f"{HEIRS}{count}<!-- /llmgraph -->"
    told = path.read_text(encoding="utf-8")
    assert told == f"LoRA has {value} heirs, that is {value}.\n"
    assert run("embed", "--check", str(path)).output == ""


@pytest.mark.parametrize(
    ("request_", "value"),
    [
        ("count ancestors LLaVA --depth 1 in words", "three"),
        ("count ancestors LLaVA --depth 1 --lang zh in words", "三"),
        ("list ancestors LLaVA --depth 1", "CLIP, GPT-4 and Vicuna"),
        ("list ancestors LLaVA --depth 1 --lang zh", "CLIP、GPT-4 和 Vicuna"),
        ("first ancestors LLaVA --depth 1", "CLIP"),
        ("date ancestors LLaVA --depth 1", "2021-01"),
        ("date show DPO", "2023-05"),
        ("first show DPO", "DPO"),
        ("cite show DPO", "[@dpo]"),
        ("count path DPO PPO -k 1", str(llmgraph.load().paths("DPO", "PPO").total)),
        ("cite ancestors LLaVA --depth 1", "[@clip; @gpt-4; @vicuna]"),
    ],
)
def test_forms_of_values(request_, value):
    opened = f"x <!-- llmgraph: {request_} -->"
    assert filled(f"{opened}?<!-- /llmgraph -->\n") == f"{opened}{value}<!-- /llmgraph -->\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x <!-- llmgraph: longest as prose -->y<!-- /llmgraph -->\n", "asks for a value: count"),
        (report("count longest"), "put both marks on one line"),
        ("x <!-- llmgraph: first ancestors ResNet -->y<!-- /llmgraph -->\n", "has no paper"),
        ("x <!-- llmgraph: count longest -->y\n", "a mark stands alone on its line"),
        (report("longest as png"), "the form png needs a file: as png > answer.png"),
        (report("longest as table > t.svg"), "stands in the report, not in a file"),
        (report("longest as svg > t.png"), "must end in .svg; 't.png' does not"),
        (report("longest as svg > ../../t.svg"), "which is outside"),
        (report("longest as svg > /t.svg"), "relative to the folder of the report, not /t.svg"),
        (report("longest --width 3 as table"), "--width has an effect only on drawings"),
    ],
)
def test_marks_that_ask_for_what_is_not_there(tmp_path, text, told):
    with pytest.raises(llmgraph.ArgumentError, match=told.replace("/", ".")):
        filled(text, tmp_path)


def test_every_error_of_a_run_is_told_and_nothing_is_written(tmp_path):
    paths = [tmp_path / name for name in ("one.md", "two.md")]
    paths[0].write_text(report("fly as prose") + report("longest as poem"), encoding="utf-8")
    paths[1].write_text(report("longest as prose") + report("nest as prose"), encoding="utf-8")
    before = [path.read_bytes() for path in paths]
    result = run("embed", *map(str, paths))
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        f"{paths[0]}:3", f"{paths[0]}:9", f"{paths[1]}:9"
    ]  # fmt: skip
    assert [path.read_bytes() for path in paths] == before


def test_pictures_stand_in_files_beside_the_report_which_are_checked(tmp_path):
    path = tmp_path / "report.md"
    orders = {
        "ancestors LLaVA --depth 1 --dark --size column as svg > llava.svg": "llava.svg",
        "ancestors LLaVA --depth 1 --dpi 100 as png > llava.png": "llava.png",
        "ancestors LLaVA --depth 1 as bibtex > refs.bib": "refs.bib",
    }
    path.write_text("".join(map(report, orders)), encoding="utf-8")
    assert run("embed", str(path)).exit_code == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "llava.png", "llava.svg", "refs.bib", "report.md"
    ]  # fmt: skip
    assert "LLaVA builds on CLIP, GPT-4 and Vicuna.](llava.svg)" in path.read_text(encoding="utf-8")
    assert "base64" not in path.read_text(encoding="utf-8")
    assert 'fill="#16181c"' in (tmp_path / "llava.svg").read_text(encoding="utf-8")
    assert (tmp_path / "refs.bib").read_text(encoding="utf-8").startswith("@misc{llava,")
    assert run("embed", "--check", str(path)).output == ""
    for order, name in orders.items():
        (tmp_path / name).unlink()
        stale = run("embed", "--check", str(path))
        assert (stale.exit_code, [order in line for line in stale.stderr.splitlines()]) == (
            1,
            [True],
        )
        assert run("embed", str(path)).exit_code == 0
        assert (tmp_path / name).exists()


def test_two_marks_do_not_write_one_file(tmp_path):
    path = tmp_path / "report.md"
    text = report("longest as svg > a.svg") + report("ancestors LLaVA --depth 1 as svg > a.svg")
    path.write_text(text, encoding="utf-8")
    result = run("embed", str(path))
    assert result.exit_code == 2
    assert "is written by two marks" in result.stderr


def test_options_hold_for_all_marks_below_them():
    text = "<!-- llmgraph: with --lang zh -->\n\n" + report("longest as prose")
    assert "最长" in filled(text)
    own = "<!-- llmgraph: with --lang zh -->\n\n" + report("longest --lang en as prose")
    assert "最长" not in filled(own)
    again = text + "<!-- llmgraph: with -->\n\n" + report("longest as prose")
    assert filled(again).endswith(filled(report("longest as prose")))


def test_reports_of_a_folder_are_filled_and_the_change_is_shown(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    paths = [tmp_path / name for name in ("one.md", "sub/two.md", ".hidden/three.md", "four.txt")]
    for path in paths:
        path.write_text(f"x {HEIRS}0<!-- /llmgraph -->\n", encoding="utf-8")
    shown = run("embed", "--check", "--diff", str(tmp_path))
    count = len(llmgraph.load().descendants("LoRA"))
    assert shown.exit_code == 1
    for path in paths[:2]:
        assert f"--- {path}\n+++ {path}\n@@ -1 +1 @@\n" in shown.stdout
    assert shown.stdout.count(f"\n+x {HEIRS}{count}<!-- /llmgraph -->\n") == 2
    assert run("embed", str(tmp_path)).exit_code == 0
    assert [f">{count}<" in path.read_text(encoding="utf-8") for path in paths] == [
        True, True, False, False
    ]  # fmt: skip


def test_commands_of_latex_are_values(tmp_path):
    path = tmp_path / "values.tex"
    lines = [
        r"\newcommand{\Heirs}{0}% llmgraph: count ancestors LLaVA --depth 1",
        r"\newcommand\Parents{}  % llmgraph: list ancestors LLaVA --depth 1",
        r"\newcommand{\Refs}{\cite{x}}% llmgraph: cite ancestors LLaVA --depth 1",
        r"\newcommand{\Other}{0}% no request",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run("embed", "--values", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").splitlines() == [
        lines[0].replace("{0}", "{3}"),
        lines[1].replace("{}", "{CLIP, GPT-4 and Vicuna}"),
        lines[2].replace("{x}", "{clip,gpt-4,vicuna}"),
        lines[3],
    ]
    assert run("embed", "--check", "--values", str(path)).output == ""
    assert run("embed").exit_code == 2


def test_a_ranking_is_capped_and_says_so():
    total = len(llmgraph.load())
    told = filled(report("rank as table"))
    assert f"The first 25 of {total} rows." in told
    assert told.count("\n| ") == 2 + 25
    whole = filled(report(f"rank --top {total} as table"))
    assert "The first 25" not in whole
    assert whole.count("\n| ") == 2 + total
    # A lineage is whole in any case.
    lineage = filled(report("descendants Transformer as table"))
    assert lineage.count("\n| ") == 2 + len(llmgraph.load().descendants("Transformer"))
