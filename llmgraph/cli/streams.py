"""The standard streams: whole, clean on a terminal, and never a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from ..language.wording import printable


class _Closed(io.TextIOBase):
    """Standard output that is closed: writing fails as to any closed descriptor."""

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, _: str) -> NoReturn:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare() -> None:
    """Make standard output and standard error fit to write to.

    A closed output refuses what is written, and a closed standard error drops it. Unbuffered
    streams get a buffer, since they would drop what the system does not take at once. Characters
    that a terminal lacks become question marks.
    """
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        # Open until the process ends.
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        raw = getattr(stream, "buffer", None)
        if isinstance(raw, io.RawIOBase):
            whole = io.BufferedWriter(raw)
            buffered = io.TextIOWrapper(whole, stream.encoding, "replace", line_buffering=True)
            setattr(sys, name, buffered)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def give_up() -> None:
    """Leave standard output alone after an error; Python would write the rest when it ends."""
    sys.stdout = _Closed()


def write(text: str, *, err: bool = False, is_styled: bool = False) -> None:
    """Write text to standard output or standard error; on a terminal, without control characters.

    Parameters
    ----------
    text : str
    err : bool, optional
        Whether to write to standard error.
    is_styled : bool, optional
        Whether the text is that of the writer for terminals, which has cleaned every cell and added
        colours.

    Raises
    ------
    OSError
        If the stream does not take all of it.
    """
    stream = sys.stderr if err else sys.stdout
    if stream.isatty() and not is_styled:
        text = "\n".join(map(printable, text.split("\n")))
    click.echo(text, nl=False, err=err)


def write_unchanged(text: str) -> None:
    """Write text to standard output as UTF-8 with its own line ends, unless that is a terminal.

    Parameters
    ----------
    text : str

    Raises
    ------
    OSError
        If the stream does not take all of it.
    """
    if sys.stdout.isatty():
        write(text)
    else:
        click.echo(text.encode(), nl=False)
