"""An objection holds through mergers, wherever it counts: copies, referrals, actions that are asked of others."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from caretui.care.audience import Recipient, warning_for
from caretui.care.lines import Party
from caretui.care.refused import Refused
from caretui.documents.parcel import To, Withheld, refuse_one, sift
from caretui.store.changes import directory, referrals
from caretui.store.models.around import ServiceForm, SharingForm, WarningForm
from caretui.store.models.people import PersonForm
from caretui.store.queries import dossier, objections, parties, recipients
from caretui.store.store import Store

TODAY = date(2026, 11, 26)


@dataclass(frozen=True)
class Town:
    """Alan and Jean; three agencies that became one in two steps, and one that stands apart."""

    alan: str
    jean: str
    agencies: dict[str, str]


@pytest.fixture
def town(store: Store) -> Town:
    with store.work("a town") as work:
        alan = work.add(PersonForm(family_name="Rigby", given_name="Alan"))
        jean = work.add(PersonForm(family_name="Kay", given_name="Jean"))
        names = ("East nurses", "West nurses", "town nurses", "county nurses", "police")
        made = {name: directory.ensure_agency(work, name)[0] for name in names}
        directory.retire(work, "agency", made["East nurses"], on="2026-04-01", successor=made["town nurses"])
        directory.retire(work, "agency", made["West nurses"], on="2026-04-01", successor=made["town nurses"])
        directory.retire(work, "agency", made["town nurses"], on="2026-10-01", successor=made["county nurses"])
    return Town(alan, jean, made)


ONE = ("East nurses", "West nurses", "town nurses", "county nurses")


@pytest.mark.parametrize("told", ONE)
@pytest.mark.parametrize("said", ONE)
def test_an_objection_holds_before_and_after_every_merger(store: Store, town: Town, said: str, told: str) -> None:
    with store.work("objects") as work:
        work.add(SharingForm(person=town.alan, kind="objects to", agency=town.agencies[said]))
    con, people, agency = store.read(), (town.alan, town.jean), town.agencies[told]
    assert objections.objectors(con, people, today=TODAY, agency=agency) == {town.alan}
    assert objections.objectors(con, people, today=TODAY, agency=town.agencies["police"]) == frozenset()
    to = To(told, "direct care", Recipient("agency", agency, "district nursing"))
    assert sift(store, people, to) == ((town.jean,), 1)
    with pytest.raises(Withheld, match="objects"):
        refuse_one(store, dossier.people(con, (town.alan,))[town.alan], to)
    assert parties.objects_to(con, town.alan, Party("agency", agency, told), TODAY)
    with pytest.raises(Refused, match="objects"), store.work("referred") as work:
        referrals.refer(work, store, person=town.alan, agency=agency, name=told, reason="a rail", today=TODAY)


@pytest.mark.parametrize("told", [*ONE, "police"])
def test_a_warning_for_a_named_agency_and_its_work_go_to_its_heirs_alone(store: Store, town: Town, told: str) -> None:
    west, reader = town.agencies["West nurses"], Recipient("agency", town.agencies[told], "other")
    with store.work("a warning, a visit") as work:
        work.add(WarningForm(person=town.alan, kind="dog", words="barks", audience="named agencies", agencies=west))
        work.add(ServiceForm(person=town.alan, provider="West nurses", agency=west))
    con = store.read()
    [warned] = dossier.warnings(con, (town.alan,))[town.alan]
    heir = told in ("West nurses", "town nurses", "county nurses")
    assert warning_for(warned.audience, warned.agencies, reader) == heir
    assert recipients.known_to(con, (town.alan, town.jean), town.agencies[told]) == ({town.alan} if heir else set())


def test_it_holds_for_whoever_works_there_under_the_new_name(store: Store, town: Town) -> None:
    with store.work("objects") as work:
        work.add(SharingForm(person=town.alan, kind="objects to", agency=town.agencies["East nurses"]))
        lisa, _ = directory.ensure_professional(work, "L Haslam", agency=town.agencies["county nurses"])
    assert parties.objects_to(store.read(), town.alan, Party("professional", lisa, "L Haslam"), TODAY)
    assert not parties.objects_to(store.read(), town.jean, Party("professional", lisa, "L Haslam"), TODAY)


def test_the_sender_hears_of_an_objection_to_somebody_who_is_still_written_under_the_old_name(
    store: Store, town: Town
) -> None:
    with store.work("objects") as work:
        lisa, _ = directory.ensure_professional(work, "L Haslam", agency=town.agencies["West nurses"])
        work.add(SharingForm(person=town.alan, kind="objects to", professional=lisa))
    asked = {"today": TODAY, "agency": town.agencies["county nurses"]}
    assert objections.objectors_to_staff(store.read(), (town.alan,), **asked) == (("L Haslam", 1),)
    assert objections.objectors_to_staff(store.read(), (town.jean,), **asked) == ()


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        ("2026-11-26", "2026-11-26", True),
        ("2026-11-27", None, False),
        (None, "2026-11-25", False),
    ],
)
def test_it_holds_on_its_days_for_a_copy_and_for_the_brief_alike(
    store: Store, town: Town, since: str | None, until: str | None, *, holds: bool
) -> None:
    police = town.agencies["police"]
    with store.work("objects") as work:
        work.add(SharingForm(person=town.alan, kind="objects to", agency=police, since=since, until=until))
    con = store.read()
    assert bool(objections.objectors(con, (town.alan,), today=TODAY, agency=police)) is holds
    assert objections.objected(con, (town.alan,), TODAY) == ({town.alan: ("police",)} if holds else {})


def test_what_goes_nowhere_needs_no_objection(store: Store, town: Town) -> None:
    with store.work("objects") as work:
        work.add(SharingForm(person=town.alan, kind="objects to", agency=town.agencies["police"]))
    nobody = To("you", "own use", Recipient("member"))
    assert sift(store, (town.alan,), nobody)[1] == 0
    assert objections.objectors(store.read(), (town.alan,), today=TODAY) == frozenset()
    own = replace(nobody, recipient=Recipient("member", town.agencies["police"]))
    assert sift(store, (town.alan,), own)[1] == 0
