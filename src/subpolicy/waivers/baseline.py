"""The baseline as it is written: one entry for each failure that a company starts with."""

import json
import re
from collections.abc import Iterable

from subpolicy.findings.finding import Finding
from subpolicy.waivers.loading import NEVER_ACCEPTED

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._@/-]*")
_WORDS = frozenset({"true", "false", "null"})
"""Texts that YAML would not read as texts."""

_HEAD = """\
# Faults known when this registry was adopted: scheduled, not accepted. Each blocks again after
# its day. Only ever shorten this list; a new exception is a waiver, with a reason and an approver.
entries:
"""


def render(findings: Iterable[Finding], due: str, owner: str | None) -> str:
    """``baseline.yaml`` for some failures, sorted and without doubles.

    Args:
        findings: Failures of rules; those that can never be accepted are left out.
        due: The last day on which they do not block, an ISO date.
        owner: Who mends them.
    """
    keys = sorted(
        {
            (finding.vendor, finding.rule, finding.item or "")
            for finding in findings
            if finding.vendor is not None and finding.rule not in NEVER_ACCEPTED
        }
    )
    lines = []
    for vendor, rule, item in keys:
        fields = {"rule": rule, "vendor": vendor, "item": item, "owner": owner or "", "due": due}
        shown = ", ".join(f"{key}: {_scalar(value)}" for key, value in fields.items() if value)
        lines.append(f"  - {{{shown}}}\n")
    return _HEAD + "".join(lines) if lines else _HEAD.replace("entries:\n", "entries: []\n")


def _scalar(value: str) -> str:
    """A YAML scalar that reads as the same text; JSON's strings are YAML's double-quoted ones."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return value
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
