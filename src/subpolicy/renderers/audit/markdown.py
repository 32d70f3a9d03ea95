"""The auditor's report in Markdown, small enough for a job summary on GitHub."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, assert_never

from subpolicy.audit import Audit
from subpolicy.renderers.audit.blocks import (
    Block,
    Cell,
    Chart,
    Matrix,
    Pairs,
    Prose,
    Section,
    Table,
)
from subpolicy.renderers.audit.content import content, title
from subpolicy.renderers.markup import code, link, prose, table, text

_ROOM = 880_000
"""Bytes in all; GitHub refuses a summary over 1 MiB, and other steps add to it."""
_DEEPEST = 6
"""Levels of headings that Markdown knows."""


_LISTS = frozenset({"transfers", "evidence", "population", "matrix"})
"""Sections that list everything, and are the first to be shortened."""


class _Rows(NamedTuple):
    """A table, or as much of it as there is room for."""

    head: tuple[str, str]
    rows: tuple[str, ...]
    size: int
    """Bytes of the rows with their line ends."""
    listing: bool
    """Whether it is the first to be shortened."""


_Piece = str | _Rows


class _Limits(NamedTuple):
    """Bytes that a table may have; None where it may have all."""

    listing: int | None
    other: int | None


def render(audit: Audit) -> str:
    """The whole report, ending in a line break.

    Where it would be too large, the longest lists end early, and say how many rows they leave out;
    findings are shortened last.
    """
    sections = content(audit, "markdown")
    targets = frozenset(_targets(sections))
    pieces = [f"# {text(title(audit))}", *_sections(sections, 2, targets, listing=False)]
    limits = _limits(pieces)
    return "\n\n".join("\n".join(_lines(piece, limits)) for piece in pieces) + "\n"


def _limits(pieces: Iterable[_Piece]) -> _Limits:
    """What fits into the room for all."""
    tables = []
    room = _ROOM
    for piece in pieces:
        if isinstance(piece, str):
            room -= len(piece.encode()) + 2
        else:
            room -= sum(len(line.encode()) + 2 for line in piece.head) + len(_left_out(10**9))
            tables.append(piece)
    listings = [piece.size for piece in tables if piece.listing]
    others = [piece.size for piece in tables if not piece.listing]
    for_listings = max(room - sum(others), room // 4)
    return _Limits(
        _share(listings, for_listings), _share(others, room - min(sum(listings), for_listings))
    )


def _share(sizes: Iterable[int], room: int) -> int | None:
    """The size to which the largest have to come down so that all fit; None where all do."""
    ordered = sorted(sizes)
    for index, size in enumerate(ordered):
        share = max(0, room) // (len(ordered) - index)
        if size > share:
            return share
        room -= size
    return None


def _lines(piece: _Piece, limits: _Limits) -> Iterator[str]:
    if isinstance(piece, str):
        yield piece
        return
    limit = limits.listing if piece.listing else limits.other
    yield from piece.head
    if limit is None or piece.size <= limit:
        yield from piece.rows
        return
    sizes = accumulate(len(row.encode()) + 1 for row in piece.rows)
    kept = sum(size <= limit for size in sizes)
    yield from piece.rows[:kept]
    yield ""
    yield _left_out(len(piece.rows) - kept)


def _left_out(count: int) -> str:
    rows = "row is" if count == 1 else "rows are"
    return (
        f"**{count} more {rows} left out of this Markdown for want of room**: "
        "`--format html`, `json`, `csv` and `xlsx` hold them all."
    )


def _sections(
    sections: Iterable[Section], level: int, targets: frozenset[str], *, listing: bool
) -> Iterator[_Piece]:
    for section in sections:
        anchor = _anchor(section.anchor) if section.anchor in targets else ""
        within = listing or section.anchor in _LISTS
        yield f"{'#' * min(level, _DEEPEST)} {anchor}{text(section.title)}"
        for block in section.blocks:
            if isinstance(block, Table) and block.caption != section.title:
                yield f"**{text(block.caption)}**"
            yield from _block(block, targets, listing=within)
        yield from _sections(section.parts, level + 1, targets, listing=within)


def _block(block: Block, targets: frozenset[str], *, listing: bool) -> Iterator[_Piece]:
    match block:
        case Prose():
            yield prose(block.text)
        case Pairs():
            rows = ((text(name), _cell(cell)) for name, cell in block.rows)
            yield _rows(("", ""), rows, listing=listing)
        case Table():
            head = [text(column.title) for column in block.columns]
            yield _rows(head, _cells(block, targets), listing=listing)
        case Matrix():
            shorts = [_to(short, f"#rule-{id_}") for short, id_, _ in block.rules]
            said = ([text(id_), *map(_said, row)] for id_, _, row in block.rows)
            yield _rows(["Vendor", *shorts], said, listing=listing)
        case Chart():
            yield from ()  # the table beside it has its numbers
        case _:
            assert_never(block)


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]], *, listing: bool) -> _Rows:
    first, second, *lines = table(head, rows)
    size = sum(len(line.encode()) + 1 for line in lines)
    return _Rows((first, second), tuple(lines), size, listing)


def _cells(block: Table, targets: frozenset[str]) -> Iterator[list[str]]:
    for index, row in enumerate(block.rows):
        cells = [_cell(cell) for cell in row]
        if index < len(block.anchors) and block.anchors[index] in targets:
            cells[0] = _anchor(block.anchors[index]) + cells[0]
        yield cells


@lru_cache(maxsize=4096)
def _cell(cell: Cell) -> str:
    match cell.kind:
        case "prose":
            words = prose(cell.text)
        case "code":
            words = code(cell.text) if cell.text else ""
        case "strong":
            words = f"**{text(cell.text.strip())}**" if cell.text.strip() else ""
        case "severity" if cell.text == "error":
            words = "**error**"
        case _:
            words = text(cell.text)
    if cell.to is None:
        return words
    return (
        f"[{words}]({_address(cell.to)})" if cell.to.startswith("#") else link(cell.text, cell.to)
    )


def _to(words: str, target: str) -> str:
    return f"[{text(words)}]({_address(target)})"


def _address(target: str) -> str:
    return "#" + _slug(target[1:])


def _anchor(name: str) -> str:
    return f'<a id="{_slug(name)}"></a>'


def _slug(name: str) -> str:
    """An anchor that is no markup, whatever it was made from."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)


@lru_cache(maxsize=1024)
def _said(said: tuple[str, str]) -> str:
    """What a cell of the matrix says; few differ, so that each is worked out once."""
    symbol, verdict = said
    return f"**{text(symbol)}**" if verdict == "failed" else text(symbol)


def _targets(sections: Iterable[Section]) -> Iterator[str]:
    """The anchors to which something leads."""
    for section in sections:
        for block in section.blocks:
            match block:
                case Pairs():
                    yield from (
                        cell.to[1:] for _, cell in block.rows if cell.to and cell.to[0] == "#"
                    )
                case Table():
                    for row in block.rows:
                        yield from (cell.to[1:] for cell in row if cell.to and cell.to[0] == "#")
                case Matrix():
                    yield from (f"rule-{id_}" for _, id_, _ in block.rules)
                case _:
                    pass
        yield from _targets(section.parts)
