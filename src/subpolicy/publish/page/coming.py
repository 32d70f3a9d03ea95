"""What is going to change, and what has gone."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from subpolicy.dates import add_months
from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.page.blocks import Cell, Column, Paragraph, Part, Phrase, Row, Table
from subpolicy.publish.page.facets import data_words, facet, location_words, text_of
from subpolicy.publish.page.layouts import head_of, table_of
from subpolicy.publish.words import Words

_COMPARED: Final = (
    "name",
    "entity",
    "website",
    "role",
    "category",
    "purpose",
    "data_categories",
    "data_subjects",
    "processing",
    "transfers",
    "dpa",
    "applies_to",
    "status",
    "feature_flag",
    "certifications",
    "ai",
    "features",
    "subprocessors_url",
)
"""The fields that an announced change can show; the name holds the service."""


class Coming(NamedTuple):
    """One announced change."""

    vendor: Record
    starts: str | None
    """ISO date; None where none is named."""
    note: str | None
    after: Record | None
    """The record as it will be; None for a new vendor."""


def announced(listing: Listing) -> tuple[Coming, ...]:
    """Every announced change, the next one first."""
    found = [coming for vendor in listing.vendors for coming in _of(vendor)]
    return tuple(sorted(found, key=lambda c: (c.starts or "9999-12-31", c.vendor["id"])))


def retired(listing: Listing) -> tuple[Record, ...]:
    """The vendors that went within the year before the as-of date, the latest first."""
    since = add_months(listing.as_of, -12)
    gone = (
        vendor
        for vendor in listing.vendors
        if vendor["status"] == "retired" and vendor.get("retired_on", "") >= since
    )
    by_name = sorted(gone, key=lambda vendor: vendor["id"])
    return tuple(sorted(by_name, key=lambda vendor: str(vendor["retired_on"]), reverse=True))


def upcoming_part(listing: Listing, words: Words) -> Part | None:
    """The part on announced changes; None where there are none."""
    rows = []
    for coming in announced(listing):
        change = tuple(changes_of(listing, words, coming))
        if change:
            day = words.day(coming.starts) if coming.starts else words.say("no-day")
            name = facet(listing, words, coming.vendor, "name")
            anchor = f"vendor-{coming.vendor['id']}" if coming.after is None else None
            rows.append(Row(anchor, (name, change, (Phrase(day),))))
    if not rows:
        return None
    columns = (
        Column("name", head_of(listing, words, "name")),
        Column("change", words.say("change")),
        Column("effective", words.say("effective")),
    )
    title = words.say("upcoming")
    text = Paragraph((Phrase(words.say("upcoming-text")),))
    return Part("upcoming", title, (text, Table(title, columns, tuple(rows))))


def retired_part(listing: Listing, words: Words) -> Part | None:
    """The part on vendors that went; None where none did."""
    vendors = retired(listing)
    if not vendors:
        return None
    columns = [
        Column(field, head_of(listing, words, field)) for field in ("name", "purpose", "retired_on")
    ]
    title = words.say("retired")
    text = Paragraph((Phrase(words.say("retired-text")),))
    return Part("retired", title, (text, table_of(listing, words, columns, vendors, title)))


def changes_of(listing: Listing, words: Words, coming: Coming) -> Iterator[Phrase]:
    """What an announced change is, line by line."""
    if coming.after is None:
        yield from _new(listing, words, coming.vendor)
        return
    for field in _COMPARED:
        old, new = _both(listing, words, coming, field)
        if old == new:
            continue
        label = head_of(listing, words, field)
        if new:
            shown = words.say("will-be", label=label, old=old or "–", new=new)
        else:
            shown = words.say("no-longer", label=label)
        yield Phrase(shown)
    if coming.note:
        yield Phrase(coming.note)


def _of(vendor: Record) -> Iterator[Coming]:
    if vendor["status"] == "planned":
        yield Coming(vendor, _start(vendor), None, None)
    before: Mapping[str, Any] = vendor
    for entry in sorted(vendor.get("pending", ()), key=lambda entry: str(entry["effective_on"])):
        after = {**before, **entry["set"]}
        yield Coming(before, entry["effective_on"], entry.get("note"), after)
        before = after


def _start(vendor: Record) -> str | None:
    """When a planned vendor goes into use: its own day, or that of its last notice."""
    days = [
        notice["effective_on"] for notice in vendor.get("notices", ()) if "effective_on" in notice
    ]
    return vendor.get("active_from") or (days[-1] if days else None)


def _new(listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    yield Phrase(words.say("new-vendor"))
    described = (
        ("purpose", vendor.get("purpose", "")),
        ("data_categories", data_words(listing, words, vendor)),
        ("processing", location_words(words, vendor)),
        ("transfers", text_of(facet(listing, words, vendor, "transfers"))),
    )
    for field, value in described:
        if value:
            yield Phrase(words.say("pair", label=head_of(listing, words, field), value=value))
    names = {other["id"]: other["name"] for other in listing.vendors}
    for notice in vendor.get("notices", ()):
        if "replaces" in notice:
            yield Phrase(
                words.say("replaces", name=names.get(notice["replaces"], notice["replaces"]))
            )
    days = [notice["announced_on"] for notice in vendor.get("notices", ())]
    if days:
        yield Phrase(words.say("announced", day=words.day(min(days))))


def _both(listing: Listing, words: Words, coming: Coming, field: str) -> tuple[str, str]:
    """A field as it is and as it will be, in words."""
    assert coming.after is not None  # noqa: S101 -- asked for changes of a record only
    old, new = (_shown(listing, words, vendor, field) for vendor in (coming.vendor, coming.after))
    if field == "data_categories" and old == new:
        # Both show the company's wording; what is added to the categories must not hide behind it.
        pair = ({**vendor, "data_note": None} for vendor in (coming.vendor, coming.after))
        slugs = [
            "; ".join(
                words.kind_of_data(slug, listing.labels.get(slug))
                for slug in vendor.get("data_categories", ())
            )
            for vendor in pair
        ]
        return slugs[0], slugs[1]
    return old, new


def _shown(listing: Listing, words: Words, vendor: Record, field: str) -> str:
    cell: Cell = facet(listing, words, vendor, field)
    return text_of(cell)
