"""What the command says about itself."""

import argparse
import re
import shlex

import pytest

from subpolicy import __version__
from subpolicy.cli import main as entry
from subpolicy.cli.main import main


def walk(parser, words=()):
    """Every command, with the words by which it is called; the overview first."""
    yield " ".join(words), parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                yield from walk(child, (*words, name))


COMMANDS = dict(walk(entry.program()))
LEAVES = [name for name, parser in COMMANDS.items() if parser.get_default("run") is not None]
GATES = {"check": "1", "init": "1", "import": "1", "report": "1", "test": "1"}
"""Commands whose exit codes a script asks about, with a code that their help explains."""


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")


def help_of(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*command.split(), "--help"])
    assert stopped.value.code == 0
    streams = capsys.readouterr()
    assert streams.err == ""
    return streams.out


def examples_of(text):
    """The commands of a help's examples, without what is said of them."""
    lines = re.findall(r"^  ((?:[^|\n]* \| )?subpolicy .*)$", text, re.MULTILINE)
    return [re.split(r" {2,}| > ", line.rpartition(" | ")[2])[0] for line in lines]


def test_the_version_is_one_line(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr() == (f"subpolicy {__version__}\n", "")


def test_the_help_names_every_command_and_exit_code(capsys):
    text = help_of("", capsys)
    listed = re.findall(r"^    (\w+)\b", text.partition("\nexamples:")[0], re.MULTILINE)
    assert listed == [*entry.COMMANDS]
    for code in ("0", "1", "2", "3", "130"):
        assert re.search(rf"\b{code} [a-z]", text)


def test_commands_are_found_however_deep():
    assert {"check", "new rule", "baseline create", "publish annex"} <= {*LEAVES}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name])
def test_every_command_says_what_it_does_and_what_its_options_are(command):
    parser = COMMANDS[command]
    assert parser.description
    assert parser.description.rstrip()[-1] in ".:"
    arguments = (one for one in parser._actions if not isinstance(one, argparse._SubParsersAction))
    for action in arguments:
        assert action.help, f"{action.option_strings or action.dest} has no help"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_has_examples_that_parse(command, capsys):
    examples = examples_of(help_of(command, capsys))
    assert [line for line in examples if line.startswith(f"subpolicy {command}".rstrip())]
    for line in examples:
        assert callable(entry.parsed(shlex.split(line)[1:]).run)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_of_help_is_wider_than_100(command, capsys):
    assert max(map(len, help_of(command, capsys).splitlines())) <= 100


@pytest.mark.parametrize(("command", "code"), GATES.items())
def test_a_gate_says_what_its_exit_codes_mean(command, code, capsys):
    text = help_of(command, capsys)
    assert re.search(rf"^exit codes:\n(?:  .*\n)*?  {code} [a-z]", text, re.MULTILINE)


def test_the_options_of_the_gate_are_in_groups(capsys):
    text = help_of("check", capsys)
    for group in ("what is judged", "by what", "the change", "what is shown"):
        assert f"\n{group}:\n  --" in text


@pytest.mark.parametrize("command", ["init", "new", "new vendor", "new rule", "schema"])
def test_the_short_and_the_long_form_of_help_are_one(command, capsys):
    with pytest.raises(SystemExit):
        main([*command.split(), "-h"])
    assert capsys.readouterr().out == help_of(command, capsys)


@pytest.mark.parametrize(
    ("word", "meant"), [("chek", "check"), ("fx", "fix"), ("Report", "report")]
)
def test_a_misspelt_command_names_the_nearest(word, meant, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([word, "--strict"])
    assert stopped.value.code == entry.EXIT_WRONG_RUN
    said = f'error: no command "{word}"; did you mean `{meant}`?'
    assert capsys.readouterr().err.splitlines()[-1].endswith(said)
