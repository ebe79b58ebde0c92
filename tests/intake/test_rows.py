"""One row after another: what a cell means, and what is said when it means nothing."""

import json
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caretui.care.arrivals import Arrival, Finding, Told
from caretui.care.identifiers import has_control, make_test_nhs
from caretui.intake.mapping import layout
from caretui.intake.report import report_csv
from caretui.intake.rows import Checked, check
from caretui.intake.sheets import Book, Line, Sheet
from caretui.intake.whole_row import split_relation

NOW = datetime.fromisoformat("2026-11-26T08:41")
ONE, TWO = make_test_nhs(1), make_test_nhs(2)


def rows_of(headings: str, *rows: str) -> Checked:
    """Rows with cells parted by `|` under their headings, checked."""
    lines = [Line(1, tuple(headings.split("|")))]
    lines += [Line(number, tuple(row.split("|"))) for number, row in enumerate(rows, 2)]
    return check(layout(Book((Sheet("", tuple(lines)),))), now=NOW)


def one(headings: str, row: str) -> Arrival:
    """The arrival of a single row that nothing is wrong with."""
    checked = rows_of(headings, row)
    assert [found for found in checked.findings if found.weight != "note"] == []
    return checked.arrivals[0]


def cell(heading: str, words: str) -> tuple[dict[str, str], list[Told], list[Finding]]:
    """What one cell beside a name comes to."""
    checked = rows_of(f"Surname|{heading}", f"Ward|{words}")
    if not checked.arrivals:
        return {}, [], list(checked.findings)
    arrival = checked.arrivals[0]
    person = {name: value for name, value in arrival.person.items() if name != "family_name"}
    return person, list(arrival.told), list(checked.findings)


def kept(heading: str, words: str) -> Told:
    return Told("from_sheet", {"heading": heading, "words": words}, f"from_sheet|{heading.casefold()}")


# --- who they are


def test_an_nhs_number_in_any_spacing() -> None:
    assert cell("NHS No", f"{ONE[:3]} {ONE[3:6]} {ONE[6:]}")[0] == {"nhs_number": ONE}


@pytest.mark.parametrize("words", ["", "n/a", "N/K", "-", "unknown", "tbc"])
def test_a_missing_nhs_number_is_allowed(words: str) -> None:
    assert cell("NHS No", words) == ({}, [], [])


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("943 476 5918", "check digit"),
        ("0000000000", "same digit ten times"),
        ("94347659", "8 digits instead of 10"),
        ("9.43E+09", "the spreadsheet shortened it"),
        ("see Mosaic", "isn't a digit"),
    ],
)
def test_a_wrong_nhs_number_refuses_the_row_and_only_that(words: str, reason: str) -> None:
    checked = rows_of("Surname|NHS No", f"Ward|{words}", f"Khan|{ONE}")
    assert [arrival.person["family_name"] for arrival in checked.arrivals] == ["Khan"]
    assert checked.refused == 1
    (found,) = checked.findings
    assert (found.line, found.column, found.value, found.weight) == (2, "NHS No", words, "row")
    assert reason in found.reason


@pytest.mark.parametrize(
    ("words", "born"),
    [
        ("14/03/1964", "1964-03-14"),
        ("1964-03-14T00:00:00", "1964-03-14"),
        ("3 Jan 1950", "1950-01-03"),
        ("23450", "1964-03-14"),
    ],
)
def test_birth_dates_day_first_or_as_a_spreadsheet_counts_days(words: str, born: str) -> None:
    assert cell("DOB", words)[0] == {"date_of_birth": born}


@pytest.mark.parametrize("words", ["29/02/1900", "14/03/9999", "31/04/1950", "12/31/1950", "next week", "99999"])
def test_a_birth_date_that_cannot_be_refuses_the_row(words: str) -> None:
    (found,) = cell("DOB", words)[2]
    assert (found.weight, found.column, found.value) == ("row", "DOB", words)
    assert found.reason


@pytest.mark.parametrize("words", ["1945", "c. 1945", "est 1945", "1945?"])
def test_only_a_year_is_an_estimated_birth_date(words: str) -> None:
    person, _, (note,) = cell("DOB", words)
    assert person == {"date_of_birth": "1945-01-01", "birth_estimated": "yes"}
    assert note.weight == "note"


