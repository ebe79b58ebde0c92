"""What a sheet may measure before anyone tries to read it, and the refusal that says why it was not."""

from caretui.lean import dataclass


class Unreadable(Exception):
    """A file that is not taken in; `reason` is a plain sentence for whoever chose it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds checked before and while a sheet is read: bytes, counts, seconds.

    The figures are far above any caseload (5,000 people are about 1 MB) and above the national lists that
    the directory is made from (16,000 practices, 4 MB), and far below what would hurt other sessions.
    """

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 300_000_000
    ratio: int = 200
    ratio_from_bytes: int = 5_000_000
    members: int = 2_000
    sheets: int = 200
    rows: int = 100_000
    columns: int = 500
    cells: int = 3_000_000
    cell_characters: int = 100_000
    memory_bytes: int = 1_500_000_000
    cpu_seconds: int = 60
    wall_seconds: int = 180


LIMITS = Limits()


def megabytes(count: int) -> str:
    """A size as people say it: 50 MB, 1.5 MB."""
    return f"{count / 1_000_000:.1f}".removesuffix(".0") + " MB"
