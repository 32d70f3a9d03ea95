"""From a bare change to what it weighs: what it owes, what it announces, what it withdraws."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from subpolicy.changes.change import Change
from subpolicy.changes.comparing import differences
from subpolicy.changes.difference import Upcoming, VendorChange
from subpolicy.changes.material import InArea, reasons
from subpolicy.changes.owed import owed_for, owed_for_upcoming
from subpolicy.config.configuration import Notice
from subpolicy.registry.filling import seen
from subpolicy.registry.pending import as_it_will_be
from subpolicy.registry.registry import Vendor
from subpolicy.registry.shape import Shape


class Scales(NamedTuple):
    """What changes are weighed with."""

    terms: Notice
    """What the registry promises."""
    shape: Shape
    """The shape of a vendor."""
    in_area: InArea
    as_of: str
    """ISO date: the day on which a notice could be given."""


def weighed(change: Change, scales: Scales) -> VendorChange:
    """A vendor's change with the notice that it owes, what it announces, and what it withdraws."""
    owed = owed_for(change, scales.terms, scales.as_of)
    return VendorChange(
        change, owed, tuple(_upcoming(change, scales)), tuple(_withdrawn(change, scales))
    )


def _upcoming(change: Change, scales: Scales) -> Iterator[Upcoming]:
    """What the vendor has announced since the base, each on top of what is true before it."""
    now = change.after
    if now is None or now.document is None or not now.data["pending"]:
        return
    record, known = seen(now.document.data), _announced(change.before)
    entries = sorted(_announced(now), key=lambda entry: str(entry["effective_on"]))
    for entry, future in zip(entries, as_it_will_be([now], scales.shape), strict=True):
        later = record | entry["set"]
        if entry not in known:
            why = reasons(now, future.vendor, scales.in_area)
            starts = entry["effective_on"]
            owed = owed_for_upcoming(now, why, starts, scales.terms, scales.as_of)
            fields = tuple(differences(record, later))
            yield Upcoming(starts, entry.get("note"), fields, why, owed, later)
        record, now = later, future.vendor


def _withdrawn(change: Change, scales: Scales) -> Iterator[Upcoming]:
    """What the base announced, and what neither came nor is announced still."""
    now, after = change.before, change.after
    if now is None or after is None or after.document is None or change.reasons:
        return
    if not now.data["pending"] or after.data["status"] == "retired":
        return
    record, left = seen(after.document.data), _announced(after)
    entries = sorted(_announced(now), key=lambda entry: str(entry["effective_on"]))
    for entry, future in zip(entries, as_it_will_be([now], scales.shape), strict=True):
        why = reasons(now, future.vendor, scales.in_area)
        if why and not _lives_on(entry, record, left):
            yield Upcoming(entry["effective_on"], entry.get("note"), (), why, None, record)
        now = future.vendor


def _lives_on(
    entry: Mapping[str, Any], record: Mapping[str, Any], left: list[dict[str, Any]]
) -> bool:
    """Whether an entry of ``pending`` came true, or stands there with another day or content."""
    came_true = all(record.get(name) == value for name, value in entry["set"].items())
    return came_true or any(
        other["effective_on"] == entry["effective_on"] or other["set"] == entry["set"]
        for other in left
    )


def _announced(vendor: Vendor | None) -> list[dict[str, Any]]:
    """The entries of ``pending``, as they are written."""
    if vendor is None or vendor.document is None:
        return []
    pending: list[dict[str, Any]] = vendor.document.data.get("pending", [])
    return pending