def test_names_in_one_column_or_two() -> None:
    assert one("Patient|DOB", "HUSSAIN, Mohammed|1/1/1951").person == {
        "family_name": "HUSSAIN",
        "given_name": "Mohammed",
        "date_of_birth": "1951-01-01",
    }
    assert one("Surname|Forename", "O’HERN|Kath").person == {"family_name": "O’HERN", "given_name": "Kath"}
    assert one("Name|NHS", f"Shahnaz|{ONE}").person == {"family_name": "Shahnaz", "nhs_number": ONE}
    assert one("Forename|Surname", "Cher|").person == {"family_name": "Cher"}


def test_a_row_without_a_name_is_refused() -> None:
    checked = rows_of("Surname|Forename|Notes", "||rings on Mondays", "Ward|Sam|")
    assert [(found.line, found.reason) for found in checked.findings] == [(2, "no name in this row")]
    assert len(checked.arrivals) == 1


def test_a_name_of_200_characters_is_a_name_and_one_of_201_is_not() -> None:
    assert one("Surname|Forename", f"{'x' * 200}|y").person["family_name"] == "x" * 200
    (found,) = rows_of("Surname|Forename", f"{'x' * 201}|y").findings
    assert found.reason == "longer than 200 characters"


@pytest.mark.parametrize("name", ["Null", "None", "N/A", "[b]Bold[/b]", "true", "-1"])
def test_names_that_look_like_nothing_are_names(name: str) -> None:
    assert one("Surname|DOB", f"{name}|1/1/1950").person["family_name"] == name


def test_control_characters_are_replaced_and_reported() -> None:
    checked = rows_of("Surname|Notes", "Wa\x1brd|one\x00two\x07")
    assert checked.arrivals[0].person["family_name"] == "Wa\ufffdrd"
    assert [found.reason for found in checked.findings] == [
        "a control character was replaced by \ufffd",
        "2 control characters were replaced by \ufffd",
    ]


# --- where they live and what they need


def test_an_address_in_several_columns_is_one_and_gives_its_postcode_away() -> None:
    assert one("Surname|Address 1|Address 2|Town", "Ward|1 High St|Audley|Blackburn BB1 1AA").person == {
        "family_name": "Ward",
        "address": "1 High St\nAudley\nBlackburn",
        "postcode": "BB1 1AA",
    }


def test_a_cell_that_cannot_be_read_is_reported_and_its_words_are_kept() -> None:
    person, told, (found,) = cell("Postcode", "BB1")
    assert (person, told) == ({}, [kept("Postcode", "BB1")])
    assert (found.weight, found.reason) == ("cell", "only the first half of a postcode")


@pytest.mark.parametrize(
    ("heading", "words", "person"),
    [
        ("Postcode", "bb11aa", {"postcode": "BB1 1AA"}),
        ("Postcode", "NFA", {"postcode": "ZZ99 3VZ"}),
        ("Mobile", "7700900123", {"mobile": "07700 900123"}),
        ("Gender", "F", {"sex": "female"}),
        ("Ethnicity", "White British", {"ethnic_category": "A"}),
        ("Ethnicity", "Pakistani", {"ethnic_category": "J"}),
        ("Ethnicity", "J", {"ethnic_category": "J"}),
        ("Lives alone?", "Y", {"living_situation": "alone"}),
        ("Lives with", "daughter", {"living_situation": "daughter"}),
        ("Frequency", "fortnightly", {"contact_interval": "14"}),
        ("Frequency", "every 6 weeks", {"contact_interval": "42"}),
        ("Frequency", "once a month", {"contact_interval": "30"}),
        (
            "AIS",
            "Large print, hearing aids",
            {"communication_needs": "Large print, hearing aids", "large_print": "yes"},
        ),
        ("Key safe", "1234", {"key_safe": "1234"}),
        ("Status", "Active", {"status": "open"}),
        ("Status", "Discharged", {"status": "closed", "status_reason": "from your sheet: Discharged"}),
        ("DOD", "1/11/2026", {"date_of_death": "2026-11-01"}),
        ("RIP", "no", {}),
    ],
)
def test_cells_that_fill_a_field(heading: str, words: str, person: dict[str, str]) -> None:
    assert cell(heading, words) == (person, [], [])


