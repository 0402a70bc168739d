"""Living reports: spaces are filled, the rest stays byte for byte, and a stale one is told."""

import base64
import re

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import llmgraph
from llmgraph.cli import main
from llmgraph.queries.registry import QUERIES
from llmgraph.reports.fill import fill
from llmgraph.reports.markdown import markdown
from llmgraph.reports.placeholders import END, placeholders_in
from llmgraph.reports.requests import FORMS, Request, read_request
from llmgraph.writers.markdown import escaped

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
    ("text", "order", "line", "before"),
    [
        ("<!-- llmgraph: a as b -->\n<!-- /llmgraph -->", "a as b", 1, ""),
        ("x\n<!--llmgraph:a as b-->\nold\n<!--/llmgraph-->\n", "a as b", 2, ""),
        ("- x\n  <!-- llmgraph: a as b -->\n  <!-- /llmgraph -->\n", "a as b", 2, "  "),
        ("1. <!-- llmgraph: a as b -->\n   <!-- /llmgraph -->\n", "a as b", 1, "   "),
        ("> <!-- llmgraph: a as b -->\n> <!-- /llmgraph -->\n", "a as b", 1, "> "),
        ("<div>\n<!-- llmgraph: a as b -->\n<!-- /llmgraph -->\n</div>\n", "a as b", 2, ""),
        ("\ufeff<!-- llmgraph: a as b -->\n<!-- /llmgraph -->\n", "a as b", 1, ""),
        ("x\x0cy\u2028z\n<!-- llmgraph: a as b -->  \n<!-- /llmgraph -->\t\n", "a as b", 2, ""),
    ],
)
def test_marks_are_found_where_markdown_has_comments(text, order, line, before):
    [space] = placeholders_in(text)
    assert (space.order, space.line) == (order, line)
    assert space.before.replace("\ufeff", "") == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- llmgraph: list as table -->\n", "1: the mark has no end; write <!-- /llmgraph -->"),
        ("x\n\n<!-- /llmgraph -->\n", "3: <!-- /llmgraph --> without a mark before it"),
        (
            "<!-- llmgraph: list as table -->\n<!-- llmgraph: x as y -->\n<!-- /llmgraph -->",
            "2: the mark of line 1 is still open",
        ),
        ("<!-- llmgraph list as table -->\n", "1: a mark stands alone on its line and reads"),
        ("<!-- llmgraph:\nlist as table -->\n", "1: a mark stands alone on its line"),
        ("<!-- llmgraph: x as y --> more\n", "1: a mark stands alone on its line"),
        ("<!-- llmgraph: x as y --><!-- /llmgraph -->\n", "1: a mark stands alone on its line"),
        ("one\ntwo <!-- llmgraph: x as y --> three\n", "2: a mark stands alone on its line"),
        ("<!-- LLMgraph: x as y -->\n", "1: a mark stands alone on its line"),
    ],
)
def test_broken_marks_are_errors_with_their_line(text, message):
    with pytest.raises(llmgraph.ArgumentError, match=re.escape(message)):
        placeholders_in(text)


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("", "the mark does not end with: as mermaid | svg | table | prose"),
        ("list table", "the mark does not end with: as"),
        ("list as picture", "no form 'picture'; there are: mermaid, svg, table, prose"),
        ("fly as table", "no query 'fly'; a report may ask: descendants, ancestors, path"),
        ("check as table", "no query 'check'"),
        ("page as table", "no query 'page'"),
        ("embed x.md as table", "no query 'embed'"),
        ("completion bash as table", "no query 'completion'"),
        ("descendants as table", "Missing argument 'PAPER'"),
        ("descendants nonsense as table", 'No paper "nonsense" among'),
        ("descendants BERT --dept 2 as table", "No such option '--dept'"),
        ("descendants BERT --depth two as table", "'two' is not a valid integer"),
        ("descendants BERT --depth 0 as table", "The depth is a number of steps from 1 up"),
        ("list -o /tmp/x as table", "a report takes no --output"),
        ("list -ox as table", "a report takes no --output"),
        ("list --format json as table", "a report takes no --format"),
        ("list --help as table", "a report asks for answers, not for help"),
        ("list --nodes /n.csv --edges e.csv as table", "--nodes is a path from the folder of"),
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


def test_no_shell_reads_a_mark(tmp_path):
    words = read_request("ask `touch x` $(touch y) > z as prose").words
    assert words == ("`touch", "x`", "$(touch", "y)", ">", "z")


def test_an_order_keeps_quoted_words_together():
    assert read_request("path 'A b' \"c's\" -k 1 as prose") == Request(
        "path", ("A b", "c's", "-k", "1"), "prose"
    )


