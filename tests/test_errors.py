"""Errors in both languages: a caller gets English, and can ask for the same in Chinese."""

import ast
import copy
import multiprocessing
import pickle
import re
import warnings
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import llmgraph
from llmgraph import PaperGraph
from llmgraph.datasets import open_graph
from llmgraph.drawing.chart import text as fonts
from llmgraph.drawing.chart.shapes import Sheet
from llmgraph.drawing.formats.tikz import tikz
from llmgraph.drawing.style import THEMES
from llmgraph.engine import centrality, compile_index
from llmgraph.engine.disruption import disruption
from llmgraph.errors import LLMGraphError
from llmgraph.io.files import write_text, write_texts
from llmgraph.model.relation_types import RelationType
from llmgraph.queries.measures import MEASURES, measures_named
from llmgraph.questions.grammar import FORMS

PACKAGE = Path(llmgraph.__file__).parent
FIELD = llmgraph.load()
ALL = FIELD.select()
DPO = FIELD.descendants("DPO")
SMALL = PaperGraph(
    [
        {"id": "a", "title": "Alpha: one", "date": "2020"},
        {"id": "b", "title": "Alpha: two"},
        {"id": "c", "title": "Beta", "date": "2022"},
    ],
    [("a", "extends", "b"), ("b", "extends", "a"), ("c", "uses", "b")],
)
PAIR = compile_index(2, *np.array([[0], [1], [0]], dtype=np.int32))
TYPES = "extends、uses、corrects、enables、runs_on、disputes、alternative_to、compares_with"
TYPES += "、surveys、cites"
TOPICS = "对齐与安全、注意力与长上下文、Transformer 之外、代码与领域模型、压缩与参数高效微调、"
TOPICS += "仅解码器模型、评测、推理部署、指令微调、多模态与扩散、预训练、推理与智能体、"
TOPICS += "规模化与稀疏专家、训练系统"
KNOWN = "、".join((*MEASURES, "column:NAME"))
# Names of parameters, options, values, formats and programs; all else is to be Chinese.
NAMES = {*MEASURES, "column", "NAME", *TYPES.split("、"), "strict"}
NAMES |= {"relation_types", "relations_of"}
NAMES |= {"llmgraph", "list", "to_networkx", "nodes", "edges", "DiGraph", "MultiDiGraph"}
NAMES |= {"cycles", "condense", "dates", "side_steps", "any", "lang", "en", "zh"}
NAMES |= {"stated", "descent", "citation"}
NAMES |= {"alpha", "beta", "decay", "sample", "seed", "window", "cd", "di5", "cd_nok", "mcd"}
NAMES |= {"engine", "page", "pyvis", "light", "dark", "width", "size", "a4", "a3", "slide", "limit"}
NAMES |= {"column", "two"}
NAMES |= {"YYYY", "MM", "DD", "since", "until", "JSON", "TeX", "Transformer", "e"}  # e: of 1e+300


def cut(date, name):
    return lambda: SMALL.as_of(date)[name]


