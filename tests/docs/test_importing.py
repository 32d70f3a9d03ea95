"""The commands on the page about importing are ones."""

import re
import shlex

import pytest

from subpolicy.cli import main as entry
from support.checkout import ROOT

PAGE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ *subpolicy (.*)$", PAGE, re.MULTILINE)


def test_there_are_commands_from_the_import_to_the_gate():
    kinds = {command.split()[0] for command in COMMANDS}
    assert {"import", "baseline", "check"} <= kinds


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_parses(command):
    line = command.partition(" > ")[0].partition(" #")[0]
    assert callable(entry.program().parse_args(shlex.split(line)).run)
