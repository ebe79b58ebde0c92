"""What is typed into bookings, times and colleagues, and how it is read."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contacts.conftest import wall_time

from caretui.care.booking import MOST_TIMES, read_booking
from caretui.care.contact_words import read_when, say_when
from caretui.care.hospital_words import read_event_time
from caretui.care.lines import Party, read_who
from caretui.care.refused import Refused

NOW = wall_time("2026-11-26T08:41")


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("fri 10:30 visit", "visit | Fri 27 Nov 2026 10:30"),
        ("fri 10:30", "visit | Fri 27 Nov 2026 10:30"),
        ("tomorrow at 2pm call", "call | Fri 27 Nov 2026 14:00"),
        ("call, fri 10:30", "call | Fri 27 Nov 2026 10:30"),
        ("15:00 ring Ann, daughter, after her shift", "call | Thu 26 Nov 2026 15:00 | ring Ann, daughter, after her shift"),
        ("fri 10:30 visit, weigh him", "visit | Fri 27 Nov 2026 10:30 | weigh him"),
        ("fri 10:30 visit at Intack Court, see Al", "visit | Fri 27 Nov 2026 10:30 | see Al | at Intack Court"),
        ("14 jan 09:00 clinic at RBH 45 min", "appointment | Thu 14 Jan 2027 09:00 | clinic | at RBH | 45 minutes"),
        ("fri 10:30 weekly x3", "visit | Fri 27 Nov 2026 10:30 | weekly, 3 times, the last Fri 11 Dec 2026"),
        ("fri 10:30 visit weekly", "visit | Fri 27 Nov 2026 10:30 | weekly, 6 times, the last Fri 1 Jan 2027"),
        ("14 jan 2028 10:00", "visit | Fri 14 Jan 2028 10:00"),
        ("fri visit 10:30", "visit | Fri 27 Nov 2026 10:30"),
        ("10:30 fri visit", "visit | Fri 27 Nov 2026 10:30"),
        ("1/12/2026 09:30 visit", "visit | Tue 1 Dec 2026 09:30"),
    ],
)  # fmt: skip
def test_a_booking_is_read(line: str, reading: str) -> None:
    assert read_booking(line, NOW).reading == reading


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "when?"),
        ("visit", "when?"),
        ("xyzzy", "when?"),
        ("fri visit", "at what time?"),
        ("visit wed 10", r"Wed 10 \w+ 20\d\d, at what time\?"),
        ("today 8:00", "gone by"),
        ("visit 14 jan 2028", "at what time?"),
        ("31/04 10:00", "no such day"),
        ("fri 31 apr 10:00", "no such day"),
        ("10:00 visit 31/04", "no such day"),
    ],
)
def test_a_booking_without_a_time_to_come_is_refused(line: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_booking(line, NOW)


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused_and_books_only_what_is_to_come(line: str) -> None:
    try:
        booking = read_booking(line, NOW)
    except Refused:
        return
    assert all(at >= NOW for at in booking.times)
    assert list(booking.times) == sorted(set(booking.times)) and len(booking.times) <= MOST_TIMES


def test_a_repeat_books_no_more_than_a_diary_holds() -> None:
    assert len(read_booking("fri 10:30 visit daily until 14 jan 2028", NOW).times) == MOST_TIMES
    assert len(read_booking("fri 10:30 visit daily x99", NOW).times) == MOST_TIMES


WORDS = st.sampled_from("fri 10:30 visit call weekly until 14 jan x6 at 45 min , every 2 weeks see Al clinic".split())


@given(st.lists(WORDS, max_size=12))
def test_any_order_of_its_words_is_read_or_refused(words: list[str]) -> None:
    try:
        booking = read_booking(" ".join(words), NOW)
    except Refused:
        return
    assert booking.kind in ("visit", "call", "appointment")
    assert booking.times[0] >= NOW and len(booking.times) <= MOST_TIMES


@given(st.datetimes(NOW - timedelta(days=2000), NOW).map(lambda at: at.replace(second=0, microsecond=0)))
def test_the_time_that_a_form_shows_reads_back_as_the_same_time(at: datetime) -> None:
    assert read_when(say_when(at, NOW), NOW)[0] == at


@given(st.text(max_size=30))
def test_a_time_of_a_contact_is_gone_by_or_refused(text: str) -> None:
    for reader in (read_when, read_event_time):
        try:
            at, words = reader(text, NOW)
        except Refused:
            continue
        assert words and (at if isinstance(at, datetime) else datetime.combine(at, datetime.min.time())) <= NOW


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("tue", date(2026, 11, 24)),
        ("yday", date(2026, 11, 25)),
        ("20 nov", date(2026, 11, 20)),
        ("tue 9", wall_time("2026-11-24T09:00")),
        ("02:40", wall_time("2026-11-26T02:40")),
        ("", NOW),
    ],
)
def test_a_hospital_event_may_have_only_a_day(text: str, at: date) -> None:
    assert read_event_time(text, NOW)[0] == at


ME = Party("me", "a" * 32, "Sam Ward", ("me",))
STAFF = tuple(
    Party("professional", record * 32, name)
    for record, name in (("a", "Sam Ward"), ("b", "Lynn Haslam"), ("c", "Lynn Holt"))
)


def test_a_colleague_is_found_by_the_start_of_the_name() -> None:
    assert read_who("", STAFF, ME) == read_who("me", STAFF, ME) == read_who("sam", STAFF, ME) == ME
    assert read_who("lynn has", STAFF, ME).name == "Lynn Haslam"
    with pytest.raises(Refused, match="which"):
        read_who("lynn", STAFF, ME)
    with pytest.raises(Refused, match="nobody"):
        read_who("zzz", STAFF, ME)
