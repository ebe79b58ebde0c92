"""`caretui init`: make a store and its first member; prints the organisation key, once."""

import argparse
from pathlib import Path

from caretui import platform
from caretui.cli.common import Refused, ask_passphrase, passphrase_file, read_passphrase_file, say, store_path


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Who the first member is."""
    parser.add_argument("--name", required=True, help="your name, e.g. 'Sam Ward'")
    parser.add_argument("--role", required=True, help="your job, e.g. 'community matron'")
    parser.add_argument("--agency", required=True, help="who employs you")
    parser.add_argument("--locality", help="e.g. 'Blackburn East'")
    parser.add_argument(
        "--team",
        nargs="?",
        const="",
        metavar="GROUP",
        help="colleagues with accounts of their own on this server: a folder for a system group (yours when not named)",
    )


def run(args: argparse.Namespace) -> int:
    """Make it. Refuses to touch an existing store."""
    from caretui.store import founding, opening

    path = store_path(args)
    if path.exists():
        raise Refused(f"There is a store at {path} already; it was not touched.")
    opening.look_before_founding(path)
    if args.team is not None:
        _make_team_folder(path.parent, args.team or None)
    made = founding.found(
        path,
        name=args.name,
        job=args.role,
        agency=args.agency,
        locality=args.locality,
        passphrase=_new_passphrase(args),
    )
    made.store.close()
    say(f"made {path}. This is the organisation key. Print it, give it to your lead, keep no copy here:")
    print(made.organisation_key)
    return 0


def _make_team_folder(folder: Path, group: str | None) -> None:
    try:
        platform.make_team_folder(folder, group)
    except FileExistsError:
        raise Refused(f"{folder} holds files already: a team's store has a folder of its own.") from None
    except LookupError:
        raise Refused(f"This computer has no group called {group}.") from None
    except OSError as error:
        raise Refused(f"{folder} cannot be made a team's folder ({error.strerror}).") from None
    platform.share_with_group(folder)


def _new_passphrase(args: argparse.Namespace) -> str:
    from caretui.care.passphrases import problem

    if file := passphrase_file(args):
        words = read_passphrase_file(file)
    else:
        words = ask_passphrase("New passphrase: ")
        if ask_passphrase("The same again: ") != words:
            raise Refused("The two were not the same. Nothing was made.")
    if wrong := problem(words, args.name):
        raise Refused(wrong)
    return words
