"""The report as JSON: ``schema/report.schema.json``, version 1."""

import json
from dataclasses import asdict

from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.first_seen import FirstSeen
from subpolicy.findings.outcome import Baselined, Broken, Evaluation, Failed, Waived
from subpolicy.findings.report import Report
from subpolicy.printable import command_marks, unsafe


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
        "counts": asdict(report.counts),
        "findings": [_dated(broken, report) for broken in report.broken],
    }
    if evaluations:
        data["evaluations"] = [_evaluation(evaluation) for evaluation in report.evaluations]
    data["not_selected"] = list(report.not_selected)
    data["exit_code"] = report.exit_code
    return data


def dumped(data: dict[str, object]) -> str:
    """One JSON object, indented, with what a terminal or a CI log would obey written out."""
    return _safe(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


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


def _safe(dumped: str) -> str:
    r"""Every unsafe character as ``\uXXXX``; line ends, which stand between strings, stay."""
    return "\n".join(_safe_line(line) for line in dumped.split("\n"))


def _safe_line(line: str) -> str:
    marks = command_marks(line)
    if line.isprintable() and not marks:
        return line
    return "".join(
        _escape(char) if index in marks or unsafe(char) else char for index, char in enumerate(line)
    )


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1] if not char.isascii() else f"\\u{ord(char):04x}"
