"""An entry in the wrong person's record is moved: gone from the wrong record, kept at both ends in the audit."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from tests.contacts.conftest import Town, wall_time

from caretui.care.filters import read_filter
from caretui.care.lines import Party, understand
from caretui.care.refused import Refused
from caretui.store.changes import contacts, messages, planned
from caretui.store.queries import contacts as reads
from caretui.store.store import Store

TODAY = date(2026, 11, 26)
Log = Callable[..., str]


def move(store: Store, contact: str, to: str, along: tuple[str, ...] = ()) -> None:
    with store.work("moved an entry of the wrong person") as work:
        contacts.move(work, store, contact, to=to, along=along)


def test_it_leaves_the_wrong_record_and_the_audit_keeps_both_ends(store: Store, town: Town, log: Log) -> None:
    contact = log(note="wandering at night", circle=town.karen, with_whom="Karen", copying="to copy")
    move(store, contact, town.doris)
    con, viewer = store.read(), store.viewer
    assert not reads.of_person(con, town.alan, viewer) and not reads.last(con, town.alan, viewer, TODAY)
    (found,) = reads.rows(con, reads.of_person(con, town.doris, viewer, "wandering"), viewer, TODAY)
    assert (found.id, found.note, found.with_whom) == (contact, "wandering at night", "Karen")
    assert not reads.ids(con, read_filter("duxbury wandering"), viewer, TODAY)
    assert con.execute("SELECT circle FROM contact").fetchall() == [(None,)]
    rows = dict(con.execute("SELECT id, last_contact IS NOT NULL AND to_copy = 1 FROM person"))
    assert rows == {town.alan: 0, town.doris: 1}
    ((detail,),) = con.execute("SELECT detail FROM audit WHERE event = 'moved' AND subject = ?", (contact,))
    assert json.loads(detail) == {"from": town.alan, "to": town.doris}


def test_its_amendments_go_with_it(store: Store, town: Town, log: Log) -> None:
    contact = log(note="83 kg")
    with store.work() as work:
        contacts.amend(work, store.viewer, contact, note="82 kg", reason="misread", now=store.now())
    move(store, contact, town.doris)
    assert not reads.ids(store.read(), read_filter("duxbury"), store.viewer, TODAY)
    (found,) = reads.last(store.read(), town.doris, store.viewer, TODAY)
    assert found.stands == "82 kg"


@pytest.mark.parametrize("along", [True, False])
def test_its_follow_up_actions_go_along_or_let_go(store: Store, town: Town, log: Log, along: bool) -> None:
    step = understand("ring her back fri", parties=[], today=TODAY, me=Party("me", store.viewer.professional, "me"))
    contact = log(next_step=step)
    ((action, what),) = reads.follow_ups(store.read(), contact)
    assert what == "ring her back"
    move(store, contact, town.doris, (action,) if along else ())
    row = store.read().execute("SELECT person, contact FROM action WHERE id = ?", (action,)).fetchone()
    assert row == ((town.doris, contact) if along else (town.alan, None))


def test_the_visit_and_the_message_that_it_settled_wait_again(store: Store, town: Town, log: Log) -> None:
    with store.work("booked") as work:
        (visit,) = planned.book(
            work, store.viewer, person=town.alan, kind="visit", times=[wall_time("2026-11-26T08:00")]
        )
        message = messages.take(work, store.viewer, words="ring Karen", now=store.now(), person=town.alan)
    contact = log(planned=visit, message=message)
    con = store.read()
    states = (
        "SELECT (SELECT state FROM planned), (SELECT state FROM message), (SELECT messages FROM person WHERE id = ?)"
    )
    assert con.execute(states, (town.alan,)).fetchone() == ("done", "answered", 0)
    move(store, contact, town.doris)
    assert con.execute(states, (town.alan,)).fetchone() == ("planned", "waiting", 1)
    assert con.execute("SELECT planned FROM contact").fetchall() == [(None,)]


def test_a_move_can_be_taken_back(store: Store, town: Town, log: Log) -> None:
    contact = log(note="seen", circle=town.karen)
    move(store, contact, town.doris)
    store.undo()
    assert store.read().execute("SELECT person, circle FROM contact").fetchall() == [(town.alan, town.karen)]


def test_it_cannot_be_moved_to_where_it_is_nor_twice_from_nowhere(store: Store, town: Town, log: Log) -> None:
    contact = log()
    with pytest.raises(Refused):
        move(store, contact, town.alan)
    with pytest.raises(Refused):
        move(store, "0" * 32, town.alan)
