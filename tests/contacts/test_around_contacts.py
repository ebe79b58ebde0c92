"""Planned visits, messages, hospital and own words: what stands around the contact log."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contacts.conftest import Town, add_person, wall_time

from caretui.care.identifiers import make_test_nhs
from caretui.care.refused import Refused
from caretui.store.changes import contacts, hospital, messages, planned
from caretui.store.models.around import CircleForm
from caretui.store.models.people import Coordinator
from caretui.store.queries import hospital as hospital_reads
from caretui.store.queries import messages as message_reads
from caretui.store.queries import planned as planned_reads
from caretui.store.queries.messages import phone_in
from caretui.store.store import Store, Viewer

TODAY = date(2026, 11, 26)
Log = Callable[..., str]


def book(store: Store, person: str, *times: datetime, kind: str = "visit", **words: object) -> list[str]:
    with store.work("booked") as work:
        return planned.book(work, store.viewer, person=person, kind=kind, times=times, **words)


def test_writing_up_a_visit_ends_it(store: Store, town: Town, log: Log) -> None:
    (visit,) = book(store, town.alan, wall_time("2026-11-26T08:30"))
    con = store.read()
    assert planned_reads.due_now(con, town.alan, store.viewer, "2026-11-26T08:41").id == visit  # type: ignore[union-attr]
    contact = log(planned=visit)
    assert (planned_reads.one(con, visit).state, planned_reads.one(con, visit).contact) == ("done", contact)  # type: ignore[union-attr]
    assert planned_reads.due_now(con, town.alan, store.viewer, "2026-11-26T08:41") is None
    assert con.execute("SELECT next_planned FROM person WHERE id = ?", (town.alan,)).fetchone() == (None,)


def test_what_a_colleague_wrote_up_meanwhile_stays(store: Store, town: Town, log: Log) -> None:
    (visit,) = book(store, town.alan, wall_time("2026-11-26T08:30"))
    first = log(planned=visit)
    log(planned=visit, reached="no reply")
    assert planned_reads.one(store.read(), visit).contact == first  # type: ignore[union-attr]


def test_no_reply_logs_an_attempt_and_books_the_next_try_alike(store: Store, town: Town) -> None:
    (visit,) = book(
        store, town.alan, wall_time("2026-11-26T08:30"), purpose="weigh him", place="Intack Court", with_whom="Al"
    )
    with store.work("no reply") as work:
        contact, again = planned.no_reply(
            work,
            store.viewer,
            person=town.alan,
            now=store.now(),
            planned=visit,
            next_try=wall_time("2026-11-27T10:30"),
        )
    con = store.read()
    assert con.execute("SELECT id, method, reached, planned FROM contact").fetchall() == [
        (contact, "face to face", "no reply", visit)
    ]
    assert planned_reads.one(con, visit).state == "no reply"  # type: ignore[union-attr]
    next_one = planned_reads.one(con, again)  # type: ignore[arg-type]
    assert next_one is not None
    assert (next_one.at, next_one.purpose, next_one.place, next_one.state) == (
        "2026-11-27T10:30",
        "weigh him",
        "Intack Court",
        "planned",
    )
    reached, attempt = con.execute(
        "SELECT last_contact, last_attempt FROM person WHERE id = ?", (town.alan,)
    ).fetchone()
    assert (reached, attempt) == (None, store.now())


def test_a_visit_is_put_to_another_time_or_cancelled_once(store: Store, town: Town) -> None:
    (visit,) = book(store, town.alan, wall_time("2026-11-27T10:30"), minutes=45)
    with store.work("another time") as work:
        planned.redate(work, store, visit, wall_time("2026-12-01T09:00"))
    found = planned_reads.one(store.read(), visit)
    assert found is not None and (found.at, found.minutes) == ("2026-12-01T09:00", 45)
    with store.work("cancelled") as work:
        planned.cancel(work, visit, by_us=False)
    assert planned_reads.one(store.read(), visit).state == "they cancelled"  # type: ignore[union-attr]
    with pytest.raises(Refused), store.work() as work:
        planned.cancel(work, visit, by_us=True)
    with pytest.raises(Refused), store.work() as work:
        planned.redate(work, store, visit, wall_time("2026-12-02T09:00"))


def test_a_days_visits_are_mine_by_time_and_what_is_past_is_to_write_up(store: Store, town: Town, log: Log) -> None:
    late, early = book(store, town.alan, wall_time("2026-11-26T10:30"), wall_time("2026-11-26T08:00"))
    (nurses,) = book(store, town.doris, wall_time("2026-11-26T09:00"), professional=town.nurse)
    book(store, town.doris, wall_time("2026-11-27T09:00"))
    (written,) = book(store, town.doris, wall_time("2026-11-26T07:00"))
    log(person=town.doris, planned=written)
    con, viewer = store.read(), store.viewer

    def of(numbers: object) -> list[str]:
        return [row.id for row in planned_reads.rows(con, numbers, viewer, TODAY)]  # type: ignore[arg-type]

    assert of(planned_reads.on_day(con, viewer, TODAY)) == [early, late]
    assert of(planned_reads.on_day(con, viewer, TODAY, everyones=True)) == [early, nurses, late]
    assert of(planned_reads.to_write_up(con, viewer, "2026-11-26T08:41")) == [early]
    assert of(planned_reads.of_person(con, town.alan, viewer)) == [early, late]


# --- messages ---------------------------------------------------------------------------------------------


def take(store: Store, words: str, **fields: object) -> str:
    with store.work("took a message") as work:
        return messages.take(work, store.viewer, words=words, now=store.now(), **fields)  # type: ignore[arg-type]


def test_a_message_can_wait_to_be_somebodys_and_keeps_its_words(store: Store, town: Town, log: Log) -> None:
    message = take(store, '"mum fell again, Audley" ring 07700 900999', phone="07700 900999")
    con, viewer = store.read(), store.viewer
    assert list(message_reads.waiting(con, viewer, mine=True)) and not message_reads.waiting(
        con, viewer, person=town.doris
    )
    with store.work("said whose it is") as work:
        messages.assign(work, message, town.doris)
    (found,) = message_reads.rows(con, message_reads.waiting(con, viewer, person=town.doris), viewer, TODAY)
    assert (found.words, found.person_name) == ('"mum fell again, Audley" ring 07700 900999', "Entwistle, Doris")
    contact = log(person=town.doris, message=message)
    assert not message_reads.waiting(con, viewer)
    assert message_reads.one(con, message).contact == contact  # type: ignore[union-attr]


def test_a_message_is_settled_once(store: Store) -> None:
    message = take(store, "ring back")
    with store.work() as work:
        messages.not_needed(work, message, now=store.now())
    with pytest.raises(Refused), store.work() as work:
        messages.answer(work, message, now=store.now())


def test_a_message_for_a_colleague_is_not_mine(store: Store, town: Town) -> None:
    nurses = add_person(store, "Shah", "Yusuf", 6)
    with store.work("gave them another coordinator") as work:
        work.put(nurses, Coordinator(coordinator=town.nurse))
    take(store, "heart clinic moved", professional=town.nurse)
    take(store, "ring Yusuf", person=nurses)
    assert not message_reads.waiting(store.read(), store.viewer, mine=True)
    assert message_reads.waiting(store.read(), store.viewer)


def test_whose_a_message_is_by_name_relative_or_telephone(store: Store, town: Town) -> None:
    con, viewer = store.read(), store.viewer

    def whose(words: str) -> list[tuple[str, str]]:
        return [(perhaps.person, perhaps.why) for perhaps in message_reads.whose(con, words, viewer)]

    assert whose("Duxbury: bad nights") == whose("alan duxbury wants a ring") == [(town.alan, "name")]
    assert whose("Karen: bad nights, ring her back") == [(town.alan, "family")]
    assert whose("Karen Duxbury rang") == [(town.alan, "family")]
    assert whose("lady says ring 07700900123") == whose("+44 7700 900123 rang") == [(town.alan, "number")]
    assert whose(f"hospital about {make_test_nhs(1)[:3]} {make_test_nhs(1)[3:]}") == [(town.alan, "number")]
    assert whose("daughter of someone in Audley") == whose("mum fell again") == whose("") == whose("a b c") == []


def test_the_longest_name_at_the_start_wins_and_two_of_a_name_are_both_offered(store: Store, town: Town) -> None:
    old = add_person(store, "Hussain", "Mohammed", 3, date_of_birth="1951-01-01")
    young = add_person(store, "Hussain", "Tariq", 4, date_of_birth="1967-01-01")
    con, viewer = store.read(), store.viewer
    assert [perhaps.person for perhaps in message_reads.whose(con, "Hussain rang", viewer)] == [old, young]
    assert [perhaps.person for perhaps in message_reads.whose(con, "Tariq Hussain rang", viewer)] == [young]


def test_restricted_people_are_nobodys_guess(store: Store, town: Town) -> None:
    add_person(store, "Secret", "Sam", 5, restricted=True, restricted_reason="staff")
    outsider = Viewer("f" * 32, "Pat", "coordinator", "e" * 32)
    assert message_reads.whose(store.read(), "Secret rang", store.viewer)
    assert message_reads.whose(store.read(), "Secret rang", outsider) == ()


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("ring 07700 900123", "07700 900123"),
        ("(01254) 555-0101.", "(01254) 555-0101"),
        ("+447700900123 please", "+447700900123"),
        ("at 10:30 on 14/03/1964", None),
        ("NHS 999 012 3454 x", None),
        ("12345", None),
    ],
)
def test_the_telephone_number_in_a_message(words: str, phone: str | None) -> None:
    assert phone_in(words) == phone


@given(st.text(max_size=80))
def test_no_message_upsets_the_reading(words: str) -> None:
    found = phone_in(words)
    assert found is None or found in words


@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_words_upset_the_guess(words: str) -> None:
    from caretui.store.queries.contacts import find_words

    for part in words.split():
        assert "\x00" not in find_words(part, whole=True)


def test_hostile_words_upset_no_guess(store: Store, town: Town) -> None:
    with store.work() as work:
        work.add(CircleForm(person=town.doris, name="O'HERN [/b] \" OR *", relationship="NEAR("))
    for words in ['"', '"" AND', "* NEAR( x", "name: x", "O'Hern rang", "[/b]", "(", "\u202eabc", "اردو"]:
        message_reads.whose(store.read(), words, store.viewer)


# --- hospital, own words ----------------------------------------------------------------------------------


def test_into_hospital_and_home_again(store: Store, clock, town: Town) -> None:  # type: ignore[no-untyped-def]
    with store.work("into hospital") as work:
        hospital.event(
            work,
            person=town.alan,
            kind="emergency admission",
            at="2026-11-26T02:40:00Z",
            place="Royal Blackburn",
            reason="breathless",
        )
    con = store.read()
    assert hospital_reads.standing(con, town.alan) == hospital_reads.Standing(
        "2026-11-26", "Royal Blackburn", "breathless", None
    )
    clock.now = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    with store.work("home") as work:
        hospital.home(work, person=town.alan, at="2026-11-30")
    (event,) = hospital_reads.of_person(con, town.alan)
    assert (event.discharged_at, event.place) == ("2026-11-30", "Royal Blackburn")
    assert hospital_reads.standing(con, town.alan) == hospital_reads.Standing(None, "", "", "2026-11-30")


def test_a_night_admission_in_summer_counts_from_the_day_in_london(store: Store, town: Town) -> None:
    with store.work() as work:
        hospital.event(work, person=town.alan, kind="emergency admission", at="2026-07-01T23:40:00Z")
    assert hospital_reads.standing(store.read(), town.alan).since == "2026-07-02"


def test_an_attendance_keeps_nobody_in(store: Store, town: Town) -> None:
    with store.work() as work:
        hospital.event(work, person=town.alan, kind="A&E attendance", at="2026-11-19")
    assert hospital_reads.standing(store.read(), town.alan).since is None
    with pytest.raises(Refused), store.work() as work:
        hospital.event(work, person=town.alan, kind="spa", at="2026-11-19")


def test_nobody_comes_home_before_they_went_in(store: Store, town: Town) -> None:
    with store.work() as work:
        hospital.event(work, person=town.alan, kind="elective admission", at="2026-11-24")
    with pytest.raises(Refused), store.work() as work:
        hospital.home(work, person=town.alan, at="2026-11-23")


def test_own_words_are_kept_with_who_said_them(store: Store, town: Town) -> None:
    with store.work() as work:
        contacts.keep_own_words(
            work, person=town.alan, words=" I feel there's someone there now. ", said_by="Al", said_on="2026-11-20"
        )
    row = store.read().execute("SELECT words, said_by, said_on FROM outcome").fetchone()
    assert row == ("I feel there's someone there now.", "Al", "2026-11-20")
