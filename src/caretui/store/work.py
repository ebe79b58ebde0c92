"""The one write path: a unit of work writes the rows and the journal together, in plain SQL.

Forms come in already validated; this module knows them only by their `registers`, and imports none of them.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar, Protocol

from caretui.lean import dataclass, field
from caretui.store.database import Connection
from caretui.store.journal import AppendOnly, ChangedMeanwhile, Seen, heads, new_id, standing

_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
AT_A_TIME = 1_000
ALIVE = {"Void": {"void": None}}


class Form(Protocol):
    """What `Work` needs of a form: its entity and a dump of its fields as JSON scalars."""

    entity: ClassVar[Any]

    def __init__(self, **columns: Any) -> None: ...

    def model_dump(self, *, mode: str) -> dict[str, Any]: ...


@cache
def registers(form: type) -> dict[str, tuple[str, ...]]:
    """Register name -> its columns, read off the class: every direct subclass of `Register` among its bases."""
    direct = (cls for cls in form.__mro__ if any(base.__name__ == "Register" for base in cls.__bases__))
    return {cls.__name__: tuple(cls.model_fields) for cls in direct}  # type: ignore[attr-defined]


def values(form: Form) -> dict[str, dict[str, Any]]:
    """register -> {column: JSON scalar} of a filled-in form."""
    flat = form.model_dump(mode="json")
    return {name: {column: flat[column] for column in columns} for name, columns in registers(type(form)).items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One op of a finished unit, for those who refresh: what kind of record, which one, which registers."""

    entity: str
    record: str
    kind: str
    registers: tuple[str, ...]


