"""Every rule finds its fault at its place: one bad pair of files per rule, in `bad`."""

import json
import re
from pathlib import Path

import pytest

import llmgraph
from llmgraph.model.checks import RULE_CODES, RULES, check_tables, require_graph
from llmgraph.model.tables import make_table
from llmgraph.model.vocabulary import Vocabulary

HERE = Path(__file__).parents[1]


BAD = HERE / "bad"


PACKAGE = Path(llmgraph.__file__).parent


# Each file has one fault: rule → file, line, column, value, the advice.
RULE_FAULTS = {
    "bad-id": ("nodes", 5, "id", " d", "blanks at an end or control characters; remove them"),
    "duplicate-id": ("nodes", 5, "id", "a", '"a" is already used on line 2; keep one row'),
    "missing-title": ("nodes", 3, "title", "", "write the full title"),
    "bad-date": ("nodes", 3, "date", "2021-13", "is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
    "year-differs": ("nodes", 3, "year", "2022", 'does not match the date "2021-01"; correct one'),
    "bad-arxiv-id": ("nodes", 2, "arxiv_id", "arXiv:2001.001", "write it like 1706.03762"),
    "bad-doi": ("nodes", 3, "doi", "https://doi.org/11.45/1234567", "write it like 10."),
    "isolated-paper": ("nodes", 5, "id", "d", "has no relation; add one, or remove the paper"),
    "likely-twins": ("nodes", 4, "title", "The second work", 'that of "b"; are they one paper?'),
    "unknown-relation": ("edges", 3, "relation", "improves", "write one of: extends, uses, "),
    "dangling-end": ("edges", 4, "target", "z", "add the paper or correct the id"),
    "self-relation": ("edges", 4, "target", "c", "cannot be related to itself; correct one end"),
    "repeated-row": ("edges", 4, "", "", "'c uses b' is already on line 3; keep one row"),
    "child-before-parent": ("edges", 3, "", "", '"b" (2021-01) would descend from "c" (2022-01)'),
    "descent-cycle": ("edges", 2, "", "", "each other: a, b. Remove one relation"),
    "missing-note": ("edges", 3, "note", "", "State in one sentence what the relation is"),
    "missing-where": ("edges", 3, "where", " ", "Give the text and the section"),
    "bad-basis": ("edges", 3, "basis", "hearsay", "write one of: stated, implied, literature"),
    "bad-confidence": ("edges", 3, "confidence", "certain", "write one of: high, medium, low"),
    "misspelt-column": ("edges", 1, "Inherited", "", 'did you mean "inherited"?'),
    "bad-inherited": ("edges", 3, "inherited", "partly", "write no, or leave it empty for yes"),
    "bad-cited": ("edges", 3, "cited", "once", "write one of them, or leave it empty if it is not"),
    "uncited-parent": ("edges", 3, "cited", "no", "c does not cite b, from which it is said to"),
    "implied-relation": ("edges", 4, "", "", "already implies 'c extends a'; keep the row only if"),
    "mutual-corrects": ("edges", 4, "", "", "is on line 2; remove the one that is wrong"),
    "control-character": ("nodes", 3, "summary", "A �[2J work", "character U+001B; remove it"),
    "swapped-ends": ("edges", 1, "", "", "3 of the 4 rows with two dates run against them; are"),
}


FILE_FAULTS = {
    "unreadable-file": ("nodes", 0, "", "", "This is a folder; name a CSV file"),
    "bad-encoding": (
        "nodes",
        3,
        "",
        "e9",
        "0xe9 is not valid UTF-8; save the file as CSV in",
    ),
    "empty-file": ("edges", 0, "", "", "it needs a line of column names"),
    "bad-row": (
        "edges",
        3,
        "",
        "c,uses,b,literature,c, method,C trains on B.,medium",
        "8 cells, the header 7; quote cells that contain commas",
    ),
    "wrong-separator": (
        "nodes",
        1,
        "",
        "id;title;date;year;arxiv_id;doi",
        "separated by semicolons; save the file with commas",
    ),
    "repeated-column": ("edges", 1, "", "note", '"note" appears twice; keep one'),
    "missing-column": ("edges", 1, "relation", "", 'need a column "relation"; the columns are: s'),
}


# Two papers that correct each other also descend from each other.
COMPANIONS = {
    "mutual-corrects": {"descent-cycle"},
    "swapped-ends": {"child-before-parent"},
}


def bad_pair(code):
    return [BAD / f"{code}.{side}.csv" for side in ("nodes", "edges")]


def codes_of(problems):
    return [problem.code for problem in problems]


@pytest.mark.parametrize(("code", "fault"), [*RULE_FAULTS.items(), *FILE_FAULTS.items()])
def test_each_fault_is_found_at_its_place(code, fault):
    side, line, column, value, advice = fault
    pair = dict(zip(("nodes", "edges"), bad_pair(code), strict=True))
    problems = llmgraph.check_csv(*pair.values())
    (found,) = [one for one in problems if one.code not in COMPANIONS.get(code, ())]
    assert (found.code, found.file) == (code, str(pair[side]))
    assert (found.line, found.column, found.value) == (line, column, value)
    assert advice in found.message
    assert found.severity == RULE_CODES.get(code, "error")


# What some rules say in Chinese, after file, line and column.
CHINESE = {
    "bad-id": "错误 bad-id: id 首尾有空白或含控制字符；请删去。",
    "duplicate-id": "错误 duplicate-id: 第 2 行已有 id“a”；请只留一行。",
    "missing-title": "错误 missing-title: 标题为空；请写论文的完整标题。",
    "year-differs": "错误 year-differs: 年份与日期“2021-01”不符；请改正其一。",
    "isolated-paper": "警告 isolated-paper: “d”没有任何关系；请补上关系，或删去该论文。",
    "likely-twins": "警告 likely-twins: 标题与“b”的几乎相同；是否为同一篇论文？",
    "dangling-end": "错误 dangling-end: 没有 id 为“z”的论文；请补上该论文，或改正 id。",
    "repeated-row": "错误 repeated-row: 第 3 行已有 'c uses b'；请只留一行。",
    "descent-cycle": "错误 descent-cycle: 这些论文互为后代：a、b。请删去一条关系。",
    "missing-note": "错误 missing-note: note 为空。请用一句话说明这条关系。",
    "bad-basis": "错误 bad-basis: 此处不能写“hearsay”；可用："
    "stated、implied、literature、reference list。",
    "bad-inherited": "错误 bad-inherited: “partly”既非 yes 也非 no；请写 no，或留空表示 yes。",
    "bad-cited": "错误 bad-cited: “once”既非 yes 也非 no；请写其一，不清楚则留空。",
    "uncited-parent": "警告 uncited-parent: c 未引用其所谓的先驱 b；请核对此行，"
    "并在 note 中写明据何认定。",
    "misspelt-column": "警告 misspelt-column: 不会读取列“Inherited”；是否指“inherited”？",
    "missing-column": "错误 missing-column: 关系表须有列“relation”；现有的列：source、type、"
    "target、basis、where、note、confidence。",
    "wrong-separator": "错误 wrong-separator: 各列以分号分隔；请存为以逗号分隔的文件。",
    "unreadable-file": "错误 unreadable-file: 这是文件夹；请指定 CSV 文件。",
}


@pytest.mark.parametrize("code", [*RULE_FAULTS, *FILE_FAULTS])
def test_every_fault_is_told_in_chinese(code):
    problems = llmgraph.check_csv(*bad_pair(code))
    for one in problems:
        place, told = one.text("zh").split(": ", 1)
        severity, message = told.split(f" {one.code}: ")
        assert str(one).startswith(f"{place}: {one.severity} {one.code}: ")
        assert severity == {"error": "错误", "warning": "警告"}[one.severity]
        assert re.search("[\u4e00-\u9fff]", message)
        assert json.loads(json.dumps(one.to_dict()))["message"] == one.message
        assert not re.search("[\u4e00-\u9fff]", one.message)
    if code in CHINESE:
        [line] = [one.text("zh") for one in problems if one.code == code]
        assert line.partition(": ")[2] == CHINESE[code]


def test_every_rule_has_a_bad_file():
    named = {path.name.partition(".")[0] for path in BAD.iterdir()}
    assert set(RULE_FAULTS) == set(RULE_CODES)
    assert named == {*RULE_FAULTS, *FILE_FAULTS}


def test_every_fault_of_a_file_has_a_bad_file():
    sources = [PACKAGE / "io" / "csv.py", PACKAGE / "model" / "tables.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert set(re.findall(r'"([a-z]+-[a-z]+)"', text)) == set(FILE_FAULTS)


def test_rules_have_one_code_each():
    # One for each table: a column of either may be misspelt.
    codes = [(rule.table, rule.code) for rule in RULES]
    assert sorted(codes) == sorted(set(codes))
    assert len(RULE_CODES) == len(codes) - 2


def test_warnings_deserve_a_look_and_errors_are_wrong():
    warnings = {code for code, severity in RULE_CODES.items() if severity == "warning"}
    looks = {"isolated-paper", "likely-twins", "implied-relation", "mutual-corrects"}
    assert warnings == {*looks, "uncited-parent", "misspelt-column", "control-character"}


def test_a_clean_pair_has_no_problem():
    assert llmgraph.check_csv(HERE / "good" / "nodes.csv", HERE / "good" / "edges.csv") == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fatal], ids=lambda rule: rule.code)
