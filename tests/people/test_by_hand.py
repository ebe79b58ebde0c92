"""The record by hand: registers one at a time, two people at once, the same person twice, death, closing, ending."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.people.story import NHS

from caretui.store.changes import around, people
from caretui.store.journal import ChangedMeanwhile
from caretui.store.models.around import WarningForm
from caretui.store.models.contacts import PlannedForm
from caretui.store.queries import around as read_around
from caretui.store.queries import history, summary
from caretui.store.queries import person as query
from caretui.store.store import Store


def stand(store: Store, record: str) -> Any:
    return history.stand(store.read(), record)


def test_a_name_alone_makes_a_person_whom_the_member_coordinates(store: Store) -> None:
    with store.work("added a person") as work:
        me = store.viewer.professional
        person = people.add_person(work, family_name="O'Hern", coordinator=me, today="2026-11-26")
    who = query.who(store.read(), person)
    assert who is not None
    assert (who.name, who.coordinator_name, str(who.coordinator_since)) == ("O'HERN", "Sam Ward", "2026-11-26")


def test_the_same_nhs_number_is_refused_with_whose_it_is(store: Store, al: str) -> None:
    with pytest.raises(people.SameNumber) as refusal, store.work("added a person") as work:
        people.add_person(work, family_name="Duckworth", nhs_number="999 012 3454")
    assert (refusal.value.person, refusal.value.name) == (al, "DUXBURY, Alan")
    with store.work("added a person") as work:
        other = people.add_person(work, family_name="Duckworth")
    _, seen = stand(store, other)
    with pytest.raises(people.SameNumber), store.work("gave a number") as work:
        people.set_registers(work, "person", other, {"Nhs": {"nhs_number": NHS}}, seen)


def test_saving_a_person_again_with_their_own_number_is_no_clash(store: Store, al: str) -> None:
    _, seen = stand(store, al)
    with store.work("same again") as work:
        assert people.set_registers(work, "person", al, {"Nhs": {"nhs_number": NHS}}, seen) == ()


def test_the_same_name_and_birth_are_found_before_somebody_is_added_twice(store: Store, al: str) -> None:
    con = store.read()
    (same,) = read_around.alike(con, store.viewer, family="duxbury", given="alan", born="1964-03-14")
    assert (same.id, same.sure, same.same_birth) == (al, False, True)
    (called,) = read_around.alike(con, store.viewer, family="DUXBURY", given="Al")
    assert called.id == al and not called.same_birth
    assert read_around.alike(con, store.viewer, family="Duxbury", given="Bert") == ()
    (number,) = read_around.alike(con, store.viewer, family="Another", given=None, nhs=NHS)
    assert number.sure
    assert read_around.alike(con, store.viewer, family="Duxbury", given="Alan", apart_from=al) == ()


@pytest.mark.parametrize("typed", ["O'Hern", "o’hern", "OʼHERN"])
def test_the_three_apostrophes_are_one_when_looking_for_the_same_person(store: Store, typed: str) -> None:
    with store.work("added a person") as work:
        people.add_person(work, family_name="O'HERN", given_name="Kath")
    assert len(read_around.alike(store.read(), store.viewer, family=typed, given="Kath")) == 1


@given(gaps=st.lists(st.sampled_from(["", " ", "-", " - ", "\u00a0"]), min_size=9, max_size=9))
def test_an_nhs_number_finds_the_person_in_any_spacing(gaps: list[str]) -> None:
    from caretui.care.identifiers import nhs_number

    typed = "".join(digit + gap for digit, gap in zip(NHS, [*gaps, ""], strict=True))
    assert nhs_number(typed) == NHS


def test_a_person_is_found_by_number_or_record_id_and_by_nothing_else(store: Store, al: str) -> None:
    con = store.read()
    assert query.find_person(con, " 999-012 3454 ") == al
    assert query.find_person(con, al.upper()) == al
    assert query.find_person(con, "Duxbury") is None
    assert query.find_person(con, "999 012 3455") is None


def test_two_who_change_different_registers_both_keep_theirs(store: Store, al: str) -> None:
    _, first = stand(store, al)
    _, second = stand(store, al)
    with store.work("one") as work:
        people.set_registers(work, "person", al, {"Phones": {"phone": "01632 960141"}}, first)
    with store.work("two") as work:
        people.set_registers(work, "person", al, {"Address": {"address": "1 High St"}}, second)
    who = query.who(store.read(), al)
    assert who is not None and (who.phone, who.address) == ("01632 960141", "1 High St")


def test_the_second_to_change_one_register_is_shown_every_clash_and_writes_nothing(store: Store, al: str) -> None:
    _, seen = stand(store, al)
    with store.work("one") as work:
        wanted = {"Phones": {"phone": "1"}, "Address": {"address": "1 High St"}}
        people.set_registers(work, "person", al, wanted, seen)
    wanted = {"Phones": {"phone": "2"}, "Address": {"address": "2 Low St"}, "Sex": {"sex": "female"}}
    with pytest.raises(ChangedMeanwhile) as both, store.work("two") as work:
        people.set_registers(work, "person", al, wanted, seen)
    assert set(both.value.registers) == {"Phones", "Address"}
    now, mine = both.value.registers["Address"]
    assert (now[0]["address"], mine["address"]) == ("1 High St", "2 Low St")
    who = query.who(store.read(), al)
    assert who is not None and who.sex == "male"
    assert history.who_changed(store.read(), al, "Address")[0] == "Sam Ward"


def test_another_locality_needs_a_reason_and_closing_too(store: Store, al: str) -> None:
    place = store.viewer.locality
    for wanted in ({"LocalityOverride": {"locality": place}}, {"Standing": {"status": "closed"}}):
        _, seen = stand(store, al)
        with pytest.raises(ValidationError, match="reason"), store.work("no reason") as work:
            people.set_registers(work, "person", al, wanted, seen)


def test_a_closed_record_opens_again_and_its_history_stays(store: Store, al: str) -> None:
    with store.work("closed a record") as work:
        people.close(work, al, why="moved away", on="2026-11-26")
    who = query.who(store.read(), al)
    assert who is not None and (who.status, who.status_reason) == ("closed", "moved away")
    with store.work("opened it again") as work:
        people.reopen(work, al, why="came back", on="2026-11-26")
    who = query.who(store.read(), al)
    assert who is not None and who.status == "open"
    ops = (
        store.read().execute("SELECT count(*) FROM op WHERE record = ? AND value LIKE '%moved away%'", (al,)).fetchone()
    )
    assert ops == (1,)


def test_a_death_takes_back_what_was_planned_and_undo_brings_it_again(store: Store, al: str) -> None:
    with store.work("booked") as work:
        work.add(PlannedForm(person=al, at="2026-11-27T09:30"))
    before = summary.still_planned(store.read(), al)
    assert before == {"visits and calls": 1, "services that go in": 5, "open actions": 5}
    with store.work("noted a death") as work:
        counts = people.died(work, al, on="2026-11-25", owed="call Edna", stop=True, today=store.now())
        unit = work.unit
    assert counts == {"visits": 1, "services": 5, "actions": 5}
    assert not any(summary.still_planned(store.read(), al).values())
    with store.work("did it") as work:
        people.kindness_done(work, al)
    who = query.who(store.read(), al)
    assert who is not None and str(who.date_of_death) == "2026-11-25" and who.kindness_owed is None
    with pytest.raises(ChangedMeanwhile):
        store.undo(unit)
    store.undo()
    store.undo(unit)
    assert summary.still_planned(store.read(), al) == before


def test_what_ended_leaves_the_screens_and_stays_in_the_history(store: Store, al: str) -> None:
    con = store.read()
    with store.work("ended") as work:
        for line in read_around.lines(con, al, store.today()):
            if line.entity == "baseline":
                around.take_out(work, line.id, why="not needed")
            else:
                around.end(work, line.entity, line.id, on="2026-11-20", why="not needed")
    found = query.strip(store.read(), al, store.viewer, store.today())
    assert found is not None and found.warnings == () and found.kept == ()
    assert summary.services(store.read(), al, store.today()) == ()
    assert len(summary.services(store.read(), al, store.today(), ended=True)) == 5
    assert len(read_around.circle(store.read(), al)) == 0
    ended = [line for line in read_around.lines(store.read(), al, store.today()) if line.ended]
    assert len(ended) == 13


def test_warnings_reach_their_audience_only(store: Store, al: str) -> None:
    from dataclasses import replace

    with store.work("wrote warnings") as work:
        work.add(WarningForm(person=al, words="a safeguarding word", kind="safeguarding", audience="coordinator only"))
        work.add(WarningForm(person=al, words="2741 by the door", kind="key safe", audience="staff who visit"))
    about = query.who(store.read(), al)
    assert about is not None
    gym = replace(store.viewer, role="coordinator", professional="f" * 32, agency="e" * 32, agency_kind="leisure")
    matron = replace(gym, agency_kind="community matron")
    words = [w.words for w in query.warnings(store.read(), about, gym, store.today())]
    assert words == ["no rail on 2nd stair", "Slow to the door: ring first, wait"]
    assert [w.kind for w in query.warnings(store.read(), about, matron, store.today())][-1] == "key safe"
    assert all("2741" not in w.words for w in query.warnings(store.read(), about, matron, store.today()))
    assert query.key_safe(store.read(), al) == ["2741", "2741 by the door"]
    mine = [w.kind for w in query.warnings(store.read(), about, store.viewer, store.today())]
    assert "safeguarding" in mine


def test_a_restricted_person_is_hidden_from_everyone_but_coordinator_lead_and_ig(store: Store, al: str) -> None:
    from dataclasses import replace

    from caretui.store.models.people import Restriction

    with store.work("restricted") as work:
        work.put(al, Restriction(restricted=True, restricted_reason="a relative works here"))
    other = replace(store.viewer, role="coordinator", professional="f" * 32)
    con, today = store.read(), store.today()
    assert query.strip(con, al, other, today) is None and summary.summary(con, al, other, today) is None
    assert query.find_person(con, NHS, other) is None
    for seeing in (
        replace(other, role="ig"),
        replace(other, role="lead"),
        replace(other, professional=store.viewer.professional),
    ):
        assert query.strip(con, al, seeing, today) is not None
        assert query.find_person(con, NHS, seeing) == al


def test_words_of_a_sheet_are_taken_off_and_stay_in_the_journal(store: Store, al: str) -> None:
    from caretui.store.models.people import FromSheetForm

    with store.work("imported") as work:
        line = work.add(FromSheetForm(person=al, heading="Dog?", words="yes, bites", source="list.xlsx"))
    (found,) = read_around.from_sheet(store.read(), al)
    assert (found.heading, found.words) == ("Dog?", "yes, bites")
    with store.work("took it over") as work:
        people.take_off_sheet(work, line, "taken over")
    assert read_around.from_sheet(store.read(), al) == ()
    store.undo()
    assert len(read_around.from_sheet(store.read(), al)) == 1
