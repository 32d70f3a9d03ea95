"""What becomes of the processes: when one dies, when the run is stopped, and how many there are."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from subpolicy.surveying import crew
from support.command import surroundings
from support.registries import GREEN, registry

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="one process judges all")

RUN = """\
import os, sys, time
from subpolicy.surveying import surveyor
pids, main_process, said = sys.argv[1], os.getpid(), surveyor.Surveyor.said
def struck(self, vendors):
    if os.getpid() != main_process:
        with open(pids + "/" + str(os.getpid()), "w"):
            pass
        {fault}
    return said(self, vendors)
surveyor.Surveyor.said = struck
sys.argv[0:2] = ["subpolicy"]
from subpolicy.cli.main import main
sys.exit(main())
"""


@pytest.fixture
def root(tmp_path):
    vendors = {f"v{number}": GREEN.replace("acme", f"v{number}") for number in range(6)}
    return registry(tmp_path / "registry", **vendors)


@pytest.fixture
def start(root, tmp_path):
    """Starts a run with three processes, in each of which something happens."""
    (tmp_path / "pids").mkdir()
    started = []

    def start_(fault):
        words = [sys.executable, "-c", RUN.format(fault=fault), str(tmp_path / "pids")]
        process = subprocess.Popen(
            [*words, "check", "--as-of", "2026-06-15", "--no-cache", "--jobs", "3"],
            cwd=root,
            env=surroundings(GIT_CEILING_DIRECTORIES=str(tmp_path)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start_
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()


def workers(tmp_path, count=3):
    """The processes, once so many have begun to judge."""
    for _ in range(1000):
        if len(pids := [int(path.name) for path in (tmp_path / "pids").iterdir()]) >= count:
            return pids
        time.sleep(0.01)
    raise AssertionError("no process has begun to judge")


def assert_gone(pids):
    """They end, and within a moment."""
    for _ in range(500):
        if not (left := [pid for pid in pids if _is_there(pid)]):
            return
        time.sleep(0.01)
    raise AssertionError(f"still there: {left}")


def _is_there(pid):
    shown = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, encoding="ascii", check=False
    )
    return shown.stdout.strip()[:1] not in {"", "Z"}


def test_a_process_that_dies_without_a_word_is_told_and_the_others_end(start, tmp_path):
    process = start(
        f'os._exit(9) if len(os.listdir("{tmp_path / "pids"}")) > 2 else time.sleep(20)'
    )
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert "a process that judged records was ended from outside" in err
    assert "--jobs 1" in err
    assert_gone(workers(tmp_path))


def test_an_error_in_a_process_is_told_with_its_place(start, tmp_path):
    process = start('raise ValueError("something is broken")')
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert "ValueError: something is broken" in err
    assert "in struck" in err
    assert "This is a bug in subpolicy" in err
    assert_gone(workers(tmp_path, 1))


def test_ctrl_c_ends_all_of_them_without_a_traceback(start, tmp_path):
    process = start("time.sleep(20)")
    pids = workers(tmp_path)
    os.killpg(process.pid, signal.SIGINT)  # a terminal tells all of them
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "")
    assert_gone(pids)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_none_outlives_a_run_that_is_stopped_alone(start, tmp_path, number, code):
    process = start("time.sleep(1)")
    pids = workers(tmp_path)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (code, "", "")
    assert_gone(pids)


def test_a_run_that_is_left_alone_ends_with_its_processes(start, tmp_path):
    process = start("pass")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (1, "")  # six times the same vendor
    assert "6 vendors" in out
    pids = workers(tmp_path)
    assert len(pids) == 3
    assert_gone(pids)


def test_so_many_processes_as_there_are_records_worth_one(monkeypatch):
    monkeypatch.setattr(crew, "_processors", lambda: 4)
    monkeypatch.setattr(crew.sys, "platform", "linux")
    expected = {0: 1, 1: 1, 999: 1, 1999: 1, 2000: 2, 3999: 3, 100_000: 4}
    assert {records: crew.processes(records, None) for records in expected} == expected
    assert [crew.processes(5, wanted) for wanted in (1, 2, 5, 9)] == [1, 2, 5, 5]
    assert crew.processes(0, 7) == 1
    monkeypatch.setattr(crew.sys, "platform", "darwin")
    assert crew.processes(100_000, 8) == 1


def test_progress_is_told_to_the_end_whoever_does_the_work(root):
    from subpolicy import checking  # noqa: PLC0415
    from subpolicy.question import Question  # noqa: PLC0415
    from subpolicy.sources import WorkingTree  # noqa: PLC0415

    for jobs in (1, 3):
        told = []
        checking.check(
            WorkingTree(root), Question("2026-06-15"), jobs, lambda *now, to=told: to.append(now)
        )
        done = [one for one, _ in told]
        assert done == sorted(done)
        assert told[-1] == (6, 6), json.dumps(told)


def test_who_has_sigterm_ignored_is_not_kept_waiting(root, tmp_path):
    command = f"trap '' TERM; exec {sys.executable} -m subpolicy check --no-cache --jobs 3"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=root,
        env=surroundings(GIT_CEILING_DIRECTORIES=str(tmp_path)),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert "6 vendors" in done.stdout


def test_a_bug_in_a_process_is_told_as_one_whatever_it_raises(start):
    process = start("raise FileNotFoundError(2, 'no such thing')")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert "no such thing" in err
    assert "This is a bug in subpolicy" in err
