"""What a program wrote to which file in which order, read off strace: the ground for cutting the power at any moment.

The model of a power cut: what a file held at its last fsync is on the disk; of what was written to it since, any part
may be there, in any order, torn at 512 bytes. Names (create, rename, unlink) are taken as done when they were called.
"""

import os
import random
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
CALLS = "openat,close,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename"
_LINE = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+(\w+)\((.*)\)\s+= (-?\d+)")


def missing() -> str:
    """Why strace cannot be used here, or ""."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "-e", "trace=fsync", "true"], capture_output=True)
    return "" if tried.returncode == 0 else "strace may not trace here"


@dataclass(frozen=True)
class Event:
    """`kind`: write, sync, truncate, unlink, rename, said (stdout)."""

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""
    to: str = ""


def traced(command: list[str], folder: Path, log: Path, **options: object) -> list[Event]:
    """Run a command and return what it did to the files of a folder, and what it said, in order."""
    done = subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "2000000", "-e", f"trace={CALLS}", "-o", str(log), *command],
        capture_output=True,
        **options,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, done.stderr[-2000:]
    with log.open(encoding="ascii", errors="replace") as lines:
        return list(events(lines, folder))


def events(lines: object, folder: Path) -> "list[Event]":
    """Read strace's lines; a call that another thread interrupted is put together again."""
    found: list[Event] = []
    unfinished: dict[str, str] = {}
    for line in lines:  # type: ignore[attr-defined]
        pid = line.split(" ", 1)[0]
        if "<unfinished ...>" in line:
            unfinished[pid] = line.split("<unfinished ...>")[0]
            continue
        if resumed := re.match(r"^\d+\s+<\.\.\. \w+ resumed>(.*)", line):
            line = unfinished.pop(pid, "") + resumed.group(1)
        if (match := _LINE.match(line)) and (event := _event(match, folder)):
            found.append(event)
    return found


def _event(match: re.Match[str], folder: Path) -> Event | None:
    _, call, arguments, result = match.groups()
    if int(result) < 0:
        return None
    strings = [_bytes(text) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)]
    held = re.match(r"(\d+)<((?:\\x[0-9a-f]{2}|[^>])*)>", arguments)
    path = (
        _bytes(held.group(2)).decode(errors="replace")
        if held and "\\x" in held.group(2)
        else held.group(2)
        if held
        else ""
    )
    if call == "write" and held and held.group(1) == "1":
        return Event("said", "", data=strings[0][: int(result)])
    if call in ("unlink", "rename"):
        names = [text.decode() for text in strings]
        ours = names and names[0].startswith(str(folder))
        return Event(call, names[0], to=names[1] if call == "rename" else "") if ours else None
    if not path.startswith(str(folder)):
        return None
    if call == "pwrite64":
        offset = int(arguments.rsplit(",", 1)[1])
        return Event("write", path, offset, strings[-1][: int(result)])
    if call in ("fsync", "fdatasync"):
        return Event("sync", path)
    if call == "ftruncate":
        return Event("truncate", path, int(arguments.rsplit(",", 1)[1]))
    return None


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def disk_after(before: dict[str, bytes], happened: list[Event], chance: random.Random) -> dict[str, bytes]:
    """The files after a power cut at the end of `happened`: a random state that the disk may be in."""
    durable: dict[str, bytearray] = {path: bytearray(data) for path, data in before.items()}
    cached: dict[str, bytearray] = {path: bytearray(data) for path, data in before.items()}
    pending: dict[str, list[Event]] = {}
    for event in happened:
        if event.kind in ("write", "truncate"):
            _apply(cached.setdefault(event.path, bytearray()), event)
            durable.setdefault(event.path, bytearray())
            pending.setdefault(event.path, []).append(event)
        elif event.kind == "sync" and event.path in cached:
            durable[event.path] = bytearray(cached[event.path])
            pending.pop(event.path, None)
        elif event.kind == "unlink":
            for files in (durable, cached, pending):
                files.pop(event.path, None)  # type: ignore[attr-defined]
        elif event.kind == "rename" and event.path in cached:
            for files in (durable, cached, pending):
                if event.path in files:
                    files[event.to] = files.pop(event.path)  # type: ignore[attr-defined]
    for path, writes in pending.items():
        order = [event for event in writes if chance.random() < 0.7]
        chance.shuffle(order)
        for event in order:
            _apply(durable[path], _torn(event, chance))
    return {path: bytes(data) for path, data in durable.items()}


def _torn(event: Event, chance: random.Random) -> Event:
    """Often whole, sometimes only its first sectors."""
    if event.kind == "truncate" or chance.random() < 0.6:
        return event
    sectors = -(-len(event.data) // SECTOR)
    return Event("write", event.path, event.offset, event.data[: SECTOR * chance.randrange(sectors + 1)])


def _apply(data: bytearray, event: Event) -> None:
    if event.kind == "truncate":
        del data[event.offset :]
        data.extend(bytes(event.offset - len(data)))
        return
    if len(data) < event.offset:
        data.extend(bytes(event.offset - len(data)))
    data[event.offset : event.offset + len(event.data)] = event.data


def laid_out(files: dict[str, bytes], from_folder: Path, to_folder: Path) -> None:
    """Put the files of a simulated disk into another folder."""
    for path, data in files.items():
        target = to_folder / os.path.relpath(path, from_folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
