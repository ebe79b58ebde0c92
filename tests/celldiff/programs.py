# ruff: noqa: TID251 - stock widgets are what celldiff is measured against
"""A Textual program with something of everything, under cell-diff or stock output.

Run as a program: `python -m tests.celldiff.programs diff|stock|plain [rows] [plain|strange] [inline]`.
"""

import sys

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from tests.celldiff.vt import NOBODY_TYPES
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.reactive import var
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Button, Footer, Header, Input, Label, OptionList, Static, TextArea

from caretui.celldiff import CellDiff

FAMILY = ("O'HERN", "Begum", "Zażółć", "ΑΒΓΔ", "山田", "محمد", "שלום", "Nguyễn", "[/b]", "MacDonald-Featherstonehaugh")
GIVEN = (
    "Robert",
    "Ayşe",
    "太郎",
    "فاطمہ",
    "Zoë",
    "e\u0301lodie",
    "\U0001f469\u200d\U0001f4bb Ada",
    "❤\ufe0f Joy",
    "한국어",
    "x",
)


class Table(ScrollView, can_focus=True):
    """A virtual table on the Line API: `rows` lines and a cursor."""

    BINDINGS = [
        Binding("down", "to(1)", show=False),
        Binding("up", "to(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "to(-1000000)", show=False),
        Binding("end", "to(1000000)", show=False),
    ]
    COMPONENT_CLASSES = {"table--cursor", "table--header"}
    DEFAULT_CSS = """
    Table { height: 1fr; overflow-y: scroll; background: $surface; color: $foreground; }
    Table > .table--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    Table > .table--header { background: $panel; text-style: bold; }
    """
    cursor = var(0)

    def __init__(self, rows: int, strange: bool) -> None:
        super().__init__()
        self.rows = rows
        self.strange = strange

    def on_mount(self) -> None:
        self.virtual_size = Size(100, self.rows + 1)

    def text(self, row: int) -> str:
        family = FAMILY[row % 10] if self.strange else "Featherstone"
        given = GIVEN[row * 7 % 10] if self.strange else "Robert"
        born = f"{row % 28 + 1:02}/0{row % 9 + 1}/194{row % 10}"
        return f" 999 {row:07} {family}, {given}  {born}  LS{row % 9} {row % 9}XX  due"

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        row = y - 1 + self.scroll_offset.y
        if y == 0:
            return Strip(
                [Segment(" Number   Person", self.get_component_rich_style("table--header"))]
            ).adjust_cell_length(width, self.get_component_rich_style("table--header"))
        style = self.get_component_rich_style("table--cursor") if row == self.cursor else self.rich_style
        text = self.text(row) if row < self.rows else ""
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def watch_cursor(self, old: int, new: int) -> None:
        shown = self.size.height - 1
        top = self.scroll_offset.y
        if new < top:
            self.scroll_to(y=new, animate=False, immediate=True)
        elif new >= top + shown:
            self.scroll_to(y=new - shown + 1, animate=False, immediate=True)
        else:
            for row in (old, new):
                self.refresh(Region(0, row - top + 1, self.size.width, 1))

    def action_to(self, by: int) -> None:
        self.cursor = max(0, min(self.rows - 1, self.cursor + by))

    def action_page(self, by: int) -> None:
        self.action_to(by * (self.size.height - 2))


class Dialog(ModalScreen[None]):
    """A question over a dimmed screen."""

    BINDINGS = [Binding("escape", "dismiss", "Back"), Binding("f2", "app.dialog", "Another")]
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 51; height: 13; border: round $primary; padding: 1 2; background: $surface; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("End this plan? 山田太郎 e\u0301 \U0001f44d")
            yield Input(value="reason", id="reason")
            with Horizontal():
                yield Button("End", variant="error")
                yield Button("Keep", variant="primary", tooltip="Leave it as it is")


class Notes(Screen[None]):
    """Another whole screen, with styles of every kind."""

    BINDINGS = [Binding("escape", "dismiss", "Back"), Binding("f2", "app.dialog", "Dialog")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static(_all_styles())
        yield OptionList(*[f"Option {n} {FAMILY[n % 10]}" for n in range(40)], markup=False)
        yield Footer()


def _all_styles() -> Text:
    text = Text()
    for style in (
        "bold", "dim", "italic", "underline", "blink", "reverse", "strike", "underline2", "overline", "conceal",
        "bold red on blue", "dim italic #ff8800", "underline strike on #003300", "reverse bold green",
    ):  # fmt: skip
        text.append(f" {style} word ", Style.parse(style))
    text.append("the guidance", Style(link="https://example.org/guidance?a=1;b=2", underline=True))
    text.append(" and ")
    text.append("again", Style(link="https://example.org/again"))
    return text


class Program(App[None]):
    """A table, an input and a text area."""

    TITLE = "Program"

    BINDINGS = [
        Binding("f2", "dialog", "Dialog"),
        Binding("f3", "notes", "Notes"),
        Binding("f4", "side", "Side"),
        Binding("f5", "repaint", "Repaint"),
        Binding("f6", "break", "Break"),
        Binding("f8", "lineup", "Suspend"),
        Binding("f12", "mark", show=False, priority=True),
    ]
    CSS = """
    #side { width: 24; background: $panel; display: none; }
    #side.shown { display: block; }
    Input, TextArea { height: 3; } TextArea { height: 6; }
    """

    def __init__(self, rows: int = 1000, strange: bool = True, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.rows = rows
        self.strange = strange
        self.marks = 0

    def compose(self) -> ComposeResult:
        yield Header()
        with Horizontal():
            yield Static("Side\n" + "\n".join(FAMILY), id="side", markup=False)
            yield Table(self.rows, self.strange)
        yield Input(placeholder="Find")
        yield TextArea("Seen at home.\nقلم 山 e\u0301\n" + "long line " * 30, soft_wrap=False)
        yield Footer()

    def on_mount(self) -> None:
        for blinking in self.query(Input):
            blinking.cursor_blink = False
        for blinking in self.query(TextArea):
            blinking.cursor_blink = False
        self.query_one(Table).focus()

    def action_dialog(self) -> None:
        dialog = Dialog()
        self.push_screen(dialog)

    def action_notes(self) -> None:
        self.push_screen(Notes())

    def action_side(self) -> None:
        self.screen.query("#side").toggle_class("shown")

    def action_repaint(self) -> None:
        self.refresh()

    def action_break(self) -> None:
        """Only cell-diff output can break."""

    def action_lineup(self) -> None:
        """Leave the terminal to someone else for a moment."""
        with self.suspend():
            print("\x1b[31mSomeone else was here\x1b[m\n" * 5, flush=True)  # noqa: T201

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, (Input, TextArea)):
            event.widget.cursor_blink = False

    def action_mark(self) -> None:
        """Say in the title that all that was asked before has been done and painted."""
        self.marks += 1
        self._mark_after(4)

    def _mark_after(self, turns: int) -> None:
        if turns:
            self.set_timer(0.02, lambda: self.call_after_refresh(self._mark_after, turns - 1))
        elif self._driver is not None:
            who = "somebody types" if isinstance(self.screen.focused, (Input, TextArea)) else NOBODY_TYPES
            self._driver.write(f"\x1b]2;mark {self.marks} {who} {self.size.width}x{self.size.height}\x07")
            self._driver.flush()


class DiffProgram(CellDiff, Program):
    """The same under cell-diff output. F6 breaks it, to see what happens then."""

    def action_break(self) -> None:
        if self._celldiff is not None:
            self._celldiff.paint = None  # type: ignore[assignment, method-assign]


def main(kind: str, rows: str = "1000", look: str = "strange", inline: str = "") -> None:
    """Run in this terminal. `kind`: plain (no celldiff at all), stock (switched off) or diff."""
    options = {"rows": int(rows), "strange": look == "strange"}
    program = Program(**options) if kind == "plain" else DiffProgram(**options, output=kind)
    program.run(inline=bool(inline))


if __name__ == "__main__":
    main(*sys.argv[1:])
