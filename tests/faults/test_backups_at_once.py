"""Two backups of one session at the same moment: the one of every half hour, and the one at the end of the day."""

import threading

from tests.faults.desk import Desk

from caretui.store import backup
from caretui.store.errors import StoreError


def test_two_backups_of_a_session_at_once_are_both_made(desk: Desk) -> None:
    store = desk.open()
    failed: list[str] = []
    start = threading.Barrier(4)

    def make(number: int) -> None:
        start.wait()
        try:
            made = backup.copy(store.path, store.key, backup.folder(store.path), f"2026-11-26T08:4{number % 2}:00Z")
            backup.check(made, store.key)
        except StoreError as error:
            failed.append(str(error))

    threads = [threading.Thread(target=make, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert failed == []
    assert len(backup.known(backup.folder(desk.store_path))) == 2
