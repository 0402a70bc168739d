"""Attacks on everything that reads: tables, reports, questions, claims, commands and arguments.

Each attack makes one input from a number, by mutation of good inputs, and checks what must hold
whatever the input is. The same number always makes the same input. Run by hand:

    make fuzz                  # 20,000 inputs
    make fuzz INPUTS=1000000

What fails is printed with its number, and kept in ``seeds.csv``, which ``make test`` runs first.
"""

from __future__ import annotations

import argparse
import csv
import io
import multiprocessing
import os
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main
from llmgraph.errors import LLMGraphError
from llmgraph.io.claims import read_claims
from llmgraph.model.checks import RULE_CODES
from llmgraph.queries.registry import QUERIES
from llmgraph.questions.answers import claims_of
from llmgraph.questions.lexicon import common_words
from llmgraph.reports.fill import fill

HERE = Path(__file__).parent
SEEDS = HERE / "seeds.csv"

# Pieces that have a meaning for some reader.
PIECES = (
    *(",", '"', '""', "\n", "\r", "\r\n", "\t", ";", "|", "'", "\0", "\ufeff", " ", "\u3000", ""),
    *(
        "=1+1",
        "\x1b[2J",
        "\x07",
        "\u202e",
        "\u200b",
        "\ud800",
        "\U0001f642",
        "é",
        "思维链",
        "ﬀ",
        "ß",
    ),
    *("id", "title", "source", "relation", "target", "inherited", "no", "yes", "NaN", "None", "-"),
    *("extends", "uses", "cites", "enables", "surveys", "Extends", "extend", "a,b", "*", "strict"),
    *("2020", "2020-13", "2020-02-30", "0000", "9999-12-31", "1e3", "-1", "2.5", "10" * 20),
    *("<!-- llmgraph:", "<!-- /llmgraph -->", "-->", "as table", "as svg", "as prose", "--depth"),
    *("```", "~~~", "> ", "- ", "1. ", "#", "[x](y)", "[@key]", "\\cite{x}", "`", "**", "$", "{}"),
    *(
        "BERT",
        "GPT-3",
        "Transformer",
        "LLaMA",
        "DPO",
        "--relations",
        "--since",
        "--",
        "-k",
        "/",
        "..",
    ),
)
OPTIONS = (
    *("--depth", "--since", "--until", "--topics", "--relations", "--side-steps", "--cycles"),
    *("--format", "--as-of", "--by", "--top", "--lang", "-k", "--budget", "--known", "--from"),
    *(
        "--to",
        "--search",
        "--routes",
        "--seed",
        "--resolution",
        "--at-least",
        "--weight",
        "--limit",
    ),
)
REPORT = (
    "# Report\n\nText with `<!-- llmgraph: list as table -->` in it.\n\n"
    "<!-- llmgraph: ancestors LLaVA --depth 1 as prose -->\n\nold\n\n<!-- /llmgraph -->\n\n"
    "> - <!-- llmgraph: path DPO PPO -k 1 as table -->\n> - <!-- /llmgraph -->\n\n"
    "```\n<!-- llmgraph: list as table -->\n```\n<!-- a comment -->\n"
)
CLAIMS = (
    "# Claims\n\n- **LLaVA** uses [CLIP](https://x.y). Chinchilla corrects Kaplan [@k].\n"
    "BERT descends from Transformer (Devlin et al., 2018), and GPT-3 extends GPT-2.\n"
)
# Longer inputs take longer, and show nothing new.
LONGEST = 20_000


class BrokenError(AssertionError):
    """What must hold does not."""


def require(holds: bool, what: str) -> None:
    """Raise `BrokenError` unless something holds."""
    if not holds:
        raise BrokenError(what)


@cache
def shipped() -> llmgraph.PaperGraph:
    """The graph that questions are put to."""
    return llmgraph.load()


@cache
def good_tables() -> tuple[str, str]:
    """Both tables of some papers of the shipped graph."""
    graph = shipped().subgraph([*shipped()][:24])
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("n.csv", "e.csv")]
        llmgraph.write_csv(graph, *paths)
        nodes, edges = (path.read_text(encoding="utf-8") for path in paths)
    return nodes, edges


def mutated(random: Random, text: str, *, most: int = 8) -> str:
    """Change a text at a few random places."""
    for _ in range(random.randint(1, most)):
        at = random.randint(0, len(text))
        to = min(len(text), at + int(random.expovariate(1 / 12)))
        way = random.randrange(7)
        if way == 0:
            text = text[:at] + text[to:]
        elif way == 1:
            text = text[:at] + random.choice(PIECES) + text[at:]
        elif way == 2:
            text = text[:at] + random.choice(PIECES) + text[to:]
        elif way == 3:
            text = text[:at] + text[at:to] * random.randint(2, 5) + text[to:]
        elif way == 4:
            lines = text.splitlines(keepends=True)
            random.shuffle(lines) if random.random() < 0.2 else lines.reverse()
            text = "".join(lines[: random.randint(1, len(lines) or 1)])
        elif way == 5:
            other = random.randint(0, len(text))
            text = text[:at] + text[other : other + to - at] + text[at:]
        else:
            text = (
                text[:at] + random.choice((chr(random.randrange(256)), "一", "\u202e")) + text[to:]
            )
        text = text[:LONGEST]
    return text