def test_fatal_faults_keep_the_graph_from_being_read(rule):
    with pytest.raises(llmgraph.TableError) as raised:
        llmgraph.read_csv(*bad_pair(rule.code))
    assert codes_of(raised.value.problems) == [rule.code]
    assert str(raised.value) == str(raised.value.problems[0])


@pytest.mark.parametrize("code", sorted({rule.code for rule in RULES if not rule.fatal}))
def test_other_faults_do_not(code):
    graph = llmgraph.read_csv(*bad_pair(code))
    assert code in codes_of(graph.check())


# Five faults in one table, and one in the other.


FIVE = """id,title,date,arxiv_id
a,First paper,2020-01,
a,Another text,June 2020,
,Third study,2022-01,
d,,2020-01-32,2001.1
"""


@pytest.fixture
def faulty(tmp_path):
    nodes, edges = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    nodes.write_text(FIVE, encoding="utf-8")
    edges.write_text("source,relation,target,note,where\nd,uses,z,D uses Z.,d\n", encoding="utf-8")
    return nodes, edges


def test_all_problems_are_listed_at_once(faulty):
    found = [(one.line, one.code) for one in llmgraph.check_csv(*faulty) if one.severity == "error"]
    assert found == [
        (3, "duplicate-id"),
        (3, "bad-date"),
        (4, "bad-id"),
        (5, "missing-title"),
        (5, "bad-date"),
        (5, "bad-arxiv-id"),
        (2, "dangling-end"),
    ]


