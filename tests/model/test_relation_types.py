"""One row per relation type: its words, its look, and what cannot be a type."""

import copy
import csv
import math
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from llmgraph import RELATION_TYPES, ArgumentError, RelationType
from llmgraph.cli import main
from llmgraph.model.relation_types import OWN_COLOURS, OWN_DASHES, TYPE_COLUMNS, faults, values_of
from llmgraph.model.vocabulary import Vocabulary

WORDS = st.text(min_size=1).filter(lambda text: text.strip() and "{" not in text)


NAMES = st.text("abcdefgh_- 思维链é", min_size=1).filter(lambda name: name == name.strip())


LENGTHS = st.floats(0.1, 50)


def own(name="replicates", **values):
    fields = {"newer": "source", "descent": "none", "phrase": "replicates", "inverse": "has a copy"}
    return RelationType(name, **(fields | values))


# Sentences


ZH = [
    ("extends", "S 扩展了 T", "T 被 S 扩展", "扩展", "被以下论文扩展"),
    ("uses", "S 使用了 T", "T 被 S 使用", "使用", "被以下论文使用"),
    ("corrects", "S 修正了 T", "T 被 S 修正", "修正", "被以下论文修正"),
    ("enables", "S 促成了 T", "T 得益于 S", "促成", "得益于"),
    (
        "runs_on",
        "S 依托 T 训练或部署",
        "T 支撑了 S 的训练或部署",
        "训练或部署依托",
        "支撑以下论文的训练或部署",
    ),
    ("disputes", "S 质疑 T", "T 受到 S 质疑", "质疑", "受到以下论文质疑"),
    ("alternative_to", "S 是 T 的替代方案", "T 的替代方案有 S", "可替代", "可被以下论文替代"),
    ("compares_with", "S 与 T 作了对比", "T 被 S 用作对比", "对比", "被以下论文对比"),
    ("surveys", "S 综述了 T", "T 被 S 综述", "综述", "被以下论文综述"),
    ("cites", "S 引用了 T", "T 被 S 引用", "引用", "被以下论文引用"),
]


@pytest.mark.parametrize("row", ZH, ids=[row[0] for row in ZH])
def test_chinese_words_of_the_shipped_types(row):
    kind = RELATION_TYPES[row[0]]
    sentences = kind.sentence("S", "T", "zh"), kind.sentence("S", "T", "zh", inverse=True)
    assert (kind.name, *sentences, kind.label_zh, kind.inverse_label_zh) == row


def test_every_shipped_type_has_chinese_words():
    assert [row[0] for row in ZH] == list(RELATION_TYPES)


def test_english_sentences():
    kind = RELATION_TYPES["alternative_to"]
    assert kind.sentence("Mamba", "Transformer") == "Mamba is an alternative to Transformer"
    assert kind.sentence("Mamba", "Transformer", inverse=True) == (
        "Transformer has the alternative Mamba"
    )


def test_no_end_is_taken_for_a_place():
    kind = RELATION_TYPES["alternative_to"]
    assert kind.sentence("{target}", "{source}", "zh") == "{target} 是 {source} 的替代方案"
    assert kind.sentence("{0}", "\\1", "en") == "{0} is an alternative to \\1"


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("{source} 复现了 {target}", "复现了"),
        ("{source} 受 {target} 影响", "受…影响"),
        ("{source}受{target}影响", "受…影响"),
        ("{target} 之后有 {source}", "之后有"),
        ("复现", "复现"),
        ("", "replicates"),
    ],
)
def test_a_label_is_the_phrase_without_its_ends(phrase, label):
    assert own(phrase_zh=phrase).label_zh == label
    assert own(phrase_zh=phrase, label_zh="mine").label_zh == "mine"


def test_chinese_words_are_the_english_ones_by_default():
    kind = own()
    assert (kind.phrase_zh, kind.inverse_zh) == ("replicates", "has a copy")
    assert kind.sentence("B", "A", "zh") == "B replicates A"
    assert kind.sentence("B", "A", "zh", inverse=True) == "A has a copy B"
    assert (kind.label_zh, kind.inverse_label_zh) == ("replicates", "has a copy")


def test_the_command_line_knows_own_types(tmp_path):
    nodes, edges = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    nodes.write_text("id,title,date\na,Alpha,2020\nb,Beta,2021\n", encoding="utf-8")
    edges.write_text("source,relation,target\nb,replicates,a\n", encoding="utf-8")
    kind = own(descent="line", inverse="is replicated by")
    with (tmp_path / "relation_types.csv").open("w", encoding="utf-8") as file:
        csv.writer(file).writerows(zip(*kind.to_row().items(), strict=True))
    tables = ["--nodes", str(nodes), "--edges", str(edges)]
    run = CliRunner().invoke(main, ["descendants", "a", "--relations", "replicates", *tables])
    assert (run.exit_code, "Beta" in run.output) == (0, True)
    run = CliRunner().invoke(main, ["check", str(nodes), str(edges)])
    assert "relation-type" not in run.output
    assert "unknown-relation" not in run.output


