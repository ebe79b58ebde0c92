"""A store on a real disk, the installed program run on it, and what it must hold afterwards."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from caretui.store import founding, keys, verify
from caretui.store.store import Store

PASSPHRASE = "correct horse battery"
NUMBER = "9990123454"
ROOT = Path(__file__).parents[2]


class Desk:
    """A founded store with one person, a passphrase file and an environment of its own."""

    def __init__(self, folder: Path) -> None:
        os.umask(0o077)  # as the program does
        self.folder = folder
        self.store_path = folder / "team.caretui"
        self.passphrase_file = folder / "passphrase"
        self.passphrase_file.write_text(PASSPHRASE)
        self.passphrase_file.chmod(0o600)
        made = founding.found(
            self.store_path, name="Sam Ward", job="community matron", agency="community nursing", passphrase=PASSPHRASE
        )
        from caretui.store.changes.people import add_person

        with made.store.work("added a person") as work:
            self.person = add_person(work, family_name="Duxbury", given_name="Alan", nhs_number=NUMBER)
        self.key, self.member = made.store.key, made.store.viewer.member
        made.store.close()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CARETUI_")},
            "CARETUI_CONFIG": str(folder / "config.toml"),
            "CARETUI_STORE": str(self.store_path),
            "CARETUI_PASSPHRASE_FILE": str(self.passphrase_file),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_DATA_HOME": str(folder / "data"),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "caretui", *words]

    def run(self, *words: str, before: Iterable[str] = (), **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*before, *self.command(*words)],
            capture_output=True,
            text=True,
            env={**self.environment, **environment},
            cwd=self.folder,
            timeout=120,
        )

    def log_words(self, note: str) -> tuple[str, ...]:
        return (
            "log",
            NUMBER,
            "--method",
            "telephone",
            "--with",
            "Karen",
            "--agency",
            "community nursing",
            "--note",
            note,
        )

    def open(self) -> Store:
        return Store.open(self.store_path, self.key, self.member)

    def contacts(self, *, whole: bool = True) -> dict[str, str]:
        """Contact id -> note, of a store that must be whole."""
        store = Store(self.store_path, self.key)
        try:
            if whole:
                assert verify.everything(store.read()) == []
            return dict(store.read().execute("SELECT id, note FROM contact WHERE void IS NULL"))
        finally:
            store.close()


def copy_of(desk: Desk, folder: Path) -> Desk:
    """The same desk again, in another folder: founding costs half a second."""
    shutil.copytree(desk.folder, folder, dirs_exist_ok=True)
    other = object.__new__(Desk)
    other.__dict__ = dict(desk.__dict__)
    other.folder, other.store_path = folder, folder / desk.store_path.name
    other.passphrase_file = folder / desk.passphrase_file.name
    other.environment = {k: v.replace(str(desk.folder), str(folder)) for k, v in desk.environment.items()}
    assert keys.folder(other.store_path).is_dir()
    return other


def some(seed: int) -> random.Random:
    """Randomness that can be repeated."""
    return random.Random(seed)
