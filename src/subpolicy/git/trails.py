"""What became of files along the first parents of a commit: one git log, read into trails."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

COMMAND = (
    *("-c", "log.diffMerges=separate"),  # what -m means is the user's to set
    "log",
    "--first-parent",
    "-m",  # merges too, against their first parent
    "-M",
    "-l1000",  # whatever the user's own limit for renames is
    f"-O{os.devnull}",  # nor in the user's own order
    "--no-show-signature",
    "--no-relative",
    "--raw",
    "-z",
    "--no-abbrev",
    "--format=format:%H %ct %P",
    "--end-of-options",
)
"""What `Trails` reads, but for the revision and the paths."""

_ABSENT = 0


class Commit(NamedTuple):
    """One commit of the first-parent line."""

    order: int
    """0 is the newest of the log; grows into the past."""
    id: str
    date: str | None
    """The committer's day in UTC, an ISO date; None where no calendar has it."""
    boundary: bool
    """Whether a shallow clone ends here, so that what was before is not known."""


class Touch(NamedTuple):
    """What one commit left of one file."""

    commit: Commit
    path: str
    """From the repository's top, as it was called then."""
    mode: int
    """As in git's trees."""
    oid: str
    """The content."""
    gone: bool = False
    """Whether the file was deleted, or renamed away."""


class _Edit(NamedTuple):
    touch: Touch
    source: str | None
    """What the file was called before, where this commit renamed it."""


class Trails:
    """The history of files, newest commits first.

    Args:
        log: What git prints for `COMMAND`.
        shallow: Whether the clone is a shallow one.
    """

    def __init__(self, log: bytes, *, shallow: bool) -> None:
        self._edits: dict[str, list[_Edit]] = defaultdict(list)
        commit: Commit | None = None
        tokens = iter(log.decode(errors="surrogateescape").split("\0"))
        order = 0
        for token in tokens:
            head, _, entry = ("", "", token) if token.startswith(":") else token.partition("\n")
            if head:
                commit = _commit(order, head, shallow=shallow)
                order += 1
            if entry and commit is not None:
                self._add(commit, entry.split(" "), tokens)

    def of(self, path: str) -> Iterator[Touch]:
        """What touched a file, from the newest commit back, through its renames.

        A file that was deleted, and added again, goes on behind the deletion.
        """
        order, source = -1, path
        while source:
            path, source = source, ""
            for touch, came_from in self._edits.get(path, ()):
                if touch.commit.order <= order:
                    continue
                yield touch
                if came_from:
                    order, source = touch.commit.order, came_from
                    break

    def at(self, path: str, commit: Commit) -> Touch | None:
        """What the file was in a commit; None where it did not exist."""
        for touch in self.of(path):
            if touch.commit.order >= commit.order:
                return None if touch.gone else touch
        return None

    def _add(self, commit: Commit, fields: Sequence[str], names: Iterator[str]) -> None:
        """One entry of the log: ``:<modes> <object ids> <status>``, then one name or two."""
        _, mode, _, oid, status = fields
        name = next(names)
        renamed = next(names) if status[0] in "RC" else None
        path = renamed or name
        new = int(mode, 8)
        touch = Touch(commit, path, new, oid, gone=new == _ABSENT)
        self._edits[path].append(_Edit(touch, name if renamed else None))
        if status[0] == "R":
            self._edits[name].append(_Edit(Touch(commit, name, _ABSENT, oid, gone=True), None))


def _commit(order: int, head: str, *, shallow: bool) -> Commit:
    oid, seconds, parents = head.split(" ", 2)
    # Git shows the commits at which a shallow clone ends as if they had no parents.
    return Commit(order, oid, day_of(seconds), boundary=shallow and not parents)


def day_of(seconds: str) -> str | None:
    """The day in UTC of a moment in Unix time, an ISO date; None where no calendar has it.

    A commit that was made by hand can bear anything, or nothing at all.
    """
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return None
