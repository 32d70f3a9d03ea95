"""Tables of HTML, and grids of ``<div role="row">``, with cells that span several repeated."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from subpolicy.importers.blocks import Block, Paragraph, Table, Text
from subpolicy.importers.readers.html_text import Marks, text_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SPAN: Final = 64
"""Cells that one cell may stand for."""
_WIDEST: Final = 256
"""Cells of a row that are read."""
_MOST_ROWS: Final = 10_000
"""Rows of a table that are read, as of separated values; no list that is imported has as many."""
_CELLS: Final = frozenset({"td", "th"})
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_EMPTY: Final = Text("")


def table(node: "LexborNode", marks: Marks) -> Iterator[Block]:
    """A table, its caption first."""
    rows: list[LexborNode] = []
    heads = 0
    for child in node.iter():
        if child.tag == "caption" and (text := text_of(child, marks)).plain:
            yield Paragraph(text)
        elif child.tag == "tr":
            rows.append(child)
        elif child.tag in _GROUPS:
            found = [row for row in child.iter() if row.tag == "tr"]
            heads += len(found) if child.tag == "thead" and not rows else 0
            rows.extend(found)
    rows = [row for row in rows if not marks.unseen(row, "tr")][:_MOST_ROWS]
    if rows:
        yield made(_grid(rows, marks), min(heads, len(rows)) or int(_is_head(rows[0])))


def made(grid: Sequence[tuple[Text, ...]], heads: int) -> Table:
    """The table of rows of cells, of which the first ``heads`` are its head.

    Of several rows of heads the last one names the columns.
    """
    width = max(map(len, grid))
    padded = [row + (_EMPTY,) * (width - len(row)) for row in grid]
    head = padded[heads - 1] if heads else (_EMPTY,) * width
    body = tuple(padded[heads:])
    sources = tuple("\n".join(cell.plain for cell in row if cell.plain) for row in body)
    return Table(head, body, (None,) * len(body), sources)


def _is_head(row: "LexborNode") -> bool:
    cells = [cell.tag for cell in row.iter() if cell.tag in _CELLS]
    return bool(cells) and all(tag == "th" for tag in cells)


def _grid(rows: "Sequence[LexborNode]", marks: Marks) -> list[tuple[Text, ...]]:
    """The cells of each row, those that span several rows or columns repeated."""
    grid: list[tuple[Text, ...]] = []
    hanging: dict[int, tuple[Text, int]] = {}
    for row in rows:
        cells: list[Text] = []
        for cell in row.iter():
            if cell.tag not in _CELLS or len(cells) >= _WIDEST:
                continue
            if hanging:
                _hang(cells, hanging)
            text = text_of(cell, marks)
            columns, below = _spans(cell)
            for _ in range(min(columns, _WIDEST - len(cells))):
                if below > 1:
                    hanging[len(cells)] = (text, below - 1)
                cells.append(text)
        if hanging:
            _hang(cells, hanging)
        grid.append(tuple(cells))
    return grid


def _hang(cells: list[Text], hanging: dict[int, tuple[Text, int]]) -> None:
    """Fill in the cells that reach down from the rows above."""
    while len(cells) in hanging:
        text, left = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (text, left - 1)
        cells.append(text)


def _spans(cell: "LexborNode") -> tuple[int, int]:
    """Columns and rows that a cell takes."""
    attributes = cell.attributes
    if not attributes:
        return 1, 1
    return _span(attributes.get("colspan")), _span(attributes.get("rowspan"))


def _span(value: str | None) -> int:
    if not value or len(value) > 9 or not value.isascii() or not value.isdigit():  # noqa: PLR2004
        return 1
    return min(_SPAN, max(1, int(value)))
