"""Text on a sheet: how wide it is, where it breaks, and what no font has."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from llmgraph.drawing.chart import text as fonts
from llmgraph.drawing.chart.text import drawable, text_width, wrapped


def test_widths_are_those_of_dejavu_sans():
    # Advances from the font's own table: M is 1767, i 569 of 2048 units.
    assert text_width("Mi", 2048) == pytest.approx(1767 + 569, abs=0.3)
    assert text_width("思维", 10) == 20


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Kaplan scaling laws", ["Kaplan", "scaling laws"]),
        ("Zero-shot CoT", ["Zero-shot", "CoT"]),
        ("FlashAttention-2", ["FlashAttention-2"]),
        ("text-davinci-003", ["text-", "davinci-003"]),
        ("思维链提示激发推理能力", ["思维链提示激", "发推理能力"]),
        ("", [""]),
    ],
)
def test_labels_break_between_words(text, lines):
    assert wrapped(text, 92, 13).split("\n") == lines


def test_without_an_east_asian_font_the_warning_names_one(monkeypatch):
    monkeypatch.setattr(fonts, "CJK_FONTS", ())
    fonts.known_characters.cache_clear()
    try:
        with pytest.warns(UserWarning, match="apt install fonts-noto-cjk"):
            assert drawable("思维链 CoT") == "??? CoT"
    finally:
        fonts.known_characters.cache_clear()


def test_what_no_font_has_becomes_a_question_mark():
    assert drawable("a\ue000\ue00bb") == "a??b"


def test_threads_measure_one_width():
    # FreeType serves one thread at a time; otherwise Python aborts, or the widths differ.
    characters = [chr(code) for code in range(0x400, 0x530) if chr(code).isprintable()]
    with ThreadPoolExecutor(16) as pool:
        found = [*pool.map(lambda text: text_width(text, 10), characters * 16)]
    assert found == [text_width(text, 10) for text in characters] * 16
    assert min(found) >= 0 < max(found) < 20
