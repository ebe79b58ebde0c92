"""Keeping a draft while somebody types: the keyboard never waits for whoever is writing to the store."""

from collections.abc import Callable
from contextlib import nullcontext

from textual.message_pump import MessagePump

from caretui.store.errors import StoreBusy
from caretui.store.store import Store

KEPT_AFTER = 0.8
"""Seconds from the first key after a pause until the draft is in the store: at most a second is lost by a kill."""


def keep_soon(screen: MessagePump, store: Store | None, keep: Callable[[], None]) -> None:
    """Call `keep` in a moment; when somebody else is writing just then, again a moment later. The first run has no store."""

    def now() -> None:
        try:
            with store.at_once() if store else nullcontext():
                keep()
        except StoreBusy:
            keep_soon(screen, store, keep)

    screen.set_timer(KEPT_AFTER, now)
