"""A period of operation: every commit of the main line, judged by the rules then in force."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from subpolicy.audit.period import JudgedCommit, LoggedChange, Period
from subpolicy.auditing.commits import BOUNDARY, CommitJudge, Snapshot, said, unjudged
from subpolicy.auditing.since import Span, named
from subpolicy.errors import RunError
from subpolicy.findings.report import Report
from subpolicy.git.ancestry import Ancestor
from subpolicy.revisions import History

MOST = 2_000
"""Commits judged in one report; that there are more is told as a gap."""

Progress = Callable[[int, int], None]
"""Is told how many commits are judged, and of how many."""


def period_of(
    span: Span, history: History, judge: CommitJudge, report: Report, progress: Progress
) -> Period:
    """Judge every commit of a period.

    Args:
        span: The commits.
        history: The repository, its prefix that of the registry.
        judge: Has judged nothing yet.
        report: What is judged now.
        progress: Is told how far this is.
    """
    chosen = span.commits[:MOST]
    commits, changes = _Walk(history, judge).judged(chosen, progress)
    return Period(
        since=span.since,
        start=chosen[-1].parent if chosen else report.revision,
        until=report.as_of,
        commits=commits,
        changes=changes,
        gaps=tuple(_gaps(span, commits, report)),
    )


class _Walk:
    """From the oldest commit to the newest: each is the base of the next one."""

    def __init__(self, history: History, judge: CommitJudge) -> None:
        self._history = history
        self._judge = judge

    def judged(
        self, newest_first: Sequence[Ancestor], progress: Progress
    ) -> tuple[tuple[JudgedCommit, ...], tuple[LoggedChange, ...]]:
        commits: list[JudgedCommit] = []
        changes: list[list[LoggedChange]] = []
        before = self._before(newest_first)
        for done, commit in enumerate(reversed(newest_first), start=1):
            now = self._snapshot(commit.id)
            if isinstance(now, RunError) or isinstance(before, RunError):
                broken = now if isinstance(now, RunError) else before
                assert isinstance(broken, RunError)  # noqa: S101 -- one of the two
                commits.append(unjudged(commit, said(broken)))
            else:
                one, found = self._judge.judged(commit, now, before)
                commits.append(one)
                changes.append(list(found))
            before = now
            progress(done, len(newest_first))
        newest = tuple(change for found in reversed(changes) for change in found)
        return tuple(reversed(commits)), newest

    def _before(self, newest_first: Sequence[Ancestor]) -> Snapshot | RunError | None:
        start = newest_first[-1].parent if newest_first else None
        return None if start is None else self._snapshot(start)

    def _snapshot(self, commit: str) -> Snapshot | RunError | None:
        try:
            return self._judge.snapshot(self._history.at(commit))
        except RunError as error:  # a partial clone
            return error


def _gaps(span: Span, commits: Sequence[JudgedCommit], report: Report) -> Iterator[str]:
    """What could not be looked at, each in a sentence."""
    if not commits:
        yield "No commit of the main line falls into the period."
    left_out = len(span.commits) - len(commits)
    if left_out:
        yield (
            f"The period has {len(span.commits)} commits, of which a report judges the newest "
            f"{MOST}: the {left_out} before them are not looked at."
        )
    yield from span.gaps
    yield from _unjudged(commits)
    yield from _dates(commits, report.as_of)
    if commits and commits[-1].commit in {one.id for one in span.commits if one.boundary}:
        yield (
            f"The clone is a shallow one and ends at {commits[-1].commit[:12]}: commits before it "
            "may belong to the period."
        )
    if report.clean is False:
        yield (
            "The working tree holds changes that are not committed: they are in this report, and "
            "in no commit of the period."
        )
    if commits:
        yield (
            f"Rules that the registry does not carry itself are judged as {report.tool} has them, "
            "whatever version was installed then."
        )


def _unjudged(commits: Sequence[JudgedCommit]) -> Iterator[str]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in commits:
        if one.passed is None and one.note != BOUNDARY:
            reasons[one.note].append(one.commit)
    for reason, several in reasons.items():
        are = "is" if len(several) == 1 else "are"
        yield f"{named(several)} {are} without a verdict of the gate: {reason}."


def _dates(commits: Sequence[JudgedCommit], as_of: str) -> Iterator[str]:
    """Days that cannot all be true."""
    future = [one.commit for one in commits if one.date is not None and one.date > as_of]
    if future:
        bear = "bears" if len(future) == 1 else "bear"
        yield f"{named(future)} {bear} a day after {as_of}, the day of this report."
    back = [
        newer.commit
        for newer, older in pairwise(commits)
        if newer.date is not None and older.date is not None and newer.date < older.date
    ]
    if back:
        bear = "bears" if len(back) == 1 else "bear"
        yield f"{named(back)} {bear} an earlier day than the commit before."
