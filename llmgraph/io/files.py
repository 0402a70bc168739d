"""Atomic writing of files."""

from __future__ import annotations

import csv
import os
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from ..errors import ArgumentError
from ..language.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..language.messages import Value


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
        As for `write_text`.

    Raises
    ------
    ArgumentError
        If a file cannot be written, or two paths are the same file.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, text in texts:
            with _telling(path):
                place = beside = Path(path)
                # Devices and pipes must not be replaced by a file.
                if place.is_file() or not place.exists():
                    # Replace the target of a symbolic link, not the link.
                    place = place.resolve()
                    if place in staged:
                        raise ArgumentError(Message("said.one_file"))
                    beside = staged[place] = _beside(place)
                beside.write_bytes(text.encode() if isinstance(text, str) else text)
        for place, beside in staged.items():
            with _telling(place):
                beside.replace(place)
    finally:
        for beside in staged.values():
            beside.unlink(missing_ok=True)


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


def _beside(place: Path) -> Path:
    """Create an empty file in the same folder, with the permissions of the final file."""
    mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
    import tempfile

    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:50]}.")
    os.close(handle)
    beside = Path(name)
    beside.chmod(mode)
    return beside


@contextmanager
def _telling(path: str | Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:  # includes link loops, lone surrogates
        told: dict[str, Value] = {"path": str(path) or '""', "reason": _reason(error)}
        raise ArgumentError(Message("error.write", told)) from error


def _reason(error: Exception) -> Value:
    if isinstance(error, ArgumentError):
        return error.said
    if isinstance(error, FileNotFoundError):
        return Message("said.no_folder")
    return getattr(error, "strerror", None) or str(error)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
