"""Safe edits: what a registry lacks that needs no decision, written into its files."""

from subpolicy.fixing.fix import Fixed, Left, Plan
from subpolicy.fixing.fixing import fixes

__all__ = ["Fixed", "Left", "Plan", "fixes"]
