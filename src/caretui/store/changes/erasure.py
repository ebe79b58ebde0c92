"""Erasing a person, and sealing a former identity: what goes, what stays as a stub, and what must still be done by hand."""

import re
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
NO_WORDS = frozenset({"id", "void", "person"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A record in whose words a name or number still stands: its kind, its id, which columns, whose record (id or "")."""

    kind: str
    record: str
    columns: tuple[str, ...]
    person: str


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, by kind, and where the name or the NHS number still stands in words about others."""

    counts: Mapping[str, int]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """The former values, to be printed once and kept in an envelope: the store does not hold them any more."""

    former: Mapping[str, Sequence[Mapping[str, Any]]]
    identifiers: tuple[str, ...] = field(default=())
    mentions: tuple[Mention, ...] = ()


def erase_person(work: Work, store: Store, person: str, *, why: str) -> Erased:
    """Blank a person and everything that hangs on them, in journal, tables and search; stubs with the reason stay.

    `why` is kept and must not tell what is erased. Not undoable. Raises Refused without a reason, and while files about
    them lie on the share.
    """
    if not why.strip():
        raise Refused("erasing needs a reason, in words that tell nothing of the person")
    row = work.con.execute(
        "SELECT family_name, nhs_number FROM person WHERE id = ? AND void IS NULL", (person,)
    ).fetchone()
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
    return Erased(
        {entity: len(ids) for entity, ids in records.items()}, _mentions(work, [row[0] or ""], [row[1] or ""])
    )


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
    (now,) = work.con.execute("SELECT coalesce(family_name, '') FROM person WHERE id = ?", (person,)).fetchone()
    before = {value["family_name"] for value in former.get("Name", ()) if value.get("family_name")} - {now}
    former_numbers = [value["nhs_number"] for value in former.get("Nhs", ()) if value.get("nhs_number")]
    sealed = tuple(value for _, value in numbers)
    return Sealed(former, sealed, _mentions(work, before, [*former_numbers, *sealed]))


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


def _mentions(work: Work, names: Collection[str], numbers: Collection[str] = ()) -> tuple[Mention, ...]:
    """Where words of other records still hold one of these family names or NHS numbers: for somebody to read and decide.

    Every column of words of every kind of record is read. Upper and lower case and spaces in a number make no difference.
    """
    wanted = [re.compile(rf"(?<!\w){re.escape(name.casefold())}(?!\w)") for name in names if name.strip()]
    wanted += [re.compile(r"[ -]?".join(digits)) for number in numbers if (digits := re.sub(r"\D", "", number))]
    if not wanted:
        return ()
    found: list[Mention] = []
    for table, columns in _words(work).items():
        about = "person" if "person" in columns else "NULL"
        texts = [column for column in columns if column not in NO_WORDS]
        if not texts:
            continue
        for record, person, *values in work.con.execute(
            f"SELECT id, {about}, {', '.join(texts)} FROM {table} WHERE void IS NULL"
        ):
            held = [
                column
                for column, value in zip(texts, values, strict=True)
                if isinstance(value, str) and any(pattern.search(value.casefold()) for pattern in wanted)
            ]
            if held:
                found.append(Mention(table, record, tuple(held), person or ""))
    return tuple(found)


def _words(work: Work) -> dict[str, list[str]]:
    """Table -> its columns that are text and refer to nothing, of every kind of record."""
    tables = [name for (name,) in work.con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {}
    for table in tables:
        columns = {row[1]: row[2] for row in work.con.execute(f"PRAGMA table_info({table})")}
        if {"id", "n", "void"} <= columns.keys():
            refers = {row[3] for row in work.con.execute(f"PRAGMA foreign_key_list({table})")} - {"person"}
            found[table] = [name for name, kind in columns.items() if kind == "TEXT" and name not in refers]
    return found


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
