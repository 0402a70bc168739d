"""Every verb and noun in every frame of an English question gives the same query."""

import pytest

import llmgraph
from llmgraph.questions.answers import understand

TABLES = llmgraph.load().tables


def read(question):
    """The name of the query and its arguments; (None, {}) if the question is refused."""
    found = understand(TABLES, question)
    return (found.query.name, dict(found.arguments)) if found else (None, {})


def others(frames, query, **arguments):
    """The questions that are read as something else."""
    return [(one, read(one)) for one in frames if read(one) != (query, arguments)]


def third(verb):
    """The verb after he, she and it, and its past."""
    first, *rest = verb.split(" ", 1)
    stem = first[:-1] + "ie" if first.endswith("y") and first != "survey" else first
    past = stem + ("d" if stem.endswith("e") else "ed")
    return " ".join(["goes" if first == "go" else f"{stem}s", *rest]), past


VERBS = {
    "extends": "extend improve generalise refine",
    "uses": "use utilise apply employ adopt incorporate leverage borrow",
    "corrects": "correct revise fix amend overturn",
    "enables": "enable motivate",
    "disputes": "dispute challenge criticise criticize contradict question refute reject oppose",
    "surveys": "survey review cover discuss mention",
    "cites": "cite",
}


@pytest.mark.parametrize(
    ("relation", "verb"), [(one, verb) for one, verbs in VERBS.items() for verb in verbs.split()]
)
def test_verbs_of_relation_types(relation, verb):
    now, past = third(verb)
    doing = f"{verb.removesuffix('e')}ing"
    towards = [
        *(f"Which papers {verb} BERT?", f"what {now} BERT", f"papers that {verb} BERT"),
        *(f"Who {past} BERT?", f"papers {doing} BERT", f"Which papers was BERT {past} by?"),
        *(f"By which papers was BERT {past}?", f"Has BERT been {past}?", f"Who has {past} BERT?"),
        *(f"Has anyone {past} BERT?", f"Is BERT {past} by anything?"),
        *(f"show me the papers which {verb} BERT", f"is there a paper that {now} BERT?"),
        *(f"are there any papers {doing} BERT?", f"How many papers {verb} BERT?"),
    ]
    assert others(towards, "show", name="BERT", relations=relation, side="target") == []
    away = [
        *(f"What does BERT {verb}?", f"what did BERT {verb}", f"Which papers does BERT {verb}?"),
        *(f"which papers are {past} by BERT", f"papers {past} by BERT"),
        *(f"what was {past} by BERT?", f"list what BERT {now}", f"list all papers BERT {now}"),
        f"How many papers does BERT {verb}?",
    ]
    assert others(away, "show", name="BERT", relations=relation, side="source") == []
    stated = [
        *(f"Does T5 {verb} BERT?", f"Did T5 {verb} BERT?", f"Has T5 {past} BERT?"),
        *(f"Is BERT {past} by T5?", f"T5 {now} BERT"),
    ]
    for one in stated:
        [claim] = read(one)[1]["claims"]
        assert (claim.paper, claim.relation, claim.ancestor) == ("T5", relation, "BERT"), one


@pytest.mark.parametrize(
    "verb",
    [
        *("descend from", "derive from", "come from", "build on", "stem from", "originate from"),
        *("draw on", "go back to", "rest on", "depend on", "build upon", "evolve from"),
    ],
)
def test_verbs_of_descent(verb):
    now, _ = third(verb)
    newer = [
        *(f"what {now} BERT?", f"which papers {verb} BERT", f"papers that {verb} BERT"),
        *(f"everything that {now} BERT", f"list papers which {verb} BERT", f"who {now} BERT"),
        f"how many papers {verb} BERT?",
    ]
    assert others(newer, "descendants", name="BERT") == []
    older = [
        *(f"what does BERT {verb}?", f"what did BERT {verb}", f"list what BERT {now}"),
        *(f"which papers does BERT {verb}?", f"how many papers does BERT {verb}?"),
    ]
    assert others(older, "ancestors", name="BERT") == []
    both = [
        *(f"does T5 {verb} BERT?", f"how does T5 {verb} BERT", f"T5 {now} BERT"),
        *(f"is it true that T5 {now} BERT?", f"check whether T5 {now} BERT"),
    ]
    assert others(both, "path", a="T5", b="BERT") == []


