"""git's plumbing: questions to a repository, none of which changes it.

The registry may come from a stranger's pull request, so git runs without hooks, file system
monitors, replacement objects, transports, and what the surrounding git set in the environment.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from subpolicy.errors import RunError

if TYPE_CHECKING:
    import subprocess

TIMEOUT = 60
"""Seconds after which git counts as hung."""
_OLDEST = (2, 30)
"""The first git whose ``rev-parse`` takes ``--end-of-options``."""
_VERSION = re.compile(rb"git version ([0-9]+)\.([0-9]+)[^\s]*")
_COMMIT_ID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?\n?")

_KEPT = frozenset(
    {
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_EXEC_PATH",
        # Where a receiving repository keeps what is pushed until its hooks have agreed.
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_OBJECT_DIRECTORY",
        "GIT_QUARANTINE_PATH",
    }
)
"""Where git and the user's own settings are (``safe.directory`` among them)."""

_TRUST = "if you trust it: git config --global --add safe.directory <folder of the repository>"

_SET = {
    # No transport at all: unlike protocol.allow, no setting of the repository overrules it.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

# A folder that looks like a bare repository can be part of a pull request: safe.bareRepository.
OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
)


def run(args: Sequence[str], cwd: Path) -> bytes:
    """What ``git <args>`` prints in the folder ``cwd``.

    Args:
        args: The command and its arguments; whatever comes from outside belongs behind
            ``--end-of-options`` or ``--``, and lists are asked for with ``-z``.
        cwd: A folder; git looks for the repository from here upward.

    Raises:
        RunError: git is not installed, too old, hangs, or refuses, with git's own words.
    """
    done = _done(args, cwd)
    if done.returncode:
        require_new(cwd)
        words = done.stderr.decode(errors="replace").partition("\n")[0].strip()
        raise RunError(
            f"git {_name(args)}: {words or f'exit code {done.returncode}'}",
            help_text=_TRUST if "dubious ownership" in words else None,
        )
    return done.stdout


def ask(args: Sequence[str], cwd: Path) -> bytes | None:
    """None for whatever keeps git from answering: absence, no repository, a foreign owner.

    Raises:
        RunError: git hangs. To go on as if there were none would give another verdict in silence.
    """
    try:
        done = _done(args, cwd)
    except HungError:
        raise
    except RunError:
        return None
    return None if done.returncode else done.stdout


class HungError(RunError):
    """Git gives no answer."""

    def __init__(self, args: Sequence[str]) -> None:
        super().__init__(
            f"git {_name(args)} gave no answer in {TIMEOUT} seconds",
            help_text="run `git status` here: it shows what git waits for (a lock, a network "
            "drive, a file system monitor)",
        )


def require_new(cwd: Path) -> None:
    """The options that keep a hostile repository from being obeyed need a git that knows them.

    Raises:
        RunError: git is older.
    """
    found = _VERSION.match(ask(["version"], cwd) or b"")
    if found is not None and (int(found[1]), int(found[2])) < _OLDEST:
        version = found[0].decode(errors="replace").removeprefix("git version ")
        raise RunError(
            f"git {version} is too old to read commits with: {_OLDEST[0]}.{_OLDEST[1]} or newer "
            "is needed",
            help_text="install a newer git; without --base, --rev and the like, `subpolicy check` "
            "needs none",
        )


def commit_id(answer: bytes) -> str:
    """An answer that names a commit.

    Raises:
        RunError: it does not.
    """
    if not _COMMIT_ID.fullmatch(answer):
        raise unreadable("rev-parse")
    return answer.decode("ascii").strip()


def unreadable(command: str) -> RunError:
    """What git says is nothing that git says."""
    return RunError(
        f"git {command} gave an answer that cannot be read",
        help_text="see what `git` on your PATH is, and whether `git fsck` finds the repository "
        "sound",
    )


def _done(args: Sequence[str], cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    import subprocess  # noqa: PLC0415 (a run that asks git nothing does not pay for it)

    command = [executable(), *OPTIONS, *args]
    try:
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=TIMEOUT,
        )
    except (OSError, ValueError) as error:  # no such folder; a NUL in an argument
        raise RunError(f"git {_name(args)} could not be run: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise HungError(args) from error


def executable() -> str:
    """The git in an absolute entry of PATH: never one that lies in the registry."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in map(Path, os.get_exec_path()):
        path = folder / name
        if folder.is_absolute() and path.is_file() and os.access(path, os.X_OK):
            return str(path)
    raise RunError("git is not installed", help_text="install git, or put it on PATH")


def environment() -> dict[str, str]:
    """The user's environment without what an outer git has set in it."""
    kept = {name: value for name, value in os.environ.items() if _is_harmless(name)}
    return kept | _SET


def _is_harmless(name: str) -> bool:
    if not name.upper().startswith("GIT_"):
        return True
    return name in _KEPT or name.startswith(("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"))


def _name(args: Sequence[str]) -> str:
    """The command among the arguments, for messages."""
    return next((arg for arg in args if not arg.startswith("-")), "")
