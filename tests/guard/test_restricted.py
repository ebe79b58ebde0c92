"""A restricted person, all of whose words stand nowhere else, and a colleague who is asked to do things for them."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from tests.faults import hostile
from tests.intake.taking import take

from caretui.care.filters import Filter
from caretui.cli import lists
from caretui.documents.formats import render
from caretui.documents.making import KINDS, Wanted, make
from caretui.documents.parcel import Withheld, to_agency, to_self
from caretui.intake.incoming import Incoming, newcomers, plan_people
from caretui.intake.mapping import layout
from caretui.intake.readers import read
from caretui.intake.report import report_csv
from caretui.intake.rows import check
from caretui.store.changes import directory, people
from caretui.store.changes.intake_people import CLOSED
from caretui.store.models import FORMS
from caretui.store.models.base import REFERS
from caretui.store.queries import around, coming, ending, intake, minutes, recipients, today
from caretui.store.queries.need_to_know import RESTRICTED
from caretui.store.store import Store, Viewer
from caretui.store.work import Work

SECRET = re.compile(r"zqx\w*|999 ?014 ?2718", re.IGNORECASE)
TOMORROW = "2026-11-27"


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    """Sam's restricted person on a meeting beside another; Rae is asked to ring, to visit and to do something."""
    known: dict[str, str] = {}
    with store.work("told of them") as work:
        rae = directory.add_member(work, "Rae Holt", job="link worker", agency="Early help", role="coordinator")
        (known["rae"],) = work.con.execute("SELECT professional FROM member WHERE id = ?", (rae,)).fetchone()
        known["rae member"] = rae
        for entity in hostile.PLACES:
            _add(work, entity, known, lambda: "open to all")
        known["other"] = _add(work, "person", known, lambda: "Other", family_name="Whittle", restricted=False)
        meeting = {"at": "2026-11-26T13:00", "minutes_status": "draft", "status": "planned"}
        _add(work, "meeting", known, lambda: "open to all", **meeting)
        _secret(work, store, known)
        work.add(FORMS["agenda_item"](meeting=known["meeting"], person=known["other"], position=2, source="added"))
    return known


def _secret(work: Work, store: Store, known: dict[str, str]) -> None:
    words = (f"zqx{number}" for number in range(10_000))
    rae, sam = known["rae"], store.viewer
    _add(
        work, "person", known, lambda: next(words), coordinator=sam.professional, restricted=True,
        restricted_reason="zqx", nhs_number="9990142718",
    )  # fmt: skip
    (known["family"],) = work.con.execute("SELECT family_name FROM person WHERE id = ?", (known["person"],)).fetchone()
    given: dict[str, list[dict[str, Any]]] = {
        "contact": [{"professional": rae, "copying": "to copy", "read_by": "team", "recorded_by": sam.member}],
        "message": [{"professional": rae, "member": sam.member}],
        "planned": [
            {"professional": rae, "at": at, "state": "planned"}
            for at in (f"{TOMORROW}T09:00", "2026-11-26T15:00", "2026-11-25T10:00")
        ],
        "action": [{"professional": rae, "due": due, "status": "planned"} for due in (TOMORROW, "2026-11-20")],
        "agenda_item": [{"state": "listed", "position": 1}],
        "attendee": [{"person": known["person"], "attendance": word} for word in ("expected", "present", "substitute")],
        "export": [{"person": known["person"], "member": sam.member, "at": "2026-11-20T14:30:00Z"}],
        "saved_view": [{"member": sam.member}],
    }  # fmt: skip
    for entity in sorted(FORMS.keys() - {*hostile.PLACES, "person", "meeting", "member"}, key=hostile.ORDER.index):
        for fixed in given.get(entity, [{}]):
            if entity == "attendee":
                known.pop("attendee", None)
                fixed |= {"professional": None, "agency": None, "circle": None}
            _add(work, entity, known, lambda: next(words), **fixed)


def _add(work: Work, entity: str, known: dict[str, str], next_words: Callable[[], str], **fixed: Any) -> str:
    refers = {
        name: (field.json_schema_extra or {}).get(REFERS, name if name in hostile.KINDS else "")
        for name, field in FORMS[entity].model_fields.items()
    }
    held = {name: known[kind] for name, kind in refers.items() if kind in known}
    known[entity] = work.add(hostile.filled(entity, held | fixed, next_words))
    return known[entity]


@pytest.fixture
def rae(store: Store, ids: dict[str, str]) -> Viewer:
    """Rae looks: neither lead nor the person's coordinator."""
    store.viewer = replace(
        store.viewer, member=ids["rae member"], name="Rae Holt", role="coordinator", professional=ids["rae"],
        agency_kind="other", locality=None,
    )  # fmt: skip
    return store.viewer


def told(*what: object) -> set[str]:
    """The secret words in it."""
    return set(SECRET.findall(json.dumps(what, default=str) + repr(what)))


