"""What differs between operating systems, in one place; a function says what a system lacks."""

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import hashlib


def limit_this_process(*, memory_bytes: int, cpu_seconds: int) -> bool:
    """Bound this process's memory and processor time for good; False where the system cannot.

    Past the memory the next allocation fails; past the seconds the system ends the process. No core file
    is written. Windows has no such limits.
    """
    if sys.platform == "win32":
        return False
    import resource

    done = True
    bounds = [
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ]
    for which, bound in bounds:
        _, most = resource.getrlimit(which)
        wanted = bound if most == resource.RLIM_INFINITY else min(bound, most)
        try:
            resource.setrlimit(which, (wanted, wanted))
        except (OSError, ValueError):
            done = False
    return done


NETWORK_FILE_SYSTEMS = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs afs 9p fuse.sshfs fuse.rclone davfs ncpfs afpfs webdav ceph glusterfs lustre".split()
)


def on_network(path: Path) -> bool:
    """Does the path lie on a network file system, where SQLite's locks cannot be trusted?"""
    if sys.platform == "win32":
        return _on_network_drive(path)
    return file_system(path) in NETWORK_FILE_SYSTEMS


def file_system(path: Path) -> str:
    """The type of the file system that holds the path (its nearest existing folder), "" when the system does not say."""
    real = os.path.realpath(path)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best = ("", "")
    for line in mounts:
        _, where, kind, *_ = line.split(" ")
        where = where.replace("\\040", " ")
        if (real == where or real.startswith(where.rstrip("/") + "/")) and len(where) >= len(best[0]):
            best = (where, kind)
    return best[1]


def _on_network_drive(path: Path) -> bool:
    import ctypes

    real = os.path.realpath(path)
    if real.startswith("\\\\"):
        return True
    drive_remote = 4  # DRIVE_REMOTE of GetDriveTypeW
    return bool(ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(real)[0] + "\\") == drive_remote)  # type: ignore[attr-defined]


def wiped_at_log_off(path: Path) -> bool:
    """Does the path lie where the system forgets: in memory, or in the temporary profile that Windows lends?"""
    if sys.platform == "win32":
        return any(part.upper() == "TEMP" or part.upper().startswith("TEMP.") for part in Path.home().parts[-1:])
    return file_system(path) in ("tmpfs", "ramfs")


def read_regular(path: Path) -> bytes:
    """All of a regular file. Whatever else stands there raises OSError: a named pipe would be waited for without end."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no regular file")
    with os.fdopen(handle, "rb") as file:
        return file.read()


LONGEST_LINE = 64 * 1024


def first_line(path: Path, *, within: float) -> bytes:
    """What stands before the first line's end; of a pipe as soon as it is written, for `within` seconds at most.

    Raises OSError, TimeoutError among them.
    """
    if sys.platform == "win32":
        return read_regular(path).partition(b"\n")[0]
    import select

    until, found = time.monotonic() + within, b""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        while b"\n" not in found and len(found) < LONGEST_LINE:
            if not select.select([handle], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError(errno.ETIMEDOUT, "nothing was written into it")
            if not (got := os.read(handle, LONGEST_LINE)):
                break
            found += got
    finally:
        os.close(handle)
    return found.partition(b"\n")[0]


def open_to_others(path: Path) -> str:
    """Why a secret in this file would not be one: "can be read by others", "lies on a network path"; "" when it is safe."""
    if on_network(path):
        return "lies on a network path"
    if sys.platform == "win32":
        return ""  # access lists, not modes: the profile folder keeps others out
    try:
        mode = path.stat().st_mode
    except OSError:
        return ""
    return "can be read by others" if mode & 0o077 else ""


def share_with_group(folder: Path) -> bool:
    """In a folder made for a team (setgid, open to its group) what this process makes is for the group; True then."""
    if sys.platform == "win32":
        return False
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    team = bool(mode & stat.S_ISGID) and mode & 0o077 == 0o070
    if team:
        os.umask(0o007)
    return team


def make_team_folder(folder: Path, group: str | None) -> None:
    """Make an empty folder one for a team. Raises OSError, LookupError (no such group), FileExistsError (it holds files)."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder.name)
    if group is not None:
        shutil.chown(folder, group=group)
    folder.chmod(0o2770)


