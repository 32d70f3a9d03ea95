"""Findings for GitLab's merge requests: a Code Quality report.

Keys: docs.gitlab.com, "Code Quality", "Code Quality report format".
"""

import json
from collections import Counter
from typing import assert_never

from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Broken, Failed
from subpolicy.findings.report import Report
from subpolicy.printable import printable
from subpolicy.renderers.acceptance import acceptance
from subpolicy.renderers.remedy import with_fix


def render(report: Report) -> str:
    """One array with every finding; accepted ones are there as ``info`` and say so."""
    seen: Counter[str] = Counter()
    issues: list[dict[str, object]] = []
    for broken in report.broken:
        fingerprint = broken.finding.fingerprint
        seen[fingerprint] += 1
        nth = seen[fingerprint]  # GitLab drops the second of two equal ones
        unique = fingerprint if nth == 1 else f"{fingerprint}-{nth}"
        issues.append(_issue(broken, report.prefix, unique))
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(broken: Broken, prefix: str, fingerprint: str) -> dict[str, object]:
    finding = broken.finding
    return {
        "description": printable(_description(broken)),
        "check_name": printable(finding.rule),
        "fingerprint": fingerprint,
        "severity": _severity(broken),
        "location": {
            "path": printable(prefix + finding.path),
            "lines": {"begin": finding.span.line, "end": finding.span.end_line},
        },
    }


def _description(broken: Broken) -> str:
    accepted = acceptance(broken)
    return f"{broken.finding.message} ({accepted})" if accepted else with_fix(broken.finding)


def _severity(broken: Broken) -> str:
    if not isinstance(broken, Failed):
        return "info"
    match broken.finding.severity:
        case Severity.ERROR:
            return "major"
        case Severity.WARNING:
            return "minor"
        case Severity.INFO:
            return "info"
        case _:
            assert_never(broken.finding.severity)
