"""The demo at any hour: what it tells as happened has happened, on every day and on the nights when the clocks change."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from caretui.care.dates import say_moment, wall
from caretui.demo import house, people
from caretui.store.store import Store

DAYS = (
    "2026-03-29",  # a Sunday, the clocks go forward
    "2026-10-25",  # a Sunday, the clocks go back
    "2026-11-26",  # a Thursday
    "2026-11-30",  # a Monday
    "2027-01-01",
    "2028-02-29",
)
HOURS = ("00:10", "02:30", "08:00", "23:50")
AHEAD = {
    ("action", "due"),
    ("meeting", "at"),
    ("planned", "at"),
    ("plan", "review_on"),
    ("warning", "review_on"),
    ("practice", "meeting_target"),
    ("person", "next_due"),
    ("person", "next_planned"),
    ("person", "next_meeting"),
    ("person", "review_due"),
}
"""What may lie ahead; every other day or moment of a record has been."""


@pytest.fixture(scope="module", params=[f"{day} {hour}" for day in DAYS for hour in HOURS])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    now = datetime.fromisoformat(request.param).replace(tzinfo=ZoneInfo("Europe/London"))
    store = house.founded(tmp_path_factory.mktemp("demo") / "demo.caretui", lambda: now)
    people.fill(store, people=30)
    yield store
    store.close()


def moments(store: Store) -> Iterator[tuple[str, str, str]]:
    """(table, column, value) of every day and moment in the store."""
    con = store.read()
    for (table,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for _, column, kind, *_ in con.execute(f"PRAGMA table_info({table})").fetchall():
            if kind == "TEXT":
                for (value,) in con.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"):
                    if re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:]+Z?)?", value):
                        yield table, column, value


def test_nothing_that_has_happened_is_ahead(demo: Store) -> None:
    found = list(moments(demo))
    assert {("contact", "at"), ("hospital_event", "at"), ("message", "at"), ("decision", "at")} <= {
        (table, column) for table, column, _ in found
    }
    now, today = demo.wall(), demo.today().isoformat()
    late = [
        (table, column, value)
        for table, column, value in found
        if (table, column) not in AHEAD
        and (
            value > today if len(value) == 10 else wall(value) > now if value.endswith("Z") else value > f"{now:%FT%R}"
        )
    ]
    assert late == []


def test_the_night_s_admission_is_told_alike_everywhere(demo: Store) -> None:
    at, since = (
        demo.read()
        .execute(
            "SELECT e.at, p.in_hospital_since FROM hospital_event e JOIN person p ON p.id = e.person"
            " WHERE e.kind = 'emergency admission'"
        )
        .fetchone()
    )
    (reason,) = demo.read().execute("SELECT reasons FROM agenda_item WHERE source = 'late item'").fetchone()
    day, clock = say_moment(wall(at), demo.today()).rsplit(" ", 1)
    assert since == f"{wall(at):%F}"
    assert reason == f"admitted {clock} {day}"


def test_what_was_decided_was_decided_while_the_meeting_ran(demo: Store) -> None:
    assert demo.read().execute(
        "SELECT count(*), sum(d.at BETWEEN m.started_at AND m.ended_at) FROM decision d JOIN meeting m ON m.id = d.meeting"
    ).fetchone() == (6, 6)


def test_a_person_is_told_of_the_team_when_the_programme_has_begun_and_then_planned_with(demo: Store) -> None:
    stories = demo.read().execute(
        "SELECT v.started, p.told_on, p.coordinator_since, n.plan_date FROM involvement v"
        " JOIN person p ON p.id = v.person JOIN plan n ON n.person = p.id"
    )
    found = [tuple(row) for row in stories]
    assert found
    for began, told, coordinator, planned in found:
        assert began <= told <= planned
        assert told <= coordinator
