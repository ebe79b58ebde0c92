"""A damaged store: its backups are tried newest first, the newest good one is put in place, what is missing is listed."""

import asyncio
from pathlib import Path
from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding

from caretui.care.counts import several
from caretui.care.dates import say_full_date, say_moment, wall
from caretui.lean import dataclass
from caretui.screens.base import CareScreen, step
from caretui.screens.storeless import Storeless
from caretui.store import backup, recovery
from caretui.store.errors import StoreError
from caretui.widgets.line import Cell, Pager, Words

Stage = Literal["looking", "offered", "none", "working", "done"]
KEYS: dict[Stage, str] = {
    "looking": " looking through the backups...  Esc leave",
    "offered": " Enter put it in place  PgDn PgUp read on  Esc leave, nothing changed",
    "none": " PgDn PgUp read on  Esc leave",
    "working": " putting it in place: please wait",
    "done": " Enter open caretui  PgDn PgUp read on  Esc leave",
}


def run(path: Path, key: bytes, why: str) -> recovery.Restored | None:
    """Show it for the store at `path`, whose key is known; None when nothing was put in place, or nobody went on."""
    app = Recovery(path, key, why)
    app.run(mouse=False)
    return app.restored if app.go_on else None


class Recovery(Storeless):
    """The app of a damaged store."""

    help_words = "Enter goes on, PgDn and PgUp scroll, Esc leaves. Nothing is erased."

    def __init__(self, path: Path, key: bytes, why: str) -> None:
        super().__init__()
        self.path, self.key, self.why = path, key, why
        self.restored: recovery.Restored | None = None
        self.go_on = False

    def on_mount(self) -> None:
        """The one screen."""
        self.push_screen(RecoveryScreen(self))

    async def action_quit(self) -> None:
        """ctrl+q: as Esc."""
        if isinstance(self.screen, RecoveryScreen):
            self.screen.action_leave()


@dataclass(frozen=True, slots=True)
class Tried:
    """A backup that was opened and checked: how many changes it holds, or what is wrong with it."""

    backup: backup.Backup
    units: int = 0
    wrong: str = ""


