"""What the command says about itself."""

import re
import shlex

import pytest

from subpolicy import __version__
from subpolicy.cli import main as entry
from subpolicy.cli.main import main

COMMANDS = ["baseline", "check", "diff", "fix", "list", "new", "publish", "report", "rules", "test"]
PUBLICATIONS = [f"publish {kind}" for kind in ("page", "feed", "notice", "annex")]


def help_of(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*arguments, "--help"])
    assert stopped.value.code == 0
    streams = capsys.readouterr()
    assert streams.err == ""
    return streams.out


def test_the_version_is_one_line(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr() == (f"subpolicy {__version__}\n", "")


def test_the_help_names_every_command_and_exit_code(capsys):
    text = help_of([], capsys)
    listed = re.findall(r"^    (\w+) ", text, re.MULTILINE)
    assert sorted(listed) == COMMANDS
    for code in ("0", "1", "2", "3", "130"):
        assert re.search(rf"\b{code} [a-z]", text)


@pytest.mark.parametrize("command", [*COMMANDS[1:], "baseline create", *PUBLICATIONS])
def test_the_help_of_each_command_has_examples_that_parse(command, capsys):
    examples = re.findall(
        rf"^  (subpolicy {command}\b.*)$", help_of(command.split(), capsys), re.MULTILINE
    )
    assert examples
    for example in examples:
        line = re.split(r" {2,}| > ", example)[0]
        arguments = entry._parser().parse_args(shlex.split(line)[1:])
        assert callable(arguments.run)


def test_the_examples_of_the_overview_parse(capsys):
    examples = re.findall(r"^  (subpolicy .*)$", help_of([], capsys), re.MULTILINE)
    assert examples
    for example in examples:
        line = example.split("  ")[0]
        assert callable(entry._parser().parse_args(shlex.split(line)[1:]).run)


@pytest.mark.parametrize("command", ["", *COMMANDS, "baseline create", *PUBLICATIONS])
def test_no_line_of_help_is_wider_than_100(command, capsys):
    text = help_of(command.split(), capsys)
    assert max(map(len, text.splitlines())) <= 100
