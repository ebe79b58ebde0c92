"""The store by itself: first page, saving, search and encryption, held against plain SQL on the same file."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from caretui.care.filters import Filter
from caretui.store import database, keys
from caretui.store.queries import caseload
from caretui.store.queries.search import find
from caretui.store.store import Store
from desk import at_today, walk
from stores import NAME, PASSPHRASE, WORDS, open_store, store_of
from table import Bench, Row, judged, quantile, said, tried

PAGE = 64
RAW_PAGE = (
    "SELECT n, family_name, given_name, last_contact, next_due, open_actions, risk_band, next_meeting, warnings FROM person"
    " WHERE coordinator = ? AND status = 'open' AND void IS NULL ORDER BY next_due IS NULL, next_due LIMIT 64"
)
RAW_FIND = "SELECT rowid FROM find_contact WHERE find_contact MATCH ? ORDER BY rowid DESC LIMIT 50"


def run(bench: Bench) -> list[Row]:
    """All rows of the store."""
    store = open_store(store_of(bench.folder, bench.large))
    try:
        parts = {"first page": _first_page, "saving": _saving, "Find": _search}
        rows = [row for what, measure in parts.items() for row in tried(what, lambda m=measure: m(bench, store))]
    finally:
        store.close()
    typed, encrypted = (
        tried("Find, typed", lambda: _as_it_is_typed(bench)),
        tried("encryption", lambda: _encryption(bench)),
    )
    return [*rows, *typed, *encrypted]


def _ms(do: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run after two that warm up."""
    held = []
    for _ in range(times + 2):
        began = time.perf_counter()
        do()
        held.append((time.perf_counter() - began) * 1000)
    return held[2:]


