"""Where the cache lies, who may write it, and what becomes of runs that are killed or at once."""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from subpolicy.cache import folder as module
from subpolicy.cache.folder import Folder, folder_of
from support.command import COMMAND, surroundings

from .conftest import entries

KEY = "0" * 64
KILLED = """\
import os, signal
def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)
os.replace = killed
"""
ASKED = [*COMMAND, "check", "--as-of", "2026-06-15"]


def started(root, cache, path="", **options):
    environment = surroundings(
        SUBPOLICY_CACHE_DIR=str(cache), GIT_CEILING_DIRECTORIES=str(root.parent)
    )
    environment["PYTHONPATH"] = f"{path}{os.pathsep}{environment['PYTHONPATH']}"
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(ASKED, cwd=root, env=environment, encoding="utf-8", **pipes, **options)


def place_of(root, **environment):
    """Where an entry comes to lie in an environment; None where it is not kept."""
    folder = folder_of("runs", str(root), environment)
    return None if folder is None else Path(folder._path)


def test_eight_runs_at_once_judge_alike_and_leave_one_sound_entry(plain, run, cache):
    expected = run("--no-cache")
    runs = [started(plain, cache) for _ in range(8)]
    for one in runs:
        out, err = one.communicate(timeout=60)
        assert (one.returncode, out, err) == (1, expected.out, expected.err)
    (entry,) = entries(cache)
    assert Folder(str(entry.parent)).read(entry.name) is not None
    last = started(plain, cache)
    assert last.communicate(timeout=60) == (expected.out, expected.err)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_run_that_is_killed_while_it_keeps_its_result_leaves_no_entry(
    plain, run, cache, tmp_path
):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(KILLED, encoding="utf-8")
    killed = started(plain, cache, path=str(tmp_path / "site"))
    out, _ = killed.communicate(timeout=60)
    assert (killed.returncode, out) == (-9, "")
    assert [path.name[0] for path in entries(cache)] == ["."]
    first = run()
    assert run() == first == run("--no-cache")
    assert run.judged == 2


@pytest.mark.parametrize("fault", ["no-folder", "unwritable", "full", "a-file", "foreign"])
def test_a_cache_that_cannot_be_kept_costs_time_alone(plain, run, cache, monkeypatch, fault):
    def refused(*_, **__):
        raise OSError(28, os.strerror(28))

    match fault:
        case "no-folder":
            monkeypatch.setattr(os, "makedirs", refused)
        case "unwritable":
            (cache / "runs").mkdir(parents=True, mode=0o700)
            opened = os.open
            monkeypatch.setattr(
                os, "open", lambda *a, **o: refused() if a[1] & os.O_CREAT else opened(*a, **o)
            )
        case "full":
            monkeypatch.setattr(os, "replace", refused)
        case "a-file":
            cache.write_bytes(b"")
        case "foreign":
            (cache / "runs").mkdir(parents=True)
            (cache / "runs").chmod(0o777)
    before = entries(cache)
    first = run()
    assert (first.code, first.err) == (1, "")
    assert run() == first
    assert run.judged == 2
    assert entries(cache) == before


def test_a_reader_never_waits_for_a_run_that_writes(tmp_path, monkeypatch):
    """While an entry is written, the one before it is whole and in its place."""
    folder = Folder(str(tmp_path / "runs"))
    folder.write(KEY, b"before")
    seen = []
    replace = os.replace

    def looking(*paths):
        seen.append(folder.read(KEY))
        replace(*paths)

    monkeypatch.setattr(os, "replace", looking)
    folder.write(KEY, b"after")
    assert (seen, folder.read(KEY)) == ([b"before"], b"after")


