"""Today, the caseload and find at the keyboard; what is asserted is the store and what the screen says."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from caretui.app import CaretuiApp
from caretui.care import identifiers
from caretui.screens import filtered
from caretui.screens.caseload import CaseloadScreen
from caretui.screens.find import FindScreen
from caretui.screens.today import TodayScreen, with_age
from caretui.store.changes import directory
from caretui.store.models.around import CircleForm
from caretui.store.models.contacts import ContactForm, HospitalEventForm, MessageForm
from caretui.store.models.people import PersonForm
from caretui.store.models.plan import ActionForm
from caretui.store.queries.peek import peek
from caretui.store.queries.search import find
from caretui.store.store import Store
from caretui.widgets.line import pieces

HOSTILE = ("[with daughter]", "[/b] [red]", "O'HERN", "=cmd()|' /C calc'!A0", "بی بی", "x" * 200, "\u202eevil")


def add(store: Store, *names: str) -> list[str]:
    with store.work("added people") as work:
        return [work.add(PersonForm(family_name=name, coordinator=store.viewer.professional)) for name in names]


@asynccontextmanager
async def running(
    store: Store, first: str = "caseload", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[CaretuiApp, Pilot[Any]]]:
    app = CaretuiApp(store, first=first)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield app, pilot


async def settled(pilot: Pilot[Any]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def shown(app: CaretuiApp) -> str:
    return "\n".join("".join(s.text for s in strip) for strip in app.screen._compositor.render_strips())


def block_words(screen: CaseloadScreen) -> str:
    return "\n".join("".join(cell.text for cell in pieces(line)) for line in screen.peek_block.lines)


async def test_an_empty_caseload_says_what_to_do(store: Store) -> None:
    async with running(store) as (app, _):
        assert "+ adds a person from a name alone" in shown(app)


async def test_hostile_names_are_shown_whole_and_nothing_crashes(store: Store) -> None:
    add(store, *HOSTILE)
    async with running(store) as (app, _):
        screen = shown(app)
        for words in ("[with daughter]", "[/b] [red]", "O'HERN", "=cmd()"):
            assert words in screen
        assert "\u202e" not in screen and "xxx" in screen


async def test_identity_is_whole_in_the_peek_whatever_the_name(store: Store) -> None:
    with store.work("added people") as work:
        for name in ("Y" * 200, "بی" * 60, "Featherstonehaugh-Wolstenholme"):
            born, number = "1931-09-22", identifiers.make_test_nhs(len(name))
            work.add(
                PersonForm(
                    family_name=name, date_of_birth=born, nhs_number=number, coordinator=store.viewer.professional
                )
            )
    for width in (80, 110, 160):
        app = CaretuiApp(store, first="caseload")
        async with app.run_test(size=(width, 24)) as pilot:
            await settled(pilot)
            screen = app.screen
            assert isinstance(screen, CaseloadScreen)
            for number in screen.table.ids:
                screen.table.move_to_id(number)
                screen.show_peek()
                words = block_words(screen)
                row = screen.table.current_row
                assert "born 22 Sep 1931" in words and f"NHS {identifiers.spoken_nhs(row.nhs)}" in words
                assert "Sam Ward" in words


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("Duxbury, Alan (62)", "Duxbury, Alan (62)"),
        ("Y" * 200 + " (96)", "Y" * 18 + "~ (96)"),
        ("Smith (known as Jo), Al (7)", "Smith (known as Jo)~ (7)"),
        ("whose?", "whose?"),
        ("N" * 30, "N" * 30),
    ],
    ids=["whole", "long", "brackets", "nobody", "no age"],
)
def test_of_a_long_name_on_today_the_end_goes_and_the_age_stays(who: str, shown: str) -> None:
    assert with_age(who, 24) == shown


def test_an_action_without_an_agency_is_said_with_its_owner_or_alone(store: Store) -> None:
    (person,) = add(store, "Aspden")
    with store.work("asked") as work:
        work.add(ActionForm(person=person, what="ring the bank", professional=store.viewer.professional))
        work.add(ActionForm(person=person, what="sort the post"))
    (n,) = store.read().execute("SELECT n FROM person WHERE id = ?", (person,)).fetchone()
    found = peek(store.read(), n, store.viewer, store.today())
    assert found is not None and found.todo == ("Sam Ward: ring the bank", "sort the post")
    said = [hit.detail for hit in find(store.read(), "the", store.viewer, store.today())]
    assert sorted(said) == ["Sam Ward: ring the bank (planned)", "sort the post (planned)"]


async def test_while_a_key_is_held_the_peek_is_empty_and_then_of_the_line(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, "Aspden", "Bolton", "Catterall", "Duxbury")
    async with running(store) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CaseloadScreen)
        assert "ASPDEN" in block_words(screen)
        monkeypatch.setattr(filtered, "REST", 60.0)
        await pilot.press("down", "down")
        assert block_words(screen).strip() == "", "nobody, rather than another than the one under the cursor"
        monkeypatch.setattr(filtered, "REST", 0.0)
        await pilot.press("down")
        assert "DUXBURY" in block_words(screen), "a single key shows it at once"
        monkeypatch.setattr(filtered, "REST", 0.05)
        screen.table.move_to(0)
        screen.table.move_to(1)
        assert block_words(screen).strip() == ""
        await pilot.pause(0.3)
        assert "BOLTON" in block_words(screen)


async def test_the_peek_stands_beside_the_list_where_there_is_room(store: Store) -> None:
    add(store, "Aspden")
    for width, beside in ((159, False), (160, True)):
        app = CaretuiApp(store, first="caseload")
        async with app.run_test(size=(width, 30)) as pilot:
            await settled(pilot)
            screen = app.screen
            assert isinstance(screen, CaseloadScreen)
            region = screen.peek_block.region
            assert (region.x > screen.table.region.right) is beside
            assert "Sam Ward" in shown(app)
            assert "no NHS number" in block_words(screen)


async def test_typing_a_filter_narrows_the_list_and_escape_clears_it(store: Store) -> None:
    add(store, "Hussain", "Khan", "Kenyon")
    async with running(store) as (app, pilot):
        await pilot.press("slash", "k", "h")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, CaseloadScreen)
        assert len(screen.table.ids) == 1 and "Khan" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert len(screen.table.ids) == 3


async def test_a_letter_goes_to_the_next_name_that_begins_with_it_whatever_the_order(store: Store) -> None:
    add(store, "Duxbury", "Émile", "Kenyon", "khan", "'t Hooft", "بی بی")
    async with running(store) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CaseloadScreen)

        async def on(*keys: str) -> str:
            await pilot.press("apostrophe", *keys)
            await settled(pilot)
            return str(screen.table.current_row.family)

        assert [await on("k"), await on("K"), await on("k")] == ["Kenyon", "khan", "Kenyon"]
        assert [await on("e"), await on("t"), await on("ب")] == ["Émile", "'t Hooft", "بی بی"]
        assert await on("c") == "بی بی" and "No name in this list begins with C." in shown(app), "no form was opened"
        assert await on("escape") == "بی بی" and screen is app.screen
        assert await on("home") == "'t Hooft", "a key that is no letter does what it does"
        await pilot.press("apostrophe", "slash", "slash", "k")
        await settled(pilot)
        assert len(screen.table.ids) == 2, "a letter once: then every key is itself again"


async def test_marked_people_get_a_coordinator_in_one_unit_and_u_takes_it_back(store: Store) -> None:
    from caretui.store.changes import directory

    people = add(store, "Aspden", "Bolton", "Catterall")
    with store.work() as work:
        dan, _ = directory.ensure_professional(work, "Dan Whiteside")
    async with running(store) as (app, pilot):
        await pilot.press("space", "down", "space", "l")
        await settled(pilot)
        await pilot.press("down", "enter")
        await pilot.press(*"note", "enter")
        await settled(pilot)
        who = [store.read().execute("SELECT coordinator FROM person WHERE id = ?", (p,)).fetchone()[0] for p in people]
        assert sorted(who) == sorted([dan, dan, store.viewer.professional])
        await pilot.press("u")
        await settled(pilot)
        assert store.read().execute("SELECT count(*) FROM person WHERE coordinator = ?", (dan,)).fetchone() == (0,)


async def test_a_saved_view_opens_again(store: Store) -> None:
    add(store, "Hussain", "Khan")
    async with running(store) as (app, pilot):
        await pilot.press("slash", *"khan", "enter", "f2")
        await pilot.press("enter")
        await settled(pilot)
        assert store.read().execute("SELECT name, filter_text FROM saved_view").fetchall() == [("khan", "khan")]
        await pilot.press("slash", "escape", "f6", "enter")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, CaseloadScreen) and screen.wanted.text == "khan" and len(screen.table.ids) == 1


async def test_a_saved_view_is_removed_and_u_brings_it_back(store: Store) -> None:
    add(store, "Hussain", "Khan")
    standing = "SELECT count(*) FROM saved_view WHERE void IS NULL"
    async with running(store) as (app, pilot):
        await pilot.press("slash", *"khan", "enter", "f2", "enter")
        await settled(pilot)
        await pilot.press("f6", "2", "1")
        await settled(pilot)
        assert store.read().execute(standing).fetchone() == (0,)
        await pilot.press("u")
        await settled(pilot)
        assert store.read().execute(standing).fetchone() == (1,)


@pytest.mark.parametrize("family", ["Duxbury", "Featherstonehaugh-Ramsbottom"])
async def test_what_is_cut_of_a_line_of_today_at_80_columns_is_whole_at_120(store: Store, family: str) -> None:
    """A short name leaves its room to the words; what there is besides stands where all of it fits."""
    long = "Karen, daughter: bad nights since Sunday, up at two, ring her back before noon"
    at = "2026-11-26T07:00:00Z"
    with store.work("a day") as work:
        me = store.viewer.professional
        person = work.add(PersonForm(family_name=family, given_name="Al", coordinator=me, contact_interval=28))
        seen = {"at": "2026-10-20T09:00:00Z", "recorded_at": "2026-10-20T09:00:00Z", "by": "Sam Ward"}
        work.add(ContactForm(person=person, method="face to face", reached="yes", **seen))
        work.add(MessageForm(at=at, by="Karen", person=person, words=long if family == "Duxbury" else long[:66]))
        work.add(MessageForm(at=at, by="Karen", person=person, words="Karen, daughter", phone="01632 960152"))
        work.add(HospitalEventForm(person=person, kind="A&E attendance", at=at, place="Royal Blackburn", note="fell"))
    for width, whole in ((80, False), (120, True)):
        async with running(store, "today", size=(width, 24)) as (app, _):
            rows = shown(app).split("\n")
            assert any((long if family == "Duxbury" else long[:66]) in row for row in rows) is whole, rows
            assert any(f"{family}, Al" in row for row in rows) is (whole or family == "Duxbury"), rows
            assert any("Karen, daughter, 01632 960152" in row for row in rows), rows
            assert any("A&E attendance Royal Blackburn 07:00: fell" in row for row in rows), rows
            assert any("agreed monthly; nobody has seen them since" in row for row in rows) is whole, rows


async def test_find_shows_people_as_letters_come(full_store: Store) -> None:
    async with running(full_store, "find") as (app, pilot):
        await pilot.press(*"kar")
        await settled(pilot)
        assert isinstance(app.screen, FindScreen)
        assert (
            app.screen.subject()
            == full_store.read().execute("SELECT id FROM person WHERE family_name = 'Duxbury'").fetchone()[0]
        )


async def test_find_on_a_wide_terminal_keeps_the_practice_whole_beside_a_large_family(store: Store) -> None:
    with store.work("a family") as work:
        practice, _ = directory.ensure_practice(work, "Higher Croft Surgery", code="P81999")
        person = work.add(PersonForm(family_name="Duxbury", practice=practice))
        for name in ("Karen", "Jim", "Bernadette", "Maureen"):
            work.add(CircleForm(person=person, name=name, relationship="sister of the late Mr Duxbury"))
    async with running(store, "find", size=(120, 36)) as (app, pilot):
        await pilot.press(*"dux")
        await settled(pilot)
        assert "Higher Croft Surgery" in shown(app)


async def test_today_of_an_empty_store_says_what_to_do(store: Store) -> None:
    async with running(store, "today") as (app, pilot):
        assert "Nothing waits for you today." in shown(app) and "Nobody yet?" in shown(app)
        with store.work("added a person") as work:
            work.add(PersonForm(family_name="Duxbury", coordinator=store.viewer.professional))
        await settled(pilot)
        assert "Nothing waits for you today." in shown(app) and "Nobody yet?" not in shown(app)


async def test_today_marks_an_entry_copied_with_space(full_store: Store) -> None:
    async with running(full_store, "today") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        number = next(n for n, line in screen.lines.items() if line.section == "write up" and line.entity == "contact")
        record = screen.lines[number].record
        screen.table.move_to_id(number)
        await pilot.press("space")
        await settled(pilot)
        assert full_store.read().execute("SELECT copying FROM contact WHERE id = ?", (record,)).fetchone() == (
            "copied",
        )
        await pilot.press("u")
        await settled(pilot)
        assert full_store.read().execute("SELECT copying FROM contact WHERE id = ?", (record,)).fetchone() == (
            "to copy",
        )


@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("ctrl+p",),
        ("l",),
        ("c",),
        ("a",),
        ("i",),
        ("question_mark",),
        ("z",),
        ("ctrl+l",),
        ("ctrl+f",),
        ("ctrl+q",),
    ],
    ids=lambda keys: "-".join(keys) or "list",
)
async def test_invented_people_stands_on_every_screen_of_the_demo(store: Store, keys: tuple[str, ...]) -> None:
    add(store, "Aspden")
    app = CaretuiApp(store, first="caseload", demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await pilot.pause(0.2)
        assert "INVENTED PEOPLE" in shown(app)