# What is filled


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("descendants GPT-3 --depth 1", lambda g: g.descendants("gpt-3", depth=1)),
        ("ancestors GPT-3 --since 2019", lambda g: g.ancestors("gpt-3", since="2019")),
        ("ancestors LLaVA --relations uses", lambda g: g.ancestors("llava", relations="uses")),
        ("ancestors LLaVA --side-steps any", lambda g: g.ancestors("llava", side_steps="any")),
        ("path Alpaca GPT-3 -k 2", lambda g: g.paths("alpaca", "gpt-3", k=2)),
        ("path Griffin BERT", lambda g: g.paths("griffin", "bert")),
        ("common DPO InstructGPT", lambda g: g.common_ancestors("dpo", "instructgpt")),
        ("rank --by descendants --top 3", lambda g: g.rank("descendants", top=3)),
        ("show Chinchilla --side source", lambda g: g.relations_of("chinchilla", side="source")),
        ("list --roots --until 2016", lambda g: g.select(until="2016").within(g.roots())),
        ("longest --from BERT", lambda g: g.longest_chain("bert")),
        ("main-path --by spnp", lambda g: g.main_path("spnp")),
        ("reading-path LLaVA --budget 3", lambda g: g.reading_path("llava", budget=3)),
        ("ask what led to ChatGPT", lambda g: g.ancestors("chatgpt")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMS)
def test_every_query_in_every_form_is_the_answer_of_the_library(order, expected, form):
    assert order.split()[0] in QUERIES
    body = markdown(expected(llmgraph.load()), form)
    assert filled(report(f"{order} as {form}")) == report(f"{order} as {form}", f"\n{body}\n\n")


def test_tables_and_prose_of_known_answers():
    table = filled(report("ancestors LLaVA --depth 1 as table"))
    assert (
        "**What led to LLaVA — 3 papers**\n\n"
        "| date | name | side steps | generation | depth | through |"
    ) in table
    assert "\n| 2021-02 | CLIP | 1 | 1 | 1 | is used by LLaVA |\n" in table
    chain = filled(report("path Alpaca InstructGPT -k 1 as prose"))
    assert (
        "\n1. Alpaca (2023-03) uses text-davinci-003 (2022-11), which extends InstructGPT "
        "(2022-03).\n   - Alpaca uses text-davinci-003: "
    ) in chain
    assert "None" not in filled(report("descendants 'Lost in the Middle' as table"))
    assert "— none." in filled(report("descendants 'Lost in the Middle' as prose"))
    assert "Mamba is an alternative to Transformer" in filled(
        report("path Mamba Transformer as prose")
    )
    assert "The nearest: " in filled(report("common DPO InstructGPT as prose"))


def nesting(text):
    """The texts of the points of a list as Markdown reads it, each with those below it."""
    found, depth = [], 0
    for token in GITHUB.parse(text):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline" and depth == 1:
            found.append((token.content, []))
        elif token.type == "inline" and depth == 2:
            found[-1][1].append(token.content)
    return found


def test_reasons_and_relations_stand_below_their_points():
    reading = filled(report("reading-path LLaVA --budget 11 as prose"))
    points = nesting(reading)
    assert len(points) == 11
    assert points[-1][0] == "LLaVA (2023-04): Visual Instruction Tuning"
    # Also below numbers of two digits.
    where, why = points[9][1]
    assert where.startswith("Wei-Lin Chiang, Zhuohan Li, Zi Lin et al., https")
    assert why.startswith("LLaVA extends Vicuna: Vicuna is the language model of LLaVA")
    assert "[stated: 002 §5.2.2" in why.replace("\\", "")
    path = nesting(filled(report("main-path as prose")))
    steps = llmgraph.load().main_path().steps
    assert [len(below) for _, below in path] == [len(step.rows) for step in steps]
    assert path[4][0].startswith("From Transformer (2017-06) to GPT-1 (2018-06), SPC ")
    assert path[4][1][0].startswith("GPT-1 extends Transformer: GPT-1 keeps only the decoder side")


def test_a_drawn_ranking_says_that_it_shows_relations():
    text = filled(report("rank --by pagerank --top 3 as mermaid"))
    assert 'title: "Relations among papers ranked by PageRank"' in text
    assert 'alt="Relations among papers ranked by PageRank"' in filled(
        report("rank --by pagerank --top 3 as svg")
    )


def test_a_long_list_of_papers_is_not_cut():
    lineage = llmgraph.load().descendants("Transformer")
    text = filled(report("descendants Transformer as prose")).replace("\\", "")
    assert all(lineage.tables.label(one) in text for one in lineage)
    assert len(text) > 2_500


def test_pictures_are_images_in_which_nothing_runs():
    text = filled(report("ancestors LLaVA --depth 1 as svg"))
    image = r'^<img alt="What led to LLaVA" src="data:image/svg\+xml;base64,([^"]+)"'
    [data] = re.findall(image, text, re.MULTILINE)
    answer = llmgraph.load().ancestors("llava", depth=1)
    assert base64.b64decode(data).decode() == answer.to_svg()


@pytest.mark.parametrize("form", FORMS)
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


# Hostile text


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_hostile_text_as_it_is(text):
    from llmgraph.language.wording import clean

    tokens = GITHUB.parse(escaped(clean(text)))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inline = tokens[1].children
    assert {one.type for one in inline} == {"text"}
    assert "".join(one.content for one in inline) == clean(text)


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
    assert inline <= {"text", "strong_open", "strong_close"}
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
    path = tables / "sub" / "report.md"
    path.write_text(report("list --nodes ../n.csv --edges ../e.csv as table"), encoding="utf-8")
    monkeypatch.chdir("/")
    assert run("embed", str(path)).exit_code == 0
    assert f"— {len(HOSTILE)} papers" in path.read_text(encoding="utf-8")


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
