"""Dates are months or years; anything else is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph import ArgumentError, PaperGraph
from llmgraph.model.dates import Span, iso_date, read_date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-06", 2017 * 12 + 5, 2017 * 12 + 5),
        ("2017-06-12", 2017 * 12 + 5, 2017 * 12 + 5),
        ("2017", 2017 * 12, 2017 * 12 + 11),
        ("2020-12", 2020 * 12 + 11, 2020 * 12 + 11),
        ("2024-02-29", 2024 * 12 + 1, 2024 * 12 + 1),
        ("0001", 12, 23),
        ("9999-12", 9999 * 12 + 11, 9999 * 12 + 11),
    ],
)
def test_months_and_years(text, first, last):
    span = read_date(text)
    assert span == Span(first, last)
    assert span.year == int(text[:4])


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2023年6月", "2023-06"),
        ("2023年06月", "2023-06"),
        ("2023 年 12 月", "2023-12"),
        ("2020年", "2020"),
    ],
)
def test_dates_as_chinese_writes_them(text, same):
    assert read_date(text) == read_date(same)
    assert iso_date(text) == iso_date(same) == same


def test_a_graph_is_cut_at_a_chinese_date():
    graph = PaperGraph(
        [{"id": one, "title": one, "date": f"2023-0{one}"} for one in "5678"], [("6", "uses", "5")]
    )
    assert list(graph.as_of("2023年6月")) == ["5", "6"]
    assert list(graph.select(since="2023年7月", until="2023年")) == ["7", "8"]
    assert graph.rank(as_of="2023年5月、2023年6月").columns[0].as_of == "2023-06"


def test_no_date_is_known():
    assert read_date("") is None


@pytest.mark.parametrize(
    "text",
    [
        "2017-13",
        "2017-00",
        "2017-6",
        "17-06",
        "2017/06",
        "2017-06-",
        "2017-06-00",
        "2017-02-30",
        "2023-02-29",
        "0000",
        "-2017",
        "2017.0",
        " 2017",
        "2017\n",
        "２０１７",
        "٢٠١٧-٠٦",
        "June 2017",
        "二〇一七",
        "二〇一七年",
        "２０１７年",
        "2017年13月",
        "2017年0月",
        "2017年6",
        "17年6月",
        "6月",
        "nan",
        "2017-06-12T00:00",
    ],
)
def test_other_texts_are_no_dates(text):
    with pytest.raises(ArgumentError, match=r"is not a date; write YYYY-MM or YYYY\."):
        read_date(text)


def test_a_long_text_is_cut_in_the_message():
    with pytest.raises(ArgumentError, match=r"^'x{40}' is not a date"):
        read_date("x" * 10_000)


@pytest.mark.parametrize("text", ["2017", "2017-06", "0001-01", "9999-12"])
def test_a_span_reads_as_its_date(text):
    assert str(read_date(text)) == text


@given(st.dates())
def test_every_day_lies_in_its_month_and_its_year(day):
    month, year = read_date(day.isoformat()), read_date(f"{day.year:04}")
    assert month == read_date(day.isoformat()[:7])
    assert year.first <= month.first == month.last <= year.last
    assert month.year == year.year == day.year


@given(st.dates(), st.dates())
def test_months_are_ordered_as_days_are(one, other):
    spans = [read_date(day.isoformat()) for day in sorted([one, other])]
    assert spans[0].last <= spans[1].first


@given(st.text())
def test_any_other_text_raises_one_error(text):
    try:
        span = read_date(text)
    except ArgumentError:
        span = None
    assert span is None or text.startswith(f"{span.year:04}")


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2020", None, ["year", "month"]),
        ("2020-07", None, ["year"]),
        (None, "2020-05", ["year"]),
        (None, "2020", ["year", "month"]),
        ("2021", None, []),
        ("2020-06", "2020-06", ["year", "month"]),
        (None, None, ["year", "month", "none"]),
    ],
)
def test_a_bare_year_may_be_any_of_its_months(since, until, kept):
    dates = {"month": "2020-06", "year": "2020", "none": ""}
    graph = PaperGraph([{"id": one, "title": one, "date": date} for one, date in dates.items()])
    assert list(graph.select(since=since, until=until)) == kept


def test_a_period_ends_no_earlier_than_it_begins():
    graph = PaperGraph([{"id": "a", "title": "A"}])
    with pytest.raises(ArgumentError, match=r"ends \(2020\) before it begins \(2021-01\)"):
        graph.select(since="2021-01", until="2020")
