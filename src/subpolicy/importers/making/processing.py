"""Where a row's data is processed: its cell, the sentence or heading above, or the seat."""

import re

from subpolicy.importers.cells.locations import is_seat, places_said_of_all, processing_of
from subpolicy.importers.cells.places import is_location, last_country_of, places_in
from subpolicy.importers.cells.values import Values
from subpolicy.importers.making.draft import LONGEST, Draft
from subpolicy.importers.rows import Column

_OF_DATA = re.compile(
    r"process|data|host|storage|stored|server|region|residency|verarbeit|daten|speicher|rechenzentr"
    r"|traitement|donn[eé]es|h[eé]bergement|serveur|verwerk|gegevens|opslag|tratamiento|datos|aloja",
    re.IGNORECASE,
)
"""Heads that say that the place is where data is, rather than the company."""
_LONG_HEADING = 256


def add_processing(draft: Draft) -> None:
    """Add ``processing``, and the company's country where its place is a seat."""
    text = draft.cell(Column.LOCATION)
    if text is None:
        _from_elsewhere(draft)
        return
    found = processing_of(text.flat)
    draft.take(Column.LOCATION, found)
    if is_seat(text.flat) and not _OF_DATA.search(draft.head(Column.LOCATION)):
        draft.assumed.append("/processing/locations")
        _assume_country(draft, last_country_of(text.flat))


def _assume_country(draft: Draft, country: str | None) -> None:
    entity = draft.fields.get("entity", {})
    if country is not None and "country" not in entity:
        draft.fields["entity"] = entity | {"country": country}
        draft.assumed.append("/entity/country")


def _from_elsewhere(draft: Draft) -> None:
    """What stands above the list speaks of all of it; a seat is the last resort."""
    places: tuple[str, ...] = places_said_of_all(draft.row.context[:LONGEST])
    seat = draft.cell(Column.SEAT)
    country = draft.fields.get("entity", {}).get("country")
    wide = seat is not None and (country is None or "(" in seat.flat) and places_in(seat.flat)
    if wide:
        places = wide
    elif places:
        draft.context = draft.row.context
    elif draft.row.category is not None and is_location(draft.row.category.flat[:_LONG_HEADING]):
        places = places_in(draft.row.category.flat[:_LONG_HEADING])
    elif Column.LOCATION not in draft.row.cells:
        places = () if country is None else (country,)
    if places:
        draft.assumed.append("/processing/locations")
    draft.take(Column.LOCATION, Values({"processing": {"locations": list(places) or ["UNKNOWN"]}}))
