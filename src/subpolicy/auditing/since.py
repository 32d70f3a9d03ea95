"""Which commits belong to a period: what ``--since`` names, found in the line of first parents."""

from typing import NamedTuple

from subpolicy.dates import is_date
from subpolicy.errors import RunError
from subpolicy.git.ancestry import Ancestor
from subpolicy.revisions import History


class Span(NamedTuple):
    """The commits of a period."""

    since: str
    """A date, or a commit's id."""
    commits: tuple[Ancestor, ...]
    """Newest first."""
    gaps: tuple[str, ...]


def require_before(since: str | None, as_of: str) -> None:
    """A period ends on the as-of date.

    Raises:
        RunError: ``since`` is a day after it.
    """
    if since is not None and is_date(since) and since > as_of:
        raise RunError(
            f"--since {since} lies after the as-of date, {as_of}",
            help_text="a period ends on the as-of date: name an earlier day",
        )


def span_of(since: str, head: str | None, history: History) -> Span:
    """The commits of the main line since a day or a commit, up to another commit.

    A day starts the period at the oldest commit of that day or a later one: what lies after it
    belongs to the period, whatever days it claims.

    Args:
        since: As `History.since` gives it.
        head: The newest commit; None where there is none.
        history: The repository.

    Raises:
        RunError: there is no commit to walk back from.
    """
    if head is None:
        history.repository.require()
        raise RunError(
            "--since needs git's history, and there is no commit here",
            help_text="run it in the repository of the registry",
        )
    repository = history.repository
    if is_date(since):
        line = repository.ancestors(head)
        last = max((i for i, one in enumerate(line) if one.date and one.date >= since), default=-1)
        commits = line[: last + 1]
        gaps = _earlier(commits, since)
    else:
        commits = repository.ancestors(head, without=since)
        gaps = _aside(commits, since, head)
    return Span(since, tuple(commits), tuple(gaps))


def _earlier(commits: list[Ancestor], since: str) -> list[str]:
    early = [one.id for one in commits if one.date is not None and one.date < since]
    if not early:
        return []
    lie, bear = ("lies", "bears") if len(early) == 1 else ("lie", "bear")
    return [f"{named(early)} {lie} between commits of the period and {bear} a day before {since}."]


def _aside(commits: list[Ancestor], since: str, head: str) -> list[str]:
    """A period that starts beside the main line starts where the two parted."""
    start = commits[-1].parent if commits else head
    if start == since or (commits and commits[-1].boundary):
        return []
    what = f"{since[:12]} is no commit of the main line before {head[:12]}"
    return [f"{what}: the period holds what the main line has and that commit has not."]


def named(commits: list[str]) -> str:
    """Commits by their short ids; of many the first ones, and how many more there are."""
    shown = ", ".join(commit[:12] for commit in commits[:10])
    more = f" and {len(commits) - 10} more" if len(commits) > 10 else ""  # noqa: PLR2004
    return f"{'Commit' if len(commits) == 1 else 'Commits'} {shown}{more}"
