"""The Plan tab and referring with keys alone, on a real store; two people at one plan."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plan.conftest import House
from tests.plan.keyboard import press, rows_of, settle, shown

from caretui.app import CaretuiApp
from caretui.documents import sending
from caretui.store.changes import actions
from caretui.store.changes import plan as changes
from caretui.store.models.around import SharingForm
from caretui.store.models.plan import BaselineForm, GoalForm, NeedForm
from caretui.store.queries import exports
from caretui.store.queries.actions import of_person
from caretui.store.queries.plan import Plan, plan
from caretui.store.store import Store
from caretui.widgets.table import VirtualTable

App = Callable[..., CaretuiApp]
Ask = Callable[..., str]
SIZE = (80, 24)


def read(store: Store, person: str, *, ended: bool = False) -> Plan:
    found = plan(store.read(), person, store.viewer, store.today(), ended=ended)
    assert found is not None
    return found


def write_plan(store: Store, house: House) -> tuple[str, str]:
    """Al's plan with its counts; returns his need and goal."""
    with store.work("wrote the plan") as work:
        need = work.add(NeedForm(person=house.alan, words="Breathless and frightened at night"))
        goal = work.add(GoalForm(person=house.alan, words="Sleep in my own bed", need=need, importance=9))
        changes.write(work, "about_me", house.alan, {"WhatMatters": {"matters": "My own bed, and the Rovers."}})
        changes.write(work, "plan", house.alan, {"PlanDate": {"plan_date": "2026-05-20"}})
        what = "hospital visits or admissions"
        work.add(
            BaselineForm(
                person=house.alan, count=17, what=what, since="2025-05-20", until="2026-05-20", source="the practice"
            )
        )
        work.add(
            BaselineForm(person=house.alan, count=2, what=what, since="2026-05-20", until="2026-11-20", phase="since")
        )
    return need, goal


async def on_plan(pilot, app: CaretuiApp, person: str) -> None:  # type: ignore[no-untyped-def]
    await settle(pilot)
    app.open("person", person=person, tab="Plan")
    await settle(pilot)


def cursor_to(app: CaretuiApp, words: str) -> None:
    """Put the cursor on the line with these words."""
    tab = app.screen.tab  # type: ignore[attr-defined]
    place = next(n for n, line in enumerate(tab.lines) if words in str(getattr(line.words, "text", line.words)))
    tab.table.move_to(place)


