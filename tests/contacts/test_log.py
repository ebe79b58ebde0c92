"""Logging: who, when, which agency as at its date, the next step in the same unit; amendments beside the original."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contacts.conftest import Town

from caretui.care.filters import read_filter
from caretui.care.identifiers import make_test_nhs
from caretui.care.lines import Party, understand
from caretui.care.refused import Refused
from caretui.store.changes import contacts, directory
from caretui.store.journal import AppendOnly
from caretui.store.models.contacts import ContactWords
from caretui.store.models.people import Restriction
from caretui.store.models.places import AgencyName, AgencyStanding, Dates, Employer
from caretui.store.queries import contacts as reads
from caretui.store.store import Store, Viewer

TODAY = date(2026, 11, 26)
Log = Callable[..., str]


def entry(store: Store, contact: str, viewer: Viewer | None = None) -> reads.Entry:
    found = reads.one(store.read(), contact, viewer or store.viewer, TODAY)
    assert found is not None
    return found


def test_a_contact_tells_who_did_it_who_recorded_it_and_both_times(store: Store, town: Town, log: Log) -> None:
    contact = log(
        professional=town.nurse, at="2026-11-25T16:50:00Z", direction="in", with_whom="Karen, daughter", note="rang"
    )
    found = entry(store, contact)
    assert (found.by, found.recorded_by, found.agency) == ("Lynn Haslam", "Sam Ward", "district nursing")
    assert (found.at, found.recorded_at) == ("2026-11-25T16:50:00Z", "2026-11-26T08:41:00Z")
    assert (found.direction, found.with_whom, found.stands) == ("in", "Karen, daughter", "rang")


def test_what_is_still_to_come_is_refused(store: Store, log: Log) -> None:
    with pytest.raises(Refused, match="still to come"):
        log(at="2026-11-26T08:42:00Z")
    assert store.read().execute("SELECT count(*) FROM contact").fetchone() == (0,)


def test_the_agency_is_the_one_of_that_date_under_its_name_of_then(store: Store, clock, town: Town, log: Log) -> None:  # type: ignore[no-untyped-def]
    clock.now = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
    with store.work("renamed") as work:
        agency = work.con.execute("SELECT agency FROM professional WHERE id = ?", (town.nurse,)).fetchone()[0]
        work.put(agency, AgencyName(name="neighbourhood nursing"))
    clock.now = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
    with store.work("moved employer") as work:
        hospice, _ = directory.ensure_agency(work, "East Lancs Hospice", "hospice")
        work.put(town.nurse, Employer(agency=hospice))
    clock.now = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
    for at, agency in (
        ("2026-10-01T09:00:00Z", "district nursing"),  # before the store knew her: what it knew first
        ("2026-12-01T09:00:00Z", "district nursing"),
        ("2026-12-15T09:00:00Z", "neighbourhood nursing"),
        ("2027-01-04T09:00:00Z", "East Lancs Hospice"),
    ):
        assert entry(store, log(professional=town.nurse, at=at)).agency == agency


def test_an_agency_that_had_closed_by_then_is_its_successor(store: Store, town: Town, log: Log) -> None:
    with store.work("merged") as work:
        agency = work.con.execute("SELECT agency FROM professional WHERE id = ?", (town.nurse,)).fetchone()[0]
        trust, _ = directory.ensure_agency(work, "Care Trust", "community nursing")
        work.put(agency, AgencyStanding(successor=trust))
        work.put(agency, Dates(closed="2026-11-20"))
    assert entry(store, log(professional=town.nurse, at="2026-11-19T09:00:00Z")).agency == "district nursing"
    assert entry(store, log(professional=town.nurse, at="2026-11-21T09:00:00Z")).agency == "Care Trust"


def test_the_next_step_becomes_an_action_of_the_same_unit(store: Store, town: Town, log: Log) -> None:
    me = Party("me", store.viewer.professional, "Sam Ward")
    step = understand(
        "heart nurse: see Al fri", parties=[Party("agency", None, "heart failure nursing")], today=TODAY, me=me
    )
    contact = log(note="ankles", next_step=step)
    row = store.read().execute(
        "SELECT a.what, a.due, g.name, a.contact, a.asked_on FROM action a JOIN agency g ON g.id = a.agency"
    )
    assert row.fetchall() == [("see Al", "2026-11-27", "heart failure nursing", contact, "2026-11-26")]
    store.undo()
    assert store.read().execute("SELECT count(*) FROM action WHERE void IS NULL").fetchone() == (0,)
    assert reads.one(store.read(), contact, store.viewer, TODAY) is None


def test_an_unclear_next_step_writes_nothing_at_all(store: Store, log: Log) -> None:
    parties = [Party("family", "a" * 32, "Jim, brother"), Party("family", "b" * 32, "Jim, neighbour")]
    step = understand("jim: budget mon", parties=parties, today=TODAY, me=Party("me", None, "me"))
    with pytest.raises(Refused, match="who is meant"):
        log(next_step=step)
    assert store.read().execute("SELECT count(*) FROM contact").fetchone() == (0,)


def test_an_amendment_stands_beside_its_struck_original(store: Store, clock, log: Log) -> None:  # type: ignore[no-untyped-def]
    contact = log(note="83 kg")
    clock.now = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    with store.work("amended an entry") as work:
        contacts.amend(work, store.viewer, contact, note="82 kg", reason="misread the scales", now=store.now())
    found = entry(store, contact)
    assert (found.note, found.stands, found.amended) == ("83 kg", "82 kg", True)
    (amended,) = found.amendments
    assert (amended.by, amended.reason, amended.at) == ("Sam Ward", "misread the scales", "2026-11-26T09:30:00Z")
    with pytest.raises(AppendOnly), store.work() as work:
        work.put(contact, ContactWords(note="82 kg"))


@pytest.mark.parametrize(("note", "reason"), [("82 kg", " "), (" ", "misread")])
def test_an_amendment_needs_words_and_a_reason(store: Store, log: Log, note: str, reason: str) -> None:
    contact = log(note="83 kg")
    with pytest.raises(Refused), store.work() as work:
        contacts.amend(work, store.viewer, contact, note=note, reason=reason, now=store.now())


def test_what_was_entered_in_error_counts_no_more_and_takes_no_amendment(store: Store, town: Town, log: Log) -> None:
    contact = log(note="seen")
    with store.work("entered in error") as work:
        contacts.entered_in_error(work, store.viewer, contact, reason="never happened", now=store.now())
    found = entry(store, contact)
    assert (found.error, found.note, found.stands) == (True, "seen", "")
    assert reads.last(store.read(), town.alan, store.viewer, TODAY) == ()
    assert list(reads.of_person(store.read(), town.alan, store.viewer)) == [found.n]
    assert store.read().execute("SELECT last_contact FROM person WHERE id = ?", (town.alan,)).fetchone() == (None,)
    with pytest.raises(Refused), store.work() as work:
        contacts.amend(work, store.viewer, contact, note="x", reason="y", now=store.now())


@pytest.mark.parametrize(
    ("read_by", "kind", "reads_it"),
    [
        ("team", "housing", True),
        ("health only", "housing", False),
        ("health only", "GP", True),
        ("only me", "GP", False),
        ("not family", "housing", True),
    ],
)
def test_a_colleague_reads_what_is_for_them(
    store: Store, town: Town, log: Log, read_by: str, kind: str, reads_it: bool
) -> None:
    contact = log(note="confided", read_by=read_by)
    colleague = Viewer("f" * 32, "Pat", "coordinator", "e" * 32, agency_kind=kind)
    con = store.read()
    assert bool(reads.of_person(con, town.alan, colleague)) is reads_it
    assert bool(reads.one(con, contact, colleague, TODAY)) is reads_it
    assert bool(reads.ids(con, read_filter("confided"), colleague, TODAY)) is reads_it
    assert bool(reads.last(con, town.alan, colleague, TODAY)) is reads_it
    assert reads.one(con, contact, store.viewer, TODAY) is not None


def test_restricted_people_are_in_no_list_of_those_without_need(store: Store, town: Town, log: Log) -> None:
    contact = log(note="seen")
    with store.work("restricted") as work:
        work.put(town.alan, Restriction(restricted=True, restricted_reason="staff member"))
    outsider = Viewer("f" * 32, "Pat", "coordinator", "e" * 32, agency_kind="GP")
    con = store.read()
    assert not reads.of_person(con, town.alan, outsider) and not reads.ids(con, read_filter(""), outsider, TODAY)
    assert reads.one(con, contact, outsider, TODAY) is None
    coordinator = replace(outsider, professional=store.viewer.professional)
    lead = replace(outsider, role="lead")
    assert reads.one(con, contact, coordinator, TODAY) and reads.one(con, contact, lead, TODAY)


def test_words_are_found_in_any_order_by_their_start_whatever_their_accents_and_apostrophes(
    store: Store, town: Town, log: Log
) -> None:
    first = log(note="Zoë O’Hara's district nurse came", at="2026-11-25T10:00:00Z")
    second = log(note="chest clear", with_whom="Karen, daughter", professional=town.nurse)
    found = reads.of_person
    con, viewer, alan = store.read(), store.viewer, town.alan

    def find(words: str) -> list[str]:
        return [row.id for row in reads.rows(con, found(con, alan, viewer, words), viewer, TODAY)]

    assert find("") == [second, first]
    assert find("nur zoe") == [first]
    assert find("o'hara") == find("OHARA") == find("hara") == [first]
    assert find("karen clear") == [second]
    assert find("lynn") == find("haslam tele") == [second]
    assert find("nobody") == find("s%m") == []


def test_an_accent_that_stands_after_its_letter_is_found_too(store: Store, town: Town, log: Log) -> None:
    log(note="naïve about salt, says Adébẹ\u0301ja; OHARA agrees")
    for word in ("nai\u0308ve", "Ade\u0301bẹ\u0301ja", "o'hara", "O’Hara"):
        assert reads.of_person(store.read(), town.alan, store.viewer, word), word


@pytest.mark.parametrize("words", ['"', "*", "a OR b", "NEAR(", "%", "' --", "(", "note:x", "ﷺ", "\u0301"])
def test_no_filter_word_upsets_the_search(store: Store, town: Town, log: Log, words: str) -> None:
    log(note="seen")
    reads.of_person(store.read(), town.alan, store.viewer, words)
    reads.ids(store.read(), read_filter(words), store.viewer, TODAY)


HOSTILE = [
    "[with daughter]",
    "[/b]",
    "O'HERN",
    "=cmd()|' /C calc'!A0",
    "\u202egnp.exe",
    "اردو ڈاکٹر",
    "n" * 5000,
    "tab\there\nline",
]


@given(words=st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_is_kept_whole(store: Store, town: Town, words: str) -> None:
    with store.work() as work:
        contact = contacts.log(
            work, store.viewer, person=town.alan, now=store.now(), method="letter",
            note=words, own_words=words, outcome=words, purpose=words, with_whom=words,
        )  # fmt: skip
    found = entry(store, contact)
    assert {found.note, found.own_words, found.agreed, found.purpose, found.with_whom} == {words}


@pytest.mark.parametrize("words", ["\x1b[2J", "a\x00b", "\x9b31m"])
def test_control_characters_are_refused(store: Store, log: Log, words: str) -> None:
    with pytest.raises(ValueError, match="control"):
        log(note=words)
    assert store.read().execute("SELECT count(*) FROM contact").fetchone() == (0,)


def test_what_waits_to_be_copied_is_mine_and_stands(store: Store, town: Town, log: Log) -> None:
    mine = log(note="a", copying="to copy")
    log(note="b", copying="to copy", professional=town.nurse)
    log(note="c", copying="copied")
    wrong = log(note="d", copying="to copy")
    with store.work() as work:
        contacts.entered_in_error(work, store.viewer, wrong, reason="no", now=store.now())
    waiting = reads.rows(store.read(), reads.to_copy(store.read(), store.viewer), store.viewer, TODAY)
    assert [row.id for row in waiting] == [mine]
    with store.work("marked copied") as work:
        contacts.set_copying(work, [mine], "copied")
    assert list(reads.to_copy(store.read(), store.viewer)) == []


def test_erased_words_are_nowhere(store: Store, town: Town, log: Log) -> None:
    contact = log(note="unspeakable")
    with store.work() as work:
        contacts.amend(work, store.viewer, contact, note="unbearable", reason="unthinkable", now=store.now())
    with store.work("erased an entry") as work:
        contacts.erase(work, contact, "court order")
    con = store.read()
    for word in ("unspeakable", "unbearable", "unthinkable"):
        assert con.execute("SELECT count(*) FROM op WHERE value LIKE ?", (f"%{word}%",)).fetchone() == (0,)
        assert not reads.ids(con, read_filter(word), store.viewer, TODAY)
    assert con.execute("SELECT void FROM contact WHERE id = ?", (contact,)).fetchone() == ("erased: court order",)


def test_the_command_lines_rows_have_their_names_and_hold_amendments(store: Store, town: Town, log: Log) -> None:
    contact = log(note="83 kg", at="2026-11-20T14:30:00Z", outcome="weigh daily")
    with store.work() as work:
        amendment = contacts.amend(work, store.viewer, contact, note="82 kg", reason="misread", now=store.now())
    con = store.read()
    original, later = reads.json_rows(con, reads.ids(con, read_filter(""), store.viewer, TODAY), store.viewer, TODAY)
    assert original["at"] == "2026-11-20T14:30:00+00:00" and original["outcome"] == "weigh daily"
    assert (original["amended_by"], original["amends"], original["entered_in_error"]) == (amendment, None, False)
    assert (later["id"], later["amends"], later["note"], later["reason"]) == (amendment, contact, "82 kg", "misread")
    named = (
        "id person_id nhs_number at recorded_at by recorded_by agency method reached direction with_whom note outcome"
    )
    assert set(named.split()) | {"amends", "amended_by", "entered_in_error"} <= original.keys() == later.keys()


@pytest.mark.parametrize(("method", "code"), [("telephone", "02"), ("video", "11"), ("letter", None)])
def test_another_system_reads_the_method_as_the_nhs_code_with_its_list(
    store: Store, town: Town, log: Log, method: str, code: str | None
) -> None:
    log(method=method)
    con = store.read()
    (row,) = reads.json_rows(con, reads.ids(con, read_filter(""), store.viewer, TODAY), store.viewer, TODAY)
    assert (row["method"], row["method_code"]) == (method, code)
    assert ("NHS Data Model and Dictionary" in (row["method_code_list"] or "")) == bool(code)


def test_the_filter_of_the_list_of_everything(store: Store, town: Town, log: Log) -> None:
    alans = log(note="chest clear", at="2026-11-20T14:30:00Z", professional=town.nurse)
    doriss = log(person=town.doris, note="stairs")

    def find(text: str) -> list[str]:
        con = store.read()
        found = reads.ids(con, read_filter(text), store.viewer, TODAY)
        return [row.id for row in reads.rows(con, found, store.viewer, TODAY)]

    assert find("") == [doriss, alans]
    assert (
        find("duxbury")
        == find("karen")
        == find("chest")
        == find("agency:district")
        == find(make_test_nhs(1))
        == [alans]
    )
    assert find("entwis stairs") == find("due:today") == [doriss]
    assert find("mine coord:sam status:open") == [doriss, alans]
    assert find("coord:none") == find("in-hospital") == find("risk:high") == []


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT count(*) FROM contact c WHERE c.person = ? AND c.copying = 'to copy'", "contact_person_to_copy"),
        (
            "SELECT c.n FROM contact c WHERE c.person = ? AND c.void IS NULL AND c.read_by = 'team' ORDER BY c.at",
            "COVERING",
        ),
    ],
)
def test_somebody_with_very_many_entries_is_read_and_counted_by_index(store: Store, sql: str, index: str) -> None:
    plan = " ".join(row[3] for row in store.read().execute(f"EXPLAIN QUERY PLAN {sql}", ("x",)))
    assert index in plan
