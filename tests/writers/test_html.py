"""HTML for a page of ones own: texts stay texts, and nothing else is in it."""

from html.parser import HTMLParser

from llmgraph.writers import html

from .hostile import texts


class Reader(HTMLParser):
    """Tags, and the text between one and the next."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.texts, self.tags, self.open = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))
        self.open.append(tag)
        self.texts.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.texts.append("")

    def handle_data(self, data):
        self.texts[-1] += data


def test_html(result):
    document = result.to_document()
    read = Reader(html.fragment(document))
    assert read.open == []
    assert {tag for tag, _ in read.tags} <= {
        *("p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ol", "ul", "li")
    }
    assert [attrs for _, attrs in read.tags if attrs not in ([], [("align", "right")])] == []
    assert [text.strip() for text in read.texts if text.strip()] == texts(document)
