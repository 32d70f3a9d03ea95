"""Where the registry comes from: its last commits, judged by the rules of today."""

from collections.abc import Sequence

from subpolicy import config
from subpolicy.assembly import Found
from subpolicy.audit.period import Moment, Period
from subpolicy.auditing.moments import counted, moment_of
from subpolicy.auditing.remembering import Remembering
from subpolicy.config import FILE_NAME, Configuration
from subpolicy.errors import RunError
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Broken, Failed
from subpolicy.findings.report import Report
from subpolicy.git.ancestry import Ancestor
from subpolicy.judging import Criteria, judge
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry
from subpolicy.revisions import History
from subpolicy.sources import Revision
from subpolicy.waivers.baseline import BASELINE

COMMITS = 8
"""Commits judged in passing."""
RECORDS = 4_000
"""Records judged in passing: of a large registry, fewer commits."""
SHOWN = 60
"""Commits of a period that a chart still shows."""

_LAST = "The last point is this report."
_NO_GIT = "There is no git history to look back on."
_TODAY = (
    "Each commit that touched the registry, on its own day: its records, flags, waivers and "
    "baseline, judged by the rules and the configuration of this report, so that the numbers can "
    "be compared."
)
_PERIOD = "Each commit of the period, on its own day, judged by its own rules and configuration."

Trend = tuple[tuple[Moment, ...], str]
"""The moments, oldest first, and what a reader must know of them."""


def trend_of(history: History, report: Report, found: Found) -> Trend:
    """The last commits that touched the registry, and the report itself.

    Args:
        history: The repository, its prefix that of the registry.
        report: What is judged now.
        found: What the report was made of.
    """
    if report.revision is None:
        return (), _NO_GIT
    now = _now(report)
    most = min(COMMITS, RECORDS // max(1, report.counts.vendors))
    if not most:
        return (now,), f"The registry is too large for its past to be judged in passing. {_LAST}"
    paths = found.registry.configuration.paths
    touched = (paths.vendors, paths.flags, paths.waivers, BASELINE, FILE_NAME)
    try:
        commits = history.repository.ancestors(
            report.revision, paths=[history.prefix + path for path in touched], most=most
        )
    except RunError:
        return (now,), f"git does not tell which commits touched the registry. {_LAST}"
    moments, left_out = _Past(history, found).moments(commits, report.as_of)
    note = f"{_TODAY} {_LAST}"
    if left_out:
        commits_are = "1 commit is" if left_out == 1 else f"{left_out} commits are"
        note += f" {commits_are} left out, as these rules cannot judge what was there then."
    return _ending_with(now, moments), note


def trend_over(period: Period, report: Report) -> Trend:
    """The newest commits of a period that was judged, and the report itself."""
    newest = [one.moment for one in period.commits if one.moment is not None][:SHOWN]
    known = [moment for moment in reversed(newest) if moment.date <= report.as_of]
    return _ending_with(_now(report), known), f"{_PERIOD} {_LAST}"


def _now(report: Report) -> Moment:
    return moment_of(report, report.revision if report.clean else None, report.as_of)


def _ending_with(now: Moment, moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """The moments and the report, which is not told twice."""
    same = moments and (moments[-1].commit, moments[-1].date) == (now.commit, now.date)
    return (*(moments[:-1] if same else moments), now)


class _Past:
    """Judges registries of earlier commits by the rules of today."""

    def __init__(self, history: History, found: Found) -> None:
        self._history = history
        judged = found.judged
        self._criteria = Criteria(judged.tools, "", judged.selection, judged.tables)
        self._judge = Remembering(judged.selection.rules, judged.tables)
        self._judge.recall(found.registry, judged.evaluations)
        self._known = found.registry
        history.objects.know(found.registry.raw.values())

    def moments(self, commits: Sequence[Ancestor], as_of: str) -> tuple[list[Moment], int]:
        """What each commit left open, oldest first, and how many could not be judged.

        Args:
            commits: Newest first.
            as_of: The last day that counts.
        """
        moments: list[Moment] = []
        left_out = 0
        for commit in commits:
            if commit.date is None or commit.date > as_of:
                left_out += 1
                continue
            try:
                source = self._history.at(commit.id)
                if source is None:
                    break  # what is older belongs to another registry
                moments.append(self._moment(commit.id, commit.date, source))
            except RunError:
                left_out += 1
        return moments[::-1], left_out

    def _moment(self, commit: str, day: str, source: Revision) -> Moment:
        tools = self._criteria.tools
        configuration = self._configuration(source)
        schemas, shape = tools.schemas, tools.shape
        registry = loading.load(source, configuration, schemas, shape, self._known)
        self._known = registry
        self._judge.turn_to(registry, day)
        then = tools._replace(source=source, configuration=configuration)
        criteria = self._criteria._replace(tools=then, as_of=day)
        judged = judge(registry, criteria, judge_=self._judge)
        broken = [one.outcome for one in judged.evaluations if isinstance(one.outcome, Broken)]
        return counted([*_faults(registry, judged.faults), *broken], _count(registry), commit, day)

    def _configuration(self, source: Revision) -> Configuration:
        """Today's configuration, but for where the files lay."""
        now = self._criteria.tools.configuration
        raw = source.read(FILE_NAME)
        if raw == now.document.raw:
            return now
        try:
            then = config.load(source, self._criteria.tools.schemas)
        except RunError:  # it could not be read then; its records can
            return now
        return now._replace(paths=then.paths)


def _faults(registry: Registry, faults: Sequence[Finding]) -> list[Broken]:
    return [Failed(fault) for fault in (*registry.faults, *faults)]


def _count(registry: Registry) -> int:
    return len({vendor.id for vendor in registry.vendors})
