"""The list for machines: ``subpolicy.subprocessors/1`` (schema/subprocessors.schema.json)."""

from collections.abc import Mapping
from typing import Any, Final

from subpolicy.markup.json import dumped
from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.page.coming import announced, retired
from subpolicy.publish.page.contracts import scheme_name, transfer_words
from subpolicy.publish.page.facets import data_words, location_words, status_words
from subpolicy.publish.page.layouts import current
from subpolicy.publish.selection import Selection, narrowed
from subpolicy.publish.words import Words

SCHEMA: Final = "subpolicy.subprocessors/1"

_AS_WRITTEN: Final = (
    "service",
    "entity",
    "website",
    "category",
    "purpose",
    "applies_to",
    "exclusive_group",
    "active_from",
    "dpa",
    "ai",
    "features",
    "subprocessors_url",
    "notices",
)
"""Fields that mean the same to a reader of the data as in a record."""


def render(listing: Listing, words: Words, selection: Selection | None = None) -> str:
    """The list as JSON: sorted by name, words in one language beside the codes they stand for.

    Raises:
        RunError: the selection names what there is not.
    """
    return dumped(data_of(listing, words, selection))


def data_of(listing: Listing, words: Words, selection: Selection | None = None) -> dict[str, Any]:
    """The same as plain data."""
    shown = narrowed(listing, selection) if selection else listing
    page = listing.page
    data: dict[str, Any] = {"schema": SCHEMA, "lang": words.tag}
    data |= _present(updated_on=page.updated_on, title=page.title)
    data["organisation"] = dict(listing.organisation)
    data["authorisation"] = listing.authorisation
    if listing.notice:
        data["notice"] = dict(listing.notice)
    if selection:
        data["selection"] = _selection(selection)
    data["categories"] = [
        {"id": category.id, "title": category.title}
        | _present(note=category.note)
        | ({"tenant_enabled": True} if category.tenant_enabled else {})
        for category in listing.categories
    ]
    data["vendors"] = [_vendor(shown, words, vendor) for vendor in current(shown)]
    data["upcoming"] = [
        {"vendor": _vendor(shown, words, coming.after or coming.vendor)}
        | {"kind": "new" if coming.after is None else "changed"}
        | _present(effective_on=coming.starts, note=coming.note)
        for coming in announced(shown)
    ]
    data["retired"] = [
        {"id": vendor["id"], "name": vendor["name"], "retired_on": vendor["retired_on"]}
        for vendor in retired(shown)
    ]
    return data


def _vendor(listing: Listing, words: Words, vendor: Record) -> dict[str, Any]:
    data: dict[str, Any] = {"id": vendor["id"], "name": vendor["name"]}
    data["role"] = vendor.get("role", "subprocessor")
    data["affiliate"] = vendor.get("affiliate", False)
    data |= {field: vendor[field] for field in _AS_WRITTEN if field in vendor}
    data["status"] = vendor["status"]
    data["status_text"] = status_words(listing, words, vendor)
    data["only_where_enabled"] = listing.only_where_enabled(vendor)
    switch = listing.switch_of(vendor)
    if switch is not None:
        data["enabled_by"] = {"key": switch.key, "kind": switch.kind, "default": switch.default}
        data["enabled_by"] |= _present(description=switch.description)
    data["data_categories"] = [
        {"id": slug, "label": words.kind_of_data(slug, listing.labels.get(slug))}
        for slug in vendor.get("data_categories", ())
    ]
    data["data_text"] = data_words(listing, words, vendor)
    data["data_subjects"] = [
        {"id": slug, "label": words.kind_of_people(slug)}
        for slug in vendor.get("data_subjects", listing.data_subjects)
    ]
    data["processing"] = _processing(words, vendor)
    data["transfers"] = [
        dict(transfer) | {"text": transfer_words(words, transfer)}
        for transfer in vendor.get("transfers", ())
    ]
    if "certifications" in vendor:
        data["certifications"] = [
            dict(entry) | {"name": scheme_name(entry["scheme"])}
            for entry in vendor["certifications"]
        ]
    return data


def _processing(words: Words, vendor: Record) -> dict[str, Any]:
    given: Mapping[str, Any] = vendor["processing"]

    def named(codes: list[str]) -> list[dict[str, str]]:
        return [{"code": code, "label": words.place(code)} for code in codes]

    data: dict[str, Any] = {"locations": named(given["locations"])}
    data["access"] = named(given.get("access", []))
    data["selectable"] = given.get("selectable", False)
    return data | _present(selected_by=given.get("selected_by"), text=location_words(words, vendor))


def _selection(selection: Selection) -> dict[str, Any]:
    asked = {
        "enabled": selection.enabled,
        "status": selection.statuses or None,
        "location": selection.locations or None,
        "applies_to": selection.applies_to or None,
        "category": selection.categories or None,
    }
    return {name: list(value) for name, value in asked.items() if value is not None}


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
