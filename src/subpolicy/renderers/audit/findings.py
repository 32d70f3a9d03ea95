"""The findings of the auditor's report: open, known at adoption, waived."""

from collections.abc import Iterator, Mapping

from subpolicy.findings.finding import Finding
from subpolicy.findings.first_seen import Cause, FirstSeen
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
    rows = (
        (*_what(finding), *_since(report, finding), prose(finding.remediation or ""))
        for finding in report.findings
    )
    yield from table((*_WHAT, *_dates(report), "Remedy"), rows)


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
        (
            *_what(known.finding),
            *_since(report, known.finding),
            text(known.entry.owner or "nobody named"),
            known.entry.due,
        )
        for known in outcomes
    )
    yield from table((*_WHAT, *_dates(report), "Owner", "Due"), rows)


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
    rows = (
        (*_what(waived.finding), *_since(report, waived.finding), *_acceptance(waived))
        for waived in outcomes
    )
    head = ("Waiver", "Reason", "Evidence", "Approved by", "Approved on", "Expires on")
    yield from table((*_WHAT, *_dates(report), *head), rows)


_WHAT = ("Severity", "Vendor", "Rule", "Finding", "Place")
_CAUSES: Mapping[Cause, str] = {"change": "a change", "clock": "the clock", "rule": "a new rule"}
_SHORT = 12
"""Digits of a commit's id, enough to be told from all others."""


def _what(finding: Finding) -> tuple[str, ...]:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return (
        text(finding.severity),
        text(finding.vendor or "–"),
        code(finding.rule),
        text(finding.message),
        code(place),
    )


def _dates(report: Report) -> tuple[str, ...]:
    """The columns about the history, where it was looked into."""
    return ("Since", "Cause") if report.first_seen else ()


def _since(report: Report, finding: Finding) -> tuple[str, ...]:
    if not report.first_seen:
        return ()
    seen = report.first_seen.get(finding.fingerprint)
    if seen is None:
        return ("–", "–")
    return (_day(seen), "–" if seen.cause is None else _CAUSES[seen.cause])


def _day(seen: FirstSeen) -> str:
    if seen.commit is None:
        return "not committed"
    since = code(seen.commit[:_SHORT])
    if seen.date is not None:
        noun = "day" if seen.age_days == 1 else "days"
        since = f"{seen.date}, {seen.age_days} {noun}, {since}"
    return f"{since}, or earlier" if seen.at_least else since


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