REFUSED = [
    (lambda: SMALL["zzz"], "3 篇论文中没有“zzz”。列出全部论文请用：llmgraph list"),
    (
        lambda: SMALL["Betas"],
        "3 篇论文中没有“Betas”。您是否要找：c（《Beta》）、a（《Alpha: one》）、"
        "b（《Alpha: two》）？",
    ),
    (
        lambda: SMALL["Alpha"],
        "“Alpha”可能指 2 篇论文：a（《Alpha: one》）、b（《Alpha: two》）。请指明是哪一篇。",
    ),
    (lambda: SMALL[3], "论文的名称须为文本，不能是 3。"),
    (cut("2021", "c"), "Beta 的日期为 2022，晚于 2021，不在截至 2021 的图中。"),
    (cut("2021", "b"), "Alpha: two 日期不详，不在截至 2021 的图中。"),
    (lambda: SMALL.select(since="2021", until="2020"), "时段的终点（2020）早于起点（2021）。"),
    (lambda: SMALL.select(since=""), "日期为空；since 请写作 YYYY-MM-DD、YYYY-MM 或 YYYY。"),
    (
        lambda: SMALL.select(until="soon"),
        "'soon' 不是日期；until 请写作 YYYY-MM-DD、YYYY-MM 或 YYYY。",
    ),
    (lambda: FIELD.select(topics="cake"), f"没有与“cake”相近的主题。可用：{TOPICS}。"),
    (lambda: SMALL.select(topics="cake"), "没有与“cake”相近的主题。可用：无。"),
    (
        lambda: SMALL.descendants("a", cycles="all"),
        'cycles 须为 "condense" 或 "dates"，不能是 \'all\'。',
    ),
    (
        lambda: SMALL.descendants("a", side_steps=-1),
        'side_steps 须为不小于 0 的旁支步数或 "any"，不能是 -1。',
    ),
    (
        lambda: SMALL.descendants("a", relations="surveys"),
        "'surveys' 不计入传承，不能据此追溯。请用 relations_of() 查询这类关系，"
        "或选用：extends、uses、corrects、enables、cites",
    ),
    (
        lambda: SMALL.descendants("a", relations="likes"),
        f"没有关系类型 'likes'。可用：{TYPES}、strict（预设）",
    ),
    (lambda: SMALL.descendants("a", relations=""), f"未指定关系类型。可用：{TYPES}"),
    (
        lambda: PaperGraph(
            [], relation_types=[RelationType("uses", "source", "none", "uses", "is used by")]
        ),
        "关系类型 'uses' 已存在；请另取名称。",
    ),
    (lambda: SMALL.rank("fame"), f"没有指标 'fame'。可用：{KNOWN}。"),
    (lambda: measures_named(SMALL.tables, []), f"未指定指标。可用：{KNOWN}。"),
    (
        lambda: SMALL.rank("pagerank,citerank,katz", alpha=0.5),
        "alpha 在此有多种含义（pagerank：读者继续读前作的概率；"
        "citerank：读者读完一篇论文即停下的概率；katz：链每长一步所计的比例）。"
        "请只按一个指标排名。",
    ),
    (lambda: SMALL.rank("betweenness", sample=2.5), "sample 须为整数，不能是 2.5。"),
    (lambda: SMALL.rank("pagerank", alpha="x"), "alpha 须为数字，不能是 'x'。"),
    (
        lambda: SMALL.rank("katz,hubs", decay=3),
        "此处没有设定 'decay'：katz 可设 alpha；hubs 没有设定。它用于 citerank。",
    ),
    (lambda: SMALL.rank("pagerank", alpha=1), "alpha 须不小于 0 且小于 1，不能是 1。"),
    (lambda: SMALL.rank("citerank", alpha=0), "alpha 须大于 0 且不大于 1，不能是 0。"),
    (lambda: SMALL.rank("citerank", decay=0), "decay 是年数，须大于 0，不能是 0。"),
    (lambda: SMALL.rank("disruption", window=0), "window 是年数，须大于 0，不能是 0。"),
    (lambda: SMALL.rank("katz", alpha=-1), "alpha 须不小于 0，不能是 -1。"),
    (lambda: centrality.katz(PAIR, alpha=0.1, beta=0), "beta 须大于 0，不能是 0。"),
    (lambda: SMALL.rank("betweenness", sample=0), "sample 须在 1 到 3 之间，不能是 0。"),
    (
        lambda: SMALL.rank("betweenness", seed=1),
        "seed 用于抽样；请同时给出 sample，即抽取的论文数。",
    ),
    (
        lambda: SMALL.rank("betweenness", sample=2, seed=-1),
        "seed 须为不小于 0 的整数，不能是 -1。",
    ),
    (
        lambda: SMALL.rank("katz", alpha=1),
        "系数为 1 时，互为后代的 2 篇论文的数值无法稳定。请将系数减至 0.98 以下，或去掉一条关系。",
    ),
    (
        lambda: FIELD.rank("katz", alpha=1e300),
        "系数为 1e+300 时，数值会无限增大。请减小系数。",
    ),
    (
        lambda: disruption(PAIR, np.arange(2.0), variant="x"),
        "没有变体 'x'。可用：cd、di5、cd_nok、mcd。",
    ),
    (
        lambda: disruption(PAIR, np.arange(2.0), window=0),
        "window 是时间跨度，须大于 0，不能是 0。",
    ),
    (lambda: DPO.to_svg(lang="fr"), 'lang 须为 "en" 或 "zh"，不能是 \'fr\'。'),
    (lambda: DPO.to_html(engine="x"), 'engine 须为 "page" 或 "pyvis"，不能是 \'x\'。'),
    (lambda: DPO.to_svg(theme="x"), "没有配色 'x'。可用：light、dark。"),
    (lambda: DPO.to_svg(size="x"), "没有尺寸 'x'。可用：a4、a3、slide、column、two-column。"),
    (lambda: DPO.to_svg(width=0), "width 须在 1 到 200 英寸之间，不能是 0。"),
    (
        lambda: DPO.to_svg(size="a4", width=3),
        "一张图只能指定 size 或 width 之一，不能同时指定。",
    ),
    (lambda: DPO.to_svg(limit=0), "limit 是论文数，须不小于 1，不能是 0。"),
    (
        lambda: DPO.to_svg(highlight="BERT"),
        f"无法突出显示或保留 'BERT'：它不在此图的 {len(DPO.shown_ids())} 篇论文之中。",
    ),
    (
        lambda: tikz(Sheet(20_000.0, 50.0, (), "", "", THEMES["light"])),
        "TeX 画不了 20,000 × 50 磅的图。请少画些论文（limit=），或缩小尺寸（width=）。",
    ),
    (
        lambda: SMALL.to_networkx(edges="x"),
        'edges 须为 "stated" 或 "descent" 或 "citation"，不能是 \'x\'。',
    ),
    (
        lambda: PaperGraph.from_networkx(nx.Graph()),
        "该网络没有方向；请给出 DiGraph 或 MultiDiGraph。",
    ),
    (
        lambda: PaperGraph.from_networkx(nx.DiGraph(relation_types="x")),
        "图的属性 relation_types 为 'x'，不是由关系类型组成的 JSON 列表；"
        "请用 to_networkx 写入，或将其删除。",
    ),
    (lambda: open_graph("x", None), "请同时指定两个表：--nodes 文件 --edges 文件"),
    (
        lambda: write_text("/x/x/x", ""),
        "无法写入 /x/x/x：文件夹不存在。请另选位置。",
    ),
]


