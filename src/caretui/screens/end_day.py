"""ctrl+q: what is still open before the day ends; then a backup, the moment noted, and caretui closes."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from caretui.care.dates import say_date
from caretui.commands import bindings_for
from caretui.screens.base import ListScreen, step
from caretui.store.database import Connection
from caretui.store.errors import StoreError
from caretui.store.queries.ending import SECTIONS, Ending, Line, ending
from caretui.widgets.dialogs import Ask, Progress
from caretui.widgets.line import Cell
from caretui.widgets.table import Column, Heading, VirtualTable

HEADINGS = {
    "drafts": "HALF-WRITTEN",
    "copy": "WRITTEN, NOT YET COPIED TO {clinical}",
    "promised": "PROMISED FOR {tomorrow}",
    "share": "FILES OF YOURS STILL ON THE SHARE, OFF BY",
}
EMPTY = ("Nothing is left open.", "", "ctrl+q ends the day, Esc goes back.")


class EndDayScreen(ListScreen):
    """Drafts, entries not copied, tomorrow's promises, files on the share; ctrl+q again ends the day."""

    where = "end_day"
    BINDINGS = bindings_for("end_day", "list")

    def __init__(self) -> None:
        self.lines: dict[int, Line] = {}
        super().__init__()

    def make_table(self) -> VirtualTable:
        """When, who, what; sections stand between."""
        return VirtualTable(
            [Column("", 13, 2), Column("", 23, 16), Column("", 39, 40, flexible=True)],
            lambda ids: [self.lines[n] for n in ids],
            lambda line: (Cell(line.when, "late" if line.late else ""), line.who, line.what),
            titles=False,
            empty=EMPTY,
        )

    def title_line(self) -> None:
        """The day."""
        self.top_line.show_title("end of the day", "", self.care.day_words)

    def find_ids(self, con: Connection) -> Sequence[int]:
        """Read in `refresh_data`."""
        return tuple(self.lines)

    def refresh_data(self) -> None:
        """Read what is open, off the UI thread."""
        store = self.care.store
        self.fetch(lambda con: ending(con, store.viewer, store.wall()), self.show_ending)

    def show_ending(self, found: Ending) -> None:
        """Sections in their order; an empty one is not drawn."""
        from caretui import settings

        words = {
            "clinical": settings.load().clinical_system,
            "tomorrow": say_date(self.care.today + timedelta(days=1), self.care.today).upper(),
        }
        self.lines = {}
        headings = []
        for section in SECTIONS:
            lines = found.of(section)
            if lines:
                heading = HEADINGS[section].format_map(words)
                headings.append(Heading(len(self.lines), heading, str(len(lines))))
            for line in lines:
                self.lines[len(self.lines) + 1] = line
        self.table.reload(tuple(self.lines), headings)
        if found.lines:
            self.say("All of this waits for you. ctrl+q ends the day.")

    def chosen(self, row_id: int) -> None:
        """Go to it."""
        line = self.lines[row_id]
        if line.section == "drafts":
            self.care.open("drafts")
        elif line.section == "share":
            self.care.open("files")
        elif line.person:
            self.care.open("person", person=line.person, action=line.action)

    @step
    async def action_end_day(self) -> None:
        """ctrl+q again: a verified backup, the moment noted, and out."""
        self.care.keep_drafts()
        store = self.care.store
        if not self.care.demo and not await self._backed_up():
            return
        await asyncio.to_thread(store.set_setting, "day ended", store.wall().isoformat(timespec="minutes"))
        await asyncio.to_thread(store.audit, "day ended")
        self.care.exit(return_code=0)

    async def _backed_up(self) -> bool:
        """Make the backup; when it fails, may the day end without one?"""
        from caretui.store import backup

        store = self.care.store
        if backup.is_current(store):
            return True
        progress = Progress("Backup of the day", "A verified copy of the store. Esc leaves without waiting for it.")
        self.app.push_screen(progress)

        def told(done: int, of: int, words: str) -> None:
            self.app.call_from_thread(progress.advance, done, of, words)

        making: asyncio.Future[Path] = asyncio.ensure_future(
            asyncio.to_thread(lambda: backup.keep(store, thorough=True, told=told))
        )
        try:
            while not making.done():
                await asyncio.wait({making}, timeout=0.1)
                if progress.cancelled:
                    making.add_done_callback(lambda done: done.exception())
                    return True
            making.result()
        except StoreError as failed:
            progress.dismiss(False)
            answer = await self.ask(Ask("No backup was made", str(failed), yes="end the day without", no="stay"))
            return bool(answer)
        finally:
            if progress.is_current:
                progress.dismiss(True)
        return True
