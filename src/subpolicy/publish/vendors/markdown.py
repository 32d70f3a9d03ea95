"""The table as Markdown, for an answer in a ticket or a questionnaire."""

from collections.abc import Iterator

from subpolicy.publish.escaping import markdown
from subpolicy.publish.vendors.table import Table


def render(table: Table) -> str:
    """A pipe table; nothing in it is markup."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(map(markdown, table.heads)) + " |"
    yield "|" + " --- |" * len(table.heads)
    for entry in table.lines:
        yield "| " + " | ".join(map(markdown, entry.cells)) + " |"
