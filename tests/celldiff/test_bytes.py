"""What a key costs at 120x40 on a terminal with 256 colours, printed beside stock Textual (`pytest -s`)."""

import sys
from collections.abc import Iterator

import pytest
from tests.celldiff.ptys import Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

# Name, keys before (not counted), key, goal in bytes.
STEPS = (
    ("a scrolled line", ("end", "home", "pagedown", "pagedown"), "down", 500),
    ("a page", ("end", "home", "pagedown"), "pagedown", 3000),
    ("the cursor moves", ("end", "home"), "down", 500),
    ("a character in an input", ("tab", "x"), "y", 150),
    ("a character in a note", ("tab", "x"), "y", 200),
    ("a dialog opens", ("shift+tab", "shift+tab"), "f2", 14000),
    ("a dialog closes", (), "escape", 14000),
    ("another screen opens", (), "f3", 14000),
    ("and closes", (), "escape", 14000),
)


@pytest.fixture(scope="module", params=["truecolor", "16 colours"])
def sessions(request: pytest.FixtureRequest) -> Iterator[tuple[str, Session, Session]]:
    options = (
        {"term": "xterm-256color", "COLORTERM": "truecolor"} if request.param == "truecolor" else {"term": "xterm"}
    )
    started = [
        Session("-m", "tests.celldiff.programs", kind, "1000", "plain", columns=120, lines=40, **options)
        for kind in ("plain", "diff")
    ]
    yield request.param, started[0], started[1]
    for session in started:
        session.close()


def test_bytes_stay_within_the_budget(sessions: tuple[str, Session, Session]) -> None:
    colours, stock, diff = sessions
    for session in (stock, diff):
        session.wait_for("Find")
        session.settle()
    rows = [("the first screen", stock.sent, diff.sent, 8000)]
    for name, before, key, goal in STEPS:
        costs = []
        for session in (stock, diff):
            if before:
                session.press(*before)
            costs.append(session.press(key))
        rows.append((name, costs[0], costs[1], goal))
    sys.stdout.write(f"\n{colours}, 120x40{'':22}stock      diff   ratio    goal\n")
    for name, was, now, goal in rows:
        sys.stdout.write(f"{name:30}{was:10,}{now:10,}{was / now:8.1f}{goal:8,}\n")
    over = [name for name, _, now, goal in rows if now > goal]
    assert not over
