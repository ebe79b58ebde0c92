"""Importing by keyboard: pick the file, say where columns go, see what would change, take it in, undo it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from caretui.app import CaretuiApp
from caretui.care.identifiers import make_test_nhs
from caretui.screens.intake import FOLDER, ImportScreen, common_start, list_places, typed_path
from caretui.screens.intake_checked import CheckedScreen
from caretui.screens.intake_columns import ColumnsScreen
from caretui.store.store import Store

ONE, TWO = make_test_nhs(1), make_test_nhs(2)
SIZE = (80, 24)


@pytest.fixture
def sheets(store: Store, tmp_path: Path) -> Path:
    """The folder of sheets, which the import opens on."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    store.set_setting(FOLDER, str(folder))
    return folder


def app(store: Store) -> CaretuiApp:
    return CaretuiApp(store, first="import_people")


async def until(pilot: Pilot[Any], found: Callable[[], bool]) -> None:
    """Wait for work in threads to come to its end."""
    for _ in range(1500):
        await pilot.pause(0.02)
        if found():
            return
    raise AssertionError("it never came")


def shown(pilot: Pilot[Any]) -> str:
    """The screen as text."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join(line.text for line in lines)


async def open_sheet(pilot: Pilot[Any], name: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen) and bool(pilot.app.screen.places))
    await pilot.press(*name)
    await until(pilot, lambda: len(pilot.app.screen.places) == 1)
    await pilot.press("enter")


async def test_a_caseload_comes_in_by_keys_alone(store: Store, sheets: Path) -> None:
    (sheets / "caseload.csv").write_text(
        "Patient,NHS No,Post cdoe,Blue badge,Ref\n"
        f'"DUXBURY, Alan",{ONE},BB1 1AA,yes,7\n'
        f'"[b]KHAN[/b], Ali",{TWO},bb,,8\n'
    )
    async with app(store).run_test(size=SIZE) as pilot:
        await open_sheet(pilot, "case")
        await until(pilot, lambda: isinstance(pilot.app.screen, ColumnsScreen))
        await pilot.press("end", "minus", "f2")  # leave out Ref; the guess is asked about
        await until(pilot, lambda: "Take these guesses" in shown(pilot))
        await pilot.press("y")
        await until(pilot, lambda: "Make you their coordinator?" in shown(pilot))
        await pilot.press("y")
        await until(
            pilot,
            lambda: isinstance(pilot.app.screen, CheckedScreen) and "Would take in 2 rows:  2 new" in shown(pilot),
        )
        assert store.read().execute("SELECT count(*) FROM person").fetchone() == (0,)
        await pilot.press("f2")
        await until(pilot, lambda: "Taken in 2 rows" in shown(pilot))
        found = store.read().execute(
            "SELECT p.family_name, p.postcode, w.name FROM person p"
            " JOIN professional w ON w.id = p.coordinator ORDER BY p.n"
        )
        assert found.fetchall() == [("DUXBURY", "BB1 1AA", "Sam Ward"), ("[b]KHAN[/b]", None, "Sam Ward")]
        assert store.read().execute("SELECT heading, words FROM from_sheet ORDER BY n").fetchall() == [
            ("Blue badge", "yes"),
            ("Post cdoe", "bb"),
        ]
        report = sheets / "caseload import report 2026-11-26.csv"
        assert "only the first half of a postcode" not in report.read_text("utf-8-sig")
        assert "not the shape of a UK postcode" in report.read_text("utf-8-sig")
        await pilot.press("u")
        await until(
            pilot, lambda: store.read().execute("SELECT count(*) FROM person WHERE void IS NULL").fetchone() == (0,)
        )


async def test_the_columns_are_remembered_for_the_same_headings(store: Store, sheets: Path) -> None:
    (sheets / "caseload.csv").write_text(f"Who,Nr\nWard,{ONE}\n")
    async with app(store).run_test(size=SIZE) as pilot:
        await open_sheet(pilot, "case")
        await until(pilot, lambda: isinstance(pilot.app.screen, ColumnsScreen))
        await pilot.press("f2")
        await until(pilot, lambda: "Take these guesses" in shown(pilot))
        await pilot.press("n", "f2")
        await until(pilot, lambda: "Say first which column holds the name" in shown(pilot))
        await pilot.press("enter", *"surname", "enter")
        await until(
            pilot, lambda: pilot.app.screen.found.names_people if isinstance(pilot.app.screen, ColumnsScreen) else False
        )
        await pilot.press("f2")
        await until(pilot, lambda: "Make you their coordinator?" in shown(pilot))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, CheckedScreen))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ColumnsScreen) and "As you said it" in shown(pilot))
        assert "Family name" in shown(pilot)


async def test_a_row_with_two_faults_is_one_row_refused(store: Store, sheets: Path) -> None:
    (sheets / "faulty.csv").write_text(
        "Surname,First name,NHS No,Date of Birth\nKHAN,Ali,999 000 0000,31/02/1940\nBIBI,Fatima,,1/2/1948\n"
    )
    async with app(store).run_test(size=SIZE) as pilot:
        await open_sheet(pilot, "faulty")
        await until(pilot, lambda: isinstance(pilot.app.screen, ColumnsScreen))
        await pilot.press("f2")
        await until(pilot, lambda: "Make you their coordinator?" in shown(pilot))
        await pilot.press("y")
        await until(pilot, lambda: "1 refused" in shown(pilot))
        (heading,) = [row for row in shown(pilot).splitlines() if "ROWS REFUSED" in row]
        assert heading.split() == ["ROWS", "REFUSED", "1"]
        assert "the check digit" in shown(pilot) and "31/02/1940" in shown(pilot)


async def test_somebody_says_who_a_doubtful_row_is(store: Store, sheets: Path) -> None:
    from caretui.store.models.people import PersonForm

    with store.work("added") as work:
        person = work.add(PersonForm(family_name="Khan", given_name="Ali", date_of_birth="1950-01-01"))
    (sheets / "caseload.csv").write_text("Surname,Forename,DOB,Key worker,Tel\nKhan,Ali,1/1/1950,,01254 617521\n")
    async with app(store).run_test(size=SIZE) as pilot:
        await open_sheet(pilot, "case")
        await until(pilot, lambda: isinstance(pilot.app.screen, ColumnsScreen))
        await pilot.press("f2")
        await until(pilot, lambda: "1 to look at" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "the same: Khan, Ali, born 1 Jan 1950" in shown(pilot))
        await pilot.press("1")
        await until(pilot, lambda: "0 to look at" in shown(pilot))
        await pilot.press("f2")
        await until(pilot, lambda: "Taken in 1 row:" in shown(pilot))
    assert store.read().execute("SELECT id, phone FROM person").fetchall() == [(person, "01254 617521")]


async def test_the_official_list_goes_straight_to_what_it_changes(store: Store, sheets: Path, samples: Path) -> None:
    (sheets / "list.csv").symlink_to(samples / "ods" / "epraccur_2019-10_00Q.csv")
    async with app(store).run_test(size=SIZE) as pilot:
        await open_sheet(pilot, "list")
        await until(pilot, lambda: "Would take in 28 rows:  28 new" in shown(pilot))
        assert "Left out: 23 rows that are no GP practice of this area." in shown(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: "Taken in 28 rows" in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "CASELOAD" in shown(pilot))
    assert store.read().execute("SELECT count(*) FROM practice").fetchone() == (28,)


async def test_esc_stops_it_and_nothing_is_changed(
    store: Store, sheets: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caretui.store.changes import intake

    written, pressed = intake.apply, threading.Event()

    def slowly(work: Any, plan: Any, progress: Any) -> None:
        def told(done: int, of: int) -> None:
            pressed.wait(20)
            progress(done, of)

        written(work, plan, told)

    monkeypatch.setattr(intake, "apply", slowly)
    (sheets / "many.csv").symlink_to(samples / "synthea" / "patients.csv")
    async with app(store).run_test(size=SIZE) as pilot:
        await open_sheet(pilot, "many")
        await until(pilot, lambda: isinstance(pilot.app.screen, ColumnsScreen))
        await pilot.press("f2")
        await until(pilot, lambda: "Make you their coordinator?" in shown(pilot))
        await pilot.press("n")
        await until(pilot, lambda: "1,000 new" in shown(pilot))
        await pilot.press("f2")
        await until(pilot, lambda: "Esc stops it" in shown(pilot))
        await pilot.press("escape")
        pressed.set()
        await until(pilot, lambda: "Stopped. Nothing was changed." in shown(pilot))
    assert store.read().execute("SELECT count(*) FROM person").fetchone() == (0,)


async def test_a_file_that_is_no_sheet_is_said_in_a_sentence(store: Store, sheets: Path) -> None:
    (sheets / "letter.csv").write_bytes(b"%PDF-1.7")
    async with app(store).run_test(size=SIZE) as pilot:
        await open_sheet(pilot, "letter")
        await until(pilot, lambda: "This is a PDF, not a sheet." in shown(pilot))


async def test_a_path_is_completed(store: Store, sheets: Path) -> None:
    for name in ("november east.csv", "november west.csv", "letter.docx"):
        (sheets / name).write_text("x")
    (sheets / "old").mkdir()
    async with app(store).run_test(size=SIZE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ImportScreen)
        await until(pilot, lambda: len(screen.places) == 3)
        await pilot.press(*"nov", "tab")
        assert screen.input.value == str(sheets / "november ")
        await pilot.press("w")
        await until(pilot, lambda: len(screen.places) == 1)
        await pilot.press("tab")
        assert screen.input.value == str(sheets / "november west.csv")


def test_a_path_pasted_behind_the_folder_that_stands_there_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("")
    assert [place.path for place in list_places(f"/srv/team/{tmp_path}/b")] == [tmp_path / "b.csv"]
    assert typed_path("/srv/team/~/sheets/a.csv") == Path.home() / "sheets/a.csv"
    assert typed_path("/srv/team/a.csv") == Path("/srv/team/a.csv") and typed_path("//") == Path("/")


def test_places_hold_folders_and_sheets_only_the_newest_first(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_text("")
    (tmp_path / "a.pdf").write_text("")
    (tmp_path / ".hidden.csv").write_text("")
    (tmp_path / "folder").mkdir()
    assert [place.path.name for place in list_places(f"{tmp_path}/")] == ["b.xlsx", "folder"]
    assert [place.path.name for place in list_places(f"{tmp_path}/FOL")] == ["folder"]
    assert list_places(f"{tmp_path}/nothing/") == list_places("\0") == ()


@pytest.mark.parametrize(
    ("names", "shared"), [(["north", "nor"], "nor"), (["a"], "a"), (["a", "b"], ""), (["a", "ab"], "a")]
)
def test_what_names_begin_with(names: list[str], shared: str) -> None:
    assert common_start(names) == shared
