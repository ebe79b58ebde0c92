"""A sheet into a real store: who is added, who is known, what changes, and that it all undoes as one."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import FixedClock

from caretui.care.identifiers import make_test_nhs
from caretui.intake import incoming
from caretui.intake.mapping import layout, without_guesses
from caretui.intake.practices import read_practices
from caretui.intake.readers import read
from caretui.intake.rows import check
from caretui.store import backup
from caretui.store.journal import ChangedMeanwhile
from caretui.store.store import Store

ONE, TWO, THREE = make_test_nhs(1), make_test_nhs(2), make_test_nhs(3)
Counts = dict[str, int]


def take(store: Store, source: Path | str, *, mine: bool = False, **decisions: str) -> incoming.Incoming:
    """Take people in from a file, or from text whose cells are parted by `|`; `line3="new"` decides a doubtful row."""
    path = source if isinstance(source, Path) else store.path.parent / "sheet.csv"
    if isinstance(source, str):
        path.write_text(source, "utf-8")
    checked = check(without_guesses(layout(read(path))), now=store.wall())
    decided = {int(line.removeprefix("line")): what for line, what in decisions.items()}
    how = incoming.newcomers(store, mine=mine, decisions=decided)
    return incoming.take_in(store, lambda: incoming.plan_people(store, checked, how), reason="imported people")


def counts(done: incoming.Incoming) -> tuple[int, ...]:
    """added, updated, unchanged, refused, review."""
    return tuple(done.counts[name] for name in ("added", "updated", "unchanged", "refused", "review"))


def rows(store: Store, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return list(store.read().execute(sql, values))


def units(store: Store) -> int:
    return int(rows(store, "SELECT count(*) FROM unit")[0][0])


WIDE = (
    "Surname|Forename|NHS No|DOB|Address|Postcode|Tel|GP Surgery|Key worker|Diagnosis|Alerts|NOK|NOK tel|"
    "Last visit|Next visit|Actions|Who by|By when|MDT|Comments|Mosaic ID|Blue badge\n"
    f"DUXBURY|Alan|{ONE}|14/03/1964|Intack Court|BB1 1AA|01254 617521|Roman Road|J Moss|COPD; diabetes|"
    "Slow to the door|Karen (daughter)|07700900123|20/11/2026|1/12/2026 10:30|stair rail|OT|4/12/2026|7/1/2027|"
    "bad nights|M123|yes\n"
)


def test_no_column_is_thrown_away(store: Store) -> None:
    done = take(store, WIDE)
    assert counts(done) == (1, 0, 0, 0, 0)
    assert done.plan.made == ["the practice Roman Road", "the professional J Moss", "the agency occupational therapy"]
    (person,) = rows(
        store,
        "SELECT family_name, given_name, nhs_number, date_of_birth, address, postcode, phone FROM person",
    )
    assert person == ("DUXBURY", "Alan", ONE, "1964-03-14", "Intack Court", "BB1 1AA", "01254 617521")
    assert rows(store, "SELECT q.name, w.name FROM person p JOIN practice q ON q.id = p.practice"
                       " JOIN professional w ON w.id = p.coordinator") == [("Roman Road", "J Moss")]  # fmt: skip
    assert rows(store, "SELECT name FROM condition ORDER BY n") == [("COPD",), ("diabetes",)]
    assert rows(store, "SELECT words, audience FROM warning") == [("Slow to the door", "staff who visit")]
    assert rows(store, "SELECT name, relationship, phone, next_of_kin FROM circle") == [
        ("Karen", "daughter", "07700 900123", 1)
    ]
    assert rows(store, "SELECT substr(at, 1, 10), method, reached, note FROM contact ORDER BY n") == [
        ("2026-11-20", "face to face", "yes", "Last visit, from your sheet"),
        ("2026-11-26", "note", "", "bad nights"),
    ]
    assert rows(store, "SELECT at, purpose FROM planned") == [("2026-12-01T10:30", "Next visit, from your sheet")]
    assert rows(store, "SELECT what, owner_words, due FROM action") == [
        ("stair rail", "occupational therapy", "2026-12-04")
    ]
    assert rows(store, "SELECT kind, value FROM identifier") == [("Mosaic ID", "M123")]
    assert rows(store, "SELECT heading, words FROM from_sheet ORDER BY n") == [
        ("MDT", "7/1/2027"),
        ("Blue badge", "yes"),
    ]


def test_the_words_of_a_sheet_are_no_contact_that_reached_anybody(store: Store) -> None:
    take(store, f"Surname|NHS|Comments\nWard|{ONE}|rings often\n")
    assert rows(store, "SELECT last_contact FROM person") == [(None,)]


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    take(store, WIDE)
    before = units(store)
    again = take(store, WIDE)
    assert (counts(again), again.findings) == ((0, 0, 1, 0, 0), ())
    assert units(store) == before


def test_a_blank_cell_erases_nothing_and_a_new_one_is_filled(store: Store) -> None:
    take(store, f"Surname|NHS|Tel|Mobile\nWard|{ONE}|01254 617521|\n")
    done = take(store, f"Surname|NHS|Tel|Mobile\nWard|{ONE}||07700900123\n")
    assert counts(done) == (0, 1, 0, 0, 0)
    assert done.plan.outcomes[0].differences == ("Mobile",)
    assert rows(store, "SELECT phone, mobile FROM person") == [("01254 617521", "07700 900123")]


def test_a_stale_sheet_does_not_put_back_what_was_changed_here(store: Store) -> None:
    from caretui.store.models.people import Phones

    sheet = f"Surname|NHS|Tel\nWard|{ONE}|01254 617521\n"
    take(store, sheet)
    ((person,),) = rows(store, "SELECT id FROM person")
    with store.work("changed the telephone") as work:
        work.put(person, Phones(phone="01254 999999"))
    done = take(store, sheet)
    assert counts(done) == (0, 0, 1, 0, 0)
    assert "changed here since" in done.findings[0].reason
    assert rows(store, "SELECT phone FROM person") == [("01254 999999",)]


def test_an_import_undoes_as_one_and_can_be_done_again(store: Store) -> None:
    done = take(store, WIDE)
    assert store.undo(done.unit) == "imported people"
    for table in ("person", "contact", "action", "planned", "from_sheet", "professional"):
        standing = rows(store, f"SELECT count(*) FROM {table} WHERE void IS NULL")[0][0]
        assert standing == (1 if table == "professional" else 0), table
    assert counts(take(store, WIDE)) == (1, 0, 0, 0, 0)
    assert counts(take(store, WIDE)) == (0, 0, 1, 0, 0)


def test_an_undone_update_can_be_done_again(store: Store) -> None:
    take(store, f"Surname|NHS|Tel\nWard|{ONE}|01254 617521\n")
    change = f"Surname|NHS|Tel|Comments\nWard|{ONE}|01254 999999|rings\n"
    store.undo(take(store, change).unit)
    assert rows(store, "SELECT phone FROM person") == [("01254 617521",)]
    assert counts(take(store, change)) == (0, 1, 0, 0, 0)
    assert rows(store, "SELECT phone FROM person") == [("01254 999999",)]
    assert rows(store, "SELECT count(*) FROM contact WHERE void IS NULL") == [(1,)]


def test_an_import_with_later_work_on_it_is_not_undone(store: Store) -> None:
    from caretui.store.models.people import Phones

    done = take(store, WIDE)
    ((person,),) = rows(store, "SELECT id FROM person")
    with store.work("changed the telephone") as work:
        work.put(person, Phones(phone="01254 999999"))
    with pytest.raises(ChangedMeanwhile):
        store.undo(done.unit)


# --- who is who


def test_without_a_number_the_very_same_row_is_known_and_a_changed_one_is_put_to_review(store: Store) -> None:
    sheet = "Surname|Forename|DOB|Tel\nWard|Sam|1/1/1950|01254 617521\n"
    assert counts(take(store, sheet)) == (1, 0, 0, 0, 0)
    assert counts(take(store, sheet)) == (0, 0, 1, 0, 0)
    done = take(store, sheet.replace("617521", "617522"))
    assert counts(done) == (0, 0, 0, 0, 1)
    assert "the same name and birth date" in done.findings[-1].reason
    assert rows(store, "SELECT phone FROM person") == [("01254 617521",)]


def test_somebody_decides_about_a_doubtful_row(store: Store) -> None:
    sheet = "Surname|Forename|DOB|Tel\nWard|Sam|1/1/1950|01254 617521\n"
    changed = sheet.replace("617521", "617522")
    take(store, sheet)
    ((person,),) = rows(store, "SELECT id FROM person")
    assert counts(take(store, changed, line2="skip")) == (0, 0, 0, 0, 1)
    assert counts(take(store, changed, line2=person)) == (0, 1, 0, 0, 0)
    assert counts(take(store, changed)) == (0, 0, 1, 0, 0)
    other = sheet.replace("617521", "617523")
    assert counts(take(store, other, line2="new")) == (1, 0, 0, 0, 0)
    assert rows(store, "SELECT count(*) FROM person") == [(2,)]


def test_father_and_son_in_one_sheet_are_never_merged(store: Store) -> None:
    done = take(store, "Surname|Forename|DOB|Tel\nKhan|Ali|1/1/1950|1\nKhan|Ali|1/1/1950|2\nKhan|Ali|1/1/1980|3\n")
    assert counts(done) == (2, 0, 0, 0, 1)
    assert "line 2 of this sheet" in done.findings[-1].reason


def test_the_same_row_twice_in_one_sheet_is_one_person(store: Store) -> None:
    done = take(store, "Surname|Forename|DOB\nKhan|Ali|1/1/1950\nKhan|Ali|1/1/1950\n")
    assert counts(done) == (1, 0, 1, 0, 0)
    assert rows(store, "SELECT count(*) FROM person") == [(1,)]


def test_a_number_typed_into_the_wrong_row_is_put_to_review(store: Store) -> None:
    take(store, f"Surname|Forename|DOB|NHS\nWard|Sam|1/1/1950|{ONE}\n")
    done = take(store, f"Surname|Forename|DOB|NHS\nKhan|Ali|5/5/1960|{ONE}\n")
    assert counts(done) == (0, 0, 0, 0, 1)
    assert "family name and birth date are not" in done.findings[-1].reason


def test_rows_of_one_number_count_as_one_added_and_its_updates(store: Store) -> None:
    sheet = f"Surname|NHS|Comments\nWard|{ONE}|first\nWard|{ONE}|second\nKhan|{TWO}|x\n"
    assert counts(take(store, sheet)) == (2, 1, 0, 0, 0)
    assert counts(take(store, sheet)) == (0, 0, 3, 0, 0)


def test_the_first_row_of_a_person_wins_and_the_next_fill_its_blanks(store: Store) -> None:
    sheet = (
        f"Surname|NHS|Tel|Mobile|Comments\nWard|{ONE}|01254 617521||first\nWard|{ONE}|01254 999999|07700900123|second\n"
    )
    done = take(store, sheet)
    assert rows(store, "SELECT phone, mobile FROM person") == [("01254 617521", "07700 900123")]
    assert [(one.line, one.weight, one.reason) for one in done.findings] == [
        (3, "note", "differs from line 2 of the same person, which was taken")
    ]
    assert counts(take(store, sheet)) == (0, 0, 2, 0, 0)


def test_two_rows_said_to_be_one_person_are_so_the_next_time_too(store: Store) -> None:
    sheet = "Surname|Forename|DOB|Tel|Comments\nKhan|Ali|1/1/1950|1|one\nKhan|Ali|1/1/1950|2|two\n"
    assert counts(take(store, sheet, line3="line:2")) == (1, 1, 0, 0, 0)
    assert rows(store, "SELECT phone FROM person") == [("1",)]
    assert counts(take(store, sheet)) == (0, 0, 2, 0, 0)


def test_one_number_on_two_different_people_of_a_sheet_is_put_to_review(store: Store) -> None:
    done = take(store, f"Surname|Forename|DOB|NHS\nWard|Sam|1/1/1950|{ONE}\nKhan|Ali|5/5/1960|{ONE}\n")
    assert counts(done) == (1, 0, 0, 0, 1)


# --- coordinators, practices, meetings


def test_make_me_their_coordinator(store: Store) -> None:
    take(store, f"Surname|NHS\nWard|{ONE}\n", mine=True)
    assert rows(
        store, "SELECT w.name, p.coordinator_since FROM person p JOIN professional w ON w.id = p.coordinator"
    ) == [("Sam Ward", "2026-11-26")]
    take(store, f"Surname|NHS|Key worker\nWard|{ONE}|\nKhan|{TWO}|WARD, Sam\nShah|{THREE}|J Moss\n", mine=True)
    found = rows(
        store, "SELECT p.family_name, w.name FROM person p JOIN professional w ON w.id = p.coordinator ORDER BY p.n"
    )
    assert found == [("Ward", "Sam Ward"), ("Khan", "Sam Ward"), ("Shah", "J Moss")]
    again = take(store, f"Surname|NHS|Key worker\nShah|{THREE}|\n", mine=True)
    assert counts(again) == (0, 0, 1, 0, 0)


def test_another_coordinator_in_the_sheet_is_so_from_today_and_a_stale_one_is_not(
    store: Store, clock: FixedClock
) -> None:
    sheet = f"Surname|NHS|Key worker\nWard|{ONE}|J Moss\n"
    take(store, sheet)
    since = "SELECT w.name, p.coordinator_since FROM person p JOIN professional w ON w.id = p.coordinator"
    assert rows(store, since) == [("J Moss", None)]
    clock.now += timedelta(days=7)
    assert counts(take(store, sheet.replace("J Moss", "L Haslam"))) == (0, 1, 0, 0, 0)
    assert rows(store, since) == [("L Haslam", "2026-12-03")]
    clock.now += timedelta(days=7)
    for stale in (sheet, sheet.replace("J Moss", "L Haslam")):
        assert counts(take(store, stale)) == (0, 0, 1, 0, 0)
    assert rows(store, since) == [("L Haslam", "2026-12-03")]


def take_practices(store: Store, path: Path) -> incoming.Incoming:
    listed = read_practices(read(path))
    return incoming.take_in(store, lambda: incoming.plan_practices(store, listed), reason="imported practices")


def test_the_official_lists_give_the_four_localities_their_practices(store: Store, samples: Path) -> None:
    take_practices(store, samples / "ods" / "epraccur_2019-10_00Q.csv")
    take_practices(store, samples / "ods" / "ePCN_2022-08.xlsx")
    found = rows(
        store, "SELECT l.name, count(*) FROM practice p JOIN locality l ON l.id = p.locality GROUP BY 1 ORDER BY 1"
    )
    assert dict(found) == {"Blackburn East": 7, "Blackburn North": 7, "Blackburn West": 6, "Darwen": 3}
    assert {source for (source,) in rows(store, "SELECT source FROM locality")} == {
        "primary care networks (ePCN), which stand in for the localities"
    }
    before = units(store)
    for name in ("epraccur_2019-10_00Q.csv", "ePCN_2022-08.xlsx"):
        again = take_practices(store, samples / "ods" / name)
        assert counts(again) == (0, 0, again.read, 0, 0)
    assert units(store) == before


def test_a_practice_that_the_list_does_not_know_is_reported_and_its_words_kept(store: Store, samples: Path) -> None:
    take_practices(store, samples / "ods" / "ePCN_2022-08.xlsx")
    done = take(store, f"Surname|NHS|GP Surgery\nWard|{ONE}|Roman Rd\nKhan|{TWO}|Cornerston Practise\n")
    assert counts(done) == (2, 0, 0, 0, 0)
    assert [(one.line, one.column, one.weight, one.reason) for one in done.findings] == [
        (3, "GP Surgery", "cell", "no practice of this name or code here; did they mean The Cornerstone Practice?")
    ]
    assert rows(
        store, "SELECT p.family_name, l.name FROM person p LEFT JOIN locality l ON l.id = p.place ORDER BY p.n"
    ) == [
        ("Ward", "Blackburn East"),
        ("Khan", None),
    ]
    assert rows(store, "SELECT heading, words FROM from_sheet") == [("GP Surgery", "Cornerston Practise")]


def test_a_practice_made_from_a_sheet_is_found_by_the_official_list(store: Store, samples: Path) -> None:
    take(store, f"Surname|NHS|GP Surgery\nWard|{ONE}|Roman Road Health Centre\n")
    take_practices(store, samples / "ods" / "ePCN_2022-08.xlsx")
    assert rows(store, "SELECT code FROM practice WHERE name LIKE 'Roman%'") == [("P81709",)]


def test_a_meeting_day_puts_them_on_the_list_of_the_meeting_planned_there(store: Store) -> None:
    from caretui.store.models.meetings import MeetingForm
    from caretui.store.models.places import PracticeForm

    with store.work("planned a meeting") as work:
        practice = work.add(PracticeForm(name="Roman Road", code="P81709"))
        meeting = work.add(MeetingForm(practice=practice, at="2027-01-07T13:00"))
    sheet = f"Surname|NHS|GP|MDT\nWard|{ONE}|Roman Road|7/1/2027\nKhan|{TWO}|Roman Road|7/1/2027\n"
    take(store, sheet)
    found = rows(store, "SELECT p.family_name, i.position FROM agenda_item i JOIN person p ON p.id = i.person"
                        " WHERE i.meeting = ? ORDER BY 2", meeting)  # fmt: skip
    assert found == [("Ward", 1), ("Khan", 2)]
    assert counts(take(store, sheet)) == (0, 0, 2, 0, 0)


# --- what changes from one week's sheet to the next


def test_a_visit_moved_in_the_sheet_moves_here(store: Store) -> None:
    sheet = f"Surname|NHS|Next visit\nWard|{ONE}|1/12/2026 10:30\n"
    take(store, sheet)
    moved = sheet.replace("1/12/2026", "3/12/2026")
    assert counts(take(store, moved)) == (0, 1, 0, 0, 0)
    assert rows(store, "SELECT at FROM planned WHERE void IS NULL") == [("2026-12-03T10:30",)]
    assert counts(take(store, moved)) == (0, 0, 1, 0, 0)


def test_an_action_that_is_done_here_does_not_come_back(store: Store) -> None:
    from caretui.store.models.plan import ActionState

    sheet = f"Surname|NHS|Actions|By when\nWard|{ONE}|stair rail|4/12/2026\n"
    take(store, sheet)
    ((action,),) = rows(store, "SELECT id FROM action")
    with store.work("done") as work:
        work.put(action, ActionState(status="done"))
    assert counts(take(store, sheet.replace("4/12", "9/12"))) == (0, 0, 1, 0, 0)


def test_the_owner_of_an_action_is_staff_an_agency_or_words(store: Store) -> None:
    sheet = (
        "Surname|NHS|Key worker|Actions|Who by\n"
        f"Ward|{ONE}|Sam Ward|one|OT\nKhan|{TWO}|Sam Ward|two|sam ward\nShah|{THREE}|Sam Ward|three|Karen\n"
        f"Bibi|{make_test_nhs(4)}|Sam Ward|four|\n"
    )
    done = take(store, sheet)
    assert done.plan.made == ["the agency occupational therapy"]
    found = rows(
        store,
        "SELECT a.what, a.owner_words, g.name, w.name FROM action a LEFT JOIN agency g ON g.id = a.agency"
        " LEFT JOIN professional w ON w.id = a.professional ORDER BY a.n",
    )
    assert found == [
        ("one", "occupational therapy", "occupational therapy", None),
        ("two", "Sam Ward", "community nursing", "Sam Ward"),
        ("three", "Karen", None, None),
        ("four", "Sam Ward", "community nursing", "Sam Ward"),
    ]
    assert counts(take(store, sheet)) == (0, 0, 4, 0, 0)


def test_a_closed_record_says_since_when_and_only_once(store: Store, clock: FixedClock) -> None:
    take(store, f"Surname|NHS\nWard|{ONE}\n")
    sheet = f"Surname|NHS|Status\nWard|{ONE}|Discharged\n"
    assert counts(take(store, sheet)) == (0, 1, 0, 0, 0)
    clock.now += timedelta(days=7)
    assert counts(take(store, sheet)) == (0, 0, 1, 0, 0)
    assert rows(store, "SELECT status, status_reason, status_since FROM person") == [
        ("closed", "from your sheet: Discharged", "2026-11-26")
    ]


def test_words_without_a_field_take_their_newest_value(store: Store) -> None:
    take(store, f"Surname|NHS|Blue badge\nWard|{ONE}|applied\n")
    take(store, f"Surname|NHS|Blue badge\nWard|{ONE}|has it\n")
    assert rows(store, "SELECT heading, words FROM from_sheet WHERE void IS NULL") == [("Blue badge", "has it")]


def test_a_visit_logged_here_is_not_told_again_by_the_sheet(store: Store) -> None:
    from caretui.store.models.contacts import ContactForm

    take(store, f"Surname|NHS\nWard|{ONE}\n")
    ((person,),) = rows(store, "SELECT id FROM person")
    with store.work("logged") as work:
        at = "2026-11-20T14:30:00Z"
        work.add(ContactForm(person=person, at=at, recorded_at=at, by="Sam Ward", method="face to face"))
    assert counts(take(store, f"Surname|NHS|Last visit\nWard|{ONE}|20/11/2026\n")) == (0, 0, 1, 0, 0)


# --- real and hostile sheets


def test_the_synthea_sample_gives_every_person_or_a_reason_and_again_changes_nothing(
    store: Store, samples: Path
) -> None:
    assert counts(take(store, samples / "synthea" / "patients.csv")) == (1000, 0, 0, 0, 0)
    before = units(store)
    assert counts(take(store, samples / "synthea" / "patients.csv")) == (0, 0, 1000, 0, 0)
    assert units(store) == before


def test_every_naughty_string_comes_in_whole(store: Store, samples: Path, workbook: Callable[..., bytes]) -> None:
    strings = json.loads((samples / "naughty_strings" / "blns.json").read_text("utf-8"))
    fit = [
        one for one in strings if one.strip() and len(one) <= 200 and all(c.isprintable() or c == "\u200d" for c in one)
    ]
    path = store.path.parent / "naughty.xlsx"
    path.write_bytes(
        workbook(["Surname", "Forename", "DOB", "Comments"], *[[one, "Ann", "1/1/1950", one] for one in fit])
    )
    done = take(store, path)
    assert done.read == len(fit)
    assert done.refused == 0
    names = {name for (name,) in rows(store, "SELECT family_name FROM person")}
    notes = {note for (note,) in rows(store, "SELECT note FROM contact")}
    waiting = {one.value.removesuffix(", Ann") for one in done.findings if one.weight == "review"}
    for one in fit:
        name = " ".join(one.split())
        assert name in names or name in waiting
        assert one.strip() in notes or name in waiting


def test_a_change_by_somebody_else_between_plan_and_writing_makes_a_new_plan(store: Store) -> None:
    from caretui.store.changes import directory

    path = store.path.parent / "sheet.csv"
    path.write_text(f"Surname|NHS|Key worker\nWard|{ONE}|J Moss\n")
    checked = check(layout(read(path)), now=store.wall())
    plans: list[incoming.Incoming] = []

    def make() -> incoming.Incoming:
        plans.append(incoming.plan_people(store, checked, incoming.newcomers(store)))
        if len(plans) == 1:
            with store.work("added J Moss") as work:
                directory.ensure_professional(work, "J Moss")
        return plans[-1]

    incoming.take_in(store, make, reason="imported people")
    assert len(plans) == 2
    assert rows(store, "SELECT count(*) FROM professional WHERE name = 'J Moss'") == [(1,)]


def test_a_verified_backup_is_made_before_a_sheet_changes_anything(store: Store) -> None:
    sheet = f"Surname|NHS\nWard|{ONE}\n"
    before = units(store)
    take(store, sheet)
    (made,) = backup.known(backup.folder(store.path))
    assert backup.check(made.file, store.key) == before
    take(store, sheet)
    assert len(backup.known(backup.folder(store.path))) == 1


def test_without_a_backup_nothing_comes_in(store: Store) -> None:
    backup.folder(store.path).write_text("a file is in the way")
    with pytest.raises(backup.BackupFailed):
        take(store, f"Surname|NHS\nWard|{ONE}\n")
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]


def test_progress_is_told_and_a_failure_writes_nothing(store: Store, samples: Path) -> None:
    checked = check(without_guesses(layout(read(samples / "synthea" / "patients.csv"))), now=store.wall())
    seen: list[tuple[int, int]] = []

    def fall(done: int, of: int) -> None:
        seen.append((done, of))
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        incoming.take_in(
            store,
            lambda: incoming.plan_people(store, checked, incoming.newcomers(store)),
            reason="imported people",
            progress=fall,
        )
    assert len(seen) == 2
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]


def test_a_reader_on_another_thread_is_not_in_the_way(store: Store) -> None:
    done = threading.Event()
    found: list[int] = []

    def look() -> None:
        while not done.is_set():
            found.append(int(store.read().execute("SELECT count(*) FROM person").fetchone()[0]))

    watcher = threading.Thread(target=look)
    watcher.start()
    lines = "".join(f"Ward{n}|{make_test_nhs(n)}\n" for n in range(300))
    take(store, f"Surname|NHS\n{lines}")
    done.set()
    watcher.join()
    assert set(found) <= {0, 300}
