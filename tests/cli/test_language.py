"""The language of the command line: --lang, or that of the locale where people read it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main

BAD = Path(__file__).parents[1] / "bad"
DOI = [str(BAD / f"bad-doi.{side}.csv") for side in ("nodes", "edges")]
LLAVA = ["ancestors", "LLaVA", "--depth", "1"]
OF_LLAVA = len(llmgraph.load().ancestors("LLaVA")) + 1
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
CHINESE = {"LANG": "zh_CN.UTF-8"}


def run(*arguments, **options):
    return CliRunner().invoke(main, [*map(str, arguments)], **options)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["descendants", "nobody"], 2, "没有“nobody”"),
        (["descendants", "DPO", "--relations", "likes"], 2, "没有关系类型 'likes'。可用：extends"),
        (["descendants", "DPO", "--since", "soon"], 2, "'soon' 不是日期；since 请写作 YYYY-MM-DD"),
        (["list", "--nodes", "none.csv", "--edges", "none.csv"], 1,
         "llmgraph: none.csv: 错误 unreadable-file: 没有这个文件；请检查路径。"),
        (["descendants", "DPO", "--side-steps", "few"], 2,
         "Invalid value for '--side-steps': 'few' 既不是从 0 起的整数，也不是 any。"),
        (["list", "-o", "x.xls"], 2,
         "x.xls：没有以 .xls 结尾的格式。请写明 --format，或以下列之一结尾：.txt、.json、"),
        (["check", "x"], 2, "请同时指定两个表，论文表在前：llmgraph check nodes.csv edges.csv"),
        (["chart", "-o", "x"], 2,
         "请指定以 .svg、.png、.pdf、.mmd、.dot、.tex 结尾的文件：-o lineage.svg"),
        (["page", "--depth", "1"], 2, "用来选取传承链，须与 PAPER 一起写。"),
        (["embed", "none.md"], 2, "llmgraph: 无法读取 none.md：No such file or directory。"),
    ],
)  # fmt: skip
def test_errors_in_chinese(tmp_path, monkeypatch, arguments, code, told):
    monkeypatch.chdir(tmp_path)
    for one in (*arguments[:1], "--lang", "zh", *arguments[1:]), (*arguments, "--lang", "zh"):
        found = run(*one)
        assert (found.exit_code, found.stdout) == (code, "")
        assert told in found.stderr
    english = run(*arguments, env=CHINESE)
    assert english.exit_code == code
    assert not re.search("[\u4e00-\u9fff]", english.stderr)


def test_an_answer_that_cannot_be_printed(monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("llmgraph.cli.commands.write_answer", full)
    assert run("list").stderr == "llmgraph: Cannot print the answer: No space left on device.\n"
    found = run("list", "--lang", "zh")
    assert found.stderr == "llmgraph: 无法输出结果：No space left on device。\n"
    assert found.exit_code == 2


@pytest.mark.parametrize(
    ("command", "file", "told"),
    [
        (LLAVA, "a.txt", ""),
        (LLAVA, "a.json", ""),
        (LLAVA, "a.svg", "：LLaVA 的由来，画出 4 篇论文"),
        (LLAVA, "a.html", "：LLaVA 的由来，画出 4 篇论文"),
        (LLAVA, "a.mmd", "：LLaVA 的由来"),
        (["page", "LLaVA", "--ancestors"], "b.html", f"：LLaVA 的由来，画出 {OF_LLAVA} 篇论文"),
        (["chart", "LLaVA", "--ancestors", "--limit", "8"], "b.svg",
         f"：LLaVA 的由来，画出 {OF_LLAVA} 篇论文中的 8 篇"),
    ],
)  # fmt: skip
def test_what_was_written_is_told_in_chinese(tmp_path, command, file, told):
    path = tmp_path / file
    found = run(*command, "-o", path, "--lang", "zh")
    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr.splitlines()[-1] == f"已写入 {path}{told}"


def test_warnings_in_chinese(tmp_path):
    found = run("chart", "--width", "2", "-o", tmp_path / "a.svg", "--lang", "zh")
    assert found.exit_code == 0
    first, *_ = found.stderr.splitlines()
    assert first.startswith("llmgraph: ")
    assert first.endswith("until 和 topics）。")


def test_findings_in_chinese():
    found = run("check", *DOI, "--lang", "zh")
    assert found.exit_code == 1
    assert found.stdout.splitlines() == [
        f"{DOI[0]}:3 [doi]: 错误 bad-doi: “https://doi.org/11.45/1234567”不是 DOI；"
        "请写编号，如 10.1145/3718958。",
        f"{DOI[0]} 和 {DOI[1]} 中有 1 个错误、0 个警告",
    ]
    plain, chinese = (run("check", *DOI, "--format", "json", *lang).stdout
                      for lang in ((), ("--lang", "zh")))  # fmt: skip
    assert plain == chinese
    assert json.loads(plain)[0]["message"].endswith("write it like 10.1145/3718958.")


def test_reports_are_told_of_in_chinese(tmp_path):
    path = tmp_path / "r.md"
    path.write_text("<!-- llmgraph: list --roots as prose -->\n<!-- /llmgraph -->\n")
    stale = run("embed", "--check", "--lang", "zh", path)
    assert (stale.exit_code, stale.stderr) == (1, f"已过时：{path}:1: list --roots as prose\n")
    done = run("embed", "--lang", "zh", path)
    assert (done.exit_code, done.stderr) == (0, f"已填写：{path}:1: list --roots as prose\n")
    # The mark did not ask for Chinese.
    assert "Roots" in path.read_text(encoding="utf-8")
    wrong = run("embed", "-", "--lang", "zh", input=b"\xff")
    assert (wrong.exit_code, wrong.stderr.splitlines()[-1]) == (
        2,
        "Error: 报告的字节 0 不是 UTF-8。",
    )
    none = run("embed", "-", "--lang", "zh", input="<!-- /llmgraph -->")
    assert none.stderr == "llmgraph: -:1: <!-- /llmgraph --> 之前没有标记\n"


def test_files_and_pipes_are_english_whatever_the_locale(tmp_path):
    found = run(*LLAVA, env=CHINESE)
    assert found.stdout.startswith("What led to LLaVA")
    path = tmp_path / "a.svg"
    found = run(*LLAVA, "-o", path, env=CHINESE)
    assert found.stderr == f"Wrote {path}: What led to LLaVA, 4 papers drawn\n"
    assert "<title>What led to LLaVA</title>" in path.read_text(encoding="utf-8")
    assert " 1 error, 0 warnings" in f" {run('check', *DOI, env=CHINESE).stdout.splitlines()[-1]}"


# In a terminal


def terminal(*arguments, locale, streams=("stdout", "stderr")):
    """What a terminal shows of some streams; the others are read from a pipe."""
    pty = pytest.importorskip("pty", reason="SKIPPED: no pseudo-terminals on this system")
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in LOCALE}
    done = subprocess.run(
        [sys.executable, "-m", "llmgraph", *map(str, arguments)],
        env=environment | {"PYTHONUTF8": "1", "COLUMNS": "200"} | locale,
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | dict.fromkeys(streams, theirs),
    )
    os.set_blocking(ours, False)
    try:
        shown = os.read(ours, 100_000).decode()
    except (BlockingIOError, OSError):
        shown = ""
    os.close(theirs)
    os.close(ours)
    return shown, *((one or b"").decode() for one in (done.stdout, done.stderr))


@pytest.mark.parametrize(
    ("locale", "chinese"),
    [
        (CHINESE, True),
        ({"LANG": "ZH_TW.Big5"}, True),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_SG", "LANG": "en_US"}, True),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN"}, False),
        ({"LC_MESSAGES": "de_DE", "LANG": "zh_CN"}, False),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({}, False),
    ],
)
def test_a_terminal_is_told_in_the_language_of_the_locale(locale, chinese):
    shown, *_ = terminal(*LLAVA, locale=locale)
    assert shown.startswith("LLaVA 的由来" if chinese else "What led to LLaVA")
    shown, *_ = terminal("show", "nobody", locale=locale)
    assert ("没有“nobody”" in shown) is chinese


def test_lang_is_stronger_than_the_locale():
    shown, *_ = terminal(*LLAVA, "--lang", "en", locale=CHINESE)
    assert shown.startswith("What led to LLaVA")
    shown, *_ = terminal("check", *DOI, "--lang", "zh", locale={"LANG": "en_US"})
    assert "中有 1 个错误、0 个警告" in shown


def test_each_stream_of_a_terminal_counts_for_itself(tmp_path):
    shown, printed, _ = terminal(*LLAVA, locale=CHINESE, streams=["stderr"])
    assert (shown, printed[:11]) == ("", "What led to")
    shown, _, told = terminal("show", "nobody", locale=CHINESE, streams=["stdout"])
    assert shown == ""
    assert told.startswith('llmgraph: No paper "nobody"')
    path = tmp_path / "a.svg"
    shown, *_ = terminal(*LLAVA, "-o", path, locale=CHINESE, streams=["stderr"])
    assert shown == f"已写入 {path}：LLaVA 的由来，画出 4 篇论文\r\n"
    assert "<title>What led to LLaVA</title>" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["json", "csv", "md", "ids"])
def test_formats_for_programs_are_english_in_a_terminal(form):
    shown, *_ = terminal(*LLAVA, "--format", form, locale=CHINESE)
    assert "由来" not in shown
    chosen, *_ = terminal(*LLAVA, "--format", form, locale={})
    assert shown == chosen


def test_a_terminal_is_told_of_findings_and_wrong_calls():
    shown, *_ = terminal("check", *DOI, locale=CHINESE)
    assert "错误 bad-doi" in shown
    shown, *_ = terminal("check", *DOI, "--format", "json", locale=CHINESE)
    assert json.loads(shown)[0]["message"].endswith("write it like 10.1145/3718958.")
    shown, *_ = terminal("check", "x", locale=CHINESE)
    assert "Error: 请同时指定两个表，论文表在前" in shown
    shown, *_ = terminal(*LLAVA, "--side-steps", "few", locale=CHINESE)
    assert "'few' 既不是从 0 起的整数，也不是 any。" in shown
