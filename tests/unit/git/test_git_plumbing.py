"""Questions to real repositories, hostile ones among them."""

import os
import sys
from pathlib import Path

import pytest

from subpolicy import git
from subpolicy.errors import RunError
from subpolicy.git import plumbing
from support.checkout import git as do
from support.checkout import repository


@pytest.fixture(autouse=True)
def _settings_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = repository(tmp_path / "repo")
    (folder / "vendors").mkdir()
    (folder / "vendors" / "a.yaml").write_text("id: a\n")
    (folder / ".gitignore").write_text("*.log\n")
    commit(folder)
    return folder


def commit(folder: Path) -> str:
    do(folder, "add", "--all")
    do(folder, "commit", "--quiet", "--message", "m")
    return do(folder, "rev-parse", "HEAD").strip()


def test_head_is_the_commit(repo: Path) -> None:
    assert git.head(repo) == do(repo, "rev-parse", "HEAD").strip()
    assert git.head(repo / "vendors") == git.head(repo)


def test_prefix_is_the_folder_in_the_repository(repo: Path) -> None:
    assert git.prefix(repo / "vendors") == "vendors/"
    assert git.prefix(repo) == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no line break in file names")
def test_prefix_may_hold_a_line_break(repo: Path) -> None:
    folder = repo / "odd\n"
    folder.mkdir()
    assert git.prefix(folder) == "odd\n/"


def test_before_the_first_commit_there_is_no_head(tmp_path: Path) -> None:
    folder = repository(tmp_path / "new")
    assert git.head(folder) is None
    assert git.tracked_files(folder, "") == frozenset()
    assert git.is_clean(folder)


@pytest.mark.parametrize("folder", ["plain", "missing"])
def test_outside_git_there_is_no_answer(tmp_path: Path, folder: str) -> None:
    (tmp_path / "plain").mkdir()
    assert_no_answer(tmp_path / folder)


def assert_no_answer(folder: Path) -> None:
    assert git.head(folder) is None
    assert git.prefix(folder) == ""
    assert git.tracked_files(folder, "") is None
    assert not git.is_clean(folder)


def test_without_git_there_is_no_answer(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo))
    assert_no_answer(repo)
    with pytest.raises(RunError, match="git is not installed"):
        git.run(["version"], repo)


@pytest.mark.skipif(os.name == "nt", reason="the planted program is a shell script")
def test_a_git_that_lies_in_the_registry_is_not_run(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = repo / "git"
    planted.write_text("#!/bin/sh\ntouch ran\n")
    planted.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
    monkeypatch.chdir(repo)
    assert git.head(repo) is None
    assert not (repo / "ran").exists()


def test_a_broken_repository_is_no_repository(repo: Path) -> None:
    (repo / ".git" / "HEAD").write_bytes(b"\xff\x00nonsense")
    assert_no_answer(repo)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only root can give a folder to someone else"
)
def test_a_repository_of_someone_else_is_no_repository(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (repo, repo / ".git"):
        os.chown(path, 65534, 65534)
    assert_no_answer(repo)
    with pytest.raises(RunError, match="dubious ownership"):
        git.run(["rev-parse", "HEAD"], repo)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "*")
    assert git.head(repo)


def test_clean_means_neither_changed_nor_untracked(repo: Path) -> None:
    assert git.is_clean(repo)
    (repo / "build.log").write_text("ignored")
    assert git.is_clean(repo)
    (repo / "vendors" / "b.yaml").write_text("id: b\n")
    assert not git.is_clean(repo)
    do(repo, "add", "--all")
    assert not git.is_clean(repo)
    commit(repo)
    assert git.is_clean(repo)
    (repo / "vendors" / "b.yaml").unlink()
    assert not git.is_clean(repo)


def test_cleanliness_is_that_of_the_folder(repo: Path) -> None:
    (repo / "elsewhere.txt").write_text("")
    assert git.is_clean(repo / "vendors")
    assert not git.is_clean(repo)


def test_settings_that_hide_untracked_files_do_not(repo: Path) -> None:
    do(repo, "config", "status.showUntrackedFiles", "no")
    (repo / "b.yaml").write_text("")
    assert not git.is_clean(repo)


def test_asking_writes_nothing(repo: Path) -> None:
    index = repo / ".git" / "index"
    (repo / "vendors" / "a.yaml").touch()
    before = index.read_bytes()
    assert git.is_clean(repo)
    assert index.read_bytes() == before


