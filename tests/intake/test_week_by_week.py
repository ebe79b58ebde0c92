"""What changes from one week's sheet to the next."""

from datetime import timedelta

from tests.conftest import FixedClock
from tests.intake.taking import ONE, THREE, TWO, counts, rows, take

from caretui.care.identifiers import make_test_nhs
from caretui.store.store import Store


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
