"""The application: the five areas, the one error door, live changes, undo, lock and end of day."""

import asyncio
import gc
import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.text import Text
from textual.app import App
from textual.binding import Binding
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.signal import Signal
from textual.worker import WorkerFailed

from caretui.care.dates import say_full_date
from caretui.celldiff import CellDiff
from caretui.commands import AREAS, ELSEWHERE, EVERYWHERE, bindings_for, commands_for
from caretui.commands.words import FOUND_BY, keys_of
from caretui.faults import Fault, fault_of, write_fault
from caretui.screens.loading import get_ready
from caretui.screens.registry import SCREENS, load
from caretui.store.database import DatabaseError, told
from caretui.store.errors import Damaged, Locked
from caretui.store.store import Store, was_cut_off
from caretui.watch import Watch
from caretui.widgets.frame import THEME
from caretui.widgets.typeahead import KeysInOrder


class Undo:
    """The last unit saved in this session, and taking it back."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.unit: str | None = None
        self.words = ""
        self.count = 0
        self._what = ""
        self._taken_back = False

    @property
    def possible(self) -> bool:
        """Is there something for `u`?"""
        return self.unit is not None

    def remember(self, words: str, unit: str | None = None) -> None:
        """What row 23 says from now on, and the unit that `u` takes back."""
        self.words, self.unit = words, unit
        self.count += 1
        self._what = re.sub(r"^Saved( \d\d:\d\d)?\. ", "", words)
        self._taken_back = False

    def take_back(self) -> None:
        """Undo the unit in the store and say so on row 23; undone itself, it stands again. The store's refusal passes."""
        if self.unit is None:
            return
        what, again = self._what, self._taken_back
        undone = self.store.undo(self.unit)
        self.remember(f"{'Done again' if again else 'Undone'}: {what}", undone.unit if undone else None)
        self._what, self._taken_back = what, not again


ON_THE_WALL = frozenset({"attendance", "ending", "action_line", "help", "cover", "lock"})
"""The screens that open over a meeting while a guest reads along: they name nobody but the people of the guest."""


class StoreChanged(Message):
    """Something was committed, here or in another session."""

    def __init__(self, change: object) -> None:
        super().__init__()
        self.change = change