@pytest.mark.parametrize(
    ("heading", "words"),
    [("Gender", "prefers she"), ("Ethnicity", "Lancashire"), ("Frequency", "when needed"), ("Status", "pending"),
     ("Blue badge", "yes"), ("Risk", "high"), ("Locality", "East")],
)  # fmt: skip
def test_words_without_a_field_stay_on_the_person_in_silence(heading: str, words: str) -> None:
    assert cell(heading, words) == ({}, [kept(heading, words)], [])


# --- what stands beside them


def test_conditions_one_by_one() -> None:
    _, told, _ = cell("Diagnosis", "COPD; diabetes,\nheart failure")
    assert [one.values["name"] for one in told] == ["COPD", "diabetes", "heart failure"]


def test_a_warning_goes_to_those_who_visit_and_safeguarding_to_the_coordinator_only() -> None:
    _, (dog,), _ = cell("Alerts", "Dog in the yard")
    assert dog.values == {"kind": "dog", "words": "Dog in the yard", "audience": "staff who visit"}
    _, (nuts,), _ = cell("Allergies", "nuts")
    assert nuts.values == {"kind": "allergy", "words": "Allergies: nuts", "audience": "everyone"}
    assert cell("Alerts", "none") == ({}, [], [])
    _, (guarded,), _ = cell("Alerts", "Safeguarding: nephew")
    assert (guarded.values["kind"], guarded.values["audience"]) == ("safeguarding", "coordinator only")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("Karen (daughter)|07700900123", {"name": "Karen", "relationship": "daughter", "phone": "07700 900123"}),
        ("Karen - dtr|", {"name": "Karen", "relationship": "daughter"}),
        ("wife Edna 01632 960118|", {"name": "Edna", "relationship": "wife", "phone": "01632 960118"}),
        ("Karen Duxbury|", {"name": "Karen Duxbury"}),
        ("|07700900123", {"name": "next of kin", "phone": "07700 900123"}),
    ],
)
def test_next_of_kin(words: str, values: dict[str, str]) -> None:
    (told,) = one("Surname|NOK|NOK tel", f"Ward|{words}").told
    assert told.values == values | {"next_of_kin": "yes"}


def test_programmes_known_and_unknown() -> None:
    _, told, _ = cell("Programme", "Transforming Lives; Winter scheme")
    assert told == [
        Told("involvement", {"programme": "transforming lives"}, "involvement|transforming lives"),
        kept("Programme", "Transforming Lives; Winter scheme"),
    ]


# --- what happened and what is to come


@pytest.mark.parametrize(
    ("heading", "words", "at", "method"),
    [
        ("Last visit", "20/11/2026", "2026-11-20T12:00:00", "face to face"),
        ("Last seen", "2026-11-20T14:30:00", "2026-11-20T14:30:00", "face to face"),
        ("Last contact", "46346", "2026-11-20T12:00:00", ""),
        ("Last visit", "today", "2026-11-26T08:41:00", "face to face"),
    ],
)
def test_a_last_visit_is_a_dated_contact(heading: str, words: str, at: str, method: str) -> None:
    _, (told,), _ = cell(heading, words)
    assert (told.kind, told.values["at"], told.values.get("method", ""), told.values["reached"]) == (
        "contact",
        at,
        method,
        "yes",
    )


def test_a_last_visit_in_the_future_is_reported_and_kept() -> None:
    _, told, (found,) = cell("Last visit", "20/11/2027")
    assert told == [kept("Last visit", "20/11/2027")]
    assert found.weight == "cell"


def test_a_next_visit_is_planned_with_the_time_when_there_is_one() -> None:
    _, (told,), _ = cell("Next visit", "01/12/2026 10:30")
    assert (told.values["at"], told.values["kind"]) == ("2026-12-01T10:30", "visit")
    _, (told,), _ = cell("Next visit", "01/12/2026")
    assert (told.values["at"], told.values["purpose"]) == (
        "2026-12-01T00:00",
        "Next visit, from your sheet; no time was given",
    )
    _, (told,), _ = cell("Next call", "Fri 27 Nov 2026")
    assert told.values["kind"] == "call"


