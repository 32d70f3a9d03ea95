"""What a verdict comes to, in numbers for a chart."""

from collections import Counter
from collections.abc import Iterable

from subpolicy.audit.period import Moment
from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Broken, Failed, Verdict
from subpolicy.findings.report import Report


def moment_of(report: Report, commit: str | None, date: str) -> Moment:
    """The numbers of a report."""
    return counted(report.broken, report.counts.vendors, commit, date)


def counted(broken: Iterable[Broken], vendors: int, commit: str | None, date: str) -> Moment:
    """The numbers of findings and of what became of them.

    Args:
        broken: Every finding, faults of files as failures.
        vendors: How many there are.
        commit: What was judged; None for a working tree that is not committed.
        date: The day on which it was judged, an ISO date.
    """
    found = list(broken)
    open_ = Counter(one.finding.severity for one in found if isinstance(one, Failed))
    verdicts = Counter(one.verdict for one in found)
    return Moment(
        commit=commit,
        date=date,
        vendors=vendors,
        errors=open_[Severity.ERROR],
        warnings=open_[Severity.WARNING],
        infos=open_[Severity.INFO],
        waived=verdicts[Verdict.WAIVED],
        baselined=verdicts[Verdict.BASELINED],
    )
