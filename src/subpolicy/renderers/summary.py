"""The last line of a run: what was judged, what came of it, and what was not looked at."""

from collections import Counter

from subpolicy.findings.evaluations import Evaluations
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Failed
from subpolicy.findings.report import Report
from subpolicy.printable import printable


def verdict(report: Report) -> str:
    """``PASS`` or ``FAIL``, as the exit code says it."""
    return "FAIL" if report.exit_code else "PASS"


def numbers(report: Report) -> str:
    """Every count of the report in one line, and what was not selected."""
    counts = report.counts
    judged = ", ".join(
        (
            _plural(counts.vendors, "vendor"),
            _plural(counts.rules, "rule"),
            _plural(counts.evaluations, "evaluation"),
        )
    )
    outcomes = ", ".join(
        (
            f"{counts.failed} failed{_severities(report)}",
            f"{counts.waived} waived",
            f"{counts.baselined} baselined",
            f"{counts.not_applicable} not applicable",
            f"{counts.not_judged} not judged",
            f"{counts.invalid} invalid",
        )
    )
    others = len(report.faults) - counts.invalid
    if others:
        outcomes += f", {_plural(others, 'other finding')}"
    missing = "; not selected: " + ", ".join(report.not_selected) if report.not_selected else ""
    notes = "".join(f"; {note}" for note in report.notes)
    return f"{judged}: {outcomes}{printable(missing + notes)}"


def last_line(report: Report) -> str:
    """The verdict and the numbers, without colour or line end."""
    return f"{verdict(report)} {numbers(report)}"


def _severities(report: Report) -> str:
    """How the failed evaluations divide: ``" (2 errors, 1 warning)"``; nothing for none."""
    failed = Evaluations.of(report.evaluations).having(Failed)
    tally = Counter(outcome.finding.severity for _, _, outcome in failed)
    named = [_plural(tally[severity], severity) for severity in Severity if tally[severity]]
    return f" ({', '.join(named)})" if named else ""


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 or noun == "info" else f"{count} {noun}s"
