"""The fields of the contact form: a letter or digit says it, typed words show how they are read."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from textual.app import ComposeResult

from caretui.care.contact_words import METHOD_KEYS, how_words, read_when, say_when
from caretui.care.lines import Party, Understood, read_who, understand
from caretui.care.refused import Refused
from caretui.store.queries.around import Around
from caretui.widgets.choices import Choice, ChoiceField, DigitChoice
from caretui.widgets.fields import ReadField
from caretui.widgets.line import Line
from caretui.widgets.safe import cut, plain, width_of

HINTS = 45
"""Cells of the hints at 80 columns."""
FEW = 4
"""The person and so many but one of the circle have their digit whatever may be told to whom."""
HOW_HINT = "f face to face  t telephone  v video  x text\ne email  l letter  m meeting   (T: they rang)"
WHEN_HINT = "now, or type: 8:15, yday 1650, tue 9"
WHO_HINT = "or a colleague; their agency as at that date"
MAY_TELL = {"may be told": "may be told all", "may be told: everything": "may be told all"}


def letters(keys: dict[str, str], hints: dict[str, str] | None = None) -> list[Choice]:
    """Choices of a word list by their letters."""
    return [Choice(key, word, word, (hints or {}).get(word, "")) for key, word in keys.items()]


class HowField(ChoiceField):
    """How, and who came to whom: small letters are ours, CAPITALS theirs."""

    def __init__(self) -> None:
        super().__init__("How", letters(METHOD_KEYS), name="how", capitals=True, hint=HOW_HINT, required=True)

    @property
    def direction(self) -> str:
        """`in` when they came to us."""
        return "in" if self.capital else "out"

    def _show(self) -> None:
        self.picker.show(how_words(self.value, self.direction) if self.value else "")


class WithField(DigitChoice):
    """Who was spoken with: the person, their circle by digits, 0 somebody else. `value`: (words, id in the circle)."""

    def __init__(
        self, called: str, circle: Sequence[Around], *, other: Callable[[], None], extra: dict[str, Callable[[], None]]
    ) -> None:
        self.everyone = [((called, None), called, ""), *(_around(one) for one in circle)]
        super().__init__(
            "With", [(value, words) for value, words, _ in self.everyone], name="with", other=other, extra=extra
        )
        self.hint = with_hint([(words, may) for _, words, may in self.everyone])

    def _show(self) -> None:
        self.picker.show(self.value[0] if self.value else "")


def _around(one: Around) -> tuple[Any, str, str]:
    words = f"{one.name}, {one.relationship}" if one.relationship else one.name
    return (words, one.id), words, MAY_TELL.get(one.may_tell, one.may_tell.removeprefix("may be told: "))


def with_hint(people: Sequence[tuple[str, str]]) -> str:
    """`1 Al  2 Karen, daughter: may be told all` in two rows; whoever doesn't fit is reached by 0.

    What may be told comes before the digits of those after the first few.
    """
    for count in range(min(len(people), 9), FEW - 1, -1):
        whole = [_piece(place, name, may) for place, (name, may) in enumerate(people[:count], 1)]
        if len(_rows(whole)) <= 2:
            return "\n".join(_rows(whole))
    pieces = [_piece(place, name, "") for place, (name, _) in enumerate(people[:9], 1)]
    while len(_rows(pieces)) > 2:
        pieces.pop()
    for place, (name, may) in enumerate(people[: len(pieces)]):
        fuller = [*pieces]
        fuller[place] = _piece(place + 1, name, may)
        if len(_rows(fuller)) <= 2:
            pieces = fuller
    return "\n".join(_rows(pieces))


def _piece(place: int, name: str, may: str) -> str:
    short = plain(name)
    if width_of(short) > 24:
        short = short.partition(",")[0]
    short = short if width_of(short) <= 24 else cut(short, 24)
    return f"{place} {short}" + (f": {may}" if may else "")


def _rows(pieces: Sequence[str]) -> list[str]:
    rows = [""]
    for piece in [*pieces, "0 other"]:
        if rows[-1] and width_of(rows[-1]) + 2 + width_of(piece) > HINTS:
            rows.append("")
        rows[-1] += ("  " if rows[-1] else "") + piece
    return rows


class WhenField(ReadField):
    """When it happened; the time of opening stands until another is typed."""

    def __init__(self, now: datetime, at: datetime) -> None:
        self.now = now
        start = say_when(at, now)

        def reader(text: str) -> tuple[datetime, str]:
            if text == start:
                return at, WHEN_HINT
            return read_when(text, now)

        super().__init__("When", reader, name="when", text=start, hint=WHEN_HINT)

    @property
    def at(self) -> datetime:
        """The wall time that it means."""
        return self.value or self.now


class WhoField(ReadField):
    """Who did it: me, or the start of a colleague's name; `agency_of(id)` is where they worked then."""

    def __init__(self, colleagues: Sequence[Party], me: Party, agency_of: Callable[[str | None], str]) -> None:
        def reader(text: str) -> tuple[Party, str]:
            party = read_who(text, colleagues, me)
            if party.id == me.id:
                return party, WHO_HINT
            return party, f"{party.name}, {agency_of(party.id) or 'no agency'}"

        super().__init__("Who", reader, name="who", text="me", hint=WHO_HINT)


class NextField(ReadField):
    """The next step as a typed line; its reading stands on the row below, which the form puts there (`hints`)."""

    def __init__(
        self, parties: Sequence[Party], me: Party, today: date, *, objects: Callable[[Party | None], bool]
    ) -> None:
        """`objects(owner)`: does somebody whom the contact is about object to the owner's being told?"""

        def reader(text: str) -> tuple[Understood, str]:
            step = understand(text, parties=parties, today=today, me=me)
            if not step.complete:
                raise Refused(f"{step.reading(today)} (type more)" if step.candidates else "what is to be done?")
            if objects(step.owner):
                return step, f"OBJECTS, ask first: {step.reading(today)}"
            return step, f"{step.reading(today)}       (action)"

        super().__init__("Next", reader, name="next", width=67)

    def compose(self) -> ComposeResult:
        """Label and line; the reading is a row of its own."""
        yield self.mark
        self.input.styles.width = "1fr"
        yield self.input

    @property
    def reading(self) -> Line:
        """The row of the reading."""
        return self.hints

    def read(self, text: str) -> None:
        """Indented under the line."""
        super().read(text)
        words = self.hints.words
        self.hints.show(f"            {words}" if isinstance(words, str) and words.strip() else "")
