"""A small app on the frame, with invented people beside an empty store: for the tests of the widgets, and to look at.

python tests/widgets/harness.py [area]     in a terminal of 80x24
"""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

from textual._context import visible_screen_stack
from textual.app import ComposeResult
from textual.pilot import Pilot

from caretui.app import CaretuiApp
from caretui.commands import bindings_for
from caretui.screens.base import CareScreen, ListScreen, step
from caretui.screens.form import FormScreen
from caretui.screens.registry import SCREENS
from caretui.store import keys
from caretui.store.changes import directory
from caretui.store.store import Store
from caretui.widgets.choices import Choice, ChoiceField, DigitChoice
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import Ask, AskLine, AskPassphrase, Both, LineEntry, Progress, Say
from caretui.widgets.fields import DateField, NoteArea, TextField
from caretui.widgets.frame import Identity
from caretui.widgets.line import Cell, Line
from caretui.widgets.table import Column, Heading, VirtualTable

TODAY = date(2026, 11, 26)
PEOPLE = [
    ("H", "Kenyon, Frank", "81", "IN HOSPITAL since 02:40", "3d", "-", "1"),
    ("", "Iqbal, Nasreen", "64", "home from hospital Tue 24", "5d", "Fri 27", ""),
    ("!", "Duxbury, Alan", "62", "daughter waits for a call [with daughter] [/b]", "3d", "today 13:00", "1"),
    ("I", "بی بی, فاطمہ", "78", "visit 09:30 \x1b[31mred\u202e", "7d", "today 09:30", ""),
    ("=", "Hussain, Mohammed " * 12, "75", "👩‍👩‍👧 visit 10:45, no reply", "14d", "today 10:45", ""),
]


class Caseload(ListScreen):
    where = "caseload"
    area = "caseload"
    BINDINGS = bindings_for("caseload")
    count = 45

    def make_table(self) -> VirtualTable:
        return VirtualTable(
            [
                Column("", 2, 2),
                Column("Name", 20, 5),
                Column("Age", 3, 26, align="right"),
                Column("Why today", 30, 30, flexible=True),
                Column("Seen", 4, 60, align="right"),
                Column("Next", 11, 66),
                Column("Late", 3, 77),
                Column("Practice", 20, from_width=110),
            ],
            lambda ids: [PEOPLE[i % len(PEOPLE)] + ("Higher Croft Surgery",) for i in ids],
            lambda row: (Cell(row[0], "strong"), *row[1:6], Cell(row[6], "late"), row[7]),
            mark_at=4,
            empty=("Nobody here yet.", "+ adds a person, import a sheet with ctrl+p."),
            id="people",
        )

    def body(self) -> ComposeResult:
        self.head = Line("")
        yield self.head
        yield self.table

    def find_ids(self, con: Any) -> Sequence[int]:
        return range(self.count)

    def on_virtual_table_row_highlighted(self) -> None:
        self.head.show(" Mine 45   / filter", f"{self.table.position_text} ")

    def chosen(self, row_id: int) -> None:
        self.app.push_screen(Form())

    @step
    async def action_contact(self) -> None:
        answer = await self.ask(Ask("Close the record of KENYON, Frank?", "Open actions stay with their agencies."))
        self.say(f"answered {answer}")

    @step
    async def action_action(self) -> None:
        typed = await self.ask(LineEntry("a", lambda text: " | ".join(text.replace(":", ",").split(","))))
        self.say(f"typed {typed}")

    @step
    async def action_refer(self) -> None:
        chosen = await self.ask(Choose("Refer to which agency?", [Option(1, "district nursing"), Option(2, "OT")]))
        self.say(f"chosen {chosen}")

    @step
    async def action_edit(self) -> None:
        both = Both("Address", theirs=["street: 1 High St"], yours=["street: 2 Low St"], by="L Haslam at 10:02")
        self.say(f"both {await self.ask(both)}")

    @step
    async def action_note(self) -> None:
        self.say(f"line {await self.ask(AskLine('Which name?', 'A word of why.'))}")

    @step
    async def action_own_words(self) -> None:
        self.say(f"pass {await self.ask(AskPassphrase('Passphrase'))}")

    @step
    async def action_defer(self) -> None:
        progress = Progress("Importing")
        self.app.push_screen(progress)
        progress.advance(1200, 5000, "people")

    @step
    async def action_send(self) -> None:
        await self.ask(Say("Sent", "12 people, nobody withheld."))

    def action_order(self) -> None:
        raise RuntimeError("NHS 999 012 3454")


