"""The line that a finding all but spells out, as it should read."""

import re

from subpolicy.findings.finding import Finding
from subpolicy.rewording import rewordings

_WHOLE = re.compile(r"""[^\s&*!#,\[\]{}"'|>]+|"[^"\\]*"|'[^']*'""")
"""One scalar; no anchor, alias, or part of something else."""


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
    if not _WHOLE.fullmatch(written):
        return None
    one = next(rewordings(finding, written), None)
    return None if one is None else line[:start] + one.text + line[end:]
