"""What the public reads of one vendor, field by field. Where a record has words, they are shown."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from subpolicy.publish.escaping import web_address
from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.page.blocks import Cell, Phrase
from subpolicy.publish.page.contracts import certificate_words, dpa_words, transfer_words
from subpolicy.publish.words import Words

_Facet = Callable[[Listing, Words, Record], Iterator[Phrase]]


def facet(listing: Listing, words: Words, vendor: Record, field: str) -> Cell:
    """A field of a vendor in words.

    Args:
        listing: Labels, switches and the other vendors.
        words: The language.
        vendor: The record as it may be published.
        field: One of `COLUMNS`.

    Returns:
        One phrase per line; nothing where the record says nothing.
    """
    return tuple(_FACETS[field](listing, words, vendor))


def text_of(cell: Cell) -> str:
    """A cell in plain text on one line."""
    return "; ".join(phrase.text for phrase in cell)


def location_words(words: Words, vendor: Record) -> str:
    """Where a vendor processes data, in its own words or ours."""
    processing: Mapping[str, Any] = vendor["processing"]
    return str(processing["note"]) if "note" in processing else _places(words, processing)


def data_words(listing: Listing, words: Words, vendor: Record) -> str:
    """What data a vendor handles, in its own words or ours."""
    if "data_note" in vendor:
        return str(vendor["data_note"])
    return "; ".join(
        words.kind_of_data(slug, listing.labels.get(slug))
        for slug in vendor.get("data_categories", ())
    )


def status_words(listing: Listing, words: Words, vendor: Record) -> str:
    """A vendor's status with what is added to it."""
    status = vendor["status"]
    label = listing.page.status_labels.get(status) or words.say(f"status-{status}")
    note = vendor.get("status_note")
    if note is None and vendor.get("exclusive_group") and _alternatives(listing, vendor):
        note = words.say("one-or-the-other")
    if note is None and vendor.get("tenant_enabled"):
        note = words.say("tenant-enabled")
    return words.say("and-more", text=label, note=note) if note else label


def name_words(vendor: Record) -> str:
    """The vendor's name, with the product that is used where the name does not hold it."""
    name, service = str(vendor["name"]), vendor.get("service")
    return f"{name} – {service}" if service and service.casefold() not in name.casefold() else name


def entity_words(words: Words, vendor: Record) -> str:
    """The contracting party: legal name, address, country."""
    entity: Mapping[str, str] = vendor.get("entity", {})
    country = words.place(entity["country"]) if "country" in entity else None
    named = (entity.get("legal_name"), entity.get("address"), country)
    return ", ".join(part for part in named if part)


def _alternatives(listing: Listing, vendor: Record) -> bool:
    """Whether another vendor that is not retired is in its exclusive group."""
    return any(
        other["id"] != vendor["id"]
        and other["status"] != "retired"
        and other.get("exclusive_group") == vendor["exclusive_group"]
        for other in listing.vendors
    )


def _places(words: Words, processing: Mapping[str, Any]) -> str:
    locations = processing["locations"]
    if locations == ["UNKNOWN"] and processing.get("selectable"):
        shown = words.say("region-as-configured")
    else:
        shown = ", ".join(map(words.place, locations))
        chosen = processing.get("selected_by")
        if chosen is not None:
            shown = words.say("and-more", text=shown, note=words.say(f"selected-{chosen}"))
        elif processing.get("selectable"):
            shown = words.say("and-more", text=shown, note=words.say("selectable"))
    return shown[:1].upper() + shown[1:]


def _name(_listing: Listing, _words: Words, vendor: Record) -> Iterator[Phrase]:
    website = vendor.get("website")
    yield Phrase(name_words(vendor), web_address(website) if website else None)


