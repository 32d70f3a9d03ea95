"""The formats of the table, each loaded when it is asked for."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from subpolicy.publish.vendors.table import COLUMNS, Table


def _json(table: Table) -> str:
    from subpolicy.publish.vendors import json  # noqa: PLC0415 (loaded when used)

    return json.render(table)


def _csv(table: Table) -> str:
    from subpolicy.publish.vendors import csv  # noqa: PLC0415 (loaded when used)

    return csv.render(table)


def _xlsx(table: Table) -> bytes:
    from subpolicy.publish.vendors import xlsx  # noqa: PLC0415 (loaded when used)

    return xlsx.render(table)


def _markdown(table: Table) -> str:
    from subpolicy.publish.vendors import markdown  # noqa: PLC0415 (loaded when used)

    return markdown.render(table)


def _text(table: Table) -> str:
    from subpolicy.publish.vendors import text  # noqa: PLC0415 (loaded when used)

    return text.render(table)


FORMATS: Final[Mapping[str, Callable[[Table], str | bytes]]] = MappingProxyType(
    {"text": _text, "json": _json, "csv": _csv, "xlsx": _xlsx, "markdown": _markdown}
)
"""What ``list --format`` knows. ``text`` is also rendered for a terminal's width."""

_READ: Final = ("name", "purpose", "data_categories", "processing", "transfers", "status")
DEFAULTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "text": ("id", "name", "status", "processing", "purpose"),
        "json": COLUMNS[:-1],
        "csv": COLUMNS[:-1],
        "xlsx": COLUMNS[:-1],
        "markdown": _READ,
    }
)
"""The columns where none are named: those that fit, or all but what is new."""
