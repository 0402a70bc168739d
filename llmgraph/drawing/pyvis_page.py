"""The same scene on pyvis and vis-network: a network to work on with what one knows of pyvis.

pyvis holds the network and brings vis-network; the page around it is our own, because pyvis's
template loads style sheets from the net and runs texts from the data as script.
"""

from __future__ import annotations

import html
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError
from .links import link_of
from .page import document
from .scene import OTHER_TOPICS, DrawnPaper, DrawnRelation, Scene, build_scene, clean
from .style import RelationStyle, relation_styles, topic_styles

if TYPE_CHECKING:
    from pyvis.network import Network

    from ..graph import PaperGraph
    from .subject import Subject

PAPER_LIMIT = 1_000
TITLE_LENGTH = 300


def pyvis_page(subject: Subject) -> str:
    """Draw papers and relations as a page that runs on pyvis's vis-network.

    Parameters
    ----------
    subject : Subject
        Its heading is that of the page.

    Returns
    -------
    str
        A whole HTML document that loads nothing from anywhere.

    Raises
    ------
    ArgumentError
        If there are more papers than vis-network moves at a bearable pace.
    """
    _require_few(len(subject.ids))
    scene = scene_of(subject)
    content = _content(subject.graph, scene)
    return document("pyvis_page", scene.title, content, library=_library())


def scene_of(subject: Subject) -> Scene:
    """Place the papers and relations of a subject for pyvis.

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
        lane_of=subject.lane_of,
        number_of=subject.number_of,
    )


def network(scene: Scene) -> Network:
    """Hold a scene as a pyvis network: fixed places, types as colours and dashes.

    Parameters
    ----------
    scene : Scene

    Returns
    -------
    pyvis.network.Network
        Nodes are numbered by their place in the scene and carry the ``paper_id``; edges run from
        the older paper to the newer one and carry their ``relation``. Relations between one pair
        are kept apart. Titles are HTML for pyvis, with every text in them escaped.

    Raises
    ------
    ArgumentError
        If there are more papers than vis-network moves at a bearable pace.
    """
    from pyvis.network import Network

    _require_few(len(scene.papers))
    result = Network(directed=True, cdn_resources="in_line", height="800px", width="100%")
    result.toggle_physics(False)
    topics = topic_styles(scene.topics, none=OTHER_TOPICS)
    for number, drawn in enumerate(scene.papers):
        result.add_node(number, **_node(drawn, topics[drawn.topic].fill("light")))
    looks = relation_styles(scene.kinds)
    between: dict[tuple[int, int], int] = {}
    for relation in scene.relations:
        pair = (relation.older, relation.newer)
        parallel = between[pair] = between.get(pair, -1) + 1
        ends = scene.papers[relation.older], scene.papers[relation.newer]
        edge = _edge(relation, looks[relation.relation.relation], _bend(*ends, parallel))
        result.add_edge(relation.older, relation.newer, **edge)
    return result


def _require_few(papers: int) -> None:
    if papers > PAPER_LIMIT:
        raise ArgumentError(
            f"{papers:,} papers are too many for pyvis: vis-network draws {PAPER_LIMIT:,} at a few "
            "pictures a second. Choose with depth, topics, since or until, or leave out the engine."
        )


def _node(drawn: DrawnPaper, colour: str) -> dict[str, Any]:
    told = (clean(drawn.paper.title, TITLE_LENGTH), clean(drawn.paper.date), drawn.topic)
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
    """How a relation is curved; those between one pair lie beside each other."""
    wide, high = (older.width + newer.width) / 2, abs(older.y - newer.y)
    if abs(older.x - newer.x) < wide / 2:
        # One above the other: around the boxes between them, at the side of the newer columns.
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


def _content(graph: PaperGraph, scene: Scene) -> dict[str, Any]:
    """What the script of the page gets: numbers and cleaned texts."""
    drawn = network(scene)
    for item in (*drawn.nodes, *drawn.edges):
        item.pop("title")  # The panel tells it.
    return {
        "nodes": drawn.nodes,
        "edges": drawn.edges,
        "papers": [_paper(one, bool(scene.layout.lanes)) for one in scene.papers],
        "relations": [
            {
                "text": clean(graph._sentence(one.relation)),
                "note": clean(one.relation.note),
                "where": clean(": ".join(filter(None, (one.relation.basis, one.relation.where)))),
                "descent": one.descent,
            }
            for one in scene.relations
        ],
        "kinds": [_kind(scene, *look) for look in relation_styles(scene.kinds).items()],
        "columns": [list(band) for band in scene.layout.columns],
        "lanes": [[scene.topics[lane], top, end] for lane, top, end in scene.layout.lanes],
        "width": scene.layout.width,
        "height": scene.layout.height,
    }


def _kind(scene: Scene, kind: str, look: RelationStyle) -> dict[str, Any]:
    rows = [one for one in scene.relations if one.relation.relation == kind]
    descent = any(one.descent for one in rows)
    return {
        "name": kind,
        "colour": look.light,
        "dashes": [] if descent else list(look.dashes),
        "count": len(rows),
        "descent": descent,
    }


def _paper(drawn: DrawnPaper, lanes: bool) -> dict[str, Any]:
    paper = drawn.paper
    names = (paper.id, paper.name, paper.title, *paper.aliases)
    return {
        "id": clean(paper.id),
        "name": clean(paper.name),
        "title": clean(paper.title),
        "date": clean(paper.date or paper.year),
        "venue": clean(paper.venue),
        "authors": clean(", ".join(paper.authors)),
        "summary": clean(paper.summary),
        "summaryZh": clean(paper.summary_zh),
        "topic": drawn.topic if lanes else "",
        "link": link_of(paper),
        "names": [clean(name) for name in dict.fromkeys(filter(None, names))],
    }


def _library() -> str:
    """The vis-network that pyvis brings, without the link to its source map."""
    folder = files("pyvis").joinpath("templates", "lib", "vis-9.1.2")
    text = folder.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+", "", text)
