"""What a working tree wants to know of git. Outside git every question has an answer, too.

Any of them raises RunError where git hangs.
"""

import os
from pathlib import Path

from subpolicy.git.plumbing import ask, commit_id


def head(cwd: Path) -> str | None:
    """The commit id of HEAD; None outside git, before the first commit, or without git."""
    answer = ask(["rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}"], cwd)
    return None if answer is None else commit_id(answer)


def is_clean(cwd: Path) -> bool:
    """Whether everything below ``cwd`` is as in HEAD, with no untracked file beside.

    Files that git ignores do not count. False outside git and without git.
    """
    status = ["status", "--porcelain", "-z", "--untracked-files=normal"]
    return ask([*status, "--ignore-submodules=none", "--", "."], cwd) == b""


def tracked_files(cwd: Path, folder: str) -> frozenset[str] | None:
    """Files below ``cwd/folder`` in git's index, as POSIX paths relative to ``cwd``.

    Submodules are looked into. None outside git and without git.
    """
    listing = ["ls-files", "--cached", "--recurse-submodules", "-z", "--", folder or "."]
    answer = ask(listing, cwd)
    if answer is None:
        return None
    return frozenset(os.fsdecode(name) for name in answer.split(b"\0") if name)


def prefix(cwd: Path) -> str:
    """The folder ``cwd`` in its work tree: a POSIX path ending in ``/``, or empty at the top.

    Empty outside a work tree and without git, too.
    """
    answer = ask(["rev-parse", "--show-prefix"], cwd)
    return os.fsdecode(answer.removesuffix(b"\n")) if answer else ""
