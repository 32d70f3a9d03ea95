"""What waivers and the baseline make of the failures of a run."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from subpolicy.config import Configuration
from subpolicy.dates import add_days
from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Baselined, Evaluation, Failed, Outcome, Waived
from subpolicy.waivers.loading import (
    BASELINE,
    NEVER_ACCEPTED,
    Acceptances,
    Where,
    entry_pointer,
    fault,
)

SOON = 30
"""Days before its end from which a waiver warns (SPEC §4)."""

_Key = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Applied:
    """Evaluations after acceptance, and what is to be said of the acceptances themselves."""

    evaluations: tuple[Evaluation, ...]
    faults: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the run looked at, so that an acceptance is only called unused where it was asked."""

    rules: Collection[str]
    known_rules: Collection[str]
    """Every rule in reach, judged or not."""
    vendors: Collection[str]


def apply(
    evaluations: Sequence[Evaluation],
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
    broken = {_key(e.outcome.finding) for e in evaluations if isinstance(e.outcome, Failed)}
    waivers = {_key(waiver): waiver for waiver in reversed(acceptances.waivers)}
    latest = add_days(as_of, configuration.baseline_max_days)
    baseline = {_key(entry): entry for entry in acceptances.baseline}
    applied = tuple(
        evaluation._replace(outcome=_accepted(evaluation.outcome, waivers, baseline, as_of, latest))
        if isinstance(evaluation.outcome, Failed)
        else evaluation
        for evaluation in evaluations
    )
    faults = [
        *(
            f
            for waiver in acceptances.waivers
            for f in _remarks(waiver, acceptances, scope, broken, as_of)
        ),
        *(
            f
            for entry in acceptances.baseline
            for f in _entry_faults(entry, acceptances, scope, broken, latest)
        ),
    ]
    return Applied(applied, (*acceptances.faults, *faults))


def _key(of: Finding | Waiver | KnownFault) -> _Key:
    return (of.rule, of.vendor, of.item)


def _accepted(
    failed: Failed,
    waivers: dict[_Key, Waiver],
    baseline: dict[_Key, KnownFault],
    as_of: str,
    latest: str,
) -> Outcome:
    key = _key(failed.finding)
    waiver, entry = waivers.get(key), baseline.get(key)
    if failed.finding.rule in NEVER_ACCEPTED:
        return failed
    if waiver is not None and waiver.in_force(as_of):
        return Waived(failed.finding, waiver)
    if entry is not None and as_of <= entry.due <= latest:
        return Baselined(failed.finding, entry)
    if waiver is not None and waiver.expires_on < as_of:
        return _saying(failed, f"the waiver {waiver.id} expired on {waiver.expires_on}")
    if entry is not None and entry.due < as_of:
        return _saying(failed, f"known at adoption and due by {entry.due}")
    return failed


def _saying(failed: Failed, why: str) -> Failed:
    finding = failed.finding
    return Failed(replace(finding, message=f"{finding.message} ({why})"))


def _remarks(
    waiver: Waiver, acceptances: Acceptances, scope: Scope, broken: set[_Key], as_of: str
) -> Iterator[Finding]:
    document = acceptances.document(waiver.path)

    def warning(rule: str, place: str, message: str, fix: str) -> Finding:
        return fault(rule, Severity.WARNING, Where(document, place), message, fix)

    if waiver.rule not in scope.known_rules:
        yield warning(
            "waiver/unknown-rule",
            "/rule",
            f'there is no rule "{waiver.rule}"',
            "correct the rule's id, or remove the waiver",
        )
    elif waiver.vendor not in scope.vendors:
        yield warning(
            "waiver/unknown-vendor",
            "/vendor",
            f'there is no vendor "{waiver.vendor}"',
            "correct the vendor's id, or remove the waiver",
        )
    elif waiver.rule in scope.rules and _key(waiver) not in broken:
        hint = " for this item" if waiver.item is not None else ""
        yield warning(
            "waiver/unused",
            "/rule",
            f"{waiver.rule} does not fail on {waiver.vendor}{hint}",
            "remove the waiver; for a rule that judges several values, name the item",
        )
    elif waiver.in_force(as_of) and waiver.expires_on <= add_days(as_of, SOON):
        yield warning(
            "waiver/expires-soon",
            "/expires_on",
            f"expires on {waiver.expires_on}",
            "mend the fault, or have the waiver renewed",
        )


def _entry_faults(
    entry: KnownFault, acceptances: Acceptances, scope: Scope, broken: set[_Key], latest: str
) -> Iterator[Finding]:
    document = acceptances.document(BASELINE)
    item = " ".join(part for part in _key(entry) if part)
    if entry.due > latest:
        yield fault(
            "baseline/too-long",
            Severity.ERROR,
            Where(document, entry_pointer(entry, "due"), item),
            f"due on {entry.due}, later than {latest}, the last day that baseline.max_days allows",
            "set an earlier day; what needs longer needs a waiver with a reason",
        )
    judged = entry.rule in scope.rules or entry.rule not in scope.known_rules
    if judged and _key(entry) not in broken:
        yield fault(
            "baseline-stale",
            Severity.WARNING,
            Where(document, entry_pointer(entry), item),
            f"{entry.rule} no longer fails on {entry.vendor}",
            "remove the entry: the fault is mended",
        )
