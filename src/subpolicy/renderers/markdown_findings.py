"""The findings of the auditor's report: open, known at adoption, waived."""

from collections.abc import Iterator

from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Baselined, Waived
from subpolicy.findings.report import Report
from subpolicy.renderers.markup import code, prose, table, text


def open_findings(report: Report) -> Iterator[str]:
    """What is open, with what to do about it."""
    yield "## Open"
    yield ""
    if not report.findings:
        yield "None."
        return
    rows = ((*_what(finding), prose(finding.remediation or "")) for finding in report.findings)
    yield from table((*_WHAT, "Remedy"), rows)


def known(report: Report) -> Iterator[str]:
    """What was there at adoption and is scheduled to be mended."""
    yield "## Known at adoption"
    yield ""
    outcomes = [broken for broken in report.broken if isinstance(broken, Baselined)]
    if not outcomes:
        yield "None."
        return
    yield (
        "Failures of `baseline.yaml`: they were there when the registry was adopted, and are "
        "scheduled, not accepted. Each blocks again after the day on which it is due."
    )
    yield ""
    rows = (
        (*_what(known.finding), text(known.entry.owner or "nobody named"), known.entry.due)
        for known in outcomes
    )
    yield from table((*_WHAT, "Owner", "Due"), rows)


def waived(report: Report) -> Iterator[str]:
    """What is accepted for a time, by whom and why."""
    yield "## Waived"
    yield ""
    outcomes = [broken for broken in report.broken if isinstance(broken, Waived)]
    if not outcomes:
        yield "None."
        return
    yield "Failures that somebody with the right to do so accepted, until the day that is named."
    yield ""
    rows = ((*_what(waived.finding), *_acceptance(waived)) for waived in outcomes)
    head = ("Waiver", "Reason", "Evidence", "Approved by", "Approved on", "Expires on")
    yield from table((*_WHAT, *head), rows)


_WHAT = ("Severity", "Vendor", "Rule", "Finding", "Place")


def _what(finding: Finding) -> tuple[str, ...]:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return (
        text(finding.severity),
        text(finding.vendor or "–"),
        code(finding.rule),
        text(finding.message),
        code(place),
    )


def _acceptance(waived: Waived) -> tuple[str, ...]:
    waiver = waived.waiver
    return (
        code(waiver.path),
        text(waiver.reason),
        text(waiver.evidence or "–"),
        text(waiver.approved_by),
        waiver.approved_on,
        waiver.expires_on,
    )
