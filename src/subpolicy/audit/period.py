"""A registry over a period: every commit of its main line, judged as it was then."""

from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.changes.change import FieldChange
from subpolicy.findings.finding import Finding
from subpolicy.findings.report import Counts


class Moment(NamedTuple):
    """What one commit left open. Numbers are findings, of rules and of files alike."""

    commit: str | None
    """Commit id; None for a working tree that is not committed."""
    date: str
    """ISO date on which it was judged: the committer's day in UTC."""
    vendors: int
    errors: int
    warnings: int
    infos: int
    waived: int
    baselined: int


class JudgedCommit(NamedTuple):
    """A commit of the first-parent line, and what its own gate says of it."""

    commit: str
    date: str | None
    """The committer's day in UTC, an ISO date; None where no calendar has it."""
    subject: str
    """The first line of its message."""
    author: str
    merge: bool
    moment: Moment | None
    """The state it left, by its own rules; None where it could not be judged."""
    counts: Counts | None
    passed: bool | None
    """What the gate says of the change: by the rules of its first parent, so that it cannot
    approve itself. None where it could not be judged."""
    blocking: tuple[Finding, ...]
    """What the gate stopped at; a commit that is there nevertheless has bypassed it."""
    note: str
    """Why it could not be judged, or what a reader must know; empty otherwise."""


class LoggedChange(NamedTuple):
    """What a commit did to a vendor, and how customers were told."""

    commit: str
    date: str | None
    vendor: str
    name: str
    kind: str
    """``added``, ``activated``, ``widened``, ``retired``, ``removed``, ``modified``."""
    material: bool
    reasons: tuple[str, ...]
    """Why it is material, in words."""
    fields: tuple[FieldChange, ...]
    announced_on: str | None
    """The first notice of it, an ISO date; None where none is recorded."""
    channels: tuple[str, ...]
    starts: str | None
    """The day from which it holds, an ISO date; None where no notice is owed."""
    elapsed_days: int | None
    """From the notice to that day; None without a notice."""
    owed_days: int | None
    """The days that the registry promised then; None where no notice is owed."""
    standing: str | None
    """``kept``, ``emergency``, ``too-short``, ``missing``; None where no notice is owed."""
    emergency: str | None
    """Reason and approver, in words."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period of operation."""

    since: str
    """What starts it: an ISO date, or a commit id."""
    start: str | None
    """The commit from which the changes count, itself outside; None before the first commit."""
    until: str
    """The as-of date."""
    commits: tuple[JudgedCommit, ...]
    """Newest first."""
    changes: tuple[LoggedChange, ...]
    """Newest first."""
    gaps: tuple[str, ...]
    """What could not be looked at, each in a sentence; empty where nothing is missing."""

    @property
    def bypassed(self) -> tuple[JudgedCommit, ...]:
        """The commits that are there although their gate fails."""
        return tuple(commit for commit in self.commits if commit.passed is False)
