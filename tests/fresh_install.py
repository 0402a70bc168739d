"""Install distributions as a user would, and run the first command of the README there.

``python tests/fresh_install.py dist/*`` needs the network: pip fetches what llmgraph depends on.
"""

import os
import shlex
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def first_command(distribution: Path) -> None:
    """Ask in an empty folder what the README asks first, and compare the answers."""
    # A neighbour where this runs as a script, but not where pytest looks here for doctests.
    from test_readme import README, sessions

    command, shown = sessions(README)[0]
    command, _, count = command.partition(" | head -n ")
    with tempfile.TemporaryDirectory() as folder:
        venv.create(Path(folder, "venv"), with_pip=True)
        scripts = Path(folder, "venv", SCRIPTS)
        install = [scripts / "python", "-m", "pip", "install", "--quiet", distribution]
        subprocess.run(install, check=True)
        program, *arguments = shlex.split(command)
        answer = subprocess.run(
            [scripts / program, *arguments],
            check=True, capture_output=True, encoding="utf-8", cwd=folder,
        ).stdout  # fmt: skip
    if answer.splitlines()[: int(count)] != shown:
        sys.exit(f"{distribution.name}: {command} does not print what the README shows:\n{answer}")
    print(f"{distribution.name}: installed in a fresh environment, {command} answers")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        first_command(Path(name).resolve())
