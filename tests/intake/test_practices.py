"""The official lists as published, and small ones of their shape."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.taking import rows, take_practices

from caretui.care.practice_names import find_practice, same_practice_words
from caretui.intake import incoming
from caretui.intake.limits import Unreadable
from caretui.intake.practices import read_practices, readable
from caretui.intake.readers import read
from caretui.intake.sheets import Book, Line, Sheet
from caretui.store.store import Store


def epraccur(*rows: dict[int, str]) -> Book:
    """Rows of 27 columns; fields by the number that the specification gives them."""
    usual = {1: "P81001", 2: "INVENTED SURGERY", 5: "1 HIGH STREET", 7: "BLACKBURN", 10: "BB1 1AA", 11: "19740401",
             13: "A", 14: "B", 15: "00Q", 18: "01254 617521", 22: "0", 26: "4"}  # fmt: skip
    lines = [
        Line(number, tuple((usual | row).get(field, "") for field in range(1, 28)))
        for number, row in enumerate(rows, 1)
    ]
    return Book((Sheet("", tuple(lines)),))


def test_the_published_list_has_23_practices_of_ours_and_five_of_them_are_closed(samples: Path) -> None:
    listed = read_practices(read(samples / "ods" / "epraccur_2019-10_00Q.csv"))
    assert (listed.kind, listed.read, listed.left_out, listed.refused) == ("epraccur", 51, 23, 0)
    closed = {one.values["code"]: one.values["closed"] for one in listed.arrivals if one.values["status"] == "closed"}
    assert closed == {
        "P81109": "2016-05-31",
        "P81607": "2018-11-30",
        "P81643": "2019-07-31",
        "P81712": "2018-06-30",
        "Y03362": "2019-04-30",
    }
    assert all("left out: not a GP practice" in one.reason for one in listed.findings)


def test_the_networks_of_our_names_stand_for_the_localities(samples: Path) -> None:
    listed = read_practices(read(samples / "ods" / "ePCN_2022-08.xlsx"))
    assert (listed.kind, listed.read, listed.left_out) == ("ePCN", 7359, 7336)
    by_code = {one.values["code"]: one for one in listed.arrivals}
    assert by_code["P81721"].locality == "Blackburn North"  # Hollins Grove stands in Darwen town
    assert by_code["P81709"].locality_reason == (
        "Blackburn East PCN (U48502) since 2019-10-01 stands in for the locality"
    )
    assert [one.line for one in listed.findings] == [770]


def test_every_field_of_a_row() -> None:
    (one,) = read_practices(epraccur({})).arrivals
    assert one.values == {
        "code": "P81001",
        "name": "Invented Surgery",
        "address": "1 High Street\nBlackburn",
        "postcode": "BB1 1AA",
        "phone": "01254 617521",
        "opened": "1974-04-01",
        "status": "active",
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({1: ""}, "no organisation code"),
        ({2: ""}, "no name"),
        ({1: "P81001"}, "stands in line 1 already"),
    ],
)
def test_rows_that_are_refused(row: dict[int, str], words: str) -> None:
    listed = read_practices(epraccur({}, row, {1: "P81003"}))
    assert [one.values["code"] for one in listed.arrivals] == ["P81001", "P81003"]
    assert listed.refused == 1
    assert words in listed.findings[0].reason


def test_a_row_of_another_width_is_refused() -> None:
    book = epraccur({}, {1: "P81002"})
    short = Line(3, book.sheets[0].lines[0].cells[:20])
    listed = read_practices(Book((Sheet("", (*book.sheets[0].lines, short)),)))
    assert [(one.line, one.reason) for one in listed.findings] == [(3, "20 columns instead of 27")]


@pytest.mark.parametrize(
    ("row", "words"),
    [({13: "P"}, "proposed"), ({26: "25"}, "prison"), ({26: "2"}, "out of hours"), ({26: "99"}, "setting 99")],
)
def test_rows_that_are_left_out(row: dict[int, str], words: str) -> None:
    listed = read_practices(epraccur({}, {1: "P81002"} | row))
    assert (len(listed.arrivals), listed.left_out) == (1, 1)
    assert words in listed.findings[0].reason


def test_a_dormant_practice_is_closed_and_said() -> None:
    listed = read_practices(epraccur({13: "D"}))
    assert listed.arrivals[0].values["status"] == "closed"
    assert "dormant" in listed.findings[0].reason


def test_another_area_has_none_of_ours_unless_it_is_named() -> None:
    with pytest.raises(Unreadable, match="None of these practices"):
        read_practices(epraccur({15: "00T"}))
    assert len(read_practices(epraccur({15: "00T"}), area="00t").arrivals) == 1


def test_another_sheet_is_neither_list(samples: Path) -> None:
    with pytest.raises(Unreadable, match="neither epraccur"):
        read_practices(read(samples / "synthea" / "patients.csv"))


def networks(*rows: str) -> Book:
    head = "Partner\nOrganisation\nCode|Partner\nName|PCN Code|PCN Name|Start Date|End Date"
    lines = [Line(number, tuple(row.split("|"))) for number, row in enumerate((head, *rows), 1)]
    return Book((Sheet("Details", ()), Sheet("PCN Core Partner Details", tuple(lines))))


def test_a_practice_that_moved_network_is_in_the_newer_one() -> None:
    listed = read_practices(
        networks(
            "P81001|INVENTED SURGERY|U1|BLACKBURN WEST PCN|20191001|20210331",
            "P81001|INVENTED SURGERY|U2|DARWEN PCN|20210401|",
            "P81002|ANOTHER|U3|TURTON PCN|20191001|",
        )
    )
    older_last = networks(
        "P81001|INVENTED SURGERY|U2|DARWEN PCN|20210401|",
        "P81001|INVENTED SURGERY|U1|BLACKBURN WEST PCN|20191001|20210331",
    )
    for found in (listed, read_practices(older_last)):
        assert [one.locality for one in found.arrivals] == ["Darwen"]
    assert (listed.read, listed.left_out) == (3, 2)


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("ST GEORGES SURGERY", "St Georges Surgery"),
        ("DR DC MATHUR & PTNR", "Dr DC Mathur & Ptnr"),
        ("DR A CALOW'S PRACTICE", "Dr A Calow's Practice"),
        ("SPRING-FENISCO HEALTHLINK", "Spring-Fenisco Healthlink"),
        ("THE SURGERY AT O'HARA ROAD", "The Surgery at O'Hara Road"),
        ("MCDONALD GP PRACTICE", "McDonald GP Practice"),
        ("Already Written Well NHS", "Already Written Well NHS"),
    ],
)
def test_names_in_readable_case(shouted: str, said: str) -> None:
    assert readable(shouted) == said


PRACTICES = [
    ("1", "P81709", "Roman Road Health Centre"),
    ("2", "P81058", "St Georges Surgery"),
    ("3", "P81051", "Darwen Healthcare"),
    ("4", "P81712", "Darwen Health Centre"),
    ("5", "P81734", "The Cornerstone Practice"),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("P81709", "1"),
        ("p81709 Roman Rd", "1"),
        ("Roman Road", "1"),
        ("ROMAN RD HC", "1"),
        ("St George's", "2"),
        ("Saint Georges Surg.", "2"),
        ("Cornerstone", "5"),
        ("Darwen Health Centre", "4"),
        ("Darwen", None),
        ("Health Centre", None),
        ("Romany Road", None),
        ("", None),
    ],
)
def test_a_practice_as_people_write_it(words: str, found: str | None) -> None:
    assert find_practice(words, PRACTICES) == found


def test_a_practice_spelt_wrongly_is_asked_about() -> None:
    assert same_practice_words("Cornerston Practise", PRACTICES) == "The Cornerstone Practice"
    assert same_practice_words("Somewhere else", PRACTICES) == ""


ALL = (
    "SELECT p.code, p.name, p.address, p.postcode, p.phone, p.status, p.opened, p.closed, l.name, p.locality_reason"
    " FROM practice p LEFT JOIN locality l ON l.id = p.locality WHERE p.void IS NULL ORDER BY p.code"
)


def test_the_order_in_which_the_official_lists_come_in_does_not_matter(
    stores: Callable[..., Store], samples: Path
) -> None:
    epraccur_list, epcn = samples / "ods" / "epraccur_2019-10_00Q.csv", samples / "ods" / "ePCN_2022-08.xlsx"
    one, other = stores("one.caretui"), stores("other.caretui")
    for store, lists in ((one, (epraccur_list, epcn)), (other, (epcn, epraccur_list))):
        for path in lists:
            take_practices(store, path)
    assert rows(one, ALL) == rows(other, ALL)
    for store in (one, other):
        for path in (epcn, epraccur_list, epcn):
            again = take_practices(store, path)
            assert (again.counts["unchanged"], again.unit) == (again.counts["read"], None)


def taken(store: Store, book: Book) -> incoming.Incoming:
    listed = read_practices(book)
    return incoming.take_in(store, lambda: incoming.plan_practices(store, listed), reason="imported practices")


def test_an_older_list_fills_what_is_blank_and_changes_nothing_that_a_newer_one_told(store: Store) -> None:
    taken(store, epraccur({2: "NEW NAME", 16: "20260101", 18: ""}))
    done = taken(store, epraccur({2: "OLD NAME", 10: "BB2 2BB", 16: "20200101"}))
    assert rows(store, "SELECT name, postcode, phone, epraccur_of FROM practice") == [
        ("New Name", "BB1 1AA", "01254 617521", "2026-01-01")
    ]
    (note,) = done.findings
    assert (note.weight, note.reason.endswith("left as it told: name, postcode")) == ("note", True)
    taken(store, epraccur({2: "NEWEST NAME", 16: "20261101", 11: "20270101"}))
    assert rows(store, "SELECT name, epraccur_of FROM practice") == [("Newest Name", "2026-11-01")]
