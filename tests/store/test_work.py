"""The write path: one transaction, nothing unseen replaced, undo."""

import pytest

from caretui.store.journal import AppendOnly, ChangedMeanwhile
from caretui.store.models.contacts import AmendmentForm, ContactForm, Copying
from caretui.store.models.people import Address, Coordinator, LikesToBeCalled, Name, PersonForm
from caretui.store.models.plan import ActionForm
from caretui.store.store import Store


def add_person(store: Store, family: str = "Duxbury", given: str = "Alan") -> str:
    with store.work("added a person") as work:
        return work.add(PersonForm(family_name=family, given_name=given))


def row(store: Store, table: str, record: str, *columns: str) -> tuple[object, ...]:
    found = store.read().execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (record,)).fetchone()
    return tuple(found)


def a_contact(person: str, **fields: object) -> ContactForm:
    return ContactForm(
        person=person,
        at="2026-11-25T16:50:00Z",
        recorded_at="2026-11-26T08:41:00Z",
        by="Sam Ward",
        method="telephone",
        **fields,
    )


def test_an_exception_inside_the_work_writes_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.work("fails") as work:  # noqa: PT012 - it is the block that fails
        work.add(PersonForm(family_name="Nobody"))
        raise RuntimeError
    assert store.read().execute("SELECT count(*) FROM person").fetchone() == (0,)
    assert store.read().execute("SELECT count(*) FROM op WHERE entity = 'person'").fetchone() == (0,)


def test_two_forms_that_touch_different_registers_merge(store: Store) -> None:
    person = add_person(store)
    address, seen_by_one = store.look(person, Address)
    name, seen_by_two = store.look(person, LikesToBeCalled)
    with store.work("address") as work:
        work.change(person, Address(address="Intack Court", postcode="BB1 1AA"), seen=seen_by_one)
    with store.work("name") as work:
        work.change(person, LikesToBeCalled(preferred_name="Al"), seen=seen_by_two)
    assert row(store, "person", person, "address", "preferred_name") == ("Intack Court", "Al")


def test_the_second_to_change_a_register_is_shown_both_and_nothing_is_written(store: Store) -> None:
    person = add_person(store)
    _, first = store.look(person, Address)
    _, second = store.look(person, Address)
    with store.work() as work:
        work.change(person, Address(address="Intack Court"), seen=first)
    with pytest.raises(ChangedMeanwhile) as raised, store.work() as work:
        work.change(person, Address(address="Audley Range"), seen=second)
    now, wanted = raised.value.registers["Address"]
    assert [v["address"] for v in now] == ["Intack Court"] and wanted["address"] == "Audley Range"
    assert row(store, "person", person, "address") == ("Intack Court",)


def test_columns_that_are_not_named_stand_as_they_were(store: Store) -> None:
    person = add_person(store)
    with store.work("address") as work:
        work.put(person, Address(address="Intack Court", postcode="BB1 1AA"))
    with store.work("moved within the court") as work:
        assert work.set_columns(person, Address, address="4 Intack Court") == ("Address",)
    assert row(store, "person", person, "address", "postcode") == ("4 Intack Court", "BB1 1AA")


def test_saving_a_form_that_changes_nothing_makes_no_unit(store: Store) -> None:
    person = add_person(store)
    form, seen = store.look(person, Name)
    before = store.read().execute("SELECT count(*) FROM unit").fetchone()
    with store.work() as work:
        assert work.change(person, form, seen=seen) == ()
    assert store.read().execute("SELECT count(*) FROM unit").fetchone() == before


def test_undo_of_one_field_puts_the_earlier_value_back(store: Store) -> None:
    person = add_person(store)
    _, seen = store.look(person, LikesToBeCalled)
    with store.work("likes to be called Al") as work:
        work.change(person, LikesToBeCalled(preferred_name="Al"), seen=seen)
    assert store.undo().reason == "likes to be called Al"
    assert row(store, "person", person, "preferred_name") == (None,)


def test_undo_of_a_create_takes_it_out_and_can_itself_be_undone(store: Store) -> None:
    person = add_person(store)
    unit = store.done[-1][0]
    store.undo(unit)
    assert row(store, "person", person, "void") == ("undone",)
    (undoing,) = store.read().execute("SELECT id FROM unit ORDER BY n DESC LIMIT 1").fetchone()
    store.undo(undoing)
    assert row(store, "person", person, "void") == (None,)


