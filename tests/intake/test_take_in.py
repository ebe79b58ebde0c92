"""A sheet into a real store: who is added, who is known, what changes, and that it all undoes as one."""

from pathlib import Path

from caretui.intake import incoming
from caretui.intake.mapping import layout, without_guesses
from caretui.intake.practices import read_practices
from caretui.intake.readers import read
from caretui.intake.rows import check
from caretui.store.store import Store


def take_people(store: Store, path: Path, *, mine: bool = False, **options: object) -> incoming.Incoming:
    checked = check(without_guesses(layout(read(path))), now=store.wall())
    how = incoming.newcomers(store, mine=mine)
    return incoming.take_in(store, lambda: incoming.plan_people(store, checked, how), reason="imported people")


def test_the_synthea_sample_gives_every_person_or_a_reason_and_again_changes_nothing(
    store: Store, samples: Path
) -> None:
    first = take_people(store, samples / "synthea" / "patients.csv")
    assert first.counts == {"read": 1000, "added": 1000, "updated": 0, "unchanged": 0, "refused": 0, "review": 0}
    units = store.read().execute("SELECT count(*) FROM unit").fetchone()
    again = take_people(store, samples / "synthea" / "patients.csv")
    assert again.counts == {"read": 1000, "added": 0, "updated": 0, "unchanged": 1000, "refused": 0, "review": 0}
    assert store.read().execute("SELECT count(*) FROM unit").fetchone() == units


def take_practices(store: Store, path: Path) -> incoming.Incoming:
    listed = read_practices(read(path))
    return incoming.take_in(store, lambda: incoming.plan_practices(store, listed), reason="imported practices")


def test_the_official_lists_give_the_four_localities_their_practices(store: Store, samples: Path) -> None:
    take_practices(store, samples / "ods" / "epraccur_2019-10_00Q.csv")
    take_practices(store, samples / "ods" / "ePCN_2022-08.xlsx")
    rows = store.read().execute(
        "SELECT l.name, count(*) FROM practice p JOIN locality l ON l.id = p.locality GROUP BY 1 ORDER BY 1"
    )
    assert dict(rows.fetchall()) == {"Blackburn East": 7, "Blackburn North": 7, "Blackburn West": 6, "Darwen": 3}
    for name in ("epraccur_2019-10_00Q.csv", "ePCN_2022-08.xlsx"):
        again = take_practices(store, samples / "ods" / name)
        assert (again.counts["added"], again.counts["updated"]) == (0, 0)
