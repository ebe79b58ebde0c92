"""Issued minutes stay as they were issued, whatever becomes of what they agreed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from caretui.care.audience import Recipient
from caretui.care.refused import Refused
from caretui.documents import formats
from caretui.documents.outline import Look
from caretui.documents.packs import minutes as paper
from caretui.documents.parcel import To
from caretui.store.changes import actions, attendance, decisions, meetings
from caretui.store.changes import minutes as changes
from caretui.store.models.plan import ActionForm
from caretui.store.queries import minutes

GP = To("GP", "record of the team meeting", Recipient("agency", "x" * 32, "GP"))


@pytest.fixture
def held(practice):
    """A meeting of two people, each with an action agreed, that is over; (meeting, first action, second action)."""
    store = practice.store
    meeting = practice.meeting(people=2, chair="Dr A Farrow")
    asked = []
    for person, what in zip(practice.people, ("weigh him", "bath seat"), strict=True):
        item = practice.item(meeting, person)
        with store.work("decided") as work:
            decisions.decide(work, item, viewer=store.viewer, at=store.now(), level="monitor")
            asked.append(
                work.add(
                    ActionForm(person=person, what=what, owner_words="OT", due="2026-11-27", meeting=meeting, item=item)
                )
            )
    with store.work("who was there") as work:
        here = attendance.expect(work, meeting, "L Haslam")
        meetings.end(work, meeting, at=store.now(), today=store.today())
    return meeting, *asked, here


def approve(store, meeting):
    with store.work("approved") as work:
        changes.approve(work, meeting, by="Dr A Farrow", at=store.now())


def issue(store, meeting):
    with store.work("issued") as work:
        changes.issue(work, meeting, at=store.now())


def on_screen(store, meeting):
    return minutes.as_text(minutes.read(store.read(), meeting, store.viewer, store.today()))


def on_paper(store, meeting):
    parcel = paper.build(store, meeting, GP)
    same = replace(parcel.document, made_at=datetime(2026, 11, 26, tzinfo=UTC))
    return formats.render(same, "txt", Look())


def change_everything(practice, meeting, first, second):
    """What happens to agreed actions in the weeks after: done, re-dated, undone, one more."""
    store = practice.store
    with store.work("life goes on") as work:
        actions.finish(work, store.viewer, first, now=store.now(), today=store.today(), outcome="81 kg")
        actions.redate(work, second, None)
    with store.work("took it back") as work:
        work.void(second, "asked in error")
    with store.work("one more") as work:
        person = practice.people[0]
        item = practice.item(meeting, person)
        work.add(ActionForm(person=person, what="too late for the minutes", meeting=meeting, item=item))


def test_issued_minutes_do_not_change_with_what_they_agreed(practice, held, clock):
    store, (meeting, first, second, _) = practice.store, held
    approve(store, meeting)
    issue(store, meeting)
    screen, printed = on_screen(store, meeting), on_paper(store, meeting)
    assert "OT: weigh him, Fri 27 Nov 2026" in screen and b"bath seat" in printed
    clock.now += timedelta(days=400)
    change_everything(practice, meeting, first, second)
    assert on_screen(store, meeting) == screen
    assert on_paper(store, meeting) == printed


def test_approved_minutes_are_issued_as_the_chair_took_them(practice, held):
    store, (meeting, first, second, _) = practice.store, held
    approve(store, meeting)
    printed = on_paper(store, meeting)
    change_everything(practice, meeting, first, second)
    assert on_paper(store, meeting) == printed
    issue(store, meeting)
    text = on_paper(store, meeting)
    assert b"bath seat" in text and b"too late" not in text


def test_a_draft_follows_what_is_agreed_until_it_is_approved(practice, held):
    store, (meeting, first, second, _) = practice.store, held
    change_everything(practice, meeting, first, second)
    text = on_screen(store, meeting)
    assert "too late for the minutes" in text and "bath seat" not in text


def test_what_turned_out_to_be_the_wrong_person_s_leaves_the_minutes_too(practice, held):
    store, (meeting, first, _, _) = practice.store, held
    approve(store, meeting)
    issue(store, meeting)
    other = practice.person()
    with store.work("moved") as work:
        work.move(first, "OfPerson", {"person": other})
    assert "weigh him" not in on_screen(store, meeting) and b"weigh him" not in on_paper(store, meeting)


def test_who_was_there_is_set_right_only_until_the_minutes_are_issued(practice, held):
    store, (meeting, _, _, here) = practice.store, held
    approve(store, meeting)
    with store.work("she was there") as work:
        attendance.mark(work, here, "present")
    assert practice.one("SELECT minutes_status FROM meeting WHERE id = ?", meeting) == ("draft",)
    approve(store, meeting)
    issue(store, meeting)
    for late in (
        lambda work: attendance.mark(work, here, "absent"),
        lambda work: attendance.expect(work, meeting, "B Cowell"),
        lambda work: attendance.take_off(work, here),
    ):
        with pytest.raises(Refused, match="add an amendment"), store.work("too late") as work:
            late(work)
