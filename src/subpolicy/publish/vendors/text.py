"""The table on a terminal: aligned, and cut to its width."""

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from subpolicy.publish.vendors.table import Table

_GAP = "  "
_LEAST = 8
"""Columns that a cell keeps however narrow the terminal is."""


def render(table: Table, width: int | None = None) -> str:
    """A line of heads, and one per vendor.

    Args:
        table: The table.
        width: Columns of the terminal; None cuts nothing.
    """
    if not table.lines:
        return ""
    rows = [table.columns, *(entry.cells for entry in table.lines)]
    natural = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    widths = natural if width is None else _fitting(natural, width)
    return "\n".join(_row(row, widths) for row in rows) + "\n"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    shown = [_padded(_cut(cell, width), width) for cell, width in zip(cells, widths, strict=True)]
    return _GAP.join(shown).rstrip()


def _fitting(natural: Sequence[int], width: int) -> list[int]:
    """Widths that fit: the widest columns give first, and none gives more than it must."""
    room = max(width - len(_GAP) * (len(natural) - 1), len(natural))
    widths = list(natural)
    while sum(widths) > room and max(widths) > _LEAST:
        widest = max(widths)
        second = max((w for w in widths if w < widest), default=0)
        at_widest = [index for index, w in enumerate(widths) if w == widest]
        over = sum(widths) - room
        step = max(1, min(widest - max(second, _LEAST), -(-over // len(at_widest))))
        for index in at_widest:
            if sum(widths) <= room:
                break
            widths[index] -= min(step, sum(widths) - room)
    return widths


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    kept, used = "", 0
    for char in text:
        if used + _columns(char) > width - 1:
            break
        kept += char
        used += _columns(char)
    return kept.rstrip() + "…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    """Columns of a terminal that a character takes (Unicode Standard Annex 11)."""
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in {"W", "F"} else 1
