"""Reference tables: dated data that rules look up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subpolicy.documents import Document


@dataclass(frozen=True, slots=True)
class Table:
    """One file of ``policies/_tables/``."""

    id: str
    title: str
    source: str
    verified_on: str
    rows: tuple[Mapping[str, Any], ...]
    document: Document

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all rows, whatever their validity."""
        return frozenset(row["code"] for row in self.rows)


def table_from(document: Document) -> Table:
    """Build a table from a file that the schema has accepted."""
    data: Mapping[str, Any] = document.data
    return Table(
        id=data["id"],
        title=data["title"],
        source=data["source"],
        verified_on=data["verified_on"],
        rows=tuple(data["rows"]),
        document=document,
    )
