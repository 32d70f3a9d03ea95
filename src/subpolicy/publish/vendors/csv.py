"""The table as CSV."""

from subpolicy.publish.vendors.table import Table
from subpolicy.spreadsheets import csv_text


def render(table: Table) -> str:
    """A row of the columns' names, then one per vendor, in words; see `csv_text` for the form."""
    return csv_text([table.columns, *(entry.cells for entry in table.lines)])
