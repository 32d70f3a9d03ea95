"""git's plumbing: questions to a repository, none of which changes it.

The registry may come from a stranger's pull request, so git runs without hooks, file system
monitors, replacement objects, transports, and what the surrounding git set in the environment.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess

from subpolicy.errors import RunError

_TIMEOUT = 60
"""Seconds after which git counts as hung."""

_KEPT = frozenset(
    {
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_EXEC_PATH",
    }
)
"""Where git and the user's own settings are (``safe.directory`` among them)."""

_SET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

# A folder that looks like a bare repository can be part of a pull request: safe.bareRepository.
_OPTIONS = (
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
        RunError: git is not installed, hangs, or refuses, with git's own words.
    """
    import subprocess  # noqa: PLC0415 (a run that asks git nothing does not pay for it)

    command = [_executable(), *_OPTIONS, *args]
    try:
        done = subprocess.run(  # noqa: S603 (a list, and no shell)
            command,
            cwd=cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )
    except (OSError, ValueError) as error:  # no such folder; a NUL in an argument
        raise RunError(f"git {args[0]} could not be run: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise RunError(f"git {args[0]} gave no answer in {_TIMEOUT} seconds") from error
    if done.returncode:
        words = done.stderr.decode(errors="replace").partition("\n")[0].strip()
        raise RunError(f"git {args[0]}: {words or f'exit code {done.returncode}'}")
    return done.stdout


def head(cwd: Path) -> str | None:
    """The commit id of HEAD; None outside git, before the first commit, or without git."""
    answer = _ask(["rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}"], cwd)
    return None if answer is None else answer.decode("ascii").strip()


def is_clean(cwd: Path) -> bool:
    """Whether everything below ``cwd`` is as in HEAD, with no untracked file beside.

    Files that git ignores do not count. False outside git and without git.
    """
    status = ["status", "--porcelain", "-z", "--untracked-files=normal"]
    return _ask([*status, "--ignore-submodules=none", "--", "."], cwd) == b""


def tracked_files(cwd: Path, folder: str) -> frozenset[str] | None:
    """Files below ``cwd/folder`` in git's index, as POSIX paths relative to ``cwd``.

    Submodules are looked into. None outside git and without git.
    """
    listing = ["ls-files", "--cached", "--recurse-submodules", "-z", "--", folder or "."]
    answer = _ask(listing, cwd)
    if answer is None:
        return None
    return frozenset(os.fsdecode(name) for name in answer.split(b"\0") if name)


def prefix(cwd: Path) -> str:
    """The folder ``cwd`` in its work tree: a POSIX path ending in ``/``, or empty at the top.

    Empty outside a work tree and without git, too.
    """
    answer = _ask(["rev-parse", "--show-prefix"], cwd)
    return os.fsdecode(answer.removesuffix(b"\n")) if answer else ""


def _ask(args: Sequence[str], cwd: Path) -> bytes | None:
    """None for whatever keeps git from answering: absence, no repository, a foreign owner."""
    try:
        return run(args, cwd)
    except RunError:
        return None


def _executable() -> str:
    """The git in an absolute entry of PATH: never one that lies in the registry."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in map(Path, os.get_exec_path()):
        path = folder / name
        if folder.is_absolute() and path.is_file() and os.access(path, os.X_OK):
            return str(path)
    raise RunError("git is not installed", help_text="install git, or put it on PATH")


def _environment() -> dict[str, str]:
    """The user's environment without what an outer git has set in it."""
    kept = {name: value for name, value in os.environ.items() if _is_harmless(name)}
    return kept | _SET


def _is_harmless(name: str) -> bool:
    if not name.upper().startswith("GIT_"):
        return True
    return name in _KEPT or name.startswith(("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"))


def commit_of(revision: str, cwd: Path) -> str:
    """The commit id that a revision such as ``main`` or ``HEAD~2`` names.

    Raises:
        RunError: there is no such revision here, or no repository.
    """
    args = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    try:
        return run(args, cwd).decode("ascii").strip()
    except RunError as error:
        raise RunError(
            f'git knows no revision "{revision}" here',
            help_text="fetch it first; in CI, check out the whole history (fetch-depth: 0)",
        ) from error


def merge_base(one: str, other: str, cwd: Path) -> str:
    """The commit at which two revisions parted.

    Raises:
        RunError: they share no commit that this clone knows.
    """
    answer = _ask(["merge-base", "--end-of-options", one, other], cwd)
    if answer is None:
        shallow = _ask(["rev-parse", "--is-shallow-repository"], cwd) == b"true\n"
        raise RunError(
            f"{one} and {other} share no commit"
            + (" that this shallow clone knows" if shallow else ""),
            help_text="fetch the whole history: fetch-depth: 0 in CI, or git fetch --unshallow"
            if shallow
            else "name the branch that the change is to be merged into",
        )
    return answer.decode("ascii").strip()


class TreeEntry(NamedTuple):
    """One file of a commit."""

    mode: int
    """As in git's trees: 0o100644 and 0o100755 files, 0o120000 links, 0o160000 submodules."""
    oid: str


def tree(commit: str, folder: str, cwd: Path) -> dict[str, TreeEntry]:
    """Everything below a folder of a commit, by POSIX path from the repository's top.

    Args:
        commit: A commit id.
        folder: Empty for all, else a path that ends in ``/``.
        cwd: The repository, bare or not, or a folder in it.
    """
    listing = ["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit]
    entries = {}
    for line in run([*listing, *([folder] if folder else [])], cwd).split(b"\0"):
        if line:
            head, _, name = line.partition(b"\t")
            mode, _kind, oid = head.decode("ascii").split(" ")
            entries[os.fsdecode(name)] = TreeEntry(int(mode, 8), oid)
    return entries


class Objects:
    """Reads objects through one ``git cat-file --batch``, started at the first use."""

    def __init__(self, cwd: Path) -> None:
        self._cwd = cwd
        self._process: subprocess.Popen[bytes] | None = None

    def blob(self, oid: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a file's content.

        Raises:
            RunError: the object is not here (a partial clone), or git ended.
        """
        process = self._process = self._process or _start_batch(self._cwd)
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None  # noqa: S101 -- opened as pipes
        assert stdout is not None  # noqa: S101
        try:
            stdin.write(oid.encode("ascii") + b"\n")
            stdin.flush()
            head = stdout.readline().split()
            if len(head) != 3:  # noqa: PLR2004 -- oid, type, size
                raise RunError(
                    f"the object {oid} is not in this clone",
                    help_text="fetch it: git fetch, without a filter",
                )
            size = int(head[2])
            content = stdout.read(min(size, limit))
            rest = size - len(content) + 1  # and the line break behind it
            while rest > 0:
                rest -= len(stdout.read(min(rest, 1 << 16))) or rest
        except OSError as error:
            raise RunError("git cat-file ended early") from error
        return content

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


def _start_batch(cwd: Path) -> "subprocess.Popen[bytes]":
    import subprocess  # noqa: PLC0415 (only runs that read commits pay for it)

    command = [_executable(), *_OPTIONS, "cat-file", "--batch"]
    try:
        return subprocess.Popen(  # noqa: S603 (a list, and no shell)
            command,
            cwd=cwd,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise RunError(f"git cat-file could not be run: {error}") from error
