"""Tables of vendors: which they are, and what their columns mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subpolicy.importers.blocks import Table, Text
from subpolicy.importers.cells import is_location
from subpolicy.importers.heads import column_of, columns_of, exact_column
from subpolicy.importers.rows import Column, Row

_TELLING = {
    Column.PURPOSE, Column.DATA, Column.LOCATION, Column.SEAT, Column.TRANSFER, Column.SERVICE,
    Column.STATUS, Column.DPA, Column.CERTIFICATIONS, Column.ENTITY, Column.WEBSITE,
    Column.APPLIES_TO, Column.ADDRESS, Column.CATEGORY, Column.SUBJECTS, Column.LINKS,
}  # fmt: skip
_MOSTLY = 0.6
"""The part of a column's cells that must be locations for it to be taken for one without a head."""
_NOTHING = {"", "-", "–", "—", "n/a", "none", "keine", "aucun", "geen", "ninguno"}


@dataclass(frozen=True, slots=True)
class Understood:
    """A table and what its columns mean."""

    table: Table
    columns: tuple[Column | None, ...]


def understood(table: Table, *, expected: bool) -> Understood | None:
    """A table of vendors; None where it is none.

    Args:
        table: As read.
        expected: Whether the text around it speaks of vendors, so that its head may be missing.
    """
    table = _with_head(table)
    heads = [cell.flat for cell in table.head]
    columns = columns_of(heads)
    if Column.NAME in columns and any(column in _TELLING for column in columns):
        return Understood(table, tuple(columns))
    if expected and len(heads) > 1 and not any(heads):
        return _guessed(table)
    if expected and len(heads) > 1 and any(column in _TELLING for column in columns):
        return _with_first_as_name(table, columns)
    return None


def rows_of(known: Understood) -> Iterator[Row]:
    """The rows of a table; a row with one cell alone is a heading for those that follow."""
    category: Text | None = None
    table = known.table
    place = known.columns.index(Column.NAME)
    for index, cells in enumerate(table.rows):
        if (group := _group(cells)) is not None:
            category = group
            continue
        if cells[place].flat.casefold() in _NOTHING or _repeats_head(cells, table.head):
            continue
        yield Row(
            cells={column: cell for column, cell in _pairs(known, cells) if column is not None},
            others={
                table.head[at].flat: cell
                for at, (column, cell) in enumerate(_pairs(known, cells))
                if column is None and cell.plain
            },
            category=category,
            source=table.sources[index] if index < len(table.sources) else "",
            line=table.lines[index] if index < len(table.lines) else None,
        )


def _pairs(known: Understood, cells: Sequence[Text]) -> Iterator[tuple[Column | None, Text]]:
    return zip(known.columns, cells, strict=False)


def _group(cells: Sequence[Text]) -> Text | None:
    """The text of a row that is a heading: one cell over all columns, or nothing beside it."""
    if len(cells) < 3:  # noqa: PLR2004 -- in two columns a lone cell is an empty value
        return None
    full = {cell.flat for cell in cells if cell.flat}
    alone = sum(bool(cell.flat) for cell in cells) == 1 and bool(cells[0].flat)
    same = len(full) == 1 and all(cell.flat for cell in cells)
    return cells[0] if alone or same else None


def _repeats_head(cells: Sequence[Text], head: Sequence[Text]) -> bool:
    return [cell.flat for cell in cells] == [cell.flat for cell in head]


def _with_head(table: Table) -> Table:
    """The first row is the head where the table has none and the row looks like one."""
    if any(cell.flat for cell in table.head) or not table.rows:
        return table
    columns = [exact_column(cell.flat) for cell in table.rows[0]]
    if Column.NAME not in columns and sum(column is not None for column in columns) < 2:  # noqa: PLR2004
        return table
    return Table(table.rows[0], table.rows[1:], table.lines[1:], table.sources[1:])


def _with_first_as_name(table: Table, columns: list[Column | None]) -> Understood | None:
    """The first column that is not understood holds the names, under whatever head."""
    for index, column in enumerate(columns):
        if column is None and column_of(table.head[index].flat) is None:
            found = [*columns]
            found[index] = Column.NAME
            return Understood(table, tuple(found))
    return None


def _guessed(table: Table) -> Understood | None:
    """Columns of a table without heads: names first, a column of places, then what they do."""
    if not table.rows:
        return None
    columns: list[Column | None] = [None] * len(table.head)
    columns[0] = Column.NAME
    for index in range(1, len(columns)):
        cells = [row[index].flat for row in table.rows]
        places = sum(is_location(cell) for cell in cells)
        if places >= _MOSTLY * len(cells) and Column.LOCATION not in columns:
            columns[index] = Column.LOCATION
        elif Column.PURPOSE not in columns:
            columns[index] = Column.PURPOSE
    return Understood(table, tuple(columns))
