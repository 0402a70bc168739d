"""How long one question takes, beside what loading pandas and NetworkX alone would take.

Both are whole processes, run in pairs in turn, so that a busy machine slows both alike.
Run with: make bench
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

PAIRS = 15
TARGET = 0.5
QUESTION = [str(Path(sys.executable).with_name("llmgraph")), "descendants", "Transformer"]
PEER = [sys.executable, "-c", "import pandas, networkx"]


# As installed, both run from bytecode, which a developer may have switched off.
ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(command: list[str]) -> float:
    """Wall time of one process."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    return time.perf_counter() - begin


def main() -> None:
    """Print the median of the paired ratios."""
    for command in (QUESTION, PEER):
        seconds(command)
    pairs = [(seconds(QUESTION), seconds(PEER)) for _ in range(PAIRS)]
    ours, peers = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(question / peer for question, peer in pairs)
    print(f"llmgraph descendants Transformer   {ours:.3f} s")
    print(f"import pandas, networkx            {peers:.3f} s")
    print(f"ratio, median of {PAIRS} pairs         {ratio:.2f}  (target: at most {TARGET})")


if __name__ == "__main__":
    main()