def test_tracked_files_are_relative_to_the_folder_asked_from(repo: Path) -> None:
    (repo / "vendors" / "untracked.yaml").write_text("")
    assert git.tracked_files(repo, "") == {".gitignore", "vendors/a.yaml"}
    assert git.tracked_files(repo, "vendors") == {"vendors/a.yaml"}
    assert git.tracked_files(repo / "vendors", ".") == {"a.yaml"}
    assert git.tracked_files(repo, "nothing") == frozenset()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_strange_names_come_back_as_the_file_system_gives_them(repo: Path) -> None:
    names = ["a\nb", 'q"', "umläut", "sp ace", "caf\udce9", ":(glob)**"]
    for name in names:
        (repo / f"{name}.yaml").write_text("")
    commit(repo)
    assert git.tracked_files(repo, "") >= {f"{name}.yaml" for name in names}


def test_a_folder_named_like_a_pattern_is_a_folder(repo: Path) -> None:
    assert git.tracked_files(repo, "*") == frozenset()
    assert git.tracked_files(repo, ":(top)") == frozenset()


def test_files_of_a_submodule_are_tracked(repo: Path, tmp_path: Path) -> None:
    outer = repository(tmp_path / "outer")
    allow = ("-c", "protocol.file.allow=always")
    do(outer, *allow, "submodule", "--quiet", "add", str(repo), "list")
    commit(outer)
    assert git.tracked_files(outer, "list") == {"list/.gitignore", "list/vendors/a.yaml"}
    assert git.is_clean(outer)
    do(outer, "config", "--file", ".gitmodules", "submodule.list.ignore", "all")
    commit(outer)
    (outer / "list" / "vendors" / "a.yaml").write_text("id: changed\n")
    assert not git.is_clean(outer)


def test_the_environment_of_an_outer_git_is_not_obeyed(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = git.head(repo)
    other = repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'core.bare'='true'")
    assert git.head(repo) == head
    assert git.is_clean(repo)
    assert git.tracked_files(repo, "vendors") == {"vendors/a.yaml"}


@pytest.mark.skipif(os.name == "nt", reason="the monitor is a shell script")
def test_no_program_that_the_repository_names_is_run(repo: Path, tmp_path: Path) -> None:
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    spy.chmod(0o755)
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "post-index-change").write_bytes(spy.read_bytes())
    (tmp_path / "hooks" / "post-index-change").chmod(0o755)
    do(repo, "config", "core.fsmonitor", str(spy))
    do(repo, "config", "core.hooksPath", str(tmp_path / "hooks"))
    do(repo, "config", "core.pager", str(spy))
    (tmp_path / "ran").unlink(missing_ok=True)
    assert git.is_clean(repo)
    assert git.tracked_files(repo, "")
    assert not (tmp_path / "ran").exists()


def test_a_folder_dressed_up_as_a_bare_repository_is_none(repo: Path, tmp_path: Path) -> None:
    do(tmp_path, "clone", "--quiet", "--bare", str(repo), str(repo / "registry"))
    assert_no_answer(repo / "registry")


def test_a_work_tree_of_a_bare_repository_is_one(repo: Path, tmp_path: Path) -> None:
    do(tmp_path, "clone", "--quiet", "--bare", str(repo), str(tmp_path / "bare"))
    do(tmp_path / "bare", "worktree", "add", "--quiet", str(tmp_path / "tree"), "main")
    assert git.head(tmp_path / "tree") == git.head(repo)


def test_a_replaced_commit_deceives_nobody(repo: Path) -> None:
    first = do(repo, "rev-parse", "HEAD").strip()
    (repo / "vendors" / "a.yaml").write_text("id: other\n")
    second = commit(repo)
    do(repo, "replace", second, first)
    assert git.head(repo) == second
    assert git.is_clean(repo)


def test_a_refusal_is_told_in_the_words_of_git(repo: Path) -> None:
    with pytest.raises(RunError, match="git rev-parse: fatal: Needed a single revision"):
        git.run(["rev-parse", "--verify", "--end-of-options", "nonsense"], repo)
    with pytest.raises(RunError, match="git rev-parse: exit code 1"):
        git.run(["rev-parse", "--verify", "--quiet", "nonsense"], repo)
    with pytest.raises(RunError, match="could not be run"):
        git.run(["rev-parse", "a\0b"], repo)


@pytest.mark.skipif(os.name == "nt", reason="the sleeper is a shell script")
def test_a_git_that_hangs_is_given_up(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    sleeper = tmp_path / "bin" / "git"
    sleeper.write_text("#!/bin/sh\nexec sleep 30\n")
    sleeper.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin") + os.pathsep + os.environ["PATH"])
    monkeypatch.setattr(plumbing, "TIMEOUT", 0.2)
    with pytest.raises(RunError, match="no answer"):
        git.run(["status"], repo)
