"""Erasing a person leaves no word of theirs in the store; a sealed identity cannot be found in it any more."""

from pathlib import Path

import pytest

from caretui.care.refused import Refused
from caretui.store import backup, verify
from caretui.store.changes import contacts, erasure
from caretui.store.changes.people import add_person
from caretui.store.journal import ChangedMeanwhile
from caretui.store.models import FORMS
from caretui.store.models.contacts import AmendmentForm
from caretui.store.models.people import Name
from caretui.store.store import Store

WORD = "Zzcanary"


def fill(store: Store) -> str:
    from tests.faults import hostile

    with store.work(f"added {WORD}") as work:
        person = work.add(
            hostile.filled(
                "person", {"family_name": WORD, "coordinator": store.viewer.professional}, lambda: f"{WORD} words"
            )
        )
        for entity, form in FORMS.items():
            if "person" in form.model_fields and entity not in ("person", "shared", "export"):
                work.add(hostile.filled(entity, {"person": person}, lambda: f"{WORD} words"))
        contact = contacts.log(
            work, store.viewer, person=person, now=store.now(), method="telephone", with_whom=WORD, note=f"{WORD} fell"
        )
        work.add(
            AmendmentForm(
                contact=contact,
                kind="amended",
                note=f"{WORD} slipped",
                reason=WORD,
                by=store.viewer.member,
                at=store.now(),
            )
        )
    store.draft("d" * 32, "contact", {"note": WORD}, about=person)
    return person


def held(store: Store, tmp_path: Path) -> list[str]:
    """Every place of the whole store, journal and full text in which the word stands."""
    con = store.read()
    found = []
    for (table,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in con.execute(f"SELECT * FROM {table}"):
            if any(
                WORD.lower() in (v if isinstance(v, bytes) else str(v).encode()).decode("utf-8", "replace").lower()
                for v in row
            ):
                found.append(table)  # noqa: PERF401
    return sorted(set(found))


def test_an_erased_person_is_in_no_table_journal_or_index(store: Store, tmp_path: Path) -> None:
    person = fill(store)
    with store.work("added somebody else") as work:
        other = add_person(work, family_name="Khan")
        mention = contacts.log(
            work, store.viewer, person=other, now=store.now(), method="telephone", note=f"shares a taxi with {WORD}"
        )
    assert {"person", "op", "unit", "contact", "draft"} <= set(held(store, tmp_path))
    with store.work("erased a record") as work:
        done = erasure.erase_person(work, store, person, why="request of 20 November")
        contacts.erase(work, done.mentions[0].record, "names somebody who was erased")
    assert [(m.kind, m.record, m.columns, m.person) for m in done.mentions] == [("contact", mention, ("note",), other)]
    assert done.counts["contact"] >= 1 and done.counts["amendment"] == 1
    assert held(store, tmp_path) == []
    stub = store.read().execute("SELECT family_name, void FROM person WHERE id = ?", (person,)).fetchone()
    assert stub == (None, "erased: request of 20 November")
    assert verify.everything(store.read()) == []
    copy = backup.make(store, tmp_path / "copies")
    assert copy.exists()


def test_files_on_the_share_come_off_first(store: Store) -> None:
    from caretui.store.changes import exports

    person = fill(store)
    with store.work("sent something") as work:
        export = exports.record(
            work, kind="person", form="pdf", file_name="a.pdf", folder="/s", member=store.viewer.member, by="Sam",
            at=store.now(), purpose="care", recipient="OT", people=[person], person=person,
        )  # fmt: skip
    with pytest.raises(Refused, match="share"), store.work("erased a record") as work:
        erasure.erase_person(work, store, person, why="asked")
    with store.work("off the share") as work:
        exports.removed(work, export, at=store.now())
    with store.work("erased a record") as work:
        erasure.erase_person(work, store, person, why="asked")
    with pytest.raises(Refused), store.work("erased a record") as work:
        erasure.erase_person(work, store, person, why="")


def test_a_sealed_identity_is_gone_and_the_present_one_stays(store: Store, tmp_path: Path) -> None:
    with store.work("added somebody") as work:
        person = add_person(work, family_name=WORD, given_name="John", nhs_number="9990142718")
    with store.work("changed a name") as work:
        work.put(person, Name(family_name="Shah", given_name="Joan"))
    changed = store.done[-1][0]
    with store.work("sealed an identity") as work:
        done = erasure.seal_identity(work, store, person)
    assert [value["family_name"] for value in done.former["Name"]] == [WORD]
    assert held(store, tmp_path) == []
    assert store.read().execute("SELECT family_name FROM person").fetchone() == ("Shah",)
    assert verify.everything(store.read()) == []
    with pytest.raises(ChangedMeanwhile):
        store.undo(changed)
    assert store.read().execute("SELECT family_name FROM person").fetchone() == ("Shah",)


def test_wherever_a_name_or_number_still_stands_is_listed_for_somebody_to_decide(store: Store) -> None:
    from caretui.store.models.meetings import MinutesAmendmentForm
    from caretui.store.models.plan import ActionForm

    with store.work("added people") as work:
        person = add_person(work, family_name="O'Hern", given_name="John", nhs_number="9990142718")
        other = add_person(work, family_name="Khan")
        by_name = work.add(ActionForm(person=other, what="ring the neighbour, Mr O'HERN."))
        by_number = contacts.log(
            work,
            store.viewer,
            person=other,
            now=store.now(),
            method="telephone",
            note="letter for 999 014 2718 lay here",
        )
        work.add(ActionForm(person=other, what="ask O'Hernandez, and 0161 999 0142"))
        minutes = work.add(MinutesAmendmentForm(words="for Kelly read o'hern", reason="x", by="Sam", at=store.now()))
    with store.work("erased a record") as work:
        done = erasure.erase_person(work, store, person, why="request")
    assert {(m.kind, m.record) for m in done.mentions} == {
        ("action", by_name),
        ("contact", by_number),
        ("minutes_amendment", minutes),
    }
