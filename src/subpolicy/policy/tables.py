"""Reference tables: dated data that rules look up."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from subpolicy.documents import Document

_BEGINNING, _END = "0001-01-01", "9999-12-31"


class Period(NamedTuple):
    """When a row holds: ISO dates, both included."""

    start: str
    end: str
    scope: str | None
    """For whom it holds, where not for everyone: ``listed`` needs a certified recipient."""

    def holds(self, day: str) -> bool:
        """Whether the row holds on a day."""
        return self.start <= day <= self.end


Periods = Mapping[tuple[str, str], tuple[Period, ...]]
"""Code and regime → when the rows for them hold; the regime is empty where a row has none."""


class Table(NamedTuple):
    """One file of ``policies/_tables/``."""

    id: str
    title: str
    source: str
    verified_on: str
    rows: tuple[Mapping[str, Any], ...]
    document: Document

    def periods(self) -> Periods:
        """The rows by code and regime, for looking up."""
        periods: dict[tuple[str, str], list[Period]] = defaultdict(list)
        for row in self.rows:
            key = (row["code"], row.get("regime", ""))
            start, end = row.get("valid_from", _BEGINNING), row.get("valid_to", _END)
            periods[key].append(Period(start, end, row.get("scope")))
        return {key: tuple(rows) for key, rows in periods.items()}


class Tables(Mapping[str, Table]):
    """Tables by id, each read when it is first looked up: most rules need one or two of them.

    Args:
        readers: Id → what reads the table, or raises `RunError` when it is broken.
    """

    def __init__(self, readers: Mapping[str, Callable[[], Table]]) -> None:
        self._readers = readers
        self._tables: dict[str, Table] = {}

    def __getitem__(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = self._readers[name]()
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)


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
