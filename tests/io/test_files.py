"""A file is written whole or not at all."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from llmgraph import ArgumentError
from llmgraph.io.files import csv_text, write_text, write_texts


def test_a_new_file(tmp_path):
    write_text(tmp_path / "new.txt", "思维链\nsecond\n")
    assert (tmp_path / "new.txt").read_bytes() == "思维链\nsecond\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["new.txt"]


def test_an_old_file_is_replaced_and_its_permissions_stay(tmp_path):
    place = tmp_path / "old.txt"
    place.write_text("old", encoding="utf-8")
    place.chmod(0o640)
    write_text(str(place), "new")
    assert place.read_text(encoding="utf-8") == "new"
    assert place.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_that_the_system_gives(tmp_path):
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "new.txt", "new")
    finally:
        os.umask(before)
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o640


def test_the_permissions_of_other_files_are_never_touched(tmp_path, monkeypatch):
    def touched(mask):
        raise AssertionError("the umask belongs to the whole process")

    monkeypatch.setattr(os, "umask", touched)
    write_text(tmp_path / "new.txt", "new")
    assert (tmp_path / "new.txt").read_text(encoding="utf-8") == "new"


def failing(*args, **kwargs):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("owner", "step"), [(os, "write"), (Path, "replace")])
def test_a_failing_write_leaves_the_old_file(tmp_path, monkeypatch, owner, step):
    place = tmp_path / "old.txt"
    place.write_text("old", encoding="utf-8")
    monkeypatch.setattr(owner, step, failing)
    with pytest.raises(ArgumentError, match=r"Cannot write .*old\.txt: No space left on device\."):
        write_text(place, "new")
    monkeypatch.undo()
    assert place.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_an_interrupted_write_leaves_the_old_file(tmp_path, monkeypatch):
    write = os.write

    def interrupted(handle, data):
        write(handle, data[:2])
        raise KeyboardInterrupt

    place = tmp_path / "old.txt"
    place.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_text(place, "new")
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]


def test_a_system_that_takes_a_few_bytes_at_a_time_gets_all(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:3]))
    write_text(tmp_path / "new.txt", "1234567890")
    assert (tmp_path / "new.txt").read_bytes() == b"1234567890"


KILLED = """
import os, signal, sys
from llmgraph.io.files import write_text
write = os.write
def killed(handle, data):
    write(handle, data[:2])
    os.kill(os.getpid(), signal.SIGKILL)
