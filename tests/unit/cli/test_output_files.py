"""``--output``: whole or not at all, and a clear word where it cannot be."""

import errno
import os
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from subpolicy.cli.main import main
from subpolicy.cli.output import write_file
from subpolicy.errors import RunError

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions, links and pipes")


def check(root, *outputs):
    options = [part for output in outputs for part in ("--output", output)]
    return main(["check", "--root", str(root), *options])


@pytest.fixture
def locked():
    """A folder in which we may not write, whoever we are, with a report from before in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.json").write_text("from before", encoding="utf-8")
        folder.chmod(0o555)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        yield folder
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_an_output_takes_the_place_of_what_was_there(red, tmp_path):
    target = tmp_path / "report.json"
    target.write_text("from before", encoding="utf-8")
    assert check(red, f"json={target}") == 1
    assert target.read_text(encoding="utf-8").startswith('{\n  "schema": "subpolicy.report/1"')


def test_an_output_is_readable_to_whom_new_files_are(green, tmp_path):
    (tmp_path / "other").touch()
    check(green, f"json={tmp_path / 'report.json'}")
    assert (tmp_path / "report.json").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_path_counts_from_the_working_directory(green, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check(green, "json=report.json")
    assert (tmp_path / "report.json").exists()


@POSIX
def test_a_folder_that_may_not_be_written_is_a_wrong_run_and_stays_as_it_was(locked):
    with pytest.raises(RunError, match=r"^cannot write .*report\.json: permission denied$"):
        write_file(locked / "report.json", "new")
    assert [path.name for path in locked.iterdir()] == ["report.json"]
    assert (locked / "report.json").read_text(encoding="utf-8") == "from before"


@pytest.mark.parametrize(
    ("target", "reason"),
    [("missing/report.json", "no such file or directory"), (".", "it is a folder")],
)
def test_a_target_that_cannot_be_is_a_wrong_run(green, monkeypatch, capsys, target, reason):
    monkeypatch.chdir(green)
    before = sorted(green.rglob("*"))
    assert check(green, f"json={target}") == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith(f"error: cannot write {target}: {reason}\n  = help: name a file")
    assert sorted(green.rglob("*")) == before


@pytest.mark.parametrize("failing", ["fdopen", "replace"])
def test_an_existing_file_stays_whole_when_writing_fails(tmp_path, monkeypatch, failing):
    target = tmp_path / "report.json"
    target.write_text("from before", encoding="utf-8")

    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, failing, full)
    with pytest.raises(RunError, match="no space left on device"):
        write_file(target, "new")
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert target.read_text(encoding="utf-8") == "from before"


def test_an_interruption_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "report.json", "new")
    assert list(tmp_path.iterdir()) == []


def test_two_outputs_in_one_file_are_a_wrong_run(green, tmp_path, capsys):
    path = tmp_path / "report"
    assert check(green, f"json={path}", f"junit={path}") == 2
    assert capsys.readouterr().err.startswith(f"error: two outputs go to {path}\n")
    assert not path.exists()


def test_where_the_second_output_fails_the_first_is_as_it_was(green, tmp_path, capsys):
    first = tmp_path / "report.json"
    first.write_text("from before", encoding="utf-8")
    assert check(green, f"json={first}", f"junit={tmp_path / 'missing' / 'junit.xml'}") == 2
    assert capsys.readouterr().out == ""
    assert first.read_text(encoding="utf-8") == "from before"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".subpolicy")]


@POSIX
def test_a_device_takes_several_outputs(green):
    assert check(green, f"json={os.devnull}", f"junit={os.devnull}") == 0


@POSIX
def test_a_link_stays_a_link(green, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "report.json"
    link.symlink_to("elsewhere/report.json")
    assert check(green, f"json={link}") == 0
    assert link.is_symlink()
    assert (tmp_path / "elsewhere" / "report.json").read_text(encoding="utf-8").startswith("{")


@POSIX
def test_a_device_stays_a_device(green):
    check(green, f"json={os.devnull}")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@POSIX
def test_a_pipe_is_written_as_a_pipe(green, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()), daemon=True)
    reader.start()
    check(green, f"json={pipe}")
    reader.join(timeout=10)
    assert received[0].startswith(b"{")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