def test_the_example_of_the_documentation_is_read(tmp_path):
    text = (Path(__file__).parents[2] / "docs" / "concepts.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```csv\n(.*?)```", text, re.DOTALL)
    replicates, influenced = map(RelationType.from_row, csv.DictReader(block.splitlines()))
    assert (replicates.verbs, replicates.dash) == (("replicate", "reproduce"), (4.0, 2.0))
    assert influenced.sentence("Rust", "C++", "zh") == "Rust 受 C++ 影响"
    assert influenced.sentence("Rust", "C++", inverse=True) == "C++ influenced Rust"
    assert (influenced.is_side_step, influenced.label_zh) == (True, "受…影响")


# Looks


def test_the_look_of_an_own_type_derives_from_its_name():
    assert (own("replicates").light, own("replicates").dash) == ("#455a8a", (6.0, 2.0, 2.0, 2.0))
    kinds = [own(name) for name in ("updates", "obsoletes", "amends", "influences", "distils")]
    assert len({(kind.light, kind.dash) for kind in kinds}) == 5
    for kind in kinds:
        assert (kind.light, kind.dark) in OWN_COLOURS
        assert kind.dash in OWN_DASHES


def test_looks_are_spread_over_the_palette():
    kinds = [own(f"type {number}") for number in range(3000)]
    looks = {(kind.light, kind.dash) for kind in kinds}
    assert len(looks) == len(OWN_COLOURS) * len(OWN_DASHES) == 77


def test_no_own_look_is_that_of_a_shipped_type():
    shipped = RELATION_TYPES.values()
    assert not {kind.light for kind in shipped} & {light for light, _ in OWN_COLOURS}
    assert not {kind.dark for kind in shipped} & {dark for _, dark in OWN_COLOURS}
    assert not {kind.dash for kind in shipped} & set(OWN_DASHES)


def test_the_look_can_be_chosen():
    kind = own(light="#010203", dark="#fdfeff", dash=[4, 2])
    assert (kind.light, kind.dark, kind.dash) == ("#010203", "#fdfeff", (4.0, 2.0))
    assert own(dash=()).dash == ()
    assert (own(light="#777777").dark, own(dark="#777777").light) == ("#777777", "#777777")


def test_the_look_is_the_same_whatever_the_hash_seed():
    code = (
        "from llmgraph import RelationType as T; t = T('mine', 'source', 'none', 'x', 'y'); "
        "print(t.light, t.dark, t.dash)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    kind = own("mine")
    assert run.stdout == f"{kind.light} {kind.dark} {kind.dash}\n"


# What is no type


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", r"The name '' of a relation type is not a word; give it one, such as"),
        (None, "The name None of a relation type is not a word"),
        (" ", "The name ' ' of a relation type has blanks at its ends; remove them"),
        ("echoes ", "has blanks at its ends"),
        (
            "a,b",
            "The name 'a,b' of a relation type contains a comma or a semicolon, which",
        ),
        ("a;b", "contains a comma or a semicolon"),
        (
            "strict",
            "The name 'strict' of a relation type already means extends and uses in",
        ),
        ("a\nb", r"The name 'a\\nb' of a relation type contains a control character; remove it"),
        ("a\x1b[31m", "contains a control character"),
        ("a\u202eb", "contains a control character"),
        ("a\u2028b", "contains a control character"),
        ("a\ud800", "contains a control character"),
    ],
)
def test_names_that_cannot_be_used(name, told):
    with pytest.raises(ArgumentError, match=told):
        own(name)


@pytest.mark.parametrize(
    "name", ["influenced by", "派生自", "is-part_of", "v1.0", "STRICT", "x" * 99]
)
def test_names_that_can_be_used(name):
    assert Vocabulary([own(name)]).names(name) == (name,)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"phrase": ""}, "phrase is ''; write how a row reads between its ends"),
        ({"phrase": "  "}, "phrase is '  '; write how"),
        ({"phrase": None}, "phrase is None; write how"),
        ({"inverse": ""}, "inverse is ''; write how"),
        ({"phrase": "{source} x {target}"}, r"leave \{source\} and \{target\} out"),
        (
            {"phrase_zh": "受 {target} 影响"},
            r"phrase_zh is .*; name \{source\} and \{target\} once",
        ),
        ({"inverse_zh": "{source} {source} {target}"}, "inverse_zh is .* once each, or neither"),
        ({"label_zh": None}, "label_zh must be a text, not None"),
        ({"cito": 1}, "cito must be a text, not 1"),
        ({"meaning": ["x"]}, "meaning must be a text, not "),
        ({"newer": "older"}, 'newer must be "source" or "target", not \'older\''),
        ({"transitive": "true"}, "transitive must be yes or no, not 'true'"),
        ({"verbs": "copy"}, "verbs must be a list of words of letters, not 'copy'"),
        ({"verbs": ["a|b"]}, "verbs must be a list of words of letters"),
        ({"verbs_zh": ["复现;"]}, "verbs_zh must be a list of words of letters"),
        ({"light": "red"}, "light must be a colour such as \"#0d714f\", not 'red'"),
        ({"light": "#fff"}, "light must be a colour"),
        ({"dark": "#1234567"}, "dark must be a colour"),
        ({"dark": "#12345g"}, "dark must be a colour"),
        ({"dark": "#123456\n"}, "dark must be a colour"),
        ({"dash": "4 2"}, "dash must be a list of positive lengths, .* such as 4 2, not '4 2'"),
        ({"dash": (4,)}, "dash must be a list of positive lengths"),
        ({"dash": (4, 0)}, "dash must be a list of positive lengths"),
        ({"dash": (4, -2)}, "dash must be a list of positive lengths"),
        ({"dash": (4, math.nan)}, "dash must be a list of positive lengths"),
        ({"dash": (math.inf, 2)}, "dash must be a list of positive lengths"),
        ({"dash": (True, True)}, "dash must be a list of positive lengths"),
        ({"dash": ("4", "2")}, "dash must be a list of positive lengths"),
        ({"dash": 4}, "dash must be a list of positive lengths"),
    ],
)
def test_values_that_cannot_be_used(values, told):
    with pytest.raises(ArgumentError, match=told):
        own(**values)


