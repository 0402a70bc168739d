"""A graph whose papers and relations bear hostile texts, and what a writer shows of an answer."""

from llmgraph.language.wording import clean

HOSTILE = [
    "# A new idea",
    "~~~",
    "---",
    "$x$ and $$y$$",
    "@name #4",
    "AT&amp;T &lt;",
    "a|b || c \\| d \\",
    "1. x",
    "<script>alert(1)</script>",
    "[x](y) ![z](javascript:alert(1)) https://x.y www.x.y",
    "*x* **y** ~~s~~ `code`",
    "_x_ {{ x }} {% y %}",
    "bell\x07 \x1b[31m \u202eflip\u200b \ttab",
    "\\input{x} 5 % ^ \" -- ?` ''",
    "[[b]] * at the end of a line \\\\",
    "思维链 🙂 Čapek",
]


PAPERS = [
    {
        "id": f"p{at}",
        "title": text,
        "short_name": HOSTILE[at - 1] + " n",
        "date": f"20{at:02}",
        "authors": f"{text} a",
        "venue": text,
        "topics": f"{text} t",
        "summary": text,
        "aliases": f"{text} b",
    }
    for at, text in enumerate(HOSTILE)
]


RELATIONS = [
    {
        "source": f"p{at}",
        "relation": ("extends", "corrects", "uses")[at % 3],
        "target": f"p{at - back}",
        "basis": "stated",
        "where": HOSTILE[at],
        "note": HOSTILE[-at],
    }
    for back, first in ((1, 1), (2, 6))
    for at in range(first, len(HOSTILE))
]


QUERIES = {
    "select": lambda graph: graph.select(),
    "roots": lambda graph: graph.roots(),
    "leaves": lambda graph: graph.leaves(),
    "descendants": lambda graph: graph.descendants("p0"),
    "ancestors": lambda graph: graph.ancestors("p9", side_steps="any"),
    "children": lambda graph: graph.children("p0"),
    "parents": lambda graph: graph.parents("p9"),
    "search": lambda graph: graph.search("x"),
    "common_ancestors": lambda graph: graph.common_ancestors("p8", "p9"),
    "paths": lambda graph: graph.paths("p9", "p0", side_steps="any"),
    "longest_chain": lambda graph: graph.longest_chain(),
    "relations_of": lambda graph: graph.relations_of("p7"),
    "rank": lambda graph: graph.rank("pagerank,katz"),
    "main_path": lambda graph: graph.main_path(),
    "traversals": lambda graph: graph.traversals(),
    "keystones": lambda graph: graph.keystones("p0"),
    "minimal_cut": lambda graph: graph.minimal_cut("p5", "p12"),
    "reduction": lambda graph: graph.reduction(by="descent"),
    "similar": lambda graph: graph.similar(),
    "communities": lambda graph: graph.communities(),
    "reading_path": lambda graph: graph.reading_path("p15", side_steps="any"),
    "claims": lambda graph: graph.claims([("p9", "", "p0"), ("p2", "uses", "p0"), HOSTILE[0]]),
    "ask": lambda graph: graph.ask("what descends from p2"),
}


# Answers that find no chain, or nothing at all.
MORE = {
    "no chain": lambda graph: graph.paths("p15", "p0", side_steps=0),
    "nothing": lambda graph: graph.descendants("p15"),
    "pairs": lambda graph: graph.similar("p5", by="coupling"),
}


def told(prose):
    """Paragraphs and points, in their order."""
    yield from prose.paragraphs
    for point, below in prose.points:
        yield from (point, *below)


def tabled(table):
    table = table.without_empty_columns()
    rows = [table.header, *table.cells()] if table.rows else []
    return [cell for row in rows for cell in row]


def texts(document, form="whole"):
    """Every text that a writer shows, as plain text."""
    if form == "prose":
        found = [*told(document.standalone)]
    elif form == "captioned" and document.table.rows:
        # A table with its title, and the notes below.
        found = [document.heading, *tabled(document.table), *document.notes]
    elif form in ("table", "captioned"):
        found = [document.heading, *document.notes, *tabled(document.table)]
    else:
        body = tabled(document.table) if document.table_first else told(document.prose)
        found = [document.heading, *document.remarks, *body]
    return [text for text in (clean(one, 1_000_000) for one in found) if text]