def test_the_error_lists_every_fatal_problem_with_its_place(faulty):
    with pytest.raises(llmgraph.TableError, match="June 2020") as raised:
        llmgraph.read_csv(*faulty)
    nodes, edges = faulty
    assert [line.partition(": ")[0] for line in str(raised.value).splitlines()] == [
        f"{nodes}:3 [id]",
        f"{nodes}:3 [date]",
        f"{nodes}:4 [id]",
        f"{nodes}:5 [date]",
        f"{edges}:2 [target]",
    ]


# Single rules at their edges.


def problems_of(papers, relations=()):
    return check_tables(
        make_table("papers", papers), make_table("relations", relations), Vocabulary()
    )


def chain(*dates):
    return [
        {"id": one, "title": f"Title {one * 9}", "date": date}
        for one, date in zip("abcdefgh", dates, strict=False)
    ]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        ("", "is empty; give the paper a short key"),
        ("x" * 201, "has 201 characters; shorten it to 200"),
        ("a ", "blanks at an end"),
        ("a\nb", "control characters"),
        ("a\x1b[31m", "control characters"),
        ("a\u202eb", "control characters"),
    ],
)
def test_unusable_ids(one, told):
    problems = problems_of([{"id": one, "title": "T"}])
    assert problems[0].code == "bad-id"
    assert told in problems[0].message
    assert problems[0].value.isprintable()


@pytest.mark.parametrize("one", ["x" * 200, "two words", 'a "quoted" id', "思维链", "=1+1", "a;b"])
def test_usable_ids(one):
    assert codes_of(problems_of([{"id": one, "title": "T"}])) == ["isolated-paper"]


