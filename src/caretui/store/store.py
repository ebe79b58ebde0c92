"""A store as the program holds it: reads on any thread, one way to write, a signal after each commit."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from caretui.lean import dataclass, field
from caretui.store import audit, database, drafts, long_work, schema, sessions
from caretui.store.database import Connection
from caretui.store.drafts import Draft
from caretui.store.errors import (
    Locked,
    MemberRemoved,
    NewerStore,
    NoStore,
    NotAllowed,
    StoreBusy,
    StoreError,
    StoreInUse,
)
from caretui.store.journal import Seen, heads, new_id, standing
from caretui.store.work import Change, Work

LONDON = ZoneInfo("Europe/London")
Clock = Callable[[], datetime]
F = TypeVar("F")


def system_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def was_cut_off(error: BaseException) -> bool:
    """Was a reading stopped because the store was locked under it? Then nothing went wrong: it is read again after the lock."""
    return isinstance(error, database.OperationalError) and str(error) == "interrupted"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking: what the program's rules about need to know ask of them."""

    member: str
    name: str
    role: str
    """coordinator, lead, reader or ig."""
    professional: str | None = None
    job: str | None = None
    agency: str | None = None
    agency_name: str | None = None
    agency_kind: str | None = None
    locality: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit was committed: by this session (with its changes), or by another (`unit` None, changes unknown)."""

    unit: str | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the reason of that unit, and the unit that did it, which can be undone too."""

    reason: str
    unit: str


NOBODY = Viewer(member="", name="", role="coordinator")


