"""Disk full, a folder that cannot be written, and a run that is killed while it writes."""

import contextlib
import os
import shutil

import pytest

from .conftest import files_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX limits, signals and permissions")

WRITING = {
    "check": ["check", "--output", "json=out.json", "--output", "sarif=out.sarif"],
    "report": ["report", "--output", "html=out.html", "--output", "json=out.json"],
    "bundle": ["report", "--bundle", "out.zip"],
    "list": ["list", "--format", "csv", "--output", "out.csv"],
    "import": ["import", "page.csv", "--into", "new", "--name", "Test"],
    "fix": ["fix", "--as-of", "2026-06-15"],
    "new": ["new", "stripe"],
    "baseline": ["baseline", "create", "--as-of", "2026-06-15", "--until", "2026-09-01"],
    "rules": ["rules", "--pages", "pages", "--pack", "core"],
}
SEVERAL = [("report", 2), ("import", 2), ("fix", 1)]


@contextlib.contextmanager
def small_disk():
    """No file may grow over 64 bytes, as on a disk that has no more."""
    import resource  # noqa: PLC0415 (POSIX)

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("command", ["check", "bundle", "list", "import", "fix", "new", "rules"])
def test_a_full_disk_changes_nothing_and_is_said(root, inside, command):
    before = files_of(root)
    with small_disk():
        done = inside(*WRITING[command])
    assert done.returncode == 2, done.stderr
    assert "error: cannot write" in done.stderr
    assert "file too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(root) == before


@pytest.fixture
def powerless():
    """What to put before a command so that permissions hold for root, too."""
    if os.geteuid() != 0:
        return []
    program = shutil.which("setpriv")
    if program is None:
        pytest.skip("root may write everywhere, and there is no setpriv")
    return [program, "--bounding-set=-dac_override,-dac_read_search"]


@pytest.fixture
def locked(root):
    """The registry, read-only as a checkout of a build."""
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield root
    for folder in folders:
        folder.chmod(0o755)


@pytest.mark.parametrize("command", ["import", "fix", "new", "baseline"])
def test_a_folder_that_cannot_be_written_changes_nothing_and_is_said(
    locked, run, powerless, command
):
    before = files_of(locked)
    done = run(*WRITING[command], prefix=powerless)
    assert done.returncode == 2, done.stderr
    assert "permission denied" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(locked) == before


def test_a_checkout_that_cannot_be_written_is_judged(locked, run, powerless):
    nowhere = {"HOME": "/nowhere", "TMPDIR": "/nowhere", "SUBPOLICY_CACHE_DIR": "/nowhere/cache"}
    done = run("check", prefix=powerless, **nowhere)
    assert (done.returncode, done.stderr) == (1, "")


def test_without_a_home_and_a_place_for_temporary_files_everything_is_written(root, run):
    nowhere = {"HOME": "/nowhere", "TMPDIR": "/nowhere", "SUBPOLICY_CACHE_DIR": ""}
    done = run("report", "--output", "xlsx=out.xlsx", "--bundle", "out.zip", **nowhere)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"out.xlsx", "out.zip"} <= files_of(root).keys()


@pytest.mark.parametrize(("command", "move"), SEVERAL)
def test_a_run_that_is_killed_leaves_whole_files_and_can_be_run_again(
    root, inside, struck, command, move
):
    before = files_of(root)
    arguments = WRITING[command]
    assert struck(move, "SIGKILL", *arguments).returncode == -9
    killed = without_leftovers(root)
    again = inside(*arguments)
    assert again.returncode in {0, 1}, again.stderr
    after = without_leftovers(root)
    assert after != before
    for path, content in killed.items():
        assert content in {before.get(path), after.get(path)}, path


def without_leftovers(root):
    """What somebody reads; what a killed run has left has names that nothing reads."""
    return {
        path: content
        for path, content in files_of(root).items()
        if not any(part.startswith(".subpolicy-") for part in path.split("/"))
    }


def test_what_a_killed_run_leaves_is_never_read(root, inside):
    expected = inside("check", "--no-cache").stdout
    (root / "vendors" / ".subpolicy-0a1b2c").write_text("status: half a rec", encoding="utf-8")
    (root / "vendors" / ".subpolicy-xyz").mkdir()
    (root / "vendors" / ".subpolicy-xyz" / "0").write_text("status: half", encoding="utf-8")
    assert inside("check", "--no-cache").stdout == expected


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
@pytest.mark.parametrize("command", ["import"])
def test_a_run_that_is_stopped_while_it_writes_puts_everything_back(
    root, struck, command, name, code
):
    before = files_of(root)
    done = struck(1, name, *WRITING[command])
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")
    assert files_of(root) == before
    assert not any(path.name.startswith(".subpolicy") for path in root.iterdir())


def test_a_signal_that_is_ignored_stays_so(root, struck):
    def nohup():
        import signal  # noqa: PLC0415

        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    assert struck(1, "SIGHUP", *WRITING["report"], preexec_fn=nohup).returncode == 0
    assert "out.json" in files_of(root)


def test_a_file_that_is_there_keeps_its_mode(root, inside):
    (root / "vendors" / "due.yaml").chmod(0o600)
    assert inside(*WRITING["fix"]).returncode == 0
    assert (root / "vendors" / "due.yaml").stat().st_mode & 0o777 == 0o600


def test_what_was_there_is_on_the_disk_before_it_is_replaced(tmp_path, monkeypatch):
    """A power cut must not leave an empty file where a record was; new files can be made again."""
    from subpolicy.cli.output import write_files  # noqa: PLC0415

    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)
    write_files([(tmp_path / "new", "x")])
    assert synced == []
    write_files([(tmp_path / "new", "y")])
    assert len(synced) == 1