def test_the_words_are_there_for_their_coordinator(store: Store, ids: dict[str, str]) -> None:
    """Else what follows would prove nothing: each of its looks finds them as their coordinator."""
    untold = {name for name, look in looks(store, ids) if not told(look)}
    open_to_all = {
        f"list {what}" for what in ("practices", "agencies", "professionals", "localities", "meetings", "changes")
    }
    asked_of_rae = {"export day", "export diary"}
    agencies = {name for name in untold if name.endswith(", agency")}
    assert untold - agencies == {*open_to_all, *asked_of_rae, "export invitation"}


def test_nothing_of_a_restricted_person_is_in_what_a_colleague_lists_or_prints(
    store: Store, ids: dict[str, str], rae: Viewer
) -> None:
    assert {name: told(look) for name, look in looks(store, ids) if told(look)} == {}


def test_once_it_is_open_to_all_rae_has_it_on_her_lists(store: Store, ids: dict[str, str], rae: Viewer) -> None:
    from caretui.store.models.people import Restriction

    with store.work("open again") as work:
        work.put(ids["person"], Restriction(restricted=False))
    found = dict(looks(store, ids))
    for name in (
        "end of the day",
        "today",
        "export day",
        "export diary",
        "list exports",
        "who could come",
        "who is here",
    ):
        assert told(found[name]), name


def test_a_paper_for_own_use_says_how_many_are_left_out(store: Store, ids: dict[str, str], rae: Viewer) -> None:
    for kind in ("day", "diary"):
        assert make(store, Wanted(kind), to_self(rae, "care")).withheld == 1


def test_the_number_of_a_restricted_person_is_taken_and_whose_it_is_not_said(
    store: Store, ids: dict[str, str], rae: Viewer
) -> None:
    [same] = around.alike(store.read(), rae, family="Nobody", given=None, nhs="9990142718")
    assert same.sure and same.name == RESTRICTED
    with pytest.raises(people.SameNumber) as refusal, store.work("added a person") as work:
        people.add_person(work, family_name="Nobody", nhs_number="9990142718")
    assert refusal.value.name == RESTRICTED


def left_to(store: Store, ids: dict[str, str], viewer: Viewer) -> tuple[list[Any], list[Any]]:
    """(who, what, person) of the entries to copy on the viewer's Today, and as their end of the day has them."""
    day = [
        line for line in today.today(store.read(), viewer, store.wall()).of("write up") if "not yet copied" in line.what
    ]
    end = ending.ending(store.read(), viewer, store.wall()).of("copy")
    return [(one.who, one.what, one.person) for one in day], [(one.who, one.what, one.person) for one in end]


def test_an_entry_still_to_copy_stays_with_its_writer_without_a_name_and_comes_to_the_coordinator(
    store: Store, ids: dict[str, str]
) -> None:
    sam = store.viewer
    rae = replace(sam, member=ids["rae member"], role="coordinator", professional=ids["rae"])
    day, end = left_to(store, ids, rae)
    assert day == [("record now restricted", "entry not yet copied: tell the team lead", None)]
    assert end == [("record now restricted", "tell the team lead", None)]
    for role in ("lead", "coordinator"):
        day, end = left_to(store, ids, replace(sam, role=role))
        assert [(who.split(",")[0], person) for who, _, person in (*day, *end)] == [(ids["family"], ids["person"])] * 2
        assert all("by " in what for _, what, _ in (*day, *end))
    assert left_to(store, ids, replace(sam, role="lead", member="0" * 32, professional=None)) == ([], [])


def test_without_a_coordinator_every_lead_has_the_entry_and_nobody_else(store: Store, ids: dict[str, str]) -> None:
    from caretui.store.models.people import Coordinator

    with store.work("nobody coordinates them") as work:
        work.put(ids["person"], Coordinator(coordinator=None))
    nobody = replace(store.viewer, member="0" * 32, professional=None)
    assert [len(lines) for lines in left_to(store, ids, replace(nobody, role="lead"))] == [1, 1]
    assert left_to(store, ids, replace(nobody, role="coordinator")) == ([], [])


def test_an_entry_of_a_lead_about_somebody_restricted_is_their_own_only(store: Store, ids: dict[str, str]) -> None:
    from caretui.store.models.places import MemberRole

    with store.work("Rae leads") as work:
        work.set_columns(ids["rae member"], MemberRole, role="lead")
    rae = replace(store.viewer, member=ids["rae member"], role="lead", professional=ids["rae"])
    assert [len(lines) for lines in left_to(store, ids, rae)] == [1, 1]
    assert left_to(store, ids, store.viewer) == ([], [])


BY_NUMBER = "Surname|Forename|DOB|NHS|Tel|Comments|Coordinator\nNobody||5/5/1960|9990142718|01254 1|words|Rae Holt\n"


def by_name(store: Store, ids: dict[str, str]) -> str:
    ((family, given),) = store.read().execute(
        "SELECT family_name, given_name FROM person WHERE id = ?", (ids["person"],)
    )
    return f"Surname|Forename|Tel|Comments\n{family}|{given}|01254 1|words\n"


