"""The list itself: in tables by category, or as cards, one section per vendor."""

from collections.abc import Iterator, Sequence
from typing import Final

from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.page.blocks import (
    Block,
    Column,
    Facts,
    Paragraph,
    Part,
    Phrase,
    Prose,
    Row,
    Table,
)
from subpolicy.publish.page.facets import COLUMNS, facet, name_words
from subpolicy.publish.words import Words

LAYOUTS: Final = ("tables", "cards")

_SHOWN: Final = frozenset({"active", "optional", "suspended"})
"""Planned and retired vendors have parts of their own."""

_DEFAULT: Final = {
    "tables": (
        "name",
        "purpose",
        "data_categories",
        "processing",
        "transfers",
        "applies_to",
        "status",
    ),
    "cards": ("processing", "certifications", "data_categories", "purpose", "dpa"),
}
_OF_ITSELF: Final = {"tables": frozenset({"name"}), "cards": frozenset({"name", "website"})}
"""What a layout shows of every vendor, whatever its columns are."""


def current(listing: Listing) -> tuple[Record, ...]:
    """The vendors of the list, by name."""
    shown = (vendor for vendor in listing.vendors if vendor["status"] in _SHOWN)
    return tuple(sorted(shown, key=lambda vendor: (vendor["name"].casefold(), vendor["id"])))


def head_of(listing: Listing, words: Words, field: str) -> str:
    """The head of a column: the company's word, or ours."""
    return listing.page.columns.get(field) or words.say(f"column-{field}")


def columns_of(listing: Listing, words: Words, layout: str) -> tuple[Column, ...]:
    """What is shown of a vendor, in the order of the page."""
    vendors = current(listing)
    fields = [
        field
        for field in _fields(listing, layout, vendors)
        if field in listing.page.columns
        or field == "name"
        or any(facet(listing, words, vendor, field) for vendor in vendors)
    ]
    return tuple(Column(field, head_of(listing, words, field)) for field in fields)


def list_parts(
    listing: Listing, words: Words, layout: str
) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """The list: what stands under its heading, and its parts by category."""
    vendors = current(listing)
    if not vendors:
        return (Paragraph((Phrase(words.say("empty-list")),)),), ()
    if not listing.categories:
        return _vendors(listing, words, vendors, layout, listing.page.list_title or "")
    parts = []
    for anchor, title, note, members in _groups(listing, words, vendors):
        blocks, cards = _vendors(listing, words, members, layout, title)
        notes: tuple[Block, ...] = (Prose(note),) if note else ()
        parts.append(Part(anchor, title, (*blocks, *notes), cards))
    return (), tuple(parts)


def table_of(
    listing: Listing,
    words: Words,
    columns: Sequence[Column],
    vendors: Sequence[Record],
    caption: str,
) -> Table:
    """Vendors as rows."""
    rows = (
        Row(
            f"vendor-{vendor['id']}",
            tuple(facet(listing, words, vendor, column.field) for column in columns),
        )
        for vendor in vendors
    )
    return Table(caption, tuple(columns), tuple(rows))


def _fields(listing: Listing, layout: str, vendors: Sequence[Record]) -> tuple[str, ...]:
    """The fields in order: the company's own order where it names all that the layout shows."""
    default, named = _DEFAULT[layout], tuple(listing.page.columns)
    asked = tuple(field for field in named if field in COLUMNS)
    of_itself = _OF_ITSELF[layout]
    if {*default} - of_itself <= {*named}:
        first = tuple(field for field in default if field in of_itself)
        return (*first, *(field for field in asked if field not in of_itself))
    fields = [*default]
    if any(vendor.get("role", "subprocessor") != "subprocessor" for vendor in vendors):
        fields.append("role")
    if layout == "cards" and any(listing.only_where_enabled(vendor) for vendor in vendors):
        fields.append("status")
    extra = (field for field in asked if field not in {*fields, *of_itself})
    return (*fields, *extra)


def _vendors(
    listing: Listing,
    words: Words,
    vendors: Sequence[Record],
    layout: str,
    caption: str,
) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    columns = columns_of(listing, words, layout)
    if layout == "tables":
        caption = caption or words.say("list-title")
        return (table_of(listing, words, columns, vendors, caption),), ()
    return (), tuple(_card(listing, words, columns, vendor) for vendor in vendors)


def _card(listing: Listing, words: Words, columns: Sequence[Column], vendor: Record) -> Part:
    pairs = tuple(
        (column.head, cell)
        for column in columns
        if (cell := facet(listing, words, vendor, column.field))
    )
    site = facet(listing, words, vendor, "website")
    blocks: tuple[Block, ...] = (Paragraph(site),) if site else ()
    return Part(f"vendor-{vendor['id']}", name_words(vendor), (*blocks, Facts(pairs)))


def _groups(
    listing: Listing, words: Words, vendors: Sequence[Record]
) -> Iterator[tuple[str, str, str | None, list[Record]]]:
    """Anchor, title, note and vendors of each category that has some; the rest comes last."""
    for category in listing.categories:
        members = [vendor for vendor in vendors if vendor.get("category") == category.id]
        if members:
            yield f"category-{category.id}", category.title, category.note, members
    known = {category.id for category in listing.categories}
    rest = [vendor for vendor in vendors if vendor.get("category") not in known]
    if rest:
        yield "category-other", words.say("other-category"), None, rest
