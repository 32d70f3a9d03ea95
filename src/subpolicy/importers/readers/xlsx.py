"""Spreadsheets: each sheet a heading and its table."""

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from subpolicy.errors import Place, RunError
from subpolicy.importers.blocks import Block, Heading, Link, Page, Text
from subpolicy.importers.readers import archive
from subpolicy.importers.readers.inline import plain_text
from subpolicy.importers.readers.separated import table_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_SHEETS: Final = 50
_MOST_ROWS: Final = 5000
_MOST_COLUMNS: Final = 100
_MOST_CELLS: Final = 100_000
"""Cells of one sheet: the library makes each that is looked at, though the file has but two."""
_EMPTY: Final = Text("")


def read(name: str, raw: bytes) -> Page:
    """The page of a spreadsheet: values, not formulas.

    Raises:
        RunError: It is broken, encrypted, or unpacks to too much.
    """
    archive.inspect(name, raw)
    book = _opened(name, raw)
    unread: list[str] = []
    blocks = tuple(_blocks(book, unread))
    title = getattr(book.properties, "title", None) or ""
    return Page(blocks, title=str(title), unread=tuple(unread))


def _opened(name: str, raw: bytes) -> "Workbook":
    import openpyxl  # noqa: PLC0415 (only who imports a spreadsheet pays for it)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and pictures, which are not read
            return openpyxl.load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001 -- whatever a broken file makes of the library
        raise RunError(
            f"the spreadsheet cannot be read: {type(error).__name__}",
            place=Place(name),
            help_text="save it again from the program that it came from, or as CSV",
        ) from None


def _blocks(book: "Workbook", unread: list[str]) -> Iterator[Block]:
    sheets = list(book.worksheets)
    for sheet in sheets[:_MOST_SHEETS]:
        if sheet.sheet_state != "visible":
            unread.append(f"The sheet {sheet.title!r} is hidden and was not read.")
            continue
        rows, lines = _rows(sheet, unread)
        if rows:
            if len(sheets) > 1:
                yield Heading(2, plain_text(sheet.title))
            yield from table_of(rows, lines)
    if len(sheets) > _MOST_SHEETS:
        unread.append(f"Only the first {_MOST_SHEETS} sheets were read.")


def _rows(sheet: "Worksheet", unread: list[str]) -> tuple[list[tuple[Text, ...]], list[int]]:
    """The rows that are shown and not empty, and their numbers."""
    width = min(sheet.max_column or 0, _MOST_COLUMNS)
    last = min(sheet.max_row or 0, _MOST_ROWS, _MOST_CELLS // max(1, width))
    if (sheet.max_row or 0) > last or (sheet.max_column or 0) > width:
        unread.append(
            f"Of the sheet {sheet.title!r} {last} rows and {width} columns were read, not all."
        )
    columns = [index for index in range(1, width + 1) if not _column_hidden(sheet, index)]
    merged = _merged(sheet)
    rows: list[tuple[Text, ...]] = []
    lines: list[int] = []
    hidden = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=last, max_col=width), start=1):
        if number in sheet.row_dimensions and sheet.row_dimensions[number].hidden:
            hidden += any(cell.value is not None for cell in cells)
            continue
        row = tuple(_text(merged.get((number, index)) or cells[index - 1]) for index in columns)
        if any(text.plain for text in row):
            rows.append(row)
            lines.append(number)
    if hidden:
        unread.append(f"{hidden} hidden rows of the sheet {sheet.title!r} were not read.")
    return rows, lines


def _column_hidden(sheet: "Worksheet", index: int) -> bool:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    dimension = sheet.column_dimensions.get(get_column_letter(index))
    return dimension is not None and bool(dimension.hidden)


def _merged(sheet: "Worksheet") -> "dict[tuple[int, int], Cell]":
    """The cell that shows in each cell of a merged range."""
    found = {}
    for area in sheet.merged_cells.ranges:
        shown = sheet.cell(area.min_row, area.min_col)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                found[row, column] = shown
    return found


def _text(cell: "Cell") -> Text:
    if cell.value is None:
        return _EMPTY
    text = plain_text(_shown(cell.value))
    link = getattr(cell, "hyperlink", None)
    target = getattr(link, "target", None)
    if target and text.plain:
        text = text._replace(links=(Link(text.flat, str(target)),))
    font = getattr(cell, "font", None)
    struck = bool(text.plain) and font is not None and bool(font.strike)
    return text._replace(struck=True) if struck else text


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            midnight = value.time() == dt.time(0)
            return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