@pytest.mark.parametrize(("ask", "chinese"), REFUSED)
def test_an_error_has_a_text_in_each_language(ask, chinese):
    with pytest.raises(LLMGraphError) as caught:
        ask()
    assert caught.value.text("zh") == chinese
    assert str(caught.value) == caught.value.text() != chinese
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", str(caught.value))
    # What was asked for, and names and titles of papers, stay as they are.
    rest = re.sub("'[^']*'|“[^”]*”|.（《[^》]*》|^Beta|^Alpha: two|/x/x/x", "", chinese)
    assert not set(re.findall("[A-Za-z_][A-Za-z_0-9]*", rest)) - NAMES


def every_error():
    """An error of every class, with the class itself where only a class shows that it has none."""
    for ask, _ in REFUSED:
        try:
            ask()
        except LLMGraphError as error:
            yield error
    for ask in (lambda: FIELD.ask("how are you"), lambda: PaperGraph([{"id": "", "title": ""}])):
        try:
            ask()
        except LLMGraphError as error:
            yield error
    yield llmgraph.MissingExtraError("communities need igraph")
    yield llmgraph.ConvergenceError("not in 100 steps")


def all_subclasses(kind):
    return {kind, *(one for below in kind.__subclasses__() for one in all_subclasses(below))}


def fields_of(error):
    return {name: value for name, value in vars(error).items() if not name.startswith("__")}


@pytest.mark.parametrize(
    "sent",
    [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy],
    ids=["pickle", "copy", "deepcopy"],
)
def test_an_error_of_every_class_is_the_same_after_a_journey(sent):
    seen = set()
    for error in every_error():
        arrived = sent(error)
        assert type(arrived) is type(error)
        assert arrived is not error
        assert (arrived.text(), arrived.text("zh")) == (error.text(), error.text("zh"))
        assert fields_of(arrived) == fields_of(error)
        seen.add(type(error))
    assert seen == all_subclasses(LLMGraphError) - {LLMGraphError}