@pytest.mark.parametrize(
    ("parent", "child", "wrong"),
    [
        ("2020-01", "2020-01", False),
        ("2020", "2020-01", False),
        ("2020-12", "2020", False),
        ("", "1999", False),
        ("2020-02", "2020-01", True),
        ("2021", "2020-12", True),
        ("2021-01", "2020", True),
        ("2020-02-01", "2020-02", False),
        ("2020-02", "2020-02-29", False),
        ("2020-12-31", "2020", False),
        ("2020-02-02", "2020-02-02", False),
        ("2020-02-02", "2020-02-01", True),
        ("2020-03-01", "2020-02", True),
        ("2021", "2020-12-31", True),
    ],
)
def test_a_child_is_public_no_earlier_than_its_parent(parent, child, wrong):
    for row in (("b", "extends", "a"), ("a", "enables", "b")):
        found = codes_of(problems_of(chain(parent, child), [row]))
        assert ("child-before-parent" in found) is wrong


def test_relations_without_descent_may_point_into_the_future():
    found = codes_of(problems_of(chain("2021", "2020"), [("b", "compares_with", "a")]))
    assert "child-before-parent" not in found


def test_a_year_stands_in_for_a_missing_date_and_is_told():
    papers = [
        {"id": "a", "title": "Alpha", "date": "", "year": "2021"},
        {"id": "b", "title": "Beta", "date": "\x1b[31m", "year": "2020"},
    ]
    (found,) = [
        one
        for one in problems_of(papers, [("b", "uses", "a")])
        if one.code == "child-before-parent"
    ]
    assert '"b" (2020) would descend from "a" (2021)' in found.message


def test_each_cycle_is_told_once_with_its_first_row():
    rows = [
        ("d", "uses", "c"),
        ("b", "extends", "a"),
        ("a", "enables", "d"),
        ("a", "uses", "b"),
        ("c", "uses", "d"),
    ]
    found = [one for one in problems_of(chain(*["2020"] * 4), rows) if one.code == "descent-cycle"]
    assert [(one.line, one.message[:45]) for one in found] == [
        (2, "These papers descend from each other: c, d. R"),
        (3, "These papers descend from each other: a, b. R"),
    ]


def test_a_long_cycle_names_twelve_papers_and_counts_the_others():
    papers = [{"id": f"p{n}", "title": f"T{n}", "date": "2020"} for n in range(20)]
    rows = [(f"p{n}", "uses", f"p{(n + 1) % 20}") for n in range(20)]
    (found,) = [one for one in problems_of(papers, rows) if one.code == "descent-cycle"]
    assert "p11 and 8 more. Remove one relation." in found.message
    assert found.line == 2


def test_a_chain_of_other_relations_implies_nothing():
    papers = chain("2020", "2021", "2022")
    rows = [("b", "extends", "a"), ("c", "uses", "b"), ("c", "extends", "a")]
    assert "implied-relation" not in codes_of(problems_of(papers, rows))


@pytest.mark.parametrize("cells", [("no", "", ""), ("", "no", "")])
def test_what_is_not_inherited_implies_nothing(cells):
    rows = [("b", "extends", "a"), ("c", "extends", "b"), ("c", "extends", "a")]
    relations = [
        {"source": newer, "relation": relation, "target": older, "inherited": cell}
        for (newer, relation, older), cell in zip(rows, cells, strict=True)
    ]
    found = codes_of(problems_of(chain("2020", "2021", "2022"), relations))
    assert "implied-relation" not in found
    assert "bad-inherited" not in found


@pytest.mark.parametrize(
    ("cell", "inherited"),
    [("No", False), ("NO ", False), ("0", False), ("FALSE", False), ("", True), ("Yes", True)],
)
def test_spreadsheets_say_no_in_their_own_ways(cell, inherited):
    rows = [
        {"source": "b", "relation": "uses", "target": "a", "inherited": cell},
        {"source": "c", "relation": "extends", "target": "b", "inherited": ""},
    ]
    graph = llmgraph.PaperGraph(chain("2020", "2021", "2022"), rows)
    assert "bad-inherited" not in codes_of(graph.check())
    assert ("a" in graph.ancestors("c")) is inherited
    [row] = graph.relations_of("a").relations
    assert row.is_inherited is inherited
    assert ("true of this paper only" in row.evidence) is not inherited


@pytest.mark.parametrize("cell", ["?", "partly", "not"])
def test_what_says_neither_yes_nor_no_is_refused(cell):
    row = {"source": "b", "relation": "uses", "target": "a", "inherited": cell}
    (found,) = [
        one for one in problems_of(chain("2020", "2021"), [row]) if one.code == "bad-inherited"
    ]
    assert (found.line, found.column, found.severity) == (2, "inherited", "error")
    with pytest.raises(llmgraph.TableError, match="write no, or leave it empty for yes"):
        llmgraph.PaperGraph(chain("2020", "2021"), [row])


