"""The contact log by keyboard: what a few keys write into the store, and what the rows say meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.contacts.conftest import Town, add_person, wall_time
from tests.contacts.keyboard import Desktop, keys, rows_of

from caretui.screens.contact_fields import with_hint
from caretui.store.changes import directory, messages, planned
from caretui.store.models.around import SharingForm
from caretui.store.store import Store

Log = Callable[..., str]
COLUMNS = "person, method, direction, reached, with_whom, note"


def contact(store: Store, columns: str = COLUMNS) -> tuple[Any, ...]:
    (row,) = store.read().execute(f"SELECT {columns} FROM contact WHERE void IS NULL").fetchall()
    return tuple(row)


def count(store: Store, table: str) -> int:
    return int(store.read().execute(f"SELECT count(*) FROM {table} WHERE void IS NULL").fetchone()[0])


async def press(store: Store, name: str, *pressed: str, size: tuple[int, int] = (80, 24), **what: Any) -> Desktop:
    app = Desktop(store, name=name, **what)
    async with app.run_test(size=size) as pilot:
        app.open_first()
        await pilot.pause()
        await keys(pilot, *pressed)
        app.last_rows = rows_of(app)
    return app


# --- quick entry ------------------------------------------------------------------------------------------


async def test_a_call_to_his_daughter_takes_three_keys_and_the_words(store: Store, town: Town) -> None:
    app = await press(store, "contact", "t", "2", "'bad nights'", "f2", person=town.alan)
    assert contact(store) == (town.alan, "telephone", "out", "yes", "Karen, daughter", "bad nights")
    assert contact(store, "circle, by, agency_name, copying, read_by") == (
        town.karen, "Sam Ward", "community nursing", "to copy", "team",
    )  # fmt: skip
    assert app.last_rows[22].startswith(" Saved 08:41. Duxbury, Alan: call added.")
    assert app.last_rows[22].endswith("u undo")


async def test_a_capital_means_that_they_came_to_us(store: Store, town: Town) -> None:
    await press(store, "contact", "T", "1", "'rang'", "f2", person=town.alan)
    assert contact(store) == (town.alan, "telephone", "in", "yes", "Al", "rang")


async def test_in_with_a_letter_sets_reached(store: Store, town: Town) -> None:
    await press(store, "contact", "f", "c", "1", "f2", person=town.alan)
    assert contact(store) == (town.alan, "face to face", "out", "they cancelled", "Al", None)


async def test_in_with_y_says_again_that_they_were_reached(store: Store, town: Town) -> None:
    await press(store, "contact", "f", "c", "y", "1", "'All well.'", "f2", person=town.alan)
    assert contact(store) == (town.alan, "face to face", "out", "yes", "Al", "All well.")


async def test_the_form_reads_as_designed(store: Store, town: Town) -> None:
    app = await press(store, "contact", "t", "2", person=town.alan)
    rows = app.last_rows
    assert rows[0].startswith(' NEW CONTACT   DUXBURY, Alan  "Al"  62   born 14 Mar 1964   NHS 999')
    assert rows[3] == " How        telephone, we rang     f face to face  t telephone  v video  x text"
    assert rows[6].startswith(" With       Karen, daughter        1 Al  2 Karen, daughter")
    assert rows[8].startswith(" When       Thu 26 Nov 08:41")
    assert rows[10] == ">Said, seen, done"
    assert rows[23] == " F2 save  F3 save, next  F4 no reply  Tab next  Esc draft  F5 more  F1 help"
    assert all(len(row) <= 80 for row in rows)


async def test_when_and_who_are_read_and_shown(store: Store, town: Town) -> None:
    app = await press(
        store, "contact", "f", "1", "'seen'", "shift+tab", "'lynn'", "shift+tab", "'yday 1650'", "f2", person=town.alan
    )
    assert contact(store, "at, recorded_at, by, agency_name") == (
        "2026-11-25T16:50:00Z", "2026-11-26T08:41:00Z", "Lynn Haslam", "district nursing",
    )  # fmt: skip
    assert app.faults == []


async def test_a_time_to_come_or_an_unknown_colleague_stops_the_save(store: Store, town: Town) -> None:
    app = await press(store, "contact", "f", "1", "'seen'", "shift+tab", "'zzz'", "f2", person=town.alan)
    assert count(store, "contact") == 0
    assert "nobody of that name" in app.last_rows[22]


async def test_the_next_line_is_read_below_it_and_saved_in_the_same_unit(store: Store, town: Town) -> None:
    app = Desktop(store, name="contact", person=town.alan)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_first()
        await pilot.pause()
        await keys(pilot, "t", "2", "'seen'", "tab", "tab", "tab", "'heart nurse: see Al fri'")
        assert "heart failure nursing | see Al | Fri 27 Nov 2026" in rows_of(app)[19]
        await keys(pilot, "f2")
        assert "with its action" in rows_of(app)[22]
        await keys(pilot, "u")
    assert store.read().execute("SELECT what, due, void FROM action").fetchall() == [("see Al", "2026-11-27", "undone")]
    assert count(store, "contact") == 0


async def test_the_next_line_says_that_they_object_before_anybody_is_asked(store: Store, town: Town) -> None:
    with store.work("objects to the old team, which became the new one") as work:
        old, _ = directory.ensure_agency(work, "East nurses")
        new, _ = directory.ensure_agency(work, "district nursing")
        directory.retire(work, "agency", old, on="2026-04-01", successor=new)
        work.add(SharingForm(person=town.alan, kind="objects to", agency=old))
    app = Desktop(store, name="contact", person=town.alan)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_first()
        await pilot.pause()
        await keys(pilot, "t", "2", "'seen'", "tab", "tab", "tab", "'lynn: see Al'")
        assert "OBJECTS, ask first: Lynn Haslam | see Al" in rows_of(app)[19]


async def test_a_contact_without_words_is_not_saved(store: Store, town: Town) -> None:
    app = await press(store, "contact", "t", "2", "f2", person=town.alan)
    assert count(store, "contact") == 0
    assert "Type what was said" in app.last_rows[22]


async def test_no_reply_saves_the_attempt(store: Store, town: Town) -> None:
    await press(store, "contact", "t", "2", "f4", person=town.alan)
    assert contact(store, "reached, copying, note") == ("no reply", "not needed", None)


async def test_somebody_else_is_named_by_0(store: Store, town: Town) -> None:
    await press(store, "contact", "l", "0", "'Mr Ali'", "enter", "'sent'", "f2", person=town.alan)
    assert contact(store, "method, with_whom, circle, note") == ("letter", "Mr Ali", None, "sent")


async def test_four_visits_are_written_up_the_third_without_a_reply(store: Store, town: Town) -> None:
    others = [add_person(store, f"Person{n}", "P", 10 + n) for n in range(3)]
    with store.work("booked") as work:
        for hour, person in enumerate([town.alan, *others], 4):
            planned.book(work, store.viewer, person=person, kind="visit", times=[wall_time(f"2026-11-26T0{hour}:00")])
    first = store.read().execute("SELECT id FROM planned ORDER BY at LIMIT 1").fetchone()[0]
    await press(store, "contact", "'one'", "f3", "'two'", "f3", "f4", "'four'", "f2", person=town.alan, planned=first)
    rows = store.read().execute("SELECT at, method, reached, note FROM contact ORDER BY at").fetchall()
    assert rows == [
        ("2026-11-26T04:00:00Z", "face to face", "yes", "one"),
        ("2026-11-26T05:00:00Z", "face to face", "yes", "two"),
        ("2026-11-26T06:00:00Z", "face to face", "no reply", None),
        ("2026-11-26T07:00:00Z", "face to face", "yes", "four"),
    ]
    assert store.read().execute("SELECT state FROM planned ORDER BY at").fetchall() == [
        ("done",), ("done",), ("no reply",), ("done",),
    ]  # fmt: skip


async def test_a_message_is_answered_by_the_contact(store: Store, town: Town) -> None:
    with store.work("took a message") as work:
        message = messages.take(work, store.viewer, words="ring Karen back", now=store.now(), person=town.alan)
    app = await press(store, "contact", "t", "2", person=town.alan, message=message)
    assert "Answers: ring Karen back" in app.last_rows[22]
    await press(store, "contact", "t", "2", "'rang'", "f2", person=town.alan, message=message)
    assert store.read().execute("SELECT state, contact IS NOT NULL FROM message").fetchall() == [("answered", 1)]


@pytest.mark.parametrize("words", ["[/b]", "O'HERN", "=cmd()", "\u202egnp", "اردو", "a\x1b[2Jb"])
async def test_hostile_words_in_every_field_are_kept_and_shown_safely(store: Store, town: Town, words: str) -> None:
    app = Desktop(store, name="contact", person=town.alan)
    kept = words.replace("\x1b", "")
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_first()
        await pilot.pause()
        await keys(pilot, "t", "2")
        from textual import events

        for field in ("note", "own_words", "agreed"):
            app.screen.fields[field].take_focus()  # type: ignore[attr-defined]
            await pilot.pause()
            app.post_message(events.Paste(words))
            await pilot.pause()
        shown = "\n".join(rows_of(app))
        assert "\x1b" not in shown and "\u202e" not in shown
        await keys(pilot, "f2")
    assert contact(store, "note, own_words, outcome") == (kept, kept, kept)


async def test_a_person_hidden_from_me_opens_no_form(store: Store, town: Town) -> None:
    app = await press(store, "contact", person="0" * 32)
    assert "not yours to see" in app.last_rows[22]


# --- drafts -----------------------------------------------------------------------------------------------


async def test_esc_keeps_a_draft_and_opening_again_offers_it(store: Store, town: Town) -> None:
    await press(store, "contact", "T", "2", "'half a no'", "escape", person=town.alan)
    (draft,) = store.drafts()
    assert (draft.form, draft.about, draft.value["note"]) == ("contact", town.alan, "half a no")
    app = await press(store, "contact", "c", "'te'", "f2", person=town.alan)
    assert contact(store) == (town.alan, "telephone", "in", "yes", "Karen, daughter", "half a note")
    assert store.drafts() == []
    assert app.faults == []


async def test_a_draft_can_be_discarded_or_left_for_later(store: Store, town: Town) -> None:
    await press(store, "contact", "t", "enter", "'half'", "escape", person=town.alan)
    app = await press(store, "contact", "escape", person=town.alan)
    assert len(store.drafts()) == 1
    app = await press(store, "contact", person=town.alan)
    assert any("You were writing about Duxbury, Alan, today 08:41" in row for row in app.last_rows)
    await press(store, "contact", "d", person=town.alan)
    assert store.drafts() == []


async def test_typing_is_kept_within_a_second_without_any_key(store: Store, town: Town) -> None:
    app = Desktop(store, name="contact", person=town.alan)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_first()
        await pilot.pause()
        await keys(pilot, "t", "2", "'one two'")
        await pilot.pause(1.2)
        assert [draft.value["note"] for draft in store.drafts()] == ["one two"]
        assert rows_of(app)[22].startswith(" Draft saved 08:41.")


async def test_kept_drafts_are_listed_and_gone_on_with(store: Store, town: Town) -> None:
    await press(store, "contact", "t", "2", "'half'", "escape", person=town.alan)
    app = Desktop(store, name="drafts")
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_first()
        await pilot.pause(0.2)
        assert any("DUXBURY, Alan" in row and "half" in row for row in rows_of(app))
        await keys(pilot, "enter", "f2")
    assert contact(store)[-1] == "half"


async def test_the_words_can_be_taken_to_the_right_person(store: Store, town: Town) -> None:
    await press(store, "contact", "t", "enter", "'stairs'", "f5", "2", "'entwistle'", "enter", "f2", person=town.alan)
    assert contact(store, "person, method, with_whom, note") == (town.doris, "telephone", None, "stairs")


# --- one line ---------------------------------------------------------------------------------------------


async def test_a_message_is_kept_in_one_line_for_whom_it_names(store: Store, town: Town) -> None:
    app = await press(store, "message", "'Karen, ring 07700 900123'", "enter")
    row = store.read().execute("SELECT person, words, phone, by FROM message").fetchone()
    assert row == (town.alan, "Karen, ring 07700 900123", "07700 900123", "Sam Ward")
    assert "Message kept for Duxbury, Alan" in app.last_rows[22]


async def test_whose_a_message_is_can_wait_and_tab_says_nobody_yet(store: Store, town: Town) -> None:
    await press(store, "message", "'mum fell again'", "enter")
    await press(store, "message", "'Karen rang'", "tab", "enter")
    assert store.read().execute("SELECT person FROM message").fetchall() == [(None,), (None,)]


async def test_of_two_of_a_name_none_is_taken_until_tab_chooses(store: Store, town: Town) -> None:
    add_person(store, "Hussain", "Mohammed", 3)
    young = add_person(store, "Hussain", "Tariq", 4)
    app = await press(store, "message", "'Hussain rang'")
    assert any("whose? Tab chooses: Hussain, Mohammed / Hussain, Tariq" in row for row in app.last_rows)
    await press(store, "message", "'Hussain rang'", "tab", "tab", "enter")
    assert store.read().execute("SELECT person FROM message").fetchall() == [(young,)]


async def test_a_messages_person_is_found_later(store: Store, town: Town) -> None:
    with store.work("took a message") as work:
        message = messages.take(work, store.viewer, words="mum fell, Audley", now=store.now())
    await press(store, "whose", "'doris'", "enter", message=message)
    assert store.read().execute("SELECT person, words FROM message").fetchall() == [(town.doris, "mum fell, Audley")]


async def test_a_visit_is_booked_in_one_line_and_repeats(store: Store, town: Town) -> None:
    app = await press(store, "book", "'fri 10:30 visit, weigh him weekly x3'", "enter", person=town.alan)
    rows = store.read().execute("SELECT kind, at, purpose, professional FROM planned ORDER BY at").fetchall()
    assert [row[1] for row in rows] == ["2026-11-27T10:30", "2026-12-04T10:30", "2026-12-11T10:30"]
    assert rows[0] == ("visit", "2026-11-27T10:30", "weigh him", store.viewer.professional)
    assert "visit Fri 27 10:30 and 2 more booked" in app.last_rows[22]


async def test_a_booked_visit_gets_another_time_or_is_cancelled(store: Store, town: Town) -> None:
    with store.work("booked") as work:
        (visit,) = planned.book(
            work, store.viewer, person=town.alan, kind="visit", times=[wall_time("2026-11-27T10:30")]
        )
    await press(store, "book", "'tue 9:00'", "enter", person=town.alan, planned=visit)
    assert store.read().execute("SELECT at FROM planned").fetchall() == [("2026-12-01T09:00",)]
    await press(store, "book", "'they cancelled'", "enter", person=town.alan, planned=visit)
    assert store.read().execute("SELECT state FROM planned").fetchall() == [("they cancelled",)]


async def test_a_booking_in_the_past_is_not_taken(store: Store, town: Town) -> None:
    app = await press(store, "book", "'today 8:00'", "enter", person=town.alan)
    assert count(store, "planned") == 0
    assert any("has gone by" in row for row in app.last_rows)


async def test_no_reply_in_one_line_books_the_next_try(store: Store, town: Town) -> None:
    with store.work("booked") as work:
        planned.book(
            work, store.viewer, person=town.alan, kind="visit", times=[wall_time("2026-11-26T08:30")], place="Intack"
        )
    await press(store, "no_reply", "'fri 9:15'", "enter", person=town.alan)
    assert contact(store, "method, reached") == ("face to face", "no reply")
    rows = store.read().execute("SELECT at, state, place FROM planned ORDER BY at").fetchall()
    assert rows == [("2026-11-26T08:30", "no reply", "Intack"), ("2026-11-27T09:15", "planned", "Intack")]


async def test_their_own_words_and_who_of_the_family_says_them(store: Store, town: Town) -> None:
    await press(store, "own_words", "'someone is there now'", "enter", person=town.alan)
    await press(store, "own_words", "'karen: keep the night care'", "enter", person=town.alan)
    rows = store.read().execute("SELECT words, said_by, said_on FROM outcome ORDER BY n").fetchall()
    assert rows == [
        ("someone is there now", "Al", "2026-11-26"),
        ("keep the night care", "Karen, daughter", "2026-11-26"),
    ]


async def test_into_hospital_and_home(store: Store, town: Town) -> None:
    await press(store, "hospital", "e", "'02:40'", "tab", "'Royal Blackburn'", "tab", "'fell'", "f2", person=town.alan)
    row = store.read().execute(
        "SELECT in_hospital_since, hospital, hospital_reason FROM person WHERE id = ?", (town.alan,)
    )
    assert row.fetchone() == ("2026-11-26", "Royal Blackburn", "fell")
    assert store.read().execute("SELECT at FROM hospital_event").fetchall() == [("2026-11-26T02:40:00Z",)]
    await press(store, "hospital", "f2", person=town.alan)
    row = store.read().execute("SELECT in_hospital_since, home_since FROM person WHERE id = ?", (town.alan,))
    assert row.fetchone() == (None, "2026-11-26")


# --- reading, amending, moving ----------------------------------------------------------------------------


async def test_an_entry_is_read_whole_with_its_struck_original(store: Store, town: Town, log: Log) -> None:
    from caretui.store.changes import contacts

    entry = log(note="83 kg\nankles", outcome="weigh daily")
    with store.work() as work:
        contacts.amend(work, store.viewer, entry, note="82 kg", reason="misread", now=store.now())
    app = Desktop(store, name="entry", contact=entry)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_first()
        await pilot.pause(0.2)
        rows = rows_of(app)
    assert " 82 kg" in rows and " x 83 kg" in rows and " x ankles" in rows
    assert any("Amended by Sam Ward, Thu 26 Nov 2026 08:41: misread" in row for row in rows)
    assert rows.index(" 82 kg") < rows.index(" x 83 kg")


async def test_amending_needs_a_reason(store: Store, town: Town, log: Log) -> None:
    entry = log(note="83 kg")
    app = await press(store, "amend", "a", "' not 82'", "f2", contact=entry)
    assert count(store, "amendment") == 0
    assert "reason" in app.last_rows[22]
    await press(store, "amend", "a", "'x'", "tab", "'misread'", "f2", contact=entry)
    row = store.read().execute("SELECT kind, reason FROM amendment").fetchone()
    assert row == ("amended", "misread")


async def test_entered_in_error_by_keyboard(store: Store, town: Town, log: Log) -> None:
    entry = log(note="83 kg")
    await press(store, "amend", "e", "'other Al'", "f2", contact=entry)
    assert store.read().execute("SELECT kind, reason FROM amendment").fetchall() == [("entered in error", "other Al")]


async def test_a_wrong_persons_entry_is_moved_with_its_actions(store: Store, town: Town, log: Log) -> None:
    from datetime import date

    from caretui.care.lines import Party, understand

    step = understand("ring back", parties=[], today=date(2026, 11, 26), me=Party("me", None, "me"))
    entry = log(note="stairs", next_step=step)
    app = await press(store, "amend", "w", "f2", "'entwistle'", "enter", "y", contact=entry)
    assert contact(store, "person") == (town.doris,)
    assert store.read().execute("SELECT person FROM action").fetchall() == [(town.doris,)]
    assert "Moved to ENTWISTLE, Doris" in app.last_rows[22]


async def test_the_contacts_tab_lists_filters_and_marks_copied(store: Store, town: Town, log: Log) -> None:
    log(note="chest clear", at="2026-11-23T10:30:00Z", copying="to copy")
    log(note="[/b] rang", direction="in", with_whom="Karen, daughter", copying="copied")
    app = Desktop(store, name="person", person=town.alan, tab="Contacts")
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_first()
        await pilot.pause(0.2)
        rows = rows_of(app)
        newest = next(row for row in rows if row.startswith(">"))
        assert newest == ">today       08:41 Karen rang: [/b] rang"
        assert rows[rows.index(newest) + 1] == " Mon 23      10:30 to copy  call, Sam Ward: chest clear"
        await keys(pilot, "slash", "'chest'", "enter")
        await pilot.pause(0.2)
        assert any("1 entry   / chest" in row for row in rows_of(app))
        await keys(pilot, "space")
    assert store.read().execute("SELECT copying FROM contact ORDER BY at").fetchall() == [("copied",), ("copied",)]


async def test_a_colleagues_entry_appears_while_the_tab_is_open(
    stores: Any, store: Store, town: Town, log: Log
) -> None:
    other = Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
    try:
        app = Desktop(store, name="person", person=town.alan, tab="Contacts")
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_first()
            await pilot.pause(0.2)
            from caretui.store.changes import contacts

            with other.work("logged a contact") as work:
                contacts.log(
                    work,
                    other.viewer,
                    person=town.alan,
                    now=other.now(),
                    method="telephone",
                    note="from the other desk",
                )
            await pilot.pause(2)
            assert any("from the other desk" in row for row in rows_of(app))
    finally:
        other.close()


async def test_the_same_entry_for_several_marked_people_is_one_unit(store: Store, town: Town) -> None:
    app = await press(
        store, "contact", "l", "1", "'flu clinic'", "f2", person=town.doris, people=[town.alan, town.doris]
    )
    rows = store.read().execute("SELECT person, with_whom, note FROM contact ORDER BY n").fetchall()
    assert rows == [(town.alan, "Al", "flu clinic"), (town.doris, "Doris", "flu clinic")]
    assert "2 people: letter added" in app.last_rows[22]
    store.undo()
    assert count(store, "contact") == 0


async def test_a_message_left_by_esc_goes_on_with_the_next_i(store: Store, town: Town) -> None:
    await press(store, "message", "'Karen ra'", "escape")
    assert count(store, "message") == 0
    await press(store, "message", "'ng'", "enter")
    assert store.read().execute("SELECT words FROM message").fetchall() == [("Karen rang",)]
    assert store.drafts() == []


async def test_no_reply_is_not_saved_while_a_field_is_wrong(store: Store, town: Town) -> None:
    await press(store, "contact", "t", "1", "shift+tab", "'zzz'", "f4", person=town.alan)
    assert count(store, "contact") == 0


def test_what_may_be_told_comes_before_the_digits_of_those_after_the_first_few() -> None:
    al, karen = ("Al", ""), ("Karen, daughter", "may be told all")
    jim, holt, nurse = ("Jim, brother", "money only"), ("T Holt", ""), ("Martin Riding", "")
    designed = "1 Al  2 Karen, daughter: may be told all\n3 Jim, brother: money only  4 T Holt  0 other"
    assert with_hint([al, karen, jim, holt]) == designed
    assert with_hint([al, karen, jim, holt, nurse]) == designed
    assert "5 Martin Riding" in with_hint([al, ("Karen", ""), ("Jim", ""), holt, nurse])