os.write = killed
write_text(sys.argv[1], "new")
"""


def test_what_a_killed_writer_left_is_deleted_by_the_next_one(tmp_path):
    place = tmp_path / "old [1].txt"
    place.write_text("old", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", KILLED, str(place)], check=False)
    assert done.returncode == -signal.SIGKILL
    left = [path for path in tmp_path.iterdir() if path != place]
    assert [path.read_bytes() for path in left] == [b"ne"]
    assert place.read_text(encoding="utf-8") == "old"
    write_text(place, "newer")
    assert list(tmp_path.iterdir()) == [place]
    assert place.read_text(encoding="utf-8") == "newer"


def test_the_temporary_file_of_another_writer_is_left_alone(tmp_path, monkeypatch):
    place = tmp_path / "place"
    write, between = os.write, []

    def meanwhile(handle, data):
        if not between:
            between.append(handle)
            write_text(place, "the other one")
        return write(handle, data)

    monkeypatch.setattr(os, "write", meanwhile)
    write_text(place, "the first one")
    assert place.read_text(encoding="utf-8") == "the first one"
    assert list(tmp_path.iterdir()) == [place]


def test_without_locks_no_temporary_file_is_taken_for_a_left_one(tmp_path, monkeypatch):
    def no_locks(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    other = tmp_path / ".place.0123abcd.llmgraph-tmp"
    other.write_text("of a writer that is not done", encoding="utf-8")
    write_text(tmp_path / "place", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [other.name, "place"]
    assert (tmp_path / "place").read_text(encoding="utf-8") == "new"


def test_hidden_files_of_others_stay(tmp_path):
    own = tmp_path / ".place.backup"
    own.write_text("own", encoding="utf-8")
    write_text(tmp_path / "place", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".place.backup", "place"]


def test_a_text_that_is_no_unicode_leaves_the_old_file(tmp_path):
    place = tmp_path / "old.txt"
    place.write_text("old", encoding="utf-8")
    with pytest.raises(ArgumentError, match="surrogates not allowed"):
        write_text(place, "new \udcff")
    assert place.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(ArgumentError, match=rf"Cannot write {tmp_path}: .*irectory.* Name another"):
        write_text(tmp_path, "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none/new.txt", "the folder does not exist"),
        ("file/new.txt", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("a\0b", "null byte"),
        ("loop", "[lL]oop|[tT]oo many levels"),
    ],
)
def test_a_place_that_cannot_be_gives_one_clear_error(tmp_path, name, reason):
    (tmp_path / "file").write_text("old", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(ArgumentError, match=rf"Cannot write .*({reason}).*\. Name another place\."):
        write_text(tmp_path / name, "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"


def test_through_a_link_the_file_is_replaced_and_not_the_link(tmp_path):
    place, link = tmp_path / "folder" / "place.txt", tmp_path / "link.txt"
    place.parent.mkdir()
    place.write_text("old", encoding="utf-8")
    link.symlink_to(place)
    write_text(link, "new")
    assert link.is_symlink()
    assert place.read_text(encoding="utf-8") == "new"
    assert list(place.parent.iterdir()) == [place]


def test_a_link_to_a_file_that_is_not_there_yet(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "new")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "new").read_text(encoding="utf-8") == "new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_text(pipe, "new")
    reader.join(timeout=10)
    assert read == ["new"]
    assert pipe.is_fifo()


DESCRIPTORS = ["/dev/fd/{}", "/proc/self/fd/{}", "/dev/../dev/fd/{}", "link"]


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_a_descriptor_is_written_to_where_it_stands(tmp_path, name):
    log = tmp_path / "log"
    log.write_text("before\n", encoding="utf-8")
    with log.open("a", encoding="utf-8") as file:
        link = tmp_path / "link"
        link.symlink_to(f"/dev/fd/{file.fileno()}")
        write_text(str(link) if name == "link" else name.format(file.fileno()), "new\n")
        file.write("after\n")
    assert log.read_text(encoding="utf-8") == "before\nnew\nafter\n"


def test_a_descriptor_that_is_not_open_is_refused():
    with pytest.raises(ArgumentError, match=r"Cannot write /dev/fd/999: Bad file descriptor\."):
        write_text("/dev/fd/999", "new")


def test_a_pipe_that_closes_early_is_no_error_of_the_place():
    reader, writer = os.pipe()
    os.close(reader)
    with pytest.raises(BrokenPipeError):
        write_text(f"/dev/fd/{writer}", "new")
    os.close(writer)


def test_a_device_stays_a_device():
    write_text("/dev/null", "nothing")
    assert Path("/dev/null").is_char_device()


def test_line_ends_stay_as_they_are(tmp_path):
    write_text(tmp_path / "lines", "a\nb\r\nc\rd")
    assert (tmp_path / "lines").read_bytes() == b"a\nb\r\nc\rd"


def test_files_that_belong_together_are_replaced_together(tmp_path):
    one = tmp_path / "one"
    one.write_text("old", encoding="utf-8")
    with pytest.raises(ArgumentError, match=r"Cannot write .*none/two: the folder does not exist"):
        write_texts([(one, "new"), (tmp_path / "none" / "two", "new")])
    assert one.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [one]
    write_texts([(one, "new"), (tmp_path / "two", "second")])
    assert one.read_text(encoding="utf-8") == "new"
    assert (tmp_path / "two").read_text(encoding="utf-8") == "second"


def test_one_file_cannot_hold_two_texts(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "one")
    with pytest.raises(ArgumentError, match="two tables cannot be written to one file"):
        write_texts([(tmp_path / "one", "a"), (tmp_path / "link", "b")])
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("plain", "plain"),
        ("a,b", '"a,b"'),
        ('"', '""""'),
        ("a\nb", '"a\nb"'),
        ("a\rb", '"a\rb"'),
        ("a\r\nb", '"a\r\nb"'),
        ("\r\n", '"\r\n"'),
        ("思维链", "思维链"),
        (" =1", " =1"),
        (3, "3"),
    ],
)
def test_cells_of_comma_separated_values(cell, text):
    assert csv_text([["x", "y"], [cell, "z"], ["", cell]]) == f"x,y\n{text},z\n,{text}\n"
