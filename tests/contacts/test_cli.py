"""`caretui log`, `caretui amend`, and what `list contacts` then prints."""

import json
from typing import Any

import pytest
from tests.contacts.conftest import Town, settle
from tests.office import Office

from caretui.care.identifiers import make_test_nhs


@pytest.fixture
def town(office: Office) -> Town:
    with office.founded() as store:
        return settle(store)


@pytest.fixture
def caretui(town: Town, office: Office) -> Office:
    return office


def entries(caretui: Office) -> list[dict[str, Any]]:
    code, out, _ = caretui("list", "contacts", "--format", "json", "--all")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


ALAN = f"{make_test_nhs(1)[:3]} {make_test_nhs(1)[3:6]} {make_test_nhs(1)[6:]}"
CALL = ("--method", "telephone", "--agency", "community nursing", "--note", "bad nights")


def test_a_logged_contact_prints_its_id_and_is_in_the_list(caretui: Office, town: Town) -> None:
    code, out, err = caretui("log", ALAN, *CALL, "--with", "Karen, daughter", "--at", "2026-11-20 14:30")
    assert (code, err) == (0, "")
    (entry,) = entries(caretui)
    assert (entry["id"], entry["person_id"], entry["nhs_number"]) == (out.strip(), town.alan, make_test_nhs(1))
    assert (entry["at"], entry["by"], entry["recorded_by"]) == ("2026-11-20T14:30:00+00:00", "Sam Ward", "Sam Ward")
    assert (entry["agency"], entry["method"], entry["reached"]) == ("community nursing", "telephone", "yes")
    assert (entry["direction"], entry["with_whom"], entry["note"]) == ("out", "Karen, daughter", "bad nights")


def test_an_unknown_agency_is_added_and_said_on_stderr(caretui: Office) -> None:
    code, out, err = caretui("log", ALAN, *CALL[:2], "--agency", "Hollies Night Care", "--note", "settled")
    assert code == 0 and len(out.strip()) == 32
    assert "Hollies Night Care" in err and "not known" in err
    (entry,) = entries(caretui)
    assert (entry["agency"], entry["by"], entry["recorded_by"]) == (
        "Hollies Night Care",
        "Hollies Night Care",
        "Sam Ward",
    )
    assert caretui("log", ALAN, *CALL[:2], "--agency", "hollies night care", "--note", "again")[2] == ""


def test_a_colleague_can_be_named(caretui: Office) -> None:
    code, _, err = caretui("log", ALAN, *CALL, "--by", "Lynn Haslam")
    assert (code, err) == (0, "")
    code, _, err = caretui("log", ALAN, *CALL, "--by", "Nia New")
    assert code == 0 and "Nia New" in err
    assert {entry["by"] for entry in entries(caretui)} == {"Lynn Haslam", "Nia New"}


def test_an_amendment_stands_in_the_list_beside_the_original(caretui: Office) -> None:
    contact = caretui("log", ALAN, *CALL)[1].strip()
    code, out, _ = caretui("amend", contact, "--note", "two bad nights", "--reason", "asked again")
    assert code == 0
    original, amendment = entries(caretui)
    assert (original["id"], original["note"], original["amended_by"]) == (contact, "bad nights", out.strip())
    assert (amendment["id"], amendment["amends"], amendment["reason"]) == (out.strip(), contact, "asked again")


def test_entered_in_error(caretui: Office) -> None:
    contact = caretui("log", ALAN, *CALL)[1].strip()
    assert caretui("amend", contact, "--in-error", "--reason", "other Alan")[0] == 0
    assert entries(caretui)[0]["entered_in_error"] is True
    code, _, err = caretui("amend", contact, "--note", "x", "--reason", "y")
    assert code == 1 and "error" in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("log", "999 999 9999", *CALL), 1),
        (("log", "nobody", *CALL), 1),
        (("log", ALAN, "--method", "pigeon", "--note", "x"), 2),
        (("log", ALAN, "--method", "telephone"), 2),
        (("log", ALAN, *CALL, "--reached", "perhaps"), 2),
        (("log", ALAN, *CALL, "--at", "30 Feb"), 2),
        (("log", ALAN, *CALL, "--at", "2126-01-01 09:00"), 2),
        (("log", ALAN, *CALL, "--at", "2126-01-01T09:00:00+00:00"), 1),
        (("log", ALAN, "--method", "telephone", "--note", "a\x1b[2Jb"), 1),
        (("amend", "0" * 32, "--note", "x", "--reason", "y"), 1),
        (("amend", "0" * 32, "--reason", "y"), 2),
        (("amend", "0" * 32, "--note", "x"), 2),
        (("amend", "0" * 32, "--note", "x", "--reason", "y", "--in-error"), 2),
    ],
)
def test_what_is_refused_says_so_and_changes_nothing(caretui: Office, words: tuple[str, ...], code: int) -> None:
    found, out, err = caretui(*words)
    assert (found, out) == (code, "") and err
    assert entries(caretui) == []


def test_an_empty_reason_is_refused_and_no_unknown_agency_stays(caretui: Office) -> None:
    contact = caretui("log", ALAN, *CALL)[1].strip()
    code, _, err = caretui("amend", contact, "--note", "x", "--reason", " ")
    assert code == 1 and "reason" in err
    assert [entry["amended_by"] for entry in entries(caretui)] == [None]


@pytest.mark.parametrize("note", ["[/b]", "=cmd()", "O’HERN", "اردو", "\u202egnp.exe", "x" * 5000])
def test_a_note_is_kept_whole(caretui: Office, note: str) -> None:
    assert caretui("log", ALAN, "--method", "letter", "--note", note)[0] == 0
    assert entries(caretui)[0]["note"] == note


def test_a_value_that_no_form_takes_is_refused_with_a_reason_and_is_no_fault(caretui: Office) -> None:
    code, out, err = caretui("log", ALAN, *CALL, "--minutes", "99999999999999999999")
    assert (code, out) == (1, "")
    assert err.startswith("caretui: minutes: ") and err.endswith("Nothing was changed.\n")
    assert entries(caretui) == []