class Today(CareScreen):
    where = "today"
    area = "today"
    BINDINGS = bindings_for("today")

    def body(self) -> ComposeResult:
        yield Line(" Sam Ward, community matron, Blackburn East   45 people   3 late")
        self.table = VirtualTable(
            [Column("", 9, 2), Column("", 25, 12), Column("", 44, 37, flexible=True)],
            lambda ids: [("3d late", f"Person {i}", "OT: second stair rail, asked 9 Nov") for i in ids],
            lambda row: (Cell(row[0], "late"), *row[1:]),
            titles=False,
        )
        yield self.table

    def refresh_data(self) -> None:
        heads = [Heading(0, "NEW SINCE WED 17:05", "3"), Heading(3, "VISITS", "4"), Heading(7, "LATE", "40")]
        self.table.reload(range(47), heads)


class Form(FormScreen):
    where = "contact"
    BINDINGS = bindings_for("contact", "form")
    saved_values: Any = None
    drafts: list[Any] = []

    def title_line(self) -> None:
        who = Identity("Duxbury", "Alan", "Al", "62", "14 Mar 1964", "999 012 3454")
        self.show_person(who, ["! Falls: no rail on 2nd stair.   LARGE PRINT. Hearing aids."], before="NEW CONTACT")

    def body(self) -> ComposeResult:
        ways = ["f face to face", "t telephone", "v video", "x text", "e email", "l letter", "m meeting"]
        yield ChoiceField(
            "How",
            [Choice(way[0], way[2:], way[2:]) for way in ways],
            name="how",
            capitals=True,
            capital_words="{}, they rang",
            small_words="{}, we rang",
        )
        yield DigitChoice(
            "With",
            [("al", "Al"), ("karen", "Karen, daughter: may be told all"), ("jim", "Jim, brother")],
            name="with",
        )
        yield DateField("When", TODAY, name="when", text="fri")
        yield NoteArea("Said, seen, done", name="said")
        yield TextField("Agreed", name="agreed")

    def save(self, values: Any) -> bool:
        type(self).saved_values = dict(values)
        self.care.saved("Saved 08:31. Rigby, Tom: call added.", "unit")
        return True

    def keep_draft(self, values: Any) -> None:
        type(self).drafts.append(dict(values))


class Harness(CaretuiApp):
    registry = {**SCREENS, "today": f"{__name__}:Today", "caseload": f"{__name__}:Caseload"}
    folder: ClassVar[Path]
    stores: ClassVar[list[Store]] = []

    def __init__(self, first: str = "caseload", **more: Any) -> None:
        path = self.folder / f"{len(self.stores)}.caretui"
        store = Store.create(path, keys.new_store_key(), clock=lambda: datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
        self.stores.append(store)
        with store.work("made this store") as work:
            sam = directory.add_member(work, "Sam Ward", job="community matron", agency="community nursing")
        store.enter(sam)
        super().__init__(store, first=first, **more)

    @asynccontextmanager
    async def run_test(self, **how: Any) -> AsyncIterator[Pilot[int]]:
        """As Textual's, once the first list is there."""
        async with super().run_test(**how) as pilot:
            await self.workers.wait_for_complete()
            await pilot.pause()
            yield pilot


def rows_of(app: CaretuiApp) -> list[str]:
    """The screen as text, with what lies behind a dialog."""
    visible_screen_stack.set(app._background_screens)
    return [strip.text for strip in app.screen._compositor.render_strips()]


if __name__ == "__main__":
    sys.modules["harness"] = sys.modules["__main__"]
    Harness.folder = Path(mkdtemp(prefix="caretui-"))
    Harness.registry = {**SCREENS, "today": "harness:Today", "caseload": "harness:Caseload"}
    sys.exit(Harness(*sys.argv[1:2], demo=True).run(mouse=False))
