"""What became of one rule on one vendor. Nothing is dropped: every renderer gets all of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from subpolicy.findings.acceptance import KnownFault, Waiver
from subpolicy.findings.finding import Finding


class Verdict(StrEnum):
    """The name of an outcome, as the reports print it."""

    PASSED = "passed"
    FAILED = "failed"
    WAIVED = "waived"
    BASELINED = "baselined"
    NOT_APPLICABLE = "not_applicable"
    NOT_JUDGED = "not_judged"


OVER_BUDGET: Final = "rule/over-budget"
"""The finding on a rule that needs too many steps to be judged; a rule's id has no slash, so no
waiver and no baseline can name it."""


@dataclass(frozen=True, slots=True)
class Passed:
    """The rule applies and is kept."""

    verdict = Verdict.PASSED


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule's ``match`` is false, or there is no item to judge."""

    verdict = Verdict.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class NotJudged:
    """The record is invalid in a way that this rule cannot see past, or takes it too long."""

    fault: Finding | None = None
    """What blocks in place of the verdict where the record is valid; one for all that it concerns.

    None where the record is invalid: then its own faults block.
    """
    verdict = Verdict.NOT_JUDGED


@dataclass(frozen=True, slots=True)
class Failed:
    """The rule applies and is broken."""

    finding: Finding
    verdict = Verdict.FAILED


@dataclass(frozen=True, slots=True)
class Waived:
    """The rule is broken, and a waiver accepts it for now."""

    finding: Finding
    waiver: Waiver
    verdict = Verdict.WAIVED


@dataclass(frozen=True, slots=True)
class Baselined:
    """The rule is broken, was so at adoption, and is due to be mended."""

    finding: Finding
    entry: KnownFault
    verdict = Verdict.BASELINED


Broken = Failed | Waived | Baselined
"""The outcomes that carry a finding."""

Outcome = Passed | Broken | NotApplicable | NotJudged

PASSED = Passed()
NOT_APPLICABLE = NotApplicable()
NOT_JUDGED = NotJudged()


class Evaluation(NamedTuple):
    """One rule on one vendor, or on one item of it."""

    rule: str
    vendor: str
    outcome: Outcome