class RecoveryScreen(CareScreen):
    """What happened, which backups there are, what putting the newest good one in place does, and what it lacks."""

    BINDINGS = [Binding("enter", "go_on", "Go on", priority=True), Binding("escape", "leave", "Leave")]

    def __init__(self, recover: Recovery) -> None:
        super().__init__()
        self.recover = recover
        self.text = Pager()
        self.stage: Stage = "looking"
        self.tried: list[Tried] = []

    def title_line(self) -> None:
        """Row 1."""
        self.top_line.show_title("RECOVERY", f"{self.recover.path.name} is damaged", say_full_date(self.recover.today))

    def body(self) -> ComposeResult:
        """One text."""
        yield self.text

    def refresh_data(self) -> None:
        """Begin to look."""
        self.show_stage("looking", self.found_so_far())
        self.look()

    def show_stage(self, stage: Stage, lines: list[Words]) -> None:
        """The text and the keys of a stage."""
        self.stage = stage
        self.text.show(lines)
        self.keys_line.show(KEYS[stage])

    @property
    def good(self) -> Tried | None:
        """The newest backup that is whole."""
        return next((one for one in self.tried if not one.wrong), None)

    # --- looking

    @step
    async def look(self) -> None:
        """Try each backup, newest first, until one is whole."""
        for one in await asyncio.to_thread(recovery.candidates, self.recover.path):
            self.tried.append(await asyncio.to_thread(self.try_out, one))
            if self.good:
                break
            self.text.show(self.found_so_far())
        self.show_stage(*(("offered", self.offer()) if self.good else ("none", self.nothing_good())))

    def try_out(self, one: backup.Backup) -> Tried:
        """Open and check a backup."""
        try:
            return Tried(one, units=backup.check(one.file, self.recover.key))
        except (StoreError, OSError) as error:
            words = str(error).removeprefix(f"{one.file.name} ") if isinstance(error, StoreError) else "cannot be read"
            return Tried(one, wrong=words)

    def found_so_far(self) -> list[Words]:
        """Why, and the backups that were tried."""
        why = self.recover.why
        start = why[:1] if why.startswith(self.recover.path.name) else why[:1].upper()
        lines: list[Words] = ["", f" {start}{why[1:].rstrip('.')}."]
        lines += [" Nothing was changed and nothing is erased.", "", Cell(" Backups, newest first", "strong")]
        for one in self.tried:
            said = one.wrong or f"whole, {several(one.units, 'change')}"
            lines.append([f"  {self.moment(one):<16}", Cell(f" {said}", "" if one.wrong else "strong")])
        if not self.tried:
            lines.append("  ...")
        return lines

    def moment(self, one: Tried) -> str:
        """When a backup was made, as it is said."""
        return say_moment(wall(f"{one.backup.made:{backup.INSTANT}}"), self.recover.today)

    def offer(self) -> list[Words]:
        """What putting the good one in place does."""
        assert self.good is not None
        return [
            *self.found_so_far(),
            "",
            Cell(f" Enter puts the backup of {self.moment(self.good)} in place", "strong"),
            "  The damaged store is moved aside with its log, and kept under another name.",
            "  What was saved after the backup is not in it. This screen then lists what is",
            "  missing, as far as the damaged store can be read: what, who saved it, when.",
            f"  The backup: {self.good.backup.file.name}",
            f"  in {self.good.backup.file.parent}",
            "",
            " Another one: leave with Esc, then `caretui restore --list` lists them, and",
            " `caretui restore FILE --replace` puts one in place.",
        ]

    def nothing_good(self) -> list[Words]:
        """No backup helps."""
        return [
            *self.found_so_far(),
            *([] if self.tried else [f"  There is none in {backup.folder(self.recover.path)}."]),
            "",
            Cell(" There is no backup here that is whole.", "strong"),
            "  Leave the file and its keys folder as they are, and tell IT: a copy on another",
            "  disk can be put in place with `caretui restore FILE --replace`.",
        ]

    # --- putting it in place

    @step
    async def put_in_place(self) -> None:
        """Move the damaged store aside and restore."""
        assert self.good is not None
        file, key = self.good.backup.file, self.recover.key
        self.show_stage("working", self.offer())
        try:
            self.recover.restored = await asyncio.to_thread(
                recovery.restore, self.recover.path, file, lambda place: key
            )
        except (StoreError, OSError) as refusal:
            self.show_stage("offered", self.offer())
            self.say(str(refusal) if isinstance(refusal, StoreError) else f"Not done: {refusal.strerror}.")
            return
        self.say("")
        self.show_stage("done", self.report())

    def report(self) -> list[Words]:
        """What is in place now, and what is missing."""
        done = self.recover.restored
        assert done is not None
        last = say_moment(wall(done.last), self.recover.today) if done.last else "never"
        lines: list[Words] = [
            "",
            Cell(f" The backup is in place: {several(done.units, 'change')}, the last {last}.", "strong"),
            " The damaged store lies aside as it was:",
            f"  {done.aside.name if done.aside else ''}",
            "",
        ]
        if done.missing:
            lines.append(
                Cell(f" Missing: {several(len(done.missing), 'change')} that the damaged store still told of", "late")
            )
            lines += [
                f"  {say_moment(wall(one.at), self.recover.today):<16} {one.by}: {one.reason}"
                for one in reversed(done.missing)
            ]
        if not done.all_told:
            lines += [
                Cell(" The damaged store cannot be read to its end.", "strong"),
                f" What was saved after {last} may be missing without being listed:",
                " ask everybody who worked here since then, and enter it again.",
            ]
        elif not done.missing:
            lines.append(" Nothing is missing: the backup holds all that the damaged store did.")
        return lines

    # --- keys

    def action_go_on(self) -> None:
        """Enter."""
        if self.stage == "offered":
            self.put_in_place()
        elif self.stage == "done":
            self.recover.go_on = True
            self.recover.exit()

    def action_leave(self) -> None:
        """Esc: never while files are moved."""
        if self.stage != "working":
            self.recover.exit()
