"""What to do about a finding, on one line."""

from subpolicy.findings.finding import Finding


def with_fix(finding: Finding) -> str:
    """The message, and the remedy in brackets where there is one; not escaped yet."""
    if not finding.remediation:
        return finding.message
    return f"{finding.message} (fix: {' '.join(finding.remediation.split())})"
