"""The source line of a finding with carets below it, as a terminal shows it."""

from typing import NamedTuple
from unicodedata import category, east_asian_width

from subpolicy.locations import Span
from subpolicy.printable import command_marks, escape, unsafe

WIDTH = 120
"""Terminal columns that an excerpt may fill; of a longer line, what is around the span."""
_AHEAD = 40
"""Columns kept free before the span when a line is cut."""
_TAB = "    "


class Excerpt(NamedTuple):
    """Two lines that stand below each other."""

    text: str
    indent: int
    """Columns before the first caret."""
    carets: int
    """How many; at least one, so that an empty span shows too."""


class _Cell(NamedTuple):
    shown: str
    width: int


def excerpt(line: str, span: Span) -> Excerpt:
    """What to show of ``line``, the first line of ``span``, and where its carets stand.

    Tabs become four spaces, unsafe characters escapes; wide characters count for two columns
    and combining ones for none. A span over several lines is marked to the end of its first.
    """
    line = line.rstrip("\r\n ")
    first = min(span.column - 1, len(line))
    last = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    start, end = _window(line, first)
    cells = _cells(line[start:end])
    head = "…" if start else ""
    tail = "…" if end < len(line) else ""
    indent = len(head) + sum(cell.width for cell in cells[: first - start])
    carets = sum(cell.width for cell in cells[first - start : max(last, first) - start])
    return Excerpt(head + "".join(cell.shown for cell in cells) + tail, indent, max(carets, 1))


def _window(line: str, first: int) -> tuple[int, int]:
    """The stretch of ``line`` around index ``first`` that fits; the whole line if it does."""
    if len(line) <= WIDTH and sum(cell.width for cell in _cells(line)) <= WIDTH:
        return 0, len(line)
    after = _fitting(_cells(line[first : first + WIDTH]), WIDTH - _AHEAD)
    used = sum(cell.width for cell in _cells(line[first : first + after]))
    before = _cells(line[max(0, first - WIDTH) : first])
    return first - _fitting(before[::-1], WIDTH - used), first + after


def _fitting(cells: list[_Cell], room: int) -> int:
    """How many of the first cells fit into so many columns."""
    for count, cell in enumerate(cells):
        room -= cell.width
        if room < 0:
            return count
    return len(cells)


def _cells(text: str) -> list[_Cell]:
    marks = command_marks(text)
    return [_cell(char, forced=index in marks) for index, char in enumerate(text)]


def _cell(char: str, *, forced: bool) -> _Cell:
    if char == "\t":
        return _Cell(_TAB, len(_TAB))
    if forced or unsafe(char):
        shown = escape(char)
        return _Cell(shown, len(shown))
    if char.isascii():
        return _Cell(char, 1)
    if category(char) in {"Mn", "Me"}:
        return _Cell(char, 0)
    return _Cell(char, 2 if east_asian_width(char) in "WF" else 1)
