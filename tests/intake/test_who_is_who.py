"""Whom a row is taken for: the same number, the very same row, or a question for somebody."""

from tests.intake.taking import ONE, TWO, counts, rows, take

from caretui.store.store import Store


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
