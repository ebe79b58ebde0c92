"""One person as JSON: the fields of `list people`, and everything that the Person screen tells."""

from datetime import date
from typing import Any

from caretui.care.dates import with_offset
from caretui.care.outcomes import FULL_CAUTION, Counted
from caretui.store.database import Connection
from caretui.store.queries import around, caseload, contacts, history, plan, summary
from caretui.store.queries.people_json import person_json
from caretui.store.queries.summary import Summary
from caretui.store.store import Store


def as_json(store: Store, about: Summary, *, views: bool) -> dict[str, Any]:
    """The fields of `list people`, and everything that the text tells, dates as ISO 8601."""
    con, viewer, today, who = store.read(), store.viewer, store.today(), about.who
    (row,) = caseload.rows(con, [who.n], viewer, today)
    found = person_json(row) | {
        "title": who.title,
        "birth_estimated": who.birth_estimated,
        "date_of_death": _day(who.date_of_death),
        "kindness_owed": who.kindness_owed,
        "address": who.address,
        "phone": who.phone,
        "mobile": who.mobile,
        "email": who.email,
        "language": who.language,
        "interpreter": who.interpreter,
        "communication_needs": who.communication_needs,
        "large_print": who.large_print,
        "accommodation": who.accommodation,
        "living_situation": who.living_situation,
        "access": who.access,
        "key_safe": who.has_key_safe,
        "contact_interval": who.contact_interval,
        "told_on": _day(who.told_on),
        "coordinator_since": _day(who.coordinator_since),
        "in_one_line": who.in_one_line,
        "situation": who.situation,
        "conditions": list(about.conditions),
        "matters": about.matters or None,
        "own_words": about.own_words.words if about.own_words else None,
        "warning_notes": [
            {"id": w.id, "kind": w.kind, "words": w.words or None, "audience": w.audience, "review_on": _day(w.review_on)}
            for w in about.strip.warnings
        ],
        "kept_documents": [
            {"id": k.id, "kind": k.kind, "dated": _day(k.dated), "where_kept": k.where_kept} for k in about.strip.kept
        ],
        "who_goes_in": [_service_json(service) for service in about.services],
        "actions": [_action_json(action) for action in about.actions],
        "plan": {
            "plan_date": _day(about.plan_date),
            "review_due": _day(who.review_due),
            "if_worse": _worse_json(about),
            "before": _counted_json(about.before),
            "since": _counted_json(about.since),
            "caution": FULL_CAUTION if about.before and about.since else None,
        },
        "team": [
            {"id": c.id, "name": c.name, "relationship": c.relationship or None, "phone": c.phone or None,
             "parts": list(c.parts), "may_be_told": c.may_tell or None}
            for c in around.circle(con, who.id)
        ],
        "professionals": [
            {"id": k.id, "name": k.name, "role": k.role or None, "agency": k.agency or None, "part": k.part}
            for k in around.professionals(con, who.id, today)
        ],
        "sharing": [
            {"id": s.id, "kind": s.kind, "who": s.who, "scope": s.scope or None, "since": _day(s.since), "until": _day(s.until)}
            for s in around.sharing(con, who.id)
        ],
        "record": _record(con, who.id),
        "around": _around(con, about, today),
        "contacts": list(contacts.json_rows(con, [entry.n for entry in about.contacts], viewer, today)),
    }  # fmt: skip
    if views:
        found["views"] = [
            {
                "at": with_offset(look.at),
                "name": look.name,
                "job": look.job,
                "agency": look.agency,
                "what": look.what,
            }
            for look in history.views(con, who.id)
        ]
    return found


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


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _service_json(service: summary.GoesIn) -> dict[str, Any]:
    return {
        "id": service.id,
        "provider": service.provider,
        "what": service.what or None,
        "pattern": service.pattern.text,
        "days": [summary.DAY_NAMES[day] for day in service.pattern.days],
        "time": service.pattern.time or None,
        "started": _day(service.started),
        "ended": _day(service.ended),
        "twice": service.is_twice,
    }


def _action_json(action: summary.ToDo) -> dict[str, Any]:
    return {
        "id": action.id,
        "what": action.what,
        "owner": action.owner or None,
        "due": _day(action.due),
        "status": action.status,
        "waiting_on": action.waiting_on,
    }


def _worse_json(about: Summary) -> dict[str, str] | None:
    worse = about.if_worse
    return {"trigger": worse.trigger, "do": worse.do, "whom": worse.whom} if worse else None


def _counted_json(counted: Counted | None) -> dict[str, Any] | None:
    if counted is None:
        return None
    return {
        "count": counted.count,
        "what": counted.what,
        "months": counted.months,
        "until": _day(counted.until),
        "a_month": round(counted.rate, 2) if counted.rate is not None else None,
        "source": counted.source or None,
    }
