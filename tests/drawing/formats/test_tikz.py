"""TikZ: it compiles in every engine, and TeX sets the text as it is."""

import re
import shutil
import subprocess

import pytest

import llmgraph
from llmgraph.drawing.chart.shapes import ArrowHead, Box, Curve, Sheet, Text
from llmgraph.drawing.formats.tikz import escaped, tikz
from llmgraph.drawing.style import THEMES
from llmgraph.errors import ArgumentError
from llmgraph.language.wording import clean

INK = "#1a1a1a"


ASCII = "".join(map(chr, range(0x20, 0x7F)))


HOSTILE = [
    ASCII,
    "\\input{/etc/passwd}\\write18{ls}",
    "^^41^^M \\end{tikzpicture}\\end{document}",
    "100 % of R&D, $x_1$ ~ #3",
    "}}{{",
    "\\",
    "-- --- '' `` ,, << >> ?` !`",
    "</script> --> \"quoted\" 'q'",
    "two\nlines \u202eand\u200b more",
]


BEYOND = "思维链 Čapek, Erdős, Łukasz, naïve Ångström ß æ œ ø – — … “q” ‘q’ × αβ שלום 🙂"


def sheet(*texts):
    words = [Text(10.0, 20.0 * at, text, INK) for at, text in enumerate(texts, start=1)]
    shapes = (
        Box(0.0, 0.0, 900.0, 40.0 * len(texts) + 40, "#ffffff"),
        Box(5.0, 5.0, 40.0, 20.0, "#f4f4f2", INK, 1.0, 4.0, 0.5, "about"),
        Curve(
            ((0.0, 0.0), (10.0, 0.0), (20.0, 9.5), (30.0, 9.5)), "#0231d0", 1.1, (11.0, 1.8), 0.8
        ),
        ArrowHead(((1.0, 2.0), (3.0, 4.0), (5.0, 6.0)), "#0231d0"),
        *words,
        Text(10.0, 9.0, "bold", INK, 16.0, "middle", bold=True, opacity=0.5),
    )
    return Sheet(900.0, 40.0 * len(texts) + 40, shapes, "title", "", THEMES["light"], scale=0.7)


def compiled(folder, engine, source):
    """Compile a document and return its text, without what fonts join and TeX breaks."""
    if shutil.which(engine) is None:
        pytest.skip(f"SKIPPED: no {engine} (Debian: texlive-latex-base, -pictures, -luatex)")
    (folder / "chart.tex").write_text(source, encoding="utf-8")
    command = [
        engine,
        "-interaction=nonstopmode",
        "-halt-on-error",
        "-no-shell-escape",
        "chart.tex",
    ]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=300)
    log = run.stdout.decode("utf-8", "replace")
    assert run.returncode == 0, log[-3000:]
    if shutil.which("pdftotext") is None:
        pytest.skip("SKIPPED: compiled, but no pdftotext (poppler-utils) to read it with")
    reading = ["pdftotext", "-layout", "chart.pdf", "-"]
    read = subprocess.run(reading, cwd=folder, capture_output=True, check=True)
    text = read.stdout.decode("utf-8")
    joined = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
    return re.sub(r"\s+", "", text.translate(joined)), log


def plain(text):
    """What is left of a text when quotes are curled and blanks are gone."""
    return re.sub(r"\s+", "", clean(text))


def curled(text):
    return text.translate(str.maketrans({"'": "’", "`": "‘", '"': "”", "˜": "~", "ˆ": "^"}))


def test_marks_become_commands():
    lines = tikz(sheet("R&D")).splitlines()
    assert lines[1].startswith(r"\begin{tikzpicture}[x=0.7bp,y=-0.7bp,")
    assert r"\definecolor{llmgraph2}{HTML}{1A1A1A}" in lines
    assert (
        r"\path[fill=llmgraph1,draw=llmgraph2,line width=0.7bp,rounded corners=2.8bp,opacity=0.5] "
        r"(5,5) rectangle (45,25);"
    ) in lines
    assert (
        r"\path[draw=llmgraph3,line width=0.77bp,dash pattern=on 8.47bp off 1.386bp,opacity=0.8] "
        r"(0,0) .. controls (10,0) and (20,9.5) .. (30,9.5);"
    ) in lines
    assert r"\fill[llmgraph3] (1,2) -- (3,4) -- (5,6) -- cycle;" in lines
    assert (
        r"\node[text=llmgraph2,scale=1.015] at (10,20) {\fontsize{9}{10.8}\selectfont R\&D};"
        in lines
    )
    assert lines[-4] == r"\end{tikzpicture}%"


def test_text_below_five_points_is_scaled():
    small = Sheet(900.0, 90.0, (Text(10.0, 20.0, "x", INK),), "", "", THEMES["light"], scale=0.3)
    [node] = (line for line in tikz(small).splitlines() if line.startswith(r"\node"))
    assert node == (r"\node[text=llmgraph0,scale=0.783] at (10,20) {\fontsize{5}{6}\selectfont x};")