def test_undo_of_a_bulk_assign_and_its_refusal_after_a_later_change(store: Store) -> None:
    people = [add_person(store, f"Person{n}") for n in range(5)]
    with store.work("Sam Ward coordinates 5 people") as work:
        for person in people:
            work.put(person, Coordinator(coordinator=store.viewer.professional, coordinator_since="2026-11-26"))
    unit = store.done[-1][0]
    with store.work("later") as work:
        work.put(people[2], Coordinator(coordinator=None, handover_note="moved to Darwen"))
    with pytest.raises(ChangedMeanwhile):
        store.undo(unit)
    assert row(store, "person", people[0], "coordinator") == (store.viewer.professional,)
    store.undo()
    store.undo(unit)
    assert [row(store, "person", p, "coordinator") for p in people] == [(None,)] * 5


def test_undo_of_adding_a_person_is_refused_once_a_note_stands_on_them(store: Store) -> None:
    person = add_person(store)
    unit = store.done[-1][0]
    with store.work() as work:
        work.add(a_contact(person, note="rang"))
    with pytest.raises(ChangedMeanwhile):
        store.undo(unit)
    assert row(store, "person", person, "void") == (None,)


def test_a_contact_is_never_edited_but_its_copying_may_be_set_and_it_can_be_moved(store: Store) -> None:
    wrong, right = add_person(store), add_person(store, "Khan")
    with store.work() as work:
        contact = work.add(a_contact(wrong, note="rang", copying="to copy"))
    form, seen = store.look(contact, ContactForm)
    with pytest.raises(AppendOnly), store.work() as work:
        work.change(contact, form.model_copy(update={"note": "did not ring"}), seen=seen)
    with store.work() as work:
        work.put(contact, Copying(copying="copied"))
        work.move(contact, "OfPerson", {"person": right})
    assert row(store, "contact", contact, "note", "copying", "person") == ("rang", "copied", right)
    assert row(store, "person", wrong, "last_contact") == (None,)
    assert row(store, "person", right, "last_contact") == ("2026-11-25T16:50:00Z",)


def test_an_entry_made_in_error_no_longer_counts_as_seen(store: Store) -> None:
    person = add_person(store)
    with store.work() as work:
        contact = work.add(a_contact(person))
        work.add(
            AmendmentForm(
                contact=contact,
                kind="entered in error",
                reason="not him",
                by="Sam Ward",
                at="2026-11-26T09:00:00Z",
            )
        )
    assert row(store, "contact", contact, "error") == (1,)
    assert row(store, "person", person, "last_contact") == (None,)


def test_erase_blanks_the_words_in_table_journal_and_search_and_leaves_a_stub(store: Store) -> None:
    person = add_person(store)
    with store.work() as work:
        contact = work.add(a_contact(person, note="unspeakable"))
    with store.work("erased") as work:
        work.erase(contact, "court order")
    con = store.read()
    assert row(store, "contact", contact, "note", "person", "void") == (None, person, "erased: court order")
    assert con.execute("SELECT count(*) FROM op WHERE value LIKE '%unspeakable%'").fetchone() == (0,)
    assert con.execute("SELECT count(*) FROM find_contact WHERE find_contact MATCH 'unspeakable'").fetchone() == (0,)
    with pytest.raises(Exception, match="append-only"), store.work() as work:
        work.con.execute("UPDATE op SET value = '{}'")


def test_due_dates_and_open_actions_follow_the_actions(store: Store) -> None:
    person = add_person(store)
    with store.work() as work:
        work.add(ActionForm(person=person, what="rail", due="2026-12-01"))
        done = work.add(ActionForm(person=person, what="bath seat", due="2026-11-20"))
    assert row(store, "person", person, "next_due", "open_actions") == ("2026-11-20", 2)
    form, seen = store.look(done, ActionForm)
    with store.work() as work:
        work.change(done, form.model_copy(update={"status": "done"}), seen=seen)
    assert row(store, "person", person, "next_due", "open_actions") == ("2026-12-01", 1)
