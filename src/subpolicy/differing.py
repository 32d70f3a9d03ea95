"""What changed between two revisions of a registry, what it owes, and what the gate says of it."""

from collections.abc import Iterator

from subpolicy.assembly import assemble
from subpolicy.changes.difference import Difference, Uncompared, VendorChange, Weight
from subpolicy.changes.weighing import Scales, weighed
from subpolicy.checking import Found, Question, Sides, examine
from subpolicy.comparison import Comparison, areas
from subpolicy.findings.outcome import Broken
from subpolicy.findings.report import Report

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
    report = assemble(sides.head, question, found.parts)
    comparison = found.comparison
    changes, uncompared = [], list[Uncompared]()
    if comparison is not None:
        tools = found.judged.tools
        terms = found.registry.configuration.notice
        scales = Scales(terms, tools.shape, areas(tools, as_of), as_of)
        changes = [weighed(change, scales) for change in comparison.changes]
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
        lines=report.sources,
    )


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
