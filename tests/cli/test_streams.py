"""Standard streams: terminals get no control characters, pipes and logs nothing but all of it."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from pathlib import Path

import pytest

import llmgraph
from llmgraph.cli import main
from llmgraph.queries.registry import QUERIES

# What a terminal would obey, or show in another order: title, clear, colour, bidi, C1, CR, BS.
EVIL = "A\033]0;PWNED\007\033[2J\u202e\x9b31m\rZ\x08"
NODES = (
    f'id,title,short_name,date,topics,authors,summary,own\na,"Old{EVIL}","{EVIL}",2020,"T{EVIL}",'
    f'"Ann{EVIL}","S{EVIL}","O{EVIL}"\nb,"New{EVIL}",B,2021,"T{EVIL}",,,\nc,"C{EVIL}",,2022,,,,\n'
)
EDGES = (
    f'source,relation,target,note,where,basis\nb,extends,a,"Note{EVIL}","Where{EVIL}",stated\n'
    f'c,uses,b,"N{EVIL}",,\nc,extends,a,,,\n'
)
# The line ends and blanks of our own output, and what colours and widths need.
OURS = re.compile(r"\x1b\[[0-9;]*m|[\n\r\t]")
ARGUMENTS = {
    **{name: ["b"] for name in ("descendants", "ancestors", "show", "reading-path")},
    **{name: ["c", "a"] for name in ("path", "common", "cut")},
    "claims": ["claims.md"],
    "search": ["old"],
    "ask": ["what descends from B"],
}
COMMANDS = [[name, *ARGUMENTS.get(name, [])] for name in QUERIES]
FORMATS = ["table", "json", "csv", "md", "ids", "bibtex"]
ENDINGS = ["json", "csv", "md", "txt", "html", "svg", "png", "mmd", "dot", "tex"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("evil")
    (folder / "n.csv").write_text(NODES, encoding="utf-8", newline="")
    (folder / "e.csv").write_text(EDGES, encoding="utf-8", newline="")
    os.mkfifo(folder / "pipe")
    (folder / "claims.md").write_text(f"c extends a.\n{EVIL} uses b.\n", encoding="utf-8")
    (folder / "report.md").write_text(
        f"# Title\n{EVIL}\n<!-- llmgraph: list --nodes n.csv --edges e.csv as table -->\n"
        "<!-- /llmgraph -->\n",
        encoding="utf-8",
    )
    return folder


def on_terminal(calls, folder):
    """What some calls write to a terminal, each on its own, in one process."""
    code = textwrap.dedent(
        """
        import json, sys
        from llmgraph.cli import main
        for arguments in json.loads(sys.argv[1]):
            try:
                main(arguments, prog_name="llmgraph")
            except SystemExit:
                print("\\n=====", flush=True)
        """
    )
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", code, json.dumps(calls)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
    )
    os.close(child)
    written = []

    def read():
        with suppress(OSError):  # the end of a terminal
            while data := os.read(parent, 65536):
                written.append(data)

    reader = threading.Thread(target=read)
    reader.start()
    assert process.wait(timeout=300) == 0
    reader.join(timeout=60)
    os.close(parent)
    parts = b"".join(written).decode("utf-8").split("=====")
    assert len(parts) == len(calls) + 1
    return dict(zip(map(tuple, calls), parts, strict=False))


def obeyed(written):
    """Characters that a terminal would obey."""
    return {char for char in OURS.sub("", written) if not char.isprintable() and char != "\u3000"}


TABLES = ["--nodes", "n.csv", "--edges", "e.csv"]


def test_no_answer_reaches_a_terminal_raw(folder):
    calls = [[*command, *TABLES, "--format", form] for command in COMMANDS for form in FORMATS]
    written = on_terminal(calls, folder)
    assert {call: found for call, one in written.items() if (found := obeyed(one))} == {}
    # The names were there: what cannot be printed is replaced, and nothing else.
    assert sum("PWNED" in one for one in written.values()) > len(COMMANDS)


def test_the_head_of_a_table_is_bold_on_a_terminal(folder):
    [written] = on_terminal([["descendants", "a", *TABLES]], folder).values()
    assert "\033[1mdate" in written
    assert "�[1m" not in written


def test_no_message_of_a_written_file_reaches_a_terminal_raw(folder):
    calls = [["descendants", "a", *TABLES, "-o", f"out.{ending}"] for ending in ENDINGS]
    calls += [["page", "a", *TABLES], ["chart", "a", *TABLES], ["page", *TABLES]]
    written = on_terminal(calls, folder)
    assert {call: found for call, one in written.items() if (found := obeyed(one))} == {}
    assert all("Wrote " in one for one in written.values())


def test_no_error_reaches_a_terminal_raw(folder):
    calls = [
        *(["show", EVIL, *TABLES], ["list", "--format", EVIL], [EVIL], ["list", f"--{EVIL}"]),
        *(["list", "--since", EVIL], ["rank", "--by", EVIL], ["list", "-o", f"x.{EVIL}"]),
        *(["ask", EVIL], ["path", "a", EVIL, *TABLES], ["list", "--nodes", EVIL, "--edges", EVIL]),
        *(["check", "n.csv", "e.csv"], ["check", "n.csv", "e.csv", "--format", "json"]),
        *(["check", EVIL, EVIL], ["embed", EVIL], ["embed", "--check", "report.md"]),
        *(["claims", EVIL], ["list", "--topics", EVIL, *TABLES]),
    ]
    written = on_terminal(calls, folder)
    assert {call: found for call, one in written.items() if (found := obeyed(one))} == {}


def test_every_command_is_among_those_tried():
    drawing_and_checking = {"page", "chart", "check", "embed", "completion"}
    assert {*main.commands} == {*QUERIES} | drawing_and_checking


COMMAND = [sys.executable, "-m", "llmgraph"]


def shell(script, **options):
    """Run a line of the shell, with $L for the command line."""
    environment = {**os.environ, "L": f"{sys.executable} -m llmgraph"}
    return subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **({"env": environment} | options),
    )


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_log_is_appended_to(tmp_path, name):
    log = tmp_path / "log"
    done = shell(f"echo before > {log}; $L list --roots -o {name} >> {log}; echo after >> {log}")
    assert done.returncode == 0
    lines = log.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("before", "after")
    assert lines[1].startswith("Roots — ")


def test_a_group_of_commands_writes_one_file(tmp_path):
    path = tmp_path / "file"
    shell(f"(echo head; $L list --roots -o /dev/stdout; echo foot) > {path}")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("head", "foot")


def test_standard_error_is_written_to(tmp_path):
    path = tmp_path / "file"
    shell(f"echo before > {path}; $L list --roots --format ids -o /dev/stderr 2>> {path}")
    assert path.read_text(encoding="utf-8").splitlines()[:-1] == [
        "before",
        *llmgraph.load().roots().ids,
    ]


@pytest.mark.parametrize(
    "command", ["list", "page -o /dev/stdout", "list --format json", "page -o /dev/fd/1"]
)
def test_a_pipe_that_closes_early_is_quiet(command):
    done = shell(f"$L {command} | head -c 10")
    assert (len(done.stdout), done.stderr) == (10, "")


@pytest.mark.parametrize("command", ["list", "check", "show BERT", "--help", "claims -", "embed -"])
@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_give_no_traceback(command, closed):
    done = shell(f"$L {command} {closed}")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)
    if closed == ">&-" and command in ("list", "check", "show BERT"):
        assert done.stderr == "llmgraph: Cannot print the answer: Bad file descriptor.\n"
        assert done.returncode == 2


@pytest.mark.parametrize("command", ["claims -", "embed -"])
def test_closed_standard_input_is_told(command):
    done = shell(f"$L {command} <&-")
    assert "llmgraph: -: error unreadable-file: Standard input is closed; name a file." in (
        done.stderr
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    "command", ["--help", "--version", "list", "list --help", "completion bash"]
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_gives_one_line(command, unbuffered):
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered, "L": " ".join(COMMAND)}
    done = shell(f"$L {command} > /dev/full", env=environment)
    assert re.fullmatch(r"llmgraph: Cannot print the answer: No space .*\.\n", done.stderr)
    assert done.returncode == 2


def test_a_report_from_standard_input_keeps_its_bytes(tmp_path):
    marks = "<!-- llmgraph: longest as prose -->\r\n<!-- /llmgraph -->\r\n"
    report = f"# 思维链\r\nČapek \U0001f642\n{marks}"
    path = tmp_path / "report.md"
    path.write_bytes(report.encode())
    environment = {**os.environ, "L": " ".join(COMMAND), "PYTHONIOENCODING": "ascii"}
    done = shell(f"$L embed - < {path} > {tmp_path}/out.md", env=environment)
    written = (tmp_path / "out.md").read_bytes().decode()
    assert done.stderr == ""
    assert written.startswith(report.partition("<!-- /")[0] + "\r\n")


def test_unbuffered_output_is_whole_or_an_error(tmp_path):
    # The system takes no more than this many blocks of 1,024 bytes for a file.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "L": " ".join(COMMAND)}
    whole = shell("$L list --format json", env=environment).stdout
    path = tmp_path / "file"
    done = shell(f"trap '' XFSZ; ulimit -f 8; $L list --format json > {path}", env=environment)
    assert path.stat().st_size < len(whole.encode())
    assert done.stderr == "llmgraph: Cannot print the answer: File too large.\n"
    assert done.returncode == 2


@pytest.mark.parametrize(
    "line",
    [
        "show --nodes pipe --edges e.csv x",
        "show --nodes none.csv --edges none.csv x",
        "show --nodes none.csv x",
        "show --as-of xx x",
        "show --nodes e.csv --edges n.csv x",
    ],
)
def test_completion_with_bad_tables_is_silent(folder, line):
    words = f"llmgraph {line}"
    environment = {
        **os.environ,
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
        "_LLMGRAPH_COMPLETE": "bash_complete",
    }
    done = subprocess.run(
        COMMAND, env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_completion_offers_no_control_characters(folder):
    words = "llmgraph show --nodes n.csv --edges e.csv "
    environment = {
        **os.environ,
        "COMP_WORDS": words,
        "COMP_CWORD": "6",
        "_LLMGRAPH_COMPLETE": "bash_complete",
    }
    done = subprocess.run(
        COMMAND, env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["plain,B", "plain,a", "plain,b", "plain,c"]


@pytest.mark.parametrize("when", ["numpy", "llmgraph.cli.commands", "llmgraph.queries.lineage"])
def test_ctrl_c_ends_without_a_traceback(when):
    # Ctrl-C comes while this module is being imported.
    code = f"""
