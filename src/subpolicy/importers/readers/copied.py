"""Text as copied from a web page: every cell of a table on a line of its own, or with tabs."""

from collections.abc import Iterator, Sequence

from subpolicy.importers.blocks import Block, Heading, Page, Paragraph, Table, Text
from subpolicy.importers.heads import column_of, columns_of, exact_column
from subpolicy.importers.readers.inline import plain_text
from subpolicy.importers.rows import Column

_MOST_LINES = 50_000
_TOO_LONG = "The text is longer than 50,000 lines; what comes after that was not read."
_FEWEST = 2
"""Columns that a table has at least."""
_MOST = 16
_LONG_NAME = 100
"""Characters of which a name has fewer."""
_LONG_TITLE = 120
_WORDS_OF_A_NAME = 5


def read(text: str) -> Page | None:
    """The page of a copied text; None where it has no table, so that it is no such text."""
    lines = [line.strip("\ufeff\u200b ") for line in text.splitlines()]
    cut = len(lines) > _MOST_LINES
    reader = _Copied(lines[:_MOST_LINES])
    blocks = tuple(reader.read())
    if not reader.tables:
        return None
    return Page(blocks, source=text, unread=(_TOO_LONG,) if cut else ())


class _Copied:
    """Goes through the lines; a run of heads starts a table, whose width it gives."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._full = [index for index, line in enumerate(lines) if line.strip()]
        """Lines that are not empty."""
        self.tables = 0

    def read(self) -> Iterator[Block]:
        at = 0
        while at < len(self._full):
            if width := self._heads(at):
                table, at = self._table(at, width)
                yield table
            elif cells := self._tabbed(at):
                table, at = self._tabs(at, cells)
                yield table
            else:
                yield self._prose(at)
                at += 1

    def _line(self, at: int) -> str:
        return self._lines[self._full[at]].strip() if at < len(self._full) else ""

    def _heads(self, at: int) -> int:
        """How many lines from here are the heads of one table; 0 where none begins."""
        if exact_column(self._line(at)) not in {Column.NAME, Column.ENTITY, Column.SERVICE}:
            return 0
        if exact_column(self._line(at + 1)) is Column.NAME:
            return 0  # the list's title, which its first head follows
        width = 1
        while width < _MOST and self._is_head(at + width):
            width += 1
        columns = columns_of([self._line(at + index) for index in range(width)])
        enough = width >= _FEWEST and Column.NAME in columns
        return width if enough and at + 2 * width <= len(self._full) else 0

    def _is_head(self, at: int) -> bool:
        line = self._line(at)
        return bool(line) and "\t" not in line and exact_column(line) is not None

    def _table(self, at: int, width: int) -> tuple[Table, int]:
        heads = [self._line(at + index) for index in range(width)]
        columns = columns_of(heads)
        at += width
        end = self._next_heads(at)
        rows, lines = [], []
        while at + width <= end:
            cells = [self._line(at + index) for index in range(width)]
            if not _is_row(cells, columns):
                break
            rows.append(cells)
            lines.append(self._full[at] + 1)
            at += width
        self.tables += bool(rows)
        return _made(heads, rows, lines, "\n"), at

    def _next_heads(self, at: int) -> int:
        while at < len(self._full) and not self._heads(at):
            at += 1
        return at

    def _tabbed(self, at: int) -> int:
        """The cells of a head whose cells are parted by tabs; 0 where this is none."""
        cells = self._line(at).split("\t")
        known = sum(column_of(cell) is not None for cell in cells)
        enough = _FEWEST <= len(cells) <= _MOST and known >= _FEWEST
        return len(cells) if enough and Column.NAME in columns_of(cells) else 0

    def _tabs(self, at: int, width: int) -> tuple[Table, int]:
        heads = self._line(at).split("\t")
        at += 1
        rows, lines = [], []
        while at < len(self._full) and "\t" in (line := self._lines[self._full[at]]):
            cells = [cell.strip() for cell in line.split("\t")][:width]
            rows.append(cells + [""] * (width - len(cells)))
            lines.append(self._full[at] + 1)
            at += 1
        self.tables += bool(rows)
        return _made(heads, rows, lines, "\t"), at

    def _prose(self, at: int) -> Block:
        """A heading where the line is short and stands before a table or a longer text."""
        line, number = self._line(at), self._full[at] + 1
        before_table = bool(self._heads(at + 1) or self._tabbed(at + 1))
        if before_table and len(line) <= _LONG_TITLE:
            return Heading(2, plain_text(line), number)
        return Paragraph(plain_text(line), number)


def _is_row(cells: Sequence[str], columns: Sequence[Column | None]) -> bool:
    """Whether lines are the cells of a row rather than the text behind the table."""
    from subpolicy.importers.cells import plausible  # noqa: PLC0415 (only for copied text)

    name = cells[columns.index(Column.NAME)]
    if len(name) > _LONG_NAME or (
        name.endswith((".", ":")) and len(name.split()) > _WORDS_OF_A_NAME
    ):
        return False
    return all(
        plausible(column, cell)
        for column, cell in zip(columns, cells, strict=True)
        if column is not None
    )


def _made(
    heads: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int], glue: str
) -> Table:
    def texts(cells: Sequence[str]) -> tuple[Text, ...]:
        return tuple(plain_text(cell) for cell in cells)

    return Table(
        texts(heads),
        tuple(texts(row) for row in rows),
        tuple(lines),
        tuple(glue.join(row) for row in rows),
    )
