"""From a finding back through the commits of its record, to the one that opened it."""

import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from subpolicy import config
from subpolicy.assembly import Found
from subpolicy.config import FILE_NAME, Paths
from subpolicy.dates import days_between
from subpolicy.errors import RunError
from subpolicy.findings.finding import Finding
from subpolicy.findings.first_seen import UNCOMMITTED, Cause, FirstSeen
from subpolicy.findings.report import Report
from subpolicy.git.trails import Touch, Trails
from subpolicy.history.past import OneFile, Past
from subpolicy.history.rulebook import Rulebook
from subpolicy.revisions import History
from subpolicy.sources.working_tree import LIMIT

COMMITS = 200
"""Commits walked per record; what goes on behind them is told as "at least"."""

_CONTENT_FAULTS = ("yaml/", "schema/")
"""Faults that the content of a file has, whatever else there is."""


def first_seen(history: History, report: Report, found: Found) -> Mapping[str, FirstSeen]:
    """Since when each finding of a record is open, and why, by fingerprint.

    The line of first parents counts: what a merge brought in was open from the merge on. A record
    was at fault where today's rules, on the report's day, find in it what they find now. A rule
    that compares records tells only since when the record is as it is.

    Args:
        history: The registry's repository, its prefix that of the registry.
        report: The run, waived and baselined findings included.
        found: What the report was made of.

    Returns:
        Nothing outside git, without git, and before the first commit; no entry for links, and
        where a clone lacks the contents.
    """
    findings = _by_path(report, found)
    if not findings or report.revision is None:
        return {}
    try:
        walk = _walk(report, found, history, _trails(report.revision, found, history))
        return {
            finding.fingerprint: seen
            for path, several in findings.items()
            for finding, seen in walk.record(path, several)
        }
    except RunError:
        return {}


def _trails(revision: str, found: Found, history: History) -> Trails:
    """The history of the files, in folders included where they once were."""
    paths = found.registry.configuration.paths
    folders = (paths.vendors, paths.policies, FILE_NAME)

    def walked(*folders: str) -> Trails:
        in_repository = [history.prefix + folder for folder in folders]
        return history.repository.trails(revision, in_repository)

    trails = walked(*folders)
    former = sorted(_former_folders(found, history, trails))
    return walked(*folders, *former) if former else trails


def _former_folders(found: Found, history: History, trails: Trails) -> set[str]:
    """Where the records were, by what the configuration has said in its time."""
    tools, now = found.judged.tools, found.registry.configuration.paths.vendors
    contents = {
        history.objects.blob(touch.oid, LIMIT)
        for touch in islice(trails.of(history.prefix + FILE_NAME), COMMITS)
        if not touch.gone and stat.S_ISREG(touch.mode)
    }
    folders = set()
    for raw in contents:
        # To read a configuration takes as long as to judge a record, and most name no folder.
        if b"paths" not in raw:
            folders.add(Paths().vendors)
            continue
        try:
            then = config.load(OneFile(FILE_NAME, raw), tools.schemas)
        except RunError:
            continue
        folders.add(then.paths.vendors)
    return {folder for folder in folders if ".." not in folder and folder != now}


def _by_path(report: Report, found: Found) -> dict[str, list[Finding]]:
    records = {vendor.path for vendor in found.registry.vendors}
    findings = defaultdict(list)
    for broken in report.broken:
        if broken.finding.path in records:
            findings[broken.finding.path].append(broken.finding)
    return findings


def _walk(report: Report, found: Found, history: History, trails: Trails) -> "_Walk":
    broken = {one.finding.rule for one in report.broken}
    vendor_rules = {rule.id for rule in found.judged.selection.rules if rule.scope == "vendor"}
    prefix = history.prefix
    past = Past(found.registry, found.judged, broken & vendor_rules, history.objects, prefix)
    rulebook = Rulebook(found.judged, trails, past, prefix)
    return _Walk(report.as_of, prefix, trails, past, rulebook, found.registry.raw)


@dataclass(frozen=True, slots=True)
class _Walk:
    as_of: str
    prefix: str
    trails: Trails
    past: Past
    rulebook: Rulebook
    raw: Mapping[str, bytes]
    """The records of today."""

    def record(self, path: str, findings: Sequence[Finding]) -> Iterator[tuple[Finding, FirstSeen]]:
        """The findings of one record, each with its first sight where there is one."""
        touches = list(islice(self.trails.of(self.prefix + path), COMMITS + 1))
        for finding in findings:
            seen = self._first(path, finding, touches)
            if seen is not None:
                yield finding, seen

    def _first(self, path: str, finding: Finding, touches: Sequence[Touch]) -> FirstSeen | None:
        if not touches or touches[0].gone:
            return UNCOMMITTED
        if stat.S_IFMT(touches[0].mode) != stat.S_IFREG:
            return None  # the content of a link lies elsewhere
        own = self.rulebook.scope(finding.rule) == "vendor"
        more = False
        if own or finding.rule.startswith(_CONTENT_FAULTS):
            last, more = self._open_since(finding, touches)
            if last is not None:
                return self._seen(finding, last, at_least=more, judged=True)
        return self._as_it_is(path, finding, touches, at_least=more)

    def _open_since(self, finding: Finding, touches: Sequence[Touch]) -> tuple[Touch | None, bool]:
        """The oldest touch of the unbroken run that reaches until now, and whether it may go on."""
        last = None
        for touch in touches[:COMMITS]:
            if touch.gone:
                return last, False
            verdict = self.past.verdict(touch, self.as_of)
            if verdict is None:
                return last, True
            if finding.fingerprint in verdict.failing:
                last = touch
            elif finding.rule not in verdict.undecided:
                return last, False
        return last, len(touches) > COMMITS or touches[-1].commit.boundary

    def _as_it_is(
        self, path: str, finding: Finding, touches: Sequence[Touch], *, at_least: bool
    ) -> FirstSeen | None:
        """Since when the record says what it says now."""
        newest = touches[0]
        content = self.past.content(newest)
        if content is None:
            return None
        if _lines(content) != _lines(self.raw.get(path, b"")):
            return UNCOMMITTED
        last = newest
        for touch in touches[:COMMITS]:
            if touch.gone or touch.oid != newest.oid:
                return self._seen(finding, last, at_least=at_least, judged=False)
            last = touch
        at_least = at_least or len(touches) > COMMITS or last.commit.boundary
        return self._seen(finding, last, at_least=at_least, judged=False)

    def _seen(self, finding: Finding, touch: Touch, *, at_least: bool, judged: bool) -> FirstSeen:
        day = touch.commit.date
        age = None if day is None else max(0, days_between(day, self.as_of))
        cause: Cause | None = None
        if self.rulebook.is_newer(finding.rule, touch.commit):
            cause = "rule"
        elif judged and day is not None:
            cause = self._cause(finding, touch, min(day, self.as_of), at_least=at_least)
        return FirstSeen(touch.commit.id, day, age, cause, at_least)

    def _cause(self, finding: Finding, touch: Touch, day: str, *, at_least: bool) -> Cause | None:
        """The clock's doing is certain; a change's only where what was before is known."""
        verdict = self.past.verdict(touch, day)
        if verdict is None:
            return None
        if finding.fingerprint not in verdict.failing:
            return "clock"
        return None if at_least else "change"


def _lines(raw: bytes) -> bytes:
    """Content whatever its line ends, which a checkout may have changed."""
    return raw.replace(b"\r\n", b"\n")
