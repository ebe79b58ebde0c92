"""Every key that a screen names works there: row 24, and each line of its `?`, on every screen of the registry."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from textual.screen import Screen

from caretui.app import SCREENS, CaretuiApp, load
from caretui.commands.words import KEY_WORDS, help_lines
from caretui.screens.form import FormScreen
from caretui.store.changes import agenda, contacts, meetings, messages, people, planned
from caretui.store.models.people import FromSheetForm
from caretui.store.models.plan import ActionForm
from caretui.store.store import Store

KEYS = {word: key for key, word in KEY_WORDS.items()} | {"?": "question_mark"}
"""How a key is written -> its name."""
WRITTEN = re.compile(r"(?:^|  )(F\d+|Enter|Esc|Space|Tab|Left|Right|PgDn|PgUp|ctrl\+\w|n/p|J/K|[^\sA-Z\d](?= ))(?= )")
"""A key on row 24: at its beginning, or after two spaces."""


@pytest.fixture
def opened_with(store: Store) -> dict[str, dict[str, Any]]:
    """Screen -> what it is opened with, in a caseload of one."""
    with store.work("a caseload of one") as work:
        me, today = store.viewer.professional, store.today()
        al = people.add_person(work, family_name="Duxbury", given_name="Alan", coordinator=me, today="2026-05-21")
        action = work.add(ActionForm(person=al, what="second stair rail", owner_words="OT", due="2026-11-27"))
        contact = contacts.log(work, store.viewer, person=al, now=store.now(), method="telephone", note="bad nights")
        planned.book(work, store.viewer, person=al, kind="visit", times=[store.wall()])
        message = messages.take(work, store.viewer, words="mum fell again", now=store.now())
        work.add(FromSheetForm(person=al, heading="Likes", words="the Rovers"))
        meeting = meetings.schedule(work, practice=None, at="2026-11-26T13:00", today=today)
        item = agenda.put_on(work, meeting, [al])[al]
    about, one, asked = {"person": al}, {"meeting": meeting}, {"action": action}
    return {
        **dict.fromkeys(
            ("person", "contact", "book", "hospital", "no_reply", "own_words", "refer", "from_sheet", "meeting_note",
             "action_line", "send", "copy"), about,
        ),
        **dict.fromkeys(("action_done", "action_defer", "action_chase", "action_hand_over", "waiting"), asked),
        **dict.fromkeys(("prep", "huddle", "ending", "attendance", "minutes"), one),
        "coordinator": {"people": [al]},
        "put_on_meeting": {"people": [al]},
        "register": {"entity": "person", "record": al, "registers": ["Name"]},
        "whose": {"message": message},
        "entry": {"contact": contact},
        "amend": {"contact": contact},
        "prepare": {"item": item},
    }  # fmt: skip


def row_24(app: CaretuiApp) -> str:
    """The last row of the screen as it is seen."""
    return ["".join(piece.text for piece in strip) for strip in app.screen._compositor.render_strips()][-1]


def keys_named(row: str) -> Iterator[str]:
    for written in WRITTEN.findall(row.strip().partition("    ")[0]):  # then come examples of what to type
        for one in written.split("/") if written in ("n/p", "J/K") else [written]:
            yield KEYS.get(one, one.lower() if one.startswith("F") else one)


def works(screen: Screen[Any], key: str) -> bool:
    """Is the key bound in what has the focus, around it or in the app, to an action that is there?"""
    for node, bindings in screen._modal_binding_chain:
        for bound in bindings.key_to_bindings.get(key, ()):
            where, _, name = bound.action.rpartition(".")
            owner = screen.app if where == "app" else node
            if hasattr(owner, f"action_{name.partition('(')[0]}"):
                return True
    # a line of text takes its own Enter; a field's leads on in a form
    return key == "enter" and (hasattr(screen, "on_input_submitted") or isinstance(screen, FormScreen))


def told_by_help(screen: Screen[Any]) -> Iterator[str]:
    """The keys that `?` lists on the help screen in sight."""
    places = screen.places  # type: ignore[attr-defined]
    for keys, _ in help_lines(places, typing=screen.typing):  # type: ignore[attr-defined]
        first, dash, last = keys.partition("-")
        if dash and first and last:  # a family: 1-5, 1-0
            yield from ("1234567890"[: "1234567890".index(last) + 1])
        else:
            yield from (KEYS.get(key, key.lower() if re.fullmatch(r"F\d+", key) else key) for key in keys.split())


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in ("lock", "cover", "help")])
async def test_every_key_that_a_screen_names_works_there(
    store: Store, opened_with: dict[str, dict[str, Any]], name: str
) -> None:
    app = CaretuiApp(store, first="directory")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.open(name, **opened_with.get(name, {}))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, load(SCREENS[name]))
        row = row_24(app)
        named = list(keys_named(row))
        assert named, row
        assert not [key for key in named if not works(screen, key)], row
        if "? all keys" in row or "F1" in row:
            await pilot.press("f1")
            told = list(told_by_help(app.screen))
            await pilot.press("escape")
            assert app.screen is screen and len(told) > 5
            assert not [key for key in told if not works(screen, key)]
