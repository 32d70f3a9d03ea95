"""The list in schema.org's words, for search engines and whoever reads JSON-LD."""

import json
from collections.abc import Mapping
from typing import Any

from subpolicy.markup.json import dumped
from subpolicy.publish.escaping import line, web_address
from subpolicy.publish.listing import Listing, Record
from subpolicy.publish.page.blocks import Content
from subpolicy.publish.page.layouts import current


def script(listing: Listing, content: Content) -> str:
    """The list as an element of HTML that nothing in it can end."""
    text = json.dumps(described(listing, content), ensure_ascii=False, indent=1)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def render(listing: Listing, content: Content) -> str:
    """The list as a JSON-LD document."""
    return dumped(described(listing, content))


def described(listing: Listing, content: Content) -> dict[str, Any]:
    """The page, who publishes it, and the vendors in its list (schema.org 28).

    Args:
        listing: The list, narrowed already where the page is.
        content: The page that it stands on.
    """
    items = [
        {"@type": "ListItem", "position": position, "item": _vendor(vendor)}
        for position, vendor in enumerate(current(listing), start=1)
    ]
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": line(content.title),
        "inLanguage": content.lang,
        "publisher": _organisation(listing.organisation),
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    }
    if content.subtitle:
        page["description"] = line(content.subtitle)
    if content.updated:
        page["dateModified"] = content.updated[1]
    return page


def _organisation(organisation: Mapping[str, str]) -> dict[str, Any]:
    described: dict[str, Any] = {"@type": "Organization", "name": line(organisation["name"])}
    if "address" in organisation:
        described["address"] = line(organisation["address"])
    contact = organisation.get("contact", "")
    if "@" in contact and " " not in contact:
        described["email"] = line(contact)
    return described


def _vendor(vendor: Record) -> dict[str, Any]:
    described: dict[str, Any] = {"@type": "Organization", "name": line(vendor["name"])}
    entity = vendor.get("entity", {})
    if "legal_name" in entity:
        described["legalName"] = line(entity["legal_name"])
    if "address" in entity:
        described["address"] = line(entity["address"])
    if url := web_address(vendor.get("website", "")):
        described["url"] = url
    if "purpose" in vendor:
        described["description"] = line(vendor["purpose"])
    return described
