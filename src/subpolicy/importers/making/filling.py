"""Which cell goes into which field."""

import re
from typing import Any

from subpolicy.importers.blocks import Link, Text
from subpolicy.importers.cells.agreements import agreement_of
from subpolicy.importers.cells.certifications import certifications_of
from subpolicy.importers.cells.data import data_of
from subpolicy.importers.cells.days import day_in
from subpolicy.importers.cells.names import company_of, name_of, without_address
from subpolicy.importers.cells.places import country_of_seat, is_plain, last_country_of, places_in
from subpolicy.importers.cells.sites import Site, email_in, sites_in
from subpolicy.importers.cells.statuses import aside_in, status_of
from subpolicy.importers.cells.transfers import transfers_of
from subpolicy.importers.cells.values import Values, is_empty
from subpolicy.importers.making.draft import Draft
from subpolicy.importers.making.ids import slug
from subpolicy.importers.making.imported import Setting
from subpolicy.importers.making.processing import add_processing
from subpolicy.importers.rows import Column

_LIST = re.compile(r"\s*[,;\n]\s*(?![^()]*\))")
_FROM = re.compile(
    r"since|start|effective|engage|seit|beginn|depuis|sinds|desde|ingang", re.IGNORECASE
)


def fill(draft: Draft, name: Text, setting: Setting) -> None:
    """Fill a draft with all that its row says.

    Args:
        draft: Empty.
        name: The name, of which a row may have several.
        setting: Vocabulary and language.
    """
    draft.take(Column.NAME, name_of(name.plain))
    _add_identity(draft)
    _add_texts(draft)
    if (text := draft.cell(Column.DATA)) is not None:
        draft.take(Column.DATA, data_of(text.flat, setting.vocabulary))
    if (text := draft.cell(Column.TRANSFER)) is not None:
        found = transfers_of(text, draft.head(Column.TRANSFER), setting.order(Column.TRANSFER))
        draft.take(Column.TRANSFER, found)
    if (text := draft.cell(Column.CERTIFICATIONS)) is not None:
        draft.take(Column.CERTIFICATIONS, certifications_of(text))
    if (text := draft.cell(Column.DPA)) is not None:
        draft.take(Column.DPA, agreement_of(text, setting.order(Column.DPA)))
    _add_links(draft, name, setting)
    add_processing(draft)
    _add_status(draft, setting)
    _add_since(draft, setting)


def _add_identity(draft: Draft) -> None:
    """Company, product, address, country and contact, where they have cells of their own."""
    entity: dict[str, Any] = {}
    if (text := draft.cell(Column.ENTITY)) is not None:
        legal_name, address = without_address(text.plain)
        entity |= {"legal_name": _company(draft, legal_name), **_placed(address)}
    if (text := draft.cell(Column.ADDRESS)) is not None:
        entity |= _placed(text.flat)
    if (text := draft.cell(Column.SEAT)) is not None:
        country = country_of_seat(text.flat)
        if country is not None:
            entity["country"] = country
        elif not places_in(text.flat):
            draft.tell(Column.SEAT, "names no country that is known")
        if any(char.isdigit() for char in text.flat):
            entity.setdefault("address", text.flat)
    if (text := draft.cell(Column.CONTACT)) is not None:
        entity["contact"] = email_in(text) or _mailed(text) or text.flat
    if entity:
        draft.fields["entity"] = draft.fields.get("entity", {}) | entity
    text = draft.cell(Column.SERVICE)
    if text is not None and text.flat != draft.fields["name"]:
        draft.fields["service"] = text.flat


def _company(draft: Draft, words: str) -> str:
    """The company without the brand that it trades as, which is the product."""
    company, brand = company_of(words)
    if brand and brand.casefold() != draft.fields["name"].casefold():
        draft.fields.setdefault("service", brand)
    return company


def _placed(address: str) -> dict[str, Any]:
    found: dict[str, Any] = {} if is_plain(address) else {"address": address}
    if (country := last_country_of(address)) is not None:
        found["country"] = country
    return found


def _mailed(text: Text) -> str | None:
    return next((site.url for site in sites_in(text) if site.kind == "contact"), None)


def _add_texts(draft: Draft) -> None:
    if (text := draft.cell(Column.PURPOSE)) is not None:
        draft.fields["purpose"] = text.flat
    if (text := draft.cell(Column.APPLIES_TO)) is not None:
        draft.fields["applies_to"] = _listed(text)
    if (text := draft.cell(Column.SUBJECTS)) is not None:
        slugs = [slug(part) for part in _listed(text)]
        draft.fields["data_subjects"] = [one for one in slugs if one]
    if (text := draft.cell(Column.NOTE)) is not None:
        draft.fields["notes"] = text.plain


def _listed(text: Text) -> list[str]:
    return [part for part in _LIST.split(text.plain.rstrip(".")) if part and not is_empty(part)]


def _add_links(draft: Draft, name: Text, setting: Setting) -> None:
    """The vendor's site and its pages for us; what is neither is told."""
    if (text := draft.cell(Column.WEBSITE)) is not None:
        kept = [site for site in sites_in(text) if site.kind in {"website", "policy"}]
        if kept:
            draft.fields["website"] = kept[0].url
        else:
            draft.tell(Column.WEBSITE, "has no web address")
    for site in sites_in(name._replace(plain="")):
        _add_site(draft, Column.NAME, site)
    if (text := draft.cell(Column.LINKS)) is not None:
        found = sites_in(text)
        for site in found:
            if site.kind == "agreement" and "dpa" not in draft.fields:
                linked = Text("DPA", (Link("DPA", site.url),))
                draft.take(Column.LINKS, agreement_of(linked, setting.language))
            else:
                _add_site(draft, Column.LINKS, site)
        if not found:
            draft.tell(Column.LINKS, "has no link, so it is not used")


def _add_site(draft: Draft, column: Column, site: Site) -> None:
    match site.kind:
        case "website" if "website" not in draft.fields:
            draft.fields["website"] = site.url
        case "subprocessors" if "subprocessors_url" not in draft.fields:
            draft.fields["subprocessors_url"] = site.url
        case "contact":
            draft.take(column, Values({"entity": {"contact": site.url}}))
        case _:
            if site.url not in {draft.fields.get("website"), draft.fields.get("subprocessors_url")}:
                draft.tell(column, f"the link is no home page, so it is not used: {site.url[:200]}")


def _add_status(draft: Draft, setting: Setting) -> None:
    """What the status says; without one, an aside elsewhere, else active, which is assumed."""
    if (text := draft.cell(Column.STATUS)) is not None:
        draft.take(
            Column.STATUS, status_of(text, draft.head(Column.STATUS), setting.order(Column.STATUS))
        )
    for column in (Column.NAME, Column.PURPOSE, Column.DATA):
        if "status" not in draft.fields and (text := draft.cell(column)) is not None:
            draft.take(column, aside_in(text.flat))
    draft.assume("status", draft.row.listed_as or "active")


def _add_since(draft: Draft, setting: Setting) -> None:
    text = draft.cell(Column.SINCE)
    if text is None:
        return
    day = day_in(text.flat, setting.order(Column.SINCE))
    if day.date is None:
        draft.tell(Column.SINCE, day.problem or "names no date")
        return
    draft.fields["active_from"] = day.date
    if day.inferred or not _FROM.search(draft.head(Column.SINCE)):
        draft.assumed.append("/active_from")
