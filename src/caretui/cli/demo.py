"""`caretui demo`: the app on invented people, in a store that is gone afterwards."""

import argparse
import shutil
import sys
from pathlib import Path

from caretui import prompt
from caretui.cli.common import Refused, ask_passphrase, passphrase_file, read_passphrase_file, say


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """How many people, which seed, whether to keep them."""
    parser.add_argument("--people", type=int, default=None, metavar="N", help="how many people (120)")
    parser.add_argument("--seed", type=int, default=None, metavar="N", help="other invented people")
    parser.add_argument("--keep", type=Path, metavar="PATH", help="leave the people as a store of your own")
    parser.add_argument("--make-only", action="store_true", help="with --keep: make it without opening the app")


def run(args: argparse.Namespace) -> int:
    """Make the people, open the app, leave nothing behind unless told to."""
    if args.make_only and not args.keep:
        raise Refused("--make-only goes with --keep PATH.", 2)
    if args.people is not None and args.people < 30:
        raise Refused("The demo has at least 30 people: its story needs them.", 2)
    if args.keep:
        return _keep(args)
    from caretui.cli.running import BEHIND_THE_PROMPT, refuse_without_terminal, show

    refuse_without_terminal()
    prompt.hush()
    _say_first()
    from caretui.demo.house import House
    from caretui.unlock import LEAVE, warm

    warm(BEHIND_THE_PROMPT)
    house = House()
    try:
        store = house.store()
        _fill(store, args)
        prompt.echo_again()  # textual finds the terminal as it was
        return show(store)
    except BaseException:
        sys.stdout.write(LEAVE)
        raise
    finally:
        prompt.echo_again()
        house.remove()


def _keep(args: argparse.Namespace) -> int:
    from caretui.cli.running import show
    from caretui.store import founding

    if args.keep.exists():
        raise Refused(f"There is a store at {args.keep} already; it was not touched.")
    file = passphrase_file(args)
    words = read_passphrase_file(file) if file else ask_passphrase("Passphrase for the kept store: ")
    made = founding.found(
        args.keep,
        name="Sam Ward",
        job="community matron",
        agency="community nursing",
        agency_kind="community nursing",
        locality="Blackburn East",
        passphrase=words,
    )
    try:
        _fill(made.store, args)
    except BaseException:
        made.store.close()
        founding.remove(args.keep)
        raise
    if args.make_only:
        made.store.close()
        print(args.keep)
        return 0
    made.store.demo = True
    return show(made.store)


def _fill(store: object, args: argparse.Namespace) -> None:
    from caretui.demo import people

    people.fill(
        store,  # type: ignore[arg-type]
        people=args.people or people.PEOPLE,
        seed=people.SEED if args.seed is None else args.seed,
        told=_say_progress,
    )


def _say_first() -> None:
    """The first frame, before anything heavy is imported."""
    columns = shutil.get_terminal_size().columns
    title = " caretui   INVENTED PEOPLE".ljust(columns)
    sys.stdout.write(f"\x1b[?1049h\x1b[H\x1b[2J\x1b[7m{title}\x1b[0m\r\n\r\n Making invented people...")
    sys.stdout.flush()


def _say_progress(done: int, total: int) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f"\r Making invented people: {done} of {total}   ")
        sys.stdout.flush()
    elif done == total:
        say(f"made {total} invented people")
