"""CSV and TSV."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from subpolicy.importers.blocks import Block, Page, Paragraph, Table, Text
from subpolicy.importers.heads import column_of, exact_column
from subpolicy.importers.readers.inline import plain_text

_SAMPLE: Final = 20_000
_HEAD_ROWS: Final = 30
"""Rows among which the head is looked for: spreadsheets begin with titles and remarks."""
_MOST_ROWS: Final = 10_000
_MOST_CELLS: Final = 256
_LONGEST_CELL: Final = 1 << 20
_CUT: Final = f"Only the first {_MOST_ROWS} rows were read."


def read(text: str) -> Page:
    """The page of separated values, whatever parts them: comma, semicolon, tab or bar."""
    text = text.removeprefix("\ufeff")
    delimiter = _delimiter(text)
    if text[:4].lower() == "sep=":  # what Excel writes, and reads, in front
        text = "\n" + text.partition("\n")[2]
    rows: list[tuple[Text, ...]] = []
    lines: list[int] = []
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        for line, row in _rows(text, delimiter):
            if any(cell.strip() for cell in row):
                rows.append(tuple(plain_text(cell) for cell in row[:_MOST_CELLS]))
                lines.append(line)
            if len(rows) >= _MOST_ROWS:
                return Page(tuple(table_of(rows, lines)), unread=(_CUT,))
    finally:
        csv.field_size_limit(limit)
    return Page(tuple(table_of(rows, lines)))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    before = 0
    try:
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error:  # a cell without end: the text is no table from here on
        return


def _delimiter(text: str) -> str:
    """What parts the cells: of what stands in the lines, that which gives most heads."""
    if text[:4].lower() == "sep=" and text[4:5] not in {"", "\n", "\r", " ", '"'}:
        return text[4]
    sample = text[:_SAMPLE]

    def worth(delimiter: str) -> tuple[int, int]:
        rows = [row for _, row in zip(range(_HEAD_ROWS), _rows(sample, delimiter), strict=False)]
        heads = max((_known([plain_text(cell) for cell in row]) for _, row in rows), default=0)
        return heads, sum(len(row) > 1 for _, row in rows)

    return max(",;\t|", key=worth)


def table_of(rows: Sequence[tuple[Text, ...]], lines: Sequence[int]) -> Iterator[Block]:
    """The table of rows of cells, the head being the first of them that looks like one.

    What stands above the head are titles and remarks.
    """
    if not rows:
        return
    width = max(map(len, rows))
    head = max(range(min(len(rows), _HEAD_ROWS)), key=lambda at: (_known(rows[at]), -at))
    if not _known(rows[head]):
        head = -1
    for row in rows[: max(0, head)]:
        shown = list(dict.fromkeys(cell.plain for cell in row if cell.plain))
        yield Paragraph(plain_text(" ".join(shown)))
    padded = [row + (Text(""),) * (width - len(row)) for row in rows]
    yield Table(
        padded[head] if head >= 0 else (Text(""),) * width,
        tuple(padded[head + 1 :]),
        tuple(lines[head + 1 :]),
        tuple("\n".join(cell.plain for cell in row if cell.plain) for row in padded[head + 1 :]),
    )


def _known(cells: Sequence[Text]) -> int:
    """How many of the cells are heads that are understood; what is known exactly counts double."""
    known = [cell.flat for cell in cells if column_of(cell.flat) is not None]
    return len(known) + sum(exact_column(cell) is not None for cell in known)
