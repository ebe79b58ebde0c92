"""Robert's story, under an invented name, keyed into an empty store of the installed program by keyboard alone.

Fewer than 400 key presses apart from the words; then read back from `show` and from the exported files. (Field guide, 1:
seventeen hospital visits or admissions in twelve months, then a plan with the family, then two visits in six months.)
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.e2e.conftest import PASSPHRASE
from tests.e2e.terminal import PROGRAM, Typist

from caretui.care.dates import london_day

MOST_PRESSES = 400
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "last")
TODAY = london_day(datetime.now(UTC))


def months_ago(count: int) -> date:
    """The same day of the month `count` months ago, the 28th at the latest."""
    month = TODAY.month - 1 - count
    return date(TODAY.year + month // 12, month % 12 + 1, min(TODAY.day, 28))


PLAN = months_ago(6)
BEFORE = months_ago(18)


def say(day: date) -> str:
    """A day as it is typed."""
    return f"{day.day}/{day.month}/{day.year}"


class Coordinator:
    """Sam Ward at the keyboard."""

    def __init__(self, you: Typist) -> None:
        self.you = you

    def form(self, *values: str, save: str = "f2") -> None:
        """Fill in a form field by field, "" leaves one as it stands; save."""
        for place, value in enumerate(values):
            if place:
                self.you.press("tab")
            if value:
                self.you.words(value)
        self.you.press(save)
        self.you.see("Saved")

    def add(self, digit: str, heading: str, *values: str) -> None:
        """`+`, what, and its form."""
        self.you.press("+", digit).see(heading)
        self.form(*values)


def first_run(you: Typist) -> None:
    """Who are you, a passphrase twice, the organisation key on paper, then a first person."""
    you.see("There is no store here yet", "Your name")
    values = (
        "Sam Ward",
        "community matron",
        "community nursing",
        "community nursing",
        "Blackburn East",
        PASSPHRASE,
        PASSPHRASE,
    )
    for place, value in enumerate(values):
        if place:
            you.press("tab")
        you.words(value)
    you.press("f2").see("THE ORGANISATION KEY", "it is written down")
    paper = re.findall(r"\b[A-Z0-9]{4}\b", you.text().split("Who has this key")[0])
    you.press("enter").see("group of four")
    asked = re.search(r"the (\w+) group of four", you.text())
    assert asked
    you.words(paper[ORDINALS.index(asked[1])]).press("enter")
    you.see("add a person")


def key_in(you: Typist, share: Path) -> None:
    """The story itself."""
    sam = Coordinator(you)
    you.press("2").see("NEW PERSON")
    you.words("Duxbury, Alan").press("tab").words("14/3/1964").press("tab").words("999 012 3454").press("f2")
    you.see("WHO THEY ARE")
    sam.form(
        "",
        "",
        "Al",
        "",
        "",
        "",
        "",
        "4 Intack Court",
        "BB1 3HT",
        "01632 960141",
        "",
        "",
        "",
        "assisted living",
        "alone",
    )
    you.see("DUXBURY, Alan", "SUMMARY")

    for condition in ("diabetes", "heart failure", "COPD"):
        sam.add("4", "NEW CONDITION", condition)
    sam.add("1", "NEW WARNING", "falls", "No rail on 2nd stair")
    sam.add("2", "NEW PERSON AROUND", "Karen", "daughter", "", "", "01632 960152")
    sam.add("2", "NEW PERSON AROUND", "Jim", "brother")
    sam.add("2", "NEW PERSON AROUND", "T Holt", "manager", "", "", "01632 960144")
    sam.add("3", "NEW SERVICE", "Sam Ward", "weight, breathing", "mon 10:30")
    sam.add("3", "NEW SERVICE", "Hollies, night care", "settle", "daily 22:00")
    sam.add("3", "NEW SERVICE", "Karen", "shopping", "fri")
    sam.add("3", "NEW SERVICE", "Jim", "budget", "1st of month")
    sam.add("6", "NEW SHARING", "may be told", "Karen", "everything")
    sam.add("7", "NEW KEPT DOCUMENT", "ReSPECT", "kitchen folder")

    you.press("right", "right").see("PLAN")
    sam.add("7", "PLAN", say(PLAN), "Al and Karen", "", say(TODAY + timedelta(days=30)), "Sam Ward")
    sam.add("8", "COUNTED FACT", "17", "", say(BEFORE), say(PLAN), "the practice", "before")
    sam.add("8", "COUNTED FACT", "2", "", say(PLAN), say(TODAY), "the practice", "since")
    sam.add("1", "NEED", "Breathless and frightened at night; rings 999")
    sam.add("2", "GOAL", "Sleep in my own bed without ringing 999", "Breath", "9")
    sam.add(
        "5", "IF WORSE", "breathless lying flat, up 2 kg in 3 days", "weigh, sit up, ring", "heart nurse 01632 960177"
    )
    sam.add("6", "ABOUT ME", "My own bed, and the Rovers with our Jim.")
    sam.add("4", "OUTCOME", "I feel there's someone there now.")
    for line in (
        "occupational therapy: second stair rail fri",
        "heart failure nursing: see Al +1w",
        "Jim: budget with Al +9d",
    ):
        you.press("a").see("ask for an action").words(line)
        you.press("enter").see("Saved")

    you.press("c").see("NEW CONTACT").press("f", "1").words("Chest clear, 82.1 kg, ankles puffy.").press("f2").see(
        "Saved"
    )
    you.press("c").see("NEW CONTACT").press("T", "2").words("Bad nights since Sunday; wants a ring back.").press(
        "f2"
    ).see("Saved")
    you.press("left", "left").see("SUMMARY", "17 hospital visits or admissions")


@pytest.fixture
def story(sit_down: Callable[..., Typist], home: Path) -> Typist:
    share = home / "share"
    share.mkdir()
    you = sit_down("--store", str(home / "team.caretui"))
    first_run(you)
    key_in(you, share)
    return you


def run(home: Path, secret: Path, *arguments: str) -> str:
    """A command on the same store; its stdout."""
    command = [str(PROGRAM)] if PROGRAM.exists() else [sys.executable, "-m", "caretui"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CARETUI")}
    done = subprocess.run(
        [*command, "--store", str(home / "team.caretui"), "--passphrase-file", str(secret), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data")},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_story_is_keyed_in_shown_on_one_screen_and_read_back(story: Typist, home: Path, secret: Path) -> None:
    screen = story.text()
    for words in (
        'DUXBURY, Alan  "Al"',
        "NHS 999 012 3454",
        "No rail on 2nd stair",
        "kitchen folder",
        "diabetes, heart failure, COPD",
        "My own bed, and the Rovers with our Jim.",
        "x x x x x x x",
        "1st of month",
        "second stair rail",
        "heart nurse 01632 960177",
        "17 hospital visits or admissions in 12 months (1.42 a month)",
        "2 in 6 months (0.33 a month)",
        "Some fall after a peak is usual",
        "I feel there's someone there now.",
        "Karen rang: Bad nights since Sunday",
    ):
        assert words in screen, words
    assert story.presses < MOST_PRESSES, "the story takes few keys"

    shown = run(home, secret, "show", "9990123454")
    for words in (
        "1.42",
        "0.33",
        "kitchen folder",
        "Hollies, night care",
        "Karen",
        "second stair rail",
        "Chest clear, 82.1 kg",
    ):
        assert words in shown, words
    told = json.loads(run(home, secret, "show", "999 012 3454", "--format", "json"))
    assert told["family_name"] == "Duxbury" and told["date_of_birth"] == "1964-03-14"

    from docx import Document

    path = run(
        home,
        secret,
        "export",
        "person",
        "--person",
        "9990123454",
        "--to",
        str(home / "share"),
        "--format",
        "docx",
        "--purpose",
        "handover",
    ).strip()
    paper = Document(path)
    words = "\n".join(
        [p.text for p in paper.paragraphs] + [c.text for t in paper.tables for r in t.rows for c in r.cells]
    )
    for wanted in ("1.42", "0.33", "kitchen folder", "Hollies, night care", "second stair rail", "999 012 3454"):
        assert wanted in words, wanted
    assert "uxbury" not in Path(path).name
