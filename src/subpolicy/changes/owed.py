"""The notice that a change owes to customers, and from which day it is lawful.

GDPR Art. 28(2) asks for notice beforehand; how many days, the registry promises (`notice.days`).
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from subpolicy.changes.change import Change, Reason, ReasonKind
from subpolicy.config.configuration import Notice
from subpolicy.dates import add_days
from subpolicy.registry.registry import Vendor

_STARTS = {ReasonKind.NEW_VENDOR, ReasonKind.ACTIVATED}
_OF_A_START = ("added", "replaced")
_OF_A_CHANGE = ("widened", "replaced")


class Standing(StrEnum):
    """How far the promise of notice is kept."""

    KEPT = "kept"
    """A notice is recorded, and its days will have run."""
    EMERGENCY = "emergency"
    """A notice is recorded whose days will not have run, with a reason and an approver."""
    TOO_SHORT = "too-short"
    """A notice is recorded, and its days will not have run."""
    MISSING = "missing"
    """No notice of this is recorded."""


class Owed(NamedTuple):
    """The notice that is owed for one change. Days are ISO dates."""

    standing: Standing
    kinds: tuple[str, ...]
    """The kinds of notice of which one is owed."""
    days: int
    starts: str
    """The day from which the change holds."""
    announced_on: str | None
    """The day of the first notice of it; None where none is recorded."""
    earliest: str
    """The earliest lawful day: for a missing notice, if it is given on the as-of date."""
    notices: tuple[Mapping[str, Any], ...] = ()
    """The notices that are recorded of it, as the record has them."""


def owed_for(change: Change, terms: Notice, as_of: str) -> Owed | None:
    """The notice that a vendor's change owes; None where it owes none."""
    after = change.after
    if after is None or not change.reasons or not _is_subprocessor(after):
        return None
    notices: list[dict[str, Any]] = after.data["notices"]
    if _is_start(change.reasons):
        starts = after.data.get("active_from", as_of)
        if change.before is not None and change.before.data["status"] == "retired":
            # It comes back: what its record says of its first time is no notice of the second.
            old = change.before.data
            notices = [notice for notice in notices if notice not in old["notices"]]
            starts = as_of if starts == old.get("active_from") else starts
        return owed(notices, _OF_A_START, starts, terms, as_of)
    known, came_true = _before(change)
    fitting = [
        notice
        for notice in notices
        if notice not in known or notice.get("effective_on") in came_true
    ]
    days = [notice["effective_on"] for notice in fitting if "effective_on" in notice]
    starts = max(came_true, default=min(days, default=as_of))
    return owed(fitting, _OF_A_CHANGE, starts, terms, as_of)


def owed_for_upcoming(
    vendor: Vendor, reasons: Iterable[Reason], starts: str, terms: Notice, as_of: str
) -> Owed | None:
    """The notice that an announced change of a vendor owes.

    Args:
        vendor: The record that announces it.
        reasons: Why it is material; without any, it owes none.
        starts: The day from which it will hold.
        terms: What the registry promises.
        as_of: The day on which a notice could be given.
    """
    found = tuple(reasons)
    if not found or not _is_subprocessor(vendor):
        return None
    kinds = _OF_A_START if _is_start(found) else _OF_A_CHANGE
    notices = vendor.data["notices"]
    of_that_day = [one for one in notices if one.get("effective_on", starts) == starts]
    return owed(of_that_day, kinds, starts, terms, as_of)


def owed(
    notices: Sequence[Mapping[str, Any]],
    kinds: tuple[str, ...],
    starts: str,
    terms: Notice,
    as_of: str,
) -> Owed:
    """How far notices keep the promise for something that holds from a day on."""
    fitting = [notice for notice in notices if notice["kind"] in kinds]
    announced = min((notice["announced_on"] for notice in fitting), default=None)
    earliest = add_days(announced or as_of, terms.days)
    if announced is None:
        standing = Standing.MISSING
    elif earliest <= starts:
        standing = Standing.KEPT
    elif any(_excuses(notice, starts, terms, as_of) for notice in fitting):
        standing = Standing.EMERGENCY
    else:
        standing = Standing.TOO_SHORT
    return Owed(standing, kinds, terms.days, starts, announced, earliest, tuple(fitting))


def _excuses(notice: Mapping[str, Any], starts: str, terms: Notice, as_of: str) -> bool:
    """An emergency with a notice before use, or one that is recorded after the fact."""
    beforehand = terms.emergencies and notice["announced_on"] <= starts
    return "emergency" in notice and (beforehand or starts <= as_of)


def _is_subprocessor(vendor: Vendor) -> bool:
    return bool(vendor.data.get("role", "subprocessor") == "subprocessor")


def _is_start(reasons: Iterable[Reason]) -> bool:
    return any(reason.kind in _STARTS for reason in reasons)


def _before(change: Change) -> tuple[Sequence[Any], set[str]]:
    """The notices that the base had, and the days of its announced changes that are now true."""
    if change.before is None or change.after is None:
        return (), set()
    old, new = change.before.data["pending"], change.after.data["pending"]
    return change.before.data["notices"], {
        entry["effective_on"] for entry in old if entry not in new
    }