import os, signal, sys
class Meanwhile:
    def find_spec(self, name, *_):
        if name == {when!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Meanwhile())
from llmgraph.__main__ import run
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "list"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_command_in_the_background_ignores_ctrl_c():
    code = """
import os, signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
from llmgraph.__main__ import run
os.kill(os.getpid(), signal.SIGINT)
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith(f"llmgraph, version {llmgraph.__version__}, data ")


def test_ctrl_c_while_a_file_is_written_leaves_nothing(tmp_path):
    code = """
import os, signal
write = os.write
def interrupted(handle, data):
    write(handle, data[:2])
    os.kill(os.getpid(), signal.SIGINT)
os.write = interrupted
from llmgraph.__main__ import run
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "list", "-o", "out.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("source", ["<(cat n.csv) <(cat e.csv)", "/dev/stdin e.csv < n.csv"])
def test_tables_come_from_pipes(folder, source):
    done = shell(f"$L check {source}", cwd=folder)
    assert done.stdout.splitlines()[-1].startswith("3 errors, 12 warnings in ")


def test_a_stream_without_end_is_refused(folder):
    done = shell("$L check /dev/zero e.csv", cwd=folder)
    assert done.stdout.startswith(
        "/dev/zero: error unreadable-file: This is no file but a stream of more than 100 MB; "
        "save it to a file, and name that."
    )
    assert done.returncode == 1


def test_no_line_of_a_foreign_file_is_quoted(tmp_path):
    secret = tmp_path / "passwd"
    secret.write_text("root:x:0:0:root:/root:/bin/bash\nroot:x:0:0\n", encoding="utf-8")
    done = shell(f"$L check {secret} {secret}; $L check {secret} {secret} --format json")
    assert "root:x" not in done.stdout + done.stderr
    assert "this has none of the columns id, title" in done.stdout