def test_a_column_that_is_nearly_called_right_is_told():
    papers = [{"id": "a", "title": "A", "Date": "2020"}, {"id": "b", "title": "B", "colour": "red"}]
    rows = [{"source": "b", "relation": "uses", "target": "a", "inherit": "no", "weight": "1"}]
    found = [one for one in problems_of(papers, rows) if one.code == "misspelt-column"]
    assert [(one.file, one.column, one.severity) for one in found] == [
        ("papers", "Date", "warning"),
        ("relations", "inherit", "warning"),
    ]
    assert 'did you mean "inherited"?' in found[1].message
    # One's own column beside the right one is nobody's mistake.
    papers[0]["date"] = "2020"
    assert "misspelt-column" not in codes_of(problems_of(papers, [("b", "uses", "a")]))


def test_citations_need_no_note():
    found = codes_of(problems_of(chain("2020", "2021"), [("b", "cites", "a")]))
    assert found == []


@pytest.mark.parametrize("evidence", [(), ("", "", "")])
def test_a_slip_among_citations_is_told_once(evidence):
    papers = chain("2020", "2021", "2022")
    rows = [("b", "cites", "a", *evidence), ("c", "cite", "b", *evidence)]
    columns = ["source", "relation", "target", "note", "where", "basis"][: 3 + len(evidence)]
    relations = make_table("relations", [dict(zip(columns, row, strict=True)) for row in rows])
    (problem,) = check_tables(make_table("papers", papers), relations, Vocabulary())
    assert (problem.code, problem.line) == ("unknown-relation", 3)
    assert problem.message.endswith('did you mean "cites"?')


def test_a_year_without_a_date_and_a_bad_date_are_told_once():
    papers = [{"id": "a", "title": "T", "date": "soon", "year": "2020"}]
    assert codes_of(problems_of(papers)) == ["bad-date", "isolated-paper"]


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("Gemma 2: Improving Open Models", "Gemma 3: Improving Open Models", False),
        ("Attention Is All You Need", "Attention is all you need.", True),
        ("LoRA: Low-Rank Adaptation of Models", "LoRA: Low Rank Adaption of Models", True),
        ("", "", False),
        ("思维链提示", "思维链提示", True),
    ],
)
def test_near_titles_are_likely_twins(one, other, twins):
    papers = [{"id": "a", "title": one}, {"id": "b", "title": other}]
    assert ("likely-twins" in codes_of(problems_of(papers))) is twins


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [("arxiv_id", "2001.00001", "2001.00001"), ("doi", "10.1145/abc", "10.1145/ABC")],
)
def test_one_identifier_for_two_papers_makes_likely_twins(column, one, other):
    papers = [
        {"id": "a", "title": "First", column: one},
        {"id": "b", "title": "Other", column: other},
    ]
    found = [p for p in problems_of(papers) if p.code == "likely-twins"]
    assert [(p.line, p.column, p.value) for p in found] == [(3, column, other)]
    assert found[0].message == '"a" has the same; are they one paper?'


def test_a_relation_type_of_ones_own_is_known():
    own = llmgraph.RelationType("replicates", "source", "none", "replicates", "is replicated by")
    tables = (
        make_table("papers", chain("2020", "2021")),
        make_table("relations", [("b", "replicates", "a", "stated", "b", "B repeats A.", "high")]),
    )
    assert check_tables(*tables, Vocabulary([own])) == []
    assert codes_of(check_tables(*tables, Vocabulary())) == ["unknown-relation"]


def test_require_graph_lets_faults_pass_that_are_not_fatal():
    papers = make_table("papers", chain("2021", "2020"))
    relations = make_table("relations", [("b", "uses", "a"), ("b", "uses", "a")])
    assert require_graph(papers, relations, Vocabulary()) is None
    assert "repeated-row" in codes_of(check_tables(papers, relations, Vocabulary()))


def test_near_names_are_suggested_and_a_missing_column_is_told_once():
    papers = make_table("papers", [{"id": "gpt-2", "title": "A"}, {"id": "bert", "title": "B"}])
    rows = make_table("relations", [("bert", "extend", "gpt-2"), ("Bert", "uses", "gtp-2")])
    problems = check_tables(papers, rows, Vocabulary())
    told = {(one.code, one.line, one.column): one.message for one in problems}
    assert told["unknown-relation", 2, "relation"].endswith('did you mean "extends"?')
    assert told["dangling-end", 3, "source"].endswith('did you mean "bert"?')
    assert told["dangling-end", 3, "target"].endswith('did you mean "gpt-2"?')
    assert [one.line for one in problems if one.code == "missing-note"] == [1]


