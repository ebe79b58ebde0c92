"""h: into hospital, or home again; attendances and call-outs are written down too."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from textual import on
from textual.app import ComposeResult

from caretui.care.dates import say_date, to_instant
from caretui.care.hospital_words import EVENT_HINTS, EVENT_KEYS, read_event_time
from caretui.care.refused import Refused
from caretui.screens.contact_fields import letters
from caretui.screens.form import FormScreen
from caretui.screens.identity import identity, warning_rows
from caretui.store.database import Connection
from caretui.store.errors import StoreError
from caretui.store.journal import new_id
from caretui.store.queries import hospital as reads
from caretui.store.queries import person as people
from caretui.widgets.choices import ChoiceField
from caretui.widgets.fields import Field, ReadField, TextField
from caretui.widgets.line import Block


class HospitalScreen(FormScreen):
    """What happened, when, where, why. Of somebody who is in hospital `home` is the first guess."""

    def __init__(self, person: str) -> None:
        super().__init__()
        self.person = person
        self.draft = new_id()

    def body(self) -> ComposeResult:
        """Four fields, and the events before."""
        store = self.care.store
        con, now = store.read(), store.wall()
        self.standing = reads.standing(con, self.person)
        places = reads.places(con)
        self.what = ChoiceField(
            "What",
            letters(EVENT_KEYS, EVENT_HINTS),
            name="what",
            value="home" if self.standing.since else None,
            required=True,
        )
        yield self.what
        yield ReadField(
            "When", lambda text: read_event_time(text, now), name="when", hint="now, or type: 02:40, yday 1650, tue"
        )
        yield TextField(
            "Where",
            name="place",
            value=self.standing.hospital or (places[0] if places else ""),
            hint=" / ".join(places[:3]) if len(places) > 1 else "",
            width=32,
        )
        yield TextField("Why", name="reason", most=2000)
        yield Block(["", *self._before(con)])

    def _before(self, con: Connection) -> list[str]:
        rows = [" BEFORE"] if (events := reads.of_person(con, self.person)) else [" Nothing was written down before."]
        for event in events[:8]:
            until = f", out {self._day(event.discharged_at)}" if event.discharged_at else ""
            where = ", ".join(part for part in (event.place, event.note) if part)
            rows.append(f"   {self._day(event.at):<12} {event.kind}{until}{': ' if where else ''}{where}")
        return rows

    def _day(self, at: str | None) -> str:
        return say_date(date.fromisoformat((at or "")[:10]), self.care.today) if at else ""

    def title_line(self) -> None:
        """Who it is about."""
        strip = people.strip(self.care.store.read(), self.person, self.care.store.viewer, self.care.today)
        if strip:
            rows = warning_rows(strip, self.care.today, self.app.size.width)
            self.show_person(identity(strip.who, self.care.today), rows, before="HOSPITAL")

    def on_mount(self) -> None:
        """A kept draft goes on."""
        kept = [one for one in self.care.store.drafts() if one.form == "hospital" and one.about == self.person]
        if kept:
            self.draft = kept[0].id
            for name, field in self.fields.items():
                if isinstance(field, TextField):
                    field.set_text(str(kept[0].value.get(name) or ""))
                elif isinstance(field, ChoiceField) and kept[0].value.get(name):
                    field.pick(kept[0].value[name])

    @on(Field.Changed)
    def home_has_no_place(self, event: Field.Changed) -> None:
        """Home asks no place."""
        if event.field is self.what:
            self.fields["place"].display = self.fields["reason"].display = self.what.value != "home"

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """What is typed."""
        typed = {name: field.input.value for name, field in self.fields.items() if isinstance(field, TextField)}
        self.care.store.draft(self.draft, "hospital", typed | {"what": self.what.value}, about=self.person)

    def save(self, values: Mapping[str, Any]) -> bool:
        """The event and since when, in one unit."""
        from caretui.store.changes import hospital

        store = self.care.store
        when = values["when"] or store.wall()
        at = to_instant(when) if isinstance(when, datetime) else when.isoformat()
        home = values["what"] == "home"
        try:
            with store.work("home from hospital" if home else "a hospital event") as work:
                if home:
                    hospital.home(work, person=self.person, at=at)
                else:
                    hospital.event(
                        work,
                        person=self.person,
                        kind=values["what"],
                        at=at,
                        place=values["place"] or None,
                        reason=values["reason"] or None,
                    )
        except (Refused, StoreError) as refusal:
            self.say(f"Not saved: {refusal}.")
            return False
        store.drop_draft(self.draft)
        who = people.who(store.read(), self.person)
        what = "home from hospital" if home else values["what"]
        self.care.saved(f"Saved {store.wall():%H:%M}. {who.name if who else ''}: {what}.", work.unit)
        return True
