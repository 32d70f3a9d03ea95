"""Rows → records: fields from cells, ids, categories, the source of each, within the schema."""

from subpolicy.importers.making.categories import Category, categories_of
from subpolicy.importers.making.imported import Imported, Problem, Setting
from subpolicy.importers.making.records import records_of, text_of

__all__ = [
    "Category",
    "Imported",
    "Problem",
    "Setting",
    "categories_of",
    "records_of",
    "text_of",
]
