"""Exports: a meeting pack of thirty people as PDF, and ten thousand people as a workbook."""

import statistics
import time
from collections.abc import Callable

from caretui.documents import formats
from caretui.documents.making import Wanted, make
from caretui.documents.outline import Look
from caretui.documents.parcel import to_self
from caretui.store.queries import caseload_sheet
from caretui.store.store import Store
from stores import open_store, store_of
from table import Bench, Row, judged, said


def run(bench: Bench) -> list[Row]:
    """Both rows."""
    store = open_store(store_of(bench.folder, bench.middle))
    try:
        (meeting,) = store.read().execute("SELECT id FROM meeting LIMIT 1").fetchone()
        pack = _made(store, Wanted("meeting", meeting=meeting), "pdf")
        people = caseload_sheet.caseload_ids(store.read(), None)
        sheet = _made(store, Wanted("caseload", people=people), "xlsx")
        pages = _pages(pack())
        packs = [_seconds(pack) for _ in range(5)]
        sheets = [_seconds(sheet) for _ in range(3)]
    finally:
        store.close()
    return [
        judged(
            f"a meeting pack of 30 people as PDF, {pages} pages",
            said(packs, " s", 2),
            statistics.median(packs),
            1,
            " s",
            key="pack",
        ),
        judged(
            f"{len(people):,} people as a workbook",
            said(sheets, " s", 2),
            statistics.median(sheets),
            3,
            " s",
            key="sheet",
        ),
    ]


def _made(store: Store, wanted: Wanted, form: str) -> Callable[[], bytes]:
    """Reads what is in it and writes it, as sending does, but for putting it on the share."""
    return lambda: formats.render(make(store, wanted, to_self(store.viewer, "bench")).document, form, Look())


def _pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type/Page/") or pdf.count(b"/Type /Page")


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
