"""Clocks that are wrong."""

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
    path = f"{tmp_path / 'site'}:{environment['PYTHONPATH']}"
    done = run(*arguments, PYTHONPATH=path, FAULT_CLOCK="-1000000000")
    assert (done.returncode, done.stderr) == (1 if arguments == ["check"] else 0, "")
    if arguments == ["check"]:
        assert "lies after 1938-04-24" in done.stdout


@pytest.mark.parametrize("epoch", ["x", "-1"])
def test_a_senseless_epoch_for_builds_changes_nothing(root, run, epoch):
    done = run("check", SOURCE_DATE_EPOCH=epoch)
    assert (done.returncode, done.stderr) == (1, "")
