"""Which column of a sheet goes where: known headings, guesses to confirm, what was chosen or remembered.

A column goes to a field of the record, or is kept on the person as "from your sheet", or is ignored because
someone said so. Nothing is dropped in silence.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from caretui.care.fields import FIELDS, Field, field_for_heading, heading_key
from caretui.care.identifiers import nhs_number, postcode, replace_control
from caretui.care.refused import Refused
from caretui.care.sheets import COUNTED
from caretui.intake.limits import Unreadable
from caretui.intake.sheets import Book, Line, Sheet
from caretui.lean import dataclass, replace

KEEP = "keep"
IGNORE = "ignore"
MANY = frozenset(
    {"address", "given_name", "conditions", "warnings", "actions", "comments", "next_of_kin", "identifier"}
)
"""Fields that several columns may fill together; of any other field the first column is taken, the next is kept."""
SURE_ENOUGH = 84.0
_LOOK_FOR_HEADINGS = 40

How = Literal["known", "guess", "chosen", "remembered", "kept"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet. `target` is a field's name, KEEP or IGNORE; a guess waits for someone's yes."""

    position: int
    heading: str
    target: str
    how: How

    @property
    def field(self) -> Field | None:
        """The field it fills, or None."""
        return FIELDS.get(self.target)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the rows of a sheet begin and what its columns mean."""

    sheet: Sheet
    header: Line
    columns: tuple[Column, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows below the headings that hold anything."""
        return tuple(one for one in self.sheet.lines if one.number > self.header.number and not one.blank)

    def filling(self, target: str) -> tuple[Column, ...]:
        """The columns that fill one field."""
        return tuple(column for column in self.columns if column.target == target)

    @property
    def guesses(self) -> tuple[Column, ...]:
        """Columns whose meaning was only guessed."""
        return tuple(column for column in self.columns if column.how == "guess")

    @property
    def names_people(self) -> bool:
        """Whether a column says who the person of each row is."""
        return bool(self.filling("family_name") or self.filling("full_name"))


def layout(book: Book, *, sheet: str = "") -> Layout:
    """Find the sheet, its headings and what they mean. Raises Unreadable when there are no rows to take in."""
    best = _named(book, sheet) if sheet else _likeliest(book)
    header = find_header(best)
    found = Layout(best, header, match(headings(header, best), best, header))
    if not found.lines:
        raise Unreadable("This sheet has headings but no rows below them.")
    return found


def _named(book: Book, name: str) -> Sheet:
    for sheet in book.sheets:
        if heading_key(sheet.name) == heading_key(name):
            return sheet
    there = ", ".join(sheet.name for sheet in book.sheets) or "none with a name"
    raise Unreadable(f"There is no such sheet. The sheets are: {there}.")


def _likeliest(book: Book) -> Sheet:
    """The sheet with the most known headings, the first of equals; hidden ones only when nothing else is there."""
    shown = [sheet for sheet in book.sheets if not sheet.hidden] or list(book.sheets)
    filled = [sheet for sheet in shown if any(not line.blank for line in sheet.lines)]
    if not filled:
        raise Unreadable("This file is empty: no cell holds anything.")
    return max(filled, key=lambda sheet: _known(find_header(sheet)))


