"""A scene as a pyvis network, and as a page that runs on vis-network.

pyvis holds the network and provides vis-network. The page around it does not use pyvis's template,
which loads style sheets from the internet and runs texts from the data as script.
"""

from __future__ import annotations

import html
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import ArgumentError, MissingExtraError
from ...language.messages import Message, text_of
from ...language.wording import clean
from ...model.identifiers import link_of
from ..emphasis import NO_EMPHASIS
from ..scene import OTHER_TOPICS, DrawnPaper, DrawnRelation, Scene, build_scene, one_line
from ..style import RelationStyle, relation_styles, topic_styles
from ..subject import topic_in
from .html import document, templates

if TYPE_CHECKING:
    from pyvis.network import Network

    from ...language.messages import Language
    from ...model.relation_types import RelationType
    from ..emphasis import Emphasis
    from ..subject import Subject

PAPER_LIMIT = 1_000
TITLE_LENGTH = 300
TOPIC_LENGTH = 60


def pyvis_page(subject: Subject) -> str:
    """Draw papers and relations as an interactive page with pyvis and vis-network.

    Parameters
    ----------
    subject : Subject
        Its heading and language are those of the page.

    Returns
    -------
    str
        A complete, self-contained HTML document.

    Raises
    ------
    ArgumentError
        If there are more papers than vis-network can display smoothly.
    MissingExtraError
        If the installed pyvis does not include vis-network.
    """
    _require_few(len(subject.ids))
    scene = scene_of(subject)
    content = _content(subject, scene)
    return document("pyvis_page", scene.title, content, lang=subject.lang, library=_library())


def scene_of(subject: Subject) -> Scene:
    """Lay out the papers and relations of a subject for pyvis.

    Parameters
    ----------
    subject : Subject

    Returns
    -------
    Scene
    """
    return build_scene(
        subject.descent,
        subject.ids,
        subject.rows,
        subject.title,
        labelling=partial(one_line, languages=(subject.lang,)),
        lane_of=subject.lane_of,
        number_of=subject.number_of,
    )


def network(scene: Scene, emphasis: Emphasis = NO_EMPHASIS) -> Network:
    """Convert a scene to a pyvis network with fixed positions, colours and dashes.

    Parameters
    ----------
    scene : Scene
    emphasis : Emphasis, optional
        Marked papers and those with a high score have a thick border, and relations of a great
        weight are thick.

    Returns
    -------
    pyvis.network.Network
        Nodes are numbered in the order of the scene and have a ``paper_id``; edges run from the
        older paper to the newer one and have a ``relation``. Parallel relations are separate edges.
        Titles are HTML for pyvis, with all texts escaped.

    Raises
    ------
    ArgumentError
        If there are more papers than vis-network can display smoothly.
    """
    from pyvis.network import Network

    _require_few(len(scene.papers))
    result = Network(directed=True, cdn_resources="in_line", height="800px", width="100%")
    result.toggle_physics(False)
    topics = topic_styles(scene.topics, none=OTHER_TOPICS)
    for number, drawn in enumerate(scene.papers):
        border = _border(drawn.paper.id, emphasis)
        result.add_node(number, **_node(drawn, topics[drawn.topic].fill("light")), **border)
    looks = relation_styles(scene.kinds)
    between: dict[tuple[int, int], int] = {}
    for relation in scene.relations:
        pair = (relation.older, relation.newer)
        parallel = between[pair] = between.get(pair, -1) + 1
        ends = scene.papers[relation.older], scene.papers[relation.newer]
        edge = _edge(relation, looks[relation.relation.relation], _bend(*ends, parallel))
        if emphasis.widths:
            edge["width"] = round(0.6 + 5 * emphasis.widths.get(relation.row, 0.0), 2)
        result.add_edge(relation.older, relation.newer, **edge)
    return result


def _require_few(papers: int) -> None:
    if papers > PAPER_LIMIT:
        raise ArgumentError(Message("error.pyvis_papers", {"papers": papers, "most": PAPER_LIMIT}))


def _node(drawn: DrawnPaper, colour: str) -> dict[str, Any]:
    title, topic = clean(drawn.paper.title, TITLE_LENGTH), clean(drawn.topic, TOPIC_LENGTH)
    told = (title, clean(drawn.paper.date), topic)
    return {
        "label": drawn.label,
        "title": html.escape(" · ".join(filter(None, told))),
        "paper_id": clean(drawn.paper.id),
        "shape": "box",
        "x": drawn.x,
        "y": drawn.y,
        "widthConstraint": drawn.width - 10,
        "color": colour,
        "physics": False,
    }


