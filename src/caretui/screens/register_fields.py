"""From what a register asks (care/registers) to fields of a form, and from what was typed back to its columns."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from caretui.care.actions import repeat_columns
from caretui.care.dates import say_birth, say_full_date, wall
from caretui.care.identifiers import spoken_nhs
from caretui.care.registers import Asked, columns
from caretui.care.registers.typed import Reader, reader
from caretui.care.vocabulary import ETHNIC_CATEGORIES
from caretui.store.database import Connection
from caretui.store.queries import directory, plan
from caretui.store.queries.summary import pattern
from caretui.widgets.choose import Option
from caretui.widgets.fields import BESIDE_LONG, Field, NoteArea, ReadField, TextField
from caretui.widgets.pick import PickField, several

YES_NO = (Option(True, "yes"), Option(False, "no"))
HINT = 31
"""Cells of a hint in 80 columns."""


def preset(entity: str, today: date) -> dict[str, Any]:
    """What a new record says before anybody types: today, for everyone, reviewed within a year."""
    day = today.isoformat()
    known: Mapping[str, dict[str, Any]] = {
        "warning": {
            "kind": "other",
            "audience": "everyone",
            "review_on": (today + timedelta(days=365)).isoformat(),
        },
        "involvement": {"started": day, "stage_since": day},
        "sharing": {"since": day},
        "baseline": {"phase": "before", "what": "hospital visits or admissions"},
        "agency": {"kind": "other"},
        "practice": {"status": "active", "meeting_status": "not started"},
        "member": {"role": "coordinator"},
    }
    return dict(known.get(entity, {}))


def make_field(asked: Asked, stand: Mapping[str, Any], con: Connection, today: date, person: str | None) -> Field:
    """The field for a question; `stand` holds the register's columns as they stand."""
    name, label, value = asked.name, asked.label, stand.get(asked.name)
    if asked.kind == "note":
        return NoteArea(label, name=name, value=value or "")
    if asked.kind == "text":
        return TextField(label, name=name, value=value or "", hint=asked.hint, required=asked.required, most=5000,
                         width=BESIDE_LONG if asked.hint else None)  # fmt: skip
    if asked.kind in ("choice", "flag", "record", "party", "agencies"):
        return _picking(asked, stand, con, person)
    read, text = _reading(asked, stand, today)
    return ReadField(
        label, read, name=name, text=text, hint=asked.hint or " ", required=asked.required, width=BESIDE_LONG
    )


def typed_columns(asked: Asked, value: Any) -> dict[str, Any]:
    """The columns that a field's value fills, as JSON scalars."""
    if asked.kind == "pattern":
        return pattern_columns(value)
    if asked.kind == "repeat":
        return dict(zip(columns(asked), repeat_columns(value), strict=True))
    if asked.kind == "party":
        party = value or directory.Party("", "", "")
        found: dict[str, Any] = {"agency": party.agency, "professional": party.professional, "circle": party.circle}
        return {asked.name_field: party.name, **found} if asked.name_field else found
    if isinstance(value, date):
        return {asked.name: value.isoformat()}
    if asked.kind == "flag":
        return {asked.name: bool(value)}
    return {asked.name: None if value == "" else value}


def pattern_columns(value: Any) -> dict[str, str | None]:
    """The columns of a rhythm: days and time of a weekly one; words of another."""
    if value is None:
        return {"days": None, "time": None, "words": None}
    days = "".join("x" if day in value.days else "." for day in range(7)) if value.every_week else None
    return {"days": days, "time": value.time or None, "words": None if value.every_week else value.words}


def said(asked: Asked, stand: Mapping[str, Any], con: Connection) -> str:
    """The value of a question in words, for showing two versions under each other."""
    if asked.kind == "pattern":
        return pattern(stand.get("days"), stand.get("time"), stand.get("words")).text
    if asked.kind == "record":
        return _name_of(con, asked.of, stand.get(asked.name))
    if asked.kind == "repeat":
        return _rhythm(stand)
    if asked.kind == "party":
        names = (directory.name_of(con, kind, stand.get(kind)) for kind in ("circle", "professional", "agency"))
        return stand.get(asked.name_field) or next(filter(None, names), "")
    value = stand.get(asked.name)
    if value is None or value == "":
        return ""
    if asked.kind in ("past", "day", "birth", "review"):
        return say_full_date(date.fromisoformat(value))
    if asked.kind == "flag":
        return "yes" if value else "no"
    if asked.kind in ("appointment", "happened"):
        return _moment_said(value)
    return spoken_nhs(value) if asked.kind == "nhs" else str(value)


def _picking(asked: Asked, stand: Mapping[str, Any], con: Connection, person: str | None) -> PickField:
    name, label = asked.name, asked.label
    if asked.kind == "flag":
        return PickField(label, YES_NO, name=name, value=bool(stand.get(name)), hint="y or n", width=BESIDE_LONG)
    if asked.kind == "record":
        options = _records(con, asked.of, person)
        held = stand.get(name)
        if held and not any(option.value == held for option in options):
            options.append(Option(held, _name_of(con, asked.of, held), "closed or left"))
        hint = asked.hint or ("start of its name; Down lists" if options else "none yet: 5 Directory, + adds")
        return PickField(label, options, name=name, value=held, hint=hint, required=asked.required, width=BESIDE_LONG)
    if asked.kind == "party":
        return _party(asked, stand, con, person)
    if asked.kind == "agencies":
        return _agencies(asked, stand, con)
    if asked.name == "ethnic_category":
        codes = [Option(code, words, code, find=code) for code, words in ETHNIC_CATEGORIES.items()]
        return PickField(
            label, codes, name=name, value=stand.get(name), hint="words or code; Down lists", width=BESIDE_LONG
        )
    options = [Option(choice, choice) for choice in asked.choices]
    return PickField(
        label,
        options,
        name=name,
        value=stand.get(name),
        free=(lambda typed: (typed, "")) if asked.free else None,
        hint=asked.hint or _few(asked.choices),
        required=asked.required,
        width=BESIDE_LONG,
    )


