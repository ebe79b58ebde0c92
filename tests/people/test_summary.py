"""Robert's story on one screen of 80x24, exactly as the design shows it; what gives way when there is less room."""

from datetime import date

from tests.people.story import contact, goes_in

from caretui.care.sentences import contact_lead, needs_words, told_words, warning_words
from caretui.screens.identity import identity, warning_rows
from caretui.screens.person_tabs.summary import lines
from caretui.store.changes import people
from caretui.store.models.around import WarningForm
from caretui.store.queries import summary as query
from caretui.store.queries.summary import Summary
from caretui.store.store import Store
from caretui.widgets.line import pieces
from caretui.widgets.safe import width_of

TODAY = date(2026, 11, 26)


def all_words(rows):
    """The rows as plain text."""
    return "\n".join("".join(cell.text for cell in pieces(row)).rstrip() for row in rows)


DESIGN = """\
 Coordinator  Sam Ward, community matron, since 21 May 2026
 Home         Intack Court, assisted living, alone. T Holt, manager 01632 960144
 Has          diabetes, heart failure, COPD
 Matters      "My own bed, and the Rovers with our Jim."

 WHO GOES IN             M T W T F S S             TO DO        5 open, 1 late
 Matron, Sam Ward        x . . . . . .  10:30      LATE 3d OT: 2nd stair rail
 District nursing        x . x . . . .  weight     Fri 27  heart nurse: see Al
 Night care, Hollies     x x x x x x x  22:00      Mon 30  me: inhaler check
 Karen, daughter         . . . . x . .  shopping   Mon 30  Jim: budget with Al
 Jim, brother            1st of month   budget     waiting mental health 12 Nov

 If worse     breathless lying flat, up 2 kg in 3 days: heart nurse 01632 960177
 Before plan  17 hospital visits or admissions in 12 months (1.42 a month)
 Since plan    2 in 6 months (0.33 a month). Some fall after a peak is usual
 He says      "I feel there's someone there now."  Wed 25
 Wed 25 16:50 Karen rang: bad nights since Sunday, wants a ring back
 Mon 23 10:30 visit, Sam Ward: chest clear, 82.1 kg (up 1.4), ankles puffy
 Sun 22 22:15 visit, Hollies: anxious, settled with tea, no 999 call"""


def read(store: Store, person: str) -> Summary:
    found = query.summary(store.read(), person, store.viewer, TODAY)
    assert found is not None
    return found


def shown(store: Store, person: str, width: int = 80, room: int = 19) -> list[str]:
    return all_words(lines(read(store, person), width, room, TODAY)).split("\n")


def test_the_whole_story_stands_on_one_screen_as_designed(store: Store, al: str) -> None:
    assert "\n".join(shown(store, al)) == DESIGN


def test_the_strip_and_the_warnings_read_as_designed(store: Store, al: str) -> None:
    strip = read(store, al).strip
    assert identity(strip.who, TODAY).strip == 'DUXBURY, Alan  "Al"  62   born 14 Mar 1964   NHS 999 012 3454'
    first, second = (all_words([row]) for row in warning_rows(strip, TODAY, 80))
    assert first == "! Falls: no rail on 2nd stair.  ! Slow to the door: ring first, wait.  Key safe"
    assert second == "LARGE PRINT. Hearing aids.  ReSPECT form: kitchen folder.  Told of team 14 May"


def test_oldest_contacts_give_way_first_then_weekday_rows_then_what_matters(store: Store, al: str) -> None:
    whole = DESIGN.split("\n")
    oldest, weekday, matters = whole[18], whole[10], whole[3]
    assert shown(store, al, room=18) == whole[:18]
    less = shown(store, al, room=16)
    assert oldest not in less and weekday not in less and matters in less
    assert less[9].startswith(" and 2 more:") and less[-1] == whole[16]
    little = shown(store, al, room=14)
    assert matters not in little and whole[6] in little and len(little) == 14
    assert whole[0] in little and whole[14] in little


def test_a_count_of_services_that_do_not_fit_is_said(store: Store, al: str) -> None:
    with store.work("more help") as work:
        for n in range(12):
            goes_in(work, al, f"Helper {n}", "tue")
    rows = shown(store, al)
    assert any("more: Team has who goes in" in row for row in rows)
    assert len(rows) <= 19


