"""The catalogue: both languages, nothing missing or unused, and Chinese as it should read."""

import ast
import re
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest
from click.testing import CliRunner

import llmgraph
from llmgraph.cli import main
from llmgraph.engine.flows import TRAVERSALS
from llmgraph.language.messages import (
    LANGUAGES,
    Message,
    Noun,
    Words,
    catalogue,
    some_of,
    text_of,
    word,
)
from llmgraph.model.places import place_in
from llmgraph.queries.claims import VERDICTS
from llmgraph.queries.main_path import SEARCHES
from llmgraph.queries.measures import MEASURES
from llmgraph.queries.similarity import BASES, WEIGHTS
from llmgraph.reports.fill import fill

PACKAGE = Path(llmgraph.__file__).parent
NOUN = {"noun", "nouns", "classifier"}
HAN = re.compile("[\u4e00-\u9fff]")
# Names that Chinese authors write in Latin letters.
LATIN = {"measure.pagerank", "measure.citerank", "column.pagerank", "column.citerank"}
LATIN |= {"card.arxiv", "card.doi"}
# What punctuation says in Chinese.
LATIN |= {"prose.scored"}
# Ids that are put together: the last part is one of these.
FAMILIES = {
    "title": {"papers", "roots", "leaves", "ancestors", "descendants"},
    "measure": {*MEASURES, *(f"{name}.meaning" for name in MEASURES)},
    "traversal": set(TRAVERSALS),
    "search": set(SEARCHES),
    "basis": set(BASES),
    "weight": set(WEIGHTS),
    "verdict": set(VERDICTS),
    "diagram": {"older", "newer"},
}
FIELD = llmgraph.load()
NEWEST = max(FIELD[one].date for one in FIELD)


def places(template):
    return {place for _, place, _, _ in Formatter().parse(template) if place is not None}


def said_ids():
    """The ids that stand in the source, and the beginnings of those that are put together."""
    texts, beginnings = set(), set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(node.values[0].value)
    assets = PACKAGE / "drawing" / "formats" / "assets"
    for path in assets.glob("*.js"):
        texts |= set(re.findall(r'"([\w.]+)"', path.read_text(encoding="utf-8")))
    for path in assets.glob("*.html"):
        shell = path.read_text(encoding="utf-8")
        said = re.findall(r'data-(?:say|label|tip)="(\w+)"', shell)
        texts |= {f"page.{one}" for one in said} | set(re.findall(r"\{\{([a-z][\w.]+)\}\}", shell))
    return texts, beginnings


