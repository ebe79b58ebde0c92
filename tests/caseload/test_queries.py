"""The caseload, today and find, on invented people whose day is known."""

from dataclasses import replace

import pytest

from caretui.care.filters import read_filter
from caretui.care.why import RANKS
from caretui.store.queries import caseload, search, today
from caretui.store.store import Store


def names(store: Store, where: str = "", *, scope: str = "all", order: str = "name") -> list[str]:
    con = store.read()
    ids = caseload.ids(con, read_filter(where), store.viewer, store.today(), order=order, scope=scope)
    return [row.name for row in caseload.rows(con, ids, store.viewer, store.today())]


def test_the_caseload_is_in_the_order_of_reasons_and_holds_only_mine(full_store: Store) -> None:
    con = full_store.read()
    ids = caseload.ids(con, read_filter(""), full_store.viewer, full_store.today())
    rows = caseload.rows(con, ids, full_store.viewer, full_store.today())
    assert len(rows) == 45 and {row.coordinator for row in rows} == {"Sam Ward"}
    ranks = [RANKS.index(row.why.reason) for row in rows]
    assert ranks == sorted(ranks)
    assert rows[0].name == "Kenyon, Frank" and rows[0].why.words == "IN HOSPITAL since 02:40"
    assert rows[1].why.words == "home from hospital Tue 24"
    said = {row.name: row.why.words for row in rows}
    assert said["Duxbury, Alan"] == "daughter waits for a call"
    assert said["Marsden, Eileen"] == "died Sun 22; call to family"
    assert said["Patel, Zubeda"].startswith("meeting 13:00")


def test_two_people_of_one_name_are_marked(full_store: Store) -> None:
    con = full_store.read()
    ids = caseload.ids(con, read_filter("hussain mohammed"), full_store.viewer, full_store.today(), scope="all")
    assert [row.same_name for row in caseload.rows(con, ids, full_store.viewer, full_store.today())] == [True, True]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("o'hara", {"O'Hara, Kath"}),
        ("OHARA", {"O'Hara, Kath"}),
        ("hara", {"O'Hara, Kath"}),
        ("oʼhara kath", {"O'Hara, Kath"}),
        ("karen", {"Duxbury, Alan"}),
        ("01632 960 152", {"Duxbury, Alan"}),
        ("in-hospital", {"Kenyon, Frank"}),
        ("coord:none", {"Shah, Yusuf"}),
        ("no-coordinator", {"Shah, Yusuf"}),
        ('coord:"dan white" yates colin', {"Yates, Colin"}),
        ("agency:housing overdue", {"Yates, Colin"}),
        ('risk:"very high" zub', {"Patel, Zubeda"}),
        ("prog:integ", {"Duxbury, Alan"}),
        ("practice:X00004 shah", {"Shah, Yusuf"}),
        ("status:closed", set()),
        ("!!!", set()),
    ],
)
def test_a_filter_finds(full_store: Store, where: str, expected: set[str]) -> None:
    assert set(names(full_store, where)) == expected


def test_an_nhs_number_is_found_in_any_spacing(full_store: Store) -> None:
    (number,) = full_store.read().execute("SELECT nhs_number FROM person WHERE family_name = 'Rigby'").fetchone()
    for typed in (number, f"{number[:3]} {number[3:6]} {number[6:]}", f"{number[:5]} {number[5:]}"):
        assert names(full_store, typed) == ["Rigby, Tom"]


def test_a_restricted_person_is_seen_by_their_coordinator_and_leads_only(store: Store) -> None:
    from caretui.store.models.people import PersonForm

    with store.work() as work:
        work.add(PersonForm(family_name="Hidden", restricted=True, restricted_reason="police"))
    con, today_ = store.read(), store.today()
    other = replace(store.viewer, role="coordinator", professional="0" * 32)
    for viewer, seen in ((store.viewer, 1), (other, 0)):
        assert len(caseload.ids(con, read_filter(""), viewer, today_, scope="all")) == seen
        assert len(search.find(con, "hidden", viewer, today_)) == seen
    lead = caseload.ids(con, read_filter(""), store.viewer, today_, scope="all")
    assert caseload.rows(con, lead, other, today_) == ()


