"""Run the command line: ``python -m llmgraph``, and the command ``llmgraph``."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType


def run() -> None:
    """Run the command line; from the first import on, Ctrl-C ends it without a traceback."""
    # A shell has commands in the background ignore it.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)
    from .cli import main

    main(prog_name="llmgraph")


def _leave(_: int, __: FrameType | None) -> NoReturn:
    # As shells write it.
    sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    run()
