"""The rows of the huddle: four headings, next steps, the decision. What is long gives way to what must be seen."""

from collections.abc import Sequence
from datetime import date, datetime

from caretui.care.agenda import NO_REASON, lacks_reason
from caretui.care.dates import months_after, say_date, say_full_date
from caretui.lean import dataclass
from caretui.store.queries.agenda import Item
from caretui.store.queries.huddle import Page, Step
from caretui.store.queries.since import Decided
from caretui.widgets.line import Cell, Words
from caretui.widgets.safe import cut, plain, width_of, wrap

LABEL = 12
WHEN = 12
OWNER = 22
LEVELS = (("1", "case-manage"), ("2", "coordinate"), ("3", "monitor"), ("4", "close"))
ONWARD = (("5", "refer"), ("6", "step up"), ("7", "step down"))
SECTIONS = (
    ("SITUATION", "", "not written down yet"),
    ("ACTION", "TO DATE", "nobody goes in, and nothing was done since"),
    ("UPDATE", "", ""),
    ("THEIR VIEW", "", "not asked yet"),
)
"""The two rows of each heading, and what stands there while there is nothing to tell."""
GROWS = (2, 0, 1, 3)
"""Which section gets the next spare row, in turn: the update first."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is chosen for an item, and what last time's decision and the next meeting are."""

    item: Item
    last: Decided | None
    next_at: str | None
    meeting_at: str
    today: date

    def rows(self) -> list[Words]:
        """DECISION, AND, BACK HERE, with brackets around what is chosen; last time's while nothing is."""
        onward = self.item.onward.split(", ")
        nothing = self.item.state == "deferred"
        back = self.item.back or "next meeting"
        rows: list[Words] = [
            _choices("DECISION", [(key, word, word == self.item.level) for key, word in LEVELS]),
            _choices("AND", [(key, word, word in onward) for key, word in ONWARD], upper=False),
            _choices(
                "BACK HERE",
                [(key, word, self._is_back(value, back)) for key, word, value in self._backs()],
                upper=False,
            ),
        ]
        if nothing:
            rows.append(Cell(" DEFERRED    not today: first on the next list. d brings them back.", "strong"))
        elif not self.item.level and self.last is not None:
            day = say_date(self.last.day, self.today)
            rows.append(f" LAST TIME   {day}: {self.last.words}.  Enter takes it and goes on")
        elif self.item.decided_why:
            rows.append(f" WHY         {self.item.decided_why}")
        elif lacks_reason(self.item.level, ""):
            rows.append(Cell(f" WHY         {NO_REASON}: 4 asks for it", "strong"))
        else:
            rows.append("")
        return rows

    def _is_back(self, value: str, back: str) -> bool:
        return bool(self.item.level) and value == back

    def _backs(self) -> list[tuple[str, str, str]]:
        following = ""
        if self.next_at:
            following = f", {say_date(datetime.fromisoformat(self.next_at).date(), self.today)}"
        later = months_after(date.fromisoformat(self.meeting_at[:10]), 3)
        return [
            ("8", f"next meeting{following}", "next meeting"),
            (
                "9",
                f"in 3 months, {say_date(later, self.today)}" if self.item.back == "3 months" else "in 3 months",
                "3 months",
            ),
            ("0", "not needed", "not needed"),
        ]


def _choices(label: str, choices: Sequence[tuple[str, str, bool]], *, upper: bool = True) -> Words:
    row: list[str | Cell] = [f" {label:<{LABEL}}"]
    for key, word, chosen in choices:
        row.append(Cell(f"[{key} {word.upper() if upper else word}]", "strong") if chosen else f"{key} {word}")
        row.append("   ")
    return row


