"""The filter line of lists and of the command line: words in any order, `key:value`, and bare flags."""

import re
from datetime import date, timedelta
from typing import Final

from caretui.care.dates import read_day
from caretui.care.vocabulary import RISK_BANDS
from caretui.lean import dataclass

KEYS: Final = ("loc", "practice", "risk", "coord", "prog", "agency", "status", "due")
FLAGS: Final = ("late", "mine", "in-hospital", "no-coordinator")

_KEY_NAMES: Final = {key: key for key in KEYS} | {
    "locality": "loc",
    "coordinator": "coord",
    "programme": "prog",
    "gp": "practice",
}
_FLAG_NAMES: Final = {flag: flag for flag in FLAGS} | {"overdue": "late"}
_TWO_WORDS: Final = r"(?:(?<=risk:)very high|(?<=status:)(?:in progress|not needed))(?!\S)"
"""Values of two words, which need no quotes after their key."""
_TOKEN = re.compile(
    rf'(?:(?P<key>[^\W\d_][\w-]*):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<plain>{_TWO_WORDS}|\S*))', re.IGNORECASE
)


@dataclass(frozen=True)
class Filter:
    """What a filter line asks for; empty text for a key that isn't there.

    `words`: name, relative, NHS number, telephone, in any order, all of them wanted. Values are as typed
    ("none" in coord: nobody), but a risk is one of RISK_BANDS. `flags`: late (also typed overdue), mine,
    in-hospital, no-coordinator. `unknown`: parts that mean nothing here, to be told to whoever typed them;
    they filter nothing.
    """

    words: tuple[str, ...] = ()
    loc: str = ""
    practice: str = ""
    risk: str = ""
    coord: str = ""
    prog: str = ""
    agency: str = ""
    status: str = ""
    due: str = ""
    flags: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Filter(unknown=self.unknown)

    @property
    def digits(self) -> str:
        """The digits when every word is a number ("999 012 3454"): NHS number or telephone; otherwise ""."""
        joined = "".join(self.words).replace("-", "")
        return joined if joined.isascii() and joined.isdigit() else ""

    @property
    def text(self) -> str:
        """The filter in its one plain form; reading it gives the same filter."""
        keyed = [f"{key}:{_quoted(getattr(self, key))}" for key in KEYS if getattr(self, key)]
        flags = [flag for flag in FLAGS if flag in self.flags]
        words = [_quoted(word, plain_word=True) for word in self.words]
        return " ".join([*keyed, *flags, *self.unknown, *words])


def read_filter(text: str) -> Filter:
    """Reads `loc:east overdue hussain`, `risk:very high coord:none`, `coord:"sam ward" due:fri`.

    Never fails: a key without a value yet is passed over, an unknown key, a second value for a key and an
    unknown risk are listed in `unknown`. A quoted part is searched for as it stands, also when it looks
    like a key or a flag; an open quote runs to the end, because it is still being typed.
    """
    words: list[str] = []
    values: dict[str, str] = {}
    flags: set[str] = set()
    unknown: list[str] = []
    for found in _TOKEN.finditer(" ".join(text.split())):
        quoted = found["quoted"] is not None
        value = (found["quoted"] if quoted else found["plain"]).strip()
        if found["key"] is None:
            if not quoted and value.casefold() in _FLAG_NAMES:
                flags.add(_FLAG_NAMES[value.casefold()])
            elif value:
                words.append(value)
            continue
        key = _KEY_NAMES.get(found["key"].casefold())
        read = _band(value) if key == "risk" else value
        if value and (key is None or read is None or values.setdefault(key, read) != read):
            unknown.append(f"{found['key']}:{_quoted(value)}")
        elif not value and key is None:
            words.append(f"{found['key']}:")
    return Filter(tuple(words), flags=frozenset(flags), unknown=tuple(unknown), **values)


def due_window(value: str, today: date) -> tuple[date | None, date] | None:
    """The first and last day that a `due:` value means; None when it means none.

    `late` everything before today, `today`, `week` up to Sunday, `+2w` from today on, otherwise that one day.
    """
    wanted = value.strip().casefold()
    if wanted in ("late", "overdue"):
        return None, today - timedelta(days=1)
    if wanted in ("week", "this week"):
        return today, today + timedelta(days=6 - today.weekday())
    day = read_day(wanted, today)
    if day is None:
        return None
    return (today if wanted.startswith("+") else day), day


def _band(value: str) -> str | None:
    """The risk band that a value means: its words, run together, or the start of them."""
    wanted = re.sub(r"[\s_-]+", "", value.casefold())
    exact = [band for band in RISK_BANDS if band.replace(" ", "") == wanted]
    starts = [band for band in RISK_BANDS if band.replace(" ", "").startswith(wanted)]
    found = exact or starts
    return found[0] if len(found) == 1 else None


def _quoted(value: str, *, plain_word: bool = False) -> str:
    """A value in quotes when it would be read as something else without them."""
    special = " " in value or not value
    if plain_word:
        found = _TOKEN.fullmatch(value)
        special = special or value.casefold() in _FLAG_NAMES or (found is not None and found["key"] is not None)
    return f'"{value}"' if special else value
