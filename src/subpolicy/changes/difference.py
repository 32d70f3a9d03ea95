"""What became of a registry since its base: everything that `diff` shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from subpolicy.changes.change import Change, FieldChange, Reason
from subpolicy.changes.owed import Owed
from subpolicy.findings.outcome import Broken, Failed


class Weight(StrEnum):
    """How much a change matters to those whose data it is."""

    MATERIAL = "material"
    """It holds now, and they rely on what it changes."""
    ANNOUNCED = "announced"
    """It is yet to come: a planned vendor, or an entry in ``pending``."""
    EDITORIAL = "editorial"


class Upcoming(NamedTuple):
    """An announced change of a vendor."""

    effective_on: str
    note: str | None
    fields: tuple[FieldChange, ...]
    reasons: tuple[Reason, ...]
    owed: Owed | None
    record: Mapping[str, Any] = MappingProxyType({})
    """The record as it will be from that day on, as written."""


class Uncompared(NamedTuple):
    """A record that differs, and of which one side is invalid."""

    vendor: str
    path: str


@dataclass(frozen=True, slots=True)
class VendorChange:
    """One vendor's change, and what it owes."""

    change: Change
    owed: Owed | None
    upcoming: tuple[Upcoming, ...]
    """Announced since the base."""
    withdrawn: tuple[Upcoming, ...] = ()
    """Announced at the base, and not to come any more."""

    @property
    def weight(self) -> Weight:
        """How much it matters."""
        change = self.change
        if change.material:
            return Weight.MATERIAL
        planned = change.after is not None and change.after.data["status"] == "planned"
        old = None if change.before is None else change.before.data["status"]
        if self.upcoming or (planned and old != "planned"):
            return Weight.ANNOUNCED
        # A vendor that goes leaves the page, and whoever reads it sees that.
        return Weight.EDITORIAL

    @property
    def name(self) -> str:
        """The vendor's name as it is now, or as it was."""
        record = self.change.after or self.change.before
        return self.change.id if record is None else str(record.data["name"])


@dataclass(frozen=True, slots=True)
class Difference:
    """The registry at its base held against what became of it."""

    tool: str
    as_of: str
    """ISO date."""
    base: str | None
    """Commit id; None where that commit has no registry."""
    head: str | None
    """Commit id of what is compared, or of HEAD under the working tree."""
    clean: bool
    """Whether that commit is what is compared, and not a working tree that differs from it."""
    changes: tuple[VendorChange, ...]
    """By weight, then by vendor id."""
    uncompared: tuple[Uncompared, ...]
    findings: tuple[Broken, ...]
    """What `check --base` finds on the vendors that changed, and on the change as a whole."""
    blocking: frozenset[str]
    """Fingerprints of the findings that block."""
    notes: tuple[str, ...]
    lines: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Source lines of the findings: path → line number → text."""

    def of(self, weight: Weight) -> tuple[VendorChange, ...]:
        """The changes of one weight."""
        return tuple(change for change in self.changes if change.weight is weight)

    @property
    def blockers(self) -> int:
        """How many of the findings block."""
        return sum(
            isinstance(broken, Failed) and broken.finding.fingerprint in self.blocking
            for broken in self.findings
        )
