"""Annex III of the Standard Contractual Clauses, (EU) 2021/914: the list of sub-processors."""

from subpolicy.publish.annex.annex import Annex, Blank, Entry, annex_of

__all__ = ["Annex", "Blank", "Entry", "annex_of"]
