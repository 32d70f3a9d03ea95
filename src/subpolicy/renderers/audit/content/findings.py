"""The findings: open, known at adoption, waived; and the waivers that accept some of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from subpolicy.audit import Audit
from subpolicy.findings.acceptance import Waiver
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.first_seen import Cause, FirstSeen
from subpolicy.findings.outcome import Baselined, Failed, Waived
from subpolicy.renderers.audit.blocks import Block, Cell, Prose, Section, Table
from subpolicy.renderers.audit.content import cells
from subpolicy.renderers.audit.content.cells import NOTHING, columns, many, table

_WHAT = ("Severity", "Vendor", "Rule", "Finding", "Place")
_WHEN = ("First seen", "Commit", "Age in days", "Cause")
_FILTERS = ("Severity", "Vendor", "Rule", "Cause", "Owner")
_CAUSES: Mapping[Cause, str] = {"change": "a change", "clock": "the clock", "rule": "a new rule"}
_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


def findings(audit: Audit) -> Section:
    """Every finding in one of three parts, so that none is taken for another."""
    parts = (_open(audit), _known(audit), _waived(audit))
    report = audit.report
    words = (
        f"{many(len(report.findings), 'finding is', 'findings are')} open, "
        f"{report.counts.baselined} known at adoption, {report.counts.waived} waived."
    )
    return Section("findings", "Findings", (Prose(words), *_dating(audit)), parts)


def waivers(audit: Audit) -> Section:
    """The waivers in force that accept something, each with what it accepts."""
    accepted: dict[str, list[Waived]] = defaultdict(list)
    for broken in audit.report.broken:
        if isinstance(broken, Waived):
            accepted[broken.waiver.path].append(broken)
    if not accepted:
        return Section("waivers", "Waivers", (Prose("No waiver accepts anything."),))
    rows = [(found[0].waiver, found) for _, found in sorted(accepted.items())]
    block = Table(
        "Waivers in force that accept a finding",
        columns(
            "Waiver",
            "Rule",
            "Vendor",
            "Value",
            "Findings",
            "Approved by",
            "Reason",
            "Evidence",
            "Approved on",
            "Expires on",
            filters=("Rule", "Vendor", "Approved by"),
        ),
        tuple(_waiver(audit, waiver, len(found)) for waiver, found in rows),
        tuple(_anchor(waiver) for waiver, _ in rows),
    )
    words = (
        "Each waiver accepts one rule for one vendor until the day it expires; then the finding is "
        "open again. Waivers that are faulty, expired or unused are findings themselves."
    )
    return Section("waivers", "Waivers", (Prose(words), block))


def owners(audit: Audit) -> Mapping[str, str]:
    """Vendor → who answers for it, as its record says (``review.owner``)."""
    found = {}
    for vendor in audit.vendors:
        review = vendor.data.get("review")
        if isinstance(review, dict) and isinstance(owner := review.get("owner"), str):
            found[vendor.id] = owner
    return found


def _dating(audit: Audit) -> Iterator[Block]:
    if audit.report.first_seen:
        yield Prose(
            "First seen is the first commit of the main line since which the finding has been "
            "there without a break, by today's rules. Cause: a change (the record became so), the "
            "clock (the record passed on the day of its commit, and time made it fail), a new rule "
            "(the record is older than the rule)."
        )
    elif audit.report.broken:
        yield Prose("Since when findings have been there is not known: git gives no history of it.")


def _open(audit: Audit) -> Section:
    found = [broken.finding for broken in audit.report.broken if isinstance(broken, Failed)]
    if not found:
        return Section("open", "Open", (Prose("None."),))
    blocking = {id(finding) for finding in audit.report.blocking}
    found.sort(key=lambda finding: (id(finding) not in blocking, _WEIGHTS[finding.severity]))
    owner = owners(audit)
    rows = (
        (
            *_what(audit, finding),
            *_when(audit, finding),
            cells.text(owner.get(finding.vendor or "")),
            cells.prose(finding.remediation),
        )
        for finding in found
    )
    head = columns(*_WHAT, *_dates(audit), "Owner", "Remedy", filters=_FILTERS)
    return Section("open", "Open", (table("Open findings, those that block first", head, rows),))


def _known(audit: Audit) -> Section:
    found = [broken for broken in audit.report.broken if isinstance(broken, Baselined)]
    if not found:
        return Section("known", "Known at adoption", (Prose("None."),))
    owner = owners(audit)
    rows = (
        (
            *_what(audit, known.finding),
            *_when(audit, known.finding),
            cells.text(known.entry.owner or owner.get(known.finding.vendor or "")),
            cells.date(known.entry.due),
            cells.prose(known.finding.remediation),
        )
        for known in found
    )
    words = (
        "Failures that `baseline.yaml` lists: they were there when the registry was adopted, and "
        "are scheduled to be mended, not accepted. Each blocks again after the day it is due."
    )
    head = columns(*_WHAT, *_dates(audit), "Owner", "Due", "Remedy", filters=_FILTERS)
    return Section(
        "known", "Known at adoption", (Prose(words), table("Known at adoption", head, rows))
    )


def _waived(audit: Audit) -> Section:
    found = [broken for broken in audit.report.broken if isinstance(broken, Waived)]
    if not found:
        return Section("waived", "Waived", (Prose("None."),))
    owner = owners(audit)
    rows = (
        (
            *_what(audit, waived.finding),
            *_when(audit, waived.finding),
            cells.text(owner.get(waived.finding.vendor or "")),
            cells.code(waived.waiver.id, f"#{_anchor(waived.waiver)}"),
            cells.text(waived.waiver.approved_by),
            cells.date(waived.waiver.expires_on),
            cells.prose(waived.finding.remediation),
        )
        for waived in found
    )
    words = (
        "Failures that somebody with the right to do so accepted for a time; reasons and evidence "
        "stand under Waivers."
    )
    head = columns(
        *_WHAT,
        *_dates(audit),
        "Owner",
        "Waiver",
        "Approved by",
        "Expires on",
        "Remedy",
        filters=_FILTERS,
    )
    return Section("waived", "Waived", (Prose(words), table("Waived findings", head, rows)))


def _what(audit: Audit, finding: Finding) -> tuple[Cell, ...]:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return (
        Cell(finding.severity.value, "severity"),
        cells.text(finding.vendor),
        cells.rule(audit.report, finding.rule),
        cells.text(finding.message),
        cells.code(place),
    )


def _dates(audit: Audit) -> tuple[str, ...]:
    """The columns about the history, where it was looked into."""
    return _WHEN if audit.report.first_seen else ()


def _when(audit: Audit, finding: Finding) -> tuple[Cell, ...]:
    if not audit.report.first_seen:
        return ()
    seen = audit.report.first_seen.get(finding.fingerprint)
    if seen is None:
        return (NOTHING,) * len(_WHEN)
    cause = NOTHING if seen.cause is None else Cell(_CAUSES[seen.cause])
    return (_day(seen), cells.commit(seen.commit), cells.number(seen.age_days), cause)


def _day(seen: FirstSeen) -> Cell:
    if seen.date is None or not seen.at_least:
        return cells.date(seen.date)
    return Cell(f"{seen.date} or earlier")


def _waiver(audit: Audit, waiver: Waiver, covered: int) -> tuple[Cell, ...]:
    return (
        cells.code(waiver.id),
        cells.rule(audit.report, waiver.rule),
        cells.text(waiver.vendor),
        cells.text(waiver.item),
        cells.number(covered),
        cells.text(waiver.approved_by),
        cells.text(waiver.reason),
        cells.text(waiver.evidence),
        cells.date(waiver.approved_on),
        cells.date(waiver.expires_on),
    )


def _anchor(waiver: Waiver) -> str:
    return f"waiver-{waiver.id}"