def encoded(random: Random, text: str) -> bytes:
    """Encode a text, at times in another encoding, and break some bytes."""
    data = text.encode(random.choice(["utf-8"] * 8 + ["utf-16", "utf-8-sig"]), "replace")
    for _ in range(random.choice([0] * 6 + [1, 3])):
        at = random.randrange(len(data) + 1)
        data = data[:at] + bytes([random.randrange(256)]) + data[at + random.randint(0, 1) :]
    return data


# The attacks. Each takes a source of random choices and an empty folder.


def tables(random: Random, folder: Path) -> None:
    """Check and read two mutated tables, ask them something, and write them."""
    nodes, edges = folder / "n.csv", folder / "e.csv"
    changed = random.choice(["n", "e", "ne"])
    for path, text in zip((nodes, edges), good_tables(), strict=True):
        is_changed = path.stem in changed
        text = mutated(random, text, most=4) if is_changed else text
        path.write_bytes(encoded(random, text) if is_changed else text.encode())
    problems = llmgraph.check_csv(nodes, edges)
    unreadable = any(one.code not in RULE_CODES for one in problems)
    try:
        graph = llmgraph.read_csv(nodes, edges)
    except llmgraph.TableError as error:
        require(bool(error.problems), "an error of tables names no problem")
        require({*error.problems} <= {*problems}, "check does not list what reading refuses")
        return
    require(not unreadable, "a table is read that check cannot read")
    if len(graph):
        answered(random, graph)
    llmgraph.write_csv(graph, folder / "n2.csv", folder / "e2.csv")
    again = llmgraph.read_csv(folder / "n2.csv", folder / "e2.csv")
    require(again.papers.equals(graph.papers), "papers are not read back as written")
    require(again.relations.equals(graph.relations), "relations are not read back as written")


def answered(random: Random, graph: llmgraph.PaperGraph) -> None:
    """Ask a graph something, and write the answer in every way."""
    ids = [*graph]
    one, other = random.choice(ids), random.choice(ids)
    ask = random.choice(
        [
            *(lambda: graph.descendants(one), lambda: graph.ancestors(one, side_steps="any")),
            *(lambda: graph.paths(one, other), lambda: graph.relations_of(one)),
            *(lambda: graph.common_ancestors(one, other), lambda: graph.main_path()),
            *(lambda: graph.rank("pagerank,descendants"), lambda: graph.reduction()),
            *(lambda: graph.reading_path(one), lambda: graph.similar(), lambda: graph.select()),
            *(lambda: graph.search(graph[one].title), lambda: graph.keystones()),
        ]
    )
    try:
        answer = ask()
    except LLMGraphError as error:
        spoken(error)
        return
    for lang in ("en", "zh"):
        answer.to_document(lang)
    answer.to_mermaid()
    answer.to_networkx()


def spoken(error: LLMGraphError) -> None:
    """Check that an error says something in both languages, and not too much."""
    texts = [error.text("en"), error.text("zh")]
    require(all(texts), "an error says nothing")
    require(max(map(len, texts)) < 20_000, "an error is longer than a page")


def reports(random: Random, folder: Path) -> None:
    """Fill a mutated report, twice."""
    text = mutated(random, REPORT)
    try:
        filled = fill(text, name="report.md", folder=folder).text
    except llmgraph.ArgumentError as error:
        spoken(error)
        return
    again = fill(filled, name="report.md", folder=folder)
    require(again.text == filled and not again.stale, "filling twice is not filling once")


@cache
def words() -> list[str]:
    """Words of questions, in a fixed order."""
    return sorted(common_words())


def questions(random: Random, folder: Path) -> None:
    """Ask a question of random words, names and pieces."""
    graph = shipped()
    names = ("BERT", "GPT-3", "Llama 2", "CoT", "思维链", "DPO", "Evaluation", "2020", "top 5")
    parts = [
        random.choice((*names, random.choice(words()), random.choice(PIECES)))
        for _ in range(random.randint(1, 9))
    ]
    question = random.choice(["", " ", " "]).join(parts) + random.choice(["", "?", "？", "."])
    if random.random() < 0.3:
        question = mutated(random, question)
    try:
        graph.ask(question)
    except LLMGraphError as error:
        spoken(error)
    stated = claims_of(graph.tables, question)
    require(bool(stated), "a sentence gives no claim")


def claims(random: Random, folder: Path) -> None:
    """Read and judge claims of a mutated file."""
    path = folder / random.choice(["claims.md", "claims.csv"])
    table = "paper,relation,ancestor\nBERT,extends,Transformer\nLLaVA,,CLIP\n"
    text = mutated(random, table if path.suffix == ".csv" else CLAIMS)
    path.write_bytes(encoded(random, text))
    try:
        found = read_claims(path)
    except llmgraph.TableError as error:
        spoken(error)
        return
    judged = shipped().claims(found[:6])
    require(len(judged) >= len(found[:6]), "a claim has no verdict")


