"""Papers are found by words in any language, best first, or by the nearest names."""

import pytest

import llmgraph
from llmgraph import ArgumentError, PaperGraph


@pytest.fixture(scope="module")
def graph():
    papers = [
        {
            "id": "later",
            "title": "Laws of Motion",
            "short_name": "Scaling",
            "date": "2022",
            "topics": "Evaluation",
        },
        {
            "id": "kaplan",
            "title": "Scaling Laws: For Models",
            "date": "2020",
            "authors": "Jared Kaplán; et al.",
            "aliases": "规模定律; KM",
            "arxiv_id": "2001.08361",
        },
        {"id": "told", "title": "Other", "date": "2019", "summary": "Studies scaling and laws."},
        {"id": "gpt", "title": "Few-shot", "short_name": "GPT-3.5", "summary_zh": "用RLHF做规模"},
    ]
    return PaperGraph(papers, [("later", "extends", "kaplan")])


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("scaling laws", ("kaplan", "later", "told")),
        ("LAWS, scaling!", ("later", "kaplan", "told")),
        ("scal law", ("later", "kaplan", "told")),
        ("caling", ()),
        ("scaling models", ("kaplan",)),
        ("kaplan", ("kaplan",)),
        ("jared scaling", ("kaplan",)),
        ("规模", ("kaplan", "gpt")),
        ("規模", ("kaplan", "gpt")),
        ("rlhf", ("gpt",)),
        ("GPT 3.5", ("gpt",)),
        ("gpt3.5", ("gpt",)),
        ("评测", ("later",)),
        ("evaluation", ("later",)),
        ("arXiv:2001.08361", ("kaplan",)),
        ("km", ("kaplan",)),
    ],
)
def test_papers_that_contain_all_words_best_first(graph, text, ids):
    found = graph.search(text)
    if ids:
        assert found.found_in
        assert found.ids == ids
    else:
        assert not found.found_in


def test_a_paper_of_this_name_comes_first(graph):
    assert graph.search("Scaling").ids == ("later", "kaplan", "told")
    assert graph.search("Scaling Laws: For Models").ids == ("kaplan",)


def test_where_the_words_are(graph):
    found = graph.search("scaling laws")
    assert found.found_in == {
        "kaplan": ("title",),
        "later": ("short_name", "title"),
        "told": ("summary",),
    }
    assert [row["found_in"] for row in found.rows()] == ["title", "short_name, title", "summary"]
    assert found.display_columns[-1] == "found_in"
    assert graph.search("arXiv:2001.08361").found_in == {"kaplan": ("name",)}


def test_an_unknown_name_gives_the_nearest(graph):
    found = graph.search("Scalling Lawz for Models")
    assert (found.ids[0], found.total) == ("kaplan", 0)
    assert found.notice == (
        'No paper contains "Scalling Lawz for Models". The names of these are the most similar.'
    )
    assert "found_in" not in found.display_columns
    assert found.heading() == 'Papers with names like "Scalling Lawz for Models"'
    nothing = graph.search("qqzzxx")
    assert (nothing.ids, len(nothing)) == ((), 0)
    assert nothing.notice == 'No paper contains "qqzzxx".'


def test_the_limit_is_told(graph):
    found = graph.search("scaling", limit=2)
    assert (found.ids, found.total) == (("later", "kaplan"), 3)
    assert found.notes() == ["1 more paper contains these words (--limit)."]
    assert graph.search("scaling").notes() == []
    with pytest.raises(ArgumentError, match="limit must be a number of papers from 1 up, not 0"):
        graph.search("scaling", limit=0)


@pytest.mark.parametrize("text", ["", " ", "!?", "___"])
def test_a_text_without_words_is_refused(graph, text):
    with pytest.raises(ArgumentError, match="text must contain a word or a name"):
        graph.search(text)


def test_a_paper_that_is_not_public_yet_is_named(graph):
    found = graph.as_of("2021").search("Laws of Motion")
    assert found.ids == ()
    assert "Scaling" in found.notice
    assert "2022" in found.notice


def test_the_answer_is_a_result(graph):
    found = graph.search("scaling laws")
    assert repr(found) == "SearchResult('scaling laws': 3 papers)"
    assert (len(found), found[0], "Scaling" in found) == (3, "kaplan", True)
    assert found.to_frame()["id"].tolist() == ["kaplan", "later", "told"]
    assert "Scaling" in found.to_mermaid()
    assert found.to_document("zh").heading == "含有“scaling laws”的论文——3 篇论文"
    assert (found & graph.descendants("kaplan")).ids == ("later",)


def test_the_shipped_graph():
    graph = llmgraph.load()
    assert graph.search("scaling laws").ids[:2] == ("kaplan-scaling", "chinchilla")
    assert graph.search("Vaswani attention").ids[0] == "transformer"
    assert graph.search("flashatention")[0] == "flashattention"
