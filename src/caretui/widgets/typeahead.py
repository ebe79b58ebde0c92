"""Keys one after the other: a key waits until all that the one before it asked for has happened.

Textual hands every key at once to the widget that has the focus at that moment. Over a slow line a burst of keys
arrives together: of `c` `t` `2` and words, the words would reach the list behind the form that is still opening, as
commands.
"""

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.dom import DOMNode
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App

    _App = App[Any]
else:
    _App = object

PATIENCE = 2.0
"""Seconds after which a key goes on all the same: a query that hangs must not take the keyboard with it."""


class KeysInOrder(_App):
    """Mixin of an App. A screen may say `busy` while an answer is on its way that the next key is meant for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._settling: asyncio.Task[None] | None = None

    @property
    def keys_wait(self) -> bool:
        """Have more keys come than were handled yet?"""
        return bool(self._waiting)

    async def on_event(self, event: events.Event) -> None:
        """Hold back a key or paste while the one before it is still at work."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._settling is None:
            await self._deliver(event)
        else:
            self._waiting.append(event)

    async def _deliver(self, event: events.Key | events.Paste) -> None:
        await super().on_event(event)
        self._settling = asyncio.create_task(self._settle())

    async def _settle(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._quiet()
        except TimeoutError:
            pass
        self.call_later(self._next_key)

    async def _next_key(self) -> None:
        self._settling = None
        if self._waiting:
            await self._deliver(self._waiting.popleft())

    async def _quiet(self) -> None:
        """Return when focus and screen have stopped changing and every queue on the way of a key has been emptied."""
        before: tuple[object, object] | None = None
        while self._running and self.screen_stack:
            screen = self.screen
            now = (screen, screen.focused)
            if now == before and not getattr(screen, "busy", False):
                return
            before = now
            if not screen.is_mounted:
                await screen._mounted_event.wait()  # noqa: SLF001 - the public property cannot be awaited
            chain: list[DOMNode] = [*screen.focused.ancestors_with_self] if screen.focused else [screen, self]
            for pump in chain:
                await _emptied(pump)
            if getattr(screen, "busy", False):
                await asyncio.sleep(0.005)


async def _emptied(pump: MessagePump) -> None:
    """Return when the pump has handled everything that is in its queue now."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        await done.wait()
