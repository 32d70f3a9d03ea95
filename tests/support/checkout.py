"""This checkout as it stands, committed or not, copied to where a test may change it."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]

IDENTITY = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.com",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""Who commits, and nothing of the machine's own settings (signing, hooks, line endings)."""


def environment(**extra: str) -> dict[str, str]:
    """This process's environment without what git or pre-commit set around it."""
    foreign = ("GIT_", "PRE_COMMIT", "VIRTUAL_ENV", "COV_CORE_", "PYTEST_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    return kept | IDENTITY | extra


def git(folder: Path, *arguments: str) -> str:
    """What git prints in ``folder``; fails with git's own words."""
    run = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def repository(folder: Path) -> Path:
    """A new git repository at ``folder``, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def snapshot(target: Path) -> Path:
    """Every file of this checkout that git does not ignore, copied to ``target``."""
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, names.split("\0")):
        source, copy = ROOT / name, target / name
        if source.is_file():  # a tracked file may have been deleted
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)
    return target