def test_every_code_is_documented():
    text = (HERE.parent / "docs" / "data.md").read_text(encoding="utf-8")
    assert [code for code in RULE_CODES if f"`{code}`" not in text] == []


def test_a_chain_of_uses_or_corrects_implies_nothing():
    papers = make_table("papers", [{"id": one, "title": one * 9} for one in "abc"])
    for kind, expected in (("extends", 1), ("enables", 1), ("uses", 0), ("corrects", 0)):
        ends = [("b", "a"), ("c", "b"), ("c", "a")]
        rows = make_table("relations", [(newer, kind, older) for newer, older in ends])
        codes = [problem.code for problem in check_tables(papers, rows, Vocabulary())]
        assert codes.count("implied-relation") == expected, kind


def test_a_suggestion_is_found_once_for_each_unknown_name_and_not_for_ever(monkeypatch):
    from rapidfuzz import process

    asked = []
    search = process.extractOne

    def counted(text, *arguments, **options):
        asked.append(text)
        return search(text, *arguments, **options)

    monkeypatch.setattr(process, "extractOne", counted)
    papers = [{"id": f"paper-{at}", "title": "T"} for at in range(10)]
    rows = [("paper-1", "extends", f"papr-{at % 4}") for at in range(100)]
    with pytest.raises(llmgraph.TableError) as raised:
        llmgraph.PaperGraph(papers, rows)
    assert asked == ["papr0", "papr1", "papr2", "papr3"]
    assert len(raised.value.problems) == 100
    assert all('did you mean "paper-' in one.message for one in raised.value.problems)
    # Three searches among ten ids are all that thirty comparisons allow.
    monkeypatch.setattr("llmgraph.model.checks.MAX_COMPARISONS", 30)
    with pytest.raises(llmgraph.TableError) as raised:
        llmgraph.PaperGraph(papers, rows)
    told = [one.message.partition("; ")[2][:12] for one in raised.value.problems[:4]]
    assert told == ["did you mean"] * 3 + ["add the pape"]


def test_long_titles_are_compared_by_their_beginnings():
    same = "word " * 300
    papers = [{"id": one, "title": f"{same}{one * 900}"} for one in "ab"]
    found = llmgraph.PaperGraph(papers, [("a", "extends", "b")])
    path = [one for one in check_tables(*parts_of(found)) if one.code == "likely-twins"]
    assert [one.value for one in path] == [f"{same[:80]}…"]


def parts_of(graph):
    tables = graph.tables
    return tables.papers, tables.relations, tables.vocabulary


PAIR = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # the newer paper of `enables` is its target
        ([("b", "uses", "a", "yes"), ("a", "enables", "b", "yes")], []),
        ([("b", "uses", "a", "yes"), ("a", "enables", "b", "No")], [(3, "2")]),
        ([("b", "uses", "a", "yes"), ("a", "surveys", "b", "no")], []),
        # a citation that stands in the table is known
        ([("b", "compares_with", "a", "no"), ("b", "cites", "a", "")], [(3, "2")]),
        ([("b", "uses", "a", ""), ("b", "cites", "a", "")], []),
    ],
)
def test_two_rows_of_a_pair_agree_on_whether_it_is_cited(rows, found):
    columns = ("source", "relation", "target", "cited")
    relations = [dict(zip(columns, row, strict=True)) for row in rows]
    problems = llmgraph.PaperGraph(PAIR, relations).check()
    told = [(one.line, one.message) for one in problems if one.code == "bad-cited"]
    assert told == [
        (line, f"Line {other} says the opposite of the same two papers; correct one of them.")
        for line, other in found
    ]


def test_only_descent_from_a_paper_that_is_not_cited_is_warned_of():
    relations = [
        {"source": "b", "relation": relation, "target": "a", "cited": "no"}
        for relation in ("compares_with", "extends", "runs_on")
    ]
    problems = llmgraph.PaperGraph(PAIR, relations).check()
    assert [one.line for one in problems if one.code == "uncited-parent"] == [3]
