"""Which parts of a page are the list of vendors: tables, cards, bullets, objects."""

from subpolicy.importers.finding.finding import find

__all__ = ["find"]
