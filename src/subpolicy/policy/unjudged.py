"""What becomes of a rule that gives no verdict on a record.

A rule that needs more steps than the runtime takes (`expressions.STEPS`) is named in a finding
that blocks; nobody else loses a verdict. What else a rule stumbles over is an error of the rule.
"""

from collections.abc import Sequence

from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.outcome import NOT_JUDGED, OVER_BUDGET, NotJudged
from subpolicy.policy.expressions import STEPS, Undecided
from subpolicy.policy.judgement import Stuck, finding, undecided
from subpolicy.policy.rules import Rule
from subpolicy.registry.registry import Vendor

_SHOWN = 80
"""Characters of a group's key that a message shows."""
_FIX = "shorten the lists of the record, or have the rule nest fewer loops or take for_each"
_GROUP_FIX = "have group_by tell more vendors apart, or have the rule nest fewer loops"


def unjudged(rule: Rule, vendor: Vendor, stuck: Stuck) -> NotJudged:
    """The outcome of a rule that cannot decide a record, or a change.

    Raises:
        RunError: the record is valid, and the rule cannot cope with it for another reason than
            the number of steps.
    """
    if not vendor.valid:
        return NOT_JUDGED
    place = "this change" if rule.scope == "change" else vendor.path
    return NotJudged(_fault(rule, vendor, stuck, place, _FIX))


def unjudged_group(rule: Rule, key: str, members: Sequence[Vendor], stuck: Stuck) -> NotJudged:
    """The outcome of a rule that cannot decide a group: the same for each of its members.

    Raises:
        RunError: for another reason than the number of steps.
    """
    shown = key if len(key) <= _SHOWN else key[:_SHOWN] + "…"
    place = f'the {len(members)} vendors that share "{shown}"'
    return NotJudged(_fault(rule, members[0], stuck, place, _GROUP_FIX))


def message_or_title(rule: Rule, message: object, vendor: Vendor) -> str:
    """The text of a finding: a rule that fails does so though its message cannot be made.

    Raises:
        RunError: the record is valid, and the message fails for another reason than its steps.
    """
    if not isinstance(message, Undecided):
        return str(message)
    if not vendor.valid:
        return rule.title
    if not message.over_budget:
        raise undecided(rule, "/message", vendor, message)
    return f"{rule.title} (to say more takes more than {STEPS:,} steps)"


def _fault(rule: Rule, vendor: Vendor, stuck: Stuck, place: str, fix: str) -> Finding:
    if not stuck.undecided.over_budget:
        raise undecided(rule, stuck.pointer, vendor, stuck.undecided)
    message = f"{rule.id} needs more than {STEPS:,} steps on {place}, so it is not judged"
    return finding(rule, vendor, message, None)._replace(
        rule=OVER_BUDGET,
        severity=Severity.ERROR,
        item=rule.id,  # tells the faults of one record apart
        remediation=fix,
    )
