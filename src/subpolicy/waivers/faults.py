"""Findings on waivers and on the baseline."""

from typing import Any, NamedTuple

from subpolicy.documents import Document
from subpolicy.findings.finding import Finding, Severity

NEVER_ACCEPTED = frozenset({"baseline-grown", "policy-weakened"})
"""Rules that can be neither waived nor baselined, beside those of files (SPEC §4)."""


class Where(NamedTuple):
    """A place in a waiver or in the baseline."""

    document: Document
    pointer: str
    item: str | None = None
    """What tells entries of one file apart."""


def fault(rule: str, severity: Severity, where: Where, message: str, fix: str) -> Finding:
    """A finding on a waiver or on the baseline."""
    document = where.document
    data: Any = document.data
    vendor = data.get("vendor") if isinstance(data, dict) else None
    return Finding(
        rule=rule,
        severity=severity,
        vendor=vendor if isinstance(vendor, str) else None,
        message=message,
        path=document.path,
        span=document.locate(where.pointer),
        pointer=where.pointer,
        item=where.item or document.path,
        remediation=fix,
    )
