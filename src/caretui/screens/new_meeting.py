"""Making a meeting, alone or as a series, and changing one that is to come."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from textual.app import ComposeResult

from caretui.care.dates import is_timed, read_moment, say_full_date
from caretui.care.recurrence import read_repeat
from caretui.care.refused import Refused
from caretui.commands import bindings_for
from caretui.screens.form import FormScreen
from caretui.screens.meeting_lines import span_words
from caretui.screens.register_fields import several_field
from caretui.store.queries import meetings
from caretui.store.work import Work
from caretui.widgets.choices import Choice, ChoiceField
from caretui.widgets.choose import Option
from caretui.widgets.fields import VALUE, ReadField, TextField
from caretui.widgets.line import Line
from caretui.widgets.pick import PickField

KIND = "integrated care team meeting"
TURNS = [Choice("t", "together", "together"), Choice("r", "in turn", "in turn")]
"""Several practices on one list, or one practice a time."""


class NewMeetingScreen(FormScreen):
    """Practices, when, how long, chair, place, kind, rhythm. Who waits for a meeting of them comes on it by itself."""

    BINDINGS = bindings_for("form")

    def __init__(self, practice: str | None = None, meeting: str | None = None) -> None:
        super().__init__()
        self.practice = practice
        self.meeting = meeting
        self.row: meetings.Row | None = None
        self.besides: tuple[str, ...] = ()

    def title_line(self) -> None:
        """Row 1."""
        if self.row is not None:
            words = f"{self.row.practice}  {span_words(self.row.at, self.row.minutes, self.care.today)}"
            self.top_line.show_title("MEETING", words)
        else:
            self.top_line.show_title("NEW MEETING", "integrated care team meeting")

    def body(self) -> ComposeResult:
        """The fields; of a meeting that stands only what can change."""
        con = self.care.store.read()
        self.row = meetings.meeting(con, self.meeting) if self.meeting else None
        row = self.row
        self.besides = meetings.also(con, row.id) if row else ()
        chairs = [Option(record, name, role or "") for record, name, role in meetings.professionals(con)]
        practices = [
            Option(one.id, one.name, one.locality, one.code or "") for one in meetings.practices(con, self.care.today)
        ]
        if row is None:
            yield PickField("Practice", practices, name="practice", value=self.practice, required=True)
        yield several_field(
            "Also for",
            practices,
            self.besides,
            name="also",
            hint="more practices: comma between",
            otherwise="one of these is no practice of the directory",
            width=VALUE,
        )
        at = _typed(row.at) if row else ""
        yield ReadField("When", self._read_moment, name="at", text=at, hint="e.g. tue 8 dec 13:00", required=True)
        yield TextField("Minutes", name="minutes", value=str(row.minutes if row else 60), width=8)
        chair = row.chair_professional or row.chair if row else None
        yield PickField(
            "Chair", chairs, name="chair", value=chair or None, free=lambda text: (text, "a name of your own")
        )
        yield TextField("Place", name="place", value=row.place if row else "")
        yield TextField("Kind", name="kind", value=row.kind if row else KIND, required=True)
        hint = "once; or: second Tuesday of month"
        yield ReadField("Rhythm", _read_series, name="series", text=row.series if row else "", hint=hint)
        if row is None:
            yield ChoiceField(
                "Several", TURNS, name="turns", value="together", hint="t together on one list  r in turn, a rota"
            )
        yield Line("")
        yield Line(" Whoever waits for a meeting of these practices comes on it by themselves.")

    def _read_moment(self, text: str) -> tuple[str, str]:
        now = self.care.store.wall()
        when = read_moment(text, now)
        if when is None and self.row is not None and text.strip() == _typed(self.row.at):
            when = datetime.fromisoformat(self.row.at)
        if when is None:
            raise Refused("not read as a day and time to come. Try tue 8 dec 13:00.")
        at = when.strftime("%Y-%m-%dT%H:%M")
        return at, f"{say_full_date(when.date())} {when:%H:%M}" if is_timed(at) else "its time is to be set"

    def save(self, values: Mapping[str, Any]) -> bool:
        """Make it, or move it and set its chair."""
        from caretui.store.changes import meetings as changes

        con, today = self.care.store.read(), self.care.today
        known = {record: name for record, name, _ in meetings.professionals(con)}
        chair = values["chair"]
        who = {"chair": known.get(chair, chair), "chair_professional": chair if chair in known else None}
        minutes = int(values["minutes"]) if values["minutes"].isdecimal() else 0
        if not 1 <= minutes <= 1440:
            self.say("Minutes: a whole number, 1 to 1440.")
            return False
        also = (values["also"] or "").split()
        more = {"minutes": minutes, "place": values["place"], "kind": values["kind"], "also": also, "today": today}
        if self.row is not None:
            if self._changed_meanwhile(self.row.id):
                return False
            record, series = self.row.id, values["series"]

            def change(work: Work) -> None:
                changes.move(work, record, values["at"], today=today)
                changes.set_chair(work, record, who["chair"], who["chair_professional"])
                changes.arrange(work, record, series=series, **more)

            return self.write("changed a meeting", change, "Meeting changed; its list goes along.")
        more |= {"practice": values["practice"], **who}
        if values["turns"] == "in turn":
            if not (values["series"] and also):
                self.say("A rota needs a rhythm, and more practices in Also for.")
                return False
            round_of = dict.fromkeys((more.pop("practice"), *also))
            make = partial(changes.schedule_rota, practices=tuple(round_of), series=values["series"])
            return self.write(
                "made a rota", partial(make, first=values["at"], **more | {"also": ()}), "The rota is made."
            )
        if values["series"]:
            make = partial(changes.schedule_series, series=values["series"], first=values["at"], **more)
            return self.write("made meetings", make, "The next six meetings are made.")
        return self.write("made a meeting", partial(changes.schedule, at=values["at"], **more), "Meeting made.")

    def _changed_meanwhile(self, record: str) -> bool:
        """Whether another lead has changed the meeting since it was opened here: said, and saved over only by F2 again."""
        con = self.care.store.read()
        now, was = meetings.meeting(con, record), (self.row, self.besides)
        self.row, self.besides = now, meetings.also(con, record)
        if now is None or was[0] is None:
            self.say("This meeting is not there any more.")
            return True
        names = ("at", "minutes", "chair", "place", "kind", "series")
        said = [
            str(getattr(now, name)).replace("T", " ") or f"no {name}"
            for name in names
            if getattr(now, name) != getattr(was[0], name)
        ]
        if self.besides != was[1]:
            said.append("other practices")
        if said:
            self.say(f"Changed meanwhile: {', '.join(said)}. F2 saves yours over it, Esc leaves it.")
        return bool(said)


def _typed(at: str) -> str:
    """`Tue 8 Dec 2026 13:00`; the day alone while its time is to be set."""
    return f"{say_full_date(date.fromisoformat(at[:10]))} {at[11:] if is_timed(at) else ''}".rstrip()


def _read_series(text: str) -> tuple[str, str]:
    repeat = read_repeat(text)
    if repeat is None:
        raise Refused("not read as a rhythm. Try: second Tuesday of month.")
    return repeat.words, f"{repeat.words}; on a bank holiday the working day after"
