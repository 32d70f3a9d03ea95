"""Registries with a history: real repositories, and what the gate says of their commits."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from support.checkout import git, repository
from support.command import subpolicy
from support.registries import GREEN, registry

TODAY = "2026-06-15"
CONFIGURATION = "organisation: {name: Test}\n"


def history(folder: Path, inside: str = "", **vendors: str) -> Path:
    """A repository on ``main`` whose first commit holds a registry, below ``inside`` if given."""
    repository(folder)
    registry(folder / inside, **vendors)
    commit(folder)
    return folder


def put(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write files below a folder; None deletes one."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> str:
    """Commit everything, with more files if given; the commit's id."""
    put(folder, files or {})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "a change")
    return git(folder, "rev-parse", "HEAD").strip()


def branch(folder: Path, files: Mapping[str, str | bytes | None], name: str = "topic") -> str:
    """A new branch from where HEAD is, with one commit; the commit's id."""
    git(folder, "switch", "--quiet", "--create", name)
    return commit(folder, files)


def bare(folder: Path, target: Path) -> Path:
    """A bare clone."""
    git(folder.parent, "clone", "--quiet", "--bare", str(folder), str(target))
    return target


def check(
    folder: Path, *arguments: str, as_of: str = TODAY, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """``subpolicy check`` as of a fixed day."""
    return subpolicy("check", "--as-of", as_of, *arguments, cwd=folder, **environment)


def found(
    folder: Path, *arguments: str, as_of: str = TODAY, **environment: str
) -> list[tuple[str, str, str | None]]:
    """Rule, outcome and vendor of all that a check finds; the run itself must be sound."""
    run = check(folder, "--format", "json", *arguments, as_of=as_of, **environment)
    assert run.returncode in {0, 1}, run.stderr
    findings = json.loads(run.stdout)["findings"]
    return [(one["rule"], one["outcome"], one["vendor"]) for one in findings]


def refused(folder: Path, *arguments: str, **environment: str) -> str:
    """What a run says that gives no verdict."""
    run = check(folder, *arguments, **environment)
    assert run.returncode == 2, run.stdout + run.stderr
    assert run.stdout == ""
    return run.stderr


def vendor(name: str, text: str = GREEN, **more: object) -> dict[str, str]:
    """One record as a file: ``text`` with another id and more keys, JSON being YAML."""
    lines = text.replace("id: acme", f"id: {name}").replace("name: Acme", f"name: {name.title()}")
    for key, value in more.items():
        kept = [line for line in lines.splitlines() if not line.startswith(f"{key}:")]
        lines = "\n".join([*kept, f"{key}: {json.dumps(value)}"]) + "\n"
    return {f"vendors/{name}.yaml": lines}
