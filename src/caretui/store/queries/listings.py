"""Lists of the command line whose screens show them beside something else: the directory, messages, visits, views."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from caretui.care.dates import with_offset
from caretui.care.filters import Filter
from caretui.care.identifiers import fold
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import people_seen
from caretui.store.store import Viewer

_OF_PERSON = "JOIN person p ON p.id = d.person AND p.void IS NULL WHERE d.void IS NULL AND "
"""Of people whom the viewer may see; the condition follows."""

_SQL: dict[str, tuple[str, tuple[str, ...], str]] = {
    "agencies": (
        (
            "SELECT d.id, d.name, d.short, d.kind, d.phone, d.email, d.note, d.opened, d.closed, s.name FROM agency d"
            " LEFT JOIN agency s ON s.id = d.successor WHERE d.void IS NULL"
        ),
        ("id", "name", "short", "kind", "phone", "email", "note", "opened", "closed", "successor"),
        "d.closed IS NOT NULL, lower(d.name), d.n",
    ),
    "professionals": (
        (
            "SELECT d.id, d.name, d.role, d.team, a.name, d.phone, d.email, d.started, d.left_on FROM professional d"
            " LEFT JOIN agency a ON a.id = d.agency WHERE d.void IS NULL"
        ),
        ("id", "name", "role", "team", "agency", "phone", "email", "started", "left_on"),
        "d.left_on IS NOT NULL, lower(d.name), d.n",
    ),
    "localities": (
        (
            "SELECT d.id, d.name, d.source, (SELECT count(*) FROM practice q WHERE q.locality = d.id AND q.void IS NULL"
            " AND q.status = 'active'), d.opened, d.closed, s.name FROM locality d LEFT JOIN locality s ON s.id = d.successor"
            " WHERE d.void IS NULL"
        ),
        ("id", "name", "source", "practices", "opened", "closed", "successor"),
        "d.closed IS NOT NULL, lower(d.name), d.n",
    ),
    "messages": (
        (
            "SELECT d.id, d.person, p.nhs_number, d.at, d.by, d.words, d.phone, f.name, d.state, d.answered_at, d.contact"
            " FROM message d LEFT JOIN professional f ON f.id = d.professional LEFT JOIN person p ON p.id = d.person"
            " WHERE d.void IS NULL AND (d.person IS NULL OR {seen})"
        ),
        (
            "id",
            "person_id",
            "nhs_number",
            "at",
            "by",
            "words",
            "phone",
            "answer_by",
            "status",
            "answered_at",
            "contact_id",
        ),
        "d.state <> 'waiting', d.at DESC, d.n DESC",
    ),
    "booked": (
        (
            "SELECT d.id, d.person, p.nhs_number, d.at, d.kind, d.minutes, d.purpose, d.place, f.name, d.with_whom, d.state"
            f" FROM planned d LEFT JOIN professional f ON f.id = d.professional {_OF_PERSON} {{seen}}"
        ),
        ("id", "person_id", "nhs_number", "at", "kind", "minutes", "purpose", "place", "by", "with_whom", "status"),
        "d.state <> 'planned', d.at, d.n",
    ),
    "views": (
        "SELECT d.id, d.name, d.filter_text, d.sort, d.area FROM saved_view d WHERE d.void IS NULL AND d.member = :member",
        ("id", "name", "filter", "order", "area"),
        "d.area, lower(d.name), d.n",
    ),
}
"""What is listed: its SQL, the fields it gives, their order: what stands or waits comes first."""

KINDS = tuple(_SQL)


def rows(con: Connection, what: str, wanted: Filter, viewer: Viewer, today: date) -> Iterator[Mapping[str, Any]]:
    """The rows of a list that have all the filter's words, `agency:` and `status:`; instants carry their offset."""
    sql, fields, order = _SQL[what]
    seen = people_seen(viewer)
    mine = sql.replace("{seen}", seen.sql.replace("?", ":professional"))
    values = {"member": viewer.member, "professional": viewer.professional}
    used = {name: value for name, value in values.items() if f":{name}" in mine}
    for row in con.execute(f"{mine} ORDER BY {order}", used):
        found = dict(zip(fields, row, strict=True))
        text = fold(" ".join(str(value) for name, value in found.items() if value and not name.endswith("id")))
        agency = fold(str(found.get("agency") or (found["name"] if what == "agencies" else "")))
        if (
            all(fold(word) in text for word in wanted.words)
            and fold(wanted.agency) in agency
            and wanted.status in str(found.get("status") or "")
        ):
            yield {name: _json(value) for name, value in found.items()}


def _json(value: Any) -> Any:
    """An instant with its offset, everything else as it is."""
    if isinstance(value, str) and len(value) == 20 and value.endswith("Z") and value[10] == "T":
        return with_offset(value)
    return value
