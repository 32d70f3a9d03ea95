"""Since when a finding has been open, and what opened it."""

from typing import Literal, NamedTuple

Cause = Literal["change", "clock", "rule"]
"""What opened a finding.

``change``: the record became such that it fails. ``clock``: the record passed on the day of its
commit, and time made it fail. ``rule``: nothing judged by this rule when the record became so.
"""


class FirstSeen(NamedTuple):
    """The commit from which on a record has been at fault until now, as today's rules see it."""

    commit: str | None
    """Its id; None where the fault is not committed yet."""
    date: str | None
    """The committer's day in UTC, an ISO date."""
    age_days: int | None
    """Days from then to the as-of date; never negative."""
    cause: Cause | None
    """None where the history does not prove it."""
    at_least: bool = False
    """Whether the fault may be older: a shallow clone, or a history too long to be walked."""


UNCOMMITTED = FirstSeen(None, None, None, "change")
"""Of a fault that only the working tree has."""
