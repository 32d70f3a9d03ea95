"""Clocks that are wrong."""

import os

import pytest

_SITE = """\
import datetime, os, time
seconds = float(os.environ["FAULT_CLOCK"])
time.time = lambda: seconds
class datetime_(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(1970, 1, 1, tzinfo=tz) + datetime.timedelta(seconds=seconds)
datetime.datetime = datetime_
"""


@pytest.mark.parametrize("arguments", [["check"], ["report", "--bundle", "out.zip"]])
def test_before_1970_everything_works(root, run, environment, tmp_path, arguments):
    (tmp_path / "site" / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "site"), environment["PYTHONPATH"]])
    done = run(*arguments, PYTHONPATH=path, FAULT_CLOCK="-1000000000")
    assert (done.returncode, done.stderr) == (1 if arguments == ["check"] else 0, "")
    if arguments == ["check"]:
        assert "lies after 1938-04-24" in done.stdout


@pytest.mark.parametrize("seconds", ["1e15", "-1e15"])
def test_a_clock_outside_the_calendar_is_said(root, run, environment, tmp_path, seconds):
    (tmp_path / "site" / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "site"), environment["PYTHONPATH"]])
    done = run("check", PYTHONPATH=path, FAULT_CLOCK=seconds)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"the clock says {float(seconds):.0f} seconds after 1970" in done.stderr
    assert "set it, or name the day with --as-of" in done.stderr


def test_whoever_names_the_day_needs_no_clock(root, run, environment, tmp_path):
    (tmp_path / "site" / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "site"), environment["PYTHONPATH"]])
    done = run("check", "--as-of", "2026-06-15", PYTHONPATH=path, FAULT_CLOCK="1e15")
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("epoch", ["x", "-1"])
def test_a_senseless_epoch_for_builds_changes_nothing(inside, epoch):
    done = inside("check", SOURCE_DATE_EPOCH=epoch)
    assert (done.returncode, done.stderr) == (1, "")
