"""Wrong passphrases, counted in a plain file beside the keys so that a restart forgets nothing; it holds moments only.

What slows a thief who has copied the files is Argon2id, not this; this slows somebody at the keyboard.
"""

import time
from contextlib import suppress
from pathlib import Path

from caretui.store.errors import TooManyTries

MOST, WINDOW = 10, 300.0
FREE = 3
"""So many wrong tries cost nothing but the derivation."""
FILE = "tries"


def recent(home: Path, now: float) -> list[float]:
    """The moments (seconds since 1970) of wrong tries in the last five minutes, oldest first."""
    return sorted(at for at in _all(home) if abs(now - at) < WINDOW)


def wait(home: Path, now: float | None = None) -> float:
    """Seconds until the next try is allowed: 1, 2, 4 ... after the third, five minutes for the tenth."""
    now = time.time() if now is None else now
    tries = recent(home, now)
    if len(tries) < FREE:
        return 0.0
    if len(tries) >= MOST:
        return max(0.0, tries[-MOST] + WINDOW - now)
    return max(0.0, min(tries[-1], now) + 2.0 ** (len(tries) - FREE) - now)


def refuse_if_too_many(home: Path) -> None:
    """Raise TooManyTries, with how long to wait."""
    if (seconds := wait(home)) > 0:
        words = f"{seconds:.0f} seconds" if seconds < 90 else f"{seconds / 60:.0f} minutes"
        raise TooManyTries(f"Too many wrong passphrases. Wait {words}." if seconds >= 1.5 else "Wait a second.")


def note(home: Path) -> None:
    """Count a wrong try. A folder that cannot be written counts nothing."""
    with suppress(OSError), (home / FILE).open("a", encoding="ascii") as file:
        file.write(f"{time.time():.1f}\n")


def take(home: Path) -> list[float]:
    """All wrong tries since the last unlock, and forget those that no longer count: they go into the audit trail."""
    tries = _all(home)
    with suppress(OSError):
        (home / FILE).unlink(missing_ok=True)
    return sorted(tries)


def _all(home: Path) -> list[float]:
    found = []
    with suppress(OSError):
        for line in (home / FILE).read_text(encoding="ascii", errors="replace").splitlines():
            with suppress(ValueError):
                found.append(float(line))
    return found
