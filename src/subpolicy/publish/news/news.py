"""From a vendor's change to what customers are told of it; nothing else of the record is left."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from subpolicy.changes.change import ChangeKind, Reason, ReasonKind
from subpolicy.changes.difference import Upcoming, VendorChange, Weight
from subpolicy.changes.owed import Standing
from subpolicy.publish.listing import Record
from subpolicy.publish.public import public
from subpolicy.registry.registry import Vendor

_TOLD_OTHERWISE = frozenset({"notices", "pending", "exclusive_group", "active_from"})
"""Published fields that say nothing new by themselves: what they announce is told as such."""


class Phase(StrEnum):
    """What kind of news it is."""

    ADDED = "added"
    """A vendor that was not on the list receives data."""
    IN_USE = "in-use"
    """A vendor of the list goes into use."""
    CHANGED = "changed"
    PLANNED = "planned"
    """A vendor is announced."""
    UPCOMING = "upcoming"
    """A change of a vendor is announced."""
    RETIRED = "retired"
    """A vendor holds no data any more."""
    REMOVED = "removed"
    """A vendor that was in use is on the list no longer, without having been retired."""
    WITHDRAWN = "withdrawn"
    """What was announced will not be."""


_GONE = frozenset({Phase.RETIRED, Phase.REMOVED, Phase.WITHDRAWN})
_HOLDING = frozenset({"active", "optional", "suspended"})


class News(NamedTuple):
    """One thing that customers are told about one vendor. Days are ISO dates."""

    vendor: str
    phase: Phase
    record: Record
    """What may be published of the record; of an announced change, as it will be then."""
    before: Record
    """The same as it was, or is until then; empty for a vendor that was not on the list."""
    reasons: tuple[Reason, ...]
    stated_on: str | None
    """The day from which it holds; None where the record does not tell: see `effective_on`."""
    announced_on: str | None
    """The day of the first recorded notice of it."""
    replaces: tuple[str, ...]
    """Ids of the vendors that it replaces."""
    note: str | None
    owed: bool
    """Whether customers are owed a notice: not of vendors that are no subprocessors."""
    standing: Standing | None
    """How far the promise of notice is kept; None where none is owed, or the day is not known."""
    earliest: str | None
    """The earliest day that keeps the promise; None as above."""

    @property
    def is_gone(self) -> bool:
        """Whether something ends: it is told for information, and nobody has to object."""
        return self.phase in _GONE

    def effective_on(self, day: str) -> str | None:
        """The day from which it holds; None for what is announced without one.

        Args:
            day: The day on which it is told: what is no announcement holds from then on.
        """
        announced = self.phase in {Phase.PLANNED, Phase.UPCOMING}
        if self.phase is Phase.WITHDRAWN:
            return None
        return self.stated_on or (None if announced else day)

    @property
    def changed(self) -> tuple[str, ...]:
        """The published fields that differ; nothing for a vendor that was not on the list."""
        if not self.before:
            return ()
        names = dict.fromkeys([*self.before, *self.record])
        return tuple(
            name
            for name in names
            if name not in _TOLD_OTHERWISE and self.before.get(name) != self.record.get(name)
        )


def news_of(change: VendorChange) -> Iterator[News]:
    """What a change tells: itself where it is material, what it announces, and what ends."""
    before, after = change.change.before, change.change.after
    if before is not None and (phase := _end(before, after)) is not None:
        yield _gone(phase, after or before)
    if after is None:
        return
    if change.change.reasons:
        yield _now(change, after)
    elif _newly_planned(change, after):
        yield _planned(after)
    for coming in change.withdrawn:
        yield _gone(Phase.WITHDRAWN, after, coming)
    previous = _written(after)
    for coming in change.upcoming:
        if coming.reasons:
            yield _upcoming(coming, after, previous)
        previous = coming.record


def _now(change: VendorChange, after: Vendor) -> News:
    bare, owed = change.change, change.owed
    kinds = {reason.kind for reason in bare.reasons}
    phase = Phase.CHANGED
    if ReasonKind.NEW_VENDOR in kinds or bare.before is None:
        phase = Phase.ADDED
    elif ReasonKind.ACTIVATED in kinds and bare.kind is ChangeKind.ACTIVATED:
        phase = Phase.IN_USE
    record = public(_written(after))
    before = {} if bare.before is None else public(_written(bare.before))
    return News(
        vendor=bare.id,
        phase=phase,
        record=record,
        before=before,
        reasons=bare.reasons,
        stated_on=_stated(change, record, phase),
        announced_on=None if owed is None else owed.announced_on,
        replaces=() if owed is None else _replaced(owed.notices),
        note=None,
        owed=owed is not None,
        standing=None if owed is None else owed.standing,
        earliest=None if owed is None else owed.earliest,
    )


def _stated(change: VendorChange, record: Record, phase: Phase) -> str | None:
    """The day from which the change holds, where a record names it."""
    owed, before = change.owed, change.change.before
    started: str | None = record.get("active_from")
    if owed is None:
        return None if phase is Phase.CHANGED else started
    days = {started, *(one.get("effective_on") for one in owed.notices)}
    if before is not None:
        days |= {entry["effective_on"] for entry in before.data["pending"]}
    return owed.starts if owed.starts in days else None


def _newly_planned(change: VendorChange, after: Vendor) -> bool:
    if change.weight is not Weight.ANNOUNCED or after.data["status"] != "planned":
        return False
    before = change.change.before
    return before is None or before.data["status"] != "planned"


def _planned(after: Vendor) -> News:
    record = public(_written(after))
    notices = record.get("notices", ())
    announced = min((notice["announced_on"] for notice in notices), default=None)
    return News(
        vendor=after.id,
        phase=Phase.PLANNED,
        record=record,
        before={},
        reasons=(Reason(ReasonKind.NEW_VENDOR, "/status", "planned"),),
        stated_on=record.get("active_from"),
        announced_on=announced,
        replaces=_replaced(notices),
        note=None,
        owed=record.get("role", "subprocessor") == "subprocessor",
        standing=None,
        earliest=None,
    )


def _end(before: Vendor, after: Vendor | None) -> Phase | None:
    """How a vendor leaves the list; None where it stays, or had left it before."""
    old = before.data["status"]
    if after is not None and after.data["status"] != "retired":
        return None
    if old == "planned":
        return Phase.WITHDRAWN
    if old not in _HOLDING:
        return None
    return Phase.REMOVED if after is None else Phase.RETIRED


def _gone(phase: Phase, vendor: Vendor, coming: Upcoming | None = None) -> News:
    record = public(_written(vendor))
    stated = record.get("retired_on") if phase is Phase.RETIRED else None
    return News(
        vendor=vendor.id,
        phase=phase,
        record=record,
        before=record,
        reasons=() if coming is None else coming.reasons,
        stated_on=stated if coming is None else coming.effective_on,
        announced_on=None,
        replaces=(),
        note=None if coming is None else coming.note,
        owed=False,
        standing=None,
        earliest=None,
    )


def _upcoming(coming: Upcoming, after: Vendor, previous: Mapping[str, Any]) -> News:
    record, owed = public(coming.record), coming.owed
    announced = None if owed is None else owed.announced_on
    return News(
        vendor=after.id,
        phase=Phase.UPCOMING,
        record=record,
        before=public(previous),
        reasons=coming.reasons,
        stated_on=coming.effective_on,
        announced_on=announced,
        replaces=() if owed is None else _replaced(owed.notices),
        note=coming.note,
        owed=owed is not None,
        standing=None if owed is None else owed.standing,
        earliest=None if owed is None else owed.earliest,
    )


def _replaced(notices: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Whom the vendor replaces, by the notices of this change."""
    return tuple(dict.fromkeys(one["replaces"] for one in notices if "replaces" in one))


def _written(vendor: Vendor) -> Mapping[str, Any]:
    written: Mapping[str, Any] = {} if vendor.document is None else vendor.document.data
    return written
