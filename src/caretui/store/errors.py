"""What can go wrong with a store, each with a sentence for the person and the exit code of the command line."""


class StoreError(Exception):
    """A refusal that says what to do. `exit_code` is the command line's."""

    exit_code = 1


class NoStore(StoreError):
    """There is no store at the path."""


class MissingKeys(StoreError):
    """The store is there but its keys folder, or the member's key file, is not."""


class KeysLeft(StoreError):
    """The keys of another store lie where those of the new one would: nothing was made."""


class WrongPassphrase(StoreError):
    """No key file opens with this passphrase."""

    exit_code = 5


class TooManyTries(StoreError):
    """Unlocking waits after too many wrong passphrases."""

    exit_code = 5


class WhichMember(StoreError):
    """The store has several members and none was named."""

    exit_code = 2


class NewerStore(StoreError):
    """The store was made by a newer caretui: nothing is read or written."""

    exit_code = 6


class StoreInUse(StoreError):
    """Another session holds the store for something that needs it alone, or is in it."""

    exit_code = 4


class StoreBusy(StoreError):
    """Another writer is at work, and what was asked for does not wait: it is tried again a moment later."""

    exit_code = 4


class Locked(StoreError):
    """The session is locked: its keys are dropped and its connections closed until the passphrase is typed."""


class MemberRemoved(StoreError):
    """The member was removed from this store."""


class NetworkPath(StoreError):
    """The store lies on a network file system, where SQLite locks up and corrupts."""


class WipedProfile(StoreError):
    """A new store would lie where everything is wiped at log-off."""


class Damaged(StoreError):
    """The file is not a readable store."""


class DiskTrouble(StoreError):
    """The disk is full, read-only or failing: the change was taken back whole."""


class NotAllowed(StoreError):
    """The member's role does not allow this."""
