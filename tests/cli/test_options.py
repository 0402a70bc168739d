"""What the commands share: tables of ones own, completion, and errors in one line."""

import pytest
from click.testing import CliRunner

from llmgraph.cli import main
from llmgraph.queries.measures import MEASURES


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def ids(*arguments):
    result = run(*arguments, "--format", "ids")
    assert result.exit_code == 0, result.output
    return tuple(result.output.splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("descendants", "nonsense"), 'No paper "nonsense" among'),
        (("descendants", "GPT"), '"GPT" may mean any of'),
        (("descendants", "BERT", "--relations", "disputes"), "'disputes' carries no descent"),
        (("descendants", "BERT", "--relations", "eats"), "No relation type 'eats'"),
        (("descendants", "BERT", "--depth", "0"), "The depth must be a number of steps from 1 up"),
        (("descendants", "BERT", "--since", "soon"), "'soon' is not a date"),
        (
            ("descendants", "BERT", "--side-steps", "-1"),
            'side_steps must be a number of side steps from 0 up, or "any", not -1.',
        ),
        (
            ("path", "Griffin", "BERT", "--side-steps", "all"),
            "Invalid value for '--side-steps': 'all' is neither a number from 0 up nor any.",
        ),
        (
            ("rank", "--by", "pagerank", "--side-steps", "2"),
            "side_steps is for descendants and ancestors; pagerank",
        ),
        (("descendants", "BERT", "--topics", "cooking"), 'No topic matches "cooking"'),
        (("path", "BERT", "BERT"), "Both names mean the same paper"),
        (("common", "BERT"), "Common ancestors need two different papers"),
        (("list", "--topics", "烹饪"), 'No topic matches "烹饪"'),
        (("list", "--since", "2023年13月"), "'2023年13月' is not a date; write since as"),
        (("descendants", "BERT", "--relations", "综述"), "'surveys' carries no descent"),
        (("rank", "--by", "beauty"), "No measure 'beauty'. Choose from: in_degree, "),
        (("rank", "--alpha", "0.5"), "No setting 'alpha' here: in_degree takes none. It is for"),
        (
            ("rank", "--by", "pagerank", "--alpha", "2"),
            "alpha must be at least 0 and below 1, not 2",
        ),
        (("rank", "--as-of", "soon"), "'soon' is not a date; write as_of as YYYY-MM-DD"),
        (("list", "--as-of", "2020,2021"), "'2020,2021' is not a date"),
        (("ask", "why", "is", "the", "sky", "blue"), "matches no supported form of question"),
        (("list", "--nodes", "only.csv"), "Name both tables"),
        (("check", "only.csv"), "Name both tables"),
        (("descendants",), "Missing argument"),
        (("similar", "BERT", "--top", "0"), "top must be a number of papers or pairs from 1 up"),
        (("communities", "--resolution", "0"), "resolution must be a number above 0, not 0.0"),
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
