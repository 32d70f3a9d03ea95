"""Edits of a registry's files that splice the text: safe ones, and others on request."""

from subpolicy.fixing.fix import Fixed, Left, Plan, Risky
from subpolicy.fixing.fixing import fixes

__all__ = ["Fixed", "Left", "Plan", "Risky", "fixes"]
