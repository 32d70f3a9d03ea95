"""A rule explained: what `subpolicy rules ID` and the generated documentation print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from subpolicy.findings.report import RuleCard


class Excerpt(NamedTuple):
    """A record, or a part of the registry, in an example."""

    caption: str
    """What it is, where there are several; empty for the one that is judged."""
    text: str
    """YAML."""


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A case of the rule's own tests."""

    name: str
    setting: str
    """Under what date, parameters and configuration, where they matter; else empty."""
    excerpts: tuple[Excerpt, ...]
    messages: tuple[str, ...]
    """What the rule says to it; empty where it passes."""
    item: str | None
    """The value that is judged, where the rule judges several in one record."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything that is known of one rule."""

    card: RuleCard
    """With the configuration's severity and parameters, and the rule's own beside them."""
    off: str | None
    """The reason for which the configuration switches it off."""
    enabled: bool
    """Whether its pack is one of those that are judged."""
    protected: bool
    """Never lowered and never switched off."""
    waivable: bool
    configured: Mapping[str, str]
    """Parameters that the configuration sets once for all rules, and its keys for them."""
    expressions: tuple[tuple[str, str], ...]
    """Key of the rule's file and CEL, in the order in which they are worked out."""
    failing: RuleExample | None
    passing: RuleExample | None
