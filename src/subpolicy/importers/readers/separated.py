"""CSV and TSV."""

import csv
import io

from subpolicy.importers.blocks import Page, Table
from subpolicy.importers.heads import column_of
from subpolicy.importers.readers.inline import plain_text

_SAMPLE = 20_000
_HEAD_ROWS = 30
"""Rows among which the head is looked for: spreadsheets begin with titles and remarks."""


def read(text: str) -> Page:
    """The page of separated values, whatever parts them: comma, semicolon, tab or bar."""
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SAMPLE], ",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if "\t" in text[:_SAMPLE] else csv.excel
    reader = csv.reader(io.StringIO(text), dialect)
    rows: list[list[str]] = []
    lines: list[int] = []
    while True:
        before = reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            break
        if any(cell.strip() for cell in row):
            rows.append(row)
            lines.append(before + 1)
    return grid(rows, lines)


def grid(rows: list[list[str]], lines: list[int]) -> Page:
    """The page of rows of cells, the head being the first of them that looks like one."""
    if not rows:
        return Page(())
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) for row in rows]
    head = max(range(min(len(rows), _HEAD_ROWS)), key=lambda at: (_known(padded[at]), -at))
    table = Table(
        tuple(plain_text(cell) for cell in padded[head]),
        tuple(tuple(plain_text(cell) for cell in row) for row in padded[head + 1 :]),
        tuple(lines[head + 1 :]),
        tuple("\n".join(cell.strip() for cell in row if cell.strip()) for row in rows[head + 1 :]),
    )
    return Page((table,))


def _known(cells: list[str]) -> int:
    """How many of the cells are heads that are understood."""
    return sum(column_of(cell) is not None for cell in cells)