@pytest.mark.parametrize(
    ("query", "noun"),
    [
        *(("descendants", one) for one in ("descendants", "offspring", "successors", "heirs")),
        *(("ancestors", one) for one in ("ancestors", "predecessors", "origins", "lineage")),
    ],
)
def test_nouns_of_descent(query, noun):
    frames = [
        *(f"{noun} of BERT", f"what are the {noun} of BERT?", f"What are BERT's {noun}?"),
        *(f"BERT {noun}", f"BERT's {noun}", f"list the {noun} of BERT", f"{noun}: BERT"),
        *(f"which papers are {noun} of BERT", f"how many {noun} does BERT have?"),
        *(
            f"What {noun} does BERT have?",
            f"does BERT have any {noun}?",
            f"tell me the {noun} of BERT",
        ),
        *(f"find all the {noun} of the BERT paper", f"Could you list the {noun} of BERT, please?"),
    ]
    assert others(frames, query, name="BERT") == []
    for frame, narrowed in (
        (f"{noun} of BERT since 2020", {"since": "2020"}),
        (f"{noun} of BERT from 2018 to 2020", {"since": "2018", "until": "2020"}),
        (f"BERT's {noun} before 2020", {"until": "2019"}),
        (f"Which {noun} of BERT appeared in 2021?", {"since": "2021", "until": "2021"}),
        (f"what are the immediate {noun} of BERT?", {"depth": 1}),
        (f"{noun} of BERT within two steps", {"depth": 2}),
        (f"alignment {noun} of BERT", {"topics": ["Alignment and safety"]}),
    ):
        assert read(frame) == (query, {"name": "BERT", **narrowed}), frame


@pytest.mark.parametrize(
    ("relation", "noun"),
    [
        *(("extends", one) for one in ("extension", "improvement", "refinement")),
        *(("corrects", "correction"), ("disputes", "critique"), ("uses", "application")),
    ],
)
def test_nouns_of_relation_types(relation, noun):
    one = f"{'an' if noun[0] in 'aei' else 'a'} {noun}"
    towards = [
        *(f"{noun}s of BERT", f"what are the {noun}s of BERT?", f"BERT's {noun}s"),
        *(f"which papers are {noun}s of BERT?", f"what {noun}s does BERT have?"),
        *(f"is there {one} of BERT?", f"What is {one} of BERT?"),
    ]
    assert others(towards, "show", name="BERT", relations=relation, side="target") == []
    away = [
        *(f"what is BERT {one} of?", f"which papers is BERT {one} of?", f"what was BERT {one} of"),
        *(f"of which paper is BERT {one}?", f"BERT is {one} of what?"),
    ]
    assert others(away, "show", name="BERT", relations=relation, side="source") == []
    for stated in (f"is T5 {one} of BERT?", f"T5 is {one} of BERT"):
        [claim] = read(stated)[1]["claims"]
        assert (claim.paper, claim.relation, claim.ancestor) == ("T5", relation, "BERT")


@pytest.mark.parametrize(
    ("relation", "verb"),
    [
        *(("extends", one) for one in ("扩展", "改进", "拓展")),
        *(("corrects", "修正"), ("disputes", "质疑"), ("surveys", "综述"), ("uses", "应用")),
    ],
)
def test_chinese_verbs_and_nouns_of_relation_types(relation, verb):
    towards = [
        *(f"哪些论文{verb}了BERT", f"谁{verb}了BERT？", f"BERT被哪些论文{verb}"),
        *(f"{verb}了BERT的论文", f"对BERT的{verb}有哪些", f"哪些论文是BERT的{verb}"),
        *(f"BERT 的{verb}有哪些？", f"BERT 被谁{verb}过？", f"有没有论文{verb}过BERT？"),
    ]
    assert others(towards, "show", name="BERT", relations=relation, side="target") == []
    away = [
        *(f"BERT{verb}了哪些论文", f"BERT{verb}过谁", f"BERT 是哪些论文的{verb}"),
        *(f"被BERT{verb}的论文", f"哪些论文被 BERT {verb}过？", f"BERT是对哪篇论文的{verb}？"),
    ]
    assert others(away, "show", name="BERT", relations=relation, side="source") == []
    stated = [
        *(f"T5{verb}了BERT吗", f"T5 是否{verb}了 BERT？", f"BERT 是否被 T5 {verb}过"),
        *(f"T5是BERT的{verb}吗？", f"T5 是对 BERT 的{verb}"),
    ]
    for one in stated:
        [claim] = read(one)[1]["claims"]
        assert (claim.paper, claim.relation, claim.ancestor) == ("T5", relation, "BERT"), one


