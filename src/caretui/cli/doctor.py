"""`caretui doctor`: what this computer and terminal can do, and what would be wrong; nothing is unlocked."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from caretui import __version__, platform, settings
from caretui.cli.common import store_path

Finding = tuple[str, str, bool]
"""What was looked at, what was found, whether that is all right."""


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """None of its own."""


def run(args: argparse.Namespace) -> int:
    """Print the findings; 1 when something is wrong."""
    findings = [*_program(), *_terminal(), *_settings(), *_store(store_path(args))]
    width = max(len(name) for name, _, _ in findings)
    for name, words, fine in findings:
        print(f"{'  ' if fine else '! '}{name:<{width}}  {words}")
    return 0 if all(fine for _, _, fine in findings) else 1


def _program() -> Iterator[Finding]:
    from caretui.store import database

    yield "caretui", f"{__version__}, Python {sys.version.split()[0]}, {sys.platform}", True
    found = database.sqlite_version()
    yield "SQLite", ".".join(map(str, found)), found >= database.OLDEST_SQLITE


def _terminal() -> Iterator[Finding]:
    here = sys.stdout.isatty()
    yield "terminal", f"TERM={os.environ.get('TERM', '')}" if here else "none (output goes to a file or pipe)", True
    if here:
        columns, rows = shutil.get_terminal_size()
        yield (
            "size",
            f"{columns}x{rows}" + ("" if columns >= 80 and rows >= 24 else ": 80x24 is needed"),
            (columns >= 80 and rows >= 24),
        )
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield "characters", sys.stdout.encoding or "unknown", encoding == "utf8"


def _settings() -> Iterator[Finding]:
    try:
        found = settings.load()
    except ValueError as error:
        yield "settings", str(error), False
        return
    yield "settings", f"{settings.paths().config}", True
    if found.unknown:
        yield "settings", f"not known: {', '.join(found.unknown)}", False
    for name, place in (("share", found.share), ("second backup", found.second_backup)):
        if place is not None:
            there = place.is_dir() and os.access(place, os.W_OK)
            yield name, f"{place}" + ("" if there else ": cannot be written just now"), there


def _store(path: Path) -> Iterator[Finding]:
    from caretui.store import keys, recovery, sessions

    yield "store", f"{path}" + ("" if path.exists() else ": none yet"), True
    kind = platform.file_system(path)
    yield (
        "disk",
        f"{kind or 'unknown'}" + (": a network disk" if platform.on_network(path) else ""),
        (not platform.on_network(path)),
    )
    if not path.exists():
        return
    has_keys = keys.folder(path).is_dir()
    yield (
        "keys",
        f"{len(list(keys.folder(path).glob('*.key')))} files" if has_keys else "the folder is missing",
        has_keys,
    )
    free = shutil.disk_usage(path.parent).free
    needed = 3 * path.stat().st_size + 50_000_000
    yield "room", f"{free // 1_000_000:,} MB free" + ("" if free > needed else ": little"), free > needed
    wal = path.with_name(f"{path.name}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    yield "log", f"{size // 1000:,} kB not yet written back", size < 200_000_000
    if os.name == "posix":
        mode = path.stat().st_mode & 0o007
        yield "rights", "private" if not mode else "others on this computer may open the file", not mode
    lock = platform.FileLock(sessions.lock_file(path))
    free_now = lock.take(alone=True)
    lock.release()
    yield "sessions", "nobody is in" if free_now else "somebody is in the store", True
    backups = recovery.candidates(path)
    yield (
        "backups",
        f"{len(backups)}" + (f", newest {backups[0].made:%d %b %Y %H:%M} UTC" if backups else ""),
        bool(backups),
    )
