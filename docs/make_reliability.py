"""Runs the fault suite at its large counts and prints what came of it into `docs/reliability.md` (`make soak`).

Options are handed to pytest (`make soak T="-k kill"`); with any the table is only printed, for it is not the whole. First what
can share the processors, several tests at once because many of them wait; then, alone, what is measured at a terminal.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

ROOT = Path(__file__).parents[1]
PAGE = Path(__file__).with_name("reliability.md")
BEGIN, END = "<!-- begin: make soak -->", "<!-- end: make soak -->"
KILLS = "tests/faults/test_kill.py::test_a_killed_log_command_never_takes_back_what_it_acknowledged"
TERMINAL = "tests/faults/test_terminal.py"
STAGES = (
    (
        (KILLS, "-n", "0"),
        ("tests/faults", f"--ignore={TERMINAL}", f"--deselect={KILLS}", "-n", "3", "--dist", "worksteal"),
    ),
    ((TERMINAL, "-n", "0"),),
)
"""Runs of pytest: those of one stage at once. The kills take the longest, and three stores by themselves."""
ROWS = (
    (
        "test_a_killed_log_command_never_takes_back_what_it_acknowledged",
        "`kill -9` of `caretui log`",
        (
            "the program itself, started anew each time on three stores at once, killed at a random moment after the first thing"
            " that the run wrote into the store's log"
        ),
        "{kills:,} kills in {runs:,} runs",
        "{acknowledged:,} acknowledged, {saved:,} saved, **{lost} lost**",
    ),
    (
        "test_the_log_command_killed_from_unlocking_to_its_end",
        "the same, killed from unlocking on",
        "forked off an interpreter that has loaded it",
        "{kills:,} kills in {runs:,} runs",
        "{acknowledged:,} acknowledged, {saved:,} saved, **{lost} lost**",
    ),
    (
        "test_a_writer_killed_amid_its_commits",
        "`kill -9` of a writer amid its commits",
        "a loop of commits with notes up to 5,000 characters",
        "{kills:,} kills, {acknowledged:,} commits acknowledged",
        "**{lost} lost**; {unacknowledged_but_saved:,} were saved and not yet acknowledged",
    ),
    (
        "test_a_killed_backup_leaves_no_half_backup",
        "`kill -9` during a backup",
        "at random moments of the whole run",
        "{kills:,} kills",
        "{bad_backups} bad backups",
    ),
    (
        "test_half_a_migration_is_never_seen",
        "`kill -9` during a migration",
        "at random moments of the whole run",
        "{kills:,} kills",
        "{migrated:,} migrated, {as_before:,} as before, {half} half",
    ),
    (
        "test_a_killed_restore_can_be_run_again",
        "`kill -9` during a restore",
        "at random moments of the whole run, then run again",
        "{kills:,} kills",
        "**{lost} lost**",
    ),
    (
        "test_no_cut_of_a_recorded_disk_takes_back_what_was_acknowledged",
        "power cut, a real file system",
        (
            "ext4 on a disk (FUSE under a loop device) that writes down every write and flush of the kernel; the disk as a cut at a"
            " random write leaves it: what was flushed, and any part of the rest, torn at 512 bytes; mounted again, the store"
            " opened and verified. The same disk, only saying that it flushed, must lose something: it does"
        ),
        "{cuts:,} cuts in {writes:,} writes and {flushes:,} flushes of {commits:,} commits",
        "**{lost} lost**; {saved_but_not_yet_acknowledged:,} held the one commit that was being saved",
    ),
    (
        "test_no_power_cut_takes_back_what_was_acknowledged",
        "power cut, simulated",
        "every write, sync and truncate of a writer read off `strace`; any part of what was not synced, in any order",
        "{cuts:,} cuts in {commits:,} commits with checkpoints",
        "**{lost} lost**; {saved_but_not_yet_acknowledged:,} held the one commit that was being saved; all pages right",
    ),
    (
        "test_a_disk_that_fails_at_a_call_never_loses_what_was_acknowledged",
        "the n-th `fdatasync`, `fsync`, `pwrite64`, `ftruncate` fails",
        "`strace` injects EIO or ENOSPC into `caretui log`",
        "{failures:,} failures",
        "{refused:,} refused with a sentence, the others went on; **{lost} lost**",
    ),
    (
        "test_two_programs_save_at_once_and_both_are_kept",
        "two programs save at once",
        "two writers in tight loops, 60 seconds",
        "{saved[0]:,} and {saved[1]:,} commits",
        "**{lost} lost**; {refused:,} refused after 5 seconds of waiting for the other, and said so",
    ),
    (
        "test_fifty_sessions_lose_nothing_and_refuse_stale_forms",
        "50 sessions",
        "50 open stores, 50 threads; 50 forms that change the same number",
        "{saved:,} commits",
        "**{lost} lost**; 1 change stood, 49 were refused",
    ),
    (
        "test_every_flipped_byte_of_store_and_backup_is_found",
        "flipped bytes",
        "one bit at each of these places of a backup",
        "{bytes_flipped:,} places of {file_bytes:,} bytes",
        "{missed} missed",
    ),
    (
        "test_a_flipped_byte_in_the_log_is_found_by_the_mark_beside_the_store",
        "a flipped byte in the log (`-wal`) after a crash",
        "the installed program's `verify` after a killed writer; every other time the crash alone",
        "{times:,} times, {found:,} with a flipped byte",
        "{missed} missed, by the mark beside the store",
    ),
    (
        "test_a_note_of_a_megabyte_and_very_many_contacts",
        "one megabyte in a note, very many contacts on one person",
        "beside the other tests",
        "{contacts:,} contacts",
        "saving one more took {save_ms} ms; their screen opened in {person_ms} ms, the tab of contacts in {contacts_tab_ms} ms",
    ),
    (
        "test_a_day_at_the_screens_grows_neither_memory_nor_files",
        "a day at the screens, shortened",
        "random keys in a terminal: areas, people, all tabs, contacts saved and taken back, find, help, lock and unlock",
        "{turns:,} turns, {saved:,} contacts, {locks:,} locks",
        "{memory_grown_kb:,} kB more memory, {files_more} files more, log of {wal_bytes:,} bytes",
    ),
    (
        "test_long_use_grows_neither_memory_nor_files",
        "long use without screens",
        "random saving, drafting, undoing, locking",
        "{turns:,} turns",
        "{memory_grown_kb:,} kB more memory, log of {wal_bytes:,} bytes",
    ),
    (
        "test_every_registered_screen_form_and_dialog_sends_nothing_that_steers",
        "hostile words",
        (
            "a store whose every kind of record holds naughty strings; every screen of `app.SCREENS`, every form, every dialog with"
            " every string, in a terminal"
        ),
        "{screens_shown:,} openings, {words:,} strings, {bytes_sent:,} bytes",
        "{steering_bytes} bytes that steer and are not the program's own; no error",
    ),
    (
        "test_no_hostile_word_steers_the_terminal_on_any_screen",
        "hostile words, by keys",
        "the same store in the installed program, every area and form by its keys",
        "{bytes_sent:,} bytes",
        "{steering_bytes} bytes that steer; no error",
    ),
    (
        "test_lock_and_unlock_at_the_real_keyboard_are_quick",
        "lock and unlock at a real keyboard",
        "pseudo-terminal, nothing else of the suite running",
        "once",
        "{lock_seconds} s to lock, {unlock_seconds} s to unlock",
    ),
)
"""(test, fault, how it was made, how often, what came of it): the last two are filled with the figures of the test's tally."""


