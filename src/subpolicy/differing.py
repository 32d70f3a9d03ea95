"""What changed between two revisions of a registry, what it owes, and what the gate says of it."""

from collections.abc import Iterator
from typing import Any

from subpolicy.assembly import assemble
from subpolicy.changes.change import Change
from subpolicy.changes.comparing import differences
from subpolicy.changes.difference import (
    Difference,
    Uncompared,
    Upcoming,
    VendorChange,
    Weight,
)
from subpolicy.changes.material import reasons
from subpolicy.changes.owed import owed_for, owed_for_upcoming
from subpolicy.checking import Found, Question, Sides, examine
from subpolicy.comparison import Comparison, areas
from subpolicy.findings.outcome import Broken
from subpolicy.findings.report import Report
from subpolicy.registry.filling import seen
from subpolicy.registry.pending import as_it_will_be
from subpolicy.registry.registry import Vendor

_ORDER = list(Weight)


def differ(sides: Sides, as_of: str) -> Difference:
    """Hold a registry against its base.

    Args:
        sides: What is compared, and with what.
        as_of: The day, an ISO date.

    Raises:
        RunError: either side cannot be read as a registry, or a rule is broken.
    """
    question = Question(as_of=as_of)
    found = examine(sides, question)
    report = assemble(sides.head, question, found)
    comparison = found.comparison
    changes, uncompared = [], list[Uncompared]()
    if comparison is not None:
        changes = [_vendor_change(change, found, as_of) for change in comparison.changes]
        uncompared = sorted(set(_uncompared(found, comparison)))
    changes.sort(key=lambda change: (_ORDER.index(change.weight), change.change.id))
    return Difference(
        tool=report.tool,
        as_of=as_of,
        base=None if sides.base is None else sides.base.revision,
        head=report.revision,
        clean=bool(report.clean),
        changes=tuple(changes),
        uncompared=tuple(uncompared),
        findings=tuple(_findings(report, changes, uncompared)),
        blocking=frozenset(finding.fingerprint for finding in report.blocking),
        notes=report.notes,
    )


def _vendor_change(change: Change, found: Found, as_of: str) -> VendorChange:
    terms = found.registry.configuration.notice
    upcoming = tuple(_upcoming(change, found, as_of))
    return VendorChange(change, owed_for(change, terms, as_of), upcoming)


def _upcoming(change: Change, found: Found, as_of: str) -> Iterator[Upcoming]:
    """What the vendor has announced since the base, each on top of what is true before it."""
    now = change.after
    if now is None or now.document is None or not now.data["pending"]:
        return
    record, known = seen(now.document.data), _announced(change.before)
    tools = found.judged.tools
    in_area = areas(tools, as_of)
    entries = sorted(_announced(now), key=lambda entry: str(entry["effective_on"]))
    for entry, future in zip(entries, as_it_will_be([now], tools.shape), strict=True):
        later = record | entry["set"]
        if entry not in known:
            why = reasons(now, future.vendor, in_area)
            terms = found.registry.configuration.notice
            starts = entry["effective_on"]
            owed = owed_for_upcoming(now, why, starts, terms, as_of)
            fields = tuple(differences(record, later))
            yield Upcoming(starts, entry.get("note"), fields, why, owed)
        record, now = later, future.vendor


def _announced(vendor: Vendor | None) -> list[dict[str, Any]]:
    """The entries of ``pending``, as they are written."""
    if vendor is None or vendor.document is None:
        return []
    pending: list[dict[str, Any]] = vendor.document.data.get("pending", [])
    return pending


def _uncompared(found: Found, comparison: Comparison) -> Iterator[Uncompared]:
    """Records that differ, and that the comparison leaves out as one side of them is invalid."""
    before = {id(vendor) for vendor in comparison.vendors}
    after = {id(vendor) for vendor in found.registry.vendors}
    for vendors, other in ((comparison.vendors, after), (found.registry.vendors, before)):
        for vendor in vendors:
            if not vendor.valid and id(vendor) not in other:
                yield Uncompared(vendor.id, vendor.path)


def _findings(
    report: Report, changes: list[VendorChange], uncompared: list[Uncompared]
) -> Iterator[Broken]:
    """Those on what changed; of the others, those of rules that judge the change as a whole."""
    vendors = {change.change.id for change in changes} | {one.vendor for one in uncompared}
    of_changes = {card.id for card in report.rules if card.scope == "change"}
    for broken in report.broken:
        finding = broken.finding
        if finding.vendor in vendors or finding.rule in of_changes:
            yield broken