@pytest.mark.parametrize("verb", ["源自", "来自", "基于", "衍生自", "继承自", "脱胎于", "借鉴了"])
def test_chinese_verbs_of_descent(verb):
    newer = [
        f"哪些论文{verb}BERT",
        f"{verb}BERT的论文有哪些",
        f"谁{verb}BERT",
        f"有多少论文{verb}BERT",
    ]
    assert others(newer, "descendants", name="BERT") == []
    older = [f"BERT{verb}哪些论文", f"BERT {verb}什么？", f"BERT是{verb}哪些论文的"]
    assert others(older, "ancestors", name="BERT") == []
    both = [
        f"T5{verb}BERT吗",
        f"T5 是否{verb}BERT？",
        f"T5是不是{verb}BERT",
        f"T5 {verb}BERT，对吗？",
    ]
    assert others(both, "path", a="T5", b="BERT") == []


@pytest.mark.parametrize(
    "sentence",
    [
        *("T5 doesn't extend BERT", "T5 isn’t based on BERT", "T5 can't descend from BERT"),
        *("T5 does not descend from BERT", "T5 never extends BERT", "T5 hardly extends BERT"),
        *("T5 fails to extend BERT", "It is false that T5 extends BERT", "T5 cannot extend BERT"),
        *("Only T5 extends BERT", "T5 only extends BERT", "T5 descends solely from BERT"),
        *("T5 没有修正 BERT", "T5 从不源自 BERT", "只有 T5 源自 BERT", "T5 只源自 BERT"),
        *("Which papers don't descend from BERT?", "Which papers descend only from BERT?"),
        *("哪些论文只源自 BERT？", "哪些论文不源自 BERT？"),
    ],
)
def test_negated_and_exclusive_sentences_are_refused(sentence):
    assert read(sentence) == (None, {})


@pytest.mark.parametrize(
    ("sentence", "query", "arguments"),
    [
        ("Isn't T5 a descendant of BERT?", "path", {"a": "T5", "b": "BERT"}),
        ("T5 descends from BERT, doesn't it?", "path", {"a": "T5", "b": "BERT"}),
        ("T5 isn't derived from BERT, is it?", "path", {"a": "T5", "b": "BERT"}),
        ("BERT was built on by T5", "path", {"a": "T5", "b": "BERT"}),
        ("Which papers don't have descendants?", "list", {"ends": "leaves"}),
        ("only BERT's descendants", "descendants", {"name": "BERT"}),
        ("只看 BERT 的后代", "descendants", {"name": "BERT"}),
    ],
)
def test_negation_that_says_nothing(sentence, query, arguments):
    assert read(sentence) == (query, arguments)


@pytest.mark.parametrize(
    ("said", "by"),
    [
        *(("PageRank", "pagerank"), ("in-degree", "in_degree"), ("Katz centrality", "katz")),
        *(("betweenness", "betweenness"), ("number of descendants", "descendants")),
    ],
)
def test_measures(said, by):
    plain = [
        *(f"rank papers by {said}", f"ranking by {said}", f"sort the papers by {said}"),
        *(f"papers with the highest {said}", f"which papers have the highest {said}?"),
        *(f"{said} ranking", f"most important papers by {said}", f"highest {said}"),
        *(f"which papers are most central according to {said}?", f"papers ranked by {said}"),
    ]
    assert others(plain, "rank", by=by, top=10) == []
    five = [
        *(f"top 5 papers by {said}", f"top five by {said}", f"{said}: top 5"),
        *(f"Which five papers have the highest {said}?", f"list the top 5 in terms of {said}"),
    ]
    assert others(five, "rank", by=by, top=5) == []
    assert others([f"Which paper has the highest {said}?"], "rank", by=by, top=1) == []
    dated = [f"rank papers by {said} as of 2020"]
    assert others(dated, "rank", by=by, top=10, as_of="2020") == []


