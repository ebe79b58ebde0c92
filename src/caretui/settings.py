"""Settings of this computer: where things lie, and what `config.toml` says. A member's own settings are in the store."""

import os
from pathlib import Path
from typing import Any

from caretui import platform
from caretui.lean import dataclass, field

STORE_NAME = "caseload.caretui"
SHARE_FOLDER = "documents.folder"
"""The member's own setting, in the store, that holds the folder which files were last sent to."""


class BadSettings(ValueError):
    """`config.toml` says something that caretui cannot take: which line, and what it should be."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where this computer keeps caretui's files."""

    config: Path
    store: Path
    log: Path
    backups: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What `config.toml` may say; every key has a default."""

    share: Path | None = None
    """The shared-drive folder for exports."""
    second_backup: Path | None = None
    clinical_system: str = "EMIS"
    lock_minutes: int = 5
    marking: str = "OFFICIAL-SENSITIVE"
    member: str | None = None
    """Who usually sits here: the name tried first at unlocking."""
    clipboard: bool = False
    """May caretui put text into the clipboard of the terminal's computer (OSC 52)?"""
    screenshot: bool = False
    """Does the palette offer a picture of the screen?"""
    unknown: tuple[str, ...] = field(default=())
    """Keys that no caretui knows: said by `caretui doctor`."""


def default_store() -> Path:
    """Where this account's store lies unless another is named."""
    from platformdirs import PlatformDirs

    return Path(PlatformDirs("caretui", appauthor=False).user_data_dir) / STORE_NAME


def paths() -> Paths:
    """The folders of this computer and account; CARETUI_CONFIG and CARETUI_STORE override."""
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("caretui", appauthor=False)
    config = os.environ.get("CARETUI_CONFIG")
    store = os.environ.get("CARETUI_STORE")
    data = Path(dirs.user_data_dir)
    chosen = Path(store) if store else data / STORE_NAME
    return Paths(
        config=Path(config) if config else Path(dirs.user_config_dir) / "config.toml",
        store=chosen,
        log=Path(dirs.user_log_dir) / "caretui.log",
        backups=chosen.parent / "backups",
    )


def load(path: Path | None = None) -> Settings:
    """Read `config.toml`; a missing file is the defaults. Raises BadSettings with the line when it is not TOML."""
    path = path or paths().config
    try:
        words = platform.read_regular(path)
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise BadSettings(f"{path} cannot be read: {error.strerror}") from None
    import tomllib  # here, because most computers have no such file

    try:
        found: dict[str, Any] = tomllib.loads(words.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadSettings(f"{path} cannot be read: {error}") from None
    known = {name: found[name] for name in Settings.__dataclass_fields__ if name in found and name != "unknown"}
    for name in ("share", "second_backup"):
        if name in known:
            known[name] = Path(str(known[name])).expanduser()
    minutes = known.get("lock_minutes", 5)
    if not isinstance(minutes, int) or not 1 <= minutes <= 15:
        raise BadSettings(f"{path}: lock_minutes is a number from 1 to 15")
    for name in ("clipboard", "screenshot"):
        if not isinstance(known.get(name, False), bool):
            raise BadSettings(f"{path}: {name} is true or false")
    return Settings(**known, unknown=tuple(sorted(found.keys() - known.keys())))


def keep(path: Path | None = None, **values: str | int | bool) -> None:
    """Write settings into `config.toml`, beside what stands there. Raises OSError when it cannot be written."""
    import tomllib

    path = path or paths().config
    try:
        standing: dict[str, Any] = tomllib.loads(platform.read_regular(path).decode())
    except (FileNotFoundError, tomllib.TOMLDecodeError):
        standing = {}
    standing |= values
    path.parent.mkdir(parents=True, exist_ok=True)
    temp = path.with_suffix(".tmp")
    temp.write_text("".join(f"{key} = {_toml(value)}\n" for key, value in sorted(standing.items())), encoding="utf-8")
    os.replace(temp, path)


def _toml(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
