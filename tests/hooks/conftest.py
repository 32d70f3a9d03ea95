"""A repository whose commits pass the hook of this checkout, by the real pre-commit."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.checkout import environment, git, repository, snapshot
from support.registries import registry

Commit = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout as a git repository, committed: what another repository takes hooks from."""
    folder = repository(snapshot(tmp_path_factory.mktemp("hooks")))
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=subpolicy")
    return folder


@pytest.fixture(scope="session")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the hook's environment, so that it is made once for all tests."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def company(tmp_path: Path, hook_repository: Path, pre_commit_home: Path) -> Path:
    """A company's repository: a registry that passes, the hook installed, all committed."""
    folder = repository(registry(tmp_path / "company"))
    revision = git(hook_repository, "rev-parse", "HEAD").strip()
    (folder / ".pre-commit-config.yaml").write_text(
        "repos:\n"
        f"  - repo: {hook_repository.as_posix()}\n"
        f"    rev: {revision}\n"
        "    hooks: [{id: subpolicy}]\n",
        encoding="utf-8",
    )
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Registry")
    installed = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"],
        cwd=folder,
        env=environment(PRE_COMMIT_HOME=str(pre_commit_home)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return folder


@pytest.fixture
def commit(company: Path, pre_commit_home: Path) -> Commit:
    """Commits what is staged, through the hook."""

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "commit", "--message=Change"],
            cwd=company,
            env=environment(PRE_COMMIT_HOME=str(pre_commit_home)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run
