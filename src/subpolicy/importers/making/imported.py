"""What goes into making records, and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from subpolicy.importers.rows import Column, Skipped


class Problem(NamedTuple):
    """Something on the page that did not get into a record, or not as it stands."""

    row: str
    """The vendor's name; empty where it concerns the whole list."""
    cell: str
    """The column, as the page calls it where it does."""
    reason: str


class Imported(NamedTuple):
    """The records of a page."""

    records: tuple[tuple[str, dict[str, Any]], ...]
    """Id and record, in the order of the page; valid by the vendor schema."""
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What does not come from the rows."""

    schema: Mapping[str, Any]
    """``vendor.schema.json``: the order of fields, and how long they may be."""
    vocabulary: Mapping[str, str] = field(default_factory=dict)
    """The table ``data-categories``: code → label."""
    language: str = ""
    """Of the page, such as ``de``: whether 4/5/2023 begins with the day."""
    orders: Mapping[Column, str] = field(default_factory=dict)
    """What the dates of a column tell about their order themselves, in place of the language."""
    url: str = ""
    """Where the page is, for ``source.url``; empty where nobody knows."""
    retrieved_on: str = ""
    """The day on which it was read, for ``source.retrieved_on``."""

    def order(self, column: Column) -> str:
        """By what the dates of a column are read: their own order, else the language."""
        return self.orders.get(column, self.language)
