"""The members of a store: added with a passphrase for one use, removed with their key."""

from caretui.store import keys
from caretui.store.changes.directory import add_member
from caretui.store.journal import heads, standing
from caretui.store.models.places import Membership
from caretui.store.store import Store


def invite(
    store: Store,
    name: str,
    *,
    job: str,
    agency: str,
    agency_kind: str = "other",
    locality: str | None = None,
    role: str = "coordinator",
) -> tuple[str, str]:
    """(the new member's id, their passphrase for one use). The record is written before the key that needs it."""
    passphrase = keys.new_one_time_passphrase()
    with store.work("added a member") as work:
        member = add_member(work, name, job=job, agency=agency, agency_kind=agency_kind, locality=locality, role=role)
    keys.write(store.path, secret=passphrase, key=store.key, member=member, name=name, once=True)
    store.audit("member added", member)
    return member, passphrase


def remove(store: Store, member: str, *, on: str) -> None:
    """Take a member's key away and note the day; their entries stay theirs."""
    with store.work("removed a member") as work:
        if standing(heads(work.con, member)).get("Membership", {}).get("removed") is None:
            work.put(member, Membership(removed=on))
    keys.remove(store.path, member)
    store.audit("member removed", member)
