"""A disk that writes down every write and every flush in order: the ground for cutting its power at any moment.

One file, served through FUSE and taken by a loop device for a disk, so that a real file system lies on it and the kernel
itself decides when what is written and flushed. What a cut leaves: all that was written before the last flush, and of what
came after it any part, torn at 512 bytes, as a disk with a cache of its own may leave it. Linux, root.
"""

import ctypes
import os
import random
import struct
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
WRITE, FLUSH = 1, 2
_EVENT = struct.Struct("<BQI")
_ATTRIBUTES = struct.Struct("<6Q10I")
_FOLDER, _FILE = 1, 2


def missing() -> str:
    """Why no such disk can be made here, or ""."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "only root can mount a disk"
    if not (Path("/dev/fuse").exists() and Path("/dev/loop-control").exists()):
        return "no FUSE or no loop devices here"
    for tool in ("mkfs.ext4", "losetup", "mount"):
        if subprocess.run(["which", tool], capture_output=True).returncode:
            return f"{tool} is not installed"
    tried = subprocess.run(["losetup", "-f"], capture_output=True)
    return "no loop device is free" if tried.returncode else ""


class Server:
    """Answers the kernel's FUSE requests for a folder with one file, `disk`, and logs writes and flushes before answering."""

    def __init__(self, image: Path, at: Path, log: Path) -> None:
        self.image = bytearray(image.read_bytes())
        self.log = log.open("ab", buffering=0)
        self.fuse = os.open("/dev/fuse", os.O_RDWR)
        options = f"fd={self.fuse},rootmode=40000,user_id=0,group_id=0".encode()
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.mount(b"recorder", os.fsencode(at), b"fuse", 0, options) != 0:
            raise OSError(ctypes.get_errno(), "FUSE cannot be mounted")

    def run(self) -> None:
        """Until the folder is unmounted."""
        while True:
            try:
                request = os.read(self.fuse, 1 << 21)
            except OSError:
                return
            length, call, unique, node = struct.unpack_from("<IIQQ", request)
            answer = self.answer(call, node, request[40:length])
            if answer is not None:
                error, body = (answer, b"") if isinstance(answer, int) else (0, answer)
                os.write(self.fuse, struct.pack("<IiQ", 16 + len(body), -error, unique) + body)

    def answer(self, call: int, node: int, body: bytes) -> "bytes | int | None":
        """The body of the answer, an errno, or None where none is expected."""
        match call:
            case 26:  # init
                return struct.pack("<IIIIHHIIHHI28x", 7, 31, 1 << 17, 1 << 5, 16, 12, 1 << 17, 1, 0, 0, 0)
            case 1:  # lookup
                if body.rstrip(b"\0") != b"disk":
                    return 2
                return struct.pack("<QQQQII", _FILE, 0, 3600, 3600, 0, 0) + self.attributes(_FILE)
            case 3 | 4:  # getattr, setattr
                return struct.pack("<QII", 3600, 0, 0) + self.attributes(node)
            case 14 | 27:  # open, opendir
                return struct.pack("<QII", 1, 0, 0)
            case 15:  # read
                _, offset, size = struct.unpack_from("<QQI", body)
                return bytes(self.image[offset : offset + size])
            case 16:  # write
                _, offset, size = struct.unpack_from("<QQI", body)
                data = body[40 : 40 + size]
                self.log.write(_EVENT.pack(WRITE, offset, size) + data)
                self.image[offset : offset + size] = data
                return struct.pack("<II", size, 0)
            case 20:  # fsync: the disk is told to flush
                self.log.write(_EVENT.pack(FLUSH, 0, 0))
                return b""
            case 17:  # statfs
                return struct.pack("<5Q4I24x", 0, 0, 0, 0, 0, 4096, 255, 4096, 0)
            case 18 | 25 | 29 | 38:  # release, flush of a handle, releasedir, destroy
                return b""
            case 2 | 36 | 42:  # forget, interrupt, batch forget
                return None
        return 38  # ENOSYS

    def attributes(self, node: int) -> bytes:
        """stat of the folder or the file."""
        mode = 0o40755 if node == _FOLDER else 0o100600
        size = 0 if node == _FOLDER else len(self.image)
        return _ATTRIBUTES.pack(node, size, size // 512, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)


@dataclass(frozen=True)
class Disk:
    """A mounted ext4 on a recorded disk. `events` reads what happened on it; `length` is how far it has come."""

    folder: Path
    image: Path
    log: Path

    def length(self) -> int:
        """Bytes of the log now: a place in time."""
        return self.log.stat().st_size


@contextmanager
def recorded(place: Path, megabytes: int) -> Iterator[Disk]:
    """An empty ext4 on a recorded disk of this size, mounted until the end."""
    image, log, served, folder = place / "image", place / "log", place / "served", place / "mounted"
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    served.mkdir()
    folder.mkdir()
    log.touch()
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.recorder", str(image), str(served), str(log)],
        cwd=Path(__file__).parents[2],
    )
    loop = ""
    try:
        end = time.monotonic() + 30
        while not os.path.ismount(served):
            assert server.poll() is None and time.monotonic() < end, "FUSE does not answer"
            time.sleep(0.05)
        loop = _run("losetup", "-f", "--show", str(served / "disk")).strip()
        _run("mount", "-t", "ext4", loop, str(folder))
        yield Disk(folder, image, log)
    finally:
        subprocess.run(["umount", str(folder)], capture_output=True)
        if loop:
            subprocess.run(["losetup", "-d", loop], capture_output=True)
        for _ in range(50):  # the loop device lets go of its file a moment after it was told to
            if subprocess.run(["umount", str(served)], capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        server.terminate()
        server.wait()


@contextmanager
def started_again(image: bytes, place: Path) -> Iterator[Path]:
    """The disk as a cut left it, mounted as a computer does that starts again (ext4 replays its own journal)."""
    file, folder = place / "again.img", place / "again"
    file.write_bytes(image)
    folder.mkdir(exist_ok=True)
    _run("mount", "-t", "ext4", "-o", "loop", str(file), str(folder))
    try:
        yield folder
    finally:
        _run("umount", str(folder))
        file.unlink()


class Cuts:
    """Every state that a cut may leave, of one recorded disk. `flushes=False`: of a disk that only says that it flushed."""

    def __init__(self, disk: Disk, *, flushes: bool = True) -> None:
        raw = disk.log.read_bytes()
        self.empty = disk.image.read_bytes()
        self.events: list[tuple[int, bytes]] = []
        self.ends: list[int] = []
        self.flushed: list[int] = []
        at = 0
        while at < len(raw):
            kind, offset, size = _EVENT.unpack_from(raw, at)
            at += _EVENT.size + size
            if kind == FLUSH:
                if flushes:
                    self.flushed.append(len(self.events))
            else:
                self.events.append((offset, raw[at - size : at]))
                self.ends.append(at)

    def count(self, length: int) -> int:
        """How many writes had been done when the log was so long."""
        return bisect_left(self.ends, length + 1)

    def image(self, writes: int, chance: random.Random) -> bytes:
        """The disk after a cut at which so many writes had been handed to it."""
        image = bytearray(self.empty)
        safe = self.flushed[bisect_left(self.flushed, writes + 1) - 1] if self.flushed else 0
        safe = safe if safe <= writes else 0
        for offset, data in self.events[:safe]:
            image[offset : offset + len(data)] = data
        share = chance.random()
        for offset, data in self.events[safe:writes]:
            for start in range(0, len(data), SECTOR):
                if chance.random() < share:
                    part = data[start : start + SECTOR]
                    image[offset + start : offset + start + len(part)] = part
        return bytes(image)


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stderr)
    return done.stdout


if __name__ == "__main__":
    Server(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])).run()
