"""Dates are days, months or years; anything else is told."""

import calendar
import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmgraph import ArgumentError, PaperGraph, TableError
from llmgraph.model.dates import Span, date_text, iso_date, read_bound, read_date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-06", "2017-06-01", "2017-06-30"),
        ("2017-06-12", "2017-06-12", "2017-06-12"),
        ("2017", "2017-01-01", "2017-12-31"),
        ("2020-12", "2020-12-01", "2020-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_days_months_and_years(text, first, last):
    span = read_date(text)
    ends = (datetime.date.fromisoformat(day).toordinal() for day in (first, last))
    assert span == Span(*ends)
    assert span.year == int(text[:4])
    assert (str(span), span.precision) == (text, {4: "year", 7: "month", 10: "day"}[len(text)])


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2017", 12 * 2017),
        ("2017-06", 12 * 2017 + 5),
        ("2017-06-01", 12 * 2017 + 5),
        ("2017-06-16", 12 * 2017 + 5.5),
        ("2023-02-15", 12 * 2023 + 1.5),
    ],
)
def test_a_day_is_a_fraction_of_its_month(text, month):
    assert read_date(text).month == month


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2023年6月", "2023-06"),
        ("2023年06月", "2023-06"),
        ("2023 年 12 月", "2023-12"),
        ("2020年", "2020"),
        ("2023年6月5日", "2023-06-05"),
        ("2023 年 6 月 15 日", "2023-06-15"),
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
        "2017年6日",
        "2017年2月30日",
        "17年6月",
        "6月",
        "nan",
        "2017-06-12T00:00",
    ],
)
def test_other_texts_are_no_dates(text):
    with pytest.raises(ArgumentError, match=r"is not a date; write YYYY-MM-DD, YYYY-MM or YYYY\."):
        read_date(text)


def test_a_long_text_is_cut_in_the_message():
    with pytest.raises(ArgumentError, match=r"^'x{40}' is not a date"):
        read_date("x" * 10_000)


@pytest.mark.parametrize("text", ["2017", "2017-06", "0001-01", "9999-12"])
def test_a_span_reads_as_its_date(text):
    assert str(read_date(text)) == text


@given(st.dates())
def test_every_day_lies_in_its_month_and_its_year(day):
    text = day.isoformat()
    one, month, year = read_date(text), read_date(text[:7]), read_date(text[:4])
    assert one == Span(day.toordinal(), day.toordinal())
    assert year.first <= month.first <= one.first <= month.last <= year.last
    assert month.last - month.first + 1 == calendar.monthrange(day.year, day.month)[1]
    assert one.year == month.year == year.year == day.year
    assert month.month == one.month // 1 == 12 * day.year + day.month - 1


@given(st.dates(), st.dates())
def test_spans_and_months_are_ordered_as_days_are(one, other):
    spans = [read_date(day.isoformat()) for day in sorted([one, other])]
    assert spans[0].last <= spans[1].first
    assert (spans[0].month < spans[1].month) == (one != other)


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


DAYS = [
    datetime.date(2014, 6, 10),
    datetime.datetime(2014, 6, 10, 23, 59),
    pd.Timestamp("2014-06-10"),
    pd.Timestamp("2014-06-10 08:00", tz="Asia/Shanghai"),
    np.datetime64("2014-06-10"),
    np.datetime64("2014-06-10", "ns"),
]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((day, "2014-06-10") for day in DAYS),
        (np.datetime64("2014-06"), "2014-06"),
        (np.datetime64("2014"), "2014"),
        (2014, "2014"),
        (np.int64(2014), "2014"),
        (476, "0476"),
        ("2014-06", "2014-06"),
    ],
)
def test_dates_of_other_types_are_read_as_precisely_as_they_are_known(value, text):
    assert date_text(value) == text
    assert str(read_bound("since", value)) == text


