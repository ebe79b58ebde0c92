"""The Actions area and the typed lines with keys alone, on a real store."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.plan.conftest import House
from tests.plan.keyboard import press, rows_of, settle, shown

from caretui.app import CaretuiApp
from caretui.care.lines import Understood
from caretui.store.changes import actions, directory, people
from caretui.store.models.around import SharingForm
from caretui.store.queries.actions import Row, of_person, one
from caretui.store.store import Store

App = Callable[..., CaretuiApp]
Ask = Callable[..., str]
TODAY = date(2026, 11, 26)
SIZE = (80, 24)


def rows(store: Store, person: str, *, ended: bool = False) -> tuple[Row, ...]:
    return of_person(store.read(), person, store.viewer, store.today(), ended=ended)


def row(store: Store, action: str) -> Row:
    found = one(store.read(), action, store.viewer, store.today())
    assert found is not None
    return found


async def test_an_action_is_asked_in_two_presses(store: Store, house: House, ask: Ask, app_on: App) -> None:
    ask("OT: rail, +3d")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "a", "=district nursing: weigh him, fri")
        assert "district nursing | weigh him | Fri 27 Nov 2026" in shown(app)
        assert "DUXBURY, Alan" in shown(app)
        assert len(rows(store, house.alan)) == 1, "nothing is written before Enter"
        await press(pilot, "enter")
        assert "DUXBURY, Alan: district nursing, weigh him, Fri 27." in rows_of(app)[22]
        assert [(r.what, r.due) for r in rows(store, house.alan)] == [
            ("weigh him", date(2026, 11, 27)),
            ("rail", date(2026, 11, 29)),
        ]
        await press(pilot, "u")
    assert [r.what for r in rows(store, house.alan)] == ["rail"]


async def test_the_day_of_an_action_is_read_whole_in_another_year_too(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    ask("OT: rail, 19 jan")
    for width, day in ((80, "19 Jan 27 "), (120, "19 Jan 2027")):
        app = app_on(store)
        async with app.run_test(size=(width, 30)) as pilot:
            await settle(pilot)
            assert any(row[1:].startswith(day) for row in rows_of(app)), shown(app)


async def test_a_new_agency_is_said_and_an_unclear_name_is_not_taken(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    ask("rail")
    with store.work("another Lynn") as work:
        directory.ensure_professional(work, "Lynn Hall")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "a", "=lynn: weigh him")
        assert "which? Lynn Haslam / Lynn Hall" in shown(app)
        await press(pilot, "enter")
        assert len(rows(store, house.alan)) == 1
        await press(pilot, "escape", "a", "=Age [b]Concern: befriending", "enter")
        assert "Age [b]Concern" in shown(app)
        assert any(r.agency_name == "Age [b]Concern" for r in rows(store, house.alan))


async def test_the_same_thing_of_two_agencies_is_flagged(store: Store, house: House, ask: Ask, app_on: App) -> None:
    ask("OT: order bath seat, +3d")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "a", "=district nursing: bath seat")
        assert "TWICE: occupational therapy asked already" in shown(app)
        await press(pilot, "enter")
        assert shown(app).count("TWICE") >= 2


async def test_what_is_late_comes_first_the_longest_first_and_a_death_is_never_late(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    for line in ("OT: rail, fri", "district nursing: weigh him, mon", "OT: bath seat, tue", "talk with Karen"):
        ask(line)
    ask("police: return his keys, mon", house.doris)
    with store.work("she died") as work:
        people.died(work, house.doris, on="2026-11-26", owed=None, stop=False, today="2026-11-26")
    store.clock.now = store.clock.now.replace(month=12, day=2)  # type: ignore[attr-defined]
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        text = rows_of(app)
        listed = [line for line in text[3:18] if line]
        assert listed[0].split() == ["LATE", "3"]
        assert [line[1:10].strip() for line in listed[1:4]] == ["LATE 5d", "LATE 2d", "LATE 1d"]
        death = next(n for n, line in enumerate(listed) if line.startswith(" AFTER A DEATH"))
        assert "return his keys" in listed[death + 1] and "LATE" not in listed[death + 1]
        await press(pilot, "o")
        assert "by owner" in rows_of(app)[1]
        await press(pilot, "o")
        assert any(line.startswith(" NO DAY") for line in rows_of(app))


async def test_done_with_its_outcome_in_two_presses(store: Store, house: House, ask: Ask, app_on: App) -> None:
    first, second = ask("OT: rail, fri"), ask("OT: bath seat, every mon")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "space", "=fitted, he uses it", "enter")
        assert "done." in rows_of(app)[22]
        await press(pilot, "space")
        assert "comes again Mon 7 Dec 2026" in shown(app)
        await press(pilot, "=not needed: hospital gave one", "enter")
    assert (row(store, first).status, row(store, first).outcome) == ("done", "fitted, he uses it")
    assert (row(store, second).status, row(store, second).outcome) == ("not needed", "hospital gave one")
    assert rows(store, house.alan) == ()


async def test_what_is_done_opens_again_when_it_is_not_done_after_all(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    rail = ask("OT: rail, +3d")
    with store.work("finished an action") as work:
        actions.finish(work, store.viewer, rail, now=store.now(), today=TODAY)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", "=status:done", "enter", "space")
        assert "It is done already. Open it again?" in shown(app)
        await press(pilot, "escape")
        assert row(store, rail).status == "done"
        await press(pilot, "space", "y")
        assert "rail, open again." in rows_of(app)[22]
    assert row(store, rail).status == "planned"


async def test_waiting_is_on_the_agency_that_is_meant_else_on_the_words(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    action = ask("OT: rail, fri")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "w", "=dn", "enter")
        assert row(store, action).waiting_on == "district nursing"
        await press(pilot, "w", "=the scan", "enter")
        assert row(store, action).waiting_on == "the scan"
        await press(pilot, "w", "=mental health, chase fri", "enter")
        assert row(store, action).waiting_on == "mental health", "the word before the day is no name"


async def test_wait_chase_redate_and_hand_over_from_the_line(store: Store, house: House, ask: Ask, app_on: App) -> None:
    action = ask("OT: rail, fri")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "w", "=housing, mon", "enter")
        assert (row(store, action).waiting_on, row(store, action).chase_on) == ("housing", date(2026, 11, 30))
        await press(pilot, "f", "=rang: no answer, wed", "enter")
        found = row(store, action)
        assert (found.chased_words, found.chase_on) == ("rang: no answer", date(2026, 12, 2))
        assert "waiting on housing since today" in shown(app).lower()
        await press(pilot, "d", "=-", "enter")
        assert row(store, action).due is None
        await press(pilot, "d", "=31/2", "enter")
        assert "not read as a day" in shown(app)
        await press(pilot, "escape", "l", "=lynn", "enter")
        assert "to whom, a colon, and why" in shown(app) and row(store, action).agency == house.ot
        await press(pilot, "escape", "l", "=lynn: OT has no room", "enter")
    assert row(store, action).professional == house.nurse


async def test_a_colleague_who_was_faster_is_told_and_not_overwritten(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    action = ask("OT: rail, fri")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "space", "=fitted")
        other = Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
        with other.work("a colleague") as work:
            actions.stop(work, action, status="refused", now=other.now(), why="he does not want it")
        other.close()
        await press(pilot, "enter")
        assert "it is refused already" in shown(app)
        await press(pilot, "escape")
        await pilot.pause(1.2)
        await settle(pilot)
        assert "Nothing is open." in shown(app), "what the other session saved is seen"
    assert row(store, action).outcome == "he does not want it"


async def test_the_filter_and_whose(store: Store, house: House, ask: Ask, app_on: App) -> None:
    ask("OT: rail, fri")
    ask("district nursing: weigh her", house.doris)
    with store.work("someone else's") as work:
        stranger = people.add_person(work, family_name="Stranger")
    ask("OT: [/b] hoist", stranger)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "My people 2" in rows_of(app)[1]
        await press(pilot, "right", "right")
        assert "All 3" in rows_of(app)[1] and "[/b] hoist" in shown(app)
        await press(pilot, "slash", "=agency:ot", "enter")
        assert "All 2" in rows_of(app)[1]
        await press(pilot, "slash", "escape", "slash", "=entwistle weigh", "enter")
        assert "weigh her" in shown(app) and "All 1" in rows_of(app)[1]
        await press(pilot, "slash", "escape", "slash", "=ot:x", "enter")
        assert "Not understood" in shown(app)


async def test_x_sends_what_stands_in_the_list_and_counts_it(store: Store, house: House, ask: Ask, app_on: App) -> None:
    ask("OT: rail, +3d")
    ask("OT: bath seat, +4d")
    ask("district nursing: weigh her", house.doris)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", "=agency:ot", "enter", "x")
        assert "actions: 2 actions, tells of 1 person" in shown(app)


async def test_an_empty_list_says_what_to_do(store: Store, house: House, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "a on a person asks somebody" in shown(app)
        await press(pilot, "space", "w", "d", "f", "l", "a", "e", "enter")
        assert "No" in rows_of(app)[22]


@pytest.mark.parametrize("words", ["[with daughter]", "[/b] \x7e O'HERN", "=cmd()", "ë" * 180, "بڑا شاور"])
async def test_hostile_words_are_shown_and_kept(store: Store, house: House, app_on: App, ask: Ask, words: str) -> None:
    ask("x")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "a", f"=OT: {words}", "enter", "space", "escape")
        assert app._exception is None
    assert any(r.what == words for r in rows(store, house.alan))


def test_the_line_reads_the_heart_nurse_of_this_person(read: Callable[..., Understood], house: House) -> None:
    line = read("OT: rail")
    assert line.owner is not None and line.owner.id == house.ot
    assert read("social care: keep the visit").owner is not None


async def test_e_changes_words_goal_and_rhythm_and_leaves_owner_and_day(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    action = ask("OT: rail, fri")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "e", "= at the back door", "tab", "tab", "=every mon until review", "f2")
        assert "action changed" in rows_of(app)[22]
    found = row(store, action)
    assert (found.what, found.repeat, found.repeat_until) == ("rail at the back door", "every Mon", "review")
    assert (found.agency, found.due) == (house.ot, date(2026, 11, 27))


async def test_asking_somebody_to_whom_the_person_objects_is_flagged(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    ask("rail")
    with store.work("objects") as work:
        work.add(SharingForm(person=house.alan, kind="objects to", agency=house.nursing))
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "a", "=OT: rail")
        assert "OBJECTS" not in shown(app)
        await press(pilot, "escape", "a", "=lynn: weigh him")
        assert "OBJECTS" in shown(app), "who works for the agency is of it"


async def test_what_was_typed_when_the_terminal_closed_stands_in_the_line_again(
    store: Store, house: House, ask: Ask, app_on: App
) -> None:
    ask("rail")
    with_lost = Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
    app = app_on(with_lost)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "a", "=district nursing: weigh him")
        await pilot.pause(1.2)
    with_lost.close()
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "c continue" in shown(app)
        await press(pilot, "c")
        assert "district nursing | weigh him" in shown(app)
        await press(pilot, "enter")
    assert "weigh him" in [r.what for r in rows(store, house.alan)]
    assert store.drafts() == []