@dataclass(eq=False)
class Store:
    """One SQLCipher file, open for one session of one member."""

    path: Path
    key: bytes = field(repr=False)
    clock: Clock = system_clock
    viewer: Viewer = NOBODY
    demo: bool = False
    must_change_passphrase: bool = False
    alone: bool = False
    on_commit: Callable[[Changed], None] = field(default=lambda changed: None, repr=False)
    waits: Callable[[str], bool] | None = field(default=None, repr=False)
    """Told who writes for long ("Sam Ward takes in a sheet") when the store stays busy: True waits on. None never waits."""
    session: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        self._lock = threading.RLock()
        self._presence = sessions.Presence(self.path)
        self._own_units = 0
        self._head: tuple[int, str] | None = None
        """The audit line that the open transaction wrote last."""
        self.behind: tuple[str, ...] = ()
        """What the mark beside it found when it was opened: an end that is missing, a trail that was rewritten."""
        self._hurried: int | None = None
        self.asleep = False
        """Locked: no key in memory, no connection open."""
        self.done: list[tuple[str, str]] = []
        """(unit, reason) of this session's changes, newest last: what `u` undoes."""
        self._connect()

    def _connect(self) -> None:
        self._local = threading.local()
        self._readers: list[Connection] = []
        self._spare: list[Connection] = []
        """Of the readers those that `apart` lends, and nobody asks just now."""
        self._presence.enter()
        try:
            self._writer = database.connect(self.path, self.key, alone=self.alone)
            self._data_version, self._foreign_units = self._versions()
        except BaseException:
            self._presence.leave()
            raise

    # Opening ---------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, key: bytes, *, clock: Clock = system_clock, **options: Any) -> "Store":
        """Make a store file with the newest schema. Raises FileExistsError rather than touch an existing one."""
        if path.exists():
            raise FileExistsError(path.name)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o660))  # less the umask: the owner's, or a team's
        audit.forget_mark(path)
        con = database.connect(path, key)
        try:
            schema.migrate(con)
            con.execute("INSERT INTO meta(key, value) VALUES ('writer', ?)", (new_id(),))
        finally:
            con.close()
        return cls(path, key, clock=clock, **options)

    @classmethod
    def open(
        cls, path: Path, key: bytes, member: str | None = None, *, clock: Clock = system_clock, **options: Any
    ) -> "Store":
        """Open an existing store as a member. Raises NoStore, NewerStore, Damaged, MemberRemoved."""
        if not path.exists():
            raise NoStore("There is no store here. `caretui init` makes one.")
        store = cls(path, key, clock=clock, **options)
        try:
            if (found := schema.version(store._writer)) > schema.newest():
                raise NewerStore(
                    f"This store was made by a newer caretui (schema {found}; this one knows {schema.newest()})."
                    " Nothing was read or changed: update caretui."
                )
            store.behind = tuple(audit.behind_mark(path, store._writer))
            if member:
                store.enter(member)
        except BaseException:
            store.close()
            raise
        return store

    def enter(self, member: str, event: str = "opened") -> None:
        """Say who is looking; notes the session. Raises MemberRemoved."""
        row = (
            self.read()
            .execute(
                "SELECT m.name, m.role, m.professional, p.role, a.id, a.name, a.kind, m.locality, m.removed, m.void FROM member m"
                " LEFT JOIN professional p ON p.id = m.professional LEFT JOIN agency a ON a.id = p.agency WHERE m.id = ?",
                (member,),
            )
            .fetchone()
        )
        if row is None or row[8] or row[9]:
            raise MemberRemoved("You are no longer a member of this store. Your team lead can add you again.")
        name, role, professional, job, agency, agency_name, kind, locality, *_ = row
        self.viewer = Viewer(member, name, role, professional, job, agency, agency_name, kind, locality)
        with self.local() as con:
            sessions.note(con, self.session, member, self.now())
            self._audit(con, event)
            if self.behind and event == "opened":
                self._audit(con, audit.LOST)

    def close(self) -> None:
        """Close every connection; the store can be opened again as a new `Store`."""
        with self._lock:
            if self.asleep:
                return
            try:
                if self.viewer.member:
                    with self.local() as con:
                        sessions.forget(con, self.session)
            except (StoreInUse, database.DatabaseError):
                pass  # a full or vanished disk must not keep the program from leaving; the next session tidies
            finally:
                self._disconnect()

    def sleep(self) -> None:
        """Lock: close every connection and drop the key. What asks meanwhile gets `Locked`."""
        with self._lock:
            self.close()
            self.asleep = True
            self.key = b""

    def rest(self) -> None:
        """Nobody is asking: close what threads asked by, and give back the decrypted pages that the others keep.

        The next query reads them again; a connection of its own opens in two milliseconds, and is 0.6 MiB of schema.
        """
        if not self._lock.acquire(blocking=False):
            return
        try:
            with suppress(IndexError):
                while True:
                    con = self._spare.pop()  # from now on nobody is lent it
                    self._readers.remove(con)
                    con.close()
            for con in [] if self.asleep else [*self._readers, self._writer]:
                con.execute("PRAGMA shrink_memory")
        finally:
            self._lock.release()

    def wake(self, key: bytes) -> None:
        """Go on after a lock, as the same member in the same session. Raises StoreError, and stays asleep then."""
        with self._lock:
            self.key = key
            try:
                self._connect()
                self.asleep = False
                self.enter(self.viewer.member, "unlocked")
            except BaseException:
                if not self.asleep:
                    self._disconnect()
                self.asleep, self.key = True, b""
                raise

    def _disconnect(self) -> None:
        for con in self._readers:
            con.interrupt()
        if self._readers:
            time.sleep(0.02)  # a query in another thread ends before its connection is closed under it
        for con in [*self._readers, self._writer]:
            con.close()
        self._readers.clear()
        self._spare.clear()
        self._local = threading.local()
        self._presence.leave()

    # Time ------------------------------------------------------------------------------------------------

    def now(self) -> str:
        """This instant, `2026-11-20T14:30:00Z`."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def wall(self) -> datetime:
        """This moment on the wall in London, naive, to the minute."""
        return self.clock().astimezone(LONDON).replace(tzinfo=None, second=0, microsecond=0)

    def today(self) -> date:
        """Today's date in London."""
        return self.wall().date()

    # Reading ---------------------------------------------------------------------------------------------

    def read(self) -> Connection:
        """This thread's read-only connection."""
        con: Connection | None = getattr(self._local, "con", None)
        if self.asleep:
            raise Locked("caretui is locked.")
        if con is None:
            if self.alone:
                return self._writer
            con = self._local.con = self._reader()
        return con

    def _reader(self) -> Connection:
        con = database.read_only(self.path, self.key)
        self._readers.append(con)
        return con

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """What `read` gives in a thread that asks one question: lent for it, and closed when the session rests."""
        if self.asleep or self.alone:
            yield self.read()
            return
        try:
            con = self._spare.pop()
        except IndexError:
            con = self._reader()
        local, before = self._local, getattr(self._local, "con", None)
        local.con = con
        try:
            yield con
        finally:
            local.con = before
            if con in self._readers:  # not closed by a lock meanwhile
                self._spare.append(con)

    def look(self, record: str, form: type[F]) -> tuple[F, Seen]:
        """Open a record in a form (or in one of its registers): the form as it stands and what was seen."""
        now = heads(self.read(), record)
        stand = {column: value for columns in standing(now).values() for column, value in columns.items()}
        fields = {name: stand[name] for name in form.model_fields if name in stand}  # type: ignore[attr-defined]
        return form.model_construct(**fields), Seen(record, now)  # type: ignore[attr-defined]

    def poll(self) -> bool:
        """True when another session committed a unit since the last poll (3 µs when nothing happened).

        It never waits: while a thread of this session writes (an import), nobody else does, and the next poll looks.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            if self.asleep or self._writer.execute("PRAGMA data_version").fetchone()[0] == self._data_version:
                return False
            before = self._foreign_units
            self._data_version, self._foreign_units = self._versions()
            return before != self._foreign_units
        finally:
            self._lock.release()

    def _versions(self) -> tuple[int, int]:
        """(SQLite's data version, how many units others have written): the store's units are numbered without gaps."""
        version = int(self._writer.execute("PRAGMA data_version").fetchone()[0])
        if not schema.version(self._writer):
            return version, 0
        units = int(self._writer.execute("SELECT coalesce(max(n), 0) FROM unit").fetchone()[0])
        return version, units - self._own_units

    # Writing ---------------------------------------------------------------------------------------------

    @contextmanager
    def work(self, reason: str = "") -> Iterator[Work]:
        """One transaction: commit at the end, nothing written on an exception. `reason` is what `u` shows.

        Raises NotAllowed for a reader, StoreInUse when the store stays locked for 5 seconds.
        """
        if self.viewer.role in ("reader", "ig"):
            raise NotAllowed("Your role in this store is to read: ask your team lead if that should change.")
        with self._lock, self._transaction() as con:
            work = Work(con, new_id(), self._begin(reason))
            yield work
            if work.changed:
                self._audit(con, "unit", work.unit, ops=len(work.changed))
                for event, subject in audit.worth_a_line(con, work.changed):
                    self._audit(con, event, subject)
        if work.changed:
            self._own_units += 1
            self.done.append((work.unit, reason))
            self.on_commit(Changed(work.unit, tuple(work.changed)))

    @contextmanager
    def long_work(self, reason: str, what: str) -> Iterator[Work]:
        """As `work`, for what holds the store longer than others like to wait: they are told who does `what` meanwhile."""
        with self.local() as con:
            long_work.announce(con, self.session, who=self.viewer.name or "Somebody", what=what)
        try:
            with database.roomy(self._writer), self.work(reason) as work:
                yield work
        finally:
            with suppress(StoreError, database.DatabaseError), self.local() as con:
                long_work.over(con, self.session)

    def undo(self, unit: str | None = None) -> Undone | None:
        """Undo a unit (the session's newest when None); None when there is nothing to undo.

        Raises ChangedMeanwhile when something of it was changed later: nothing is written then.
        """
        if unit is None:
            if not self.done:
                return None
            unit = self.done[-1][0]
        row = self.read().execute("SELECT reason FROM unit WHERE id = ?", (unit,)).fetchone()
        if row is None:
            return None
        kept = [entry for entry in self.done if entry[0] != unit]
        with self.work(f"undo: {row[0]}") as work:
            work.undo(unit)
        self.done = kept
        return Undone(str(row[0]), work.unit)

    @contextmanager
    def local(self) -> Iterator[Connection]:
        """A transaction on what is not journalled: drafts, settings, sessions, audit."""
        if not self._lock.acquire(blocking=not self._hurries):
            raise StoreBusy("Somebody is writing.")
        try:
            with self._transaction() as con:
                yield con
        finally:
            self._lock.release()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Within it this thread's `local()` raises StoreBusy rather than wait for who is writing: for the keyboard's."""
        self._hurried = threading.get_ident()
        try:
            yield
        finally:
            self._hurried = None

    @property
    def _hurries(self) -> bool:
        return self._hurried == threading.get_ident()

    def audit(self, event: str, subject: str | None = None, **detail: Any) -> None:
        """Note that something was looked at, searched or sent: ids and counts only."""
        with self.local() as con:
            self._audit(con, event, subject, **detail)

    def draft(
        self,
        id: str,
        form: str,
        value: Mapping[str, Any],
        *,
        record: str | None = None,
        about: str | None = None,
    ) -> None:
        """Keep a half-written form."""
        with self.local() as con:
            drafts.save(
                con,
                id=id,
                member=self.viewer.member,
                session=self.session,
                form=form,
                record=record,
                about=about,
                value=value,
                at=self.now(),
            )

    def drop_draft(self, id: str) -> None:
        """Forget a draft: it was saved, or discarded."""
        with self.local() as con:
            drafts.drop(con, id)

    def drafts(self) -> "list[Draft]":
        """The member's drafts, newest first."""
        return drafts.of_member(self.read(), self.viewer.member)

    def left_drafts(self) -> "list[Draft]":
        """The member's drafts of sessions that have ended: what was being written when a terminal closed."""
        running = {session.id for session in sessions.present(self.read())}
        return [draft for draft in self.drafts() if draft.session not in running]

    def setting(self, key: str, default: str = "") -> str:
        """A setting of the member, else the store's (member ''), else the default."""
        rows = dict(
            self.read().execute(
                "SELECT member, value FROM setting WHERE key = ? AND member IN ('', ?)",
                (key, self.viewer.member),
            )
        )
        return str(rows.get(self.viewer.member, rows.get("", default)))

    def set_setting(self, key: str, value: str, *, everyone: bool = False) -> None:
        """Keep a setting for the member, or for everyone in this store."""
        with self.local() as con:
            con.execute(
                "INSERT OR REPLACE INTO setting(member, key, value) VALUES (?, ?, ?)",
                ("" if everyone else self.viewer.member, key, value),
            )

    def _begin(self, reason: str) -> Callable[[Work], None]:
        def begin(work: Work) -> None:
            (writer,) = work.con.execute("SELECT value FROM meta WHERE key = 'writer'").fetchone()
            work.con.execute(
                "INSERT INTO unit(id, at, actor, writer, reason, data_version, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (work.unit, self.now(), self.viewer.member, writer, reason, schema.newest(), work.undoes),
            )

        return begin

    def _audit(self, con: Connection, event: str, subject: str | None = None, **detail: Any) -> None:
        self._head = audit.append(
            con,
            at=self.now(),
            member=self.viewer.member,
            session=self.session,
            event=event,
            subject=subject,
            **detail,
        )

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        con = self._writer
        if self.asleep:
            raise Locked("caretui is locked.")
        if con.in_transaction:
            raise RuntimeError("one unit of work at a time")
        try:
            self._begin_writing(con)
            yield con
            con.execute("COMMIT")
            self._leave_mark()
        except BaseException as error:
            self._head = None
            _roll_back(con)
            meaning = database.told(error) if isinstance(error, database.DatabaseError) else None
            if meaning is not None:
                raise meaning from error
            raise

    def _leave_mark(self) -> None:
        if self._head is not None:
            audit.leave_mark(self.path, *self._head)
            self._head = None

    def _begin_writing(self, con: Connection) -> None:
        if not self._hurries:
            self._begin_patiently(con)
            return
        try:
            database.begin(con, patience=0)
        except database.OperationalError as error:
            raise StoreBusy("Somebody is writing.") from error

    def _begin_patiently(self, con: Connection) -> None:
        """Begin to write. While somebody writes for long, who may wait does; others are told who it is."""
        while True:
            try:
                database.begin(con)
                return
            except database.OperationalError as error:
                if not isinstance(database.told(error), StoreInUse) or not (who := long_work.announced(self.read())):
                    raise
                if self.waits is None or not self.waits(who):
                    words = f"{who}, which takes a while. Nothing of yours was changed: try again when it is done."
                    raise StoreInUse(words) from error


def _roll_back(con: Connection) -> None:
    try:
        if con.in_transaction:
            con.execute("ROLLBACK")
    except database.DatabaseError:
        pass  # the disk failed so that SQLite has rolled back by itself, or will when the store is next opened