def answers():
    """Every query that can be asked, with its heading and its caption in Chinese."""
    g = FIELD
    both = ["katz", "hubs"]
    rows = [
        (g.select(), "论文及其关系", None),
        (g.roots(), "没有祖先的论文", None),
        (g.leaves(), "没有后代的论文", None),
        (g.descendants("DPO"), "DPO 的后代", None),
        (g.ancestors("DPO"), "DPO 的由来", None),
        (g.common_ancestors("DPO", "LLaVA", "Mamba"), "DPO、LLaVA 和 Mamba 的共同祖先", None),
        (g.paths("DPO", "GPT-3"), "DPO 与 GPT-3 之间的传承链", None),
        (
            g.paths("S4", "Transformer"),
            "S4 与 Transformer 之间的传承链",
            "S4 并非源自 Transformer：两者之间的关系",
        ),
        (
            g.paths("Adapters", "LayerNorm"),
            "适配器微调与层归一化之间的传承链",
            "适配器微调并非源自层归一化：一条不计入的链",
        ),
        (g.longest_chain(), "一条最长的传承链", None),
        (g.longest_chain("GPT-3"), "始于 GPT-3 的一条最长的传承链", None),
        (
            g.rank("in_degree", top=3),
            "论文排名：传承入度，即一步之内源自它的论文数",
            "按入度排名的论文之间的关系",
        ),
        (
            g.rank(both, as_of=["2022", "2023-06"], top=3),
            "截至 2022 和 2023-06 的论文排名：Katz 中心性和 HITS 枢纽值",
            "截至 2022 和 2023-06 按 Katz 中心性和 HITS 枢纽值排名的论文之间的关系",
        ),
        (g.main_path(), "主路径（SPC，权重之和最大的链）", None),
        (g.main_path("nppc", "key-route"), "主路径（NPPC，关键路线）", None),
        (g.traversals(), "按 SPC 排列的传承步骤（从源头到末端的链数）", None),
        (g.keystones(), "移除后会切断其他论文与各源头论文的论文", None),
        (g.keystones("BERT"), "移除后会切断其他论文与 BERT 的论文", None),
        (g.keystones("BERT", "RoBERTa"), "从 BERT 到 RoBERTa 的每条链都经过的论文", None),
        (g.minimal_cut("LLaVA", "CLIP"), "切断 LLaVA 与 CLIP 至少须移除的论文", None),
        (
            g.similar("BERT", "coupling"),
            "与 BERT 相似的论文：共同的参考文献（文献耦合），Salton 余弦",
            None,
        ),
        (
            g.similar(by="cocitation", weight="raw", at_least=2),
            "相似的论文对：共同的施引文献（共被引），至少 2 篇，按篇数计",
            None,
        ),
        (g.reading_path("LLaVA"), "读懂 LLaVA 须读的论文", None),
        (
            g.reading_path("LLaVA", ["BERT", "GPT-3"]),
            "已读 BERT、GPT-3，读懂 LLaVA 还须读的论文",
            None,
        ),
        (g.relations_of("CoT"), "思维链的关系", None),
        (g.relations_of("CoT", relations="uses,extends"), "思维链的关系：扩展、使用", None),
        (
            g.relations_of("CoT", relations="uses", side="target"),
            "哪些论文使用了思维链",
            None,
        ),
        (
            g.relations_of("CoT", relations="uses,extends", side="target"),
            "哪些论文扩展了思维链或哪些论文使用了思维链",
            None,
        ),
        (g.relations_of("CoT", relations="enables", side="source"), "思维链促成了哪些论文", None),
        (g.relations_of("CoT", side="target"), "哪些论文指向思维链", None),
        (g.relations_of("CoT", side="source"), "思维链指向哪些论文", None),
    ]
    reduced = g.reduction()
    count = len(reduced.hidden)
    rows.append((reduced, f"传承（略去可由更长的链推出的 {count} 条关系）", None))
    return rows


ANSWERS = answers()
# What stays as it is: names, titles, notes, places, who wrote it, links.
OWN = sorted(
    {
        *chain(
            *(
                (one.name, one.short_name_zh, one.title, *one.authors, *one.aliases)
                for one in map(FIELD.__getitem__, FIELD)
            )
        ),
        *chain(
            *(
                (row.note, row.note_zh, row.where, place_in(row.where, "zh"))
                for row in map(FIELD.tables.relation, range(len(FIELD.tables.relations)))
            )
        ),
        *(row["link"] for row in FIELD.reading_path("LLaVA", budget=99).rows()),
    }
    - {""},
    key=len,
    reverse=True,
)


@pytest.mark.parametrize("one", catalogue())
def test_a_message_has_both_languages_and_the_same_places(one):
    english, chinese = (catalogue()[one][lang] for lang in LANGUAGES)
    assert places(english) - NOUN == places(chinese) - NOUN
    assert places(english) & NOUN <= {"noun", "nouns"}
    assert places(chinese) & NOUN <= {"noun", "classifier"}
    # What only puts places beside each other has no words.
    words = re.search("[A-Za-z]", re.sub(r"\{(?!nouns?[:}])[^}]*\}", "", english))
    assert bool(HAN.search(chinese.replace("{noun}", "论文"))) == bool(words) or one in LATIN
    assert not HAN.search(english)


