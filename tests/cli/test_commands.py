"""The command line: one library call per command, in every format."""

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main


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
    oldest = graph[lineage.ids[0]]
    assert lines[4].startswith(f"{oldest.date}  {oldest.name}")
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


def test_path_is_told_as_sentences():
    output = run("path", "Alpaca", "InstructGPT", "-k", "1").output
    sentence = "1. Alpaca (2023-03) uses text-davinci-003 (2022-11), which extends InstructGPT"
    assert sentence in output
    assert "[stated: 002 §3.2.3" in output


def test_no_path_is_said_plainly():
    result = run("path", "S4", "Transformer")
    assert result.exit_code == 0
    assert (
        "No chain of descent joins S4 (2021-10) and Transformer (2017-06) in this graph ("
        in result.output
    )
    assert "S4 is an alternative to Transformer" in result.output


def test_show_tells_what_is_known_with_the_evidence():
    output = run("show", "chinchilla").output
    assert "Title: Training Compute-Optimal Large Language Models" in output
    assert "arXiv: 2203.15556" in output
    assert "Chinchilla (2022-03) corrects Kaplan scaling laws (2020-01)" in output
    assert "002 §2.1.2" in output


def test_nothing_found_is_said():
    assert run("descendants", "Lost in the Middle").output.split("\n")[:3] == [
        "What descends from Lost in the Middle — 0 papers",
        "Nothing descends from Lost in the Middle by extends, uses, corrects, enables.",
        "",
    ]
    assert "None." in run("list", "--since", "2100").output
    assert ids("descendants", "Lost in the Middle") == ()


@pytest.mark.parametrize(
    ("ending", "form"), [(".json", "json"), (".CSV", "csv"), (".md", "md"), (".txt", "table")]
)
def test_the_ending_of_the_file_chooses_the_format(tmp_path, ending, form):
    path = tmp_path / f"answer{ending}"
    assert run("ancestors", "LLaVA", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8") == run("ancestors", "LLaVA", "--format", form).output


def test_an_ending_of_no_format_is_refused_before_anything_is_written(tmp_path):
    path = tmp_path / "answer.jpg"
    result = run("ancestors", "LLaVA", "-o", str(path))
    assert result.exit_code == 2
    assert (
        "no format ends in .jpg. Name --format, or: .txt, .json, .csv, .md, .bib, .svg"
        in re.sub(r"\s+", " ", result.stderr)
    )
    assert not path.exists()
    assert run("ancestors", "LLaVA", "-o", str(path), "--format", "ids").exit_code == 0
    assert run("ancestors", "LLaVA", "-o", str(tmp_path / "answer")).exit_code == 0


def test_a_format_that_is_named_goes_before_the_ending(tmp_path):
    path = tmp_path / "answer.svg"
    assert run("ancestors", "LLaVA", "--format", "ids", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8") == run("ancestors", "LLaVA", "--format", "ids").output


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
    told = "DeepSeek-R1 is dated 2025-01, after 2022-12: it is not in the graph as of 2022-12."
    assert result.stderr == f"llmgraph: {told}\n"


def test_version_is_that_of_the_package():
    version, data = llmgraph.__version__, llmgraph.load().release.removeprefix("llmgraph ")
    assert run("--version").output == f"llmgraph, version {version}, data {data}\n"


def test_ids_need_no_rows(monkeypatch):
    whole = run("reduction", "--format", "ids").stdout
    monkeypatch.setattr(llmgraph.Reduction, "rows", None)
    assert run("reduction", "--format", "ids").stdout == whole
    assert whole.split() == [*llmgraph.load().reduction().ids]


@pytest.mark.parametrize("name", ["n.csv", "e.csv", "link.csv", "./n.csv"])
@pytest.mark.parametrize("command", [["list"], ["page"], ["chart"]])
def test_a_table_that_is_read_is_not_written_over(tmp_path, monkeypatch, name, command):
    monkeypatch.chdir(tmp_path)
    llmgraph.write_csv(llmgraph.load().subgraph(["LoRA", "QLoRA"]), "n.csv", "e.csv")
    (tmp_path / "link.csv").symlink_to("e.csv")
    before = [(tmp_path / one).read_bytes() for one in ("n.csv", "e.csv")]
    done = run(*command, "--nodes", "n.csv", "--edges", "e.csv", "-o", name)
    assert done.exit_code == 2
    told = "is read by this command, and would be lost" if command != ["chart"] else "Error"
    assert told in done.stderr
    assert [(tmp_path / one).read_bytes() for one in ("n.csv", "e.csv")] == before


def test_a_file_of_claims_is_not_written_over(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text("paper,relation,ancestor\nQLoRA,uses,LoRA\n", encoding="utf-8")
    done = run("claims", str(path), "-o", str(path))
    assert done.exit_code == 2
    assert "would be lost; write to another file" in done.stderr
    assert path.read_text(encoding="utf-8").startswith("paper,relation")


def test_a_dash_is_standard_output(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("list", "--roots", "-o", "-").stdout == run("list", "--roots").stdout
    assert list(tmp_path.iterdir()) == []
