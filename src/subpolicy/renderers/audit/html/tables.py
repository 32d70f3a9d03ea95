"""Tables, pairs, and the cells in them. Sorting and filtering are the script's, on top."""

import re
from collections.abc import Mapping
from typing import Final

from subpolicy.renderers.audit.blocks import Cell, Pairs, Table
from subpolicy.renderers.audit.html.anchors import Anchors, vendor_anchor
from subpolicy.renderers.audit.html.markup import (
    Markup,
    day,
    join,
    number,
    prose,
    tag,
    text,
)

LONG: Final = 24
"""Rows from which on a table scrolls by itself, so that its head stays in sight."""
TONES: Final[Mapping[str, str]] = {
    "error": "f", "failed": "f", "expired": "f", "missing": "f", "bypassed": "f",
    "warning": "w", "undated": "w", "none": "w", "not yet": "w", "not judged": "w",
    "info": "k", "known": "k", "known at adoption": "k",
    "waived": "a", "emergency": "a",
    "passed": "p", "current": "p", "kept": "p",
}  # fmt: skip
"""A word that judges, and the class that colours it: failed, warning, known, accepted, passed."""
_NUMBER: Final = re.compile(r"[0-9]{1,15}", re.ASCII)
_VENDOR: Final = "Vendor"
"""The column that holds ids of vendors."""
_LINE: Final = 60
"""Characters of an id or a path up to which it stays on one line."""
_SHORT, _LONG, _LONGEST = 28, 60, 160
"""Characters of the longest text of a column: up to the first on one line, from the second on with
more room, from the third on with much more."""


def table(block: Table, anchors: Anchors, heading: str = "") -> Markup:
    """A table in a region that scrolls sideways, or by itself where it is long.

    Args:
        block: The table.
        anchors: The places of the page; links that lead to none become text.
        heading: What stands above it; a caption that says the same again is not shown.
    """
    if not block.rows:
        return tag("p", tag("b", text(block.caption)), Markup(": none."), class_="none")
    kinds = [_kind(block, index) for index in range(len(block.columns))]
    head = [
        tag(
            "th",
            text(column.title),
            scope="col",
            class_="r" if kind == "number" else None,
            data_f="" if column.filters else None,
        )
        for column, kind in zip(block.columns, kinds, strict=True)
    ]
    titles = [column.title for column in block.columns]
    vendor = titles.index(_VENDOR) if _VENDOR in titles else None
    rows = [
        _row(_led(row, vendor), kinds, block.anchors[index] if block.anchors else "", anchors)
        for index, row in enumerate(block.rows)
    ]
    body = tag(
        "table",
        tag("caption", text(block.caption), class_="said" if block.caption == heading else None),
        tag("thead", tag("tr", *head)),
        Markup(f"<tbody>\n{join(rows, chr(10))}\n</tbody>"),
    )
    return region(body, anchors.label(block.caption), long=len(rows) > LONG)


def region(body: Markup, label: str, *, long: bool, kind: str = "") -> Markup:
    """A part of the page that scrolls by itself, for the keyboard too."""
    names = " ".join(name for name in ("scroll", "long" if long else "", kind) if name)
    return tag("div", body, class_=names, role="region", aria_label=label, tabindex="0")


def pairs(block: Pairs, anchors: Anchors) -> Markup:
    """Names and values."""
    rows = [
        tag("div", tag("dt", text(name)), tag("dd", value(cell, anchors)))
        for name, cell in block.rows
    ]
    return tag("dl", *rows, class_="pairs")


def value(cell: Cell, anchors: Anchors) -> Markup:
    """What stands in a cell."""
    content = _content(cell)
    if cell.note is not None and cell.note != cell.text:
        content = tag("span", content, title=cell.note)
    target = anchors.link(cell.to)
    return content if target is None else tag("a", content, **target)


def badge(words: str) -> Markup:
    """A word that judges, in its colour; the word says all that the colour says."""
    tone = TONES.get(words.lower(), "")
    return tag("span", text(words), class_=f"badge {tone}".strip())


def _content(cell: Cell) -> Markup:  # noqa: PLR0911 -- one line per kind
    match cell.kind:
        case "code":
            return tag("code", text(cell.text), class_="h" if len(cell.text) > _LINE else None)
        case "prose":
            return prose(cell.text)
        case "date":
            return day(cell.text)
        case "severity" | "verdict":
            return badge(cell.text) if cell.text else Markup("")
        case "number" if _NUMBER.fullmatch(cell.text):
            return number(int(cell.text))
        case "strong":
            return tag("strong", text(cell.text))
        case _:
            return text(cell.text)


def _led(row: tuple[Cell, ...], vendor: int | None) -> tuple[Cell, ...]:
    """A row whose vendor leads to the vendor's own row of the matrix."""
    if vendor is None or row[vendor].to is not None:
        return row
    cell = row[vendor]
    return (*row[:vendor], cell._replace(to=f"#{vendor_anchor(cell.text)}"), *row[vendor + 1 :])


def _row(row: tuple[Cell, ...], kinds: list[str], anchor: str, anchors: Anchors) -> Markup:
    cells = "".join(
        f"<td{_ZERO if cell.text == '0' else _CLASSES.get(kind, '')}>{value(cell, anchors)}</td>"
        for cell, kind in zip(row, kinds, strict=True)
    )
    place = anchors.place(anchor)
    name = f' id="{place}"' if place else ""
    return Markup(f"<tr{name}>{cells}</tr>")


_ZERO: Final = ' class="r z"'
_CLASSES: Final[Mapping[str, str]] = {
    "number": " class=r",
    "prose": " class=t",
    "passage": " class=u",
    "line": " class=d",
    "date": " class=d",
    "severity": " class=d",
    "verdict": " class=d",
}


def _kind(block: Table, index: int) -> str:
    """What a column holds, as its first cell that holds anything says; of texts, how long."""
    column = [row[index] for row in block.rows]
    kind = next((cell.kind for cell in column if cell.text not in {"", "–"}), "text")
    if kind not in {"text", "prose"}:
        return kind
    longest = max(len(cell.text) for cell in column)
    widths = ((_LONGEST, "passage"), (_LONG, "prose"), (_SHORT, "text"))
    return next((width for least, width in widths if longest > least), "line")