def test_no_id_stands_twice():
    files = (PACKAGE / "language" / "catalogue").glob("*.csv")
    lines = [path.read_text(encoding="utf-8").splitlines()[1:] for path in files]
    ids = [line.partition(",")[0] for line in chain(*lines)]
    assert len(ids) == len(set(ids)) == len(catalogue())


def test_no_message_is_unused_and_none_that_is_used_is_missing():
    texts, beginnings = said_ids()
    known = {re.sub(r"\.(one|many)$", "", one) for one in catalogue()}
    made = {f"{group}.{name}" for group, names in FAMILIES.items() for name in names}
    assert all(f"{group}." in beginnings for group in FAMILIES)
    assert made <= known
    groups = {one.partition(".")[0] for one in known}
    literal = {one for one in texts if re.fullmatch(rf"({'|'.join(groups)})\.[\w-]+", one)}
    files = {one for one in literal if one.endswith((".csv", ".css", ".js", ".html", ".json"))}
    assert literal - files <= known
    # Topics, columns, grades and ways to list are looked up by names from elsewhere.
    looked_up = {
        one
        for one in known
        if one.startswith(("topic.", "column.", "grade.", "list.", "kind.", "place."))
    }
    dated = {f"{one}_as_of" for one in ("title.rank", "caption.rank")}
    least = {f"title.similar_{one}_least" for one in ("to", "pairs")}
    assert known - literal - made - looked_up == dated | least


@pytest.mark.parametrize(("answer", "heading", "caption"), ANSWERS)
def test_headings_and_captions_in_chinese(answer, heading, caption):
    assert answer.heading("zh") == heading
    assert answer.caption("zh") == (caption or heading)


@pytest.mark.parametrize("answer", [answer for answer, _, _ in ANSWERS])
def test_chinese_headings_have_no_english_words(answer):
    known = {FIELD[one].name_in("zh") for one in answer.shown_ids()}
    for text in (answer.heading("zh"), answer.caption("zh"), answer.count_text("zh")):
        for name in sorted(known, key=len, reverse=True):
            text = text.replace(name, "")
        assert not set(re.findall("[A-Za-z]+", text)) - {"SPC", "NPPC", "HITS", "Katz", "Salton"}
    header = answer.to_document("zh").table.header
    assert all(HAN.search(name) for name in header)
    assert answer.to_document("zh").table.columns == answer.to_document().table.columns


@pytest.mark.parametrize("answer", [answer for answer, _, _ in ANSWERS])
def test_chinese_prose_and_cells_have_no_english_words(answer):
    document = answer.to_document("zh")
    told = [*document.prose.lines(), *chain(*document.table.cells())]
    for text in told:
        for own in OWN:
            text = text.replace(own, "")
        words = set(re.findall("[A-Za-z]{2,}", text))
        assert not words - {"SPC", "NPPC", "HITS", "Katz", "Salton", "Amsler", "no", "date"}, text
    english = answer.to_document()
    assert document.table.rows == english.table.rows
    assert [*map(len, document.table.cells())] == [*map(len, english.table.cells())]
    assert document.ids == english.ids


