"""Makes the golden store of the schema of this day: `python tests/golden/make.py`. Only before a release of that schema."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from caretui.store import founding, schema

HERE = Path(__file__).parent


def main() -> None:
    from caretui.store.changes import contacts
    from caretui.store.changes.people import add_person

    path = HERE / f"schema-{schema.newest()}.caretui"
    founding.remove(path)
    made = founding.found(
        path,
        name="Sam Ward",
        job="community matron",
        agency="community nursing",
        locality="Blackburn East",
        passphrase=(HERE / "passphrase.txt").read_text().strip(),
        clock=lambda: datetime(2026, 11, 26, 8, 41, tzinfo=UTC),
    )
    store = made.store
    with store.work("added a person") as work:
        person = add_person(work, family_name="Duxbury", given_name="Alan", nhs_number="9990123454")
    with store.work("logged a contact") as work:
        contacts.log(
            work, store.viewer, person=person, at=store.now(), now=store.now(), method="telephone", note="up at 2"
        )
    store._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    for left in ("-wal", "-shm"):
        path.with_name(path.name + left).unlink(missing_ok=True)
    path.with_suffix(".lock").unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