def test_more_room_shows_more_contacts_and_the_practice(store: Store, al: str) -> None:
    with store.work("earlier") as work:
        for n in range(8):
            contact(work, al, f"2026-11-0{n + 1}T09:00:00Z", "Sam Ward", f"visit number {n}")
    rows = shown(store, al, 120, 31)
    assert sum("visit number" in row for row in rows) >= 6
    assert any(row.startswith(" Practice     NO PRACTICE") for row in rows)


def test_what_comes_next_says_visit_or_call_in_the_order_of_time(store: Store, al: str) -> None:
    from caretui.store.models.contacts import PlannedForm

    with store.work("booked") as work:
        for kind, at in (("visit", "2026-11-27T11:00"), ("call", "2026-11-26T13:30"), ("visit", "2026-11-25T09:00")):
            work.add(PlannedForm(person=al, kind=kind, at=at, state="planned"))
    (row,) = (row for row in shown(store, al, 120, 30) if row.startswith(" Next"))
    assert row == " Next         visit Wed 25 09:00 (to write up), call today 13:30, visit Fri 27 11:00"


def test_two_services_doing_one_thing_carry_the_word_twice(store: Store, al: str) -> None:
    with store.work("one more") as work:
        goes_in(work, al, "GP nurse", "wed", "weight")
    assert sum("TWICE weight"[:9] in row for row in shown(store, al)) == 2


def test_an_empty_record_says_what_to_do(store: Store) -> None:
    with store.work("a name alone") as work:
        person = people.add_person(work, family_name="Khan")
    rows = "\n".join(shown(store, person))
    assert "NO NAMED COORDINATOR: l names one" in rows
    assert "nobody yet: + adds who goes in" in rows and "a asks for one" in rows
    second = all_words(warning_rows(read(store, person).strip, TODAY))
    assert "NOT YET TOLD of the team" in second


def test_hostile_words_and_long_names_keep_every_column(store: Store) -> None:
    long = "O'HERN [b]x[/b] =cmd() \u202eevil \u0641\u0627\u0637\u0645\u06c1 " * 4
    with store.work("hostile") as work:
        person = people.add_person(work, family_name=long[:200], given_name=long[:200], communication_needs=long)
        work.add(WarningForm(person=person, words=long, kind="falls"))
        goes_in(work, person, long[:200], "mon", long)
        contact(work, person, "2026-11-25T16:50:00Z", long[:200], long * 50, own_words=long)
    summary = read(store, person)
    for row in [*lines(summary, 80, 19, TODAY), *warning_rows(summary.strip, TODAY, 79)]:
        text = all_words([row])
        assert "\x1b" not in text and "\u202e" not in text
    for row in warning_rows(summary.strip, TODAY, 80):
        assert width_of(all_words([row])) <= 79


def test_hospital_comes_before_every_warning_and_the_dead_are_not_late(store: Store, al: str) -> None:
    from caretui.store.models.people import Death, Hospital

    with store.work("in hospital") as work:
        work.put(al, Hospital(in_hospital_since="2026-11-26", hospital="Royal Blackburn"))
    first = all_words(warning_rows(read(store, al).strip, TODAY)[:1])
    assert first.startswith("IN HOSPITAL since today, Royal Blackburn.")
    with store.work("a death") as work:
        work.put(al, Death(date_of_death="2026-11-25", kindness_owed="call to family"))
    rows = warning_rows(read(store, al).strip, TODAY)
    assert all_words(rows[:1]).startswith("Died 25 Nov 2026. Still to do: call to family.")
    assert "TOLD" not in all_words(rows)


def test_contacts_are_said_as_people_say_them() -> None:
    def lead(method: str, direction: str = "out", reached: str = "yes", whom: str = "") -> str:
        return contact_lead(method=method, direction=direction, reached=reached, with_whom=whom, by="Sam Ward")

    assert lead("telephone", "in", whom="Karen, daughter") == "Karen rang"
    assert lead("telephone", whom="Karen, daughter") == "call to Karen"
    assert lead("face to face", reached="no reply") == "visit, no reply"
    assert lead("letter", "in") == "letter, they came to us"


def test_warnings_needs_and_told_in_words() -> None:
    assert warning_words("key safe", "2741") == "Key safe"
    assert warning_words("falls", "Falls often") == "Falls often."
    assert needs_words("easy read; large print", large_print=True, interpreter="yes", language="Urdu") == (
        "LARGE PRINT. INTERPRETER: Urdu. EASY READ."
    )
    assert needs_words(None, large_print=False, interpreter="no", language="English") == ""
    assert told_words(None, TODAY) == "NOT YET TOLD of the team"
