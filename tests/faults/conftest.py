"""One registry, and ways to let a run of the command meet a fault for real."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from subpolicy.cli.main import main
from support.command import COMMAND, surroundings
from support.registries import GERMAN, GREEN, registry

_SITE = """\
import os, signal
moves, replace = [0], os.replace
def moving(source, target, **options):
    moves[0] += 1
    if moves[0] == int(os.environ["FAULT_MOVE"]):
        os.kill(os.getpid(), getattr(signal, os.environ["FAULT_SIGNAL"]))
    replace(source, target, **options)
os.replace = moving
"""
DUE = """\
pending:
  - effective_on: 2025-01-01
    set:
      purpose: Sends letters
"""
PAGE = "Vendor,Purpose,Location\nOne Ltd,Sends e-mail,US\nTwo Ltd,Counts visits,DE\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A registry with a failure (berlin), and with two changes that are due (due, owed)."""
    vendors = {stem: GREEN.replace("id: acme", f"id: {stem}") + DUE for stem in ("due", "owed")}
    folder = registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN, **vendors)
    (folder / "page.csv").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a run sees: no repository above the registry, and a cache of its own."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    return surroundings(
        GIT_CEILING_DIRECTORIES=str(tmp_path),
        PYTHONDONTWRITEBYTECODE="1",
        SUBPOLICY_CACHE_DIR=str(tmp_path / "cache"),
    )


@pytest.fixture
def run(root: Path, environment: dict[str, str]):
    """Run the command in the registry: ``run("check", preexec_fn=…, NAME="value")``."""

    def run_(*arguments: str, prefix=(), preexec_fn=None, **extra: str):
        return subprocess.run(
            [*prefix, *COMMAND, *arguments],
            cwd=root,
            env=environment | extra,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            preexec_fn=preexec_fn,
            timeout=60,
        )

    return run_


@pytest.fixture
def inside(root: Path, environment: dict[str, str], monkeypatch, capsys):
    """The same within this process, for faults that need none of their own: ten times as fast."""

    def run_(*arguments: str, **extra: str):
        wanted = environment | extra
        with monkeypatch.context() as patched:
            patched.chdir(root)
            patched.setattr(sys, "dont_write_bytecode", True)  # which a full disk would cut
            for name in os.environ.keys() - wanted.keys():
                patched.delenv(name)
            for name, value in wanted.items():
                patched.setenv(name, value)
            code = main([*arguments])
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, printed.out, printed.err)

    return run_


@pytest.fixture
def struck(run, tmp_path: Path):
    """The same, with a signal just before the n-th file is moved into its place."""

    def struck_(move: int, signal: str, *arguments: str, **options):
        path = f"{tmp_path / 'site'}{os.pathsep}{surroundings()['PYTHONPATH']}"
        faults = {"FAULT_MOVE": str(move), "FAULT_SIGNAL": signal}
        # Without a cache, whose entry would be the first move.
        return run(*arguments, PYTHONPATH=path, SUBPOLICY_CACHE_DIR="", CI="1", **faults, **options)

    return struck_


@pytest.fixture
def commit(root: Path) -> None:
    """The registry as a repository with one commit."""
    from support.checkout import git, repository  # noqa: PLC0415

    repository(root)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "m")


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, and what is in it."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
