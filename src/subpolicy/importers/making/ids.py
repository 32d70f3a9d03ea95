"""Ids: short names for files, unique, stable under changes elsewhere on the page."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from subpolicy.importers.cells.names import brand_of, without_form

_LONGEST: Final = 64
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "&": " "}
)
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows keeps for devices, with any ending."""


class Named(NamedTuple):
    """What an id is made from."""

    name: str
    service: str = ""


def slug(words: str) -> str:
    """Words as a slug of at most 64 characters; empty without Latin letters or digits."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(whole) <= _LONGEST:
        return whole
    cut = whole[: _LONGEST + 1].rpartition("-")[0]
    return cut or whole[:_LONGEST]


def ids_of(vendors: Sequence[Named]) -> tuple[str, ...]:
    """An id for each vendor: its name without brackets and legal form.

    Where several would be the same, the service is added, else a number.
    """
    bare = [slug(without_form(brand_of(vendor.name))) or "vendor" for vendor in vendors]
    counted = Counter(bare)
    taken: set[str] = set()
    ids: list[str] = []
    for vendor, base in zip(vendors, bare, strict=True):
        wanted = base
        if counted[base] > 1 and (service := slug(vendor.service)) and service != base:
            wanted = slug(f"{base} {service.removeprefix(f'{base}-')}")
        ids.append(_free(wanted, taken))
        taken.add(ids[-1])
    return tuple(ids)


def _free(wanted: str, taken: set[str]) -> str:
    if wanted in _RESERVED:
        wanted = f"{wanted}-vendor"
    if wanted not in taken:
        return wanted
    number = 2
    while (numbered := f"{wanted[: _LONGEST - 6].rstrip('-')}-{number}") in taken:
        number += 1
    return numbered
