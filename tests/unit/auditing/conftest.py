"""Registries with a history, and their audits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from subpolicy.audit import Audit
from subpolicy.auditing import audit
from subpolicy.question import Question
from subpolicy.revisions import History
from subpolicy.sources import WorkingTree
from support import checkout
from support.checkout import git, repository
from support.histories import commit
from support.registries import registry

TODAY = "2026-06-15"

On = Callable[..., str]


@pytest.fixture(autouse=True)
def no_repository_around(monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def on(monkeypatch) -> On:
    """A commit on a day, noon in UTC, with files; the commit's id."""

    def committed(folder: Path, day: str, files=None) -> str:
        moment = f"{day}T12:00:00Z"
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        with monkeypatch.context() as patched:
            patched.setattr(checkout, "IDENTITY", checkout.IDENTITY | dates)
            return commit(folder, files)

    return committed


@pytest.fixture
def repo(tmp_path: Path, on: On) -> Path:
    """A registry that passes, committed on 2026-01-01."""
    folder = repository(tmp_path / "repo")
    registry(folder)
    on(folder, "2026-01-01")
    return folder


def audited(
    folder: Path,
    since: str | None = None,
    *,
    rev: str | None = None,
    as_of: str = TODAY,
    strict: bool = False,
) -> Audit:
    """What ``report`` makes its outputs of."""
    history = History.of(folder)
    source = WorkingTree(folder) if rev is None else history.registry(rev)
    try:
        return audit(source, history, Question(as_of=as_of, strict=strict), since)
    finally:
        history.objects.close()


@pytest.fixture(name="audited")
def audited_fixture() -> Callable[..., Audit]:
    return audited


@pytest.fixture
def merged(on: On) -> On:
    """A branch with files, merged on a day without asking any gate; the merge's id."""

    def merge(folder: Path, day: str, files) -> str:
        git(folder, "switch", "--quiet", "--create", "topic")
        on(folder, day, files)
        git(folder, "switch", "--quiet", "main")
        git(folder, "merge", "--quiet", "--no-ff", "--no-commit", "topic")
        oid = on(folder, day)
        git(folder, "branch", "--quiet", "-D", "topic")
        return oid

    return merge
