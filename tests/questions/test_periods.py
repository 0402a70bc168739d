"""Dates of questions: the longest reading at a place is the right one."""

import pytest

from llmgraph.questions.periods import periods_in


def longest(text):
    found = max(periods_in(text), key=lambda one: one.end - one.start)
    return found.since, found.until, found.as_of


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("since 2020", "2020", ""),
        ("from 2020 on", "2020", ""),
        ("2020 or later", "2020", ""),
        ("from 2020", "2020", "2020"),
        ("in 2022", "2022", "2022"),
        ("in March 2020", "2020-03", "2020-03"),
        ("between 2018 and 2020", "2018", "2020"),
        ("2019-2021", "2019", "2021"),
        ("after 2019", "2020", ""),
        ("after 2019-12", "2020-01", ""),
        ("after 2020-02-29", "2020-03-01", ""),
        ("before 2020", "", "2019"),
        ("before 2020-01", "", "2019-12"),
        ("before 2020-03-01", "", "2020-02-29"),
        ("until 2020", "", "2020"),
        ("2022年", "2022", "2022"),
        ("2022 年 6 月", "2022-06", "2022-06"),
        ("2022年6月5日", "2022-06-05", "2022-06-05"),
        ("2018到2020年间", "2018", "2020"),
        ("从 2018 年到 2020 年", "2018", "2020"),
        ("2020年以来", "2020", ""),
        ("2020年之后", "2021", ""),
        ("2020年以前", "", "2019"),
        ("早于2020年", "", "2019"),
        ("in the first half of 2023", "2023-01", "2023-06"),
        ("the last quarter of 2022", "2022-10", "2022-12"),
        ("between January and March 2023", "2023-01", "2023-03"),
        ("from Nov. to Dec 2022", "2022-11", "2022-12"),
        ("of the 2010s", "2010", "2019"),
        ("Q2 2021", "2021-04", "2021-06"),
        ("H2 2021", "2021-07", "2021-12"),
        ("2023年上半年", "2023-01", "2023-06"),
        ("在2022年第三季度", "2022-07", "2022-09"),
    ],
)
def test_a_period_of_a_question(text, since, until):
    assert longest(text) == (since, until, False)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("as of 2021", "2021"),
        ("by the end of 2021-06", "2021-06"),
        ("到2020年为止", "2020"),
        ("截至 2021 年 6 月 5 日", "2021-06-05"),
        ("2020年底", "2020"),
    ],
)
def test_the_state_at_a_date(text, date):
    assert longest(text) == ("", date, True)


@pytest.mark.parametrize("text", ["", "GPT-2020", "20202", "2020-13", "v2.2020", "June", "6月"])
def test_what_is_no_date(text):
    assert list(periods_in(text)) == []


def test_a_word_that_begins_like_a_period_stays_whole():
    # 后代 is a word of its own after the month.
    assert longest("2022 年 6 月后代数") == ("2022-06", "2022-06", False)


@pytest.mark.parametrize(
    "text",
    [
        "after 2020-02-30",
        "after 9999",
        "after 9999-12-31",
        "before 0001-01-01",
        "2021年2月30日以后",
    ],
)
def test_dates_that_do_not_exist_are_none(text):
    found = {date for one in periods_in(text) for date in (one.since, one.until)}
    assert not {"2020-02-30", "2021-02-30", "10000", "no such day"} & found
    assert all(one.since or one.until for one in periods_in(text))
