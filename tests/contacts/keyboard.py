"""A caretui with one screen in front, its rows as text, and typing."""

from collections.abc import Iterable
from typing import Any

from textual.pilot import Pilot

from caretui.app import CaretuiApp
from caretui.screens.base import CareScreen
from caretui.store.store import Store


class Desk(CareScreen):
    """The screen behind: remembers nothing, opens whatever the test asks for."""


class Desktop(CaretuiApp):
    """caretui on a test store, beginning at an empty desk."""

    registry = CaretuiApp.registry | {"desk": "tests.contacts.keyboard:Desk"}

    def __init__(self, store: Store, **opens: Any) -> None:
        super().__init__(store, first="desk")
        self.opens = opens
        self.last_rows: list[str] = []

    def open_first(self) -> None:
        """Open the screen that the test is about."""
        what = dict(self.opens)
        self.open(what.pop("name"), **what)


def rows_of(app: CaretuiApp) -> list[str]:
    """The 24 rows as a person reads them."""
    lines = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in lines]


def picture(app: CaretuiApp) -> str:
    return "\n".join(rows_of(app))


async def keys(pilot: Pilot[Any], *pressed: str) -> None:
    """Press keys; a text of several characters in `'...'` is typed."""
    flat: list[str] = []
    for key in pressed:
        flat += _typed(key[1:-1]) if key.startswith("'") and key.endswith("'") and len(key) > 2 else [key]
    await pilot.press(*flat)
    await pilot.pause()


def _typed(text: str) -> Iterable[str]:
    names = {
        " ": "space",
        ":": "colon",
        ",": "comma",
        ".": "full_stop",
        "+": "plus",
        "-": "minus",
        "?": "question_mark",
    }
    return [names.get(character, character) for character in text]
