"""A rule explained: what `subpolicy rules ID` and the generated documentation print."""

from dataclasses import dataclass

from subpolicy.findings.report import RuleCard


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A case of the rule's own tests."""

    name: str
    record: str
    """The record, as YAML."""
    messages: tuple[str, ...]
    """What the rule says to it; empty where it passes."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything that is known of one rule."""

    card: RuleCard
    """With the configuration's severity and parameters, and the rule's own beside them."""
    off: str | None
    """The reason for which the configuration switches it off."""
    protected: bool
    """Never lowered and never switched off."""
    expressions: tuple[tuple[str, str], ...]
    """Key of the rule's file and CEL, in the order in which they are worked out."""
    failing: RuleExample | None
    passing: RuleExample | None