def commands(random: Random, folder: Path) -> None:
    """Run a random command line."""
    name = random.choice([*QUERIES, "check", "embed", "nothing"])
    call = [name]
    for _ in range(random.randint(0, 6)):
        call.append(random.choice((*OPTIONS, *PIECES, *PIECES)))
    call = [one.replace("\0", "") for one in call]
    # Nothing is written: -o has tests of its own.
    if any(one.startswith(("-o", "--out")) for one in call):
        return
    here = Path.cwd()
    os.chdir(folder)
    try:
        done = CliRunner().invoke(main, call, input="x,y\n1,2\n")
    finally:
        os.chdir(here)
    escaped = done.exception if not isinstance(done.exception, SystemExit) else None
    require(escaped is None, f"{call} raises {escaped!r}")
    require(done.exit_code in (0, 1, 2), f"{call} ends with {done.exit_code}")
    require("Traceback" not in done.output, f"{call} prints a traceback")


VALUES = (
    *(None, True, 0, 1, 3, -1, 2.5, float("nan"), float("inf"), 10**30, "", "a", "BERT", b"a"),
    *(
        [],
        ["a"],
        [3],
        {},
        {"a": 1},
        {"a"},
        (),
        ("a", "b"),
        object,
        len,
        "2020",
        "any",
        "uses",
        "zh",
    ),
    *(["extends", "uses"], "dates", "pagerank", "raw", "spc", "x" * 300, ["a"] * 50, range(3)),
)
METHODS = (
    *("descendants", "ancestors", "paths", "common_ancestors", "relations_of", "rank", "select"),
    *("main_path", "traversals", "keystones", "minimal_cut", "reduction", "similar", "search"),
    *(
        "communities",
        "reading_path",
        "longest_chain",
        "ask",
        "claims",
        "as_of",
        "subgraph",
        "roots",
    ),
    *("leaves", "parents", "children", "descends", "to_networkx"),
)
NAMED = (
    *("relations", "side_steps", "cycles", "depth", "since", "until", "topics", "k", "by", "top"),
    *(
        "alpha",
        "window",
        "as_of",
        "side",
        "origins",
        "search",
        "routes",
        "budget",
        "known",
        "limit",
    ),
)


@cache
def small() -> llmgraph.PaperGraph:
    """The graph whose methods are called."""
    return llmgraph.PaperGraph(
        [
            {"id": one, "title": one.upper(), "date": f"{2015 + at}"}
            for at, one in enumerate("abcd")
        ],
        [("b", "extends", "a"), ("c", "uses", "b"), ("d", "enables", "b"), ("c", "cites", "a")],
    )


def arguments(random: Random, folder: Path) -> None:
    """Call a method with random values."""
    method = random.choice(METHODS)
    given = [random.choice(VALUES) for _ in range(random.choice([0, 1, 1, 1, 2, 2]))]
    named = {random.choice(NAMED): random.choice(VALUES) for _ in range(random.randint(0, 2))}
    try:
        answer = getattr(small(), method)(*given, **named)
        if isinstance(answer, llmgraph.Result):
            answer.to_document()
    except LLMGraphError as error:
        spoken(error)
    except TypeError as error:
        # Too many or too few arguments are left to Python.
        require("argument" in str(error), f"{method}{tuple(given)} {named} raises {error!r}")


ATTACKS = {one.__name__: one for one in (tables, reports, questions, claims, commands, arguments)}


def run(attack: str, number: int) -> str:
    """Run one input of an attack.

    Returns
    -------
    str
        What went wrong; empty if all holds.
    """
    random = Random(f"{attack} {number}")
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            ATTACKS[attack](random, Path(folder))
        except BrokenError as error:
            return str(error)
        except Exception:
            return traceback.format_exc(limit=-3)
    return ""


def kept() -> list[tuple[str, int]]:
    """Read the numbers of inputs that once failed."""
    with SEEDS.open(encoding="utf-8", newline="") as file:
        return [(row["attack"], int(row["number"])) for row in csv.DictReader(file)]


def _run(work: tuple[str, int]) -> tuple[str, int, str]:
    return *work, run(*work)


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--attack", choices=ATTACKS, action="append")
    told = parser.parse_args()
    names = told.attack or [*ATTACKS]
    last = told.first + told.inputs // len(names)
    work = ((name, number) for number in range(told.first, last) for name in names)
    tried, failed = Counter(), Counter()
    with multiprocessing.Pool() as pool:
        for name, number, wrong in pool.imap_unordered(_run, work, chunksize=50):
            tried[name] += 1
            if wrong:
                failed[name] += 1
                print(f"{name} {number}: {wrong}", flush=True)
                line = io.StringIO()
                csv.writer(line, lineterminator="\n").writerow((name, number))
                with SEEDS.open("a", encoding="utf-8", newline="") as file:
                    file.write(line.getvalue())
    for name in names:
        print(f"{name}: {tried[name]:,} inputs, {failed[name]:,} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(_main())
