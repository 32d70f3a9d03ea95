"""git that is absent, too old, silent, or something else."""

import os
from pathlib import Path

import pytest

from subpolicy.errors import RunError
from subpolicy.git import head, plumbing
from subpolicy.git.repository import Repository

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the false git is a shell script")

_OLD = """\
case "$*" in *version*) echo "git version 1.8.3.1"; exit 0;; esac
case "$*" in *--end-of-options*) echo "fatal: ambiguous argument" >&2; exit 128;; esac
echo .git
"""
_WRONG = {
    "absent": (None, "git is not installed"),
    "old": (_OLD, "git 1.8.3.1 is too old to read commits with: 2.30 or newer is needed"),
    "garbage": ("printf '\\377\\000garb age\\n'", "an answer that cannot be read"),
    "silent": ("exit 7", "git rev-parse: exit code 7"),
    "foreign": (
        "echo \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128",
        "detected dubious ownership",
    ),
}


@pytest.fixture
def false_git(tmp_path: Path, monkeypatch):
    """Put a script in git's place, or nothing."""

    def put(script: str | None) -> str:
        folder = tmp_path / "bin"
        folder.mkdir()
        if script is not None:
            (folder / "git").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            (folder / "git").chmod(0o755)
        path = str(folder) if script is None else f"{folder}{os.pathsep}{os.environ['PATH']}"
        monkeypatch.setenv("PATH", path)
        return path

    return put


@pytest.mark.parametrize("kind", _WRONG)
def test_what_keeps_git_from_answering_is_named(root, false_git, kind):
    script, message = _WRONG[kind]
    false_git(script)
    with pytest.raises(RunError) as caught:
        Repository(root).commit("HEAD")
    assert message in caught.value.message
    assert caught.value.help_text or kind == "silent"


def test_without_git_the_working_tree_is_judged_and_a_base_is_refused(inside, false_git):
    path = false_git(None)
    assert inside("check", "--format", "json", PATH=path).returncode == 1
    done = inside("check", "--base", "main", PATH=path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: git is not installed\n  = help: install git")


def test_a_git_that_hangs_is_no_absent_one(root, false_git, monkeypatch):
    """A report without its revision, or untracked files in a hook, would be another verdict."""
    false_git("exec sleep 30")
    monkeypatch.setattr(plumbing, "TIMEOUT", 0.2)
    with pytest.raises(RunError, match=r"no answer in 0\.2 seconds"):
        head(root)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exec sleep 30", "gave no answer"),
        ("printf 'garbage\\n'; cat", "cannot be read"),
        ("exit 1", "not in this clone|ended early"),
    ],
)
def test_a_reader_of_objects_that_fails_is_given_up(root, false_git, monkeypatch, script, message):
    objects = Repository(root).objects()
    false_git(script)
    monkeypatch.setattr(plumbing, "TIMEOUT", 0.2)
    try:
        with pytest.raises(RunError, match=message):
            objects.blob("0" * 40, 10)
    finally:
        objects.close()


def test_a_lock_that_somebody_holds_keeps_nobody_from_reading(root, inside, commit):
    (root / ".git" / "index.lock").touch()
    assert inside("check", "--base", "HEAD", PRE_COMMIT="1").returncode == 1
