"""The line of first parents: what a main branch was after each merge, newest commit first."""

from collections.abc import Iterator
from typing import NamedTuple

from subpolicy.git.trails import day_of

COMMAND = (
    "log",
    "--first-parent",
    "--no-show-signature",
    "--encoding=UTF-8",  # whatever the user reads logs in
    "-z",
    "--format=tformat:%H%x00%P%x00%ct%x00%an%x00%s",
)
"""What `read` reads, but for the revision."""

_FIELDS = 5


class Ancestor(NamedTuple):
    """One commit of a line of first parents."""

    id: str
    parent: str | None
    """The first parent's id; None for a root, and where a shallow clone ends."""
    date: str | None
    """The committer's day in UTC, an ISO date; None where no calendar has it."""
    author: str
    subject: str
    """The first line of its message."""
    merge: bool
    boundary: bool
    """Whether a shallow clone ends here, so that what was before is not known."""


def read(log: bytes, *, shallow: bool) -> Iterator[Ancestor]:
    """The commits that git prints for `COMMAND`.

    Args:
        log: The output.
        shallow: Whether the clone is a shallow one.
    """
    fields = log.decode(errors="replace").split("\0")
    for start in range(0, len(fields) - _FIELDS + 1, _FIELDS):
        oid, parents, seconds, author, subject = fields[start : start + _FIELDS]
        known = parents.split()
        yield Ancestor(
            id=oid,
            parent=known[0] if known else None,
            date=day_of(seconds),
            author=author,
            subject=subject,
            merge=len(known) > 1,
            # Git shows the commits at which a shallow clone ends as if they had no parents.
            boundary=shallow and not known,
        )
