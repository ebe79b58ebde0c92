"""A person as JSON tells them: the field names are the command line's contract (CLI, "Field names in JSON")."""

from typing import Any

from caretui.store.queries.caseload import CaseRow


def person_json(row: CaseRow) -> dict[str, Any]:
    """One person of `list caseload` and `list people`."""
    return {
        "id": row.id,
        "nhs_number": row.nhs,
        "family_name": row.family,
        "given_name": row.given or None,
        "preferred_name": row.likes,
        "date_of_birth": row.born,
        "sex": row.sex,
        "postcode": row.postcode,
        "practice_code": row.practice_code,
        "practice": row.practice,
        "locality": row.locality,
        "status": row.status,
        "coordinator": row.coordinator,
        "programmes": list(row.programmes),
        "risk_score": row.risk_score,
        "risk_band": row.risk_band,
        "last_contact": row.seen.isoformat() if row.seen else None,
        "why": row.why.words,
        "next_due": row.next_due,
        "overdue_actions": row.late,
        "open_actions": row.open_actions,
        "in_hospital_since": row.in_hospital_since,
        "next_meeting": row.next_meeting,
        "warnings": row.warnings,
        "deceased": row.died is not None,
        "restricted": row.restricted,
    }