def test_a_long_value_is_shown_in_short():
    with pytest.raises(ArgumentError) as raised:
        own("x" * 10_000 + ",")
    assert len(str(raised.value)) < 250


def test_every_fault_of_a_row_is_found():
    cells = {
        "name": "",
        "newer": "x",
        "descent": "line",
        "phrase": "p",
        "light": "red",
        "dash": "-",
    }
    assert [column for column, _ in faults(values_of(cells))] == [
        *("name", "newer", "inverse", "light", "dash"),
    ]


# Rows


@given(
    st.builds(
        RelationType,
        NAMES,
        st.sampled_from(["source", "target"]),
        st.sampled_from(["line", "side", "asked", "none"]),
        WORDS,
        WORDS,
        transitive=st.booleans(),
        cito=st.text(),
        meaning=st.text(),
        phrase_zh=st.sampled_from(["", "{source} 复现了 {target}", "复现"]),
        label_zh=st.text(),
        verbs=st.lists(st.sampled_from(["copy", "make anew", "re-run"])),
        light=st.sampled_from(["", "#123456"]),
        dash=st.none() | st.lists(st.tuples(LENGTHS, LENGTHS)).map(lambda pairs: sum(pairs, ())),
    )
)
def test_a_type_is_read_back_from_its_row(kind):
    row = kind.to_row()
    assert tuple(row) == TYPE_COLUMNS
    assert all(isinstance(cell, str) for cell in row.values())
    assert RelationType.from_row(row) == kind


@pytest.mark.parametrize("kind", RELATION_TYPES.values(), ids=list(RELATION_TYPES))
def test_a_shipped_type_is_read_back_from_its_row(kind):
    assert RelationType.from_row(kind.to_row()) == kind
    assert pickle.loads(pickle.dumps(kind)) == copy.deepcopy(kind) == kind
    assert replace(kind, name="mine").light == kind.light
    assert hash(kind) == hash(replace(kind))


def test_a_row_needs_five_cells():
    cells = {"name": "echoes", "newer": "source", "descent": "line", "mine": "further"}
    kind = RelationType.from_row(cells | {"phrase": "echoes", "inverse": "is echoed by"})
    assert kind == RelationType("echoes", "source", "line", "echoes", "is echoed by")
    with pytest.raises(ArgumentError, match="phrase is ''"):
        RelationType.from_row(cells)


def test_the_shipped_types_show_themselves():
    assert repr(RELATION_TYPES).startswith("{'extends': RelationType(name='extends'")
    assert dict(RELATION_TYPES) == RELATION_TYPES


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"name": ""}, "关系类型的名称 '' 不是词；请另写一个，如“replicates”。"),
        ({"name": "strict"}, "关系类型的名称 'strict' 在查询中指 extends 和 uses；请另取名称。"),
        ({"descent": "x"}, 'descent 须为 "line"、"side"、"asked" 或 "none"，不能是 \'x\'。'),
        ({"phrase": "{source} x"}, "phrase 写在一行的两端之间；请删去 {source} 和 {target}。"),
        ({"dash": "4"}, "dash 须为一列正数，依次为线段和间隔的长度，如 4 2，不能是 (4.0,)。"),
    ],
)
def test_faults_in_chinese(cells, told):
    sound = {"name": "n", "newer": "source", "descent": "none", "phrase": "x", "inverse": "y"}
    [(_, said)] = faults(values_of(sound | cells))
    assert said.text("zh") == told
    with pytest.raises(ArgumentError) as raised:
        RelationType.from_row(sound | cells)
    assert raised.value.text("zh") == told
    assert str(raised.value) == str(said)


def test_a_phrase_of_one_letter_has_no_empty_verb():
    kind = RelationType("odd", "source", "line", "S", "is s by")
    assert kind.verbs == ("s",)
    assert RelationType.from_row(kind.to_row()) == kind
