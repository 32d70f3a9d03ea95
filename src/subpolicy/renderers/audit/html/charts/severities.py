"""Findings by severity, and what became of them."""

from collections import Counter

from subpolicy.audit import Audit
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Verdict
from subpolicy.renderers.audit.html.charts.bars import Bar, Series, legend, lying
from subpolicy.renderers.audit.html.charts.drawing import Drawing

_SERIES = (
    Series("open, each in its own colour", "", "#ffffff"),
    Series("waived", "s-a", "#6941a5"),
    Series("known at adoption", "s-k", "#2a5fa8"),
)
_VERDICTS = (Verdict.FAILED, Verdict.WAIVED, Verdict.BASELINED)
_NAMES = {
    Severity.ERROR: ("Errors", Series("open", "s-f", "#b42318")),
    Severity.WARNING: ("Warnings", Series("open", "s-w", "#a15c07")),
    Severity.INFO: ("Infos", Series("open", "s-3", "#0e7076")),
}
"""What is open has the colour of its severity."""


def severities(audit: Audit) -> Drawing | None:
    """One bar per severity; None where there is nothing to show."""
    broken = Counter((one.finding.severity, one.verdict) for one in audit.report.broken)
    if not broken:
        return None
    rows = [
        Bar(name, tuple(broken[severity, verdict] for verdict in _VERDICTS), colour)
        for severity, (name, colour) in _NAMES.items()
    ]
    totals = [sum(row.values[index] for row in rows) for index in range(len(_SERIES))]
    picture, height = lying(rows, _SERIES)
    return Drawing(picture, height, legend(_SERIES, totals))