def test_rows_in_chinese():
    [row, _] = FIELD.ancestors("LLaVA", depth=1, topics="Multimodal").rows("zh")
    assert (row["topic"], row["through"]) == ("多模态与扩散", "被 LLaVA 使用")
    [*_, row] = FIELD.relations_of("DPO", relations="extends", side="source").rows("zh")
    assert row["reads"] == "DPO 扩展了 InstructGPT"
    assert (row["basis"], row["confidence"], row["relation"]) == ("来源明载", "高", "extends")
    [row, *_] = FIELD.reading_path("LLaVA", budget=2).rows("zh")
    assert row["why"] == "LLaVA 扩展了 Vicuna"
    [row, *_] = FIELD.main_path().rows("zh")
    assert re.fullmatch(".+ (扩展了|使用了|促成了) .+", row["reads"])
    [row, *_] = FIELD.reduction().rows("zh")
    assert (row["hidden"], row["implied_by"]) == (
        "BERT 扩展了 Transformer",
        "BERT (2018-10) 扩展了 GPT-1 (2018-06)，后者扩展了 Transformer (2017-06)。",
    )
    enabled = FIELD.descendants("FlashAttention", depth=1, relations="enables").rows("zh")
    assert {row["through"] for row in enabled} == {"得益于 FlashAttention"}


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        (
            FIELD.paths("Adapters", "LayerNorm"),
            [
                "适配器微调 (2019-02) 并非源自层归一化 (2016-07)：每条链至少要走 2 步旁支，"
                "而这里至多允许 1 步。",
                "",
                "一条不计入的链：适配器微调 (2019-02) 使用了 Transformer (2017-06)，"
                "后者使用了层归一化 (2016-07)。",
            ],
        ),
        (
            FIELD.paths("S4", "Transformer"),
            [
                f"在本图（{len(FIELD)} 篇论文，截至 {NEWEST}）中，"
                "S4 (2021-10) 与 Transformer (2017-06) 之间没有传承链。"
                "S4 是 Transformer 的替代方案，而这种关系不计入传承。",
            ],
        ),
        (
            FIELD.paths("BERT", "GPT-1", relations="extends"),
            ["按“扩展”，BERT (2018-10) 源自 GPT-1 (2018-06)：唯一计入的链共 1 步。"],
        ),
        (
            FIELD.minimal_cut("LLaVA", "CLIP"),
            [],
        ),
        (
            FIELD.longest_chain("Mamba"),
            ["始于 Mamba (2023-12) 的最长的链共 "],
        ),
        (
            FIELD.common_ancestors("LoRA", "Kaplan scaling laws"),
            [
                "LoRA 和 Kaplan 缩放法则的共同祖先——7 篇论文：Bahdanau 注意力 (2014-09)、"
                "Seq2seq (2014-09)、BPE (2015-08)、Transformer (2017-06)、ULMFiT (2018-01)、"
                "GPT-1 (2018-06) 和 GPT-2 (2019-02)。其中最近的：GPT-2 (2019-02)。",
            ],
        ),
        (
            FIELD.similar("BERT", top=1),
            [
                "与 BERT 相似的论文：共同的参考文献与施引文献（Amsler），Salton 余弦——1 篇论文，"
                "最相似者在前。",
                "",
                "   - RoBERTa (2019-07)：共有 ",
            ],
        ),
        (
            FIELD.roots(),
            ["没有祖先的论文——"],
        ),
        (
            FIELD.rank("katz", top=1),
            ["论文排名：Katz 中心性"],
        ),
    ],
)
def test_prose_in_chinese(answer, lines):
    told = [*answer.to_prose("zh").lines()]
    assert all(line.startswith(start) for line, start in zip(told, lines, strict=False))
    assert len(told) >= len(lines)


def test_evidence_in_chinese():
    row = llmgraph.Relation("a", "uses", "b", "stated", "here", "Why.", "medium", "no")
    assert row.evidence == "Why. [stated: here; medium confidence; true of this paper only]"
    assert row.grounds.text("zh") == "Why. [来源明载：here；可信度：中；仅对该论文本身成立]"
    bare = llmgraph.Relation("a", "uses", "b", confidence="low")
    assert (bare.evidence, bare.grounds.text("zh")) == ("", "")


def test_every_topic_and_every_column_has_a_chinese_name():
    topics = {topic for one in FIELD for topic in FIELD[one].topics}
    assert {f"topic.{topic}" for topic in topics} <= catalogue().keys()
    assert {f"kind.{FIELD[one].kind}" for one in FIELD} <= catalogue().keys()
    columns = {name for answer, _, _ in ANSWERS for name in answer.display_columns}
    own = {name for answer, _, _ in ANSWERS for name in answer.column_titles()}
    assert {f"column.{name}" for name in columns - own} <= catalogue().keys()