@pytest.mark.parametrize("columns", ["onecolumn", "twocolumn"])
@pytest.mark.parametrize("width", [2, 5, 9])
@pytest.mark.filterwarnings("ignore::llmgraph.drawing.warnings.DrawingWarning")
def test_a_figure_fits_the_column_and_its_text_the_boxes(tmp_path, columns, width):
    chart = llmgraph.load().ancestors("Alpaca", depth=1).to_tikz(width=width, flow="right")
    (tmp_path / "chart.tikz").write_text(chart, encoding="utf-8")
    source = (
        rf"\documentclass[{columns}]{{article}}\usepackage{{tikz}}\begin{{document}}"
        "\n\\begin{figure}\\centering\\input{chart.tikz}\\caption{A figure.}\\end{figure}"
        "\n\\end{document}\n"
    )
    _, log = compiled(tmp_path, "pdflatex", source)
    assert "Overfull" not in log
    assert "Size substitutions" not in log


@pytest.mark.parametrize("text", [*HOSTILE, BEYOND])
def test_hostile_text_is_no_command(text):
    known = {
        *("textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater"),
        *("textbar", "char", "kern", "textendash", "textemdash", "textquoteleft"),
        *("textquoteright", "textquotedblleft", "textquotedblright", "ldots", "ensuremath"),
        *("times", "ss", "ae", "oe", "o", "L", "l", "H", "v", "r", "llmgraphglyphs"),
    }
    written = escaped(text)
    assert set(re.findall(r"\\([A-Za-z]+)", written)) <= known
    # Without commands and escaped signs nothing is left that TeX would obey.
    rest = re.sub(r"\\[A-Za-z]+|\\[^A-Za-z]", "", written).replace("{", "").replace("}", "")
    assert not re.search(r"[\\$&#%_^~]", rest)
    bare = re.sub(r"\\[{}]", "", written)
    assert bare.count("{") == bare.count("}")
    assert "\n" not in written


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_a_standalone_document_compiles_and_reads_back(tmp_path, engine):
    text, log = compiled(tmp_path, engine, tikz(sheet(*HOSTILE), standalone=True))
    for one in HOSTILE:
        assert curled(plain(one)) in curled(text), one
    assert "Overfull" not in log


def test_lualatex_shows_letters_beyond_latin(tmp_path):
    text, _ = compiled(tmp_path, "lualatex", tikz(sheet(BEYOND), standalone=True))
    assert "Čapek,Erdős,Łukasz,naïveÅngströmßæœø–—" in text
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    if not fonts.stdout.strip():
        pytest.skip("SKIPPED in part: no font with Chinese (Debian: fonts-noto-cjk)")
    assert "思维链" in text


def test_pdflatex_compiles_letters_beyond_latin_and_says_what_it_lacks(tmp_path):
    text, log = compiled(tmp_path, "pdflatex", tikz(sheet(BEYOND), standalone=True))
    assert "bold?Čapek,Erdős,Łukasz,naïveÅngström" in text
    assert "letters that this engine lacks are shown as ?; use lualatex" in log.replace("\n", "")


def test_a_picture_stands_twice_in_a_document_of_ones_own(tmp_path):
    picture = tikz(sheet("R&D 思维链"))
    body = (
        f"Before\n\\begin{{figure}}{picture}\\end{{figure}}\n\\resizebox{{3cm}}{{!}}{{{picture}}}"
    )
    source = (
        f"\\documentclass{{article}}\\usepackage{{tikz}}\\begin{{document}}{body}\\end{{document}}"
    )
    text, _ = compiled(tmp_path, "pdflatex", source)
    assert text.count("R&D?") == 2


def test_the_page_is_as_large_as_the_sheet(tmp_path):
    compiled(tmp_path, "pdflatex", tikz(sheet("x"), standalone=True))
    if shutil.which("pdfinfo") is None:
        pytest.skip("SKIPPED: no pdfinfo (poppler-utils)")
    told = subprocess.run(["pdfinfo", "chart.pdf"], cwd=tmp_path, capture_output=True, text=True,
                          check=True).stdout  # fmt: skip
    assert re.search(r"Pages:\s+1\n", told)
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told).groups()
    assert (float(width), float(height)) == pytest.approx((630.0, 56.0), abs=0.1)


def test_an_answer_compiles(tmp_path):
    source = llmgraph.load().ancestors("LLaVA", depth=1).to_tikz(standalone=True)
    text, _ = compiled(tmp_path, "pdflatex", source)
    for shown in ("WhatledtoLLaVA", "Vicuna", "CLIP", "GPT-4", "uses(2)"):
        assert shown in text


def test_descent_through_papers_not_shown_is_dotted():
    source = llmgraph.load().descendants("Transformer", topics="alignment").to_tikz()
    legend = re.search(r"descends through papers not shown \((\d+)\)", source)
    assert legend is not None
    scale = float(re.search(r"\[x=([\d.]+)bp", source)[1])
    dashes = [float(one) for one in re.findall(r"dash pattern=on ([\d.]+)", source)]
    dotted = [one for one in dashes if one == pytest.approx(0.9 * scale, abs=0.002)]
    assert len(dotted) == int(legend[1]) + 1


def test_too_large_for_tex_is_refused():
    vast = Sheet(30_000.0, 10.0, (), "", "", THEMES["light"])
    with pytest.raises(ArgumentError, match=r"TeX cannot draw a sheet of 30,000 by 10 points"):
        tikz(vast)
