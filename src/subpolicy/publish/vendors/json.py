"""The table as JSON, with the values as records have them."""

from subpolicy.markup.json import dumped
from subpolicy.publish.vendors.table import Table, raw


def render(table: Table) -> str:
    """One JSON object: ``vendors`` holds the columns by name, null where a record says nothing."""
    content = {
        "schema": "subpolicy.list/1",
        "organisation": table.organisation,
        "as_of": table.as_of,
        "columns": list(table.columns),
        "vendors": [{name: raw(name, entry) for name in table.columns} for entry in table.lines],
    }
    return dumped(content)
