"""A team meeting of fifteen from the demo by keys alone: prepared, run, killed in the middle, resumed, minuted, sent.

Every paper is read back with another program and holds exactly what its agency may see; who was not reached is on the
next agenda.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import PASSPHRASE
from tests.e2e.terminal import PROGRAM, Typist
from tests.patience import seconds

from caretui.store import keys
from caretui.store.store import Store

MOST_KEYS = 6
OBJECTOR = "Entwistle"
FIRST_HALF = {
    "ALAN DUXBURY": ["enter"],
    "DORIS ENTWISTLE": ["2", "a", "adult social care: start of care package +1w", "enter", "n"],
    "FRANK KENYON": ["1", "8", "a", "district nursing: weigh him fri", "enter", "n"],
    "MOHAMMED HUSSAIN": ["3", "9", "n"],
    "MOHAMMED HUSSAIN 2": ["2", "s", "brother moved in", "enter", "n"],
    "ZUBEDA PATEL": ["2", "a", "care network: lunch club +2w", "enter", "n"],
}
SECOND_HALF = {
    "FATIMA BIBI": ["3", "n"],
    "YUSUF SHAH": ["1", "n"],
    "JEAN WHITTLE": ["enter"],
    "SHABANA KHAN": ["2", "v", "ring me after six", "enter", "n"],
    "COLIN YATES": ["3", "0", "n"],
    "SEAN RILEY": ["2", "6"],
}
NOT_REACHED = ["Sharples, Brian", "Iqbal, Nasreen", "O'Hara, Kath"]
KEYS = {"enter", "n", *"0123456789asv"}
PROBE = ("withheld", "objects", "2741")
"""What no paper may say: that somebody was left out, and a key-safe code."""
Person = tuple[str, str, str]
"""Family name, given name, NHS number 3-3-4."""


@pytest.fixture(autouse=True)
def readers() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")


class Lead:
    """Sam Ward, who leads the meeting, at the keyboard of the kept demo store."""

    def __init__(self, sit_down: Callable[..., Typist], home: Path, secret: Path) -> None:
        self._sit_down = sit_down
        self.home, self.secret = home, secret
        self.path = home / "team.caretui"
        self.share = home / "share"
        self.share.mkdir()
        self.run("demo", "--keep", str(self.path), "--make-only")
        self.you = self.sit()

    def run(self, *arguments: str) -> str:
        """A command of the installed program; its stdout."""
        command = [str(PROGRAM)] if PROGRAM.exists() else [sys.executable, "-m", "caretui"]
        kept = {k: v for k, v in os.environ.items() if not k.startswith("CARETUI")}
        folders = {"HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config")}
        done = subprocess.run(
            [*command, "--passphrase-file", str(self.secret), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**kept, **folders, "XDG_DATA_HOME": str(self.home / "data")},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sit(self) -> Typist:
        """Down at a terminal."""
        you = self._sit_down("--store", str(self.path), "--passphrase-file", str(self.secret))
        return you.see("1 TODAY")

    def discuss(self, people: dict[str, list[str]], place: int) -> None:
        """Each person by the keys given; what is written counts as no key."""
        for number, (name, steps) in enumerate(people.items(), place):
            self.you.see(f"{number} of 15", name.removesuffix(" 2"))
            before = self.you.presses
            for step in steps:
                if step in KEYS:
                    self.you.press(step)
                else:
                    self.you.words(step)
            assert self.you.presses - before <= MOST_KEYS, name

    def send(self, what: str, form: str, *, files: int) -> list[Path]:
        """`x`: one kind in one format to all who were asked; the files that came."""
        before = set(self.share.iterdir())
        self.you.press("x").see("SEND OR PRINT").press(what)
        if form:
            self.you.press("tab", "tab", form)
        self.you.press("f2")
        if not before:
            self.you.see("Folder: type").words(str(self.share)).press("f2")
        until = time.monotonic() + seconds(60)
        while len(made := {file for file in self.share.iterdir() if file.suffix != ".part"} - before) < files:
            assert time.monotonic() < until, self.you.text()
            self.you.read(0.1)
        self.you.rest()
        assert len(made) == files
        return sorted(made)


@pytest.fixture
def lead(sit_down: Callable[..., Typist], home: Path, secret: Path) -> Lead:
    return Lead(sit_down, home, secret)


def prepare(lead: Lead) -> str:
    """Fifteen people: one objects to mental health, a voluntary agency is asked too, notes, a suggestion declined."""
    you = lead.you
    you.press("3").see("3 MEETINGS", "Higher Croft Surgery").press("enter").see("PREP", "15 people in 55 min")
    you.press("j", "enter").see("ENTWISTLE, Doris")
    you.press("+", "6").see("NEW SHARING").words("objects to").press("tab").words("mental health").press("f2").see(
        "Saved"
    )
    you.press("escape").see("PREP", "SUGGESTED")
    you.press("t").see("WHO IS HERE").press("+").words("mel fost").see("Mel Foster").press("enter")
    you.see("Mel Foster is expected").press("escape").see("PREP")
    you.press("g", "j", "j", "s").see("NOTE").words("Care package before he comes home.").press("f2").see("prepared")
    you.press("G", "-").see("Decline").words("seen on Monday").press("enter").see("declined")
    you.see("15 people in 55 min")
    return you.text()


class Paper:
    """What another program reads in a file that an agency got."""

    def __init__(self, file: Path) -> None:
        self.words = read(file)
        self.nhs = set(re.findall(r"\b999 \d{3} \d{4}\b", self.words))
        self.numbered = [
            (int(number), name.strip()) for number, name in re.findall(r"(?m)^\s*(\d+)\. ([A-Z].*)$", self.words)
        ]

    def holds_exactly(self, people: list[Person], in_full: list[Person], everybody: list[Person]) -> None:
        """These people, those told of in full numbered from 1; no trace of others, nor that anybody was left out."""
        assert self.nhs == {nhs for _, _, nhs in in_full}
        assert [number for number, _ in self.numbered] == list(range(1, len(self.numbered) + 1))
        families = {family.upper() for family, _, _ in people}
        for family, _, _ in everybody:
            assert (family.upper() in self.words.upper()) == (family.upper() in families), family
        for probe in PROBE:
            assert probe not in self.words.lower(), probe


def read(file: Path) -> str:
    """The words of a PDF, DOCX or XLSX."""
    if file.suffix == ".pdf":
        done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
        return done.stdout
    if file.suffix == ".docx":
        from docx import Document

        paper = Document(str(file))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])
    from openpyxl import load_workbook

    sheets = load_workbook(file).worksheets
    return "\n".join(
        "\t".join(str(cell) for cell in row if cell is not None)
        for sheet in sheets
        for row in sheet.iter_rows(values_only=True)
    )


def of(files: list[Path], agency: str) -> Path:
    """The one that an agency got."""
    (found,) = [file for file in files if f"-{agency.lower().replace(' ', '-')}-" in file.name]
    return found


AGENCIES = ("community nursing", "GP", "district nursing", "occupational therapy", "mental health", "Care Network")


class Truth:
    """What stands in the store, read by plain SQL: nothing here is shared with what makes the papers."""

    def __init__(self, lead: Lead) -> None:
        store = Store.open(lead.path, keys.unlock(lead.path, PASSPHRASE, "Sam Ward").key)
        self.all = store.read().execute
        self.close = store.close
        (self.meeting,) = self.all(
            "SELECT id FROM meeting WHERE status IN ('planned', 'running') ORDER BY at LIMIT 1"
        ).fetchone()

    def agenda(self) -> list[Person]:
        """Everybody on it, in order."""
        rows = self.all(
            "SELECT p.family_name, p.given_name, substr(nhs_number, 1, 3) || ' ' || substr(nhs_number, 4, 3) || ' '"
            " || substr(nhs_number, 7) FROM agenda_item i JOIN person p ON p.id = i.person WHERE i.meeting = ?"
            " AND i.void IS NULL AND i.state NOT IN ('declined', 'removed') ORDER BY i.position",
            (self.meeting,),
        )
        return rows.fetchall()

    def may_see(self, agency: str) -> list[Person]:
        """Of the agenda: whom an agency may be told of."""
        worked_with = {
            nhs
            for (nhs,) in self.all(
                "SELECT substr(nhs_number, 1, 3) || ' ' || substr(nhs_number, 4, 3) || ' ' || substr(nhs_number, 7)"
                " FROM person p, agency g WHERE g.name = ? AND ("
                " EXISTS (SELECT 1 FROM action x WHERE x.person = p.id AND x.agency = g.id)"
                " OR EXISTS (SELECT 1 FROM service x WHERE x.person = p.id AND x.agency = g.id)"
                " OR EXISTS (SELECT 1 FROM contact x WHERE x.person = p.id AND x.agency = g.id)"
                " OR EXISTS (SELECT 1 FROM circle x WHERE x.person = p.id AND x.agency = g.id)"
                " OR EXISTS (SELECT 1 FROM involvement x WHERE x.person = p.id AND x.lead_agency = g.id))",
                (agency,),
            )
        }
        return [
            person
            for person in self.agenda()
            if (agency != "mental health" or person[0] != OBJECTOR)
            and (agency != "Care Network" or person[2] in worked_with)
        ]


def test_a_meeting_of_fifteen_from_the_agenda_to_the_minutes(lead: Lead) -> None:
    prepare(lead)
    you = lead.you
    packs = lead.send("1", "", files=6)
    assert "Sent 6 files to share. 1 withheld." in you.text()
    (invitation,) = lead.send("4", "", files=1)
    truth = Truth(lead)
    everybody = truth.agenda()
    seen_before = {agency: truth.may_see(agency) for agency in AGENCIES}
    assert len(everybody) == 15 and len(seen_before["mental health"]) == 14 and len(seen_before["GP"]) == 15

    you.press("H").see("1 of 15", "ALAN DUXBURY")
    lead.discuss(FIRST_HALF, 1)
    you.see("7 of 15", "FATIMA BIBI")
    you.close()  # SIGKILL: the lid is closed on it

    you = lead.you = lead.sit()
    you.press("3").see("NOW 13:00").press("enter").see("7 of 15", "FATIMA BIBI")
    lead.discuss(SECOND_HALF, 7)
    you.press("escape").see("12 of 15 discussed", "NOT REACHED", *NOT_REACHED)
    you.press("enter").see("MINUTES", "DRAFT")
    you.press("space").see("Approved by").press("enter").see("APPROVED").press("space", "y").see("ISSUED")
    minutes = lead.send("2", "", files=6)
    sheets = lead.send("3", "", files=6)
    dates = lead.send("5", "", files=6)
    you.close()

    for agency in AGENCIES:
        pack = Paper(of(packs, agency))
        pack.holds_exactly(seen_before[agency], seen_before[agency], everybody)
        assert [name.split(",")[0] for _, name in pack.numbered] == [f.upper() for f, _, _ in seen_before[agency]]
        assert ("stair rail" in pack.words) == (agency != "Care Network"), (
            "others' actions are for health and social care"
        )
        theirs = truth.may_see(agency)
        discussed = [person for person in theirs if f"{person[0]}, {person[1]}" not in NOT_REACHED]
        Paper(of(minutes, agency)).holds_exactly(theirs, discussed, everybody)
        holds_the_actions(of(sheets, agency), of(dates, agency), agency)
    assert (
        "brother moved in" in Paper(of(minutes, "GP")).words and '"ring me after six"' in Paper(of(minutes, "GP")).words
    )
    event = only_events(invitation)
    assert len(event) == 1 and event[0].decoded("dtstart").strftime("%H:%M") == "13:00"
    assert not any(family in invitation.read_text() for family, _, _ in everybody)
    truth.close()
    are_on_the_next_agenda(lead)


def holds_the_actions(sheet: Path, dates: Path, agency: str) -> None:
    """The actions of its people; a voluntary agency gets only its own."""
    expected = {OBJECTOR: "start of care package", "Kenyon": "weigh him", "Patel": "lunch club"}
    if agency == "mental health":
        del expected[OBJECTOR]
    if agency == "Care Network":
        expected = {"Patel": "lunch club"}
    from openpyxl import load_workbook

    rows = list(load_workbook(sheet).active.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Person")
    found = {str(row[0]).split(",")[0].capitalize(): row[2] for row in rows[head + 1 :] if row[0]}
    assert found == expected
    entries = only_events(dates)
    assert {str(entry["description"]) for entry in entries} == set(expected.values())
    assert {str(entry["summary"]).split()[-1] for entry in entries} == set(expected)


def only_events(file: Path) -> list[Any]:
    from icalendar import Calendar

    return list(Calendar.from_ical(file.read_bytes()).walk("VEVENT"))


def are_on_the_next_agenda(lead: Lead) -> None:
    """Who was not reached comes first, deferred once; who comes back comes back; who is done does not."""
    meetings = json.loads(lead.run("--store", str(lead.path), "list", "meetings", "--format", "json"))
    following = next(m for m in meetings if m["status"] == "planned" and m["practice"] == "Higher Croft Surgery")
    printed = lead.run("--store", str(lead.path), "meet", "agenda", following["id"], "--format", "json")
    agenda = {item["person"]: item for item in json.loads(printed)}
    assert list(agenda)[:3] == NOT_REACHED
    assert all(agenda[name]["deferred_count"] == 1 and agenda[name]["source"] == "carried" for name in NOT_REACHED)
    assert {"Duxbury, Alan", "Kenyon, Frank", "Whittle, Jean"} < set(agenda) and "Yates, Colin" not in agenda
    assert agenda["Duxbury, Alan"]["deferred_count"] == 0
