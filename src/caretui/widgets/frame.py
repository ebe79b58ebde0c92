"""The frame of every screen: row 1 says where you are, rows 2-3 warn, row 23 what was saved, row 24 the keys."""

from collections.abc import Sequence

from textual.css.scalar import Scalar
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.theme import Theme

from caretui.commands import AREAS
from caretui.commands.words import footer_line
from caretui.lean import dataclass
from caretui.widgets.line import Cell, Line, Words, pieces, strip_of
from caretui.widgets.safe import cut, plain, width_of, wrap

THEME = Theme(
    name="caretui",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    warning="ansi_red",
    error="ansi_red",
    success="ansi_default",
    accent="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_default",
        "input-selection-foreground": "ansi_default",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
    },
)
"""The terminal's own colours everywhere: readable on black, white and green, in 16 colours or none."""


INVENTED = "INVENTED PEOPLE"
"""Stands on every screen of the demo."""
MOST_SAID = 3
"""Rows that a sentence of row 23 may take."""
SHORTEST_NAME = 16
"""Cells that a name keeps on the narrowest terminal."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who row 1 is about, as words ready to show: dates and NHS number already written for people."""

    family: str
    given: str
    likes: str = ""
    age: str = ""
    born: str = ""
    nhs: str = ""
    right: str = ""

    @property
    def name(self) -> str:
        """`DUXBURY, Alan  "Al"`."""
        name = ", ".join(part for part in (self.family.upper(), self.given) if part)
        return name + (f'  "{self.likes}"' if self.likes else "")

    @property
    def rest(self) -> str:
        """`62   born 14 Mar 1964   NHS 999 012 3454`: what tells two people of one name apart."""
        born = f"born {self.born}" if self.born else ""
        number = f"NHS {self.nhs}" if self.nhs else "no NHS number"
        return "   ".join(part for part in (self.age, born, number) if part)

    @property
    def strip(self) -> str:
        """`DUXBURY, Alan  "Al"  62   born 14 Mar 1964   NHS 999 012 3454`."""
        return f"{self.name}{'  ' if self.age else '   '}{self.rest}"


class TopLine(Line):
    """Row 1, reverse: the areas with the date, or the identity strip, or a title."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(style="reverse", id=id)
        self.person: Identity | None = None

    def show_areas(self, area: str, date: str) -> None:
        """`1 TODAY  2 Caseload ...` with the date at the right."""
        self.person = None
        names = [
            Cell(f"{place} {word.upper()}", "strong") if name == area else f"{place} {word}"
            for place, (name, word) in enumerate(AREAS, 1)
        ]
        words: list[str | Cell] = [" "]
        for name in names:
            words += [name, "  "]
        self.show(words[:-1], date)

    def show_person(self, person: Identity, before: str = "") -> None:
        """The identity strip; `before` names the form (`NEW CONTACT`).

        When it is too long the name is cut, down to SHORTEST_NAME, then the form's name: never what follows the name.
        """
        self.person = person
        lead: list[str | Cell] = [" ", Cell(before, "strong"), "   "] if before else [" "]
        rest = person.strip.removeprefix(person.name)
        self.show([*lead, Cell(person.name, "strong"), rest], f"  {person.right}" if person.right else "")

    def render_line(self, y: int) -> Strip:
        """The row; of a person's name as much as leaves room for age, birth and number."""
        if self.person is None or not isinstance(self.words, list):
            return super().render_line(y)
        *lead, name, rest = pieces(self.words)
        free = self.size.width - sum(width_of(cell.text) for cell in (rest, *pieces(self.right)))
        name = shortened(name, max(SHORTEST_NAME, free - sum(width_of(cell.text) for cell in lead)))
        if len(lead) > 1:
            edge, form, gap = lead
            lead = [edge, shortened(form, free - width_of(name.text) - width_of(edge.text + gap.text)), gap]
        return strip_of([*lead, name, rest], self.size.width, self.ground, self.right)

    def show_title(self, title: str, rest: str = "", right: str = "") -> None:
        """A title in capitals, more words, and something at the right edge."""
        self.person = None
        self.show([" ", Cell(title.upper(), "strong"), f"  {rest}"], right)