@pytest.mark.parametrize("decided", ["", "same", "new", "skip", "the id itself"])
@pytest.mark.parametrize("by", ["number", "name"])
def test_a_sheet_of_a_colleague_changes_nothing_of_them_whatever_is_decided(
    store: Store, ids: dict[str, str], rae: Viewer, by: str, decided: str
) -> None:
    sheet = BY_NUMBER if by == "number" else by_name(store, ids)
    before = store.read().execute("SELECT max(n) FROM unit").fetchone()
    word = ids["person"] if decided == "the id itself" else decided
    done = take(store, sheet, mine=True, line2=word) if word else take(store, sheet, mine=True)
    assert store.read().execute("SELECT max(n) FROM unit").fetchone() == before
    assert (done.counts["read"], done.counts["review"], done.in_part) == (1, 1, True)
    assert_only_closed(done, ids)


@pytest.mark.parametrize("otherwise", ["same", "new", ""])
def test_nor_what_is_decided_for_all_rows_at_once(
    store: Store, ids: dict[str, str], rae: Viewer, otherwise: str
) -> None:
    path = store.path.parent / "sheet.csv"
    for sheet in (BY_NUMBER, by_name(store, ids)):
        path.write_text(sheet, "utf-8")
        done = plan_people(store, check(layout(read(path)), now=store.wall()), newcomers(store, otherwise=otherwise))
        assert not done.changes
        assert_only_closed(done, ids)


def assert_only_closed(done: Incoming, ids: dict[str, str]) -> None:
    """The one row of it says that somebody is not open to this member, and nothing that the row did not say."""
    assert [(one.line, one.weight, one.reason) for one in done.findings if one.weight != "note"] == [
        (2, "review", CLOSED)
    ]
    assert [(one.record, one.candidate) for one in done.plan.outcomes] == [(None, None)]
    assert ids["person"] not in report_csv(done.findings, done.candidates).decode()


def test_a_row_that_became_somebody_restricted_since_is_not_taken_in_again(
    store: Store, ids: dict[str, str], rae: Viewer
) -> None:
    from caretui.store.models.people import Restriction

    sheet = "Surname|Forename|DOB|Comments\nKhan|Ali|1/1/1950|words\n"
    take(store, sheet)
    ((khan,),) = store.read().execute("SELECT id FROM person WHERE family_name = 'Khan'")
    with store.work("restricted") as work:
        work.put(khan, Restriction(restricted=True))
    assert_only_closed(take(store, sheet), {"person": khan})


def test_their_coordinator_and_a_lead_take_a_sheet_in_as_ever(store: Store, ids: dict[str, str]) -> None:
    sam = store.viewer
    store.viewer = replace(sam, role="coordinator")
    sheet = BY_NUMBER.replace("|Coordinator", "").replace("|Rae Holt", "")
    assert take(store, sheet, line2="same").counts["updated"] == 1
    store.viewer = replace(sam, role="lead", professional=None)
    assert take(store, sheet.replace("01254 1", "01254 2"), line2="same").counts["updated"] == 1


def looks(store: Store, ids: dict[str, str]) -> Iterator[tuple[str, object]]:
    """(name, what it tells) of every list, every document and what else names people."""
    con, viewer, day = store.read(), store.viewer, store.today()
    args = SimpleNamespace(what="", all=True)
    for what in lists.COLUMNS:
        args.what = what
        rows, _ = lists.READERS[what](store, Filter(), args, None)
        yield f"list {what}", list(rows)
    yield "today", today.today(con, viewer, store.wall())
    yield "end of the day", ending.ending(con, viewer, store.wall())
    yield "who could come", coming.could_come(con, ids["meeting"], viewer)
    yield "of the same name", around.alike(con, viewer, family=ids["family"], given=None)
    yield "of the same number", around.alike(con, viewer, family="Nobody", given=None, nhs="9990142718")
    yield "who it may be", intake.card(con, ids["person"], viewer)
    yield "who is here", coming.attendees(con, ids["meeting"], viewer)
    found = minutes.read(con, ids["meeting"], viewer, day)
    assert found is not None
    yield "minutes", minutes.as_text(found)
    agency = recipients.agency(con, ids["agency"])
    assert agency is not None
    for kind in KINDS.values():
        for to in (to_self(viewer, "care"), to_agency(agency, "care")):
            wanted = Wanted(kind.name, person=ids["person"], meeting=ids["meeting"], asked="help")
            try:
                parcel = make(store, wanted, to)
            except Withheld:
                continue
            if to.is_own_use or kind.about == "meeting":
                yield (
                    f"export {kind.name}{'' if to.is_own_use else ', agency'}",
                    (parcel.said_to_sender, str(render(parcel.document, _plainest(kind.formats)))),
                )


def _plainest(formats: tuple[str, ...]) -> str:
    return next((form for form in ("txt", "json", "csv", "ics") if form in formats), formats[0])
