"""Whether a change loosens the rules that it is judged by, and what it would get away with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import Baselined, Evaluation, Failed, Outcome, Waived
from subpolicy.judging import Judged
from subpolicy.policy.rules import Rule

_WEIGHT = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def loosenings(trusted: Judged, own: Judged) -> list[str]:
    """Each way in which the change's own rules let pass what the trusted ones would stop.

    Args:
        trusted: The registry judged by the rules of the base.
        own: The same registry judged by the rules of the change.

    Returns:
        Sentences that name the rule, what was done to it, and the vendors that profit; sorted.
    """
    outcomes = _by_failure(own.evaluations)
    rules = {rule.id: rule for rule in own.selection.rules}
    profiting: dict[str, set[str]] = defaultdict(set)
    for finding in _blocking(trusted.evaluations):
        how = _how(finding, outcomes.get(_key(finding)), rules, trusted, own)
        if how is not None:
            profiting[how].add(finding.vendor or finding.path)
    return sorted(
        f"{how}: it would stop {', '.join(sorted(vendors))}" for how, vendors in profiting.items()
    )


def _key(finding: Finding) -> tuple[str, str | None, str | None]:
    return (finding.rule, finding.vendor, finding.item)


def _blocking(evaluations: Sequence[Evaluation]) -> Iterator[Finding]:
    for evaluation in evaluations:
        match evaluation.outcome:
            case Failed(finding=finding) if finding.severity is Severity.ERROR:
                yield finding
            case _:
                pass


def _by_failure(
    evaluations: Sequence[Evaluation],
) -> dict[tuple[str, str | None, str | None], Outcome]:
    return {
        _key(evaluation.outcome.finding): evaluation.outcome
        for evaluation in evaluations
        if isinstance(evaluation.outcome, Failed | Waived | Baselined)
    }


def _how(
    finding: Finding,
    outcome: Outcome | None,
    rules: Mapping[str, Rule],
    trusted: Judged,
    own: Judged,
) -> str | None:
    """What was done to a rule so that it no longer blocks this; None where it still does."""
    rule = finding.rule
    match outcome:
        case Failed(finding=mine) if _WEIGHT[mine.severity] >= _WEIGHT[finding.severity]:
            return None
        case Failed(finding=mine):
            return f"{rule} lowered from {finding.severity} to {mine.severity}"
        case Waived(waiver=waiver):
            return f"{rule} waived by {waiver.path}"
        case Baselined():
            return f"{rule} put on the baseline"
        case _:
            return f"{rule} {_done_to(rule, rules, trusted, own)}"


def _done_to(rule: str, rules: Mapping[str, Rule], trusted: Judged, own: Judged) -> str:
    if any(off.id == rule for off in own.selection.off):
        return "switched off"
    if rule not in rules:
        return "removed"
    before = next(known for known in trusted.selection.rules if known.id == rule)
    return "given other parameters" if before.params != rules[rule].params else "changed"
