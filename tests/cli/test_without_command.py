"""A command line that only opens the app means the same as argparse takes it to mean, or is left to argparse."""

from typing import Any

import pytest

from caretui.cli import without_command
from caretui.cli.parsing import top_parser

PLAIN = (
    "",
    "--store a.caretui",
    "--store=a.caretui --as Sam",
    "--as=Sam=Ward",
    "--passphrase-file p --store one --store two",
    "--store=",
)


@pytest.mark.parametrize("line", PLAIN)
def test_it_is_read_as_argparse_reads_it(line: str) -> None:
    asked: Any = without_command(line.split())
    by_argparse = {name: value for name, value in vars(top_parser().parse_args(line.split())).items() if name != "rest"}
    assert vars(asked) == by_argparse


@pytest.mark.parametrize(
    "line",
    ["list people", "--store", "--store --as Sam", "--help", "--as Sam keys", "--stor a", "--", "-x", "--store -x"],
)
def test_everything_else_is_left_to_argparse(line: str) -> None:
    assert without_command(line.split()) is None
