"""Mermaid: what Mermaid reads back is what the graph says, within the limits of GitHub."""

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

import llmgraph
from llmgraph.drawing.formats.flowchart import flowchart
from llmgraph.drawing.formats.mermaid import (
    EDGE_LIMIT,
    GROUNDS,
    TEXT_LIMIT,
    colour_on_both,
    contrast,
    mermaid,
)
from llmgraph.drawing.style import RelationStyle, relation_styles
from llmgraph.drawing.subject import Subject
from llmgraph.language.messages import Sentences
from llmgraph.language.wording import clean
from llmgraph.model.descent import descent
from llmgraph.model.relation_types import OWN_COLOURS, RELATION_TYPES

HOSTILE = [
    "</script><script>alert(1)</script>",
    "`code` **b** _i_ [x](javascript:alert(1)) ~~s~~",
    '"] ; n0 --> n1',
    "--> <!-- /llmgraph -->",
    '%%{init: {"theme": "dark"}}%% 100 %',
    "#35; &lt; #quot;",
    "1. a list",
    "- a list",
    "\\ $x^2$ {a|b} \\input{x}",
    "\u202eright to left\u200b שלום",
    "two\nlines\tand ```",
    "思维链 🙂",
    "end",
    "www.example.org http://example.org a@b.c",
]
PLAIN_LINE = re.compile(
    r'  n\d+\["(?:[^"#]|#\d+;)*"\]|  n\d+ (?:-->|-\.->)\|"(?:[^"#|]|#\d+;)*"\| n\d+'
    r"|  classDef asked [\w:,-]+|  class n\d+(?:,n\d+)* asked"
    r'|  acc(?:Title|Descr): [\w .,:()，。：（）-]+|  note\["(?:[^"#]|#\d+;)*"\]'
    r"|  style note fill:none,stroke:none"
    r"|  linkStyle \d+(?:,\d+)* stroke:#[0-9a-f]{6}(?:,stroke-dasharray:[\d. ]+)?"
)


def drawn(result, title=None, *, limit=None, relations=None, **options):
    heading = result.heading() if title is None else title
    return mermaid(flowchart(replace(result.subject(heading), **options), relations), limit=limit)


def decoded(text):
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)


def labels(text):
    return [decoded(label) for label in re.findall(r'^  n\d+\[\[?"(.*)"\]\]?$', text, re.MULTILINE)]


def edges(text):
    """Arrows with the labels of their ends in place of the numbers."""
    named = labels(text)
    return {
        (named[int(older)], arrow, decoded(reads), named[int(newer)])
        for older, arrow, reads, newer in re.findall(
            r'^  n(\d+) (\S+)\|"(.*)"\| n(\d+)$', text, re.MULTILINE
        )
    }


def hostile():
    papers = [{"id": f"p{n}", "title": text, "date": "2020-01"} for n, text in enumerate(HOSTILE)]
    rows = [(f"p{n}", "extends", f"p{n - 1}") for n in range(1, len(papers))]
    kind = llmgraph.RelationType("own", "source", "none", 'x"| n9', '--> "%%{x}')
    return llmgraph.PaperGraph(papers, [*rows, ("p1", "own", "p0")], relation_types=[kind])


def test_arrows_run_from_old_to_new_and_read_that_way(mixed):
    text = drawn(mixed.select(), relations=list(mixed.relation_types))
    assert edges(text) == {
        ("BASE<br/>2019-01", "-->", "extended by", "STUDY<br/>2021-01"),
        ("TOOL<br/>2020-01", "-->", "enables", "STUDY<br/>2021-01"),
        ("STUDY<br/>2021-01", "-->", "used by", "HEIR<br/>2022-01"),
        ("BASE<br/>2019-01", "-.->", "disputed by", "CRITIC<br/>2021-06"),
        ("STUDY<br/>2021-01", "-.->", "has the alternative", "RIVAL<br/>2021-07"),
        ("HEIR<br/>2022-01", "-.->", "compared by", "BENCH<br/>2022-02"),
        ("BASE<br/>2019-01", "-.->", "surveyed by", "REVIEW<br/>2022-03"),
        ("BASE<br/>2019-01", "-.->", "cited by", "HEIR<br/>2022-01"),
    }


