"""Keys, typed words and the screen as text, for the tests of the plan's screens."""

from typing import Any

from textual._context import visible_screen_stack

from caretui.app import CaretuiApp


async def press(pilot: Any, *keys: str) -> None:
    """Keys one after the other; what begins with `=` is typed into the line that has the focus."""
    for key in keys:
        if key.startswith("="):
            pilot.app.focused.insert_text_at_cursor(key[1:])
        else:
            await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Any) -> None:
    """Until the threads that read the store have answered."""
    await pilot.pause()
    # Not those of the group "default": they wait for the answer to a dialog.
    if reading := [worker for worker in pilot.app.workers if worker.group not in ("default", "")]:
        await pilot.app.workers.wait_for_complete(reading)
    await pilot.pause()


def rows_of(app: CaretuiApp) -> list[str]:
    """The screen as text, with what lies behind a dialog."""
    visible_screen_stack.set(app._background_screens)
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def shown(app: CaretuiApp) -> str:
    """The whole screen as one text."""
    return "\n".join(rows_of(app))
