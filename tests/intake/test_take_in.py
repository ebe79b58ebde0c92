"""A sheet into a real store: no column is lost, nothing comes in twice, and it all undoes as one."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import FixedClock
from tests.intake.taking import ONE, THREE, TWO, counts, rows, take, take_practices, units

from caretui.intake import incoming
from caretui.intake.mapping import layout
from caretui.intake.readers import read
from caretui.intake.rows import check
from caretui.store import long_work
from caretui.store.journal import ChangedMeanwhile
from caretui.store.models.meetings import AttendeeForm, ItemState, MeetingState
from caretui.store.models.people import PersonForm
from caretui.store.queries.contacts import json_rows
from caretui.store.store import Store

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
    assert done.plan.made == [
        "the practice Roman Road",
        "the professional J Moss",
        "the meeting of Roman Road on Thu 7 Jan, its time is to be set",
        "the agency occupational therapy",
    ]
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
        ("2026-11-26", None, None, "bad nights"),
    ]
    assert rows(store, "SELECT at, purpose FROM planned") == [("2026-12-01T10:30", "Next visit, from your sheet")]
    assert rows(store, "SELECT what, owner_words, due FROM action") == [
        ("stair rail", "occupational therapy", "2026-12-04")
    ]
    assert rows(store, "SELECT kind, value FROM identifier") == [("Mosaic ID", "M123")]
    assert rows(store, "SELECT heading, words FROM from_sheet ORDER BY n") == [
        ("Blue badge", "yes"),
    ]


def test_the_words_of_a_sheet_are_no_contact_that_reached_anybody(store: Store) -> None:
    take(store, f"Surname|NHS|Comments\nWard|{ONE}|rings often\n")
    assert rows(store, "SELECT last_contact, last_attempt FROM person") == [(None, None)]


def test_an_entry_of_a_sheet_claims_no_method_direction_or_author_that_the_sheet_does_not_state(store: Store) -> None:
    take(store, f"Surname|NHS|Last contact|MDT date|Comments\nWard|{ONE}|20/11/2026|1/10/2026|rings often\n")
    told = rows(store, "SELECT n FROM contact ORDER BY at")
    printed = list(json_rows(store.read(), [n for (n,) in told], store.viewer, store.today()))
    assert [(one["method"], one["reached"], one["direction"], one["by"]) for one in printed] == [
        ("meeting", None, None, None),
        (None, "yes", None, None),
        (None, None, None, None),
    ]
    assert rows(store, "SELECT last_contact FROM person") == [("2026-11-20T12:00:00Z",)]


def test_what_a_sheet_says_of_how_is_read_where_it_is_certain(store: Store) -> None:
    take(
        store,
        "Surname|NHS|Last contact\n"
        f"Ward|{ONE}|12/10/26 tel call with daughter\n"
        f"Khan|{TWO}|HV 13/10/2026 - BP ok\n"
        f"Rigby|{THREE}|14/10/2026 (tel, no answer)\n",
    )
    assert rows(store, "SELECT substr(at, 1, 10), method, direction, reached, note FROM contact ORDER BY at") == [
        ("2026-10-12", "telephone", None, "yes", "12/10/26 tel call with daughter"),
        ("2026-10-13", "face to face", "out", "yes", "HV 13/10/2026 - BP ok"),
        ("2026-10-14", "telephone", None, "no reply", "14/10/2026 (tel, no answer)"),
    ]


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
    assert store.undo(done.unit).reason == "imported people"
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


def test_an_import_stands_again_when_its_undo_is_undone(store: Store) -> None:
    from caretui.store.models.people import Phones

    sheet = f"Surname|NHS|Tel\nWard|{ONE}|01254 617521\n"
    change = sheet.replace("617521", "999999")
    take(store, sheet)
    undo = store.undo(take(store, change).unit)
    assert undo is not None
    store.undo(undo.unit)
    assert rows(store, "SELECT phone FROM person") == [("01254 999999",)]
    ((person,),) = rows(store, "SELECT id FROM person")
    with store.work("changed the telephone") as work:
        work.put(person, Phones(phone="01254 888888"))
    done = take(store, change)
    assert counts(done) == (0, 0, 1, 0, 0)
    assert "changed here since" in done.findings[0].reason


def test_what_an_undone_change_said_is_no_old_value_though_a_later_undo_passed_over_it(store: Store) -> None:
    change = f"Surname|NHS|Tel\nWard|{ONE}|01254 999999\n"
    take(store, f"Surname|NHS\nWard|{ONE}\n")
    first = take(store, change)
    store.undo(take(store, change.replace("999999", "888888")).unit)
    store.undo(first.unit)
    assert rows(store, "SELECT phone FROM person") == [(None,)]
    assert counts(take(store, change)) == (0, 1, 0, 0, 0)
    assert rows(store, "SELECT phone FROM person") == [("01254 999999",)]


def test_an_import_with_later_work_on_it_is_not_undone(store: Store) -> None:
    from caretui.store.models.people import Phones

    done = take(store, WIDE)
    ((person,),) = rows(store, "SELECT id FROM person")
    with store.work("changed the telephone") as work:
        work.put(person, Phones(phone="01254 999999"))
    with pytest.raises(ChangedMeanwhile):
        store.undo(done.unit)


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


MDT = f"Surname|NHS|GP|MDT\nWard|{ONE}|Roman Road|7/1/2027\nKhan|{TWO}|Roman Road|7/1/2027\n"
LISTED = (
    "SELECT m.at, p.family_name, i.state FROM agenda_item i JOIN person p ON p.id = i.person"
    " JOIN meeting m ON m.id = i.meeting WHERE i.void IS NULL AND m.void IS NULL ORDER BY m.at, i.position"
)


def test_a_meeting_day_without_a_meeting_makes_one_for_all_of_the_practice_that_undoes_with_the_import(
    store: Store,
) -> None:
    done = take(store, MDT)
    assert rows(store, LISTED) == [("2027-01-07T00:00", "Ward", "listed"), ("2027-01-07T00:00", "Khan", "listed")]
    assert rows(store, "SELECT next_meeting FROM person") == [("2027-01-07T00:00",)] * 2
    assert counts(take(store, MDT)) == (0, 0, 2, 0, 0)
    store.undo(done.unit)
    assert rows(store, LISTED) == []
    assert rows(store, "SELECT meeting_status FROM practice") == [("not started",)]
    take(store, MDT)
    assert len(rows(store, LISTED)) == 2


def test_the_made_meeting_has_the_usual_time_and_takes_in_who_waits_and_who_is_asked(store: Store) -> None:
    from caretui.store.changes import agenda, meetings

    take(store, f"Surname|NHS|GP\nRigby|{THREE}|Roman Road\n")
    ((practice,),) = rows(store, "SELECT id FROM practice")
    ((rigby,),) = rows(store, "SELECT id FROM person")
    with store.work("planned a meeting") as work:
        before = meetings.schedule(work, practice=practice, at="2026-11-20 13:30", today=store.today())
        work.add(AttendeeForm(meeting=before, name="Dr Anne Farrow"))
    with store.work("asked for the next meeting") as work:
        agenda.put_on(work, None, [rigby])
    take(store, MDT)
    assert ("2027-01-07T13:30", "Rigby", "listed") in rows(store, LISTED)
    assert rows(store, "SELECT count(*) FROM attendee WHERE name = 'Dr Anne Farrow'") == [(2,)]


def test_a_meeting_day_that_moves_in_the_sheet_moves_here_and_one_taken_off_stays_off(store: Store) -> None:
    take(store, MDT)
    take(store, MDT.replace("7/1/2027", "14/1/2027 13:00", 1))
    assert rows(store, LISTED) == [
        ("2027-01-07T00:00", "Ward", "removed"),
        ("2027-01-07T00:00", "Khan", "listed"),
        ("2027-01-14T13:00", "Ward", "listed"),
    ]
    with store.work("took somebody off the list") as work:
        for (item,) in rows(store, "SELECT id FROM agenda_item WHERE state = 'listed'"):
            work.put(item, ItemState(state="removed"))
    assert counts(take(store, MDT.replace("7/1/2027", "14/1/2027 13:00", 1))) == (0, 0, 2, 0, 0)


def test_a_meeting_day_that_cannot_be_is_kept_in_words(store: Store) -> None:
    take(store, MDT)
    with store.work("cancelled the meeting") as work:
        ((meeting,),) = rows(store, "SELECT id FROM meeting")
        work.put(meeting, MeetingState(status="cancelled", why="snow"))
    take(store, f"Surname|NHS|GP|MDT\nRigby|{THREE}|Roman Road|7/1/2027\nWard|{ONE}|Roman Road|7/1/2027\n")
    assert rows(store, "SELECT count(*) FROM meeting") == [(1,)]
    assert rows(store, "SELECT heading, words FROM from_sheet") == [("MDT", "7/1/2027")]


def test_a_sheet_comes_in_though_others_keep_saving_while_it_is_planned(store: Store) -> None:
    path = store.path.parent / "sheet.csv"
    path.write_text(f"Surname|NHS\nWard|{ONE}\n")
    checked = check(layout(read(path)), now=store.wall())
    with closing(Store.open(store.path, store.key, store.viewer.member, clock=store.clock)) as other:
        planned: list[bool] = []

        def make() -> incoming.Incoming:
            made = incoming.plan_people(store, checked, incoming.newcomers(store))
            planned.append(store._writer.in_transaction)
            if not planned[-1]:
                with other.work("added a person") as work:
                    work.add(PersonForm(family_name="Khan"))
            return made

        done = incoming.take_in(store, make, reason="imported people")
    assert (planned, done.unit is not None) == ([False, False, True], True)
    assert rows(store, "SELECT count(*) FROM person WHERE family_name = 'Ward'") == [(1,)]


def test_a_long_import_says_so_to_others_while_it_writes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "MANY", 1)
    told: list[str] = []
    path = store.path.parent / "sheet.csv"
    path.write_text(WIDE)
    checked = check(layout(read(path)), now=store.wall())
    incoming.take_in(
        store,
        lambda: incoming.plan_people(store, checked, incoming.newcomers(store)),
        reason="imported people",
        progress=lambda done, of: told.append(long_work.announced(store.read())),
    )
    assert "Sam Ward takes in a sheet" in told
    assert long_work.announced(store.read()) == ""


def test_the_facts_counted_on_somebody_new_are_right_after_a_row_of_somebody_known(store: Store) -> None:
    take(store, f"Surname|NHS\nWard|{ONE}\n")
    take(
        store,
        "Surname|NHS|GP|Last visit|Next visit|Actions|NOK|MDT\n"
        f"Ward|{ONE}|Roman Road|20/11/2026|1/12/2026|ring ward|Karen|7/1/2027\n"
        f"Khan|{TWO}|Roman Road|19/11/2026|2/12/2026|ring ward|Ali|7/1/2027\n",
    )
    assert rows(store, "SELECT last_contact, next_planned, open_actions, next_meeting FROM person ORDER BY n") == [
        ("2026-11-20T12:00:00Z", "2026-12-01T00:00", 1, "2027-01-07T00:00"),
        ("2026-11-19T12:00:00Z", "2026-12-02T00:00", 1, "2027-01-07T00:00"),
    ]
