"""Which fields of a record a page says anew: by its words then, which the record keeps, and now."""

import re
from collections.abc import Mapping
from typing import Final

from subpolicy.importers.rows import Column, Row

_C = Column
_CELLS: Final[Mapping[str, tuple[Column, ...]]] = {
    "name": (_C.NAME, _C.ENTITY),
    "service": (_C.SERVICE, _C.NAME),
    "entity": (_C.ENTITY, _C.NAME, _C.ADDRESS, _C.CONTACT, _C.SEAT, _C.LOCATION),
    "website": (_C.WEBSITE, _C.NAME, _C.LINKS),
    "purpose": (_C.PURPOSE,),
    "data_categories": (_C.DATA,),
    "data_note": (_C.DATA,),
    "data_subjects": (_C.SUBJECTS,),
    "processing": (_C.LOCATION, _C.SEAT),
    "transfers": (_C.TRANSFER, _C.CERTIFICATIONS, _C.DPA),
    "dpa": (_C.DPA, _C.LINKS),
    "applies_to": (_C.APPLIES_TO,),
    "status": (_C.STATUS, _C.PURPOSE),
    "certifications": (_C.CERTIFICATIONS,),
    "active_from": (_C.SINCE,),
    "category": (_C.CATEGORY,),
}
"""The cells that a field is made of."""
_BETWEEN = re.compile(r"[\n|\t]|</?[^<>]{0,500}>")
_MARKS = " \t*_#-–—[]()\"',.;:`"


class Said:
    """What a page says of one vendor, held against what it said before.

    Args:
        before: The page's words of the import that made the record; empty where none did.
        now: Its words now.
        row: Its cells now; None where they are not known one by one.
    """

    def __init__(self, before: str, now: str, row: Row | None) -> None:
        self.nothing = bool(before) and _flat(before) == _flat(now)
        """Whether the page still says the very same."""
        self._row = row
        self._pieces = _pieces(before)

    def anew(self, field: str) -> bool:
        """Whether the page says something of a field that it did not say before."""
        if self.nothing:
            return False
        if not self._pieces or self._row is None:
            return True
        cells = [self._row.cells[one] for one in _CELLS.get(field, ()) if one in self._row.cells]
        return not cells or not all(_bare(cell.flat) in self._pieces for cell in cells)


def _pieces(words: str) -> frozenset[str]:
    """What may have been a cell: what stands between bars, tabs, line breaks, and after labels."""
    parts = [part for part in _BETWEEN.split(words) if part.strip()]
    values = [part.partition(":")[2] for part in parts if ":" in part]
    bold = [part.rpartition("**")[2] for part in parts if "**" in part]
    return frozenset(_bare(part) for part in (*parts, *values, *bold))


def _bare(words: str) -> str:
    return _flat(words).strip(_MARKS).casefold()


def _flat(words: str) -> str:
    return " ".join(words.split())
