"""Start of the program: answers `--version` at once and hands the rest to the command line."""

import sys

from caretui import __version__


def main() -> int:
    """Run caretui with the words of the command line and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        print(f"caretui {__version__}")
        return 0
    from caretui import prompt

    try:
        prompt.begin(sys.argv[1:])  # first of all: the rest is imported behind the typing
        from caretui.cli import main as command_line  # heavy: only when there is something to do

        return command_line()
    except KeyboardInterrupt:
        return 130
    finally:
        prompt.leave()


if __name__ == "__main__":
    sys.exit(main())
