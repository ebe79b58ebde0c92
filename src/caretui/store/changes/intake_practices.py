"""Plans the practices of an official list: found by code, else by name; closed ones stay, named, on old records.

The newer list is right, in whatever order they come in: `epraccur` and `ePCN` both tell a practice's name, and each may
come again in a later issue. An older one still fills what nothing newer told.
"""

from collections.abc import Iterable

from caretui.care.arrivals import Finding, PracticeArrival
from caretui.care.identifiers import fold
from caretui.store.changes.intake import Outcome, Plan
from caretui.store.models.places import LocalityForm, LocalityName, PracticeForm
from caretui.store.queries import intake as reads

_LISTS = ("epraccur_of", "epcn_of")


def plan_practices(plan: Plan, arrivals: Iterable[PracticeArrival], *, source: str, kind: str, of: str | None) -> None:
    """Plan each practice and the localities they need; `source` says what stands for the localities.

    `kind` is "epraccur" or "ePCN", `of` the last day that the list speaks of.
    """
    mine = f"{kind.lower()}_of"
    known = reads.known_practices(plan.con)
    by_code = {practice.code: practice.id for practice in known if practice.code}
    by_name = {fold(practice.name): practice.id for practice in reversed(known) if not practice.code}
    localities = dict(_localities(plan))
    for arrival in arrivals:
        wanted: dict[str, str | None] = dict(arrival.values)
        if arrival.locality:
            wanted["locality"] = _locality(plan, localities, arrival.locality, source)
            wanted["locality_reason"] = arrival.locality_reason
        code, name = arrival.values["code"], arrival.values["name"]
        record = by_code.get(code) or by_name.get(fold(name))
        if record is None:
            wanted[mine] = of
            by_code[code] = plan.add(PracticeForm.model_validate(wanted))
            plan.outcomes.append(Outcome((arrival.line,), "added", by_code[code], (name,)))
            continue
        wanted, older = _without_older(plan, record, wanted, mine, of)
        if older:
            words = ", ".join(older)
            reason = f"a newer list came in before this one of {of or 'no day'}; left as it told: {words}"
            plan.findings.append(Finding(arrival.line, "", name, reason, "note"))
        changed, left = plan.fill(record, PracticeForm, wanted)
        changed = [column for column in changed if column != mine]
        if left:
            reason = f"left as changed here since: {', '.join(left)}"
            plan.findings.append(Finding(arrival.line, "", name, reason, "note"))
        plan.outcomes.append(Outcome((arrival.line,), "updated" if changed else "unchanged", record, tuple(changed)))


def _without_older(
    plan: Plan, record: str, wanted: dict[str, str | None], mine: str, of: str | None
) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """What a list may still say of a practice, with its own day; and the columns that a newer one told otherwise."""
    stand = reads.practice_columns(plan.con, record, (*wanted, *_LISTS))
    before = stand[mine] or ""
    last_named = max(stand[column] or "" for column in _LISTS)
    newest = {column: last_named if column == "name" else before for column in wanted}
    older = tuple(
        column for column, value in wanted.items() if stand[column] not in (None, value) and (of or "") < newest[column]
    )
    kept = {column: value for column, value in wanted.items() if column not in older}
    return kept | ({mine: of} if of and of > before else {}), older


def _localities(plan: Plan) -> Iterable[tuple[str, str]]:
    for record, name in plan.con.execute("SELECT id, name FROM locality WHERE void IS NULL ORDER BY n DESC"):
        yield fold(name), record


def _locality(plan: Plan, localities: dict[str, str], name: str, source: str) -> str:
    """The locality's id; one that is new is added, one without a source gets it."""
    key = fold(name)
    if key not in localities:
        localities[key] = plan.add(LocalityForm(name=name, source=source))
        plan.made.append(f"the locality {name}")
        return localities[key]
    record = localities[key]
    row = plan.con.execute("SELECT name, source FROM locality WHERE id = ?", (record,)).fetchone()
    if row and not row[1] and not any(step.record == record for step in plan.steps):
        plan.fill(record, LocalityName, {"source": source})
    return record
