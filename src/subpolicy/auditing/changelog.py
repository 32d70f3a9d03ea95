"""What a commit did to vendors, as the auditor's change log tells it."""

from collections.abc import Iterator, Mapping
from typing import Any

from subpolicy.audit.period import LoggedChange
from subpolicy.changes.change import Change, ChangeKind
from subpolicy.changes.owed import Owed, owed_for
from subpolicy.config.configuration import Notice
from subpolicy.dates import days_between
from subpolicy.git.ancestry import Ancestor
from subpolicy.renderers.difference import words

WIDENED = "widened"
"""What a vendor that was known, and in use, does more than before."""


def logged(
    commit: Ancestor, day: str, changes: tuple[Change, ...], terms: Notice
) -> Iterator[LoggedChange]:
    """The changes of one commit, by vendor.

    Args:
        commit: The commit.
        day: Its day, an ISO date.
        changes: What it did, held against its first parent.
        terms: The notice that the registry promised then.
    """
    for change in changes:
        notice = owed_for(change, terms, day)
        record = change.after or change.before
        yield LoggedChange(
            commit=commit.id,
            date=commit.date,
            vendor=change.id,
            name=change.id if record is None else str(record.data["name"]),
            kind=_kind(change),
            material=change.material,
            reasons=tuple(words.reason(why) for why in change.reasons),
            fields=change.fields,
            announced_on=None if notice is None else notice.announced_on,
            channels=() if notice is None else _channels(notice),
            starts=None if notice is None else notice.starts,
            elapsed_days=None if notice is None else _elapsed(notice),
            owed_days=None if notice is None else notice.days,
            standing=None if notice is None else notice.standing.value,
            emergency=None if notice is None else _emergency(notice),
        )


def _kind(change: Change) -> str:
    widened = change.kind is ChangeKind.MODIFIED and change.material
    return WIDENED if widened else change.kind.value


def _elapsed(notice: Owed) -> int | None:
    if notice.announced_on is None:
        return None
    return days_between(notice.announced_on, notice.starts)


def _channels(notice: Owed) -> tuple[str, ...]:
    """Every channel that a notice of it went through, in the order of the record."""
    return tuple(dict.fromkeys(channel for one in notice.notices for channel in one["channels"]))


def _emergency(notice: Owed) -> str | None:
    """Reason and approver of the first notice that claims an emergency."""
    claims = [one["emergency"] for one in notice.notices if "emergency" in one]
    return _claim(claims[0]) if claims else None


def _claim(emergency: Mapping[str, Any]) -> str:
    return f"{emergency['reason']} (approved by {emergency['approved_by']})"
