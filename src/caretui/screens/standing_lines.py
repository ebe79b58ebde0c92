"""What stands of a person that can be edited or ended: loaded when somebody does, for most who open a record only read it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from caretui.care.dates import day_of, say_birth
from caretui.care.registers import AROUND, ENTITIES, PERSON
from caretui.care.registers.asked import Asked
from caretui.screens.register_fields import said
from caretui.store.database import Connection
from caretui.store.queries import around, history
from caretui.store.queries import person as query
from caretui.store.store import Store
from caretui.widgets.choose import Option

BY_OTHERS = ("Standing", "Death", "Restriction")
"""Registers with a way of their own: closing asks why, a death takes back what was planned, leads restrict."""


def additions() -> list[Option]:
    """What can be added around a person."""
    return [Option(name, f"{ENTITIES[name].word}") for name in AROUND]


def endings(store: Store, person: str, today: date) -> list[Option]:
    """What no longer holds when somebody says so."""
    standing = [one for one in seen_lines(store, person, today) if not one.ended]
    return [Option(one, f"{ENTITIES[one.entity].word}: {one.words}") for one in standing]


def seen_lines(store: Store, person: str, today: date) -> list[around.Line]:
    """The records around a person that this member may read: of the warnings only those of their audience."""
    con = store.read()
    who = query.who(con, person)
    warnings = {one.id for one in query.warnings(con, who, store.viewer, today)} if who else set()
    return [one for one in around.lines(con, person, today) if one.entity != "warning" or one.id in warnings]


def _stands(asked: Asked, stand: Mapping[str, Any], con: Connection) -> str:
    """How an answer stands among others, without its question: a yes by the question's own words, a no not at all."""
    if asked.kind == "flag":
        return f"{asked.label[:1].lower()}{asked.label[1:]}" if stand.get(asked.name) else ""
    if asked.kind == "birth" and (born := day_of(stand.get(asked.name))):
        return say_birth(born)
    return said(asked, stand, con)


def edit_options(store: Store, person: str, today: date) -> list[Option]:
    """Everything of a person that can be edited, with how it stands."""
    con = store.read()
    stand = {column: value for register in history.stand(con, person)[0].values() for column, value in register.items()}
    options = [Option(("all", "", ""), "Who they are, all on one form")]
    for register in PERSON.registers:
        if register.name not in BY_OTHERS:
            words = ", ".join(
                filter(None, (_stands(asked, stand, con) for asked in register.fields if asked.name != "key_safe"))
            )
            label = register.words
            options.append(Option(("register", register.name, ""), label, words))
    options.append(Option(("coordinator", "", ""), "Named coordinator", find="hand over handover"))
    for line in seen_lines(store, person, today):
        ended = " (ended)" if line.ended else ""
        options.append(Option(("line", line.entity, line.id), f"{ENTITIES[line.entity].word}: {line.words}{ended}"))
    if sheet := len(around.from_sheet(con, person)):
        options.append(Option(("sheet", "", ""), "From your sheet", f"{sheet} to take over"))
    died = stand.get("date_of_death")
    options.append(
        Option(("register", "Death", "") if died else ("death", "", ""), "Death", find="died dead passed away")
    )
    if stand.get("kindness_owed"):
        options.append(Option(("owed", "", ""), "What is owed to the family is done"))
    closed = stand.get("status") == "closed"
    options.append(
        Option(("reopen" if closed else "close", "", ""), "Open the record again" if closed else "Close the record")
    )
    options.append(Option(("restrict", "", ""), "Restrict the record", "restricted" if stand.get("restricted") else ""))
    return options
