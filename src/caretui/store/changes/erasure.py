"""Erasing a person, and sealing a former identity: what goes, what stays as a stub, and what must still be done by hand."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from caretui.care.refused import Refused
from caretui.lean import dataclass, field
from caretui.store.store import Store
from caretui.store.work import Work, references

KEPT = ("shared",)
"""The ledger's lines hold ids only: that something was sent about a record that is a stub now."""
IDENTITY = ("Name", "Birth", "Nhs", "Sex", "Gender")
"""The registers of a person in which a former identity would stand."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, by kind, and entries of other people in which the name still stands (contact ids)."""

    counts: Mapping[str, int]
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """The former values, to be printed once and kept in an envelope: the store does not hold them any more."""

    former: Mapping[str, Sequence[Mapping[str, Any]]]
    identifiers: tuple[str, ...] = field(default=())
    mentions: tuple[str, ...] = ()


def erase_person(work: Work, store: Store, person: str, *, why: str) -> Erased:
    """Blank a person and everything that hangs on them, in journal, tables and search; stubs with the reason stay.

    `why` is kept and must not tell what is erased. Not undoable. Raises Refused without a reason, and while files about
    them lie on the share.
    """
    if not why.strip():
        raise Refused("erasing needs a reason, in words that tell nothing of the person")
    row = work.con.execute("SELECT family_name FROM person WHERE id = ? AND void IS NULL", (person,)).fetchone()
    if row is None:
        raise Refused("there is no such record")
    _refuse_while_shared(work, person)
    records = belongings(work, person)
    for entity, ids in records.items():
        for record in ids:
            if _stands(work, entity, record):
                work.erase(record, why)
    every = [record for ids in records.values() for record in ids]
    for start in range(0, len(every), 400):  # SQLite binds some thousands at most
        work.forget_reasons(every[start : start + 400])
    work.con.execute("DELETE FROM draft WHERE about = ?", (person,))
    work.con.execute("DELETE FROM intake_row WHERE person = ?", (person,))
    work.forget_words()
    _audit(work, store, "erased", person, records=len(every))
    return Erased({entity: len(ids) for entity, ids in records.items()}, _mentions(work, row[0]))


def seal_identity(work: Work, store: Store, person: str, *, registers: Collection[str] = IDENTITY) -> Sealed:
    """Take a person's former names, numbers and sex out of the store; the present ones stay, and so do all entries.

    Change the name and number first. Not undoable.
    """
    names = {
        name
        for (name,) in work.con.execute(
            "SELECT DISTINCT j.key FROM op, json_each(op.value) j WHERE op.record = ?", (person,)
        )
    }
    former = work.seal(person, [name for name in names if name in registers])
    numbers = work.con.execute(
        "SELECT id, value FROM identifier WHERE person = ? AND void IS NULL AND value IS NOT NULL", (person,)
    ).fetchall()
    for record, _ in numbers:
        work.erase(record, "sealed")
    work.con.execute("DELETE FROM intake_row WHERE person = ?", (person,))
    work.forget_words()
    _audit(work, store, "identity sealed", person, registers=len(former))
    before = [value.get("family_name") for value in former.get("Name", ())]
    mentions = {found for name in before if name for found in _mentions(work, name)}
    return Sealed(former, tuple(value for _, value in numbers), tuple(sorted(mentions)))


def belongings(work: Work, person: str) -> dict[str, list[str]]:
    """Every record that hangs on a person, by kind, theirs first: what refers to them, and what refers to that."""
    found: dict[str, list[str]] = {"person": [person]}
    seen = {person}
    waiting = [("person", person)]
    while waiting:
        entity, record = waiting.pop()
        for table, column in references(work.con, entity):
            if table in KEPT:
                continue
            owner = _owner(work, table)
            for (child,) in work.con.execute(f"SELECT id FROM {table} WHERE {column} = ?", (record,)).fetchall():
                if child in seen or (owner and _other_person(work, table, child, person)):
                    continue
                seen.add(child)
                found.setdefault(table, []).append(child)
                waiting.append((table, child))
    return found


def _owner(work: Work, table: str) -> bool:
    return any(row[1] == "person" for row in work.con.execute(f"PRAGMA table_info({table})"))


def _other_person(work: Work, table: str, record: str, person: str) -> bool:
    row = work.con.execute(f"SELECT person FROM {table} WHERE id = ?", (record,)).fetchone()
    return row[0] is not None and row[0] != person


def _stands(work: Work, entity: str, record: str) -> bool:
    row = work.con.execute(f"SELECT void FROM {entity} WHERE id = ?", (record,)).fetchone()
    return row is not None and not str(row[0] or "").startswith("erased: ")


def _refuse_while_shared(work: Work, person: str) -> None:
    lying = work.con.execute(
        "SELECT count(*) FROM export e WHERE e.void IS NULL AND e.removed_at IS NULL"
        " AND (e.person = :p OR EXISTS (SELECT 1 FROM shared s WHERE s.export = e.id AND s.person = :p AND s.void IS NULL))",
        {"p": person},
    ).fetchone()[0]
    if lying:
        raise Refused(f"{lying} files that tell of them still lie on the share: take them off first")


def _mentions(work: Work, name: str | None) -> tuple[str, ...]:
    """Contacts of others whose words hold this family name: to be read by somebody, and amended or erased by hand."""
    words = "".join(c if c.isalnum() else " " for c in name or "").split()
    if not words:
        return ()
    found = work.con.execute(
        "SELECT c.id FROM contact c WHERE c.void IS NULL AND c.n IN"
        " (SELECT rowid FROM find_contact WHERE find_contact MATCH ?) ORDER BY c.n",
        (" ".join(f'"{word}"' for word in words),),
    )
    return tuple(contact for (contact,) in found)


def _audit(work: Work, store: Store, event: str, subject: str, **counts: int) -> None:
    from caretui.store import audit

    audit.append(
        work.con,
        at=store.now(),
        member=store.viewer.member,
        session=store.session,
        event=event,
        subject=subject,
        **counts,
    )
