"""Rows: one vendor each, its cells by what they mean, as the page has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from subpolicy.importers.blocks import Text


class Column(StrEnum):
    """What a cell is about."""

    NAME = "name"
    SERVICE = "service"
    ENTITY = "entity"
    ADDRESS = "address"
    WEBSITE = "website"
    CONTACT = "contact"
    CATEGORY = "category"
    PURPOSE = "purpose"
    DATA = "data"
    SUBJECTS = "subjects"
    LOCATION = "location"
    """Where data is processed, or simply "location"."""
    SEAT = "seat"
    """Where the company is established, where the page tells the two apart."""
    TRANSFER = "transfer"
    APPLIES_TO = "applies_to"
    STATUS = "status"
    CERTIFICATIONS = "certifications"
    DPA = "dpa"
    SINCE = "since"
    LINKS = "links"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Row:
    """One vendor's row, card or bullet."""

    cells: Mapping[Column, Text]
    others: Mapping[str, Text] = field(default_factory=dict)
    """Cells under heads that are not understood, by head."""
    category: Text | None = None
    """The heading above, where headings group the list."""
    context: str = ""
    """The sentence above, where it says something of all rows ("all located in the EU")."""
    source: str = ""
    """The row as the page has it."""
    line: int | None = None
    listed_as: str = ""
    """What the heading or sentence above says of all its rows: ``planned`` for vendors to come,
    ``optional`` for those that a customer turns on; empty where it says neither. A status in the
    row itself says more."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that looks like a row, and why it is none."""

    name: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found on a page."""

    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    heads: Mapping[Column, str]
    """The page's own word for each column or label, for ``page.columns``."""