def _border(one: str, emphasis: Emphasis) -> dict[str, Any]:
    """Attributes of a node whose border tells what an answer says of it."""
    share = 1.0 if one in emphasis.marked else emphasis.shares.get(one)
    return {} if share is None else {"borderWidth": round(1 + 5 * share, 2)}


def _edge(drawn: DrawnRelation, look: RelationStyle, bend: dict[str, Any]) -> dict[str, Any]:
    relation = drawn.relation
    told = f"{relation.source} {relation.relation} {relation.target}: {relation.note}"
    return {
        "color": look.light,
        "dashes": False if drawn.descent else list(look.dashes),
        "relation": clean(relation.relation),
        "title": html.escape(clean(told, TITLE_LENGTH)),
        "smooth": bend,
    }


def _bend(older: DrawnPaper, newer: DrawnPaper, parallel: int) -> dict[str, Any]:
    """Curvature of a relation; parallel relations are drawn side by side."""
    wide, high = (older.width + newer.width) / 2, abs(older.y - newer.y)
    if abs(older.x - newer.x) < wide / 2:
        # One above the other: bend around the boxes in between, on the side of the newer columns.
        way = "curvedCW" if newer.y > older.y else "curvedCCW"
        around = 0.8 * wide / high if high > wide else 0.15
        roundness = round(min(1.0, around + 0.12 * parallel), 2)
        return {"enabled": True, "type": way, "roundness": roundness}
    return {
        "enabled": True,
        "type": "cubicBezier",
        "forceDirection": "horizontal",
        "roundness": 0.45 + 0.12 * parallel,
    }


def _content(subject: Subject, scene: Scene) -> dict[str, Any]:
    """Data for the script of the page: numbers and cleaned texts."""
    tables, lang = subject.tables, subject.lang
    drawn = network(scene, subject.emphasis)
    for item in (*drawn.nodes, *drawn.edges):
        item.pop("title")  # The panel shows it.
    chinese = {clean(lane): clean(words) for lane, words in subject.lane_words.items()}
    lanes = [(topic_in(lang, scene.topics[lane], chinese), *y) for lane, *y in scene.layout.lanes]
    topics = {topic: topic_in(lang, topic, chinese) if lanes else "" for topic in scene.topics}
    looks = relation_styles(scene.kinds)
    return {
        "language": lang,
        "words": templates("pyvis_page", [lang]),
        "nodes": drawn.nodes,
        "edges": drawn.edges,
        "papers": [_paper(one, topics[one.topic], lang) for one in scene.papers],
        "relations": [
            {
                "text": clean(tables.sentence(one.relation, lang)),
                "note": clean(one.relation.note_in(lang)),
                "where": clean(text_of(one.relation.place, lang)),
                "descent": one.descent,
            }
            for one in scene.relations
        ],
        "kinds": [_kind(scene, kind, looks[kind.name], lang) for kind in scene.kinds],
        "columns": [list(band) for band in scene.layout.columns],
        "lanes": lanes,
        "width": scene.layout.width,
        "height": scene.layout.height,
    }


def _kind(scene: Scene, kind: RelationType, look: RelationStyle, lang: Language) -> dict[str, Any]:
    rows = [one for one in scene.relations if one.relation.relation == kind.name]
    descent = any(one.descent for one in rows)
    return {
        "name": kind.name,
        "label": clean(kind.label_zh if lang == "zh" else kind.name.replace("_", " ")),
        "colour": look.light,
        "dashes": [] if descent else list(look.dashes),
        "count": len(rows),
        "descent": descent,
    }


def _paper(drawn: DrawnPaper, topic: str, lang: Language) -> dict[str, Any]:
    paper = drawn.paper
    names = (paper.id, paper.name, paper.name_in("zh"), paper.title, *paper.aliases)
    summaries = clean(paper.summary), clean(paper.summary_zh)
    return {
        "id": clean(paper.id),
        "name": clean(paper.name_in(lang)),
        "title": clean(paper.title),
        "date": clean(paper.published),
        "venue": clean(paper.venue),
        "authors": clean(", ".join(paper.authors)),
        "summaries": summaries[::-1] if lang == "zh" else summaries,
        "topic": topic,
        "link": link_of(paper),
        "names": [clean(name) for name in dict.fromkeys(filter(None, names))],
    }


def _library() -> str:
    """The newest vis-network that pyvis includes, without the link to its source map."""
    import pyvis

    folder = Path(pyvis.__file__).parent
    found = list(folder.glob("templates/lib/vis-*/vis-network.min.js"))
    if not found:
        raise MissingExtraError(Message("error.pyvis_library", {"folder": str(folder)}))
    text = max(found, key=_release).read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+", "", text)


def _release(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path.parent.name)]