def test_without_a_choice_only_descent_is_drawn_and_that_is_said(mixed):
    text = drawn(mixed.select())
    assert {arrow for _, arrow, _, _ in edges(text)} == {"-->"}
    assert '  note["5 relations that carry no descent are not drawn#46;"]' in text.splitlines()


def test_where_nothing_carries_descent_all_is_drawn(mixed):
    text = drawn(mixed.relations_of("critic"))
    assert edges(text) == {("BASE<br/>2019-01", "-.->", "disputed by", "CRITIC<br/>2021-06")}


def test_same_rows_are_one_arrow_and_self_relations_none(repeated_row, self_relation):
    assert len(edges(drawn(repeated_row.select()))) == 1
    assert drawn(repeated_row.select()).count("-->") == 1
    assert drawn(self_relation.select()).count("-->") == 1


def test_parallel_relations_are_kept_apart(parallel):
    text = drawn(parallel.select(), relations=["extends", "uses", "compares_with"])
    assert sorted(reads for _, _, reads, _ in edges(text)) == [
        "compared by",
        "extended by",
        "used by",
    ]
    assert len(re.findall("linkStyle", text)) == 3


def test_the_papers_asked_about_stand_out(chain):
    text = drawn(chain.descendants("b"), focus=("b",))
    assert labels(text)[0] == "B<br/>2020-05"
    assert "  class n0 asked" in text.splitlines()


def test_hostile_text_stays_text():
    graph = hostile()
    for title in HOSTILE:
        text = drawn(
            graph.select(), title, relations=["extends", "own"], notices=Sentences((title,))
        )
        head, given, end, *lines = text.splitlines()
        assert (head, end) == ("---", "---")
        assert json.loads(given.removeprefix("title: ").replace("\\U0001f642", "🙂")) == clean(
            title
        )
        comments = [line for line in lines if line.startswith("%%")]
        assert all(re.fullmatch(r"%% [^{}%<>`\n]*", line) for line in comments)
        rest = [line for line in lines if line not in comments]
        assert rest[0] == "flowchart LR"
        assert [line for line in rest[1:] if not PLAIN_LINE.fullmatch(line)] == []
        assert set(labels(text)) == {f"{clean(one)}<br/>2020-01" for one in HOSTILE}
        assert '--> "%%{x}' in {reads for _, _, reads, _ in edges(text)}
        # Neither a fence of Markdown nor a tag of HTML ends in it.
        assert not re.search(r"```|<(?!br/>)", text)


def test_labels_have_no_markdown_at_their_start():
    texts = re.findall(r'\["(.*?)<br/>', drawn(hostile().select()))
    assert len(texts) == len(HOSTILE)
    assert [text for text in texts if re.match(r"[-+*>]|\d+\.", text)] == []


def star(leaves, relations=("extends",)):
    papers = [
        {"id": "hub", "title": "Hub"},
        *({"id": f"p{n}", "title": f"P{n}"} for n in range(leaves)),
    ]
    rows = [(f"p{n}", kind, "hub") for n in range(leaves) for kind in relations]
    return llmgraph.PaperGraph(papers, rows)


def test_five_hundred_links_are_kept_and_one_more_is_pruned():
    whole = drawn(star(EDGE_LIMIT).select(), "Star")
    assert whole.count("-->") == EDGE_LIMIT
    assert "Pruned" not in whole
    pruned = drawn(star(EDGE_LIMIT + 1).select(), "Star")
    assert pruned.count("-->") == EDGE_LIMIT
    first = "first a share of each year, those with the most descendants in the whole graph"
    kept = f"501 of 502 papers, {first}, with those that lead to them"
    assert f'title: "Star ({kept})"' in pruned
    assert f"%% Pruned to {kept}; Mermaid takes at most 500 links and 50,000 characters" in pruned