def test_a_next_visit_gone_by_is_kept_and_noted() -> None:
    _, told, (note,) = cell("Next visit", "01/11/2026")
    assert (told, note.weight) == ([kept("Next visit", "01/11/2026")], "note")


def test_actions_line_by_line_with_owner_and_day() -> None:
    told = one("Surname|Actions|Who by|By when", "Ward|1. ring ward\n- stair rail|OT|4/12/2026").told
    assert [action.values for action in told] == [
        {"what": "ring ward", "owner_words": "OT", "due": "2026-12-04"},
        {"what": "stair rail", "owner_words": "OT", "due": "2026-12-04"},
    ]


def test_an_owner_without_an_action_and_a_day_that_is_none_are_kept() -> None:
    checked = rows_of("Surname|Actions|Who by|By when", "Ward|ring ward||soon", "Khan||OT|")
    assert checked.arrivals[0].told == (
        kept("By when", "soon"),
        Told("action", {"what": "ring ward"}, "action|ring ward"),
    )
    assert checked.arrivals[1].told == (kept("Who by", "OT"),)


def test_a_meeting_gone_by_is_an_entry_and_one_to_come_is_put_on_its_list() -> None:
    _, (past,), _ = cell("MDT date", "1/10/2026")
    assert (past.kind, past.values["method"], past.values.get("reached", "")) == ("contact", "meeting", "")
    _, (coming,), _ = cell("MDT date", "7/1/2027")
    assert (coming.kind, coming.values["day"]) == ("meeting day", "2027-01-07")


def test_comments_are_kept_whole() -> None:
    _, (told,), _ = cell("Comments", "[with daughter] £20 – rang; no answer")
    assert (told.kind, told.values["words"]) == ("note", "[with daughter] £20 – rang; no answer")


@pytest.mark.parametrize("heading", ["Last visit", "Next visit", "MDT date", "By when"])
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("31/04/2026", "there is no such day in that month"),
        ("29/02/1900", "there is no such day in that month"),
        ("2026-02-30", "there is no such day in that month"),
        ("1/1/9999", "the year is not between 1900 and 2199"),
        ("soonish", ""),
    ],
)
def test_a_day_that_cannot_be_is_said_why_and_its_words_are_kept(heading: str, words: str, reason: str) -> None:
    _, told, (found,) = cell(heading, words)
    assert told == [kept(heading, words)]
    assert found.reason.startswith(reason)


# --- rows among rows


def test_totals_blank_rows_and_ignored_columns_are_left_out() -> None:
    checked = rows_of("Surname|DOB|Ref", "Ward|1/1/1950|1", "||", "Total: 1||", "Totals|2|")
    assert (checked.read, len(checked.arrivals), checked.refused) == (2, 1, 1)


def test_headings_between_the_people_and_a_legend_below_are_no_people() -> None:
    checked = rows_of(
        "Surname|DOB|Ref", "EAST LOCALITY||", "Ward|1/1/1950|1", "Key: red = urgent||", "Cher||", "Mohammed Hussain||"
    )
    assert [arrival.person["family_name"] for arrival in checked.arrivals] == ["Ward", "Cher", "Mohammed Hussain"]
    assert [(found.line, found.weight) for found in checked.findings] == [(2, "note"), (4, "note")]
    assert checked.read == 3


def test_both_names_in_the_surname_column() -> None:
    assert one("Surname|DOB", "HUSSAIN, Mr Mohammed|1/1/1951").person == {
        "family_name": "HUSSAIN",
        "given_name": "Mohammed",
        "title": "Mr",
        "date_of_birth": "1951-01-01",
    }
    assert one("Surname, Forename|DOB", "HUSSAIN, Mohammed|1/1/1951").person["given_name"] == "Mohammed"


def test_somebody_called_total_is_a_person() -> None:
    checked = rows_of("Surname|Forename|DOB", "Total|Eva|1/1/1950")
    assert checked.arrivals[0].person["family_name"] == "Total"


