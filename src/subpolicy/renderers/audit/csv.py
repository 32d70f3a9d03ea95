"""The audit as one table for spreadsheets and scripts: every outcome a row."""

import csv
import io
import re
from functools import cache

from subpolicy.audit import Audit
from subpolicy.printable import printable
from subpolicy.renderers.audit.outcomes import Row, outcomes

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may take for a formula, also in the full width of East Asian input."""


def render(audit: Audit) -> str:
    r"""A row for each evaluation and for each fault of a file, below one row of heads.

    The form is RFC 4180's, line ends (CRLF) included, as that is what every reader has to know.
    It starts with a byte order mark: Excel takes a file without one for the code page of its
    machine, and "Zürich" for something else. Python reads such a file as ``utf-8-sig``.

    A text that a spreadsheet may take for a formula gets an apostrophe before it (OWASP, CSV
    injection); the numbers are the tool's own and stay numbers. Control characters, line breaks
    among them, are written out as in `printable`: one row is one line.
    """
    guarded = cache(_guarded)  # most texts stand in many rows
    text = io.StringIO(newline="")
    text.write(_BOM)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(Row._fields)
    for row in outcomes(audit):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def _guarded(cell: str) -> str:
    shown = printable(cell)
    return f"'{shown}" if _FORMULA.match(shown) else shown
