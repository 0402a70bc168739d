"""An answer in each form that a report may ask for."""

import base64
import re

import pytest
from markdown_it import MarkdownIt

import llmgraph
from llmgraph.queries.registry import QUERIES
from llmgraph.reports.fill import fill
from llmgraph.reports.markdown import markdown
from llmgraph.reports.requests import FILES, OUTPUTS

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def report(order, between=""):
    return f"before\n\n<!-- llmgraph: {order} -->\n{between}<!-- /llmgraph -->\n\nafter\n"


def filled(text, folder="."):
    return fill(text, name="report.md", folder=folder).text


def nesting(text):
    """The texts of the points of a list as Markdown reads it, each with those below it."""
    found, depth = [], 0
    for token in GITHUB.parse(text):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline" and depth == 1:
            found.append((token.content, []))
        elif token.type == "inline" and depth == 2:
            found[-1][1].append(token.content)
    return found


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("descendants GPT-3 --depth 1", lambda g: g.descendants("gpt-3", depth=1)),
        ("ancestors GPT-3 --since 2019", lambda g: g.ancestors("gpt-3", since="2019")),
        ("ancestors LLaVA --relations uses", lambda g: g.ancestors("llava", relations="uses")),
        ("ancestors LLaVA --side-steps any", lambda g: g.ancestors("llava", side_steps="any")),
        ("path Alpaca GPT-3 -k 2", lambda g: g.paths("alpaca", "gpt-3", k=2)),
        ("path Griffin BERT", lambda g: g.paths("griffin", "bert")),
        ("common DPO InstructGPT", lambda g: g.common_ancestors("dpo", "instructgpt")),
        ("rank --by descendants --top 3", lambda g: g.rank("descendants", top=3)),
        ("show Chinchilla --side source", lambda g: g.relations_of("chinchilla", side="source")),
        ("list --roots --until 2016", lambda g: g.select(until="2016").within(g.roots())),
        ("longest --from BERT", lambda g: g.longest_chain("bert")),
        ("main-path --by spnp", lambda g: g.main_path("spnp")),
        ("reading-path LLaVA --budget 3", lambda g: g.reading_path("llava", budget=3)),
        ("ask what led to ChatGPT", lambda g: g.ancestors("chatgpt")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", [form for form in OUTPUTS if form not in FILES])
def test_every_query_in_every_form_is_the_answer_of_the_library(order, expected, form):
    assert order.split()[0] in QUERIES
    body = markdown(expected(llmgraph.load()), form)
    assert filled(report(f"{order} as {form}")) == report(f"{order} as {form}", f"\n{body}\n\n")


def test_tables_and_prose_of_known_answers():
    table = filled(report("ancestors LLaVA --depth 1 as table"))
    assert (
        "**What led to LLaVA — 3 papers**\n\n"
        "| date | name | side steps | generation | depth | through |"
    ) in table
    assert "\n| 2021-01 | CLIP | 1 | 1 | 1 | is used by LLaVA |\n" in table
    chain = filled(report("path Alpaca InstructGPT -k 1 as prose"))
    assert (
        "\n1. Alpaca (2023-03) uses text-davinci-003 (2022-11), which extends InstructGPT "
        "(2022-01).\n    - Alpaca uses text-davinci-003: "
    ) in chain
    assert "None" not in filled(report("descendants 'Lost in the Middle' as table"))
    assert "— none." in filled(report("descendants 'Lost in the Middle' as prose"))
    assert "S4 is an alternative to Transformer" in filled(report("path S4 Transformer as prose"))
    assert "The nearest: " in filled(report("common DPO InstructGPT as prose"))


def test_reasons_and_relations_stand_below_their_points():
    reading = filled(report("reading-path LLaVA --budget 11 as prose"))
    points = nesting(reading)
    assert len(points) == 11
    assert points[-1][0] == "LLaVA (2023-04): Visual Instruction Tuning"
    # Also below numbers of two digits.
    where, why = points[9][1]
    assert where.startswith("Wei-Lin Chiang, Zhuohan Li, Zi Lin et al., <https://")
    assert why.startswith("LLaVA extends Vicuna: Vicuna is the language model of LLaVA")
    assert "[stated: 002 §5.2.2" in why.replace("\\", "")
    path = nesting(filled(report("main-path as prose")))
    steps = llmgraph.load().main_path().steps
    assert [len(below) for _, below in path] == [len(step.rows) for step in steps]
    [told] = [
        below for step, below in path if step.startswith("From Transformer (2017-06) to GPT-1 ")
    ]
    assert told[0].startswith("GPT-1 extends Transformer: GPT-1 keeps only the decoder side")


def test_a_drawn_ranking_says_that_it_shows_relations():
    text = filled(report("rank --by pagerank --top 3 as mermaid"))
    assert 'title: "Relations among papers ranked by PageRank"' in text
    assert 'alt="Relations among papers ranked by PageRank: a chart of 3 papers' in filled(
        report("rank --by pagerank --top 3 as svg")
    )


def test_a_long_list_of_papers_is_not_cut():
    lineage = llmgraph.load().descendants("Transformer")
    text = filled(report("descendants Transformer as prose")).replace("\\", "")
    assert all(lineage.tables.paper(one).label in text for one in lineage)
    assert len(text) > 2_500


def test_pictures_are_images_in_which_nothing_runs():
    text = filled(report("ancestors LLaVA --depth 1 as svg"))
    image = r'^<img alt="What led to LLaVA: [^"]*" src="data:image/svg\+xml;base64,([^"]+)"'
    [data] = re.findall(image, text, re.MULTILINE)
    answer = llmgraph.load().ancestors("llava", depth=1)
    assert base64.b64decode(data).decode() == answer.to_svg()
