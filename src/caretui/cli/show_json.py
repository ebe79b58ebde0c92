"""One person as JSON: the fields of `list people`, and everything that the Person screen tells."""

from datetime import date
from typing import Any

from caretui.care.dates import DAY_NAMES, with_offset
from caretui.care.outcomes import FULL_CAUTION, Counted
from caretui.store.database import Connection
from caretui.store.queries import around, caseload, contacts, history, plan, summary
from caretui.store.queries.people_json import person_json
from caretui.store.queries.summary import Summary
from caretui.store.store import Store

WHO = (
    "title", "birth_estimated", "date_of_death", "kindness_owed", "address", "phone", "mobile", "email", "language",
    "interpreter", "communication_needs", "large_print", "accommodation", "living_situation", "access",
    "contact_interval", "told_on", "coordinator_since", "in_one_line", "situation",
)  # fmt: skip
"""What is told of the person beside the fields of `list people`."""


def as_json(store: Store, about: Summary, *, views: bool) -> dict[str, Any]:
    """The fields of `list people`, and everything that the text tells; with `views`, who has looked at the record."""
    con, viewer, today, who = store.read(), store.viewer, store.today(), about.who
    (row,) = caseload.rows(con, [who.n], viewer, today)
    found = person_json(row) | _told(who, *WHO) | {"key_safe": who.has_key_safe} | _summary(about)
    found |= {
        "team": [
            _told(one, "id", "name", "relationship", "phone", "parts") | {"may_be_told": one.may_tell or None}
            for one in around.circle(con, who.id)
        ],
        "professionals": [
            _told(one, "id", "name", "role", "agency", "part") for one in around.professionals(con, who.id, today)
        ],
        "sharing": [_told(one, "id", "kind", "who", "scope", "since", "until") for one in around.sharing(con, who.id)],
        "record": _record(con, who.id),
        "around": _around(con, about, today),
        "contacts": list(contacts.json_rows(con, [entry.n for entry in about.contacts], viewer, today)),
    }
    if views:
        found["views"] = [
            {"at": with_offset(look.at), **_told(look, "name", "job", "agency", "what")}
            for look in history.views(con, who.id)
        ]
    return found


def _told(one: object, *names: str) -> dict[str, Any]:
    """These fields of what a query found: days as ISO 8601, several as a list, null where nothing is said."""
    return {name: _plain(getattr(one, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else None if value == "" else value


def _summary(about: Summary) -> dict[str, Any]:
    """What the Summary tab tells."""
    return {
        "conditions": list(about.conditions),
        "matters": about.matters or None,
        "own_words": about.own_words.words if about.own_words else None,
        "warning_notes": [_told(one, "id", "kind", "words", "audience", "review_on") for one in about.strip.warnings],
        "kept_documents": [_told(one, "id", "kind", "dated", "where_kept") for one in about.strip.kept],
        "who_goes_in": [_service(service) for service in about.services],
        "actions": [_told(one, "id", "what", "owner", "due", "status", "waiting_on") for one in about.actions],
        "plan": {
            "plan_date": _plain(about.plan_date),
            "review_due": _plain(about.who.review_due),
            "if_worse": _told(about.if_worse, "trigger", "do", "whom") if about.if_worse else None,
            "before": _counted(about.before),
            "since": _counted(about.since),
            "caution": FULL_CAUTION if about.before and about.since else None,
        },
    }


def _service(service: summary.GoesIn) -> dict[str, Any]:
    return _told(service, "id", "provider", "what", "started", "ended") | {
        "pattern": service.pattern.text,
        "days": [DAY_NAMES[day].lower() for day in service.pattern.days],
        "time": service.pattern.time or None,
        "twice": service.is_twice,
    }


def _counted(counted: Counted | None) -> dict[str, Any] | None:
    if counted is None:
        return None
    rate = round(counted.rate, 2) if counted.rate is not None else None
    return _told(counted, "count", "what", "months", "until", "source") | {"a_month": rate}


NOT_PRINTED = ("key_safe", "evidence", "restricted_reason")
"""A code that is recorded when it is looked at, and what stands on the screen alone."""


def _record(con: Connection, record: str) -> dict[str, Any]:
    """Every column of a record as it stands, ids of agencies and the like as they are."""
    registers, _ = history.stand(con, record)
    return {
        column: value
        for register in registers.values()
        for column, value in register.items()
        if column not in (*NOT_PRINTED, "person", "void")
    }


def _around(con: Connection, about: Summary, today: date) -> dict[str, list[dict[str, Any]]]:
    """Every record around the person by its kind, whole; warnings only those that this member may read."""
    read = {warning.id: warning.words for warning in about.strip.warnings}
    found: dict[str, list[dict[str, Any]]] = {}
    lines = [(line.entity, line.id) for line in around.lines(con, about.who.id, today)]
    for entity, record in [*lines, *plan.records(con, about.who.id)]:
        if entity != "warning" or record in read:
            words = {"words": read[record] or None} if entity == "warning" else {}
            found.setdefault(entity, []).append({"id": record, **_record(con, record), **words})
    return found