def _first_page(bench: Bench, store: Store) -> list[Row]:
    con, viewer, today = store.read(), store.viewer, store.today()

    def page(scope: str, order: str) -> object:
        ids = caseload.ids(con, Filter(), viewer, today, order=order, scope=scope)
        return caseload.rows(con, ids[:PAGE], viewer, today)

    mine = _ms(lambda: page("mine", "why today"), 20)
    raw = _ms(lambda: con.execute(RAW_PAGE, (viewer.professional,)).fetchall(), 20)
    everyone = _ms(lambda: caseload.ids(con, Filter(), viewer, today, order="name", scope="all"), 5)
    ids = caseload.ids(con, Filter(), viewer, today, order="name", scope="all")
    deep = _ms(lambda: caseload.rows(con, ids[len(ids) // 2 :][:PAGE], viewer, today), 20)
    many = f"{bench.large:,} people"
    return [
        judged(
            f"first page of my caseload, ids and rows, {many}",
            f"{said(mine, ' ms', 1)}; plain SQL for its columns {said(raw, ' ms', 2)}",
            statistics.median(mine),
            10,
            " ms",
            key="first page",
        ),
        judged(
            f"a page from the middle of everyone's, {many}", said(deep, " ms", 1), statistics.median(deep), 10, " ms"
        ),
        Row(f"the numbers of everyone in order, in a thread, {many}", said(everyone, " ms")),
    ]


def _saving(bench: Bench, store: Store) -> list[Row]:
    small = open_store(store_of(bench.folder, bench.small))
    try:
        less, more = _saved(small, 30), _saved(store, 30)
    finally:
        small.close()
    figure = f"{said(more, ' ms', 1)}; {said(less, ' ms', 1)} at {bench.small:,} people"
    return [
        judged(f"saving a contact, {bench.large:,} people", figure, statistics.median(more), 10, " ms", key="saving")
    ]


def _saved(store: Store, times: int) -> list[float]:
    from caretui.store.changes import contacts

    (person,) = (
        store.read()
        .execute("SELECT id FROM person WHERE coordinator = ? LIMIT 1", (store.viewer.professional,))
        .fetchone()
    )

    def save() -> None:
        with store.work("logged a contact") as work:
            contacts.log(work, store.viewer, person=person, now=store.now(), method="telephone", note="He slept well.")

    return _ms(save, times)


def _words(times: int) -> list[str]:
    """What somebody types, letter by letter from the third on: one word, sometimes the beginning of a second."""
    numbers = random.Random(11)
    found = []
    for _ in range(times):
        word, second = numbers.choice(WORDS), numbers.choice(WORDS)
        typed = word if numbers.random() < 0.6 else f"{word} {second}"
        found.append(typed[: numbers.randrange(min(3, len(typed)), len(typed) + 1)])
    return found


def _search(bench: Bench, store: Store) -> list[Row]:
    con, viewer, today = store.read(), store.viewer, store.today()
    ours, raw = [], []
    for typed in _words(60):
        match = " ".join(f'"{word}"*' for word in typed.split())
        raw += _ms(lambda match=match: con.execute(RAW_FIND, (match,)).fetchall(), 1)
        ours += _ms(lambda typed=typed: find(con, typed, viewer, today), 1)
    at_most = 2 * quantile(raw, 0.95)
    figure = (
        f"p95 {quantile(ours, 0.95):.0f} ms, median {statistics.median(ours):.0f}; full text alone p95"
        f" {quantile(raw, 0.95):.0f}, median {statistics.median(raw):.0f}"
    )
    what = f"Find over {bench.large * 10:,} contacts, people and actions too, without the repaint"
    return [judged(what, figure, quantile(ours, 0.95), at_most, " ms (2 x full text)", key="search", digits=0)]


def _as_it_is_typed(bench: Bench) -> list[Row]:
    """The same with the repaint: letters into Find, one at a time, at the small and at the large."""
    held: dict[int, list[float]] = {}
    for people in (bench.small, bench.large):
        with at_today(bench, people) as terminal:
            for word in ("tablets", "neighbour", "physio"):
                walk(terminal, "ctrl+f", quiet=0.4)
                held.setdefault(people, []).extend(terminal.press(letter, quiet=0.35).last for letter in word)
                walk(terminal, "escape", quiet=0.4)
    small, large = held[bench.small], held[bench.large]
    figure = f"median {statistics.median(large):.0f}, p95 {quantile(large, 0.95):.0f} ms; {bench.small:,} people: "
    figure += f"median {statistics.median(small):.0f}, p95 {quantile(small, 0.95):.0f}"
    return [Row(f"a letter typed in Find to the last byte of its answer, {bench.large:,} people", figure)]


def _encryption(bench: Bench) -> list[Row]:
    """The store of the middle size against its copy without encryption, by turns."""
    path = store_of(bench.folder, bench.middle)
    locked = database.connect(path, keys.unlock(path, PASSPHRASE, NAME).key)
    plain_path = bench.folder / "plain.db"
    plain_path.unlink(missing_ok=True)
    locked.execute(f"ATTACH DATABASE '{plain_path}' AS plain KEY ''")
    locked.execute("SELECT sqlcipher_export('plain')")
    locked.execute("DETACH DATABASE plain")
    plain = _plain(plain_path)
    try:
        (mine,) = locked.execute("SELECT coordinator FROM person LIMIT 1").fetchone()
        locked.execute("CREATE TABLE IF NOT EXISTS bench_write (n INTEGER PRIMARY KEY, words TEXT)")
        plain.execute("CREATE TABLE IF NOT EXISTS bench_write (n INTEGER PRIMARY KEY, words TEXT)")
        works: dict[str, Callable[[database.Connection], object]] = {
            "a page": lambda con: con.execute(RAW_PAGE, (mine,)).fetchall(),
            "every note read": lambda con: con.execute("SELECT sum(length(note)) FROM contact").fetchone(),
            "full text": lambda con: con.execute(RAW_FIND, ('"tab"*',)).fetchall(),
            "a row committed": lambda con: con.execute("INSERT INTO bench_write(words) VALUES (?)", ("x" * 2000,)),
        }
        parts = []
        for what, do in works.items():
            pairs = [(_ms(lambda do=do: do(locked), 1)[0], _ms(lambda do=do: do(plain), 1)[0]) for _ in range(15)]
            ours, theirs = statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
            parts.append(f"{what} {ours / theirs:.2f} x ({ours:.2f} ms)")
        locked.execute("DROP TABLE bench_write")
    finally:
        locked.close()
        plain.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{plain_path}{end}").unlink(missing_ok=True)
    return [Row(f"encryption against none, {bench.middle:,} people", "; ".join(parts))]


def _plain(path: Path) -> database.Connection:
    con = sqlcipher.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "trusted_schema = OFF"):
        con.execute(f"PRAGMA {pragma}")
    return con