def test_the_same_row_is_known_in_another_order_of_columns() -> None:
    assert one("Surname|Ref", "Ward|7").row == one("REF|Surname", "7|Ward").row


# --- anything at all


@pytest.fixture
def naughty(samples: Path) -> list[str]:
    strings: list[str] = json.loads((samples / "naughty_strings" / "blns.json").read_text("utf-8"))
    return [string for string in strings if string.strip()]


def test_every_naughty_string_is_a_name_and_a_comment_kept_whole(naughty: list[str]) -> None:
    lines = [Line(1, ("Surname", "DOB", "Comments"))]
    lines += [Line(number, (words, "1/1/1950", words)) for number, words in enumerate(naughty, 2)]
    checked = check(layout(Book((Sheet("", tuple(lines)),))), now=NOW)
    by_line = {arrival.lines[0]: arrival for arrival in checked.arrivals}
    for number, words in enumerate(naughty, 2):
        if number not in by_line:
            assert len(" ".join(words.split())) > 200
            continue
        arrival = by_line[number]
        assert not has_control(arrival.person["family_name"])
        if not has_control(words):
            parts = (arrival.person["family_name"], arrival.person.get("given_name", ""))
            assert ", ".join(part for part in parts if part) == " ".join(words.split())
            assert arrival.told[0].values["words"] == words.strip()


HEADING_WORDS = """Name|Surname|NHS No|DOB|Postcode|Phone|Gender|Ethnicity|Address|GP|Key worker|Diagnosis|Alerts|NOK
|NOK tel|Last visit|Next visit|Actions|By when|Who by|MDT|Comments|Status|Frequency|Programme|DOD|Ref|Lives alone"""
HEADINGS = HEADING_WORDS.split("|")
likely = st.sampled_from(
    ["", "n/a", "1/1/1950", "31/04/1950", ONE, TWO, "BB1 1AA", "45000", "fri", "Ward, Sam", "=1+1", "yes"]
)


@settings(max_examples=100)
@given(st.lists(st.text(max_size=20) | likely, min_size=len(HEADINGS), max_size=len(HEADINGS)))
def test_any_row_is_taken_whole_or_refused_with_a_reason(row: list[str]) -> None:
    lines = (Line(1, tuple(HEADINGS)), Line(2, tuple(row)), Line(3, ("Ward", "Ward")))
    checked = check(layout(Book((Sheet("", lines),))), now=NOW)
    assert all(found.reason and found.line in (2, 3) for found in checked.findings)
    assert checked.read == len(checked.arrivals) + checked.refused
    for arrival in checked.arrivals:
        texts = [*arrival.person.values(), *(value for told in arrival.told for value in told.values.values())]
        assert not any(has_control(text) for text in texts)
    report = report_csv(checked.findings).decode("utf-8-sig")
    assert not any(line.startswith(("=", "+", "-", "@")) for line in report.split("\r\n"))


@pytest.mark.parametrize(
    ("words", "name", "relation"),
    [
        ("Karen (daughter)", "Karen", "daughter"),
        ("Karen [ dtr ] rings Mondays", "Karen  rings Mondays", "daughter"),
        ("Karen - dtr", "Karen", "daughter"),
        ("Karen:\tdtr", "Karen", "daughter"),
        ("O'Hern, Kath / son in law", "O'Hern, Kath", "son in law"),
        ("wife Edna", "Edna", "wife"),
        ("Karen (mobile)", "Karen (mobile)", ""),
        ("() - son", "()", "son"),
        ("-", "-", ""),
        ("", "", ""),
    ],
)
def test_a_relative_s_cell_is_name_and_relation(words: str, name: str, relation: str) -> None:
    assert split_relation(words) == (name, relation)


@pytest.mark.parametrize("unit", ["(", "a (", "- ", " ", "\t", "-a", ",", "1 ", "0 "])
def test_a_relative_s_cell_of_any_length_is_read_at_once(unit: str) -> None:
    begun = time.process_time()
    assert cell("Next of kin", f"x{unit * (100_000 // len(unit))}!")
    assert time.process_time() - begun < 5