def _processing(_listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    yield Phrase(location_words(words, vendor))
    if access := vendor["processing"].get("access"):
        yield Phrase(words.say("access", places=", ".join(map(words.place, access))))


def _website(_listing: Listing, _words: Words, vendor: Record) -> Iterator[Phrase]:
    if (website := vendor.get("website")) is not None:
        # As people write it: the original of a list says stripe.com, and links to the rest.
        bare = str(website).removeprefix("https://").removeprefix("http://").removesuffix("/")
        yield Phrase(bare, web_address(website))


def _certifications(_listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    if vendor.get("certifications") == []:
        yield Phrase(words.say("none"))
    elif certificates := vendor.get("certifications"):
        yield Phrase(", ".join(certificate_words(words, entry) for entry in certificates))


def _dpa(listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    if dpa := vendor.get("dpa"):
        yield Phrase(dpa_words(listing, words, dpa), web_address(dpa.get("url", "")))


def _transfers(_listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    for transfer in vendor.get("transfers", ()):
        yield Phrase(transfer_words(words, transfer), web_address(transfer.get("url", "")))


def _role(_listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    role = words.say(f"role-{vendor.get('role', 'subprocessor')}")
    if vendor.get("affiliate"):
        role = words.say("and-more", text=role, note=words.say("affiliate"))
    yield Phrase(role)


def _people(listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    slugs = vendor.get("data_subjects", listing.data_subjects)
    yield Phrase(", ".join(map(words.kind_of_people, slugs)))


def _switch(listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    switch = listing.switch_of(vendor)
    if switch is not None:
        kind = words.say(f"switch-{switch.kind}")
        yield Phrase(words.say("pair", label=kind, value=switch.description or switch.key))


def _ai(_listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    ai: Mapping[str, Any] = vendor.get("ai", {})
    if "training" in ai:
        yield Phrase(words.say(f"training-{ai['training']}"))
    if "retention_days" in ai:
        days = ai["retention_days"]
        kept = words.say("kept-days", days=words.number(days)) if days else words.say("kept-not")
        yield Phrase(kept)


def _features(_listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
    for feature in vendor.get("features", ()):
        name = feature["key"].replace("-", " ").capitalize()
        shown = words.say(f"feature-{feature['default']}", name=name)
        if feature.get("masking"):
            shown = words.say("and-more", text=shown, note=words.say("masked"))
        yield Phrase(shown)


def _url(_listing: Listing, _words: Words, vendor: Record) -> Iterator[Phrase]:
    if (url := vendor.get("subprocessors_url")) is not None:
        yield Phrase(url, web_address(url))


def _day(field: str) -> _Facet:
    def shown(_listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
        if field in vendor:
            yield Phrase(words.day(vendor[field]))

    return shown


def _text(make: Callable[[Listing, Words, Record], str]) -> _Facet:
    def shown(listing: Listing, words: Words, vendor: Record) -> Iterator[Phrase]:
        if text := make(listing, words, vendor):
            yield Phrase(text)

    return shown


def _category(listing: Listing, _words: Words, vendor: Record) -> str:
    category = listing.category_of(vendor)
    return "" if category is None else category.title


_FACETS: Final[Mapping[str, _Facet]] = {
    "name": _name,
    "service": _text(lambda _listing, _words, vendor: vendor.get("service", "")),
    "website": _website,
    "entity": _text(lambda _listing, words, vendor: entity_words(words, vendor)),
    "role": _role,
    "category": _text(_category),
    "purpose": _text(lambda _listing, _words, vendor: vendor.get("purpose", "")),
    "data_categories": _text(data_words),
    "data_subjects": _people,
    "processing": _processing,
    "transfers": _transfers,
    "dpa": _dpa,
    "applies_to": _text(lambda _listing, _words, vendor: ", ".join(vendor.get("applies_to", ()))),
    "status": _text(status_words),
    "feature_flag": _switch,
    "active_from": _day("active_from"),
    "retired_on": _day("retired_on"),
    "certifications": _certifications,
    "ai": _ai,
    "features": _features,
    "subprocessors_url": _url,
}

COLUMNS: Final = tuple(_FACETS)
"""The fields that a page can show."""
