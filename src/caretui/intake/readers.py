"""Opens a chosen file, refuses what is no sheet, and has the rest parsed by a child process under limits."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from caretui.intake.limits import LIMITS, Limits, Unreadable, megabytes
from caretui.intake.sheets import Book, Line, Sheet

NOT_SHEETS = (
    (b"%PDF", "This is a PDF, not a sheet. Ask for the sheet that it was made from."),
    (b"\x89PNG", "This is a picture, not a sheet."),
    (b"\xff\xd8\xff", "This is a picture, not a sheet."),
    (b"GIF8", "This is a picture, not a sheet."),
    (b"BM", "This is a picture, not a sheet."),
    (b"II*\x00", "This is a picture, not a sheet."),
    (b"{\\rtf", "This is a Rich Text document, not a sheet."),
    (b"SQLite format 3\x00", "This is a database, not a sheet. Databases are never opened by an import."),
    (b"\x1f\x8b\x08", "This is a packed file, not a sheet. Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "This is a packed file, not a sheet. Unpack it first."),
    (b"Rar!", "This is a packed file, not a sheet. Unpack it first."),
    (b"PK\x05\x06", "This is an empty ZIP file, not a sheet."),
    (b"\x7fELF", "This is a program, not a sheet."),
    (b"MZ", "This is a program, not a sheet."),
)
_WEB = "This is a web page under a spreadsheet's name. Open it in the spreadsheet program and save it as XLSX."
_XML = "This is XML, not a sheet. Open it in the spreadsheet program and save it as XLSX."
_TOO_LONG = "This file took too long to read, so reading was stopped; it is far too large, or made to do harm."
_FELL_OVER = "This file could not be read: it is damaged, far too large, or made to do harm."


def read(path: Path, *, limits: Limits = LIMITS) -> Book:
    """Read a CSV, XLSX, XLS or ODS file. Raises Unreadable with a plain sentence; the store is never touched.

    The child gets the open file as its standard input, so no name of a file shows in a list of processes.
    """
    handle = _open(path)
    try:
        _check_file(handle, limits)
        return _told(_run(handle, limits))
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_dir():
            raise Unreadable("This is a folder. Choose a file inside it.")
        return os.open(path, flags)
    except FileNotFoundError:
        raise Unreadable("There is no such file.") from None
    except PermissionError:
        raise Unreadable("You are not allowed to read this file.") from None
    except (OSError, ValueError):
        raise Unreadable("This file cannot be opened.") from None


def _check_file(handle: int, limits: Limits) -> None:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("This is not an ordinary file.")
    if found.st_size == 0:
        raise Unreadable("This file is empty.")
    if found.st_size > limits.file_bytes:
        raise Unreadable(f"This file is {megabytes(found.st_size)}; the most is {megabytes(limits.file_bytes)}.")
    try:
        start = os.read(handle, 1024)
        os.lseek(handle, 0, os.SEEK_SET)
    except OSError:
        raise Unreadable("This file cannot be read.") from None
    refuse_kind(start)


def refuse_kind(start: bytes) -> None:
    """Raise Unreadable when the first bytes of a file say that it is no sheet."""
    for signature, reason in NOT_SHEETS:
        if start.startswith(signature) and (len(signature) > 2 or b"\x00" in start):
            raise Unreadable(reason)
    if start[4:12] in (b"ftypheic", b"ftypmp42", b"ftypisom", b"ftypqt  "):
        raise Unreadable("This is a picture or a film, not a sheet.")
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table")):
        raise Unreadable(_WEB)
    if text.startswith(b"<?xml"):
        raise Unreadable(_XML)
    if text.startswith((b"[", b"{")) and text[1:].lstrip()[:1] in (b'"', b"{", b"[", b"]", b"}"):
        raise Unreadable("This is JSON, not a sheet.")


def _run(handle: int, limits: Limits) -> bytes:
    command = [sys.executable, "-P", "-m", "caretui.intake.child", json.dumps(asdict(limits))]
    child = subprocess.Popen(
        command,
        stdin=handle,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    try:
        answer, _ = child.communicate(timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable(_TOO_LONG) from None
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    if child.returncode != 0:
        raise Unreadable(_FELL_OVER)
    return answer


def _environment() -> dict[str, str]:
    """What a Python child needs and no more: it must not learn where the store or its passphrase is."""
    kept = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT", "HOME")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONUTF8": "1"}


def _told(answer: bytes) -> Book:
    try:
        lines = iter(answer.decode("ascii").splitlines())
        head = json.loads(next(lines))
        if "refused" in head:
            raise Unreadable(str(head["refused"]))
        book = Book(tuple(_sheets(lines)), tuple(str(note) for note in head["notes"]))
    except (StopIteration, ValueError, TypeError, KeyError):
        raise Unreadable(_FELL_OVER) from None
    if not any(not line.blank for sheet in book.sheets for line in sheet.lines):
        raise Unreadable("This file is empty: no cell holds anything.")
    return book


def _sheets(lines: Iterator[str]) -> Iterator[Sheet]:
    name, hidden, found = None, False, list[Line]()
    for one in map(json.loads, lines):
        if isinstance(one, list):
            found.append(Line(int(one[0]), tuple(str(cell) for cell in one[1:])))
            continue
        if name is not None:
            yield Sheet(name, tuple(found), hidden)
        if "end" in one:
            return
        if "refused" in one:
            raise Unreadable(str(one["refused"]))
        name, hidden, found = str(one["sheet"]), bool(one["hidden"]), []
    raise ValueError("the child stopped before its end")
