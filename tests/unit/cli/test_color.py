"""When there is colour: on a terminal, and where it is asked for."""

import io
import os
import subprocess

import pytest

from subpolicy.cli.output import Terminal, wants_color
from support.command import COMMAND, subpolicy, surroundings

ESCAPE = "\x1b["


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "choice", "environment", "colored"),
    [
        (Screen(), "auto", {}, True),
        (Screen(), "auto", {"CI": "true"}, True),
        (Screen(), "auto", {"NO_COLOR": ""}, True),
        (Screen(), "auto", {"NO_COLOR": "1"}, False),
        (Screen(), "auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (Screen(), "auto", {"TERM": "dumb"}, False),
        (Screen(), "never", {"FORCE_COLOR": "1"}, False),
        (io.StringIO(), "auto", {}, False),
        (io.StringIO(), "auto", {"FORCE_COLOR": ""}, False),
        (io.StringIO(), "auto", {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), "always", {"NO_COLOR": "1"}, True),
        (None, "auto", {}, False),
    ],
)
def test_who_decides_on_colour(stream, choice, environment, colored):
    assert wants_color(stream, choice, environment) is colored


@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_a_check_is_coloured_where_it_is_asked_for(red, options, environment, colored):
    done = subpolicy("check", *options, cwd=red, **environment)
    assert (ESCAPE in done.stdout) is colored


@pytest.mark.parametrize("format_name", ["json", "github"])
def test_formats_for_machines_are_never_coloured(red, format_name):
    done = subpolicy("check", "--format", format_name, "--color", "always", cwd=red)
    assert ESCAPE not in done.stdout


def test_errors_and_rule_tests_honour_the_variables_too(green):
    wrong = subpolicy("check", "--rule", "none", cwd=green, FORCE_COLOR="1")
    assert wrong.stderr.startswith(f'{ESCAPE}1;31merror{ESCAPE}0m: no rule "none"')
    policies = green / "policies" / "own"
    policies.mkdir(parents=True)
    (policies / "own.yaml").write_text(
        "{id: own, title: t, severity: error, scope: vendor, rationale: r, remediation: r, "
        "require: 'true', message: '\"m\"'}",
        encoding="utf-8",
    )
    untested = subpolicy("test", "--pack", "own", cwd=green, FORCE_COLOR="1")
    assert f"{ESCAPE}1;31mFAIL{ESCAPE}0m" in untested.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("environment", "colored"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False)],
)
def test_a_terminal_gets_colour_and_nothing_but_the_result(red, environment, colored):
    shown = on_a_terminal(red, environment)
    assert (ESCAPE in shown) is colored
    assert "\r" not in shown.replace("\r\n", "")
    assert shown.count("FAIL") == 1


def test_ci_changes_nothing_in_a_result(red):
    plain = subpolicy("check", cwd=red)
    assert subpolicy("check", cwd=red, CI="true", GITHUB_ACTIONS="true").stdout == plain.stdout


def test_a_closed_stream_swallows_what_is_printed():
    Terminal(None, color=False).print("nobody hears this")


def on_a_terminal(cwd, environment):
    """What ``check`` writes to a terminal as its standard output."""
    import pty  # noqa: PLC0415 (POSIX only)

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "check"], cwd=cwd, env=surroundings(**environment), stdout=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 4096):
                shown += chunk
        except OSError:  # how Linux says that the other side is closed
            pass
        os.close(ours)
    assert process.returncode == 1
    return shown.decode()
