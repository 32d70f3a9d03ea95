"""What the exit code says, whatever the format, and which stream says the rest."""

import json

import pytest

from subpolicy import checking
from subpolicy.cli.main import main
from subpolicy.renderers import FORMATS
from subpolicy.renderers.audit import BINARY
from subpolicy.renderers.audit import FORMATS as AUDIT_FORMATS
from support.command import subpolicy


@pytest.fixture
def broken(monkeypatch):
    """A subpolicy with a bug, whose message quotes a hostile record."""

    def check(*_arguments):
        raise ZeroDivisionError("in record \x1b[2J\n::error::forged")

    monkeypatch.setattr(checking, "check", check)


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_check_that_passes_is_0(green, format_name, capsys):
    assert main(["check", "--root", str(green), "--format", format_name]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_check_that_blocks_is_1_and_prints_to_standard_output_alone(red, format_name, capsys):
    assert main(["check", "--root", str(red), "--format", format_name]) == 1
    streams = capsys.readouterr()
    assert "non-us-processing-without-scc" in streams.out
    assert streams.err == ""


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_run_that_is_wrong_is_2_and_prints_to_standard_error_alone(red, format_name, capsys):
    arguments = ["check", "--root", str(red), "--format", format_name, "--rule", "no-such-rule"]
    assert main(arguments) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith('error: no rule "no-such-rule"\n')


@pytest.mark.parametrize("format_name", [f for f in AUDIT_FORMATS if f not in BINARY])
def test_a_report_is_0_once_it_is_written_and_1_as_a_gate(red, format_name, capsys):
    arguments = ["report", "--root", str(red), "--format", format_name]
    assert main(arguments) == 0
    written = capsys.readouterr().out
    assert main([*arguments, "--gate"]) == 1
    assert capsys.readouterr().out == written


def test_the_exit_code_in_the_json_is_that_of_the_process(red):
    done = subpolicy("check", "--format", "json", cwd=red)
    assert json.loads(done.stdout)["exit_code"] == done.returncode == 1
    strict = subpolicy("check", "--format", "json", "vendors/acme.yaml", cwd=red)
    assert json.loads(strict.stdout)["exit_code"] == strict.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["chekc"], 'no command "chekc"; did you mean `check`?'),
        (["check", "--frmat"], "unrecognized arguments: --frmat"),
        (["check", "--format", "sarf"], "invalid choice: 'sarf'"),
        (["check", "--color", "sometimes"], "invalid choice: 'sometimes'"),
        (["check", "--as-of", "tomorrow"], "'tomorrow' is no date; write it like 2026-11-21"),
        (["check", "--as-of", "2026-02-30"], "'2026-02-30' is no date"),
        (["check", "--as-of", "2026-2-3"], "'2026-2-3' is no date"),
        (["check", "--as-of", "\u0662\u0660\u0662\u0666-01-01"], "is no date"),
        (["check", "--output", "report.json"], "write it like json=report.json"),
        (["check", "--output", "json="], "write it like json=report.json"),
        (["check", "--output", "jsn=report.json"], "no format 'jsn'; did you mean json?"),
        (["report", "--output", "x=y"], "no format 'x'; known: html, markdown, json"),
        (["report", "--gate=1"], "ignored explicit argument '1'"),
    ],
)
def test_wrong_usage_is_2_and_says_what_is_right(arguments, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith("usage: subpolicy")
    assert message in streams.err


def test_a_bug_is_3_and_says_what_to_report(green, broken, capsys):
    assert main(["check", "--root", str(green)]) == 3
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "ZeroDivisionError" in streams.err
    assert "This is a bug in subpolicy" in streams.err
    assert "not in your registry. Please report it" in streams.err


def test_what_a_bug_quotes_steers_neither_terminal_nor_log(green, broken, capsys):
    main(["check", "--root", str(green)])
    lines = capsys.readouterr().err.splitlines()
    assert not any("\x1b" in line or line.lstrip().startswith("::") for line in lines)


def test_an_interruption_is_130_without_a_traceback(green, monkeypatch, capsys):
    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check", interrupted)
    assert main(["check", "--root", str(green)]) == 130
    assert capsys.readouterr() == ("", "")


def test_without_a_registry_anywhere_above_the_help_says_how_to_start(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    error = capsys.readouterr().err
    assert "no subpolicy.yaml here or in any folder above" in error
    assert "organisation: {name: " in error
