"""The same revision and day give the same bytes, wherever and whenever the report is made."""

import importlib
import os
import subprocess
from pathlib import Path

import pytest

from subpolicy.renderers.audit import FORMATS
from support.checkout import git
from support.command import COMMAND, surroundings
from support.histories import commit, history, put, vendor
from support.registries import GERMAN, GREEN

DAY = "2026-06-15"
BUNDLE = "bundle.zip"
WAIVERS = "organisation: {name: Zürich & Söhne AG}\nwaivers: {approvers: [dpo@example.com]}\n"
HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77"}


def printable_on_paper() -> bool:
    """Whether this machine has what PDF needs; the extra's own tests say what is missing."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError):
        return False
    return True


WRITTEN = [name for name in FORMATS if name != "pdf" or printable_on_paper()]


def reports(folder: Path, target: Path, umask: int, **surrounding: str) -> dict[str, bytes]:
    """Every format and the bundle, made in one run."""
    target.mkdir()
    outputs = [f"--output={name}={target / name}" for name in WRITTEN]
    period = ["--as-of", DAY, "--since", "2024-01-01"]
    subprocess.run(
        [*COMMAND, "report", *period, *outputs, f"--bundle={target / BUNDLE}"],
        cwd=folder,
        env=surroundings(**surrounding),
        umask=umask,
        check=True,
    )
    return {path.name: path.read_bytes() for path in target.iterdir()}


@pytest.fixture(scope="module")
def registry(tmp_path_factory) -> Path:
    """A registry with a past: findings, a change, a merge."""
    folder = history(tmp_path_factory.mktemp("first") / "list", acme=GREEN, berlin=GERMAN)
    commit(folder, {"subpolicy.yaml": WAIVERS})
    git(folder, "switch", "--quiet", "--create", "topic")
    commit(folder, vendor("colt", purpose="Zählt 株式会社 \U0001f512"))
    git(folder, "switch", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "Merge topic", "topic")
    return folder


@pytest.fixture(scope="module")
def first(registry, tmp_path_factory) -> dict[str, bytes]:
    return reports(registry, tmp_path_factory.mktemp("out") / "a", 0o022, **HERE)


@pytest.fixture(scope="module")
def second(registry, tmp_path_factory) -> dict[str, bytes]:
    """Made in a clone elsewhere, its files younger and in another order on disk."""
    clone = tmp_path_factory.mktemp("quite-another-folder") / "clone of the list"
    git(registry, "clone", "--quiet", str(registry), str(clone))
    for number, path in enumerate(sorted(clone.glob("vendors/*"), reverse=True)):
        raw = path.read_bytes()
        path.unlink()
        put(clone, {str(path.relative_to(clone)): raw})
        os.utime(path, (10**9, 10**9 + number))
    return reports(clone, tmp_path_factory.mktemp("out") / "b", 0o077, **ELSEWHERE)


@pytest.mark.parametrize("name", [*WRITTEN, BUNDLE])
def test_a_second_clone_gives_the_same_bytes(name, first, second) -> None:
    assert first[name]
    assert first[name] == second[name]


@pytest.mark.parametrize("name", [*WRITTEN, BUNDLE])
def test_nothing_in_it_tells_of_the_machine(name, registry, first) -> None:
    assert str(registry).encode() not in first[name]
    assert str(Path.home()).encode() + b"/" not in first[name]
