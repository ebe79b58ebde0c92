"""The door: files are refused in a plain sentence, or parsed by a child that can do no harm."""

import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caretui.intake import readers
from caretui.intake.limits import LIMITS, Limits, Unreadable
from caretui.intake.readers import read

Maker = Callable[..., bytes]
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits or files")


def refusal(path: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(Unreadable) as refused:
        read(path, limits=limits)
    return refused.value.reason


def test_a_text_sheet_and_a_workbook_come_through_the_child_whole(workbook: Maker, tmp_path: Path) -> None:
    row = ["O’Hara", "=cmd()", 'two\nlines "quoted"', "[b]x[/b]", "\u2028 \x1b[31m", "عمر"]
    (tmp_path / "a.xlsx").write_bytes(workbook(["a", "b", "c", "d", "e", "f"], [*row[:4], "plain", row[5]]))
    (tmp_path / "a.csv").write_text(
        "a,b,c,d,e,f\n" + ",".join('"' + cell.replace('"', '""') + '"' for cell in row), "utf-8"
    )
    assert read(tmp_path / "a.csv").sheets[0].lines[1].cells == tuple(row)
    assert read(tmp_path / "a.xlsx").sheets[0].lines[1].cells == (*row[:4], "plain", row[5])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"\r\n , ,\r\n", "no cell holds anything"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"BM\x00\x00\x00", "picture"),
        (b"MZ\x90\x00", "program"),
        (b"{\\rtf1", "Rich Text"),
        (b"SQLite format 3\x00", "database"),
        (b"\x1f\x8b\x08", "packed file"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b'<?xml version="1.0"?><Workbook>', "XML"),
        (b'[{"nhs": 1}]', "JSON"),
        (b"PK\x03\x04rubbish", "damaged"),
    ],
)
def test_wrong_kinds_are_named(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "caseload.xlsx").write_bytes(content)
    assert words in refusal(tmp_path / "caseload.xlsx")


def test_the_field_specification_is_a_pdf(samples: Path) -> None:
    assert "PDF" in refusal(samples / "ods" / "epraccur_field_spec.pdf")


def test_a_two_letter_signature_does_not_refuse_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("BMI,Surname\n31,Ward\n")
    assert read(tmp_path / "a.csv").sheets[0].lines[0].cells == ("BMI", "Surname")


def test_places_that_are_no_file(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path)
    assert "no such file" in refusal(tmp_path / "nothing.csv")
    assert "cannot be opened" in refusal(tmp_path / ("x" * 300))
    assert "cannot be opened" in refusal(Path("a\0b"))


@posix
def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refusal(tmp_path / "pipe")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Surname\nWard\n")
    (tmp_path / "a.csv").chmod(0)
    assert "not allowed" in refusal(tmp_path / "a.csv")


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 2_000_000)
    assert refusal(tmp_path / "a.csv", Limits(file_bytes=1_500_000)) == "This file is 2 MB; the most is 1.5 MB."


@posix
def test_a_sheet_that_needs_too_much_memory_ends_the_child_only(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n" + b"1,2\n" * 2_000_000)
    limits = Limits(memory_bytes=120_000_000, rows=10_000_000, cells=100_000_000)
    assert "memory" in refusal(tmp_path / "a.csv", limits) or "made to do harm" in refusal(tmp_path / "a.csv", limits)


@posix
def test_a_sheet_that_takes_too_long_ends_the_child_only(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n" + b"1,2\n" * 3_000_000)
    limits = Limits(cpu_seconds=1, rows=10_000_000, cells=100_000_000)
    assert "made to do harm" in refusal(tmp_path / "a.csv", limits)


def test_the_wall_clock_ends_the_child_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n" + b"1,2\n" * 3_000_000)
    limits = Limits(wall_seconds=1, rows=10_000_000, cells=100_000_000)
    assert "took too long" in refusal(tmp_path / "a.csv", limits)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are found through /proc")
def test_a_child_that_is_killed_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n" + b"1,2\n" * 3_000_000)

    def kill() -> None:
        children = Path(f"/proc/self/task/{os.getpid()}/children")
        while not (found := children.read_text().split()):
            time.sleep(0.01)
        os.kill(int(found[0]), 9)

    killer = threading.Thread(target=kill)
    killer.start()
    assert "could not be read" in refusal(tmp_path / "a.csv", Limits(rows=10_000_000, cells=100_000_000))
    killer.join()


def test_a_sheet_bomb_of_one_far_cell_is_refused(workbook: Maker, tmp_path: Path) -> None:
    """Two cells, the second at the far corner: seventeen thousand million cells if taken at its word."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["a"]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    assert refusal(tmp_path / "a.xlsx")


def test_the_child_learns_nothing_of_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARETUI_PASSPHRASE_FILE", "/somewhere")
    monkeypatch.setenv("CARETUI_STORE", "/somewhere")
    assert not any(name.startswith("CARETUI") for name in readers._environment())


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]\n",
        b"{}\n",
        b'{"notes": []}\n',
        b'{"notes": []}\n{"sheet": "a", "hidden": false}\n[1, "x"]\n',
        b'{"notes": []}\nnull\n',
        b"\xff\xfe",
        b'{"notes": []}\n[1, "x"]\n{"end": true}\n',
    ],
)
def test_an_answer_that_is_not_whole_is_a_refusal(answer: bytes) -> None:
    with pytest.raises(Unreadable):
        readers._told(answer)


@posix
def test_every_naughty_string_is_a_file_name(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name goes to the operating system and nowhere else: the child gets the open file."""
    started: list[list[str]] = []

    def parse_here(handle: int, limits: Limits) -> bytes:
        started.append([])
        line = os.read(handle, 100).decode().strip()
        return f'{{"notes": []}}\n{{"sheet": "", "hidden": false}}\n[1, "{line}"]\n{{"end": true}}\n'.encode()

    monkeypatch.setattr(readers, "_run", parse_here)
    for name in json.loads((samples / "naughty_strings" / "blns.json").read_text("utf-8")):
        if name in ("", ".", "..") or "/" in name or "\0" in name or len(name.encode("utf-8", "replace")) > 250:
            continue
        path = tmp_path / name
        path.write_text("Surname\n")
        assert read(path).sheets[0].lines[0].cells == ("Surname",)
        path.unlink()
    assert len(started) > 300


def test_no_name_of_a_file_and_no_store_is_told_to_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARETUI_PASSPHRASE_FILE", "/somewhere")
    seen: list[list[str]] = []
    given: list[str] = []
    start = subprocess.Popen

    def watch(command: list[str], **options: Any) -> Any:
        seen.append(command)
        given.extend(options["env"])
        return start(command, **options)

    monkeypatch.setattr(readers.subprocess, "Popen", watch)
    (tmp_path / "Alan Duxbury.csv").write_text("Surname\nDuxbury\n")
    read(tmp_path / "Alan Duxbury.csv")
    assert seen and not any("Duxbury" in word for word in seen[0])
    assert given and not any(name.startswith("CARETUI") for name in given)