def shortened(cell: Cell, cells: int) -> Cell:
    """The cell of at most so many cells, marked where it is cut."""
    return Cell(cut(cell.text, cells), cell.style) if width_of(cell.text) > cells else cell


class WarningLines(Line):
    """Rows 2-3 of a person: each a row of words; `!` words are bold. Takes no room when there are none."""

    DEFAULT_CSS = "WarningLines { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[Words, ...] = ()
        self.display = False

    def show_rows(self, rows: Sequence[Words]) -> None:
        """Up to two rows of warnings and needs."""
        rows = tuple(rows[:2])
        if rows != self.rows:
            self.rows = rows
            self.display = bool(rows)
            self.styles.height = len(rows) or 1
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """Row y of the warnings."""
        return strip_of([" ", *pieces(self.rows[y])] if y < len(self.rows) else "", self.size.width)


class StatusLine(Line):
    """Row 23: what was just saved, with `u undo` at the right; in the demo always INVENTED PEOPLE.

    A sentence is never cut: one that is longer than the row takes more rows, from the list above it.
    """

    DEFAULT_CSS = "StatusLine { height: 1; }"

    def __init__(self, *, demo: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.demo = demo
        self.say("")

    def say(self, words: str, *, undo: bool = False, short: bool = False) -> None:
        """Show a sentence; `undo` tells that `u` takes it back. `short`: a row of its beginning is enough."""
        self.short = short
        right = INVENTED if self.demo else ""
        if undo:
            right += "   u undo" if right else "u undo"
        self.show(f" {words}", f"  {right}" if right else "")
        self.fit()

    @property
    def room(self) -> int:
        """Cells of one row for a sentence, without what stands at the right edge."""
        return self.size.width - 1 - (width_of(INVENTED) + 2) * self.demo

    def fit(self) -> None:
        """As many rows as the sentence takes at this width."""
        rows = len(self.rows(self.size.width)) if self.size.width else 1
        if self.styles.height != Scalar.from_number(rows):
            self.styles.height = rows

    def rows(self, width: int) -> list[str]:
        """The sentence by rows: the last leaves room for what stands at the right edge."""
        words, right = str(self.words), width_of(str(self.right))
        if self.short or width_of(plain(words)) + right <= width:
            return [words]
        rows = wrap(words.strip(), width - 1)
        if width_of(rows[-1]) + right >= width:
            rows[-1:] = wrap(rows[-1], width - 1 - right)
        if len(rows) > MOST_SAID:
            rows[MOST_SAID - 1 :] = [" ".join(rows[MOST_SAID - 1 :])]
        return [f" {row.lstrip()}" for row in rows]

    def on_resize(self) -> None:
        """Another width, other rows."""
        self.fit()

    def render_line(self, y: int) -> Strip:
        """Row y of the sentence; the last has the rest at its right edge."""
        rows = self.rows(self.size.width)
        if y >= len(rows):
            return strip_of("", self.size.width)
        return strip_of(rows[y], self.size.width, right=self.right if y == len(rows) - 1 else "")


class KeysLine(Line):
    """Row 24: at most seven keys that work now, made from the commands."""

    def __init__(self, where: str = "list", *, id: str | None = None) -> None:
        super().__init__(footer_line(where), id=id)

    def show_for(self, where: str, ids: tuple[str, ...] | None = None) -> None:
        """The keys of a place, or exactly these commands of it."""
        self.show(footer_line(where, ids))


class Rule(Line):
    """A row of `-`, the only line caretui draws. Above a dialog of the demo, which covers row 23, with INVENTED PEOPLE."""

    def __init__(self) -> None:
        super().__init__()

    def on_resize(self) -> None:
        """As wide as the terminal."""
        covers = isinstance(self.screen, ModalScreen) and getattr(self.app, "demo", False)
        end = f" {INVENTED}" if covers else ""
        self.show(" " + "-" * (self.size.width - 2 - len(end)) + end + " ")
