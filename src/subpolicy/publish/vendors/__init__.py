"""The list as a table: on a terminal, for a spreadsheet, a program or a questionnaire."""

from subpolicy.publish.vendors.table import CHANGE, COLUMNS, Line, Table, table_of

__all__ = ["CHANGE", "COLUMNS", "Line", "Table", "table_of"]
