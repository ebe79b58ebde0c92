"""Exports: a meeting pack of thirty people as PDF, and ten thousand people as a workbook."""

import os
import statistics
import time
from collections.abc import Callable

from caretui.documents import formats
from caretui.documents.making import Wanted, make
from caretui.documents.outline import Look
from caretui.documents.parcel import to_self
from caretui.store.queries import caseload_sheet
from caretui.store.store import Store
from stores import NAME, WORDS, open_store, store_of
from table import Bench, Row, judged, said


def run(bench: Bench) -> list[Row]:
    """Both rows."""
    store = open_store(store_of(bench.folder, bench.middle))
    try:
        (meeting,) = store.read().execute("SELECT id FROM meeting LIMIT 1").fetchone()
        _tell_more(store, meeting)
        pack = _made(store, Wanted("meeting", meeting=meeting), "pdf")
        people = caseload_sheet.caseload_ids(store.read(), None)
        sheet = _made(store, Wanted("caseload", people=people), "xlsx")
        pages = _pages(pack())
        packs = [_seconds(pack) for _ in range(5)]
        sheets = [_seconds(sheet) for _ in range(4)]
    finally:
        store.close()
    return [
        _row(f"a meeting pack of 30 people as PDF, {pages} pages", packs, 1, "pack"),
        _row(f"{len(people):,} people as a workbook", sheets, 3, "sheet"),
    ]


def _row(what: str, taken: list[tuple[float, float]], most: float, key: str) -> Row:
    """By the clock; the processor time, of a child too, says what of it was waiting for a busy machine."""
    clock, spent = [seconds for seconds, _ in taken], statistics.median(seconds for _, seconds in taken)
    figure = f"{said(clock, ' s', 2)}; processor time {spent:.2f} s"
    return judged(what, figure, statistics.median(clock), most, " s", key=key)


def _tell_more(store: Store, meeting: str) -> None:
    """The people of the meeting get a record as full as those that meetings are about, once: about two pages each."""
    from caretui.store.models.around import ConditionForm, ServiceForm, WarningForm
    from caretui.store.models.people import Situation
    from caretui.store.models.plan import ActionForm

    con = store.read()
    people = [person for (person,) in con.execute("SELECT person FROM agenda_item WHERE meeting = ?", (meeting,))]
    if con.execute("SELECT 1 FROM condition WHERE person = ?", (people[0],)).fetchone():
        return
    story = " ".join([*WORDS, *WORDS, *WORDS])
    day = store.today().isoformat()
    with store.work("told more of the people of a meeting") as work:
        for person in people:
            work.put(person, Situation(in_one_line=story[:80], situation=story))
            for number in range(5):
                work.add(ConditionForm(person=person, name=f"Condition {number}"))
                work.add(
                    ServiceForm(
                        person=person, provider=f"Agency {number}", what=story[:60], days="MTWTF--", started=day
                    )
                )
                work.add(
                    ActionForm(person=person, what=story[number * 50 :][:120], owner_words="district nursing", due=day)
                )
            work.add(WarningForm(person=person, words=story[:100], agreed_by=NAME))


def _made(store: Store, wanted: Wanted, form: str) -> Callable[[], bytes]:
    """Reads what is in it and writes it, as sending does, but for putting it on the share."""
    return lambda: formats.render(make(store, wanted, to_self(store.viewer, "bench")).document, form, Look())


def _pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type/Page/") or pdf.count(b"/Type /Page")


def _seconds(do: Callable[[], object]) -> tuple[float, float]:
    began, before = time.perf_counter(), os.times()
    do()
    after = os.times()
    return time.perf_counter() - began, sum(after[:4]) - sum(before[:4])
