"""Real and hostile sheets, other people at work meanwhile, and faults on the way."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.taking import ONE, counts, rows, take, units

from caretui.care.identifiers import make_test_nhs
from caretui.intake import incoming
from caretui.intake.mapping import layout, without_guesses
from caretui.intake.readers import read
from caretui.intake.rows import check
from caretui.store import backup
from caretui.store.store import Store


def test_the_synthea_sample_gives_every_person_or_a_reason_and_again_changes_nothing(
    store: Store, samples: Path
) -> None:
    assert counts(take(store, samples / "synthea" / "patients.csv")) == (1000, 0, 0, 0, 0)
    before = units(store)
    assert counts(take(store, samples / "synthea" / "patients.csv")) == (0, 0, 1000, 0, 0)
    assert units(store) == before


def test_every_naughty_string_comes_in_whole(store: Store, samples: Path, workbook: Callable[..., bytes]) -> None:
    strings = json.loads((samples / "naughty_strings" / "blns.json").read_text("utf-8"))
    fit = [
        one for one in strings if one.strip() and len(one) <= 200 and all(c.isprintable() or c == "\u200d" for c in one)
    ]
    path = store.path.parent / "naughty.xlsx"
    path.write_bytes(
        workbook(["Surname", "Forename", "DOB", "Comments"], *[[one, "Ann", "1/1/1950", one] for one in fit])
    )
    done = take(store, path)
    assert done.read == len(fit)
    assert done.refused == 0
    names = {name for (name,) in rows(store, "SELECT family_name FROM person")}
    notes = {note for (note,) in rows(store, "SELECT note FROM contact")}
    waiting = {one.value.removesuffix(", Ann") for one in done.findings if one.weight == "review"}
    for one in fit:
        name = " ".join(one.split())
        assert name in names or name in waiting
        assert one.strip() in notes or name in waiting


def test_a_change_by_somebody_else_between_plan_and_writing_makes_a_new_plan(store: Store) -> None:
    from caretui.store.changes import directory

    path = store.path.parent / "sheet.csv"
    path.write_text(f"Surname|NHS|Key worker\nWard|{ONE}|J Moss\n")
    checked = check(layout(read(path)), now=store.wall())
    plans: list[incoming.Incoming] = []

    def make() -> incoming.Incoming:
        plans.append(incoming.plan_people(store, checked, incoming.newcomers(store)))
        if len(plans) == 1:
            with store.work("added J Moss") as work:
                directory.ensure_professional(work, "J Moss")
        return plans[-1]

    incoming.take_in(store, make, reason="imported people")
    assert len(plans) == 2
    assert rows(store, "SELECT count(*) FROM professional WHERE name = 'J Moss'") == [(1,)]


def test_a_verified_backup_is_made_before_a_sheet_changes_anything(store: Store) -> None:
    sheet = f"Surname|NHS\nWard|{ONE}\n"
    before = units(store)
    take(store, sheet)
    (made,) = backup.known(backup.folder(store.path))
    assert backup.check(made.file, store.key) == before
    take(store, sheet)
    assert len(backup.known(backup.folder(store.path))) == 1


def test_without_a_backup_nothing_comes_in(store: Store) -> None:
    backup.folder(store.path).write_text("a file is in the way")
    with pytest.raises(backup.BackupFailed):
        take(store, f"Surname|NHS\nWard|{ONE}\n")
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]


def test_progress_is_told_and_a_failure_writes_nothing(store: Store, samples: Path) -> None:
    checked = check(without_guesses(layout(read(samples / "synthea" / "patients.csv"))), now=store.wall())
    seen: list[tuple[int, int]] = []

    def fall(done: int, of: int) -> None:
        seen.append((done, of))
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        incoming.take_in(
            store,
            lambda: incoming.plan_people(store, checked, incoming.newcomers(store)),
            reason="imported people",
            progress=fall,
        )
    assert [done for done, _ in seen[:-1]] == [0] * (len(seen) - 1) and seen[-1][0] > 0
    assert rows(store, "SELECT count(*) FROM person") == [(0,)]


def test_a_reader_on_another_thread_is_not_in_the_way(store: Store) -> None:
    done = threading.Event()
    found: list[int] = []

    def look() -> None:
        while not done.is_set():
            found.append(int(store.read().execute("SELECT count(*) FROM person").fetchone()[0]))

    watcher = threading.Thread(target=look)
    watcher.start()
    lines = "".join(f"Ward{n}|{make_test_nhs(n)}\n" for n in range(300))
    take(store, f"Surname|NHS\n{lines}")
    done.set()
    watcher.join()
    assert set(found) <= {0, 300}
