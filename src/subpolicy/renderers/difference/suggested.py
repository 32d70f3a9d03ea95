"""The line that a finding all but spells out, as it should read.

Only where the finding itself names the right word, or where `http` should be `https`: whatever
needs a fact (a date, a country, a contract) is for whoever knows it.
"""

import re

from subpolicy.findings.finding import Finding

_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_BARE = re.compile(r"[A-Za-z0-9][\w.-]*")
"""A word that YAML reads as itself, whatever stands around it."""
_INSECURE = "insecure-or-relative-url"


def suggested(finding: Finding, line: str) -> str | None:
    """The whole line with the finding mended; None where that takes more than the finding says.

    Args:
        finding: With its place.
        line: The line at which it begins.
    """
    span = finding.span
    if span.line != span.end_line:
        return None
    start, end = span.column - 1, span.end_column - 1
    written = line[start:end]
    meant = _MEANT.search(finding.remediation or "")
    if meant is not None and _BARE.fullmatch(written) and _BARE.fullmatch(meant[1]):
        return line[:start] + meant[1] + line[end:]
    if finding.rule == _INSECURE and written.strip("\"'").startswith("http://"):
        return line[:start] + written.replace("http://", "https://", 1) + line[end:]
    return None
