"""A paper is found by any spelling of any of its names, and never by a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph import AmbiguousNameError, PaperGraph, PaperNotFoundError
from llmgraph.model.identifiers import read_identifier
from llmgraph.model.names import name_key

PAPERS = [
    {
        "id": "chinchilla",
        "title": "Training Compute-Optimal Large Language Models",
        "short_name": "Chinchilla",
        "arxiv_id": "2203.15556",
        "aliases": "Hoffmann et al. 2022; 龙猫; Scaling",
    },
    {
        "id": "lex",
        "title": "Learning Lexicons",
        "short_name": "Lexicon",
        "arxiv_id": "cs/0112017",
        "doi": "10.1145/3718958.3750505",
        "url": "https://www.example.org/papers/Lex/",
    },
    {"id": "scaling", "title": "Naïve Scaling: Every Model", "aliases": "ＳＬ; Twin"},
    {"id": "gpt-3", "title": "Few-Shot Learners", "short_name": "GPT-3", "aliases": "Twin"},
    {"id": "gpt-1", "title": "Generative Pre-Training", "short_name": "GPT-1", "aliases": "GPT"},
    {"id": "blank", "title": "  ", "aliases": ";"},
    {"id": "headless", "title": ": A Subtitle Alone"},
]


@pytest.fixture(scope="module")
def graph():
    return PaperGraph(PAPERS)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("chinchilla", "chinchilla"),
        ("CHINCHILLA", "chinchilla"),
        ("  Chin-chilla! ", "chinchilla"),
        ("Ｃｈｉｎｃｈｉｌｌａ", "chinchilla"),
        ("training compute optimal large language models.", "chinchilla"),
        ("Training Compute–Optimal Large Language Models", "chinchilla"),
        ("hoffmann et al 2022", "chinchilla"),
        ("龙猫", "chinchilla"),
        ("gpt3", "gpt-3"),
        ("GPT 3", "gpt-3"),
        ("ＧＰＴ－３", "gpt-3"),
        ("GPT‑3", "gpt-3"),
        ("Naive scaling: every model", "scaling"),
        ("Nai\u0308ve Scaling", "scaling"),
        ("sl", "scaling"),
        ("A subtitle alone", "headless"),
    ],
)
def test_case_punctuation_width_and_accents_do_not_matter(graph, name, found):
    assert graph[name].id == found
    assert name in graph


@pytest.mark.parametrize(
    "name",
    [
        "2203.15556",
        " 2203.15556 ",
        "2203.15556v3",
        "arXiv:2203.15556",
        "arXiv:2203.15556v1",
        "arxiv: 2203.15556",
        "https://arxiv.org/abs/2203.15556",
        "https://arxiv.org/abs/2203.15556v1",
        "http://arxiv.org/abs/2203.15556/",
        "https://www.arxiv.org/abs/2203.15556",
        "https://export.arxiv.org/abs/2203.15556",
        "arxiv.org/abs/2203.15556",
        "https://arxiv.org/pdf/2203.15556",
        "https://arxiv.org/pdf/2203.15556.pdf",
        "https://arxiv.org/pdf/2203.15556v2.pdf",
        "https://arxiv.org/pdf/2203.15556v2.pdf#page=3",
        "https://arxiv.org/html/2203.15556v1",
        "https://arxiv.org/abs/2203.15556?context=cs",
        "10.48550/arXiv.2203.15556",
        "doi:10.48550/arXiv.2203.15556",
        "https://doi.org/10.48550/ARXIV.2203.15556",
    ],
)
def test_every_spelling_of_an_arxiv_id(graph, name):
    assert read_identifier(name).key == "arxiv:2203.15556"
    assert graph[name].id == "chinchilla"


@pytest.mark.parametrize(
    "name",
    [
        "cs/0112017",
        "cs/0112017v2",
        "arXiv:cs/0112017",
        "https://arxiv.org/abs/cs/0112017",
        "https://arxiv.org/pdf/cs/0112017v1.pdf",
        "10.1145/3718958.3750505",
        "doi:10.1145/3718958.3750505",
        "DOI: 10.1145/3718958.3750505",
        "https://doi.org/10.1145/3718958.3750505",
        "http://dx.doi.org/10.1145/3718958.3750505",
        "https://www.doi.org/10.1145/3718958.3750505/",
        "doi.org/10.1145/3718958.3750505",
        "https://www.example.org/papers/Lex/",
        "https://www.example.org/papers/Lex",
        "https://example.org/papers/lex/",
        "http://example.org/papers/Lex",
        "HTTP://WWW.EXAMPLE.ORG/papers/Lex",
    ],
)
def test_every_spelling_of_old_arxiv_ids_dois_and_links(graph, name):
    assert graph[name].id == "lex"


# Several papers with one name, and none.


def test_an_ambiguous_name_lists_all_candidates_and_guesses_none(graph):
    told = (
        r'"twin" may mean any of 2 papers: "scaling" \(Naïve Scaling: Every Model\), '
        r'"gpt-3" \(Few-Shot Learners\)\. Say which\.'
    )
    with pytest.raises(AmbiguousNameError, match=told) as raised:
        graph["twin"]
    assert raised.value.name == "twin"
    assert raised.value.candidates == ("scaling", "gpt-3")
    assert "twin" not in graph


def test_papers_with_one_title_are_told_apart_by_id():
    graph = PaperGraph([{"id": one, "title": "Same"} for one in ("a", "A", "ａ")])
    assert [graph[one].id for one in ("a", "A", "ａ")] == ["a", "A", "ａ"]
    with pytest.raises(AmbiguousNameError, match="any of 3 papers") as raised:
        graph["same"]
    assert raised.value.candidates == ("a", "A", "ａ")
    with pytest.raises(AmbiguousNameError, match="any of 3 papers"):
        graph["a!"]


def test_a_shared_identifier_is_ambiguous():
    graph = PaperGraph([{"id": one, "title": one, "doi": "10.1145/1"} for one in "ab"])
    with pytest.raises(AmbiguousNameError, match=r'"a" .*"b"'):
        graph["https://doi.org/10.1145/1"]


def test_the_exact_spelling_comes_first_then_a_papers_own_name(graph):
    assert graph["Scaling"].id == "chinchilla"
    assert graph["scaling"].id == "scaling"
    assert graph["SCALING"].id == "scaling"


@pytest.mark.parametrize(
    "names",
    [
        ("C", "C++", "C#"),
        ("PointNet", "PointNet++"),
        ("Qwen1.5", "Qwen15"),
        ("A", "A*"),
        ("दिन", "दीन"),
        ("и", "й"),
        ("US", "us"),
    ],
)
def test_names_that_differ_in_a_sign_are_each_found(names):
    graph = PaperGraph([{"id": str(at), "title": name} for at, name in enumerate(names)])
    assert [graph[name].id for name in names] == [str(at) for at in range(len(names))]


@pytest.mark.parametrize("name", ["GPT-3+", "GPT-3.5", "GPT-3#", "Chinchilla*"])
def test_a_name_with_another_sign_is_no_spelling_of_it(graph, name):
    with pytest.raises(PaperNotFoundError, match="Did you mean") as raised:
        graph[name]
    assert {"gpt-3", "chinchilla"} & set(raised.value.suggestions)


def test_traditional_characters_are_found_by_simplified_ones_and_back():
    graph = PaperGraph(
        [{"id": "cot", "title": "思维链提示"}, {"id": "rag", "title": "檢索增強生成"}]
    )
    assert graph["思維鏈提示"].id == "cot"
    assert graph["检索增强生成"].id == "rag"


def test_the_head_of_a_title_comes_last():
    papers = [
        {"id": "one", "title": "BERT: Deep Bidirectional Transformers"},
        {"id": "two", "title": "Other", "aliases": "BERT"},
    ]
    assert PaperGraph(papers)["bert"].id == "two"
    assert PaperGraph(papers[:1])["bert"].id == "one"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("chinchila", "chinchilla"),
        ("Chinchilla paper", "chinchilla"),
        ("gpt3x", "gpt-3"),
        ("Generative Pretraning", "gpt-1"),
        ("leksicon", "lex"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(graph, name, nearest):
    with pytest.raises(PaperNotFoundError, match=f'"{name}" among 7. Did you mean') as raised:
        graph[name]
    assert raised.value.name == name
    assert raised.value.suggestions[0] == nearest
    assert len(raised.value.suggestions) <= 3


@pytest.mark.parametrize("name", ["", "  ", ".*", "(", "{}", "；", "\0", "q" * 10**5])
def test_a_name_like_no_other_tells_where_to_look(graph, name):
    with pytest.raises(PaperNotFoundError, match="List them with: llmgraph list") as raised:
        graph[name]
    assert raised.value.suggestions == ()
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize("name", ["[a-z]+", "chinchilla|lex", "%s", "chin*", "^.hinchilla$"])
def test_a_name_is_no_pattern(graph, name):
    with pytest.raises(PaperNotFoundError, match="No paper") as raised:
        graph[name]
    assert str(raised.value).startswith(f'No paper "{name}" among 7.')


def test_both_errors_are_lookup_errors(graph):
    with pytest.raises(LookupError, match="may mean any of"):
        graph["twin"]
    with pytest.raises(KeyError, match="No paper"):
        graph["nobody knows"]


def test_a_name_is_a_text(graph):
    with pytest.raises(ValueError, match="The name of a paper must be a string, not 3"):
        graph[3]
    assert 3 not in graph
    assert None not in graph


# Keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("GPT-3", "gpt3"),
        ("ＧＰＴ－３", "gpt3"),
        ("Naïve", "naive"),
        ("Straße", "strasse"),
        ("ﬁne-tuning", "finetuning"),
        ("思维链", "思维链"),
        ("がくしゅう", "がくしゅう"),
        ("か\u3099", "が"),
        ("학습", "학습"),
        ("S⁴", "s4"),
        (" !? ", "!?"),
        ("  ", ""),
    ],
)
def test_keys(text, key):
    assert name_key(text) == key


@given(st.text())
def test_a_key_is_its_own_key(text):
    assert name_key(name_key(text)) == name_key(text)


@given(st.text())
def test_keys_do_not_depend_on_case(text):
    assert name_key(text.casefold()) == name_key(text)
    assert name_key(text.swapcase()) == name_key(text) or not text.isascii()


@given(st.text(alphabet="abcXYZ 0189", min_size=1), st.sampled_from("-–_,:;'’ "))
def test_keys_do_not_depend_on_punctuation(text, mark):
    words = text.split() or ["x"]
    assert name_key(mark.join(words)) == name_key("".join(words))


@given(st.text())
def test_any_text_is_found_or_told(text):
    graph = PaperGraph(PAPERS)
    try:
        found = (graph[text].id,)
    except AmbiguousNameError as error:
        found = error.candidates
    except PaperNotFoundError as error:
        found = error.suggestions
    assert set(found) <= set(graph.ids)


def test_messages_are_one_printable_line():
    title = "Evil \x1b[31m\ntitle" + "x" * 1000
    graph = PaperGraph([{"id": one, "title": title} for one in "ab"])
    for name, error in ((title, AmbiguousNameError), ("evil\r\ntitel\x9b", PaperNotFoundError)):
        with pytest.raises(error, match="�") as raised:
            graph[name]
        assert str(raised.value).isprintable()
        assert len(str(raised.value)) < 400
