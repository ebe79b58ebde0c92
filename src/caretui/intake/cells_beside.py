"""Reads the cells that say what stands beside a person: conditions, relatives, visits, actions, comments."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from caretui.care import dates
from caretui.care.fields import heading_key
from caretui.care.identifiers import fold, phone
from caretui.care.vocabulary import PROGRAMMES
from caretui.intake.mapping import Column
from caretui.intake.row import NAME_LENGTH, Reader, Row, day_number, no_day, nothing, one_line, pieces
from caretui.intake.said_how import date_and_words, said_how


def _conditions(row: Row, column: Column, words: str) -> None:
    names = [name for name in pieces(words, r"\n;,") if not nothing(name)]
    if any(len(name) > NAME_LENGTH for name in names):
        row.keep(column, words)
        return
    for name in names:
        row.tell("condition", name, name=name)


_WARNING_SIGNS = (
    ("safeguarding", ("safeguard",)),
    ("allergy", ("allerg", "anaphyla")),
    ("do not visit alone", ("alone", "lone work", "two staff", "double up")),
    ("violence or aggression", ("violen", "aggress", "assault", "threat")),
    ("falls", ("fall",)),
    ("dog", ("dog",)),
    ("fire or smoking", ("smok", "oxygen", "fire")),
    ("infection", ("mrsa", "infect", "covid")),
)
_GENERAL = frozenset(
    {"warnings", "warning", "alerts", "alert", "risks", "hazards", "flags", "risknotes", "staffsafety"}
)


def _warnings(row: Row, column: Column, words: str) -> None:
    """A warning for those who visit; an allergy is for everyone, safeguarding for the coordinator only."""
    if nothing(words) or heading_key(words) in ("no", "n"):
        return
    if heading_key(column.heading) not in _GENERAL:
        words = f"{column.heading}: {words}"
    said = fold(words)
    kind = next((kind for kind, signs in _WARNING_SIGNS if any(sign in said for sign in signs)), "other")
    audience = {"safeguarding": "coordinator only", "allergy": "everyone"}.get(kind, "staff who visit")
    row.tell("warning", words, kind=kind, words=words, audience=audience)


def _programmes(row: Row, column: Column, words: str) -> None:
    known = {heading_key(programme): programme for programme in PROGRAMMES}
    names = pieces(words, r"\n;,")
    for name in names:
        if programme := known.get(heading_key(name)):
            row.tell("involvement", programme, programme=programme)
    if any(heading_key(name) not in known for name in names):
        row.keep(column, words)


def _kin(row: Row, column: Column, words: str) -> None:
    if nothing(words):
        return
    if "circle" in row.parts:
        row.keep(column, words)
        return
    row.parts["circle"] = one_line(words)
    row.parts["circle heading"] = heading_key(column.heading)


def _kin_phone(row: Row, column: Column, words: str) -> None:
    if not nothing(words):
        row.parts["circle phone"] = phone(words)[0]


def _identifier(row: Row, column: Column, words: str) -> None:
    row.tell("identifier", column.heading + words, kind=column.heading, value=one_line(words))


def _when(row: Row, column: Column, words: str) -> str:
    return re.sub(r"(\d)T(\d\d:\d\d)(:\d\d)?$", r"\1 \2", day_number(row, column, words))


def _last_visit(row: Row, column: Column, words: str) -> None:
    if nothing(words):
        return
    at, said = dates.read_past_moment(_when(row, column, words), row.now), ""
    if at is None:
        day, said = date_and_words(words)
        at = dates.read_past_moment(day, row.now) if day else None
    if at is None:
        row.spoil(column, words, no_day(words, "not a day gone by: write it as day/month/year"))
        return
    how = said_how(column.heading, said)
    row.tell(
        "contact",
        f"{column.heading} {at.date()}",
        at=at.isoformat(),
        method=how.method,
        direction=how.direction,
        reached=how.reached,
        note=words if said else f"{column.heading}, from your sheet",
        purpose=f"{column.heading}, from your sheet" if said else "",
    )


def _next_visit(row: Row, column: Column, words: str) -> None:
    if nothing(words):
        return
    moment, day, said = _ahead(row, column, words)
    if day is None:
        row.spoil(column, words, no_day(words, "not a day to come: write it as day/month/year"))
    elif day < row.today:
        row.keep(column, words)
        row.note(column.heading, words, "this day has gone by, so nothing was planned; kept on the person")
    else:
        call = any(word in heading_key(column.heading) for word in ("call", "phone", "tel"))
        purpose = f"{column.heading}, from your sheet" + ("" if moment else "; no time was given")
        purpose += f": {said}" if said else ""
        at = moment or datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall time has no zone
        row.tell(
            "planned",
            f"{column.heading} {at.date()}",
            heading=column.heading,
            at=f"{at:%Y-%m-%dT%H:%M}",
            kind="call" if call else "visit",
            purpose=purpose,
        )


def _actions(row: Row, column: Column, words: str) -> None:
    row.parts["actions"] = f"{row.parts.get('actions', '')}\n{words}"


def _part(name: str) -> Reader:
    def read(row: Row, column: Column, words: str) -> None:
        row.parts[name] = words
        row.parts[f"{name} heading"] = column.heading

    return read


def _meeting_day(row: Row, column: Column, words: str) -> None:
    if nothing(words):
        return
    past, at, day, said = dates.read_past_moment(_when(row, column, words), row.now), *_ahead(row, column, words)
    if past is None and day is None and (dated := date_and_words(words)[0]):
        past = dates.read_past_moment(dated, row.now)
        said = words
    heading = column.heading
    if past is not None:
        lead = f"{heading}, from your sheet"
        purpose = lead if said else ""
        key = f"{heading} {past.date()}"
        row.tell("contact", key, at=past.isoformat(), method="meeting", note=said or lead, purpose=purpose)
    elif day is not None:
        clock = f"{at:%H:%M}" if at else ""
        row.tell("meeting day", heading, day=day.isoformat(), clock=clock, heading=heading, words=words)
        if said:
            row.keep(column, words)
    else:
        row.spoil(column, words, no_day(words, "not a date: write it as day/month/year"))


def _ahead(row: Row, column: Column, words: str) -> tuple[datetime | None, date | None, str]:
    """A cell's moment to come, its day, and the whole cell where words stand beside the day."""
    for text, said in ((_when(row, column, words), ""), (date_and_words(words)[0], words)):
        if text and (at := dates.read_moment(text, row.now)) is not None:
            return at, at.date(), said
        if text and (day := dates.read_day(text, row.today)) is not None:
            return None, day, said
    return None, None, ""


def _comments(row: Row, column: Column, words: str) -> None:
    row.tell("note", column.heading + words, heading=column.heading, words=words)


READERS: Mapping[str, Reader] = {
    "conditions": _conditions,
    "warnings": _warnings,
    "programmes": _programmes,
    "next_of_kin": _kin,
    "next_of_kin_phone": _kin_phone,
    "identifier": _identifier,
    "last_visit": _last_visit,
    "next_visit": _next_visit,
    "next_call": _next_visit,
    "actions": _actions,
    "action_owner": _part("action owner"),
    "action_due": _part("action due"),
    "mdt_date": _meeting_day,
    "comments": _comments,
}
