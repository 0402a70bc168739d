"""What a check finds: one line with its place, in either language, and fit for a journey."""

import pickle
from pathlib import Path

import pytest

import llmgraph
from llmgraph.problems import Problem

BAD = Path(__file__).parent / "bad"


def bad_pair(code):
    return [BAD / f"{code}.{side}.csv" for side in ("nodes", "edges")]


def test_problems_can_be_compared_kept_in_sets_and_sent_to_other_processes():
    [one], [other] = (llmgraph.check_csv(*bad_pair("repeated-row")) for _ in range(2))
    assert one is not other
    assert one == other == pickle.loads(pickle.dumps(one))
    assert len({one, other}) == 1
    assert repr(one).startswith("Problem(code='repeated-row', severity='error', file='")
    assert repr(one).endswith(", message=\"'c uses b' is already on line 3; keep one row.\")")


def test_the_error_is_told_in_both_languages_also_after_a_journey():
    with pytest.raises(llmgraph.TableError) as raised:
        llmgraph.PaperGraph([{"id": "", "title": "T"}] * 12)
    for error in (raised.value, pickle.loads(pickle.dumps(raised.value))):
        assert error.problems == raised.value.problems
        assert str(error).splitlines()[9:] == [
            "papers:11 [id]: error bad-id: The id is empty; give the paper a short key of its own.",
            "… and 2 more problems",
        ]
        assert error.text("zh").splitlines()[9:] == [
            "papers:11 [id]: 错误 bad-id: id 为空；请为该论文写一个独有的短标识。",
            "……另有 2 个问题",
        ]


def test_the_error_tells_ten_problems_and_counts_the_others():
    with pytest.raises(llmgraph.TableError, match="… and 5 more problems") as raised:
        llmgraph.PaperGraph([{"id": "", "title": "T"}] * 15)
    assert len(raised.value.problems) == 15
    assert len(str(raised.value).splitlines()) == 11


def test_a_problem_reads_as_one_line_with_its_place():
    problem = Problem("bad-doi", "error", "n.csv", 7, "doi", "x", "It is none.")
    assert str(problem) == "n.csv:7 [doi]: error bad-doi: It is none."
    assert problem.to_dict() == {
        "code": "bad-doi",
        "severity": "error",
        "file": "n.csv",
        "line": 7,
        "column": "doi",
        "value": "x",
        "message": "It is none.",
    }
    assert str(Problem("empty-file", "error", "n.csv", 0, "", "", "E.")) == (
        "n.csv: error empty-file: E."
    )
