"""Standard output and error that end early, are full, or are closed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from subpolicy.cli.output import Terminal, write_stdout
from subpolicy.errors import RunError
from support.command import COMMAND, subpolicy, surroundings

DEV_FULL = Path("/dev/full")
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell or device")
FULL = pytest.mark.skipif(not DEV_FULL.exists(), reason="needs /dev/full, as on Linux")


def run(arguments, cwd, **options):
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=surroundings(),
        check=False,
        **{"stderr": subprocess.PIPE, "encoding": "utf-8", **options},
    )


@pytest.fixture
def closed_pipe():
    """The writing end of a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.mark.parametrize("format_name", ["text", "json", "github"])
def test_a_pipe_closed_early_keeps_the_verdict(red, closed_pipe, format_name):
    done = run(["check", "--format", format_name], red, stdout=closed_pipe)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_pipe_closed_early_keeps_a_pass(green, closed_pipe):
    done = run(["check"], green, stdout=closed_pipe)
    assert (done.returncode, done.stderr) == (0, "")


@POSIX
def test_head_gets_its_bytes_and_the_verdict_stays(red):
    command = " ".join(COMMAND) + " check | head -c 10; exit ${PIPESTATUS[0]}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=red,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "vendors/be", "")


@FULL
def test_a_full_disk_is_a_wrong_run_and_no_bug(red):
    with DEV_FULL.open("wb") as full:
        done = run(["check"], red, stdout=full)
    assert done.returncode == 2
    assert done.stderr == "error: cannot write to standard output: no space left on device\n"


@POSIX
@pytest.mark.parametrize(("closed", "code"), [(">&-", 2), (">&- 2>&-", 2), ("2>&-", 1)])
def test_a_closed_stream_is_never_taken_for_a_verdict(red, closed, code):
    done = run_shell(f"check {closed}", red)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@FULL
def test_an_error_that_cannot_be_printed_is_still_2(green):
    with DEV_FULL.open("wb") as full:
        done = run(["check", "--rule", "none"], green, stdout=subprocess.PIPE, stderr=full)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_output_is_utf_8_whatever_the_locale(green, locale):
    (green / "vendors" / "tokyo.yaml").write_text("{id: tokyo, name: 東京, stat: x}\n", "utf-8")
    done = subpolicy("check", cwd=green, **locale)
    assert done.returncode == 1
    assert "東京" in done.stdout


def test_lines_end_in_a_line_feed_alone(red):
    done = run(["check"], red, stdout=subprocess.PIPE, encoding=None)
    assert b"\r" not in done.stdout
    assert done.stdout.endswith(b"\n")


def run_shell(arguments, cwd):
    return subprocess.run(
        ["sh", "-c", f"exec '{sys.executable}' -m subpolicy {arguments}"],
        cwd=cwd,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def opened(monkeypatch, target):
    monkeypatch.setattr(sys, "stdout", target)
    return target


def test_a_closed_output_is_named(monkeypatch):
    opened(monkeypatch, None)
    with pytest.raises(RunError, match=r"^cannot write to standard output: it is closed$"):
        write_stdout("PASS\n")


@FULL
def test_a_full_output_is_named_once_and_left_quiet(monkeypatch):
    with opened(monkeypatch, DEV_FULL.open("w", encoding="utf-8")):
        with pytest.raises(RunError, match="no space left on device"):
            write_stdout("PASS\n")
        write_stdout("what was left in the buffer is gone\n")


def test_a_reader_who_left_is_no_error(monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    with opened(monkeypatch, open(writing, "w", encoding="utf-8")):  # noqa: PTH123 (a descriptor)
        write_stdout("PASS\n")


def test_a_stream_without_an_encoding_takes_the_text_as_it_is(monkeypatch):
    class Plain:
        def __init__(self):
            self.text = ""

        def write(self, text):
            self.text += text

        def flush(self):
            pass

    plain = opened(monkeypatch, Plain())
    write_stdout("Zürich\n")
    assert plain.text == "Zürich\n"


@FULL
def test_an_error_that_finds_no_room_is_dropped():
    with DEV_FULL.open("w", encoding="utf-8") as full:
        Terminal(full, color=False).print("error: nobody reads this")