@dataclass(slots=True)
class Work:
    """One open transaction. Made by `Store.work`; raise inside it and nothing is written."""

    con: Connection
    unit: str
    begin: Callable[["Work"], None]
    """Writes the unit's own row, called before the first op."""
    changed: list[Change] = field(default_factory=list)
    undoes: str | None = None
    """The unit that this one undoes."""

    def add(self, form: Form, *, record: str | None = None) -> str:
        """Create a record; returns its id."""
        return self._op(record or new_id(), form.entity, "create", values(form) | ALIVE, {})

    def add_ready(self, ready: Sequence["Ready"], along: Callable[[int], None]) -> None:
        """Create many records that were made ready before the transaction was opened: the store is held for less time.

        Table by table in the order of the first record of each, which must not follow one that counts on it.
        `along(done)` is told now and then how many are written.
        """
        if not ready:
            return
        if not self.changed:
            self.begin(self)
        ops = [(one.op, self.unit, one.record, one.entity, one.value) for one in ready]
        tables: dict[str, list[tuple[Any, ...]]] = {}
        for one in ready:
            tables.setdefault(one.sql, []).append(one.row)
            self.changed.append(Change(one.entity, one.record, "create", one.registers))
        sql = "INSERT INTO op(id, unit, record, entity, kind, value) VALUES (?, ?, ?, ?, 'create', ?)"
        done = 0
        for statement, rows in ((sql, ops), *tables.items()):
            for start in range(0, len(rows), AT_A_TIME):
                along(done // 2)
                part = rows[start : start + AT_A_TIME]
                self.con.executemany(statement, part)
                done += len(part)

    def change(self, record: str, form: Form, *, seen: Seen) -> tuple[str, ...]:
        """Write the registers in which `form` differs from what was seen; the rest stays as others left it.

        Returns the registers written. Raises ChangedMeanwhile, AppendOnly.
        """
        wanted = {r: v for r, v in values(form).items() if v not in seen.heads.get(r, {}).values()}
        return self._set(record, wanted, seen)

    def put(self, record: str, form: Form) -> tuple[str, ...]:
        """Set registers without a form having been open (a key that sets one thing): what stands now is what was seen."""
        return self.change(record, form, seen=Seen(record, heads(self.con, record)))

    def set_columns(self, record: str, register: type[Form], **columns: Any) -> tuple[str, ...]:
        """Set columns of one register, its others as they stand: `set_columns(service, ServiceDates, ended=day)`."""
        now = heads(self.con, record)
        stand = standing(now).get(register.__name__, {})
        return self.change(record, register(**(stand | columns)), seen=Seen(record, now))

    def settle(self, record: str, form: Form, *, seen: Seen) -> tuple[str, ...]:
        """End a conflict: the form's registers take over every head that was seen."""
        return self._set(record, values(form), seen, kind="resolve")

    def void(self, record: str, why: str, *, seen: Seen | None = None) -> None:
        """Take a record out of every list; it stays in the journal."""
        seen = seen or Seen(record, heads(self.con, record))
        self._set(record, {"Void": {"void": why}}, seen, kind="void")

    def move(self, record: str, register: str, value: Mapping[str, Any], *, seen: Seen | None = None) -> None:
        """Put an entry of the wrong person's record where it belongs: the one change that an append-only record takes."""
        seen = seen or Seen(record, heads(self.con, record))
        self._set(record, {register: dict(value)}, seen, kind="set", moving=True)

    def undo(self, unit: str) -> None:
        """Put back what each op of `unit` replaced; what it created becomes void.

        Raises ChangedMeanwhile when something of it was changed later, or when later records stand on what it created.
        """
        self.undoes = unit
        ops = self.con.execute(
            "SELECT id, record, entity, kind, value FROM op WHERE unit = ? ORDER BY n DESC", (unit,)
        ).fetchall()
        created = {record for _, record, _, kind, _ in ops if kind == "create"}
        for op, record, entity, kind, value in ops:
            mine = self._still_ours(record, op, json.loads(value))
            if kind == "create":
                self._refuse_if_changed(record, mine)
                self._refuse_if_used(record, entity, created)
                self._set(record, {"Void": {"void": "undone"}}, Seen(record, mine), moving=True)
            else:
                self._set(record, self._before(op, mine), Seen(record, mine), moving=True)

    def _still_ours(self, record: str, op: str, value: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """What an undo may replace: the op's own registers, and later ones that say the same (a later change, undone)."""
        now = heads(self.con, record)
        return {r: {op: v} | {o: x for o, x in now.get(r, {}).items() if x == v} for r, v in value.items()}

    def _before(self, op: str, mine: Mapping[str, Any]) -> dict[str, Any]:
        rows = self.con.execute(
            "SELECT r.register, json_extract(o.value, '$.' || r.register) FROM replaced r JOIN op o ON o.id = r.op"
            " WHERE r.by = ? ORDER BY o.id",
            (op,),
        )
        rows = rows.fetchall()
        sealed: dict[str, tuple[list[Any], None]] = {register: ([], None) for register, value in rows if value is None}
        if sealed:
            raise ChangedMeanwhile(op, sealed)
        before = {register: json.loads(value) for register, value in rows}
        for register, now in mine.items():
            if register not in before:  # a register that a later schema brought: it was empty
                before[register] = dict.fromkeys(next(iter(now.values())))
        return before

    def _refuse_if_changed(self, record: str, mine: Mapping[str, Mapping[str, Any]]) -> None:
        now = heads(self.con, record)
        later = {r: ([*v.values()], None) for r, v in now.items() if not v.keys() <= mine.get(r, {}).keys()}
        if later:
            raise ChangedMeanwhile(record, later)

    def _refuse_if_used(self, record: str, entity: str, created: set[str]) -> None:
        for table, column in references(self.con, entity):
            for (user,) in self.con.execute(f"SELECT id FROM {table} WHERE {column} = ? AND void IS NULL", (record,)):
                if user not in created:
                    raise ChangedMeanwhile(record, {table: ([user], None)})

    def erase(self, record: str, why: str) -> None:
        """Blank the values of a record in journal and table; a stub stays, with the reason. Not undoable."""
        entity = self._entity(record)
        keep = {column for table, column in foreign_keys(self.con, entity)}
        with self._erasing(record):
            for op, value in self.con.execute("SELECT id, value FROM op WHERE record = ?", (record,)).fetchall():
                blank = {
                    r: {c: v if c in keep or r == "Void" else None for c, v in cs.items()}
                    for r, cs in json.loads(value).items()
                }
                self.con.execute("UPDATE op SET value = ? WHERE id = ?", (_dump(blank), op))
        now = heads(self.con, record)
        blank_now = {r: {c: v if c in keep else None for c, v in cs.items()} for r, cs in standing(now).items()}
        blank_now["Void"] = {"void": f"erased: {why}"}
        self._op(record, entity, "erase", blank_now, {r: now.get(r, {}) for r in blank_now})

    def seal(self, record: str, registers: Collection[str]) -> dict[str, list[dict[str, Any]]]:
        """Take the earlier values of these registers out of the journal and return them, oldest first; what stands stays.

        A later undo of what replaced them is refused: there is nothing left to put back.
        """
        former: dict[str, list[dict[str, Any]]] = {}
        standing = {(op, register) for register, ops in heads(self.con, record).items() for op in ops}
        with self._erasing(record):
            for op, value in self.con.execute(
                "SELECT id, value FROM op WHERE record = ? ORDER BY n", (record,)
            ).fetchall():
                told = json.loads(value)
                gone = [r for r in told if r in registers and (op, r) not in standing]
                for register in gone:
                    former.setdefault(register, []).append(told.pop(register))
                if gone:
                    self.con.execute("UPDATE op SET value = ? WHERE id = ?", (_dump(told), op))
        return former

    def forget_words(self) -> None:
        """After erasing: a removed word stays in a full-text segment until the segments are merged."""
        for table in ("find_person", "find_contact", "find_action"):
            self.con.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")

    def forget_reasons(self, records: Collection[str]) -> None:
        """Blank what units say of themselves ("logged a contact with Karen") when they wrote nothing but these records."""
        marks = ", ".join("?" * len(records))
        units = self.con.execute(
            f"SELECT DISTINCT unit FROM op WHERE record IN ({marks}) EXCEPT"
            f" SELECT unit FROM op WHERE record NOT IN ({marks})",
            (*records, *records),
        ).fetchall()
        for (unit,) in units:
            if unit != self.unit:
                with self._erasing(unit):
                    self.con.execute("UPDATE unit SET reason = 'erased' WHERE id = ?", (unit,))

    @contextmanager
    def _erasing(self, record: str) -> Iterator[None]:
        """The journal's triggers let go of one record."""
        self.con.execute("INSERT OR REPLACE INTO meta(key, value) VALUES ('erasing', ?)", (record,))
        yield
        self.con.execute("DELETE FROM meta WHERE key = 'erasing'")

    def _set(
        self, record: str, wanted: Mapping[str, Any], seen: Seen, *, kind: str = "set", moving: bool = False
    ) -> tuple[str, ...]:
        now = heads(self.con, record)
        wanted = {r: v for r, v in wanted.items() if kind == "resolve" or [*now.get(r, {}).values()] != [v]}
        if not wanted:
            return ()
        stale = {
            r: ([*now[r].values()], v)
            for r, v in wanted.items()
            if not now.get(r, {}).keys() <= seen.heads.get(r, {}).keys()
        }
        if stale:
            raise ChangedMeanwhile(record, stale)
        entity = self._entity(record)
        if not moving and kind == "set":
            refuse_edits(self.con, entity, wanted.keys())
        self._op(record, entity, kind, wanted, {r: now.get(r, {}) for r in wanted})
        return tuple(wanted)

    def _entity(self, record: str) -> str:
        row = self.con.execute("SELECT entity FROM op WHERE record = ? LIMIT 1", (record,)).fetchone()
        if row is None:
            raise LookupError("no such record")
        return str(row[0])

    def _op(self, record: str, entity: str, kind: str, value: Mapping[str, Any], replaces: Mapping[str, Any]) -> str:
        if not self.changed:
            self.begin(self)
        op = new_id()
        self.con.execute(
            "INSERT INTO op(id, unit, record, entity, kind, value) VALUES (?, ?, ?, ?, ?, ?)",
            (op, self.unit, record, entity, kind, _dump(value)),
        )
        self.con.executemany(
            "INSERT INTO replaced(op, register, by) VALUES (?, ?, ?)",
            [(old, register, op) for register, olds in replaces.items() for old in olds],
        )
        columns = {column: v for register in value.values() for column, v in register.items()}
        if kind == "create":
            sql = _insert_sql(entity, tuple(columns))
        else:
            sql = f"UPDATE {entity} SET {', '.join(f'{c} = ?' for c in columns)} WHERE id = ?"
        self.con.execute(sql, (*columns.values(), record))
        self.changed.append(Change(entity, record, kind, tuple(value)))
        return record


@dataclass(frozen=True, slots=True)
class Ready:
    """A record made ready to be created: its op for the journal and its row for the table."""

    record: str
    entity: str
    op: str
    value: str
    registers: tuple[str, ...]
    sql: str
    row: tuple[Any, ...]


def make_ready(form: Form, record: str) -> Ready:
    """Do beforehand what `Work.add` does of a record outside the store; write it with `Work.add_ready`."""
    value = values(form) | ALIVE
    columns = {column: v for register in value.values() for column, v in register.items()}
    sql = _insert_sql(form.entity, tuple(columns))
    return Ready(record, form.entity, new_id(), _dump(value), tuple(value), sql, (*columns.values(), record))


@cache
def _insert_sql(entity: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {entity}({', '.join(columns)}, id) VALUES ({'?, ' * len(columns)}?)"


def _dump(value: Mapping[str, Any]) -> str:
    return _ENCODER.encode(value)


def refuse_edits(con: Connection, entity: str, wanted: Collection[str]) -> None:
    """Raise AppendOnly when a register of an append-only entity would be edited (the schema lists what may be set)."""
    row = con.execute("SELECT changeable FROM append_only WHERE entity = ?", (entity,)).fetchone()
    if row is not None and (fixed := set(wanted) - set(row[0].split())):
        raise AppendOnly(f"{entity}: {', '.join(sorted(fixed))}")


def foreign_keys(con: Connection, entity: str) -> list[tuple[str, str]]:
    """(table referred to, column) of an entity's references."""
    return [(row[2], row[3]) for row in con.execute(f"PRAGMA foreign_key_list({entity})")]


def references(con: Connection, entity: str) -> list[tuple[str, str]]:
    """(table, column) of every reference to an entity."""
    tables = [name for (name,) in con.execute("SELECT DISTINCT entity FROM op")]
    return [(table, column) for table in tables for target, column in foreign_keys(con, table) if target == entity]
