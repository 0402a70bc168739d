"""The command line: one library call per command, in every format."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main
from llmgraph.queries.measures import MEASURES

FORMATS = ["table", "json", "csv", "md", "ids"]


@pytest.fixture(scope="module")
def graph():
    return llmgraph.load()


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def ids(*arguments):
    result = run(*arguments, "--format", "ids")
    assert result.exit_code == 0, result.output
    return tuple(result.output.splitlines())


def test_descendants_of_the_transformer_are_printed(graph):
    result = run("descendants", "Transformer")
    lineage = graph.descendants("Transformer")
    lines = result.output.splitlines()
    assert lines[0] == f"What descends from Transformer — {len(lineage)} papers"
    assert lines[1] == (
        f"{lineage.beyond} more papers by chains of more side steps (--side-steps any)."
    )
    assert lines[3].split() == ["date", "name", "side", "steps", "generation", "depth", "through"]
    assert len(lines) == 4 + len(lineage)
    assert lines[4].startswith("2018-06  GPT-1")
    every = run("descendants", "Transformer", "--side-steps", "any").output.splitlines()
    assert every[0] == f"What descends from Transformer — {len(lineage) + lineage.beyond} papers"
    assert "more side steps" not in every[1]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("descendants", "Transformer"), lambda g: g.descendants("transformer")),
        (
            ("descendants", "GPT-3", "--relations", "strict", "--depth", "2", "--since", "2022",
             "--until", "2022-11", "--topics", "alignment"),
            lambda g: g.descendants("gpt-3", relations="strict", depth=2, since="2022",
                                    until="2022-11", topics="alignment"),
        ),
        (("ancestors", "思维链"), lambda g: g.ancestors("cot")),
        (("common", "DPO", "InstructGPT"), lambda g: g.common_ancestors("dpo", "instructgpt")),
        (("path", "Alpaca", "GPT-3", "-k", "5"), lambda g: g.paths("alpaca", "gpt-3", k=5)),
        (("show", "2203.15556"), lambda g: g.relations_of("chinchilla")),
        (("show", "LLaVA", "--relations", "uses", "--side", "source"),
         lambda g: g.relations_of("llava", relations="uses", side="source")),
        (("rank", "--by", "descendants", "--top", "7"), lambda g: g.rank("descendants", top=7)),
        (("rank", "--by", "in-degree", "--topics", "evaluation"),
         lambda g: g.rank("in_degree", topics="evaluation")),
        (("rank", "--by", "后代、中介中心性", "--as-of", "2022年，2023年6月"),
         lambda g: g.rank(["descendants", "betweenness"], as_of=["2023-06", "2022"])),
        (("descendants", "GPT-3", "--relations", "扩展,使用", "--topics", "对齐与安全",
          "--since", "2023年", "--as-of", "2024年1月"),
         lambda g: g.as_of("2024-01").descendants(
             "gpt-3", relations="extends,uses", topics="alignment and safety", since="2023")),
        (("rank", "--by", "pagerank,disruption-di5", "--window", "3", "--as-of", "2021,2020-06"),
         lambda g: g.rank(["pagerank", "disruption_di5"], window=3, as_of=["2020-06", "2021"])),
        (("rank", "--by", "betweenness", "--sample", "9", "--seed", "4", "--as-of", "2022"),
         lambda g: g.as_of("2022").rank("betweenness", sample=9, seed=4)),
        (("descendants", "Transformer", "--as-of", "2019"),
         lambda g: g.as_of("2019").descendants("transformer")),
        (("list", "--as-of", "2018-06"), lambda g: g.select(until="2018-06")),
        (("ask", "which papers matter most", "--as-of", "2020"),
         lambda g: g.as_of("2020").rank(top=10)),
        (("list",), lambda g: g.select()),
        (("list", "--since", "2024", "--topics", "training"),
         lambda g: g.select(since="2024", topics="training")),
        (("list", "--roots"), lambda g: g.roots()),
        (("list", "--leaves"), lambda g: g.leaves()),
        (("longest",), lambda g: g.longest_chain()),
        (("longest", "--from", "BERT"), lambda g: g.longest_chain("bert")),
        (("similar", "BERT", "--by", "cocitation", "--weight", "jaccard", "--top", "3"),
         lambda g: g.similar("bert", "cocitation", "jaccard", top=3)),
        (("similar", "--relations", "uses,extends", "--since", "2022", "--topics", "alignment"),
         lambda g: g.similar(relations="extends,uses", since="2022", topics="alignment")),
        (("communities", "--seed", "1", "--resolution", "2", "--relations", "strict"),
         lambda g: g.communities(1, 2.0, relations="strict")),
        (("reading-path", "LLaVA", "--known", "Transformer", "--known", "CLIP", "--budget", "5"),
         lambda g: g.reading_path("llava", ["transformer", "clip"], 5)),
        (("descendants", "GPT-3", "--side-steps", "0"),
         lambda g: g.descendants("gpt-3", side_steps=0)),
        (("ancestors", "LLaVA", "--side-steps", "any"),
         lambda g: g.ancestors("llava", side_steps="any")),
        (("common", "DPO", "LLaVA", "--side-steps", "2"),
         lambda g: g.common_ancestors("dpo", "llava", side_steps=2)),
        (("path", "Griffin", "BERT", "--side-steps", "2"),
         lambda g: g.paths("griffin", "bert", side_steps=2)),
        (("longest", "--side-steps", "0"), lambda g: g.longest_chain(side_steps=0)),
        (("list", "--roots", "--side-steps", "0"), lambda g: g.roots(side_steps=0)),
        (("list", "--leaves", "--side-steps", "0"), lambda g: g.leaves(side_steps=0)),
        (("rank", "--by", "ancestors", "--side-steps", "0"),
         lambda g: g.rank("ancestors", side_steps=0)),
        (("reading-path", "LLaVA", "--side-steps", "0"),
         lambda g: g.reading_path("llava", side_steps=0)),
        (("ask", "哪些论文源自", "Transformer"), lambda g: g.descendants("transformer")),
        (("ask", "what led to ChatGPT?"), lambda g: g.ancestors("chatgpt")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_commands_give_the_answer_of_the_library(graph, arguments, expected):
    answer = expected(graph)
    assert ids(*arguments) == answer.ids
    rows = json.loads(run(*arguments, "--format", "json").output)["rows"]
    assert rows == json.loads(json.dumps(answer.rows()))
    table = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").output)))
    assert len(table) == len(answer.rows())
    if table:
        assert list(table[0]) == list(answer.rows()[0])


def test_markdown_is_one_table(graph):
    lines = run("rank", "--top", "3", "--format", "md").output.splitlines()
    assert lines[2] == (
        "In-degree is measured over all rows of descent, whatever the side steps of a chain."
    )
    assert lines[4] == "| rank | tied | name | date | in degree |"
    assert lines[5] == "| --- | --- | --- | --- | --- |"
    first = graph[graph.rank(top=1).ids[0]]
    assert lines[6].startswith(f"| 1 |  | {first.name} | {first.date} |")


def test_path_is_told_as_sentences():
    output = run("path", "Alpaca", "InstructGPT", "-k", "1").output
    sentence = "1. Alpaca (2023-03) uses text-davinci-003 (2022-11), which extends InstructGPT"
    assert sentence in output
    assert "[stated: 002 §3.2.3" in output


def test_no_path_is_said_plainly():
    result = run("path", "Mamba", "Transformer")
    assert result.exit_code == 0
    assert "No chain of descent joins Mamba (2023-12) and Transformer (2017-06)." in result.output
    assert "Mamba is an alternative to Transformer" in result.output


def test_show_tells_what_is_known_with_the_evidence():
    output = run("show", "chinchilla").output
    assert "Title: Training Compute-Optimal Large Language Models" in output
    assert "arXiv: 2203.15556" in output
    assert "Chinchilla corrects Kaplan scaling laws" in output
    assert "002 §2.1.2" in output


def test_nothing_found_is_said():
    assert "None." in run("descendants", "Lost in the Middle").output
    assert ids("descendants", "Lost in the Middle") == ()


@pytest.mark.parametrize("form", FORMATS)
def test_output_goes_to_a_file(tmp_path, form):
    path = tmp_path / "answer"
    result = run("ancestors", "LLaVA", "--format", form, "-o", str(path))
    assert result.exit_code == 0
    assert path.read_text(encoding="utf-8") == run("ancestors", "LLaVA", "--format", form).output


@pytest.mark.parametrize(
    ("ending", "form"), [(".json", "json"), (".CSV", "csv"), (".md", "md"), (".txt", "table")]
)
def test_the_ending_of_the_file_chooses_the_format(tmp_path, ending, form):
    path = tmp_path / f"answer{ending}"
    assert run("ancestors", "LLaVA", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8") == run("ancestors", "LLaVA", "--format", form).output


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        (".svg", b"<svg "),
        (".png", b"\x89PNG"),
        (".pdf", b"%PDF-"),
        (".html", b"<!doctype html>"),
        (".mmd", b'---\ntitle: "What led to LLaVA"'),
        (".dot", b"digraph "),
        (".tex", b"\\documentclass{article}"),
    ],
)
def test_answers_are_drawn_where_the_file_is_a_drawing(tmp_path, ending, begins):
    path = tmp_path / f"answer{ending}"
    result = run("ancestors", "LLaVA", "--depth", "1", "-o", str(path))
    assert result.exit_code == 0
    assert path.read_bytes().startswith(begins)
    counted = "" if ending in (".mmd", ".dot", ".tex") else ", 4 papers drawn"
    assert result.stderr == f"Wrote {path}: What led to LLaVA{counted}\n"


def test_an_ending_of_no_format_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "answer.jpg"
    result = run("ancestors", "LLaVA", "-o", str(path))
    assert result.exit_code == 2
    assert "no format ends in .jpg. Name --format, or: .txt, .json, .csv, .md, .svg" in re.sub(
        r"\s+", " ", result.stderr
    )
    assert not path.exists()
    assert run("ancestors", "LLaVA", "-o", str(path), "--format", "ids").exit_code == 0
    assert run("ancestors", "LLaVA", "-o", str(tmp_path / "answer")).exit_code == 0


def test_a_format_that_is_named_goes_before_the_ending(tmp_path):
    path = tmp_path / "answer.svg"
    assert run("ancestors", "LLaVA", "--format", "ids", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8") == run("ancestors", "LLaVA", "--format", "ids").output


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("rank", "Relations among papers ranked by in-degree"),
        ("communities", "Communities of related papers"),
        ("main-path", "Main path (SPC, heaviest chains)"),
    ],
)
def test_rankings_communities_and_main_paths_are_drawn(tmp_path, command, title):
    path = tmp_path / "answer.html"
    result = run(command, "-o", str(path))
    assert result.exit_code == 0
    assert result.stderr.startswith(f"Wrote {path}: {title}")
    assert f"<title>{title}" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("descendants", "nonsense"), 'No paper "nonsense" among'),
        (("descendants", "GPT"), '"GPT" may mean any of'),
        (("descendants", "BERT", "--relations", "disputes"), "'disputes' carries no descent"),
        (("descendants", "BERT", "--relations", "eats"), "No relation type 'eats'"),
        (("descendants", "BERT", "--depth", "0"), "The depth is a number of steps from 1 up"),
        (("descendants", "BERT", "--since", "soon"), "'soon' is no date"),
        (
            ("descendants", "BERT", "--side-steps", "-1"),
            'side_steps is a number of side steps from 0 up, or "any", not -1.',
        ),
        (
            ("path", "Griffin", "BERT", "--side-steps", "all"),
            "Invalid value for '--side-steps': 'all' is neither a number from 0 up nor any.",
        ),
        (
            ("rank", "--by", "pagerank", "--side-steps", "2"),
            "side_steps is for descendants and ancestors; pagerank",
        ),
        (("descendants", "BERT", "--topics", "cooking"), 'No topic is like "cooking"'),
        (("path", "BERT", "BERT"), "Both names mean one paper"),
        (("common", "BERT"), "Common ancestors need two different papers"),
        (("list", "--topics", "烹饪"), 'No topic is like "烹饪"'),
        (("list", "--since", "2023年13月"), "'2023年13月' is no date; write YYYY-MM or YYYY."),
        (("descendants", "BERT", "--relations", "综述"), "'surveys' carries no descent"),
        (("rank", "--by", "beauty"), "No measure 'beauty'. There are: in_degree, "),
        (("rank", "--alpha", "0.5"), "No setting 'alpha' here: in_degree takes none. It is for"),
        (("rank", "--by", "pagerank", "--alpha", "2"), "alpha is at least 0 and below 1, not 2"),
        (("rank", "--as-of", "soon"), "'soon' is no date; write YYYY-MM or YYYY"),
        (("list", "--as-of", "2020,2021"), "'2020,2021' is no date"),
        (("ask", "why", "is", "the", "sky", "blue"), "is no form of question that is understood"),
        (("list", "--nodes", "only.csv"), "Name both tables"),
        (("check", "only.csv"), "Name both tables"),
        (("descendants",), "Missing argument"),
        (("similar", "BERT", "--top", "0"), "top is a number of papers or pairs from 1 up"),
        (("communities", "--resolution", "0"), "resolution is a number above 0, not 0.0"),
        (("reading-path", "LLaVA", "--known", "LLaVA"), "llava is the paper to understand"),
        (("fly",), "No such command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_call_gets_one_clear_error_and_exit_code_2(arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_bad_data_gets_exit_code_1(tmp_path):
    missing = str(tmp_path / "nothing.csv")
    result = run("list", "--nodes", missing, "--edges", missing)
    assert result.exit_code == 1
    assert "There is no such file" in result.stderr


def test_own_tables(tmp_path):
    (tmp_path / "n.csv").write_text("id,title,date\na,Old,2001\nb,New,2002-05\n", encoding="utf-8")
    (tmp_path / "e.csv").write_text("source,relation,target\nb,extends,a\n", encoding="utf-8")
    tables = ("--nodes", str(tmp_path / "n.csv"), "--edges", str(tmp_path / "e.csv"))
    assert ids("descendants", "Old", *tables) == ("b",)


@pytest.mark.parametrize(
    ("command", "kept", "left"),
    [
        (("descendants", "A"), ("b", "c"), ("b",)),
        (("ancestors", "C"), ("a", "b"), ()),
        (("common", "B", "C"), ("a",), ()),
        (("path", "A", "C"), ("c", "a", "b"), ()),
        (("longest",), ("c", "a", "b"), ("a", "b")),
    ],
)
def test_rows_against_the_dates_are_kept_and_told_or_dropped(tmp_path, command, kept, left):
    #  a ──> b ──> c, where c is the oldest
    nodes, edges = tmp_path / "n.csv", tmp_path / "e.csv"
    nodes.write_text("id,title,date\na,A,2001\nb,B,2002\nc,C,2000\n", encoding="utf-8")
    edges.write_text("source,relation,target\nb,extends,a\nc,uses,b\n", encoding="utf-8")
    tables = ("--nodes", str(nodes), "--edges", str(edges))
    assert set(ids(*command, *tables)) == set(kept)
    assert "1 row against the dates (a child older than its parent): C uses B." in (
        run(*command, *tables).output
    )
    assert set(ids(*command, *tables, "--cycles", "dates")) == set(left)
    assert "1 row left out against the dates: C uses B." in (
        run(*command, *tables, "--cycles", "dates").output
    )


def test_a_paper_younger_than_the_date_is_told_with_its_date():
    result = run("descendants", "DeepSeek-R1", "--as-of", "2022-12")
    assert (result.exit_code, result.stdout) == (2, "")
    told = "DeepSeek-R1 is of 2025-01, after 2022-12: it is not in the graph as of 2022-12."
    assert result.stderr == f"llmgraph: {told}\n"


def test_check_of_the_shipped_tables_is_clean():
    result = run("check")
    assert result.exit_code == 0
    assert "0 errors" in result.output.splitlines()[-1]


def test_check_tells_problems_for_people_and_machines(tmp_path):
    nodes, edges = tmp_path / "n.csv", tmp_path / "e.csv"
    nodes.write_text("id,title,date\na,Old,2001\nb,New,2002-13\n", encoding="utf-8")
    edges.write_text("source,relation,target\nb,extends,c\n", encoding="utf-8")
    people = run("check", str(nodes), str(edges))
    machines = run("check", str(nodes), str(edges), "--format", "json")
    assert (people.exit_code, machines.exit_code) == (1, 1)
    assert f"{nodes}:3 [date]: error bad-date: '2002-13' is no date" in people.stdout
    found = {(row["code"], row["line"], row["column"]) for row in json.loads(machines.stdout)}
    assert {("bad-date", 3, "date"), ("dangling-end", 2, "target")} <= found


def test_page_is_written(graph, tmp_path):
    path = tmp_path / "page.html"
    result = run("page", "LLaVA", "--ancestors", "-o", str(path))
    assert result.exit_code == 0, result.output
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "What led to LLaVA" in text
    drawn = 1 + len(graph.ancestors("LLaVA"))
    assert f"What led to LLaVA, {drawn} papers drawn" in result.stderr
    every = run("page", "LLaVA", "--ancestors", "--side-steps", "any", "-o", str(path))
    more = 1 + len(graph.ancestors("LLaVA", side_steps="any"))
    assert more > drawn
    assert f"What led to LLaVA, {more} papers drawn" in every.stderr


@pytest.mark.parametrize(("command", "file"), [("page", "page.html"), ("chart", "chart.svg")])
def test_a_picture_of_the_graph_as_it_stood(tmp_path, command, file):
    path = tmp_path / file
    result = run(command, "GPT-3", "--as-of", "2020-12", "-o", str(path))
    assert result.stderr == f"Wrote {path}: What descends from GPT-3, 2 papers drawn\n"
    assert "InstructGPT" not in path.read_text(encoding="utf-8")


def test_a_chart_for_a_slide(tmp_path):
    path = tmp_path / "chart.svg"
    result = run("chart", "Transformer", "--size", "slide", "--limit", "20", "-o", str(path))
    assert result.exit_code == 0, result.output
    assert 'width="959.98pt" height="540pt"' in path.read_text(encoding="utf-8")
    result = run("chart", "Transformer", "--size", "slide", "--width", "9", "-o", str(path))
    assert result.exit_code == 2
    assert result.stderr == "llmgraph: A chart has a size or a width, not both.\n"


def test_rank_tells_its_measures():
    output = run("rank", "--help").output
    for measure in MEASURES:
        assert f"\n  {measure} " in output


def test_measures_are_completed_after_a_comma():
    environment = {
        "_LLMGRAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": "llmgraph rank --by katz,in-",
        "COMP_CWORD": "3",
    }
    result = CliRunner().invoke(main, [], env=environment, prog_name="llmgraph")
    assert result.output.splitlines() == ["plain,katz,in_degree"]


def test_reasons_are_nested_in_markdown():
    lines = run("reading-path", "LLaVA", "--budget", "11", "--format", "md").output.splitlines()
    assert "1. Transformer (2017-06): Attention Is All You Need" in lines
    reason = "   - CLIP uses Transformer: The text encoder of CLIP is a Transformer. "
    assert [line for line in lines if line.startswith(reason)] != []
    eleventh = lines.index("11. LLaVA (2023-04): Visual Instruction Tuning")
    assert lines[eleventh + 1] == (
        "    - Haotian Liu, Chunyuan Li, Qingyang Wu et al., https\\://arxiv.org/abs/2304.08485"
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell):
    output = run("completion", shell).output
    assert "_LLMGRAPH_COMPLETE" in output


def test_paper_names_are_completed():
    environment = {
        "_LLMGRAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": "llmgraph descendants chin",
        "COMP_CWORD": "2",
    }
    result = CliRunner().invoke(main, [], env=environment, prog_name="llmgraph")
    assert "plain,Chinchilla" in result.output.splitlines()
    # A shell would take "Chinchilla scaling laws" for three names.
    assert [line for line in result.output.splitlines() if " " in line] == []


def test_version_is_that_of_the_package():
    assert run("--version").output == f"llmgraph, version {llmgraph.__version__}\n"


def test_a_closed_pipe_is_no_traceback():
    command = f"{sys.executable} -m llmgraph descendants Transformer | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("What descends from Transformer")
    assert done.stderr == ""


def test_piped_output_has_no_colours_and_no_trailing_blanks():
    command = [sys.executable, "-m", "llmgraph", "descendants", "Transformer"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "\x1b" not in text
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_wide_characters_are_aligned(tmp_path):
    (tmp_path / "n.csv").write_text(
        "id,title,short_name,date\na,甲,思维链,2001\nb,B,Bee,2002\n", encoding="utf-8"
    )
    (tmp_path / "e.csv").write_text("source,relation,target\n", encoding="utf-8")
    tables = ("--nodes", str(tmp_path / "n.csv"), "--edges", str(tmp_path / "e.csv"))
    first, second = run("list", *tables).output.splitlines()[-2:]
    # Three Chinese characters are six cells wide, "Bee" is three.
    assert first == "2001  思维链         甲"
    assert second == "2002  Bee            B"