@pytest.mark.parametrize(
    "value",
    [
        *(float("nan"), True, 2.5, 2014.0, ["2014"], {}, b"2014", np.array("2014")),
        *(pd.NaT, np.datetime64("NaT"), datetime.time(3), pd.Timedelta(3)),
        *("soon", 0, -3, 10_000, 20140610, np.datetime64("-0003"), np.datetime64("10000")),
    ],
    ids=repr,
)
def test_other_values_are_no_dates_and_the_error_names_parameter_and_value(value):
    graph = PaperGraph([{"id": "a", "title": "A", "date": "2014"}])
    asked = {
        "since": lambda: graph.select(since=value),
        "until": lambda: graph.descendants("a", until=value),
        "as_of": lambda: graph.as_of(value),
    }
    for name, ask in asked.items():
        with pytest.raises(ArgumentError) as caught:
            ask()
        told = f"{value!r} is not a date; write {name} as YYYY-MM-DD, YYYY-MM or YYYY."
        assert str(caught.value) == told


@pytest.mark.parametrize("value", [float("nan"), True, 2.5, b"2014", np.array("2014"), pd.NaT])
def test_a_ranking_is_of_dates_only(value):
    graph = PaperGraph([{"id": "a", "title": "A", "date": "2014"}])
    for asked in (value, ["2014", value]):
        with pytest.raises(ArgumentError, match="is not a date; write as_of as"):
            graph.rank(as_of=asked)


def test_a_ranking_takes_dates_of_any_type_latest_first():
    graph = PaperGraph([{"id": "a", "title": "A", "date": "2014"}])
    mixed = [2013, "2015", np.datetime64("2014-06"), datetime.date(2014, 6, 2)]
    assert graph.rank(as_of=mixed).dates == ("2015", "2014-06", "2014-06-02", "2013")
    assert graph.rank(as_of=datetime.date(2014, 6, 2)).dates == ("2014-06-02",)
    months = np.array(["2014-06", "2014-07"], "datetime64[M]")
    assert graph.rank(as_of=months).dates == ("2014-07", "2014-06")


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (np.array(["2014-06-25", "NaT"], "datetime64[ns]"), ["2014-06-25", ""]),
        (np.array(["2014-06", "NaT"], "datetime64[M]"), ["2014-06", ""]),
        ([np.datetime64("2014"), None], ["2014", ""]),
        (pd.to_datetime(["2014-06-25", None]), ["2014-06-25", ""]),
        ([datetime.datetime(2014, 6, 25, 3), pd.NaT], ["2014-06-25", ""]),
        ([datetime.date(2014, 6, 25), float("nan")], ["2014-06-25", ""]),
        (pd.Series([476, None]), ["0476", ""]),
        (pd.array([476, None], dtype="Int64"), ["0476", ""]),
        ([476, 2014], ["0476", "2014"]),
    ],
)
def test_a_table_holds_dates_of_any_type(cells, texts):
    columns = {"id": ["x", "y"], "title": ["X", "Y"], "date": cells}
    rows = [{"id": one, "title": one, "date": cell} for one, cell in zip("xy", cells, strict=True)]
    for data in (columns, rows):
        assert PaperGraph(data).papers["date"].tolist() == texts


def test_a_data_frame_holds_days():
    dates = pd.to_datetime(["2014-06-25", None])
    data = pd.DataFrame({"id": ["x", "y"], "title": ["X", "Y"], "date": dates})
    graph = PaperGraph(data)
    assert graph.papers["date"].tolist() == ["2014-06-25", ""]
    assert graph.select(since="2014-06-25").ids == ("x",)


@pytest.mark.parametrize("value", [True, 2.5, ["2014", "2015"], "soon", float("inf")])
def test_other_values_in_a_table_are_told(value):
    with pytest.raises(TableError, match=r"papers:2 \[date\]: error bad-date: .* is not a date"):
        PaperGraph([{"id": "x", "title": "X", "date": value}])