def test_every_name_of_every_paper_is_read_whole():
    column, misread = TABLES.papers.column, []
    for number in range(len(TABLES.ids)):
        paper = TABLES.paper_at(number)
        for name in filter(None, (column("short_name")[number], paper.title, *paper.aliases)):
            if TABLES.papers_named(name) == {number}:
                for frame in ("what descends from {}?", "哪些论文源自{}？"):
                    query, arguments = read(frame.format(name))
                    if query != "descendants" or TABLES.find(arguments["name"]) != number:
                        misread.append(frame.format(name))
    assert misread == []


DISPUTES = {"relations": "disputes", "side": "target"}
USED = {"relations": "uses", "depth": 1}
IN_2024 = {"since": "2024", "until": "2024"}
EVALUATION = {"topics": ["Evaluation"]}


@pytest.mark.parametrize(
    "question",
    [
        *("papers about image models", "anything on image models?", "search for image models"),
        *("Do you have any papers on the topic of image models?", "关于 image models 的论文有哪些"),
    ],
)
def test_words_that_are_no_topic_are_searched_for(question):
    query, arguments = read(question)
    assert (query, arguments["text"][0]) == ("search", "image")


def test_a_name_is_searched_for_only_where_several_papers_are_meant():
    assert read("papers about BERT") == ("search", {"text": ["BERT"]})
    assert read("关于 BERT 的论文") == ("search", {"text": ["BERT"]})
    assert read("what is the paper about BERT") == ("show", {"name": "BERT"})
    assert read("papers on evaluation") == ("list", {"topics": ["Evaluation"]})


@pytest.mark.parametrize(
    ("question", "query", "arguments"),
    [
        ("ancestors of Griffin, not counting side steps", "ancestors", {"side_steps": 0}),
        ("Griffin 的祖先有哪些，不计旁支", "ancestors", {"side_steps": 0}),
        ("ancestors of Griffin with any number of side steps", "ancestors", {"side_steps": "any"}),
        ("strict ancestors of Griffin", "ancestors", {"relations": "strict"}),
        ("main path using SPLC weights", "main-path", {"by": "splc"}),
        ("compute a key-route main path", "main-path", {"search": "key-route"}),
        ("what are the descendants of Griffin, direct or indirect", "descendants", {}),
        ("which papers were built on Griffin, directly or through others?", "descendants", {}),
        ("which papers trace their lineage to Griffin?", "descendants", {}),
        ("I'd like a description of Griffin", "show", {}),
        ("which papers have used Griffin since 2023", "descendants", USED | {"since": "2023"}),
        ("which papers directly use Griffin in 2024", "descendants", USED | IN_2024),
        ("2023 年以来哪些论文使用了 Griffin", "descendants", USED | {"since": "2023"}),
        ("what evaluation papers does Griffin use?", "ancestors", USED | EVALUATION),
        ("which relations are redundant", "reduction", {}),
        ("what are the traversal counts", "traversals", {}),
    ],
)
def test_settings_of_a_query(question, query, arguments):
    named = {} if query in ("main-path", "reduction", "traversals") else {"name": "Griffin"}
    assert read(question) == (query, named | arguments)


@pytest.mark.parametrize(
    "question",
    [
        *("Who is the most cited researcher?", "最重要的作者有哪些", "strict alternatives to BERT"),
        *("Can you write my essay on transformers?", "what enabled BERT since 2015"),
        *("does BERT come before GPT-2?", "grandchildren of GPT-3"),
        *("which papers use LoRA, not counting side steps", "who else but Goat uses LoRA"),
        "Which paper do you like best?",
        *("By extension alone, what descends from BERT?", "what will come after BERT?"),
    ],
)
def test_a_word_that_the_answer_would_drop_is_refused(question):
    assert read(question) == (None, {})