class TestWhere:
    def test_a_cache_inside_the_registry_is_refused(self, plain, run, monkeypatch):
        for inside in (plain / "cache", plain, plain / "vendors" / ".." / "x", Path("cache")):
            monkeypatch.setenv("SUBPOLICY_CACHE_DIR", str(inside))
            run()
        assert run.judged == 4
        assert sorted(path.name for path in plain.iterdir()) == ["subpolicy.yaml", "vendors"]

    def test_a_link_into_the_registry_or_to_it_hides_nothing(self, plain, tmp_path):
        (tmp_path / "link").symlink_to(plain)
        inside = str(tmp_path / "link" / "cache")
        assert place_of(plain, SUBPOLICY_CACHE_DIR=inside) is None
        inside = str(plain / "cache")
        assert place_of(tmp_path / "link", SUBPOLICY_CACHE_DIR=inside) is None

    def test_a_folder_of_entries_that_leads_into_the_registry_is_refused(self, plain, tmp_path):
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "runs").symlink_to(plain)
        assert place_of(plain, SUBPOLICY_CACHE_DIR=str(tmp_path / "elsewhere")) is None
        assert place_of(plain / "runs", SUBPOLICY_CACHE_DIR=str(plain)) is None

    def test_a_cache_in_the_checkout_around_the_registry_is_refused(self, plain):
        (plain.parent / ".git").mkdir()
        assert place_of(plain, SUBPOLICY_CACHE_DIR=str(plain.parent / ".cache")) is None
        outside = plain.parent.parent / "cache"
        assert place_of(plain, SUBPOLICY_CACHE_DIR=str(outside)) == outside / "runs"

    @pytest.mark.parametrize("variable", ["TF_BUILD", "JENKINS_URL", "CODEBUILD_BUILD_ID"])
    def test_ci_systems_that_do_not_set_ci_keep_none(self, plain, tmp_path, variable):
        home = {"HOME": str(tmp_path)}
        assert place_of(plain, **home) is not None
        assert place_of(plain, **home, **{variable: "1"}) is None

    def test_a_folder_beside_the_registry_with_a_like_name_is_outside(self, plain):
        beside = f"{plain}-cache"
        assert place_of(plain, SUBPOLICY_CACHE_DIR=beside) == Path(beside, "runs")

    @pytest.mark.usefixtures("plain")
    def test_ci_keeps_none_unless_it_is_asked_for(self, run, cache, monkeypatch, tmp_path):
        monkeypatch.setenv("CI", "true")
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        run()
        assert len(entries(cache)) == 1
        monkeypatch.delenv("SUBPOLICY_CACHE_DIR")
        assert run() == run()
        assert run.judged == 3
        assert not (tmp_path / "home").exists()

    def test_the_users_cache_is_where_the_system_has_it(self, plain, monkeypatch):
        def on(platform):
            monkeypatch.setattr(module, "sys", SimpleNamespace(platform=platform))

        on("linux")
        above = Path("/absolute/subpolicy/runs")
        assert place_of(plain, HOME="/home/u") == Path("/home/u/.cache/subpolicy/runs")
        assert place_of(plain, HOME="/home/u", XDG_CACHE_HOME="/absolute") == above
        assert place_of(plain, HOME="/home/u", XDG_CACHE_HOME="relative") == place_of(
            plain, HOME="/home/u", XDG_CACHE_HOME=""
        )
        assert place_of(plain) is None
        assert place_of(plain, HOME="") is None
        assert place_of(plain, HOME="relative") is None
        on("darwin")
        assert place_of(plain, HOME="/home/u") == Path("/home/u/Library/Caches/subpolicy/runs")
        on("win32")
        assert place_of(plain, LOCALAPPDATA="/absolute") == above
        assert place_of(plain, HOME="/home/u") is None

    @pytest.mark.usefixtures("plain")
    def test_without_a_home_a_run_keeps_nothing(self, run, monkeypatch):
        monkeypatch.delenv("SUBPOLICY_CACHE_DIR")
        monkeypatch.delenv("HOME")
        assert run() == run()
        assert run.judged == 2


class TestHowMuch:
    @pytest.fixture
    def folder(self, tmp_path, monkeypatch):
        monkeypatch.setattr(module, "_MOST", 4096)
        (tmp_path / "runs").mkdir(mode=0o700)
        return Folder(str(tmp_path / "runs"))

    def test_the_oldest_entries_go_and_the_folder_stays_small(self, folder, tmp_path):
        for number in range(30):
            key = f"{number:064x}"
            folder.write(key, bytes(1000))
            assert folder.read(key) == bytes(1000)
            os.utime(tmp_path / "runs" / key, (number, number))
            assert sum(path.stat().st_size for path in entries(tmp_path / "runs")) <= 4096
        assert [path.name for path in entries(tmp_path / "runs")] == [
            f"{number:064x}" for number in (27, 28, 29)
        ]

    def test_what_killed_runs_have_left_goes_and_what_is_not_ours_stays(self, folder, tmp_path):
        left, foreign = tmp_path / "runs" / f".{KEY}.7", tmp_path / "runs" / "thesis.tex"
        for path in (left, foreign):
            path.write_bytes(bytes(5000))
            os.utime(path, (1, 1))
        folder.write("1" * 64, b"an entry")
        assert entries(tmp_path / "runs") == [tmp_path / "runs" / ("1" * 64), foreign]
