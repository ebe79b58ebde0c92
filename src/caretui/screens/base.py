"""What every screen shares: the frame, fresh content after a change, queries off the UI thread."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.worker import get_current_worker

from caretui.care.refused import Refused
from caretui.store.database import Connection
from caretui.store.errors import StoreError
from caretui.store.work import Work
from caretui.widgets.frame import Identity, KeysLine, StatusLine, TopLine, WarningLines
from caretui.widgets.line import Refusal, Words
from caretui.widgets.table import VirtualTable

if TYPE_CHECKING:
    from caretui.app import CaretuiApp
    from caretui.widgets.dialogs import Dialog

T = TypeVar("T")
P = ParamSpec("P")
S = TypeVar("S", bound="CareScreen")


def step(method: Callable[Concatenate[S, P], Awaitable[None]]) -> Callable[Concatenate[S, P], None]:
    """Make an async method an action that may `await self.ask(dialog)`; an error goes through the one error door."""

    @wraps(method)
    def start(self: S, *args: P.args, **kwargs: P.kwargs) -> None:
        async def run() -> None:
            try:
                await method(self, *args, **kwargs)
            except Exception as error:  # noqa: BLE001 - the error door takes whatever comes
                self.care.report(error)

        self.run_worker(run(), exit_on_error=False)

    return cast("Callable[Concatenate[S, P], None]", start)


def _asked_apart(store: Any, query: Callable[[Any], T]) -> T:
    with store.apart() as con:
        return query(con)


class CareScreen(Screen[Any]):
    """A screen with the frame of SCREENS.md around `body()`.

    Set `where` (a place of `commands`, for row 24), for an area `area`, and `BINDINGS = bindings_for(where)`.
    Override `body()` for the widgets, `title_line()` for row 1, and `refresh_data()` to read the store (called when
    first shown and after every commit of any session).
    """

    DEFAULT_CSS = """
    CareScreen { layout: vertical; overflow: hidden; }
    CareScreen > #body { height: 1fr; width: 1fr; overflow: hidden; }
    """
    where = "list"
    area = ""
    AUTO_FOCUS = "VirtualTable, Pager, Field *"

    def __init__(self) -> None:
        super().__init__()
        self.top_line = TopLine()
        self.warning_lines = WarningLines()
        self.status_line = StatusLine()
        self.keys_line = KeysLine()
        self._asked: dict[str, int] = {}
        self._stale = False
        self._running_queries = 0
        self._saved_shown = -1
        self._told = False

    @property
    def busy(self) -> bool:
        """Is an answer on its way? Keys typed ahead wait for it: Enter is meant for the list that will be there."""
        return self._running_queries > 0

    @property
    def care(self) -> "CaretuiApp":
        """The application, typed."""
        return cast("CaretuiApp", self.app)

    def compose(self) -> ComposeResult:
        """Rows 1-3, the body, rows 23-24."""
        yield self.top_line
        yield self.warning_lines
        with Vertical(id="body"):
            yield from self.body()
        yield self.status_line
        yield self.keys_line

    def body(self) -> ComposeResult:
        """The widgets between the warnings and row 23."""
        yield from ()

    def on_mount(self) -> None:
        """Fill the frame and read the store for the first time."""
        self.status_line.demo = self.care.demo
        self.keys_line.show_for(self.where)
        self.title_line()
        self.show_saved()
        self.care.changed.subscribe(self, self._on_changed)
        self.refresh_data()

    # --- row 1, row 23

    def title_line(self) -> None:
        """Row 1; an area shows the areas and the day."""
        if self.area:
            self.top_line.show_areas(self.area, self.care.day_words)

    def show_person(self, person: Identity, warnings: Sequence[Words] = (), before: str = "") -> None:
        """The identity strip and rows 2-3."""
        self.top_line.show_person(person, before)
        self.warning_lines.show_rows(warnings)

    def say(self, words: str) -> None:
        """A sentence on row 23, until the next one or until something else is opened."""
        self._told = True
        self.status_line.say(words)

    def show_saved(self) -> None:
        """Row 23 as the app last saved."""
        undo = self.care.undo
        if undo.count != self._saved_shown:  # else a dialog that closes would wipe what its answer led to
            self._saved_shown, self._told = undo.count, False
            self.status_line.say(undo.words, undo=undo.possible)

    def on_refusal(self, event: Refusal) -> None:
        """Something typed was not taken."""
        self.say(event.words)

    def write(self, reason: str, change: Callable[[Work], object], said: str) -> bool:
        """One key, one unit: run `change(work)`, say on row 23 what was saved, for `u` to undo; False when it was refused."""
        store = self.care.store
        try:
            with store.work(reason) as work:
                change(work)
        except (Refused, StoreError) as refusal:
            self.say(str(refusal))
            return False
        if work.changed:
            self.care.saved(f"Saved {store.wall():%H:%M}. {said}", work.unit)
        return True

    # --- fresh content

    def refresh_data(self) -> None:
        """Read the store and show it. Called on mount and after each commit while the screen is in sight."""

    def _on_changed(self, change: object) -> None:
        if self.is_current:
            self.refresh_data()
        else:
            self._stale = True

    def on_screen_suspend(self) -> None:
        """Something else is opened: what was only told is read by now; what was saved stands again."""
        if self._told:
            self._told = False
            self._saved_shown = -1
            self.show_saved()

    def on_screen_resume(self) -> None:
        """Back in sight: what was missed meanwhile, and what was saved."""
        self.show_saved()
        if self._stale:
            self._stale = False
            self.title_line()
            self.refresh_data()

    # --- work that takes time

    def fetch(
        self, query: Callable[[Connection], T], then: Callable[[T], None], *, key: str = "main", aside: bool = False
    ) -> None:
        """Run `query(connection)` in a thread and give its answer to `then` on the UI thread.

        A later call with the same `key` makes the answer of an earlier one void (a running thread cannot be stopped).
        `aside`: keys typed ahead do not wait for it; it only adds to what is shown.
        """
        number = self._asked[key] = self._asked.get(key, 0) + 1
        store = self.care.store

        async def run() -> None:
            self._running_queries += not aside
            try:
                answer = await asyncio.to_thread(_asked_apart, store, query)
                if self._asked[key] == number and not get_current_worker().is_cancelled:
                    then(answer)
            except Exception as error:  # noqa: BLE001 - the error door takes whatever comes
                self._stale = True
                self.care.report(error)
            finally:
                self._running_queries -= not aside

        self.run_worker(run(), group=key, exit_on_error=False)

    def ask(self, dialog: "Dialog[T]") -> Coroutine[Any, Any, T | None]:
        """Push a dialog and wait for its answer: only within a `@step` method."""
        return cast("Coroutine[Any, Any, T | None]", self.app.push_screen_wait(dialog))

    def action_back(self) -> None:
        """Esc, Backspace, q: to the screen before; on an area nothing lies behind."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()


class ListScreen(CareScreen):
    """A screen of one table. Override `make_table()`, `find_ids(connection)`, and `chosen(row_id)`."""

    def __init__(self) -> None:
        super().__init__()
        self.table = self.make_table()

    def make_table(self) -> VirtualTable:
        """The table of the screen."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The table alone; override for lines above it."""
        yield self.table

    def find_ids(self, con: Connection) -> Sequence[int]:
        """The record numbers in order, found in a worker thread."""
        raise NotImplementedError

    def refresh_data(self) -> None:
        """Find the ids off the UI thread; the cursor stays on its record."""
        self.fetch(self.find_ids, self.show_ids)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Put the ids into the table."""
        self.table.reload(ids)

    @on(VirtualTable.RowSelected)
    def _row_selected(self, event: VirtualTable.RowSelected) -> None:
        self.chosen(event.id)

    def chosen(self, row_id: int) -> None:
        """Enter on a row."""

    def action_mark(self) -> None:
        """Space: mark the row."""
        self.table.toggle_mark()
