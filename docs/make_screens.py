"""Makes the pictures of the README: each screen of the demo as SVG, 80x24, on a fixed day (`make screens`)."""

import asyncio
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from caretui.app import CaretuiApp
from caretui.demo import people
from caretui.demo.house import founded
from caretui.store.store import Store

HERE = Path(__file__).parent / "screens"
NOW = datetime(2026, 11, 26, 8, 41, tzinfo=UTC)
SCENES: dict[str, tuple[str, ...]] = {
    "today": (),
    "caseload": ("2",),
    "person": ("2", "down", "down", "enter"),
    "contacts": ("2", "down", "down", "enter", "right"),
    "plan": ("2", "down", "down", "enter", "right", "right"),
    "team": ("2", "down", "down", "enter", "right", "right", "right"),
    "contact": ("2", "down", "down", "c", "t", "2"),
    "action": ("2", "down", "down", "a", *"district nursing: weigh him daily fri"),
    "find": ("ctrl+f", *"kar"),
    "meetings": ("3",),
    "prep": ("3", "enter"),
    "actions": ("4",),
    "directory": ("5",),
    "send": ("2", "down", "down", "x"),
    "timeline": ("2", "down", "down", "enter", "right", "right", "right", "right"),
    "sharing": ("2", "down", "down", "enter", "left"),
    "message": ("i", *"lady from audley: mum fell, ring 07700 900123"),
    "import": ("ctrl+p", *"import", "enter", "ctrl+u", "SHEET", "enter"),
    "keys": ("question_mark",),
    "huddle": ("3", "enter", "H"),
}
"""Picture -> the keys that lead there from Today; SHEET types the path of a small ugly sheet."""
SHEET = """Surname,First name,NHS No.,D.O.B,GP Surgery,Key worker,Last seen,Next visit,Actions,Carer's bus pass
HINDLE,Mavis,,3/2/1941,Higher Croft,Sam Ward,12/11/2026,1/12/2026,OT: ramp,yes
OMAR,Safiya,999 000 0018,14/7/1950,Cornerstone,Dan Whiteside,2/11/2026,,,
"""


def store_of_the_demo(folder: Path) -> Store:
    """Invented people on the fixed day."""
    store = founded(folder / "demo.caretui", lambda: NOW)
    people.fill(store)
    return store


async def picture(store: Store, keys: tuple[str, ...]) -> str:
    """The screen behind these keys, as SVG without a font from elsewhere."""
    app = CaretuiApp(store, demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        for key in keys:
            await pilot.press(*(str(store.path.with_name("caseload.csv")) if key == "SHEET" else [key]))
            await pilot.app.workers.wait_for_complete() if len(key) > 1 else None
        await pilot.pause(0.3)
        svg = app.export_screenshot(title="caretui")
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main(wanted: list[str]) -> None:
    """Make the pictures that are named, or all."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = store_of_the_demo(Path(folder))
        store.path.with_name("caseload.csv").write_text(SHEET, encoding="utf-8")
        for name, keys_ in SCENES.items():
            if wanted and name not in wanted:
                continue
            (HERE / f"{name}.svg").write_text(asyncio.run(picture(store, keys_)), encoding="utf-8")
            print(name)
        store.close()


if __name__ == "__main__":
    main(sys.argv[1:])
