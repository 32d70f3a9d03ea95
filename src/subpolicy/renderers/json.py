"""The report as JSON: ``schema/report.schema.json``, version 1."""

from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.first_seen import FirstSeen
from subpolicy.findings.outcome import Baselined, Broken, Evaluation, Failed, Waived
from subpolicy.findings.report import Report
from subpolicy.markup.json import dumped


def render(report: Report, *, evaluations: bool = False) -> str:
    """One JSON object, indented, in UTF-8 but for what a terminal or a CI log would obey.

    Args:
        report: The run.
        evaluations: Add every outcome, those of passed rules too; ``report`` wants them.
    """
    return dumped(report_data(report, evaluations=evaluations))


def report_data(report: Report, *, evaluations: bool = False) -> dict[str, object]:
    """What `render` prints, before it is text; for the same arguments."""
    data: dict[str, object] = {
        "schema": "subpolicy.report/1",
        "tool": report.tool,
        "as_of": report.as_of,
        "revision": report.revision,
        "organisation": dict(report.organisation),
        "counts": report.counts._asdict(),
        "findings": [_dated(broken, report) for broken in report.broken],
    }
    if evaluations:
        data["evaluations"] = [_evaluation(evaluation) for evaluation in report.evaluations]
    data["not_selected"] = list(report.not_selected)
    data["exit_code"] = report.exit_code
    return data


def finding_of(broken: Broken) -> dict[str, object]:
    """A finding and what became of it, as the schemas say."""
    finding = broken.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "outcome": "fail" if isinstance(broken, Failed) else broken.verdict.value,
        "vendor": finding.vendor,
        "message": finding.message,
        "path": finding.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "pointer": finding.pointer,
        "item": finding.item,
        "fingerprint": finding.fingerprint,
        "remediation": finding.remediation,
        "waiver": _waiver(broken.waiver) if isinstance(broken, Waived) else None,
        "baseline": _entry(broken.entry) if isinstance(broken, Baselined) else None,
    }


def _dated(broken: Broken, report: Report) -> dict[str, object]:
    """A finding with its first sight, where the run looked for it."""
    found = finding_of(broken)
    if report.first_seen:
        seen = report.first_seen.get(broken.finding.fingerprint)
        found["first_seen"] = None if seen is None else _first_seen(seen)
    return found


def _first_seen(seen: FirstSeen) -> dict[str, object]:
    return {
        "commit": seen.commit,
        "on": seen.date,
        "age_days": seen.age_days,
        "cause": seen.cause,
        "at_least": seen.at_least,
    }


def _waiver(waiver: Waiver) -> dict[str, object]:
    return {
        "id": waiver.id,
        "reason": waiver.reason,
        "evidence": waiver.evidence,
        "approved_by": waiver.approved_by,
        "approved_on": waiver.approved_on,
        "expires_on": waiver.expires_on,
        "path": waiver.path,
    }


def _entry(entry: KnownFault) -> dict[str, object]:
    return {"owner": entry.owner, "due": entry.due}


def _evaluation(evaluation: Evaluation) -> dict[str, object]:
    outcome = evaluation.outcome
    finding = outcome.finding if isinstance(outcome, Broken) else None
    return {
        "rule": evaluation.rule,
        "vendor": evaluation.vendor,
        "item": finding.item if finding else None,
        "outcome": outcome.verdict.value,
        "fingerprint": finding.fingerprint if finding else None,
    }
