"""Files that were sent: which still lie on the share, for whom, until when; Enter takes one off."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from caretui.care.dates import say_date, wall
from caretui.commands import bindings_for
from caretui.documents import sending
from caretui.documents.share import ShareProblem
from caretui.screens.base import ListScreen, step
from caretui.store.database import Connection
from caretui.store.errors import StoreError
from caretui.store.queries import exports
from caretui.widgets.dialogs import KeyDialog
from caretui.widgets.line import Cell
from caretui.widgets.table import Column, VirtualTable


class FilesScreen(ListScreen):
    """The sharing ledger: first the files still there, the first to expire on top; `/` shows everything sent."""

    where = "files"
    BINDINGS = bindings_for("files", "list")

    def __init__(self) -> None:
        self.everything = False
        self.lines: dict[int, exports.Made] = {}
        super().__init__()

    def make_table(self) -> VirtualTable:
        """When, what, for whom, how many people, until when."""
        columns = [
            Column("Sent", 11, 2),
            Column("What", 16, 14),
            Column("For", 22, 31, flexible=True),
            Column("People", 6, 54, align="right"),
            Column("Off by", 11, 62),
            Column("Late", 5, 74),
            Column("By", 16, from_width=110),
            Column("File", 40, from_width=140),
        ]
        return VirtualTable(
            columns,
            lambda ids: [self.lines[line] for line in ids],
            self._cells,
            empty=("No file lies on the share.", "x on a person or a list sends one."),
        )

    def _cells(self, line: exports.Made) -> tuple[str | Cell, ...]:
        today = self.care.today
        sent = say_date(wall(line.at).date(), today)
        late = Cell("LATE", "late") if line.is_late(today) else ""
        until = f"off {say_date(wall(line.removed_at).date(), today)}" if line.removed_at else _day(line.expires, self)
        return (sent, line.kind, line.recipient, str(line.people), until, late, line.by, line.file_name)

    def title_line(self) -> None:
        """What is listed."""
        what = "everything sent" if self.everything else "still on the share"
        self.top_line.show_title("FILES SENT", what, self.care.day_words)

    def find_ids(self, con: Connection) -> Sequence[int]:
        """Numbers of lines of the ledger, in order."""
        viewer = self.care.store.viewer
        found = exports.made(con, viewer) if self.everything else exports.lying(con, viewer)
        self.lines = dict(enumerate(found, start=1))
        return tuple(self.lines)

    def action_filter(self) -> None:
        """/: everything that was sent, or only what is still there."""
        self.everything = not self.everything
        self.title_line()
        self.refresh_data()

    def chosen(self, row_id: int) -> None:
        """Enter: take the file off the share, or write down that it has gone."""
        self._take(self.lines[row_id])

    @step
    async def _take(self, line: exports.Made) -> None:
        if line.removed_at:
            self.say(f"{line.file_name} is off the share already.")
            return
        store, path = self.care.store, Path(line.folder, line.file_name)
        there = await asyncio.to_thread(sending.is_there, path)
        words = {
            True: "It still lies there.",
            False: "It does not lie there any more.",
            None: "The folder is not there.",
        }
        answers = {"g": "gone"} | ({"d": "delete"} if there else {})
        keys = ("d delete the file  " if there else "") + "g it is gone, write that down  Esc back"
        answer = await self.ask(
            KeyDialog(f"Off the share? {line.file_name}", f"{line.folder}\n{words[there]}", answers, keys)
        )
        try:
            if answer == "delete":
                await asyncio.to_thread(sending.take_away, store, line.id, path)
            elif answer == "gone":
                await asyncio.to_thread(sending.mark_removed, store, line.id)
            else:
                return
        except (ShareProblem, StoreError) as problem:
            self.say(str(problem))
            return
        self.care.saved(f"{line.file_name}: off the share.", None)


def _day(text: str | None, screen: FilesScreen) -> str:
    from datetime import date

    return say_date(date.fromisoformat(text), screen.care.today) if text else ""
