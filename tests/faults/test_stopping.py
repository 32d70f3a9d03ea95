"""Ctrl-C while rules are judged, and while git runs."""

import os
import signal
import subprocess
import sys
import time

import pytest

from support.command import COMMAND

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

_STRUCK_WHILE_JUDGING = """\
import os, signal, sys
from subpolicy import dates
is_date = dates.is_date
def struck(text):
    if any("subpolicy.policy" in str(name) for name in names()):
        os.kill(os.getpid(), signal.SIGINT)
    return is_date(text)
def names():
    frame = sys._getframe()
    while frame is not None:
        yield frame.f_globals.get("__name__")
        frame = frame.f_back
dates.is_date = struck
from subpolicy.cli.main import main
sys.exit(main())
"""


def test_ctrl_c_in_the_middle_of_a_rule_ends_the_run(root, environment):
    """The rule's runtime takes an exception for a failed evaluation: there was a verdict."""
    done = subprocess.run(
        [sys.executable, "-c", _STRUCK_WHILE_JUDGING, "check", "--as-of", "2026-06-15"],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_git_does_not_outlive_the_run(root, environment, tmp_path, number, code):
    pid_file = tmp_path / "pid"
    sleeper = tmp_path / "site" / "git"
    sleeper.write_text(f'#!/bin/sh\necho $$ > "{pid_file}"\nexec sleep 30\n', encoding="utf-8")
    sleeper.chmod(0o755)
    path = f"{sleeper.parent}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.Popen(
        [*COMMAND, "check", "--base", "main"],
        cwd=root,
        env=environment | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    pid = int(_waited_for(pid_file))
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (code, "", "")
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, encoding="ascii", check=False
    ).stdout
    assert state.strip()[:1] in {"", "Z"}  # gone, or ended and not yet taken note of


def _waited_for(path):
    for _ in range(3000):
        if path.exists() and (text := path.read_text(encoding="utf-8")).endswith("\n"):
            return text
        time.sleep(0.01)
    raise AssertionError(f"{path} was not written")
