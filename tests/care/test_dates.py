"""Dates as coordinators say and type them."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care import dates
from caretui.care.refused import Refused

TODAY = date(2026, 11, 26)  # a Thursday
NOW = datetime.fromisoformat("2026-11-26T08:44")
BANK_HOLIDAYS = Path(__file__).parents[3] / "shared/data/bank_holidays/govuk_bank-holidays_2026-08.json"

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 26), "today"),
        (date(2026, 11, 27), "Fri 27"),
        (date(2026, 11, 30), "Mon 30"),
        (date(2026, 12, 1), "Tue 1 Dec"),
        (date(2026, 12, 10), "Thu 10 Dec"),
        (date(2027, 1, 7), "Thu 7 Jan"),
        (date(2027, 1, 14), "14 Jan 2027"),
        (date(2026, 11, 19), "Thu 19"),
        (date(2026, 11, 9), "9 Nov"),
        (date(2026, 10, 29), "29 Oct"),
        (date(2025, 6, 3), "3 Jun 2025"),
    ],
)
def test_a_day_is_said_as_on_the_screens(day: date, said: str) -> None:
    assert dates.say_date(day, TODAY) == said


@given(days, days)
def test_what_is_said_fits_its_column_and_never_means_another_day_ahead(day: date, today: date) -> None:
    said = dates.say_date(day, today)
    assert len(said) <= 11
    if day >= today:
        assert dates.read_day(said, today) == day


def test_moments_ages_and_lateness_are_said_in_words() -> None:
    assert dates.say_moment(datetime.fromisoformat("2026-11-25T16:50"), TODAY) == "Wed 25 16:50"
    assert dates.say_full_date(date(2027, 1, 14)) == "Thu 14 Jan 2027"
    assert dates.say_birth(date(1945, 2, 2)) == "2 Feb 1945"
    assert [dates.say_day_ago(d, TODAY) for d in (date(2026, 11, 23), TODAY, None)] == ["3d", "today", "never"]
    assert dates.say_late(date(2026, 11, 23), TODAY) == "3d late"
    assert dates.say_late(TODAY, TODAY) == "today"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("fri", "2026-11-27"),
        ("thu", "2026-12-03"),  # a bare weekday is never today
        ("Friday", "2026-11-27"),
        ("next tue", "2026-12-01"),
        ("next fri", "2026-12-04"),  # next week's, not tomorrow
        ("fri 27", "2026-11-27"),
        ("tue 1 dec", "2026-12-01"),
        ("+2w", "2026-12-10"),
        ("+3d", "2026-11-29"),
        ("+1m", "2026-12-26"),
        ("+1y", "2027-11-26"),
        ("in six weeks", "2027-01-07"),
        ("next week", "2026-12-03"),
        ("a fortnight", "2026-12-10"),
        ("in 2 weeks", "2026-12-10"),
        ("in a week", "2026-12-03"),
        ("14 jan", "2027-01-14"),
        ("14th of January", "2027-01-14"),
        ("14/1", "2027-01-14"),
        ("14/1/27", "2027-01-14"),
        ("14.01.2027", "2027-01-14"),
        ("3/4/2027", "2027-04-03"),  # day first, always
        ("26 nov", "2026-11-26"),
        ("25 nov", "2027-11-25"),
        ("29 feb", "2028-02-29"),
        ("2026-12-01", "2026-12-01"),
        ("tomorrow", "2026-11-27"),
        ("Thu 14 Jan 2027", "2027-01-14"),
    ],
)
def test_a_typed_day_is_understood(typed: str, day: str) -> None:
    assert dates.read_day(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed",
    ["", "31/04", "30 feb", "wed 1 dec", "2 fri", "10.30", "1 jan 9999", "+9999y", "14", "jan", "banana", "0/1/27"],
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert dates.read_day(typed, TODAY) is None


@given(days, days)
def test_every_written_form_of_a_day_reads_back(day: date, today: date) -> None:
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d", "%a %d %b %Y"):
        assert dates.read_day(day.strftime(form), today) == day


@given(st.text(max_size=40), days)
def test_nothing_typed_breaks_the_readers(text: str, today: date) -> None:
    now = datetime.combine(today, NOW.time())
    dates.read_day(text, today)
    dates.read_moment(text, now)
    past = dates.read_past_moment(text, now)
    assert past is None or past <= now
    try:
        born = dates.read_birth(text, today)
    except Refused:
        return
    assert date(1900, 1, 1) <= born <= today


@given(days, st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat", "sun")))
def test_a_weekday_is_within_the_coming_seven_days(today: date, word: str) -> None:
    coming = dates.read_day(word, today)
    assert coming is not None
    assert timedelta(days=1) <= coming - today <= timedelta(days=7)
    assert coming.strftime("%a").casefold() == word


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("now", "2026-11-26T08:44"),
        ("8:15", "2026-11-26T08:15"),
        ("yday 1650", "2026-11-25T16:50"),
        ("yesterday 4.50pm", "2026-11-25T16:50"),
        ("tue 9", "2026-11-24T09:00"),
        ("tue 24", "2026-11-24T12:00"),  # no such hour: the 24th
        ("yday 16", "2026-11-25T16:00"),
        ("thu", "2026-11-19T12:00"),  # today is said "today"
        ("a week ago", "2026-11-19T12:00"),
        ("thu 8:15", "2026-11-26T08:15"),
        ("thu 9:00", "2026-11-19T09:00"),  # today's nine o'clock is still to come
        ("mon at 2pm", "2026-11-23T14:00"),
        ("14 nov 10:30", "2026-11-14T10:30"),
        ("20/11/2026 14:30", "2026-11-20T14:30"),
        ("2026-11-20 14:30", "2026-11-20T14:30"),
        ("2026-11-20T14:30", "2026-11-20T14:30"),
        ("10 min ago", "2026-11-26T08:34"),
        ("2 days ago", "2026-11-24T12:00"),
        ("23:50", "2026-11-25T23:50"),
    ],
)
def test_a_moment_gone_by_is_understood(typed: str, moment: str) -> None:
    assert dates.read_past_moment(typed, NOW) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("typed", ["16:50", "tomorrow 9:00", "27/11/2026 10:00", "28 nov 10:00", "fri 31 nov", "later"])
def test_a_contact_is_never_in_the_future(typed: str) -> None:
    assert dates.read_past_moment(typed, NOW) is None


def test_a_time_of_day_is_read_in_any_writing() -> None:
    read = [dates.read_time(text) for text in ("8:15", "1650", "16.50", "2pm", "12am", "12.30pm", "noon", "midnight")]
    assert [f"{clock:%H:%M}" for clock in read if clock] == (
        ["08:15", "16:50", "16:50", "14:00", "00:00", "12:30", "12:00", "00:00"]
    )
    assert [dates.read_time(text) for text in ("24:00", "8:60", "13pm", "0am", "9", "165")] == [None] * 6


def test_a_planned_moment_is_still_to_come() -> None:
    assert dates.read_moment("fri 10:30", NOW) == datetime.fromisoformat("2026-11-27T10:30")
    assert dates.read_moment("2pm", NOW) == datetime.fromisoformat("2026-11-26T14:00")
    assert dates.read_moment("1/12/2026 09:30", NOW) == datetime.fromisoformat("2026-12-01T09:30")
    assert [dates.read_moment(text, NOW) for text in ("8:15", "fri", "1/12/2020 09:30")] == [None] * 3


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("14/03/1964", "1964-03-14"),
        ("14.3.64", "1964-03-14"),
        ("14/3/05", "2005-03-14"),  # nobody lives to 121
        ("3 Jan 1950", "1950-01-03"),
        ("3-Jan-50", "1950-01-03"),
        ("Fri 3 January 1947", "1947-01-03"),
        ("1950-01-03", "1950-01-03"),
        ("1950-01-03 00:00:00", "1950-01-03"),
        ("1950-01-03T00:00:00.000Z", "1950-01-03"),
        ("19500103", "1950-01-03"),
        ("19501225", "1950-12-25"),
        ("25121950", "1950-12-25"),
        ("03011950", "1950-01-03"),
        ("29/02/2000", "2000-02-29"),
        ("01/01/1900", "1900-01-01"),
    ],
)
def test_a_date_of_birth_is_read_day_first(typed: str, born: str) -> None:
    assert dates.read_birth(typed, TODAY) == date.fromisoformat(born)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("29 Feb 1900", "no such day in that month"),
        ("31/04/1950", "no such day in that month"),
        ("01/01/9999", "in the future"),
        ("27/11/2026", "in the future"),
        ("31/12/1899", "before 1900"),
        ("12/25/1950", "no such month: dates are day first"),
        ("14/3/24", "the year has two digits and could be either century: write it in full"),
        ("18264", "a number, not a date: the spreadsheet column isn't formatted as dates"),
        ("1950", "only a year: day and month are missing"),
        ("14 march", "not a date: write it as day/month/year"),
        ("  ", "no date of birth"),
    ],
)
def test_a_wrong_date_of_birth_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        dates.read_birth(typed, TODAY)
    assert refused.value.reason == reason


def test_age_turns_on_the_birthday_and_on_1_march_for_leap_days() -> None:
    assert dates.age(date(1964, 11, 26), TODAY) == 62
    assert dates.age(date(1964, 11, 27), TODAY) == 61
    assert dates.age(date(2000, 2, 29), date(2026, 2, 28)) == 25
    assert dates.age(date(2000, 2, 29), date(2026, 3, 1)) == 26


def test_the_clock_change_nights() -> None:
    assert dates.to_instant(datetime.fromisoformat("2026-10-25T01:30")) == "2026-10-25T00:30:00Z"  # the first
    skipped = dates.to_instant(datetime.fromisoformat("2027-03-28T01:30"))
    assert dates.wall(skipped) == datetime.fromisoformat("2027-03-28T02:30")


@given(st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01"), timezones=st.just(UTC)))
def test_an_instant_outside_those_hours_goes_to_the_wall_and_back(moment: datetime) -> None:
    kept = dates.instant(moment)
    back = dates.to_instant(dates.wall(kept))
    doubled = dates.wall(back) == dates.wall(kept)
    assert doubled
    assert back <= kept
    assert moment.month == 10 or back == kept


def test_an_instant_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.instant(NOW)
    assert dates.london_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)


@pytest.mark.skipif(not BANK_HOLIDAYS.exists(), reason="the gov.uk list isn't beside the project")
def test_bank_holidays_are_those_of_gov_uk() -> None:
    years = json.loads(BANK_HOLIDAYS.read_text())["divisions"]["common.nations.england-and-wales_slug"]
    lists = [events for events in years.values() if isinstance(events, list)]
    written = [event["date"].split("/") for events in lists for event in events]
    published = {date(int(year), int(month), int(day)) for day, month, year in written}
    first, last = min(published), max(published)
    day = first
    while day <= last:
        if day.weekday() < 5:
            assert dates.is_bank_holiday(day) == (day in published), day
        day += timedelta(days=1)


def test_the_next_working_day_steps_over_christmas() -> None:
    assert dates.next_working_day(date(2026, 12, 24)) == date(2026, 12, 24)
    assert dates.next_working_day(date(2026, 12, 25)) == date(
        2026, 12, 29
    )  # Boxing Day is a Saturday, observed on Monday


def test_the_end_of_a_month_stays_the_end_of_a_shorter_one() -> None:
    assert dates.months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert dates.months_after(date(2027, 1, 31), -2) == date(2026, 11, 30)


def test_four_digits_after_a_month_are_a_year() -> None:
    now = datetime.fromisoformat("2026-11-26T08:41")
    assert dates.read_past_moment("22 nov 2025", now) == datetime.fromisoformat("2025-11-22T12:00")
    assert dates.read_past_moment("22 nov 20:25", now) == datetime.fromisoformat("2026-11-22T20:25")
    assert dates.read_past_moment("yday 1650", now) == datetime.fromisoformat("2026-11-25T16:50")
    assert dates.read_moment("14 jan 2028", now) is None
    assert dates.read_moment("14 jan 2028 10:30", now) == datetime.fromisoformat("2028-01-14T10:30")
