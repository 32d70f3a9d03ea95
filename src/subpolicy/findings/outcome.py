"""What became of one rule on one vendor. Nothing is dropped: every renderer gets all of it."""

from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

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


class Passed:
    """The rule applies and is kept."""

    __slots__ = ()
    verdict: ClassVar = Verdict.PASSED

    def __reduce__(self) -> str:
        """There is only the one, in every process."""
        return "PASSED"


class NotApplicable:
    """The rule's ``match`` is false, or there is no item to judge."""

    __slots__ = ()
    verdict: ClassVar = Verdict.NOT_APPLICABLE

    def __reduce__(self) -> str:
        """There is only the one, in every process."""
        return "NOT_APPLICABLE"


class NotJudged(NamedTuple):
    """The record is invalid in a way that this rule cannot see past, or takes it too long."""

    fault: Finding | None = None
    """What blocks in place of the verdict where the record is valid; one for all that it concerns.

    None where the record is invalid: then its own faults block.
    """

    @property
    def verdict(self) -> Verdict:
        """Its name."""
        return Verdict.NOT_JUDGED


class Failed(NamedTuple):
    """The rule applies and is broken."""

    finding: Finding

    @property
    def verdict(self) -> Verdict:
        """Its name."""
        return Verdict.FAILED


class Waived(NamedTuple):
    """The rule is broken, and a waiver accepts it for now."""

    finding: Finding
    waiver: Waiver

    @property
    def verdict(self) -> Verdict:
        """Its name."""
        return Verdict.WAIVED


class Baselined(NamedTuple):
    """The rule is broken, was so at adoption, and is due to be mended."""

    finding: Finding
    entry: KnownFault

    @property
    def verdict(self) -> Verdict:
        """Its name."""
        return Verdict.BASELINED


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
