"""Takes sheets into a store for the tests, and counts what came of it."""

from pathlib import Path
from typing import Any

from caretui.care.identifiers import make_test_nhs
from caretui.intake import incoming
from caretui.intake.mapping import layout, without_guesses
from caretui.intake.practices import read_practices
from caretui.intake.readers import read
from caretui.intake.rows import check
from caretui.store.store import Store

ONE, TWO, THREE = make_test_nhs(1), make_test_nhs(2), make_test_nhs(3)
Counts = dict[str, int]


def take(store: Store, source: Path | str, *, mine: bool = False, **decisions: str) -> incoming.Incoming:
    """Take people in from a file, or from text whose cells are parted by `|`; `line3="new"` decides a doubtful row."""
    path = source if isinstance(source, Path) else store.path.parent / "sheet.csv"
    if isinstance(source, str):
        path.write_text(source, "utf-8")
    checked = check(without_guesses(layout(read(path))), now=store.wall())
    decided = {int(line.removeprefix("line")): what for line, what in decisions.items()}
    how = incoming.newcomers(store, mine=mine, decisions=decided)
    return incoming.take_in(store, lambda: incoming.plan_people(store, checked, how), reason="imported people")


def counts(done: incoming.Incoming) -> tuple[int, ...]:
    """added, updated, unchanged, refused, review."""
    return tuple(done.counts[name] for name in ("added", "updated", "unchanged", "refused", "review"))


def rows(store: Store, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return list(store.read().execute(sql, values))


def units(store: Store) -> int:
    return int(rows(store, "SELECT count(*) FROM unit")[0][0])


def take_practices(store: Store, path: Path) -> incoming.Incoming:
    listed = read_practices(read(path))
    return incoming.take_in(store, lambda: incoming.plan_practices(store, listed), reason="imported practices")
