"""What readers and contributors meet first agrees with the library, the tables and the Makefile."""

import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import llmgraph

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
FORMS = GITHUB / "ISSUE_TEMPLATE"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
PAGES = sorted([*ROOT.glob("*.md"), *GITHUB.glob("*.md")])
SCHEMAS = {
    ROOT / "CITATION.cff": "citation-file-format",
    FORMS / "config.yml": "github-issue-config",
    **dict.fromkeys(sorted(FORMS.glob("[!c]*.yml")), "github-issue-forms"),
    **dict.fromkeys(WORKFLOWS, "github-workflows"),
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def fields(form):
    """Each field of an issue form by its id."""
    return {field["id"]: field for field in load(FORMS / form)["body"] if "id" in field}


def options(form, name):
    return fields(form)[name]["attributes"]["options"]


def required(form):
    return {
        name for name, field in fields(form).items() if field.get("validations", {}).get("required")
    }


def table(name):
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def targets():
    """Return the targets of the Makefile that a person calls."""
    rules = re.findall(r"^([a-z][a-z -]*):", MAKEFILE, re.MULTILINE)
    return {target for rule in rules for target in rule.split()}


def commands():
    """Return every command that a workflow runs."""
    return [
        step["run"]
        for path in WORKFLOWS
        for job in load(path)["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]


def test_there_are_forms_and_workflows():
    assert [path.name for path in SCHEMAS] == [
        *("CITATION.cff", "config.yml", "bug.yml", "doubted_relation.yml", "paper.yml"),
        *("relation.yml", "dependencies.yml", "docs.yml", "test.yml", "wheel.yml"),
    ]


@pytest.mark.parametrize(("path", "schema"), SCHEMAS.items(), ids=[path.name for path in SCHEMAS])
def test_files_keep_to_their_schema(path, schema):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_form_for_a_relation_asks_for_the_columns():
    rows = table("edges.csv")
    assert list(fields("relation.yml")) == [*rows[0], "ancestors"]
    # A citation needs no form.
    rows = [row for row in rows if row["relation"] != "cites"]
    assert options("relation.yml", "relation") == list(llmgraph.RELATION_TYPES)
    assert set(options("relation.yml", "basis")) == {row["basis"] for row in rows}
    assert set(options("relation.yml", "confidence")) == {row["confidence"] for row in rows}
    # An empty cell means yes.
    assert options("relation.yml", "inherited") == ["yes", "no"]
    assert {row["inherited"] for row in rows} == {"", "no"}


def test_the_form_for_a_paper_asks_for_the_columns():
    rows = table("nodes.csv")
    assert list(fields("paper.yml")) == [*rows[0], "remarks"]
    assert set(options("paper.yml", "kind")) == {row["kind"] for row in rows}
    topics = {topic for row in rows for topic in row["topics"].split("; ")}
    assert set(options("paper.yml", "topics")) == topics


def test_forms_insist_on_what_the_checks_ask_for():
    assert {"source", "relation", "target", "where", "note"} <= required("relation.yml")
    assert {"id", "title", "date"} <= required("paper.yml")
    assert required("doubted_relation.yml") == {"row", "why", "source"}
    assert required("bug.yml") == {"command", "happened", "expected", "versions"}


def test_the_bug_form_shows_the_version_of_now():
    placeholder = fields("bug.yml")["versions"]["attributes"]["placeholder"]
    assert placeholder.startswith(f"llmgraph {llmgraph.__version__},")


def test_workflows_call_make_targets_that_exist():
    called = [re.fullmatch(r"make ([a-z-]+)( PYTHON=python)?", command) for command in commands()]
    assert None not in called
    names = {match[1] for match in called}
    assert names == {"test", "check", "test-oldest", "test-newest", "docs", "dist"}
    assert names <= targets()


def test_workflows_cover_the_pythons_that_the_metadata_name():
    matrix = load(GITHUB / "workflows" / "test.yml")["jobs"]["test"]["strategy"]["matrix"]
    named = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if ":: 3." in line]
    assert matrix["python"] == named
    assert PROJECT["requires-python"] == f">={named[0]}"
    others = [(row["os"], row["python"]) for row in matrix["include"]]
    assert others == [("macos-latest", named[0]), ("windows-latest", named[0])]


def test_workflows_may_only_read():
    for path in WORKFLOWS:
        assert load(path)["permissions"] == {"contents": "read"}, path.name


def test_pages_name_make_targets_that_exist():
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    called = set(re.findall(r"^    make ([a-z-]+)|`make ([a-z-]+)`", text, re.MULTILINE))
    names = {first or second for first, second in called}
    assert {"demo", "test", "check", "test-oldest", "dist"} <= names <= targets()


def test_a_commit_is_held_to_the_commands_of_make_check():
    [local] = load(ROOT / ".pre-commit-config.yaml")["repos"]
    hooks = {hook["id"]: hook["entry"].removesuffix(" --fix") for hook in local["hooks"]}
    assert list(hooks) == ["ruff", "ruff-format", "mypy", "llmgraph-check"]
    recipe = re.search(r"^check: .*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)[1]
    lines = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe.splitlines()]
    for entry in hooks.values():
        assert any(line.startswith(entry) for line in lines), entry


def test_the_citation_is_of_this_version():
    citation = load(ROOT / "CITATION.cff")
    [data] = citation["references"]
    assert (citation["type"], data["type"]) == ("software", "data")
    assert citation["version"] == llmgraph.__version__
    assert f"llmgraph {data['version']}" == llmgraph.load().release
    assert citation["authors"] == data["authors"] == PROJECT["authors"]
    assert f"{citation['license']} AND {data['license']}" == PROJECT["license"]
    assert citation["repository-code"] == data["repository-code"] == PROJECT["urls"]["Source"]
    assert citation["keywords"] == PROJECT["keywords"]
    # The credit that the licence of the data asks for.
    assert data["title"] in (ROOT / "data" / "LICENSE").read_text(encoding="utf-8")


def test_links_to_the_project_follow_its_metadata():
    home = PROJECT["urls"]["Source"]
    files = [*PAGES, *SCHEMAS]
    found = [
        (path.name, link)
        for path in files
        for link in re.findall(r"https://github\.com/[^\s)>]+", path.read_text(encoding="utf-8"))
    ]
    assert len(found) > 5
    for name, link in [*found, *PROJECT["urls"].items()]:
        assert link == home or link.startswith(f"{home}/"), name
        if inside := re.search(r"/(?:blob|tree)/main/(.+)", link):
            assert (ROOT / inside[1]).exists(), name


def test_a_vulnerability_is_reported_in_one_place():
    [private, _] = load(FORMS / "config.yml")["contact_links"]
    assert f"]: {private['url']}\n" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_changelog_links_its_versions():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+)\] - (?:unreleased|\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    assert versions[0] == llmgraph.__version__
    for version in versions:
        assert f"[{version}]: {PROJECT['urls']['Source']}/releases/tag/v{version}\n" in text


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_names_the_extras_that_users_need(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    top = text[: text.index("\n## ")]
    assert f"\n    pip install {PROJECT['name']}\n" in top
    named = re.findall(r"^\* `([a-z]+)`", top, re.MULTILINE)
    assert named == ["fast", "communities", "notebooks", "sphinx"]
    developers = {"bench", "check", "dist", "docs", "test"}
    assert set(PROJECT["optional-dependencies"]) == {*named, *developers}


@pytest.mark.parametrize(
    "pattern",
    [
        r"\]\(((?!README)[^)]+)\)",  # where its links lead
        r"^\| `llmgraph ([a-z-]+)",  # the rows of the table of commands
        r"^(#+) ",  # its sections
        r"^ {4}(make [a-z]+)",
    ],
)
def test_the_readmes_say_the_same(pattern):
    english, chinese = (
        re.findall(pattern, (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh.md")
    )
    assert len(english) > 1
    assert chinese == english
