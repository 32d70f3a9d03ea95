"""The table as an Excel workbook, written in memory."""

import io
from datetime import datetime

from xlsxwriter import Workbook

from subpolicy.publish.vendors.table import Table
from subpolicy.spreadsheets import cell_text

_PROPERTY_LIMIT = 255
"""Characters that Excel reads in a property of the document."""
_NARROWEST, _WIDEST = 8, 60
"""In digits of the standard font."""


def render(table: Table) -> bytes:
    """One sheet with a row of heads; every text a text, nothing a formula or a link.

    The same table gives the same bytes.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as workbook:
        workbook.set_properties(
            {
                "author": cell_text(table.organisation)[:_PROPERTY_LIMIT],
                "created": datetime.fromisoformat(table.as_of),
            }
        )
        head = workbook.add_format({"bold": True, "bg_color": "#e8ebf0", "bottom": 1})
        plain = workbook.add_format({"valign": "top", "text_wrap": True})
        page = workbook.add_worksheet("Vendors")
        for column, title in enumerate(table.heads):
            cells = [entry.cells[column] for entry in table.lines]
            longest = max(map(len, (title, *cells)))
            page.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))
            page.write_string(0, column, cell_text(title), head)
            for row, cell in enumerate(cells, start=1):
                page.write_string(row, column, cell_text(cell), plain)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(len(table.lines), 1), len(table.heads) - 1)
    return target.getvalue()
