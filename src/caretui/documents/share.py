"""Putting a file into a folder that others see, often a shared drive: whole or not at all, under a name that
says nothing about anybody."""

import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Final

NAME_LIMIT: Final = 120
PATH_LIMIT: Final = 259
"""The longest path that a Windows program opens from a mapped drive (MAX_PATH less its end mark)."""
LEFTOVER_AGE: Final = 24 * 3600
_LETTERS: Final = "abcdefghjkmnpqrstvwxyz23456789"
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]*\.[a-z]{2,4}")
_LEFTOVER: Final = re.compile(r"\.caretui-[a-z0-9]{12}\.part")
_umask = Lock()


class ShareProblem(Exception):
    """The file was not put there, and nothing half-written is left; the message says what to do."""


def file_name(kind: str, day: date, form: str, *, randomness: bytes, agency: str = "", marking: str = "") -> str:
    """Return a name such as `meeting-pack-2026-11-26-district-nursing-k7f3q2.pdf`.

    Made of the kind of document, the day, the agency it is for and random letters (at least six bytes are
    needed): never of a person's name or number. `marking` goes in for formats that cannot carry it inside.
    """
    if len(randomness) < 6:
        raise ValueError("a file name needs six random bytes")
    parts = [_slug(marking), _slug(kind), day.isoformat(), _slug(agency)[:40], random_letters(randomness)]
    name = f"{'-'.join(part for part in parts if part)}.{form}"
    refuse_name(name)
    return name


def random_letters(randomness: bytes) -> str:
    """Random letters that are not mistaken for one another, one a byte."""
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in randomness)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def refuse_name(name: str) -> None:
    """Raise ShareProblem for a name that some system cannot hold, or that would leave its folder."""
    if _RESERVED.match(name):
        raise ShareProblem(f"Windows keeps the name {name} for itself. Choose another name.")
    if not _NAME.fullmatch(name):
        raise ShareProblem("A file name is made of small letters, digits and hyphens, and an ending such as .pdf.")
    if len(name) > NAME_LIMIT:
        raise ShareProblem(f"The file name is longer than {NAME_LIMIT} characters. Choose a shorter one.")


def refuse_folder(folder: Path, name: str = "") -> None:
    """Raise ShareProblem unless a file called `name` can be put into `folder`: there, a real folder, not too
    deep."""
    if ".." in folder.parts:
        raise ShareProblem(f'"{folder}" goes up by "..". Give the folder\'s whole path.')
    for part in folder.parts:
        if _RESERVED.match(part):
            raise ShareProblem(f'"{part}" is a name that Windows keeps for itself. Choose another folder.')
    whole = str(folder.absolute() / name)
    if len(whole) > PATH_LIMIT or len(os.fsencode(name)) > 255:
        raise ShareProblem(
            f"The path would have {len(whole)} characters, {PATH_LIMIT} at most. Choose a folder higher up."
        )
    with _told(folder):
        found = folder.lstat()
    if stat.S_ISLNK(found.st_mode):
        raise ShareProblem(f'"{folder}" is a link to another place. Give the folder that it stands for.')
    if not stat.S_ISDIR(found.st_mode):
        raise ShareProblem(f'"{folder}" is a file, not a folder. Choose a folder.')


def place(folder: Path, name: str, content: bytes, *, randomness: bytes) -> Path:
    """Put a file into a folder and return its path, once it is on the disk under its own name.

    Written beside its place under a name of random letters (twelve bytes are needed), forced to the disk,
    then renamed, so that nobody ever opens half a file. It has the folder's rights: its mode is the folder's
    without the right to execute, and access lists are inherited; nothing is ever chmodded. A file that is
    there already is never replaced. Raises ShareProblem.
    """
    refuse_name(name)
    refuse_folder(folder, name)
    if len(randomness) < 12:
        raise ValueError("a part file needs twelve random bytes")
    final = folder / name
    part = folder / f".caretui-{random_letters(randomness[:12])}.part"
    _sweep(folder)
    with _told(folder):
        if os.path.lexists(final):
            raise ShareProblem(f"There is already a file {name}. Try again.")
        try:
            _write(part, folder, content)
            part.rename(final)
            _sync_folder(folder)
            if final.lstat().st_size != len(content):
                raise OSError(errno.EIO, "the file is not as long as what was written")
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    return final


def remove(path: Path) -> None:
    """Take a file away again that `place` put there; one that has gone already is no error. Raises
    ShareProblem."""
    refuse_name(path.name)
    try:
        path.unlink()
    except FileNotFoundError:
        return
    except OSError as problem:
        raise ShareProblem(
            f"{path.name} could not be removed ({problem.strerror}). Remove it in the file manager: {path}"
        ) from None


def _write(part: Path, folder: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    mode = stat.S_IMODE(folder.stat().st_mode) & 0o666
    with _umask:
        # The program's umask (077) is for its own files. The share's are for whom the folder is for.
        before = os.umask(0)
        try:
            descriptor = os.open(part, flags, mode)
        finally:
            os.umask(before)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(descriptor)
    except OSError as problem:
        # Some network file systems know no fsync of a folder, and have the name on the server already.
        if problem.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES):
            raise
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove parts of files that a killed session left here more than a day ago: they hold people's words."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _LEFTOVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > LEFTOVER_AGE:
                        Path(entry.path).unlink()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what the system says into a sentence that says what to do."""
    try:
        yield
    except OSError as problem:
        raise ShareProblem(_sentence(problem, folder)) from None


def _sentence(problem: OSError, folder: Path) -> str:
    match problem.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return f'"{folder}" is not there. Is the shared drive connected? Try again, or choose another.'
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return f'No room is left in "{folder}". Nothing was written. Make room or choose another folder.'
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return f'You may not write in "{folder}". Nothing was written. Choose another folder.'
        case errno.ENAMETOOLONG:
            return f'The path of "{folder}" is too long for its disk. Choose a folder higher up.'
        case errno.ELOOP:
            return f'"{folder}" leads through links that go round in a circle. Choose another folder.'
        case _:
            return (
                f'"{folder}" did not take the file ({problem.strerror or "no reason"}). Nothing was written. '
                "Try again, or choose another folder."
            )
