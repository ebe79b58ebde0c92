"""Plans the practices of an official list: found by code, else by name; closed ones stay, named, on old records."""

from collections.abc import Iterable

from caretui.care.arrivals import Finding, PracticeArrival
from caretui.care.identifiers import fold
from caretui.store.changes.intake import Outcome, Plan
from caretui.store.models.places import LocalityForm, LocalityName, PracticeForm
from caretui.store.queries import intake as reads


def plan_practices(plan: Plan, arrivals: Iterable[PracticeArrival], *, source: str) -> None:
    """Plan each practice and the localities they need; `source` says what stands for the localities."""
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
            by_code[code] = plan.add(PracticeForm.model_validate(wanted))
            plan.outcomes.append(Outcome((arrival.line,), "added", by_code[code], (name,)))
            continue
        changed, left = plan.fill(record, PracticeForm, wanted)
        if left:
            reason = f"left as changed here since: {', '.join(left)}"
            plan.findings.append(Finding(arrival.line, "", name, reason, "note"))
        plan.outcomes.append(Outcome((arrival.line,), "updated" if changed else "unchanged", record, tuple(changed)))


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
