"""`caretui meet new|agenda|minutes` prints what the screens show."""

import json
from functools import partial

import pytest

from caretui.store.changes import agenda, decisions, directory, meetings
from caretui.store.models.people import PersonForm


@pytest.fixture
def meet(office):
    with office.founded() as store, store.work("a practice") as work:
        directory.ensure_practice(work, "Higher Croft Surgery", code="P81999")
        directory.ensure_practice(work, "Lower Croft Surgery", code="P81998")
    return partial(office, "meet")


def test_a_meeting_is_made_filled_held_and_its_minutes_printed(meet, office):
    code, out, _ = meet("new", "--practice", "P81999", "--at", "2036-12-02 13:00", "--chair", "Dr A Farrow")
    assert code == 0
    meeting = out.strip()
    with office.opened() as store, store.work("people") as work:
        (practice,) = work.con.execute("SELECT practice FROM meeting WHERE id = ?", (meeting,)).fetchone()
        person = work.add(PersonForm(family_name="O'Hara [b]", given_name="Kath", practice=practice))
        item = agenda.put_on(work, meeting, [person], reason="GP asked")[person]
    code, out, _ = meet("agenda", meeting, "--format", "json")
    (line,) = json.loads(out)
    wanted = {
        "position": 1, "person_id": person, "nhs_number": None, "source": "by hand", "deferred_count": 0,
        "state": "listed", "decision": None,
    }  # fmt: skip
    assert wanted.items() <= line.items() and line["reasons"][0] == "GP asked"
    code, out, _ = meet("agenda", meeting)
    assert code == 0 and "O'Hara [b], Kath" in out
    with office.opened() as store, store.work("held") as work:
        decisions.decide(work, item, viewer=store.viewer, at=store.now(), level="monitor")
        meetings.end(work, meeting, at=store.now(), today=store.today())
    code, out, _ = meet("minutes", meeting)
    assert code == 0 and "1. O'HARA [B], Kath" in out and "Decision: monitor; back next meeting" in out
    code, out, _ = meet("minutes", meeting, "--format", "json")
    assert [row["decision"] for row in json.loads(out)] == ["monitor"]


def test_a_series_makes_six(meet):
    code, out, _ = meet(
        "new", "--practice", "higher", "--at", "2036-12-01 13:00", "--series", "second Tuesday of month"
    )
    assert code == 0 and len(out.split()) == 6


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("new", "--practice", "croft", "--at", "2036-12-02 13:00"), "name the code"),
        (("new", "--practice", "none", "--at", "2036-12-02 13:00"), "no such practice"),
        (("new", "--practice", "P81999", "--at", "31/04"), "Not a day and time"),
        (
            ("new", "--practice", "P81999", "--at", "2036-12-02 13:00", "--series", "now and then"),
            "Not read as a rhythm",
        ),
        (("agenda", "0" * 32), "no such meeting"),
        (("minutes", "x"), "no such meeting"),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(meet, words, wanted):
    code, out, err = meet(*words)
    assert (code, out) == (1, "") and wanted in err