def test_long_texts_are_pruned_too():
    papers = [
        {"id": f"p{n}", "title": f"{n} " + "🙂" * 70, "date": f"{1800 + n}"} for n in range(200)
    ]
    rows = [(f"p{n}", "extends", f"p{n - 1}") for n in range(1, 200)]
    text = drawn(llmgraph.PaperGraph(papers, rows).select(), "Long")
    assert 45_000 < len(text) <= TEXT_LIMIT
    # Each descends from the one before, which comes with it.
    assert [int(label.split()[0]) for label in labels(text)] == list(range(len(labels(text))))


def test_a_limit_keeps_those_asked_about_and_those_with_most_descendants(diamond):
    text = drawn(diamond.select(), limit=2, focus=("e",))
    assert labels(text) == ["A<br/>2020-01", "E<br/>2021-02"]
    assert "(2 of 5 papers, first a share of each year, those with the most" in text


def test_papers_left_out_are_counted_and_named_in_the_order_of_the_answer():
    graph = llmgraph.load()
    ranking = graph.rank("ancestors", top=12)
    names = [graph[one].name for one in ranking.ids]
    text = drawn(ranking, limit=9)
    shown = {re.sub(r"^\d+\.\s|<br/>.*", "", label) for label in labels(text)}
    assert shown == set(names[:9])
    [note] = re.findall("%% (Left out.*)", text)
    assert decoded(note) == (
        f"Left out 3 papers, the next in that order first: {', '.join(names[9:])}"
    )
    [note] = re.findall("%% (未画出.*)", ranking.to_mermaid(limit=9, lang="zh"))
    assert note.startswith("未画出 3 篇论文，按上述次序：")
    # The list is cut short, and what is cut off is counted.
    many = star(60).select().to_mermaid(limit=10)
    [note] = re.findall("%% (Left out.*)", many)
    assert re.fullmatch(r"Left out 51 papers, .*: (P\d+, ){19}P\d+ and 31 more", note)


def test_hostile_names_stay_text_in_the_notes_of_a_pruned_chart():
    last = f"p{len(HOSTILE) - 1}"
    text = drawn(hostile().ancestors(last), limit=2)
    comments = [line for line in text.splitlines() if line.startswith("%%")]
    assert any("Left out" in line for line in comments)
    assert all(re.fullmatch(r"%% [^{}%<>`\n]*", line) for line in comments)


@pytest.mark.parametrize("answer", ["path", "similar", "reading", "search", "keystones", "cut"])
def test_answers_with_an_order_are_pruned_by_it(answer):
    graph = llmgraph.load()
    result, kept, first = {
        "path": lambda: (
            found := graph.paths("DPO", "Transformer", k=5),
            found.chains[0].ids,
            "those on the best chains",
        ),
        "similar": lambda: (
            found := graph.similar("DPO", top=5),
            ("dpo", *found.ids[:3]),
            "the most similar",
        ),
        "reading": lambda: (
            found := graph.reading_path("DPO", budget=8),
            [step.paper for step in sorted(found.steps, key=lambda step: -step.chance)][:4],
            "those that a reader of DPO comes to most often",
        ),
        "search": lambda: (
            found := graph.search("attention", limit=9),
            found.ids[:4],
            "the best matches",
        ),
        "keystones": lambda: (
            found := graph.keystones("Transformer"),
            ("transformer", *found.ids[:3]),
            "those that cut off the most papers",
        ),
        "cut": lambda: (
            found := graph.minimal_cut("DPO", "GPT-3"),
            ("dpo", "gpt-3", *found.ids),
            "those of the cut",
        ),
    }[answer]()
    text = drawn(result, limit=len(kept))
    shown = {re.sub(r"^\d+\.\s|<br/>.*", "", label) for label in labels(text)}
    assert shown == {graph[one].name for one in kept}
    assert f", first {first}; Mermaid takes" in text


def test_the_shipped_graph_fits_and_is_the_same_every_time():
    graph = llmgraph.load()
    everything = drawn(graph.select(), relations=list(graph.relation_types))
    assert everything.count('|"') <= EDGE_LIMIT
    assert len(everything) <= TEXT_LIMIT
    assert everything == drawn(graph.select(), relations=list(graph.relation_types))


