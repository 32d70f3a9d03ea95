"""The commands on the page about notices, the feed, the annex and questionnaires are ones."""

import re
import shlex

import pytest

from subpolicy.cli import main as entry
from support.checkout import ROOT

PAGE = (ROOT / "docs" / "notices.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^subpolicy (.*)$", PAGE, re.MULTILINE)


def test_there_are_commands_for_each():
    kinds = {" ".join(command.split()[:2]) for command in COMMANDS}
    assert {"publish notice", "publish feed", "publish annex"} <= kinds
    assert any(kind.startswith("list") for kind in kinds)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_parses(command):
    line = command.partition(" > ")[0].partition(" #")[0]
    assert callable(entry.program().parse_args(shlex.split(line)).run)
