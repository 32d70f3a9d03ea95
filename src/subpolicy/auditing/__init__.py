"""A registry examined for its auditors: the verdict, and everything that they read beside it."""

from subpolicy.auditing.auditing import audit

__all__ = ["audit"]