def test_an_error_of_a_worker_process_arrives_whole():
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        waiting = pool.map_async(FIELD.descendants, ["BERT", "Bertt"])
        with pytest.raises(llmgraph.PaperNotFoundError, match='No paper "Bertt"') as caught:
            # Without its fields an error cannot be built, and the pool waits for ever.
            waiting.get(timeout=120)
    assert caught.value.name == "Bertt"
    assert caught.value.suggestions[0] == "bert"


@pytest.mark.parametrize("asked", ["how are you", "今天天气如何"])
def test_a_question_that_is_not_understood_gets_examples_in_its_language_first(asked):
    with pytest.raises(llmgraph.QuestionError) as caught:
        FIELD.ask(asked)
    english, *asks = str(caught.value).splitlines()
    chinese, *other = caught.value.text("zh").splitlines()
    assert english.startswith(f'"{asked}" matches no supported form of question.')
    assert english.endswith(" Ask:")
    assert chinese.startswith(f"看不懂“{asked}”这种问法。")
    assert chinese.endswith("请这样问：")
    first = {form.query: form for form in reversed(FORMS)}
    forms = [form for form in FORMS if first[form.query] is form]
    assert len(forms) > 12
    assert asks == [f"  {form.english}  /  {form.chinese}" for form in forms]
    assert other == [f"  {form.chinese}  /  {form.english}" for form in forms]


def test_two_texts_for_one_file(tmp_path):
    path = tmp_path / "x"
    with pytest.raises(llmgraph.ArgumentError) as caught:
        write_texts([(path, "a"), (path, "b")])
    assert str(caught.value) == (
        f"Cannot write {path}: two tables cannot be written to one file. Name another place."
    )
    assert caught.value.text("zh") == (f"无法写入 {path}：两份内容不能写入同一个文件。请另选位置。")


def test_numbers_that_do_not_come_to_rest(monkeypatch):
    monkeypatch.setattr(centrality, "DIMENSIONS", 1)
    with pytest.raises(llmgraph.ConvergenceError) as caught:
        FIELD.rank("hubs")
    assert caught.value.text("zh") == (
        "枢纽值和权威值在 1 步内未能稳定：图的几个部分过于相近。请只选其中一部分，或换用其他关系。"
    )


def test_warnings_have_a_text_in_each_language(monkeypatch):
    monkeypatch.setattr(fonts, "_cjk_family", lambda: None)
    monkeypatch.setattr(fonts, "known_characters", frozenset)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        ALL.to_svg(width=3)
        fonts.drawable("思维链")
    small, missing = (one.message for one in told)
    assert re.match(r"The text of this chart is \d\.\d points high in print; 6 points ", str(small))
    told = re.sub(r"\d+\.\d", "N", small.text("zh"))
    assert told == (
        "此图印出后文字只有 N 磅；要达到 6 磅，宽度须有 N 英寸。"
        "请加大尺寸（width=、--width），或少画些论文"
        "（limit=、--limit，或筛选条件 depth、relations、since、until 和 topics）。"
    )
    assert str(missing).startswith("Chinese, Japanese and Korean characters are drawn as '?'")
    assert missing.text("zh").startswith("中日韩文字画成了“?”：本机没有这类字体。")


# Which argument of an error is what it tells.
TOLD = dict.fromkeys(("ArgumentError", "QuestionError", "ConvergenceError", "MissingExtraError"), 0)
TOLD |= dict.fromkeys(("PaperNotFoundError", "AmbiguousNameError"), 1)


def english_errors(path):
    """Lines that raise an error with a text that stands there."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in TOLD:
            said = node.args[TOLD[node.func.id]]
            if isinstance(said, ast.Constant | ast.JoinedStr | ast.BinOp):
                yield node.lineno


def test_errors_are_messages_of_the_catalogue():
    found = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := list(english_errors(path)))
    }
    assert found == {}