def test_today_has_its_sections_and_words(full_store: Store) -> None:
    day = today.today(full_store.read(), full_store.viewer, full_store.wall())
    said = [f"{line.when} | {line.who} | {line.what}" for line in day.lines]
    assert day.people == 45
    assert said[0] == "hospital | Kenyon, Frank (81) | admitted Royal Blackburn Hospital 02:40"
    assert 'message | whose? | "mum fell again, Audley" ring 07700 900123' in said
    assert "09:30 | Bibi, Fatima (78) | visit, weekly. Interpreter: Urdu. Key safe" in said
    assert "13:00 | MEETING | Higher Croft Surgery: 15 people, 12 yours" in said
    assert any(
        line.startswith("3d late | Duxbury, Alan (62) | occupational therapy: second stair rail") for line in said
    )
    assert "Wed 16:00 | Rigby, Tom (66) | call, written, not yet copied" in said
    assert "6 days | Shah, Yusuf (71) | NO COORDINATOR since Jo Moss left (l takes)" in said
    assert "34 days | Khan, Shabana (58) | agreed monthly; nobody has seen them" in said
    order = [today.SECTIONS.index(line.section) for line in day.lines]
    assert order == sorted(order)


def test_a_colleague_s_entry_about_my_person_is_new(store: Store) -> None:
    from caretui.store.models.contacts import ContactForm
    from caretui.store.models.people import PersonForm

    with store.work() as work:
        person = work.add(PersonForm(family_name="Rigby", given_name="Tom", coordinator=store.viewer.professional))
        common = {
            "person": person,
            "method": "telephone",
            "at": "2026-11-26T07:00:00Z",
            "recorded_at": "2026-11-26T07:05:00Z",
        }
        work.add(ContactForm(by="Lisa Haslam", note="Dressing changed.", **common))
        work.add(ContactForm(by="Sam Ward", recorded_by=store.viewer.member, note="mine", **common))
        work.add(ContactForm(by="Lisa Haslam", note="secret", read_by="only me", **common))
    day = today.today(store.read(), store.viewer, store.wall())
    assert [line.what for line in day.of("new")] == ["Lisa Haslam, telephone: Dressing changed."]


def test_the_dead_are_never_late_nor_drifting(store: Store) -> None:
    from caretui.store.models.people import PersonForm
    from caretui.store.models.plan import ActionForm

    with store.work() as work:
        person = work.add(
            PersonForm(
                family_name="Marsden",
                coordinator=store.viewer.professional,
                contact_interval=7,
                date_of_death="2026-11-22",
                kindness_owed="call to family",
            )
        )
        work.add(ActionForm(person=person, what="rail", due="2026-11-01"))
    con = store.read()
    day = today.today(con, store.viewer, store.wall())
    assert day.of("late") == () and day.of("drifting") == ()
    ids = caseload.ids(con, read_filter(""), store.viewer, store.today())
    (row,) = caseload.rows(con, ids, store.viewer, store.today())
    assert (row.late, row.why.words) == (0, "died Sun 22; call to family")


def test_find_looks_in_names_contacts_and_actions(full_store: Store) -> None:
    con, viewer, day = full_store.read(), full_store.viewer, full_store.today()
    kinds = [hit.kind for hit in search.find(con, "bath seat", viewer, day)]
    assert kinds[0] == "contact" and "action" in kinds
    assert [hit.name for hit in search.find(con, "karen", viewer, day) if hit.kind == "person"] == [
        'Duxbury, Alan "Al"'
    ]
    assert search.find(con, "   ", viewer, day) == search.find(con, "'\"*()", viewer, day) == ()


def test_coordinator_history_leaves_out_what_was_undone(store: Store) -> None:
    from caretui.store.changes import coordinators as verbs
    from caretui.store.changes import directory
    from caretui.store.models.people import PersonForm
    from caretui.store.queries import coordinators

    with store.work() as work:
        person = work.add(PersonForm(family_name="Shah"))
        other, _ = directory.ensure_professional(work, "Dan Whiteside")
    with store.work("a") as work:
        assert verbs.assign(work, [person], store.viewer.professional, today="2026-11-20") == [person]
    with store.work("b") as work:
        verbs.assign(work, [person], other, today="2026-11-25", note="mistake")
    store.undo()
    with store.work("c") as work:
        verbs.assign(work, [person], other, today="2026-11-26", note="speaks Gujarati")
        assert verbs.assign(work, [person], other, today="2026-11-26") == []
    assert coordinators.history(store.read(), person, store.today()) == (
        "Dan Whiteside, since today: speaks Gujarati",
        "Sam Ward, since Fri 20 to today",
    )
