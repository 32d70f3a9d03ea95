"""What holds for every table that a spreadsheet opens: a text stays a text, and fits its cell."""

import csv
import io
import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from subpolicy.printable import printable

CELL_LIMIT: Final = 32_767
"""UTF-16 units that Excel reads in a cell (its specifications and limits)."""
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may take for a formula, also in the full width of East Asian input."""
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
"""Neither control characters nor allowed in XML 1.0."""

Cell = str | int | None


def csv_text(rows: Iterable[Iterable[Cell]]) -> str:
    r"""A table as CSV; its heads are the first row.

    The form is RFC 4180's, line ends (CRLF) included, as that is what every reader has to know.
    It starts with a byte order mark: Excel takes a file without one for the code page of its
    machine, and "Zürich" for something else. Python reads such a file as ``utf-8-sig``.

    A text that a spreadsheet may take for a formula gets an apostrophe before it (OWASP, CSV
    injection); numbers stay numbers. Control characters, line breaks among them, are written out
    as in `printable`: one row is one line.
    """
    text = io.StringIO(newline="")
    text.write(_BOM)
    writer = csv.writer(text, lineterminator="\r\n")
    shown = cache(guarded)  # most texts stand in many rows
    writer.writerows([shown(c) if isinstance(c, str) else c for c in row] for row in rows)
    return text.getvalue()


def guarded(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    shown = printable(cell)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def cell_text(value: str) -> str:
    """A text as a cell of a workbook can hold it: printable, legal in XML, not too long."""
    text = _NO_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", printable(value))
    if len(text) * 2 <= CELL_LIMIT:  # no character takes more than two units
        return text
    units = text.encode("utf-16-le")
    if len(units) <= CELL_LIMIT * 2:
        return text
    mark = f" [cut: {len(text)} characters in all]"
    kept = units[: 2 * (CELL_LIMIT - len(mark))].decode("utf-16-le", errors="ignore")
    return kept + mark