def page_rows(page: Page, decisions: Decisions, guests: str, width: int, height: int) -> list[Words]:
    """`height` rows from row 2: who coordinates, the headings, next steps, the decision at its fixed place."""
    lead = f"   lead {page.item.lead_name}" if page.item.lead_name else ""
    rows = _head(page, lead, guests, width)
    decided = decisions.rows()
    room = height - len(rows) - len(decided) - 3  # blank rows, and the last one, over which the typed line lies
    steps = page.steps
    wanted = min(max(len(steps), 1), max(4, room // 3))
    sections = _sections(page, width, room - wanted)
    spare = height - len(rows) - sum(map(len, sections)) - len(decided) - 2 - max(len(steps), 1)
    between: list[Words] = [""] if spare >= len(sections) + 2 else []  # where there is room, air: it is read from afar
    for section in sections:
        rows += [*section, *between]
    if not between:
        rows.append("")
    rows += _steps(steps, max(wanted, height - len(decided) - 1 - len(rows)), width)
    rows += [""] * (height - len(decided) - 1 - len(rows))
    return [*rows[: height - len(decided) - 1], *decided, ""]


def _head(page: Page, lead: str, guests: str, width: int) -> list[Words]:
    """Who coordinates, and whose guest is here: in one row where it fits, always in two."""
    nobody = page.coordinator.isupper()
    words = f"{page.coordinator if nobody else f'Coordinator {page.coordinator}'}{lead}"
    if page.item.date_of_death:
        words = f"Died {say_full_date(date.fromisoformat(page.item.date_of_death))}.  {words}"
    first = Cell(f" {words}", "strong" if nobody else "")
    if not guests:
        return [first, ""]
    if width_of(plain(words)) + len(guests) + 6 <= width:
        return [[first, f".    {guests}"], ""]
    return [first, f" {guests}"]


def _sections(page: Page, width: int, room: int) -> list[list[Words]]:
    """The four headings: each one row at least, the rest by turns while there is room."""
    parts = (page.situation, page.to_date, page.update, page.view)
    texts = [part or nothing for part, (_, _, nothing) in zip(parts, SECTIONS, strict=True)]
    wrapped = [wrap(" ".join(text.split()), width - LABEL - 2) for text in texts]
    least = [2 if second else 1 for _, second, _ in SECTIONS]
    given = list(least)
    spare = room - sum(given)
    while spare > 0:
        hungry = [place for place in GROWS if given[place] < len(wrapped[place])]
        if not hungry:
            break
        for place in hungry[:spare]:
            given[place] += 1
        spare -= len(hungry[:spare])
    sections: list[list[Words]] = []
    for (first, second, _), lines, count in zip(SECTIONS, wrapped, given, strict=True):
        rows: list[Words] = []
        shown = _cut(lines, max(count, 1), width - LABEL - 2)
        shown += [""] * ((2 if second else 1) - len(shown))
        labels = [first, second]
        for place, line in enumerate(shown):
            label = labels[place] if place < len(labels) else ""
            rows.append([Cell(f" {label:<{LABEL}}", "strong"), line])
        sections.append(rows)
    return sections


def _cut(lines: list[str], count: int, width: int) -> list[str]:
    """The first lines; the last of them says by `~` that there is more."""
    if len(lines) <= count:
        return list(lines)
    return [*lines[: count - 1], f"{cut(lines[count - 1], width - 2).rstrip(' ~')} ~"]


def _steps(steps: Sequence[Step], room: int, width: int) -> list[Words]:
    """Late first, what was agreed here last and always in sight."""
    if not steps:
        return [[Cell(" NEXT STEPS  ", "strong"), "none open.  a asks somebody to do something"]]
    shown = list(steps)
    if len(shown) > room:
        new = [one for one in shown if one.new][-max(room - 2, 1) :]
        old = [one for one in shown if not one.new][: max(room - 1 - len(new), 0)]
        shown = [*old, *new]
    rows: list[Words] = []
    for place, one in enumerate(shown):
        label = "NEXT STEPS" if place == 0 else ""
        label = f" {label:<{LABEL}}" if not one.new or place == 0 else f"{'new':>{LABEL - 2}}   "
        what = cut(one.what, width - LABEL - 1 - WHEN - OWNER - 2).rstrip()
        rows.append(
            [
                Cell(label, "strong"),
                Cell(cut(one.when, WHEN), "late" if one.late else ""),
                cut(one.owner, OWNER),
                " ",
                what,
            ]
        )
    if len(shown) < len(steps):
        rows.append(f" {'':<{LABEL}}and {len(steps) - len(shown)} more")
    return rows
