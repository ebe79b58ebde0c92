"""Whose key files lie in a keys folder, read off their names: all that the prompt asks before the passphrase is typed.

Imported before anything heavy (see `caretui.prompt`), so that it takes text for paths.
"""

import os

ORGANISATION = "organisation"
SUFFIX = ".key"


def folder(store: str) -> str:
    """The keys folder beside a store."""
    return os.path.splitext(store)[0] + ".keys"


def name_in(file: str) -> str:
    """The member's name as the name of their key file tells it: `sam-ward-01a2.key` is `Sam Ward`."""
    return file.removesuffix(SUFFIX).rsplit("-", 1)[0].replace("-", " ").title()


def names(store: str) -> list[str]:
    """The names for which there is a key file; none when there is no keys folder."""
    try:
        files = sorted(os.listdir(folder(store)))
    except OSError:
        return []
    return [name_in(file) for file in files if file.endswith(SUFFIX) and file != ORGANISATION + SUFFIX]
