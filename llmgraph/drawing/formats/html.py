"""The interactive page: a scene in one self-contained HTML file.

The page is a small canvas script (``assets/page_*.js``). The data are stored beside it as
compressed columns of numbers and cleaned texts, never inside a script.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from itertools import chain
from string import Formatter
from typing import TYPE_CHECKING, Any

import numpy as np

from ...engine import compile_index
from ...engine.centrality import pagerank
from ...io.bibtex import MONTHS as MONTH_NAMES
from ...io.bibtex import entry, keys_of, month_of
from ...language.messages import LANGUAGES, PAPER, Message, catalogue, text_of, word
from ...language.wording import clean
from ...model.identifiers import arxiv_id_of, doi_of, link_of
from ...model.names import name_key
from ...model.places import part_words
from ...model.records import Relation, is_cited
from ...model.relation_types import RelationType
from ...model.tables import BASES, CONFIDENCES, weakness_of
from ..chart.chart import main_topics
from ..hidden_descent import chains_of
from ..scene import OTHER_TOPICS, TITLE, DrawnRelation, Scene, build_scene, hidden_joints, one_line
from ..style import PASSAGE_STYLE, THEMES, topic_styles
from ..subject import topic_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...engine import DescentIndex
    from ...language.messages import Language
    from ...model.descent import Descent
    from ...model.records import Paper
    from ..style import PageTheme
    from ..subject import Subject

TITLE_LENGTH = 500


# The files of each page script, in the order in which they are joined: each may use constants of
# earlier files only, but functions of all.
SCRIPTS = {
    "page": (
        "say.js",
        "page_data.js",
        "page_names.js",
        "page_state.js",
        "page_words.js",
        "page_elements.js",
        "page_lineage.js",
        "page_light.js",
        "page_room.js",
        "page_view.js",
        "page_pens.js",
        "page_curves.js",
        "page_looks.js",
        "page_drawing.js",
        "page_labels.js",
        "page_frame.js",
        "page_panel.js",
        "page_between.js",
        "page_answer.js",
        "page_filters.js",
        "page_table.js",
        "page_search.js",
        "page_update.js",
        "page_save.js",
        "page_take.js",
        "page_buttons.js",
        "page_pointer.js",
        "page_keyboard.js",
        "page_start.js",
    ),
    "pyvis_page": (
        "say.js",
        "pyvis_page_network.js",
        "pyvis_page_panel.js",
        "pyvis_page_canvas.js",
        "pyvis_page_start.js",
    ),
}

# To the script, a passage is a row of a separate relation type, without evidence.
PASSAGE = "through_papers_not_shown"
PASSAGE_TYPE = RelationType(
    PASSAGE,
    newer="source",
    descent="line",
    phrase="descends through papers not shown from",
    inverse="led through papers not shown to",
    phrase_zh="{source} 经未显示的论文传承自 {target}",
    inverse_zh="{target} 经未显示的论文传至 {source}",
    light=PASSAGE_STYLE.light,
    dark=PASSAGE_STYLE.dark,
    dash=PASSAGE_STYLE.dashes,
)

# Every pair of basis and confidence; the page shows a confidence only if it is not high.
GRADES = [(basis, confidence) for basis in (*BASES, "") for confidence in (*CONFIDENCES, "")]


def page(
    subject: Subject,
    answer: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    theme: PageTheme = "auto",
) -> str:
    """Draw papers and relations as an interactive page in one file.

    Parameters
    ----------
    subject : Subject
        Its heading is the heading of the page. If it has one paper in focus, the page opens with
        this paper highlighted, and if it has two, with what joins them, unless the address names
        another (``#paper=dpo``).
    answer : mapping of str to mapping, optional
        The answer in sentences or as a table, by language (see `answer_tab`).
    theme : {"auto", "light", "dark"}, optional
        By default that of the system, or of the host of a frame if it tells (see `to_html`).

    Returns
    -------
    str
        A complete HTML document.
    """
    tables, descent = subject.tables, subject.descent
    # The reader may allow more side steps than the answer does.
    max_side_steps = max(descent.allowed or 1, 1)
    joints = (
        hidden_joints(
            descent,
            subject.ids,
            subject.rows,
            chains_of(subject.chains, max_side_steps=max_side_steps),
        )
        if subject.runs_through_hidden
        else []
    )
    scene = build_scene(
        descent,
        subject.ids,
        subject.rows,
        subject.title,
        lanes=True,
        dots=True,
        labelling=partial(one_line, languages=LANGUAGES),
        joints=joints,
        lane_of=subject.lane_of,
        number_of=subject.number_of,
    )
    scene = _with_passages(scene)
    every = main_topics(tables) if subject.lane_of is None else scene.topics
    content = _content(subject, scene, every)
    places = {drawn.paper.id: place for place, drawn in enumerate(scene.papers)}
    content["answer"] = _cleaned(answer or {})
    content["measures"] = _measures(subject, scene)
    content["sizeBy"] = "0" if subject.emphasis.score_name else ""
    content["marked"] = [places[one] for one in subject.emphasis.marked if one in places]
    if theme != "auto":
        content["theme"] = theme
    content["selected"] = [places[one] for one in subject.focus if one in places]
    return document("page", scene.title, content, lang=subject.lang)


def _with_passages(scene: Scene) -> Scene:
    """Merge the passages into the relations, sorted by their ends."""
    ids = [drawn.paper.id for drawn in scene.papers]
    rows = list(scene.relations)
    for one in scene.passages:
        row = Relation(ids[one.newer], PASSAGE, ids[one.older])
        steps = one.side_steps, one.inherited, one.route
        rows.append(DrawnRelation(row, one.older, one.newer, True, -1, *steps))
    return replace(scene, relations=tuple(sorted(rows, key=_ends)))


def _ends(one: DrawnRelation) -> tuple[int, int]:
    return one.older, one.newer


def _content(subject: Subject, scene: Scene, every: Sequence[str]) -> dict[str, Any]:
    """Data for the script of the page: columns of numbers and cleaned texts."""
    kinds = [*scene.kinds, *([PASSAGE_TYPE] if scene.passages else [])]
    descent, other = _descent(scene), Message("page.language")
    own_kinds = [drawn.paper.kind for drawn in scene.papers]
    paper_kinds = sorted({*own_kinds})
    papers = [drawn.paper for drawn in scene.papers]
    entries = list(map(_entry_with_places, papers, keys_of(papers)))
    forms = list(dict.fromkeys(entries))
    places = sorted({clean(one.relation.where) for one in scene.relations})
    return {
        "title": {lang: clean(subject.title_in(lang), TITLE) for lang in LANGUAGES},
        # Without this key, the page opens in the language of the browser.
        **({"language": subject.lang} if subject.lang != "en" else {}),
        "relations": _relations(scene, [kind.name for kind in kinds], subject.emphasis.widths),
        "papers": {
            **_papers(scene, descent),
            "kind": list(map(paper_kinds.index, own_kinds)),
            "bibtex": list(map(forms.index, entries)),
        },
        "bibtex": forms,
        # Papers of one cycle share a generation.
        **({"cycles": cycles} if (cycles := descent.cycles()) else {}),
        "kinds": _kinds(subject.descent, kinds),
        "topics": _topics(subject, scene, every),
        "words": templates("page", LANGUAGES),
        # Label of the language switch, in the target language.
        "other": dict(zip(LANGUAGES, map(other.text, LANGUAGES[::-1]), strict=True)),
        "dots": scene.as_dots,
        "columns": [[label, round(x0), round(x1)] for label, x0, x1 in scene.layout.columns],
        "lanes": [[lane, round(y0), round(y1)] for lane, y0, y1 in scene.layout.lanes],
        "size": [round(scene.layout.width), round(scene.layout.height)],
        "grades": [
            [weakness_of(*grade), {lang: _graded(*grade, lang) for lang in LANGUAGES}]
            for grade in GRADES
        ],
        "paperKinds": [{lang: _kind_in(lang, kind) for lang in LANGUAGES} for kind in paper_kinds],
        "places": dict(chain.from_iterable(part_words(one).items() for one in places)),
        **_imprint(subject.tables.release),
        "months": MONTH_NAMES,
        "sideSteps": str(subject.descent.side_steps),
    }


def _cleaned(content: Any) -> Any:
    """Clean all texts of some nested content."""
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, Mapping):
        return {key: _cleaned(value) for key, value in content.items()}
    return [_cleaned(value) for value in content] if isinstance(content, list) else content


def _kind_in(lang: Language, kind: str) -> str:
    return clean(text_of(word("kind", kind), lang), 80)


def _imprint(release: str) -> dict[str, Any]:
    """The line that names the data, if they have a version."""
    told = Message("document.data", {"name": release})
    return {"imprint": {lang: told.text(lang) for lang in LANGUAGES}} if release else {}


def _papers(scene: Scene, descent: DescentIndex) -> dict[str, list[Any]]:
    """Columns of the papers; adjacent long texts share words and compress well."""
    papers = [drawn.paper for drawn in scene.papers]
    number = {topic: at for at, topic in enumerate(scene.topics)}
    return {
        "en": [clean(paper.summary) for paper in papers],
        "title": [clean(paper.title) for paper in papers],
        "aliases": [" · ".join(_other_names(paper)) for paper in papers],
        # The script builds names and labels from this as `DrawnPaper` does.
        "short": [clean(paper.short_name, TITLE_LENGTH) for paper in papers],
        "shortZh": [clean(paper.short_name_zh, TITLE_LENGTH) for paper in papers],
        "number": [drawn.number or 0 for drawn in scene.papers],
        "id": [clean(paper.id) for paper in papers],
        "authors": [clean(", ".join(paper.authors)) for paper in papers],
        "zh": [clean(paper.summary_zh) for paper in papers],
        "venue": [clean(paper.venue) for paper in papers],
        "date": [clean(paper.published, 10) for paper in papers],
        "arxiv": [arxiv_id_of(paper) for paper in papers],
        "doi": [doi_of(paper) for paper in papers],
        "url": [_own_link(paper) for paper in papers],
        "topic": [number[drawn.topic] for drawn in scene.papers],
        # Topological order; papers of a cycle are adjacent.
        "order": descent.place.tolist(),
        "x": [round(drawn.x) for drawn in scene.papers],
        "y": [round(drawn.y) for drawn in scene.papers],
        "w": [round(drawn.width) for drawn in scene.papers],
        "h": [round(drawn.height) for drawn in scene.papers],
    }


def _other_names(paper: Paper) -> list[str]:
    """The aliases that the other columns do not already contain."""
    names = (paper.id, paper.short_name, paper.short_name_zh, paper.title)
    told = set(map(name_key, names))
    return [clean(alias) for alias in paper.aliases if name_key(alias) not in told]


def _descent(scene: Scene) -> DescentIndex:
    drawn = [one for one in scene.relations if one.descent]
    return compile_index(
        len(scene.papers),
        np.array([one.older for one in drawn], dtype=np.int32),
        np.array([one.newer for one in drawn], dtype=np.int32),
        np.arange(len(drawn), dtype=np.int32),
    )


def _differences(numbers: Sequence[int]) -> list[int]:
    """Delta encoding, which needs fewer digits."""
    return [after - before for before, after in zip((0, *numbers), numbers, strict=False)]


def _entry_with_places(paper: Paper, key: str) -> str:
    """The BibTeX entry of a paper, with places for the texts that other columns have."""
    held = {
        "id": clean(paper.id),
        "title": clean(paper.title),
        "authors": " and ".join(
            "others" if one == "et al." else one
            for one in clean(", ".join(paper.authors)).split(", ")
        ),
        "venue": clean(paper.venue),
        "arxiv": arxiv_id_of(paper),
        "doi": doi_of(paper),
        "url": _own_link(paper),
        "year": paper.published[:4],
        "month": month_of(paper),
    }
    places = {text: name for name, text in held.items() if text}
    if not places:
        return entry(paper, key)
    longest_first = sorted(places, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    # No text from outside has this control character.
    return re.sub(pattern, lambda match: f"\x01{places[match[0]]}\x01", entry(paper, key))


def _own_link(paper: Paper) -> str:
    """The link of a paper, unless the arXiv id or the DOI implies it."""
    link = link_of(paper) if paper.url else ""
    known = re.fullmatch(r"https?://arxiv\.org/abs/" + re.escape(arxiv_id_of(paper)), link)
    return "" if known else link


def _relations(
    scene: Scene, kinds: Sequence[str], widths: Mapping[int, float]
) -> dict[str, list[Any]]:
    """Columns of the relations, sorted by older paper."""
    drawn = scene.relations
    return {
        "older": _differences([one.older for one in drawn]),
        "newer": _gaps(drawn),
        "kind": [kinds.index(one.relation.relation) for one in drawn],
        "grade": [_grade(one.relation) for one in drawn],
        "sideSteps": [one.side_steps for one in drawn],
        "inherited": [int(one.inherited) for one in drawn],
        **_weights(scene, widths),
        "uncited": [int(is_cited(one.relation.cited) is False) for one in drawn],
        "route": [_route(one, scene.papers[one.newer].y) for one in drawn],
        "where": [clean(one.relation.where) for one in drawn],
        "note": [clean(one.relation.note) for one in drawn],
        "zh": [clean(one.relation.note_zh) for one in drawn],
    }


def _weights(scene: Scene, widths: Mapping[int, float]) -> dict[str, list[float]]:
    """Column of the weights of relations, if there are any."""
    weights = [round(widths.get(one.row, 0), 3) for one in scene.relations]
    return {"weight": weights} if any(weights) else {}


def _measures(subject: Subject, scene: Scene) -> list[dict[str, Any]]:
    """Numbers by which papers can be coloured and sized: those of the answer first."""
    tables, descent, emphasis = subject.tables, subject.descent, subject.emphasis
    ids = [drawn.paper.id for drawn in scene.papers]
    rows = [tables.number[one] for one in ids]
    # Of the whole graph, not of the papers that happen to be drawn.
    of_graph = {
        "measure.in_degree": descent.index.child_counts,
        "measure.descendants": descent.unrolled.reachable_counts(older=False),
        "measure.pagerank": pagerank(descent.index),
    }
    columns: list[tuple[Message, list[Any]]] = []
    digits = 2 if scene.as_dots else 3
    if emphasis.score_name is not None:
        columns.append((emphasis.score_name, [emphasis.scores.get(one) for one in ids]))
    columns += [(Message(name), values[rows].tolist()) for name, values in of_graph.items()]
    return [
        {
            **{lang: clean(name.text(lang), 80) for lang in LANGUAGES},
            "values": [None if value is None else _digits(value, digits) for value in values],
        }
        for name, values in columns
        if any(value is not None for value in values)
    ]


def _digits(value: float, digits: int) -> float:
    """Shorten a number to what can be seen of it."""
    short = float(f"{value:.{digits}g}")
    return int(short) if short == int(short) else short


def _gaps(drawn: Sequence[DrawnRelation]) -> list[int]:
    """Delta encoding of newer papers: from the older paper to the first, then to the next."""
    befores = [(one.older, one.newer) for one in drawn]
    return [
        newer - (before[1] if before[0] == older else older)
        for before, (older, newer) in zip([(-1, 0), *befores], befores, strict=False)
    ]


def _grade(relation: Relation) -> int:
    """Index of the evidence in `GRADES`; unknown evidence counts as weak."""
    basis = relation.basis if relation.basis in BASES else ""
    confidence = relation.confidence if relation.confidence in CONFIDENCES else ""
    return GRADES.index((basis, confidence))


def _graded(basis: str, confidence: str, lang: Language) -> str:
    told = [word("grade", basis)] if basis else []
    if confidence not in ("", "high"):
        told.append(Message("evidence.confidence", {"level": word("grade", confidence)}))
    return " · ".join(text_of(one, lang) for one in told)


def _kinds(descent: Descent, kinds: Sequence[RelationType]) -> list[dict[str, Any]]:
    # Include types that the answer excludes (as with side_steps=0): the reader may allow them.
    carrying = {*descent.relation_types, PASSAGE}
    result = []
    for kind in kinds:
        through = kind is PASSAGE_TYPE
        words = kind.phrase, kind.inverse, kind.label_zh, kind.inverse_label_zh
        told = [clean(word, 80) for word in words]
        rows = kind.template("en"), kind.template("zh")
        result.append(
            {
                "name": clean(kind.name),
                "en": told[:2],
                "zh": told[2:],
                # Chinese puts words around both ends.
                "row": dict(zip(("en", "zh"), (clean(row, 300) for row in rows), strict=True)),
                "newerIsTarget": kind.newer == "target",
                "descent": kind.name in carrying,
                "light": kind.light,
                "dark": kind.dark,
                "dashes": kind.dash,
                **({"through": True} if through else {}),
                # A type that never carries descent speaks against it; one that is asked for may.
                **({} if kind.carries_descent else {"barren": True}),
            }
        )
    return result


def _topics(subject: Subject, scene: Scene, every: Sequence[str]) -> list[dict[str, Any]]:
    """The topics of the papers; if no paper has a topic, the placeholder has no name."""
    looks = topic_styles(every, none=OTHER_TOPICS)
    words = {clean(lane): clean(chinese) for lane, chinese in subject.lane_words.items()}
    return [
        dict.fromkeys(("name", "en"), topic if scene.layout.lanes else "")
        | {"zh": topic_in("zh", topic, words) if scene.layout.lanes else ""}
        | {
            theme: {"edge": looks[topic].edge(theme), "fill": looks[topic].fill(theme)}
            for theme in THEMES
        }
        for topic in scene.topics
    ]


def _route(drawn: DrawnRelation, height: float) -> str:
    """Encode a route from the newer paper to the older one, in whole points.

    It starts with the offset of its end below the `height` of the newer paper, followed by relative
    SVG path commands. The extra command ``t`` is a turn to another height, horizontal at both ends,
    with the inner control points half-way. The last run, to the edge of the older paper, is
    omitted.
    """
    if drawn.route is None:
        return ""
    points = [(round(x), round(y)) for x, y in drawn.route[::-1].tolist()]
    runs: list[tuple[str, list[int]]] = []
    for at in range(0, len(points) - 1, 3):
        command, lengths = _segment(points[at : at + 4])
        if runs and command == runs[-1][0] == "h":
            runs[-1][1][0] += lengths[0]
        else:
            runs.append((command, lengths))
    if runs[-1][0] == "h":
        runs.pop()
    path = "".join(command + " ".join(map(str, lengths)) for command, lengths in runs)
    return f"{points[0][1] - round(height)}{path}"


def _segment(points: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    if y0 == y1 == y2 == y3:
        return "h", [x3 - x0]
    if x0 == x1 == x2 == x3:
        return "v", [y3 - y0]
    if x1 == x2 and y0 == y1 and y2 == y3 and abs(2 * x1 - x0 - x3) <= 2:
        return "t", [x3 - x0, y3 - y0]
    return "c", [x1 - x0, y1 - y0, x2 - x0, y2 - y0, x3 - x0, y3 - y0]


def templates(name: str, langs: Sequence[Language]) -> dict[str, dict[str, str]]:
    """Collect the messages used by the script of a page.

    Parameters
    ----------
    name : str
        Name of the assets. Message ids are in double quotes in the script; those in ``data-say``
        and ``data-label`` attributes of the HTML shell begin with ``page.``.
    langs : sequence of {"en", "zh"}

    Returns
    -------
    dict of str to dict of str to str
        Templates by message id and language, with only the noun filled in.

    Examples
    --------
    >>> templates("page", ["en", "zh"])["count.paper.many"]
    {'en': '{count} papers', 'zh': '{count} 篇论文'}
    """
    asked = set(re.findall(r'"([\w.]+)"', script_of(name)))
    shell = re.findall(r'data-(?:say|label|tip)="(\w+)"', asset(f"{name}.html"))
    asked |= {f"page.{one}" for one in shell}
    rows = [one for one in catalogue() if re.sub(r"\.(one|many)$", "", one) in asked]
    return {one: {lang: _template(one, lang) for lang in langs} for one in rows}


def _template(row: str, lang: Language) -> str:
    parsed = Formatter().parse(catalogue()[row][lang])
    places = {place for _, place, _, _ in parsed if place} - PAPER.places(lang).keys()
    return Message(row, {place: f"{{{place}}}" for place in places}).text(lang)


def document(
    name: str,
    title: str,
    content: dict[str, Any],
    *,
    lang: Language = "en",
    library: str = "",
) -> str:
    """Assemble a page from its assets and its data.

    Parameters
    ----------
    name : str
        Name of the assets: ``page`` for ``page.html``, ``page.css`` and the files of `SCRIPTS`.
    title : str
        Heading of the page.
    content : dict
        Data for the script.
    lang : {"en", "zh"}, optional
        The language of the HTML shell.
    library : str, optional
        A script to load before that of the page.

    Returns
    -------
    str
        A complete HTML document, with a content security policy that allows only its own scripts
        and style.
    """
    style, script = _indented(asset(f"{name}.css")), script_of(name)
    opening = asset("open.js").replace("{{BROWSER}}", _in_both("page.browser", "{} {}"))
    allowed = " ".join(_hash(one) for one in (opening, library, script) if one)
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "POLICY": html.escape(policy),
        "LANG": "zh-Hans" if lang == "zh" else "en",
        "TITLE": html.escape(title),
        "STYLE": style,
        "DATA": pack(content),
        "OPEN": opening,
        "LIBRARY": library,
        "SCRIPT": script,
        "WITHOUT": _in_both("page.script", '<p>{}</p><p lang="zh-Hans">{}</p>'),
    }

    def part(match: re.Match[str]) -> str:
        place = match[1]
        return parts[place] if place in parts else html.escape(Message(place).text(lang))

    # One pass, so that nothing in a part is taken for a placeholder.
    return re.sub(r"\{\{([\w.]+)\}\}", part, asset(f"{name}.html"))


def _in_both(said: str, frame: str) -> str:
    """Return a message in both languages, for when no script has chosen one."""
    return frame.format(*(html.escape(Message(said).text(lang)) for lang in LANGUAGES))


def pack(content: Any) -> str:
    """Encode data for embedding in HTML: compressed JSON in base64.

    Parameters
    ----------
    content : dict or list
        Strings and finite numbers.

    Returns
    -------
    str
        The same content gives the same text.

    Examples
    --------
    >>> len(pack(["paper"] * 1000)) < 100
    True
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(_gzip(text.encode())).decode()


def _gzip(data: bytes) -> bytes:
    """Compress data as gzip (RFC 1952); Python versions write different headers."""
    header = b"\x1f\x8b\x08" + bytes(6) + b"\xff"  # deflate, no time, unknown system
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    trailer = struct.pack("<II", zlib.crc32(data), len(data) % 2**32)
    return header + packer.compress(data) + packer.flush() + trailer


def script_of(name: str) -> str:
    """Join the files of a script.

    The files are modules, so that editors and linters can resolve names. Once joined, they need
    neither imports nor exports, and the comments stay behind: every page carries the script.

    Parameters
    ----------
    name : str
        A key of `SCRIPTS`.

    Returns
    -------
    str
        One module.
    """
    text = "\n".join(map(asset, SCRIPTS[name]))
    return _indented(
        re.sub(r"^import\b[^;]*;\n|^export (?=\w)|^ *//.*\n|^\n", "", text, flags=re.MULTILINE)
    )


def _indented(text: str) -> str:
    """Indent by one tab instead of two spaces, which a page with thousands of lines feels."""
    return re.sub(
        r"^( {2})+", lambda spaces: "\t" * (len(spaces[0]) // 2), text, flags=re.MULTILINE
    )


@cache
def asset(name: str) -> str:
    """Read one of the files that pages are made of."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
