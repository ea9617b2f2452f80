"""Dates as people write them: the day comes before the month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.conversation import TODAY
from support.reading import read, refusal

DAYS = [
    ("2026-11-18", "2026-11-18"),
    ("2026-1-8", "2026-01-08"),
    ("18/11/2026", "2026-11-18"),
    ("8/1/2026", "2026-01-08"),
    ("18.11.2026", "2026-11-18"),
    ("1/2/2026", "2026-02-01"),  # the first of February, never the second of January
    ("29/2/2028", "2028-02-29"),
    ("18 November 2026", "2026-11-18"),
    ("18 nov 2026", "2026-11-18"),
    ("18 Nov. 2026", "2026-11-18"),
    ("1 May 2026", "2026-05-01"),
    ("1er mai 2026", "2026-05-01"),
    ("18 novembre 2026", "2026-11-18"),
    ("2 août 2026", "2026-08-02"),
    ("2 aout 2026", "2026-08-02"),
    ("3 décembre 2026", "2026-12-03"),
    ("3 decembre 2026", "2026-12-03"),
    ("4 FÉVRIER 2026", "2026-02-04"),
    ("4 fevr. 2026", "2026-02-04"),
    ("today", "2026-11-21"),
    ("Today.", "2026-11-21"),
    ("aujourd'hui", "2026-11-21"),
    ("Aujourd’hui", "2026-11-21"),
    ("yesterday", "2026-11-20"),
    ("hier", "2026-11-20"),
    ("avant-hier", "2026-11-19"),
    ("tomorrow", "2026-11-22"),
    ("demain", "2026-11-22"),
    ("3 days ago", "2026-11-18"),
    ("1 day ago", "2026-11-20"),
    ("21 days ago", "2026-10-31"),
    ("2 weeks ago", "2026-11-07"),
    ("il y a 3 jours", "2026-11-18"),
    ("Il y a 1 jour", "2026-11-20"),
    ("il y a 2 semaines", "2026-11-07"),
    ("in 3 days", "2026-11-24"),
    ("in 2 weeks", "2026-12-05"),
    ("dans 10 jours", "2026-12-01"),
    ("dans 1 semaine", "2026-11-28"),
    ("  3   days   ago ", "2026-11-18"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_dates(text: str, day: str) -> None:
    answer = read("neuro_exam_date", text)
    assert (answer.value, answer.typed, answer.unit) == (date.fromisoformat(day), day, "")


@pytest.mark.parametrize(
    "text",
    ["31/04/2026", "29/2/2026", "2026-02-30", "0/1/2026", "2026-13-01", "11/21/2026",
     "0000-01-01", "31 juin 2026"],
)  # fmt: skip
def test_days_that_no_calendar_has(text: str) -> None:
    assert refusal("neuro_exam_date", text) == "refused.no_such_day"


@pytest.mark.parametrize(
    "text",
    ["", "soon", "18/11", "18/11/26", "November 18 2026", "2026/11/18", "3 days", "days ago",
     "-3 days ago", "3 months ago", "18 brumaire 2026", "2026-11-18T09:00", "20261118", "21"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert refusal("neuro_exam_date", text) == "refused.date"


@pytest.mark.parametrize("text", ["9999 days ago", "in 9999 days"])
def test_far_days_are_still_days(text: str) -> None:
    sign = 1 if text.startswith("in") else -1
    assert read("neuro_exam_date", text).value == TODAY + sign * timedelta(days=9999)


@given(day=st.dates())
def test_every_day_is_read_back_from_every_way_to_write_it(day: date) -> None:
    long = f"{day.day:02}/{day.month:02}/{day.year:04}"
    for text in (day.isoformat(), long, long.replace("/", ".")):
        assert read("sbrt_date", text).value == day


@given(days=st.integers(0, 9999))
def test_so_many_days_ago(days: int) -> None:
    expected = TODAY - timedelta(days=days)
    assert read("sbrt_date", f"{days} days ago").value == expected
    assert read("sbrt_date", f"il y a {days} jours").value == expected
