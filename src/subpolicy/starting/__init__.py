"""`subpolicy init`: a registry that is green at once, at home in its repository."""

from subpolicy.starting.files import PLACEHOLDER, File
from subpolicy.starting.planning import Plan, plan
from subpolicy.starting.registry import SAMPLE
from subpolicy.starting.setting import PLATFORMS, REGIMES, Answers, Place, place_of

__all__ = [
    "PLACEHOLDER",
    "PLATFORMS",
    "REGIMES",
    "SAMPLE",
    "Answers",
    "File",
    "Place",
    "Plan",
    "place_of",
    "plan",
]