@pytest.mark.parametrize(
    "question",
    [
        *(
            "BERT: which papers use it?",
            "Take BERT. Which papers use it?",
            "BERT：哪些论文使用了它？",
        ),
        "i'm writing about BERT, which papers use it?",
    ],
)
def test_a_pronoun_is_the_paper_named_before_it(question):
    assert read(question) == ("show", {"name": "BERT", "relations": "uses", "side": "target"})


@pytest.mark.parametrize(
    ("question", "query", "arguments"),
    [
        ("What did BERT's findings enable?", "show", {"relations": "enables", "side": "source"}),
        ("Who came up with BERT?", "show", {}),
        ("Has anyone called BERT into question?", "show", DISPUTES),
        ("comparisons with BERT", "show", {"relations": "compares_with"}),
        ("Go back 4 generations from BERT", "ancestors", {"depth": 4}),
        ("Is BERT a distant descendant of ELMo?", "path", {"a": "BERT", "b": "ELMo"}),
        ("Which models and data does BERT use?", "show", {"relations": "uses", "side": "source"}),
    ],
)
def test_questions_that_were_read_as_others(question, query, arguments):
    named = {} if query == "path" else {"name": "BERT"}
    assert read(question) == (query, named | arguments)


def test_a_pronoun_without_a_paper_is_an_unknown_name():
    assert read("does it use LoRA?")[1]["claims"][0].paper == "it"
    assert read("does he descend from BERT?") == ("path", {"a": "he", "b": "BERT"})


def test_the_number_of_an_arxiv_id_is_no_year():
    for words in ("what descends from", "descendants of", "what builds on"):
        assert read(f"{words} 1706.03762") == ("descendants", {"name": "1706.03762"})


def test_a_name_does_not_reach_over_a_comma():
    found = ("descendants", {"name": "FlashAttention", "depth": 2})
    assert read("descendants of FlashAttention, 2 hops") == found
    title = "LLaMA: Open and Efficient, Foundation Language Models"
    assert read(f"what descends from {title}")[0] is None
    title = "Training language models to follow instructions with human feedback"
    assert read(f"what descends from {title}") == ("descendants", {"name": title})


def test_two_papers_need_a_word_between_them():
    found = ("ancestors", {"name": "WizardCoder", "topics": ["Instruction tuning"]})
    assert read("Which of the forebears of WizardCoder belong to instruction tuning?") == found


def test_more_than_any_other_is_the_most():
    found = ("rank", {"by": "ancestors", "top": 1})
    assert read("Which paper has more ancestors than any other?") == found


def test_a_pronoun_does_not_turn_a_question_round():
    assert read("BERT: what does it use?")[1]["side"] == "source"
    assert read("ELECTRA之后有哪些工作是从它发展来的？") == ("descendants", {"name": "ELECTRA"})
    # Two questions at once.
    assert read("which papers corrected BERT or used it?") == (None, {})


EXTENDS = {"name": "QLoRA", "relations": "extends"}
BOTH = {"name": "QLoRA", "relations": "extends,uses"}


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        ("QLoRA ancestors, extends edges only", EXTENDS),
        ("ancestors of QLoRA, following extensions only", EXTENDS),
        ("Following only relations of extension, what are the ancestors of QLoRA?", EXTENDS),
        ('ancestors of QLoRA if only the relation "extends" may be used', EXTENDS),
        ("ancestors of QLoRA by the relations extends and uses only", BOTH),
        ("For my lecture on alignment, list the ancestors of QLoRA", {"name": "QLoRA"}),
    ],
)
def test_relations_that_restrict_an_answer(question, arguments):
    assert read(question) == ("ancestors", arguments)


