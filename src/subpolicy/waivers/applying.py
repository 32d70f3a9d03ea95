"""What waivers and the baseline make of the failures of a run."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from subpolicy.config import Configuration
from subpolicy.dates import add_days
from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.evaluations import Evaluations, Verdicts
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Baselined, Failed, Outcome, Waived
from subpolicy.waivers.faults import NEVER_ACCEPTED
from subpolicy.waivers.loading import Acceptances
from subpolicy.waivers.remarks import Day, Key, Scope, key, remarks

__all__ = ["Applied", "Scope", "apply"]


class Applied(NamedTuple):
    """Evaluations after acceptance, and what is to be said of the acceptances themselves."""

    evaluations: Evaluations
    faults: tuple[Finding, ...]


class _Accepted(NamedTuple):
    """What is accepted or known, by what it speaks of."""

    waivers: Mapping[Key, Sequence[Waiver]]
    """By the day on which they end, the last one first."""
    baseline: Mapping[Key, KnownFault]
    lapsed: Collection[str]
    """Vendors whose known faults count no longer."""


def apply(
    evaluations: Evaluations,
    acceptances: Acceptances,
    configuration: Configuration,
    scope: Scope,
    as_of: str,
) -> Applied:
    """Mark the failures that are waived or known, and find acceptances that are at fault.

    Args:
        evaluations: What the rules said.
        acceptances: The waivers and the baseline.
        configuration: How far ahead a due day may be.
        scope: What was judged.
        as_of: The day on which waivers are in force or not, an ISO date.
    """
    day = Day(as_of, latest=add_days(as_of, configuration.baseline_max_days))
    latest_first = sorted(acceptances.baseline, key=lambda entry: entry.due, reverse=True)
    baseline = {key(entry): entry for entry in latest_first}  # of two the one that is due first
    accepted = _Accepted(_by_key(acceptances.waivers), baseline, scope.lapsed)
    failing = {id(said) for said, _ in evaluations.distinct() if _any_failed(said)}
    applied = Evaluations(
        row._replace(verdicts=_accepting(row.verdicts, accepted, day))
        if id(row.verdicts) in failing
        else row
        for row in evaluations.rows
    )
    faults = remarks(evaluations, acceptances, scope, day)
    return Applied(applied, (*acceptances.faults, *faults))


def _any_failed(verdicts: Verdicts) -> bool:
    return any(isinstance(outcome, Failed) for _, outcome in verdicts)


def _accepting(verdicts: Verdicts, accepted: _Accepted, day: Day) -> Verdicts:
    return tuple(
        (rule, _outcome(outcome, accepted, day) if isinstance(outcome, Failed) else outcome)
        for rule, outcome in verdicts
    )


def _by_key(waivers: Iterable[Waiver]) -> dict[Key, list[Waiver]]:
    found: dict[Key, list[Waiver]] = defaultdict(list)
    for waiver in sorted(waivers, key=lambda waiver: waiver.expires_on, reverse=True):
        found[key(waiver)].append(waiver)
    return found


def _outcome(failed: Failed, accepted: _Accepted, day: Day) -> Outcome:
    finding = failed.finding
    waivers, entry = accepted.waivers.get(key(finding), ()), accepted.baseline.get(key(finding))
    if finding.rule in NEVER_ACCEPTED:
        return failed
    for waiver in waivers:
        if waiver.in_force(day.as_of):
            return Waived(finding, waiver)
    lapsed = finding.vendor in accepted.lapsed
    if entry is not None and day.as_of <= entry.due <= day.latest and not lapsed:
        return Baselined(finding, entry)
    why = _why_not(waivers, entry, day)
    if lapsed and entry is not None:
        why = "known at adoption, and lapsed as this change activates or widens the vendor"
    return Failed(finding._replace(message=f"{finding.message} ({why})")) if why else failed


def _why_not(waivers: Sequence[Waiver], entry: KnownFault | None, day: Day) -> str:
    """Why what speaks of a failure does not cover it today; empty where nothing speaks of it."""
    if waivers:
        last = waivers[0]
        if last.expires_on < day.as_of:
            return f"the waiver {last.id} expired on {last.expires_on}"
        return f"the waiver {last.id} holds from {last.approved_on}"
    if entry is not None and entry.due < day.as_of:
        return f"known at adoption and due by {entry.due}"
    return ""
