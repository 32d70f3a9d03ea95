"""Rows that look like vendors and are none: struck out, a placeholder, there already."""

from collections.abc import Iterator, Sequence

from subpolicy.importers.blocks import Text
from subpolicy.importers.finding.tables import is_placeholder
from subpolicy.importers.rows import Column, Row, Skipped

_LONG = 300


def sifted(rows: Sequence[Row], skipped: list[Skipped]) -> Iterator[Row]:
    """The rows that count; of the others a reason goes to ``skipped``."""
    seen: set[tuple[tuple[Column, str], ...]] = set()
    for row in rows:
        reason = _why_not(row, seen)
        name = row.cells[Column.NAME].flat
        if reason is None:
            yield row
        elif name:
            skipped.append(Skipped(name[:_LONG], reason, row.line))


def _why_not(row: Row, seen: set[tuple[tuple[Column, str], ...]]) -> str | None:
    name: Text = row.cells[Column.NAME]
    if not name.flat:
        return "it has no name"
    if name.struck:
        return "it is struck out on the page"
    if is_placeholder(name.flat):
        return "its name is a placeholder"
    key = tuple(sorted((column, text.flat) for column, text in row.cells.items() if text.flat))
    if key in seen:
        return "the page has it twice"
    seen.add(key)
    return None
