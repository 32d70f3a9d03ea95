"""Annotations for GitHub Actions, as workflow commands on standard output.

Grammar and escapes: docs.github.com, "Workflow commands for GitHub Actions".
"""

from itertools import accumulate
from typing import assert_never

from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Failed
from subpolicy.findings.report import Report
from subpolicy.printable import printable
from subpolicy.renderers import summary

_SHOWN = 9
"""GitHub takes 10 annotations per level and step; the tenth says how many are left."""
_LONGEST = 4096
"""Characters that GitHub takes of one annotation."""


def render(report: Report) -> str:
    """Up to nine annotations per level, the others as plain lines, then the counts."""
    lines: list[str] = []
    rest: list[Finding] = []
    for severity in Severity:
        findings = [finding for finding in report.findings if finding.severity is severity]
        hidden = findings[_SHOWN:]
        if hidden:
            lines.append(_more(severity, len(hidden)))
        lines += [_annotation(finding, report.prefix) for finding in findings[:_SHOWN]]
        rest += hidden
    lines += [_plain(finding, finding.severity) for finding in rest]
    # Accepted ones are no annotations: GitHub has ten of them, and these ask for nothing.
    accepted = [broken for broken in report.broken if not isinstance(broken, Failed)]
    lines += [_plain(broken.finding, broken.verdict) for broken in accepted]
    lines.append(summary.last_line(report))
    return "\n".join(lines) + "\n"


def _level(severity: Severity) -> str:
    match severity:
        case Severity.ERROR:
            return "error"
        case Severity.WARNING:
            return "warning"
        case Severity.INFO:
            return "notice"
        case _:
            assert_never(severity)


def _more(severity: Severity, count: int) -> str:
    noun = "finding" if count == 1 else "findings"
    return (
        f"::{_level(severity)} title=subpolicy::{count} more {noun} of severity {severity}, "
        "listed in the log of this step"
    )


def _annotation(finding: Finding, prefix: str) -> str:
    span = finding.span
    place: dict[str, object] = {
        "file": prefix + finding.path,
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:  # GitHub refuses columns of a span over several lines
        place |= {"col": span.column, "endColumn": span.end_column}
    place["title"] = finding.rule
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    command = f"::{_level(finding.severity)} {properties}::"
    message = [*map(_data, printable(finding.message))]
    if finding.remediation:
        message += ["%0A", *map(_data, printable(f"fix: {_one_line(finding.remediation)}"))]
    return command + _cut(message, _LONGEST - len(command))


def _plain(finding: Finding, label: str) -> str:
    """The dash keeps a path that starts like a command from being one."""
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return printable(f"- {place}: {label}: {finding.message} [{finding.rule}]")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def _cut(pieces: list[str], room: int) -> str:
    """The pieces that fit, never half an escape, with an ellipsis where some are left out."""
    if sum(map(len, pieces)) <= room:
        return "".join(pieces)
    kept = sum(length < room for length in accumulate(map(len, pieces)))
    return "".join(pieces[:kept]) + "…"
