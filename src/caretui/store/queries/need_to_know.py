"""Who may see whom and what at the screen, as pieces of SQL: the rules are `care.audience`'s, asked once a query."""

from collections.abc import Sequence
from typing import Any

from caretui.care.audience import Recipient, may_read_contact
from caretui.care.vocabulary import READ_BY
from caretui.lean import dataclass
from caretui.store.store import Viewer

SEES_ALL = ("lead", "ig")
"""Roles that see restricted people."""

RESTRICTED = "somebody whose record is restricted"
"""Instead of a name, where it has to be said that there is such a person."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition for WHERE, in brackets, and its parameters in order."""

    sql: str
    parameters: tuple[Any, ...] = ()


def joined(clauses: Sequence[Clause]) -> Clause:
    """All of them."""
    return Clause(
        " AND ".join(clause.sql for clause in clauses) or "(1)",
        tuple(value for clause in clauses for value in clause.parameters),
    )


def at_the_screen(viewer: Viewer) -> Recipient:
    """The viewer as `care.audience` knows recipients."""
    return Recipient("member", viewer.agency, viewer.agency_kind, viewer.professional)


def people_seen(viewer: Viewer, person: str = "p") -> Clause:
    """Restricted people are for their coordinator, leads and information governance only.

    `person` is the table's alias.
    """
    if viewer.role in SEES_ALL:
        return Clause("(1)")
    if viewer.professional is None:
        return Clause(f"({person}.restricted = 0)")
    return Clause(f"({person}.restricted = 0 OR {person}.coordinator = ?)", (viewer.professional,))


def contacts_read(viewer: Viewer, contact: str = "c") -> Clause:
    """Contacts that the viewer may read by their `read_by`; who did it and who recorded it always may."""
    recipient = at_the_screen(viewer)
    words = [word for word in READ_BY if may_read_contact(word, None, recipient)]
    marks = ", ".join("?" * len(words))
    return Clause(
        f"({contact}.read_by IN ({marks}) OR {contact}.professional = ? OR {contact}.recorded_by = ?)",
        (*words, viewer.professional, viewer.member),
    )
