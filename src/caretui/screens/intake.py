"""Import a sheet, first step: which file. A path typed with completion, or picked from the folder."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from caretui.care.dates import say_date
from caretui.intake.incoming import with_remembered
from caretui.intake.limits import Unreadable, megabytes
from caretui.intake.mapping import Layout, layout
from caretui.intake.practices import Practices, read_practices
from caretui.intake.readers import read
from caretui.lean import dataclass
from caretui.screens.base import CareScreen
from caretui.widgets.entry import SafeInput
from caretui.widgets.line import Cell, Line
from caretui.widgets.table import Column, VirtualTable

SHEETS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
FOLDER = "import folder"
_MOST = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet or a folder that can be chosen."""

    path: Path
    folder: bool
    size: int = 0
    changed: float = 0.0


class ImportScreen(CareScreen):
    """Row 2 holds the path; below are the folders and sheets that it may become."""

    where = "list"
    AUTO_FOCUS = "SafeInput"
    DEFAULT_CSS = """
    ImportScreen #path { height: 1; width: 1fr; padding: 0 0 0 1; }
    ImportScreen #lead { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.input = _PathInput(id="path", most=1000)
        self.places: tuple[Place, ...] = ()
        self.table = VirtualTable(
            [Column("Name", 48, 3, flexible=True), Column("Size", 9, 53, align="right"), Column("Changed", 15, 65)],
            lambda ids: [self.places[n] for n in ids],
            self._cells,
            empty=("No sheet here: CSV, XLSX, XLS and ODS are shown.", "Type a path; Tab completes it."),
        )

    def body(self) -> ComposeResult:
        """The path, then what lies there."""
        yield Line(" Which sheet? A caseload, or the official list of practices (epraccur, ePCN).", id="lead")
        yield self.input
        yield self.table

    def title_line(self) -> None:
        """Row 1, and the keys of a typed line."""
        self.top_line.show_title("IMPORT", "a sheet of people or practices")
        self.keys_line.show(" Enter open  Tab complete the path  Down Up choose  Esc back  F1 all keys")

    def on_mount(self) -> None:
        """Begin in the folder of the last import."""
        folder = Path(self.care.store.setting(FOLDER) or Path.home())
        self.input.value = f"{folder}/"
        self.input.cursor_position = len(self.input.value)
        super().on_mount()

    def refresh_data(self) -> None:
        """List the folder off the UI thread: a shared drive may be slow."""
        typed = self.input.value
        self.fetch(lambda con: list_places(typed), self._show_places, key="places")

    def _show_places(self, places: tuple[Place, ...]) -> None:
        self.places = places
        self.table.reload(range(len(places)))
        self.table.move_to(0)

    def _cells(self, place: Place) -> Sequence[str | Cell]:
        if place.folder:
            return (f"{place.path.name}/", "", "")
        day = datetime.fromtimestamp(place.changed).astimezone().date()
        size = f"{place.size:,} B" if place.size < 100_000 else megabytes(place.size)
        return (place.path.name, size, say_date(day, self.care.today))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.refresh_data()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        typed = typed_path(event.value)
        if self.table.current is not None and not typed.is_file():
            self._take(self.places[self.table.current])
        else:
            self._read(typed)

    @on(VirtualTable.RowSelected)
    def _picked(self, event: VirtualTable.RowSelected) -> None:
        self._take(self.places[event.id])

    def complete(self) -> None:
        """Tab: as much of the path as is certain, else the line under the cursor."""
        if not self.places:
            return
        names = [place.path.name for place in self.places]
        typed = typed_path(self.input.value).name if not self.input.value.endswith("/") else ""
        shared = common_start(names)
        one = self.places[self.table.current or 0]
        if len(names) == 1 or len(shared) <= len(typed) or not shared.startswith(typed):
            self._fill(f"{one.path}/" if one.folder else str(one.path))
        else:
            self._fill(str(one.path.parent / shared))

    def _take(self, place: Place) -> None:
        if place.folder:
            self._fill(f"{place.path}/")
            self.input.focus()
        else:
            self._read(place.path)

    def _fill(self, path: str) -> None:
        self.input.value = path
        self.input.cursor_position = len(path)

    # --- reading

    def _read(self, path: Path) -> None:
        self.say(f"Reading {path.name} ...")
        self.fetch(lambda con: self._understood(path), lambda found: self._go_on(path, found), key="read")

    def _understood(self, path: Path) -> Layout | Practices | Unreadable:
        """What a file is, off the UI thread."""
        try:
            book = read(path)
            try:
                return read_practices(book)
            except Unreadable as refusal:
                if "None of these" in refusal.reason:
                    return refusal
            return with_remembered(self.care.store, layout(book))
        except Unreadable as refusal:
            return refusal

    def _go_on(self, path: Path, found: Layout | Practices | Unreadable) -> None:
        from caretui.screens.intake_checked import CheckedScreen, Source
        from caretui.screens.intake_columns import ColumnsScreen

        if isinstance(found, Unreadable):
            self.say(found.reason)
            self.input.focus()
            return
        self.say("")
        self.care.store.set_setting(FOLDER, str(path.parent))
        if isinstance(found, Practices):
            self.app.push_screen(CheckedScreen(Source(path, practices=found)), self._came_back)
        else:
            self.app.push_screen(ColumnsScreen(path, found), self._came_back)

    def _came_back(self, done: bool | None) -> None:
        if done:
            self.action_back()

    def action_back(self) -> None:
        """Back to where the import was opened; when it was the first screen of all, to the caseload."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(True)
        else:
            self.care.action_area("caseload")


class _PathInput(SafeInput):
    """Tab completes, Down goes to the list, Esc leaves."""

    async def _on_key(self, event: Key) -> None:
        screen = self.screen
        if event.key in ("tab", "down") and isinstance(screen, ImportScreen):
            event.stop()
            event.prevent_default()
            if event.key == "tab":
                screen.complete()
            else:
                screen.table.focus()
            return
        await super()._on_key(event)


def typed_path(typed: str) -> Path:
    """The path that a line means: one pasted behind the folder that stands there begins anew at its `/` or `~`."""
    begun = max(typed.rfind("//"), typed.rfind("/~/"))
    return Path(typed[begun + 1 :]).expanduser()


def list_places(typed: str) -> tuple[Place, ...]:
    """What the typed path may become: folders and sheets of its folder that hold the last part, the newest first."""
    path = typed_path(typed or "/")
    folder, part = (path, "") if typed.endswith("/") else (path.parent, path.name)
    found = []
    try:
        for entry in folder.iterdir():
            if entry.name.startswith(".") or part.casefold() not in entry.name.casefold():
                continue
            if entry.is_dir():
                found.append(Place(entry, folder=True))
            elif entry.suffix.lower() in SHEETS:
                about = entry.stat()
                found.append(Place(entry, folder=False, size=about.st_size, changed=about.st_mtime))
    except (OSError, ValueError):
        return ()
    found.sort(key=lambda place: (place.folder, -place.changed, place.path.name.casefold()))
    return tuple(found[:_MOST])


def common_start(names: Sequence[str]) -> str:
    """What all names begin with."""
    first, last = min(names), max(names)
    length = next(
        (at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    return first[:length]