def _records(con: Connection, of: str, person: str | None) -> list[Option]:
    """What a record can be picked from: the person's own needs and goals, else the directory."""
    if of in plan.OF_PERSON:
        return [Option(record, words) for record, words in plan.options(con, of, person or "")]
    if of == "circle":
        return [Option(one.circle, one.words) for one in directory.parties(con, person or "") if one.circle]
    return [Option(one.id, one.words, one.right) for one in directory.choices(con, of)]


def _name_of(con: Connection, of: str, record: str | None) -> str:
    return plan.words_of(con, of, record) if of in plan.OF_PERSON else directory.name_of(con, of, record)


def _few(choices: Sequence[str]) -> str:
    """The choices, or the first of them: as many as a row of 80 holds."""
    if len(whole := ", ".join(choices)) <= HINT:
        return whole
    shown = ""
    for choice in choices:
        longer = f"{shown}, {choice}" if shown else choice
        if len(longer) > HINT - len("... Down"):
            break
        shown = longer
    return f"{shown}... Down" if shown else "Down lists them"


def _party(asked: Asked, stand: Mapping[str, Any], con: Connection, person: str | None) -> PickField:
    options = [Option(party, party.words, party.right) for party in (directory.parties(con, person) if person else ())]
    held = directory.Party("", "", "")
    for option in options:
        party = option.value
        if any(
            stand.get(kind) and stand[kind] == getattr(party, kind) for kind in ("agency", "professional", "circle")
        ):
            named = stand.get(asked.name_field) if asked.name_field else None
            held = directory.Party(
                named or party.words, party.right, named or party.name, party.agency, party.professional, party.circle
            )
            options = [Option(held, held.words, held.right) if option is other else other for other in options]
            break
    free = None
    if asked.name_field:

        def free(typed: str) -> tuple[Any, str]:
            return directory.Party(typed, "", typed), "by this name, not in the directory"

        if not held.name and stand.get(asked.name_field):
            held = directory.Party(stand[asked.name_field], "", stand[asked.name_field])
            options.append(Option(held, held.words))
    value = held if held.name else None
    return PickField(
        asked.label,
        options,
        name=asked.name,
        value=value,
        free=free,
        hint=asked.hint,
        required=asked.required,
        width=BESIDE_LONG,
        loose=True,
    )


def _agencies(asked: Asked, stand: Mapping[str, Any], con: Connection) -> PickField:
    """Several agencies, a comma between: `value` holds their ids, a space between."""
    options = [Option(one.id, one.words, one.right) for one in directory.choices(con, "agency")]
    held = (stand.get(asked.name) or "").split()
    return several_field(asked.label, options, held, name=asked.name, hint=asked.hint, otherwise=NO_AGENCY)


NO_AGENCY = "one of these is no agency of the directory"


def several_field(
    label: str,
    options: Sequence[Option],
    held: Sequence[str],
    *,
    name: str,
    hint: str,
    otherwise: str,
    width: int = BESIDE_LONG,
) -> PickField:
    """A field for several of the options, a comma between; `held`: the values that stand."""
    field = PickField(label, options, name=name, free=several(options, otherwise), hint=hint, width=width)
    names = {option.value: option.words for option in options}
    if text := ", ".join(names[value] for value in held if value in names):
        field.input.value = text
        field.read(text)
    return field


def _reading(asked: Asked, stand: Mapping[str, Any], today: date) -> tuple[Reader, str]:
    """(reader, the text that stands) of a typed value."""
    read, stands = reader(asked.kind, today), _as_typed(asked, stand)
    if asked.kind in ("appointment", "happened") and stands:  # to the minute in the text, to the second in the value
        value = stand[asked.name]
        return lambda typed: (value, stands) if typed == stands else read(typed), stands
    return read, stands


def _as_typed(asked: Asked, stand: Mapping[str, Any]) -> str:
    """What stands, as it is typed again."""
    value = stand.get(asked.name)
    if asked.kind == "pattern":
        has = any(stand.get(column) for column in columns(asked))
        return pattern(stand.get("days"), stand.get("time"), stand.get("words")).text if has else ""
    if asked.kind == "repeat":
        return _rhythm(stand)
    if value is None or value == "":
        return ""
    if asked.kind == "birth":
        return say_birth(date.fromisoformat(value))
    if asked.kind in ("past", "day", "review"):
        return say_full_date(date.fromisoformat(value))
    if asked.kind in ("appointment", "happened"):
        return _moment_said(value)
    return spoken_nhs(value) if asked.kind == "nhs" else str(value)


def _moment_said(value: str) -> str:
    """An instant, a wall moment or a day as it is typed again: `Mon 23 Nov 2026 10:30`."""
    if len(value) == 10:
        return say_full_date(date.fromisoformat(value))
    at = wall(value) if value.endswith("Z") else datetime.fromisoformat(value)
    return f"{say_full_date(at.date())} {at:%H:%M}"


def _rhythm(stand: Mapping[str, Any]) -> str:
    """`every 2 weeks until review`, as it is typed."""
    words, until = stand.get("repeat"), stand.get("repeat_until")
    end = until if not until or until == "review" else say_birth(date.fromisoformat(until))
    return f"{words} until {end}" if words and end else words or ""
