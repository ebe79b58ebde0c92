"""What watches over a session: the lock, drafts kept, signals, a vanished terminal, the backup of every half hour."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.events import Event, Key, Paste
from textual.screen import Screen

from caretui import platform
from caretui.store.store import Store

if TYPE_CHECKING:
    from textual.app import App

    class _App(App[int]):
        """What the watch asks of the app."""

        def make(self, name: str, **what: Any) -> Screen[Any]:
            """A screen by its name."""

        def tell(self, words: str) -> None:
            """Say a sentence on the screen in sight."""
else:
    _App = object

TICK = 1.0
BACKUP_TICK = 60.0
REST_AFTER = 3.0
"""Seconds without a key after which a session gives back memory that it can fill again in some milliseconds."""
PAUSE_AFTER_FAILURE = 1800.0
"""Seconds without another try after a backup failed: a full disk is not filled with tries."""
GONE_WITHIN = 1.5
"""Seconds after which the process ends whatever hangs, once its terminal has gone or it was told to end."""
ANYWHEN = {"unlock", "lock"}
"""The actions that a locked session takes."""


class Watch(_App):
    """Mixin of the app: `locked`, `action_lock()`, `unlock(passphrase)`, `keep_drafts()`, `leave_at_once(code)`."""

    store: Store
    demo: bool
    idle_seconds: float | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locked = False
        self.meeting_open = False
        """A meeting is running: nobody may type for long, and the screen must stay. `z` covers it."""
        self._unlocked = asyncio.Event()
        self._keys_dropped = asyncio.Event()
        self._last_key = (time.monotonic(), time.time())
        self._passphrase_typed = time.monotonic()
        self._stirred = time.monotonic()
        """When there was last a key, or something of others to show."""
        self._rested = False
        self._leaving = False
        self._no_backup_before = 0.0
        self._demo_key = b""

    # --- start

    def begin_watch(self) -> None:
        """Handlers on the loop, timers: called once the loop runs."""
        self.set_interval(min(TICK, (self.idle_seconds or TICK) / 3), self._tick)
        if not self.demo:
            self.set_interval(BACKUP_TICK, self._backup_when_due)
        if self.is_headless or sys.platform == "win32":
            return
        platform.when_told_to_end(self.leave_at_once)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTSTP, self._lock_and_stop)

    def _tick(self) -> None:
        if not self.is_headless and platform.terminal_gone():
            self.leave_at_once(128 + 1)
        elif self._idle_too_long():
            self.action_lock()
        elif not self._rested and time.monotonic() - self._stirred > REST_AFTER:
            self._rested = True
            self.run_worker(asyncio.to_thread(self._rest), group="rest", exit_on_error=False)

    def stir(self) -> None:
        """A key, or a change of others that is read and shown: after a pause the session rests again."""
        self._stirred, self._rested = time.monotonic(), False

    def _rest(self) -> None:
        """Fifty sessions share one server, and most of them wait for somebody to read or to speak."""
        from caretui.screens import loading

        if not self.locked:
            loading.load(loading.SOON)
            self.store.rest()
            platform.give_memory_back()

    # --- nobody at the keyboard

    async def on_event(self, event: Event) -> None:
        """Note when somebody last pressed a key; the first key after too long a pause only locks."""
        if isinstance(event, Key | Paste):
            if self._idle_too_long():
                self.action_lock()
                return
            self._last_key = (time.monotonic(), time.time())
            self.stir()
        await super().on_event(event)

    def _idle_too_long(self) -> bool:
        """By the clock on the wall too: a laptop that slept wakes up locked."""
        if self.idle_seconds is None or self.locked or self._keeps_open():
            return False
        monotonic, wall = self._last_key
        return max(time.monotonic() - monotonic, time.time() - wall) > self.idle_seconds

    def _keeps_open(self) -> bool:
        return self.meeting_open or any(getattr(screen, "keeps_open", False) for screen in self.screen_stack)

    # --- the lock

    def action_lock(self) -> None:
        """ctrl+l, or nobody at the keyboard: cover the screen, keep what is typed, drop the keys."""
        if self.locked or getattr(self.screen, "locks", False):
            return
        self.locked = True
        self._unlocked.clear()
        self._keys_dropped.clear()
        super().push_screen(self.make("lock"))
        self.call_after_refresh(self._drop_keys)

    def _drop_keys(self) -> None:
        self.keep_drafts()
        if self.demo:
            self._demo_key = self.store.key
        self.run_worker(self._sleep(), exit_on_error=False)

    async def _sleep(self) -> None:
        await asyncio.to_thread(self.store.sleep)
        self._keys_dropped.set()

    async def unlock(self, passphrase: str) -> None:
        """Open the store again and go on. Raises StoreError: wrong passphrase, too many tries, member removed."""
        from caretui.store import opening

        await self._keys_dropped.wait()
        if self.demo:
            await asyncio.to_thread(self.store.wake, self._demo_key)
        elif self.store.asleep:
            await asyncio.to_thread(opening.wake, self.store, passphrase)
        self._demo_key = b""
        self._passphrase_typed = time.monotonic()
        self.locked = False
        self._last_key = (time.monotonic(), time.time())
        self._unlocked.set()

    async def sure_it_is_you(self, why: str, *, within_minutes: int = 0) -> bool:
        """Ask the passphrase again before something grave, unless it was typed so lately. Only within a `@step`."""
        from caretui.store import keys

        lately = time.monotonic() - self._passphrase_typed < within_minutes * 60
        if self.demo or lately or not keys.folder(self.store.path).is_dir():
            return True
        from caretui.screens.passphrase import present
        from caretui.widgets.dialogs import AskPassphrase

        typed = await self.push_screen_wait(AskPassphrase("Your passphrase, once more", why, check=present(self.store)))
        if typed:
            self._passphrase_typed = time.monotonic()
        return bool(typed)

    def push_screen(self, screen: Any, callback: Any = None, wait_for_dismiss: bool = False, **more: Any) -> Any:
        """As Textual does; while locked it waits for the passphrase, so that nothing is shown over the lock."""
        if not self.locked:
            return super().push_screen(screen, callback, wait_for_dismiss, **more)  # type: ignore[call-overload]

        async def later() -> Any:
            await self._unlocked.wait()
            await asyncio.sleep(0)  # the lock screen goes first
            return await super(Watch, self).push_screen(screen, callback, wait_for_dismiss, **more)  # type: ignore[call-overload]

        return asyncio.ensure_future(later())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A locked session takes the lock screen's own keys only."""
        if self.locked and action not in ANYWHEN:
            return False
        return super().check_action(action, parameters)

    # --- drafts

    def keep_drafts(self) -> None:
        """Every form in every area keeps what is typed, now. One that cannot does not hold up the others."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                keep: Callable[[], None] | None = getattr(screen, "keep_now", None)
                if keep is not None:
                    with suppress(Exception):
                        keep()

    # --- leaving without being asked

    def _lock_and_stop(self) -> None:
        """SIGTSTP: lock, then stop as the driver does."""
        self.action_lock()
        self.run_worker(self._stop_when_locked(), exit_on_error=False)

    async def _stop_when_locked(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._keys_dropped.wait(), 2)
        stop = getattr(self._driver, "_sigtstp_application", None)
        if stop is not None:
            stop()

    def leave_at_once(self, code: int) -> None:
        """The terminal has gone, or the system ends the session: drafts kept, connections closed, process gone."""
        if self._leaving:
            return
        self._leaving = True
        watchdog = threading.Timer(GONE_WITHIN, os._exit, (code,))
        watchdog.daemon = True
        watchdog.start()
        if not self.locked:
            self.keep_drafts()
        with suppress(Exception):
            self.store.close()
        self.exit(return_code=code)

    # --- backups

    def _backup_when_due(self) -> None:
        if not self.locked and not self._leaving and time.monotonic() >= self._no_backup_before:
            self.run_worker(self._back_up(), group="backup", exclusive=False, exit_on_error=False)

    async def _back_up(self) -> None:
        from caretui.store import backup
        from caretui.store.errors import StoreError

        def work() -> str:
            try:
                with self.store.apart():
                    if backup.due(self.store):
                        backup.keep(self.store, thorough=False)
            except StoreError as error:
                return str(error)
            return ""

        words = await asyncio.to_thread(work)
        if words:
            self._no_backup_before = time.monotonic() + PAUSE_AFTER_FAILURE
        if words and not self.locked:
            self.tell(words)