def find_header(sheet: Sheet) -> Line:
    """The row of headings: of the first forty filled rows the one with the most known headings.

    Titles merged across the top, print dates and blank rows stand above it. When nothing is known, it is
    the first row with as many cells as most rows have.
    """
    filled = [line for line in sheet.lines if not line.blank][:_LOOK_FOR_HEADINGS]
    if not filled:
        raise Unreadable("This sheet is empty: no cell holds anything.")
    best = max(filled, key=_known)
    if _known(best) >= 2 or (_known(best) == 1 and best is filled[0]):
        return best
    widths = sorted(_width(line) for line in filled)
    usual = widths[len(widths) // 2]
    return next(line for line in filled if _width(line) >= usual)


def _known(line: Line) -> int:
    return len({field.name for cell in line.cells if (field := field_for_heading(cell))})


def _width(line: Line) -> int:
    return sum(bool(cell.strip()) for cell in line.cells)


def headings(header: Line, sheet: Sheet) -> tuple[str, ...]:
    """A name for every column, each once: "Notes" and "Notes (2)"; a column without heading is "column H"."""
    width = max(len(line.cells) for line in sheet.lines if line.number >= header.number)
    names: list[str] = []
    for position in range(width):
        cell = header.cells[position] if position < len(header.cells) else ""
        name = " ".join(replace_control(cell)[0].split()) or f"column {letters(position)}"
        count = 1
        while (unique := name if count == 1 else f"{name} ({count})") in names:
            count += 1
        names.append(unique)
    return tuple(names)


def letters(position: int) -> str:
    """The letters over a column in a spreadsheet: 0 is A, 27 is AB."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def match(names: Sequence[str], sheet: Sheet, header: Line) -> tuple[Column, ...]:
    """What the headings mean: known words at once, close words and telling contents as guesses, the rest is kept."""
    ours = len(COUNTED.intersection(names)) > len(COUNTED) // 2
    columns = [_known_column(position, name, ours=ours) for position, name in enumerate(names)]
    columns = _first_takes(columns)
    taken = {column.target for column in columns}
    for at, column in enumerate(columns):
        if column.target != KEEP or column.how == "kept":
            continue
        if (guess := _guess(column, sheet, header)) and (guess not in taken or guess in MANY):
            columns[at] = replace(column, target=guess, how="guess")
            taken.add(guess)
        else:
            columns[at] = replace(column, how="kept")
    return tuple(columns)


def _known_column(position: int, name: str, *, ours: bool) -> Column:
    """`ours`: the sheet is our own export, whose counted columns and risk band say nothing new of anybody."""
    plain = re.sub(r" \(\d+\)$", "", name)
    if ours and (name in COUNTED or name == FIELDS["risk_band"].label):
        return Column(position, name, IGNORE, "known")
    if field := field_for_heading(name) or field_for_heading(plain):
        return Column(position, name, field.name, "known")
    return Column(position, name, KEEP, "guess")


def _first_takes(columns: Iterable[Column]) -> list[Column]:
    taken: set[str] = set()
    found = []
    for column in columns:
        if column.target in FIELDS and column.target in taken and column.target not in MANY:
            column = replace(column, target=KEEP, how="kept")
        taken.add(column.target)
        found.append(column)
    return found


def _guess(column: Column, sheet: Sheet, header: Line) -> str:
    cells = [line.cells[column.position].strip() for line in sheet.lines
             if line.number > header.number and column.position < len(line.cells)]  # fmt: skip
    cells = [cell for cell in cells if cell][:200]
    if not cells:
        return ""
    if _share(cells, nhs_number) > 0.8:
        return "nhs_number"
    if _share(cells, postcode) > 0.8:
        return "postcode"
    return _closest(column.heading)


def _share(cells: Sequence[str], read: Callable[[str], str]) -> float:
    """How many of the cells a reader takes, 0 to 1."""
    return sum(_takes(read, cell) for cell in cells) / len(cells)


def _takes(read: Callable[[str], str], cell: str) -> bool:
    try:
        return bool(read(cell))
    except Refused:
        return False


def _closest(heading: str) -> str:
    from rapidfuzz import fuzz, process

    key = heading_key(heading)
    if len(key) < 4:
        return ""
    words = {heading_key(word): field.name for field in FIELDS.values() for word in (field.label, *field.synonyms)}
    long_words = [word for word in words if len(word) > 3]
    found = process.extractOne(key, long_words, scorer=fuzz.ratio, score_cutoff=SURE_ENOUGH)
    return words[found[0]] if found else ""


def choose(found: Layout, chosen: Mapping[str, str], *, how: How = "chosen") -> Layout:
    """The layout with what someone chose: heading -> field name, "keep" or "ignore".

    Headings match in any case and punctuation. Raises Unreadable for a heading or a field that is not there.
    """
    by_key = {heading_key(column.heading) or column.heading: column.position for column in found.columns}
    columns = list(found.columns)
    for heading, target in chosen.items():
        position = by_key.get(heading_key(heading) or heading)
        if position is None:
            raise Unreadable(f"The map names a column that this sheet has not: {heading!r}.")
        columns[position] = replace(columns[position], target=_target(target), how=how)
    keys = {heading_key(heading) or heading for heading in chosen}
    claimed = {column.target for column in columns if (heading_key(column.heading) or column.heading) in keys}
    columns = [
        replace(column, target=KEEP, how="kept")
        if column.target in claimed - MANY - {KEEP, IGNORE}
        and (heading_key(column.heading) or column.heading) not in keys
        else column
        for column in columns
    ]
    return replace(found, columns=tuple(columns))


def _target(word: str) -> str:
    if word in (KEEP, IGNORE) or word in FIELDS:
        return word
    if field := field_for_heading(word):
        return field.name
    raise Unreadable(f"The map names a field that caretui has not: {word!r}. The fields are: {', '.join(FIELDS)}.")


def without_guesses(found: Layout) -> Layout:
    """The layout with guesses kept on the person instead: what a command does, where nobody can say yes."""
    return replace(
        found,
        columns=tuple(
            replace(column, target=KEEP, how="kept") if column.how == "guess" else column for column in found.columns
        ),
    )


def signature(found: Layout) -> str:
    """A name for this set of headings, under which the mapping is remembered; the order counts, the rows do not."""
    return hashlib.sha256("\n".join(heading_key(column.heading) for column in found.columns).encode()).hexdigest()[:32]


def chosen_of(found: Layout) -> dict[str, str]:
    """What would have to be chosen again to come to the same layout."""
    return {column.heading: column.target for column in found.columns}


def read_map(path: Path) -> dict[str, str]:
    """A map file: TOML or JSON, heading -> field name, "keep" or "ignore", plain or under `columns`.

    Raises Unreadable when it is not there or says anything else.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except OSError:
        raise Unreadable("The map file cannot be read.") from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Unreadable("The map file is neither TOML nor JSON.") from None
    columns = found.get("columns", found)
    if not isinstance(columns, dict) or not all(isinstance(target, str) for target in columns.values()):
        raise Unreadable('The map file must say: heading = "field", "keep" or "ignore", under [columns].')
    return {str(heading): str(target) for heading, target in columns.items()}


def as_map(found: Layout) -> str:
    """The layout as a map file (TOML), with each guess marked for whoever reads it."""
    lines = ["# heading = field, keep (on the person, as from your sheet) or ignore", "[columns]"]
    for column in found.columns:
        remark = "  # a guess" if column.how == "guess" else ""
        lines.append(f"{json.dumps(column.heading, ensure_ascii=False)} = {json.dumps(column.target)}{remark}")
    return "\n".join(lines) + "\n"
