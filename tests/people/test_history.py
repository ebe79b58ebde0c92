"""What the record tells of its past: coordinators and handovers, everything dated, who has looked."""

from tests.people.story import contact

from caretui.store.changes import directory, people
from caretui.store.models.contacts import AmendmentForm, HospitalEventForm
from caretui.store.models.people import Coordinator
from caretui.store.queries import around, coordinators, history
from caretui.store.store import Store


def test_the_named_coordinators_are_the_journal_of_one_register(store: Store, al: str) -> None:
    with store.work("handed over") as work:
        jo, _ = directory.ensure_professional(work, "Jo Moss", role="district nurse")
        note = "likes to be rung after ten"
        work.put(al, Coordinator(coordinator=jo, coordinator_since="2026-11-20", handover_note=note))
    newest, first = coordinators.stints(store.read(), al)
    assert (newest.name, newest.note, newest.by) == ("Jo Moss", note, "Sam Ward")
    assert (first.name, str(first.since), str(first.until)) == ("Sam Ward", "2026-05-21", "2026-11-20")
    with store.work("nobody") as work:
        work.put(al, Coordinator())
    assert coordinators.stints(store.read(), al)[0].name is None
    store.undo()
    assert [stint.name for stint in coordinators.stints(store.read(), al)] == ["Jo Moss", "Sam Ward"]


def test_a_first_coordinator_who_was_undone_was_never_one(store: Store) -> None:
    with store.work("added") as work:
        jean = people.add_person(work, family_name="Kay")
    with store.work("assigned") as work:
        work.put(jean, Coordinator(coordinator=store.viewer.professional, coordinator_since="2026-11-20"))
    assert [stint.name for stint in coordinators.stints(store.read(), jean)] == ["Sam Ward"]
    store.undo()
    assert coordinators.stints(store.read(), jean) == ()


def test_everything_dated_stands_in_one_list_newest_first(store: Store, al: str) -> None:
    with store.work("more") as work:
        work.add(HospitalEventForm(person=al, kind="A&E attendance", at="2026-11-24", place="Royal Blackburn"))
        wrong = contact(work, al, "2026-11-26T08:00:00Z", "Sam Ward", "not his")
        work.add(
            AmendmentForm(
                contact=wrong, kind="entered in error", reason="wrong person", by="Sam Ward", at="2026-11-26T08:10:00Z"
            )
        )
    found = history.timeline(store.read(), al, store.viewer)
    days = [event.at[:10] for event in found]
    assert days == sorted(days, reverse=True)
    assert {event.kind for event in found} >= {"contact", "hospital", "plan", "coordinator", "told"}
    struck = next(event for event in found if event.struck)
    assert struck.words == "visit, Sam Ward: ENTERED IN ERROR"
    only = history.timeline(store.read(), al, store.viewer, "royal hospital")
    assert [event.kind for event in only] == ["hospital"]


def test_contacts_for_others_eyes_stay_out_of_the_timeline(store: Store, al: str) -> None:
    from dataclasses import replace

    with store.work("private") as work:
        contact(
            work,
            al,
            "2026-11-26T08:00:00Z",
            "Sam Ward",
            "for me",
            read_by="only me",
            professional=store.viewer.professional,
        )
    other = replace(store.viewer, professional="f" * 32, member="e" * 32, agency_kind="housing")
    assert any("for me" in event.words for event in history.timeline(store.read(), al, store.viewer))
    assert not any("for me" in event.words for event in history.timeline(store.read(), al, other))


def test_whoever_looked_is_told_to_the_person_who_asks(store: Store, al: str) -> None:
    store.audit("viewed", al)
    store.audit("key safe", al)
    newest, first = history.views(store.read(), al)
    assert (newest.what, newest.name, newest.agency) == ("looked at the key-safe code", "Sam Ward", "community nursing")
    assert first.what == "opened the record"


def test_professionals_around_a_person_are_named_once_with_their_nearest_part(store: Store, al: str) -> None:
    with store.work("more") as work:
        jo, _ = directory.ensure_professional(work, "Jo Moss", role="district nurse")
        contact(work, al, "2026-11-20T08:00:00Z", "Jo Moss", "wound seen", professional=jo)
        contact(work, al, "2024-11-20T08:00:00Z", "Old Hand", "long ago")
        people.add_person(work, family_name="Other", coordinator=jo)
    found = around.professionals(store.read(), al, store.today())
    assert [(one.name, one.part) for one in found] == [
        ("Sam Ward", "named coordinator"),
        ("Jo Moss", "last contact 2026-11-20"),
    ]
