"""Actions: asked, waited on, chased, handed over, finished; what repeats comes again, and nothing ends twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.plan.conftest import House

from caretui.care.filters import Filter, read_filter
from caretui.care.lines import Understood
from caretui.care.refused import Refused
from caretui.screens.actions import what_words
from caretui.store.changes import actions, directory, people
from caretui.store.changes.referrals import refer
from caretui.store.models.around import SharingForm
from caretui.store.models.people import RegisteredWith, Restriction
from caretui.store.models.places import Tenure
from caretui.store.models.plan import ActionForm, ActionOwner
from caretui.store.queries import actions as queries
from caretui.store.queries import exports
from caretui.store.queries.actions import grouped, ids, of_person, one
from caretui.store.store import Store

Ask = Callable[..., str]
Read = Callable[..., Understood]
TODAY = date(2026, 11, 26)


def row(store: Store, action: str):  # type: ignore[no-untyped-def]
    found = one(store.read(), action, store.viewer, store.today())
    assert found is not None
    return found


def test_an_agency_is_asked_by_a_day(store: Store, house: House, ask: Ask) -> None:
    found = row(store, ask("OT: second stair rail, fri"))
    assert (found.what, found.agency, found.owner, found.due) == (
        "second stair rail",
        house.ot,
        "occupational therapy",
        date(2026, 11, 27),
    )
    assert (found.status, found.asked_on, found.asked_by) == ("planned", TODAY, "Sam Ward")


def test_a_professional_brings_their_agency_and_a_relative_none(store: Store, house: House, ask: Ask) -> None:
    nurse, karen, al = (
        row(store, ask("lynn: weigh him")),
        row(store, ask("karen: shopping")),
        row(store, ask("al: walk")),
    )
    assert (nurse.agency, nurse.professional) == (house.nursing, house.nurse)
    assert (karen.agency, karen.circle, karen.owner) == (None, house.karen, "Karen, daughter")
    assert (al.agency, al.circle, al.owner) == (None, None, "Al")


def test_what_the_family_and_the_person_do_stands_under_their_own_headings(
    store: Store, house: House, ask: Ask
) -> None:
    """Also when an agency is named beside them; a colleague of no agency and words of a sheet are neither."""
    ask("lynn: weigh him")
    ask("karen: shopping")
    with store.work("an agency beside the family and the person") as work:
        jo, _ = directory.ensure_professional(work, "Jo Moss")
        for what, owner in (
            ("budget", ActionOwner(agency=house.nursing, circle=house.karen, owner_words="Karen, daughter")),
            ("walk", ActionOwner(agency=house.nursing, owner_words="al")),
            ("swim", ActionOwner(owner_words="Alan Duxbury")),
            ("ring", ActionOwner(professional=jo, owner_words="Jo Moss")),
            ("visit", ActionOwner(owner_words="the lady next door")),
        ):
            work.put(work.add(ActionForm(person=house.alan, what=what)), owner)
    found, groups = grouped(store.read(), Filter(), store.viewer, store.today(), order="agency")
    rows = queries.rows(store.read(), found, store.viewer, store.today())
    under = {one.title: [row.what for row in rows[one.before : one.before + one.count]] for one in groups}
    assert under == {
        "DISTRICT NURSING": ["weigh him"],
        "FAMILY AND FRIENDS": ["shopping", "budget"],
        "NO AGENCY": ["ring", "visit"],
        "THE PERSON": ["walk", "swim"],
    }
    assert list(under) == sorted(under)
    said = {row.what: what_words(row, "agency") for row in rows}
    assert said["ring"] == "Jo Moss: ring" and said["visit"] == "the lady next door: visit"
    assert said["budget"] == "Karen, daughter: budget"


def test_a_colleague_and_their_agency_are_one_heading_also_for_whoever_has_no_other_name(
    store: Store, house: House, ask: Ask
) -> None:
    ask("DN: weigh her", person=house.doris)
    ask("lynn: dress the leg", person=house.doris)
    ask("OT: rail", person=house.doris)
    _, groups = grouped(store.read(), Filter(), store.viewer, store.today(), order="agency")
    assert [(one.title, one.count) for one in groups] == [("DISTRICT NURSING", 2), ("OCCUPATIONAL THERAPY", 1)]


def test_without_a_name_it_is_mine(store: Store, ask: Ask) -> None:
    found = row(store, ask("ring the memory clinic"))
    assert found.is_mine and found.said_owner == "me" and found.agency == store.viewer.agency


def test_an_unknown_owner_becomes_an_agency_and_a_known_kind_is_one_of_its_kind(store: Store, ask: Ask) -> None:
    found = row(store, ask("Age Concern [East]: befriending"))
    assert found.agency_name == "Age Concern [East]"
    kind = row(store, ask("police: crime number"))
    (words,) = store.read().execute("SELECT kind FROM agency WHERE id = ?", (kind.agency,)).fetchone()
    assert words == "police"


def test_what_is_not_clear_is_refused_and_nothing_is_written(store: Store, ask: Ask) -> None:
    with store.work("a second nurse") as work:
        directory.ensure_professional(work, "Lynn Hall")
    before = store.read().execute("SELECT count(*) FROM unit").fetchone()
    with pytest.raises(Refused):
        ask("lynn: weigh him")
    with pytest.raises(Refused):
        ask("OT:")
    assert store.read().execute("SELECT count(*) FROM unit").fetchone() == before


def test_a_review_day_is_both_due_and_review(store: Store, ask: Ask) -> None:
    found = row(store, ask("district nursing: keep the 22:00 visit, review 14 jan"))
    assert (found.due, found.review_on) == (date(2027, 1, 14), date(2027, 1, 14))


def finish(store: Store, action: str, outcome: str | None = None) -> str | None:
    with store.work("finished an action") as work:
        return actions.finish(work, store.viewer, action, now=store.now(), today=store.today(), outcome=outcome)


def test_a_repeated_one_makes_its_next_in_the_same_unit(store: Store, house: House, ask: Ask) -> None:
    first = ask("district nursing: weigh him, every mon")
    assert row(store, first).due == date(2026, 11, 30)
    following = finish(store, first, "82 kg")
    assert following is not None
    assert row(store, first).status == "done" and row(store, first).outcome == "82 kg"
    after = row(store, following)
    assert (after.due, after.status, after.agency, after.outcome) == (date(2026, 12, 7), "planned", house.nursing, "")
    store.undo()
    assert row(store, first).status == "planned"
    assert one(store.read(), following, store.viewer, TODAY) is None


def test_a_repeat_ends_with_its_last_day_and_with_a_death(store: Store, house: House, ask: Ask) -> None:
    last = ask("weigh him weekly until 4 dec")
    assert finish(store, last) is None
    again = ask("weigh him daily")
    with store.work("noted a death") as work:
        people.died(work, house.alan, on="2026-11-26", owed=None, stop=False, today="2026-11-26")
    assert finish(store, again) is None


def test_the_next_one_survives_a_leaver(store: Store, house: House, ask: Ask) -> None:
    action = ask("lynn: weigh him, weekly")
    with store.work("she left") as work:
        work.put(house.nurse, Tenure(left_on="2026-11-25"))
    following = finish(store, action)
    assert following is not None
    after = row(store, following)
    assert (after.professional, after.agency, after.owner) == (None, house.nursing, "district nursing")


def test_nothing_ends_twice(store: Store, ask: Ask) -> None:
    action = ask("OT: rail")
    finish(store, action)
    with pytest.raises(Refused, match="done already"):
        finish(store, action)
    with pytest.raises(Refused), store.work("stopped it") as work:
        actions.stop(work, action, status="not needed", now=store.now())
    with store.work("opened it again") as work:
        actions.reopen(work, action)
    assert row(store, action).status == "planned"


def test_waiting_has_since_and_a_day_to_chase(store: Store, house: House, ask: Ask, clock) -> None:  # type: ignore[no-untyped-def]
    action = ask("OT: rail, fri")
    with store.work("waiting") as work:
        actions.wait(work, action, on="housing", today=store.today())
    found = row(store, action)
    assert (found.status, found.waiting_on, found.waiting_since) == ("waiting", "housing", TODAY)
    assert found.chase_on == found.due == date(2026, 12, 10)
    clock.now = clock.now.replace(month=12, day=11)
    assert row(store, action).late(store.today()) == 1
    with store.work("chased") as work:
        actions.chase(work, action, today=store.today(), words="no answer", next_on=date(2026, 12, 14))
    found = row(store, action)
    assert (found.chased_on, found.chased_words, found.chased_times) == (date(2026, 12, 11), "no answer", 1)
    assert (found.waiting_on, found.waiting_since, found.due) == ("housing", TODAY, date(2026, 12, 14))
    with store.work("another day") as work:
        actions.redate(work, action, date(2026, 12, 20))
    found = row(store, action)
    assert found.chase_on == found.due == date(2026, 12, 20) and found.status == "waiting"


def test_handed_over_with_a_reason(store: Store, house: House, ask: Ask, read: Read) -> None:
    action = ask("OT: rail, fri")
    with pytest.raises(Refused), store.work("handed over") as work:
        actions.hand_over(work, store.viewer, action, read("district nursing:"), today=TODAY)
    with pytest.raises(Refused, match="theirs already"), store.work("handed over") as work:
        actions.hand_over(work, store.viewer, action, read("OT: same"), today=TODAY)
    with store.work("handed over") as work:
        actions.hand_over(work, store.viewer, action, read("lynn: OT has no room, +1w"), today=TODAY)
    found = row(store, action)
    assert (found.agency, found.professional, found.due) == (house.nursing, house.nurse, date(2026, 12, 3))
    assert (found.handed_from, found.handed_why) == ("occupational therapy", "OT has no room")


def test_someone_elses_finish_is_not_overwritten(store: Store, ask: Ask) -> None:
    action = ask("OT: rail")
    with store.work("a colleague") as work:
        actions.stop(work, action, status="refused", now=store.now(), why="Al does not want it")
    with pytest.raises(Refused, match="refused already"):
        finish(store, action)
    assert row(store, action).outcome == "Al does not want it"


def test_a_referral_waits_and_is_in_the_ledger(store: Store, house: House) -> None:
    with store.work("referred") as work:
        action = refer(
            work,
            store,
            person=house.alan,
            agency=house.ot,
            name="occupational therapy",
            reason="bath seat",
            today=TODAY,
        )
    found = row(store, action)
    assert (found.what, found.status, found.waiting_on) == ("referral: bath seat", "waiting", "occupational therapy")
    assert found.waiting_since == TODAY
    (told,) = exports.told_of(store.read(), house.alan)
    assert (told.recipient, told.purpose) == ("occupational therapy", "referral for direct care")
    assert exports.lying(store.read(), store.viewer) == ()


def test_an_objection_refuses_a_referral_and_writes_nothing(store: Store, house: House) -> None:
    with store.work("objects") as work:
        work.add(SharingForm(person=house.alan, kind="objects to", agency=house.ot))
    with pytest.raises(Refused, match="objects"), store.work("referred") as work:
        refer(work, store, person=house.alan, agency=house.ot, name="occupational therapy", reason="rail", today=TODAY)
    assert of_person(store.read(), house.alan, store.viewer, TODAY) == ()
    assert exports.told_of(store.read(), house.alan) == ()


@pytest.mark.parametrize("words", ["[with daughter]", "[/b] =cmd()", "O'HERN’s rail", "x" * 200, "بڑا شاور"])
def test_hostile_words_are_kept_whole(store: Store, ask: Ask, words: str) -> None:
    assert row(store, ask(f"OT: {words}")).what == words


def test_mine_is_what_i_am_asked_to_do_for_whomever(store: Store, house: House, ask: Ask) -> None:
    with store.work("a colleague's person") as work:
        stranger = people.add_person(work, family_name="Stranger")
    mine = ask("ring the ward", stranger)
    ask("OT: rail")
    found = ids(store.read(), read_filter("mine"), store.viewer, TODAY)
    assert list(found) == [row(store, mine).n]
    assert list(ids(store.read(), Filter(), store.viewer, TODAY, scope="mine")) == [
        row(store, mine).n,
        row(store, mine).n + 1,
    ]


def test_a_restricted_person_s_actions_are_for_their_coordinator(store: Store, house: House, ask: Ask) -> None:
    ask("OT: rail")
    action = ask("OT: hoist", house.doris)
    with store.work("restricted") as work:
        work.put(house.doris, Restriction(restricted=True))
    other = replace(store.viewer, role="coordinator", professional=house.nurse)
    assert one(store.read(), action, other, TODAY) is None
    assert len(ids(store.read(), Filter(), other, TODAY)) == 1
    assert len(ids(store.read(), Filter(), store.viewer, TODAY)) == 2


def test_of_two_agencies_of_a_kind_the_one_around_the_person_is_meant(
    store: Store, house: House, ask: Ask, read: Read
) -> None:
    with store.work("two teams") as work:
        east, _ = directory.ensure_agency(work, "East team", "mental health")
        directory.ensure_agency(work, "West team", "mental health")
    assert {party.name for party in read("CMHT: see Al").candidates} == {"East team", "West team"}
    ask("East team: see Al")
    owner = read("CMHT: see Al").owner
    assert owner is not None and owner.id == east


def test_gp_is_the_person_s_own_practice(store: Store, house: House, read: Read) -> None:
    with store.work("practices") as work:
        for name in ("Roe Lee Surgery", "Higher Croft Surgery"):
            practice, _ = directory.ensure_practice(work, name)
            directory.ensure_agency(work, name, "GP")
        work.put(house.alan, RegisteredWith(practice=practice))
    owner = read("GP: medicines review").owner
    assert owner is not None and owner.name == "Higher Croft Surgery"
