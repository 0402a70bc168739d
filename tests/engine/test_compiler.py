"""One text of each loop: as it is on small graphs, compiled on large ones."""

import os
import subprocess
import sys

import numpy as np
import pytest

from llmgraph.engine import compiler
from llmgraph.engine.compiler import compiled, kernel

WITHOUT_NUMBA = "needs Numba: pip install 'paper-lineage[fast]'"


def added(values, start):
    total = start
    for value in values:
        total += value
    return total


@pytest.fixture
def chosen(monkeypatch):
    """Which loops are asked to be compiled; none is."""
    found = []
    monkeypatch.setattr(compiler, "compiled", lambda loop: found.append(loop) or loop)
    monkeypatch.setattr(compiler, "LARGE", 10)
    return found


def test_little_work_runs_as_it_is(chosen):
    assert kernel()(added)(np.arange(9), 1) == 37
    assert chosen == []


def test_much_work_runs_compiled(chosen):
    assert kernel()(added)(np.arange(10), 1) == 46
    assert chosen == [added]


def test_a_kernel_may_know_its_work_better(chosen):
    assert kernel(lambda values, start: start)(added)(np.arange(3), 10) == 13
    assert chosen == [added]


def test_without_a_compiler_every_loop_runs_as_it_is(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(compiler, "import_module", missing)
    assert compiled.__wrapped__(added) is added


def run(code, **environment):
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout, result.stderr


# A chain of 5,000 papers, and compiling from one step on.
QUESTION = """
import sys
import numpy as np
from llmgraph.engine import compile_index, compiler
compiler.LARGE = {large}
ends = np.arange(5000, dtype=np.int32)
index = compile_index(5000, ends[:-1], ends[1:], ends[1:])
print(index.steps(0, older=False)[-1], "numba" in sys.modules)
"""


def test_a_small_graph_loads_no_compiler():
    assert run(QUESTION.format(large=compiler.LARGE)) == ("4999 False\n", "")


def test_a_large_graph_is_compiled_and_kept(tmp_path):
    pytest.importorskip("numba", reason=WITHOUT_NUMBA)
    found = run(QUESTION.format(large=1), NUMBA_CACHE_DIR=str(tmp_path))
    assert found == ("4999 True\n", "")
    kept = {path.name.partition(".")[2].partition("-")[0] for path in tmp_path.rglob("*.nbi")}
    assert kept == {"strong_components", "fewest_steps"}


def test_no_folder_for_machine_code(tmp_path):
    pytest.importorskip("numba", reason=WITHOUT_NUMBA)
    (tmp_path / "file").touch()
    found = run(QUESTION.format(large=1), NUMBA_CACHE_DIR=str(tmp_path / "file" / "folder"))
    assert found == ("4999 True\n", "")