def test_communities_in_chinese():
    pytest.importorskip("graspologic_native")
    found = FIELD.communities()
    assert found.heading("zh") == "由关系形成的论文社区"
    assert found.count_text("zh") == f"{len(found.communities)} 个社区"
    assert all(HAN.search(lane) for lane in found.lane_of("zh").values())


def test_notes_in_chinese():
    whole = FIELD.reading_path("ChatGPT", budget=1000)
    assert FIELD.reading_path("ChatGPT", budget=len(whole) - 1).notes("zh")[-1] == (
        "未列入 1 篇论文，按读者由 ChatGPT 读到它们的机会从高到低：ULMFiT"
    )
    wide, narrow = FIELD.ancestors("LLaVA", side_steps="any"), FIELD.ancestors("LLaVA")
    more = len(wide) - len(narrow)
    assert narrow.notes("zh") == [f"允许更多旁支步时，另有 {more} 篇论文（--side-steps any）。"]
    assert FIELD.rank("katz,hubs", top=1).notes("zh")[-2:] == [
        "Katz 中心性，由后代流向前作：从它通向较新论文的链越多越高，链越长计得越少（alpha 0.1）。",
        "HITS 枢纽值：它一步之内源自权威值高的论文。",
    ]
    assert FIELD.rank("katz", top=1).notes("zh")[-1] == "设定：alpha 0.1。"


CYCLE = llmgraph.PaperGraph(
    [{"id": x, "title": x, "date": f"202{n}"} for n, x in enumerate("abc")],
    [("a", "extends", "b"), ("b", "extends", "a"), ("c", "uses", "b")],
)


LINE = llmgraph.PaperGraph(
    [{"id": x, "title": x, "date": f"202{n}"} for n, x in enumerate("abc")],
    [("b", "extends", "a"), ("c", "uses", "b")],
)


@pytest.mark.parametrize(
    ("answer", "notice"),
    [
        (
            CYCLE.descendants("a"),
            "1 条关系与日期相悖（后代反而较早）",
        ),
        (CYCLE.descendants("c"), "按“扩展、使用、修正、促成”，c 没有后代。"),
        (CYCLE.descendants("b", until="2019"), "筛选条件（until）隐去了 b 的后代：2 篇论文。"),
        (CYCLE.descendants("b", cycles="dates"), "略去与日期相悖的 1 条关系：a 扩展了 b。"),
        (CYCLE.rank("descendants"), "后代数按旁支步不超过 1 步的链计算。"),
        (CYCLE.rank("katz"), "Katz 中心性按全部传承关系计算，不限链上的旁支步数。"),
        (CYCLE.rank("katz"), "互为后代的论文其数值反复传递直至稳定：a、b。"),
        (CYCLE.main_path(), "互为后代的论文算作一篇：a、b。"),
        (
            CYCLE.reading_path("c", known="b"),
            "c 所依据的均已读过。",
        ),
        (LINE.keystones("c", "b"), "b (2021) 并非源自 c (2022)。"),
        (LINE.common_ancestors("a", "b"), "没有共同的祖先：a 没有祖先；b 有 1 篇祖先。"),
        (CYCLE.common_ancestors("b", "c"), "b 本身是 c 的祖先。"),
        (LINE.minimal_cut("a", "b"), "b (2021) 一步之内源自 a (2020)，其间没有可切断的论文。"),
        (CYCLE.main_path(origins="c"), "没有从 c (2022) 通向较新论文的传承步骤"),
        (CYCLE.similar("a", at_least=3), "没有其他论文共有 3 篇或以上。"),
        (CYCLE.as_of("2030").select(), "没有晚于 2030 的论文；最新的一篇为 2022。"),
    ],
)
def test_notices_in_chinese(answer, notice):
    assert notice in answer.notices.text("zh")
    assert answer.notes("zh")[0] == answer.notices.text("zh") != answer.notice


