"""Colleagues with system accounts of their own share one store on one server; nobody else of the server may."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.desk import PASSPHRASE, ROOT

SAM, ANN, STRANGER, TEAM = 54321, 54322, 54323, 55555


AS_SOMEBODY = """
import os, sys, pkgutil, importlib
user, group = int(sys.argv[1]), int(sys.argv[2])
parts = ("cli", "store", "store.queries", "store.changes", "store.models", "care")
for package in [f"caretui.{part}" for part in parts]:
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__, package + "."):
        if not module.name.endswith(("ddl", "start", "demo")):
            importlib.import_module(module.name)
import _strptime, resource, fcntl, tempfile, argon2.low_level, getpass, locale, platformdirs.unix
import zoneinfo, csv, stringprep, holidays, dateutil
from caretui.store import schema
from caretui.store.store import LONDON
steps = schema.steps()
schema.steps = lambda: steps
os.setgroups([]), os.setgid(group), os.setuid(user)
os.chdir("/")
from caretui.cli import main
sys.exit(main(sys.argv[3:]))
"""
"""The modules are read as root, since a checkout may be closed to others; all files of the store are met as somebody."""


class Account:
    """A system account that runs the installed program."""

    def __init__(self, home: Path, user: int, group: int) -> None:
        self.home, self.user, self.group = home, user, group
        home.mkdir()
        os.chown(home, user, group)
        self.keep("passphrase", PASSPHRASE)

    def keep(self, name: str, words: str) -> Path:
        file = self.home / name
        file.write_text(words)
        os.chown(file, self.user, self.group)
        file.chmod(0o600)
        return file

    def run(self, store: Path, *words: str, passphrase: str = "passphrase") -> "subprocess.CompletedProcess[str]":
        common = ["--store", str(store), "--passphrase-file", str(self.home / passphrase)]
        return subprocess.run(
            [sys.executable, "-c", AS_SOMEBODY, str(self.user), str(self.group), *common, *words],
            capture_output=True,
            text=True,
            env={
                "HOME": str(self.home),
                "PYTHONPATH": str(ROOT / "src"),
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
            },
        )


@pytest.fixture
def place() -> Iterator[Path]:
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can be several accounts")
    with tempfile.TemporaryDirectory(prefix="caretui-team-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_team_shares_a_store_and_strangers_do_not(place: Path) -> None:
    sam = Account(place / "sam", SAM, TEAM)
    ann = Account(place / "ann", ANN, TEAM)
    stranger = Account(place / "stranger", STRANGER, 55556)
    shared = place / "srv"
    shared.mkdir()
    os.chown(shared, SAM, TEAM)
    shared.chmod(0o755)  # whatever the umask is
    store = shared / "team" / "caseload.caretui"
    made = sam.run(store, "init", "--name", "Sam Ward", "--role", "matron", "--agency", "community nursing", "--team")
    assert made.returncode == 0, made.stderr
    added = sam.run(store, "member", "add", "Ann Lee", "--role", "OT", "--agency", "OT")
    assert added.returncode == 0, added.stderr
    ann.keep("once", added.stdout.strip())
    ann.keep("passphrase", "her own four words")
    changed = ann.run(
        store,
        "--as",
        "ann",
        "member",
        "passphrase",
        "--new-passphrase-file",
        str(ann.home / "passphrase"),
        passphrase="once",
    )
    assert changed.returncode == 0, changed.stderr
    for who, name in ((sam, "sam"), (ann, "ann")):
        for words in (("list", "people", "--all"), ("backup",), ("verify",)):
            done = who.run(store, "--as", name, *words)
            assert done.returncode == 0, (name, words, done.stderr)
    put_back = ann.run(store, "--as", "ann", "restore", "--replace")
    assert put_back.returncode == 0, put_back.stderr
    assert sam.run(store, "--as", "sam", "verify").returncode == 0
    assert stranger.run(store, "--as", "sam", "list", "people").returncode != 0
    open_to_all = [p for p in (shared / "team").rglob("*") if p.stat().st_mode & 0o007]
    assert open_to_all == []
