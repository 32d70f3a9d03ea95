"""A small catalogue of well-known vendors: public facts, to be verified."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from subpolicy.documents import read_sound

__all__ = ["Known", "known", "load"]

_FILE = Path(__file__).with_name("vendors.yaml")


class Known(NamedTuple):
    """What is publicly known of a vendor."""

    id: str
    name: str
    service: str | None
    legal_name: str
    country: str
    """ISO 3166-1 alpha-2: where the legal entity is established."""
    website: str
    dpa_url: str | None
    subprocessors_url: str | None
    source: str
    """The vendor's own page that says so."""
    recorded_on: str
    """ISO date on which the entry was written down; not a day of verification."""


@cache
def load() -> Mapping[str, Known]:
    """Every vendor of the catalogue, by id, in the order of ids."""
    data: Any = read_sound(_FILE.name, _FILE.read_bytes()).data
    entries = (_known(entry, data["recorded_on"]) for entry in data["vendors"])
    return {entry.id: entry for entry in entries}


def known(vendor: str) -> Known | None:
    """One vendor of the catalogue, by its id; None where it has none."""
    return load().get(vendor)


def _known(entry: Mapping[str, Any], recorded_on: str) -> Known:
    return Known(
        id=entry["id"],
        name=entry["name"],
        service=entry.get("service"),
        legal_name=entry["entity"]["legal_name"],
        country=entry["entity"]["country"],
        website=entry["website"],
        dpa_url=entry.get("dpa_url"),
        subprocessors_url=entry.get("subprocessors_url"),
        source=entry["source"],
        recorded_on=recorded_on,
    )