def test_a_paper_in_chinese():
    told = dict(line.split("：", 1) for line in FIELD.relations_of("DPO").notes("zh"))
    assert told["主题"] == "对齐与安全"
    assert (told["日期"], told["发表于"], told["arXiv"]) == (
        "2023-05",
        "NeurIPS 2023",
        "2305.18290",
    )
    assert told["作者"].startswith("Rafael Rafailov、Archit Sharma、")
    assert FIELD.relations_of("DPO", relations="extends").notes("zh") == []


def test_some_names_of_many():
    told = Message("note.alone", {"names": some_of("abc", 2)})
    assert told.text("en") == "In no community, without relations: a, b and 1 more."
    assert told.text("zh") == "没有关系、不属于任何社区：a、b 等，另有 1 篇。"
    assert some_of("abc", 3) == ("a", "b", "c")


def test_lists_and_numbers_in_both_languages():
    for names, english, chinese in (
        ((), "", ""),
        (("a",), "a", "a"),
        (("a", "b"), "a and b", "a 和 b"),
        (("a", "b", "c"), "a, b and c", "a、b 和 c"),
        (("思维链", "b"), "思维链 and b", "思维链和 b"),
    ):
        told = Message("title.common", {"names": names})
        assert str(told) == f"Common ancestors of {english}"
        assert told.text("zh").removesuffix("的共同祖先").strip() == chinese
    one, two, many = (Message("count.paper", {"count": count}) for count in (1, 2, 6 * 10**29))
    assert [*map(str, (one, two, many))] == ["1 paper", "2 papers", "about 6.00e29 papers"]
    assert [told.text("zh") for told in (two, many)] == ["2 篇论文", "约 6.00e29 篇论文"]


def test_another_noun_can_be_put_in():
    language = Noun("language", "languages", "语言", "种")
    found = Message("document.heading", {
        "title": Message("title.papers"),
        "size": Message("count.paper", {"count": 2}),
    })  # fmt: skip
    assert found.text("en", language) == "Languages and their relations — 2 languages"
    assert found.text("zh", language) == "语言及其关系——2 种语言"


def test_what_the_catalogue_does_not_have():
    with pytest.raises(KeyError, match=r"No message has the id 'no\.such'"):
        Message("no.such").text()
    with pytest.raises(KeyError, match=r"'title\.cut' needs a value for 'older'"):
        Message("title.cut", {"newer": "A"}).text()
    assert text_of(word("topic", "Cooking"), "zh") == "Cooking"
    assert Words("uses", "使用").text("zh") == "使用"
    for ask in (
        lambda lang: FIELD.select().to_document(lang),
        lambda lang: FIELD.descendants("DPO").to_svg(lang=lang),
        lambda lang: FIELD.descendants("DPO").to_dot(lang=lang),
        lambda lang: FIELD.descendants("DPO").to_html(lang=lang),
        lambda lang: FIELD.descendants("DPO").to_mermaid(title="Mine", lang=lang),
    ):
        with pytest.raises(llmgraph.ArgumentError, match='lang must be "en" or "zh", not \'fr\''):
            ask("fr")


def test_titles_of_ones_own_stay_as_they_are():
    found = FIELD.descendants("DPO")
    assert "<title>My {0} title</title>" in found.to_svg(title="My {0} title", lang="zh")
    assert 'title: "Mine"' in found.to_mermaid(title="Mine", lang="zh")