def main(options: list[str]) -> int:
    """Run, print, and write the page when the whole was run. Returns pytest's worst exit code."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        codes = [code for number, runs in enumerate(STAGES) for code in stage(place, number, runs, options)]
        figures = read_tallies(place / "tally.jsonl")
        outcomes = {name: said for file in sorted(place.glob("*.xml")) for name, said in read_outcomes(file).items()}
    text = "\n".join([*about(outcomes, time.monotonic() - begun), "", *table(figures, outcomes)])
    print(text)
    if not options:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    nothing_chosen = 5
    return max(code for code in (*codes, 0) if code != nothing_chosen)


def stage(place: Path, number: int, runs: tuple[tuple[str, ...], ...], options: list[str]) -> list[int]:
    """Some runs of pytest at the large counts, at once; their exit codes."""
    base = [sys.executable, "-m", "pytest", "--soak", "--timeout=0"]
    environment = {**os.environ, "CARETUI_TALLY": str(place / "tally.jsonl")}
    started = [
        subprocess.Popen(
            [*base, f"--junitxml={place / f'{number}-{run}.xml'}", *words, *options], cwd=ROOT, env=environment
        )
        for run, words in enumerate(runs)
    ]
    return [process.wait() for process in started]


def read_tallies(file: Path) -> dict[str, dict[str, Any]]:
    """Test -> what it counted."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {line["test"]: line for line in map(json.loads, lines)}


def read_outcomes(file: Path) -> dict[str, str]:
    """Test -> "passed", "failed" or why it was skipped."""
    found = {}
    for case in ElementTree.parse(file).iter("testcase"):
        skipped = case.find("skipped")
        wrong = case.find("failure") is not None or case.find("error") is not None
        said = "failed" if wrong else f"skipped: {skipped.get('message')}" if skipped is not None else "passed"
        found[str(case.get("name"))] = said
    return found


def about(outcomes: dict[str, str], seconds: float) -> list[str]:
    """When, on what, how long, and what failed."""
    failed = [name for name, said in outcomes.items() if said == "failed"]
    skipped = sum(said.startswith("skipped") for said in outcomes.values())
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    machine = f"{sys.platform}, {os.cpu_count()} processors, load at the end {load}"
    passed = len(outcomes) - len(failed) - skipped
    came = f"{passed} passed, {skipped} skipped, {len(failed)} failed"
    lines = [f"{datetime.now(UTC):%d %B %Y}, {machine}: {len(outcomes)} tests in {seconds / 60:.0f} minutes; {came}."]
    return [*lines, *(f"Failed: `{name}`." for name in failed)]


def table(figures: dict[str, dict[str, Any]], outcomes: dict[str, str]) -> list[str]:
    """The rows, in Markdown; a test that failed, was skipped or not run is said to."""
    lines = ["| fault | how it was made | how often | came of it |", "|---|---|---|---|"]
    for test, fault, how, often, came in ROWS:
        said = outcomes.get(test, "not run")
        if test not in figures:
            lines.append(f"| {fault} | {how} | | {re.sub(r'[|]', '', said)} |")
            continue
        failed = "" if said == "passed" else f"**{said}**; "
        lines.append(f"| {fault} | {how} | {often.format(**figures[test])} | {failed}{came.format(**figures[test])} |")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
