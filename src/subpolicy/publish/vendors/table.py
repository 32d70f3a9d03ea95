"""The table before any format: which columns, which vendors, what stands in each cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from subpolicy.publish.escaping import line
from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.news.telling import Teller
from subpolicy.publish.page.facets import COLUMNS as FIELDS
from subpolicy.publish.page.facets import facet, text_of
from subpolicy.publish.words import Words

CHANGE: Final = "change"
"""The column that says what is new of a vendor."""
COLUMNS: Final = ("id", *FIELDS, "locations", "access", "tenants", CHANGE)
"""Every column there is: those of the page, and beside them the id, countries by name, which
customers it concerns, and what is new."""


class Line(NamedTuple):
    """One vendor."""

    record: Record
    cells: tuple[str, ...]
    """In words, each on one line."""
    change: tuple[str, ...]
    """What is new of it, where that was asked for."""


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table."""

    organisation: str
    as_of: str
    """ISO date."""
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    """In the order of the list: by id."""


def table_of(
    listing: Listing,
    words: Words,
    columns: Sequence[str],
    changes: Mapping[str, Sequence[str]] | None = None,
) -> Table:
    """A table of a list.

    Args:
        listing: The list, or the part of it that is asked for.
        words: The language.
        columns: Of `COLUMNS`.
        changes: What is new, by vendor id; vendors without are left out. None for all vendors.
    """
    vendors: Iterable[Record] = listing.vendors
    if changes is not None:
        vendors = (vendor for vendor in vendors if vendor["id"] in changes)
    writer = _Writer(listing, words, changes or {})
    return Table(
        organisation=str(listing.organisation["name"]),
        as_of=listing.as_of,
        columns=tuple(columns),
        heads=tuple(map(writer.head, columns)),
        lines=tuple(writer.line(vendor, columns) for vendor in vendors),
    )


class _Writer:
    """Writes heads and cells."""

    def __init__(self, listing: Listing, words: Words, news: Mapping[str, Sequence[str]]) -> None:
        self._listing = listing
        self._words = words
        self._news = news
        self._teller = Teller(listing, words)

    def head(self, name: str) -> str:
        """What a column is called."""
        match name:
            case "id":
                return "id"
            case "change":
                return self._words.say("change")
            case "locations":
                return self._teller.label("processing")
            case _:
                return self._teller.label(name)

    def line(self, vendor: Record, columns: Sequence[str]) -> Line:
        """The cells of a vendor."""
        cells = tuple(line(self._cell(name, vendor)) for name in columns)
        return Line(vendor, cells, tuple(self._news.get(vendor["id"], ())))

    def _cell(self, name: str, vendor: Record) -> str:
        words = self._words
        match name:
            case "id":
                return str(vendor["id"])
            case "change":
                return "; ".join(self._news.get(vendor["id"], ()))
            case "locations":
                return words.both([words.place(c) for c in vendor["processing"]["locations"]])
            case "access" | "tenants":
                return self._teller.fact(name, vendor)
            case _:
                return text_of(facet(self._listing, words, vendor, name))


def raw(name: str, entry: Line) -> Any:
    """What a record says for a column, for programs; None where it says nothing."""
    record, processing = entry.record, entry.record["processing"]
    match name:
        case "change":
            return list(entry.change)
        case "locations" | "access":
            return processing.get(name)
        case "tenants":
            return record.get("feature_flag")
        case _:
            return record.get(name)
