"""Wrong passphrases, counted in a plain file for each key file, so that a restart forgets nothing; they hold moments only.

Counted by key file, so that nobody shuts a colleague out. What slows a thief who has copied the files is Argon2id, not this;
this slows somebody at the keyboard.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from caretui.store.errors import TooManyTries

MOST, WINDOW = 10, 300.0
FREE = 3
"""So many wrong tries cost nothing but the derivation."""
_END = 253402300800.0
"""The year 10000: a moment beyond it, or none at all (nan), is damage."""


def file_of(key: Path) -> Path:
    """Where the tries on a key file are counted."""
    return key.with_suffix(".tries")


def wait(key: Path, now: float | None = None) -> float:
    """Seconds until the next try is allowed: 1, 2, 4 ... after the third, until the first is five minutes old after the tenth."""
    now = time.time() if now is None else now
    tries = sorted(at for at in _all(key) if abs(now - at) < WINDOW)
    if len(tries) < FREE:
        return 0.0
    if len(tries) >= MOST:
        return max(0.0, tries[-MOST] + WINDOW - now)
    return max(0.0, min(tries[-1], now) + 2.0 ** (len(tries) - FREE) - now)


def allowed(keys: Iterable[Path]) -> list[Path]:
    """The key files that may be tried now. Raises TooManyTries, with how long to wait, when none of several may."""
    waits = {key: wait(key) for key in keys}
    free = [key for key, seconds in waits.items() if seconds <= 0]
    if waits and not free:
        seconds = min(waits.values())
        words = f"{seconds:.0f} seconds" if seconds < 90 else f"{seconds / 60:.0f} minutes"
        raise TooManyTries(f"Too many wrong passphrases. Wait {words}." if seconds >= 1.5 else "Wait a second.")
    return free


def note(keys: Iterable[Path]) -> None:
    """Count a wrong try. A folder that cannot be written counts nothing."""
    for key in keys:
        with suppress(OSError), file_of(key).open("a", encoding="ascii") as file:
            file.write(f"{time.time():.1f}\n")


def take(key: Path) -> list[float]:
    """All wrong tries on a key file since its last unlock, and forget them: they go into the audit trail."""
    tries = _all(key)
    with suppress(OSError):
        file_of(key).unlink(missing_ok=True)
    return sorted(tries)


def _all(key: Path) -> list[float]:
    found = []
    with suppress(OSError):
        for line in file_of(key).read_text(encoding="ascii", errors="replace").splitlines():
            with suppress(ValueError):
                found.append(float(line))
    return [at for at in found if 0 <= at < _END]