class CaretuiApp(Watch, KeysInOrder, CellDiff, App[int]):
    """caretui on an open store."""

    TITLE = "caretui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [*bindings_for(EVERYWHERE), Binding("ctrl+l", "lock", "Lock", priority=True)]  # in dialogs too
    registry: Mapping[str, str] = SCREENS

    def __init__(
        self,
        store: Store,
        *,
        demo: bool = False,
        fault_log: Path | None = None,
        first: str = "today",
        idle_seconds: float | None = None,
        clipboard: bool = False,
        pictures: Path | None = None,
    ) -> None:
        """`first`: the screen to begin with, by name; `fault_log`: file for the lines of `faults.write_fault`;
        `idle_seconds`: lock after so long without a key, unless a screen in sight says `keeps_open` (the huddle).
        """
        super().__init__(
            ansi_color=True,
            output=os.environ.get("CARETUI_OUTPUT", "diff"),  # "stock": as Textual writes, for a doubtful terminal
            on_fallback=self._fell_back,
        )
        self.register_theme(THEME)
        self.theme = THEME.name
        self.animation_level = "none"
        self.store = store
        self.demo = demo
        self.fault_log = fault_log
        self.faults: list[Fault] = []
        self.damaged: Damaged | None = None
        """Why the app ended by itself: its store cannot be read any more."""
        self.changed: Signal[object] = Signal(self, "changed")
        self.undo = Undo(store)
        self._first = first
        self.idle_seconds = idle_seconds
        self.clipboard_allowed = clipboard
        self.pictures = pictures
        for name in dict.fromkeys([*(name for name, _ in AREAS), first]):
            self.add_mode(name, self._maker(name))

    def _maker(self, name: str) -> Callable[[], Screen[Any]]:
        def make() -> Screen[Any]:
            return load(self.registry[name])()

        return make

    # --- start

    def on_load(self) -> None:
        """Until the first paint collecting garbage costs more than it frees. What was imported is not looked at again."""
        gc.freeze()
        gc.disable()

    def on_mount(self) -> None:
        """Show the first area, then listen to the store."""
        asyncio.get_running_loop().set_exception_handler(self._loop_error)
        self.switch_mode(self._first)
        self.call_after_refresh(self._painted)
        self.call_after_refresh(self._open_first)
        self.store.on_commit = self._committed
        self.set_interval(1.0, self._poll)
        self.begin_watch()
        self.call_after_refresh(self._first_questions)

    def _first_questions(self) -> None:
        from caretui.screens.start_questions import ask

        self.run_worker(ask(self), exit_on_error=False)

    def _open_first(self) -> None:
        """What was chosen at the end of the first run, once."""
        if name := self.store.setting("open first"):
            self.store.set_setting("open first", "")
            self.open(name)

    def _painted(self) -> None:
        gc.collect()  # of the first paint only: its rules and lines, which would be kept for good
        gc.freeze()
        gc.enable()

    @property
    def today(self) -> date:
        """The day in London by the injected clock."""
        return self.store.today()

    @property
    def day_words(self) -> str:
        """`Thu 26 Nov 2026`."""
        return say_full_date(self.today)

    # --- changes

    def _committed(self, change: object) -> None:
        self.post_message(StoreChanged(change))  # safe from any thread, and does not wait

    def on_store_changed(self, event: StoreChanged) -> None:
        """Tell the screens."""
        self.changed.publish(event.change)

    def _poll(self) -> None:
        if not self.locked and self.store.poll():
            self.stir()
            self.changed.publish(None)

    def saved(self, words: str, unit: str | None = None) -> None:
        """Say on row 23 what was saved; with its unit, `u` takes it back."""
        self.undo.remember(words, unit)
        self._show_saved()

    def _show_saved(self) -> None:
        show = getattr(self.screen, "show_saved", None)
        if show is not None:
            show()

    # --- the one error door

    def report(self, error: Exception) -> Fault:
        """An error that ends only what was being done: logged by allow-list, said on row 23, the app goes on.

        Without anybody at the keyboard (headless, tests) it stops the app, so that it cannot be missed.
        """
        if self.locked:
            return fault_of(error)  # its connection went with the lock; it reads again when the lock opens
        fault = self._note(error)
        meaning = told(error) if isinstance(error, DatabaseError) else None
        if isinstance(meaning, Damaged) and not self.demo:
            self.leave_damaged(meaning)
        elif self.is_headless and meaning is None:
            self._handle_exception(error)
        elif meaning is not None:
            self.tell(str(meaning))
        else:
            self.tell(f"{fault.words} What you did last may not be saved.")
        return fault

    def leave_damaged(self, why: Damaged) -> None:
        """The store cannot be read: nothing more is written into it; what started the app shows the recovery screen."""
        self.damaged = why
        self.keep_drafts()
        self.exit(return_code=1)

    def _handle_exception(self, error: Exception) -> None:
        """Textual's last resort: leave with type, place and number; no locals, no values, a clean terminal."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if isinstance(error, Locked) or (self.locked and was_cut_off(error)):
            return
        self._return_code = 1
        if self._exception is None:
            self._exit_renderables.append(Text(f"{self._note(error).words} Everything saved is safe."))
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _fell_back(self, error: Exception) -> None:
        self._note(error)

    def _note(self, error: Exception) -> Fault:
        fault = fault_of(error)
        self.faults.append(fault)
        write_fault(fault, self.fault_log, datetime.now(UTC))
        return fault

    def _loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self.report(error)

    # --- words to the person at the keyboard

    def tell(self, words: str) -> None:
        """A sentence on row 23 of the screen in sight."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(words)

    def notify(self, message: str, **_: Any) -> None:
        """Textual's own notices go to row 23: no boxes that come and go by themselves."""
        self.tell(message)

    def _set_pointer_shape(self, shape: str) -> None:
        """No pointer is used: the sequence would be four words of rubbish on an old terminal."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy within caretui; to the clipboard of the terminal's computer (OSC 52) only where that is switched on."""
        if self.clipboard_allowed:
            from caretui.widgets.outside import without_numbers

            super().copy_to_clipboard(without_numbers(text))
            self.store.audit("to the clipboard", None, letters=len(text))
        self._clipboard = text

    # --- opening screens

    async def unlock(self, passphrase: str) -> None:
        """As `Watch.unlock`; then every screen reads afresh."""
        await super().unlock(passphrase)
        self.changed.publish(None)

    def make(self, name: str, **what: Any) -> Screen[Any]:
        """A screen by its name, its module imported now; what it saves with follows in a thread, once it stands."""
        self.set_timer(0.1, lambda: get_ready(name))
        return load(self.registry[name])(**what)

    def open(self, name: str, callback: Callable[[Any], None] | None = None, **what: Any) -> None:
        """Open a screen by name over the present one: `open("person", person=12, among=ids)`."""
        if self._kept_off_the_wall(name):
            return
        self.push_screen(self.make(name, **what), callback)

    def _kept_off_the_wall(self, name: str) -> bool:
        """The one rule of a meeting with a guest: what may name other people opens once they, or the meeting, have gone."""
        if name in ON_THE_WALL or not any(getattr(screen, "guest_reads", False) for screen in self.screen_stack):
            return False
        self.tell("That may name others; a guest is here. Esc leaves the meeting.")
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a dialog asks, only locking works from outside it."""
        if isinstance(self.screen, ModalScreen) and action in {
            "find",
            "end_day",
            "palette",
            "area",
            "help",
            "message",
        }:
            return False
        return super().check_action(action, parameters)

    # --- commands that act everywhere

    def action_area(self, name: str) -> None:
        """1-5: to the list of an area, never to a person left open there; what is being written stays open."""
        if name in self.registry and not self._kept_off_the_wall(name):
            self.switch_mode(name)
            while len(self.screen_stack) > 1 and not getattr(self.screen, "keeps_open", hasattr(self.screen, "fields")):
                self.pop_screen()

    async def action_back(self) -> None:
        """Esc, q, Backspace: as the screen says; a form keeps its draft."""
        back = getattr(self.screen, "action_back", None)
        if back is not None:
            back()
        elif len(self.screen_stack) > 1:
            await self.pop_screen()

    def action_find(self) -> None:
        """ctrl+f."""
        self.open("find")

    def action_import_people(self) -> None:
        """Palette: a sheet of people or practices."""
        self.open("import_people")

    def action_message(self) -> None:
        """i: jot a message."""
        self.open("message")

    def action_undo(self) -> None:
        """u: take back what was saved last; a refusal says why."""
        from caretui.store.errors import StoreError
        from caretui.store.journal import AppendOnly, ChangedMeanwhile
        from caretui.widgets.dialogs import Say

        if not self.undo.possible:
            self.tell("Nothing to undo.")
            return
        try:
            self.undo.take_back()
            self._show_saved()
        except StoreError as refusal:
            self.push_screen(Say("Not undone", str(refusal)))
        except (ChangedMeanwhile, AppendOnly):
            self.push_screen(Say("Not undone", "It was changed again since. Nothing was taken back."))

    def action_palette(self) -> None:
        """ctrl+p: choose a command by its name."""
        from caretui.widgets.choose import Choose, Option

        places = [getattr(self.screen, "where", "list"), "list", EVERYWHERE]
        dead = ELSEWHERE.get(places[0], frozenset())
        commands = {c.action: c for place in places for c in commands_for(place) if c.id not in dead}
        if self.pictures is None:
            commands.pop("screenshot", None)
        options = [
            Option(action, c.name, keys_of(c), find=f"{c.help} {FOUND_BY.get(c.id, '')}")
            for action, c in commands.items()
        ]
        self.push_screen(Choose("All commands", options, digits=False), self._run_command)

    async def _run_command(self, action: str | None) -> None:
        if action is not None:
            handler = "action_" + action.partition("(")[0]
            for node in (self.focused, self.screen, self):
                if node is not None and hasattr(node, handler):
                    await self.run_action(action, node)
                    return

    def action_help(self) -> None:
        """? or F1: all keys of this place, with those of its list or text."""
        from caretui.widgets.line import Pager
        from caretui.widgets.table import VirtualTable

        inner = (place for widget, place in ((VirtualTable, "list"), (Pager, "text")) if self.screen.query(widget))
        self.show_help(getattr(self.screen, "where", "list"), *inner)

    def show_help(self, *places: str) -> None:
        """The keys of these places; in a line of text only those that do not type."""
        from textual.widgets import Input, TextArea

        typing = isinstance(self.focused, Input | TextArea)
        self.push_screen(self.make("help", places=places, typing=typing))

    def action_cover(self) -> None:
        """z: cover the screen."""
        self.open("cover")

    def action_files(self) -> None:
        """Palette: the files that were sent, those still on the share first."""
        self.open("files")

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Palette, where switched on: a picture of the screen without any NHS number, in a file of its user's own."""
        if self.pictures is None:
            return
        from caretui.widgets.outside import keep_picture, picture

        try:
            file = keep_picture(picture(self), self.pictures, f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
        except OSError as error:
            self.tell(f"No picture was made: {error.strerror}.")
            return
        self.store.audit("pictured")
        self.tell(f"A picture without NHS numbers: {file}")

    def action_drafts(self) -> None:
        """Palette: what was begun and not saved."""
        self.open("drafts")

    def action_passphrase(self) -> None:
        """Palette: another passphrase for the member who sits here."""
        from caretui.screens.passphrase import change

        self.run_worker(change(self), exit_on_error=False)

    def action_end_day(self) -> None:
        """ctrl+q: what is still open, then leave."""
        self.open("end_day")
