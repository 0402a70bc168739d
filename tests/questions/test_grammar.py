"""The words of questions: verbs of relation types, in both languages."""

import re

import pytest

from llmgraph import RELATION_TYPES, RelationType
from llmgraph.model.vocabulary import Vocabulary
from llmgraph.questions.grammar import FORMS, VERBS, verbs_of


def own(name="replicates", **values):
    fields = {"newer": "source", "descent": "none", "phrase": "replicates", "inverse": "has a copy"}
    return RelationType(name, **(fields | values))


@pytest.mark.parametrize(
    ("phrase", "verbs"),
    [
        ("replicates", ("replicates", "replicate")),
        ("runs against", ("runs against", "run against")),
        ("Studies", ("studies", "study")),
        ("matches", ("matches", "match")),
        ("surpasses", ("surpasses", "surpass")),
        ("guess", ("guess",)),
        ("is influenced by", ()),
        ("has (a) copy", ()),
        ("replicates (in part)", ()),
        ("复现", ("复现",)),
    ],
)
def test_verbs_are_those_of_the_phrase(phrase, verbs):
    assert own(phrase=phrase).verbs == verbs


def test_chinese_verbs_are_those_of_the_label():
    assert own(phrase_zh="{source} 复现了 {target}").verbs_zh == ("复现",)
    assert own(phrase_zh="{source} 受 {target} 影响").verbs_zh == ()
    assert own(verbs=["copy"], verbs_zh=["照搬", "复制"]).verbs_zh == ("照搬", "复制")


def test_verbs_of_own_types_come_first():
    kind = own("obsoletes", verbs=("Replace", "obsolete"), verbs_zh=("取代",))
    verbs = verbs_of(Vocabulary([kind]))
    assert next(iter(verbs.items())) == ("obsoletes", ("replace", "obsolete", "取代"))
    assert {name: verbs[name] for name in RELATION_TYPES} == dict(VERBS)
    assert VERBS["alternative_to"] == ("replace", "替代", "取代")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.english)
def test_an_example_fits_its_form_and_names_what_the_form_knows(form):
    verbs = {
        "VERB_EN": "extends",
        "VERB_ZH": "|".join(word for words in VERBS.values() for word in words),
    }
    for example in (form.english, form.chinese):
        found = [
            match
            for pattern in form.patterns
            for match in [
                re.fullmatch(
                    pattern.replace("VERB_EN", verbs["VERB_EN"]).replace(
                        "VERB_ZH", verbs["VERB_ZH"]
                    ),
                    example,
                    re.IGNORECASE,
                )
            ]
            if match
        ]
        assert found, example
        assert {name for match in found for name in match.groupdict()} <= set(form.words)


def test_every_pattern_can_be_compiled_and_fits_no_empty_question():
    for form in FORMS:
        for pattern in form.patterns:
            assert re.compile(pattern).fullmatch("") is None