async def test_an_empty_plan_says_how_to_begin(store: Store, house: House, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await on_plan(pilot, app, house.alan)
        assert "No plan yet." in shown(app) and "+ begins one" in shown(app)
        await press(pilot, "+", "1", "=Frightened at night", "f2")
        assert [need.words for need in read(store, house.alan).needs] == ["Frightened at night"]
        assert "Frightened at night" in shown(app)


async def test_counts_stand_with_rates_windows_source_and_caution(store: Store, house: House, app_on: App) -> None:
    write_plan(store, house)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await on_plan(pilot, app, house.alan)
        await press(pilot, "G")
        text = " ".join(shown(app).replace(">", " ").split())
        assert "17 hospital visits or admissions in 12 months (1.42 a month)" in text
        assert "20 May 2025 to 20 May 2026, told by the practice" in text
        assert "2 in 6 months (0.33 a month). Some fall after a peak is usual" in text
        assert "20 May 2026 to 20 Nov 2026" in text
        assert "some fall after a peak is usual, with or without a plan." in text


async def test_need_goal_and_action_stand_under_each_other(store: Store, house: House, ask: Ask, app_on: App) -> None:
    need, goal = write_plan(store, house)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await on_plan(pilot, app, house.alan)
        cursor_to(app, "Breathless")
        await press(pilot, "+", "2", "=Walk to the shop", "f2")
        cursor_to(app, "Sleep in my own bed")
        await press(pilot, "a", "=OT: stair rail, fri", "enter")
        lines = [line for line in rows_of(app) if line.strip()]
        at = next(n for n, line in enumerate(lines) if "Need" in line and "Breathless" in line)
        assert "Goal 9/10" in lines[at + 1] and "stair rail" in lines[at + 2] and "Walk to the shop" in lines[at + 3]
        cursor_to(app, "stair rail")
        await press(pilot, "space", "=fitted", "enter")
        assert "stair rail" not in "\n".join(rows_of(app)[:22])
        await press(pilot, "slash")
        assert "Fitted (today)" in shown(app), "/ shows what was done too"
        await press(pilot, "slash")
        cursor_to(app, "Sleep in my own bed")
        await press(pilot, "space", "y")
        assert "Sleep in my own bed" not in "\n".join(rows_of(app)[:22])
    new = next(one for one in read(store, house.alan).goals if one.words == "Walk to the shop")
    assert new.need == need
    (action,) = of_person(store.read(), house.alan, store.viewer, store.today(), ended=True)
    assert (action.goal, action.outcome) == (goal, "fitted")


async def test_the_line_under_the_cursor_is_edited_and_undone(store: Store, house: House, app_on: App) -> None:
    write_plan(store, house)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await on_plan(pilot, app, house.alan)
        cursor_to(app, "My own bed, and")
        await press(pilot, "e")
        app.focused.load_text("Our Karen. [b]The Rovers[/b].")  # type: ignore[union-attr]
        await press(pilot, "f2")
        assert "[b]The Rovers[/b]" in shown(app)
        await press(pilot, "u")
    assert read(store, house.alan).about[0].words == "My own bed, and the Rovers."


async def test_the_second_to_save_is_shown_both_and_loses_nothing(store: Store, house: House, app_on: App) -> None:
    _, goal = write_plan(store, house)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await on_plan(pilot, app, house.alan)
        cursor_to(app, "Sleep in my own bed")
        await press(pilot, "e", "= all night")
        other = Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
        from caretui.store.models.plan import GoalWords

        with other.work("a colleague") as work:
            before, _ = other.look(goal, GoalWords)
            work.put(goal, before.model_copy(update={"words": "Sleep with the window open"}))
        other.close()
        await press(pilot, "f2")
        text = shown(app)
        assert "THEIRS" in text and "Sleep with the window open" in text and "all night" in text
        assert read(store, house.alan).goals[0].words == "Sleep with the window open", "nothing is written yet"
        await press(pilot, "y")
    assert read(store, house.alan).goals[0].words == "Sleep in my own bed all night"


async def test_two_people_begin_the_same_about_me(store: Store, house: House) -> None:
    other = Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
    with other.work("a colleague") as work:
        changes.write(work, "about_me", house.alan, {"WhoMatters": {"who_matters": "Karen"}})
    other.close()
    with store.work("me") as work:
        changes.write(work, "about_me", house.alan, {"WhatMatters": {"matters": "My bed"}})
    words = {one.label: one.words for one in read(store, house.alan).about}
    assert (words["Who matters"], words["What matters"]) == ("Karen", "My bed")


async def test_a_referral_in_three_presses(store: Store, house: House, app_on: App, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    sending.keep_folder(store, share)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await on_plan(pilot, app, house.alan)
        await press(pilot, "r", "=OT", "enter", "=bath seat, he slips", "f2")
        for _ in range(40):
            if "referred to" in shown(app):
                break
            await pilot.pause(0.1)
        assert "DUXBURY, Alan: referred to occupational therapy" in " ".join(shown(app).split())
    (action,) = of_person(store.read(), house.alan, store.viewer, store.today())
    assert (action.what, action.status, action.agency) == ("referral: bath seat, he slips", "waiting", house.ot)
    assert [path.suffix for path in share.iterdir()] == [".docx"]
    (told,) = exports.told_of(store.read(), house.alan)
    assert (told.kind, told.recipient) == ("referral letter", "occupational therapy")


async def test_without_a_folder_the_telling_is_noted(store: Store, house: House, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await on_plan(pilot, app, house.alan)
        await press(pilot, "r", "=New Leaf", "enter", "=befriending", "f2")
        assert "referred to New Leaf" in " ".join(shown(app).split())
        await press(pilot, "u")
        assert of_person(store.read(), house.alan, store.viewer, store.today()) == ()
    assert exports.told_of(store.read(), house.alan) == ()


async def test_an_objection_refuses_with_a_sentence(store: Store, house: House, app_on: App, tmp_path: Path) -> None:
    with store.work("objects") as work:
        work.add(SharingForm(person=house.alan, kind="objects to", agency=house.ot))
    sending.keep_folder(store, tmp_path)
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await on_plan(pilot, app, house.alan)
        await press(pilot, "r", "=OT", "enter", "=bath seat", "f2")
        assert "Al objects to occupational therapy being told" in shown(app)
        await press(pilot, "escape")
    assert of_person(store.read(), house.alan, store.viewer, store.today()) == ()
    assert exports.told_of(store.read(), house.alan) == ()
    assert not list(tmp_path.glob("*.docx"))  # noqa: ASYNC240 - the app has been left


def test_an_open_action_of_a_goal_that_is_met_is_not_lost(store: Store, house: House, ask: Ask) -> None:
    need, goal = write_plan(store, house)
    ask("OT: rail", goal=goal)
    with store.work("met") as work:
        changes.close(work, goal, on="2026-11-26")
        changes.close(work, need, on="2026-11-26")
    found = read(store, house.alan)
    assert [row.what for row in found.actions_of(None)] == ["rail"] and found.goals_of(None) == ()


@pytest.mark.parametrize(
    ("place", "keys", "due"),
    [("actions", ("o",), "today"), ("today", (), "today"), ("find", ("=rail",), "today"), ("end_day", (), "tomorrow")],
)
async def test_an_action_opens_on_its_line_of_the_plan(
    store: Store, house: House, ask: Ask, app_on: App, place: str, keys: tuple[str, ...], due: str
) -> None:
    """From every list of actions: the cursor stands on it, all of its words in sight, below a plan of many lines."""
    write_plan(store, house)
    for n in range(20):
        ask(f"DN: weigh him, visit {n}, +{n}w")
    wanted = ask(f"me: {'measure the stairs for a second rail ' * 4}, {due}")
    app = app_on(store, place)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        table = app.screen.query_one(VirtualTable)
        table.move_to(next(n for n, row in enumerate(map(table.row, range(len(table.ids)))) if "stairs" in str(row)))
        await press(pilot, "enter")
        line = app.screen.tab.line  # type: ignore[attr-defined]
        assert line.action.id == wanted
        assert any(row.startswith(">") and "measure" in row for row in rows_of(app)), shown(app)
        assert " ".join(shown(app).split()).count("stairs") == 4
        await press(pilot, "up")
        assert app.screen.tab.line.action.id != wanted, "the cursor is not held there"  # type: ignore[attr-defined]


async def test_an_action_that_was_done_opens_on_its_line_too(store: Store, house: House, ask: Ask, app_on: App) -> None:
    action = ask("OT: second stair rail, fri")
    ask("OT: bath seat, fri")
    with store.work("done") as work:
        actions.finish(work, store.viewer, action, now=store.now(), today=store.today(), outcome="fitted")
    app = app_on(store)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", "=status:done", "enter", "enter")
        assert app.screen.tab.line.action.id == action  # type: ignore[attr-defined]
        assert "With what was met and done." in shown(app)