def test_colours_are_seen_on_light_and_on_dark():
    own = [RelationStyle(*colours) for colours in OWN_COLOURS]
    for style in (*relation_styles(RELATION_TYPES.values()).values(), *own):
        for ground in GROUNDS:
            assert contrast(colour_on_both(style), ground) >= 3, (style, ground)


def test_nothing_is_a_chart_too(unrelated):
    assert labels(drawn(unrelated.select())) == ["A<br/>2020-01", "B<br/>2020-02"]
    assert (
        drawn(unrelated.select(until="1999"), "None")
        == '---\ntitle: "None"\n---\nflowchart LR\n  accTitle: None\n'
        "  accDescr: None: a chart of 0 papers.\n"
    )


def test_mermaid_itself_draws_it(tmp_path):
    mmdc = shutil.which("mmdc")
    if mmdc is None:
        pytest.skip("SKIPPED: no mmdc (npm install @mermaid-js/mermaid-cli) to draw Mermaid with")
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    settings = {"args": ["--no-sandbox"], **({"executablePath": browser} if browser else {})}
    (tmp_path / "p.json").write_text(json.dumps(settings), encoding="utf-8")
    source = tmp_path / "chart.mmd"
    source.write_text(drawn(hostile().select(), relations=["extends", "own"]), encoding="utf-8")
    command = [mmdc, "-q", "-p", "p.json", "-i", str(source), "-o", "chart.svg"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    picture = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    shown = [
        html.unescape(re.sub(r"<br[^>]*>.*|<[^>]+>", "", label))
        for label in re.findall(r'<span class="nodeLabel[^"]*">(.*?)</span>', picture)
    ]
    assert sorted(shown) == sorted(clean(one) for one in HOSTILE)
    assert "<script" not in picture


def test_descent_through_papers_not_shown_is_dotted():
    graph = llmgraph.PaperGraph(
        [{"id": x, "title": x.upper(), "date": f"20{20 + n}"} for n, x in enumerate("abcd")],
        [("b", "extends", "a"), ("c", "uses", "b"), ("d", "extends", "c")],
    )
    text = graph.descendants("a", since="2022").to_mermaid()
    assert '  n0 -.->|"through papers not shown"| n1\n' in text
    assert '  n1 -->|"extended by"| n2\n' in text
    assert "linkStyle 0 stroke:#" in text
    # the limit hides papers too: those asked about and with the most descendants stay
    drawing = Subject(graph.tables, "abcd", [0, 1, 2], "", descent(graph.tables), focus=("a", "d"))
    few = flowchart(drawing).best(2)
    assert [(one.older, one.newer, one.relation) for one in few.links] == [(0, 1, "")]
    # and where no side step counts, there is no such descent
    line = flowchart(replace(drawing, descent=descent(graph.tables, side_steps=0))).best(2)
    assert line.links == ()
    assert all(PLAIN_LINE.fullmatch(line) for line in text.splitlines()[4:])


def test_numbers_stand_before_names(chain):
    text = drawn(chain.select(), number_of={"b": 1, "c": 1_000})
    assert labels(text)[:3] == [
        "A<br/>2020-01",
        "1.\N{NO-BREAK SPACE}B<br/>2020-05",
        "1,000.\N{NO-BREAK SPACE}C<br/>2021-02",
    ]
    # Mermaid would take it for a list.
    assert '["1#46;' in text


def test_lanes_are_subgraphs(chain):
    lines = drawn(chain.select(), lane_of={"a": 'One "] end', "c": 'One "] end', "b": "Two"})
    [head, *_] = [line for line in lines.splitlines() if "One" in line]
    assert decoded(head) == '  subgraph s0["One "] end"]'
    assert head.count('"') == 2
    body = lines.split("flowchart LR\n")[1]
    assert re.sub(r"\[.*\]", "", body.split("  n0 --")[0]).splitlines()[2:] == [
        "  subgraph s0",
        "    direction LR",
        "    n0",
        "    n2",
        "  end",
        "  style s0 fill:none,stroke:#7a7a7a",
        "  subgraph s1",
        "    direction LR",
        "    n1",
        "  end",
        "  style s1 fill:none,stroke:#7a7a7a",
        "  n3",
    ]
