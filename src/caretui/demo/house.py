"""The throw-away store of `caretui demo`: a random key in memory only, files in a private temporary folder, stale ones removed."""

import os
import shutil
import tempfile
from pathlib import Path

from caretui import platform, settings
from caretui.store import founding, keys
from caretui.store.changes import directory
from caretui.store.store import Clock, Store, system_clock

PREFIX = "caretui-demo-"
LOCK = "in-use"


class House:
    """A temporary folder with a lock that the system drops when the process ends, however it ends."""

    def __init__(self) -> None:
        sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = platform.FileLock(self.folder / LOCK)
        self._lock.take(alone=True)

    def store(self, clock: Clock = system_clock) -> Store:
        """A new store with Sam Ward at the keyboard, no passphrase, and a folder of its own for what is sent."""
        store = founded(self.folder / "demo.caretui", clock)
        share = self.folder / "share"
        share.mkdir()
        store.set_setting(settings.SHARE_FOLDER, str(share))
        return store

    def remove(self) -> None:
        """Leave nothing behind."""
        founding.remove(self.folder / "demo.caretui")
        self._lock.release()
        _clear(self.folder)


def founded(path: Path, clock: Clock = system_clock) -> Store:
    """A demo's store, empty but for Sam Ward, who sits at the keyboard; its random key is in memory only."""
    store = Store.create(path, keys.new_store_key(), clock=clock, demo=True)
    with store.work("made the demo") as work:
        member = directory.add_member(
            work,
            "Sam Ward",
            job="community matron",
            agency="community nursing",
            locality="Blackburn East",
            role="lead",
        )
    store.enter(member)
    return store


def sweep() -> None:
    """Remove the folders of demos that ended without tidying (a kill, a power cut); one still in use keeps its lock."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.is_symlink() or not folder.is_dir() or not _ours(folder):
            continue
        lock = platform.FileLock(folder / LOCK)
        try:
            free = lock.take(alone=True)
        except OSError:
            continue
        if free:
            lock.release()
            _clear(folder)


def _ours(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
