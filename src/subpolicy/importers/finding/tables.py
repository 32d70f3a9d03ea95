"""Tables of vendors: which they are, and what their columns mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subpolicy.importers.blocks import Table, Text
from subpolicy.importers.cells import is_location
from subpolicy.importers.heads import column_of, columns_of, exact_column, normal
from subpolicy.importers.rows import Column, Row

_TELLING = {
    Column.PURPOSE, Column.DATA, Column.LOCATION, Column.SEAT, Column.TRANSFER, Column.SERVICE,
    Column.STATUS, Column.DPA, Column.CERTIFICATIONS, Column.ENTITY, Column.WEBSITE,
    Column.APPLIES_TO, Column.ADDRESS, Column.CATEGORY, Column.SUBJECTS, Column.LINKS,
}  # fmt: skip
PLACED = {
    Column.LOCATION, Column.SEAT, Column.DATA, Column.TRANSFER, Column.ADDRESS, Column.ENTITY,
    Column.SERVICE, Column.WEBSITE, Column.DPA, Column.CERTIFICATIONS,
}  # fmt: skip
"""Columns that tables of contacts do not have."""
_NO_LIST = re.compile(
    r"\b(cookies?|cookie name|expir\w+|duration|lifetime|ablauf|laufzeit|speicherdauer|duree"
    r"|vervalt|looptijd|bewaartermijn|caducidad|duracion)\b"
)
_HISTORY = re.compile(
    r"\b(changes?|change type|action|version|revision|anderung|anderungen|modification|wijziging"
    r"|cambio|what changed)\b"
)
_NO_NAMES = re.compile(
    r"\b(terms?|right|rights|measures?|date|version|event|changes?|field|question|cookie|tier|level"
    r"|plan|topic|section|step|item|criteri\w+|control|risk|method|datum|begriff|recht|massnahme"
    r"|droit|terme|recht|maatregel|derecho|medida|data type|key|setting|phase|article|#|nr|no)\b"
)
_PLACEHOLDER = re.compile(
    r"[\[{<(].*[\]}>)]|tbd|tba|to be (?:determined|announced|confirmed)|todo.*"
)
_LONG_NAME = 300
_MOSTLY = 0.6
"""The part of a column's cells that must be locations for it to be taken for one without a head."""
_NOTHING = {"", "-", "–", "—", "n/a", "none", "keine", "aucun", "geen", "ninguno"}


@dataclass(frozen=True, slots=True)
class Understood:
    """A table and what its columns mean."""

    table: Table
    columns: tuple[Column | None, ...]
    sure: bool = False
    """Whether its head says so; otherwise it was guessed from what it holds."""


def why_other(heads: Sequence[str], columns: Sequence[Column | None]) -> str | None:
    """Why a table with such heads is no list of vendors; None where it may be one."""
    words = [normal(head) for head in heads]
    placed = any(column in PLACED for column in columns)
    if any(_NO_LIST.search(head) for head in words) and Column.LOCATION not in columns:
        return "it lists cookies"
    dated = Column.SINCE in columns or any("date" in head or "datum" in head for head in words)
    if dated and any(_HISTORY.search(head) for head in words):
        return "it is a history of changes"
    if Column.CONTACT in columns and not placed:
        return "it lists contacts"
    return None


def understood(table: Table, *, expected: bool) -> Understood | None:
    """A table of vendors; None where it is none.

    Args:
        table: As read.
        expected: Whether the text around it speaks of vendors, so that its head may be missing.
    """
    table = _with_head(table)
    heads = [cell.flat for cell in table.head]
    columns = columns_of(heads, typos=True)
    if why_other(heads, columns) is not None:
        return None
    if Column.NAME in columns and any(column in _TELLING for column in columns):
        return Understood(table, tuple(_with_place(table, columns)), sure=True)
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
        name = cells[place].flat
        if name.casefold() in _NOTHING or len(name) > _LONG_NAME or _repeats_head(cells, table):
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


def _repeats_head(cells: Sequence[Text], table: Table) -> bool:
    """Whether a row says the heads again, in whatever case."""
    return any(cell.flat for cell in table.head) and all(
        normal(cell.flat) == normal(head.flat)
        for cell, head in zip(cells, table.head, strict=False)
    )


def is_placeholder(name: str) -> bool:
    """Whether a name stands for one that is still to come, or that only a program fills in."""
    return _PLACEHOLDER.fullmatch(name.strip().casefold()) is not None


def _with_head(table: Table) -> Table:
    """The head of a table, where it stands in one of the first rows instead.

    A head that has one text alone is the table's title.
    """
    texts = {cell.flat for cell in table.head if cell.flat}
    if len(texts) > 1:
        return table
    for index, row in enumerate(table.rows[:3]):
        columns = [exact_column(cell.flat) for cell in row]
        named = Column.NAME in columns or Column.ENTITY in columns
        if (named and len(set(columns) - {None}) > 1) or len(set(columns) - {None}) > 2:  # noqa: PLR2004
            after = index + 1
            return Table(row, table.rows[after:], table.lines[after:], table.sources[after:])
    return table


def _with_first_as_name(table: Table, columns: list[Column | None]) -> Understood | None:
    """The first column that is not understood holds the names, under whatever head."""
    if _NO_NAMES.search(normal(table.head[0].flat)):
        return None
    for index, column in enumerate(columns):
        if column is None and column_of(table.head[index].flat) is None:
            found = [*columns]
            found[index] = Column.NAME
            return Understood(table, tuple(found))
        if column is not Column.CATEGORY:
            return None  # "Role | Who", "Region | Examples": what comes first is told of
    return None


def _with_place(table: Table, columns: list[Column | None]) -> list[Column | None]:
    """A column of places is where data is, also under a head that is not understood."""
    if Column.LOCATION in columns or Column.SEAT in columns:
        return columns
    for index, column in enumerate(columns):
        cells = [row[index].flat for row in table.rows if row[index].flat]
        places = sum(is_location(cell) for cell in cells)
        if column is None and cells and places > _MOSTLY * len(cells):
            return [*columns[:index], Column.LOCATION, *columns[index + 1 :]]
    return columns


def _guessed(table: Table) -> Understood | None:
    """Columns of a table without heads: names first, a column of places, then what they do."""
    longest = max((len(row[0].flat) for row in table.rows), default=0)
    if not table.rows or longest > _LONG_NAME / 2:
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
