"""The run as a job summary: verdict, numbers and findings in Markdown, small enough for GitHub."""

from collections.abc import Iterable, Iterator
from itertools import accumulate, takewhile

from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Broken, Failed
from subpolicy.findings.report import Report
from subpolicy.renderers import summary
from subpolicy.renderers.acceptance import acceptance
from subpolicy.renderers.markup import code, prose, table, text

_ROOM = 880_000
"""Bytes for the rows; GitHub refuses a summary over 1 MiB, and other steps add to it."""
_HEAD = ("", "Place", "Finding", "Rule", "Fix")
_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


def render(report: Report) -> str:
    """What blocks first, accepted failures last; where room ends, the number of those left out."""
    lines = [f"## {summary.verdict(report)}: subpolicy", "", *_verdict(report)]
    if report.broken:
        lines += ["", *_findings(report)]
    lines += ["", text(summary.numbers(report))]
    return "\n".join(lines) + "\n"


def _verdict(report: Report) -> Iterator[str]:
    blocking = len(report.blocking)
    if blocking:
        noun = "finding blocks" if blocking == 1 else "findings block"
        yield f"**{blocking} {noun}** as of {text(report.as_of)}."
    else:
        yield f"Nothing blocks as of {text(report.as_of)}."
    counts = report.counts
    head = ("Vendors", "Rules", "Passed", "Failed", "Waived", "Known", "Invalid")
    numbers = (
        counts.vendors,
        counts.rules,
        counts.passed,
        counts.failed,
        counts.waived,
        counts.baselined,
        counts.invalid,
    )
    yield ""
    yield from table(head, [tuple(map(str, numbers))])


def _findings(report: Report) -> Iterator[str]:
    blocking = {id(finding) for finding in report.blocking}
    ordered = sorted(report.broken, key=lambda broken: _order(broken, blocking))
    rows = list(table(_HEAD, (_row(report, broken) for broken in ordered)))
    shown = _fitting(rows)
    yield from shown
    if left := len(rows) - len(shown):
        noun = "finding" if left == 1 else "findings"
        yield ""
        yield f"{left} more {noun}: too many for a summary; `--format text` shows them all."


def _order(broken: Broken, blocking: set[int]) -> tuple[bool, bool, int]:
    """Equal ones keep the reading order."""
    finding = broken.finding
    return (
        id(finding) not in blocking,
        not isinstance(broken, Failed),
        _WEIGHTS[finding.severity],
    )


def _row(report: Report, broken: Broken) -> tuple[str, ...]:
    finding = broken.finding
    fix = text(acceptance(broken)) or prose(finding.remediation or "")
    place = f"{report.prefix}{finding.path}:{finding.span.line}:{finding.span.column}"
    return (_state(report, broken), code(place), text(finding.message), code(finding.rule), fix)


def _state(report: Report, broken: Broken) -> str:
    if not isinstance(broken, Failed):
        return f"{broken.verdict} {broken.finding.severity}"
    severity = broken.finding.severity
    if broken.finding.fingerprint in report.known_at_base:
        return f"{severity}, known at the base"
    return f"**{severity}**" if severity is Severity.ERROR else severity.value


def _fitting(lines: Iterable[str]) -> list[str]:
    kept = list(lines)
    sizes = accumulate(len(line.encode()) + 1 for line in kept)
    return kept[: sum(1 for _ in takewhile(lambda size: size <= _ROOM, sizes))]