@pytest.mark.parametrize("noun", ["ancestor", "predecessor", "forerunner", "foundation"])
def test_what_a_paper_is_an_ancestor_of_are_its_descendants(noun):
    frames = [
        *(f"What is BERT the {noun} of?", f"Which papers is BERT the {noun} of?"),
        *(f"Of which papers is BERT the {noun}?", f"BERT is the {noun} of which papers?"),
        *(f"Which papers have BERT as {noun}?", f"Which paper's {noun} is BERT?"),
    ]
    assert others(frames, "descendants", name="BERT") == []


@pytest.mark.parametrize("noun", ["successor", "offspring", "follow-up", "heir"])
def test_what_a_paper_is_a_successor_of_are_its_ancestors(noun):
    frames = [
        *(f"What is BERT the {noun} of?", f"Of which papers is BERT the {noun}?"),
        *(f"BERT is the {noun} of which papers?", f"Which papers have BERT as {noun}?"),
    ]
    assert others(frames, "ancestors", name="BERT") == []


def test_chinese_nouns_that_belong_to_the_papers_asked_for():
    assert (
        others(["BERT 是哪些论文的祖先", "哪些论文的祖先是 BERT"], "descendants", name="BERT") == []
    )
    assert (
        others(["BERT 是哪些论文的后代", "哪些论文的后代是 BERT"], "ancestors", name="BERT") == []
    )
    assert others(["BERT 的哪些祖先", "BERT 有哪些祖先"], "ancestors", name="BERT") == []
    assert read("哪篇论文的后代最多") == ("rank", {"by": "descendants", "top": 1})


def test_parents_of_what_are_children():
    assert read("Which papers is BERT a parent of?") == (
        "descendants",
        {"name": "BERT", "depth": 1},
    )
    assert read("parents and grandparents of BERT") == ("ancestors", {"name": "BERT", "depth": 2})
    assert read("children and grandchildren of BERT") == (
        "descendants",
        {"name": "BERT", "depth": 2},
    )


@pytest.mark.parametrize(
    ("question", "query", "arguments"),
    [
        ("by which steps did ELMo lead to Llama 3", "path", {"a": "Llama 3", "b": "ELMo"}),
        ("why does Llama 3 descend from ELMo", "path", {"a": "Llama 3", "b": "ELMo"}),
        (
            "what was made possible thanks to ZeRO",
            "show",
            {"name": "ZeRO", "relations": "enables", "side": "source"},
        ),
        (
            "Adapters: in which surveys is it covered?",
            "show",
            {"name": "Adapters", "relations": "surveys", "side": "target"},
        ),
        (
            "which later paper put BERT right",
            "show",
            {"name": "BERT", "relations": "corrects", "side": "target"},
        ),
        ("incoming relations of The Pile", "show", {"name": "The Pile", "side": "target"}),
        ("compare CiteRank and PageRank", "rank", {"by": "citerank,pagerank", "top": 10}),
        (
            "compare the PageRank ranking of 2021 with that of 2024",
            "rank",
            {"by": "pagerank", "as_of": "2021,2024", "top": 10},
        ),
        ("I am writing about GPT-3. What descends from DDPM?", "descendants", {"name": "DDPM"}),
        ("I am writing about GPT-3. What descends from it?", "descendants", {"name": "GPT-3"}),
        ("By PageRank, who is number one?", "rank", {"by": "pagerank", "top": 1}),
        ("papers by Noam Shazeer", "search", {"text": ["Noam", "Shazeer"]}),
        (
            "newer papers on evaluation from 2023 on",
            "list",
            {"topics": ["Evaluation"], "since": "2023"},
        ),
        (
            "ancestors of Goat, but nothing older than 2022",
            "ancestors",
            {"name": "Goat", "since": "2022"},
        ),
        (
            "I teach a course on image generation. What descends from DDPM?",
            "descendants",
            {"name": "DDPM"},
        ),
    ],
)
def test_sentences_that_were_refused_or_read_the_wrong_way_round(question, query, arguments):
    assert read(question) == (query, arguments)


@pytest.mark.parametrize(
    "question",
    [
        *("newer papers on evaluation", "older papers on evaluation", "papers by date"),
        *("earlier papers that use BERT", "which later papers enabled BERT"),
    ],
)
def test_what_speaks_against_an_answer_is_refused(question):
    assert read(question) == (None, {})