def runs(pid: int) -> bool:
    """Does a process of this number run here? Where the system does not say: yes."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


ENDING_SIGNALS = (
    "SIGHUP SIGTERM SIGINT SIGQUIT SIGABRT SIGUSR1 SIGUSR2 SIGALRM SIGVTALRM SIGPROF SIGXCPU SIGXFSZ SIGIO SIGPWR"
).split()
"""Signals that end a process which knows nothing of them, with whatever stands on its screen."""


def when_told_to_end(leave: Callable[[int], object]) -> None:
    """Have the running loop call `leave(exit code)` on every signal that would end this process at once."""
    import asyncio
    import signal

    loop = asyncio.get_running_loop()
    for name in ENDING_SIGNALS:
        if (number := getattr(signal, name, None)) is not None:
            loop.add_signal_handler(number, leave, 128 + number)


def terminal_gone() -> bool:
    """Has the terminal of this process been hung up? Known on systems that tell a dead terminal from a live one."""
    try:
        return sys.platform != "win32" and sys.__stdin__ is not None and not os.isatty(sys.__stdin__.fileno())
    except (OSError, ValueError):
        return True


def no_core_dumps() -> None:
    """A crash writes no image of memory, where the system can be told so."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def fill_closed_streams() -> None:
    """Started with its input, output or errors closed, they lead nowhere: else a file of ours would take their number."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - open as long as the program runs


def without_network() -> None:
    """Nothing here speaks to a network: asyncio does without TLS, which would be 1.3 MiB of every session."""
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]  # this is how an import is refused


USUAL_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""Where Python looks for time zones unless it was built to look elsewhere."""


def without_build_record() -> None:
    """Where the time zones lie in the usual place, spare the record of how Python was built: 0.5 MiB of every session.

    zoneinfo reads the record for that one path, and looks into PYTHONTZPATH first.
    """
    if Path(USUAL_ZONES[0], "Europe", "London").is_file():
        os.environ.setdefault("PYTHONTZPATH", os.pathsep.join(USUAL_ZONES))


def without_openssl() -> None:
    """Hash by Python's own code: OpenSSL would be 0.6 MiB of every session, for some hundred bytes at a time.

    For whole files it is six times as fast: `sha256_of_files` loads it then.
    """
    sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]  # this is how an import is refused


def sha256_of_files() -> Callable[[], "hashlib._Hash"]:
    """What hashes a large file: OpenSSL's where Python has it."""
    if sys.modules.get("_hashlib", True) is None:
        del sys.modules["_hashlib"]
    try:
        from _hashlib import openssl_sha256
    except ImportError:
        from hashlib import sha256 as openssl_sha256
    return openssl_sha256


def give_memory_back() -> None:
    """Hand freed memory back to the system, where its library can be told to (glibc keeps what lies between other things)."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


class FileLock:
    """A lock that the system drops when the process ends, however it ends: shared by sessions, alone for restore and the like."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def take(self, *, alone: bool, wait: float = 0.0) -> bool:
        """Take the lock, or change between shared and alone; False when others hold it until `wait` seconds have gone."""
        if sys.platform == "win32":
            return self._take_windows()
        import fcntl

        if self._handle is None:
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o660)
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self._handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.05)
            else:
                return True

    def _take_windows(self) -> bool:
        return True  # the store file itself refuses to be renamed while another session holds it open

    def release(self) -> None:
        """Let go."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@contextmanager
def keys_as_typed() -> Iterator[Callable[[float | None], str]]:
    """Read single characters from the terminal, unechoed, what was typed ahead kept; yields `read(timeout) -> str`.

    "" means that the time ran out; end of input raises EOFError; Ctrl+C raises KeyboardInterrupt.
    """
    if sys.platform == "win32":
        yield _windows_key
        return
    import codecs
    import select
    import termios

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    now = termios.tcgetattr(handle)
    now[3] &= ~(termios.ECHO | termios.ICANON)
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def read(timeout: float | None) -> str:
        while True:
            ready, _, _ = select.select([handle], [], [], timeout)
            if not ready:
                return ""
            got = os.read(handle, 1)
            if not got:
                raise EOFError
            if letter := decoder.decode(got):
                return letter

    termios.tcsetattr(handle, termios.TCSADRAIN, now)
    try:
        yield read
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _windows_key(timeout: float | None) -> str:
    import msvcrt

    until = None if timeout is None else time.monotonic() + timeout
    while not msvcrt.kbhit():  # type: ignore[attr-defined]
        if until is not None and time.monotonic() >= until:
            return ""
        time.sleep(0.01)
    letter: str = msvcrt.getwch()  # type: ignore[attr-defined]
    if letter == "\x03":
        raise KeyboardInterrupt
    return letter
