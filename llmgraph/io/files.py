"""Atomic writing of files."""

from __future__ import annotations

import csv
import os
import secrets
import stat
import sys
from contextlib import contextmanager, suppress
from glob import escape as glob_escape
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from ..errors import ArgumentError
from ..language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..language.messages import Value

if sys.platform != "win32":
    import fcntl

_SUFFIX = ".llmgraph-tmp"
# Windows would write other line endings.
_BINARY = getattr(os, "O_BINARY", 0)
# As many links as the system follows.
_MOST_LINKS = 40


def write_text(path: str | Path, text: str) -> None:
    r"""Write a text file atomically.

    The text goes to a temporary file in the same folder, which then replaces the target.

    Parameters
    ----------
    path : str or Path
    text : str
        Written as UTF-8 with ``\n`` line endings.

    Raises
    ------
    ArgumentError
        If the file cannot be written; an existing file is kept.
    """
    write_texts([(path, text)])


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write a binary file atomically, like `write_text`.

    Parameters
    ----------
    path : str or Path
    data : bytes

    Raises
    ------
    ArgumentError
        If the file cannot be written; an existing file is kept.
    """
    write_texts([(path, data)])


def write_texts(texts: Iterable[tuple[str | Path, str | bytes]]) -> None:
    """Write several files; none replaces its target before all are written.

    Parameters
    ----------
    texts : iterable of (path, text)
        As for `write_text`. A path that is a descriptor of this process, such as ``/dev/stdout``,
        is written to as it is open: the end of the file, if the shell appends to one.

    Raises
    ------
    ArgumentError
        If a file cannot be written, or two paths are the same file.
    BrokenPipeError
        If the reader of a pipe has closed it.
    """
    staged: dict[Path, _Staged] = {}
    try:
        for path, text in texts:
            with _telling(path):
                data = text.encode() if isinstance(text, str) else text
                place = Path(path)
                descriptor = _descriptor(place)
                if descriptor is not None:
                    for stream in filter(None, (sys.stdout, sys.stderr)):
                        # What was printed before comes first.
                        stream.flush()
                    _write_to(descriptor, data)
                elif place.is_file() or not place.exists():
                    # Replace the target of a symbolic link, not the link.
                    place = place.resolve()
                    if place in staged:
                        raise ArgumentError(Message("said.one_file"))
                    staged[place] = _Staged(place)
                    staged[place].write(data)
                else:
                    # Devices and pipes must not be replaced by a file.
                    place.write_bytes(data)
        for place, one in staged.items():
            with _telling(place):
                one.replace_target()
    finally:
        for one in staged.values():
            one.close()


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    r"""Write rows as comma-separated values, each ended by ``\n``.

    Parameters
    ----------
    rows : iterable of iterable
        Header first.

    Returns
    -------
    str
    """
    lines: list[str] = []
    # With lineterminator="\n" the writer would not quote a cell that contains \r.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerows(rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


class _Staged:
    """A temporary file beside its target, locked while it is being written.

    The lock ends with the process, so that a file without one is left over and can be deleted.
    """

    def __init__(self, place: Path) -> None:
        # The end tells it from the user's own hidden files.
        start = f".{place.name[:50]}."
        for left in place.parent.glob(f"{glob_escape(start)}*{_SUFFIX}"):
            _delete_unlocked(left)
        self.place = place
        self.path, handle = _created(place.parent, start)
        self.handle: int | None = handle
        if place.exists():
            self.path.chmod(stat.S_IMODE(place.stat().st_mode))

    def write(self, data: bytes) -> None:
        """Write the text."""
        if self.handle is not None:
            _write_to(self.handle, data)

    def replace_target(self) -> None:
        """Move the file to its place; on Windows, only a closed one can be moved."""
        if sys.platform == "win32":
            self.close_handle()
        self.path.replace(self.place)

    def close(self) -> None:
        """Delete the file, unless it has replaced its target."""
        self.close_handle()
        self.path.unlink(missing_ok=True)

    def close_handle(self) -> None:
        """Give up the lock."""
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def _created(folder: Path, start: str) -> tuple[Path, int]:
    """Create and, where there are locks, lock an empty file; the system applies the umask."""
    while True:
        path = folder / f"{start}{secrets.token_hex(4)}{_SUFFIX}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        except FileExistsError:
            continue
        if _lock(handle) is not False and path.exists():
            return path, handle
        # Another writer took it for a file that was left over.
        os.close(handle)


def _delete_unlocked(path: Path) -> None:
    """Delete a temporary file that certainly no process is writing."""
    with suppress(OSError):
        if sys.platform == "win32":  # where an open file cannot be deleted
            path.unlink()
            return
        handle = os.open(path, os.O_WRONLY)
        try:
            if _lock(handle):
                path.unlink()
        finally:
            os.close(handle)


def _lock(handle: int) -> bool | None:
    """Lock a file; False if another writer holds the lock, None if there are no locks."""
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return None
    return True


def _write_to(descriptor: int, data: bytes) -> None:
    """Write all bytes to a descriptor; the system may take only some of them at a time."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _descriptor(path: Path) -> int | None:
    """The number of a descriptor of this process that a path names, also through links."""
    for _ in range(_MOST_LINKS):
        folder = path.parent.resolve()
        if str(folder) in ("/dev/fd", f"/proc/{os.getpid()}/fd") and path.name.isdecimal():
            return int(path.name)
        if not path.is_symlink():
            return None
        path = folder / path.readlink()
    return None


@contextmanager
def _telling(path: str | Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError, ValueError) as error:  # includes link loops, lone surrogates
        told: dict[str, Value] = {"path": str(path) or '""', "reason": _reason(error)}
        raise ArgumentError(Message("error.write", told)) from error


def _reason(error: Exception) -> Value:
    if isinstance(error, ArgumentError):
        return error.said
    if isinstance(error, FileNotFoundError):
        return Message("said.no_folder")
    return getattr(error, "strerror", None) or str(error)