@pytest.mark.parametrize("lanes", [False, True])
def test_a_chart_in_chinese_has_no_english_words(lanes):
    found = FIELD.ancestors("LLaVA")
    drawn = found.to_svg(lang="zh", lanes=lanes, limit=8)
    names = {FIELD[one].name for one in found.shown_ids()}
    told = set(re.findall(">([^<>]+)</text>", drawn)) - names
    # A single letter is the sign of a topic.
    assert all(HAN.search(text) or text.isdecimal() or len(text) == 1 for text in told)
    [caption] = re.findall("<desc>([^<]*)</desc>", drawn)
    assert re.fullmatch(
        r"LLaVA 的由来：\d+ 至 \d+ 年共 8 篇论文的图。LLaVA 建立在 CLIP、GPT-4 和 Vicuna 之上。"
        r"箭头从较早的论文指向较晚的论文。另有 \d+ 条不计入传承的关系未画出。"
        rf"{len(found) + 1} 篇论文中有 {len(found) - 7} 篇未画出；优先画出：LLaVA 的直接前作"
        r"及其间的论文，然后是步数最少者。未画出最多的年份：(\d+（\d+ 篇中 \d+ 篇）(、|和 |。)){3}",
        caption,
    )
    assert "<title>LLaVA 的由来</title>" in drawn
    assert re.search("<title>[^<>]+ 经未显示的论文源自 [^<>]+</title>", drawn)
    assert "<title>CLIP 使用了 Transformer</title>" in drawn
    assert ">经未显示的论文传承（1）</text>" in drawn
    assert ">对齐与安全</text>" in drawn


def test_papers_without_a_date_in_chinese():
    graph = llmgraph.PaperGraph(
        [{"id": "a", "title": "A", "date": "2020"}, {"id": "b", "title": "B"}],
        [("b", "extends", "a")],
    )
    drawn = graph.select().to_svg(lang="zh")
    assert ">日期不详</text>" in drawn
    assert "日期不详的论文排在与其有关系的论文旁边。" in drawn


def test_diagrams_in_chinese():
    found = FIELD.ancestors("LLaVA", depth=1)
    text = found.to_mermaid(lang="zh", limit=2)
    assert "2 篇\\uff0c优先画出\\uff1aLLaVA 的直接前作" in text
    assert "已删减为 4 篇论文中的 2 篇" in text
    assert '|"被#8230;' in text
    dot = found.to_dot(lang="zh")
    assert 'tooltip="CLIP 被 LLaVA 使用", label="被…使用"' in dot
    assert "另有 2 条不计入传承的关系未画出。" in dot


def test_the_command_line_and_reports_in_chinese(tmp_path):
    run = CliRunner().invoke(main, ["ancestors", "LLaVA", "--depth", "1", "--lang", "zh"])
    assert run.output.splitlines()[0] == "LLaVA 的由来——3 篇论文"
    assert run.output.split("\n\n")[-1].split()[:3] == ["日期", "名称", "旁支步数"]
    for name in ("a.svg", "a.mmd", "a.dot", "a.tex"):
        CliRunner().invoke(main, ["ancestors", "LLaVA", "--lang", "zh", "-o", str(tmp_path / name)])
        assert "的由来" in (tmp_path / name).read_text(encoding="utf-8")
    for command, file in (("chart", "b.svg"), ("page", "b.html")):
        path = tmp_path / file
        run = CliRunner().invoke(main, [command, "LLaVA", "--lang", "zh", "-o", str(path)])
        assert run.exit_code == 0
        assert "<title>LLaVA 的后代</title>" in path.read_text(encoding="utf-8")
    report = "<!-- llmgraph: ancestors LLaVA --depth 1 --lang zh as table -->\n<!-- /llmgraph -->\n"
    filled = fill(report, name="r.md", folder=".").text
    assert "**LLaVA 的由来——3 篇论文**" in filled
    assert "| 日期 | 名称 |" in filled


def test_a_list_of_long_names_is_cut_by_its_length():
    names = ["x" * 200, "y" * 90, "z" * 20]
    assert some_of(names, 3)[0].text() == f"{names[0]}, {names[1]} and 1 more"
    # The first is always there.
    assert some_of(["x" * 5000, "y"], 3)[0].text() == "x" * 5000 + " and 1 more"
    assert some_of(["a", "b"], 3) == ("a", "b")
