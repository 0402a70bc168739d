"""The rooms of the package import each other one way only, and `import llmgraph` is light."""

import ast
import subprocess
import sys
from pathlib import Path

import llmgraph

PACKAGE = Path(llmgraph.__file__).parent

# Each row may import from the rows above it, and from its own.
ROWS = [
    {"version"},
    {"errors", "language"},
    {"problems"},
    {"engine"},
    {"model"},
    {"io"},
    {"drawing"},
    {"results"},
    {"writers"},
    {"queries"},
    {"questions"},
    {"graph"},
    {"datasets"},
    {"reports"},
    {"cli"},
]
# These ask a graph of whatever kind of question, and name its type.
ASKING = {PACKAGE / "queries" / "registry.py", PACKAGE / "questions" / "answers.py"}
TESTS = Path(__file__).parent
# What holds a type and no behaviour of its own has no test file.
UNTESTED = {
    "version.py": "one number, which test_packaging compares",
    "drawing/layout/result.py": "the class of a finished layout, without a method",
}
ROW = {room: number for number, rooms in enumerate(ROWS) for room in rooms}
HEAVY = {"pandas", "networkx", "matplotlib", "pyvis", "rapidfuzz", "rich", "jinja2", "IPython"}
HEAVY |= {"graspologic_native", "numba", "scipy"}


def rooms_imported(path: Path) -> set[str]:
    """Rooms that a module imports, also those for type checking only."""
    depth = len(path.relative_to(PACKAGE).parts)
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            if [alias.name for alias in node.names] == ["PaperGraph"] and path in ASKING:
                continue
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {name.partition(".")[0] for name in names}
    return found


def modules() -> list[Path]:
    """All modules in rooms."""
    files = [path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem in ROW]
    return sorted(files)


def room_of(path: Path) -> str:
    """The room of a module: its folder in the package, or itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_module_has_a_room():
    known = {*ROW, "__init__", "__main__"}
    assert {path.stem for path in PACKAGE.glob("*.py")} <= known
    assert {room_of(path) for path in modules()} <= known


def test_rooms_import_only_rooms_above():
    breaches = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path in modules()
        for other in rooms_imported(path) - {"__init__"}
        if ROW[other] > ROW[room_of(path)]
    ]
    assert breaches == []


def test_no_module_imports_a_private_name_of_another():
    private = [
        f"{path.relative_to(PACKAGE)} imports {alias.name}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.endswith("__")
    ]
    assert private == []


def test_few_modules_stand_at_the_root():
    assert len([*PACKAGE.glob("*.py")]) <= 8


def test_every_module_has_a_test_file_at_the_mirrored_path():
    inside = {path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py")}
    inside = {path for path in inside if path.stem not in ("__init__", "__main__")}
    assert {Path(path) for path in UNTESTED} <= inside
    untested = {
        path.as_posix()
        for path in inside
        if not (TESTS / path.parent / f"test_{path.name}").is_file()
    }
    assert untested == set(UNTESTED)


def test_every_folder_of_tests_is_a_folder_of_the_package():
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    assert all((PACKAGE / folder).is_dir() for folder in folders)


def test_import_loads_nothing_heavy():
    code = "import sys, llmgraph; llmgraph.load().descendants('Transformer'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert "llmgraph.queries.lineage" in loaded
    assert HEAVY.intersection(loaded) == set()


def test_answering_on_the_command_line_loads_neither_pandas_nor_networkx():
    code = (
        "import sys; from llmgraph.cli import main\n"
        "main(['descendants', 'Transformer'], standalone_mode=False)\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "What descends from Transformer" in run.stdout
    assert {"pandas", "networkx", "matplotlib", "pyvis"}.isdisjoint(run.stderr.split())
